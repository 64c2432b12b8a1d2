/** Legal dates, by the calendar and by an independent checker: the worked examples, and cases drawn at random. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  calendarDays,
  dueDate,
  months,
  openCalendar,
  validUntil,
  workingDays,
  years,
  type Period,
} from '#calendar';
import { Checker, daysOn, statutoryDays } from './campaigns/dates-checker.js';
import { noticeFiles, type Period as Asked, type Rules } from './campaigns/dates-cases.js';
import { dates } from './campaigns/dates.js';
import { mutants } from './campaigns/dates-mutants.js';

type Example = [
  anchor: string,
  period: Period,
  due: string,
  why: string,
  by?: Partial<Omit<Rules, 'notices'>>,
];

const strict = { rollOver: 'legalHolidaysOnly' } as const;

/** Start day excluded throughout (Civil Code 201). */
const examples: Example[] = [
  ['2018-02-09', workingDays(5), '2018-02-22', '02-11, a Sunday, is made up; 15 to 21 are off'],
  ['2020-01-20', workingDays(5), '2020-02-04', 'the amended notice of 2020 has 02-01 off'],
  ['2020-01-20', workingDays(5), '2020-02-01', 'the first has it made up', { knownOn: '2020-01-26' }],
  ['2020-01-20', workingDays(5), '2020-02-04', 'known from that day on', { knownOn: '2020-01-27' }],
  ['2025-09-26', workingDays(5), '2025-10-10', '09-28 is made up, 1 to 8 October are off'],
  ['2026-02-12', workingDays(10), '2026-03-04', '02-14 and 02-28 are made up, 15 to 23 are off'],
  // 2018-12-29 is a Saturday; the notice of 2019 has it worked, and 30 and 31 off.
  ['2018-12-28', workingDays(1), '2018-12-29', 'made up by the next year’s notice'],
  ['2018-12-28', workingDays(2), '2019-01-02', '12-30, 12-31 and New Year are off'],
  ['2018-12-27', workingDays(2), '2018-12-31', 'before that notice was out', { knownOn: '2018-12-05' }],
  ['2019-04-26', workingDays(4), '2019-05-05', 'the amended May of 2019: 28 April and 5 May made up'],
  ['2019-04-26', workingDays(4), '2019-05-03', 'the first: May Day alone', { knownOn: '2019-03-21' }],
  // Leap days and month ends (Civil Code 202).
  ['2024-02-28', calendarDays(1), '2024-02-29', 'a leap day is a day'],
  ['2024-02-28', workingDays(2), '2024-03-01', 'and may be a working day'],
  ['2024-01-31', months(1), '2024-02-29', 'no 31 February: the month’s end, in a leap year'],
  ['2023-01-31', months(1), '2023-02-28', 'and in another'],
  ['2025-08-31', months(6), '2026-02-28', 'a Saturday, but made up'],
  ['2024-02-29', years(1), '2025-02-28', 'the leap day has no corresponding one'],
  ['2020-02-29', years(4), '2024-02-29', 'and here it has'],
  // A last day that is not worked moves to the first after it (203).
  ['2025-08-04', calendarDays(60), '2025-10-09', '60 days end on 3 October'],
  ['2025-08-06', calendarDays(60), '2025-10-09', '60 days end on Sunday 5 October'],
  ['2025-08-06', calendarDays(60), '2025-10-05', 'which is no legal holiday', strict],
  ['2025-07-01', months(3), '2025-10-09', '3 months end on 1 October'],
  ['2025-07-01', months(3), '2025-10-04', 'the first day after the legal three', strict],
  ['2025-04-01', months(6), '2025-10-09', '6 months end on 1 October'],
  ['2019-10-01', years(6), '2025-10-09', '6 years end on 1 October'],
  ['2020-06-30', years(6), '2026-06-30', '6 years end on a Tuesday'],
  ['2025-09-20', calendarDays(7), '2025-09-28', 'a Saturday moves to the Sunday that is made up'],
  ['2026-12-25', workingDays(10), '2027-01-11', 'in a year only guessed', { provisionalYears: [2027] }],
];

const notices = noticeFiles();

describe('the worked examples', () => {
  it.each(examples)('from %s, %j: due on %s, for %s', (anchor, period, due, _, by = {}) => {
    const rules = { provisionalYears: [], rollOver: 'nonWorkingDays', ...by } as const;
    expect(dueDate(openCalendar(rules), anchor, period).due).toBe(due);
    expect(new Checker({ notices, ...rules }).period(anchor, period as Asked).due).toBe(due);
  });

  it.each([
    ['2023-06-30', 6, '2029-06-29'],
    ['2025-01-01', 6, '2030-12-31'],
    ['2026-03-01', 6, '2032-02-29'],
    ['2024-02-29', 6, '2030-02-28'],
    ['2018-10-02', 6, '2024-10-01'],
  ])('a certificate issued on %s for %d years is valid to %s, be it a holiday', (issued, length, to) => {
    expect(validUntil(issued, length)).toBe(to);
    expect(
      new Checker({ notices, provisionalYears: [], rollOver: 'nonWorkingDays' }).validUntil(issued, length),
    ).toBe(to);
  });
});

describe('the checker', () => {
  const source = readFileSync('test/campaigns/dates-checker.ts', 'utf8');

  it('is under 200 lines and takes nothing of the calendar; its questions read the files of the notices alone', () => {
    expect(source.split('\n').length).toBeLessThan(200);
    const imported = (text: string): string[] =>
      [...text.matchAll(/\bfrom '(.+)'|import\(/g)].map(([, name]) => name!);
    expect(imported(source)).toEqual(['./dates-cases.js']);
    expect(source).toContain('import type { Answer');
    expect(imported(readFileSync('test/campaigns/dates-cases.ts', 'utf8'))).toEqual(['node:fs']);
  });

  it('finds the statutory days of each year on its own, in the sky and in the regulation', () => {
    for (let year = 2015; year <= 2030; year++) {
      const guessed = openCalendar({ notices: [], provisionalYears: [year] });
      const all = Array.from({ length: 365 }, (_, n) => daysOn(`${year}-01-01`, n));
      const legal = all.filter((day) => guessed.kindOf(day) === 'legalHoliday');
      expect([...statutoryDays(year)].sort()).toEqual(legal);
    }
  });
});

describe('periods, certificates and clocks drawn at random', () => {
  const result = dates(10_000, 20_250_901);

  it('get the same dates, days and reasons from the calendar and from the checker', () => {
    expect(result.differences.slice(0, 5)).toEqual([]);
    expect(result.dated).toBeGreaterThan(5_000);
    expect(result.refused).toBeGreaterThan(500);
  });

  it('would show each fault made on purpose, in the checker or in the notices', () => {
    expect(result.unnoticed).toEqual([]);
    expect(Object.keys(mutants).length).toBeGreaterThan(15);
  });
});
