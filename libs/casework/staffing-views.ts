import { inTransaction, type Database, type Transaction } from '#database';
import type { Actor } from '#identity';
import type { Facts } from '#process';
import { Refused } from '#refusals';
import type { Caller } from './caller.js';
import type { CaseRow } from './load.js';
import type { ProcessShelf } from './process-shelf.js';
import { Reader } from './reader.js';
import { loadStaff, staffing, type Staff, type Staffing } from './staffing.js';
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

  /** Of one case, for the people of the office who may see it; `not-found` for all others, applicants included. */
  async of(caller: Caller, id: string): Promise<Staffing> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { row, process, actor, of } = await this.views.visible(tx, caller, id);
      if (!actor.roles.some((name) => process.catalogue.roles[name]?.reach === 'jurisdiction')) {
        throw new Refused('not-found');
      }
      const { institution_id: institution, root_id: matter } = row;
      const reader = await Reader.of(tx, { caller, actor, stepUp: { acr: [], maxAge: 0 } }, [of]);
      const staff = await loadStaff(tx, { institution, matter });
      return staffing(process, of.file, staff, reader.dutiesOf(of), reader.apart);
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
    `select c.* from unnest($2::text[], $3::text[]) as w (process, state)
     join cases c on c.tenant = $1 and c.process = w.process and c.state = w.state order by c.id`,
    [tx.tenant, open.map(({ process }) => process), open.map(({ state }) => state)],
  );
  const [office] = await tx.query<{ apart: string[] }>(
    'select duties_apart as apart from jurisdictions where tenant = $1',
    [tx.tenant],
  );
  const apart = new Set(office!.apart);
  const found: UnstaffedCase[] = [];
  for (const row of rows) {
    const process = shelf.pinned(row.process, row.edition, row.edition_hash);
    const file = { state: row.state, context: JSON.parse(row.context) as Facts };
    const staff = await loadStaff(tx, { institution: row.institution_id, matter: row.root_id });
    const duties = await dutiesIn(tx, row.root_id);
    const before = staffing(process, file, staff, duties, apart);
    const after = staffing(process, file, without(staff, person, role), duties, apart);
    if (after.places.filter(isEmpty).length > before.places.filter(isEmpty).length) {
      const lacking = after.places.filter(isEmpty).map(({ duty }) => duty);
      found.push({ case: row.id, number: row.number, duties: [...new Set(lacking)] });
    }
  }
  return found;
}

const isEmpty = ({ filledBy }: Staffing['places'][number]): boolean => filledBy === null;

const without = ({ actors, recused }: Staff, person: string, role: string): Staff => ({
  actors: actors.map((actor): Actor =>
    actor.person === person ? { ...actor, roles: actor.roles.filter((name) => name !== role) } : actor,
  ),
  recused,
});

async function dutiesIn(tx: Transaction, matter: string): Promise<Map<string, string>> {
  const rows = await tx.named<{ person: string; duty: string }>(
    'duties-in-a-matter',
    'select person_id as person, duty from duties_held where tenant = $1 and matter = $2',
    [tx.tenant, matter],
  );
  return new Map(rows.map(({ person, duty }) => [person, duty]));
}
