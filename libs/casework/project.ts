import type { Calendar } from '#calendar';
import type { Transaction } from '#database';
import type { Process, Taken } from '#process';
import { Refused } from '#refusals';
import { endOfPeriods } from '#regulations';
import type { Bench } from './bench.js';
import { renameRows, underPresentNames } from './clock-renames.js';
import type { ClockOperation, ClockRow } from './clock-rows.js';
import type { World } from './load.js';
import { carryMoves, isStale, movedBy, movedFacts, wasHeld } from './projection.js';
import type { WorkingCase } from './working-case.js';

/**
 * Draws the dates of a case again where its office counts by another calendar than when they were drawn, before anything
 * lapses or anybody is heard: no date that a notice has moved is acted upon. One event, where any date moves.
 */
export function project(bench: Bench, working: WorkingCase): void {
  const { world } = bench;
  const { inForce } = working;
  // Which calendar is in force is not known while nobody knows what time it is.
  if (world.held) return;
  if (!working.clocks.some((row) => isStale(row, inForce.calendar))) return;
  working.looked = inForce.calendar.version;
  const moved = movedBy(world.calendars, inForce, working.clocks, doneSoFar(bench, working));
  if (moved.length === 0) return;
  const { today } = working;
  working.note(bench.tenant, {
    kind: 'clockProjected',
    facts: movedFacts(moved),
    actor: calendarActor(working.process),
    under: endOfPeriods,
    idempotency: null,
    clocks: carryMoves(working.clocks, moved, { seq: working.seq + 1, today, under: endOfPeriods }),
  });
}

/** What was done to the clocks of a case, in this batch too, under the names that they have now. */
function doneSoFar(bench: Bench, working: WorkingCase): ClockOperation[] {
  const before = bench.operations.get(working.id) ?? [];
  const done = underPresentNames([...before, ...working.events.flatMap(({ operations }) => operations)]);
  return renameRows(done, working.renaming);
}

/**
 * While time is held nobody knows which calendar is in force: it is not changed then, for a change counts from its event on;
 * and no order but to start or to stop reaches a clock that is to be drawn again, for it would count as drawn by the new one.
 */
export function refuseWhileHeld(bench: Bench, working: WorkingCase, { effects, clocks }: Taken): void {
  const operations = doneSoFar(bench, working);
  const moved = movedBy(bench.world.calendars, working.inForce, working.clocks, operations);
  const stale = new Set(moved.map(({ before }) => before.clock));
  const reached = clocks.some(
    ({ clock, order }) => stale.has(clock) && order !== 'start' && order !== 'stop',
  );
  if (reached || effects.some((effect) => effect.do === 'changeCalendar')) throw new Refused('time-is-held');
}

/** Nobody: what the calendar moves is moved in the role of the clock. */
export const calendarActor = ({ catalogue }: Process) => ({
  person: null,
  roles: Object.entries(catalogue.roles).flatMap(([name, { duty }]) => (duty === 'clock' ? [name] : [])),
  duty: 'clock',
  for: null,
  covering: null,
  method: 'calendar',
});

/** What was done to the clocks of a batch that run or wait and were held before, by case: they may have to be counted again. */
export async function loadOperations(tx: Transaction, world: World): Promise<Bench['operations']> {
  const moves = ({ status }: ClockRow): boolean => status === 'running' || status === 'suspended';
  const cases = [...world.cases].flatMap(([id, { clocks }]) =>
    clocks.some((clock) => moves(clock) && wasHeld(clock)) ? [id] : [],
  );
  return operationsOf(tx, cases);
}

/** What was done to the clocks of these cases, by case. */
export async function operationsOf(
  tx: Transaction,
  cases: readonly string[],
): Promise<Map<string, ClockOperation[]>> {
  const found = new Map<string, ClockOperation[]>();
  if (cases.length === 0) return found;
  const rows = await tx.named<ClockOperation & { case_id: string }>(
    'operations-of-cases',
    `select case_id, seq, clock, generation, operation, on_day, consumed, due_on, length, anchor, becomes,
            instrument, article
     from clock_operations where tenant = $1 and case_id = any($2::uuid[])`,
    [tx.tenant, cases],
  );
  for (const { case_id, ...operation } of rows)
    found.set(case_id, [...(found.get(case_id) ?? []), operation]);
  return found;
}

/** Remembers which clocks were looked at for the calendar in force, so that they are not looked at again. */
export async function keepLooked(
  tx: Transaction,
  calendar: Calendar,
  looked: readonly WorkingCase[],
): Promise<void> {
  if (looked.length === 0) return;
  await tx.named(
    'clocks-looked-at',
    `update clocks set considered = $3 where tenant = $1 and case_id = any($2::uuid[])
       and status in ('running', 'suspended') and looked <> $3`,
    [tx.tenant, looked.map(({ id }) => id), calendar.version],
  );
}
