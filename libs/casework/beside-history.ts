import { dayOf, firstInstantAfter } from '#calendar';
import type { Transaction } from '#database';
import type { Finding } from '#ledger';
import type { Role } from '#process';
import { roles } from '#regulations';
import { peopleNamed } from './authority.js';
import { loadHolds } from './clock-holds.js';
import { loadCalendars, type OfficeCalendars } from './calendars.js';
import { clocksFinding, type ClocksStored, type Reckoning } from './clocks-told.js';
import type { Folded } from './replay-law.js';

type OfCase<Row> = Row & { case_id: string };

/** What the tables say beside the history: clocks, numbers, desks, people named, and who held which role when. */
export interface Beside {
  office: Reckoning;
  clocks: OfCase<ClocksStored['clocks'][number]>[];
  operations: OfCase<ClocksStored['operations'][number]>[];
  /** Whom cases name. The duty is empty in rows from before duties were kept apart. */
  people: OfCase<{ person: string; duty: string | null }>[];
  /** Which of the duties kept apart began for whom in these cases. */
  duties: OfCase<{ person: string; duty: string }>[];
  numbers: Map<string, string | null>;
  desks: { case_id: string; duty: string; person_id: string; seq: number }[];
  grants: { person_id: string; role: string; granted_at: Date; withdrawn_at: Date | null }[];
}

export async function loadBeside(tx: Transaction, cases: readonly string[]): Promise<Beside> {
  const { zone, calendars } = await loadCalendars(tx);
  const held = await loadHolds(tx);
  const changes = await tx.query<{ from: Date; recorded: Date }>(
    `select c.from_at as from, (e.doc ->> 'recordedAt')::timestamptz as recorded from calendar_changes c
     join events e on e.tenant = c.tenant and e.case_id = c.case_id and e.seq = c.seq where c.tenant = $1`,
    [tx.tenant],
  );
  const entered = new Map(changes.map(({ from, recorded }) => [from.getTime(), recorded.getTime()]));
  const clocks = await tx.query<Omit<Beside['clocks'][number], 'exact'> & { due_at: Date | null }>(
    `select case_id, clock, generation, anchor, budget, unit, consumed, running_since, held_on, due_on, status, legal_effect,
            lapses_into, instrument, article, calendar_version, provisional, changed_seq, due_at
     from clocks where tenant = $1 and case_id = any($2::uuid[])`,
    [tx.tenant, cases],
  );
  const operations = await tx.query<Beside['operations'][number]>(
    `select case_id, seq, clock, generation, operation, on_day, consumed, due_on, length, anchor, becomes, instrument,
            article
     from clock_operations where tenant = $1 and case_id = any($2::uuid[])`,
    [tx.tenant, cases],
  );
  const people = await tx.query<Beside['people'][number]>(
    'select case_id, person_id as person, duty from case_people where tenant = $1 and case_id = any($2::uuid[])',
    [tx.tenant, cases],
  );
  const duties = await tx.query<Beside['duties'][number]>(
    `select case_id, person_id as person, duty from duties_held
     where tenant = $1 and case_id = any($2::uuid[])
       and matter in (select root_id from cases where tenant = $1 and id = any($2::uuid[]))`,
    [tx.tenant, cases],
  );
  const numbers = await tx.query<{ id: string; number: string | null }>(
    'select id, number from cases where tenant = $1 and id = any($2::uuid[])',
    [tx.tenant, cases],
  );
  const grants = await tx.query<Beside['grants'][number]>(
    'select person_id, role, granted_at, withdrawn_at from role_grants where tenant = $1',
    [tx.tenant],
  );
  const desks = await tx.query<Beside['desks'][number]>(
    'select case_id, duty, person_id, seq from assignments where tenant = $1 and case_id = any($2::uuid[])',
    [tx.tenant, cases],
  );
  return {
    office: { zone, calendars, held, entered },
    clocks: clocks.map(({ due_at, ...row }) => ({
      ...row,
      exact: (due_at?.getTime() ?? null) === endOf(calendars, row.due_on, row.calendar_version),
    })),
    operations,
    people,
    duties,
    desks,
    numbers: new Map(numbers.map(({ id, number }) => [id, number])),
    grants,
  };
}

/**
 * Whether the tables beside a case's history say what its events say: each clock stands where the events left it, no
 * clock lapsed before its period was over, the number is the one that was drawn, each duty lies on the desk it was put
 * on, whoever took a step held the role at that moment, and nobody is named or holds a duty whom no event gave it. The
 * history itself must have been folded before.
 */
export function besideFinding(id: string, folded: readonly Folded[], beside: Beside): Finding | null {
  const clocks = new Map<string, { status: string; over: number | null }>();
  const desks = new Map<string, string>();
  let number: string | null = null;
  for (const { event } of folded) {
    const wrong = (sentence: string): Finding => ({ case: id, seq: event.seq, sentence });
    if (event.cause.kind === 'clock') {
      const clock = clocks.get(event.cause.of ?? '');
      const { today } = event.given as { today: string };
      const over = clock?.status === 'running' ? clock.over : null;
      const { zone } = beside.office;
      if (over === null || Date.parse(event.at) < over || today !== dayOf(new Date(over), zone))
        return wrong(`clock "${event.cause.of}" had not run out`);
    }
    const { person, roles: used } = event.actor;
    const granted = used.filter((role) => !everybodys.has(role));
    if (person !== null && !granted.every((role) => held(beside, person, role, event.at))) {
      return wrong('whoever took the step did not hold the role at that moment');
    }
    for (const { clock, generation, order, due, calendar, becomes } of event.clocks) {
      const key = `${clock}/${generation}`;
      if (order === 'rename') {
        const standing = clocks.get(key);
        if (standing !== undefined) clocks.set(`${becomes}/${generation}`, standing);
        clocks.delete(key);
        continue;
      }
      const former = `${clock}/${generation - 1}`;
      // Another anchor, a longer budget and another calendar leave a clock as it ran or was held.
      const status = statusAfter[order] ?? clocks.get(order === 'supersede' ? former : key)?.status ?? order;
      if (order === 'interrupt') clocks.set(former, { status: 'stopped', over: null });
      if (order === 'supersede') clocks.set(former, { status: 'superseded', over: null });
      clocks.set(key, { status, over: endOf(beside.office.calendars, due, calendar) });
    }
    const { caseNumber, duty, to } = (event.given as { world: Record<string, string | undefined> }).world;
    number = caseNumber ?? number;
    if (event.kind === 'assigned') desks.set(duty!, `${to}/${event.seq}`);
    if (event.kind === 'released') desks.delete(duty!);
  }
  const end = (sentence: string): Finding => ({ case: id, seq: folded.length, sentence });
  if (beside.numbers.get(id) !== number)
    return end('the case bears another number than the one drawn for it');
  const onDesks = ofCase(id, beside.desks);
  const asPut = onDesks.every(({ duty, person_id, seq }) => desks.get(duty) === `${person_id}/${seq}`);
  if (!asPut || onDesks.length !== desks.size) return end('a duty lies elsewhere than its events put it');
  const stored = { clocks: ofCase(id, beside.clocks), operations: ofCase(id, beside.operations) };
  const wrong = peopleWrong(folded, ofCase(id, beside.people), ofCase(id, beside.duties));
  return wrong === null ? clocksFinding(id, folded, stored, beside.office) : end(wrong);
}

/** What is wrong with whom the case names and which duties began in it, if anything is. */
function peopleWrong(
  folded: readonly Folded[],
  people: readonly Omit<Beside['people'][number], 'case_id'>[],
  duties: readonly Omit<Beside['duties'][number], 'case_id'>[],
): string | null {
  const named = folded.map(({ process, context }) => peopleNamed(process, context));
  const now = named.at(-1)!;
  const ever = new Set(named.flatMap((some) => [...some].map(([person, duty]) => `${person} ${duty}`)));
  const stray = people.find(
    ({ person, duty }) => !now.has(person) || (duty !== null && !ever.has(`${person} ${duty}`)),
  );
  if (stray !== undefined) return `${stray.person} is named for what the memory does not name them for`;
  if (people.length !== now.size) return 'somebody whom the memory names does not find the case';
  for (const { event } of folded) ever.add(`${event.actor.person} ${event.actor.duty}`);
  const held = duties.find(({ person, duty }) => !ever.has(`${person} ${duty}`));
  return held === undefined ? null : `${held.person} holds the duty "${held.duty}", which no event gave`;
}

/** The rows of one case, without saying so. */
const ofCase = <Row extends { case_id: string }>(id: string, rows: readonly Row[]): Omit<Row, 'case_id'>[] =>
  rows.flatMap(({ case_id, ...row }) => (case_id === id ? [row] : []));

const statusAfter: Record<string, string> = {
  start: 'running',
  resume: 'running',
  interrupt: 'running',
  suspend: 'suspended',
  stop: 'stopped',
  expire: 'expired',
};

/** When a period that ends on this day is over, by the cut-off hour of its calendar; milliseconds since 1970. */
function endOf(calendars: OfficeCalendars, due: string | null, version: string): number | null {
  return due === null
    ? null
    : Date.parse(firstInstantAfter(due, calendars.find(version)?.calendar.cutOffHour));
}

/** Roles that need no grant. */
const everybodys: ReadonlySet<string> = new Set(
  Object.entries(roles as Record<string, Role>).flatMap(([name, { heldByAll }]) => (heldByAll ? [name] : [])),
);

/**
 * A step is judged on the roles read under its locks; one that was under way while a role was withdrawn may be dated a
 * moment after the withdrawal. Milliseconds.
 */
const underWay = 60_000;

function held({ grants }: Beside, person: string, role: string, at: string): boolean {
  const moment = new Date(at);
  const before = new Date(moment.getTime() - underWay);
  return grants.some(
    (grant) =>
      grant.person_id === person &&
      grant.role === role &&
      grant.granted_at <= moment &&
      (grant.withdrawn_at === null || grant.withdrawn_at > before),
  );
}
