import { describe, expect, it } from '@jest/globals';
import { ClockNotPossible, openCalendar } from '#calendar';
import type { ClockOrder } from '#process';
import { carryOut, newestOf, type ClockRow } from './clock-rows.js';
import { after, calendar, order } from './loan-orders.fixture.js';

const extend = (on: string, length: number): ClockOrder =>
  order('extend', on, { extension: { length, most: 10 } });
const supersede = (on: string, anchor: string): ClockOrder => order('supersede', on, { anchor });
/** What is thrown. */
const told = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

const only = (rows: readonly ClockRow[]): ClockRow => {
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

// 2025-09-26 is a Friday; Sunday the 28th is worked, 1 to 8 October are off.
const start = order('start', '2025-09-26');

describe('a clock that is told to', () => {
  it('extend has a longer budget and a later day, from the same anchor, and is told by how much', () => {
    const { rows, operations } = carryOut(calendar, after(start), [extend('2025-10-09', 3)], 2);
    expect(only(rows)).toMatchObject({
      ...{ generation: 1, anchor: '2025-09-26', budget: 8, due_on: '2025-10-14', status: 'running' },
      ...{ lapses_into: 'lose', changed_seq: 2 },
    });
    expect(operations).toMatchObject([
      { operation: 'extend', length: 3, anchor: null, on_day: '2025-10-09' },
    ]);
    expect(only(after(start, order('suspend', '2025-09-29'), extend('2025-10-09', 3)))).toMatchObject({
      ...{ status: 'suspended', budget: 8, consumed: 2, due_on: null },
    });
  });

  it('extend twice comes to no more than the bound, and one that begins anew has its whole bound again', () => {
    const twice = [start, extend('2025-09-29', 6), extend('2025-09-30', 4)];
    expect(only(after(...twice)).budget).toBe(15);
    const refused = told(() => after(...twice, extend('2025-09-30', 1)));
    expect(refused).toMatchObject({
      code: 'extension-past-bound',
      details: { members: { most: 10, left: 0 } },
    });
    expect(told(() => after(start, extend('2025-09-29', 6), extend('2025-09-30', 5)))).toMatchObject({
      code: 'extension-past-bound',
      message:
        'The period "loan" may be extended by 10 working days in all, of which 4 working days can still be had.',
    });
    const anew = after(...twice, order('interrupt', '2025-10-13'));
    expect(newestOf(anew, 'loan')).toMatchObject({ generation: 2, budget: 5, due_on: '2025-10-20' });
    expect(
      newestOf(after(...twice, order('interrupt', '2025-10-13'), extend('2025-10-14', 10)), 'loan')?.budget,
    ).toBe(15);
  });

  it('extend on its last day is extended; a day later it has run out, and that is said', () => {
    expect(only(after(start, extend('2025-10-10', 1))).budget).toBe(6);
    expect(told(() => after(start, extend('2025-10-11', 1)))).toMatchObject({
      code: 'period-ran-out',
      details: { members: { clock: 'loan', dueOn: '2025-10-10' } },
    });
  });

  it('extend on its last day after business hours comes too late, and no period is held or met in time then', () => {
    const hours = openCalendar({ knownOn: '2025-09-01', cutOffHour: 17 });
    const { rows } = carryOut(hours, [], [start], 1, { at: '2025-09-26T02:00:00.000Z' });
    const at = (one: ClockOrder, instant: string) => () =>
      carryOut(hours, rows, [one], 2, { at: instant }).rows;
    const [early, late] = ['2025-10-10T08:59:00.000Z', '2025-10-10T09:00:00.000Z'];
    expect(only(at(extend('2025-10-10', 1), early)()).budget).toBe(6);
    expect(told(at(extend('2025-10-10', 1), late))).toMatchObject({ code: 'period-ran-out' });
    for (const name of ['suspend', 'stop', 'interrupt'] as const) {
      expect(at(order(name, '2025-10-10'), early)()[0]!.consumed).toBe(5);
      expect(at(order(name, '2025-10-10'), late)()[0]!.consumed).toBe(6);
    }
  });

  it('stop because another ran out is stopped when that one did, however late anybody noticed', () => {
    const hours = openCalendar({ knownOn: '2025-09-01', cutOffHour: 17 });
    const longer = order('start', '2025-09-29', { clock: 'fee' });
    const { rows } = carryOut(hours, [], [start, longer], 1, { at: '2025-09-29T02:00:00.000Z' });
    const lapse = [order('expire', '2025-10-10'), order('stop', '2025-10-10', { clock: 'fee' })];
    expect(carryOut(hours, rows, lapse, 2, { at: '2025-10-11T12:00:00.000Z' }).rows).toMatchObject([
      { clock: 'loan', status: 'expired', consumed: 5 },
      { clock: 'fee', status: 'stopped', consumed: 3 },
    ]);
  });

  it('supersede counts from the right anchor as the next generation, and the old one stays as superseded', () => {
    const { rows, operations } = carryOut(calendar, after(start), [supersede('2025-10-09', '2025-09-24')], 2);
    expect(rows).toMatchObject([
      {
        ...{ generation: 1, anchor: '2025-09-26', status: 'superseded', due_on: null, due_at: null },
        ...{ running_since: null, lapses_into: null, changed_seq: 2 },
      },
      {
        ...{ generation: 2, anchor: '2025-09-24', status: 'running', due_on: '2025-09-30', budget: 5 },
        ...{ lapses_into: 'lose', changed_seq: 2 },
      },
    ]);
    expect(operations).toMatchObject([
      { operation: 'supersede', generation: 2, on_day: '2025-10-09', anchor: '2025-09-24', length: null },
    ]);
  });

  it('supersede keeps an extension, and the bound with it', () => {
    const rows = after(start, extend('2025-09-29', 6), supersede('2025-09-30', '2025-09-25'));
    expect(newestOf(rows, 'loan')).toMatchObject({ budget: 11, anchor: '2025-09-25' });
    expect(told(() => carryOut(calendar, rows, [extend('2025-09-30', 5)], 9))).toMatchObject({
      code: 'extension-past-bound',
    });
  });

  it('count from a day that has not come, or that is after it was held, is refused in words', () => {
    const today = { today: '2025-09-26' };
    const ahead = { code: 'anchor-ahead', details: { members: { anchor: '2025-09-29' } } };
    expect(told(() => after(order('start', '2025-09-29', today)))).toMatchObject(ahead);
    expect(told(() => after(start, order('interrupt', '2025-09-29', today)))).toMatchObject(ahead);
    // A lapse is dated on the day after its period, and may be taken long after that.
    expect(newestOf(after(order('start', '2025-09-29', { today: null })), 'loan')?.anchor).toBe('2025-09-29');
    expect(told(() => after(start, supersede('2025-09-28', '2025-09-29')))).toMatchObject(ahead);
    expect(
      told(() => after(start, order('suspend', '2025-09-29'), supersede('2025-10-13', '2025-09-30'))),
    ).toMatchObject({
      code: 'anchor-after-suspension',
      details: { members: { anchor: '2025-09-30', held: '2025-09-29' } },
    });
  });

  it('do what its status does not allow is a fault of ours, and no refusal', () => {
    expect(told(() => after(start, order('resume', '2025-09-29')))).toBeInstanceOf(ClockNotPossible);
    expect(told(() => after(start, order('suspend', '2025-09-25')))).toBeInstanceOf(ClockNotPossible);
  });
});
