/** What an authority may change in its calendar, and what is wrong with a change that is proposed. Pure. */
import { dayAt, isDay, numberOf, yearOf, type Day } from './days.js';
import type { Notice } from './notices.js';
import { isTabled, statutoryDays } from './regulation.js';

/** What a date rests on of a notice; where it was published and which festival a day belongs to is told elsewhere. */
export type NoticeInForce = Pick<Notice, 'notice' | 'year' | 'daysOff' | 'makeUpWorkingDays' | 'amends'>;

export type RollOver = 'nonWorkingDays' | 'legalHolidaysOnly';

/** A change of an authority's calendar. `cutOffHour` is the hour, 1 to 24, at which business ends on the last day. */
export type CalendarChange =
  | { what: 'notice'; notice: NoticeInForce }
  | { what: 'provisionalYear'; year: number }
  | { what: 'cutOffHour'; hour: number }
  | { what: 'rollOver'; over: RollOver };

/** What a calendar rests on before a change. */
export interface CalendarBasis {
  /** The notices in force, one for each year. */
  notices: readonly { notice: string; year: number }[];
  /** Names of all notices ever known, those replaced included. */
  names: readonly string[];
  provisionalYears: readonly number[];
  cutOffHour: number;
  rollOver: RollOver;
}

const faultWords = {
  offAndMadeUp: {
    'zh-CN': '{day} 既列为放假又列为上班。',
    en: '{day} is both a day off and a make-up working day.',
  },
  notADay: { 'zh-CN': '{day} 不是日期。', en: '{day} is not a day.' },
  namedTwice: { 'zh-CN': '{day} 列出两次。', en: '{day} is named twice.' },
  outsideItsYears: {
    'zh-CN': '{day} 既不在通知所属年份，也不在上一年。',
    en: '{day} is neither in the year of the notice nor in the year before.',
  },
  yearNotTabled: {
    'zh-CN': '法定节假日只列有 2014 年至 2050 年。',
    en: 'Statutory holidays are tabled for 2014 to 2050 alone.',
  },
  statutoryDayMissing: {
    'zh-CN': '法定节假日 {day} 未列为放假。',
    en: 'The statutory holiday {day} is not among the days off.',
  },
  notNamedForItsYear: {
    'zh-CN': '通知名称应以所属年份开头，例如 2027 或 2027-2。',
    en: 'A notice is named for its year, such as 2027 or 2027-2.',
  },
  nameTaken: { 'zh-CN': '该名称的通知已经存在。', en: 'There is a notice of this name already.' },
  yearHasItsNotice: {
    'zh-CN': '该年份已有通知，新的通知须写明修改哪一份。',
    en: 'The year has its notice already; another must say which it amends.',
  },
  amendsNothingKnown: {
    'zh-CN': '所修改的通知不存在，或者已被替代。',
    en: 'The notice that it amends is not known, or no longer in force.',
  },
  amendsAnotherYear: {
    'zh-CN': '所修改的通知属于另一年份。',
    en: 'The notice that it amends is of another year.',
  },
  yearIsKnown: {
    'zh-CN': '该年份的放假通知已经公布，无须暂定。',
    en: 'The notice for the year is known; nothing is provisional about it.',
  },
  alreadySo: { 'zh-CN': '日历已经如此设定。', en: 'The calendar is set so already.' },
  noSuchHour: { 'zh-CN': '截止时间应为 1 至 24 时的整点。', en: 'The cut-off is a whole hour from 1 to 24.' },
} as const;

export type CalendarFaultName = keyof typeof faultWords;

/** One fault, where it is, and its sentence. */
export interface CalendarFault {
  fault: CalendarFaultName;
  /** Into the change, as keys and indices. */
  at: (string | number)[];
  'zh-CN': string;
  en: string;
}

/**
 * Everything wrong with a notice: first what contradicts itself, and, where `known` is given, that it leaves a
 * statutory day out or does not fit what is known. Empty where it may be loaded.
 */
export function noticeFaults(notice: NoticeInForce, known?: CalendarBasis): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const off = new Set(notice.daysOff);
  for (const list of ['daysOff', 'makeUpWorkingDays'] as const) {
    const seen = new Set<Day>();
    for (const [place, day] of notice[list].entries()) {
      const at = [list, place];
      if (!isDay(day)) {
        faults.push(faultOf('notADay', at, day));
        continue;
      }
      const year = yearOf(numberOf(day));
      if (seen.has(day)) faults.push(faultOf('namedTwice', at, day));
      if (year !== notice.year && year !== notice.year - 1) faults.push(faultOf('outsideItsYears', at, day));
      if (list === 'makeUpWorkingDays' && off.has(day)) faults.push(faultOf('offAndMadeUp', at, day));
      seen.add(day);
    }
  }
  if (known === undefined) return faults;
  if (!isTabled(notice.year)) return [...faults, faultOf('yearNotTabled', ['year'])];
  const missing = statutoryDays(notice.year)
    .map(dayAt)
    .filter((day) => !off.has(day));
  faults.push(...missing.map((day) => faultOf('statutoryDayMissing', ['daysOff'], day)));
  if (!new RegExp(`^${notice.year}(?:-[1-9]\\d?)?$`).test(notice.notice))
    faults.push(faultOf('notNamedForItsYear', ['notice']));
  return [...faults, ...misfits(notice, known)];
}

/** Everything wrong with a change of the calendar that rests on `known`. */
export function changeFaults(change: CalendarChange, known: CalendarBasis): CalendarFault[] {
  switch (change.what) {
    case 'notice':
      return noticeFaults(change.notice, known).map((fault) => ({ ...fault, at: ['notice', ...fault.at] }));
    case 'provisionalYear':
      if (!isTabled(change.year)) return [faultOf('yearNotTabled', ['year'])];
      if (known.notices.some(({ year }) => year === change.year)) return [faultOf('yearIsKnown', ['year'])];
      return known.provisionalYears.includes(change.year) ? [faultOf('alreadySo', ['year'])] : [];
    case 'cutOffHour':
      if (!isHour(change.hour)) return [faultOf('noSuchHour', ['hour'])];
      return change.hour === known.cutOffHour ? [faultOf('alreadySo', ['hour'])] : [];
    case 'rollOver':
      return change.over === known.rollOver ? [faultOf('alreadySo', ['over'])] : [];
  }
}

/** Whether business can end at this hour; 24 is the midnight at the end of the day. */
export const isHour = (hour: number): boolean => Number.isInteger(hour) && hour >= 1 && hour <= 24;

function misfits({ notice, year, amends }: NoticeInForce, known: CalendarBasis): CalendarFault[] {
  const faults = known.names.includes(notice) ? [faultOf('nameTaken', ['notice'])] : [];
  const amended = known.notices.find((one) => one.notice === amends);
  if (amends === undefined) {
    if (known.notices.some((one) => one.year === year)) faults.push(faultOf('yearHasItsNotice', ['amends']));
  } else if (amended === undefined) faults.push(faultOf('amendsNothingKnown', ['amends']));
  else if (amended.year !== year) faults.push(faultOf('amendsAnotherYear', ['amends']));
  return faults;
}

function faultOf(fault: CalendarFaultName, at: (string | number)[], day = ''): CalendarFault {
  const words = faultWords[fault];
  return { fault, at, 'zh-CN': words['zh-CN'].replace('{day}', day), en: words.en.replace('{day}', day) };
}
