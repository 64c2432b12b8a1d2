import type { Database } from '#database';
import { inTransaction } from '#database';

/**
 * Gives committed events their leaf numbers, in the order of their ids, without gaps.
 *
 * A pending set and never a cursor: ids are drawn before their transactions commit, so a reader that remembers "the
 * last id" would lose whoever commits later with a smaller one. The log's head is locked in a statement of its own, so
 * that the statement that moves the rows sees all that was committed before the lock.
 *
 * @returns how many leaves were added; 0 when nothing was pending.
 */
export async function sequence(
  sealer: Database,
  tenant: number,
  log = 'audit',
  most = 5_000,
): Promise<number> {
  return inTransaction(sealer, tenant, async (tx) => {
    await tx.query('insert into log_heads (tenant, log) values ($1, $2) on conflict do nothing', [
      tenant,
      log,
    ]);
    const [head] = await tx.query<{ size: number }>(
      'select size from log_heads where tenant = $1 and log = $2 for update',
      [tenant, log],
    );
    const size = head!.size;
    const [moved] = await tx.query<{ count: number }>(
      `with taken as (
         delete from pending where tenant = $1 and event_id in (
           select event_id from pending where tenant = $1 order by event_id limit $4)
         returning event_id, hash),
       placed as (
         insert into leaves (tenant, log, leaf, event_id, hash)
         select $1, $2, $3 - 1 + row_number() over (order by event_id), event_id, hash from taken
         returning leaf)
       select count(*)::integer as count from placed`,
      [tenant, log, size, most],
    );
    const count = moved!.count;
    if (count > 0) {
      await tx.query('update log_heads set size = $3 where tenant = $1 and log = $2', [
        tenant,
        log,
        size + count,
      ]);
    }
    return count;
  });
}
