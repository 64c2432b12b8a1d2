import type { Calendar, KindOfDay } from './calendar.js';
import { addDays, addMonths, firstInstantAfter, type Day } from './days.js';

/**
 * A length of legal time. `length` is a whole number, not negative. `untilDay` are the calendar days to a day that stands
 * by itself, such as the last on which a certificate is valid: it is no period, and no holiday moves it.
 */
export interface Period {
  unit: 'workingDays' | 'calendarDays' | 'months' | 'years' | 'untilDay';
  length: number;
}

export const workingDays = (n: number): Period => ({ unit: 'workingDays', length: n });
export const calendarDays = (n: number): Period => ({ unit: 'calendarDays', length: n });
export const months = (n: number): Period => ({ unit: 'months', length: n });
export const years = (n: number): Period => ({ unit: 'years', length: n });

/** A day that did not count, and what it was. */
export interface LeftOut {
  day: Day;
  why: KindOfDay;
}

/** A due date with everything needed to check it by hand. Plain JSON. */
export interface Derivation {
  /** The day the period runs from; it is not counted. */
  anchor: Day;
  period: Period;
  /** The last day of the period; done on this day is done in time. */
  due: Day;
  /** The first instant after the due day, or after its cut-off hour, in Asia/Shanghai; RFC 3339 in UTC. */
  dueAt: string;
  /** The hour, 1 to 23, at which business ends on the due day; left out where that is midnight. */
  cutOffHour?: number;
  /** What the due day is, where that is no ordinary working day; a worked weekend day, say. */
  dueIs?: KindOfDay;
  /** The days counted, for a period of working days; empty for the others, which count every day. */
  counted: Day[];
  /** Working days: the days passed over. Other periods: the days rolled over, from the period's own last day on. */
  leftOut: LeftOut[];
  /** The period's own last day, where that was not a day to end on and the due date moved to a later one. */
  rolledFrom: Day | null;
  calendarVersion: string;
  /** Whether any day above rests on a provisional year, so that the date may still move. */
  provisional: boolean;
}

/**
 * When a period that runs from `anchor` ends. The anchor is not counted (Civil Code 201). Working days pass over
 * weekends, holidays and adjusted rest days and count make-up days. Months and years end on the corresponding day,
 * else the month's last (202); periods in days, months or years whose last day is not worked end on the first working
 * day after (203; the calendar's `rollOver` may confine this to legal holidays).
 * Throws `CalendarYearUnknown` where the answer needs a year that is not known, `RangeError` for a bad day or length.
 */
export function dueDate(calendar: Calendar, anchor: Day, period: Period): Derivation {
  if (!Number.isInteger(period.length) || period.length < 0) {
    throw new RangeError(`A period is a whole number of ${period.unit}, not ${period.length}`);
  }
  return derive(calendar, anchor, period);
}

/** As `dueDate`; also for what is left of a clock that is overdue, whose length is negative. */
export function derive(calendar: Calendar, anchor: Day, period: Period): Derivation {
  if (period.unit === 'untilDay') return untilDay(calendar, anchor, period);
  const inWorkingDays = period.unit === 'workingDays';
  const last = inWorkingDays ? anchor : unrolledEnd(anchor, period);
  const { due, counted, leftOut, provisional } = inWorkingDays
    ? calendar.workingDaysAfter(anchor, period.length)
    : calendar.rollForward(last);
  const dueIs = calendar.kindOf(due);
  const rolled = due !== last && (!inWorkingDays || period.length === 0);
  return {
    anchor,
    period,
    due,
    dueAt: firstInstantAfter(due, calendar.cutOffHour),
    ...(calendar.cutOffHour === 24 ? {} : { cutOffHour: calendar.cutOffHour }),
    ...(dueIs === 'workingDay' ? {} : { dueIs }),
    counted,
    leftOut,
    rolledFrom: rolled ? last : null,
    calendarVersion: calendar.version,
    provisional,
  };
}

/** No calendar moves it, so it may lie in a year that none knows; it ends at midnight. */
function untilDay(calendar: Calendar, anchor: Day, period: Period): Derivation {
  const due = unrolledEnd(anchor, period);
  return {
    anchor,
    period,
    due,
    dueAt: firstInstantAfter(due),
    counted: [],
    leftOut: [],
    rolledFrom: null,
    calendarVersion: calendar.version,
    provisional: false,
  };
}

/** The last day of a period in days, months or years before any roll-over. */
export function unrolledEnd(anchor: Day, { unit, length }: Period): Day {
  switch (unit) {
    case 'calendarDays':
    case 'untilDay':
      return addDays(anchor, length);
    case 'months':
      return addMonths(anchor, length);
    case 'years':
      return addMonths(anchor, length * 12);
    case 'workingDays':
      throw new RangeError('A period of working days has no end without a calendar');
  }
}
