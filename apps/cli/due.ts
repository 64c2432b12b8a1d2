import {
  CalendarYearUnknown,
  dueDate,
  explain,
  openCalendar,
  type Calendar,
  type Derivation,
  type Period,
} from '#calendar';
import { Failure, misused } from './failure.js';
import { print } from './text.js';

export interface DueOptions {
  from: string;
  workingDays?: string;
  calendarDays?: string;
  months?: string;
  years?: string;
  knownOn?: string;
  provisional?: string[];
  lang: 'zh-CN' | 'en';
  json?: boolean;
}

const units = ['workingDays', 'calendarDays', 'months', 'years'] as const;

/** `greenlane due`: when a period ends, and why. */
export function due(options: DueOptions): void {
  const derivation = derive(options);
  const explained = explain(derivation, options.lang);
  if (options.json) print(JSON.stringify({ ...derivation, explained }));
  else
    print(`${derivation.due}${derivation.provisional ? provisionalMark[options.lang] : ''}\n\n${explained}`);
}

const provisionalMark = { 'zh-CN': '（暂定）', en: ' (provisional)' };

function derive(options: DueOptions): Derivation {
  const period = periodOf(options);
  const calendar = openCalendar({
    knownOn: options.knownOn === undefined ? undefined : dayFrom('--known-on', options.knownOn, options.lang),
    provisionalYears: (options.provisional ?? [])
      .flatMap((list) => list.split(','))
      .map((text) => yearFrom(text, options.lang)),
  });
  const from = dayFrom('--from', options.from, options.lang);
  try {
    return dueDate(calendar, from, period);
  } catch (error) {
    if (!(error instanceof CalendarYearUnknown)) throw error;
    throw new Failure(unknownYear(error.year, calendar, options.lang));
  }
}

/** A year to come can be guessed; of one that is past, all that helps is to say which are known. */
function unknownYear(year: number, { years }: Calendar, language: DueOptions['lang']): string {
  const says = phrases[language];
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return says.unknown(year);
  return `${says.unknown(year)}${year > last ? says.guess(year) : says.known(first, last)}`;
}

function periodOf(options: DueOptions): Period {
  const says = phrases[options.lang];
  const given = units.filter((unit) => options[unit] !== undefined);
  const [unit] = given;
  if (unit === undefined) throw misused(says.length(says.list(units.map(flagOf))));
  if (given.length > 1) throw misused(says.oneLength(says.list(given.map(flagOf))));
  const text = options[unit]!;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw misused(says.whole(flagOf(unit), text));
  return { unit, length: Number(text) };
}

const flagOf = (unit: string): string =>
  `--${unit.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function dayFrom(option: string, text: string, language: DueOptions['lang']): string {
  const at = new Date(`${text}T00:00:00Z`);
  if (
    !/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(at.getTime()) ||
    !at.toISOString().startsWith(text)
  )
    throw misused(phrases[language].day(option, text));
  return text;
}

function yearFrom(text: string, language: DueOptions['lang']): number {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  // Statutory holidays are tabled from 2014 to 2050.
  if (year < 2014 || year > 2050) throw misused(phrases[language].year(text));
  return year;
}

const phrases = {
  en: {
    unknown: (year: number) => `The date cannot be computed: no holiday notice is known for ${year}.`,
    guess: (year: number) =>
      ` Add --provisional ${year} for a provisional date, from weekends and statutory days alone.`,
    known: (first: number, last: number) => ` Notices are known from ${first} to ${last}.`,
    length: (flags: string) => `Say how long the period is, by one of ${flags}.`,
    oneLength: (flags: string) => `The period has one length, but several were given: ${flags}.`,
    whole: (flag: string, text: string) => `${flag} takes a whole number from 1 to 99999, not "${text}".`,
    day: (flag: string, text: string) => `${flag} takes a day that exists, as YYYY-MM-DD, not "${text}".`,
    year: (text: string) => `--provisional takes years of four digits, from 2014 to 2050, not "${text}".`,
    list: (parts: readonly string[]) => parts.join(', '),
  },
  'zh-CN': {
    unknown: (year: number) => `无法计算日期：${year}年的节假日安排未知。`,
    guess: (year: number) => `加上 --provisional ${year} 可按周末和法定节假日推算暂定日期。`,
    known: (first: number, last: number) => `已知的节假日安排为${first}年至${last}年。`,
    length: (flags: string) => `请用下列选项之一给出期限的长度：${flags}。`,
    oneLength: (flags: string) => `期限只能有一个长度，现给出了多个：${flags}。`,
    whole: (flag: string, text: string) => `${flag} 应为 1 至 99999 的整数，而不是“${text}”。`,
    day: (flag: string, text: string) => `${flag} 应为确实存在的日期，格式为 YYYY-MM-DD，而不是“${text}”。`,
    year: (text: string) => `--provisional 应为 2014 至 2050 之间的四位年份，而不是“${text}”。`,
    list: (parts: readonly string[]) => parts.join('、'),
  },
};
