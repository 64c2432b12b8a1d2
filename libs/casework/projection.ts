/** What becomes of the clocks of a case when its office counts by another calendar than before. Pure. */
import {
  CalendarYearUnknown,
  resumeClock,
  startClock,
  suspendClock,
  type Calendar,
  type Clock,
  type Day,
} from '#calendar';
import type { Facts, Provision } from '#process';
import type { InForce, OfficeCalendars, Reason } from './calendars.js';
import { clockOf, newestOf, type ClockOperation, type ClockRow } from './clock-rows.js';

/** A clock that stands elsewhere by the new calendar. */
export interface Moved {
  before: ClockRow;
  after: ClockRow;
  /** What changed the calendar, the oldest first. */
  because: Reason[];
}

/** Whether a row can move, and was not looked at for this calendar yet. */
export const isStale = (row: ClockRow, { version }: Calendar): boolean =>
  (row.status === 'running' || row.status === 'suspended') && knownBy(row) !== version;

const knownBy = (row: ClockRow): string => row.considered ?? row.calendar_version;

/** Whether its date cannot be drawn from the row alone: it was held before, so what was used up is counted again. */
export const wasHeld = ({ consumed, anchor, running_since }: ClockRow): boolean =>
  consumed > 0 || running_since !== anchor;

/**
 * The clocks that another calendar moves, in the order of the rows. Each calendar that came in force since the row was
 * drawn is gone through in turn: what had run out before one came stays as it ran out. What was used up before a clock
 * was held is counted again. A date in a year that nobody knows stays as it is.
 */
export function movedBy(
  calendars: OfficeCalendars,
  last: InForce,
  rows: readonly ClockRow[],
  operations: readonly ClockOperation[],
): Moved[] {
  return rows.flatMap((row) => {
    if (newestOf(rows, row.clock) !== row || !isStale(row, last.calendar)) return [];
    const before = clockOf(row);
    let clock = before;
    const because: Reason[] = [];
    for (const one of calendars.between(knownBy(row), last)) {
      if (clock.dueAt !== null && Date.parse(clock.dueAt) <= one.from) break;
      const again = countedAgain(one.calendar, row, operations);
      if (again === null || sameDate(again, clock)) continue;
      clock = again;
      because.push(...one.because);
    }
    return sameDate(clock, before) ? [] : [{ before: row, after: rowOf(row, clock), because }];
  });
}

/** What the event of a projection says: for each clock where it stood, where it stands, and why. */
export const movedFacts = (moved: readonly Moved[]): Facts => ({
  moved: moved.map(({ before, after, because }) => ({
    clock: before.clock,
    generation: before.generation,
    before: standing(before),
    after: standing(after),
    because: because.map((reason) => ({ ...reason })),
  })),
});

/** Where a clock stands, as it is told. */
export const standing = ({ due_on, due_at, consumed }: ClockRow) => ({
  dueOn: due_on,
  dueAt: due_at === null ? null : new Date(due_at).toISOString(),
  consumed,
});

/** The rows and operations that a projection leaves, as the event `seq` of the legal day `today`. */
export function carryMoves(
  rows: readonly ClockRow[],
  moved: readonly Moved[],
  { seq, today, under }: { seq: number; today: Day; under: Provision },
): { rows: ClockRow[]; operations: ClockOperation[] } {
  const after = new Map(moved.map((one) => [one.before, { ...one.after, changed_seq: seq }]));
  return {
    rows: rows.map((row) => after.get(row) ?? row),
    operations: [...after.values()].map(({ clock, generation, consumed, due_on }) => ({
      ...{ seq, clock, generation, operation: 'project' as const, on_day: today, consumed, due_on },
      ...{ length: null, anchor: null, instrument: under.instrument, article: under.article },
    })),
  };
}

/** The clock of a row carried out again from its anchor; null where a year it needs is not known. */
function countedAgain(
  calendar: Calendar,
  row: ClockRow,
  operations: readonly ClockOperation[],
): Clock | null {
  const own = operations
    .filter(({ clock, generation }) => clock === row.clock && generation <= row.generation)
    .sort((one, other) => one.seq - other.seq);
  // A generation counted from another anchor has been held when those before it were.
  const begun = own.findLastIndex(({ operation }) => operation === 'start' || operation === 'interrupt');
  try {
    let clock: Clock = {
      ...startClock(calendar, row.anchor, { unit: row.unit, length: row.budget }),
      generation: row.generation,
    };
    for (const { operation, on_day } of own.slice(begun + 1)) {
      if (operation === 'suspend') clock = suspendClock(calendar, clock, on_day);
      if (operation === 'resume') clock = resumeClock(calendar, clock, on_day);
    }
    return clock;
  } catch (error) {
    if (error instanceof CalendarYearUnknown) return null;
    throw error;
  }
}

const sameDate = (one: Clock, other: Clock): boolean =>
  one.consumed === other.consumed && one.due === other.due && instantOf(one.dueAt) === instantOf(other.dueAt);

const instantOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

const rowOf = (row: ClockRow, clock: Clock): ClockRow => ({
  ...row,
  consumed: clock.consumed,
  due_on: clock.due,
  due_at: clock.dueAt,
  calendar_version: clock.calendarVersion,
  provisional: clock.provisional,
  considered: null,
});
