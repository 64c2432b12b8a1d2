import { Temporal } from 'temporal-polyfill';

/** A legal day, `YYYY-MM-DD` in the proleptic Gregorian calendar, between the years 1000 and 9999. */
export type Day = string;

const millisecondsOfADay = 86_400_000;

/** Days since 1970-01-01, the form in which days are counted. A `RangeError` for anything that is not a day. */
export function numberOf(day: Day): number {
  const [year, month, date] = partsOf(day);
  // Days from the civil calendar, years beginning in March (H. Hinnant, chrono-compatible date algorithms).
  const marchYear = month > 2 ? year : year - 1;
  const ofYear = Math.trunc((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const leaps = Math.trunc(marchYear / 4) - Math.trunc(marchYear / 100) + Math.trunc(marchYear / 400);
  return 365 * marchYear + leaps + ofYear - 719_468;
}

/** The day that stands `number` days after 1970-01-01. */
export function dayAt(number: number): Day {
  const day = new Date(number * millisecondsOfADay).toISOString().slice(0, 10);
  partsOf(day);
  return day;
}

/** Year, month (1 to 12) and day of the month; a `RangeError` for anything that is not a day. */
export function partsOf(day: Day): [year: number, month: number, date: number] {
  if (typeof day === 'string' && day.length === 10 && day[4] === '-' && day[7] === '-') {
    const [year, month, date] = [digits(day, 0, 4), digits(day, 5, 7), digits(day, 8, 10)];
    const isReal = month >= 1 && month <= 12 && date >= 1 && date <= lengthOfMonth(year, month);
    if (year >= 1000 && isReal) return [year, month, date];
  }
  throw new RangeError(`Not a day of the form YYYY-MM-DD: ${JSON.stringify(day)}`);
}

/** Whether a text is a day. */
export function isDay(text: string): boolean {
  try {
    partsOf(text);
    return true;
  } catch {
    return false;
  }
}

/** 0 for Sunday to 6 for Saturday; day number 0 was a Thursday. */
export const weekdayOf = (number: number): number => (((number + 4) % 7) + 7) % 7;

export const isWeekend = (number: number): boolean => weekdayOf(number) % 6 === 0;

/** `n` calendar days after `day` (before it, where `n` is negative). */
export const addDays = (day: Day, n: number): Day => dayAt(numberOf(day) + n);

/** The corresponding day `n` months on, else that month's last day (Civil Code 202). */
export function addMonths(day: Day, n: number): Day {
  const [year, month, date] = partsOf(day);
  const at = year * 12 + month - 1 + n;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12) + 1];
  return `${toYear}-${two(toMonth)}-${two(Math.min(date, lengthOfMonth(toYear, toMonth)))}`;
}

/**
 * The last day on which something issued on `issued` for `years` years is valid: the day before the corresponding
 * day, so 2023-06-30 for six years is valid to 2029-06-29. It never rolls and needs no calendar. Issued on
 * 29 February, where the last year has none, it is valid to 28 February: the day before the day that is missing.
 */
export function validUntil(issued: Day, years: number): Day {
  const corresponding = addMonths(issued, years * 12);
  return corresponding.slice(8) === issued.slice(8) ? addDays(corresponding, -1) : corresponding;
}

/**
 * The legal day of an instant (a `Date`, or RFC 3339 with an offset) in a zone, by default Asia/Shanghai.
 * A `RangeError` for a text without an offset: a bare date says no instant.
 */
export function dayOf(instant: string | Date, zone = 'Asia/Shanghai'): Day {
  const at =
    typeof instant === 'string'
      ? Temporal.Instant.from(instant)
      : Temporal.Instant.fromEpochMilliseconds(instant.getTime());
  return at.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The year of a day number. */
export const yearOf = (number: number): number => Number(dayAt(number).slice(0, 4));

/**
 * RFC 3339 in UTC: the first instant after `hour` (1 to 24) on `day` in Asia/Shanghai, which has been UTC+8 all year
 * since 1992.
 */
export const firstInstantAfter = (day: Day, hour = 24): string => {
  const inUtc = hour - 8;
  return `${inUtc < 0 ? addDays(day, -1) : day}T${two((inUtc + 24) % 24)}:00:00Z`;
};

/** The instant at which a day begins in Asia/Shanghai, milliseconds since 1970. */
export const beginningOf = (day: Day): number => numberOf(day) * millisecondsOfADay - 8 * 3_600_000;

/** Days in their order, those that follow on one another as one run. */
export function runsOf(days: readonly Day[]): [first: Day, last: Day][] {
  const runs: [first: Day, last: Day][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && numberOf(run[1]) === numberOf(day) - 1) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** The number written from `from` up to `to`; NaN where anything but digits stands there. Dates are read millions of times. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

function lengthOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const two = (n: number): string => String(n).padStart(2, '0');
