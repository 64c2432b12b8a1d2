/** Whether it stands in its table who acts for whom as the events have ordered it. */
import type { RecordCheck } from '#casework';
import type { Transaction } from '#database';
import { partiesIn } from './acting-effects.js';
import { ownRoleFindings } from './own-roles-told.js';
import { isDemonstration, toldOf, unheardOf, wrongIn, type Findings, type Told } from './told.js';

/** A row of `acting_for`; with no case where it was furnished in a demonstration. */
export interface ActingRow {
  person: string;
  institution: string;
  since: Date;
  capacity: string;
  steps: string[] | null;
  until: string | null;
  case_id: string | null;
  ended: Date | null;
}

const of = ['actForInstitution', 'endActing'];

export const actingAsTold: RecordCheck = {
  of,
  async check(tx, happened) {
    const told = toldOf(happened, of);
    const rows = await actingRows(tx);
    const demonstration = await isDemonstration(tx);
    const begun = told.filter((one) => one.do === 'actForInstitution');
    const missing = begun
      .filter((one) => !rows.some((row) => begins(one, row)))
      .map((one) =>
        wrongIn(one, `${partiesIn(one, one.context).person} was let act for an institution and does not`),
      );
    const found = rows.flatMap((row) => rowFindings(row, told, demonstration));
    return [...found, ...missing, ...(await ownRoleFindings(tx, rows))];
  },
};

export const actingRows = (tx: Transaction): Promise<ActingRow[]> =>
  tx.query<ActingRow>(
    `select person_id as person, institution_id as institution, since, capacity, steps, until, case_id,
            withdrawn_at as ended from acting_for where tenant = $1 order by since, person_id`,
    [tx.tenant],
  );

function rowFindings(row: ActingRow, told: readonly Told[], demonstration: boolean): Findings {
  const { person, institution } = row;
  if (row.case_id === null)
    return demonstration
      ? []
      : [unheardOf(`acting_for has ${person} act for ${institution}, which no event allowed`)];
  const begun = told.find((one) => one.do === 'actForInstitution' && begins(one, row));
  if (begun === undefined)
    return [wrongIn({ case: row.case_id, seq: 0 }, `${person} acts for ${institution} as no event allowed`)];
  const ends = told.filter((one) => mayEnd(one, row, begun));
  if (row.ended === null)
    return ends.length === 0 ? [] : [wrongIn(ends[0]!, `${person} acts for ${institution}, which was ended`)];
  return ends.some((one) => one.at === row.ended!.getTime())
    ? []
    : [wrongIn(begun, `${person} acts for ${institution} no longer, and no event ended it then`)];
}

/** Whether the event let somebody act as the row says. */
function begins(one: Told, row: ActingRow): boolean {
  const { person, institution } = partiesIn(one, one.context);
  const { capacity, steps, until } = one.context as unknown as ActingRow;
  return (
    [one.case, one.at, person, institution, capacity, until].join() ===
      [row.case_id, row.since.getTime(), row.person, row.institution, row.capacity, row.until].join() &&
    (steps === null ? row.steps === null : row.steps?.join() === steps.join())
  );
}

/** Its own case ends it; so does the revocation of whoever invited, a successor, and what begins anew where it had run out. */
function mayEnd(one: Told, row: ActingRow, begun: Told): boolean {
  if (one.at < begun.at || one === begun) return false;
  if (one.do === 'endActing' || partiesIn(one, one.context).person !== row.person) return reaches(one, row);
  return (
    partiesIn(one, one.context).institution === row.institution && row.until !== null && row.until < one.today
  );
}

/** Whether the event left somebody without this authorisation, and so perhaps without any. */
export function endedBy(one: Told, row: ActingRow): boolean {
  return row.ended?.getTime() === one.at && reaches(one, row);
}

/** Whether the event is about it: its own case's end, the revocation of whoever invited, or a succession. */
function reaches(one: Told, row: ActingRow): boolean {
  const { person, institution } = partiesIn(one, one.context);
  if (one.do === 'endActing') return one.case === row.case_id || invitedIn(one).includes(row.case_id ?? '');
  const heads = one.context['capacity'] === 'legalRepresentative' && row.capacity === 'legalRepresentative';
  return heads && person !== row.person && institution === row.institution;
}

/** The invitations that fell with what the event ended. */
function invitedIn({ with: how, context }: Pick<Told, 'with' | 'context'>): string[] {
  const { invitedAt } = (how ?? {}) as { invitedAt?: string };
  return invitedAt === undefined ? [] : (context[invitedAt] as string[]);
}
