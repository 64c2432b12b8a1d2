import { inTransaction, type Database } from '#database';

const hoursKept = 48;

/**
 * Forgets answers given under idempotency keys more than 48 hours ago, by real time; callers are promised 24. A step
 * retried after that is refused as stale, never taken twice.
 */
export async function forgetAnswers(database: Database, tenant: number): Promise<void> {
  await inTransaction(database, tenant, (tx) =>
    tx.query(
      'delete from answers where tenant = $1 and answered_at < clock_timestamp() - make_interval(hours => $2)',
      [tenant, hoursKept],
    ),
  );
}
