/**
 * What a step does to the clocks: derived from the clocks of the two states, so that no step can forget one.
 *
 *     before    after     order
 *     –         runs      start        from its anchor
 *     runs      paused    suspend
 *     paused    runs      resume
 *     named     –         stop         or expire, when the step is the clock's own
 *     runs      runs      none         or interrupt, when the step restarts it
 */
import { factAt } from './facts.js';
import type { ReadState, ReadStep } from './reading.js';
import type { ClockOrder, ClockRule, Day, Facts, StateRule } from './types.js';

type Clocks = StateRule['clocks'];
type Order = ClockOrder['order'];

/** A clock should start from a fact that the case does not have: the edition is wrong, not the person. */
export class NoAnchor extends Error {
  constructor(
    readonly clock: string,
    readonly from: string,
  ) {
    super(`the clock ${clock} counts from ${from}, which is not a day in the memory of the case`);
    this.name = 'NoAnchor';
  }
}

/** The orders of a step between two states, without their dates. `before` is empty when the case is opened. */
export function changesOf(
  declared: readonly string[],
  before: Clocks,
  after: Clocks,
  step?: Pick<ReadStep, 'restarts'> & { rule: { on: string | null } },
): { clock: string; order: Order }[] {
  const changes: { clock: string; order: Order }[] = [];
  for (const clock of declared) {
    const was = before[clock];
    const is = after[clock];
    if (was !== undefined && step?.rule.on === clock) {
      changes.push({ clock, order: 'expire' });
      if (is === 'runs') changes.push({ clock, order: 'start' });
      continue;
    }
    if (was === is) {
      if (is === 'runs' && step?.restarts.includes(clock)) changes.push({ clock, order: 'interrupt' });
    } else if (is === undefined) {
      changes.push({ clock, order: 'stop' });
    } else if (was === undefined) {
      changes.push({ clock, order: 'start' });
    } else {
      changes.push({ clock, order: is === 'runs' ? 'resume' : 'suspend' });
    }
  }
  return changes;
}

/** The same orders with their days; `context` is the memory after the step. Throws `NoAnchor`. */
export function ordersOf(
  clocks: Record<string, ClockRule>,
  before: ReadState | null,
  after: ReadState,
  step: ReadStep | undefined,
  under: ClockOrder['under'],
  context: Facts,
  today: Day,
): ClockOrder[] {
  return changesOf(Object.keys(clocks), before?.rule.clocks ?? {}, after.rule.clocks, step).flatMap(
    ({ clock, order }) => {
      const rule = clocks[clock];
      if (rule === undefined) return [];
      const counts = order === 'start' || order === 'interrupt';
      return [
        {
          clock,
          order,
          on: counts ? anchorOf(clock, rule, context, today) : today,
          rule,
          lapsesInto: order === 'stop' || order === 'expire' ? null : (after.lapses.get(clock) ?? null),
          under,
        },
      ];
    },
  );
}

function anchorOf(clock: string, { from }: ClockRule, context: Facts, today: Day): Day {
  if (from === 'today') return today;
  const day = factAt(context, from);
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new NoAnchor(clock, from);
  return day;
}
