import { addDays, dayOf } from '#calendar';
import type { Transaction } from '#database';
import type { EventBody, Finding } from '#ledger';
import type { Role } from '#process';
import { roles } from '#regulations';

/** What the tables say beside the history: clocks, numbers, desks, and who held which role when. */
export interface Beside {
  zone: string;
  clocks: {
    case_id: string;
    clock: string;
    generation: number;
    status: string;
    due_on: string | null;
    /** Whether `due_at` is the first instant after `due_on`. */
    exact: boolean;
  }[];
  numbers: Map<string, string | null>;
  desks: { case_id: string; duty: string; person_id: string; seq: number }[];
  grants: { person_id: string; role: string; granted_at: Date; withdrawn_at: Date | null }[];
}

export async function loadBeside(tx: Transaction, cases: readonly string[]): Promise<Beside> {
  const [office] = await tx.query<{ zone: string }>('select zone from jurisdictions where tenant = $1', [
    tx.tenant,
  ]);
  const clocks = await tx.query<Beside['clocks'][number]>(
    `select case_id, clock, generation, status, due_on,
            due_at is not distinct from (due_on + 1)::timestamp at time zone $3 as exact
     from clocks where tenant = $1 and case_id = any($2::uuid[])`,
    [tx.tenant, cases, office!.zone],
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
    zone: office!.zone,
    clocks,
    desks,
    numbers: new Map(numbers.map(({ id, number }) => [id, number])),
    grants,
  };
}

/**
 * Whether the tables beside a case's history say what its events say: each clock stands where the events left it, no
 * clock lapsed before its period was over, the number is the one that was drawn, each duty lies on the desk it was put
 * on, and whoever took a step held the role at that moment. The history itself must have been folded before.
 */
export function besideFinding(id: string, events: readonly EventBody[], beside: Beside): Finding | null {
  const clocks = new Map<string, { status: string; due: string | null }>();
  const desks = new Map<string, string>();
  let number: string | null = null;
  for (const event of events) {
    const wrong = (sentence: string): Finding => ({ case: id, seq: event.seq, sentence });
    if (event.cause.kind === 'clock') {
      const clock = clocks.get(event.cause.of ?? '');
      const { today } = event.given as { today: string };
      const over =
        clock?.status === 'running' && clock.due !== null && dayOf(event.at, beside.zone) > clock.due;
      if (!over || today !== addDays(clock.due!, 1))
        return wrong(`clock "${event.cause.of}" had not run out`);
    }
    const { person, roles: used } = event.actor;
    const granted = used.filter((role) => !everybodys.has(role));
    if (person !== null && !granted.every((role) => held(beside, person, role, event.at))) {
      return wrong('whoever took the step did not hold the role at that moment');
    }
    for (const { clock, generation, order, due } of event.clocks) {
      if (order === 'interrupt') clocks.set(`${clock}/${generation - 1}`, { status: 'stopped', due: null });
      clocks.set(`${clock}/${generation}`, { status: statusAfter[order] ?? order, due });
    }
    const { caseNumber, duty, to } = (event.given as { world: Record<string, string | undefined> }).world;
    number = caseNumber ?? number;
    if (event.kind === 'assigned') desks.set(duty!, `${to}/${event.seq}`);
    if (event.kind === 'released') desks.delete(duty!);
  }
  const end = (sentence: string): Finding => ({ case: id, seq: events.length, sentence });
  if (beside.numbers.get(id) !== number)
    return end('the case bears another number than the one drawn for it');
  const onDesks = beside.desks.filter(({ case_id }) => case_id === id);
  const asPut = onDesks.every(({ duty, person_id, seq }) => desks.get(duty) === `${person_id}/${seq}`);
  if (!asPut || onDesks.length !== desks.size) return end('a duty lies elsewhere than its events put it');
  const rows = beside.clocks.filter(({ case_id }) => case_id === id);
  const same = rows.every((row) => {
    const clock = clocks.get(`${row.clock}/${row.generation}`);
    const due = clock?.status === 'running' ? clock.due : null;
    return clock?.status === row.status && row.due_on === due && row.exact;
  });
  return same && rows.length === clocks.size ? null : end('a clock stands elsewhere than its events left it');
}

const statusAfter: Record<string, string> = {
  start: 'running',
  resume: 'running',
  interrupt: 'running',
  suspend: 'suspended',
  stop: 'stopped',
  expire: 'expired',
};

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
