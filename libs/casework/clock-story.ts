/** What happened to the clocks of a case, each date with how it came about. Pure: rows and calendars in, a story out. */
import {
  CalendarYearUnknown,
  ClockNotPossible,
  derivationOf,
  explain,
  expireClock,
  suspendClock,
  type Calendar,
  type Clock,
  type Day,
  type Derivation,
} from '#calendar';
import type { EventKind } from '#ledger';
import type { Process } from '#process';
import { clockView, eventWords, type Office } from './case-view.js';
import { clockOf, type ClockRow } from './clock-rows.js';
import { entryInWords, storyInWords, type ClockEntry, type ClockStory } from './clock-words.js';

/** A row of `clock_operations` with what its event says. */
export interface OperationRow {
  seq: number;
  clock: string;
  generation: number;
  operation: string;
  on_day: Day;
  /** Used up after it, before any run that goes on. */
  consumed: number;
  due_on: Day | null;
  instrument: string;
  article: string;
  /** By how much it was extended. */
  length: number | null;
  kind: EventKind;
  step: string;
  at: Date;
}

/** What the day of an event was counted by. */
export type CalendarOf = (at: Date) => Calendar;

/** Every generation of every clock of a case, in the order of its rows, with all that was done to it. */
export function storiesOf(
  process: Process,
  rows: readonly (ClockRow & { drawn_at: Date })[],
  operations: readonly OperationRow[],
  { office, today, calendarOf }: { office: Office; today: Day; calendarOf: CalendarOf },
): ClockStory[] {
  return rows.map((row) => {
    const view = clockView(process, row, office);
    const own = operations.filter(
      ({ clock, generation }) => clock === row.clock && generation === row.generation,
    );
    const next = operations.find(
      ({ clock, generation, operation }) =>
        clock === row.clock && generation === row.generation + 1 && operation !== 'start',
    );
    const entries = entriesOf(process, row, own, next, calendarOf);
    const last = entries.findLast(({ dueOn }) => dueOn !== null);
    const stood = last && { dueOn: last.dueOn, derivation: last.derivation, explained: last.explained };
    const now = standing(clockOf(row), today, () => calendarOf(office.at));
    const operationsTold = entries.map((entry, at) => ({
      ...entry,
      told: entryInWords(process, view, entry, at === 0 && entry.seq !== next?.seq, office.zone),
    }));
    const story = { ...view, ...now, stood: stood ?? null, operations: operationsTold };
    return { ...story, told: storyInWords(process, story, today) };
  });
}

type Entry = Omit<ClockEntry, 'told'>;

/** In the order of events; what began the next generation ended this one. */
function entriesOf(
  process: Process,
  row: ClockRow,
  own: readonly OperationRow[],
  next: OperationRow | undefined,
  calendarOf: CalendarOf,
): Entry[] {
  const entries: Entry[] = [];
  const extended = own.reduce((sum, { length }) => sum + (length ?? 0), 0);
  const budget = { unit: row.unit, length: row.budget - extended };
  let clock: Clock = { ...clockOf(row), budget, consumed: 0, runningSince: row.anchor, due: null };
  for (const one of own) {
    const dueBefore: Day | null = clock.due;
    const before = clock;
    clock = after(clock, one);
    const calendar = (): Calendar => calendarOf(one.at);
    const derivation = clock.due === null ? null : drawn(calendar, clock);
    const held =
      clock.status === 'running'
        ? standing(clock, one.on_day, calendar)
        : left(clock, one.consumed, calendar);
    entries.push({
      ...commonOf(process, one),
      ...held,
      extendedBy: one.length,
      dueBefore: before.status === 'running' ? dueBefore : null,
      dueOn: clock.due,
      derivation,
      explained: derivation && { 'zh-CN': explain(derivation, 'zh-CN'), en: explain(derivation, 'en') },
    });
  }
  if (next !== undefined)
    entries.push({
      ...commonOf(process, next),
      ...left(clock, row.consumed, () => calendarOf(next.at)),
      extendedBy: null,
      dueBefore: clock.due,
      dueOn: null,
      derivation: null,
      explained: null,
    });
  return entries;
}

function after(clock: Clock, { operation, on_day, consumed, due_on, length }: OperationRow): Clock {
  const runs = due_on !== null;
  const since = operation === 'resume' ? on_day : clock.runningSince;
  return {
    ...clock,
    consumed,
    budget: { ...clock.budget, length: clock.budget.length + (length ?? 0) },
    runningSince: runs ? since : null,
    due: due_on,
    status: runs ? 'running' : 'suspended',
  };
}

const commonOf = (
  process: Process,
  { seq, operation, kind, step, instrument, article, on_day, at }: OperationRow,
) => ({
  seq,
  operation,
  label: eventWords(process, { kind, step } as Parameters<typeof eventWords>[1]),
  step: kind === 'stepTaken' ? step : null,
  under: { instrument, article },
  on: on_day,
  at: at.toISOString(),
});

/** The derivation, if the calendar of then still gives the date that was drawn. */
function drawn(calendar: () => Calendar, clock: Clock): Derivation | null {
  const derivation = known(() => derivationOf(calendar(), clock));
  return derivation?.due === clock.due ? derivation : null;
}

/** What a clock has used up by the end of a day, and what is then left. */
function standing(clock: Clock, on: Day, calendar: () => Calendar): Pick<ClockEntry, 'used' | 'left'> {
  if (clock.status !== 'running') return left(clock, clock.consumed, calendar);
  return left(clock, known(() => suspendClock(calendar(), clock, on))?.consumed ?? null, calendar);
}

function left(
  clock: Clock,
  used: number | null,
  calendar: () => Calendar,
): Pick<ClockEntry, 'used' | 'left'> {
  // What it will have used up when it runs out, had nothing been used before: the whole of it, in the unit of `used`.
  const whole = expireClock(calendar(), { ...clock, consumed: 0, status: 'running' }).consumed;
  return { used, left: used === null ? null : whole - used };
}

/** Null where the calendar does not know the year, or the clock did not run on that day yet. */
function known<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CalendarYearUnknown || error instanceof ClockNotPossible) return null;
    throw error;
  }
}
