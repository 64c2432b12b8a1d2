import { setTimeout as sleep } from 'node:timers/promises';
import { CaseViews, Drafts, type Casework } from '#casework';
import { withoutTenant, type Database } from '#database';
import { Alarm } from './alarm.js';
import type { WorkerMetrics } from './metrics.js';
import { Patience, reasonOf } from './patience.js';
import { usualChores, type Chore } from './rounds.js';

export interface WorkerOptions {
  /** Pool of the service role. */
  service: Database;
  /** Pool of the sealer role: it alone numbers the leaves of the ledger. */
  sealer: Database;
  casework: Casework;
  /** Two-digit codes as numbers; every jurisdiction of the database unless told. */
  tenants?: readonly number[];
  /** The longest pause between two rounds when there is nothing to do, real milliseconds; 1,000 unless told. */
  pollMs?: number;
  /** Told what is fired. */
  metrics?: WorkerMetrics | undefined;
  /** What it does; `usualChores` unless told. */
  chores?: readonly Chore[];
  /** Told what goes wrong, a sentence each. Standard error unless told. */
  say?: (sentence: string) => void;
}

export interface Worker {
  /** Ends after the round under way; nothing is left half done. May be called twice. */
  stop(): Promise<void>;
}

/** The pause after a round that had something to do. */
const busyPause = 250;
const longestPauseAfterAFault = 30_000;

/**
 * Draws dates again by a changed calendar, fires due clocks, pays owed commands, numbers the ledger's leaves and tidies
 * up, tenant after tenant, until it is stopped. Any number of workers may run: each of these is harmless the second time.
 *
 * A chore that fails for one jurisdiction is told and left alone for a while, and never holds up the others; a database
 * that is away is tried again, with pauses of up to half a minute. The law does not wait for a worker: whoever acts on a
 * case whose clock has run out lets it lapse first. The worker is there for the cases on which nobody acts.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { service, sealer, casework, pollMs = 1_000, chores = usualChores, metrics } = options;
  const say = options.say ?? ((sentence) => void process.stderr.write(`worker: ${sentence}\n`));
  const drafts = new Drafts(service, new CaseViews(service, casework.shelf));
  const patience = new Patience(say);
  const alarm = new Alarm(say);
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined);

  const tenants = async (): Promise<readonly number[]> => {
    if (options.tenants !== undefined) return options.tenants;
    const rows = await withoutTenant(service, (tx) =>
      tx.query<{ tenant: number }>('select tenant from jurisdictions order by tenant'),
    );
    return rows.map(({ tenant }) => tenant);
  };

  /** Throws only where the database is away, which is no fault of this chore. */
  const perform = async (chore: Chore, tenant: number): Promise<number> => {
    const key = String(tenant);
    if (patience.waitingFor(chore.name).includes(key)) return 0;
    let done = 0;
    let away: unknown;
    await patience.attempt(chore.name, key, `${chore.name} in jurisdiction ${tenant}`, async () => {
      try {
        done = await chore.perform({ tenant, service, sealer, casework, drafts, patience, alarm, metrics });
      } catch (error) {
        await service.ping().catch(() => (away = error));
        if (away !== undefined) return;
        metrics?.noteFailure(tenant, chore.name);
        throw error;
      }
    });
    if (away !== undefined) throw away as Error;
    return done;
  };

  let waiting: Promise<void> | null = null;
  /** Told once, whichever chores find it away. */
  const untilTheDatabaseAnswers = (first: unknown): Promise<void> =>
    (waiting ??= (async () => {
      let error = first;
      for (let faults = 1; !signal.aborted; faults += 1) {
        const ms = Math.min(longestPauseAfterAFault, pollMs * 2 ** Math.min(faults, 10));
        say(`a round failed: ${reasonOf(error)} Again in ${ms / 1000} s.`);
        await pause(ms);
        try {
          return await service.ping();
        } catch (again) {
          error = again;
        }
      }
    })().finally(() => (waiting = null)));

  const goRounds = async (chore: Chore): Promise<void> => {
    const performedAt = new Map<number, number>();
    let idle = Math.min(busyPause, pollMs);
    while (!signal.aborted) {
      try {
        let done = 0;
        for (const tenant of await tenants()) {
          if (signal.aborted) return;
          const last = performedAt.get(tenant);
          if (last !== undefined && performance.now() - last < (chore.every ?? 0)) continue;
          done += await perform(chore, tenant);
          performedAt.set(tenant, performance.now());
        }
        idle = done > 0 ? Math.min(busyPause, pollMs) : Math.min(pollMs, idle * 2);
        if (done === 0 || chore.hurries !== true) await pause(idle);
      } catch (error) {
        await untilTheDatabaseAnswers(error);
      }
    }
  };

  const running = Promise.all(chores.map(goRounds));
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
