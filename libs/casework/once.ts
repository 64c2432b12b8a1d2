import { inTransaction, type Database, type Transaction } from '#database';
import { Refused } from '#refusals';
import { idempotencyOf } from './casework.js';
import type { Caller } from './caller.js';

/**
 * A write that is no step, done once for each key of a caller: a repeat with the same request gets the first answer,
 * one with another request is refused (422). Answer and work commit together. `work` answers plain JSON.
 */
export async function once<T>(
  database: Database,
  caller: Caller,
  key: string,
  request: unknown,
  work: (tx: Transaction) => Promise<T>,
): Promise<{ answer: T; replayed: boolean }> {
  const { keyDigest, requestDigest } = idempotencyOf(key, request);
  const attempt = (): Promise<{ answer: T; replayed: boolean }> =>
    inTransaction(database, caller.tenant, async (tx) => {
      // Callers of one key wait here for the first of them.
      await tx.named('once-lock', 'select pg_advisory_xact_lock(hashtextextended($1, $2))', [
        `${caller.person}/${keyDigest.toString('hex')}`,
        tx.tenant,
      ]);
      const [known] = await tx.named<{ request_digest: Buffer; answer: string }>(
        'once-known',
        'select request_digest, answer from answers where tenant = $1 and caller = $2 and key_digest = $3',
        [tx.tenant, caller.person, keyDigest],
      );
      if (known !== undefined) {
        if (!known.request_digest.equals(requestDigest)) throw new Refused('idempotency-key-reused');
        return { answer: JSON.parse(known.answer) as T, replayed: true };
      }
      const answer = await work(tx);
      await tx.named(
        'once-answered',
        `insert into answers (tenant, caller, key_digest, request_digest, answer, answered_at)
       values ($1, $2, $3, $4, $5, clock_timestamp())`,
        [tx.tenant, caller.person, keyDigest, requestDigest, JSON.stringify(answer)],
      );
      return { answer, replayed: false };
    });
  // A step takes no such lock: where one has just been answered under this key, the second look finds it.
  return attempt().catch((error: unknown) => {
    if ((error as { constraint?: string }).constraint !== 'a_key_is_answered_once') throw error;
    return attempt();
  });
}
