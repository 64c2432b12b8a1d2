import { CalendarYearUnknown, dueDate, explain, openCalendar, type Derivation, type Period } from '#calendar';
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
    knownOn: options.knownOn === undefined ? undefined : dayFrom('--known-on', options.knownOn),
    provisionalYears: (options.provisional ?? []).flatMap((list) => list.split(',')).map(yearFrom),
  });
  const from = dayFrom('--from', options.from);
  try {
    return dueDate(calendar, from, period);
  } catch (error) {
    if (!(error instanceof CalendarYearUnknown)) throw error;
    const { year } = error;
    throw new Failure(
      `The date cannot be computed: no holiday notice is known for ${year}. ` +
        `Add --provisional ${year} for a provisional date, from weekends and statutory days alone.`,
    );
  }
}

function periodOf(options: DueOptions): Period {
  const given = units.filter((unit) => options[unit] !== undefined);
  const [unit] = given;
  if (unit === undefined || given.length > 1)
    throw misused(
      'Say how long the period is, by one of --working-days, --calendar-days, --months, --years.',
    );
  const text = options[unit]!;
  if (!/^\d{1,5}$/.test(text)) throw misused(`A period is a whole number from 0 to 99999, not "${text}".`);
  return { unit, length: Number(text) };
}

function dayFrom(option: string, text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  if (
    !/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(at.getTime()) ||
    !at.toISOString().startsWith(text)
  )
    throw misused(`${option} takes a day that exists, as YYYY-MM-DD, not "${text}".`);
  return text;
}

function yearFrom(text: string): number {
  if (!/^[1-9]\d{3}$/.test(text)) throw misused(`--provisional takes years of four digits, not "${text}".`);
  return Number(text);
}
