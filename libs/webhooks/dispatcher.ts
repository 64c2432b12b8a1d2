import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { tellEvents, type ProcessShelf } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { loadActors, type Actor } from '#identity';
import { follow, type LogEntry } from '#ledger';
import { hearingOf, vouchesFor, type Happening } from './authority.js';
import { cloudEventOf, type CloudEvent } from './cloud-event.js';
import { disable, type OwnReason, type WhenDisabled } from './disabling.js';
import * as statements from './due.js';
import { insertDeliveries, type NewDelivery } from './new-deliveries.js';
import { pauseAfter } from './pauses.js';
import { allot, usualPlaces, type HookDue, type Places } from './places.js';
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
  /** Attempts under way at most; the usual ones unless told. */
  atOnce?: Partial<Places>;
  /** Told of each webhook that is disabled by itself. */
  whenDisabled?: WhenDisabled | undefined;
  /** Where it is said what could not be noted; nowhere unless told. */
  say?: (sentence: string) => void;
}

/** Entries of the log taken at a time. */
const entriesAtOnce = 200;
/** Milliseconds after which a worker that took a delivery is held for dead; an attempt takes a quarter of that at most. */
const claimMs = 60_000;
/** Milliseconds after which the outcome of an attempt that could not be noted is noted again, well within the claim. */
const markedAgainAfter = [200, 1_000, 5_000];
/** What is erased in one transaction at most. */
const forgottenAtOnce = 1_000;
/** Days for which a disabled webhook goes on being noted for, and for which what is done can be looked at. */
export const keptDays = 30;
const dayMs = 24 * 3_600_000;

interface Hook extends HookDue {
  person: string;
  since: number;
  disabled: boolean;
}

interface Job extends Hook {
  id: string;
  tenant: number;
  case: string | null;
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
  private readonly underWay = new Map<Promise<void>, Job>();
  /** Of each jurisdiction the webhook that got a place last. */
  private readonly last = new Map<number, string>();
  private readonly now: () => number;
  private readonly random: () => number;
  private readonly atOnce: Places;
  private readonly say: (sentence: string) => void;

  constructor(private readonly given: DispatcherOptions) {
    this.now = given.now ?? Date.now;
    this.random = given.random ?? (() => randomInt(2 ** 32) / 2 ** 32);
    this.atOnce = { ...usualPlaces, ...given.atOnce };
    this.say = given.say ?? (() => {});
  }

  /** Notes what is to be told of the next entries of the log, once for each webhook and entry. Answers how many there were. */
  async take(tenant: number): Promise<number> {
    const { service } = this.given;
    return follow(service, tenant, 'webhooks', { most: entriesAtOnce }, (tx, entries) =>
      this.note(tx, entries),
    );
  }

  /**
   * Begins to send what is due, as much as there are places for, and does not wait for it. Answers how many there were to
   * see to: some may be sent to nobody any more. Events of one case go to a webhook one after the other; what a worker began
   * and never ended is begun again.
   */
  async start(tenant: number): Promise<number> {
    if (this.underWay.size >= this.atOnce.all) return 0;
    const { jobs, found } = await inTransaction(this.given.service, tenant, (tx) => this.claim(tx));
    for (const job of jobs) {
      const sending: Promise<void> = this.send(job)
        .catch((error: unknown) => this.sayOf(job, error))
        .finally(() => this.underWay.delete(sending));
      this.underWay.set(sending, job);
    }
    return found;
  }

  /** Done when nothing is under way. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay.keys());
  }

  /**
   * Erases deliveries, and their attempts, that were done 30 days ago, and what waits for webhooks that were ended so long ago: a
   * thousand in one transaction, until there are none. Answers how many.
   */
  async forget(tenant: number): Promise<number> {
    let forgotten = 0;
    for (const statement of [statements.forgetDone, statements.forgetEnded])
      for (let part = forgottenAtOnce; part === forgottenAtOnce; forgotten += part)
        part = await inTransaction(this.given.service, tenant, async (tx) => {
          const values = [tenant, this.before(keptDays * dayMs), forgottenAtOnce];
          return (await tx.query(statement, values)).length;
        });
    return forgotten;
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
    const cases = told.map(({ event }) => event.case);
    const rows: NewDelivery[] = [];
    for (const { hook, actor } of vouched) {
      const hears = await hearingOf(tx, this.given.shelf, { audience: hook, actor }, cases);
      for (const one of told) {
        const { leaf, institution, event } = one;
        if (leaf < hook.since || !hears({ ...event, institution })) continue;
        const { webhook } = hook;
        const cloudEvent = cloudEventOf(one);
        const { id: message, type } = cloudEvent;
        rows.push({ webhook, message, type, leaf, case: event.case, body: JSON.stringify(cloudEvent) });
      }
    }
    await insertDeliveries(tx, rows, new Date(this.now()));
  }

  /** Those on whose authority events may be told now; a webhook of anybody else is disabled. */
  private async vouched<T extends Hook>(tx: Transaction, hooks: readonly T[]) {
    const people = await loadActors(tx, [...new Set(hooks.map(({ person }) => person))]);
    const found = hooks.map((hook) => ({ hook, actor: people.get(hook.person)! }));
    const ended = found.filter(({ hook, actor }) => !vouchesFor(actor, hook));
    for (const { hook } of ended.filter((one) => !one.hook.disabled))
      await this.disable(tx, hook.webhook, 'authorityEnded');
    return found.filter((one) => !ended.includes(one));
  }

  private async claim(tx: Transaction): Promise<{ jobs: Job[]; found: number }> {
    const now = new Date(this.now());
    const due = await tx.named<HookDue>('webhooks-due', statements.webhooksDue, [tx.tenant, now]);
    const { shares, last } = allot(tx.tenant, due, {
      ...{ underWay: [...this.underWay.values()], places: this.atOnce },
      last: this.last.get(tx.tenant) ?? '',
    });
    if (shares.size === 0) return { jobs: [], found: 0 };
    this.last.set(tx.tenant, last);
    const found = await tx.named<Omit<Job, 'tenant'>>('webhook-deliveries-due', statements.deliveriesDue, [
      ...[tx.tenant, now, [...shares.keys()], [...shares.values()]],
    ]);
    if (found.length === 0) return { jobs: [], found: 0 };
    const told = await this.stillTold(tx, await this.vouched(tx, found));
    await tx.named('claim-webhook-deliveries', statements.claim, [
      ...[tx.tenant, told.map(({ id }) => id), new Date(now.getTime() + claimMs)],
    ]);
    const jobs = told.map((job) => ({
      ...job,
      ...{ tenant: tx.tenant, attempt: job.attempt + 1, tries: job.tries + 1 },
    }));
    return { jobs, found: found.length };
  }

  /**
   * Those that may still be told, to whoever answers for the webhook now. What may not is erased: it was noted when somebody else
   * answered for it, or before they were recused.
   */
  private async stillTold(
    tx: Transaction,
    found: readonly { hook: Omit<Job, 'tenant'>; actor: Actor }[],
  ): Promise<Omit<Job, 'tenant'>[]> {
    const told: Omit<Job, 'tenant'>[] = [];
    for (const webhook of new Set(found.map(({ hook }) => hook.webhook))) {
      const ofIt = found.filter(({ hook }) => hook.webhook === webhook);
      const { hook: audience, actor } = ofIt[0]!;
      const cases = ofIt.flatMap(({ hook }) => hook.case ?? []);
      const hears = await hearingOf(tx, this.given.shelf, { audience, actor }, cases);
      told.push(
        ...ofIt.flatMap(({ hook }) => (hook.case === null || hears(happeningIn(hook.body)) ? [hook] : [])),
      );
    }
    const withheld = found.flatMap(({ hook }) => (told.includes(hook) ? [] : [hook.id]));
    if (withheld.length > 0)
      await tx.query('delete from webhook_deliveries where tenant = $1 and id = any($2::uuid[])', [
        ...[tx.tenant, withheld],
      ]);
    return told;
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
    // What cannot be noted in the end is sent again when the claim has run out.
    for (const pause of [...markedAgainAfter, null])
      try {
        return await inTransaction(service, tenant, (tx) => this.mark(tx, job, at, outcome));
      } catch (error) {
        if (pause === null) throw error;
        this.sayOf(job, error);
        await sleep(pause);
      }
  }

  private sayOf({ tenant, id, attempt }: Job, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.say(
      `what came of attempt ${attempt} of delivery ${id} in jurisdiction ${tenant} could not be noted: ${why}`,
    );
  }

  private disable(tx: Transaction, webhook: string, reason: OwnReason): Promise<void> {
    return disable(tx, webhook, { reason, now: this.now(), tell: this.given.whenDisabled });
  }

  /** Notes what came of an attempt, unless another worker has taken over since. */
  private async mark(tx: Transaction, job: Job, at: Date, outcome: Attempt): Promise<void> {
    const now = this.now();
    const pause =
      outcome.fault === null || outcome.status === 410 ? null : pauseAfter(job.tries, this.random());
    const status = outcome.fault === null ? 'delivered' : pause === null ? 'dead' : 'waiting';
    const next = new Date(now + (pause ?? 0));
    const marked = await tx.named('mark-webhook-delivery', statements.mark, [
      ...[tx.tenant, job.id, job.attempt, status, next, new Date(now)],
    ]);
    if (marked.length === 0) return;
    await tx.named('follow-in-lane', statements.followInLane, [
      ...[tx.tenant, job.webhook, job.case, job.id, next],
    ]);
    await tx.named('note-webhook-attempt', statements.noteAttempt, [
      ...[tx.tenant, job.id, job.attempt, at, outcome.milliseconds],
      ...[outcome.status, outcome.fault, outcome.answer],
    ]);
    if (status === 'dead') await this.disable(tx, job.webhook, outcome.status === 410 ? 'gone' : 'failing');
  }

  private before(ms: number): Date {
    return new Date(this.now() - ms);
  }
}

/** What a delivery that is about a case tells of. */
function happeningIn(body: string): Happening {
  const { data } = JSON.parse(body) as CloudEvent;
  return data as Happening;
}
