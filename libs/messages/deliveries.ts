import { once, type Caller } from '#casework';
import { inTransaction, type Database } from '#database';
import { requireAdministrator } from '#identity';
import { Refused } from '#refusals';

/** The states in which the mail of a message may be. */
export const deliveryStates = ['waiting', 'sent', 'failed', 'dead', 'dropped'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A letter as those who look after the post see it: to whom and what became of it, never what it says or of which case. */
export interface Delivery {
  message: string;
  person: string;
  name: string;
  state: DeliveryState;
  attempts: number;
  /** Real time, RFC 3339 UTC. */
  madeAt: string;
  /** When it is tried again; null where it is not. */
  nextAt: string | null;
  sentAt: string | null;
  /** What the mail server said last. */
  lastAnswer: string | null;
  /** Why it was dropped, or waits until the next day; null where it was not and does not. */
  because:
    'noMailWanted' | 'addressNotConfirmed' | 'accountSuspended' | 'caseNoLongerSeen' | 'enoughToday' | null;
  /** The letter with which it went, where several went as one. */
  gatheredIn: string | null;
}

/** The post, for those who administer roles: they look after who can be reached, and decide no case. */
export class Deliveries {
  constructor(private readonly database: Database) {}

  /** Letters in one of these states, the newest first; `role-needed` for others than administrators. */
  async list(
    caller: Caller,
    of: {
      limit: number;
      after?: string | undefined;
      states: readonly DeliveryState[];
      person?: string | undefined;
    },
  ): Promise<Delivery[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await requireAdministrator(tx, caller);
      const rows = await tx.query<
        Omit<Delivery, 'madeAt' | 'nextAt' | 'sentAt'> & {
          made_at: Date;
          next_at: Date;
          sent_at: Date | null;
        }
      >(
        `select d.message_id as message, d.person_id as person, p.name, d.state, d.attempts, d.made_at, d.next_at, d.sent_at,
                d.last_answer as "lastAnswer", d.because, d.gathered_in as "gatheredIn"
         from mail_deliveries d join people p on p.tenant = d.tenant and p.id = d.person_id
         where d.tenant = $1 and d.state = any($2::text[]) and ($3::uuid is null or d.message_id < $3)
           and ($4::uuid is null or d.person_id = $4)
         order by d.message_id desc limit $5`,
        [tx.tenant, of.states, of.after ?? null, of.person ?? null, of.limit],
      );
      return rows.map(({ made_at, next_at, sent_at, ...row }) => ({
        ...row,
        madeAt: made_at.toISOString(),
        nextAt: row.state === 'waiting' ? next_at.toISOString() : null,
        sentAt: sent_at?.toISOString() ?? null,
      }));
    });
  }

  /**
   * Lets a letter that was refused or given up be tried again as if for the first time: at once and for three days.
   * `nothing-to-resend` for one that waits, was sent or is not to be.
   */
  async resend(
    caller: Caller,
    message: string,
    key: string,
  ): Promise<{ answer: { message: string; state: 'waiting' }; replayed: boolean }> {
    return once(this.database, caller, key, ['resend', message], async (tx) => {
      await requireAdministrator(tx, caller);
      const [found] = await tx.query<{ state: DeliveryState }>(
        'select state from mail_deliveries where tenant = $1 and message_id = $2 for update',
        [tx.tenant, message],
      );
      if (found === undefined) throw new Refused('not-found');
      if (found.state !== 'failed' && found.state !== 'dead') throw new Refused('nothing-to-resend');
      await tx.query(
        `update mail_deliveries set state = 'waiting', attempts = 0, since = clock_timestamp(), next_at = clock_timestamp()
         where tenant = $1 and message_id = $2`,
        [tx.tenant, message],
      );
      return { message, state: 'waiting' as const };
    });
  }
}
