import { z } from 'zod';
import { dayInWords } from '#calendar';
import { paint, print, table, columns, wrap } from '../text.js';
import { inLanguage, words } from './answers.js';
import { casePath } from './case-words.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

const day = z.string();
const caseTime = z.looseObject({
  case: z.string(),
  number: z.string().nullable(),
  today: day,
  countedFrom: day.nullable(),
  endedOn: day.nullable(),
  total: z.int(),
  byParty: z.array(z.looseObject({ words, days: z.int() })),
  beforehand: z.int(),
  spells: z.array(
    z.looseObject({ label: words, holderWords: words, after: day, until: day.nullable(), days: z.int() }),
  ),
  clocks: z.array(z.looseObject({ said: words, onTime: z.boolean().nullable() })),
  predictions: z.array(
    z.looseObject({
      until: z.string(),
      from: day.nullable(),
      to: day.nullable(),
      basis: words,
      calibrationWords: words.nullable(),
    }),
  ),
});

/** `greenlane time`: whose each working day of a case was, what of its limits is used up, and when it may be expected to end. */
export async function time(reference: string, options: ClientOptions): Promise<void> {
  const { api } = await openSession(options);
  const told = await api.get(`${casePath(reference)}/time`, caseTime);
  if (options.json) return printJson(told);
  for (const line of linesOf(told, options.lang)) print(line);
}

/** What is told of the time of a case, a line each. */
export function linesOf(told: z.infer<typeof caseTime>, language: Language): string[] {
  const says = phrases[language];
  const { number, case: id, today, countedFrom, endedOn, total, byParty, beforehand } = told;
  const inWords = (text: z.infer<typeof words>): string => inLanguage(text, language);
  const on = (date: string): string => dayInWords(date, language);
  const shown = byParty.filter(({ days }) => days > 0);
  return [
    paint.bold(number ?? id),
    countedFrom === null
      ? says.notReceived
      : total === 0
        ? says.noDay(on(countedFrom), endedOn !== null)
        : says.total(total, on(countedFrom), on(endedOn ?? today)),
    ...table(shown.map(({ words: party, days }) => [`  ${inWords(party)}`, says.days(days)])),
    ...(beforehand > 0 ? [says.beforehand(beforehand)] : []),
    ...section(
      says.spells,
      table(
        told.spells.map(({ label, holderWords, after, until, days }) => [
          `  ${says.after(on(after), until && on(until))}`,
          says.days(days),
          inWords(holderWords),
          inWords(label),
        ]),
      ),
    ),
    ...section(
      says.clocks,
      told.clocks.map(({ said, onTime }) =>
        wrapped(onTime === false ? paint.red(inWords(said)) : inWords(said)),
      ),
    ),
    ...section(
      says.expected,
      // Why neither this state nor the case is foretold is said once.
      unique(
        told.predictions.flatMap(({ until, from, to, basis, calibrationWords }) => [
          ...(from !== null && to !== null
            ? [wrapped(says.foretold(until === 'case', on(from), on(to)))]
            : []),
          wrapped(inWords(basis)),
          ...(calibrationWords === null ? [] : [wrapped(inWords(calibrationWords))]),
        ]),
      ),
    ),
  ];
}

const unique = (lines: readonly string[]): string[] => [...new Set(lines)];

const section = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : ['', paint.bold(title), ...lines];

const wrapped = (text: string): string => wrap(text, columns(), '  ', '    ');

const phrases = {
  en: {
    days: (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`,
    total: (days: number, from: string, to: string) =>
      `${days} working ${days === 1 ? 'day' : 'days'} after ${from}, up to ${to}`,
    noDay: (from: string, ended: boolean) =>
      `No working day ${ended ? '' : 'yet '}after ${from}; that day itself is not counted.`,
    notReceived: 'Nothing was received, so no day is counted.',
    beforehand: (days: number) => `Before the receipt, preparing: ${days}`,
    after: (after: string, until: string | null) =>
      after === until ? `on ${after}` : `after ${after} to ${until ?? 'today'}`,
    spells: 'Where the time went (working days)',
    clocks: 'Limits',
    expected: 'What to expect (no promise)',
    foretold: (case_: boolean, from: string, to: string) =>
      `${case_ ? 'The case ends' : 'This state ends'} between ${from} and ${to}, in 8 of 10 cases like this one.`,
  },
  'zh-CN': {
    days: (days: number) => `${days}个工作日`,
    total: (days: number, from: string, to: string) => `自${from}次日起至${to}，共${days}个工作日`,
    noDay: (from: string, ended: boolean) =>
      `自${from}次日起计，${ended ? '共' : '至今'}0个工作日，当日不计入。`,
    notReceived: '尚未收件，不计用时。',
    beforehand: (days: number) => `收件前准备：${days}个工作日`,
    after: (after: string, until: string | null) =>
      after === until ? `${after}当日` : `${after}之后至${until ?? '今日'}`,
    spells: '时间去向（工作日）',
    clocks: '期限',
    expected: '预计（不构成承诺）',
    foretold: (case_: boolean, from: string, to: string) =>
      `${case_ ? '本案办结' : '本状态结束'}：同类办件十件中有八件在${from}至${to}之间。`,
  },
};
