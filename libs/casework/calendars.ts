import { openCalendar, type Calendar, type Day } from '#calendar';

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
