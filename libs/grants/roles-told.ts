/** Whether roles and assessors' fields stand in their tables as the events have ordered it. */
import type { RecordCheck } from '#casework';
import type { Transaction } from '#database';
import { administersRoles, roles as catalogue, type RoleName } from '#regulations';
import { ownRoles, partiesIn } from './acting-effects.js';
import { actingRows, endedBy, type ActingRow } from './acting-told.js';
import { isDemonstration, toldOf, unheardOf, wrongIn, type Findings, type Told } from './told.js';

interface GrantRow {
  person: string;
  role: RoleName;
  duty: string | null;
  since: Date;
  granted_case: string | null;
  granted_seq: number | null;
  until: Date | null;
  withdrawn_case: string | null;
  withdrawn_seq: number | null;
}

interface FieldRow {
  person: string;
  field: string;
  lead: boolean;
  until: string | null;
}

const of = ['grantRole', 'withdrawRole', 'actForInstitution', 'endActing'];

export const rolesAsTold: RecordCheck = {
  of,
  async check(tx, happened) {
    const told = toldOf(happened, of);
    const rows = await tx.query<GrantRow>(
      `select person_id as person, role, duty, granted_at as since, granted_case, granted_seq, withdrawn_at as until,
              withdrawn_case, withdrawn_seq from role_grants where tenant = $1 order by granted_at, person_id, role`,
      [tx.tenant],
    );
    const demonstration = await isDemonstration(tx);
    const acting = await actingRows(tx);
    return [
      ...grantFindings(rows, told, acting),
      ...(demonstration ? [] : await enteredFindings(tx, rows)),
      ...orderFindings(rows, told),
      ...(await fieldFindings(tx, rows, told, demonstration)),
    ];
  },
};

/** Each grant and each withdrawal rests on an event that ordered it, and is dated as that. */
function grantFindings(
  rows: readonly GrantRow[],
  told: readonly Told[],
  acting: readonly ActingRow[],
): Findings {
  const findings: Findings = [];
  const actingOf = new Map<string, ActingRow[]>();
  for (const row of acting) actingOf.set(row.person, [...(actingOf.get(row.person) ?? []), row]);
  const at = new Map<string, Told[]>();
  for (const one of told) at.set(keyOf(one), [...(at.get(keyOf(one)) ?? []), one]);
  for (const row of rows) {
    const { person, role } = row;
    if (row.granted_case !== null) {
      const event = { case: row.granted_case, seq: row.granted_seq! };
      const ordered = at.get(keyOf(event))?.find((one) => gives(one, row));
      if (ordered?.at !== row.since.getTime())
        findings.push(
          wrongIn(event, `"${role}" of ${person} is held by an event that did not grant it then`),
        );
      else if (row.duty !== catalogue[role].duty)
        findings.push(wrongIn(event, `"${role}" of ${person} is held for another duty than its own`));
    }
    if (row.withdrawn_case !== null) {
      const event = { case: row.withdrawn_case, seq: row.withdrawn_seq! };
      const ordered = at.get(keyOf(event))?.find((one) => takes(one, row, actingOf.get(person) ?? []));
      if (ordered?.at !== row.until?.getTime())
        findings.push(
          wrongIn(event, `"${role}" of ${person} is withdrawn by an event that did not withdraw it then`),
        );
    } else if (row.until !== null && row.granted_case !== null) {
      const event = { case: row.granted_case, seq: row.granted_seq! };
      findings.push(wrongIn(event, `"${role}" of ${person} is withdrawn by no event`));
    }
  }
  return findings;
}

/** Without a case only the first two administrators are entered, before anything else happened. */
async function enteredFindings(tx: Transaction, rows: readonly GrantRow[]): Promise<Findings> {
  const [first] = await tx.query<{ at: Date | null }>('select min(at) as at from events where tenant = $1', [
    tx.tenant,
  ]);
  const began = first?.at?.getTime() ?? Infinity;
  const entered = rows.filter(({ granted_case }) => granted_case === null);
  return entered.flatMap(({ person, role, since }, place) =>
    place < 2 && administersRoles(role) && since.getTime() <= began
      ? []
      : [unheardOf(`role_grants has "${role}" of ${person}, which no event granted`)],
  );
}

/** What was granted is held, until it was withdrawn, and no longer. */
function orderFindings(rows: readonly GrantRow[], told: readonly Told[]): Findings {
  return told.flatMap((one) => {
    const { person, role } = one.context as { person: string; role: string };
    if (one.do === 'grantRole' && !rows.some((row) => isOf(row, person, role) && holdsAt(row, one.at)))
      return [wrongIn(one, `"${role}" of ${person} was granted and is not held`)];
    const ended = rows.some((row) => row.withdrawn_case === one.case && row.withdrawn_seq === one.seq);
    return one.do === 'withdrawRole' && !ended
      ? [wrongIn(one, `"${role}" of ${person} was withdrawn and is held`)]
      : [];
  });
}

/** The fields of assessors, as the grants gave them and the last withdrawal took them. */
async function fieldFindings(
  tx: Transaction,
  rows: readonly GrantRow[],
  told: readonly Told[],
  demonstration: boolean,
): Promise<Findings> {
  const stored = await tx.query<FieldRow>(
    `select person_id as person, field, may_lead as lead, until_day as until from assessor_fields
     where tenant = $1 order by person_id, field`,
    [tx.tenant],
  );
  const expected = new Map<string, { last: Told; fields: string[] }>();
  for (const one of told) {
    const { person, fields, mayLead, qualifiedUntil } = one.context as {
      person: string;
      fields: string[];
      mayLead: boolean;
      qualifiedUntil: string | null;
    };
    if (one.do === 'grantRole' && fields.length > 0)
      expected.set(person, {
        last: one,
        fields: [...fields].sort().map((field) => fieldKey({ field, lead: mayLead, until: qualifiedUntil })),
      });
    const assesses = (row: GrantRow) =>
      row.person === person && row.duty === 'assessment' && holdsAt(row, one.at);
    if (one.do === 'withdrawRole' && !rows.some(assesses)) expected.set(person, { last: one, fields: [] });
  }
  const findings: Findings = [];
  for (const [person, { last, fields }] of expected) {
    const held = stored.filter((row) => row.person === person).map(fieldKey);
    if (held.join() !== fields.join())
      findings.push(wrongIn(last, `the fields of ${person} are not those that were granted`));
  }
  const unknown = new Set(stored.map(({ person }) => person).filter((person) => !expected.has(person)));
  if (!demonstration)
    findings.push(
      ...[...unknown].map((person) =>
        unheardOf(`assessor_fields has fields of ${person}, which no event granted`),
      ),
    );
  return findings;
}

const keyOf = (event: { case: string; seq: number }): string => `${event.case}/${event.seq}`;
const fieldKey = ({ field, lead, until }: Omit<FieldRow, 'person'>): string =>
  `${field} ${lead} ${until ?? ''}`;
const isOf = (row: GrantRow, person: string, role: string): boolean =>
  row.person === person && row.role === role;
const holdsAt = ({ since, until }: GrantRow, at: number): boolean =>
  since.getTime() <= at && (until === null || until.getTime() > at);

function gives(one: Told, { person, role }: GrantRow): boolean {
  if (one.do === 'grantRole') return one.context['person'] === person && one.context['role'] === role;
  return (
    one.do === 'actForInstitution' && ownRoles.includes(role) && partiesIn(one, one.context).person === person
  );
}

/** With the authorisation that this very event ended goes what was had by it. */
function takes(one: Told, { person, role }: GrantRow, acting: readonly ActingRow[]): boolean {
  if (one.do === 'withdrawRole') return one.context['person'] === person && one.context['role'] === role;
  return ownRoles.includes(role) && acting.some((row) => endedBy(one, row));
}
