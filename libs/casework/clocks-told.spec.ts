import { describe, expect, it } from '@jest/globals';
import { openCalendar, stateCouncilNotices } from '#calendar';
import type { EventBody } from '#ledger';
import type { ClockOrder } from '#process';
import { endOfPeriods } from '#regulations';
import { calendarsOf } from './calendars.js';
import { carryOut, type ClockRow } from './clock-rows.js';
import { clocksFinding, type ClocksStored, type Ordered, type Reckoning } from './clocks-told.js';
import { order as loanOrder } from './loan-orders.fixture.js';
import { carryMoves, movedBy, movedFacts } from './projection.js';

const id = 'a-case';
// An invented amendment: 10 October off as well. It comes into force on the 9th at ten.
const base = stateCouncilNotices.find(({ notice }) => notice === '2025-1')!;
const amendment = {
  what: 'notice',
  notice: {
    ...{ notice: '2025-2', year: 2025, amends: '2025-1', makeUpWorkingDays: base.makeUpWorkingDays },
    daysOff: [...base.daysOff, '2025-10-10'],
  },
};
const change = {
  ...{ from: '2025-10-09T02:00:00.000Z', content: JSON.stringify(amendment) },
  ...{ case: 'a-change', seq: 3 },
};
const calendars = calendarsOf([2026], [change]);
const office = { zone: 'Asia/Shanghai', calendars, held: [] as Reckoning['held'] };
const now = calendars.at('2025-09-26T02:00:00Z').calendar;
const amended = calendars.at('2025-10-09T02:00:00Z').calendar;
// As an office would have counted that had not heard of the notice for 2025: nobody did.
const never = openCalendar({ knownOn: '2024-10-01', provisionalYears: [2025] });
const order = (name: ClockOrder['order'], on: string, change: Partial<ClockOrder> = {}): ClockOrder =>
  loanOrder(name, on, { ...(name === 'stop' || name === 'suspend' ? { lapsesInto: null } : {}), ...change });

/** An event that says nothing but when it happened. */
const eventAt = (at: string): EventBody =>
  ({
    ...{ case: id, seq: 1, kind: 'stepTaken', at, recordedAt: at, cause: { kind: 'command', of: null } },
    clocks: [],
  }) as unknown as EventBody;

/** What a case with these orders, an event each, leaves in the tables and in its events by a calendar. */
function left(calendar: typeof now, orders: ClockOrder[]): { ordered: Ordered[]; stored: ClocksStored } {
  let rows: ClockRow[] = [];
  const stored: ClocksStored = { clocks: [], operations: [] };
  const ordered = orders.map((one, index) => {
    const done = carryOut(calendar, rows, [one], index + 1);
    rows = done.rows;
    const [operation] = done.operations;
    const row = rows.find(({ generation }) => generation === operation!.generation)!;
    const { calendar_version, provisional, generation } = row;
    const clock = { clock: 'loan', generation, order: one.order, on: one.on, due: operation!.due_on };
    const { length, anchor } = operation!;
    const more = { ...(length === null ? {} : { length }), ...(anchor === null ? {} : { anchor }) };
    const clocks = [{ ...clock, ...more, calendar: calendar_version, provisional }];
    const event = { ...eventAt(`${one.on}T02:00:00.000Z`), seq: index + 1, clocks } as EventBody;
    stored.operations.push(operation!);
    return { event, clocks: [one] };
  });
  stored.clocks = rows.map(({ due_at: _, ...row }) => ({ ...row, exact: true }));
  return { ordered, stored };
}

const histories: [string, ClockOrder[]][] = [
  ['started', [order('start', '2025-09-26')]],
  ['held', [order('start', '2025-09-26'), order('suspend', '2025-10-09')]],
  ['resumed', [order('start', '2025-09-26'), order('suspend', '2025-09-29'), order('resume', '2025-10-09')]],
  ['stopped', [order('start', '2025-09-26'), order('stop', '2025-10-09')]],
  ['begun anew', [order('start', '2025-09-26'), order('interrupt', '2025-10-09')]],
  [
    'held and begun anew',
    [order('start', '2025-09-26'), order('suspend', '2025-09-29'), order('interrupt', '2025-10-09')],
  ],
  [
    'extended',
    [order('start', '2025-09-26'), order('extend', '2025-09-29', { extension: { length: 3, most: 5 } })],
  ],
  [
    'counted from another anchor',
    [order('start', '2025-09-26'), order('supersede', '2025-09-29', { anchor: '2025-09-25' })],
  ],
  [
    'held and counted from another anchor',
    [
      order('start', '2025-09-26'),
      order('suspend', '2025-09-29'),
      order('supersede', '2025-09-30', { anchor: '2025-09-25' }),
      order('resume', '2025-10-09'),
    ],
  ],
];

describe.each(histories)('a clock that was %s', (_, orders) => {
  const found = (calendar: typeof now, change: Partial<ClocksStored['clocks'][number]> = {}) => {
    const { ordered, stored } = left(calendar, orders);
    const clocks = stored.clocks.map((row) => ({ ...row, ...change }));
    return clocksFinding(id, ordered, { ...stored, clocks }, office)?.sentence;
  };

  it('is as its events made it, by the calendar in force and by no other', () => {
    expect(found(now)).toBeUndefined();
    expect(found(never)).toContain('was not the calendar in force');
  });

  it.each([{ budget: 6 }, { anchor: '2025-09-25' }, { consumed: 77 }, { article: '9' }, { changed_seq: 9 }])(
    'is found with %j',
    (change) => expect(found(now, change)).toBe('clock "loan" is another than its events made it'),
  );

  it('is found where its operations too say that another part was used up', () => {
    const { ordered, stored } = left(now, orders);
    const operations = stored.operations.map((one) => ({ ...one, consumed: one.consumed + 1 }));
    const clocks = stored.clocks.map((row) => ({ ...row, consumed: row.consumed + 1 }));
    expect(clocksFinding(id, ordered, { clocks, operations }, office)?.sentence).toBe(
      'clock "loan" was not told to start as the law gives it',
    );
  });

  it('is found where an operation says another length, another anchor or another deed', () => {
    const { ordered, stored } = left(now, orders);
    for (const change of [{ length: 7 }, { anchor: '2025-09-24' }, { operation: 'project' as never }]) {
      const operations = stored.operations.map((one, index) =>
        index === orders.length - 1 ? { ...one, ...change } : one,
      );
      expect(clocksFinding(id, ordered, { ...stored, operations }, office)?.seq).toBe(orders.length);
    }
  });

  it('is found where its event says another length or another anchor', () => {
    for (const change of [{ length: 7 }, { anchor: '2025-09-24' }]) {
      const { ordered, stored } = left(now, orders);
      const { event } = ordered.at(-1)!;
      event.clocks[0] = { ...event.clocks[0]!, ...change };
      expect(clocksFinding(id, ordered, stored, office)?.seq).toBe(orders.length);
    }
  });

  it('is found where an operation is gone', () => {
    const { ordered, stored } = left(now, orders);
    const operations = stored.operations.slice(0, -1);
    expect(clocksFinding(id, ordered, { ...stored, operations }, office)?.seq).toBe(orders.length);
  });
});

describe('calendars that come one upon the other', () => {
  it('are each one by which a batch under way may have counted', () => {
    const hour = (milliseconds: number, at: number) => ({
      ...{ from: new Date(Date.parse(change.from) + milliseconds).toISOString(), case: 'a-change', seq: at },
      content: JSON.stringify({ what: 'cutOffHour', hour: at }),
    });
    const three = calendarsOf([2026], [change, hour(5, 17), hour(9, 18)]);
    expect(three.around(hour(12, 0).from)).toHaveLength(4);
    expect(three.around(hour(600_012, 0).from)).toHaveLength(1);
  });
});

describe('a clock whose office changed its calendar', () => {
  const started = order('start', '2025-09-28');
  /** Due on Saturday 11 October, which is worked; on the 13th by the amendment, as an event says a minute after it. */
  function projected(change: (event: EventBody) => EventBody = (event) => event) {
    const { ordered, stored } = left(now, [started]);
    const rows = carryOut(now, [], [started], 1).rows;
    const moved = movedBy(calendars, calendars.at('2025-10-09T02:01:00Z'), rows, []);
    const done = carryMoves(rows, moved, { seq: 2, today: '2025-10-09', under: endOfPeriods });
    const [operation] = done.operations;
    const [row] = done.rows;
    const event = {
      ...eventAt('2025-10-09T02:01:00.000Z'),
      ...{ seq: 2, kind: 'clockProjected' },
      given: { today: '2025-10-09', evidence: {}, world: movedFacts(moved) },
      clocks: [
        {
          ...{ clock: 'loan', generation: 1, order: 'project', on: '2025-10-09', due: operation!.due_on },
          ...{ calendar: row!.calendar_version, provisional: row!.provisional },
        },
      ],
    } as unknown as EventBody;
    const history = [...ordered, { event: change(event), clocks: [] }];
    const { due_at: _, considered: __, ...columns } = row!;
    const kept = {
      clocks: [{ ...columns, exact: true }],
      operations: [...stored.operations, ...done.operations],
    };
    return { history, kept, moved };
  }

  it('is moved by it, and says from when to when and by which case', () => {
    const { history, kept, moved } = projected();
    expect(movedFacts(moved)).toMatchObject({
      moved: [
        {
          before: { dueOn: '2025-10-11', consumed: 0 },
          after: { dueOn: '2025-10-13', dueAt: '2025-10-13T16:00:00.000Z' },
          because: [{ what: 'notice', case: 'a-change', seq: 3 }],
        },
      ],
    });
    expect(clocksFinding(id, history, kept, office)).toBeNull();
  });

  it('is found where it was moved to another day, by event, operation and row alike', () => {
    const { history, kept } = projected((event) => ({
      ...event,
      clocks: event.clocks.map((clock) => ({ ...clock, due: '2025-10-20' })),
    }));
    const forged = {
      clocks: kept.clocks.map((row) => ({ ...row, due_on: '2025-10-20' })),
      operations: kept.operations.map((one) =>
        one.operation === 'project' ? { ...one, due_on: '2025-10-20' } : one,
      ),
    };
    expect(clocksFinding(id, history, forged, office)?.sentence).toContain('was not told to project');
    expect(clocksFinding(id, projected().history, forged, office)?.seq).toBe(2);
  });

  it('is found where the event tells another reason, moves it before the change came, or twice', () => {
    const reason = projected((event) => ({
      ...event,
      given: { today: '2025-10-09', evidence: {}, world: {} },
    }));
    const early = projected((event) => ({ ...event, at: '2025-10-09T01:59:00.000Z' }));
    const { history, kept } = projected();
    const twice = [...history, { event: { ...history[1]!.event, seq: 3 }, clocks: [] }];
    for (const [told, stored] of [
      [reason.history, reason.kept],
      [early.history, early.kept],
      [twice, kept],
    ] as const)
      expect(clocksFinding(id, told, stored, office)?.sentence).toBe(
        'the calendar in force does not move the clocks as the event says',
      );
  });

  /** What is said where another event comes after the start, at an instant. */
  const followed = (at: string, change: Partial<EventBody> = {}, held = office.held) => {
    const { ordered, stored } = left(now, [started]);
    const next = { ...eventAt(at), seq: 2, ...change };
    return clocksFinding(id, [...ordered, { event: next, clocks: [] }], stored, { ...office, held })
      ?.sentence;
  };

  it('is found where it was left as it was, and another event came once it had to be moved', () => {
    const sentence = 'clock "loan" was not drawn again, though the calendar in force moves it';
    expect(followed('2025-10-09T02:11:00.000Z')).toBe(sentence);
    expect(followed('2025-10-09T02:11:00.000Z', { kind: 'assigned' })).toBe(sentence);
    // The step was judged before the change was seen.
    expect(followed('2025-10-09T02:09:00.000Z')).toBeUndefined();
  });

  it('is not expected to move while nobody knows what time it is', () => {
    const held = (from: string, to = Infinity) => [{ from: Date.parse(from), to }];
    const at = '2025-10-09T12:00:00.000Z';
    expect(followed(at, {}, held('2025-10-09T11:00:00Z'))).toBeUndefined();
    expect(followed(at, {}, held('2025-10-09T13:00:00Z'))).toContain('was not drawn again');
    const over = held('2025-10-09T03:00:00Z', Date.parse('2025-10-09T04:00:00Z'));
    expect(followed(at, {}, over)).toContain('was not drawn again');
  });

  it('is found where it had run out and took no step, before whatever came next', () => {
    const { ordered, stored } = left(now, [order('start', '2025-09-23')]);
    const next = (at: string, change: Partial<EventBody> = {}) =>
      clocksFinding(
        id,
        [...ordered, { event: { ...eventAt(at), seq: 2, ...change }, clocks: [] }],
        stored,
        office,
      )?.sentence;
    // Due on Monday 29 September.
    expect(next('2025-09-29T15:59:59.999Z')).toBeUndefined();
    expect(next('2025-09-29T16:00:00.000Z')).toBe('clock "loan" had run out before, and took no step');
    const another = { cause: { kind: 'clock', of: 'another/1' } } as const;
    expect(next('2025-09-30T02:00:00.000Z', another)).toContain('took no step');
    expect(next('2025-09-30T02:00:00.000Z', { cause: { kind: 'clock', of: 'loan/1' } })).toBeUndefined();
  });

  it('may have been counted by the one before for ten minutes, and no longer', () => {
    const at = (instant: string) => {
      const { ordered, stored } = left(now, [order('start', '2025-10-09')]);
      const event = { ...ordered[0]!.event, at: instant };
      return clocksFinding(id, [{ ...ordered[0]!, event }], stored, office)?.sentence;
    };
    expect(at('2025-10-09T02:09:00.000Z')).toBeUndefined();
    expect(at('2025-10-09T02:11:00.000Z')).toContain('was not the calendar in force');
  });

  it('is counted by the new one from then on', () => {
    const { ordered, stored } = left(amended, [order('start', '2025-10-09')]);
    const event = { ...ordered[0]!.event, at: '2025-10-09T02:11:00.000Z' };
    expect(clocksFinding(id, [{ ...ordered[0]!, event }], stored, office)).toBeNull();
  });
});
