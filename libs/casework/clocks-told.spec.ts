import { describe, expect, it } from '@jest/globals';
import { openCalendar } from '#calendar';
import type { EventBody } from '#ledger';
import type { ClockOrder } from '#process';
import { carryOut, type ClockRow } from './clock-rows.js';
import { clocksFinding, type ClocksStored, type Ordered } from './clocks-told.js';

const id = 'a-case';
const office = { zone: 'Asia/Shanghai', provisionalYears: [] };
const now = openCalendar({ knownOn: '2025-09-26' });
// As an office would have counted that had not heard of the notice for 2025: the holidays of October were worked.
const then = openCalendar({ knownOn: '2024-10-01', provisionalYears: [2025] });
const under = { instrument: 'rules', article: '3' };

const order = (name: ClockOrder['order'], on: string, change: Partial<ClockOrder> = {}): ClockOrder => ({
  clock: 'loan',
  order: name,
  on,
  today: on,
  anchor: null,
  extension: null,
  rule: {
    limit: { unit: 'workingDays', length: 5 },
    from: 'today',
    under: { instrument: 'rules', article: '1' },
    effect: 'statutory',
    words: { 'zh-CN': '借期', en: 'loan' },
  },
  lapsesInto: name === 'stop' || name === 'suspend' ? null : 'lose',
  under,
  ...change,
});

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
    const clocks = [{ ...clock, calendar: calendar_version, provisional }];
    const event = { case: id, seq: index + 1, at: `${one.on}T02:00:00.000Z`, clocks } as unknown as EventBody;
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
      order('supersede', '2025-10-09', { anchor: '2025-09-25' }),
      order('resume', '2025-10-10'),
    ],
  ],
];

describe.each(histories)('a clock that was %s', (_, orders) => {
  const found = (calendar: typeof now, change: Partial<ClocksStored['clocks'][number]> = {}) => {
    const { ordered, stored } = left(calendar, orders);
    const clocks = stored.clocks.map((row) => ({ ...row, ...change }));
    return clocksFinding(id, ordered, { ...stored, clocks }, office)?.sentence;
  };

  it('is as its events made it, by the calendar of now and by one that was amended since', () => {
    expect(now.version).not.toBe(then.version);
    expect(found(now)).toBeUndefined();
    expect(found(then)).toBeUndefined();
  });

  it.each([{ budget: 6 }, { anchor: '2025-09-25' }, { consumed: 77 }, { article: '9' }, { changed_seq: 9 }])(
    'is found with %j, whichever calendar it was counted by',
    (change) => {
      for (const calendar of [now, then])
        expect(found(calendar, change)).toBe('clock "loan" is another than its events made it');
    },
  );

  it('is found where its operations too say that another part was used up, if the calendar is still the same', () => {
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

  it('is found where an operation is gone', () => {
    const { ordered, stored } = left(now, orders);
    const operations = stored.operations.slice(0, -1);
    expect(clocksFinding(id, ordered, { ...stored, operations }, office)?.seq).toBe(orders.length);
  });
});

describe('a clock that ran into a year which nobody counts in any more', () => {
  it('is as its events made it', () => {
    const provisional = openCalendar({ knownOn: '2025-09-26', provisionalYears: [2026] });
    const { ordered, stored } = left(provisional, [
      order('start', '2025-09-30'),
      order('stop', '2025-10-09'),
    ]);
    const later = left(provisional, [order('start', '2025-10-30'), order('suspend', '2026-01-09')]);
    expect(clocksFinding(id, ordered, stored, office)).toBeNull();
    const early = later.ordered.map((one) => ({
      ...one,
      event: { ...one.event, at: '2025-10-30T02:00:00.000Z' },
    }));
    expect(clocksFinding(id, early, later.stored, office)).toBeNull();
  });
});
