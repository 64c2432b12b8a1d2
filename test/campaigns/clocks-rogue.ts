import { inTransaction } from '#database';
import { sealEvent, type EventBody } from '#ledger';
import type { TestOffice } from '../office.js';

/** A clock as a worker has it on its list. */
export interface ListedClock {
  case_id: string;
  clock: string;
  generation: number;
  /** When it runs out. */
  due_at: Date;
}

/**
 * Another worker gone wrong: it commits its claim, takes the clock for expired, and dies before it takes the step. No key
 * can forbid that; the count must see it.
 */
export async function claimAndDie(
  office: TestOffice,
  { case_id, clock, generation }: ListedClock,
): Promise<void> {
  await inTransaction(office.service, office.tenant, (tx) =>
    tx.query(
      `update clocks set status = 'expired', due_on = null, due_at = null, running_since = null
       where case_id = $1 and clock = $2 and generation = $3`,
      [case_id, clock, generation],
    ),
  );
}

/**
 * A worker gone wrong: it fires from a list that it read long ago, by SQL of its own and with the service's login. It
 * looks at no clock; it does what the engine would have done last time, as a new event that the chain takes.
 *
 * @returns whether the database let it; false where a key of the database refused the second expiry.
 */
export async function fireOnceMore(office: TestOffice, listed: ListedClock): Promise<boolean> {
  const { case_id, clock, generation } = listed;
  try {
    await inTransaction(office.service, office.tenant, async (tx) => {
      const [last] = await tx.query<{ body: string; hash: Buffer; at: Date; seq: number }>(
        `select body, hash, at, e.seq from events e join clock_operations o using (tenant, case_id, seq)
         where case_id = $1 and clock = $2 and generation = $3 and operation = 'expire'
         order by seq desc limit 1`,
        [case_id, clock, generation],
      );
      const [standing] = await tx.query<{ seq: number; head: string; revision: number; state: string }>(
        `select seq, encode(head, 'hex') as head, revision, state from cases where id = $1 for update`,
        [case_id],
      );
      const { seq, head, revision, state } = standing!;
      const event: EventBody = {
        ...(JSON.parse(last!.body) as EventBody),
        ...{ seq: seq + 1, prev: head, revision: revision + 1, from: state, to: state },
      };
      const { body, hash } = sealEvent(event);
      await tx.query(
        `with moved as (
           update cases set seq = $2, revision = $3, head = $4, changed_at = $5 where id = $1),
         happened as (
           insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
           select tenant, case_id, $2, kind, step, $7, $3, context_hash, hash, at, $4, $5, $6
           from events where case_id = $1 and seq = $2 - 1)
         insert into clock_operations
           (tenant, case_id, seq, clock, generation, operation, on_day, consumed, due_on, instrument, article)
         select tenant, case_id, $2, clock, generation, operation, on_day, consumed, due_on, instrument, article
         from clock_operations where case_id = $1 and seq = $8 and clock = $9 and generation = $10`,
        [case_id, event.seq, event.revision, hash, event.at, body, state, last!.seq, clock, generation],
      );
    });
    return true;
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'a_clock_expires_once') return false;
    throw error;
  }
}
