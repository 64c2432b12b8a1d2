import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { connect, inTransaction, type Database } from '#database';
import { keyFileIn, stopActingFor } from '#identity';
import { sequence } from '#ledger';
import { Contacts, Inbox } from '#messages';
import { dispatcherWith, Webhooks, WebhookSecrets } from '#webhooks';
import { laboratories, openCase, submittedCase, testOffice, type TestOffice } from '../../test/office.js';
import { usualChores } from './rounds.js';
import { tellingOfWebhooks } from './telling.js';
import { webhookChores } from './webhooks.js';
import { startWorker } from './worker.js';

jest.setTimeout(60_000);

let office: TestOffice;
let sealer: Database;
let documents: string;

beforeAll(async () => {
  office = await testOffice();
  sealer = await connect(office.urls.sealerUrl, { poolSize: 2 });
  documents = await mkdtemp(join(tmpdir(), 'greenlane-webhooks-'));
});
afterAll(async () => {
  await sealer?.close();
  await office?.close();
  await rm(documents, { recursive: true });
});

it('a worker tells webhooks what happens, and when it is stopped it ends what it has begun', async () => {
  const received: { body: string; headers: Record<string, string> }[] = [];
  let answered = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ body, headers: request.headers as Record<string, string> });
      setTimeout(() => {
        answered += 1;
        response.writeHead(204).end();
      }, 200);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = { documents, allowLoopback: true };
  // Whoever makes webhooks and whoever tells them read the same key.
  const secrets = new WebhookSecrets(await keyFileIn(documents, 'webhook-key'));
  const asked = {
    institution: laboratories[0].id,
    name: 'LIMS',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  };
  const webhooks = new Webhooks(office.service, secrets, settings);
  const { webhook, secret } = await webhooks.make(office.as('applicant-food'), asked, randomUUID());
  const { service, casework, tenant } = office;
  const dispatcher = await dispatcherWith(service, casework.shelf, settings);
  const said: string[] = [];
  const worker = startWorker({
    ...{ service, sealer, casework, tenants: [tenant], pollMs: 50, say: (line) => said.push(line) },
    chores: [...usualChores, ...webhookChores(dispatcher)],
  });
  await submittedCase(office);
  for (const end = Date.now() + 20_000; received.length < 2 && Date.now() < end;) await sleep(5);
  await worker.stop();
  await dispatcher.idle();
  server.close();
  expect([received.length, answered, said]).toEqual([2, 2, []]);
  for (const { body, headers } of received) new Webhook(secret!).verify(body, headers);
  expect((await webhooks.get(office.as('applicant-food'), webhook.id)).waiting).toBe(0);
});

it('whoever answers for a webhook that is disabled by itself is told once, in their language, by mail too, and what they can do', async () => {
  const { service, casework, tenant } = office;
  const server = createServer((_, response) => void response.writeHead(410).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const settings = { documents, allowLoopback: true };
  const webhooks = new Webhooks(
    service,
    new WebhookSecrets(await keyFileIn(documents, 'webhook-key')),
    settings,
  );
  const make = async (owner: string) =>
    (
      await webhooks.make(
        office.as(owner),
        { institution: laboratories[0].id, name: 'LIMS\n二', url },
        randomUUID(),
      )
    ).webhook;
  await new Contacts(service).put(
    office.as('agent'),
    { email: 'agent@agency.example', language: 'en', wantsMail: true },
    randomUUID(),
  );
  await office.rows('update contact_addresses set confirmed_at = clock_timestamp()');
  const post = { server: new URL('smtp://127.0.0.1:1'), from: 'cma@office.example' };
  const publicUrl = 'https://cma.example';
  const dispatcher = await dispatcherWith(service, casework.shelf, {
    ...settings,
    whenDisabled: tellingOfWebhooks({ post, publicUrl }),
  });
  const inbox = new Inbox(service);
  const told = async (who: string) =>
    (await inbox.list(office.as(who), { limit: 10, unread: true })).filter(({ kind }) => kind === 'webhook');
  const happens = async (): Promise<void> => {
    await openCase(office, 'applicant-food', 0);
    while ((await sequence(sealer, tenant)) > 0);
    while ((await dispatcher.take(tenant)) > 0);
    await sleep(2);
    await dispatcher.start(tenant);
    await dispatcher.idle();
  };

  const gone = await make('agent');
  await happens();
  await happens();
  const [message, ...more] = await told('agent');
  expect([more, await told('applicant-food')]).toEqual([[], []]);
  expect(message).toMatchObject({
    ...{ case: null, language: 'en', subject: 'Webhook "LIMS 二" was disabled' },
  });
  expect(message!.body).toBe(`Webhook "LIMS 二"
Id: ${gone.id}

What happened: on 1 September 2025, it was disabled; nothing is sent to it any more. Its address answered 410: it asks not to be called again.
Events go on being noted for it for 30 days, and are sent once it is enabled.

What you can do:
- See what its address answered: GET https://cma.example/api/v1/webhooks/${gone.id}/deliveries
- Set the receiver right, then enable it: PATCH https://cma.example/api/v1/webhooks/${gone.id} with {"enabled": true}.
- What was given up is sent again where you ask for it: POST https://cma.example/api/v1/webhooks/${gone.id}/deliveries/<delivery>/resend.
- If it is not needed any more, end it: DELETE https://cma.example/api/v1/webhooks/${gone.id}.
`);
  const mail = await office.rows('select from mail_deliveries where message_id = $1', [message!.id]);
  expect(mail.length).toBe(1);

  // Where its owner may not any more, those are told who may.
  const orphaned = await make('agent');
  const agent = office.as('agent').person;
  await inTransaction(service, tenant, (tx) => stopActingFor(tx, agent, laboratories[0].id));
  await happens();
  server.close();
  expect((await told('agent')).length).toBe(1);
  const [other] = await told('applicant-food');
  expect(other).toMatchObject({ language: 'zh-CN', subject: 'Webhook“LIMS 二”已停用' });
  expect(other!.body).toContain('负责该 Webhook 的人员已无权接收这些事件');
  expect(other!.body).toContain(`PATCH https://cma.example/api/v1/webhooks/${orphaned.id}`);
});
