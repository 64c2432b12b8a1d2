import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { replayCases } from '#casework';
import { connect, withoutTenant } from '#database';
import { applicationForm } from '../evidence.js';
import { handIn, importScope, openCase, type TestOffice } from '../office.js';
import { generator } from './random.js';
import { claimAndDie, fireOnceMore, type ListedClock } from './clocks-rogue.js';

export type { ListedClock } from './clocks-rogue.js';

/**
 * Four workers, each a process of its own as it is delivered, fire clocks that have run out, and are killed (SIGKILL) at
 * random moments while they do; each is started again at once. Every clock must have fired once: none twice, none never.
 *
 * Row locks and the chain of events already keep workers of ours apart, so that these alone would show nothing of the
 * unique key `a_clock_expires_once`. Beside them goes a rogue (`clocks-rogue.ts`): a worker that fires from an old list by
 * SQL of its own. It is the same in both runs. In the real run the key must have refused it each time. The control is the
 * same without the key: there the rogue fires a second time, and the count of this campaign must catch it. A second rogue
 * claims clocks and dies, and the same count must miss those.
 */
export interface ClocksResult {
  due: number;
  fired: number;
  doubled: number;
  lost: number;
  kills: number;
  /** Kills that broke a transaction of the worker's. */
  interrupted: number;
  /** Second expiries of the rogue that the key refused. */
  refused: number;
  /** What the replay found. */
  findings: number;
  /** How many second expiries the key ought to have refused. */
  attempted: number;
  /** Whether the same count saw every clock doubled without the key, and every one that a rogue claimed and never fired. */
  caught: boolean;
}

export interface ClocksLoad {
  waves: number;
  clocks: number;
  kills: number;
  tell: (line: string) => void;
}

/** What is run with every test. */
export const shortClocks = { waves: 1, clocks: 120, kills: 6 };

const workers = 4;
/** Clocks of each wave that the rogue has on its list. */
const onTheRoguesList = 5;
/** After so long without a clock having fired, those that are left count as lost. Milliseconds. */
const patience = 60_000;

export async function clocks(office: TestOffice, load: ClocksLoad): Promise<ClocksResult> {
  const random = generator(20250901);
  const crew = new Crew(office, random);
  const scope = await importScope(office, 'applicant-food', 0, 'food');
  const list: ListedClock[] = [];
  const stale: ListedClock[] = [];
  const result = { kills: 0, refused: 0 };
  const before = await rollbacks(office);
  try {
    for (let wave = 0; wave < load.waves; wave += 1) {
      const many = share(load.clocks, load.waves, wave);
      const fresh = await arm(office, scope, many);
      list.push(...fresh);
      stale.push(...fresh.slice(0, onTheRoguesList));
      await crew.assemble();
      await letThemRunOut(office);
      const killing = crew.kill(share(load.kills, load.waves, wave));
      await drained(
        office,
        fresh.map((one) => one.case_id),
      );
      result.kills += await killing;
      load.tell(`wave ${wave + 1} of ${load.waves}: ${list.length} clocks, ${result.kills} kills`);
    }
  } finally {
    await crew.end();
  }
  const interrupted = (await rollbacks(office)) - before;
  for (const listed of stale) if (!(await fireOnceMore(office, listed))) result.refused += 1;
  const counted = await count(office, list);
  const { findings } = await replayCases(office.service, office.casework, office.tenant);
  const [first] = findings;
  if (first !== undefined) load.tell(`replay: ${JSON.stringify(first)}`);
  const caught = await control(office, scope);
  return {
    ...{ ...counted, ...result, interrupted, attempted: stale.length },
    ...{ findings: findings.length, caught },
  };
}

/** The last of the parts takes what is left. */
const share = (all: number, parts: number, part: number): number =>
  Math.floor(((part + 1) * all) / parts) - Math.floor((part * all) / parts);

/** Opens cases and hands them in, so that a clock of five working days runs in each. */
export async function arm(office: TestOffice, scope: string, many: number): Promise<ListedClock[]> {
  const cases = await Promise.all(
    Array.from({ length: many }, async () => {
      const { id, revision } = await openCase(office, 'applicant-food', 0);
      const document = await handIn(office, 'applicant-food', id);
      const asked = { case: id, step: 'submit', revision, evidence: applicationForm(scope, document) };
      await office.casework.advance(office.as('applicant-food'), asked, randomUUID());
      return id;
    }),
  );
  return office.rows<ListedClock>(
    `select case_id, clock, generation, due_at from clocks
     where case_id = any($1::uuid[]) and status = 'running' and lapses_into is not null`,
    [cases],
  );
}

/** Sixteen days hold five working days, whatever feast they meet. */
const letThemRunOut = (office: TestOffice): Promise<unknown> =>
  office.rows(`select move_office_time(office_now() + interval '16 days')`);

/** Waits until no clock of these cases is due, or for so long that none fires any more. */
export async function drained(office: TestOffice, cases: readonly string[]): Promise<void> {
  let left = Infinity;
  for (let since = performance.now(); performance.now() - since < patience; await sleep(50)) {
    const [row] = await office.rows<{ left: number }>(
      `select count(*)::integer as left from clocks
       where status = 'running' and lapses_into is not null and due_at <= office_now() and case_id = any($1::uuid[])`,
      [cases],
    );
    if (row!.left === 0) return;
    if (row!.left < left) since = performance.now();
    left = row!.left;
  }
}

/** How often each clock of the list has expired in the history. */
async function count(
  office: TestOffice,
  list: readonly ListedClock[],
): Promise<Pick<ClocksResult, 'due' | 'fired' | 'doubled' | 'lost'>> {
  const rows = await office.rows<{ times: number; count: number }>(
    `select times::integer, count(*)::integer from (
       select count(o.seq) as times
       from unnest($1::uuid[], $2::text[], $3::integer[]) as l (case_id, clock, generation)
       left join clock_operations o on o.case_id = l.case_id and o.clock = l.clock and o.generation = l.generation
         and o.operation = 'expire'
       group by l.case_id, l.clock, l.generation) as each group by times`,
    [list.map((one) => one.case_id), list.map((one) => one.clock), list.map((one) => one.generation)],
  );
  const sum = (of: (times: number) => boolean): number =>
    rows.filter(({ times }) => of(times)).reduce((all, one) => all + one.count, 0);
  return {
    due: list.length,
    fired: sum((times) => times > 0),
    doubled: sum((times) => times > 1),
    lost: sum((times) => times === 0),
  };
}

/** The same count over the rogues, without the key. Afterwards the database is good for nothing else. */
async function control(office: TestOffice, scope: string): Promise<boolean> {
  const superuser = await connect(office.urls.superuserUrl, { poolSize: 1 });
  await withoutTenant(superuser, (tx) => tx.query('drop index a_clock_expires_once'));
  await superuser.close();
  const list = await arm(office, scope, onTheRoguesList);
  const claimed = await arm(office, scope, onTheRoguesList);
  await letThemRunOut(office);
  for (const listed of claimed) await claimAndDie(office, listed);
  for (const { case_id } of [...list, ...claimed]) await office.casework.lapse(office.tenant, case_id);
  for (const listed of list) await fireOnceMore(office, listed);
  const { doubled, lost } = await count(office, [...list, ...claimed]);
  return doubled === list.length && lost === claimed.length;
}

/** Transactions that were not committed. Nothing but a kill ends one so while the waves go on. */
const rollbacks = async (office: TestOffice): Promise<number> => {
  const [row] = await office.rows<{ count: number }>(
    'select xact_rollback as count from pg_stat_database where datname = current_database()',
  );
  return row!.count;
};

/** The worker processes: as many as there should be, whoever kills them. */
export class Crew {
  private readonly hands = new Map<string, { child: ChildProcess; atWork: Promise<void> }>();

  constructor(
    private readonly office: TestOffice,
    private readonly random: () => number,
    private readonly strength = workers,
  ) {}

  /** Waits until every one of them is at work. */
  async assemble(): Promise<void> {
    while (this.hands.size < this.strength) this.hire();
    await Promise.all([...this.hands.values()].map(({ atWork }) => atWork));
  }

  /** Kills one at random moments, so many times, and starts another at once. Answers how many it was. */
  async kill(times: number): Promise<number> {
    for (let time = 0; time < times; time += 1) {
      await sleep(this.random() * 300);
      const ready = [...this.hands.keys()];
      const victim = ready[Math.floor(this.random() * ready.length)]!;
      this.hands.get(victim)!.child.kill('SIGKILL');
      this.hands.delete(victim);
      this.hire();
    }
    return times;
  }

  async end(): Promise<void> {
    const ended = [...this.hands.values()].map(
      ({ child }) => new Promise((resolve) => child.once('exit', resolve)),
    );
    for (const { child } of this.hands.values()) child.kill('SIGKILL');
    await Promise.all(ended);
  }

  private hire(): void {
    const { serviceUrl, sealerUrl } = this.office.urls;
    const child = spawn(process.execPath, [join('dist', 'apps', 'worker', 'main.js')], {
      env: { PATH: process.env.PATH, DATABASE_URL: serviceUrl, DATABASE_SEALER_URL: sealerUrl },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const atWork = new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('at work')) resolve();
      });
      child.once('exit', (code) =>
        code === null ? resolve() : reject(new Error(`a worker ended: ${said}`)),
      );
    });
    atWork.catch(() => undefined);
    this.hands.set(randomUUID(), { child, atWork });
  }
}
