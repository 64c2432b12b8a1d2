/** Webhooks on an office of their own with receivers on loopback; all in one file, because an office is dear. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CloudEvent as OracleEvent } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { connect, inTransaction, type Database } from '#database';
import { actFor, demonstrationPeople, stopActingFor } from '#identity';
import { sequence } from '#ledger';
import { Refused } from '#refusals';
import { acceptance } from '../../test/evidence.js';
import { laboratories, openCase, submittedCase, testOffice, type TestOffice } from '../../test/office.js';
import { cloudEvent, type CloudEvent } from './cloud-event.js';
import { Deliveries, page, pageOfStatus } from './deliveries.js';
import { WebhookDispatcher, type DispatcherOptions } from './dispatcher.js';
import { deliveriesDue, forgetDone, webhooksDue } from './due.js';
import { pauseAfter, pauses } from './pauses.js';
import { receiver, type Received, type Receiver } from './receiver.fixture.js';
import { Sender } from './sender.js';
import { WebhookSecrets } from './signing.js';
import { Webhooks, type WebhookView } from './webhooks.js';

jest.setTimeout(60_000);

let office: TestOffice;
let sealer: Database;
let webhooks: Webhooks;
let deliveries: Deliveries;
const master = randomBytes(32);
const secrets = new WebhookSecrets(master);
const receivers: Receiver[] = [];
const made: { owner: string; id: string }[] = [];

beforeAll(async () => {
  office = await testOffice();
  sealer = await connect(office.urls.sealerUrl, { poolSize: 2 });
  webhooks = new Webhooks(office.service, secrets, { allowLoopback: true });
  deliveries = new Deliveries(office.service, webhooks);
});
afterEach(async () => {
  for (const each of receivers.splice(0)) await each.close();
  for (const { owner, id } of made.splice(0)) await webhooks.end(office.as(owner), id).catch(() => {});
});
afterAll(async () => {
  await sealer?.close();
  await office?.close();
});

async function receiving(...of: Parameters<typeof receiver>): Promise<Receiver> {
  const one = await receiver(...of);
  receivers.push(one);
  return one;
}

async function hook(
  owner: string,
  url: string,
  institution: string | null = laboratories[0].id,
): Promise<{ webhook: WebhookView; secret: string }> {
  const asked = { institution, name: 'LIMS', url };
  const { webhook, secret } = await webhooks.make(office.as(owner), asked, randomUUID());
  made.push({ owner, id: webhook.id });
  return { webhook, secret: secret! };
}

/** A dispatcher whose clock stands still until it is moved. */
function worker(options: Partial<DispatcherOptions> = {}) {
  const clock = { at: Date.now() };
  const dispatcher = new WebhookDispatcher({
    ...{ service: office.service, shelf: office.casework.shelf, secrets },
    sender: new Sender({ allowLoopback: true, limits: { rest: 200 } }),
    now: () => clock.at,
    random: () => 0.5,
    ...options,
  });
  const { tenant } = office;
  return {
    clock,
    dispatcher,
    /** Everything that is due is told, until nothing is. */
    async tell(): Promise<void> {
      while ((await sequence(sealer, tenant)) > 0);
      while ((await dispatcher.take(tenant)) > 0);
      for (;;) {
        // What is noted or changed by the database bears its time.
        clock.at = Math.max(clock.at, Date.now() + 1);
        const begun = await dispatcher.start(tenant);
        await dispatcher.idle();
        if (begun === 0) return;
      }
    },
  };
}

/** What only the owner of the tables may do. */
async function asOwner(sql: string): Promise<void> {
  const owner = await connect(office.urls.ownerUrl, { poolSize: 1 });
  await inTransaction(owner, office.tenant, (tx) => tx.query(sql));
  await owner.close();
}

const parsed = ({ body }: Received): CloudEvent => cloudEvent.parse(JSON.parse(body));
const dataOf = (one: Received) => parsed(one).data as Extract<CloudEvent['data'], { case: string }>;
const steps = (received: readonly Received[]): string[] => received.map((one) => parsed(one).type);
const refusalOf = async (asked: Promise<unknown>): Promise<string> => {
  const error = await asked.then(
    () => new Error('it was done'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refused)) throw error;
  return error.code;
};

describe('a webhook of an institution', () => {
  it('is told what happens in its cases from then on, as a party may know it, signed, in a form that others read', async () => {
    const at = await receiving();
    await openCase(office, 'applicant-food', 0);
    await sequence(sealer, office.tenant);
    const { webhook, secret } = await hook('applicant-food', at.url);
    const walk = await submittedCase(office);
    const desk = { case: walk.id, duty: 'intake', to: office.as('intake-1').person };
    await office.casework.assign(office.as('intake-1'), desk, randomUUID());
    await office.casework.release(office.as('intake-1'), desk, randomUUID());
    await openCase(office, 'applicant-environment', 1);
    await worker().tell();

    expect(steps(at.received)).toEqual(['cn.cma.case.opened.v1', 'cn.cma.qualification.submit.v1']);
    const history = await office.views.history(office.as('applicant-food'), walk.id, {});
    const { number } = await office.views.lookUp(office.as('applicant-food'), walk.id);
    const submitted = at.received[1]!;
    const event = parsed(submitted);
    const entry = history[1]!;
    expect(event).toMatchObject({ id: `22-${entry.leaf}`, subject: number, source: '/jurisdictions/22' });
    expect(event.time).toBe(entry.event.at);
    expect(dataOf(submitted)).toMatchObject({
      ...{ case: walk.id, number, process: 'qualification', step: 'submit', state: 'received' },
      ...{ institution: laboratories[0].id, seq: 2, leaf: entry.leaf, hash: entry.hash, revision: 2 },
      clocks: [{ clock: 'intake' }],
    });
    expect(dataOf(at.received[0]!).clocks).toEqual([]);
    for (const one of at.received) {
      expect(new OracleEvent(JSON.parse(one.body) as object).validate()).toBe(true);
      expect(one.headers['webhook-id']).toBe(parsed(one).id);
      expect(one.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
      expect(new Webhook(secret).verify(one.body, one.headers)).toEqual(JSON.parse(one.body));
      const changed = one.body.replace('"seq":', '"seq": ');
      expect(() => new Webhook(secret).verify(changed, one.headers)).toThrow();
      for (const { name } of demonstrationPeople) expect(one.body).not.toContain(name);
      for (const { id } of demonstrationPeople) expect(one.body).not.toContain(id);
      expect(one.body).not.toContain(laboratories[0].name);
    }
    const log = await deliveries.list(office.as('applicant-food'), webhook.id, {});
    expect(log.map(({ status, attempts }) => [status, attempts.length])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
  });

  it('is managed by whoever acts for it, and is to nobody else there', async () => {
    const { webhook } = await hook('applicant-food', 'https://hooks.laboratory.example/');
    const key = randomUUID();
    expect((await webhooks.list(office.as('agent'))).map(({ id }) => id)).toContain(webhook.id);
    for (const other of ['applicant-environment', 'intake-1', 'administrator-1', 'auditor', 'newcomer']) {
      const as = office.as(other);
      expect([other, await webhooks.list(as)]).toEqual([other, []]);
      for (const asked of [
        webhooks.get(as, webhook.id),
        webhooks.change(as, webhook.id, { enabled: false }),
        webhooks.end(as, webhook.id),
        webhooks.rotate(as, webhook.id, key),
        deliveries.list(as, webhook.id, {}),
        deliveries.test(as, webhook.id, key),
        deliveries.resend(as, webhook.id, randomUUID(), key),
      ])
        expect([other, await refusalOf(asked)]).toEqual([other, 'not-found']);
      const asked = { institution: laboratories[0].id, name: 'x', url: 'https://a.example/' };
      expect(await refusalOf(webhooks.make(as, asked, key))).toBe('not-found');
    }
    const key1 = { ...office.as('agent'), onlyFor: laboratories[1].id };
    expect(await refusalOf(webhooks.get(key1, webhook.id))).toBe('not-found');
    expect(await webhooks.get({ ...key1, onlyFor: laboratories[0].id }, webhook.id)).toEqual(webhook);
  });

  it('is one of five at most, also where ten are asked for at once; one that is ended makes room', async () => {
    const make = () => hook('applicant-protective', 'https://hooks.example/', laboratories[2].id);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, make));
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(5);
    expect(await refusalOf(make())).toBe('too-many-webhooks');
    await webhooks.end(office.as('applicant-protective'), made[0]!.id);
    await make();
  });

  it('is made once for its key, and its secret is shown once', async () => {
    const asked = { institution: laboratories[0].id, name: 'LIMS', url: 'https://hooks.example/' };
    const key = randomUUID();
    const [first, again] = [
      await webhooks.make(office.as('applicant-food'), asked, key),
      await webhooks.make(office.as('applicant-food'), asked, key),
    ];
    made.push({ owner: 'applicant-food', id: first.webhook.id });
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(again).toEqual({ webhook: first.webhook, secret: null, replayed: true });
    // Nothing in the database is the secret, or lets it be computed without the office's key.
    const rows = await office.rows<{ all: string }>(`select to_jsonb(w)::text as all from webhooks w`);
    const answers = await office.rows<{ answer: string }>('select answer from answers');
    const kept = JSON.stringify([rows, answers]);
    expect(kept).not.toContain(first.secret!.slice('whsec_'.length));
    const other = new WebhookSecrets(randomBytes(32));
    expect(other.of({ tenant: 22, id: first.webhook.id, version: 1 })).not.toBe(first.secret);
  });

  it('takes no address inside, neither when it is made nor when it is changed', async () => {
    const strict = new Webhooks(office.service, secrets);
    const asked = { institution: laboratories[0].id, name: 'x', url: 'https://127.0.0.1/' };
    expect(await refusalOf(strict.make(office.as('applicant-food'), asked, randomUUID()))).toBe(
      'webhook-address-refused',
    );
    const { webhook } = await hook('applicant-food', 'https://hooks.example/');
    const changed = strict.change(office.as('applicant-food'), webhook.id, { url: 'http://hooks.example/' });
    expect(await refusalOf(changed)).toBe('webhook-address-refused');
    expect((await webhooks.get(office.as('applicant-food'), webhook.id)).url).toBe('https://hooks.example/');
  });

  it('that was entered with an address inside all the same is not told there', async () => {
    const at = await receiving();
    const { webhook } = await hook('applicant-food', at.url);
    await openCase(office, 'applicant-food', 0);
    const strict = worker({ sender: new Sender() });
    await strict.tell();
    const [delivery] = await deliveries.list(office.as('applicant-food'), webhook.id, {});
    expect(delivery).toMatchObject({ status: 'waiting', attempts: [{ fault: 'addressRefused' }] });
    expect(at.received).toEqual([]);
  });

  it('whose owner no longer acts for it is told nothing more, until somebody who does enables it', async () => {
    const at = await receiving();
    const { webhook } = await hook('agent', at.url);
    const agent = office.as('agent').person;
    const institution = laboratories[0].id;
    await openCase(office, 'applicant-food', 0);
    await sequence(sealer, office.tenant);
    const one = worker();
    await one.dispatcher.take(office.tenant);
    await inTransaction(office.service, office.tenant, (tx) => stopActingFor(tx, agent, institution));
    await one.tell();
    expect(at.received).toEqual([]);
    const view = await webhooks.get(office.as('applicant-food'), webhook.id);
    expect(view).toMatchObject({ enabled: false, disabledReason: 'authorityEnded', waiting: 1 });
    expect(await refusalOf(webhooks.get(office.as('agent'), webhook.id))).toBe('not-found');
    // While nobody answers for it, nothing is noted for it either.
    await openCase(office, 'applicant-food', 0);
    await one.tell();
    const enabled = await webhooks.change(office.as('applicant-food'), webhook.id, { enabled: true });
    expect(enabled).toMatchObject({ enabled: true, waiting: 1, person: office.as('applicant-food').person });
    await openCase(office, 'applicant-food', 0);
    await one.tell();
    expect(steps(at.received)).toEqual(['cn.cma.case.opened.v1', 'cn.cma.case.opened.v1']);
    await inTransaction(office.service, office.tenant, (tx) => actFor(tx, agent, institution));
  });

  it('whose owner is suspended is told nothing', async () => {
    const at = await receiving();
    const { webhook } = await hook('agent', at.url);
    const walk = await openCase(office, 'applicant-food', 0);
    await office.rows(
      `insert into suspensions (tenant, case_id, person_id, since) values (22, $1, $2, office_now())`,
      [walk.id, office.as('agent').person],
    );
    await worker().tell();
    expect(at.received).toEqual([]);
    expect(await webhooks.get(office.as('applicant-food'), webhook.id)).toMatchObject({
      disabledReason: 'authorityEnded',
    });
    await office.rows(`update suspensions set lifted_at = office_now(), lifted_case = case_id`);
  });
});

describe('a webhook of the office', () => {
  it('is made by those who read its cases as a whole, and is told of what they read, and nothing of what was brought', async () => {
    const at = await receiving();
    for (const other of ['intake-1', 'decision-maker', 'applicant-food'])
      expect(await refusalOf(hook(other, at.url, null))).toBe('role-needed');
    const key = { ...office.as('administrator-1'), onlyFor: laboratories[0].id };
    const asked = { institution: null, name: 'x', url: at.url };
    expect(await refusalOf(webhooks.make(key, asked, randomUUID()))).toBe('role-needed');
    await hook('supervisor', at.url, null);
    // Whoever administers roles reads no applications, and has none told.
    const none = await receiving();
    await hook('administrator-1', none.url, null);
    const walk = await submittedCase(office);
    const desk = { case: walk.id, duty: 'intake', to: office.as('intake-1').person };
    await office.casework.assign(office.as('intake-1'), desk, randomUUID());
    await openCase(office, 'applicant-environment', 1);
    await worker().tell();
    expect(steps(at.received).sort()).toEqual([
      'cn.cma.case.assigned.v1',
      'cn.cma.case.opened.v1',
      'cn.cma.case.opened.v1',
      'cn.cma.qualification.submit.v1',
    ]);
    expect(none.received).toEqual([]);
    for (const { body } of at.received) {
      expect(body).not.toMatch(/evidence|given|actor|李示例/);
      expect(body).not.toContain(office.as('intake-1').person);
    }
  });

  it('is told of a case from which its owner is recused what a party is told, also of what waited when that came about', async () => {
    const at = await receiving();
    const { webhook } = await hook('supervisor', at.url, null);
    const moves = async (id: string): Promise<void> => {
      const desk = { case: id, duty: 'intake', to: office.as('intake-1').person };
      await office.casework.assign(office.as('intake-1'), desk, randomUUID());
      await office.casework.release(office.as('intake-1'), desk, randomUUID());
    };
    const walk = await submittedCase(office);
    const other = await openCase(office, 'applicant-environment', 1);
    await moves(walk.id);
    while ((await sequence(sealer, office.tenant)) > 0);
    const one = worker();
    while ((await one.dispatcher.take(office.tenant)) > 0);
    await office.rows(
      `insert into interests (tenant, case_id, person_id, institution_id, ground) values (22, $1, $2, $3, 'kinship')`,
      [walk.id, office.as('supervisor').person, laboratories[0].id],
    );
    await moves(walk.id);
    await one.tell();
    await office.rows('update interests set lifted_at = office_now() where lifted_at is null');
    const about = (id: string) =>
      at.received.flatMap((got) => (dataOf(got).case === id ? dataOf(got).kind : []));
    expect(about(walk.id)).toEqual(['opened', 'stepTaken']);
    expect(about(other.id)).toEqual(['opened']);
    expect((await webhooks.get(office.as('supervisor'), webhook.id)).waiting).toBe(0);
  });

  it('that somebody else enables tells on what they read themselves, of what waited too', async () => {
    const at = await receiving();
    const { webhook } = await hook('supervisor', at.url, null);
    await webhooks.change(office.as('supervisor'), webhook.id, { enabled: false });
    await submittedCase(office);
    const one = worker();
    await one.tell();
    const enabled = await webhooks.change(office.as('administrator-1'), webhook.id, { enabled: true });
    expect(enabled.waiting).toBe(2);
    await one.tell();
    await one.tell();
    expect(at.received).toEqual([]);
    expect((await webhooks.get(office.as('supervisor'), webhook.id)).waiting).toBe(0);
  });

  it('is not told of another jurisdiction', async () => {
    const at = await receiving();
    await hook('supervisor', at.url, null);
    const theirs = office.as('sichuan-applicant');
    const [row] = await inTransaction(office.service, 23, (tx) =>
      tx.query<{ id: string }>('select institution_id as id from acting_for where person_id = $1', [
        theirs.person,
      ]),
    );
    const asked = { process: 'qualification', institution: row!.id, evidence: { kind: 'first' } };
    await office.casework.open(theirs, asked, randomUUID());
    await sequence(sealer, 23);
    const one = worker();
    await one.dispatcher.take(23);
    expect(await one.dispatcher.start(23)).toBe(0);
    await one.tell();
    expect(at.received).toEqual([]);
  });
});

describe('events', () => {
  it('of one case come one after the other, whatever fails in between; those of others do not wait', async () => {
    let failing = true;
    let first = '';
    const at = await receiving((response, { body }) => {
      const { subject = '' } = JSON.parse(body) as CloudEvent;
      response.writeHead(failing && subject === first ? 503 : 204).end();
    });
    const { webhook } = await hook('applicant-food', at.url);
    first = (await openCase(office, 'applicant-food', 0)).id;
    const walks = [await submittedCase(office), await submittedCase(office)];
    await office.casework.open(
      office.as('applicant-food'),
      { process: 'qualification', institution: laboratories[0].id, evidence: { kind: 'first' } },
      randomUUID(),
    );
    first = (await office.views.lookUp(office.as('applicant-food'), walks[0]!.id)).number!;
    const one = worker();
    await one.tell();
    const about = (id: string) => at.received.filter((received) => dataOf(received).case === id);
    expect(about(walks[0]!.id).map((received) => dataOf(received).seq)).toEqual([1]);
    expect(about(walks[1]!.id).map((received) => dataOf(received).seq)).toEqual([1, 2]);
    one.clock.at += pauses[0]! * 2;
    failing = false;
    await one.tell();
    expect(about(walks[0]!.id).map((received) => dataOf(received).seq)).toEqual([1, 1, 2]);
    const [again, before] = [about(walks[0]!.id)[1]!, about(walks[0]!.id)[0]!];
    expect(again.headers['webhook-id']).toBe(before.headers['webhook-id']);
    expect(again.body).toBe(before.body);
    expect((await webhooks.get(office.as('applicant-food'), webhook.id)).waiting).toBe(0);
  });

  it('that wait behind one that failed are not looked at before it is tried again, and follow it at once', async () => {
    let failing = true;
    const at = await receiving((response) => void response.writeHead(failing ? 503 : 204).end());
    const { webhook } = await hook('applicant-food', at.url);
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'accept', acceptance);
    const one = worker();
    await one.tell();
    const due = (): Promise<{ ids: number }[]> =>
      office.rows(
        `select count(*)::integer as ids from webhook_deliveries where webhook_id = $1 and status = 'waiting' and next_at <= $2`,
        [webhook.id, new Date(one.clock.at)],
      );
    expect([at.received.length, await due()]).toEqual([1, [{ ids: 0 }]]);
    failing = false;
    const owner = office.as('applicant-food');
    const waiting = await deliveries.list(owner, webhook.id, {});
    expect(waiting.length).toBe(3);
    await deliveries.resend(owner, webhook.id, waiting.at(-1)!.id, randomUUID());
    await one.tell();
    expect(at.received.map((got) => dataOf(got).seq)).toEqual([1, 1, 2, 3]);
  });

  it('are told once by many workers at once', async () => {
    const at = await receiving();
    await hook('applicant-food', at.url);
    for (let n = 0; n < 8; n += 1) await submittedCase(office);
    const workers = Array.from({ length: 4 }, () => worker({ atOnce: { all: 3, each: 2 } }));
    await Promise.all(workers.map((one) => one.tell()));
    // One that found nothing while others were at it has gone; what was left then is told now.
    await workers[0]!.tell();
    const ids = at.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.length).toBe(16);
    expect(new Set(ids).size).toBe(16);
    const last = new Map<string, number>();
    for (const received of at.received) {
      const { case: id, seq } = dataOf(received);
      expect(seq).toBe((last.get(id) ?? 0) + 1);
      last.set(id, seq);
    }
  });

  it('that were sent when the worker died are sent again under the same id, once its claim has run out', async () => {
    const at = await receiving();
    const { webhook } = await hook('applicant-food', at.url);
    await openCase(office, 'applicant-food', 0);
    const dying = worker();
    await sequence(sealer, office.tenant);
    await dying.dispatcher.take(office.tenant);
    // Its answer reaches the receiver's log, and the database never hears of it.
    const lost = { send: () => new Promise<never>(() => {}) } as unknown as Sender;
    const killed = worker({ sender: lost });
    killed.clock.at = Date.now() + 10;
    expect(await killed.dispatcher.start(office.tenant)).toBe(1);
    const next = worker();
    await next.tell();
    expect(at.received).toEqual([]);
    next.clock.at += 61_000;
    await next.tell();
    expect(at.received.length).toBe(1);
    const [delivery] = await deliveries.list(office.as('applicant-food'), webhook.id, {});
    expect(delivery).toMatchObject({ status: 'delivered', message: at.received[0]!.headers['webhook-id'] });
    expect(delivery!.attempts.map(({ number }) => number)).toEqual([2]);
  });

  it('whose outcome comes when another worker has taken over are not marked by the first', async () => {
    const at = await receiving((response) => void response.writeHead(503).end());
    const { webhook } = await hook('applicant-food', at.url);
    await openCase(office, 'applicant-food', 0);
    await sequence(sealer, office.tenant);
    let answer = (_: object): void => {};
    const slow = {
      send: () => new Promise<object>((resolve) => (answer = resolve)),
    } as unknown as Sender;
    const first = worker({ sender: slow });
    await first.dispatcher.take(office.tenant);
    first.clock.at = Date.now() + 10;
    await first.dispatcher.start(office.tenant);
    const second = worker();
    second.clock.at += 120_000;
    await second.tell();
    answer({ status: 410, fault: 'status', answer: '', milliseconds: 1 });
    await first.dispatcher.idle();
    const [delivery] = await deliveries.list(office.as('applicant-food'), webhook.id, {});
    expect(at.received.length).toBe(1);
    expect(delivery).toMatchObject({ status: 'waiting', attempts: [{ number: 2, status: 503 }] });
    expect((await webhooks.get(office.as('applicant-food'), webhook.id)).enabled).toBe(true);
  });
});

describe('an outcome that cannot be noted', () => {
  it('is said and noted again, and the message is sent once', async () => {
    const at = await receiving();
    const { webhook } = await hook('applicant-food', at.url);
    await openCase(office, 'applicant-food', 0);
    await sequence(sealer, office.tenant);
    const said: string[] = [];
    const one = worker({ say: (line) => said.push(line) });
    await one.dispatcher.take(office.tenant);
    one.clock.at = Date.now() + 10;
    await asOwner('revoke insert on webhook_attempts from greenlane_service');
    await one.dispatcher.start(office.tenant);
    while (said.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await asOwner('grant insert on webhook_attempts to greenlane_service');
    await one.dispatcher.idle();
    expect(said[0]).toContain('permission denied for table webhook_attempts');
    const [delivery] = await deliveries.list(office.as('applicant-food'), webhook.id, {});
    expect(said[0]).toContain(delivery!.id);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: [{ number: 1, status: 204 }] });
    expect(at.received.length).toBe(1);
  });
});

describe('a receiver that', () => {
  it('fails is tried after longer and longer pauses for three days; then it is given up and disabled', async () => {
    const at = await receiving((response) => void response.writeHead(500).end('down'));
    const { webhook } = await hook('applicant-food', at.url);
    const owner = office.as('applicant-food');
    await openCase(office, 'applicant-food', 0);
    const one = worker();
    await one.tell();
    const began = one.clock.at;
    for (const [index, pause] of pauses.entries()) {
      one.clock.at += pause - 1_000;
      await one.tell();
      expect(at.received.length).toBe(index + 1);
      one.clock.at += 1_000;
      await one.tell();
      expect(at.received.length).toBe(index + 2);
    }
    const hours = (one.clock.at - began) / 3_600_000;
    expect([hours > 71, hours < 74]).toEqual([true, true]);
    expect(await webhooks.get(owner, webhook.id)).toMatchObject({
      ...{ enabled: false, disabledReason: 'failing', waiting: 0 },
    });
    const [dead] = await deliveries.list(owner, webhook.id, { status: 'dead' });
    expect(dead!.attempts.at(-1)).toMatchObject({ number: 12, status: 500, fault: 'status', answer: 'down' });
    // What happens meanwhile waits, and goes on when it is enabled again; what was given up is sent when that is asked for.
    await openCase(office, 'applicant-food', 0);
    await one.tell();
    expect(at.received.length).toBe(12);
    expect(await refusalOf(deliveries.resend(owner, webhook.id, dead!.id, randomUUID()))).toBe(
      'webhook-disabled',
    );
    expect(await refusalOf(deliveries.test(owner, webhook.id, randomUUID()))).toBe('webhook-disabled');
    const fine = await receiving();
    await webhooks.change(owner, webhook.id, { enabled: true, url: fine.url });
    await one.tell();
    expect(fine.received.length).toBe(1);
    await deliveries.resend(owner, webhook.id, dead!.id, randomUUID());
    await one.tell();
    expect(fine.received[1]!.headers['webhook-id']).toBe(dead!.message);
  });

  it('is gone (410) is disabled at once, with what waits left waiting', async () => {
    const at = await receiving((response) => void response.writeHead(410).end());
    const { webhook } = await hook('applicant-food', at.url);
    await submittedCase(office);
    await worker().tell();
    expect(at.received.length).toBe(1);
    expect(await webhooks.get(office.as('applicant-food'), webhook.id)).toMatchObject({
      ...{ enabled: false, disabledReason: 'gone', waiting: 1 },
    });
  });

  it('hangs holds up neither other receivers nor the worker', async () => {
    const hanging = await receiving(() => {});
    const fine = await receiving();
    await hook('applicant-food', hanging.url);
    await hook('applicant-food', fine.url);
    for (let n = 0; n < 9; n += 1) await openCase(office, 'applicant-food', 0);
    await sequence(sealer, office.tenant);
    const one = worker({ atOnce: { all: 8, each: 4 } });
    await one.dispatcher.take(office.tenant);
    one.clock.at = Date.now() + 10;
    for (let round = 0; round < 100 && fine.received.length < 9; round += 1) {
      await one.dispatcher.start(office.tenant);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(fine.received.length).toBe(9);
    expect(hanging.received.length).toBe(4);
    await hanging.close();
    await one.dispatcher.idle();
  });
});

describe('receivers of one institution', () => {
  it('that hang leave places to others, and each that can be told has its turn', async () => {
    const hanging = await receiving(() => {});
    const fine = await receiving();
    for (let n = 0; n < 4; n += 1) await hook('applicant-food', hanging.url);
    await hook('applicant-food', fine.url);
    for (let n = 0; n < 3; n += 1) await hook('applicant-environment', fine.url, laboratories[1].id);
    for (let n = 0; n < 4; n += 1) await openCase(office, 'applicant-food', 0);
    await openCase(office, 'applicant-environment', 1);
    await sequence(sealer, office.tenant);
    const one = worker({ atOnce: { all: 9, institution: 8, each: 4 } });
    await one.dispatcher.take(office.tenant);
    one.clock.at = Date.now() + 10;
    for (let round = 0; round < 100 && fine.received.length < 7; round += 1) {
      await one.dispatcher.start(office.tenant);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(hanging.received.length).toBeLessThanOrEqual(8);
    const of = (institution: string) =>
      fine.received.filter((got) => dataOf(got).institution === institution);
    expect([of(laboratories[1].id).length, of(laboratories[0].id).length > 0]).toEqual([3, true]);
    await hanging.close();
    await one.dispatcher.idle();
  });
});

describe('its owner', () => {
  it('tries the address with a message that says so, a few at a time', async () => {
    const at = await receiving();
    const { webhook, secret } = await hook('applicant-food', at.url);
    const owner = office.as('applicant-food');
    const key = randomUUID();
    const { answer } = await deliveries.test(owner, webhook.id, key);
    expect((await deliveries.test(owner, webhook.id, key)).replayed).toBe(true);
    for (let n = 0; n < 4; n += 1) await deliveries.test(owner, webhook.id, randomUUID());
    expect(await refusalOf(deliveries.test(owner, webhook.id, randomUUID()))).toBe('too-many-requests');
    await worker().tell();
    expect(at.received.length).toBe(5);
    const mine = at.received.find(({ headers }) => headers['webhook-id'] === answer.message)!;
    expect(parsed(mine)).toMatchObject({
      type: 'cn.cma.webhook.test.v1',
      data: { webhook: webhook.id },
    });
    expect(new OracleEvent(JSON.parse(mine.body) as object).validate()).toBe(true);
    new Webhook(secret).verify(mine.body, mine.headers);
  });

  it('makes a new secret, beside which the one before signs for a day', async () => {
    const at = await receiving();
    const { webhook, secret: before } = await hook('applicant-food', at.url);
    const owner = office.as('applicant-food');
    const key = randomUUID();
    const { secret } = await webhooks.rotate(owner, webhook.id, key);
    expect((await webhooks.rotate(owner, webhook.id, key)).secret).toBe(null);
    expect(secret).not.toBe(before);
    const verifies = (which: string, { body, headers }: Received): boolean => {
      try {
        new Webhook(which).verify(body, headers);
        return true;
      } catch (error) {
        expect((error as Error).message).toBe('No matching signature found');
        return false;
      }
    };
    await deliveries.test(owner, webhook.id, randomUUID());
    await worker().tell();
    expect([before, secret!].map((which) => verifies(which, at.received[0]!))).toEqual([true, true]);
    await office.rows(`update webhooks set previous_until = clock_timestamp() where id = $1`, [webhook.id]);
    await deliveries.test(owner, webhook.id, randomUUID());
    await worker().tell();
    expect([before, secret!].map((which) => verifies(which, at.received[1]!))).toEqual([false, true]);
  });

  it('ends it, and nothing more is sent, though it waited; it is seen no more', async () => {
    const at = await receiving();
    const { webhook } = await hook('applicant-food', at.url);
    await openCase(office, 'applicant-food', 0);
    await sequence(sealer, office.tenant);
    const one = worker();
    await one.dispatcher.take(office.tenant);
    await webhooks.end(office.as('applicant-food'), webhook.id);
    await one.tell();
    expect(at.received).toEqual([]);
    expect(await refusalOf(webhooks.get(office.as('applicant-food'), webhook.id))).toBe('not-found');
    await expect(
      office.rows('update webhooks set deleted_at = null where id = $1', [webhook.id]),
    ).rejects.toMatchObject({ code: 'GL023' });
  });

  it('reads the log for thirty days, page by page', async () => {
    const at = await receiving();
    const { webhook } = await hook('applicant-food', at.url);
    const owner = office.as('applicant-food');
    for (let n = 0; n < 3; n += 1) await openCase(office, 'applicant-food', 0);
    const one = worker();
    await one.tell();
    const [first] = await deliveries.list(owner, webhook.id, { limit: 1 });
    const rest = await deliveries.list(owner, webhook.id, { after: first!.id });
    expect(rest.length).toBe(2);
    expect(await one.dispatcher.forget(office.tenant)).toBe(0);
    one.clock.at += 31 * 24 * 3_600_000;
    expect(await one.dispatcher.forget(office.tenant)).toBeGreaterThanOrEqual(3);
    expect(await deliveries.list(owner, webhook.id, {})).toEqual([]);
  });
});

interface Plan {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

describe('among many deliveries', () => {
  const many = 6_000;
  /** Deliveries that a statement reads, told or not: by the plan for these values, or for any once it was `prepared`. */
  async function rowsRead(
    statement: string,
    values: (string | number | Date | string[] | number[])[],
    { prepared = false } = {},
  ): Promise<number> {
    const literals = values.map((value) =>
      Array.isArray(value)
        ? `'{${value.join()}}'`
        : `'${value instanceof Date ? value.toISOString() : value}'`,
    );
    return inTransaction(office.service, office.tenant, async (tx) => {
      await tx.query(`set local plan_cache_mode = force_${prepared ? 'generic' : 'custom'}_plan`);
      await tx.query(`prepare looking as ${statement}`);
      const [row] = await tx.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        `explain (analyze, format json) execute looking (${literals.join()})`,
      );
      await tx.query('deallocate looking');
      const rowsOf = (plan: Plan): number =>
        (plan['Relation Name'] === 'webhook_deliveries'
          ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
          : 0) + (plan.Plans ?? []).reduce((sum, part) => sum + rowsOf(part), 0);
      return rowsOf(row!['QUERY PLAN'][0]!.Plan);
    });
  }
  /** So many deliveries of a webhook, four of each case. */
  async function fill(
    webhook: string,
    { status = 'waiting', next = 'clock_timestamp()' } = {},
  ): Promise<void> {
    await office.rows(
      `insert into webhook_deliveries (tenant, id, webhook_id, message, type, leaf, case_id, body, next_at, status, done_at)
       select 22, ('01000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, '22-m' || n, 'a', n, md5(($1::uuid)::text || n / 4)::uuid, '{}', ${next}, $3,
              case when $3 <> 'waiting' then clock_timestamp() - interval '40 days' end
       from generate_series($2::integer, $2::integer + ${many - 1}) as n`,
      [webhook, (filled += many), status],
    );
  }
  let filled = 0;

  it('what is due costs the same, whatever waits for webhooks that are disabled or behind an event that failed', async () => {
    const at = await receiving();
    const owner = office.as('applicant-food');
    const [disabled, pausing, ready] = [
      await hook('applicant-food', at.url),
      await hook('applicant-food', at.url),
      await hook('applicant-food', at.url),
    ];
    await webhooks.change(owner, disabled.webhook.id, { enabled: false });
    await fill(disabled.webhook.id);
    await fill(pausing.webhook.id, { next: `clock_timestamp() + interval '1 hour'` });
    await deliveries.test(owner, ready.webhook.id, randomUUID());
    await asOwner('analyze webhook_deliveries');
    const now = new Date(Date.now() + 10);
    expect(await rowsRead(webhooksDue, [office.tenant, now], { prepared: true })).toBeLessThan(5);
    const each = [disabled, pausing, ready].map(({ webhook }) => webhook.id);
    expect(
      await rowsRead(deliveriesDue, [office.tenant, now, each, [4, 4, 4]], { prepared: true }),
    ).toBeLessThan(5);
    await office.rows('delete from webhook_deliveries where webhook_id = any($1)', [each]);
  });

  it('a page of the log costs the same wherever it lies, and whatever is looked for; what is done is forgotten by the thousand', async () => {
    const { webhook } = await hook('applicant-food', 'https://hooks.laboratory.example/');
    const newer = await hook('applicant-food', 'https://hooks.laboratory.example/');
    await fill(webhook.id, { status: 'delivered' });
    const first = filled;
    await fill(newer.webhook.id, { status: 'delivered' });
    const id = (n: number): string => `01000000-0000-7000-8000-${(first + n).toString(16).padStart(12, '0')}`;
    await office.rows(`update webhook_deliveries set status = 'dead' where id = any($1)`, [[id(3), id(5)]]);
    await asOwner('analyze webhook_deliveries');
    const owner = office.as('applicant-food');
    for (const at of ['f'.repeat(8) + id(0).slice(8), id(many / 2), id(30)])
      expect(await rowsRead(page, [office.tenant, webhook.id, at, 20])).toBe(20);
    const dead = [office.tenant, webhook.id, id(2 * many), 20, 'dead'];
    expect(await rowsRead(pageOfStatus, dead)).toBe(2);
    const listed = await deliveries.list(owner, webhook.id, { status: 'dead' });
    expect(listed.map((one) => one.id)).toEqual([id(5), id(3)]);
    const next = await deliveries.list(owner, webhook.id, { status: 'dead', after: id(5) });
    expect(next.map((one) => one.id)).toEqual([id(3)]);
    const month = new Date(Date.now() - 30 * 24 * 3_600_000);
    const forgotten = await inTransaction(office.service, office.tenant, (tx) =>
      tx.query(forgetDone, [office.tenant, month, 1_000]),
    );
    expect(forgotten.length).toBe(1_000);
    expect(await worker().dispatcher.forget(office.tenant)).toBe(2 * many - 1_000);
  });

  it('what waits for a webhook that was ended is forgotten after thirty days', async () => {
    const { webhook } = await hook('applicant-food', 'https://hooks.laboratory.example/');
    await fill(webhook.id);
    await webhooks.end(office.as('applicant-food'), webhook.id);
    const one = worker();
    expect(await one.dispatcher.forget(office.tenant)).toBe(0);
    one.clock.at += 31 * 24 * 3_600_000;
    expect(await one.dispatcher.forget(office.tenant)).toBeGreaterThanOrEqual(many);
  });
});

describe('pauses', () => {
  it('grow from 5 seconds to 24 hours, a tenth more or less, and end', () => {
    expect([pauseAfter(1, 0), pauseAfter(1, 0.5), pauseAfter(1, 1)]).toEqual([4_500, 5_000, 5_500]);
    expect([...pauses].sort((one, other) => one - other)).toEqual(pauses);
    expect([pauses[0], pauses.at(-1)]).toEqual([5_000, 24 * 3_600_000]);
    expect(pauseAfter(pauses.length + 1, 0.5)).toBe(null);
  });
});
