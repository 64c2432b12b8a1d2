/** How a change of the calendar takes effect, what it is judged by, and that each row of it rests on an event. */
import {
  beginningOf,
  changeFaults,
  stateCouncilNotices,
  type CalendarBasis,
  type CalendarChange,
  type Notice,
} from '#calendar';
import type { Transaction } from '#database';
import { canonicalText } from '#ledger';
import type { Facts } from '#process';
import { loadCalendars } from './calendars.js';
import { JudgedTooEarly } from './judged-too-early.js';
import type { EffectHandler, RecordCheck, Resolver } from './ports.js';

/** What a calendar in force rests on, as facts. */
export const basisOf = ({
  notices,
  names,
  provisionalYears,
  cutOffHour,
  rollOver,
}: CalendarBasis): CalendarBasis => ({ notices, names, provisionalYears, cutOffHour, rollOver });

/** Answers every question for the calendar with the one in force, whoever asks. */
export const calendarFacts: Resolver = async (tx, wanted) => {
  const { at, calendars } = await loadCalendars(tx);
  const basis = basisOf(calendars.at(at).calendar) as unknown as Facts;
  return wanted.map(() => basis);
};

/**
 * Enters the change, in force from its event on. Those of one office wait for each other; whichever was judged before
 * another came in between is judged again, so that each rests on the one before and none is dated back.
 */
export const changeCalendar: EffectHandler = async (tx, effects) => {
  if (effects.length > 1) throw new JudgedTooEarly('another change of the calendar comes at the same moment');
  await tx.query('select from jurisdictions where tenant = $1 for update', [tx.tenant]);
  for (const { event, context } of effects) {
    const change = context.change as unknown as CalendarChange;
    const { at, calendars } = await loadCalendars(tx);
    // What a release brought for a day to come is not later: nothing was judged by it yet.
    const later = calendars.changes.some(
      (one) => new Date(one.from) >= new Date(event.at) && (one.case !== null || new Date(one.from) <= at),
    );
    if (later || changeFaults(change, calendars.at(event.at).calendar).length > 0)
      throw new JudgedTooEarly('the calendar was changed meanwhile');
    await tx.query(
      `insert into calendar_changes (tenant, from_at, what, content, case_id, seq) values ($1, $2, $3, $4, $5, $6)`,
      [tx.tenant, event.at, change.what, canonicalText(change), event.case, event.seq],
    );
  }
};

/** Holds `calendar_changes` to the events that made them. A row without an event is what a release brings. */
export const calendarAsTold: RecordCheck = {
  of: ['changeCalendar'],
  async check(tx, happened) {
    const rows = await changeRows(tx);
    const told = new Map(
      happened.map(({ event, context }) => [
        `${event.case}/${event.seq}`,
        {
          case: event.case,
          seq: event.seq,
          at: Date.parse(event.at),
          content: canonicalText(context.change),
        },
      ]),
    );
    const findings: Awaited<ReturnType<RecordCheck['check']>> = [];
    for (const row of rows) {
      const key = `${row.case}/${row.seq}`;
      const ordered = told.get(key);
      told.delete(key);
      if (row.case === null) {
        if (!broughtByReleases.has(row.content))
          findings.push({ case: null, seq: 0, sentence: 'calendar_changes has a change that no event made' });
        continue;
      }
      const { what } = JSON.parse(row.content) as CalendarChange;
      const asOrdered = ordered?.content === row.content && ordered.at === row.from.getTime();
      if (!asOrdered || what !== row.what)
        findings.push({
          ...{ case: row.case, seq: row.seq! },
          sentence: 'the calendar was changed otherwise than this event says',
        });
    }
    for (const { case: id, seq } of told.values())
      findings.push({ case: id, seq, sentence: 'this event changed the calendar, and no row says so' });
    return findings;
  },
};

/** The change by which an office counts in a year before its notice. */
export const yearAhead = (year: number): CalendarChange => ({ what: 'provisionalYear', year });

/** A notice shipped, as the change that brings it to an office that began without it. */
const broughtNotice = ({ notice, year, daysOff, makeUpWorkingDays, amends }: Notice): CalendarChange => ({
  what: 'notice',
  notice: { notice, year, daysOff, makeUpWorkingDays, ...(amends === undefined ? {} : { amends }) },
});

const broughtByReleases: ReadonlySet<string> = new Set(
  stateCouncilNotices
    .flatMap((notice) => [broughtNotice(notice), yearAhead(notice.year + 1)])
    .map((change) => canonicalText(change)),
);

/**
 * Enters what this release knows and the jurisdiction's calendar does not: each notice shipped since the authority was
 * entered, unless the office has loaded one for that year itself, and the year after the last of them. They count from now
 * on (a notice that is not known yet, from when it is), so that what was drawn before stands.
 *
 * By the owner of the database. The second time it changes nothing.
 */
export async function bringNotices(tx: Transaction): Promise<void> {
  await tx.query('select from jurisdictions where tenant = $1 for update', [tx.tenant]);
  const { at, calendars } = await loadCalendars(tx);
  const brought = stateCouncilNotices
    .filter(({ notice, year }) => !calendars.began.includes(notice) && !calendars.loaded.has(year))
    .map((notice) => ({
      change: broughtNotice(notice),
      from: Math.max(at.getTime(), beginningOf(notice.knownFrom)),
    }));
  const next = Math.max(...stateCouncilNotices.map(({ year }) => year)) + 1;
  if (!calendars.provisionalYears.includes(next))
    brought.push({ change: yearAhead(next), from: at.getTime() });
  const contents = new Set(calendars.changes.map(({ content }) => content));
  const taken = new Set(calendars.changes.map(({ from }) => new Date(from).getTime()));
  for (const { change, from } of brought) {
    const content = canonicalText(change);
    if (contents.has(content)) continue;
    let instant = from;
    // One comes after the other, to the millisecond.
    while (taken.has(instant)) instant += 1;
    taken.add(instant);
    await tx.query('insert into calendar_changes (tenant, from_at, what, content) values ($1, $2, $3, $4)', [
      ...[tx.tenant, new Date(instant), change.what, content],
    ]);
  }
}

interface Row {
  from: Date;
  what: string;
  content: string;
  case: string | null;
  seq: number | null;
}

const changeRows = (tx: Transaction): Promise<Row[]> =>
  tx.query<Row>(
    `select from_at as from, what, content, case_id as case, seq from calendar_changes where tenant = $1
     order by from_at`,
    [tx.tenant],
  );
