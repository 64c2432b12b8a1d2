/** Clocks and what was done to them, as their tables have them. */
import type { Transaction } from '#database';
import { presentName } from './clock-renames.js';
import { dueAtColumn, type ClockRow } from './clock-rows.js';
import type { OperationRow, Under } from './clock-story.js';

export type StoredClock = ClockRow & { case_id: string; drawn_at: Date } & Required<Under>;

const underOf = (event: string): string =>
  `${event}.doc ->> 'edition' as edition, ${event}.doc ->> 'editionHash' as edition_hash`;

/** The clocks of cases as they stand, with the instant at which each was last changed, those changed first before others. */
export const clocksOf = (tx: Transaction, cases: readonly string[]): Promise<StoredClock[]> =>
  tx.named<StoredClock>(
    'clocks-of-cases',
    `select k.case_id, k.clock, k.generation, k.anchor, k.budget, k.unit, k.consumed, k.running_since, k.held_on, k.due_on,
            ${dueAtColumn}, k.status, k.legal_effect,
            k.lapses_into, k.instrument, k.article, k.calendar_version, k.provisional, k.changed_seq, e.at as drawn_at,
            ${underOf('e')}
     from clocks k join events e on e.tenant = k.tenant and e.case_id = k.case_id and e.seq = k.changed_seq
     where k.tenant = $1 and k.case_id = any($2::uuid[]) order by k.changed_seq, k.clock, k.generation`,
    [tx.tenant, cases],
  );

/** What was done to the clocks of cases, under the names that these have now; a renaming comes before what else its event did. */
export const operationsOf = (
  tx: Transaction,
  cases: readonly string[],
): Promise<(OperationRow & Required<Under> & { case_id: string })[]> =>
  tx.named(
    'clock-operations-of-cases',
    `select o.case_id, o.seq, ${presentName('o')} as clock, o.generation, o.operation, o.on_day, o.consumed, o.due_on, o.instrument, o.article,
            o.length, o.anchor, o.becomes, case when o.becomes is not null then o.clock end as formerly,
            e.kind, e.step, e.at, ${underOf('e')},
            case when e.kind = 'clockProjected' then e.doc #> '{given,world,moved}' end as moved
     from clock_operations o join events e on e.tenant = o.tenant and e.case_id = o.case_id and e.seq = o.seq
     where o.tenant = $1 and o.case_id = any($2::uuid[]) order by o.case_id, o.seq, o.becomes nulls last`,
    [tx.tenant, cases],
  );
