/** Whether clocks and what was done to them stand in their tables as the events have ordered it. */
import { CalendarYearUnknown } from '#calendar';
import { canonicalText, type EventBody, type Finding } from '#ledger';
import type { ClockOrder, Facts } from '#process';
import { endOfPeriods } from '#regulations';
import { underWay, type InForce, type OfficeCalendars } from './calendars.js';
import { afterRenamings, renamings, underPresentNames, type ClockNames } from './clock-renames.js';
import { carryOut, type ClockOperation, type ClockRow } from './clock-rows.js';
import { carryMoves, movedBy, movedFacts } from './projection.js';

/** The rows of one case. */
export interface ClocksStored {
  /** `exact`: whether `due_at` is the first instant after `due_on`, or after its cut-off hour. */
  clocks: (Omit<ClockRow, 'due_at'> & { exact: boolean })[];
  operations: ClockOperation[];
}

/** By which days an office counts. */
export interface Reckoning {
  zone: string;
  calendars: OfficeCalendars;
  /** When nobody knew what time it was, in milliseconds of real time: nothing lapsed then and no date was drawn again. */
  held: readonly { from: number; to: number }[];
  /** By the instant from which a change counts: when it was entered, real time. The office's clock may have been set back since. */
  entered?: ReadonlyMap<number, number>;
}

/** An event, and what the law ordered for the clocks with it. */
export interface Ordered {
  event: EventBody;
  clocks: readonly ClockOrder[];
  /** Where it moved the case to another edition: old names to new, of the clocks that stood. */
  names?: ClockNames;
}

/**
 * Carries out again what each event ordered, by the calendar that was in force at its instant, and compares every column.
 * Where another calendar had just come into force, the one before may have been meant; never any other. A projection must
 * have moved what the new calendar moves, and nothing else; and no other event may come while one is due, or before a
 * clock that has run out took its step.
 */
export function clocksFinding(
  id: string,
  ordered: readonly Ordered[],
  stored: ClocksStored,
  office: Reckoning,
): Finding | null {
  let rows: ClockRow[] = [];
  let done: ClockOperation[] = [];
  const operations = new Map(stored.operations.map((one) => [`${keyOf(one)}/${one.seq}`, one]));
  for (const one of ordered) {
    const before = leftOut(one.event, rows, done, office);
    if (before !== null) return { case: id, seq: one.event.seq, sentence: before };
    const isSilent = one.clocks.length === 0 && one.event.clocks.length === 0;
    if (isSilent && Object.entries(one.names ?? {}).every(([old, now]) => old === now)) continue;
    const attempts = calendarsFor(one.event, office).map((inForce) =>
      carriedOut(office.calendars, inForce, { rows, done }, one, operations),
    );
    const attempt = attempts.find(({ wrong }) => wrong === null) ?? attempts[0]!;
    if (attempt.wrong !== null) return { case: id, seq: one.event.seq, sentence: attempt.wrong };
    rows = attempt.rows;
    done = underPresentNames([...done, ...attempt.operations]);
    for (const operation of attempt.operations) operations.delete(`${keyOf(operation)}/${operation.seq}`);
  }
  const end = (sentence: string): Finding => ({ case: id, seq: ordered.length, sentence });
  if (operations.size > 0) return end('something was done to a clock that no event orders');
  const there = new Map(stored.clocks.map((row) => [keyOf(row), row]));
  if (there.size !== rows.length) return end('a clock stands elsewhere than its events left it');
  for (const row of rows) {
    const { due_at: _, considered: __, ...expected } = row;
    const found = there.get(keyOf(row));
    if (found?.status !== row.status || found.due_on !== row.due_on || !found.exact)
      return end('a clock stands elsewhere than its events left it');
    const { exact: ___, ...columns } = found;
    if (!same(columns, expected)) return end(`clock "${row.clock}" is another than its events made it`);
  }
  return null;
}

/** What the law would have done before this event came, and nobody did; null where nothing. */
function leftOut(
  event: EventBody,
  rows: readonly ClockRow[],
  done: readonly ClockOperation[],
  office: Reckoning,
): string | null {
  const { calendars, held } = office;
  if (event.kind === 'clockProjected') return null;
  const recorded = Date.parse(event.recordedAt);
  if (held.some(({ from, to }) => from - underWay <= recorded && recorded <= to + underWay)) return null;
  const moves = calendarsFor(event, office).map((inForce) => movedBy(calendars, inForce, rows, done));
  if (moves.every((moved) => moved.length > 0))
    return `clock "${moves[0]![0]!.before.clock}" was not drawn again, though the calendar in force moves it`;
  const own = event.cause.kind === 'clock' ? event.cause.of : null;
  const last = own === null ? Date.parse(event.at) : dueOf(rows.find((row) => keyOf(row) === own)) - 1;
  const overdue = rows.find((row) => row.lapses_into !== null && dueOf(row) <= last);
  return overdue === undefined ? null : `clock "${overdue.clock}" had run out before, and took no step`;
}

/** Those by which an event may have been judged: none that was entered after it, whatever instant it counts from. */
const calendarsFor = (event: EventBody, { calendars, entered }: Reckoning): InForce[] =>
  calendars.around(event.at, ({ from }) => (entered?.get(from) ?? -Infinity) > Date.parse(event.recordedAt));

/** When a clock runs out, milliseconds since 1970; never, where it does not run. */
const dueOf = (row: ClockRow | undefined): number =>
  row?.status === 'running' && row.due_at !== null ? Date.parse(row.due_at) : Infinity;

interface Attempt {
  rows: ClockRow[];
  operations: ClockOperation[];
  /** What is not as it would be by this calendar. */
  wrong: string | null;
}

/** What one event did to the clocks, by one calendar, held to the event and to the operations kept. */
function carriedOut(
  calendars: OfficeCalendars,
  inForce: InForce,
  before: { rows: ClockRow[]; done: readonly ClockOperation[] },
  { event, clocks, names }: Ordered,
  kept: ReadonlyMap<string, ClockOperation>,
): Attempt {
  const nothing = (wrong: string): Attempt => ({ rows: before.rows, operations: [], wrong });
  try {
    if (event.kind === 'clockProjected') return projected(calendars, inForce, before, event, kept);
    const called = names === undefined ? [] : renamings(before.rows, names, byEvent(event));
    const standing = afterRenamings(before.rows, called);
    const { rows, operations: done } = carryOut(inForce.calendar, standing, clocks, event.seq, {
      at: event.at,
      onDay: calendars.onDay,
    });
    const operations = [...called, ...done];
    return { rows, operations, wrong: heldTo(rows, operations, event, kept) };
  } catch (error) {
    if (error instanceof CalendarYearUnknown)
      return nothing(`a date was drawn in ${error.year}, which the calendar in force did not know`);
    throw error;
  }
}

const byEvent = ({ seq, given, under }: EventBody) => ({
  seq,
  under,
  today: (given as { today: string }).today,
});

function projected(
  calendars: OfficeCalendars,
  inForce: InForce,
  before: { rows: ClockRow[]; done: readonly ClockOperation[] },
  event: EventBody,
  kept: ReadonlyMap<string, ClockOperation>,
): Attempt {
  const { today, world } = event.given as { today: string; world: Facts };
  // Which of several is told first says nothing: the event's order is taken.
  const told = event.clocks.map(keyOf);
  const moved = movedBy(calendars, inForce, before.rows, before.done).sort(
    (one, other) => told.indexOf(keyOf(one.before)) - told.indexOf(keyOf(other.before)),
  );
  const { rows, operations } = carryMoves(before.rows, moved, { seq: event.seq, today, under: endOfPeriods });
  const asMoved = moved.length > 0 && canonicalText(world) === canonicalText(movedFacts(moved));
  const wrong = asMoved
    ? heldTo(rows, operations, event, kept)
    : 'the calendar in force does not move the clocks as the event says';
  return { rows, operations, wrong };
}

/** Whether event and kept operations say of each clock what was done to it. */
function heldTo(
  rows: readonly ClockRow[],
  operations: readonly ClockOperation[],
  event: EventBody,
  kept: ReadonlyMap<string, ClockOperation>,
): string | null {
  if (event.clocks.length !== operations.length) return 'the event tells of other clocks than the law';
  for (const [place, operation] of operations.entries()) {
    const {
      clock,
      generation,
      operation: order,
      on_day: on,
      due_on: due,
      length,
      anchor,
      becomes,
    } = operation;
    const now = keyOf({ clock: becomes ?? clock, generation });
    const { calendar_version: calendar, provisional } = rows.find((row) => keyOf(row) === now)!;
    const recorded = event.clocks[place]!;
    if (recorded.calendar !== calendar)
      return `clock "${clock}" was counted by ${recorded.calendar}, which was not the calendar in force`;
    const told = kept.get(`${keyOf(operation)}/${operation.seq}`);
    const asTold = {
      ...{ clock, generation, order, on, due, calendar, provisional },
      ...(length === null ? {} : { length }),
      ...(anchor === null ? {} : { anchor }),
      ...(becomes === null ? {} : { becomes }),
    };
    if (told === undefined || !same(told, operation) || !same(recorded, asTold))
      return `clock "${clock}" was not told to ${order} as the law gives it`;
  }
  return null;
}

const keyOf = ({ clock, generation }: { clock: string; generation: number }): string =>
  `${clock}/${generation}`;

/** Whether two rows say the same, in whatever order of columns. */
function same(one: object, other: object): boolean {
  const sorted = (row: object): string =>
    JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
