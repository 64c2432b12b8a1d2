import { v7 as newId } from 'uuid';
import { once, type Caller } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { getActor, hasDuty, requireDuty, type Actor } from '#identity';
import { Refused } from '#refusals';
import { webhookAddress } from './address.js';
import { officeDuties, vouchesFor } from './authority.js';
import type { DisabledReason } from './disabling.js';
import { rotationMs, type WebhookSecrets } from './signing.js';

/** How many webhooks an institution has at most, and how many the office. */
export const webhookLimits = { institution: 5, office: 10 } as const;

/** A webhook as its owner sees it. Instants are real time, UTC. */
export interface WebhookView {
  id: string;
  /** Of whose cases it is told; null for all of the jurisdiction. */
  institution: string | null;
  name: string;
  url: string;
  /** On whose authority events are told: once that ends, the webhook is disabled. */
  person: string;
  enabled: boolean;
  disabledAt: string | null;
  disabledReason: DisabledReason | null;
  /** Until when the secret before signs as well. */
  previousSecretUntil: string | null;
  /** How many events wait to be told. */
  waiting: number;
  createdAt: string;
}

export interface WebhookChange {
  name?: string | undefined;
  url?: string | undefined;
  enabled?: boolean | undefined;
}

/**
 * Webhooks as people manage them: those of an institution are everybody's who acts for it, those of the office its
 * administrators'. Of others they are `not-found`.
 */
export class Webhooks {
  constructor(
    private readonly database: Database,
    private readonly secrets: WebhookSecrets,
    private readonly options: { allowLoopback?: boolean } = {},
  ) {}

  /**
   * Makes a webhook, once for each key of the caller; it is told what comes from now on. The secret is null in a repeat. Throws
   * `not-found` for an institution that the person does not act for, `role-needed` where it is to be the office's,
   * `webhook-address-refused`, and `too-many-webhooks`.
   */
  async make(
    caller: Caller,
    asked: { institution: string | null; name: string; url: string },
    key: string,
  ): Promise<{ webhook: WebhookView; secret: string | null; replayed: boolean }> {
    const url = webhookAddress(asked.url, this.options);
    const { institution } = asked;
    const { answer, replayed } = await once(this.database, caller, key, { webhook: asked }, async (tx) => {
      const actor = await actorOf(tx, caller);
      if (institution === null) requireDuty(actor, officeDuties);
      else if (!vouchesFor(actor, asked)) throw new Refused('not-found');
      const slots = webhookLimits[institution === null ? 'office' : 'institution'];
      for (let slot = 1; slot <= slots; slot += 1) {
        const [row] = await tx.query<{ id: string }>(
          `insert into webhooks (tenant, id, institution_id, slot, person_id, made_by, name, url, since_leaf)
           values ($1, $2, $3, $4, $5, $5, $6, $7,
             coalesce((select size from log_heads where tenant = $1 and log = 'audit'), 0))
           on conflict do nothing returning id`,
          [tx.tenant, newId(), institution, slot, caller.person, asked.name, url],
        );
        if (row !== undefined) return (await this.find(tx, actor, row.id))!;
      }
      throw new Refused('too-many-webhooks', { params: { most: slots } });
    });
    const secret = replayed ? null : this.secrets.of({ tenant: caller.tenant, id: answer.id, version: 1 });
    return { webhook: answer, secret, replayed };
  }

  /** Those of the institutions that the person acts for, and of the office where they administer it; the newest first. */
  async list(caller: Caller): Promise<WebhookView[]> {
    return inTransaction(this.database, caller.tenant, async (tx) =>
      this.rows(tx, await actorOf(tx, caller), null),
    );
  }

  async get(caller: Caller, id: string): Promise<WebhookView> {
    return this.within(caller, id, (_, webhook) => Promise.resolve(webhook));
  }

  /**
   * Changes what is given. Whoever changes the address or enables it answers for it from then on. What waits is tried at once
   * where it is enabled again. Throws `webhook-address-refused`.
   */
  async change(caller: Caller, id: string, { name, url, enabled }: WebhookChange): Promise<WebhookView> {
    const address = url === undefined ? undefined : webhookAddress(url, this.options);
    return this.within(caller, id, async (tx, before, actor) => {
      await tx.query(
        `update webhooks set name = coalesce($3, name), url = coalesce($4, url),
                person_id = case when $4::text is not null or $5 then $6::uuid else person_id end,
                disabled_at = case when $5 then null when not $5 then coalesce(disabled_at, clock_timestamp()) else disabled_at end,
                disabled_reason = case when $5 then null when not $5 then coalesce(disabled_reason, 'paused')
                                       else disabled_reason end
         where tenant = $1 and id = $2`,
        [tx.tenant, id, name ?? null, address ?? null, enabled ?? null, caller.person],
      );
      if (enabled === true && !before.enabled)
        await tx.query(
          `update webhook_deliveries set next_at = clock_timestamp(), tries = 0
           where tenant = $1 and webhook_id = $2 and status = 'waiting'`,
          [tx.tenant, id],
        );
      return (await this.find(tx, actor, id))!;
    });
  }

  /** Ends a webhook at once and for good; what waited is never told. */
  async end(caller: Caller, id: string): Promise<void> {
    await this.within(caller, id, (tx) =>
      tx.query(`update webhooks set deleted_at = clock_timestamp() where tenant = $1 and id = $2`, [
        ...[tx.tenant, id],
      ]),
    );
  }

  /**
   * Makes a new secret, once for each key of the caller; the one before signs beside it for 24 hours, and one before that no
   * more. It is null in a repeat.
   */
  async rotate(
    caller: Caller,
    id: string,
    key: string,
  ): Promise<{ webhook: WebhookView; secret: string | null; replayed: boolean }> {
    const asked = { rotate: id };
    const { answer, replayed } = await once(this.database, caller, key, asked, async (tx) => {
      const actor = await actorOf(tx, caller);
      if ((await this.find(tx, actor, id)) === undefined) throw new Refused('not-found');
      const [row] = await tx.query<{ version: number }>(
        `update webhooks set secret_version = secret_version + 1, previous_until = clock_timestamp() + make_interval(secs => $3)
         where tenant = $1 and id = $2 returning secret_version as version`,
        [tx.tenant, id, rotationMs / 1_000],
      );
      return { ...row!, webhook: (await this.find(tx, actor, id))! };
    });
    const { webhook, version } = answer;
    const secret = replayed ? null : this.secrets.of({ tenant: caller.tenant, id, version });
    return { webhook, secret, replayed };
  }

  /** Works in a transaction on a webhook of the caller's; throws `not-found` for any other as for none. */
  async within<T>(
    caller: Caller,
    id: string,
    work: (tx: Transaction, webhook: WebhookView, actor: Actor) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await actorOf(tx, caller);
      const webhook = await this.find(tx, actor, id);
      if (webhook === undefined) throw new Refused('not-found');
      return work(tx, webhook, actor);
    });
  }

  /** One that this person manages. */
  async find(tx: Transaction, actor: Actor, id: string): Promise<WebhookView | undefined> {
    return (await this.rows(tx, actor, id))[0];
  }

  private async rows(tx: Transaction, actor: Actor, id: string | null): Promise<WebhookView[]> {
    const rows = await tx.named<WebhookRow>(
      'webhooks',
      `select id, institution_id as institution, name, url, person_id as person, disabled_at, disabled_reason,
              case when previous_until > clock_timestamp() then previous_until end as previous_until, created_at,
              (select count(*)::integer from webhook_deliveries d
               where d.tenant = w.tenant and d.webhook_id = w.id and d.status = 'waiting') as waiting
       from webhooks w
       where tenant = $1 and deleted_at is null and ($2::uuid is null or id = $2)
         and (institution_id = any($3::uuid[]) or (institution_id is null and $4))
       order by id desc limit 500`,
      [tx.tenant, id, actor.actsFor, hasDuty(actor, officeDuties)],
    );
    return rows.map(({ disabled_at, disabled_reason, previous_until, created_at, ...row }) => ({
      ...row,
      enabled: disabled_at === null,
      disabledAt: disabled_at?.toISOString() ?? null,
      disabledReason: disabled_reason,
      previousSecretUntil: previous_until?.toISOString() ?? null,
      createdAt: created_at.toISOString(),
    }));
  }
}

interface WebhookRow extends Pick<WebhookView, 'id' | 'institution' | 'name' | 'url' | 'person' | 'waiting'> {
  disabled_at: Date | null;
  disabled_reason: DisabledReason | null;
  previous_until: Date | null;
  created_at: Date;
}

const actorOf = (tx: Transaction, { person, method, onlyFor }: Caller): Promise<Actor> =>
  getActor(tx, person, method, onlyFor);
