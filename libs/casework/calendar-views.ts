/** Reading the calendar by which an office counts, and whom a change of it would move. */
import {
  addDays,
  CalendarYearUnknown,
  changeFaults,
  dayOf,
  type Calendar,
  type CalendarChange,
  type Day,
  type KindOfDay,
  type RollOver,
} from '#calendar';
import { inTransaction, type Database, type Transaction } from '#database';
import { getActor, type Actor } from '#identity';
import { canonicalText } from '#ledger';
import { Refused } from '#refusals';
import { calendarChangeIn, evidence, officialDuties, roles } from '#regulations';
import { loadCalendars, OfficeCalendars, type InForce, type Reason } from './calendars.js';
import type { Caller } from './caller.js';
import type { ClockRow } from './clock-rows.js';
import { fieldErrors } from './evidence.js';
import { operationsOf } from './project.js';
import { movedBy, standing, wasHeld } from './projection.js';

export interface CalendarView {
  version: string;
  /** Office time from which on it has been in force; null for ever. */
  since: string | null;
  zone: string;
  cutOffHour: number;
  rollOver: RollOver;
  /** By year: the notice in force, null where it is counted in provisionally. */
  years: { year: number; notice: string | null }[];
  /** The office's own changes, the newest first. */
  changes: ChangeView[];
}

export interface ChangeView {
  from: string;
  change: CalendarChange;
  /** The case that made it; null where it came with a release. */
  case: string | null;
  /** Who confirmed it, for people of the office; null for all others. */
  confirmedBy: { person: string; name: string } | null;
}

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

export interface Preview {
  /** The version that would be in force. */
  version: string;
  /** How many clocks would move. */
  count: number;
  /** The first of them. */
  moves: MoveView[];
}

/** The longest stretch of days told at once. */
export const mostDays = 400;

export class CalendarViews {
  constructor(private readonly database: Database) {}

  /** The calendar in force. For everybody who is signed in. */
  async inForce(caller: Caller): Promise<CalendarView> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await getActor(tx, caller.person, caller.method);
      const { at, zone, calendars } = await loadCalendars(tx);
      const { calendar, from } = calendars.at(at);
      const notices = calendar.notices.map(({ notice, year }) => ({ year, notice }));
      const provisional = calendar.provisionalYears.map((year) => ({ year, notice: null }));
      return {
        version: calendar.version,
        since: Number.isFinite(from) ? new Date(from).toISOString() : null,
        zone,
        cutOffHour: calendar.cutOffHour,
        rollOver: calendar.rollOver,
        years: [...notices, ...provisional].sort((one, other) => one.year - other.year),
        changes: await changesOf(tx, calendars, actor),
      };
    });
  }

  /**
   * What each day from `from` (today unless told) to `to` (30 days later unless told) is, both counted, the first `mostDays`
   * of them; `kind` null in a year that is not known.
   */
  async days(
    caller: Caller,
    asked: { from?: Day; to?: Day },
  ): Promise<{ day: Day; kind: KindOfDay | null; provisional: boolean }[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await getActor(tx, caller.person, caller.method);
      const { at, zone, calendars } = await loadCalendars(tx);
      const { from = dayOf(at, zone) } = asked;
      const { to = addDays(from, 30) } = asked;
      const days: Day[] = [];
      for (let day = from; day <= to && days.length < mostDays; day = addDays(day, 1)) days.push(day);
      return days.map((day) => ({ day, ...kindOf(calendars.at(at).calendar, day) }));
    });
  }

  /**
   * Which clocks a change would move, from when to when, were it in force now; nothing is changed. `asked` is the evidence
   * of the proposal. For administrators of roles; `role-needed` for others, `evidence-does-not-fit` for a change that
   * contradicts itself or does not fit the calendar in force.
   */
  async preview(caller: Caller, asked: unknown, { limit = 100 }: { limit?: number } = {}): Promise<Preview> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await tx.query('set transaction isolation level repeatable read');
      requireAdministrator(await getActor(tx, caller.person, caller.method));
      const { at, calendars } = await loadCalendars(tx);
      const change = changeFrom(asked, calendars.at(at).calendar);
      // Were it confirmed this very moment.
      const row = { from: at, content: canonicalText(change), case: null, seq: null };
      const changed = new OfficeCalendars(
        calendars.provisionalYears,
        [...calendars.changes, row],
        calendars.began,
      );
      const last = changed.at(at);
      const moves: MoveView[] = [];
      let count = 0;
      for await (const move of movesOf(tx, changed, last)) {
        count += 1;
        if (moves.length < limit) moves.push(move);
      }
      return { version: last.calendar.version, count, moves };
    });
  }
}

function requireAdministrator({ roles: held }: Actor): void {
  if (officialDuties(held).includes('administration')) return;
  const wanted = Object.values(roles).filter(({ duty }) => duty === 'administration');
  throw new Refused('role-needed', {
    params: {
      roles: wanted.map(({ words }) => words.en).join(', '),
      'roles:zh-CN': wanted.map(({ words }) => words['zh-CN']).join('、'),
    },
  });
}

function changeFrom(asked: unknown, calendar: Calendar): CalendarChange {
  const parsed = evidence.calendarChangeProposal.schema.safeParse(asked);
  if (!parsed.success)
    throw new Refused('evidence-does-not-fit', { errors: fieldErrors(parsed.error.issues) });
  const change = calendarChangeIn(parsed.data as Parameters<typeof calendarChangeIn>[0]);
  const errors = changeFaults(change, calendar).map(({ at, 'zh-CN': chinese, en }) => ({
    pointer: `/change/${at.join('/')}`,
    message: { 'zh-CN': chinese, en },
  }));
  if (errors.length > 0) throw new Refused('evidence-does-not-fit', { errors: errors.slice(0, 100) });
  return change;
}

async function changesOf(tx: Transaction, { changes }: OfficeCalendars, actor: Actor): Promise<ChangeView[]> {
  const inside = officialDuties(actor.roles).length > 0;
  const confirmed = !inside
    ? []
    : await tx.query<{ case: string; person: string; name: string }>(
        `select c.case_id as case, p.id as person, p.name
         from calendar_changes c
         join events e on e.tenant = c.tenant and e.case_id = c.case_id and e.seq = c.seq
         join people p on p.tenant = c.tenant and p.id = (e.doc #>> '{actor,person}')::uuid
         where c.tenant = $1`,
        [tx.tenant],
      );
  const by = new Map(confirmed.map(({ case: id, person, name }) => [id, { person, name }]));
  return changes
    .map(({ from, content, case: id }) => ({
      from: new Date(from).toISOString(),
      change: JSON.parse(content) as CalendarChange,
      case: id,
      confirmedBy: by.get(id ?? '') ?? null,
    }))
    .reverse();
}

function kindOf(calendar: Calendar, day: Day): { kind: KindOfDay | null; provisional: boolean } {
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

async function* movesOf(
  tx: Transaction,
  calendars: OfficeCalendars,
  last: InForce,
): AsyncGenerator<MoveView> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await tx.query<Found>(
      `select k.*, c.number, c.process,
              to_char(k.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due_at
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
