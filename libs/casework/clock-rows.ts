import type { Calendar, Clock, Day } from '#calendar';
import {
  CalendarYearUnknown,
  ClockNotPossible,
  dayOf,
  expireClock,
  extendClock,
  interruptClock,
  resumeClock,
  startClock,
  stopClock,
  supersedeClock,
  suspendClock,
} from '#calendar';
import type { ClockOrder } from '#process';
import { clockRefusal } from './clock-refusals.js';

/** A row of `clocks`: a clock of libs/calendar and what it is for. Days are `YYYY-MM-DD`, instants RFC 3339. */
export interface ClockRow {
  clock: string;
  generation: number;
  anchor: Day;
  budget: number;
  unit: Clock['budget']['unit'];
  consumed: number;
  running_since: Day | null;
  /** The first day on which it was held. */
  held_on: Day | null;
  due_on: Day | null;
  due_at: string | null;
  status: Clock['status'];
  legal_effect: 'statutory' | 'target' | 'none';
  lapses_into: string | null;
  instrument: string;
  article: string;
  calendar_version: string;
  provisional: boolean;
  changed_seq: number;
  /** Version of the calendar for which it was looked at, and stayed. */
  considered?: string | null;
}

/** A row of `clock_operations`, less its case. */
export interface ClockOperation {
  seq: number;
  clock: string;
  generation: number;
  /** `project`: its date was drawn again by another calendar. `rename`: an edition calls it otherwise. */
  operation: ClockOrder['order'] | 'project' | 'rename';
  on_day: Day;
  consumed: number;
  due_on: Day | null;
  /** Of an extension: by how much, in the unit of the budget. */
  length: number | null;
  /** Of a supersession: the right anchor. */
  anchor: Day | null;
  /** Of a renaming: what it is called from then on. */
  becomes: string | null;
  instrument: string;
  article: string;
}

/** The column `due_at` of `clocks`, called k, as a row has it: RFC 3339, to the millisecond. */
export const dueAtColumn = `to_char(k.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due_at`;

/** The clock inside a row. */
export function clockOf(row: ClockRow): Clock {
  return {
    anchor: row.anchor,
    budget: { unit: row.unit, length: row.budget },
    consumed: row.consumed,
    runningSince: row.running_since,
    due: row.due_on,
    dueAt: row.due_at,
    status: row.status,
    generation: row.generation,
    heldOn: row.held_on,
    calendarVersion: row.calendar_version,
    provisional: row.provisional,
  };
}

/** The newest generation of a clock, whatever its status. */
export function newestOf(rows: readonly ClockRow[], clock: string): ClockRow | undefined {
  return rows
    .filter((row) => row.clock === clock)
    .reduce<ClockRow | undefined>(
      (newest, row) => (newest === undefined || row.generation > newest.generation ? row : newest),
      undefined,
    );
}

/** When something was ordered. */
interface When {
  /** The instant of its event, RFC 3339. */
  at?: string | null;
  /** The calendar that was in force when a day began. */
  onDay?: ((day: Day) => Calendar) | null;
}

/**
 * Carries out what a decision orders for the clocks of a case, by the calendar of the day. Where its instant is known, what is
 * ordered after business hours on the last day of a period that ends with them comes too late.
 *
 * What counts from an earlier day than that of the event is drawn by the calendar in force on that day (`onDay`), as if it had
 * been ordered then: whoever draws it again by those that came since (`projection.ts`) lets none of them end it in hindsight.
 *
 * @returns all rows as they now stand, and what was done to which. Throws CalendarYearUnknown where a date lies in a
 * year that no notice covers, Refused where a clock or its days do not allow what was asked (`clock-refusals.ts`).
 */
export function carryOut(
  calendar: Calendar,
  rows: readonly ClockRow[],
  orders: readonly ClockOrder[],
  seq: number,
  { at = null, onDay = null }: When = {},
): { rows: ClockRow[]; operations: ClockOperation[] } {
  let all = [...rows];
  const today = at === null ? null : dayOf(at, calendar.zone);
  const calendarsFor = (order: ClockOrder): Calendar[] => {
    const anchor = order.anchor ?? order.on;
    const begins = order.order === 'start' || order.order === 'interrupt' || order.order === 'supersede';
    const isEarlier = begins && today !== null && anchor < today;
    return isEarlier && onDay !== null ? [onDay(anchor), calendar] : [calendar];
  };
  // What time itself brings about happens when the period ends, however late it is noticed.
  const over = orders.find(({ order }) => order === 'expire');
  const instant = over === undefined ? at : (newestOf(rows, over.clock)?.due_at ?? null);
  const operations: ClockOperation[] = [];
  for (const order of orders) {
    const before = newestOf(all, order.clock);
    const { clock, ended } = allowed(calendarsFor(order), before, order, instant);
    const runs = clock.status === 'running';
    // A period keeps the provision by which it began, though its case may have come to another edition since.
    const begins = order.order === 'start' || order.order === 'interrupt' || before === undefined;
    const { effect: legal_effect, under } = order.rule;
    const law = begins ? { legal_effect, ...under } : before;
    const row: ClockRow = {
      clock: order.clock,
      generation: clock.generation,
      anchor: clock.anchor,
      budget: clock.budget.length,
      unit: clock.budget.unit,
      consumed: clock.consumed,
      running_since: runs ? clock.runningSince : null,
      held_on: clock.heldOn,
      due_on: runs ? clock.due : null,
      due_at: runs ? clock.dueAt : null,
      status: clock.status,
      legal_effect: law.legal_effect,
      lapses_into: runs ? order.lapsesInto : null,
      instrument: law.instrument,
      article: law.article,
      calendar_version: clock.calendarVersion,
      provisional: clock.provisional,
      changed_seq: seq,
    };
    const kept = all.filter((other) => other.clock !== row.clock || other.generation !== row.generation);
    all = ended
      ? [...kept.filter((other) => other !== before), { ...ended, changed_seq: seq }, row]
      : [...kept, row];
    operations.push({
      seq,
      clock: row.clock,
      generation: row.generation,
      operation: order.order,
      on_day: order.on,
      consumed: row.consumed,
      due_on: row.due_on,
      length: order.extension?.length ?? null,
      anchor: order.anchor,
      becomes: null,
      instrument: order.under.instrument,
      article: order.under.article,
    });
  }
  return { rows: all, operations };
}

/** By the first of these calendars, that of the day from which an order counts, unless it lacks a year that the next one knows. */
function allowed(
  [calendar, ...others]: readonly Calendar[],
  before: ClockRow | undefined,
  order: ClockOrder,
  at: string | null,
): ReturnType<typeof next> {
  try {
    return next(calendar!, before, order, at);
  } catch (error) {
    if (error instanceof CalendarYearUnknown && others.length > 0) return allowed(others, before, order, at);
    throw error instanceof ClockNotPossible ? clockRefusal(order, before, error) : error;
  }
}

function next(
  calendar: Calendar,
  before: ClockRow | undefined,
  order: ClockOrder,
  at: string | null,
): { clock: Clock; ended?: ClockRow } {
  if (order.order === 'start') {
    const generation = (before?.generation ?? 0) + 1;
    return {
      clock: { ...startClock(calendar, order.on, order.rule.limit, order.today ?? order.on), generation },
    };
  }
  if (before === undefined)
    throw new Error(`clock "${order.clock}" is told to ${order.order}, but never started`);
  const clock = clockOf(before);
  switch (order.order) {
    case 'suspend':
      return { clock: suspendClock(calendar, clock, order.on, at) };
    case 'resume':
      return { clock: resumeClock(calendar, clock, order.on, at) };
    case 'stop':
      return { clock: stopClock(calendar, clock, order.on, at) };
    case 'expire':
      return { clock: expireClock(calendar, clock) };
    case 'extend': {
      const { length, most } = order.extension!;
      const by = { unit: order.rule.limit.unit, length };
      return { clock: extendClock(calendar, clock, by, order.on, order.rule.limit.length + most, at) };
    }
    case 'interrupt': {
      // What begins anew is the limit of the law: an extension was of the period that is over.
      const anew = interruptClock(
        calendar,
        { ...clock, budget: order.rule.limit },
        order.on,
        order.today ?? order.on,
      );
      return { clock: anew, ended: ended('stopped') };
    }
    case 'supersede':
      return { clock: supersedeClock(calendar, clock, order.anchor!, order.on), ended: ended('superseded') };
  }

  /** The generation before, whose place another takes on the day of the order. */
  function ended(status: 'stopped' | 'superseded'): ClockRow {
    const on = order.order === 'interrupt' ? (order.today ?? order.on) : order.on;
    const { consumed } = stopClock(calendar, clock, on, at);
    return {
      ...before!,
      consumed,
      running_since: null,
      due_on: null,
      due_at: null,
      status,
      lapses_into: null,
    };
  }
}
