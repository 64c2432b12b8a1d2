/** The clocks of a case in memory: what a decision orders is carried out by `#calendar`, by the notices known on the day. */
import {
  CalendarYearUnknown,
  dayOf,
  expireClock,
  extendClock,
  interruptClock,
  openCalendar,
  projectClock,
  resumeClock,
  startClock,
  stateCouncilNotices,
  stopClock,
  supersedeClock,
  suspendClock,
  type Calendar,
  type Clock,
  type Day,
} from '#calendar';
import type { ClockOrder, Process, StepRule } from '#process';
import type { Clocks } from './lines.js';
import type { PureCase, PureClock } from './pure-case.js';

/** Years for which a demonstration counts provisionally. */
const provisionalYears = Array.from({ length: 10 }, (_, n) => 2026 + n);
const opened = new Map<Day, Calendar>();

/** The calendar in force on a day; there are as many as there were notices. */
export function calendarOn(day: Day): Calendar {
  const last = stateCouncilNotices.map(({ knownFrom }) => knownFrom).filter((from) => from <= day);
  const knownOn = last.sort().at(-1) ?? day;
  let calendar = opened.get(knownOn);
  if (calendar === undefined) opened.set(knownOn, (calendar = openCalendar({ knownOn, provisionalYears })));
  return calendar;
}

export function carryOut(
  clocks: readonly PureClock[],
  orders: readonly ClockOrder[],
  now: string,
): PureClock[] {
  let all = [...clocks];
  const today = dayOf(now);
  for (const order of orders) {
    const before = all.find(({ name }) => name === order.clock)?.clock;
    const begins = order.order === 'start' || order.order === 'interrupt' || order.order === 'supersede';
    const anchor = order.anchor ?? order.on;
    const clock =
      begins && anchor < today
        ? knowing([calendarOn(anchor), calendarOn(today)], (calendar) => next(calendar, before, order, now))
        : next(calendarOn(today), before, order, now);
    all = [...all.filter(({ name }) => name !== order.clock), { name: order.clock, clock }];
  }
  return all;
}

function knowing<T>([first, second]: readonly [Calendar, Calendar], draw: (calendar: Calendar) => T): T {
  try {
    return draw(first);
  } catch (error) {
    if (error instanceof CalendarYearUnknown) return draw(second);
    throw error;
  }
}

function next(calendar: Calendar, before: Clock | undefined, order: ClockOrder, now: string): Clock {
  const { on, today, rule } = order;
  // What time itself brings about happens when the period ends.
  const at = today === null ? null : now;
  if (order.order === 'start') {
    const generation = (before?.generation ?? 0) + 1;
    return { ...startClock(calendar, on, rule.limit, today ?? on), generation };
  }
  if (before === undefined)
    throw new Error(`clock "${order.clock}" is told to ${order.order}, but never started`);
  switch (order.order) {
    case 'suspend':
      return suspendClock(calendar, before, on, at);
    case 'resume':
      return resumeClock(calendar, before, on, at);
    case 'stop':
      return stopClock(calendar, before, on, at);
    case 'expire':
      return expireClock(calendar, before);
    case 'extend': {
      const { length, most } = order.extension!;
      const by = { unit: rule.limit.unit, length };
      return extendClock(calendar, before, by, on, rule.limit.length + most, at);
    }
    case 'interrupt':
      return interruptClock(calendar, { ...before, budget: rule.limit }, on, today ?? on);
    case 'supersede':
      return supersedeClock(calendar, before, order.anchor!, on);
  }
}

/** Drawn again by a notice that has become known meanwhile. */
export function projected(clocks: readonly PureClock[], now: string): PureClock[] {
  const calendar = calendarOn(dayOf(now));
  return clocks.map((one) => {
    const { clock } = one;
    const stale = clock.status === 'running' && clock.calendarVersion !== calendar.version;
    if (!stale || clock.budget.unit === 'untilDay' || Date.parse(clock.dueAt!) <= Date.parse(now)) return one;
    return { ...one, clock: projectClock(calendar, clock) };
  });
}

/** Those that are not over, by name. */
export const standing = (clocks: readonly PureClock[]): Clocks =>
  Object.fromEntries(
    clocks.flatMap(({ name, clock: { status, due } }) =>
      status === 'running' ? [[name, due!]] : status === 'suspended' ? [[name, 'held']] : [],
    ),
  );

/** The clock of a case that ran out first, and the step that it takes. */
export function dueClock(
  of: PureCase,
  now: string,
): { case: PureCase; step: StepRule; dueAt: string } | null {
  const steps = stepsIn(of.process, of.file.state);
  const [first] = steps
    .flatMap((step) => {
      const clock = of.clocks.find(({ name, clock: { status } }) => name === step.on && status === 'running');
      const dueAt = clock?.clock.dueAt ?? null;
      return dueAt !== null && Date.parse(dueAt) <= Date.parse(now) ? [{ case: of, step, dueAt }] : [];
    })
    .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
  return first ?? null;
}

const stepsIn = (process: Process, state: string): readonly StepRule[] =>
  process.states.find(({ name }) => name === state)?.steps ?? [];
