/**
 * Who is it, over HTTP: tokens, sessions, API keys, accounts, limits and the record of accesses, on a real database. Over
 * 300 lines on purpose: application-level tests are few and large, for each file pays for the whole application.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request as send, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeProtectedHeader, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import request from 'supertest';
import { connect, inTransaction, withoutTenant, type Database } from '#database';
import {
  actFor,
  demonstrationPeople,
  grant,
  openAccount,
  openSession,
  stopActingFor,
  withdraw,
  type AccessView,
} from '#identity';
import type { RefusalCode } from '#refusals';
import { createApi, type ApiOptions } from '../apps/api/application.js';
import { audience, issuer, rowCounts, testApi, type Answered, type Asked, type TestApi } from './api.js';
import { laboratories, openCase, submittedCase } from './office.js';

let api: TestApi;
let other: Awaited<ReturnType<typeof anotherInstance>>;
/** A submitted case of the food laboratory. */
let received: { id: string; number: string };

const [food, environment] = laboratories.map(({ id }) => id) as [string, string];
const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;
/** Of the measurement of time; `MEASURE=5000` for one that is worth quoting. */
const rounds = Number(process.env['MEASURE'] ?? 150);
const codeIn = ({ body }: { body: unknown }): RefusalCode | undefined =>
  (body as { code?: RefusalCode }).code;
const reasonIn = ({ body }: { body: unknown }): unknown => (body as { reason?: unknown }).reason;

beforeAll(async () => {
  api = await testApi();
  other = await anotherInstance();
  const { id } = await submittedCase(api.office);
  const { body } = await api.ask('get', `/api/v1/cases/${id}`, { as: 'intake-1' });
  received = { id, number: (body as { number: string }).number };
});
afterAll(async () => {
  await other.close();
  await api.close();
});

/** Another instance of the API on the same database and folder, as behind one proxy. */
async function anotherInstance(more: Pick<ApiOptions, 'proxies' | 'portal'> = {}) {
  const { documents, auth } = api;
  const database = await connect(api.office.urls.serviceUrl, { poolSize: 3 });
  const app = await createApi({ databaseUrl: database, documents, auth, logger: false, ...more });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: await app.getUrl(),
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

/** Header fields as they are given, also twice; from whatever address. */
const raw = (
  url: string,
  method: string,
  path: string,
  headers: Record<string, string | string[]>,
  body?: string,
): Promise<{ status: number; body: unknown; headers: IncomingHttpHeaders }> =>
  new Promise((resolve, reject) => {
    const asked = send(new URL(path, url), { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          headers: answer.headers,
          body: text === '' ? undefined : JSON.parse(text),
        }),
      );
    });
    asked.on('error', reject).end(body);
  });

const table = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => api.office.rows<Row>(sql, values);
/** The newest entry of the record, as it stands in the table; of no jurisdiction where `tenant` is null. */
async function newest(tenant: number | null = 22): Promise<Record<string, unknown>> {
  const sql = `select kind, code, person_id as person, method, verb, path, times, request_id as request,
    encode(address_digest, 'hex') as address from access_entries order by id desc limit 1`;
  const rows =
    tenant === null
      ? await withoutTenant(api.office.service, (tx) => tx.query<Record<string, unknown>>(sql))
      : await inTransaction(api.office.service, tenant, (tx) => tx.query<Record<string, unknown>>(sql));
  return rows[0] ?? {};
}

describe('a token', () => {
  const path = '/api/v1/me';

  it('that is of another issuer or audience, out of its time, unsigned or forged is refused, each for its reason', async () => {
    const now = Math.floor(Date.now() / 1000);
    const theirs = await generateKeyPair('ES256');
    const claims = { iss: issuer, aud: audience, sub: 'intake-1', iat: now, exp: now + 300 };
    const header = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };
    const ours = await api.tokenOf('intake-1');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [jwk] = (api.auth.jwks as { keys: object[] }).keys;
    const withSecret = (secret: string): string => {
      const signed = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    };
    const sign = (says: object, as: object = {}, key = api.privateKey) =>
      new SignJWT({ ...claims, ...says }).setProtectedHeader({ ...header, ...as }).sign(key);
    const bad: [string, string][] = [
      ['issuer', await sign({ iss: 'https://id.other.example' })],
      ['issuer', await sign({ iss: `${issuer}/` })],
      ['audience', await sign({ aud: 'another' })],
      ['expired', await sign({ exp: now - 60 })],
      ['notYetValid', await sign({ nbf: now + 60 })],
      ['claims', await sign({ exp: undefined })],
      ['algorithm', new UnsecuredJWT(claims).encode()],
      ['algorithm', `${part({ ...header, alg: 'none' })}.${part(claims)}.`],
      ['algorithm', `${part({ ...header, alg: 'None' })}.${part(claims)}.x`],
      ['algorithm', withSecret(JSON.stringify(jwk))],
      ['algorithm', withSecret(await exportSPKI(theirs.publicKey))],
      ['key', await sign({}, { kid: 'k2' })],
      ['key', await sign({}, { kid: undefined })],
      ['signature', await sign({}, {}, theirs.privateKey)],
      ['signature', await sign({}, { jwk: await exportJWK(theirs.publicKey) }, theirs.privateKey)],
      ['type', await sign({}, { typ: 'id+jwt' })],
      ['signature', `${ours.slice(0, -6)}AAAAAA`],
      ['noAccount', await sign({ sub: 'nobody' })],
      ['noAccount', await sign({ sub: 'INTAKE-1' })],
      ['malformed', 'a.b.c'],
    ];
    for (const [reason, token] of bad) {
      const refused = await api.ask('get', path, { token });
      expect([reason, refused.status, codeIn(refused), reasonIn(refused)]).toEqual([
        ...[reason, 401, 'token-refused', reason],
      ]);
      expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    }
    expect(decodeProtectedHeader(ours)).toMatchObject(header);
    expect((await api.ask('get', path, { as: 'intake-1' })).status).toBe(200);
  });

  it('of another jurisdiction finds nothing of this one, by no id in no place', async () => {
    const as = 'sichuan-intake';
    expect((await api.ask('get', path, { as })).body).toMatchObject({ jurisdiction: '23' });
    const { body: made } = await api.ask('post', '/api/v1/api-keys', {
      as: 'applicant-food',
      body: { institution: food, name: 'LIMS', scopes: ['cases:read'] },
    });
    const { id: key } = made as { id: string };
    for (const [method, where] of [
      ['get', `/api/v1/cases/${received.id}`],
      ['get', `/api/v1/cases/${received.number}`],
      ['get', `/api/v1/institutions/${food}`],
      ['delete', `/api/v1/api-keys/${key}`],
    ] as const)
      expect([where, (await api.ask(method, where, { as })).status]).toEqual([where, 404]);
    const body = { institution: food, name: 'LIMS', scopes: ['cases:read'] };
    const refused = await api.ask('post', '/api/v1/api-keys', { as: 'sichuan-applicant', body });
    expect([refused.status, codeIn(refused)]).toEqual([404, 'not-found']);
    const { body: own } = await api.ask('get', '/api/v1/access?limit=100', { as: 'sichuan-auditor' });
    const { items, next } = own as { items: AccessView[]; next: string | null };
    // Their own people were turned away, and that is in their record; nothing of ours is.
    expect(items.map(({ person }) => person)).toEqual(expect.arrayContaining([idOf('sichuan-intake')]));
    expect(items.filter(({ person }) => person === idOf('applicant-food'))).toEqual([]);
    expect(next).toBeNull();
    for (let count = 0; count < 2; count += 1) await api.ask('get', '/api/v1/access', { as: 'intake-1' });
    const { body: ours } = await api.ask('get', '/api/v1/access?limit=1', { as: 'auditor' });
    const { next: cursor } = ours as { next: string };
    const { body: page } = await api.ask('get', `/api/v1/access?limit=1&cursor=${cursor}`, {
      as: 'sichuan-auditor',
    });
    for (const { person } of (page as { items: AccessView[] }).items)
      expect(demonstrationPeople.find(({ id }) => id === person)?.tenant).toBe(23);
    await api.ask('delete', `/api/v1/api-keys/${key}`, { as: 'applicant-food' });
  });

  it('stands alone: two of them, or one in a header of another kind, are refused', async () => {
    const token = `Bearer ${await api.tokenOf('intake-1')}`;
    for (const authorization of [
      [token, token],
      [token, 'Basic dTpw'],
    ]) {
      const refused = await raw(api.url, 'GET', path, { Authorization: authorization });
      expect([refused.status, codeIn(refused)]).toEqual([400, 'malformed-request']);
    }
    for (const authorization of ['Basic dTpw', `${token} ${token}`, token.slice(7)]) {
      const refused = await raw(api.url, 'GET', path, { authorization });
      expect([refused.status, codeIn(refused), refused.headers['www-authenticate']]).toEqual([
        ...[401, 'not-signed-in', 'Bearer'],
      ]);
    }
  });
});

describe('a session', () => {
  const session = async (subject: string, more: object = {}): Promise<string> => {
    const says = { issuer, subject, method: 'pwd+otp', acr: 'mfa', authTime: 1_800_000_000, ...more };
    const { name, value } = await openSession(api.office.service, says, { secure: false });
    return `${name}=${value}`;
  };
  const write = (headers: Record<string, string | string[]>) =>
    raw(
      api.url,
      'POST',
      '/api/v1/cases',
      { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      JSON.stringify({ process: 'qualification', institution: food, evidence: { kind: 'first' } }),
    );

  it('is who signed in, as strongly and as long ago as they did', async () => {
    const { status, body } = await raw(api.url, 'GET', '/api/v1/me', {
      cookie: await session('applicant-food'),
    });
    expect([status, body]).toMatchObject([
      200,
      {
        person: idOf('applicant-food'),
        ...{ method: 'pwd+otp', acr: 'mfa', signedInAt: '2027-01-15T08:00:00.000Z', onlyFor: null },
        roles: [{ role: 'applicant' }],
        acting: [{ institution: { id: food }, steps: null }],
      },
    ]);
  });

  it('writes from our own page with our header, and from nowhere else: nothing is done', async () => {
    const cookie = await session('applicant-food');
    const origin = new URL(api.url).origin;
    const mark = { 'x-greenlane': '1' };
    const refused: Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin', 'x-greenlane': 'true' },
      { origin },
      ...['cross-site', 'same-site', 'none', 'same-origin, same-origin'].map((site) => ({
        ...{ 'sec-fetch-site': site, origin },
        ...mark,
      })),
      mark,
      { origin: 'https://evil.example', ...mark },
      { origin: 'null', ...mark },
      { origin: `${origin}.evil.example`, ...mark },
    ];
    const before = await rowCounts(api.office);
    for (const headers of refused) {
      const answer = await write({ cookie, ...headers });
      expect([headers, answer.status, codeIn(answer)]).toEqual([headers, 403, 'cross-site-request']);
      api.seen.add('cross-site-request');
    }
    expect(await rowCounts(api.office)).toEqual(before);
    for (const headers of [
      { 'sec-fetch-site': 'same-origin', ...mark },
      { origin, ...mark },
    ] as Record<string, string>[])
      expect([headers, (await write({ cookie, ...headers })).status]).toEqual([headers, 201]);
    // A read has no effect, so a link from anywhere may lead to it.
    const read = { cookie, 'sec-fetch-site': 'cross-site' };
    expect((await raw(api.url, 'GET', '/api/v1/cases', read)).status).toBe(200);
    // A bearer is not sent by any browser of itself, so it needs none of this, and counts before the cookie.
    const token = await api.tokenOf('applicant-environment');
    const both = { cookie, authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' };
    expect((await raw(api.url, 'GET', '/api/v1/me', both)).body).toMatchObject({
      person: idOf('applicant-environment'),
    });
    expect([(await write(both)).status, (await write({ ...both, cookie: 'greenlane=x' })).status]).toEqual([
      404, 404,
    ]);
    const stale = await raw(api.url, 'GET', '/api/v1/me', { ...both, authorization: 'Bearer a.b.c' });
    expect(codeIn(stale)).toBe('token-refused');
  });

  it('is told our origin where the office is known by another name than the request says', async () => {
    const portal = { publicUrl: 'https://cma.example', issuer, strongAcr: ['mfa'] };
    const behind = await anotherInstance({ portal });
    try {
      const asked = { cookie: await session('applicant-food'), 'x-greenlane': '1' };
      const at = (origin: string) =>
        raw(
          behind.url,
          'POST',
          '/api/v1/cases',
          { ...asked, origin, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          '{}',
        );
      expect(codeIn(await at(new URL(behind.url).origin))).toBe('cross-site-request');
      expect(codeIn(await at('https://cma.example'))).toBe('evidence-does-not-fit');
    } finally {
      await behind.close();
    }
  });

  it('that is unknown, over, guessed, or doubled is nobody’s', async () => {
    const cookie = await session('applicant-food');
    const [name, value] = cookie.split('=') as [string, string];
    for (const [sent, status, code] of [
      [`${name}=${'A'.repeat(43)}`, 401, 'not-signed-in'],
      [`${name}=`, 401, 'not-signed-in'],
      [`__Host-${name}=${value}`, 401, 'not-signed-in'],
      [`${cookie}; ${cookie}`, 400, 'malformed-request'],
    ] as const) {
      const refused = await raw(api.url, 'GET', '/api/v1/me', { cookie: sent });
      expect([sent, refused.status, codeIn(refused)]).toEqual([sent, status, code]);
    }
    expect((await raw(api.url, 'GET', '/api/v1/me', { cookie })).status).toBe(200);
    await table(`update sessions set ended_at = clock_timestamp() where ended_at is null`);
    expect((await raw(api.url, 'GET', '/api/v1/me', { cookie })).status).toBe(401);
  });
});

describe('an account', () => {
  const open = (subject: string, body: unknown, more: Asked = {}) =>
    api.tokenOf(subject).then((token) => api.ask('post', '/api/v1/accounts', { token, body, ...more }));

  it('is opened by whoever signed in and has none, without any role, once', async () => {
    const first = await open('stranger-1', { jurisdiction: '22', name: '新用户' });
    expect([first.status, first.body]).toMatchObject([201, { jurisdiction: '22', name: '新用户' }]);
    const again = await open('stranger-1', { jurisdiction: '23', name: '另一个名字' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await open('stranger-1', { jurisdiction: '99', name: '甲' })).body).toEqual(first.body);
    const { body: me } = await api.ask('get', '/api/v1/me', { token: await api.tokenOf('stranger-1') });
    expect(me).toMatchObject({
      ...{
        person: (first.body as { person: string }).person,
        roles: [],
        actsFor: [],
        acting: [],
        covers: [],
      },
    });
    const { body: cases } = await api.ask('get', '/api/v1/cases', { token: await api.tokenOf('stranger-1') });
    expect(cases).toEqual({ items: [], next: null });
  });

  it('is of whom the sign-in says, whatever else is sent, and of a jurisdiction served here', async () => {
    await table('delete from rate_limits');
    const before = await rowCounts(api.office);
    const good = { jurisdiction: '22', name: '新用户' };
    for (const [body, pointer] of [
      ...['subject', 'issuer', 'person', 'tenant', 'roles', 'id'].map(
        (name) => [{ ...good, [name]: idOf('auditor') }, `/${name}`] as const,
      ),
      [{ ...good, jurisdiction: '99' }, '/jurisdiction'],
      [{ ...good, jurisdiction: '2' }, '/jurisdiction'],
      [{ ...good, jurisdiction: 22 }, '/jurisdiction'],
      [{ ...good, name: ' ' }, '/name'],
      [{ ...good, name: 'a'.repeat(101) }, '/name'],
    ] as const) {
      const refused = await open('stranger-2', body);
      expect([refused.status, codeIn(refused)]).toEqual([422, 'evidence-does-not-fit']);
      expect((refused.body as { errors: { pointer: string }[] }).errors[0]!.pointer).toBe(pointer);
    }
    expect(await rowCounts(api.office)).toEqual(before);
    expect((await api.ask('post', '/api/v1/accounts', { body: good })).status).toBe(401);
    expect((await open('stranger-2', good, { token: 'a.b.c' })).status).toBe(401);
  });

  it('is one, however often it is asked for at once', async () => {
    await table('delete from rate_limits');
    // All four find that there is none and wait at the account itself, which somebody begins to open and gives up.
    const asked: Promise<Answered>[] = [];
    const givenUp = inTransaction(api.office.service, 22, async (tx) => {
      await openAccount(tx, { issuer, subject: 'stranger-3', person: randomUUID() });
      for (let count = 0; count < 4; count += 1)
        asked.push(open('stranger-3', { jurisdiction: '22', name: '同时' }));
      await sleep(300);
      throw new Error('given up');
    });
    await expect(givenUp).rejects.toThrow('given up');
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => (body as { person: string }).person)).size).toBe(1);
    expect(await table('select id from people where name = $1', ['同时'])).toHaveLength(1);
  });

  it('is not opened again and again from one address', async () => {
    await table('delete from rate_limits');
    const answers: Answered[] = [];
    for (let count = 0; count < 6; count += 1)
      answers.push(await open(`crowd-${count}`, { jurisdiction: '22', name: '众人' }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 429]);
    expect(answers[0]!.headers).toMatchObject({
      'ratelimit-policy': '"accounts";q=5;w=3600',
      ratelimit: '"accounts";r=4;t=3600',
    });
    expect(Number(answers[5]!.headers['retry-after'])).toBeGreaterThan(3000);
    expect(await newest(null)).toMatchObject({
      ...{ kind: 'denied', code: 'too-many-requests', path: '/api/v1/accounts' },
    });
  });
});

interface Made {
  id: string;
  key: string;
  expiresAt: string;
}

describe('an API key', () => {
  const making = {
    institution: food,
    name: 'LIMS',
    scopes: ['cases:read', 'cases:write', 'documents:write'],
  };
  const make = async (change: object = {}, as = 'applicant-food'): Promise<Made> => {
    const { status, body } = await api.ask('post', '/api/v1/api-keys', {
      as,
      body: { ...making, ...change },
    });
    expect(status).toBe(201);
    return body as Made;
  };
  const revoke = (id: string, as = 'applicant-food') => api.ask('delete', `/api/v1/api-keys/${id}`, { as });
  /** A key for one test, revoked after it. */
  const withKey = async (work: (made: Made) => Promise<void>, change: object = {}): Promise<void> => {
    const made = await make(change);
    try {
      await work(made);
    } finally {
      expect((await revoke(made.id)).status).toBe(204);
    }
  };
  /** Time passes for a key; the service has no right to say so. */
  const runOut = async (id: string): Promise<void> => {
    const owner = await connect(api.office.urls.ownerUrl, { poolSize: 1 });
    await inTransaction(owner, 22, (tx) =>
      tx.query(`update api_keys set expires_at = clock_timestamp() - interval '1 second' where id = $1`, [
        id,
      ]),
    );
    await owner.close();
  };
  const refusedFor = async (token: string): Promise<unknown> => {
    const refused = await api.ask('get', '/api/v1/cases', { token });
    expect([refused.status, codeIn(refused)]).toEqual([401, 'key-refused']);
    expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    return reasonIn(refused);
  };

  it('acts as its owner for one institution, and stands in the history under its own name', () =>
    withKey(async ({ id, key }) => {
      expect(key).toMatch(new RegExp(`^cma_live_${id}_[\\w-]{43}_[0-9a-f]{8}$`));
      const body = { process: 'qualification', institution: food, evidence: { kind: 'first' } };
      const opened = await api.ask('post', '/api/v1/cases', { token: key, body });
      expect(opened.status).toBe(201);
      const { case: opensId } = opened.body as { case: string };
      const { body: history } = await api.ask('get', `/api/v1/cases/${opensId}/history`, { token: key });
      expect((history as { items: { event: { actor: object } }[] }).items[0]!.event.actor).toMatchObject({
        ...{ person: idOf('applicant-food'), for: food, method: `apiKey:${id}` },
      });
      const { body: me } = await api.ask('get', '/api/v1/me', { token: key });
      expect(me).toMatchObject({ method: `apiKey:${id}`, onlyFor: food, scopes: making.scopes, acr: null });
      const { body: listed } = await api.ask('get', '/api/v1/api-keys', { as: 'applicant-food' });
      const [shown] = (listed as { items: { id: string; lastUsedAt: string }[] }).items;
      expect(shown).toMatchObject({ id, institution: food, name: 'LIMS', revokedAt: null });
      expect(shown!.lastUsedAt).toMatch(/:00\.000Z$/);
    }));

  it('is shown once: a repeat under the same key of the request has no secret, and the database none', async () => {
    const key = randomUUID();
    const first = await api.ask('post', '/api/v1/api-keys', { as: 'applicant-food', key, body: making });
    const again = await api.ask('post', '/api/v1/api-keys', { as: 'applicant-food', key, body: making });
    const made = first.body as Made;
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([
      ...[201, 'true', { ...made, key: null }],
    ]);
    const secret = made.key.slice(18, 61);
    const kept = await table<{ all: string }>(
      `select (select json_agg(k) from api_keys k)::text || (select json_agg(a) from answers a)::text as all`,
    );
    expect(kept[0]!.all).toContain(made.id);
    expect(kept[0]!.all).not.toContain(secret);
    expect(JSON.stringify(api.log)).not.toContain(secret);
    await revoke(made.id);
  });

  it('goes no further than its institution, though its owner acts for more and holds an office’s role', () =>
    withKey(async ({ key }) => {
      const person = idOf('applicant-food');
      await inTransaction(api.office.service, 22, async (tx) => {
        await actFor(tx, person, environment);
        await grant(tx, person, 'intakeOfficer');
      });
      try {
        const theirs = (await openCase(api.office, 'applicant-environment', 1)).id;
        const seen = async (token: string) =>
          (
            (await api.ask('get', '/api/v1/cases?limit=100', { token })).body as { items: { id: string }[] }
          ).items.map(({ id }) => id);
        const own = await api.tokenOf('applicant-food');
        expect([(await seen(own)).includes(theirs), (await seen(key)).includes(theirs)]).toEqual([
          true,
          false,
        ]);
        const body = { process: 'qualification', institution: environment, evidence: { kind: 'first' } };
        for (const [method, path, more] of [
          ['get', `/api/v1/cases/${theirs}`, {}],
          ['get', `/api/v1/cases/${theirs}/history`, {}],
          ['get', `/api/v1/institutions/${environment}`, {}],
          ['post', '/api/v1/cases', { body }],
          ['put', `/api/v1/cases/${theirs}/drafts/submit`, { body: { fieldCode: '13' } }],
        ] as const) {
          const refused = await api.ask(method, path, { token: key, ...more });
          expect([path, refused.status]).toEqual([path, 404]);
        }
        const scope = api
          .prepare('post', '/api/v1/imports', { token: key })
          .field('institution', environment)
          .attach('file', await readFile('libs/register/samples/food.csv'), 'a.csv');
        expect((await scope).status).toBe(404);
        const { body: list } = await api.ask('get', '/api/v1/institutions', { token: key });
        expect((list as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([food]);
        // What an officer may do, a key of that officer may not.
        const { status } = await api.ask('post', `/api/v1/cases/${received.id}/steps/accept`, {
          ...{ token: key, revision: 2, body: {} },
        });
        expect(status).toBe(403);
        const { body: me } = await api.ask('get', '/api/v1/me', { token: key });
        expect(me).toMatchObject({ roles: [{ role: 'applicant' }], actsFor: [{ id: food }] });
      } finally {
        await inTransaction(api.office.service, 22, async (tx) => {
          await stopActingFor(tx, person, environment);
          await withdraw(tx, person, 'intakeOfficer');
        });
      }
    }));

  it('is for what it was made for and no more', async () => {
    const { body: opened } = await api.ask('post', '/api/v1/cases', {
      as: 'applicant-food',
      body: { process: 'qualification', institution: food, evidence: { kind: 'first' } },
    });
    const path = `/api/v1/cases/${(opened as { case: string }).case}`;
    const upload = (token: string) =>
      api.prepare('post', `${path}/documents`, { token }).attach('file', Buffer.from('a'), 'a.txt');
    const asked: [
      string,
      string,
      (token: string) => Promise<{ status: number; body: unknown; headers: object }>,
    ][] = [
      ['cases:read', 'reading', (token) => api.ask('get', path, { token })],
      [
        'cases:write',
        'a step',
        (token) => api.ask('put', `${path}/drafts/submit`, { token, body: { fieldCode: '13' } }),
      ],
      ['documents:write', 'a file', upload],
    ];
    for (const scope of ['cases:read', 'cases:write', 'documents:write'])
      await withKey(
        async ({ key }) => {
          for (const [needed, what, ask] of asked) {
            const { status, body, headers } = await ask(key);
            if (needed === scope) {
              expect([what, status < 300]).toEqual([what, true]);
              continue;
            }
            expect([what, status, codeIn({ body })]).toEqual([what, 403, 'scope-too-small']);
            expect(body).toMatchObject({ scope: needed });
            expect(headers).toMatchObject({
              'www-authenticate': `Bearer error="insufficient_scope", scope="${needed}"`,
            });
            api.seen.add('scope-too-small');
          }
        },
        { scopes: [scope] },
      );
  });

  it('is not taken where only people are: keys, accounts, the record, the office', () =>
    withKey(async ({ key: token }) => {
      for (const [method, path, body] of [
        ['get', '/api/v1/api-keys', undefined],
        ['post', '/api/v1/api-keys', making],
        ['delete', '/api/v1/api-keys/aaaaaaaa', undefined],
        ['post', '/api/v1/accounts', { jurisdiction: '22', name: 'x' }],
        ['get', '/api/v1/access', undefined],
        ['post', '/api/v1/office/time', { to: '2026-01-01T00:00:00Z' }],
        ['get', '/api/v1/ledger/entries', undefined],
        ['post', '/api/v1/institutions', {}],
      ] as const) {
        const refused = await api.ask(method, path, { token, body });
        expect([path, refused.status, codeIn(refused)]).toEqual([path, 403, 'key-not-taken']);
      }
    }));

  it('that is mistyped, unknown, expired or revoked is refused; only who has the secret learns which', () =>
    withKey(async ({ id, key }) => {
      const { key: foreign, id: foreignId } = await make({ days: 1 });
      const wrongCheck = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
      const before = await table<{ calls: number }>(`select count(*)::int as calls from api_keys`);
      for (const bad of [wrongCheck, 'cma_live_', `CMA${key.slice(3)}`, key.replace('live', 'prod')])
        expect(await refusedFor(bad)).toBe('malformed');
      const recheck = (body: string) => `${body}_${crc(body)}`;
      const secret = key.slice(18, 61);
      const strangers = [
        recheck(`cma_live_zzzzzzzz_${secret}`),
        recheck(`cma_live_${id}_${'A'.repeat(43)}`),
        recheck(`cma_live_${id}_${foreign.slice(18, 61)}`),
        recheck(`cma_test_${id}_${secret}`),
      ];
      for (const bad of strangers) expect(await refusedFor(bad)).toBe('unknown');
      await table(`update api_keys set revoked_at = clock_timestamp() where id = $1`, [foreignId]);
      expect(await refusedFor(foreign)).toBe('revoked');
      expect(await newest()).toMatchObject({
        ...{ kind: 'denied', code: 'key-refused', method: `apiKey:${foreignId}` },
        person: idOf('applicant-food'),
      });
      expect(await table(`select count(*)::int as calls from api_keys`)).toEqual(before);
      await runOut(id);
      expect(await refusedFor(key)).toBe('expired');
    }));

  it('that nobody has is looked for as one whose secret is wrong: in the same statements', () =>
    withKey(async ({ id, key }) => {
      const spied = await spiedInstance();
      try {
        const traces: string[][] = [];
        for (const body of [`cma_live_zzzzzzzz_${key.slice(18, 61)}`, `cma_live_${id}_${'A'.repeat(43)}`]) {
          spied.statements.length = 0;
          const token = `${body}_${crc(body)}`;
          const refused = await request(spied.url).get('/api/v1/me').set('authorization', `Bearer ${token}`);
          expect([refused.status, reasonIn(refused)]).toEqual([401, 'unknown']);
          traces.push([...spied.statements]);
        }
        expect(traces[0]!.filter((text) => text.includes('from api_keys'))).toHaveLength(1);
        expect(traces[1]).toEqual(traces[0]);
      } finally {
        await spied.close();
      }
    }));

  it('ends with the right to act: at the next use, and for good where the key is revoked', () =>
    withKey(async ({ key }) => {
      const person = idOf('applicant-food');
      const read = () => api.ask('get', '/api/v1/cases', { token: key });
      expect((await read()).status).toBe(200);
      await inTransaction(api.office.service, 22, (tx) => stopActingFor(tx, person, food));
      try {
        expect(await refusedFor(key)).toBe('notActing');
      } finally {
        await inTransaction(api.office.service, 22, (tx) => actFor(tx, person, food));
      }
      expect((await read()).status).toBe(200);
    }));

  it('is made for an institution one acts for, of which two live at most, also when asked at once', async () => {
    for (const institution of [environment, randomUUID()]) {
      const refused = await api.ask('post', '/api/v1/api-keys', {
        as: 'applicant-food',
        body: { ...making, institution },
      });
      expect([refused.status, codeIn(refused)]).toEqual([404, 'not-found']);
    }
    const asked = await Promise.all(
      Array.from({ length: 5 }, () =>
        api.ask('post', '/api/v1/api-keys', { as: 'applicant-food', body: making }),
      ),
    );
    expect(asked.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
    expect(codeIn(asked.find(({ status }) => status === 409)!)).toBe('two-keys-already');
    const living = asked.filter(({ status }) => status === 201).map(({ body }) => body as Made);
    // One that has run out leaves its place; the other is followed without a gap.
    await runOut(living[0]!.id);
    const next = await make();
    expect((await api.ask('get', '/api/v1/me', { token: living[1]!.key })).status).toBe(200);
    expect((await api.ask('get', '/api/v1/me', { token: next.key })).status).toBe(200);
    for (const { id } of [living[1]!, next]) {
      expect((await revoke(id)).status).toBe(204);
      expect((await revoke(id)).status).toBe(204);
    }
    expect((await revoke(next.id, 'applicant-environment')).status).toBe(404);
    expect((await revoke('zzzzzzzz')).status).toBe(404);
    expect((await revoke('short')).status).toBe(404);
  });

  it('holds 90 days unless told, and never longer than 400; nothing else can be asked for', async () => {
    const days = ({ expiresAt }: Made) => Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000);
    await withKey(async (made) => Promise.resolve(expect(days(made)).toBe(90)));
    await withKey(async (made) => Promise.resolve(expect(days(made)).toBe(400)), { days: 400 });
    for (const [change, pointer] of [
      [{ days: 401 }, '/days'],
      [{ days: 0 }, '/days'],
      [{ days: 1.5 }, '/days'],
      [{ scopes: [] }, '/scopes'],
      [{ scopes: ['admin'] }, '/scopes/0'],
      [{ scopes: 'cases:read' }, '/scopes'],
      [{ name: '' }, '/name'],
      [{ institution: 'x' }, '/institution'],
      ...['id', 'person', 'tenant', 'digest', 'slot', 'expiresAt', 'revokedAt'].map((name) => [
        { [name]: '1' },
        `/${name}`,
      ]),
    ] as [object, string][]) {
      const refused = await api.ask('post', '/api/v1/api-keys', {
        as: 'applicant-food',
        body: { ...making, ...change },
      });
      expect([pointer, refused.status]).toEqual([pointer, 422]);
      expect((refused.body as { errors: { pointer: string }[] }).errors[0]!.pointer).toBe(pointer);
    }
    const missing = await api.ask('post', '/api/v1/api-keys', {
      as: 'applicant-food',
      key: null,
      body: making,
    });
    expect(codeIn(missing)).toBe('idempotency-key-missing');
  });
});

describe('limits', () => {
  const guess = `/api/v1/status/CMA-22-2025-000001-3?code=0000`;
  const forget = () => table('delete from rate_limits');

  it('on guesses are those of all instances together, and a restart forgets none', async () => {
    await forget();
    const right = `/api/v1/status/${received.number}?code=012E`;
    const at = (url: string, path: string): Promise<Answered> => request(url).get(path);
    for (let count = 0; count < 10; count += 1) {
      const one = await at(api.url, guess);
      expect([one.status, one.headers['ratelimit-policy']]).toEqual([404, '"status";q=20;w=60']);
      expect((await at(other.url, guess)).status).toBe(404);
      if (count < 5) expect((await at(api.url, right)).status).toBe(200);
    }
    for (const url of [api.url, other.url]) {
      const refused = await at(url, guess);
      expect([refused.status, codeIn(refused)]).toEqual([429, 'too-many-requests']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    const third = await anotherInstance();
    try {
      // Whoever has guessed too often waits, with the right pair as well: else guessing would go on.
      expect((await at(third.url, right)).status).toBe(429);
    } finally {
      await third.close();
    }
    await forget();
  });

  it('count the address that a proxy of ours names, and nobody else’s word', async () => {
    await forget();
    const behind = await anotherInstance({ proxies: ['127.0.0.1'] });
    try {
      const from = (url: string, address: string): Promise<Answered> =>
        request(url).get(guess).set('x-forwarded-for', address);
      for (let count = 0; count < 20; count += 1) await from(behind.url, '203.0.113.5');
      expect((await from(behind.url, '203.0.113.5')).status).toBe(429);
      expect((await from(behind.url, '203.0.113.6')).status).toBe(404);
      for (let count = 0; count < 20; count += 1) await from(api.url, `203.0.113.${count}`);
      expect((await from(api.url, '203.0.113.77')).status).toBe(429);
    } finally {
      await behind.close();
      await forget();
    }
  });

  it('on reading certificates leave room for a hundred and twenty a minute', async () => {
    await forget();
    const path = '/api/v1/certificates/252200050001';
    const statuses: number[] = [];
    for (let count = 0; count < 121; count += 1) statuses.push((await request(api.url).get(path)).status);
    expect([statuses.slice(0, 120).every((status) => status === 404), statuses[120]]).toEqual([true, 429]);
    await forget();
  });

  it('on credentials that are not accepted never keep out one that is', async () => {
    await forget();
    const statuses: number[] = [];
    for (let count = 0; count < 61; count += 1)
      statuses.push((await api.ask('get', '/api/v1/me', { token: `a.b.${count}` })).status);
    expect([new Set(statuses.slice(0, 60)), statuses[60]]).toEqual([new Set([401]), 429]);
    const key = await api.ask('get', '/api/v1/me', { token: 'cma_live_x' });
    expect([key.status, codeIn(key)]).toEqual([429, 'too-many-requests']);
    expect((await api.ask('get', '/api/v1/me', { as: 'intake-1' })).status).toBe(200);
    // Whoever shows nothing guesses nothing, and a token that has run out was good once.
    expect((await api.ask('get', '/api/v1/me')).status).toBe(401);
    const old = await new SignJWT({ iss: issuer, aud: audience, sub: 'intake-1' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
      .setExpirationTime('-5m')
      .sign(api.privateKey);
    expect((await api.ask('get', '/api/v1/me', { token: old })).status).toBe(401);
    await forget();
  });
});

describe('the stage of a case', () => {
  it('is asked of the database in the same statements, whatever is wrong with the question', async () => {
    await table('delete from rate_limits');
    const spied = await spiedInstance();
    try {
      const traces: string[][] = [];
      for (const [reference, code] of [
        [received.number, '0000'],
        ['CMA-22-2025-999999-0', '012E'],
        ['CMA-22-2025-000001-3', '012E'],
        ['CMA-99-2025-000001-5', '012E'],
        ['nonsense', '012E'],
        [received.number, 'nonsense'],
        [received.number, '%00%00%00%00'],
        ['nonsense', ''],
      ] as const) {
        spied.statements.length = 0;
        const refused = await request(spied.url).get(`/api/v1/status/${reference}?code=${code}`);
        expect([reference, code, refused.status]).toEqual([reference, code, 404]);
        traces.push(
          spied.statements.map((text) => text.replace(/app\.tenant = '\d\d'/, "app.tenant = '??'")),
        );
      }
      expect(traces[0]!.length).toBeGreaterThanOrEqual(4);
      expect(traces[0]!.filter((text) => text.includes('credit_code'))).toHaveLength(1);
      for (const trace of traces) expect(trace).toEqual(traces[0]);
    } finally {
      await spied.close();
    }
  });

  it('takes as long for a number that nobody has as for a wrong pair, as far as can be told from outside', async () => {
    const behind = await anotherInstance({ proxies: ['127.0.0.1'] });
    const questions = { pair: `${received.number}?code=0000`, number: 'CMA-22-2025-999999-0?code=012E' };
    const times = { pair: [] as number[], number: [] as number[] };
    try {
      for (let round = 0; round < rounds; round += 1)
        for (const kind of round % 2 === 0 ? (['pair', 'number'] as const) : (['number', 'pair'] as const)) {
          // From a new address each time, so that no limit has a part in it.
          const from = `198.51.${round >> 8}.${round & 255}`;
          const began = performance.now();
          await request(behind.url).get(`/api/v1/status/${questions[kind]}`).set('x-forwarded-for', from);
          times[kind].push(performance.now() - began);
        }
    } finally {
      await behind.close();
      await table('delete from rate_limits');
    }
    // The chance that one of the one kind takes longer than one of the other; an early answer would make it 0 or 1.
    const longer = times.pair.flatMap((one) =>
      times.number.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)),
    );
    const chance = longer.reduce<number>((sum, one) => sum + one, 0) / longer.length;
    const median = (all: number[]) => [...all].sort((one, other) => one - other)[all.length >> 1]!.toFixed(2);
    if (process.env['MEASURE'] !== undefined)
      process.stdout.write(
        `wrong pair ${median(times.pair)} ms, unknown number ${median(times.number)} ms, longer ${chance.toFixed(3)} of 1\n`,
      );
    expect(chance).toBeGreaterThan(0.3);
    expect(chance).toBeLessThan(0.7);
  });
});

describe('the record of accesses', () => {
  const read = async (query = ''): Promise<{ items: AccessView[]; next: string | null }> => {
    const { status, body } = await api.ask('get', `/api/v1/access?limit=100${query}`, { as: 'auditor' });
    expect(status).toBe(200);
    return body as { items: AccessView[]; next: string | null };
  };

  it('has every denial before its answer is out: who, what, why, and nothing secret', async () => {
    await table('delete from rate_limits');
    const secret = 'eyJhbGciOiJub25lIn0.c2VjcmV0.c2VjcmV0';
    const nobody = await api.ask('get', `/api/v1/cases/${received.id}?filter=secret`, { token: secret });
    expect(nobody.status).toBe(401);
    expect(await newest(null)).toMatchObject({
      ...{ kind: 'denied', code: 'token-refused', person: null, method: null, verb: 'GET', times: 1 },
      ...{ path: `/api/v1/cases/${received.id}`, request: nobody.headers['request-id'] },
    });
    const { address } = await newest(null);
    expect(address).toMatch(/^[0-9a-f]{64}$/);
    for (const [as, method, path, code, asked] of [
      ['decision-maker', 'get', '/api/v1/ledger/entries', 'role-needed', {}],
      ['applicant-environment', 'get', `/api/v1/cases/${received.id}`, 'not-found', {}],
      ['applicant-environment', 'get', `/api/v1/cases/${received.number}/history`, 'not-found', {}],
      [
        'certificate-clerk',
        'post',
        `/api/v1/cases/${received.id}/steps/accept`,
        'not-permitted',
        { revision: 2 },
      ],
    ] as const) {
      const refused = await api.ask(method, path, { as, body: method === 'post' ? {} : undefined, ...asked });
      expect([path, codeIn(refused)]).toEqual([path, code]);
      expect(await newest()).toEqual({
        ...{ kind: 'denied', code, person: idOf(as), method: 'pwd', verb: method.toUpperCase(), times: 1 },
        ...{ path, request: refused.headers['request-id'], address },
      });
    }
    // What is no id is not repeated: it could be anything.
    await api.ask('get', `/api/v1/cases/${encodeURIComponent('a secret/here')}`, { as: 'intake-1' });
    expect(await newest()).toMatchObject({ path: '/api/v1/cases/:id' });
    const all = await withoutTenant(api.office.service, (tx) => tx.query('select * from access_entries'));
    expect(JSON.stringify([all, (await read()).items])).not.toMatch(/secret|eyJ|127\.0\.0\.1|filter=/);
  });

  it('has no entry for what was merely wrong, or not there for anybody', async () => {
    const before = await newest();
    const none = await newest(null);
    for (const [path, asked, status] of [
      ['/api/v1/nowhere', { as: 'intake-1' }, 404],
      ['/api/v1/nowhere', {}, 404],
      ['/api/v1/cases?limit=0', { as: 'intake-1' }, 400],
      ['/api/v1/certificates/252200050002', {}, 404],
    ] as const)
      expect([path, (await api.ask('get', path, asked)).status]).toEqual([path, status]);
    expect([await newest(), await newest(null)]).toEqual([before, none]);
  });

  it('is read by those who oversee and by nobody else, in pages, and each reading is in it', async () => {
    for (const as of ['intake-1', 'decision-maker', 'supervisor', 'administrator-1', 'applicant-food']) {
      const refused = await api.ask('get', '/api/v1/access', { as });
      expect([as, refused.status, codeIn(refused)]).toEqual([as, 403, 'role-needed']);
    }
    expect((await api.ask('get', '/api/v1/access')).status).toBe(401);
    const { items } = await read('&filter[kind]=denied');
    expect(items.slice(0, 5).map(({ code, person }) => [code, person])).toEqual(
      ['applicant-food', 'administrator-1', 'supervisor', 'decision-maker', 'intake-1'].map((as) => [
        ...['role-needed', idOf(as)],
      ]),
    );
    expect((await read('&filter[kind]=read')).items[0]).toMatchObject({
      ...{ kind: 'read', person: idOf('auditor'), verb: 'GET', path: '/api/v1/access' },
    });
    const mine = await read(`&filter[person]=${idOf('supervisor')}`);
    expect(new Set(mine.items.map(({ person }) => person))).toEqual(new Set([idOf('supervisor')]));
    let path: string | undefined = '/api/v1/access?limit=3&filter[kind]=denied';
    const seen: string[] = [];
    for (let pages = 0; path !== undefined && pages < 100; pages += 1) {
      const { body, headers } = await api.ask('get', path, { as: 'auditor' });
      seen.push(...(body as { items: { id: string }[] }).items.map(({ id }) => id));
      path = /^<(.+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort().reverse());
    for (const query of ['filter[kind]=everything', 'filter[person]=x', 'person=1', 'cursor=x'])
      expect((await api.ask('get', `/api/v1/access?${query}`, { as: 'auditor' })).status).toBe(400);
  });

  it('that cannot be written does not let anybody in: the denial stands, and the log keeps it', async () => {
    const owner = await connect(api.office.urls.ownerUrl, { poolSize: 1 });
    await owner.dataSource.query('revoke insert on access_entries from greenlane_service');
    try {
      const refused = await api.ask('get', '/api/v1/ledger/entries', { as: 'decision-maker' });
      expect([refused.status, codeIn(refused)]).toEqual([403, 'role-needed']);
      const line = api.log.find(({ msg }) => msg === 'a denial could not be recorded')!;
      expect(line).toMatchObject({
        denial: { code: 'role-needed', person: idOf('decision-maker'), path: '/api/v1/ledger/entries' },
        err: { code: '42501' },
      });
      expect(JSON.stringify(line)).not.toContain('127.0.0.1');
      // Nobody reads it unrecorded.
      expect((await api.ask('get', '/api/v1/access', { as: 'auditor' })).status).toBe(500);
    } finally {
      await owner.dataSource.query('grant insert on access_entries to greenlane_service');
      await owner.close();
    }
  });
});

/** CRC-32 as eight hexadecimal digits, for keys that are wrong in one thing only. */
function crc(text: string): string {
  let value = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ((value ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

/** An instance whose every statement is noted, in order, as text. */
async function spiedInstance() {
  const { documents, auth } = api;
  const database: Database = await connect(api.office.urls.serviceUrl, { poolSize: 1 });
  const statements: string[] = [];
  const { master } = database.dataSource.driver as unknown as {
    master: { on(event: 'connect' | 'acquire', heard: (client: Client) => void): void };
  };
  interface Client {
    query: (...given: unknown[]) => unknown;
    noted?: true;
  }
  master.on('acquire', (client) => {
    if (client.noted) return;
    client.noted = true;
    const query = client.query.bind(client);
    client.query = (...given) => {
      const [first] = given as [string | { text: string }];
      statements.push(typeof first === 'string' ? first : first.text);
      return query(...given);
    };
  });
  const app = await createApi({ databaseUrl: database, documents, auth, logger: false });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: await app.getUrl(),
    statements,
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
