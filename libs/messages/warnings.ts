import { addDays, CalendarYearUnknown, type Calendar, type Day } from '#calendar';
import { Audience, calendarNow, stateWords, type StandingClock, type Today } from '#casework';
import { inTransaction, type Transaction } from '#database';
import { partyAwaited } from '#regulations';
import { composeWarning, type OwedRung, type Warned as WarnedAs } from './compose.js';
import type { Telling } from './follower.js';
import { farthest, rungsOwed } from './rungs.js';
import { languagesOf, writeMessages, type Written } from './writing.js';

/** Whom each rung tells, as `jurisdictions.escalation` has it: `holder` is whose turn it is, else a duty. */
type Escalation = Record<OwedRung['rung'], string[]>;

/** Clocks warned of in one transaction at most. */
const most = 100;

interface Warned {
  case: string;
  clock: string;
  generation: number;
  due_on: Day;
  drawn_on: Day;
  /** Whether the law takes a step when it ends: that is told as a change, and there is no day after. */
  lapses: boolean;
  raised: string[];
}

/** What a look at the clocks came to: how many were warned of, and of how many nobody is there to be told. */
export interface Warnings {
  warned: number;
  untold: number;
}

/**
 * Raises all warnings that are owed and tells those whom they concern, part by part, each in one transaction: a rung is
 * claimed by its row, so none is raised twice, and only for a case that still stands as it was read. Where nobody is there
 * to be told, none is claimed: it is told once somebody is. What was missed is raised in the order of its days; where
 * several rungs of one clock are owed, one message tells them all, each with the day on which it was due.
 */
export async function raiseWarnings(telling: Telling): Promise<Warnings> {
  const all = { warned: 0, untold: 0 };
  for (let last: Warned | undefined, looked = most; looked === most;) {
    const part = await inTransaction(telling.service, telling.tenant, (tx) => raisePart(tx, telling, last));
    all.warned += part.warned;
    all.untold += part.untold;
    last = part.found.at(-1);
    looked = part.found.length;
  }
  return all;
}

async function raisePart(
  tx: Transaction,
  telling: Telling,
  after: Warned | undefined,
): Promise<Warnings & { found: Warned[] }> {
  const now = await calendarNow(tx, { toTell: true });
  const { calendar, today, zone } = now;
  const ahead = nextRungs(calendar, today);
  const found = await tx.named<Warned>('warnings: owed', owed, [
    ...[tx.tenant, today, most],
    ...[
      ahead.map(({ dueOn }) => dueOn),
      ahead.map(({ rung }) => rung),
      ahead.map(({ drawnBy }) => drawnBy),
      zone,
    ],
    ...[after?.due_on ?? null, after?.case ?? null, after?.clock ?? null, after?.generation ?? null],
  ]);
  if (found.length === 0) return { found, warned: 0, untold: 0 };
  const concerned = await whomTheyConcern(tx, telling, { calendar, today }, found);
  const told = concerned.filter(({ people }) => people.length > 0);
  const claimed = await claim(tx, told);
  await tell(tx, telling, now, told, claimed);
  const warned = told.filter(({ warned }) => claimed.some((one) => sameClock(one, warned))).length;
  return { found, warned, untold: concerned.length - told.length };
}

/**
 * For each day on which a clock may run out so that something is owed today: the rung that is next to be raised, and the
 * last day on which the date can have been drawn for it to count. No clock ends in a year that nobody knows.
 */
function nextRungs(calendar: Calendar, today: Day): { dueOn: Day; rung: string; drawnBy: Day }[] {
  const found: { dueOn: Day; rung: string; drawnBy: Day }[] = [];
  try {
    for (let day = today; calendar.workingDaysBetween(today, day) <= farthest; day = addDays(day, 1)) {
      const newest = rungsOwed(calendar, day, '0001-01-01', today).at(-1);
      if (newest === undefined) continue;
      const drawnBy = newest.rung === 'due' ? newest.on : addDays(newest.on, -1);
      found.push({ dueOn: day, rung: newest.rung, drawnBy });
    }
  } catch (error) {
    if (!(error instanceof CalendarYearUnknown)) throw error;
  }
  return found;
}

/** Whether a rung of a clock was raised. `offset 0` keeps it a look by the key, however many rows there are. */
const raised = (rung: string): string => `
  exists (select from clock_warnings c where c.tenant = $1 and c.case_id = k.case_id and c.clock = k.clock
    and c.generation = k.generation and c.due_on = k.due_on and c.rung = ${rung} offset 0)`;

/** The legal day on which a clock's date was drawn. */
const drawnOn = `(select (e.at at time zone $7)::date from events e
  where e.tenant = $1 and e.case_id = k.case_id and e.seq = k.changed_seq)`;

/**
 * Clocks whose newest rung is not raised: those that end within some working days, each day by the index of days, and those
 * past their last day. An armed clock that ends later is not looked at, however many there are.
 */
export const owed = `
  with near as materialized (
    select k.* from unnest($4::date[], $5::text[], $6::date[]) as w (due_on, rung, drawn_by)
    cross join lateral (
      select case_id, clock, generation, due_on, changed_seq, lapses_into from clocks
      where tenant = $1 and due_on = w.due_on and status = 'running' and legal_effect in ('statutory', 'target') offset 0) as k
    where not ${raised('w.rung')} and ${drawnOn} <= w.drawn_by
    union all
    select case_id, clock, generation, due_on, changed_seq, lapses_into from clocks k
    where k.tenant = $1 and k.due_on < $2::date and k.status = 'running' and k.legal_effect in ('statutory', 'target')
      and k.lapses_into is null and not ${raised(`'after'`)})
  select k.case_id as "case", k.clock, k.generation, k.due_on, ${drawnOn} as drawn_on, k.lapses_into is not null as lapses,
    array(select c.rung from clock_warnings c where c.tenant = $1 and c.case_id = k.case_id and c.clock = k.clock
      and c.generation = k.generation and c.due_on = k.due_on) as raised
  from (select * from near where $8::date is null or (due_on, case_id, clock, generation) > ($8::date, $9::uuid, $10, $11::integer)
        order by due_on, case_id, clock, generation limit $3) as k
  order by k.due_on, k.case_id, k.clock, k.generation`;

/** A clock that is warned of, with the rungs that are owed, the case as it was read, and who is to be told. */
interface Concerned {
  warned: Warned;
  rungs: OwedRung[];
  audience: Audience;
  clock: StandingClock;
  people: WarnedPerson[];
}

/** Of clocks that still stand as they were found: whoever moved one since is told of that. */
async function whomTheyConcern(
  tx: Transaction,
  { shelf }: Telling,
  { calendar, today }: { calendar: Calendar; today: Day },
  found: readonly Warned[],
): Promise<Concerned[]> {
  const audiences = await Audience.of(tx, shelf, [...new Set(found.map((one) => one.case))]);
  const [office] = await tx.named<{ escalation: Escalation }>(
    'warnings: escalation',
    'select escalation from jurisdictions where tenant = $1',
    [tx.tenant],
  );
  return found.flatMap((warned) => {
    const audience = audiences.get(warned.case)!;
    const clock = audience.clocks.find(
      (one) => one.clock === warned.clock && one.generation === warned.generation,
    );
    const rungs = rungsOwed(calendar, warned.due_on, warned.drawn_on, today).filter(
      ({ rung }) => !warned.raised.includes(rung) && !(rung === 'after' && warned.lapses),
    );
    const newest = rungs.at(-1);
    if (newest === undefined || clock?.due_on !== warned.due_on) return [];
    const lapsed = newest.rung === 'after' && clock.legal_effect === 'statutory';
    const people = warnedOf(audience, office!.escalation[newest.rung], lapsed);
    return [{ warned, rungs, audience, clock, people }];
  });
}

type Claimed = Pick<Warned, 'case' | 'clock' | 'generation' | 'due_on'> & OwedRung;

/**
 * The rungs that nobody raised before, of cases to which nothing has happened since they were read: else who was to be told
 * may have nothing to do with it any more. Rows are inserted in the order of their key, as by everybody.
 */
async function claim(tx: Transaction, told: readonly Concerned[]): Promise<Claimed[]> {
  const rows = told.flatMap(({ warned, rungs, audience }) => {
    const { case: of, clock, generation, due_on } = warned;
    return rungs.map((owing) => ({ case: of, clock, generation, due_on, seq: audience.row.seq, ...owing }));
  });
  if (rows.length === 0) return [];
  return tx.named<Claimed>(
    'warnings: claim',
    `insert into clock_warnings (tenant, case_id, clock, generation, due_on, rung, owed_on, raised_at)
     select $1, g."case", g.clock, g.generation, g.due_on, g.rung, g."on", office_now()
     from jsonb_to_recordset($2::jsonb)
       as g ("case" uuid, clock text, generation integer, due_on date, seq integer, rung text, "on" date)
     join cases c on c.tenant = $1 and c.id = g."case" and c.seq = g.seq
     order by g.due_on, g."case", g.clock, g.generation, g."on" on conflict do nothing
     returning case_id as "case", clock, generation, due_on, rung, owed_on as "on"`,
    [tx.tenant, JSON.stringify(rows)],
  );
}

async function tell(
  tx: Transaction,
  { publicUrl, mail }: Telling,
  { calendar, today, at, changes }: Today,
  told: readonly Concerned[],
  claimed: readonly Claimed[],
): Promise<void> {
  const languageOf = await languagesOf(
    tx,
    told.flatMap(({ people }) => people.map(({ person }) => person)),
  );
  const messages = told.flatMap(({ warned, audience, clock, people }): Written[] => {
    const rungs = claimed
      .filter((one) => sameClock(one, warned))
      .sort((one, other) => (one.on < other.on ? -1 : 1));
    const newest = rungs.at(-1);
    if (newest === undefined) return [];
    const { generation, due_on: dueOn } = warned;
    const cause = { clock: warned.clock, generation, dueOn, rung: newest.rung };
    const scene = { audience, calendar, today, at, changes, publicUrl, names: noNames };
    return people.map(({ person, turn, as }) => {
      const language = languageOf(person);
      const composed = composeWarning(scene, { clock, rungs, as }, { language, turn });
      return { person, case: warned.case, cause, kind: 'warning', language, ...composed };
    });
  });
  await writeMessages(tx, messages, { mail });
}

const noNames: ReadonlyMap<string, string> = new Map();

const sameClock = (one: Claimed, other: Omit<Claimed, 'rung' | 'on'>): boolean =>
  one.case === other.case &&
  one.clock === other.clock &&
  one.generation === other.generation &&
  one.due_on === other.due_on;

interface WarnedPerson {
  person: string;
  turn: string | null;
  as: WarnedAs;
}

/**
 * Whom a rung tells: those whose turn it is, then, one after the other, the duties it names. While the applicant is to act,
 * nobody of the office; where nobody is left whose turn it could be, those who supervise from the first rung on. Once a limit
 * of the law that the authority was to keep has run out without an outcome (`lapsed`), the parties are told beside them.
 */
function warnedOf(audience: Audience, rung: readonly string[], lapsed: boolean): WarnedPerson[] {
  const { tags } = stateWords(audience.process, audience.row.state);
  if (partyAwaited(tags) === 'applicant' && audience.parties.length > 0)
    return audience.parties.map((person) => ({ person, turn: 'applying', as: 'turn' }));
  const told = new Map<string, WarnedPerson>();
  const tell = (person: string, turn: string | null, as: WarnedAs): void => {
    if (!told.has(person)) told.set(person, { person, turn, as });
  };
  if (rung.includes('holder'))
    for (const { duty, people } of audience.turns) for (const person of people) tell(person, duty, 'turn');
  const duties = rung.filter((name) => name !== 'holder');
  for (const duty of told.size === 0 ? ['supervision', ...duties] : duties)
    for (const person of audience.ofDuty(duty)) tell(person, null, 'escalated');
  // Not alone: the rung would be used up, and nobody of the office would ever be told.
  if (lapsed && told.size > 0) for (const person of audience.parties) tell(person, null, 'party');
  return [...told.values()];
}
