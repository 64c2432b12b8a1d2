/** Which calendar was in force in a jurisdiction at which instant: the notices it began with, and what came later. */
import {
  beginningOf,
  dayOf,
  openCalendar,
  stateCouncilNotices,
  type Calendar,
  type CalendarChange,
  type Day,
} from '#calendar';
import type { Transaction } from '#database';

/** A row of `calendar_changes`. */
export interface ChangeRow {
  /** Office time from which on it counts. */
  from: string | Date;
  /** Canonical JSON. */
  content: string;
  /** The event that made it; null where it came with a release. */
  case: string | null;
  seq: number | null;
}

/** Why a calendar is another than the one before: a notice that became known, or a change by an event. */
export type Reason = { notice: string } | { what: string; case: string | null; seq: number | null };

/** A calendar, from when on it was in force, and why. */
export interface InForce {
  /** Milliseconds since 1970, office time. */
  from: number;
  because: Reason[];
  readonly calendar: Calendar;
}

/** The calendars of one jurisdiction, in the order in which they came into force. Immutable; each is opened when asked for. */
export class OfficeCalendars {
  /** The oldest first. */
  readonly all: readonly InForce[];
  /** Years for which the office has loaded a notice itself. */
  readonly loaded = new Set<number>();

  /**
   * `began` are the names of the notices shipped when the authority was entered, each in force from the day on which it was
   * known. A later one is among the changes, from when a release brought it: dates drawn before knew nothing of it.
   */
  constructor(
    readonly provisionalYears: readonly number[],
    readonly changes: readonly ChangeRow[],
    readonly began: readonly string[] = noticesShipped,
  ) {
    const own = changes.map((row) => {
      const change = JSON.parse(row.content) as CalendarChange;
      const from = new Date(row.from).getTime();
      if (change.what !== 'notice' || row.case !== null) {
        if (change.what === 'notice') this.loaded.add(change.notice.year);
        return { from, change, because: { what: change.what, case: row.case, seq: row.seq }, counts: true };
      }
      // One that a release brought for later takes the place of none that the office loaded meanwhile.
      const { notice, year } = change.notice;
      return { from, change, because: { notice }, counts: !this.loaded.has(year) };
    });
    const notices = stateCouncilNotices.filter(({ notice }) => began.includes(notice));
    const shipped = notices.map(({ notice, knownFrom }) => ({
      ...{ from: beginningOf(knownFrom), because: { notice } },
    }));
    const instants = [...new Set([-Infinity, ...[...shipped, ...own].map(({ from }) => from)])];
    this.all = instants
      .sort((one, other) => one - other)
      .map((from) => {
        let opened: Calendar | undefined;
        return {
          from,
          because: [...shipped, ...own].filter((one) => one.from === from).map(({ because }) => because),
          get calendar() {
            return (opened ??= openCalendar({
              notices: notices.filter((_, place) => shipped[place]!.from <= from),
              provisionalYears,
              changes: own.flatMap((one) => (one.counts && one.from <= from ? [one.change] : [])),
            }));
          },
        };
      });
  }

  /** The one in force at an instant. */
  at(instant: Date | string): InForce {
    return this.around(instant)[0]!;
  }

  /** The one in force when a day began. */
  onDay = (day: Day): Calendar => this.at(new Date(beginningOf(day))).calendar;

  /**
   * The one in force at an instant, and those before it that ended so shortly ago that a batch under way may still have
   * counted by one of them; and those before any that was `yetToCome` when it was judged.
   */
  around(instant: Date | string, yetToCome: (one: InForce) => boolean = () => false): InForce[] {
    const at = new Date(instant).getTime();
    const place = this.all.findLastIndex(({ from }) => from <= at);
    const found = [this.all[place]!];
    for (
      let before = place;
      this.all[before]!.from > at - underWay || yetToCome(this.all[before]!);
      before -= 1
    )
      found.push(this.all[before - 1]!);
    return found;
  }

  /** The newest one of this version; undefined for one that was never in force here. */
  find(version: string): InForce | undefined {
    return this.all.findLast(({ calendar }) => calendar.version === version);
  }

  /**
   * Those that came into force after the one of this version, up to and including `last`. None after a version that was
   * not in force by then: another release knows of it, and its dates are not drawn again by one that does not.
   */
  between(version: string, last: InForce): InForce[] {
    const end = this.all.indexOf(last);
    const begin = this.all.findLastIndex((one, at) => at <= end && one.calendar.version === version);
    return begin < 0 ? [] : this.all.slice(begin + 1, end + 1);
  }
}

/** Names of all notices that this release ships. */
export const noticesShipped: readonly string[] = stateCouncilNotices.map(({ notice }) => notice);

/** A step is judged by the calendar read under its locks, and may be dated a moment after another came. Milliseconds. */
export const underWay = 600_000;

const cache = new Map<string, OfficeCalendars>();

/** The same for the same rows, so that calendars are opened once. */
export function calendarsOf(
  provisionalYears: readonly number[],
  changes: readonly ChangeRow[],
  began: readonly string[] = noticesShipped,
): OfficeCalendars {
  const key = JSON.stringify([provisionalYears, changes, began]);
  let calendars = cache.get(key);
  if (calendars === undefined) {
    calendars = new OfficeCalendars(provisionalYears, changes, began);
    if (cache.size >= 128) cache.clear();
    cache.set(key, calendars);
  }
  return calendars;
}

/** The changes of a jurisdiction as a list in JSON, for a query that has the tenant as $1. */
export const selectChanges = `
  select json_agg(json_build_object('from', from_at, 'content', content, 'case', case_id, 'seq', seq) order by from_at)
  from calendar_changes where tenant = $1`;

/** What the calendar of a jurisdiction began with: provisional years, and the names of notices. */
interface Beginning {
  years: number[];
  notices: string[];
}

/** The calendars of the jurisdiction, its zone, and the office's time. */
export async function loadCalendars(
  tx: Transaction,
): Promise<{ at: Date; zone: string; calendars: OfficeCalendars }> {
  const [row] = await tx.named<Beginning & { at: Date; zone: string; changes: ChangeRow[] | null }>(
    'calendars-of-the-office',
    `select date_trunc('milliseconds', office_now()) as at, zone, provisional_years as years, notices,
            (${selectChanges}) as changes
     from jurisdictions where tenant = $1`,
    [tx.tenant],
  );
  return {
    at: row!.at,
    zone: row!.zone,
    calendars: calendarsOf(row!.years, row!.changes ?? [], row!.notices),
  };
}

/** What an office counts by at this moment. */
export interface Today {
  calendar: Calendar;
  /** Its legal day, and the instant. */
  today: Day;
  at: Date;
  zone: string;
  /** What changed its calendar so far. */
  changes: readonly ChangeRow[];
}

/**
 * The calendar of the transaction's jurisdiction now, and its legal day. Where days are only told and nothing is decided
 * by them (`toTell`), it knows every year up to the next one in any case: provisionally, where no notice for it is known, so
 * that one that was never loaded stops nobody who tells of days in it.
 */
export async function calendarNow(tx: Transaction, { toTell = false } = {}): Promise<Today> {
  const { at, zone, calendars } = await loadCalendars(tx);
  const today = dayOf(at, zone);
  const { changes } = calendars;
  if (!toTell) return { calendar: calendars.at(at).calendar, today, at, zone, changes };
  const year = Number(today.slice(0, 4));
  const first = Math.min(year, ...stateCouncilNotices.map((notice) => notice.year));
  const upToNext = Array.from({ length: year + 2 - first }, (_, at) => first + at);
  const years = [...new Set([...calendars.provisionalYears, ...upToNext])].sort((one, other) => one - other);
  const { calendar } = calendarsOf(years, calendars.changes, calendars.began).at(at);
  return { calendar, today, at, zone, changes };
}
