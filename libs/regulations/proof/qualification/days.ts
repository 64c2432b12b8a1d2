/** The editions of the qualification, each with a day on which it is tried and what its reports are like. */
import { addDays } from '#calendar';
import type { Day } from '#process';
import { Temporal } from 'temporal-polyfill';

/** What the samples of an edition depend on. */
export interface Tried {
  edition: '2015-08-01' | '2021-06-01' | '2023-12-01';
  today: Day;
  /** Whether a report judges the items of the checklist or tells findings by clause. */
  report: 'items' | 'findings';
}

export const editionsTried: readonly Tried[] = [
  { edition: '2015-08-01', today: '2016-06-01', report: 'findings' },
  { edition: '2021-06-01', today: '2022-06-01', report: 'findings' },
  { edition: '2023-12-01', today: '2024-06-03', report: 'items' },
];

export const daysFrom = (day: Day, days: number): Day => addDays(day, days);
export const monthsFrom = (day: Day, months: number): Day =>
  Temporal.PlainDate.from(day).add({ months }).toString();
