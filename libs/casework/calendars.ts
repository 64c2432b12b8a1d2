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

/**
 * The calendar of this jurisdiction now. `reported` are further years to take as provisional: for telling of days, where
 * nothing is decided by them.
 */
export async function calendarOf(tx: Transaction, reported: readonly number[] = []): Promise<Calendar> {
  const [office] = await tx.named<{ at: Date; zone: string; years: number[] }>(
    'calendar-of-an-office',
    'select office_now() as at, zone, provisional_years as years from jurisdictions where tenant = $1',
    [tx.tenant],
  );
  const years = [...new Set([...office!.years, ...reported])].sort((one, other) => one - other);
  return calendarKnownOn(dayOf(office!.at, office!.zone), years);
}
