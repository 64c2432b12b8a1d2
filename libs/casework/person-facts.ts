import type { Transaction } from '#database';
import { loadActors } from '#identity';
import type { Facts } from '#process';
import type { ResolvedPerson } from '#regulations';
import type { Wanted } from './ports.js';
import { loadRecusals, meetingKey } from './recusals.js';

interface Standing {
  person: string;
  matter: string;
  duty: string | null;
  fields: string[];
  leads: string[];
  fieldsAreEntered: boolean;
}

/** The duty held in the matter, where the office keeps it apart; the fields of qualifications that have not run out. */
const standings = `
  select w.person, w.matter, d.duty, coalesce(q.fields, '{}') as fields, coalesce(q.leads, '{}') as leads,
         exists (select from assessor_fields where tenant = $1) as "fieldsAreEntered"
  from unnest($2::uuid[], $3::uuid[]) as w (person, matter)
  join jurisdictions j on j.tenant = $1
  left join duties_held d on d.tenant = $1 and d.matter = w.matter and d.person_id = w.person
    and d.duty = any (j.duties_apart)
  left join lateral (
    select array_agg(field order by field) as fields, array_agg(field order by field) filter (where may_lead) as leads
    from assessor_fields f
    where f.tenant = $1 and f.person_id = w.person
      and (f.until_day is null or f.until_day >= (office_now() at time zone j.zone)::date)) as q on true`;

/**
 * What a step may know of a person it names: the roles held now, the employer, what speaks against them towards the
 * case's institution, the duty they have in its matter, and the fields they may assess and lead in; the name never.
 */
export async function personFacts(tx: Transaction, wanted: readonly Wanted[]): Promise<(Facts | null)[]> {
  const actors = await loadActors(tx, [...new Set(wanted.map(({ id }) => id))]);
  const known = wanted.filter(({ id }) => actors.has(id));
  if (known.length === 0) return wanted.map(() => null);
  const meetings = known.map(({ id, institution, matter }) => ({ person: id, institution, matter }));
  const recusals = await loadRecusals(tx, meetings);
  const rows = await tx.named<Standing>('casework: standings of people', standings, [
    tx.tenant,
    meetings.map(({ person }) => person),
    meetings.map(({ matter }) => matter),
  ]);
  const standingOf = new Map(rows.map((row) => [`${row.person}/${row.matter}`, row]));
  return wanted.map(({ id, institution, matter }) => {
    const actor = actors.get(id);
    const standing = standingOf.get(`${id}/${matter}`);
    if (actor === undefined || standing === undefined) return null;
    const { duty, fields, leads, fieldsAreEntered } = standing;
    return {
      roles: [...actor.roles].sort(),
      employer: actor.employer,
      recused: recusals.get(meetingKey({ person: id, institution, matter })) ?? [],
      duty,
      fields,
      leads,
      fieldsAreEntered,
    } satisfies ResolvedPerson;
  });
}
