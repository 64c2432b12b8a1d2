/** What a change of the calendar moves: days, and the dates of clocks. */
import {
  addDays,
  CalendarYearUnknown,
  isWeekend,
  numberOf,
  type Calendar,
  type CalendarChange,
  type Day,
  type KindOfDay,
} from '#calendar';
import type { Transaction } from '#database';
import type { InForce, OfficeCalendars, Reason } from './calendars.js';
import { dueAtColumn, type ClockRow } from './clock-rows.js';
import { operationsOf } from './project.js';
import { movedBy, standing, wasHeld } from './projection.js';

/** A date that would move, or a part used up that would be counted otherwise. */
export interface MoveView {
  case: string;
  number: string | null;
  process: string;
  clock: string;
  generation: number;
  before: { dueOn: Day | null; dueAt: string | null; consumed: number };
  after: { dueOn: Day | null; dueAt: string | null; consumed: number };
  because: Reason[];
}

/** A day that would be another kind of day. `before` is null in a year that is not known yet. */
export interface ChangedDay {
  day: Day;
  before: KindOfDay | null;
  after: KindOfDay;
}

/** The days that a change makes another kind of day, of its year and of the year before, which a notice may name too. */
export function daysMoved(change: CalendarChange, before: Calendar, after: Calendar): ChangedDay[] {
  const year =
    change.what === 'notice' ? change.notice.year : change.what === 'provisionalYear' ? change.year : null;
  if (year === null) return [];
  const moved: ChangedDay[] = [];
  for (let day = `${year - 1}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const { kind: then } = kindOf(after, day);
    const { kind: now } = kindOf(before, day);
    if (then !== null && then !== (now ?? (isWeekend(numberOf(day)) ? 'weekend' : 'workingDay')))
      moved.push({ day, before: now, after: then });
  }
  return moved;
}

/** What a day is; `kind` null in a year that is not known. */
export function kindOf(calendar: Calendar, day: Day): { kind: KindOfDay | null; provisional: boolean } {
  try {
    return { kind: calendar.kindOf(day), provisional: calendar.isProvisional(day) };
  } catch (error) {
    if (error instanceof CalendarYearUnknown) return { kind: null, provisional: false };
    throw error;
  }
}

type Found = ClockRow & { case_id: string; number: string | null; process: string };

/** Cases looked at in one round trip. */
const atOnce = 500;

/** Every clock that the last of the calendars would move. */
export async function* movesOf(
  tx: Transaction,
  calendars: OfficeCalendars,
  last: InForce,
): AsyncGenerator<MoveView> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await tx.query<Found>(
      `select k.*, c.number, c.process,
              ${dueAtColumn}
       from (select id, number, process from cases c
             where tenant = $1 and id > $2 and exists (
               select from clocks k where k.tenant = $1 and k.case_id = c.id and k.status in ('running', 'suspended'))
             order by id limit $3) as c
       join clocks k on k.tenant = $1 and k.case_id = c.id and k.status in ('running', 'suspended')
       order by k.case_id, k.clock, k.generation`,
      [tx.tenant, after, atOnce],
    );
    if (rows.length === 0) return;
    const operations = await operationsOf(tx, [
      ...new Set(rows.flatMap((row) => (wasHeld(row) ? [row.case_id] : []))),
    ]);
    for (const id of new Set(rows.map(({ case_id }) => case_id))) {
      const own = rows.filter(({ case_id }) => case_id === id);
      for (const { before, after, because } of movedBy(calendars, last, own, operations.get(id) ?? [])) {
        const { number, process, clock, generation } = before as Found;
        yield {
          ...{ case: id, number, process, clock, generation },
          ...{ before: standing(before), after: standing(after), because },
        };
      }
    }
    after = rows.at(-1)!.case_id;
  }
}
