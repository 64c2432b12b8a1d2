import type { Transaction } from '#database';
import type { Duty } from '#process';
import { recusalGrounds, type RecusalGround } from '#regulations';

/**
 * Somebody, an institution, by id or credit code (`institutionMet`), and the matter (the root case) in which the two
 * meet. UUIDs in lower case.
 */
export interface Meeting {
  person: string;
  institution: string;
  matter: string;
}

/** Under which `loadRecusals` answers for a pair. */
export const meetingKey = ({ person, institution, matter }: Meeting): string =>
  `${person}/${institution}/${matter}`;

/** The duty after which a person rests before taking it again for the same institution. */
const restsAfter: Duty = 'assessment';

/**
 * A tie is what binds a person to an institution: employment, acting for it, or an interest declared and neither
 * lifted nor over. It counts for the whole group, which is every institution with an owner in common; an institution
 * is above itself, and a circle of owners ends where it closes. Nobody is recused from the authority's own affairs for
 * working there.
 *
 * Rest is counted from the legal day on which the duty began, to the end of the corresponding day (Civil Code 202).
 */
const recusals = `
  with recursive
    pair as (
      select distinct p.person, p.met, i.id as institution, p.matter
      from unnest($2::uuid[], $3::text[], $4::uuid[]) as p (person, met, matter)
      -- A code and an id never look alike; each is found by its own key.
      join lateral (
        select k.id from institutions k
        where k.tenant = $1 and k.id = case when length(p.met) = 36 then p.met::uuid end
        union all
        select k.id from institutions k
        where k.tenant = $1 and k.credit_code = case when length(p.met) = 18 then p.met end) as i on true
      join jurisdictions j on j.tenant = $1 and j.authority_id is distinct from i.id),
    office as (
      select zone, rest_months, (office_now() at time zone zone)::date as today from jurisdictions where tenant = $1),
    tie (person, institution, ground) as (
      select p.id, p.employer_id, 'employer' from people p
      where p.tenant = $1 and p.id = any ($2::uuid[]) and p.employer_id is not null
      union
      select i.person_id, i.institution_id, i.ground from interests i, office
      where i.tenant = $1 and i.person_id = any ($2::uuid[]) and i.lifted_at is null
        and (i.until_day is null or i.until_day >= office.today)
      union
      select a.person_id, a.institution_id, 'acting' from acting_for a, office
      where a.tenant = $1 and a.person_id = any ($2::uuid[]) and a.withdrawn_at is null
        and (a.until is null or a.until >= office.today)),
    above (institution, owner) as (
      select institution, institution from (select institution from pair union select institution from tie) as named
      union
      -- One by one by their key: a plan made while the table was small would read the whole register.
      select a.institution, o.parent_id from above a, lateral (
        select i.parent_id from institutions i
        where i.tenant = $1 and i.id = a.owner and i.parent_id is not null limit 1) as o)
  select pair.person, pair.met, pair.matter,
    case when tie.ground = 'employer' and tie.institution <> pair.institution then 'group' else tie.ground end
      as ground
  from pair join tie on tie.person = pair.person
  where exists (select from above one join above other on other.owner = one.owner
                where one.institution = pair.institution and other.institution = tie.institution)
  union
  select pair.person, pair.met, pair.matter, 'lastCycle'
  from pair, office
  -- Where no rest is set, nobody's past is read; where one is, not much further back than that.
  where case when office.rest_months > 0 then exists (
    select from duties_held d
    join cases c on c.tenant = $1 and c.id = d.case_id and c.institution_id = pair.institution
    where d.tenant = $1 and d.person_id = pair.person and d.duty = $5 and d.matter <> pair.matter
      and d.at > office_now() - make_interval(months => office.rest_months, days => 5)
      and (d.at at time zone office.zone)::date + make_interval(months => office.rest_months) >= office.today)
    else false end`;

/**
 * Why each person is recused from matters of each institution, by `meetingKey`, in the order of `recusalGrounds`; an
 * empty list where nothing stands against them. One statement for all pairs. `lastCycle` speaks against assessing only.
 */
export async function loadRecusals(
  tx: Transaction,
  pairs: readonly Meeting[],
): Promise<Map<string, RecusalGround[]>> {
  const found = new Map<string, RecusalGround[]>(pairs.map((pair) => [meetingKey(pair), []]));
  if (found.size === 0) return found;
  const rows = await tx.named<Omit<Meeting, 'institution'> & { met: string; ground: RecusalGround }>(
    'casework: recusals',
    recusals,
    [
      tx.tenant,
      pairs.map(({ person }) => person),
      pairs.map(({ institution }) => institution),
      pairs.map(({ matter }) => matter),
      restsAfter,
    ],
  );
  for (const { met, ...row } of rows) found.get(meetingKey({ ...row, institution: met }))?.push(row.ground);
  for (const grounds of found.values())
    grounds.sort((one, other) => order.indexOf(one) - order.indexOf(other));
  return found;
}

const order = Object.keys(recusalGrounds) as RecusalGround[];
