/** What another calendar does to clocks. Over 300 lines: a table of operations, each in its place, by one set of calendars. */
import { describe, expect, it } from '@jest/globals';
import { openCalendar, stateCouncilNotices } from '#calendar';
import type { ClockOrder } from '#process';
import { calendarsOf, noticesShipped, OfficeCalendars } from './calendars.js';
import { carryOut, type ClockRow } from './clock-rows.js';
import { isStale, movedBy, movedFacts } from './projection.js';

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
    const done = carryOut(calendars.at(at).calendar, rows, [one], index + 1, { at });
    rows = done.rows;
    operations.push(...done.operations);
  }
  return { rows, moved: movedBy(calendars, calendars.at(instant), rows, operations) };
}

/** Where a clock stands in the end that was looked at at each of these instants, as a worker does: moved, or seen to stay. */
function endLookedAt(
  calendars: OfficeCalendars,
  orders: [at: string, order: ClockOrder][],
  instants: string[],
) {
  let { rows } = movedAt(calendars, orders, orders.at(-1)![0]);
  for (const instant of instants) {
    const [row] = rows;
    const last = calendars.at(instant);
    const [moved] = isStale(row!, last.calendar) ? movedBy(calendars, last, rows, []) : [];
    rows = [moved?.after ?? { ...row!, considered: last.calendar.version }];
  }
  return new Date(rows[0]!.due_at!).toISOString();
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

  describe('and would end a period before it came', () => {
    const set = (from: string, content: object, seq: number) => change(from, JSON.stringify(content), seq);
    const hour = (from: string, hour: number, seq: number) => set(from, { what: 'cutOffHour', hour }, seq);
    const [ten, one, two] = ['2025-10-15T02:00:00Z', '2025-10-15T05:00:00Z', '2025-10-15T06:00:00Z'];
    const [midnight, noon] = ['2025-10-15T16:00:00.000Z', '2025-10-15T04:00:00.000Z'];

    it('leaves the end it had: an hour that has passed already ends no period, one that is to come does', () => {
      const tooLate = new OfficeCalendars([2026], [hour(one, 12, 3)]);
      expect(movedAt(tooLate, started, two).moved).toEqual([]);
      const inTime = new OfficeCalendars([2026], [hour(ten, 12, 3)]);
      expect(endLookedAt(inTime, started, [two])).toBe(noon);
    });

    it('leaves the end it had also where that had rolled over days that now are days to end on', () => {
      // Eleven days from Wednesday 1 October end on Sunday the 12th, and roll to Monday.
      const limit = { unit: 'calendarDays', length: 11 } as const;
      const base = order('start', '2025-10-01');
      const eleven: [string, ClockOrder][] = [
        ['2025-10-01T02:00:00Z', { ...base, rule: { ...base.rule, limit } }],
      ];
      const rolling = (from: string) =>
        new OfficeCalendars([2026], [set(from, { what: 'rollOver', over: 'legalHolidaysOnly' }, 3)]);
      const monday = '2025-10-13T02:00:00Z';
      expect(endLookedAt(rolling(monday), eleven, [monday])).toBe('2025-10-13T16:00:00.000Z');
      expect(endLookedAt(rolling('2025-10-12T02:00:00Z'), eleven, [monday])).toBe('2025-10-12T16:00:00.000Z');
    });

    it.each([
      ['came too late to end it, and was taken back', one, two, midnight],
      ['ended it before it was taken back', ten, two, noon],
      ['was taken back before it ended it', ten, '2025-10-15T03:00:00Z', midnight],
    ])(
      'stands in the same place, whether or not a worker looked between, where noon %s',
      (_, to, back, end) => {
        const there = new OfficeCalendars([2026], [hour(to, 12, 3), hour(back, 24, 5)]);
        const later = '2025-10-15T07:00:00Z';
        expect(endLookedAt(there, started, [later])).toBe(end);
        expect(endLookedAt(there, started, [to, later])).toBe(end);
        expect(endLookedAt(there, started, [to, back, later])).toBe(end);
      },
    );

    it('says so of what was longer for a while, too', () => {
      const there = new OfficeCalendars(
        [2026],
        [...[hour('2025-10-10T02:00:00Z', 12, 3), hour(ten, 24, 5)], hour(one, 12, 7)],
      );
      for (const looked of [[two], [ten, two], [ten, one, two]])
        expect(endLookedAt(there, started, looked)).toBe(midnight);
    });
  });

  it('moves no clock that was held, extended or counted from another day in a period that rolls, if none of its days change', () => {
    const next = new OfficeCalendars(
      [2026],
      [change('2025-10-20T02:00:00Z', '{"what":"provisionalYear","year":2027}')],
    );
    const base = order('start', '2025-07-01');
    const inMonths = (one: ClockOrder): ClockOrder => ({
      ...one,
      rule: { ...base.rule, limit: { unit: 'months', length: 3 } },
    });
    // Three months from 1 July end on 1 October, rolled to the 9th; held meanwhile, all 92 days are used up and none more.
    const held = [base, order('suspend', '2025-10-05')];
    const extended = order('extend', '2025-10-06', { extension: { length: 1, most: 2 } });
    for (const orders of [
      [...held, extended],
      [...held, extended, order('resume', '2025-10-10')],
      [base, extended, order('suspend', '2025-10-07')],
      [...held, extended, order('supersede', '2025-10-09', { anchor: '2025-06-29' })],
      [
        ...[...held, extended, order('supersede', '2025-10-09', { anchor: '2025-06-29' })],
        ...[
          order('resume', '2025-10-10'),
          order('extend', '2025-10-11', { extension: { length: 1, most: 2 } }),
        ],
      ],
    ]) {
      const instants = orders.map((one): [string, ClockOrder] => [`${one.on}T02:00:00Z`, inMonths(one)]);
      expect(movedAt(next, instants, '2025-10-20T03:00:00Z').moved).toEqual([]);
    }
  });

  it('leaves a clock the day that it had again because it went on after business hours', () => {
    const hours = new OfficeCalendars(
      [2026],
      [
        change('2025-10-09T01:00:00Z', '{"hour":12,"what":"cutOffHour"}'),
        change('2025-10-17T02:00:00Z', '{"what":"provisionalYear","year":2027}', 5),
      ],
    );
    const extended = order('extend', '2025-10-16', { extension: { length: 5, most: 10 } });
    const orders: [string, ClockOrder][] = [
      ...[...started, ['2025-10-15T02:00:00Z', order('suspend', '2025-10-15')] as [string, ClockOrder]],
      ['2025-10-15T06:00:00Z', order('resume', '2025-10-15')],
      ['2025-10-16T02:00:00Z', extended],
    ];
    const { rows, moved } = movedAt(hours, orders, '2025-10-17T03:00:00Z');
    expect([rows[0]!.consumed, rows[0]!.due_on, moved]).toEqual([4, '2025-10-23', []]);
  });

  it('lets nothing run out in hindsight that was held in time, and saves nothing that was held too late', () => {
    const noon = new OfficeCalendars(
      [2026],
      [change('2025-10-16T02:00:00Z', '{"hour":12,"what":"cutOffHour"}')],
    );
    const heldAt = (calendars: OfficeCalendars, at: string, later: string) => {
      const orders: [string, ClockOrder][] = [...started, [at, order('suspend', '2025-10-15')]];
      const { rows, moved } = movedAt(calendars, orders, later);
      return [rows[0]!.consumed, (moved[0]?.after ?? rows[0]!).consumed];
    };
    expect(heldAt(noon, '2025-10-15T06:00:00Z', '2025-10-16T03:00:00Z')).toEqual([5, 5]);
    const midnight = new OfficeCalendars(
      [2026],
      [
        change('2025-10-09T01:00:00Z', '{"hour":12,"what":"cutOffHour"}'),
        change('2025-10-16T02:00:00Z', '{"hour":24,"what":"cutOffHour"}', 5),
      ],
    );
    expect(heldAt(midnight, '2025-10-15T06:00:00Z', '2025-10-16T03:00:00Z')).toEqual([6, 6]);
  });
});
