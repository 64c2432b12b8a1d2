/** What happened to the clocks of a case, each date with how it came about. Pure: rows and calendars in, a story out. */
import {
  CalendarYearUnknown,
  ClockNotPossible,
  derivationOf,
  explain,
  expireClock,
  firstInstantAfter,
  suspendClock,
  type Calendar,
  type Clock,
  type Day,
  type Derivation,
  type Period,
} from '#calendar';
import type { EventBody, EventKind } from '#ledger';
import { onlyAnew, type Process, type RunsAgain } from '#process';
import { reasonsInWords, type MovedClock } from './calendar-words.js';
import type { ChangeRow } from './calendars.js';
import { clockView, eventWords, type Office } from './case-view.js';
import { clockWords, editionOfClock } from './clock-editions.js';
import { clockOf, type ClockOperation, type ClockRow } from './clock-rows.js';
import { entryInWords, storyInWords, type ClockEntry, type ClockStory } from './clock-words.js';

/** The edition by which an event was decided; left out, that of the case. */
export interface Under {
  edition?: string;
  edition_hash?: string;
}

/** A row of `clock_operations` with what its event says; of a later release, the operation may be none known here. */
export interface OperationRow extends Omit<ClockOperation, 'operation' | 'becomes'>, Under {
  operation: string;
  kind: EventKind;
  step: string;
  at: Date;
  /** Of a projection: what its event says of each clock that it moved. */
  moved?: MovedClock[] | null;
  /** Of a renaming: what it was called until then. */
  formerly?: string | null;
}

/** What the day of an event was counted by. */
export type CalendarOf = (at: Date) => Calendar;

/** By what the clocks of a case are told. */
interface Telling {
  office: Office;
  today: Day;
  calendarOf: CalendarOf;
  /** By which edition a row is told, where the case has had more than one; left out, by that of the case. */
  editionOf?: (row: Under) => Process;
  /** How a clock that is held will run again from where the case stands. */
  again: (clock: string) => RunsAgain;
}

/** Every generation of every clock of a case, in the order in which they began, with all that was done to it. */
export function storiesOf(
  process: Process,
  rows: readonly (ClockRow & { drawn_at: Date } & Under)[],
  operations: readonly OperationRow[],
  { office, today, calendarOf, again, editionOf = () => process }: Telling,
): ClockStory[] {
  const told = rows.map((row) => {
    const edition = editionOfClock(process, editionOf(row), row);
    const view = clockView(edition, row, office, rows);
    const entries = entriesOf(editionOf, row, operations, calendarOf, office.calendars.changes);
    const last = entries.findLast(({ dueOn }) => dueOn !== null);
    const { dueOn, dueAt, derivation, explained } = last ?? nothingStood;
    const stood = last ? { dueOn, dueAt, derivation, explained } : null;
    const held = row.status === 'suspended' ? again(row.clock) : null;
    const when = { on: today, at: office.at.toISOString() };
    const now = standing(clockOf(row), when, () => calendarOf(office.at));
    const told = entries.map((entry, at) => {
      // What was left when it was held tells nothing where the whole limit begins anew.
      const next = entries[at + 1]?.operation;
      const anew = next === undefined ? onlyAnew(held) : next === 'interrupt';
      return { ...entry, told: entryInWords(edition, entry, { begins: at === 0, anew }, office.zone) };
    });
    const story = { ...view, ...now, stood, operations: told };
    return { ...story, told: storyInWords(edition, story, { today, zone: office.zone, held }) };
  });
  return told.sort((one, other) => begunBy(one) - begunBy(other));
}

const nothingStood = { dueOn: null, dueAt: null, derivation: null, explained: null };

const begunBy = ({ operations }: ClockStory): number => operations[0]?.seq ?? 0;

type Entry = Omit<ClockEntry, 'told'>;

/** In the order of events; what began the next generation in place of this one has ended this one. */
function entriesOf(
  editionOf: (row: Under) => Process,
  row: ClockRow,
  operations: readonly OperationRow[],
  calendarOf: CalendarOf,
  changes: readonly ChangeRow[],
): Entry[] {
  const all = operations.filter(({ clock }) => clock === row.clock);
  const entries: Entry[] = [];
  const extended = all.filter(({ generation }) => generation === row.generation);
  const begunWith = row.budget - extended.reduce((sum, { length }) => sum + (length ?? 0), 0);
  let clock: Clock | null = null;
  let last: OperationRow | null = null;
  for (const one of all.filter(({ generation }) => generation <= row.generation)) {
    const before: Clock | null = clock;
    clock = after(before, one, { unit: row.unit, length: begunWith });
    const former = last;
    last = one;
    if (one.generation < row.generation) continue;
    const calendar = (): Calendar => calendarOf(one.at);
    const derivation = clock.due === null ? null : drawn(calendar, clock);
    const moved = one.moved?.find((each) => each.clock === row.clock && each.generation === row.generation);
    const due = clock.due === null ? null : (derivation?.dueAt ?? firstInstantAfter(clock.due));
    const own = before?.generation === row.generation ? before : null;
    clock = {
      ...clock,
      dueAt: moved?.after.dueAt ?? (one.seq === row.changed_seq ? row.due_at : null) ?? due,
    };
    entries.push({
      ...commonOf(editionOf(one), one, clock),
      ...standing(clock, { on: one.on_day, at: null }, calendar),
      extendedBy: one.length,
      formerly: one.formerly == null ? null : clockWords(editionOf(former ?? one), one.formerly),
      dueBefore: own?.due ?? null,
      dueAtBefore: own?.due == null ? null : (moved?.before.dueAt ?? own.dueAt),
      dueOn: clock.due,
      dueAt: clock.due === null ? null : clock.dueAt,
      because: moved === undefined ? null : reasonsInWords(moved.because, changes),
      derivation,
      explained: derivation && { 'zh-CN': explain(derivation, 'zh-CN'), en: explain(derivation, 'en') },
    });
  }
  const next = all.find(({ generation }) => generation === row.generation + 1);
  if (next === undefined || next.operation === 'start' || clock === null) return entries;
  const ended = { ...clock, status: 'stopped', consumed: row.consumed } as const;
  const nothing = { extendedBy: null, formerly: null, because: null, ...nothingStood };
  const how = {
    ...commonOf(editionOf(next), next, ended),
    ...standing(ended, { on: next.on_day, at: null }, () => calendarOf(next.at)),
  };
  const dueAtBefore = clock.due === null ? null : clock.dueAt;
  return [...entries, { ...how, ...nothing, dueBefore: clock.due, dueAtBefore }];
}

/** The clock after an operation, from its generation before; one that begins has the whole of `budget`. */
function after(before: Clock | null, one: OperationRow, budget: Period): Clock {
  const { operation, generation, on_day, consumed, due_on, length } = one;
  const anchor = one.anchor ?? on_day;
  const anew: Clock = {
    ...{ anchor, budget, consumed, generation, runningSince: anchor, heldOn: null, status: 'running' },
    ...{ due: null, dueAt: null, calendarVersion: '', provisional: false },
  };
  // Of a clock that was held before its anchor was put right, only what came before that is counted again.
  const { runningSince, heldOn } = before ?? anew;
  const begun = operation === 'supersede' && heldOn !== null ? { ...anew, runningSince, heldOn } : anew;
  const clock = before?.generation === generation ? before : begun;
  const runs = due_on !== null;
  const since = operation === 'resume' ? on_day : clock.runningSince;
  return {
    ...clock,
    consumed,
    budget: { ...clock.budget, length: clock.budget.length + (length ?? 0) },
    runningSince: runs ? since : null,
    heldOn: operation === 'suspend' ? (clock.heldOn ?? on_day) : clock.heldOn,
    due: due_on,
    status: runs ? 'running' : 'suspended',
  };
}

const commonOf = (process: Process, one: OperationRow, { anchor, budget }: Clock) => ({
  seq: one.seq,
  operation: one.operation,
  label: eventWords(process, one as unknown as EventBody),
  step: one.kind === 'stepTaken' ? one.step : null,
  under: { instrument: one.instrument, article: one.article },
  on: one.on_day,
  at: one.at.toISOString(),
  anchor,
  limit: budget,
});

/** The derivation, if the calendar of then still gives the date that was drawn. */
function drawn(calendar: () => Calendar, clock: Clock): Derivation | null {
  const derivation = known(() => derivationOf(calendar(), clock));
  return derivation?.due === clock.due ? derivation : null;
}

/** What a clock has used up by the end of a day, or by an instant of it, and what is then left. */
function standing(
  clock: Clock,
  { on, at }: { on: Day; at: string | null },
  calendar: () => Calendar,
): Pick<ClockEntry, 'used' | 'left'> {
  if (clock.status !== 'running') return left(clock, clock.consumed, calendar);
  return left(clock, known(() => suspendClock(calendar(), clock, on, at))?.consumed ?? null, calendar);
}

function left(
  clock: Clock,
  used: number | null,
  calendar: () => Calendar,
): Pick<ClockEntry, 'used' | 'left'> {
  // What it will have used up when it runs out, had nothing been used before: the whole of it, in the unit of `used`.
  const whole = expireClock(calendar(), { ...clock, consumed: 0, status: 'running' }).consumed;
  return { used, left: used === null ? null : whole - used };
}

/** Null where the calendar does not know the year, or the clock did not run on that day yet. */
function known<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CalendarYearUnknown || error instanceof ClockNotPossible) return null;
    throw error;
  }
}
