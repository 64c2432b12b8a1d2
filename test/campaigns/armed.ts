import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Casework, ProcessShelf } from '#casework';
import { connect, inTransaction } from '#database';
import { startWorker } from '../../apps/worker/worker.js';
import { fireDueClocks, usualChores } from '../../apps/worker/rounds.js';
import { importScope, laboratories, type TestOffice } from '../office.js';
import { arm, Crew, drained, type ListedClock } from './clocks.js';
import { generator } from './random.js';
import { relay } from './relay.process.js';
import { drive, openCases } from './throughput.js';

/**
 * A million clocks are armed, and some hundreds of them run out while two workers, processes of their own, look at them:
 * how late each takes its step, in the office's time. Then a backlog, as after an outage, is drained by one worker, beside
 * the rate at which the same engine takes steps that people ask for.
 *
 * The million are copies of one case that casework opened: a case, its event under a hash of its own, and its clock, due
 * years from now. They are loaded as a restore loads them, without foreign keys and with every check, and are then counted
 * with their events; they wait for no leaf number. Those that run out are opened and handed in through casework like any other.
 */
export interface ArmedResult {
  armed: number;
  due: number;
  fired: number;
  /** Seconds from the instant at which a clock ran out to its event. */
  latest: number;
  p99: number;
  /** Median over the rounds: clocks drained a second, by steps taken a second. */
  ratio: number;
  plan: string[];
}

export interface ArmedLoad {
  armed: number;
  /** Instants at which clocks run out, and how many do at each. */
  waves: number;
  clocks: number;
  /** Clocks of each backlog; rounds of backlog and steps. */
  backlog: number;
  rounds: number;
  tell: (line: string) => void;
}

export async function armed(office: TestOffice, load: ArmedLoad): Promise<ArmedResult> {
  const casework = new Casework(office.service, new ProcessShelf([relay]));
  await copy(office, casework, load);
  const lateness = await runOut(office, load);
  const { ratio, plan } = await drain(office, casework, load);
  const sorted = lateness.toSorted((one, other) => one - other);
  const [row] = await office.rows<{ armed: number }>(
    `select count(*)::integer as armed from clocks join events using (tenant, case_id)
     where status = 'running' and lapses_into is not null and due_at > '2030-01-01' and seq = changed_seq`,
  );
  return {
    armed: row!.armed,
    due: load.waves * load.clocks,
    fired: lateness.length,
    latest: sorted.at(-1)!,
    p99: sorted[Math.ceil(sorted.length * 0.99) - 1]!,
    ratio,
    plan,
  };
}

const beforeAnalysis = 1_000;
const atOnce = 20_000;
const analyse = 'vacuum (analyze) clocks, cases, events, clock_operations, duties_held';

async function copy(office: TestOffice, casework: Casework, load: ArmedLoad): Promise<void> {
  const asked = { process: 'relay', institution: laboratories[0].id, evidence: undefined };
  const { answer } = await casework.open(office.as('applicant-food'), asked, randomUUID());
  const superuser = await connect(office.urls.superuserUrl, { poolSize: 1, statementTimeout: 600_000 });
  try {
    for (let done = 0, many = 0; done < load.armed; done += many) {
      many = Math.min(done === 0 ? beforeAnalysis : atOnce, load.armed - done);
      await inTransaction(superuser, office.tenant, async (tx) => {
        await tx.query('set local session_replication_role = replica');
        await tx.query('set local synchronous_commit = off');
        await tx.query(copies, [answer.case, many, done]);
      });
      // The triggers' own plans are made for the size that is known.
      if (done === 0) await superuser.dataSource.query(analyse);
      if (Math.floor((done + many) / 100_000) > Math.floor(done / 100_000)) load.tell(`${done + many} armed`);
    }
    // Numbering a million leaves is another matter, and would be measured with the firing.
    await superuser.dataSource.query('truncate pending');
    await superuser.dataSource.query(analyse);
  } finally {
    await superuser.close();
  }
}

/** One statement: cases, events, clocks and their operations, each copy due on one of some thousand days from 2030 on. */
const copies = `
  with fresh as materialized (
    select n, uuidv7() as id from generate_series($3::integer + 1, $3::integer + $2::integer) as n),
  told as materialized (
    select n, f.id, replace(e.body, $1::text, f.id::text) as body from fresh f, events e where e.case_id = $1::uuid),
  hashed as materialized (
    select n, id, body, sha256('\\x00'::bytea || convert_to(body, 'UTF8')) as hash from told),
  opened as (
    insert into cases (tenant, id, root_id, process, edition, edition_hash, institution_id, number, state, revision, seq,
      head, context, context_hash, opened_at, changed_at)
    select c.tenant, h.id, h.id, c.process, c.edition, c.edition_hash, c.institution_id, null, c.state, c.revision, c.seq,
      h.hash, c.context, c.context_hash, c.opened_at, c.changed_at
    from hashed h, cases c where c.id = $1::uuid),
  happened as (
    insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
    select e.tenant, h.id, e.seq, e.kind, e.step, e.state, e.revision, e.context_hash, null, null, h.hash, e.at, h.body
    from hashed h, events e where e.case_id = $1::uuid),
  operated as (
    insert into clock_operations (tenant, case_id, seq, clock, generation, operation, on_day, consumed, due_on,
      instrument, article)
    select o.tenant, h.id, o.seq, o.clock, o.generation, o.operation, o.on_day, o.consumed, o.due_on, o.instrument, o.article
    from hashed h, clock_operations o where o.case_id = $1::uuid)
  insert into clocks (tenant, case_id, clock, generation, anchor, budget, unit, consumed, running_since, due_on, due_at,
    status, legal_effect, lapses_into, instrument, article, calendar_version, provisional, changed_seq)
  select k.tenant, h.id, k.clock, k.generation, k.anchor, k.budget, k.unit, k.consumed, k.running_since,
    date '2030-01-02' + n % 3000, timestamptz '2030-01-02T16:00:00Z' + (n % 3000) * interval '1 day',
    k.status, k.legal_effect, k.lapses_into, k.instrument, k.article, k.calendar_version, k.provisional, k.changed_seq
  from hashed h, clocks k where k.case_id = $1::uuid`;

/**
 * The plan of the statement by which workers claim, as this database has prepared it for the product: prepared while nothing
 * is due, and carried out once `fallDue` has come to pass.
 */
async function planOfTheClaim(office: TestOffice, fallDue: () => Promise<unknown>): Promise<string[]> {
  const one = await connect(office.urls.serviceUrl, { poolSize: 1 });
  try {
    const looking = new Casework(one, office.casework.shelf);
    // After five times the database may take a plan for any values.
    for (let time = 0; time < 7; time += 1) await looking.lapseDue(office.tenant);
    await fallDue();
    return await inTransaction(one, office.tenant, async (tx) => {
      const rows = await tx.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, buffers) execute "claim-due" (${office.tenant}, office_now(), '{}', null, 64)`,
      );
      return rows.map((row) => row['QUERY PLAN']);
    });
  } finally {
    await one.close();
  }
}

/** Lets clocks run out in real time, some at each of several instants. Answers how late each took its step, seconds. */
async function runOut(office: TestOffice, load: ArmedLoad): Promise<number[]> {
  const scope = await importScope(office, 'applicant-food', 0, 'food');
  const crew = new Crew(office, generator(1), 2);
  const lateness: number[] = [];
  try {
    for (let wave = 0; wave < load.waves; wave += 1) {
      const list = await arm(office, scope, load.clocks);
      await crew.assemble();
      await office.rows(
        `select move_office_time(min(due_at) - interval '3 seconds') from clocks where case_id = $1`,
        [list[0]!.case_id],
      );
      await sleep(3_000);
      await drained(
        office,
        list.map((one) => one.case_id),
      );
      lateness.push(...(await latenessOf(office, list)));
      load.tell(`wave ${wave + 1}: the latest so far ${Math.max(...lateness).toFixed(2)} s`);
    }
  } finally {
    await crew.end();
  }
  return lateness;
}

async function latenessOf(office: TestOffice, list: readonly ListedClock[]): Promise<number[]> {
  const rows = await office.rows<{ seconds: number }>(
    `select extract(epoch from e.at - l.due_at)::double precision as seconds
     from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as l (case_id, clock, due_at)
     join clock_operations o on o.case_id = l.case_id and o.clock = l.clock and o.operation = 'expire'
     join events e on e.case_id = o.case_id and e.seq = o.seq`,
    [list.map((one) => one.case_id), list.map((one) => one.clock), list.map((one) => one.due_at)],
  );
  return rows.map(({ seconds }) => seconds);
}

async function drain(
  office: TestOffice,
  casework: Casework,
  load: ArmedLoad,
): Promise<Pick<ArmedResult, 'ratio' | 'plan'>> {
  const sealer = await connect(office.urls.sealerUrl, { poolSize: 1 });
  const ratios: number[] = [];
  let plan: string[] = [];
  try {
    for (let round = 0; round < load.rounds; round += 1) {
      const runners = await openCases(office, casework);
      const steps = await drive(casework, office.as('intake-1'), runners, 64, 4_000);
      const backlog = [...runners, ...(await openCases(office, casework, load.backlog))].map(({ id }) => id);
      plan = await planOfTheClaim(office, () =>
        office.rows(`select move_office_time(office_now() + interval '16 days')`),
      );
      const [row] = await office.rows<{ due: number }>(
        `select count(*)::integer as due from clocks
         where status = 'running' and lapses_into is not null and due_at <= office_now()`,
      );
      const started = performance.now();
      const chores = usualChores.filter((chore) => chore.perform === fireDueClocks);
      const worker = startWorker({
        service: office.service,
        sealer,
        casework,
        chores,
        tenants: [office.tenant],
      });
      await drained(office, backlog);
      const rate = (row!.due * 1_000) / (performance.now() - started);
      await worker.stop();
      ratios.push(rate / steps);
      load.tell(
        `round ${round + 1}: ${rate.toFixed(0)} clocks drained and ${steps.toFixed(0)} steps taken a second`,
      );
    }
  } finally {
    await sealer.close();
  }
  const sorted = ratios.toSorted((one, other) => one - other);
  return { ratio: sorted[Math.floor(sorted.length / 2)]!, plan };
}
