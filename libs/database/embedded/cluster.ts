import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { databaseSql, passwordsSql, roleNames, rolesSql } from '../roles.js';
import { plainEnvironment, type ServerUser } from './binaries.js';

/** The form of our directories; a program refuses one that is newer than it knows. */
export const release = { format: 1, postgres: '18' } as const;

/** Written into the data directory, so that it travels with every copy and backup of it. */
export interface Release {
  format: number;
  postgres: string;
  database: string;
}

/** Password by database user: the superuser and the three roles. */
export type Passwords = Record<string, string>;

/** Local users of the machine share the loopback interface, so a directory that lasts asks for a password. */
const accessRules = (method: 'trust' | 'scram-sha-256'): string =>
  [
    '# Written by Greenlane.',
    ...['all', 'replication'].flatMap((database) => [
      `local ${database} all ${method}`,
      `host ${database} all 127.0.0.1/32 ${method}`,
    ]),
    '',
  ].join('\n');

export const newPasswords = (): Passwords =>
  Object.fromEntries(
    ['postgres', ...Object.values(roleNames)].map((user) => [user, randomBytes(24).toString('base64url')]),
  );

/** Reads what made a data directory, and refuses in a sentence what this program cannot safely open. */
export function readRelease(dataDir: string): Release {
  const major = readText(join(dataDir, 'PG_VERSION'))?.trim();
  if (major === undefined) throw new Error(`${dataDir} is not the data directory of a Postgres server.`);
  const text = readText(join(dataDir, 'release.json'));
  if (text === undefined) throw new Error(`${dataDir} was not made by Greenlane (it has no release.json).`);
  let found: Partial<Release>;
  try {
    found = JSON.parse(text) as Partial<Release>;
  } catch {
    throw new Error(`${dataDir}/release.json cannot be read as JSON.`);
  }
  refuseRelease(dataDir, { ...found, postgres: major });
  return { format: release.format, postgres: major, database: found.database ?? 'greenlane' };
}

/** Refuses, in a sentence, a directory or backup of a newer form or of another Postgres. */
export function refuseRelease(place: string, found: Partial<Release>): void {
  if (typeof found.format !== 'number' || found.format > release.format)
    throw new Error(
      `${place} was made by a newer release of Greenlane (form ${found.format}; this one knows ${release.format}). Nothing was changed.`,
    );
  if (found.postgres !== release.postgres)
    throw new Error(
      `${place} belongs to Postgres ${found.postgres}, and this release carries Postgres ${release.postgres}. Nothing was changed.`,
    );
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

interface NewCluster {
  binaries: string;
  user: ServerUser;
  dataDir: string;
  database: string;
  /** Absent: everybody who reaches the port is trusted (clusters that live as long as a test run). */
  passwords?: Passwords;
}

/**
 * Makes a data directory with the roles and the empty database in it. It is built under another name and renamed when
 * all is done, so an interrupted attempt leaves no half directory, only a `.init-` one that the next start removes.
 */
export function createCluster({ binaries, user, dataDir, database, passwords }: NewCluster): void {
  const making = `${dataDir}.init-${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  if (user.uid !== undefined) chownSync(making, user.uid, user.gid ?? user.uid);
  const flags = [
    ...['-D', making, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin'],
    ...['--locale=C', '--builtin-locale=C.UTF-8', '--no-instructions', ...(passwords ? [] : ['--no-sync'])],
  ];
  run(join(binaries, 'initdb'), flags, user);
  adoptFiles(making, { database, trusted: !passwords });
  const sql = rolesSql() + databaseSql(database) + (passwords ? passwordsSql(passwords) : '');
  singleUser(binaries, user, making, sql, !passwords);
  ownAll(making, user);
  renameSync(making, dataDir);
}

/** Gives a data directory what makes it ours: the release file and the access rules. */
export function adoptFiles(
  dataDir: string,
  { database, trusted = false }: { database: string; trusted?: boolean },
): void {
  const file: Release = { ...release, database };
  writeFileSync(join(dataDir, 'release.json'), `${JSON.stringify(file)}\n`, { mode: 0o600 });
  writeFileSync(join(dataDir, 'pg_hba.conf'), accessRules(trusted ? 'trust' : 'scram-sha-256'), {
    mode: 0o600,
  });
}

/** Sets new passwords on a directory whose server is stopped: after a restore, or when the password file was lost. */
export function resetPasswords(binaries: string, user: ServerUser, dataDir: string): Passwords {
  const passwords = newPasswords();
  singleUser(binaries, user, dataDir, passwordsSql(passwords), false);
  return passwords;
}

/** Waits until every file of a directory is on the disk. */
export function syncFiles(binaries: string, user: ServerUser, dataDir: string): void {
  run(join(binaries, 'initdb'), ['--sync-only', '-D', dataDir], user);
}

/** Runs statements, one a line, in a server that opens no port. It reports errors only as text. */
function singleUser(binaries: string, user: ServerUser, dataDir: string, sql: string, hasty: boolean): void {
  const flags = ['--single', ...(hasty ? ['-F'] : []), '-D', dataDir, 'postgres'];
  const { stderr } = run(join(binaries, 'postgres'), flags, user, sql);
  const wrong = /^.*\b(ERROR|FATAL|PANIC):.*$/m.exec(stderr);
  if (wrong) throw new Error(`Setting up ${dataDir} failed: ${wrong[0]}`);
}

function run(program: string, flags: string[], user: ServerUser, input = ''): { stderr: string } {
  const ids = user.uid === undefined ? {} : { uid: user.uid, gid: user.gid };
  const options = {
    ...ids,
    cwd: '/',
    env: plainEnvironment,
    input,
    encoding: 'utf8' as const,
    maxBuffer: 64 << 20,
  };
  const done = spawnSync(program, flags, options);
  if (done.status !== 0)
    throw new Error(
      `${program} failed (${done.error?.message ?? done.signal ?? `exit ${done.status}`}): ${done.stderr ?? ''}`,
    );
  return done;
}

/** As root, hands a directory we wrote (or a restored one) to the server's user. */
export function ownAll(path: string, user: ServerUser): void {
  if (user.uid === undefined) return;
  const uid = user.uid;
  const gid = user.gid ?? uid;
  const walk = (at: string): void => {
    const found = lstatSync(at);
    if (found.uid !== uid) lchownSync(at, uid, gid);
    if (found.isDirectory()) for (const name of readdirSync(at)) walk(join(at, name));
  };
  walk(path);
  chmodSync(path, 0o700);
}

/** Removes what interrupted attempts left beside a data directory. Only under the start lock. */
export function removeHalfMade(parent: string): void {
  for (const name of existsSync(parent) ? readdirSync(parent) : [])
    if (/^data\.(init|restore)-\d+$/.test(name)) rmSync(join(parent, name), { recursive: true, force: true });
}
