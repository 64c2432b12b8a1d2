import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that cannot be confused with a later one of the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it started: kernel ticks on Linux, `ps`'s date elsewhere. */
  started: string;
}

/** The running process of that number, or nothing when there is none (a zombie is none). */
export function findProcess(pid: number): ProcessIdentity | undefined {
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name, in brackets, may hold spaces and brackets; the fields after the last bracket do not.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : { pid, started: fields[19] ?? '' };
    } catch {
      return undefined;
    }
  }
  const ps = spawnSync('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const line = ps.status === 0 ? ps.stdout.trim() : '';
  return line === '' || line.startsWith('Z') ? undefined : { pid, started: line.replace(/^\S+\s+/, '') };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return findProcess(identity.pid)?.started === identity.started;
}

export function thisProcess(): ProcessIdentity {
  return findProcess(process.pid) ?? { pid: process.pid, started: '' };
}

/** The command line of a process, empty when it cannot be read. */
export function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  } catch {
    const ps = spawnSync('/bin/ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return ps.status === 0 ? ps.stdout.trim().split(/\s+/) : [];
  }
}

export function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<ProcessIdentity>;
    return typeof found.pid === 'number' && typeof found.started === 'string'
      ? { pid: found.pid, started: found.started }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs `work` while this process alone holds the lock file; waits for a living holder, takes over from a dead one.
 * The file appears with its content at once (a hard link), so that nobody reads a half-written holder.
 */
export async function withLockFile<T>(file: string, work: () => Promise<T>, patience = 120_000): Promise<T> {
  const mine = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  const giveUp = Date.now() + patience;
  writeFileSync(mine, JSON.stringify(thisProcess()), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(mine, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readIdentity(file);
      if (holder && !isAlive(holder)) takeAway(file, holder);
      else if (Date.now() > giveUp)
        throw new Error(
          `${file} has been held for ${patience / 1000} s by process ${holder?.pid ?? 'unknown'}.`,
        );
      else await sleep(25);
    }
    try {
      return await work();
    } finally {
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Removes a dead holder's file; if another process was quicker, what was taken by mistake is put back. */
function takeAway(file: string, dead: ProcessIdentity): void {
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
    const taken = readIdentity(aside);
    if (taken && (taken.pid !== dead.pid || taken.started !== dead.started)) linkSync(aside, file);
  } catch {
    // Somebody else took it away first.
  } finally {
    rmSync(aside, { force: true });
  }
}

/** A TCP port of the loopback interface that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
