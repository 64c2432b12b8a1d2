/** Reading the calendar by which an office counts, and whom a change of it would move. */
import {
  addDays,
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
import { calendarChangeIn, calendarProcess, evidence, officialDuties, roles } from '#regulations';
import { loadCalendars, OfficeCalendars } from './calendars.js';
import { daysMoved, kindOf, movesOf, type ChangedDay, type MoveView } from './calendar-moves.js';
import type { Caller } from './caller.js';
import { fieldErrors } from './evidence.js';

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

export interface Preview {
  change: CalendarChange;
  /** The version that would be in force. */
  version: string;
  /** The days that would be another kind of day; where the year was not known, those that its weekdays do not tell. */
  days: ChangedDay[];
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
   * What each day from `from` (today unless told) to `to` (30 days later unless told) is, both counted; `kind` null in a year
   * that is not known. `malformed-request` for a stretch that ends before it begins, or is longer than `mostDays`.
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
      if (to < from || to > addDays(from, mostDays - 1)) throw noStretch();
      const days: Day[] = [];
      for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
      return days.map((day) => ({ day, ...kindOf(calendars.at(at).calendar, day) }));
    });
  }

  /**
   * Which days and clocks a change would move, from when to when, were it in force now; nothing is changed. `asked` is the
   * evidence of the proposal, or the id of the case in which it was proposed. For administrators of roles; `role-needed` for
   * others, `not-found` for a case in which no change was proposed, `evidence-does-not-fit` for a change that contradicts
   * itself or does not fit the calendar in force.
   */
  async preview(
    caller: Caller,
    asked: { evidence: unknown } | { case: string },
    { limit = 100 }: { limit?: number } = {},
  ): Promise<Preview> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await tx.query('set transaction isolation level repeatable read');
      requireAdministrator(await getActor(tx, caller.person, caller.method));
      const { at, calendars } = await loadCalendars(tx);
      const now = calendars.at(at).calendar;
      const change = 'case' in asked ? await proposedIn(tx, asked.case) : changeBrought(asked.evidence);
      requireFit(change, now);
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
      return {
        change,
        version: last.calendar.version,
        days: daysMoved(change, now, last.calendar),
        count,
        moves,
      };
    });
  }
}

const noStretch = (): Refused =>
  new Refused('malformed-request', {
    params: { why: 'its query does not fit', 'why:zh-CN': '查询参数不符合要求' },
    errors: [
      {
        pointer: '/to',
        message: {
          'zh-CN': `应不早于 from，且连首尾不超过 ${mostDays} 天。`,
          en: `Not before from, and ${mostDays} days at most, both counted.`,
        },
      },
    ],
  });

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

function changeBrought(asked: unknown): CalendarChange {
  const parsed = evidence.calendarChangeProposal.schema.safeParse(asked);
  if (!parsed.success)
    throw new Refused('evidence-does-not-fit', { errors: fieldErrors(parsed.error.issues) });
  return calendarChangeIn(parsed.data as Parameters<typeof calendarChangeIn>[0]);
}

/** What was proposed in a case. */
async function proposedIn(tx: Transaction, id: string): Promise<CalendarChange> {
  const [row] = await tx.query<{ change: CalendarChange | null }>(
    `select context::jsonb -> 'change' as change from cases where tenant = $1 and id = $2 and process = $3`,
    [tx.tenant, id, calendarProcess],
  );
  if (!row?.change) throw new Refused('not-found');
  return row.change;
}

function requireFit(change: CalendarChange, calendar: Calendar): void {
  const errors = changeFaults(change, calendar).map(({ at, 'zh-CN': chinese, en }) => ({
    pointer: `/change/${at.join('/')}`,
    message: { 'zh-CN': chinese, en },
  }));
  if (errors.length > 0) throw new Refused('evidence-does-not-fit', { errors: errors.slice(0, 100) });
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
