import { randomInt } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { tellEvents, type ProcessShelf } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { loadActors } from '#identity';
import { follow, type LogEntry } from '#ledger';
import { isTold, vouchesFor } from './authority.js';
import { cloudEventOf } from './cloud-event.js';
import { pauseAfter } from './pauses.js';
import type { Attempt, Sender } from './sender.js';
import type { WebhookSecrets } from './signing.js';

export interface DispatcherOptions {
  service: Database;
  shelf: ProcessShelf;
  secrets: WebhookSecrets;
  sender: Sender;
  /** Real milliseconds since 1970. */
  now?: () => number;
  /** From 0 to 1. */
  random?: () => number;
  /** Attempts under way at most: in all, and to one webhook. */
  atOnce?: { all: number; each: number };
}

/** Entries of the log taken at a time. */
const entriesAtOnce = 200;
/** Milliseconds after which a worker that took a delivery is held for dead; an attempt takes a quarter of that at most. */
const claimMs = 60_000;
/** Days for which a disabled webhook goes on being noted for, and for which what is done can be looked at. */
export const keptDays = 30;
const dayMs = 24 * 3_600_000;

interface Hook {
  webhook: string;
  institution: string | null;
  person: string;
  since: number;
  disabled: boolean;
}

interface Job extends Hook {
  id: string;
  tenant: number;
  url: string;
  version: number;
  withPrevious: boolean;
  message: string;
  body: string;
  attempt: number;
  tries: number;
}

/** Follows the log, notes what each webhook is to be told, and tells it. Any number of processes may do so at once. */
export class WebhookDispatcher {
  private readonly underWay = new Map<Promise<void>, string>();
  private readonly now: () => number;
  private readonly random: () => number;
  private readonly atOnce: { all: number; each: number };

  constructor(private readonly given: DispatcherOptions) {
    this.now = given.now ?? Date.now;
    this.random = given.random ?? (() => randomInt(2 ** 32) / 2 ** 32);
    this.atOnce = given.atOnce ?? { all: 32, each: 4 };
  }

  /** Notes what is to be told of the next entries of the log, once for each webhook and entry. Answers how many there were. */
  async take(tenant: number): Promise<number> {
    const { service } = this.given;
    return follow(service, tenant, 'webhooks', { most: entriesAtOnce }, (tx, entries) =>
      this.note(tx, entries),
    );
  }

  /**
   * Begins to send what is due, as much as may be under way at once, and does not wait for it. Answers how many it began.
   * Events of one case go to a webhook one after the other; what a worker began and never ended is begun again.
   */
  async start(tenant: number): Promise<number> {
    const free = this.atOnce.all - this.underWay.size;
    if (free <= 0) return 0;
    const jobs = await inTransaction(this.given.service, tenant, (tx) => this.claim(tx, free));
    for (const job of jobs) {
      // What cannot be noted is sent again when the claim has run out.
      const sending: Promise<void> = this.send(job)
        .catch(() => {})
        .finally(() => this.underWay.delete(sending));
      this.underWay.set(sending, job.webhook);
    }
    return jobs.length;
  }

  /** Done when nothing is under way. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay.keys());
  }

  /** Erases deliveries, and their attempts, that were done 30 days ago, and those of webhooks that were ended. */
  async forget(tenant: number): Promise<number> {
    return inTransaction(this.given.service, tenant, async (tx) => {
      const rows = await tx.query(
        `delete from webhook_deliveries d where d.tenant = $1 and (d.done_at < $2 or exists (
           select from webhooks w where w.tenant = d.tenant and w.id = d.webhook_id and w.deleted_at < $2))
         returning 1`,
        [tenant, this.before(keptDays * dayMs)],
      );
      return rows.length;
    });
  }

  private async note(tx: Transaction, entries: readonly LogEntry[]): Promise<void> {
    const hooks = await tx.named<Hook>(
      'webhooks-to-tell',
      `select id as webhook, institution_id as institution, person_id as person, since_leaf as since, disabled_at is not null as disabled
       from webhooks where tenant = $1 and deleted_at is null and (disabled_at is null or disabled_at > $2)`,
      [tx.tenant, this.before(keptDays * dayMs)],
    );
    const vouched = await this.vouched(tx, hooks);
    if (vouched.length === 0) return;
    const told = await tellEvents(tx, this.given.shelf, entries);
    const rows = vouched.flatMap(({ hook, actor }) =>
      told
        .filter((one) => one.leaf >= hook.since && isTold(this.given.shelf, hook, actor, one))
        .map((one) => ({
          webhook: hook.webhook,
          leaf: one.leaf,
          case: one.event.case,
          event: cloudEventOf(one),
        })),
    );
    await insertDeliveries(
      tx,
      rows.map(({ event, ...row }) => ({
        ...row,
        ...{ message: event.id, type: event.type, body: JSON.stringify(event) },
      })),
      new Date(this.now()),
    );
  }

  /** Those on whose authority events may be told now; a webhook of anybody else is disabled. */
  private async vouched<T extends Hook>(tx: Transaction, hooks: readonly T[]) {
    const people = await loadActors(tx, [...new Set(hooks.map(({ person }) => person))]);
    const found = hooks.map((hook) => ({ hook, actor: people.get(hook.person)! }));
    const ended = found.filter(({ hook, actor }) => !vouchesFor(actor, hook));
    for (const { hook } of ended.filter((one) => !one.hook.disabled))
      await disable(tx, hook.webhook, 'authorityEnded', this.now());
    return found.filter((one) => !ended.includes(one));
  }

  private async claim(tx: Transaction, free: number): Promise<Job[]> {
    const now = new Date(this.now());
    const counts = new Map<string, number>();
    for (const webhook of this.underWay.values()) counts.set(webhook, (counts.get(webhook) ?? 0) + 1);
    const busy = [...counts].filter(([, count]) => count >= this.atOnce.each).map(([webhook]) => webhook);
    const found = await tx.named<Omit<Job, 'tenant'>>('webhook-deliveries-due', due, [
      ...[tx.tenant, now, busy, this.atOnce.each, free],
    ]);
    if (found.length === 0) return [];
    const jobs = (await this.vouched(tx, found)).map(({ hook }) => ({ ...hook, tenant: tx.tenant }));
    await tx.named(
      'claim-webhook-deliveries',
      `update webhook_deliveries set claimed_until = $3, attempts = attempts + 1, tries = tries + 1
       where tenant = $1 and id = any($2::uuid[])`,
      [tx.tenant, jobs.map(({ id }) => id), new Date(now.getTime() + claimMs)],
    );
    return jobs.map((job) => ({ ...job, attempt: job.attempt + 1, tries: job.tries + 1 }));
  }

  private async send(job: Job): Promise<void> {
    const { service, secrets, sender } = this.given;
    const at = new Date(this.now());
    const { tenant, webhook, version, message, body, withPrevious } = job;
    const signed = secrets.headers({ tenant, id: webhook, version }, { message, at, body, withPrevious });
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'greenlane-webhooks/1',
      ...signed,
    };
    const outcome = await sender.send(job.url, headers, body);
    await inTransaction(service, tenant, (tx) => this.mark(tx, job, at, outcome));
  }

  /** Notes what came of an attempt, unless another worker has taken over since. */
  private async mark(tx: Transaction, job: Job, at: Date, outcome: Attempt): Promise<void> {
    const now = this.now();
    const pause =
      outcome.fault === null || outcome.status === 410 ? null : pauseAfter(job.tries, this.random());
    const status = outcome.fault === null ? 'delivered' : pause === null ? 'dead' : 'waiting';
    const marked = await tx.named(
      'mark-webhook-delivery',
      `update webhook_deliveries set status = $4::text, claimed_until = null, next_at = $5,
              done_at = case when $4::text = 'waiting' then null else $6::timestamptz end
       where tenant = $1 and id = $2 and attempts = $3 and status = 'waiting' returning id`,
      [tx.tenant, job.id, job.attempt, status, new Date(now + (pause ?? 0)), new Date(now)],
    );
    if (marked.length === 0) return;
    await tx.named(
      'note-webhook-attempt',
      `insert into webhook_attempts (tenant, delivery_id, number, at, milliseconds, status, fault, answer)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[tx.tenant, job.id, job.attempt, at, outcome.milliseconds],
        ...[outcome.status, outcome.fault, outcome.answer],
      ],
    );
    if (status === 'dead') await disable(tx, job.webhook, outcome.status === 410 ? 'gone' : 'failing', now);
  }

  private before(ms: number): Date {
    return new Date(this.now() - ms);
  }
}

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

/** Why nothing is sent to a webhook. */
export const disabledReasons = ['paused', 'failing', 'gone', 'authorityEnded'] as const;
export type DisabledReason = (typeof disabledReasons)[number];

/** Disables a webhook from now on, real time; one that is disabled stays so for the reason it has. */
export async function disable(
  tx: Transaction,
  id: string,
  reason: DisabledReason,
  now: number,
): Promise<void> {
  await tx.query(
    `update webhooks set disabled_at = $3, disabled_reason = $4 where tenant = $1 and id = $2 and disabled_at is null`,
    [tx.tenant, id, new Date(now), reason],
  );
}

/**
 * Of each enabled webhook what is due and first in its case: nothing of the case before it waits, and nobody is at another of
 * its events. Rows that another worker has locked are passed over.
 */
const due = `
  select d.*, w.id as webhook, w.institution_id as institution, w.person_id as person, w.since_leaf as since,
         false as disabled, w.url, w.secret_version as version,
         coalesce(w.previous_until > $2 and w.secret_version > 1, false) as "withPrevious"
  from webhooks w cross join lateral (
    select d.id, d.message, d.body, d.attempts as attempt, d.tries from webhook_deliveries d
    where d.tenant = $1 and d.webhook_id = w.id and d.status = 'waiting' and d.next_at <= $2
      and (d.claimed_until is null or d.claimed_until <= $2)
      and not exists (
        select from webhook_deliveries b
        where b.tenant = $1 and b.webhook_id = d.webhook_id and b.case_id = d.case_id and b.id <> d.id
          and b.status = 'waiting' and (b.leaf < d.leaf or b.claimed_until > $2))
    order by d.next_at, d.id limit $4 for update skip locked) as d
  where w.tenant = $1 and w.deleted_at is null and w.disabled_at is null and not w.id = any($3::uuid[])
  limit $5`;
