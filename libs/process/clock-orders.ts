/**
 * What a step does to the clocks: derived from the clocks of the two states, so that no step can forget one.
 *
 *     before    after     order
 *     –         runs      start        from its anchor
 *     runs      paused    suspend
 *     paused    runs      resume       or interrupt, when the step restarts it
 *     named     –         stop         or expire, when the step is the clock's own
 *     runs      runs      none         or interrupt, when the step restarts it
 *     named     the same  none         or extend, or supersede, when the step says so
 */
import { isOfTheCase, ruleIn } from './declared-clocks.js';
import { factAt } from './facts.js';
import type { ReadState, ReadStep } from './reading.js';
import type { ClockOrder } from './answers.js';
import type { ClockRule, Day, Extension, Facts, Given, StateRule } from './types.js';

type Clocks = StateRule['clocks'];
type Order = ClockOrder['order'];
interface Change {
  clock: string;
  order: Order;
}

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

/** A clock should be extended by a fact that the evidence does not give as a whole number: the edition is wrong. */
export class NoLength extends Error {
  constructor(
    readonly clock: string,
    readonly by: string,
  ) {
    super(
      `the clock ${clock} is extended by ${by}, which is not a whole number among the facts of the evidence`,
    );
    this.name = 'NoLength';
  }
}

/** What a step says of clocks. */
type Saying = Pick<ReadStep, 'restarts' | 'supersedes'> & {
  rule: { on: string | null; extends: Extension | null };
};

/** The same changes again: the states and steps of a process are read once, and its cases take the same ways. */
const knownChanges = new WeakMap<Clocks, WeakMap<Clocks, Map<Saying | undefined, Change[]>>>();
function changesOnce(
  declared: Record<string, ClockRule>,
  before: Clocks,
  after: Clocks,
  step?: Saying,
): Change[] {
  const from = knownChanges.get(before) ?? new WeakMap<Clocks, Map<Saying | undefined, Change[]>>();
  const to = from.get(after) ?? new Map<Saying | undefined, Change[]>();
  const changes = to.get(step) ?? changesOf(Object.keys(declared), before, after, step);
  knownChanges.set(before, from);
  from.set(after, to);
  to.set(step, changes);
  return changes;
}
const none: Clocks = {};

/** The orders of a step between two states, without their dates. `before` is empty when the case is opened. */
export function changesOf(
  declared: readonly string[],
  before: Clocks,
  after: Clocks,
  step?: Saying,
): Change[] {
  const changes: Change[] = [];
  for (const clock of declared) {
    const was = before[clock];
    const is = after[clock];
    if (was !== undefined && step?.rule.on === clock) {
      changes.push({ clock, order: 'expire' });
      if (is === 'runs') changes.push({ clock, order: 'start' });
      continue;
    }
    if (was !== undefined && is === 'runs' && step?.restarts.includes(clock)) {
      changes.push({ clock, order: 'interrupt' });
    } else if (was === is) {
      if (is === undefined) continue;
      if (step?.supersedes.includes(clock)) changes.push({ clock, order: 'supersede' });
      if (step?.rule.extends?.clock === clock) changes.push({ clock, order: 'extend' });
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

/** The same orders with their days; `context` is the memory after the step. Throws `NoAnchor`, `NoLength`. */
export function ordersOf(
  clocks: Record<string, ClockRule>,
  before: ReadState | null,
  after: ReadState,
  step: ReadStep | undefined,
  under: ClockOrder['under'],
  context: Facts,
  { today, evidence }: Pick<Given, 'today' | 'evidence'>,
): ClockOrder[] {
  return changesOnce(clocks, before?.rule.clocks ?? none, after.rule.clocks, step).flatMap(
    ({ clock, order }) => {
      const counts = order === 'start' || order === 'interrupt';
      const ends = order === 'stop' || order === 'expire';
      const declared = clocks[clock];
      if (declared === undefined) return [];
      // What is not there in this case gets no orders; only a clock that begins needs its day.
      const anchorHere = (): string => anchorOf(clock, declared, context, today);
      const rule = isOfTheCase(declared) || counts ? ruleIn(declared, context, anchorHere) : declared;
      if (rule === null) return [];
      const extended = order === 'extend' ? (step?.rule.extends ?? null) : null;
      return [
        {
          clock,
          order,
          on: counts ? anchorHere() : today,
          today: step?.rule.on == null ? today : null,
          anchor: order === 'supersede' ? anchorHere() : null,
          extension: extended === null ? null : extensionOf(extended, evidence),
          rule,
          lapsesInto: ends ? null : (after.lapses.get(clock) ?? null),
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

function extensionOf({ clock, most, by }: Extension, evidence: Facts): ClockOrder['extension'] {
  const length = factAt(evidence, by);
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 1)
    throw new NoLength(clock, by);
  return { length, most: most.length };
}
