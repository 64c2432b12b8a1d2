import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { roleNames } from '../roles.js';
import { canReach, findBinaries, plainEnvironment, serverUser, type ServerUser } from './binaries.js';
import {
  createCluster,
  newPasswords,
  ownAll,
  readRelease,
  removeHalfMade,
  resetPasswords,
  type Passwords,
} from './cluster.js';
import { isAlive, readIdentity, thisProcess, withLockFile } from './processes.js';
import { findServer, launch, shutDown, socketFolder, type RunningServer } from './server.js';

/** A Postgres of our own. The URLs go through its socket and may be handed to any client of the `pg` package. */
export interface EmbeddedPostgres {
  ownerUrl: string;
  serviceUrl: string;
  sealerUrl: string;
  /** The superuser `postgres`: for backups and tests, never for the program. */
  superuserUrl: string;
  dataDir: string;
  /** On 127.0.0.1. */
  port: number;
  /** True when the server was running already and was taken over or joined. */
  adopted: boolean;
  /** Ends the server in order. Does nothing when it belongs to another living process. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Holds `data`, `passwords.json`, `server.log`; of an ephemeral server: where its own folder is made. */
  directory: string;
  /** The name of the database, `greenlane` unless told. */
  database?: string;
  /** The server and its files end with this process, however it ends; nothing in it survives a power cut. */
  ephemeral?: boolean;
  /** Told, in a sentence, when something is not where it was asked to be. Standard error unless told. */
  say?: (sentence: string) => void;
}

const lasting = {
  wal_level: 'replica',
  max_wal_senders: 4,
  max_connections: 100,
  fsync: 'on',
  full_page_writes: 'on',
};
const hasty = {
  ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal' },
  ...{ max_wal_senders: 0, max_connections: 200, max_wal_size: '256MB', min_wal_size: '32MB' },
};

/**
 * Starts Postgres 18 on a directory, making it at the first start; joins the server that is already running there.
 * Hooks no signals: whoever calls it calls `stop`, after closing what uses it.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  return options.ephemeral ? startEphemeral(options) : startLasting(options);
}

async function startLasting(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  makeFolder(directory);
  const ownerFile = join(directory, 'owner.json');
  const lock = join(directory, 'start.lock');
  const passwordFile = join(directory, 'passwords.json');
  return withLockFile(lock, async () => {
    const { dataDir, user } = placeOfData(directory, options.say);
    removeHalfMade(join(dataDir, '..'));
    const fresh = !existsSync(dataDir);
    const database = fresh ? (options.database ?? 'greenlane') : readRelease(dataDir).database;
    if (options.database !== undefined && options.database !== database)
      throw new Error(`${dataDir} holds the database "${database}", not "${options.database}".`);
    refuseForeign(dataDir);

    let passwords = fresh ? undefined : readPasswords(passwordFile);
    let server = fresh ? undefined : await findServer(dataDir);
    const adopted = server !== undefined;
    if (server && !passwords)
      throw new Error(
        `${passwordFile} is gone; stop process ${server.process.pid}, then start again for a new one.`,
      );
    const owner = readIdentity(ownerFile);
    const owned = !(server && owner && isAlive(owner));
    if (!server) {
      const binaries = findBinaries(user);
      if (fresh)
        createCluster({ binaries, user, dataDir, database, passwords: (passwords = newPasswords()) });
      else ownAll(dataDir, user);
      passwords ??= resetPasswords(binaries, user, dataDir);
      writeWhole(passwordFile, passwords);
      const socketDirectory = socketFolder(user);
      const logFile = join(directory, 'server.log');
      if (existsSync(logFile) && statSync(logFile).size > 10 << 20) renameSync(logFile, `${logFile}.1`);
      server = await launch({ binaries, user, dataDir, socketDirectory, logFile, settings: lasting });
    }
    if (owned) writeWhole(ownerFile, thisProcess());

    const running = server;
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> =>
      withLockFile(lock, async () => {
        await shutDown(running, 'fast');
        rmSync(running.socketDirectory, { recursive: true, force: true });
        rmSync(ownerFile, { force: true });
      });
    return {
      ...urls(running, database, passwords),
      ...{ dataDir, port: running.port, adopted },
      stop: () => (owned ? (stopping ??= stop()) : Promise.resolve()),
    };
  });
}

/**
 * Ends the server and removes its files as soon as our end of its input closes: at exit, at a crash, at kill -9.
 * It starts before the files are made, in a session of its own, and looks before it kills.
 */
const guardScript = `
cat >/dev/null
file="$1/data/postmaster.pid"
p=$(head -n 1 "$file" 2>/dev/null)
if [ -n "$p" ]; then
  if [ -r "/proc/$p/cmdline" ]; then line=$(tr '\\0' ' ' <"/proc/$p/cmdline"); else line=$(ps -o command= -p "$p"); fi
  case "$line" in *"$1/data"*) kill -QUIT "$p" ;; *) rm -f "$file" ;; esac
fi
n=0
while [ -e "$file" ] && [ "$n" -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
rm -rf "$1"
n=0
while [ -e "$1" ] && [ "$n" -lt 20 ]; do sleep 0.5; rm -rf "$1"; n=$((n + 1)); done
`;

async function startEphemeral(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = serverUser();
  const binaries = findBinaries(user);
  const wished = realpathSync(makeFolder(resolve(options.directory)));
  // The folder of the socket lies inside, so the path must be short as well as reachable.
  const parent = canReach(user, wished) && wished.length < 60 ? wished : '/var/tmp';
  const folder = mkdtempSync(join(parent, 'greenlane-'));
  const guard = spawn('/bin/sh', ['-c', guardScript, 'greenlane-guard', folder], {
    ...{ cwd: '/', env: plainEnvironment, detached: true },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  try {
    chmodSync(folder, 0o711);
    const dataDir = join(folder, 'data');
    const socketDirectory = join(folder, 's');
    const database = options.database ?? 'greenlane';
    mkdirSync(socketDirectory, { mode: 0o700 });
    ownAll(socketDirectory, user);
    createCluster({ binaries, user, dataDir, database });
    const logFile = join(folder, 'server.log');
    const server = await launch({ binaries, user, dataDir, socketDirectory, logFile, settings: hasty });
    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      await shutDown(server, 'immediate');
      rmSync(folder, { recursive: true, force: true });
      guard.stdin.end();
    };
    return {
      ...urls(server, database),
      dataDir,
      port: server.port,
      adopted: false,
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    guard.stdin.end();
    throw error;
  }
}

/** Makes a folder if need be; one that we make can be entered by the server's user, whatever our umask. */
function makeFolder(directory: string): string {
  const first = mkdirSync(directory, { recursive: true, mode: 0o711 });
  if (first !== undefined) chmodSync(directory, 0o711);
  return directory;
}

/**
 * Where the data of a directory lies, and whom its server runs as: `<directory>/data`, unless the server's user cannot
 * get there (root's home, run as root); then in a folder under /var/tmp that follows from the directory's path.
 */
export function placeOfData(
  directory: string,
  say: (sentence: string) => void = (sentence) => void process.stderr.write(`${sentence}\n`),
): { dataDir: string; user: ServerUser } {
  const ownerOf = (path: string): number | undefined => lstatSync(path, { throwIfNoEntry: false })?.uid;
  const here = join(directory, 'data');
  const user = serverUser(ownerOf(here));
  if (canReach(user, directory)) return { dataDir: here, user };
  if (existsSync(here))
    throw new Error(`The user ${user.name} cannot reach ${here}; move it, or open its parents.`);
  const mark = createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 12);
  const folder = `/var/tmp/greenlane-${mark}`;
  if (!existsSync(folder)) makeFolder(folder);
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0)
    throw new Error(`${folder} is not a folder that only this user can write, so no data is put there.`);
  say(`The user ${user.name}, whom Postgres runs as, cannot reach ${directory}; the data is in ${folder}.`);
  const dataDir = join(folder, 'data');
  return { dataDir, user: serverUser(ownerOf(dataDir)) };
}

function refuseForeign(dataDir: string): void {
  const me = process.getuid?.();
  const owner = lstatSync(dataDir, { throwIfNoEntry: false })?.uid;
  if (me !== undefined && me !== 0 && owner !== undefined && owner !== me)
    throw new Error(`${dataDir} belongs to another user (uid ${owner}); start as that user or as root.`);
}

function readPasswords(file: string): Passwords | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Passwords;
  } catch {
    return undefined;
  }
}

/** Writes a small private file so that a reader sees all of it or none. */
function writeWhole(file: string, content: unknown): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify(content)}\n`, { mode: 0o600, flush: true });
  renameSync(half, file);
}

function urls({ port, socketDirectory }: RunningServer, database: string, passwords: Passwords = {}) {
  const url = (user: string): string => {
    const secret = passwords[user] === undefined ? '' : `:${encodeURIComponent(passwords[user])}`;
    const place = `127.0.0.1:${port}/${encodeURIComponent(database)}?host=${encodeURIComponent(socketDirectory)}`;
    return `postgresql://${user}${secret}@${place}`;
  };
  return {
    ownerUrl: url(roleNames.owner),
    serviceUrl: url(roleNames.service),
    sealerUrl: url(roleNames.sealer),
    superuserUrl: url('postgres'),
  };
}
