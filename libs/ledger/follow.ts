import { inTransaction, type Database, type Transaction } from '#database';
import type { EventBody } from './event.js';

/** An event in the order of the log. */
export interface LogEntry {
  /** Leaf number in the audit log, from 0, without gaps. */
  leaf: number;
  /** Hash of the event, hex. */
  hash: string;
  event: EventBody;
}

/**
 * Hands a follower the next entries of a jurisdiction's log, in their order from the first on, and moves its cursor in the same
 * transaction: what `handle` writes by `tx` is written exactly once, what it does elsewhere at least once. Any number of
 * workers may call it: while one is at it, the others find nothing to do.
 *
 * @returns how many entries were handled; 0 when there is nothing new, or another is at it.
 */
export async function follow(
  service: Database,
  tenant: number,
  name: string,
  { most = 500 }: { most?: number },
  handle: (tx: Transaction, entries: readonly LogEntry[]) => Promise<void>,
): Promise<number> {
  // Committed before the work begins: whoever comes in the meantime must find the row to skip it.
  await inTransaction(service, tenant, async (tx) => {
    const known = await tx.named('known-follower', knownFollower, [tenant, name]);
    if (known.length === 0) await tx.named('begin-to-follow', beginToFollow, [tenant, name]);
  });
  return inTransaction(service, tenant, async (tx) => {
    const [cursor] = await tx.named<{ next: number }>('cursor', takeCursor, [tenant, name]);
    if (cursor === undefined) return 0;
    const rows = await tx.named<{ leaf: number; hash: string; body: string }>('follow', nextEntries, [
      ...[tenant, cursor.next, most],
    ]);
    const last = rows.at(-1);
    if (last === undefined) return 0;
    await handle(
      tx,
      rows.map(({ leaf, hash, body }) => ({ leaf, hash, event: JSON.parse(body) as EventBody })),
    );
    await tx.named('move-cursor', moveCursor, [tenant, name, last.leaf + 1]);
    return rows.length;
  });
}

/** How many entries of the log a follower has not seen yet. */
export async function lagOf(tx: Transaction, name: string): Promise<number> {
  const [row] = await tx.query<{ lag: number }>(
    `select (coalesce((select size from log_heads where tenant = $1 and log = 'audit'), 0)
             - coalesce((select next from followers where tenant = $1 and name = $2), 0))::integer as lag`,
    [tx.tenant, name],
  );
  return row!.lag;
}

const knownFollower = `select from followers where tenant = $1 and name = $2`;

const beginToFollow = `insert into followers (tenant, name, next) values ($1, $2, 0) on conflict do nothing`;

const takeCursor = `select next from followers where tenant = $1 and name = $2 for update skip locked`;

const nextEntries = `
  select l.leaf, encode(l.hash, 'hex') as hash, e.body
  from leaves l join events e on e.tenant = l.tenant and e.id = l.event_id
  where l.tenant = $1 and l.log = 'audit' and l.leaf >= $2 order by l.leaf limit $3`;

const moveCursor = `update followers set next = $3 where tenant = $1 and name = $2`;
