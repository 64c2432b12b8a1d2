import { CaseViews, Drafts, type Casework } from '#casework';
import { withoutTenant, type Database } from '#database';
import { Patience, reasonOf } from './patience.js';
import { keepTimes } from './time-round.js';
import { tidyUp, fireDueClocks, numberLeaves, payWhatIsOwed, type Round } from './rounds.js';

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
  /** Told what goes wrong, a sentence each. Standard error unless told. */
  say?: (sentence: string) => void;
}

export interface Worker {
  /** Ends after the round under way; nothing is left half done. May be called twice. */
  stop(): Promise<void>;
}

/** The pause after a round that had something to do. */
const busyPause = 250;
const betweenTidyings = 3_600_000;
const longestPauseAfterAFault = 30_000;

/**
 * Fires due clocks, pays owed commands, numbers the ledger's leaves and tidies up, tenant after tenant,
 * until it is stopped. Any number of workers may run: each of these is harmless the second time.
 *
 * A case that fails is told and left alone for a while, and never holds up the others; a database that is away is
 * tried again, with pauses of up to half a minute. The law does not wait for a worker: whoever acts on a case whose
 * clock has run out lets it lapse first. The worker is there for the cases on which nobody acts.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { service, sealer, casework, pollMs = 1_000 } = options;
  const say = options.say ?? ((sentence) => void process.stderr.write(`worker: ${sentence}\n`));
  const drafts = new Drafts(service, new CaseViews(service, casework.shelf));
  const patience = new Patience(say);
  const tidiedAt = new Map<number, number>();
  let stopping = false;
  let wake = (): void => {};

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, stopping ? 0 : ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const tenants = async (): Promise<readonly number[]> => {
    if (options.tenants !== undefined) return options.tenants;
    const rows = await withoutTenant(service, (tx) =>
      tx.query<{ tenant: number }>('select tenant from jurisdictions order by tenant'),
    );
    return rows.map(({ tenant }) => tenant);
  };

  const serve = async (tenant: number): Promise<number> => {
    const round: Round = { tenant, service, sealer, casework, drafts, patience };
    const moved = (await fireDueClocks(round)) + (await payWhatIsOwed(round));
    const numbered = (await numberLeaves(round)) + (await keepTimes(round));
    if (Date.now() - (tidiedAt.get(tenant) ?? 0) > betweenTidyings) {
      await tidyUp(round);
      tidiedAt.set(tenant, Date.now());
    }
    return moved + numbered;
  };

  const run = async (): Promise<void> => {
    let idle = Math.min(busyPause, pollMs);
    let faults = 0;
    while (!stopping) {
      try {
        let done = 0;
        for (const tenant of await tenants()) if (!stopping) done += await serve(tenant);
        faults = 0;
        idle = done > 0 ? Math.min(busyPause, pollMs) : Math.min(pollMs, idle * 2);
        await pause(idle);
      } catch (error) {
        faults += 1;
        const ms = Math.min(longestPauseAfterAFault, pollMs * 2 ** Math.min(faults, 10));
        say(`a round failed: ${reasonOf(error)} Again in ${ms / 1000} s.`);
        await pause(ms);
      }
    }
  };

  const running = run();
  return {
    stop() {
      stopping = true;
      wake();
      return running;
    },
  };
}
