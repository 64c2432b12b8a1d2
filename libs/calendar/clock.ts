import type { Calendar } from './calendar.js';
import { numberOf, type Day } from './days.js';
import {
  calendarDays,
  derive,
  dueDate,
  unrolledEnd,
  workingDays,
  type Derivation,
  type Period,
} from './due.js';

/**
 * A statutory clock as a row: plain JSON, never changed in place. Only a clock that is `running` is armed; a stopped or
 * expired one keeps its `due` as the record of what was owed.
 */
export interface Clock {
  /** The day the period runs from, not counted. */
  anchor: Day;
  budget: Period;
  /** Used up before `runningSince`: in working days for a budget of working days, else in calendar days. */
  consumed: number;
  /** The day from which it runs, not counted; null unless running. */
  runningSince: Day | null;
  /** The last day in time; null while suspended: indeterminate, not later. */
  due: Day | null;
  /** The first instant after the due day, RFC 3339 in UTC. */
  dueAt: string | null;
  status: 'running' | 'suspended' | 'stopped' | 'expired' | 'superseded';
  /** 1 at the start, one more each time the period starts anew or is counted from another anchor. */
  generation: number;
  /** The first day on which it was held; null while it never was. */
  heldOn: Day | null;
  /** The calendar `due` was drawn from. */
  calendarVersion: string;
  /** Whether `due` rests on a provisional year. */
  provisional: boolean;
}

/**
 * Why an operation is not possible: the `status` of the clock, a day `beforeItRuns`, an extension of what `ranOut` or
 * `pastItsBound`, an anchor that lies `ahead` of the day of the order, or after the clock was first held (`heldBefore`).
 */
export type Impediment = 'status' | 'beforeItRuns' | 'ranOut' | 'pastItsBound' | 'ahead' | 'heldBefore';

/** An operation that the state of the clock, or the order of days, does not allow. Nothing has changed. */
export class ClockNotPossible extends Error {
  constructor(
    readonly operation: string,
    /** As it stands; null where there is none yet. */
    readonly clock: Clock | null,
    readonly because: Impediment,
    why: string,
  ) {
    super(`Cannot ${operation} a clock that ${why}`);
    this.name = 'ClockNotPossible';
  }
}

/**
 * Starts a clock from the day something happened (the letter arrived), not the day it was typed. `on` is the day of the
 * order: nothing counts from a day that has not come.
 */
export function startClock(calendar: Calendar, anchor: Day, budget: Period, on: Day = anchor): Clock {
  notAhead('start', null, anchor, on);
  const derivation = dueDate(calendar, anchor, budget);
  return {
    anchor,
    budget,
    consumed: 0,
    runningSince: anchor,
    due: derivation.due,
    dueAt: derivation.dueAt,
    status: 'running',
    generation: 1,
    heldOn: null,
    calendarVersion: derivation.calendarVersion,
    provisional: derivation.provisional,
  };
}

/**
 * Holds the clock from `on`, which is still counted. The remainder is kept and there is no due date until it resumes.
 * A clock held in time has never used up more than its budget; one held when overdue has. `at` is the instant of the
 * order (RFC 3339), here and below, by which it is in time on the last day; where only the day is known, all of it is.
 */
export function suspendClock(calendar: Calendar, clock: Clock, on: Day, at: string | null = null): Clock {
  const consumed = consumedBy(calendar, allow('suspend', clock, ['running']), { on, at }, 'suspend');
  return {
    ...clock,
    consumed,
    runningSince: null,
    due: null,
    dueAt: null,
    status: 'suspended',
    heldOn: clock.heldOn ?? on,
    calendarVersion: calendar.version,
    provisional: false,
  };
}

/**
 * Lets the remainder run from `on`, which is not counted. Nothing left means: until the end of `on`, or of the first
 * working day after it; where that end was over at the instant `at`, it has its last day again, the next. A clock that was
 * overdue when held is overdue by as much again. The row does not keep the day it was held last: that `on` is not before it
 * is for the caller's history to see to.
 */
export function resumeClock(calendar: Calendar, clock: Clock, on: Day, at: string | null = null): Clock {
  allow('resume', clock, ['suspended']);
  if (numberOf(on) < numberOf(clock.anchor)) throw before('resume', clock, on, clock.anchor);
  const again: Clock = { ...clock, runningSince: on, status: 'running' };
  const resumed = projectClock(calendar, again);
  if (clock.consumed !== total(clock) || inTime(resumed, { on, at })) return resumed;
  return projectClock(calendar, { ...again, consumed: clock.consumed - 1 });
}

/**
 * The period starts anew from `anchor`, whole, also where it was held; a new generation, so that an expiry of the old one
 * finds nothing. `on` is the day of the order.
 */
export function interruptClock(calendar: Calendar, clock: Clock, anchor: Day, on: Day = anchor): Clock {
  allow('interrupt', clock, ['running', 'suspended']);
  if (numberOf(anchor) < numberOf(clock.anchor)) throw before('interrupt', clock, anchor, clock.anchor);
  notAhead('interrupt', clock, anchor, on);
  return { ...startClock(calendar, anchor, clock.budget), generation: clock.generation + 1 };
}

/**
 * Lengthens the budget by a period of the same unit, counted from the anchor and never from a rolled date. `on` is the
 * day of the decision: refused when the period has already run out, and where the whole budget would be longer than
 * `longest`.
 */
export function extendClock(
  calendar: Calendar,
  clock: Clock,
  by: Period,
  on: Day,
  longest = Number.POSITIVE_INFINITY,
  at: string | null = null,
): Clock {
  allow('extend', clock, ['running', 'suspended']);
  if (!inTime(clock, { on, at })) {
    throw new ClockNotPossible('extend', clock, 'ranOut', `ran out on ${clock.due}, before ${at ?? on}`);
  }
  if (clock.due === null && clock.consumed > total(clock)) {
    throw new ClockNotPossible('extend', clock, 'ranOut', 'had run out when it was held');
  }
  if (by.unit !== clock.budget.unit || !Number.isInteger(by.length) || by.length < 1) {
    throw new RangeError(`A budget of ${clock.budget.unit} is extended by a whole number of them`);
  }
  const length = clock.budget.length + by.length;
  if (length > longest) {
    throw new ClockNotPossible('extend', clock, 'pastItsBound', `may be ${longest} long, not ${length}`);
  }
  const longer = { ...clock, budget: { ...clock.budget, length } };
  const extended = projectClock(calendar, longer);
  // It may stand where an older calendar put it, later than this one would: nothing ends earlier by being extended.
  const isEarlier = clock.dueAt !== null && Date.parse(extended.dueAt!) < Date.parse(clock.dueAt);
  return isEarlier ? longer : extended;
}

/**
 * The anchor was wrong: the same budget, extended or not, counts from the right one, as a new generation; the caller keeps
 * the old one, as superseded. What was used up before it was first held is counted again from the right anchor, what came
 * after stands; so the right anchor is not after that day, nor after `on`, the day of the order. The due day may turn out
 * to have passed: then it has run out.
 */
export function supersedeClock(calendar: Calendar, clock: Clock, anchor: Day, on: Day): Clock {
  allow('supersede', clock, ['running', 'suspended']);
  notAhead('supersede', clock, anchor, on);
  const { budget, heldOn } = clock;
  const generation = clock.generation + 1;
  if (heldOn === null) return { ...startClock(calendar, anchor, budget), generation };
  if (numberOf(anchor) > numberOf(heldOn)) {
    throw new ClockNotPossible('supersede', clock, 'heldBefore', `was held on ${heldOn}, before ${anchor}`);
  }
  const usedFrom = (day: Day) => suspendClock(calendar, startClock(calendar, day, budget), heldOn).consumed;
  const consumed = Math.max(0, clock.consumed - usedFrom(clock.anchor) + usedFrom(anchor));
  const recounted = { ...clock, anchor, consumed, generation };
  return projectClock(calendar, { ...recounted, calendarVersion: calendar.version, provisional: false });
}

/** Met, on `on`. What was used up is kept, as is the due date that stood. */
export function stopClock(calendar: Calendar, clock: Clock, on: Day, at: string | null = null): Clock {
  allow('stop', clock, ['running', 'suspended']);
  const consumed =
    clock.status === 'running' ? consumedBy(calendar, clock, { on, at }, 'stop') : clock.consumed;
  return { ...clock, consumed, runningSince: null, status: 'stopped' };
}

/** It ran out: all of its budget is used up. That its due day has passed is for the caller to know. */
export function expireClock(_calendar: Calendar, clock: Clock): Clock {
  allow('expire', clock, ['running']);
  const consumed = Math.max(clock.consumed, total(clock));
  return { ...clock, consumed, runningSince: null, status: 'expired' };
}

/**
 * A running clock with its due date drawn again, for a calendar that has changed; any other clock as it is. What was
 * used up before a suspension is not counted again: to do that, replay the operations with the new calendar.
 */
export function projectClock(calendar: Calendar, clock: Clock): Clock {
  const derivation = derivationOf(calendar, clock);
  if (derivation === null) return clock;
  const { due, dueAt, calendarVersion, provisional } = derivation;
  return { ...clock, due, dueAt, calendarVersion, provisional };
}

/**
 * How the due date of a running clock comes about: of the whole budget, or after a suspension of what is left, from
 * the day it resumed; what is left of months or years is calendar days. Null for a clock that does not run.
 */
export function derivationOf(calendar: Calendar, clock: Clock): Derivation | null {
  if (clock.status !== 'running' || clock.runningSince === null) return null;
  if (clock.consumed === 0 && clock.runningSince === clock.anchor)
    return derive(calendar, clock.anchor, clock.budget);
  const left = total(clock) - clock.consumed;
  return derive(
    calendar,
    clock.runningSince,
    clock.budget.unit === 'workingDays' ? workingDays(left) : calendarDays(left),
  );
}

/** How much of a clock's period is used up by the end of a day, in the unit of `consumed`. */
export interface Consumption {
  /** The whole period; months and years are the days to their unrolled end. */
  limit: number;
  used: number;
  left: number;
  /** How much longer than the period it has taken. */
  overdue: number;
}

/**
 * What a clock has used up by the end of `on`, or of it at the instant `at`, its start day not counted; one that does not
 * run, as it was left.
 */
export function consumptionOf(
  calendar: Calendar,
  clock: Clock,
  on: Day,
  at: string | null = null,
): Consumption {
  const limit = total(clock);
  const runs = clock.runningSince !== null && numberOf(on) >= numberOf(clock.runningSince);
  const used = runs ? consumedBy(calendar, clock, { on, at }, 'read') : clock.consumed;
  return { limit, used, left: Math.max(0, limit - used), overdue: Math.max(0, used - limit) };
}

/** The whole budget in the unit of `consumed`; months and years are the days from the anchor to their unrolled end. */
function total({ anchor, budget }: Clock): number {
  if (budget.unit === 'workingDays') return budget.length;
  return numberOf(unrolledEnd(anchor, budget)) - numberOf(anchor);
}

/** A day, and where it is known the instant of it. */
interface When {
  on: Day;
  at: string | null;
}

/** Whether the period has not ended: on its last day by the instant, for it may end with business hours. */
function inTime({ due, dueAt }: Clock, { on, at }: When): boolean {
  if (due === null || on !== due) return due === null || numberOf(on) < numberOf(due);
  return at === null || dueAt === null || Date.parse(at) < Date.parse(dueAt);
}

function consumedBy(calendar: Calendar, clock: Clock, when: When, operation: string): number {
  const { on } = when;
  const since = clock.runningSince!;
  if (numberOf(on) < numberOf(since)) throw before(operation, clock, on, since);
  const passed =
    clock.budget.unit === 'workingDays'
      ? calendar.workingDaysBetween(since, on)
      : numberOf(on) - numberOf(since);
  const consumed = clock.consumed + passed;
  // Within a roll-over the period itself has ended but nothing is overdue yet.
  if (inTime(clock, when)) return Math.min(consumed, total(clock));
  // After business hours of the last day a day is begun that is overdue.
  return on === clock.due ? Math.max(consumed, total(clock) + 1) : consumed;
}

function allow(operation: string, clock: Clock, in_: readonly Clock['status'][]): Clock {
  if (in_.includes(clock.status)) return clock;
  const why = `is ${clock.status}; it must be ${in_.join(' or ')}`;
  throw new ClockNotPossible(operation, clock, 'status', why);
}

const before = (operation: string, clock: Clock, on: Day, since: Day) =>
  new ClockNotPossible(operation, clock, 'beforeItRuns', `runs from ${since}, on the earlier day ${on}`);

function notAhead(operation: string, clock: Clock | null, anchor: Day, on: Day): void {
  if (numberOf(anchor) <= numberOf(on)) return;
  throw new ClockNotPossible(operation, clock, 'ahead', `would count from ${anchor}, after ${on}`);
}
