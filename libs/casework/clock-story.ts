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
  type Period,
} from '#calendar';
import type { EventBody, EventKind } from '#ledger';
import type { Process } from '#process';
import { clockView, eventWords, type Office } from './case-view.js';
import { clockOf, type ClockOperation, type ClockRow } from './clock-rows.js';
import { entryInWords, storyInWords, type ClockEntry, type ClockStory } from './clock-words.js';

/** A row of `clock_operations` with what its event says; of a later release, the operation may be none known here. */
export interface OperationRow extends Omit<ClockOperation, 'operation'> {
  operation: string;
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
    const entries = entriesOf(process, row, operations, calendarOf);
    const last = entries.findLast(({ dueOn }) => dueOn !== null);
    const stood = last && { dueOn: last.dueOn, derivation: last.derivation, explained: last.explained };
    const when = { on: today, at: office.at.toISOString() };
    const now = standing(clockOf(row), when, () => calendarOf(office.at));
    const told = entries.map((entry, at) => ({
      ...entry,
      told: entryInWords(process, entry, at === 0, office.zone),
    }));
    const story = { ...view, ...now, stood: stood ?? null, operations: told };
    return { ...story, told: storyInWords(process, story, { today, zone: office.zone }) };
  });
}

type Entry = Omit<ClockEntry, 'told'>;

/** In the order of events; what began the next generation in place of this one has ended this one. */
function entriesOf(
  process: Process,
  row: ClockRow,
  operations: readonly OperationRow[],
  calendarOf: CalendarOf,
): Entry[] {
  const all = operations.filter(({ clock }) => clock === row.clock);
  const entries: Entry[] = [];
  const extended = all.filter(({ generation }) => generation === row.generation);
  const begunWith = row.budget - extended.reduce((sum, { length }) => sum + (length ?? 0), 0);
  let clock: Clock | null = null;
  for (const one of all.filter(({ generation }) => generation <= row.generation)) {
    const before: Clock | null = clock;
    clock = after(before, one, { unit: row.unit, length: begunWith });
    if (one.generation < row.generation) continue;
    const calendar = (): Calendar => calendarOf(one.at);
    const derivation = clock.due === null ? null : drawn(calendar, clock);
    entries.push({
      ...commonOf(process, one, clock),
      ...standing(clock, { on: one.on_day, at: null }, calendar),
      extendedBy: one.length,
      dueBefore: before?.generation === row.generation ? before.due : null,
      dueOn: clock.due,
      derivation,
      explained: derivation && { 'zh-CN': explain(derivation, 'zh-CN'), en: explain(derivation, 'en') },
    });
  }
  const next = all.find(({ generation }) => generation === row.generation + 1);
  if (next === undefined || next.operation === 'start' || clock === null) return entries;
  const ended = { ...clock, status: 'stopped', consumed: row.consumed } as const;
  const nothing = { extendedBy: null, dueOn: null, derivation: null, explained: null };
  const how = {
    ...commonOf(process, next, ended),
    ...standing(ended, { on: next.on_day, at: null }, () => calendarOf(next.at)),
  };
  return [...entries, { ...how, ...nothing, dueBefore: clock.due }];
}
/** The clock after an operation, from its generation before; one that begins has the whole of `budget`. */
function after(before: Clock | null, one: OperationRow, budget: Period): Clock {
  const { operation, generation, on_day, consumed, due_on, length } = one;
  const anchor = one.anchor ?? on_day;
  const anew: Clock = {
    ...{ anchor, budget, consumed, generation, runningSince: anchor, heldOn: null, status: 'running' },
    ...{ due: null, dueAt: null, calendarVersion: '', provisional: false },
  };
  // Of a clock that was held before its anchor was put right, only what came before that is counted again.
  const { runningSince, heldOn } = before ?? anew;
  const begun = operation === 'supersede' && heldOn !== null ? { ...anew, runningSince, heldOn } : anew;
  const clock = before?.generation === generation ? before : begun;
  const runs = due_on !== null;
  const since = operation === 'resume' ? on_day : clock.runningSince;
  return {
    ...clock,
    consumed,
    budget: { ...clock.budget, length: clock.budget.length + (length ?? 0) },
    runningSince: runs ? since : null,
    heldOn: operation === 'suspend' ? (clock.heldOn ?? on_day) : clock.heldOn,
    due: due_on,
    status: runs ? 'running' : 'suspended',
  };
}

const commonOf = (process: Process, one: OperationRow, { anchor, budget }: Clock) => ({
  seq: one.seq,
  operation: one.operation,
  label: eventWords(process, one as unknown as EventBody),
  step: one.kind === 'stepTaken' ? one.step : null,
  under: { instrument: one.instrument, article: one.article },
  on: one.on_day,
  at: one.at.toISOString(),
  anchor,
  limit: budget,
});

/** The derivation, if the calendar of then still gives the date that was drawn. */
function drawn(calendar: () => Calendar, clock: Clock): Derivation | null {
  const derivation = known(() => derivationOf(calendar(), clock));
  return derivation?.due === clock.due ? derivation : null;
}

/** What a clock has used up by the end of a day, or by an instant of it, and what is then left. */
function standing(
  clock: Clock,
  { on, at }: { on: Day; at: string | null },
  calendar: () => Calendar,
): Pick<ClockEntry, 'used' | 'left'> {
  if (clock.status !== 'running') return left(clock, clock.consumed, calendar);
  return left(clock, known(() => suspendClock(calendar(), clock, on, at))?.consumed ?? null, calendar);
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
