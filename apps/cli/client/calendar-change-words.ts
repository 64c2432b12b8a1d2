/** A change of the calendar in words: what is to be changed, and each day that it names. */
import { z } from 'zod';
import {
  changeInWords as inWords,
  dayInWords,
  kindInWords as kindOfDayInWords,
  runsOf,
  type CalendarChange as Known,
  type KindOfDay,
} from '#calendar';
import type { Language } from './language.js';

const day = z.iso.date();
export const calendarChange = z.looseObject({
  what: z.string(),
  year: z.int().optional(),
  hour: z.int().optional(),
  over: z.string().optional(),
  notice: z
    .looseObject({
      notice: z.string(),
      year: z.int(),
      daysOff: z.array(day),
      makeUpWorkingDays: z.array(day),
      amends: z.string().optional(),
    })
    .optional(),
});
export type CalendarChange = z.infer<typeof calendarChange>;

/** What is changed, on one line; of a kind that this release does not know, its name. */
export const changeInWords = (change: CalendarChange, language: Language): string =>
  (inWords(change as Known) as ReturnType<typeof inWords> | undefined)?.[language] ?? change.what;

/** A change that is proposed: what it is, and a line each for the days that a notice makes days off and working days. */
export function proposalInWords(change: CalendarChange, language: Language): string[] {
  const says = phrases[language];
  const { notice } = change;
  const { daysOff = [], makeUpWorkingDays = [] } = notice ?? {};
  return [
    notice === undefined
      ? changeInWords(change, language)
      : says.notice(notice.notice, notice.year, notice.amends ?? null),
    ...(daysOff.length === 0 ? [] : [says.daysOff(daysOff.length, daysInWords(daysOff, language))]),
    ...(makeUpWorkingDays.length === 0
      ? []
      : [says.madeUp(makeUpWorkingDays.length, daysInWords(makeUpWorkingDays, language))]),
  ];
}

/** What kind of day a day is; null where its year is not known. */
export const kindInWords = (kind: string | null, language: Language): string =>
  kind === null ? phrases[language].unknown : kindOfDayInWords(kind as KindOfDay, language);

/** Days in order, those that follow on one another as one stretch. */
function daysInWords(days: readonly string[], language: Language): string {
  const { to, comma } = phrases[language];
  return runsOf(days.toSorted())
    .map((ends) => [...new Set(ends)].map((end) => dayInWords(end, language)).join(to))
    .join(comma);
}

const phrases = {
  en: {
    notice: (name: string, year: number, amends: string | null) =>
      `notice ${name} on the days off of ${year}${amends === null ? '' : `, in place of ${amends}`}`,
    daysOff: (count: number, days: string) => `${count} ${count === 1 ? 'day' : 'days'} off: ${days}`,
    madeUp: (count: number, days: string) =>
      `${count} weekend ${count === 1 ? 'day' : 'days'} worked instead: ${days}`,
    to: ' to ',
    comma: ', ',
    unknown: 'not known',
  },
  'zh-CN': {
    notice: (name: string, year: number, amends: string | null) =>
      `${year}年放假通知 ${name}${amends === null ? '' : `，替代 ${amends}`}`,
    daysOff: (count: number, days: string) => `放假${count}天：${days}`,
    madeUp: (count: number, days: string) => `周末上班${count}天：${days}`,
    to: '至',
    comma: '、',
    unknown: '未知',
  },
};
