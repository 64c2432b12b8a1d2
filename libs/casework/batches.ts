import { setImmediate } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { mayPass } from '#database';
import { Refused } from '#refusals';
import type { Outcome } from './command.js';
import { commitBatch } from './commit.js';
import type { Engine, Entry } from './lines.js';

const largestBatch = 64;
const batchesAtOnce = 2;
const attemptsAlone = 4;
/** Commands of one tenant that may wait; whoever comes then is told to try again. */
const mostWaiting = 10_000;
/** Pause before another attempt, milliseconds; it doubles. */
const pauseBeforeRetry = 20;

interface Tenant {
  waiting: Waiting[];
  /** Cases that are in a batch under way. */
  under: Set<string>;
  /** Loops that take batches, and batches of theirs that are at the database. */
  running: number;
  away: number;
}

interface Waiting {
  entry: Entry;
  settle: (outcome: Outcome | Promise<Outcome>) => void;
}

/**
 * Collects commands of one tenant into batches: while batches are at the database the next one gathers, so a lone
 * caller waits for nobody and many callers share one flush to disk. What costs is the number of round trips and
 * flushes, not the law. Two batches at once keep a second core busy; more would only make them smaller.
 *
 * Commands of different cases do not order each other; those of one case are judged in the order they came, so a case
 * that is in a batch under way waits for it.
 */
export class Batches {
  private readonly tenants = new Map<number, Tenant>();

  constructor(private readonly engine: Engine) {}

  submit(entry: Entry): Promise<Outcome> {
    const { tenant: code } = entry.command;
    const before = this.tenants.get(code)?.waiting.length ?? 0;
    if (before >= mostWaiting) return Promise.resolve({ refused: new Refused('temporarily-unavailable') });
    return new Promise((resolve) => {
      const tenant = this.tenants.get(code) ?? { waiting: [], under: new Set<string>(), running: 0, away: 0 };
      this.tenants.set(code, tenant);
      tenant.waiting.push({ entry, settle: resolve });
      if (tenant.running < batchesAtOnce) {
        tenant.running += 1;
        setImmediate(() => void this.run(code, tenant));
      }
    });
  }

  private async run(code: number, tenant: Tenant): Promise<void> {
    for (let batch = collect(tenant); batch.length > 0; batch = collect(tenant)) {
      tenant.away += 1;
      await this.commit(code, batch);
      tenant.away -= 1;
      for (const { entry } of batch) tenant.under.delete(entry.caseId);
    }
    tenant.running -= 1;
  }

  private async commit(tenant: number, batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await commitBatch(
        this.engine,
        tenant,
        batch.map(({ entry }) => entry),
      );
      batch.forEach(({ settle }, index) => settle(outcomes[index]!));
    } catch (error) {
      for (const { entry, settle } of batch) {
        const outcome = this.alone(tenant, entry, batch.length === 1 ? error : null);
        settle(outcome);
        await outcome.catch(() => undefined);
      }
    }
  }

  /** One command in a transaction of its own, so that a neighbour's fault is not its own; again where that may help. */
  private async alone(tenant: number, entry: Entry, failed: unknown): Promise<Outcome> {
    let last = failed;
    for (let attempt = failed === null ? 0 : 1; attempt < attemptsAlone; attempt += 1) {
      if (last !== null && !worthAnother(last) && !(attempt === 1 && dutiesClashed(last))) break;
      if (last !== null) await sleep(pauseBeforeRetry * 2 ** attempt);
      try {
        const [outcome] = await commitBatch(this.engine, tenant, [entry]);
        return outcome!;
      } catch (error) {
        last = error;
      }
    }
    if (worthAnother(last)) return { refused: new Refused('temporarily-unavailable') };
    throw last;
  }
}

/** Takes what may be judged now, and marks its cases as under way. */
function collect(tenant: Tenant): Waiting[] {
  const batch: Waiting[] = [];
  const kept: Waiting[] = [];
  // What waits is shared among the batches that may still set out, so that the second does not find nothing.
  const most = Math.min(largestBatch, Math.ceil(tenant.waiting.length / (batchesAtOnce - tenant.away)));
  for (const waiting of tenant.waiting) {
    const free = !tenant.under.has(waiting.entry.caseId);
    (free && batch.length < most ? batch : kept).push(waiting);
  }
  for (const { entry } of batch) tenant.under.add(entry.caseId);
  tenant.waiting = kept;
  return batch;
}

/**
 * The database keeps duties apart that another process took in a linked case while this one was judged: judged again,
 * on what is there now, the rule refuses in its own words. A second time it would be a fault of ours.
 */
const dutiesClashed = (error: unknown): boolean => (error as { code?: string } | null)?.code === 'GL022';

/**
 * Whether another try may fare better: what passes at the database, and a key that another process has just answered,
 * which will be found known. Whether a commit whose answer was lost took place is answered by that key as well.
 */
function worthAnother(error: unknown): boolean {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string };
  return mayPass(error) || (code === '23505' && constraint === 'a_key_is_answered_once');
}
