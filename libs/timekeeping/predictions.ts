/** What is foretold of cases from what this office has seen, kept when they come into a state, and held to what came. */
import type { Calendar, Day } from '#calendar';
import type { ProcessShelf } from '#casework';
import type { Transaction } from '#database';
import { comparedBy } from '#regulations';
import { daysOf, type Holder } from './attribution.js';
import { foretell, newest, untils, type Observed, type Until } from './forecast.js';
import type { Reckoning } from './reckoning.js';

/** Where a case is that is compared with others. */
export interface Stay {
  process: string;
  edition: string;
  state: string;
  /** For the how-manieth time. */
  visit: number;
}

/** A spell that has just begun. */
export interface Begun extends Stay {
  case_id: string;
  seq: number;
  party: Holder;
  beforehand: boolean;
  workload: number;
  entered_on: Day;
  /** Leaf of the event. */
  leaf: number;
}

/** With what its case is compared by, as the event left it. */
export interface Entered extends Begun {
  kind: string | null;
  field: string | null;
}

interface StayRow {
  entered_on: Day;
  left_on: Day;
  workload: number;
  field: string | null;
  ended_on: Day;
  ended_leaf: number;
}

/**
 * The newest stays of cases that had ended by a leaf of the log: same process, its edition or the one before, same state
 * for the same time, same kind. Newest first.
 */
export async function loadStays(
  tx: Transaction,
  shelf: ProcessShelf,
  { process, edition, state, visit }: Stay,
  { kind, before, most }: { kind: string | null; before: number; most: number },
): Promise<StayRow[]> {
  const editions = shelf.all
    .filter((one) => one.id === process && one.edition <= edition)
    .map((one) => one.edition)
    .sort()
    .slice(-2);
  return tx.named<StayRow>(
    'comparable-stays',
    `select s.entered_on, s.left_on, s.workload, c.field, c.ended_on, s.ended_leaf
     from spells s join case_times c on c.tenant = s.tenant and c.case_id = s.case_id
     where s.tenant = $1 and s.process = $2 and s.state = $3 and s.visit = $4 and s.ended_leaf < $5
       and s.edition = any($6::text[]) and c.kind is not distinct from $7
     order by s.ended_leaf desc limit $8`,
    [tx.tenant, process, state, visit, before, editions, kind, most],
  );
}

/** As lengths in working days. */
export const observedIn = (calendar: Calendar, stays: readonly StayRow[]): Observed[] =>
  stays.map(({ entered_on, left_on, ended_on, workload, field }) => ({
    lasted: daysOf(calendar, entered_on, left_on),
    toTheEnd: daysOf(calendar, entered_on, ended_on),
    ...{ workload, field, endedOn: ended_on },
  }));

/** Whether anything is foretold of a case in such a spell. */
export const isForetold = ({ process, party, beforehand }: Pick<Begun, 'process' | 'party' | 'beforehand'>) =>
  comparedBy(process) !== null && !beforehand && party !== 'nobody';

/** Foretells each of these spells that began, from what had ended before it in the log, and keeps what could be said. */
export async function predict(
  tx: Transaction,
  shelf: ProcessShelf,
  { calendar }: Reckoning,
  entered: readonly Entered[],
): Promise<void> {
  const known = new Map<string, StayRow[]>();
  const made: object[] = [];
  const last = entered.at(-1)?.leaf ?? 0;
  for (const spell of entered) {
    const { kind, field } = spell;
    const key = JSON.stringify([spell.process, spell.edition, spell.state, spell.visit, kind]);
    let stays = known.get(key);
    if (stays === undefined) {
      // Of those that ended within this part of the log, each spell is shown what came before it.
      stays = await loadStays(tx, shelf, spell, { kind, before: last, most: newest + entered.length });
      known.set(key, stays);
    }
    const seen = stays.filter(({ ended_leaf }) => ended_leaf < spell.leaf).slice(0, newest);
    const observed = observedIn(calendar, seen);
    for (const until of untils) {
      const found = foretell(observed, { until, spent: 0, workload: spell.workload, field });
      if ('tooFew' in found) continue;
      const { low, high, cases, workload, byField } = found;
      made.push({
        ...{ case_id: spell.case_id, seq: spell.seq, until, process: spell.process, state: spell.state },
        ...{ made_on: spell.entered_on, leaf: spell.leaf, low, high, cases },
        ...{ workload_from: workload?.from ?? null, workload_to: workload?.to ?? null, by_field: byField },
      });
    }
  }
  if (made.length === 0) return;
  await tx.query(
    `insert into predictions (tenant, case_id, seq, until, process, state, made_on, leaf, low, high, cases, workload_from,
       workload_to, by_field)
     select $1, case_id, seq, until, process, state, made_on, leaf, low, high, cases, workload_from, workload_to, by_field
     from json_to_recordset($2) as p (case_id uuid, seq integer, until text, process text, state text, made_on date,
       leaf bigint, low integer, high integer, cases integer, workload_from integer, workload_to integer, by_field boolean)
     on conflict do nothing`,
    [tx.tenant, JSON.stringify(made)],
  );
}

/** Notes how long it took, where what was foretold of these cases has come. */
export async function noteWhatCame(
  tx: Transaction,
  { calendar }: Reckoning,
  cases: readonly string[],
): Promise<void> {
  const came = await tx.query<{ case_id: string; seq: number; until: Until; made_on: Day; came_on: Day }>(
    `select * from (
       select p.case_id, p.seq, p.until, p.made_on, case p.until when 'state' then s.left_on else c.ended_on end as came_on
       from predictions p
       join spells s on s.tenant = p.tenant and s.case_id = p.case_id and s.seq = p.seq
       join case_times c on c.tenant = p.tenant and c.case_id = p.case_id
       where p.tenant = $1 and p.case_id = any($2::uuid[]) and p.took is null) as open
     where came_on is not null`,
    [tx.tenant, cases],
  );
  if (came.length === 0) return;
  const took = came.map(({ made_on, came_on, ...key }) => ({
    ...key,
    took: daysOf(calendar, made_on, came_on),
  }));
  await tx.query(
    `update predictions p set took = r.took
     from json_to_recordset($2) as r (case_id uuid, seq integer, until text, took integer)
     where p.tenant = $1 and p.case_id = r.case_id and p.seq = r.seq and p.until = r.until`,
    [tx.tenant, JSON.stringify(took)],
  );
}
