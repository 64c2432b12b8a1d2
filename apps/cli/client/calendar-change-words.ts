/** A change of the calendar in words: what is to be changed, and each day that it names. */
import { z } from 'zod';
import { dayInWords } from '#calendar';
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
export function changeInWords(
  { what, year, hour, over, notice }: CalendarChange,
  language: Language,
): string {
  const says = phrases[language];
  if (notice !== undefined) return says.notice(notice.notice, notice.year, notice.amends ?? null);
  if (what === 'provisionalYear' && year !== undefined) return says.provisionalYear(year);
  if (what === 'cutOffHour' && hour !== undefined) return says.cutOffHour(hour);
  return (over === undefined ? undefined : says.rollOver[over]) ?? what;
}

/** The same, and a line each for the days that a notice makes days off and working days. */
export function wholeChangeInWords(change: CalendarChange, language: Language): string[] {
  const says = phrases[language];
  const { daysOff = [], makeUpWorkingDays = [] } = change.notice ?? {};
  return [
    changeInWords(change, language),
    ...(daysOff.length === 0 ? [] : [says.daysOff(daysOff.length, daysInWords(daysOff, language))]),
    ...(makeUpWorkingDays.length === 0
      ? []
      : [says.madeUp(makeUpWorkingDays.length, daysInWords(makeUpWorkingDays, language))]),
  ];
}

/** The words for what kind of day a day is. */
export const kindInWords = (kind: string | null, language: Language): string =>
  phrases[language].kinds[kind ?? 'unknown'] ?? kind ?? '';

/** Days in order, those that follow on one another as one stretch. */
function daysInWords(days: readonly string[], language: Language): string {
  const { to, comma } = phrases[language];
  const stretches: [first: string, last: string][] = [];
  for (const each of days.toSorted()) {
    const open = stretches.at(-1);
    if (open !== undefined && Date.parse(each) - Date.parse(open[1]) === 86_400_000) open[1] = each;
    else stretches.push([each, each]);
  }
  return stretches
    .map((ends) => [...new Set(ends)].map((end) => dayInWords(end, language)).join(to))
    .join(comma);
}

const phrases = {
  en: {
    notice: (name: string, year: number, amends: string | null) =>
      `notice ${name} on the days off of ${year}${amends === null ? '' : `, in place of ${amends}`}`,
    provisionalYear: (year: number) =>
      `the year ${year} is counted in provisionally, before its notice is out`,
    cutOffHour: (hour: number) => `periods end at ${hour}:00 on their last day`,
    rollOver: {
      nonWorkingDays: 'periods roll over all days that are not worked',
      legalHolidaysOnly: 'periods roll over legal holidays alone',
    } as Record<string, string>,
    daysOff: (count: number, days: string) => `${count} ${count === 1 ? 'day' : 'days'} off: ${days}`,
    madeUp: (count: number, days: string) =>
      `${count} weekend ${count === 1 ? 'day' : 'days'} worked instead: ${days}`,
    to: ' to ',
    comma: ', ',
    kinds: {
      workingDay: 'working day',
      weekend: 'weekend',
      legalHoliday: 'public holiday',
      adjustedRest: 'weekday off by the notice',
      makeUpWorkingDay: 'worked weekend day',
      unknown: 'not known',
    } as Record<string, string>,
  },
  'zh-CN': {
    notice: (name: string, year: number, amends: string | null) =>
      `${year}年放假通知 ${name}${amends === null ? '' : `，替代 ${amends}`}`,
    provisionalYear: (year: number) => `${year}年在放假通知公布前暂定计入`,
    cutOffHour: (hour: number) => `期限于最后一日${hour}时截止`,
    rollOver: {
      nonWorkingDays: '期限遇非工作日一律顺延',
      legalHolidaysOnly: '期限仅遇法定节假日顺延',
    } as Record<string, string>,
    daysOff: (count: number, days: string) => `放假${count}天：${days}`,
    madeUp: (count: number, days: string) => `周末上班${count}天：${days}`,
    to: '至',
    comma: '、',
    kinds: {
      workingDay: '工作日',
      weekend: '周末',
      legalHoliday: '法定节假日',
      adjustedRest: '通知安排的放假日',
      makeUpWorkingDay: '周末上班日',
      unknown: '未知',
    } as Record<string, string>,
  },
};
