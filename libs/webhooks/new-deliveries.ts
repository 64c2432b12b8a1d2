import { v7 as newId } from 'uuid';
import type { Transaction } from '#database';

/** What is to be told, and where it stands in its case. */
export interface NewDelivery {
  webhook: string;
  message: string;
  type: string;
  leaf: number | null;
  case: string | null;
  body: string;
}

/** Notes what is to be told; what a webhook was told already is left as it is. Answers the ids. */
export async function insertDeliveries(
  tx: Transaction,
  rows: readonly NewDelivery[],
  at: Date,
): Promise<string[]> {
  if (rows.length === 0) return [];
  const of = <K extends keyof NewDelivery>(key: K) => rows.map((row) => row[key]);
  const inserted = await tx.named<{ id: string }>(
    'insert-webhook-deliveries',
    `insert into webhook_deliveries (tenant, id, webhook_id, message, type, leaf, case_id, body, next_at)
     select $1, id, webhook, message, type, leaf, case_id, body, $9
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::uuid[], $8::text[])
       as n (id, webhook, message, type, leaf, case_id, body)
     on conflict on constraint an_event_is_told_once_to_a_webhook do nothing returning id`,
    [
      ...[tx.tenant, rows.map(() => newId()), of('webhook'), of('message'), of('type')],
      ...[of('leaf'), of('case'), of('body'), at],
    ],
  );
  return inserted.map(({ id }) => id);
}
