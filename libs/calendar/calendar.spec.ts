import { describe, expect, it } from '@jest/globals';
import chineseDays from 'chinese-days';
import {
  addDays,
  CalendarYearUnknown,
  openCalendar,
  stateCouncilNotices,
  type Day,
  type Notice,
} from './index.js';
import { dayAt, numberOf } from './days.js';
import { statutoryDays } from './regulation.js';

const calendar = openCalendar();
const notice = (name: string): Notice => stateCouncilNotices.find((each) => each.notice === name)!;
const daysOf = (year: number): Day[] => {
  const days: Day[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) days.push(day);
  return days;
};
const yearUnknown = (year: number) =>
  expect.objectContaining({ name: 'CalendarYearUnknown', year }) as unknown as Error;

describe('the notices shipped', () => {
  it('are fourteen, and cannot be changed by a reader', () => {
    expect(stateCouncilNotices).toHaveLength(14);
    expect(() => notice('2025-1').daysOff.push('2025-12-24')).toThrow(TypeError);
  });

  it('are known from the day in the address they were published at, else from the month after', () => {
    for (const { knownFrom, sources } of stateCouncilNotices) {
      const [, year, month, day] = /\/(\d{4})-?(\d{2})\/(?:(\d{2})\/)?/.exec(sources.at(-1)!)!;
      const monthAfter = dayAt(Date.UTC(Number(year), Number(month), 1) / 86_400_000);
      expect(knownFrom).toBe(day ? `${year}-${month}-${day}` : monthAfter);
    }
  });

  it('name as off every statutory day of their year', () => {
    for (const { year, daysOff } of stateCouncilNotices) {
      expect(daysOff).toEqual(expect.arrayContaining(statutoryDays(year).map(dayAt)));
    }
  });

  it('give a festival for every day they name', () => {
    for (const { daysOff, makeUpWorkingDays, byFestival } of stateCouncilNotices) {
      const named = [...new Set(Object.values(byFestival).flat())].sort();
      const listed = [...daysOff, ...makeUpWorkingDays].sort();
      expect(listed.filter((day) => !named.includes(day))).toEqual([]);
    }
  });
});

describe('which day is what', () => {
  it.each([
    ['2025-09-26', 'workingDay'],
    ['2025-09-27', 'weekend'],
    ['2025-09-28', 'makeUpWorkingDay'],
    ['2025-10-01', 'legalHoliday'],
    ['2025-10-04', 'weekend'],
    ['2025-10-06', 'legalHoliday'],
    ['2025-10-07', 'adjustedRest'],
    ['2015-06-20', 'legalHoliday'],
  ])('%s is a %s', (day, kind) => expect(calendar.kindOf(day)).toBe(kind));

  it('a weekday that a notice lists as worked is just a working day', () => {
    expect(notice('2020-2').makeUpWorkingDays).toContain('2020-02-03');
    expect(calendar.kindOf('2020-02-03')).toBe('workingDay');
  });

  it.each([
    [2018, 250],
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%d has %d working days', (year, total) => {
    expect(daysOf(year).filter((day) => calendar.isWorkingDay(day))).toHaveLength(total);
    if (year > 2015) expect(calendar.workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`)).toBe(total);
  });

  it('there are 11 statutory days until 2024 and 13 from 2025, one fewer where two fall together', () => {
    for (let year = 2014; year <= 2050; year++) {
      const together = [2020, 2028, 2031, 2039].includes(year) ? 1 : 0;
      expect([year, statutoryDays(year).length]).toEqual([year, (year < 2025 ? 11 : 13) - together]);
    }
    expect(() => statutoryDays(2051)).toThrow(RangeError);
  });

  it('agrees with chinese-days on every day from 2015 to 2026', () => {
    const differing = calendar.years
      .flatMap(daysOf)
      .filter((day) => chineseDays.isWorkday(day) !== calendar.isWorkingDay(day));
    expect(differing).toEqual([]);
  });

  it('agrees with chinese-days on every festival from 2014 to 2050', () => {
    for (let year = 2014; year <= 2050; year++) {
      const festivals = ['1-1', '5-5', '8-15'].map(
        (lunar) => chineseDays.getSolarDateFromLunar(`${year}-${lunar}`).date,
      );
      festivals.push(chineseDays.getSolarTermDate(year, 4, 'pure_brightness'));
      expect(statutoryDays(year).map(dayAt)).toEqual(expect.arrayContaining(festivals));
    }
  });
});

describe('the turn of the year', () => {
  const to2018 = stateCouncilNotices.filter((each) => each.year <= 2018);

  it('a notice governs the days it names in the year before', () => {
    expect(calendar.kindOf('2018-12-29')).toBe('makeUpWorkingDay');
    expect(calendar.kindOf('2018-12-31')).toBe('adjustedRest');
    expect(calendar.kindOf('2022-12-31')).toBe('weekend');
  });

  it('until it is known, the year’s own notice governs its last days', () => {
    const before = openCalendar({ knownOn: '2018-12-05' });
    expect(before.version).toBe(openCalendar({ notices: to2018 }).version);
    expect(before.kindOf('2018-12-29')).toBe('weekend');
    expect(before.kindOf('2018-12-31')).toBe('workingDay');
  });

  it('a day named by the next year’s notice stays unknown while its own year is', () => {
    const only2019 = openCalendar({ notices: [notice('2019-2')] });
    expect(() => only2019.kindOf('2018-12-29')).toThrow(yearUnknown(2018));
    expect(only2019.kindOf('2019-01-01')).toBe('legalHoliday');
    const without2018 = openCalendar({ notices: [notice('2017-1'), notice('2019-2')] });
    expect(() => without2018.kindOf('2018-12-29')).toThrow(yearUnknown(2018));
  });
});

describe('a year without a notice', () => {
  it('is an error that names the year, for every question', () => {
    for (const [day, year] of [
      ['2027-01-01', 2027],
      ['2014-12-31', 2014],
      ['2099-06-01', 2099],
    ] as const) {
      expect(() => calendar.kindOf(day)).toThrow(yearUnknown(year));
      expect(() => calendar.isWorkingDay(day)).toThrow(CalendarYearUnknown);
      expect(() => calendar.isProvisional(day)).toThrow(yearUnknown(year));
    }
    expect(() => calendar.workingDaysBetween('2026-12-01', '2027-01-01')).toThrow(yearUnknown(2027));
    expect(() => openCalendar({ notices: [] }).kindOf('2025-01-01')).toThrow(yearUnknown(2025));
  });

  it('is an error too between two years that are known', () => {
    const gap = openCalendar({ notices: [notice('2022-1'), notice('2024-1')] });
    expect(() => gap.kindOf('2023-06-01')).toThrow(yearUnknown(2023));
    expect(() => gap.workingDaysBetween('2022-12-01', '2024-02-01')).toThrow(yearUnknown(2023));
    expect(gap.workingDaysBetween('2023-12-31', '2024-12-31')).toBe(251);
  });

  it('is not known a day before its notice was', () => {
    expect(() => openCalendar({ knownOn: '2025-11-30' }).kindOf('2026-01-01')).toThrow(yearUnknown(2026));
    expect(openCalendar({ knownOn: '2025-12-01' }).kindOf('2026-01-01')).toBe('legalHoliday');
  });
});

describe('a provisional year', () => {
  const with2027 = openCalendar({ provisionalYears: [2027] });

  it('is weekends and the days of the holiday regulation, and says so of each day', () => {
    const holidays = daysOf(2027).filter((day) => with2027.kindOf(day) === 'legalHoliday');
    expect(holidays).toEqual([
      '2027-01-01',
      ...['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'],
      '2027-04-05',
      ...['2027-05-01', '2027-05-02', '2027-06-09', '2027-09-15'],
      ...['2027-10-01', '2027-10-02', '2027-10-03'],
    ]);
    expect(daysOf(2027).every((day) => with2027.isProvisional(day))).toBe(true);
    expect(daysOf(2026).some((day) => with2027.isProvisional(day))).toBe(false);
    expect(with2027.provisionalYears).toEqual([2027]);
  });

  it('is not used once a notice for it is known', () => {
    const early = openCalendar({ provisionalYears: [2026], knownOn: '2025-11-30' });
    const late = openCalendar({ provisionalYears: [2026], knownOn: '2025-12-01' });
    expect([early.isProvisional('2026-01-02'), early.kindOf('2026-01-02')]).toEqual([true, 'workingDay']);
    expect([late.isProvisional('2026-01-02'), late.kindOf('2026-01-02')]).toEqual([false, 'adjustedRest']);
    expect(late.version).toBe(openCalendar({ knownOn: '2025-12-01' }).version);
  });

  it('gives way, day by day, to what the next year’s notice says of it', () => {
    const of2018 = openCalendar({ notices: [notice('2019-2')], provisionalYears: [2018] });
    expect([of2018.kindOf('2018-12-29'), of2018.isProvisional('2018-12-29')]).toEqual([
      'makeUpWorkingDay',
      false,
    ]);
    expect([of2018.kindOf('2018-12-28'), of2018.isProvisional('2018-12-28')]).toEqual(['workingDay', true]);
  });

  it('cannot be one whose festivals are not tabled', () => {
    expect(() => openCalendar({ provisionalYears: [2051] })).toThrow(RangeError);
  });
});

describe('amendments and versions', () => {
  it('an amendment replaces the notice it amends from the day it is known', () => {
    expect(openCalendar({ knownOn: '2020-01-26' }).kindOf('2020-02-01')).toBe('makeUpWorkingDay');
    expect(openCalendar({ knownOn: '2020-01-27' }).kindOf('2020-02-01')).toBe('weekend');
    expect(openCalendar({ knownOn: '2019-03-21' }).kindOf('2019-05-02')).toBe('workingDay');
    expect(openCalendar({ knownOn: '2019-03-22' }).kindOf('2019-05-02')).toBe('adjustedRest');
  });

  it('the version changes with the notices in force, the provisional years and the settings, and with nothing else', () => {
    const version = (options?: Parameters<typeof openCalendar>[0]) => openCalendar(options).version;
    expect(version()).toMatch(/^2026-1\.[0-9a-f]{16}$/);
    expect(version({ knownOn: '2026-06-01' })).toBe(version());
    expect(version({ notices: stateCouncilNotices.toReversed() })).toBe(version());
    const others = [
      version({ provisionalYears: [2027] }),
      version({ rollOver: 'legalHolidaysOnly' }),
      version({ knownOn: '2025-06-01' }),
      version({ notices: stateCouncilNotices.slice(1) }),
    ];
    expect(new Set([version(), ...others]).size).toBe(5);
  });

  it('two notices for one year, neither amending the other, are refused', () => {
    const { amends: _, ...rival } = notice('2020-2');
    expect(() => openCalendar({ notices: [notice('2020-1'), rival] })).toThrow(/Two notices for 2020/);
  });

  it('a notice that contradicts itself or names a day of another year is refused', () => {
    const of2025 = notice('2025-1');
    expect(() => openCalendar({ notices: [{ ...of2025, makeUpWorkingDays: ['2025-10-01'] }] })).toThrow(
      /both/,
    );
    expect(() => openCalendar({ notices: [{ ...of2025, daysOff: ['2027-01-01'] }] })).toThrow(/neither/);
    expect(() => openCalendar({ notices: [{ ...of2025, daysOff: ['2025-02-30'] }] })).toThrow(RangeError);
  });

  it('a text that is not a day is refused, not guessed at', () => {
    for (const bad of [
      '2025-02-29',
      '2025-13-01',
      '2025-1-1',
      '20250101',
      '2025-01-01T00:00:00Z',
      '',
      '0999-01-01',
    ]) {
      expect(() => calendar.kindOf(bad)).toThrow(RangeError);
      expect(() => numberOf(bad)).toThrow(RangeError);
    }
  });
});
