import { describe, expect, it } from '@jest/globals';
import { CalendarYearUnknown, openCalendar } from '#calendar';
import type { ClockOrder } from '#process';
import { carryOut, clockOf, newestOf, type ClockRow } from './clock-rows.js';
import { after, calendar, order, under } from './loan-orders.fixture.js';

const only = (rows: readonly ClockRow[]): ClockRow => {
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

// 2025-09-26 is a Friday; Sunday the 28th is worked, 1 to 8 October are off.
const start = order('start', '2025-09-26');

describe('a clock that is told to start', () => {
  it('runs from its anchor to the day the calendar gives, with its rule, its lapse and the event that did it', () => {
    expect(only(after(start))).toEqual({
      clock: 'loan',
      generation: 1,
      anchor: '2025-09-26',
      budget: 5,
      unit: 'workingDays',
      consumed: 0,
      running_since: '2025-09-26',
      held_on: null,
      due_on: '2025-10-10',
      due_at: '2025-10-10T16:00:00Z',
      status: 'running',
      legal_effect: 'statutory',
      lapses_into: 'lose',
      instrument: 'rules',
      article: '1',
      calendar_version: calendar.version,
      provisional: false,
      changed_seq: 1,
    });
  });

  it('a second time becomes the next generation and leaves the first as it ended', () => {
    const rows = after(
      start,
      order('stop', '2025-09-29', { lapsesInto: null }),
      order('start', '2025-10-13'),
    );
    expect(rows.map(({ generation, status, changed_seq }) => [generation, status, changed_seq])).toEqual([
      [1, 'stopped', 2],
      [2, 'running', 3],
    ]);
    expect(newestOf(rows, 'loan')).toMatchObject({ generation: 2, due_on: '2025-10-20' });
  });

  it('into a year without a notice is refused with that year, and a provisional date says so', () => {
    expect(() => carryOut(calendar, [], [order('start', '2025-12-30')], 1)).toThrow(CalendarYearUnknown);
    const provisional = openCalendar({ knownOn: '2025-09-01', provisionalYears: [2026] });
    expect(only(carryOut(provisional, [], [order('start', '2025-12-30')], 1).rows)).toMatchObject({
      provisional: true,
      calendar_version: provisional.version,
    });
  });
});

describe('a clock that is told to', () => {
  it('suspend has no due day and no lapse, and keeps what was used up; resume lets the remainder run', () => {
    const suspend = order('suspend', '2025-09-29');
    expect(only(after(start, suspend))).toMatchObject({
      status: 'suspended',
      consumed: 2,
      running_since: null,
      due_on: null,
      due_at: null,
      lapses_into: null,
      generation: 1,
      anchor: '2025-09-26',
    });
    expect(only(after(start, suspend, order('resume', '2025-10-20')))).toMatchObject({
      status: 'running',
      consumed: 2,
      running_since: '2025-10-20',
      due_on: '2025-10-23',
      due_at: '2025-10-23T16:00:00Z',
      lapses_into: 'lose',
      generation: 1,
      changed_seq: 3,
    });
  });

  it.each<[ClockOrder['order'], string, string, number]>([
    ['stop', 'stopped', '2025-09-29', 2],
    ['expire', 'expired', '2025-10-11', 5],
  ])('%s is %s: neither due nor lapsing any more', (name, status, on, consumed) => {
    expect(only(after(start, order(name, on)))).toMatchObject({
      status,
      consumed,
      running_since: null,
      due_on: null,
      due_at: null,
      lapses_into: null,
      changed_seq: 2,
    });
  });

  it('interrupt starts its whole period anew as the next generation, and the old one is ended by the same event', () => {
    const rows = after(start, order('interrupt', '2025-10-13', { lapsesInto: 'lose' }));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      generation: 1,
      status: 'stopped',
      // Saturday 11 October is worked, too.
      consumed: 7,
      running_since: null,
      due_on: null,
      due_at: null,
      lapses_into: null,
      changed_seq: 2,
    });
    expect(rows[1]).toMatchObject({
      generation: 2,
      status: 'running',
      consumed: 0,
      anchor: '2025-10-13',
      due_on: '2025-10-20',
      lapses_into: 'lose',
      changed_seq: 2,
    });
  });

  it('interrupt where it is held starts anew, too, and leaves the old one with what it had used up', () => {
    const rows = after(start, order('suspend', '2025-09-29'), order('interrupt', '2025-10-13'));
    expect(rows).toMatchObject([
      { generation: 1, status: 'stopped', consumed: 2, held_on: '2025-09-29', changed_seq: 3 },
      { generation: 2, status: 'running', consumed: 0, held_on: null, due_on: '2025-10-20' },
    ]);
  });

  it('never started is a fault that names the clock', () => {
    for (const name of ['suspend', 'resume', 'interrupt', 'stop', 'expire'] as const)
      expect(() => carryOut(calendar, [], [order(name, '2025-09-29')], 1)).toThrow(
        `clock "loan" is told to ${name}, but never started`,
      );
  });
});

describe('orders of one event', () => {
  it('are carried out in turn, each on what the one before left, and leave other clocks alone', () => {
    const other = order('start', '2025-09-29', { clock: 'fee' });
    const rows = after(start, other);
    const { rows: now, operations } = carryOut(
      calendar,
      rows,
      [order('expire', '2025-10-11', { lapsesInto: null }), order('start', '2025-10-11')],
      3,
    );
    expect(newestOf(now, 'fee')).toBe(rows[1]);
    expect(newestOf(now, 'loan')).toMatchObject({ generation: 2, status: 'running', anchor: '2025-10-11' });
    expect(now).toHaveLength(3);
    expect(operations).toEqual([
      {
        seq: 3,
        clock: 'loan',
        generation: 1,
        operation: 'expire',
        on_day: '2025-10-11',
        consumed: 5,
        due_on: null,
        length: null,
        anchor: null,
        becomes: null,
        ...under,
      },
      {
        seq: 3,
        clock: 'loan',
        generation: 2,
        operation: 'start',
        on_day: '2025-10-11',
        consumed: 0,
        due_on: '2025-10-17',
        length: null,
        anchor: null,
        becomes: null,
        ...under,
      },
    ]);
  });

  it('do not change the rows they were given', () => {
    const rows = Object.freeze(after(start).map((row) => Object.freeze(row)));
    carryOut(calendar, rows, [order('interrupt', '2025-10-13')], 2);
    expect(rows).toEqual(after(start));
  });
});

describe('a row', () => {
  it('is the clock of the calendar library and back, whatever was done to it', () => {
    const row = only(after(start));
    expect(clockOf(row)).toEqual({
      anchor: '2025-09-26',
      budget: { unit: 'workingDays', length: 5 },
      consumed: 0,
      runningSince: '2025-09-26',
      due: '2025-10-10',
      dueAt: '2025-10-10T16:00:00Z',
      status: 'running',
      generation: 1,
      heldOn: null,
      calendarVersion: calendar.version,
      provisional: false,
    });
    expect(newestOf([], 'loan')).toBeUndefined();
    expect(newestOf([{ ...row, generation: 2 }, row], 'loan')?.generation).toBe(2);
    expect(newestOf([row], 'fee')).toBeUndefined();
  });
});
