import { setImmediate } from 'node:timers';
import { Refused } from '#refusals';
import type { Outcome } from './command.js';
import { commitBatch, type Engine, type Entry } from './commit.js';

const largestBatch = 64;
const attemptsAlone = 4;

interface Waiting {
  entry: Entry;
  settle: (outcome: Outcome | Promise<Outcome>) => void;
}

/**
 * Collects commands of one tenant into batches: while one batch is at the database the next one gathers, so a lone
 * caller waits for nobody and many callers share one flush to disk. What costs is the number of round trips and
 * flushes, not the law.
 *
 * Commands of different cases do not order each other; commands of one case are judged in the order they came.
 */
export class Batches {
  private readonly waiting = new Map<number, Waiting[]>();
  private readonly running = new Set<number>();

  constructor(private readonly engine: Engine) {}

  submit(entry: Entry): Promise<Outcome> {
    const { tenant } = entry.command;
    return new Promise((resolve) => {
      const queue = this.waiting.get(tenant) ?? [];
      queue.push({ entry, settle: resolve });
      this.waiting.set(tenant, queue);
      if (!this.running.has(tenant)) {
        this.running.add(tenant);
        setImmediate(() => void this.run(tenant));
      }
    });
  }

  private async run(tenant: number): Promise<void> {
    for (;;) {
      const batch = this.waiting.get(tenant)?.splice(0, largestBatch) ?? [];
      if (batch.length === 0) {
        this.running.delete(tenant);
        return;
      }
      await this.commit(tenant, batch);
    }
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
      if (last !== null && !mayPass(last)) break;
      try {
        const [outcome] = await commitBatch(this.engine, tenant, [entry]);
        return outcome!;
      } catch (error) {
        last = error;
      }
    }
    if (mayPass(last)) return { refused: new Refused('temporarily-unavailable') };
    throw last;
  }
}

/**
 * Faults that another try may not meet again: serialisation, deadlock, a lock not had, a key that another process has
 * just answered (it will be found known), a connection that broke before the commit. Whether a commit whose answer was
 * lost took place is answered by the idempotency key on the next try.
 */
function mayPass(error: unknown): boolean {
  const { code = '', constraint } = (error ?? {}) as { code?: string; constraint?: string };
  if (code === '23505') return constraint === 'a_key_is_answered_once';
  return passing.has(code) || code.startsWith('08');
}

/** SQLSTATEs, and what Node and libs/database call a connection that is not there. */
const passing = new Set([
  ...['40001', '40P01', '55P03', '57P01', '57P02', '57P03', '53300'],
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'CONNECTION_LOST'],
]);
