import { inTransaction, type Database, type Transaction } from '#database';
import type { Actor } from '#identity';
import type { Duty, Facts } from '#process';
import { Refused } from '#refusals';
import { institutionMet } from './authority.js';
import type { Caller } from './caller.js';
import { CaseReader } from './case-readers.js';
import type { CaseRow } from './load.js';
import type { ProcessShelf } from './process-shelf.js';
import { Reader } from './reader.js';
import { dutiesIn, loadStaff, staffing, type Staff, type Staffing } from './staffing.js';
import type { CaseViews } from './views.js';

/** A case that could not be finished by whoever is left. */
export interface UnstaffedCase {
  case: string;
  number: string | null;
  /** The duties for which nobody is left. */
  duties: string[];
}

/** Whether the rest of cases can be staffed, and by whom. */
export class StaffingViews {
  constructor(
    private readonly database: Database,
    private readonly views: CaseViews,
  ) {}

  /** Of one case, for the people of the office who may see it; `not-found` for all others, applicants and whoever
   * is recused included. */
  async of(caller: Caller, id: string): Promise<Staffing> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { row, process, actor, of } = await this.views.visible(tx, caller, id);
      const { root_id: matter } = row;
      const institution = institutionMet(process, row.institution_id, of.file.context);
      const reader = await Reader.of(tx, { caller, actor, stepUp: { acr: [], maxAge: 0 } }, [of]);
      if (CaseReader.from(actor, of, reader.recusedFrom(of)).part !== 'office')
        throw new Refused('not-found');
      const [staff] = await loadStaff(tx, [{ institution, matter }]);
      return staffing(process, of.file, staff!, reader.dutiesOf(of), reader.apart);
    });
  }
}

/**
 * The open cases that could not be finished if a person no longer held a role: those that can be staffed with it and
 * cannot without it. For whoever is about to withdraw the role, inside the transaction that does.
 */
export async function unstaffedWithout(
  tx: Transaction,
  shelf: ProcessShelf,
  { person, role }: { person: string; role: string },
): Promise<UnstaffedCase[]> {
  const concerned = shelf.all.filter(({ catalogue }) => Object.hasOwn(catalogue.roles, role));
  const open = concerned.flatMap((process) =>
    process.states.filter(({ final }) => !final).map(({ name: state }) => ({ process: process.id, state })),
  );
  const rows = await tx.query<CaseRow>(
    `select * from cases where tenant = $1 and (process, state) in (select * from unnest($2::text[], $3::text[]))
     order by id`,
    [tx.tenant, open.map(({ process }) => process), open.map(({ state }) => state)],
  );
  const [office] = await tx.query<{ apart: string[] }>(
    'select duties_apart as apart from jurisdictions where tenant = $1',
    [tx.tenant],
  );
  const apart = new Set(office!.apart);
  const found: UnstaffedCase[] = [];
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce);
    const matters = some.map((row) => {
      const process = shelf.pinned(row.process, row.edition, row.edition_hash);
      const institution = institutionMet(process, row.institution_id, JSON.parse(row.context) as Facts);
      return { institution, matter: row.root_id };
    });
    const staff = await loadStaff(tx, matters);
    const duties = await dutiesIn(tx, matters);
    found.push(
      ...some.flatMap((row, index) => {
        const process = shelf.pinned(row.process, row.edition, row.edition_hash);
        const file = { state: row.state, context: JSON.parse(row.context) as Facts };
        const lackingWith = (staffOf: Staff): Duty[] => {
          const { places } = staffing(process, file, staffOf, duties.get(row.root_id) ?? new Map(), apart);
          return places.flatMap(({ duty, filledBy }) => (filledBy === null ? [duty] : []));
        };
        const lacking = lackingWith(without(staff[index]!, person, role));
        return lacking.length > lackingWith(staff[index]!).length
          ? [{ case: row.id, number: row.number, duties: [...new Set(lacking)] }]
          : [];
      }),
    );
  }
  return found;
}

/** Cases that are looked at in one round trip: an office may have many thousands open. */
const atOnce = 200;

const without = ({ actors, recused }: Staff, person: string, role: string): Staff => ({
  actors: actors.map((actor): Actor =>
    actor.person === person ? { ...actor, roles: actor.roles.filter((name) => name !== role) } : actor,
  ),
  recused,
});
