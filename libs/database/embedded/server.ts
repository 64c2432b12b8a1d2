import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainEnvironment, type ServerUser } from './binaries.js';
import { commandLine, findProcess, freePort, isAlive, type ProcessIdentity } from './processes.js';

/** A server that takes connections. */
export interface RunningServer {
  process: ProcessIdentity;
  port: number;
  socketDirectory: string;
}

/** The lines of `postmaster.pid`, or nothing when the file is not there. */
function readPidFile(dataDir: string) {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  return {
    pid: Number(lines[0]),
    port: Number(lines[3]),
    socketDirectory: lines[4] ?? '',
    ready: lines[7]?.trim() === 'ready',
  };
}

/**
 * The server that runs on a data directory, waiting while it starts or stops. A pid file whose number now belongs to
 * some other process is removed: Postgres itself would refuse to start when that process is of the same user.
 */
export async function findServer(dataDir: string, patience = 60_000): Promise<RunningServer | undefined> {
  const giveUp = Date.now() + patience;
  for (;;) {
    const file = readPidFile(dataDir);
    if (!file) return undefined;
    const found = findProcess(file.pid);
    if (!found || !isServerOf(dataDir, file.pid)) {
      if (found) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
      // A server that was killed could not remove its socket.
      if (/^greenlane-\w{6}$/.test(basename(file.socketDirectory)))
        rmSync(file.socketDirectory, { recursive: true, force: true });
      return undefined;
    }
    if (file.ready) return { process: found, port: file.port, socketDirectory: file.socketDirectory };
    if (Date.now() > giveUp)
      throw new Error(`The Postgres of ${dataDir} (process ${file.pid}) neither became ready nor ended.`);
    await sleep(10);
  }
}

function isServerOf(dataDir: string, pid: number): boolean {
  const [program = '', ...flags] = commandLine(pid);
  if (basename(program) !== 'postgres') return false;
  const at = flags.indexOf('-D');
  const folder = flags[at + 1];
  if (at < 0 || folder === undefined)
    throw new Error(`Process ${pid} is a Postgres that may be using ${dataDir}; stop it, then start again.`);
  return existsSync(folder) && realpathSync(folder) === realpathSync(dataDir);
}

/** A new folder for the socket. Short, because a socket's path ends at 107 bytes; unguessable, because /tmp is shared. */
export function socketFolder(user: ServerUser): string {
  const folder = mkdtempSync(join(existsSync('/tmp') ? '/tmp' : tmpdir(), 'greenlane-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
  return folder;
}

interface Launch {
  binaries: string;
  user: ServerUser;
  dataDir: string;
  socketDirectory: string;
  logFile: string;
  settings: Record<string, string | number>;
}

/** Starts a server on a free port and waits until it is ready; its own last words are the error when it does not. */
export async function launch(options: Launch): Promise<RunningServer> {
  const giveUp = Date.now() + 10_000;
  for (;;) {
    const last = await tryLaunch(options, await freePort());
    if (typeof last !== 'string') return last;
    // Somebody was quicker to take the port; or a server that was killed is not buried yet, or its children still go.
    const passing =
      /could not (bind|create any TCP)|pre-existing shared memory block|"postmaster.pid" already exists/.test(
        last,
      );
    if (!passing || Date.now() > giveUp)
      throw new Error(`Postgres did not start on ${options.dataDir}: ${last}`);
    await sleep(100);
  }
}

async function tryLaunch(options: Launch, port: number): Promise<RunningServer | string> {
  const { binaries, user, dataDir, socketDirectory, logFile, settings } = options;
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const flags = ['-D', dataDir, '-p', String(port), '-k', socketDirectory];
  for (const [name, value] of Object.entries(all)) flags.push('-c', `${name}=${value}`);
  const log = openSync(logFile, 'a+', 0o600);
  try {
    const from = fstatSync(log).size;
    // A session of its own: Ctrl-C in the terminal must reach our program, not the server behind its back.
    const ids = user.uid === undefined ? {} : { uid: user.uid, gid: user.gid };
    const child = spawn(join(binaries, 'postgres'), flags, {
      ...ids,
      cwd: '/',
      env: plainEnvironment,
      detached: true,
      stdio: ['ignore', log, log],
    });
    let ended: string | undefined;
    child.once('error', (error) => (ended = error.message));
    child.once('exit', (code, signal) => (ended ??= `it ended with ${signal ?? code}`));
    child.unref();
    // As long as it lives it may be replaying its log after a crash, which takes what it takes.
    while (ended === undefined) {
      const file = readPidFile(dataDir);
      const found = file?.ready && file.pid === child.pid ? findProcess(file.pid) : undefined;
      if (found) return { process: found, port, socketDirectory };
      await sleep(5);
    }
    const words = Buffer.alloc(Math.min(4000, fstatSync(log).size - from));
    readSync(log, words, 0, words.length, fstatSync(log).size - words.length);
    return `${ended}. ${words.toString('utf8').trim()}`;
  } finally {
    closeSync(log);
  }
}

/** Ends a server: `fast` keeps what is committed and is orderly, `immediate` is for files that are thrown away. */
export async function shutDown(server: RunningServer, how: 'fast' | 'immediate'): Promise<void> {
  const { process: target } = server;
  const send = (signal: NodeJS.Signals): void => {
    try {
      if (isAlive(target)) process.kill(target.pid, signal);
    } catch {
      // It ended between the two lines.
    }
  };
  send(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
  const started = Date.now();
  let hurried = false;
  while (isAlive(target)) {
    if (!hurried && Date.now() - started > 60_000) {
      send('SIGQUIT');
      hurried = true;
    }
    if (Date.now() - started > 75_000)
      throw new Error(`Postgres (process ${target.pid}) did not end within 75 s.`);
    await sleep(5);
  }
}
