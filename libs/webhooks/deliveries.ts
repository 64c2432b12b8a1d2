import { v7 as newId } from 'uuid';
import { once, type Caller } from '#casework';
import type { Database, Transaction } from '#database';
import { getActor } from '#identity';
import { Refused } from '#refusals';
import { trialOf } from './cloud-event.js';
import { insertDeliveries } from './new-deliveries.js';
import type { Fault } from './sender.js';
import type { Webhooks, WebhookView } from './webhooks.js';

export const deliveryStatuses = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What a webhook was told or is to be told. Instants are real time, UTC. */
export interface Delivery {
  id: string;
  /** The id of the event as receivers see it. */
  message: string;
  type: string;
  case: string | null;
  leaf: number | null;
  status: DeliveryStatus;
  createdAt: string;
  /** When it is tried next; null where it is done. */
  nextAt: string | null;
  doneAt: string | null;
  /** The last twenty attempts that ended, in their order. */
  attempts: {
    number: number;
    at: string;
    milliseconds: number;
    status: number | null;
    fault: Fault | null;
    answer: string | null;
  }[];
}

/** Messages that only try an address and wait, at most, for one webhook. */
const trialsAtOnce = 5;

/** The log of what webhooks were told, and telling it again. */
export class Deliveries {
  constructor(
    private readonly database: Database,
    private readonly webhooks: Webhooks,
  ) {}

  /** The newest first; `after` is the id of the last one of the page before. Throws `not-found`. */
  async list(
    caller: Caller,
    webhook: string,
    {
      limit = 20,
      after,
      status,
    }: { limit?: number; after?: string | undefined; status?: DeliveryStatus | undefined },
  ): Promise<Delivery[]> {
    return this.webhooks.within(caller, webhook, (tx) =>
      deliveries(tx, webhook, { limit, before: after ?? last, status }),
    );
  }

  /**
   * Has a message sent that only tries the address, once for each key of the caller. Throws `not-found`, `webhook-disabled`, and
   * `too-many-requests` where several wait.
   */
  async test(caller: Caller, webhook: string, key: string): Promise<{ answer: Delivery; replayed: boolean }> {
    return once(this.database, caller, key, { test: webhook }, async (tx) => {
      await this.enabled(tx, caller, webhook);
      const [found] = await tx.query<{ waiting: number; at: Date }>(
        `select count(*)::integer as waiting, office_now() as at from webhook_deliveries
         where tenant = $1 and webhook_id = $2 and case_id is null and status = 'waiting'`,
        [tx.tenant, webhook],
      );
      if (found!.waiting >= trialsAtOnce) throw new Refused('too-many-requests');
      const event = trialOf(tx.tenant, { id: newId(), webhook, at: found!.at });
      const { id: message, type } = event;
      const body = JSON.stringify(event);
      const row = { webhook, message, type, leaf: null, case: null, body };
      const [id] = await insertDeliveries(tx, [row], new Date());
      return one(tx, webhook, id!);
    });
  }

  /**
   * Has something sent again under the id it has, once for each key of the caller: what was delivered or given up begins anew,
   * what waits is tried at once. Throws `not-found` and `webhook-disabled`.
   */
  async resend(
    caller: Caller,
    webhook: string,
    delivery: string,
    key: string,
  ): Promise<{ answer: Delivery; replayed: boolean }> {
    return once(this.database, caller, key, { resend: delivery, webhook }, async (tx) => {
      await this.enabled(tx, caller, webhook);
      const rows = await tx.query(
        `update webhook_deliveries set status = 'waiting', tries = 0, done_at = null, next_at = clock_timestamp()
         where tenant = $1 and webhook_id = $2 and id = $3 returning id`,
        [tx.tenant, webhook, delivery],
      );
      if (rows.length === 0) throw new Refused('not-found');
      return one(tx, webhook, delivery);
    });
  }

  private async enabled(tx: Transaction, caller: Caller, id: string): Promise<WebhookView> {
    const actor = await getActor(tx, caller.person, caller.method, caller.onlyFor);
    const webhook = await this.webhooks.find(tx, actor, id);
    if (webhook === undefined) throw new Refused('not-found');
    if (!webhook.enabled) throw new Refused('webhook-disabled');
    return webhook;
  }
}

const one = async (tx: Transaction, webhook: string, id: string): Promise<Delivery> =>
  (await read(tx, oneDelivery, [tx.tenant, webhook, id]))[0]!;

/** Before and after every id that there is. */
const [first, last] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

async function deliveries(
  tx: Transaction,
  webhook: string,
  { limit, before, status }: { limit: number; before: string; status: DeliveryStatus | undefined },
): Promise<Delivery[]> {
  const values = [tx.tenant, webhook, before, limit];
  return status === undefined ? read(tx, page, values) : read(tx, pageOfStatus, [...values, status]);
}

const columns = `
  select d.id, d.message, d.type, d.case_id as "case", d.leaf, d.status, d.created_at, d.next_at, d.done_at,
         coalesce((select json_agg(json_build_object('number', a.number,
                     'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                     'milliseconds', a.milliseconds, 'status', a.status, 'fault', a.fault, 'answer', a.answer)
                     order by a.number)
                   from (select * from webhook_attempts a where a.tenant = d.tenant and a.delivery_id = d.id
                         order by a.number desc limit 20) as a), '[]') as attempts
  from webhook_deliveries d where d.tenant = $1`;

const oneDelivery = `${columns} and d.webhook_id = $2 and d.id = $3`;

/**
 * Two statements, and no condition that may be left out: each is read from its place in an index on, to the end of the page. The
 * place is compared as a whole, for with the webhook alone given the planner may read those of all webhooks in the order of ids.
 */
export const page = `${columns} and (d.webhook_id, d.id) < ($2, $3) and (d.webhook_id, d.id) >= ($2, '${first}')
  order by d.webhook_id desc, d.id desc limit $4`;
export const pageOfStatus = `${columns} and (d.webhook_id, d.status, d.id) < ($2, $5, $3)
  and (d.webhook_id, d.status, d.id) >= ($2, $5, '${first}') order by d.webhook_id desc, d.status desc, d.id desc limit $4`;

/** Planned each time for its values, the length of the page among them; a plan for any length might sort all there is. */
async function read(tx: Transaction, text: string, values: unknown[]): Promise<Delivery[]> {
  const rows = await tx.query<Omit<Delivery, 'createdAt' | 'nextAt' | 'doneAt'> & DeliveryInstants>(
    text,
    values,
  );
  return rows.map(({ created_at, next_at, done_at, ...row }) => ({
    ...row,
    createdAt: created_at.toISOString(),
    nextAt: row.status === 'waiting' ? next_at.toISOString() : null,
    doneAt: done_at?.toISOString() ?? null,
  }));
}

interface DeliveryInstants {
  created_at: Date;
  next_at: Date;
  done_at: Date | null;
}
