/** Days, the ends of periods, and changes of a calendar in words: the one place in which a due date is put into them. */
import type { KindOfDay } from './calendar.js';
import type { CalendarChange } from './changes.js';
import { beginningOf, numberOf, partsOf, weekdayOf, type Day } from './days.js';

type Language = 'zh-CN' | 'en';

const monthsInEnglish =
  'January February March April May June July August September October November December'.split(' ');
const weekdaysInEnglish = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** `26 September 2025`, `2025年9月26日`; with the day of the week where that is asked for. */
export function dayInWords(day: Day, language: Language, withWeekday = false): string {
  const [year, month, date] = partsOf(day);
  const weekday = weekdayOf(numberOf(day));
  if (language === 'zh-CN') {
    return `${year}年${month}月${date}日${withWeekday ? `（星期${'日一二三四五六'[weekday]}）` : ''}`;
  }
  return `${withWeekday ? `${weekdaysInEnglish[weekday]} ` : ''}${date} ${monthsInEnglish[month - 1]} ${year}`;
}

/** `09:00`: the time of day of an instant in a zone. */
export const timeOfDay = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(instant),
  );

const kindsOfDay: Record<KindOfDay, Record<Language, string>> = {
  workingDay: { 'zh-CN': '工作日', en: 'working day' },
  weekend: { 'zh-CN': '周末', en: 'weekend' },
  legalHoliday: { 'zh-CN': '法定节假日', en: 'public holiday' },
  // A notice may give the day in exchange for a worked weekend day, or beside all others.
  adjustedRest: { 'zh-CN': '通知安排的放假日', en: 'weekday off by the holiday notice' },
  makeUpWorkingDay: { 'zh-CN': '调休上班日', en: 'worked weekend day' },
};

/** What a day is: `worked weekend day`, `调休上班日`. */
export const kindInWords = (kind: KindOfDay, language: Language): string => kindsOfDay[kind][language];

/** The last day of a period, and the hour, 1 to 23, at which business ends on it; null where that is midnight. */
export interface End {
  day: Day;
  hour: number | null;
}

const millisecondsOfAnHour = 3_600_000;

/**
 * The end of a period whose last day is `day`; `dueAt` is the first instant after it, as a text that `Date` reads. Null where
 * there is no last day.
 */
export function endOf(day: Day, dueAt: string | null): End;
export function endOf(day: Day | null, dueAt: string | null): End | null;
export function endOf(day: Day | null, dueAt: string | null): End | null {
  if (day === null) return null;
  const since = dueAt === null ? NaN : Date.parse(dueAt) - beginningOf(day);
  const hour = since / millisecondsOfAnHour;
  return { day, hour: Number.isInteger(hour) && hour > 0 && hour < 24 ? hour : null };
}

/** The end of a period as it stands in a sentence. Where it is midnight the day says all, and no hour is told. */
export interface EndInWords {
  /** `26 September 2025`, `17:00 on 26 September 2025`; `2025年9月26日17时`. */
  end: string;
  /** After "due": `on 26 September 2025`, `by 17:00 on 26 September 2025`. */
  due: string;
  /** `until 26 September 2025 inclusive`, `until 17:00 on 26 September 2025`; `截至2025年9月26日17时`. */
  until: string;
}

/**
 * With the day of the week where that is asked for. `beside` is an end that is told with this one: where it has an hour,
 * midnight is told as well, for else a move of the hour alone would not be seen. `is` tells what the day is where it is no
 * ordinary working day, so that a worked Saturday is not taken for a fault.
 */
export function endInWords(
  { day, hour }: End,
  language: Language,
  {
    weekday = false,
    beside = null,
    is,
  }: { weekday?: boolean; beside?: End | null; is?: KindOfDay | undefined } = {},
): EndInWords {
  const note = is === undefined || is === 'workingDay' ? null : kindInWords(is, language);
  const plain = dayInWords(day, language, weekday);
  const on =
    note === null
      ? plain
      : language === 'zh-CN'
        ? plain.endsWith('）')
          ? `${plain.slice(0, -1)}，${note}）`
          : `${plain}（${note}）`
        : `${plain} (${note})`;
  if (hour === null && (beside === null || beside.hour === null)) {
    return language === 'zh-CN'
      ? { end: on, due: on, until: `至${on}（含当日）` }
      : { end: on, due: `on ${on}`, until: `until ${on} inclusive` };
  }
  const end = language === 'zh-CN' ? `${on}${hour ?? 24}时` : `${hourInEnglish(hour ?? 24)} on ${on}`;
  return language === 'zh-CN'
    ? { end, due: end, until: `截至${end}` }
    : { end, due: `by ${end}`, until: `until ${end}` };
}

/** `09:00`. */
export const hourInEnglish = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** What a change of a calendar is, as a clause: `holiday notice 2025-2 came into force`. Of a notice its name is enough. */
export function changeInWords(
  change:
    | Exclude<CalendarChange, { what: 'notice' }>
    | { what: 'notice'; notice: { notice: string; amends?: string | undefined } },
): Record<Language, string> {
  switch (change.what) {
    case 'notice': {
      const { notice, amends } = change.notice;
      return {
        'zh-CN': `放假安排通知${notice}生效${amends === undefined ? '' : `（替代${amends}）`}`,
        en: `holiday notice ${notice} came into force${amends === undefined ? '' : `, in place of ${amends}`}`,
      };
    }
    case 'provisionalYear':
      return {
        'zh-CN': `${change.year}年在放假安排公布前暂按周末和法定节假日推算`,
        en: `${change.year} is counted provisionally until its holiday notice is out`,
      };
    case 'cutOffHour':
      return {
        'zh-CN': `期限改为于最后一日${change.hour}时截止`,
        en: `periods now end at ${hourInEnglish(change.hour)} on their last day`,
      };
    case 'rollOver':
      return change.over === 'nonWorkingDays'
        ? {
            'zh-CN': '期限最后一日不是工作日的，均顺延',
            en: 'periods now move on from every last day that is not worked',
          }
        : {
            'zh-CN': '期限最后一日仅遇法定节假日顺延',
            en: 'periods now move on from public holidays alone',
          };
  }
}
