import { describe, expect, it } from '@jest/globals';
import { openCalendar, stateCouncilNotices } from '#calendar';
import type { ClockOrder } from '#process';
import { calendarsOf, noticesShipped, OfficeCalendars } from './calendars.js';
import { carryOut, type ClockRow } from './clock-rows.js';
import { movedBy, movedFacts } from './projection.js';

const order = (name: ClockOrder['order'], on: string, more: Partial<ClockOrder> = {}): ClockOrder => ({
  ...{ clock: 'answer', order: name, on, lapsesInto: null, under: { instrument: 'rules', article: '1' } },
  ...{ today: null, anchor: null, extension: null },
  rule: {
    ...{ limit: { unit: 'workingDays', length: 5 }, from: 'today', effect: 'statutory' },
    ...{ under: { instrument: 'rules', article: '1' }, words: { 'zh-CN': '答复', en: 'answer' } },
  },
  ...more,
});

/** What a clock with these orders becomes at an instant, in an office with these calendars. */
function movedAt(calendars: OfficeCalendars, orders: [at: string, order: ClockOrder][], instant: string) {
  let rows: ClockRow[] = [];
  const operations = [];
  for (const [index, [at, one]] of orders.entries()) {
    const done = carryOut(calendars.at(at).calendar, rows, [one], index + 1);
    rows = done.rows;
    operations.push(...done.operations);
  }
  return { rows, moved: movedBy(calendars, calendars.at(instant), rows, operations) };
}
const shipped = calendarsOf([], []);

describe('the two notices of 2020', () => {
  // The second came on 27 January: off until 2 February instead of 30 January, and Saturday 1 February not worked.
  const before = '2020-01-20T02:00:00Z';
  const after = '2020-01-27T02:00:00Z';

  it('move a clock that runs over the days between them', () => {
    const { rows, moved } = movedAt(shipped, [[before, order('start', '2020-01-20')]], after);
    expect(rows[0]!.due_on).toBe('2020-02-01');
    expect(movedFacts(moved).moved).toEqual([
      {
        ...{ clock: 'answer', generation: 1 },
        before: { dueOn: '2020-02-01', dueAt: '2020-02-01T16:00:00.000Z', consumed: 0 },
        after: { dueOn: '2020-02-04', dueAt: '2020-02-04T16:00:00.000Z', consumed: 0 },
        because: [{ notice: '2020-2' }],
      },
    ]);
  });

  it.each([
    ['extended', [order('extend', '2020-01-21', { extension: { length: 5, most: 10 } })]],
    [
      'held, resumed and then counted from another day',
      [
        order('suspend', '2020-01-21'),
        order('resume', '2020-01-22'),
        order('supersede', '2020-01-22', { anchor: '2020-01-17' }),
      ],
    ],
    [
      'counted from another day, begun anew and held',
      [
        order('supersede', '2020-01-21', { anchor: '2020-01-19' }),
        order('interrupt', '2020-01-21'),
        order('suspend', '2020-01-22'),
        order('resume', '2020-01-23'),
      ],
    ],
  ])('move a clock that was %s to where the second alone would have it', (_, more) => {
    const orders = [order('start', '2020-01-20'), ...more];
    const { moved } = movedAt(
      shipped,
      orders.map((one) => [before, one]),
      after,
    );
    const bySecondAlone = movedAt(
      shipped,
      orders.map((one) => [after, one]),
      after,
    ).rows.find(({ status }) => status === 'running');
    expect(moved).toHaveLength(1);
    const { generation, consumed, due_on, running_since } = moved[0]!.after;
    expect(moved[0]!.before.due_on).not.toBe(due_on);
    expect({ generation, consumed, due_on, running_since }).toEqual({
      ...{ generation: bySecondAlone!.generation, consumed: bySecondAlone!.consumed },
      ...{ due_on: bySecondAlone!.due_on, running_since: bySecondAlone!.running_since },
    });
  });

  it('move nothing that ended before those days, nor what is drawn by the second', () => {
    expect(movedAt(shipped, [[before, order('start', '2020-01-15')]], after).moved).toEqual([]);
    expect(movedAt(shipped, [[after, order('start', '2020-01-20')]], after).moved).toEqual([]);
  });

  it('count again what a clock had used up that was held meanwhile, and draw the rest from there', () => {
    const late = '2020-02-05T02:00:00Z';
    const held: [string, ClockOrder][] = [
      ['2020-01-20T02:00:00Z', order('start', '2020-01-20')],
      // Held by an office that had not heard of the second notice yet: 31 January counted as worked.
      ['2020-01-26T02:00:00Z', order('suspend', '2020-01-31')],
    ];
    const { rows, moved } = movedAt(shipped, held, late);
    expect(rows[0]).toMatchObject({ status: 'suspended', consumed: 4 });
    expect(moved[0]!.after).toMatchObject({ status: 'suspended', consumed: 3, due_on: null });
    const resumed = [...held, ['2020-01-26T03:00:00Z', order('resume', '2020-02-05')]] as typeof held;
    const running = movedAt(shipped, resumed, late);
    expect(running.rows[0]!.due_on).toBe('2020-02-06');
    expect(running.moved[0]!.after).toMatchObject({
      consumed: 3,
      due_on: '2020-02-07',
      running_since: '2020-02-05',
    });
  });
});

describe('a calendar that changes', () => {
  const base = stateCouncilNotices.find(({ notice }) => notice === '2025-1')!;
  const amending = (name: string, amends: string, ...off: string[]) =>
    JSON.stringify({
      what: 'notice',
      notice: { ...base, notice: name, amends, daysOff: [...base.daysOff, ...off] },
    });
  const change = (from: string, content: string, seq = 3) => ({ from, content, case: 'a-change', seq });
  const started: [string, ClockOrder][] = [['2025-10-09T02:00:00Z', order('start', '2025-10-09')]];

  it('leaves what had run out before as it ran out, however late it is looked at', () => {
    const late = new OfficeCalendars(
      [2026],
      [change('2025-10-16T02:00:00Z', amending('2025-2', '2025-1', '2025-10-10'))],
    );
    const { rows, moved } = movedAt(late, started, '2025-10-20T02:00:00Z');
    expect([rows[0]!.due_on, moved]).toEqual(['2025-10-15', []]);
  });

  it('goes through each change in turn: what one has moved in time has not run out before the next', () => {
    const twice = new OfficeCalendars(
      [2026],
      [
        change('2025-10-14T02:00:00Z', amending('2025-2', '2025-1', '2025-10-15')),
        change('2025-10-16T02:00:00Z', amending('2025-3', '2025-2', '2025-10-15', '2025-10-16'), 5),
      ],
    );
    const { moved } = movedAt(twice, started, '2025-10-16T03:00:00Z');
    expect(moved[0]!.after.due_on).toBe('2025-10-17');
    expect(moved[0]!.because.map((one) => 'seq' in one && one.seq)).toEqual([3, 5]);
  });

  it('leaves a clock that was drawn by a calendar this release knows nothing of', () => {
    const amended = [change('2025-10-10T02:00:00Z', amending('2025-2', '2025-1', '2025-10-15'))];
    const other = openCalendar({ knownOn: '2025-10-09', provisionalYears: [2026, 2031] });
    const { rows } = carryOut(other, [], [started[0]![1]], 1);
    const calendars = new OfficeCalendars([2026], amended);
    expect(movedBy(calendars, calendars.at('2025-10-10T03:00:00Z'), rows, [])).toEqual([]);
    const known = carryOut(calendars.at('2025-10-09T02:00:00Z').calendar, [], [started[0]![1]], 1).rows;
    expect(movedBy(calendars, calendars.at('2025-10-10T03:00:00Z'), known, [])).toHaveLength(1);
  });

  it('knows a notice that a later release brought from when it was brought, and says which it is', () => {
    const row = { from: '2025-10-13T02:00:00Z', content: amending('2025-2', '2025-1', '2025-10-15') };
    const brought = new OfficeCalendars([2026], [{ ...row, case: null, seq: null }]);
    const { moved } = movedAt(brought, started, '2025-10-13T03:00:00Z');
    expect(moved[0]!.because).toEqual([{ notice: '2025-2' }]);
    const began = noticesShipped.filter((name) => name !== '2025-1');
    const without = new OfficeCalendars([2025], [], began);
    expect(without.at('2025-10-13T02:00:00Z').calendar.years).not.toContain(2026);
    expect(without.at('2025-10-13T02:00:00Z').calendar.isProvisional('2025-10-13')).toBe(true);
  });

  it('says nothing where two changes cancel each other', () => {
    const undone = new OfficeCalendars(
      [2026],
      [
        change('2025-10-10T02:00:00Z', amending('2025-2', '2025-1', '2025-10-15')),
        change('2025-10-11T02:00:00Z', amending('2025-3', '2025-2'), 5),
      ],
    );
    expect(movedAt(undone, started, '2025-10-11T03:00:00Z').moved).toEqual([]);
  });

  it('leaves a date that the new calendar would put in a year nobody knows', () => {
    const unknown = new OfficeCalendars(
      [],
      [change('2025-10-14T02:00:00Z', JSON.stringify({ what: 'rollOver', over: 'legalHolidaysOnly' }))],
    );
    expect(unknown.at('2025-10-14T03:00:00Z').calendar.years.at(-1)).toBe(2025);
    expect(movedAt(unknown, started, '2025-10-14T03:00:00Z').moved).toEqual([]);
  });

  it('moves the instant where only business hours change', () => {
    const hour = new OfficeCalendars(
      [2026],
      [change('2025-10-10T02:00:00Z', '{"hour":17,"what":"cutOffHour"}')],
    );
    const { moved } = movedAt(hour, started, '2025-10-10T03:00:00Z');
    expect(moved[0]!.after).toMatchObject({ due_on: '2025-10-15', due_at: '2025-10-15T09:00:00Z' });
  });
});
