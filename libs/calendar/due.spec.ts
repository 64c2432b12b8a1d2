import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  calendarDays,
  dayOf,
  dueDate,
  months,
  openCalendar,
  stateCouncilNotices,
  validUntil,
  workingDays,
  years,
  type Calendar,
  type Day,
} from './index.js';
import { addMonths, dayAt, numberOf, weekdayOf } from './days.js';

const calendar = openCalendar();
const due = (anchor: Day, period: Parameters<typeof dueDate>[2], by = calendar) =>
  dueDate(by, anchor, period).due;
const dayBetween = (from: Day, to: Day) => fc.integer({ min: numberOf(from), max: numberOf(to) }).map(dayAt);

/** The rule as a citizen would apply it with a wall calendar, one day after another. */
function countedByHand(by: Calendar, anchor: Day, n: number): { due: Day; counted: Day[]; leftOut: Day[] } {
  const [counted, leftOut]: [Day[], Day[]] = [[], []];
  let day = anchor;
  while (counted.length < n) {
    day = addDays(day, 1);
    (by.isWorkingDay(day) ? counted : leftOut).push(day);
  }
  return { due: day, counted, leftOut };
}

describe('periods of working days', () => {
  it('come with every day counted, every day left out and why, and the first instant that is too late', () => {
    expect(dueDate(calendar, '2020-01-20', workingDays(5))).toEqual({
      anchor: '2020-01-20',
      period: { unit: 'workingDays', length: 5 },
      due: '2020-02-04',
      dueAt: '2020-02-04T16:00:00Z',
      counted: ['2020-01-21', '2020-01-22', '2020-01-23', '2020-02-03', '2020-02-04'],
      leftOut: [
        { day: '2020-01-24', why: 'adjustedRest' },
        { day: '2020-01-25', why: 'legalHoliday' },
        { day: '2020-01-26', why: 'legalHoliday' },
        { day: '2020-01-27', why: 'legalHoliday' },
        { day: '2020-01-28', why: 'adjustedRest' },
        { day: '2020-01-29', why: 'adjustedRest' },
        { day: '2020-01-30', why: 'adjustedRest' },
        { day: '2020-01-31', why: 'adjustedRest' },
        { day: '2020-02-01', why: 'weekend' },
        { day: '2020-02-02', why: 'weekend' },
      ],
      rolledFrom: null,
      calendarVersion: calendar.version,
      provisional: false,
    });
  });

  it('are what a count by hand gives, from any day and of any length', () => {
    fc.assert(
      fc.property(dayBetween('2014-12-31', '2026-06-30'), fc.integer({ min: 1, max: 90 }), (anchor, n) => {
        const derivation = dueDate(calendar, anchor, workingDays(n));
        const byHand = countedByHand(calendar, anchor, n);
        expect({ ...derivation, leftOut: derivation.leftOut.map((each) => each.day) }).toMatchObject(byHand);
        for (const { day, why } of derivation.leftOut) expect(why).toBe(calendar.kindOf(day));
      }),
    );
  });

  it('agree with the working days between the anchor and the due day', () => {
    fc.assert(
      fc.property(dayBetween('2015-01-01', '2026-01-01'), fc.integer({ min: 1, max: 90 }), (anchor, n) => {
        expect(calendar.workingDaysBetween(anchor, due(anchor, workingDays(n)))).toBe(n);
        expect(calendar.workingDaysBetween(due(anchor, workingDays(n)), anchor)).toBe(-n);
      }),
    );
  });

  it('roll over weekends even where the calendar rolls over legal holidays only', () => {
    const strict = openCalendar({ rollOver: 'legalHolidaysOnly' });
    expect(due('2025-09-26', workingDays(5), strict)).toBe('2025-10-10');
    expect(due('2025-10-04', workingDays(0), strict)).toBe('2025-10-09');
  });

  it('of no days end on the anchor, or on the first working day after it', () => {
    expect(dueDate(calendar, '2025-09-26', workingDays(0))).toMatchObject({
      due: '2025-09-26',
      rolledFrom: null,
    });
    expect(dueDate(calendar, '2025-09-27', workingDays(0))).toMatchObject({
      due: '2025-09-28',
      rolledFrom: '2025-09-27',
      leftOut: [{ day: '2025-09-27', why: 'weekend' }],
    });
  });
});

describe('periods of days, months and years', () => {
  it('end on the corresponding day, else on the month’s last', () => {
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2025-08-31', 6)).toBe('2026-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2024-02-29', 48)).toBe('2028-02-29');
    expect(addMonths('2025-11-30', 1)).toBe('2025-12-30');
    expect(due('2024-02-29', years(1))).toBe('2025-02-28');
    expect(due('2025-03-31', months(3))).toBe('2025-06-30');
  });

  it('count every day, holidays too', () => {
    expect(dueDate(calendar, '2025-09-26', calendarDays(14))).toMatchObject({
      due: '2025-10-10',
      counted: [],
      leftOut: [],
      rolledFrom: null,
    });
  });

  it('whose last day is not worked end on the first working day after, make-up days included', () => {
    expect(dueDate(calendar, '2025-07-01', months(3))).toMatchObject({
      due: '2025-10-09',
      rolledFrom: '2025-10-01',
      dueAt: '2025-10-09T16:00:00Z',
    });
    expect(dueDate(calendar, '2025-09-20', calendarDays(7))).toMatchObject({
      due: '2025-09-28',
      rolledFrom: '2025-09-27',
      leftOut: [{ day: '2025-09-27', why: 'weekend' }],
    });
  });

  it('may be made to roll over legal holidays only', () => {
    const strict = openCalendar({ rollOver: 'legalHolidaysOnly' });
    expect(due('2025-07-01', months(3), strict)).toBe('2025-10-04');
    expect(due('2025-07-05', months(3), strict)).toBe('2025-10-05');
    expect(due('2025-07-06', months(3), strict)).toBe('2025-10-07');
    expect(due('2025-07-07', months(3), strict)).toBe('2025-10-07');
  });

  it('always end on a working day, never before their own last day, and pass over nothing that is worked', () => {
    const period = fc.oneof(
      fc.integer({ min: 0, max: 400 }).map(calendarDays),
      fc.integer({ min: 0, max: 14 }).map(months),
      fc.integer({ min: 0, max: 2 }).map(years),
    );
    fc.assert(
      fc.property(dayBetween('2015-01-01', '2024-06-30'), period, (anchor, p) => {
        const derivation = dueDate(calendar, anchor, p);
        const last = derivation.rolledFrom ?? derivation.due;
        expect(calendar.isWorkingDay(derivation.due)).toBe(true);
        expect(derivation.leftOut.map((each) => each.day)).toEqual(
          derivation.leftOut.map((_, i) => addDays(last, i)),
        );
        expect(addDays(last, derivation.leftOut.length)).toBe(derivation.due);
        expect(derivation.leftOut.some((each) => calendar.isWorkingDay(each.day))).toBe(false);
      }),
    );
  });

  it('agree on month ends with Temporal', async () => {
    const { Temporal } = await import('temporal-polyfill');
    fc.assert(
      fc.property(dayBetween('1900-01-01', '2100-01-01'), fc.integer({ min: -300, max: 300 }), (day, n) => {
        expect(addMonths(day, n)).toBe(Temporal.PlainDate.from(day).add({ months: n }).toString());
        expect(addDays(day, n)).toBe(Temporal.PlainDate.from(day).add({ days: n }).toString());
        expect(weekdayOf(numberOf(day)) || 7).toBe(Temporal.PlainDate.from(day).dayOfWeek);
      }),
    );
  });
});

describe('what cannot be computed', () => {
  const unknown = (year: number) =>
    expect.objectContaining({ name: 'CalendarYearUnknown', year }) as unknown as Error;

  it('a date in a year without a notice is refused, naming the year', () => {
    expect(() => due('2026-12-30', workingDays(5))).toThrow(unknown(2027));
    expect(() => due('2026-12-31', workingDays(1))).toThrow(unknown(2027));
    expect(() => due('2026-08-15', months(6))).toThrow(unknown(2027));
    expect(() => due('2020-01-01', calendarDays(5000))).toThrow(unknown(2033));
    expect(() => due('2028-03-01', workingDays(1))).toThrow(unknown(2028));
    expect(() => due('2014-12-30', workingDays(1))).toThrow(unknown(2014));
    expect(due('2014-12-31', workingDays(1))).toBe('2015-01-04');
    expect(due('2026-12-30', workingDays(1))).toBe('2026-12-31');
  });

  it('a count that would run through an unknown year is refused, naming it', () => {
    const gap = openCalendar({ notices: stateCouncilNotices.filter((each) => each.year !== 2023) });
    expect(() => due('2022-12-30', workingDays(3), gap)).toThrow(unknown(2023));
    expect(() => due('2022-12-30', workingDays(5000), gap)).toThrow(unknown(2023));
  });

  it('a roll-over into an unknown year is refused, naming it', () => {
    const to2022 = openCalendar({ notices: stateCouncilNotices.filter((each) => each.year === 2022) });
    expect(() => due('2022-12-01', calendarDays(30), to2022)).toThrow(unknown(2023));
  });

  it('a length that is not a whole number of days is refused', () => {
    for (const length of [-1, 1.5, NaN])
      expect(() => due('2025-09-26', workingDays(length))).toThrow(RangeError);
    expect(() => due('26.9.2025', workingDays(1))).toThrow(RangeError);
  });

  it('a date drawn from a provisional year says so, and one that ends before it does not', () => {
    const with2027 = openCalendar({ provisionalYears: [2027] });
    expect(dueDate(with2027, '2026-12-25', workingDays(4))).toMatchObject({
      due: '2026-12-31',
      provisional: false,
    });
    expect(dueDate(with2027, '2026-12-25', workingDays(10))).toMatchObject({
      due: '2027-01-11',
      provisional: true,
    });
    expect(dueDate(with2027, '2026-08-15', months(6))).toMatchObject({
      due: '2027-02-15',
      provisional: true,
    });
  });
});

describe('days and instants', () => {
  it('an instant belongs to the legal day in Asia/Shanghai', () => {
    expect(dayOf('2025-10-10T15:59:59.999Z')).toBe('2025-10-10');
    expect(dayOf('2025-10-10T16:00:00Z')).toBe('2025-10-11');
    expect(dayOf(new Date('2025-10-10T16:00:00Z'))).toBe('2025-10-11');
    expect(dayOf('2025-10-10T23:59:59+08:00')).toBe('2025-10-10');
    expect(dayOf('2025-10-10T16:00:00Z', 'UTC')).toBe('2025-10-10');
    expect(() => dayOf('2025-10-10')).toThrow(RangeError);
  });

  it('the first instant after a due day is the first of the next legal day', () => {
    fc.assert(
      fc.property(dayBetween('2015-01-01', '2026-06-01'), (anchor) => {
        const { due: last, dueAt } = dueDate(calendar, anchor, workingDays(20));
        expect(dayOf(dueAt)).toBe(addDays(last, 1));
        expect(dayOf(new Date(Date.parse(dueAt) - 1))).toBe(last);
      }),
    );
  });

  it('a certificate is valid for its years less a day, on whatever day that falls', () => {
    expect(validUntil('2023-06-30', 6)).toBe('2029-06-29');
    expect(validUntil('2025-01-01', 6)).toBe('2030-12-31');
    expect(validUntil('2026-03-01', 6)).toBe('2032-02-29');
    expect(validUntil('2025-03-01', 6)).toBe('2031-02-28');
    expect(validUntil('2024-02-29', 6)).toBe('2030-02-28');
    expect(validUntil('2024-02-29', 4)).toBe('2028-02-28');
  });
});

describe('a day that stands', () => {
  it('ends at its midnight, whatever day it is and whatever year', () => {
    const until = (anchor: string, length: number) => dueDate(calendar, anchor, { unit: 'untilDay', length });
    const dueAt = '2025-10-01T16:00:00Z';
    expect(until('2025-09-30', 1)).toMatchObject({ due: '2025-10-01', dueAt, rolledFrom: null });
    expect(until('2023-06-30', 2191)).toMatchObject({ due: '2029-06-29', provisional: false });
  });
});
