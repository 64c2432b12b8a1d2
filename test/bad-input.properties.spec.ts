/** Whatever is sent, at random: never a fault of ours. Over 300 lines, since the ways to be wrong share one office. */
import { request as send, type IncomingHttpHeaders } from 'node:http';
import { connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { refusals } from '#refusals';
import { testApi, type TestApi } from './api.js';
import * as bring from './evidence.js';
import { openAffair } from './office-affairs.js';
import { laboratories, openCase, submittedCase, type Walk } from './office.js';

let api: TestApi;
let received: Walk & { document: string; scope: string };
let tokens: string[];
let paths: string[];

beforeAll(async () => {
  api = await testApi();
  received = await submittedCase(api.office);
  tokens = await Promise.all(
    ['applicant-food', 'intake-1', 'leader-1', 'auditor', ...later].map((one) => api.tokenOf(one, strong)),
  );
  const { body } = await api.ask('get', '/openapi.json');
  paths = Object.keys((body as { paths: object }).paths);
});
afterAll(() => api.close());

const later = ['supervisor', 'administrator-1', 'coordinator', 'decision-maker'];
/** As fresh and strong as a decision needs it. */
const strong = { acr: 'mfa', auth_time: Math.floor(Date.now() / 1000) };

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

const ask = (method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const url = new URL(api.url);
    const options = { host: url.hostname, port: url.port, method, path, agent: false };
    const sent = send(
      { ...options, headers: { ...headers, 'content-length': body?.length ?? 0 } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        // A stream is answered once it begins, and goes on for ever.
        if (response.headers['content-type']?.startsWith('text/event-stream') === true) {
          resolve({ status: response.statusCode!, headers: response.headers, text: '' });
          response.off('error', reject).on('error', () => undefined);
          response.destroy();
        }
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    // A server that has answered may end the connection before everything is sent.
    sent.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET' ? undefined : reject(error),
    );
    sent.end(body);
  });

/** Whatever was asked: never a fault of ours, and each refusal a problem document with a code of the table. */
function isAnswered({ status, headers, text }: Answer, method = ''): void {
  expect(status).toBeLessThan(500);
  expect(headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
  if (status < 400 || method === 'HEAD') return;
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const { code, detail } = JSON.parse(text) as { code: keyof typeof refusals; detail: string };
  expect(refusals[code].status).toBe(status);
  expect(detail).not.toMatch(/\{\w+\}|undefined|select |node:/);
}

const headerText = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => (code === 0x7f ? ' ' : String.fromCharCode(code))),
  maxLength: 60,
});
const pathText = fc.oneof(
  fc
    .string({ unit: 'binary', maxLength: 40 })
    .map((text) => encodeURIComponent(text.replace(/\p{Cs}/gu, ''))),
  fc.stringMatching(/^[!-"$-.0-~]{1,40}$/),
  fc.constantFrom(
    '%00',
    '%ff',
    '%',
    '..',
    'null',
    '-1',
    '1e9',
    "'",
    '__proto__',
    'constructor',
    'submit',
    'accept',
  ),
);
const jsonBody = fc.json({ maxDepth: 6 }).map((text) => Buffer.from(text));
const formBody = fc
  .array(fc.tuple(headerText, headerText, fc.uint8Array({ maxLength: 200 })), { maxLength: 4 })
  .map((parts) =>
    Buffer.concat([
      ...parts.flatMap(([name, file, bytes]) => [
        Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\n\r\n`),
        Buffer.from(bytes),
        Buffer.from('\r\n'),
      ]),
      Buffer.from('--x--\r\n'),
    ]),
  );
const bodies = fc.oneof(
  jsonBody.map((body) => ['application/json', body] as const),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => ['application/json', Buffer.from(bytes)] as const),
  formBody.map((body) => ['multipart/form-data; boundary=x', body] as const),
  fc.tuple(headerText, jsonBody),
  fc.constant([undefined, undefined] as const),
);

/** What is there, for a path to be about something. */
const usual: Record<string, string> = {
  ...{ step: 'submit', duty: 'intake', seq: '1', institution: laboratories[0].id, process: 'qualification' },
  ...{ edition: '2023-12-01', number: '252200050001', code: 'not-found', key: 'aaaaaaaa' },
};

describe('whatever is sent', () => {
  it('to any address is answered or refused, and never fails', async () => {
    const requests = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
      path: fc.nat(),
      parameters: fc.array(
        fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: pathText }),
        {
          minLength: 3,
          maxLength: 3,
        },
      ),
      query: fc.option(fc.webQueryParameters({ size: 'small' })),
      sent: bodies,
      token: fc.option(fc.oneof(fc.nat(7), headerText), { freq: 8 }),
      headers: fc.dictionary(
        fc.constantFrom(
          'if-match',
          'if-none-match',
          'idempotency-key',
          'accept-language',
          'accept',
          'expect',
          'range',
          'confirmed-text',
          'cookie',
          'x-greenlane',
        ),
        fc.oneof(
          headerText,
          fc.constantFrom('"1"', '"2"', '*', 'zh', 'text/markdown', 'key-1', 'a'.repeat(64), 'greenlane=x'),
        ),
      ),
    });
    isAnswered(await ask('GET', '/api/v1/tasks/stream', { authorization: `Bearer ${tokens[1]!}` }));
    await fc.assert(
      fc.asyncProperty(requests, async ({ method, path, parameters, query, sent, token, headers }) => {
        const template = paths[path % paths.length]!;
        let place = 0;
        const filled = template.replace(
          /\{(\w+)\}/g,
          (_, name: string) => parameters[place++] ?? usual[name] ?? received.id,
        );
        const [type, body] = sent;
        const { expect: _, ...rest } = headers;
        const answer = await ask(
          method,
          query === null ? filled : `${filled}?${query}`,
          {
            'idempotency-key': 'key-2',
            ...rest,
            ...(type !== undefined && { 'content-type': type }),
            ...(token !== null && {
              authorization: `Bearer ${typeof token === 'number' ? tokens[token]! : token}`,
            }),
          },
          body,
        );
        isAnswered(answer, method);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('as evidence that nearly fits is taken or refused, and never fails', async () => {
    const drafting = await openCase(api.office, 'applicant-food', 0);
    const { office } = api;
    const [food, person] = [laboratories[0].id, (subject: string): string => office.as(subject).person];
    const absence = await openAffair(office, 'intake-1', 'absence');
    const interest = await openAffair(office, 'intake-1', 'interest');
    const grant = await openAffair(office, 'administrator-1', 'roleGrant');
    const invitation = await openAffair(office, 'applicant-food', 'invitation', food);
    const step = ({ id }: Walk, name: string) => `/api/v1/cases/${id}/steps/${name}`;
    const away = { from: '2025-10-09', to: '2025-10-17' };
    const qualification = { fields: ['00', '13'], mayLead: false, until: '2027-12-31' };
    const forms: [string, string, object, string?][] = [
      [step(drafting, 'submit'), tokens[0]!, bring.applicationForm(received.scope, received.document)],
      [step(received, 'requestSupplement'), tokens[1]!, bring.supplementNotice, '"2"'],
      [step(received, 'accept'), tokens[1]!, bring.acceptance, '"2"'],
      [step(absence, 'enter'), tokens[1]!, { absent: person('intake-1'), cover: person('intake-2'), away }],
      [step(interest, 'declare'), tokens[1]!, { institution: food, ground: 'advice', until: '2027-08-31' }],
      [
        step(grant, 'proposeGrant'),
        tokens[5]!,
        { person: person('newcomer'), role: 'assessor', reason: '合格。', qualification },
      ],
      [
        step(invitation, 'invite'),
        tokens[0]!,
        { person: person('newcomer'), steps: ['supplement'], until: '2026-12-31' },
      ],
      [`/api/v1/cases/${received.id}/draws`, tokens[6]!, { size: 2, fields: ['13'], reason: '再抽一次。' }],
      ['/api/v1/api-keys', tokens[0]!, { institution: food, name: 'LIMS', scopes: ['cases:read'], days: 9 }],
      ['/api/v1/accounts', tokens[0]!, { jurisdiction: '22', name: '王示例' }],
      [
        '/api/v1/cases',
        tokens[0]!,
        { process: 'qualification', institution: food, evidence: { kind: 'first' } },
      ],
    ];
    const strange = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(-1, 1e21, '', ' ', '\u0000', '\ud800', '9'.repeat(40), [], {}, null),
      fc.constantFrom('0000-01-01', '0001-01-01', '9999-12-31', '2025-02-29', 'infinity', food, '00'),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.boolean(), strange, async (which, at, removed, value) => {
        const [path, token, form, revision = '"1"'] = forms[which % forms.length]!;
        const evidence = JSON.parse(JSON.stringify(form)) as object;
        const places = placesIn(evidence);
        const { holder, key } = places[at % places.length]!;
        if (removed) delete holder[key];
        else holder[key] = value;
        const answer = await ask(
          'POST',
          path,
          {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': `near-${at}-${which}-${removed}`,
            'if-match': revision,
          },
          Buffer.from(JSON.stringify(evidence)),
        );
        isAnswered(answer);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('as bytes on the wire is answered as HTTP or not at all', async () => {
    const lines = fc.array(
      fc.oneof(
        headerText.map((text) => `X-Thing: ${text}`),
        fc.constantFrom(
          'Content-Length: 5',
          'Transfer-Encoding: chunked',
          'Expect: 100-continue',
          'Upgrade: h2c',
          'x',
        ),
      ),
    );
    const heads = fc.tuple(
      fc.constantFrom('GET', 'POST', 'PUT', 'FOO', ''),
      fc.oneof(
        headerText.map((text) => text.replaceAll(' ', '')),
        fc.constantFrom(...paths.map((path) => path.slice(1))),
      ),
      lines,
    );
    const wire = fc.oneof(
      heads.map(([method, path, rest]) =>
        Buffer.from(`${method} /${path} HTTP/1.1\r\nHost: a\r\n${rest.join('\r\n')}\r\n\r\nabcde`, 'latin1'),
      ),
      fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(wire, async (bytes) => {
        const answer = await speak(bytes);
        if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
      }),
      { numRuns: 100 },
    );
    expect((await ask('GET', '/healthz', {})).status).toBe(200);
  }, 60_000);
});

function placesIn(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** Sends bytes, ends, and answers what came back. */
const speak = (bytes: Buffer): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(api.url);
    const socket = dial(Number(port), hostname, () => socket.end(bytes));
    let answer = '';
    socket.setTimeout(500, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
