import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { type Database, withoutTenant } from '#database';
import { Refused } from '#refusals';
import type { Addresses } from './addresses.js';
import { unavailable } from './unavailable.js';

/** How often one address may try a door: so many tries in a window of so many seconds. */
export interface DoorRule {
  tries: number;
  seconds: number;
  /** A try that was right is taken back, so that only failures count. */
  forgives?: true;
}

/** The doors that are counted. */
export const doors = {
  /** Asking for the stage of a case with its number and query code. */
  status: { tries: 20, seconds: 60, forgives: true },
  /** Reading and verifying certificates. */
  certificate: { tries: 120, seconds: 60 },
  /** Beginning a sign-in, and coming back from the provider. */
  signIn: { tries: 30, seconds: 60 },
  /** Opening an account. */
  accounts: { tries: 5, seconds: 3600 },
  /** Tokens and API keys that are not accepted; one that is accepted is never counted and never kept out. */
  credentials: { tries: 60, seconds: 60 },
} as const satisfies Record<string, DoorRule>;

export type Door = keyof typeof doors;

/** What is left of a window after a try. */
export interface Admission {
  remaining: number;
  /** Until the window ends, rounded up. */
  seconds: number;
}

/** A RateLimit field and its policy (draft-ietf-httpapi-ratelimit-headers-10), for the answer to a try. */
export function rateLimitHeaders(door: Door, { remaining, seconds }: Admission): Record<string, string> {
  const { tries, seconds: window } = doors[door];
  return {
    'ratelimit-policy': `"${door}";q=${tries};w=${window}`,
    ratelimit: `"${door}";r=${remaining};t=${seconds}`,
  };
}

/**
 * Counts tries at public doors by address, in the database: all instances count together, and a restart forgets
 * nothing. A window begins with its first try and ends by itself. Where the count cannot be had the door is shut
 * (`temporarily-unavailable`), never open.
 *
 * An address far beyond the limit is turned away from memory until its window ends, so that a flood costs no statements.
 */
export class Tries {
  readonly #limiters: Record<Door, RateLimiterPostgres>;

  constructor(
    database: Database,
    private readonly addresses: Addresses,
  ) {
    this.#limiters = Object.fromEntries(
      Object.entries(doors).map(([door, { tries, seconds }]) => [
        door,
        new RateLimiterPostgres({
          storeClient: database.dataSource,
          storeType: 'typeorm',
          tableName: 'rate_limits',
          // The service makes no tables, and old rows are the worker's to clear.
          tableCreated: true,
          clearExpiredByTimeout: false,
          keyPrefix: door,
          points: tries,
          duration: seconds,
          // Not sooner: tries that were right and are not yet taken back would shut the door to their own.
          inMemoryBlockOnConsumed: tries * 2,
        }),
      ]),
    ) as Record<Door, RateLimiterPostgres>;
  }

  /** Counts a try, as failed until it is forgiven, so that tries sent at once count too. Throws `too-many-requests`. */
  async admit(door: Door, address: string): Promise<Admission> {
    try {
      return admissionOf(await this.#limiters[door].consume(this.#keyOf(address)));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw unavailable(error);
      const { seconds } = admissionOf(error);
      throw new Refused('too-many-requests', { members: { retryAfter: Math.max(seconds, 1) } });
    }
  }

  /** The try was right after all. That it cannot be taken back costs the caller one try and nothing else. */
  async forgive(door: Door, address: string): Promise<void> {
    await this.#limiters[door].reward(this.#keyOf(address)).catch(() => undefined);
  }

  #keyOf(address: string): string {
    return this.addresses.digest(address).toString('base64url');
  }
}

function admissionOf({ remainingPoints, msBeforeNext }: RateLimiterRes): Admission {
  return { remaining: remainingPoints, seconds: Math.ceil(Math.max(msBeforeNext, 0) / 1000) };
}

/** Erases counts whose window is over; for the worker, now and then. Answers how many. */
export async function forgetTries(database: Database): Promise<number> {
  // The library writes this process's time and not the database's.
  const gone = await withoutTenant(database, (tx) =>
    tx.query('delete from rate_limits where expire <= $1 returning 1', [Date.now()]),
  );
  return gone.length;
}
