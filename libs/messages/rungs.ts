import { addDays, type Calendar, type Day } from '#calendar';
import type { OwedRung } from './compose.js';

/** Working days before the last day at which a warning is given, the farthest first. */
const before = ['7', '3', '1'] as const;

/** In their order. */
export const rungs = [...before, 'due', 'after'] as const satisfies readonly OwedRung['rung'][];

/** Working days before the last day on which the first warning is given. */
export const farthest = 7;

/**
 * The rungs of a clock that are owed by `today`, in their order, each with the legal day on which it was to be raised: the
 * working day from which on so many are left, the last day itself, and the day after it. A rung before the last day counts
 * only where its day lies after `drawnOn`, the day on which the date was drawn: what was too late from the beginning
 * was said when the date was. Throws `CalendarYearUnknown` as the calendar does.
 */
export function rungsOwed(calendar: Calendar, dueOn: Day, drawnOn: Day, today: Day): OwedRung[] {
  const days: OwedRung[] = [
    ...before.map((rung) => ({ rung, on: workedBefore(calendar, dueOn, Number(rung)) })),
    { rung: 'due', on: dueOn },
    { rung: 'after', on: addDays(dueOn, 1) },
  ];
  return days.filter(({ rung, on }) => {
    const counts = rung === 'after' || (rung === 'due' ? on >= drawnOn : on > drawnOn);
    return counts && on <= today;
  });
}

/** The working day after which so many are left up to and including `dueOn`. */
function workedBefore(calendar: Calendar, dueOn: Day, count: number): Day {
  let day = dueOn;
  for (let left = count; left > 0; day = addDays(day, -1)) if (calendar.isWorkingDay(day)) left -= 1;
  while (!calendar.isWorkingDay(day)) day = addDays(day, -1);
  return day;
}
