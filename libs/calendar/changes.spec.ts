import { describe, expect, it } from '@jest/globals';
import {
  changeFaults,
  dueDate,
  explain,
  months,
  noticeFaults,
  openCalendar,
  stateCouncilNotices,
  workingDays,
  type CalendarChange,
  type NoticeInForce,
} from './index.js';

const known = openCalendar({ knownOn: '2025-09-01', provisionalYears: [2026] });
const named = (name: string) => stateCouncilNotices.find(({ notice }) => notice === name)!;
const { knownFrom: _, byFestival: __, sources: ___, ...published } = named('2025-1');
/** An invented amendment: 10 October 2025 off, Sunday the 12th worked. */
const amendment: NoticeInForce = {
  ...{ ...published, notice: '2025-2', amends: '2025-1' },
  daysOff: [...published.daysOff, '2025-10-10'],
  makeUpWorkingDays: [...published.makeUpWorkingDays, '2025-10-12'],
};
const notice = (change: Partial<NoticeInForce>): CalendarChange => ({
  what: 'notice',
  notice: { ...amendment, ...change },
});

describe('what is wrong with a change', () => {
  it('is nothing for an amendment that names what it amends, nor for the first notice of a year', () => {
    expect(changeFaults(notice({}), known)).toEqual([]);
    const { amends: _, ...first } = { ...named('2026-1'), notice: '2026' };
    expect(changeFaults({ what: 'notice', notice: first }, known)).toEqual([]);
  });

  it.each<[string, Partial<NoticeInForce>]>([
    ['offAndMadeUp', { makeUpWorkingDays: ['2025-10-10'] }],
    ['namedTwice', { daysOff: [...amendment.daysOff, '2025-10-10'] }],
    ['namedTwice', { makeUpWorkingDays: ['2025-10-12', '2025-10-12'] }],
    ['outsideItsYears', { daysOff: [...amendment.daysOff, '2026-01-02'] }],
    ['outsideItsYears', { makeUpWorkingDays: ['2023-12-31'] }],
    ['notADay', { daysOff: [...amendment.daysOff, '2025-02-30'] }],
    ['statutoryDayMissing', { daysOff: amendment.daysOff.filter((day) => day !== '2025-10-06') }],
    ['notNamedForItsYear', { notice: '2026-7' }],
    ['nameTaken', { notice: '2025-1' }],
    ['yearHasItsNotice', { amends: undefined }],
    ['amendsNothingKnown', { amends: '2025-7' }],
    ['amendsNothingKnown', { amends: '2020-1' }],
    ['amendsAnotherYear', { amends: '2024-1' }],
  ])('is told as %s of a notice with %j', (fault, change) => {
    const faults = changeFaults(notice(change), known);
    expect(faults.map((one) => one.fault)).toEqual([fault]);
    for (const one of faults) expect([one.en, one['zh-CN']]).not.toContainEqual(expect.stringContaining('{'));
  });

  it('says of a notice for a year that is not tabled only that', () => {
    const far = notice({ year: 2051, notice: '2051', daysOff: ['2051-01-01'], makeUpWorkingDays: [] });
    expect(changeFaults(far, known).map(({ fault }) => fault)).toEqual(['yearNotTabled']);
  });

  it.each<[string, CalendarChange]>([
    ['yearNotTabled', { what: 'provisionalYear', year: 2051 }],
    ['yearIsKnown', { what: 'provisionalYear', year: 2025 }],
    ['alreadySo', { what: 'provisionalYear', year: 2026 }],
    ['noSuchHour', { what: 'cutOffHour', hour: 25 }],
    ['noSuchHour', { what: 'cutOffHour', hour: 0 }],
    ['noSuchHour', { what: 'cutOffHour', hour: 17.5 }],
    ['alreadySo', { what: 'cutOffHour', hour: 24 }],
    ['alreadySo', { what: 'rollOver', over: 'nonWorkingDays' }],
  ])('is told as %s of %j', (fault, change) => {
    expect(changeFaults(change, known).map((one) => one.fault)).toEqual([fault]);
  });

  it('is nothing for a setting that is another, and for the next year', () => {
    expect(changeFaults({ what: 'cutOffHour', hour: 17 }, known)).toEqual([]);
    expect(changeFaults({ what: 'rollOver', over: 'legalHolidaysOnly' }, known)).toEqual([]);
    expect(changeFaults({ what: 'provisionalYear', year: 2027 }, known)).toEqual([]);
  });

  it('is nothing for any notice shipped, and no calendar is opened with one that contradicts itself', () => {
    for (const each of stateCouncilNotices) expect(noticeFaults(each)).toEqual([]);
    for (const change of [{ makeUpWorkingDays: ['2025-10-10'] }, { daysOff: ['2025-10-01', '2025-10-01'] }])
      expect(() => openCalendar({ changes: [notice(change)] })).toThrow(RangeError);
  });
});

describe('a calendar with changes of its own', () => {
  const opened = (changes: CalendarChange[]) => openCalendar({ knownOn: '2025-09-01', changes });

  it('counts by its own notice in place of any other for the year', () => {
    const calendar = opened([notice({})]);
    expect([calendar.kindOf('2025-10-10'), calendar.kindOf('2025-10-12')]).toEqual([
      'adjustedRest',
      'makeUpWorkingDay',
    ]);
    expect(calendar.notices.filter(({ year }) => year === 2025)).toEqual([{ notice: '2025-2', year: 2025 }]);
    expect(calendar.version).not.toBe(opened([]).version);
  });

  it('counts by its own notice also where one is shipped later', () => {
    const { amends: _, ...own } = { ...named('2026-1'), notice: '2026' };
    const calendar = openCalendar({ changes: [{ what: 'notice', notice: own }] });
    expect(calendar.notices.at(-1)).toEqual({ notice: '2026', year: 2026 });
  });

  it('counts a year in provisionally until there is a notice', () => {
    const provisional: CalendarChange = { what: 'provisionalYear', year: 2026 };
    expect(opened([provisional]).provisionalYears).toEqual([2026]);
    expect(openCalendar({ changes: [provisional] }).provisionalYears).toEqual([]);
  });

  it('ends a period with the hour at which business ends, and says so', () => {
    const calendar = opened([
      { what: 'cutOffHour', hour: 9 },
      { what: 'cutOffHour', hour: 17 },
    ]);
    const of = dueDate(calendar, '2025-09-01', workingDays(5));
    expect(of).toMatchObject({ due: '2025-09-08', dueAt: '2025-09-08T09:00:00Z', cutOffHour: 17 });
    expect(explain(of, 'en')).toContain(
      'It is due on Monday 8 September 2025, until 17:00 on that day in China',
    );
    expect(explain(of, 'zh-CN')).toContain('当日17时（本机关办公时间截止）前办理均为按期');
    expect(calendar.version).not.toBe(opened([]).version);
    expect(opened([{ what: 'cutOffHour', hour: 24 }]).version).toBe(opened([]).version);
  });

  it('tells a calendar that came back to its settings from the one before, and from no other', () => {
    const hours = (...all: number[]) => opened(all.map((hour) => ({ what: 'cutOffHour', hour })));
    expect(hours(12, 24).version).toBe(`${hours().version}~2`);
    expect(hours(12, 24, 12).version).toBe(`${hours(12).version}~2`);
    expect(hours(12, 24, 12, 24).version).toBe(`${hours().version}~3`);
    expect(hours(12, 17).version).toBe(hours(17).version);
  });

  it.each([
    [1, '2025-09-07T17:00:00Z'],
    [8, '2025-09-08T00:00:00Z'],
    [24, '2025-09-08T16:00:00Z'],
  ])('ends it at %i o’clock at %s', (hour, dueAt) => {
    expect(dueDate(opened([{ what: 'cutOffHour', hour }]), '2025-09-01', workingDays(5)).dueAt).toBe(dueAt);
  });

  it('rolls over legal holidays alone where it is set so', () => {
    const calendar = opened([{ what: 'rollOver', over: 'legalHolidaysOnly' }]);
    expect(dueDate(calendar, '2025-08-06', months(1)).due).toBe('2025-09-06');
    expect(dueDate(known, '2025-08-06', months(1)).due).toBe('2025-09-08');
  });
});
