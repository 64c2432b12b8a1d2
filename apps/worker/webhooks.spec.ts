import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { connect, type Database } from '#database';
import { keyFileIn } from '#identity';
import { dispatcherWith, Webhooks, WebhookSecrets } from '#webhooks';
import { laboratories, submittedCase, testOffice, type TestOffice } from '../../test/office.js';
import { usualChores } from './rounds.js';
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
