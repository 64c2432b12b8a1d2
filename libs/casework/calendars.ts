import { dayOf, openCalendar, type Calendar, type Day } from '#calendar';
import type { Transaction } from '#database';

const cache = new Map<string, Calendar>();

/** The calendar as an office knew it on a day: the notices published by then, and the years loaded as provisional. */
export function calendarKnownOn(day: Day, provisionalYears: readonly number[]): Calendar {
  const key = `${day}/${provisionalYears.join()}`;
  let calendar = cache.get(key);
  if (calendar === undefined) {
    calendar = openCalendar({ knownOn: day, provisionalYears });
    if (cache.size >= 512) cache.clear();
    cache.set(key, calendar);
  }
  return calendar;
}

/** What an office counts by at this moment. */
export interface Today {
  calendar: Calendar;
  /** Its legal day. */
  today: Day;
  zone: string;
}

/** The calendar of the transaction's jurisdiction now, and its legal day. */
export async function calendarNow(tx: Transaction): Promise<Today> {
  const [office] = await tx.named<{ at: Date; zone: string; years: number[] }>(
    'calendar now',
    'select office_now() as at, zone, provisional_years as years from jurisdictions where tenant = $1',
    [tx.tenant],
  );
  const { at, zone, years } = office!;
  const today = dayOf(at, zone);
  return { calendar: calendarKnownOn(today, years), today, zone };
}
