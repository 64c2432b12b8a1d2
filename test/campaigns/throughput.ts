import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { Casework, ProcessShelf, type Caller } from '#casework';

import { laboratories, type TestOffice } from '../office.js';
import { relay } from './relay.process.js';

/**
 * Steps a second at the door of casework, against pgbench writing the same rows under the same constraints by one
 * hand-written statement a step: both on the same Postgres, in turn, each on its own cases.
 */
export interface Throughput {
  casework: number[];
  pgbench: number[];
  /** Median over the rounds of casework / pgbench. */
  ratio: number;
  /** Lowest and highest of the rounds. */
  spread: [number, number];
}

const cases = 256;
const pgbenchPath = [
  '/usr/bin/pgbench',
  '/usr/lib/postgresql/15/bin/pgbench',
  '/opt/homebrew/bin/pgbench',
].find((path) => existsSync(path));

export const pgbenchIsThere = (): boolean => pgbenchPath !== undefined;

export async function throughput(
  office: TestOffice,
  { rounds = 5, seconds = 4, callers = 64 }: { rounds?: number; seconds?: number; callers?: number },
): Promise<Throughput> {
  const casework = new Casework(office.service, new ProcessShelf([relay]));
  const ours = await openCases(office, casework);
  const theirs = await openCases(office, casework);
  const directory = await mkdtemp(join(tmpdir(), 'greenlane-bench-'));
  try {
    const script = await prepare(office, theirs, directory);
    const measured: { casework: number; pgbench: number }[] = [];
    await drive(casework, office.as('intake-1'), ours, callers, 1_000);
    for (let round = 0; round < rounds; round += 1) {
      const hand = await runPgbench(office.urls.serviceUrl, script, [
        '-c',
        '32',
        '-j',
        '2',
        '-T',
        String(seconds),
      ]);
      const product = await drive(casework, office.as('intake-1'), ours, callers, seconds * 1_000);
      measured.push({ casework: product, pgbench: hand });
      process.stderr.write(
        `round ${round + 1}: casework ${product.toFixed(0)}, pgbench ${hand.toFixed(0)} steps a second\n`,
      );
    }
    const ratios = measured.map((round) => round.casework / round.pgbench).sort((one, other) => one - other);
    return {
      casework: measured.map((round) => round.casework),
      pgbench: measured.map((round) => round.pgbench),
      ratio: ratios[Math.floor(ratios.length / 2)]!,
      spread: [ratios[0]!, ratios.at(-1)!],
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Rows that two steps, there and back, add to each table: by the product, and by the hand-written statement. */
export async function rowsOfOneStep(
  office: TestOffice,
): Promise<{ product: Record<string, number>; handWritten: Record<string, number> }> {
  const casework = new Casework(office.service, new ProcessShelf([relay]));
  const [ours, theirs] = [await openCases(office, casework, 1), await openCases(office, casework, 1)];
  const directory = await mkdtemp(join(tmpdir(), 'greenlane-bench-'));
  try {
    const script = await prepare(office, theirs, directory);
    const added = async (step: () => Promise<unknown>): Promise<Record<string, number>> => {
      const before = await count(office);
      await step();
      await step();
      const after = await count(office);
      return Object.fromEntries(tables.map((table) => [table, (after[table]! - before[table]!) / 2]));
    };
    const runner = ours[0]!;
    const caller = office.as('intake-1');
    const product = await added(async () => {
      runner.revision = await step(casework, caller, runner, runner.revision);
    });
    const handWritten = await added(() => runPgbench(office.urls.serviceUrl, script, ['-c', '1', '-t', '1']));
    return { product, handWritten };
  } finally {
    await rm(directory, { recursive: true });
  }
}

const tables = [
  'cases',
  'events',
  'evidence',
  'answers',
  'clocks',
  'clock_operations',
  'pending',
  'counters',
];

async function count(office: TestOffice): Promise<Record<string, number>> {
  const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
  const [row] = await office.rows<Record<string, number>>(`select ${counts.join(', ')}`);
  return row!;
}

interface Runner {
  id: string;
  revision: number;
}

export async function openCases(office: TestOffice, casework: Casework, many = cases): Promise<Runner[]> {
  const asked = { process: 'relay', institution: laboratories[0].id, evidence: undefined };
  const opened = await Promise.all(
    Array.from({ length: many }, () => casework.open(office.as('applicant-food'), asked, randomUUID())),
  );
  return opened.map(({ answer }) => ({ id: answer.case, revision: answer.revision }));
}

/** Callers that each wait for their answer before they ask again, for a while; answers steps a second. */
export async function drive(
  casework: Casework,
  caller: Caller,
  all: Runner[],
  callers: number,
  milliseconds: number,
): Promise<number> {
  const started = performance.now();
  let steps = 0;
  await Promise.all(
    Array.from({ length: callers }, async (_, index) => {
      const own = all.filter((_runner, place) => place % callers === index);
      for (let turn = 0; performance.now() - started < milliseconds; turn += 1) {
        const runner = own[turn % own.length]!;
        runner.revision = await step(casework, caller, runner, turn);
        steps += 1;
      }
    }),
  );
  return (steps * 1_000) / (performance.now() - started);
}

async function step(
  casework: Casework,
  caller: Caller,
  { id, revision }: Runner,
  lap: number,
): Promise<number> {
  const evidence = { lap: lap % 1_000, note: '第一棒交接顺利。' };
  const { answer } = await casework.advance(
    caller,
    { case: id, step: 'pass', revision, evidence },
    randomUUID(),
  );
  return answer.revision;
}

async function prepare(office: TestOffice, theirs: readonly Runner[], directory: string): Promise<string> {
  const client = new pg.Client({ connectionString: office.urls.superuserUrl });
  await client.connect();
  try {
    await client.query('create table bench_cases (n integer primary key, id uuid not null)');
    await client.query('grant select on bench_cases to public');
    await client.query(
      'insert into bench_cases select n, id from unnest($1::uuid[]) with ordinality as t (id, n)',
      [theirs.map(({ id }) => id)],
    );
    await client.query('analyze');
  } finally {
    await client.end();
  }
  const source = await readFile(join(process.cwd(), 'test/campaigns/one-statement.sql'), 'utf8');
  const script = join(directory, 'step.sql');
  // pgbench takes a statement from one line, or to its semicolon; its own commands must stand alone.
  await writeFile(script, source.replaceAll(':cases', String(theirs.length)));
  return script;
}

async function runPgbench(url: string, script: string, load: readonly string[]): Promise<number> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const { stdout } = await promisify(execFile)(
    pgbenchPath!,
    ['-n', '-M', 'prepared', ...load, '-f', script, pathname.slice(1)],
    {
      env: {
        ...process.env,
        PGHOST: searchParams.get('host') ?? hostname,
        PGPORT: port || searchParams.get('port') || '5432',
        PGUSER: decodeURIComponent(username),
        PGPASSWORD: decodeURIComponent(password),
        PGOPTIONS: '-c app.tenant=22',
      },
    },
  );
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1];
  if (tps === undefined || (failed !== undefined && failed !== '0')) throw new Error(`pgbench: ${stdout}`);
  return Number(tps);
}
