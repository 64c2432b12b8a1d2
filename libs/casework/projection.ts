/** What becomes of the clocks of a case when its office counts by another calendar than before. Pure. */
import {
  CalendarYearUnknown,
  consumptionOf,
  projectClock,
  resumeClock,
  startClock,
  supersedeClock,
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
 *
 * One that still ran keeps the end it had where the new calendar would have ended it before it came itself. Rules do not
 * reach back (Legislation Law, article 104), and who had until midnight by the hours of then may rely on it (Licensing Law,
 * article 8): on a day whose business hours were over when they were set, nobody could have kept them. To end it at the
 * moment of the change would be to end it without a day's, or an hour's, notice.
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
      if (endsBy(clock, one.from)) break;
      const again = countedAgain(one.calendar, row, operations);
      if (again === null || sameDate(again, clock) || endsBy(again, one.from)) continue;
      clock = again;
      because.push(...one.because);
      // Back where it stood: whoever looked now saw nothing move, and a later change alone is why it will.
      if (sameDate(clock, before)) because.length = 0;
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
      ...{ length: null, anchor: null, becomes: null, instrument: under.instrument, article: under.article },
    })),
  };
}

/**
 * The clock of a row carried out again from its anchor, each operation in its place; null where a year it needs is not
 * known. One that was held in time, by the calendar of then, has not run out in hindsight, and one that had run out stays so.
 */
function countedAgain(
  calendar: Calendar,
  row: ClockRow,
  operations: readonly ClockOperation[],
): Clock | null {
  // One that was never held is drawn from its row alone, whether or not operations were at hand.
  const own = (wasHeld(row) ? operations : [])
    .filter(({ clock, generation }) => clock === row.clock && generation <= row.generation)
    .sort((one, other) => one.seq - other.seq);
  const begun = own.findLastIndex(({ operation }) => operation === 'start' || operation === 'interrupt');
  const later = own.slice(begun + 1);
  const extended = later.reduce((sum, { length }) => sum + (length ?? 0), 0);
  try {
    const period = { unit: row.unit, length: row.budget - extended };
    const first = startClock(calendar, own[begun]?.on_day ?? row.anchor, period);
    return {
      ...later.reduce((clock, one, at) => doneAgain(calendar, clock, one, later[at - 1]), first),
      generation: row.generation,
    };
  } catch (error) {
    if (error instanceof CalendarYearUnknown) return null;
    throw error;
  }
}

function doneAgain(calendar: Calendar, clock: Clock, one: ClockOperation, before?: ClockOperation): Clock {
  switch (one.operation) {
    case 'suspend': {
      const held = suspendClock(calendar, clock, one.on_day);
      const { limit } = consumptionOf(calendar, held, one.on_day);
      const wasInTime = one.consumed <= limit;
      const consumed = wasInTime ? Math.min(held.consumed, limit) : Math.max(held.consumed, limit + 1);
      return { ...held, consumed };
    }
    case 'resume': {
      // A day that it had again, because that of the order was over, it keeps.
      // It had it because nothing was left; where by this calendar something is, that is enough.
      const { limit, used } = consumptionOf(calendar, clock, one.on_day);
      const given = used === limit ? (before?.consumed ?? one.consumed) - one.consumed : 0;
      return resumeClock(calendar, { ...clock, consumed: clock.consumed - given }, one.on_day);
    }
    case 'extend': {
      const length = clock.budget.length + one.length!;
      return projectClock(calendar, { ...clock, budget: { ...clock.budget, length } });
    }
    case 'supersede':
      return supersedeClock(calendar, clock, one.anchor!, one.on_day);
    default:
      return clock;
  }
}

/** Whether a clock that runs has run out by an instant, in milliseconds since 1970. */
const endsBy = ({ dueAt }: Clock, instant: number): boolean => dueAt !== null && Date.parse(dueAt) <= instant;

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
