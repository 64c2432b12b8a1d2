/** Whether clocks and what was done to them stand in their tables as the events have ordered it. */
import { CalendarYearUnknown, dayOf } from '#calendar';
import type { EventBody, Finding } from '#ledger';
import type { ClockOrder } from '#process';
import { calendarKnownOn } from './calendars.js';
import { carryOut, newestOf, type ClockOperation, type ClockRow } from './clock-rows.js';

/** The rows of one case. */
export interface ClocksStored {
  /** `exact`: whether `due_at` is the first instant after `due_on`. */
  clocks: (Omit<ClockRow, 'due_at'> & { exact: boolean })[];
  operations: ClockOperation[];
}

/** By which days an office counts. */
export interface Reckoning {
  zone: string;
  provisionalYears: readonly number[];
}

/** An event, and what the law ordered for the clocks with it. */
export interface Ordered {
  event: EventBody;
  clocks: readonly ClockOrder[];
}

/**
 * Carries out again what each event ordered and compares every column. The calendar may have been amended since: where the
 * event names another version than that of its day as it is known now, the date and what was used up are taken as the
 * event and its operation have them, and all that no calendar changes is still compared.
 */
export function clocksFinding(
  id: string,
  ordered: readonly Ordered[],
  stored: ClocksStored,
  office: Reckoning,
): Finding | null {
  let rows: ClockRow[] = [];
  /** Generations that another took the place of, by a calendar that is not that of then: what they had used up stands nowhere else. */
  const unsure = new Set<string>();
  const operations = new Map(stored.operations.map((one) => [`${keyOf(one)}/${one.seq}`, one]));
  for (const { event, clocks } of ordered) {
    const wrong = (sentence: string): Finding => ({ case: id, seq: event.seq, sentence });
    for (const [place, order] of clocks.entries()) {
      const before = newestOf(rows, order.clock);
      const done = carriedOut(rows, order, event, office);
      const operation = done.operations[0]!;
      const key = keyOf(operation);
      const kept = operations.get(`${key}/${event.seq}`);
      const recorded = event.clocks[place]!;
      const drawn = done.rows.find((row) => keyOf(row) === key)!;
      const endsIt = order.order === 'stop' || order.order === 'expire';
      const sure = (endsIt ? before!.calendar_version : recorded.calendar) === done.version;
      const expected: ClockOperation = sure
        ? operation
        : { ...operation, due_on: recorded.due, consumed: kept?.consumed ?? operation.consumed };
      if (kept === undefined || !same(kept, expected) || recorded.due !== expected.due_on)
        return wrong(`clock "${order.clock}" was not told to ${order.order} as the law gives it`);
      operations.delete(`${key}/${event.seq}`);
      const now: ClockRow = sure
        ? drawn
        : {
            ...drawn,
            consumed: expected.consumed,
            due_on: expected.due_on,
            ...(endsIt ? {} : { calendar_version: recorded.calendar, provisional: recorded.provisional }),
          };
      const follows = order.order === 'interrupt' || order.order === 'supersede';
      if (follows && !sure) unsure.add(keyOf(before!));
      rows = done.rows.map((row) => (row === drawn ? now : row));
    }
  }
  const end = (sentence: string): Finding => ({ case: id, seq: ordered.length, sentence });
  if (operations.size > 0) return end('something was done to a clock that no event orders');
  const there = new Map(stored.clocks.map((row) => [keyOf(row), row]));
  if (there.size !== rows.length) return end('a clock stands elsewhere than its events left it');
  for (const row of rows) {
    const { due_at: _, ...expected } = row;
    const found = there.get(keyOf(row));
    if (found?.status !== row.status || found.due_on !== row.due_on || !found.exact)
      return end('a clock stands elsewhere than its events left it');
    const { exact: __, ...columns } = found;
    const consumed = unsure.has(keyOf(row)) ? columns.consumed : expected.consumed;
    if (!same(columns, { ...expected, consumed }))
      return end(`clock "${row.clock}" is another than its events made it`);
  }
  return null;
}

/** With the version of the calendar it was done by; of a year that nobody knows any more only the weekends are taken. */
function carriedOut(
  rows: readonly ClockRow[],
  order: ClockOrder,
  event: EventBody,
  { zone, provisionalYears }: Reckoning,
): ReturnType<typeof carryOut> & { version: string } {
  for (let years = [...provisionalYears]; ;) {
    const calendar = calendarKnownOn(dayOf(event.at, zone), years);
    try {
      return { ...carryOut(calendar, rows, [order], event.seq), version: calendar.version };
    } catch (error) {
      if (!(error instanceof CalendarYearUnknown) || years.includes(error.year)) throw error;
      years = [...years, error.year].sort((one, other) => one - other);
    }
  }
}

const keyOf = ({ clock, generation }: { clock: string; generation: number }): string =>
  `${clock}/${generation}`;

/** Whether two rows say the same, in whatever order of columns. */
function same(one: object, other: object): boolean {
  const sorted = (row: object): string =>
    JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
