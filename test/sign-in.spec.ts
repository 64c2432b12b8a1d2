/**
 * Signing in, with real parts: the embedded provider, Postgres, HTTP, and Chromium for what only a browser can show. Over
 * 300 lines because each scene needs the same installation, which takes seconds to make.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oauth from 'openid-client';
import pg from 'pg';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inTransaction } from '#database';
import {
  demonstrationKey,
  demonstrationPeople,
  demonstrationSystem,
  forgetSessions,
  openAccount,
  tokenVerifier,
} from '#identity';
import { createApi } from '../apps/api/application.js';
import { portalFromEnvironment } from '../apps/api/portal-settings.js';
import { clients, systemSecret } from '../apps/provider/configuration.js';
import { loadLibrary } from '../apps/provider/library.js';
import { requireDemonstrationPremises } from '../apps/provider/premises.js';
import { openProvider } from '../apps/provider/provider.js';
import { testOffice, type TestOffice } from './office.js';
import { fieldsOf, Visitor, type Arrived } from './sign-in.visitor.js';

jest.setTimeout(60_000);
const audience = 'greenlane';
let office: TestOffice;
let superuser: pg.Client;
let app: NestFastifyApplication;
let identity: string;
let documents: string;
let url: string;
const log: string[] = [];
const printed: string[] = [];

beforeAll(async () => {
  for (const method of ['info', 'warn', 'error'] as const)
    jest.spyOn(console, method).mockImplementation((...said: unknown[]) => void printed.push(said.join(' ')));
  office = await testOffice();
  superuser = new pg.Client({ connectionString: office.urls.superuserUrl });
  await superuser.connect();
  identity = await mkdtemp(join(tmpdir(), 'greenlane-identity-'));
  documents = await mkdtemp(join(tmpdir(), 'greenlane-signing-'));
  app = await createApi({
    databaseUrl: office.urls.serviceUrl,
    documents,
    auth: { demonstration: identity, audience },
    portal: { open: async (of) => openProvider({ ...of, audience, key: await demonstrationKey(identity) }) },
    logger: { level: 'warn', stream: { write: (line) => void log.push(line) } },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = await app.getUrl();
});
afterAll(async () => {
  await app?.close();
  await superuser?.end();
  await office?.close();
  for (const folder of [identity, documents]) await rm(folder, { recursive: true, force: true });
});
/** Each test begins with an empty count of tries; all of them come from one address. */
beforeEach(() => change('delete from rate_limits'));

const change = async (sql: string, values: unknown[] = []): Promise<void> =>
  void (await superuser.query(sql, values));
const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await superuser.query(sql, values)).rows as Row[];
const accesses = async (kind: string) =>
  rows<{ person_id: string | null; code: string | null; method: string | null; path: string }>(
    'select person_id, code, method, path from access_entries where kind = $1 order by id desc',
    [kind],
  );
const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;
const isCallback = (address: URL): boolean => address.pathname === '/sign-in/callback';

/** Goes as far as the provider's page; answers it. */
const begin = (visitor: Visitor, path = '/sign-in'): Promise<Arrived> => visitor.go(path);
/** Chooses a person on the provider's page and goes on to the end, or until told. */
const choose = (visitor: Visitor, page: Arrived, person: string, until?: (url: URL) => boolean) =>
  visitor.go(page.url.href, { form: { person }, until });
/** The whole way, by one click. */
async function signedIn(person: string, visitor = new Visitor(url), path = '/sign-in'): Promise<Visitor> {
  const { status } = await choose(visitor, await begin(visitor, path), person);
  expect(status).toBe(200);
  return visitor;
}
/** Up to the redirect that would bring the browser back to us with its code; the provider may remember the person. */
async function halfway(person: string, visitor = new Visitor(url), path = '/sign-in'): Promise<string> {
  const page = await visitor.go(path, { until: isCallback });
  const back = page.status === 200 ? await choose(visitor, page, person, isCallback) : page;
  return back.headers.get('location')!;
}
/** The strong step of the provider's page. */
async function strongly(visitor: Visitor, page: Arrived): Promise<Arrived> {
  const code = /id="shown">(\d{6})</.exec(page.text)![1]!;
  return visitor.go(page.url.href, { form: { code } });
}
const me = async (visitor: Visitor) => {
  const { status, text } = await visitor.go('/api/v1/me');
  return { status, body: JSON.parse(text) as { name?: string; method?: string; code?: string } };
};
/** Why a sign-in did not come about, and that nobody is signed in. */
async function reasonOf(visitor: Visitor, address: string): Promise<string> {
  const before = await rows('select 1 from sessions');
  const { status, text } = await visitor.go(address, { headers: { accept: 'application/json' } });
  expect(status).toBe(400);
  const { code, reason } = JSON.parse(text) as { code: string; reason: string };
  expect(code).toBe('sign-in-failed');
  expect(await rows('select 1 from sessions')).toHaveLength(before.length);
  return reason;
}

describe('signing in', () => {
  it('gives the browser a cookie of 256 bits and no token, and the API takes the cookie', async () => {
    const visitor = new Visitor(url);
    const back = await choose(visitor, await begin(visitor), 'applicant-food', isCallback);
    const { status, headers } = await visitor.go(back.headers.get('location')!, {
      until: (next) => next.pathname === '/',
    });
    expect([status, headers.get('location')]).toEqual([303, '/']);
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^greenlane=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
      'greenlane-sign-in=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect((await me(visitor)).body).toMatchObject({ name: '何晓雯', method: 'demonstration' });
    const home = await visitor.go('/', { headers: { 'accept-language': 'zh' } });
    for (const text of ['何晓雯', '重庆市市场监督管理局', '申请人', '重庆嘉禾食品检测有限公司（演示）'])
      expect(home.text).toContain(text);
    expect(JSON.stringify([...visitor.jar, home.text])).not.toContain('eyJ');
    const [session] = await rows<{ acr: string; auth_time: string; digest: Buffer }>(
      'select * from sessions order by created_at desc limit 1',
    );
    expect(session).toMatchObject({ issuer: 'urn:greenlane:demonstration', subject: 'applicant-food' });
    expect(session!.acr).toBe('demonstration');
    expect(Math.abs(Number(session!.auth_time) - Date.now() / 1000)).toBeLessThan(60);
    expect(session!.digest.toString('base64url')).not.toBe(visitor.jar.get('greenlane'));
    expect((await accesses('signedIn'))[0]).toMatchObject({
      person_id: idOf('applicant-food'),
      method: 'demonstration',
      path: '/sign-in/callback',
    });
  });

  it('comes back to the page that was asked for, in the jurisdiction of the person', async () => {
    const visitor = new Visitor(url);
    const page = await begin(visitor, '/sign-in?returnTo=%2Fproblems%2Fnot-found%3Fq');
    expect((await choose(visitor, page, 'sichuan-intake')).url.pathname).toBe('/problems/not-found');
    expect((await visitor.go('/')).text).toContain('Sichuan Administration for Market Regulation');
  });

  it.each([
    ...[
      '//evil.example',
      '/\\evil.example',
      '\\/evil.example',
      'https://evil.example',
      'javascript:alert(1)',
    ],
    ...['/\t/evil.example', '/\n/evil.example', '/.//evil.example', 'evil', '', '/%0d%0aset-cookie:a=b\r\n'],
    ...['/\u2028', '/a b', `/${'a'.repeat(600)}`],
  ])('never leads elsewhere: %j', async (returnTo) => {
    const { status } = await new Visitor(url).go(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`, {
      until: () => true,
    });
    expect(status).toBe(400);
  });

  it('never leads elsewhere by what is encoded twice: that stays a path', async () => {
    const visitor = new Visitor(url);
    const returnTo = encodeURIComponent('/%2F%2Fevil.example');
    const { url: end } = await choose(
      visitor,
      await begin(visitor, `/sign-in?returnTo=${returnTo}`),
      'auditor',
    );
    expect([end.origin, end.pathname]).toEqual([url, '/%2F%2Fevil.example']);
  });

  it('ends where it does not come from a sign-in of ours, or was used', async () => {
    const visitor = new Visitor(url);
    const back = await halfway('auditor', visitor);
    const elsewhere = new URL(back);
    elsewhere.searchParams.set('state', 'A'.repeat(43));
    expect(await reasonOf(visitor, elsewhere.href)).toBe('unknown');
    expect(await reasonOf(visitor, '/sign-in/callback?code=a')).toBe('unknown');
    expect((await visitor.go(back)).status).toBe(200);
    expect(await reasonOf(visitor, back)).toBe('unknown');
    expect(await accesses('signInFailed')).toMatchObject([
      ...[1, 2, 3].map(() => ({ person_id: null, code: 'sign-in-failed', path: '/sign-in/callback' })),
    ]);
  });

  it('ends where another browser brings it back, whatever cookie that one has; the right one may still', async () => {
    const visitor = new Visitor(url);
    const back = await halfway('auditor', visitor);
    expect(await reasonOf(new Visitor(url), back)).toBe('otherBrowser');
    const thief = new Visitor(url);
    await begin(thief);
    expect(await reasonOf(thief, back)).toBe('otherBrowser');
    expect((await visitor.go(back)).status).toBe(200);
  });

  it('ends after ten minutes', async () => {
    const visitor = new Visitor(url);
    const back = await halfway('auditor', visitor);
    await change(`update sign_ins set expires_at = clock_timestamp() - interval '1 second'`);
    expect(await reasonOf(visitor, back)).toBe('expired');
    expect(await forgetSessions(office.service)).toBeGreaterThan(0);
    expect(await reasonOf(visitor, back)).toBe('unknown');
  });

  it('ends where the code was used, or belongs to another sign-in, or the ID token answers another question', async () => {
    const visitor = new Visitor(url);
    const used = await halfway('auditor', visitor);
    expect((await visitor.go(used)).status).toBe(200);
    const withCodeOf = (address: string, other: string): string => {
      const mixed = new URL(address);
      mixed.searchParams.set('code', new URL(other).searchParams.get('code')!);
      return mixed.href;
    };
    expect(await reasonOf(visitor, withCodeOf(await halfway('auditor', visitor), used))).toBe('notVerified');
    const foreign = await halfway('intake-1');
    expect(await reasonOf(visitor, withCodeOf(await halfway('auditor', visitor), foreign))).toBe(
      'notVerified',
    );
    const asked = await halfway('auditor', visitor);
    await change(`update sign_ins set nonce = 'another'`);
    expect(await reasonOf(visitor, asked)).toBe('notVerified');
    const mixedUp = new URL(await halfway('auditor', visitor));
    mixedUp.searchParams.set('iss', 'https://id.other.example');
    expect(await reasonOf(visitor, mixedUp.href)).toBe('notVerified');
  });

  it('tells a reader of the page what happened and how to go on, and says when it was broken off', async () => {
    const visitor = new Visitor(url);
    const page = await begin(visitor);
    const { status, text } = await visitor.go(page.url.href, { form: { cancel: 'yes' } });
    expect(status).toBe(400);
    expect(text).toContain('the identity provider did not let it through');
    expect(text).toContain('href="/sign-in"');
    expect((await me(visitor)).status).toBe(401);
  });

  it('is slowed down by address', async () => {
    const visitor = new Visitor(url);
    const statuses = new Set<number>();
    for (let at = 0; at < 31; at += 1)
      statuses.add((await visitor.go('/sign-in', { until: () => true })).status);
    expect([...statuses]).toEqual([302, 429]);
  });
});

describe('a session', () => {
  it('has an id of its own, whatever the browser brought: nobody can plant one', async () => {
    const planted = 'P'.repeat(43);
    const visitor = new Visitor(url);
    visitor.jar.set('greenlane', planted);
    await signedIn('auditor', visitor);
    expect(visitor.jar.get('greenlane')).not.toBe(planted);
    const attacker = new Visitor(url);
    attacker.jar.set('greenlane', planted);
    expect((await me(attacker)).status).toBe(401);
  });

  it('is not that of whoever planted theirs, which ends', async () => {
    const attacker = await signedIn('intake-2');
    const victim = new Visitor(url);
    victim.jar.set('greenlane', attacker.jar.get('greenlane')!);
    await signedIn('auditor', victim);
    expect((await me(victim)).body.name).toBe('严守诚');
    expect((await me(attacker)).status).toBe(401);
  });

  it('cannot be carried under another name of the cookie', async () => {
    const visitor = await signedIn('auditor');
    const value = visitor.jar.get('greenlane')!;
    visitor.jar.delete('greenlane');
    visitor.jar.set('__Host-greenlane', value);
    expect((await me(visitor)).status).toBe(401);
  });

  it('ends at once by signing out, for whoever has the cookie', async () => {
    const visitor = await signedIn('auditor');
    const thief = new Visitor(url);
    for (const [name, value] of visitor.jar) thief.jar.set(name, value);
    expect((await me(thief)).status).toBe(200);
    const home = await visitor.go('/');
    const left = await visitor.go('/sign-out', { form: fieldsOf(home.text) });
    expect([left.status, left.url.pathname]).toEqual([200, '/provider/session/end']);
    expect([(await me(visitor)).status, (await me(thief)).status]).toEqual([401, 401]);
    expect(visitor.jar.has('greenlane')).toBe(false);
    expect((await accesses('signedOut'))[0]).toMatchObject({ person_id: idOf('auditor') });
    // The provider forgets as well, when it is told to; then one chooses anew.
    const done = await visitor.go('/provider/session/end/confirm', {
      form: { ...fieldsOf(left.text), logout: 'yes' },
    });
    expect(done.url.pathname).toBe('/');
    expect((await begin(visitor)).url.pathname).toMatch(/^\/provider\/interaction\//);
  });

  it('ends after thirty minutes without a request, and after eight hours whatever happens', async () => {
    const visitor = await signedIn('auditor');
    const age = (column: string, by: string) =>
      change(`update sessions set ${column} = clock_timestamp() ${by}`);
    await age('seen_at', "- interval '29 minutes 50 seconds'");
    expect((await me(visitor)).status).toBe(200);
    await age('seen_at', "- interval '30 minutes 1 second'");
    expect((await me(visitor)).status).toBe(401);
    await age('seen_at', '');
    expect((await me(visitor)).status).toBe(200);
    const [{ hours } = { hours: 0 }] = await rows<{ hours: number }>(
      `select extract(epoch from expires_at - created_at)::float / 3600 as hours from sessions
       where ended_at is null order by created_at desc limit 1`,
    );
    expect(hours).toBeCloseTo(8, 3);
    await age('expires_at', "- interval '1 second'");
    expect((await me(visitor)).status).toBe(401);
  });

  it('notes that it was seen, at most once a minute', async () => {
    const visitor = await signedIn('auditor');
    const seen = async () =>
      (await rows<{ seen_at: Date }>('select seen_at from sessions order by created_at desc limit 1'))[0]!
        .seen_at;
    const at = await seen();
    await me(visitor);
    expect(await seen()).toEqual(at);
    await change(`update sessions set seen_at = seen_at - interval '61 seconds'`);
    await me(visitor);
    expect((await seen()).getTime()).toBeGreaterThan(at.getTime());
  });

  it('is told at the next request that the person has another role, or none', async () => {
    const visitor = await signedIn('coordinator-2');
    await change('update role_grants set withdrawn_at = office_now() where person_id = $1', [
      idOf('coordinator-2'),
    ]);
    expect((await me(visitor)).body).toMatchObject({ roles: [] });
  });
});

describe('the page of who is signed in', () => {
  const idsOn = (page: string): string[] =>
    [...page.matchAll(/name="session" value="([^"]+)"/g)].map(([, id]) => id!);

  it('shows each browser, ends one or all others by a form of its own, and takes it from nowhere else', async () => {
    const [one, two, three] = [
      ...[await signedIn('intake-2'), await signedIn('intake-2'), await signedIn('intake-2')],
    ] as [Visitor, Visitor, Visitor];
    const page = (await one.go('/')).text;
    expect(page).toContain('this one');
    // The two others, and all of them together.
    expect(idsOn(page)).toEqual([expect.any(String), expect.any(String), 'others']);
    const { token } = fieldsOf(page) as { token: string };
    const [session] = idsOn(page) as [string];
    const foreign = fieldsOf((await (await signedIn('auditor')).go('/')).text)['token']!;
    for (const [form, site] of [
      [{ token: '', session }, 'same-origin'],
      [{ token: foreign, session }, 'same-origin'],
      [{ token, session }, 'cross-site'],
      [{ token, session: 'others' }, 'same-site'],
    ] as const) {
      const { status, text } = await one.go('/sessions/end', { form, headers: { 'sec-fetch-site': site } });
      expect([status, JSON.parse(text)]).toMatchObject([403, { code: 'cross-site-request' }]);
    }
    expect((await one.go('/sessions/end', { form: { token, session: 'everybody' } })).status).toBe(422);
    const alive = async () => Promise.all([one, two, three].map(async (each) => (await me(each)).status));
    expect(await alive()).toEqual([200, 200, 200]);
    const after = await one.go('/sessions/end', { form: { token, session } });
    expect([after.status, after.url.pathname, idsOn(after.text).length]).toEqual([200, '/', 2]);
    expect((await alive()).sort()).toEqual([200, 200, 401]);
    // What has ended, or is somebody else’s, ends nothing and is not told.
    for (const gone of [session, idOf('auditor')])
      expect((await one.go('/sessions/end', { form: { token, session: gone } })).status).toBe(200);
    await one.go('/sessions/end', { form: { token, session: 'others' } });
    expect(await alive()).toEqual([200, 401, 401]);
    const [entry] = await accesses('sessionsEnded');
    expect(entry).toMatchObject({ person_id: idOf('intake-2'), path: '/sessions/end' });
    expect((await new Visitor(url).go('/sessions/end', { form: { token, session } })).url.pathname).toBe('/');
  });
});

describe('a stronger sign-in', () => {
  it('raises the class, at this moment, under a new id; the old one is worth nothing', async () => {
    const visitor = await signedIn('decision-maker');
    const before = visitor.jar.get('greenlane')!;
    const page = await begin(visitor, '/sign-in?stepUp=1');
    expect(page.text).toContain('方正平');
    expect(page.text).toContain('In a real office a second factor comes here');
    expect((await strongly(visitor, page)).url.pathname).toBe('/');
    expect(visitor.jar.get('greenlane')).not.toBe(before);
    expect((await me(visitor)).body.method).toBe('demonstration+mfa');
    const [session] = await rows<{ acr: string; auth_time: string }>(
      'select * from sessions order by created_at desc limit 1',
    );
    expect(session!.acr).toBe('mfa');
    expect(Math.abs(Number(session!.auth_time) - Date.now() / 1000)).toBeLessThan(30);
    const old = new Visitor(url);
    old.jar.set('greenlane', before);
    expect((await me(old)).status).toBe(401);
  });

  it('is asked for again each time, though the provider remembers the last one', async () => {
    const visitor = await signedIn('decision-maker');
    await strongly(visitor, await begin(visitor, '/sign-in?stepUp=1'));
    expect((await begin(visitor, '/sign-in?stepUp=1')).text).toContain('id="shown"');
    expect((await begin(visitor)).url.pathname).toBe('/');
  });

  it('may be somebody else’s, who is asked for the digits as well', async () => {
    const visitor = await signedIn('decision-maker');
    const page = await begin(visitor, '/sign-in?stepUp=1');
    const people = await visitor.go(page.url.href, { form: { other: 'yes' } });
    expect(people.text).toContain('value="decision-maker-2"');
    const step = await choose(visitor, page, 'decision-maker-2');
    // The library asks before it lets go of the one who was signed in.
    const asked = await strongly(visitor, step);
    expect(asked.url.pathname).toMatch(/^\/provider\/auth\//);
    await visitor.go(/action="([^"]*)"/.exec(asked.text)![1]!, { form: fieldsOf(asked.text) });
    expect((await me(visitor)).body).toMatchObject({ name: '邵景行', method: 'demonstration+mfa' });
  });

  it('does not come about by guessing the digits', async () => {
    const visitor = new Visitor(url);
    const page = await choose(visitor, await begin(visitor, '/sign-in?stepUp=1'), 'auditor');
    const wrong = (text: string): string => (/id="shown">000000</.test(text) ? '000001' : '000000');
    let last = page;
    for (let tries = 0; tries < 3; tries += 1)
      last = await visitor.go(page.url.href, { form: { code: wrong(last.text) } });
    expect(last.status).toBe(400);
    expect((await me(visitor)).status).toBe(401);
  });

  it('is none where the provider answered less, or remembers an older one', async () => {
    const visitor = new Visitor(url);
    const weak = await halfway('decision-maker', visitor);
    await change('update sign_ins set step_up = true');
    expect(await reasonOf(visitor, weak)).toBe('notStrong');
    await strongly(visitor, await begin(visitor, '/sign-in?stepUp=1'));
    const old = await visitor.go('/sign-in', { until: isCallback });
    await change(`update sign_ins set step_up = true, expires_at = expires_at + interval '1 minute'`);
    expect(await reasonOf(visitor, old.headers.get('location')!)).toBe('notStrong');
  });
});

describe('signing out', () => {
  it('is done by a form of a page of this session and by no other', async () => {
    const visitor = await signedIn('auditor');
    const { token } = fieldsOf((await visitor.go('/')).text) as { token: string };
    const other = fieldsOf((await (await signedIn('intake-1')).go('/')).text)['token']!;
    for (const [form, site] of [
      [{ token: '' }, 'same-origin'],
      [{ token: 'x'.repeat(43) }, 'same-origin'],
      [{ token: other }, 'same-origin'],
      [{ token }, 'cross-site'],
      [{ token }, 'same-site'],
      [{ token }, 'none'],
    ] as const) {
      const { status, text } = await visitor.go('/sign-out', { form, headers: { 'sec-fetch-site': site } });
      expect([status, JSON.parse(text)]).toMatchObject([403, { code: 'cross-site-request' }]);
    }
    expect((await me(visitor)).status).toBe(200);
    expect((await visitor.go('/sign-out', { form: { token } })).status).toBe(200);
    expect((await me(visitor)).status).toBe(401);
  });

  it('of whoever is not signed in does nothing; forms that are none are refused', async () => {
    const stranger = new Visitor(url);
    expect((await stranger.go('/sign-out', { form: { token: 'x' } })).url.pathname).toBe('/');
    const post = (type: string, body: string) =>
      fetch(`${url}/sign-out`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
        redirect: 'manual',
      });
    expect((await post('application/json', '{"token":"x"}')).status).toBe(415);
    expect((await post('application/x-www-form-urlencoded', 'token=a&token=b')).status).toBe(400);
    expect((await post('application/x-www-form-urlencoded', 'token=a&__proto__=b')).status).toBe(422);
    expect((await post('application/x-www-form-urlencoded', `token=${'a'.repeat(5000)}`)).status).toBe(413);
    const { status } = await fetch(`${url}/api/v1/office/time`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Bearer ${await token()}`,
      },
      body: 'to=2025-10-01T00:00:00Z',
    });
    expect(status).toBe(415);
  });
});

/** An access token by client credentials. */
async function token(parameters: Record<string, string> = {}): Promise<string> {
  const answer = await oauth.clientCredentialsGrant(
    await configured(clients.system, systemSecret),
    parameters,
  );
  return answer.access_token;
}
const configured = (client: string, secret?: string): Promise<oauth.Configuration> =>
  oauth.discovery(
    new URL(`${url}/provider`),
    client,
    undefined,
    secret === undefined ? oauth.None() : oauth.ClientSecretBasic(secret),
    { execute: [oauth.allowInsecureRequests] },
  );
const meBy = async (accessToken: string): Promise<{ name: string; method: string }> =>
  (await (
    await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  ).json()) as never;

describe('the provider of a demonstration', () => {
  it('is named where clients look for it (RFC 9728), and describes itself (OpenID Connect Discovery)', async () => {
    const named = await (await fetch(`${url}/.well-known/oauth-protected-resource`)).json();
    expect(named).toMatchObject({
      resource: url,
      authorization_servers: [`${url}/provider`],
      acr_values_supported: ['mfa'],
    });
    expect((await configured(clients.commandLine)).serverMetadata()).toMatchObject({
      issuer: `${url}/provider`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      acr_values_supported: ['demonstration', 'mfa'],
    });
  });

  it('gives a laboratory’s system a token by client credentials, for this API alone', async () => {
    const given = await token();
    expect(decodeProtectedHeader(given)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(decodeProtectedHeader(given).kid).toMatch(/^demonstration-/);
    expect(decodeJwt(given)).toMatchObject({
      ...{
        iss: `${url}/provider`,
        aud: audience,
        sub: demonstrationSystem.subject,
        client_id: 'system-food',
      },
    });
    expect(await meBy(given)).toMatchObject({ name: '何晓雯', method: 'client_credentials' });
    expect(await meBy(await token({ resource: url }))).toMatchObject({ name: '何晓雯' });
    await expect(token({ resource: 'https://other.example' })).rejects.toMatchObject({
      error: 'invalid_target',
    });
    await expect(oauth.clientCredentialsGrant(await configured(clients.system, 'wrong'))).rejects.toThrow(
      'WWW-Authenticate',
    );
  });

  it('signs in the command line by the device grant, usually and strongly, and renews its token', async () => {
    const config = await configured(clients.commandLine);
    const visitor = new Visitor(url);
    const sitting = async (person: string, parameters: Record<string, string> = {}) => {
      const begun = await oauth.initiateDeviceAuthorization(config, {
        scope: 'openid',
        resource: url,
        ...parameters,
      });
      expect(begun.verification_uri).toBe(`${url}/provider/device`);
      const enter = await visitor.go(begun.verification_uri);
      const compare = await visitor.go(enter.url.href, {
        form: { ...fieldsOf(enter.text), user_code: begun.user_code },
      });
      expect(compare.text).toContain(begun.user_code);
      let page = await visitor.go(compare.url.href, { form: fieldsOf(compare.text) });
      if (page.text.includes(`value="${person}"`)) page = await choose(visitor, page, person);
      if (page.text.includes('id="shown"')) page = await strongly(visitor, page);
      expect(page.text).toContain('The command line is signed in');
      return oauth.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0 }, { resource: url });
    };
    const usual = await sitting('coordinator');
    expect(decodeJwt(usual.access_token)).toMatchObject({ aud: audience, acr: 'demonstration' });
    expect(await meBy(usual.access_token)).toMatchObject({ name: '谭明哲', method: 'demonstration' });
    const strong = await sitting('coordinator', { acr_values: 'mfa', max_age: '0' });
    expect(decodeJwt(strong.access_token)).toMatchObject({ acr: 'mfa', amr: ['demonstration', 'mfa'] });
    expect(
      Math.abs((decodeJwt(strong.access_token)['auth_time'] as number) - Date.now() / 1000),
    ).toBeLessThan(30);
    const again = await oauth.refreshTokenGrant(config, strong.refresh_token!, { resource: url });
    expect(decodeJwt(again.access_token)).toMatchObject({ acr: 'mfa', sub: 'coordinator' });
    await expect(oauth.refreshTokenGrant(config, strong.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('leads on from the address with the code in it, and lets one break it off', async () => {
    const config = await configured(clients.commandLine);
    const begun = await oauth.initiateDeviceAuthorization(config, { scope: 'openid' });
    const visitor = new Visitor(url);
    const first = await visitor.go(begun.verification_uri_complete!);
    const compare = await visitor.go('/provider/device', { form: fieldsOf(first.text) });
    const ended = await visitor.go('/provider/device', { form: { ...fieldsOf(compare.text), abort: 'yes' } });
    expect(ended.text).toContain('Broken off');
    await expect(oauth.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0 })).rejects.toMatchObject(
      {
        error: 'access_denied',
      },
    );
  });

  it('gives no code without PKCE by SHA-256, and none to an address that it does not know', async () => {
    const ask = async (more: Record<string, string>) => {
      const usual = { client_id: clients.portal, response_type: 'code', scope: 'openid', state: 's' };
      const redirect = { redirect_uri: `${url}/sign-in/callback` };
      const query = new URLSearchParams({ ...usual, ...redirect, ...more });
      return new Visitor(url).go(`/provider/auth?${query.toString()}`, { until: isCallback });
    };
    const errorOf = ({ headers }: Arrived) => new URL(headers.get('location')!).searchParams.get('error');
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    expect(errorOf(await ask({}))).toBe('invalid_request');
    expect(errorOf(await ask({ code_challenge: challenge, code_challenge_method: 'plain' }))).toBe(
      'invalid_request',
    );
    const foreign = await ask({ redirect_uri: 'https://evil.example/sign-in/callback' });
    expect([foreign.status, foreign.text]).toEqual([400, expect.stringContaining('invalid_redirect_uri')]);
  });

  it('says on every page that it is a demonstration, runs no script, and sets its own strict policy', async () => {
    const visitor = new Visitor(url);
    const people = await begin(visitor);
    for (const page of [
      people,
      await choose(visitor, await begin(visitor, '/sign-in?stepUp=1'), 'auditor'),
      await visitor.go('/provider/device'),
      await visitor.go('/provider/device?user_code=AAAABBBB'),
      await visitor.go('/provider/session/end'),
      await visitor.go('/provider/session/end/success'),
      await visitor.go('/provider/auth?client_id=nobody'),
      await visitor.go('/provider/interaction/nothing'),
    ]) {
      expect(page.text).toContain('A demonstration: its people, institutions and cases are invented');
      expect(page.text).not.toContain('<script');
      expect(page.headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(page.headers.get('cache-control')).toContain('no-store');
    }
    for (const { name, words, subject } of demonstrationPeople)
      for (const text of [name, words.en, subject]) expect(people.text).toContain(text);
  });

  it('takes no form from another site', async () => {
    const visitor = new Visitor(url);
    const page = await begin(visitor);
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': '', origin: 'https://evil.example' },
    ];
    for (const headers of foreign)
      expect([
        headers,
        (await visitor.go(page.url.href, { form: { person: 'auditor' }, headers })).status,
      ]).toEqual([headers, 403]);
    const stranger = new Visitor(url);
    expect((await stranger.go(page.url.href, { form: { person: 'auditor' } })).status).toBe(400);
  });

  it('serves one name of this machine: others lead to it, and foreign ones nowhere', async () => {
    const { port } = new URL(url);
    const at = (host: string, path: string) =>
      new Promise<[number, string | undefined]>((done, fail) => {
        get({ host: '127.0.0.1', port, path, headers: { host } }, (answer) => {
          answer.resume();
          done([answer.statusCode!, answer.headers.location]);
        }).on('error', fail);
      });
    expect(await at(`localhost:${port}`, '/provider/jwks')).toEqual([302, `${url}/provider/jwks`]);
    expect(await at(`localhost:${port}`, '/sign-in?stepUp=1')).toEqual([302, `${url}/sign-in?stepUp=1`]);
    expect(await at('evil.example', '/provider/jwks')).toEqual([421, undefined]);
  });

  it('is opened in a demonstration alone, and never in production', async () => {
    await expect(requireDemonstrationPremises(office.service, { NODE_ENV: 'production' })).rejects.toThrow(
      'NODE_ENV is "production"',
    );
    await change("update office_clock set demonstration = false, shift = interval '0'");
    await expect(requireDemonstrationPremises(office.service, {})).rejects.toThrow('not a demonstration');
    await change('update office_clock set demonstration = true');
    await expect(requireDemonstrationPremises(office.service, {})).resolves.toBeUndefined();
  });

  it('signs nobody in where other machines could reach it', async () => {
    const open = await createApi({
      databaseUrl: office.urls.serviceUrl,
      documents,
      auth: { demonstration: identity, audience },
      portal: { open: () => Promise.reject(new Error('nobody may open it')) },
      logger: false,
    });
    await open.listen({ host: '0.0.0.0', port: 0 });
    const { port } = open.getHttpServer().address() as AddressInfo;
    for (const path of ['/sign-in', '/provider/jwks', '/.well-known/oauth-protected-resource']) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'no-sign-in-here' }]);
    }
    await open.close();
  });

  it('signs for no real office, whatever that one was told', async () => {
    const { jwks } = await demonstrationKey(identity);
    const real = tokenVerifier({ issuer: `${url}/provider`, audience, jwks });
    await expect(real(await token())).rejects.toMatchObject({ details: { members: { reason: 'key' } } });
    // A provider of the same demonstration at another address, and an office that was told to trust it.
    const door = createServer((request, response) => void serve(request, response)).listen(0, '127.0.0.1');
    await once(door, 'listening');
    const origin = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    const key = await demonstrationKey(identity);
    const serve = await openProvider({ origin, audience, key, clientSecret: 'told' });
    const fooled = await createApi({
      databaseUrl: office.urls.serviceUrl,
      documents,
      auth: { issuer: `${origin}/provider`, audience, jwks },
      portal: {
        issuer: `${origin}/provider`,
        publicUrl: origin,
        client: { id: clients.portal, secret: 'told' },
        strongAcr: ['mfa'],
      },
      logger: false,
    });
    await fooled.listen({ host: '127.0.0.1', port: 0 });
    const visitor = new Visitor(await fooled.getUrl());
    const back = new URL(await halfway('auditor', visitor));
    expect(await reasonOf(visitor, back.pathname + back.search)).toBe('notVerified');
    await fooled.close();
    door.close();
  });

  it('has put nothing on anybody’s screen', () => {
    expect(printed).toEqual([]);
  });
});

describe('a real office, at any standard provider by its issuer URL', () => {
  const publicUrl = 'https://cma.example';
  let door: Server;
  let issuer: string;
  let real: NestFastifyApplication;
  let names: Record<string, string>;
  /** Whether somebody on the way changes what the provider answers. */
  let tampering = false;

  beforeAll(async () => {
    door = createServer((request, response) => {
      const end = response.end.bind(response);
      if (tampering && request.url === '/token')
        response.end = ((body: unknown) =>
          end(String(body).replace(/("id_token":"[^"]+)[^"]{20}"/, `$1${'A'.repeat(20)}"`))) as never;
      void serve(request, response);
    }).listen(0, '127.0.0.1');
    await once(door, 'listening');
    issuer = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    const { library } = await loadLibrary();
    const serve = new library.Provider(issuer, {
      clients: [
        {
          client_id: 'office',
          token_endpoint_auth_method: 'none',
          redirect_uris: [`${publicUrl}/sign-in/callback`],
          post_logout_redirect_uris: [`${publicUrl}/`],
        },
      ],
    }).callback();
    real = await createApi({
      databaseUrl: office.urls.serviceUrl,
      documents,
      auth: { issuer, audience, jwks: new URL(`${issuer}/jwks`) },
      portal: portalFromEnvironment({ PUBLIC_URL: publicUrl, AUTH_CLIENT_ID: 'office' }, issuer),
      logger: false,
    });
    await real.listen({ host: '127.0.0.1', port: 0 });
    names = { [publicUrl]: await real.getUrl() };
  });
  afterAll(async () => {
    await real?.close();
    door?.close();
  });

  it('signs in over TLS with a `__Host-` cookie; who has no account is a stranger, until there is one', async () => {
    const visitor = new Visitor(publicUrl, names);
    const login = await visitor.go('/sign-in');
    const consent = await visitor.go(login.url.href, { form: { prompt: 'login', login: 'yuan' } });
    const back = await visitor.go(consent.url.href, { form: { prompt: 'consent' }, until: isCallback });
    const { headers } = await visitor.go(back.headers.get('location')!, { until: () => true });
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-greenlane=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      '__Host-greenlane-sign-in=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
    const home = await visitor.go('/');
    expect(home.text).toContain('You are signed in, but have no account here.');
    expect(home.headers.get('content-security-policy')).toContain(`form-action 'self' ${issuer}`);
    expect((await me(visitor)).body).toMatchObject({ code: 'token-refused', reason: 'noAccount' });
    await inTransaction(office.service, office.tenant, (tx) =>
      openAccount(tx, { issuer, subject: 'yuan', person: idOf('newcomer') }),
    );
    expect((await me(visitor)).body).toMatchObject({ name: '倪初晴' });
    const left = await visitor.go('/sign-out', {
      form: fieldsOf((await visitor.go('/')).text),
      until: () => true,
    });
    expect(left.headers.get('location')).toBe(
      `${issuer}/session/end?client_id=office&post_logout_redirect_uri=${encodeURIComponent(`${publicUrl}/`)}`,
    );
  });

  it('lets nobody in by an ID token that was changed on its way', async () => {
    const visitor = new Visitor(publicUrl, names);
    const login = await visitor.go('/sign-in');
    const consent = await visitor.go(login.url.href, { form: { prompt: 'login', login: 'yuan' } });
    const back = await visitor.go(consent.url.href, { form: { prompt: 'consent' }, until: isCallback });
    tampering = true;
    expect(await reasonOf(visitor, back.headers.get('location')!)).toBe('notVerified');
    tampering = false;
  });

  it('lets nobody in while the provider is away, says so, and goes on when it is back', async () => {
    const away = await createApi({
      databaseUrl: office.urls.serviceUrl,
      documents,
      auth: { issuer, audience, jwks: new URL(`${issuer}/jwks`) },
      portal: portalFromEnvironment(
        { PUBLIC_URL: publicUrl, AUTH_CLIENT_ID: 'office' },
        'http://127.0.0.1:9/',
      ),
      logger: false,
    });
    await away.listen({ host: '127.0.0.1', port: 0 });
    const visitor = new Visitor(await away.getUrl());
    const { status, text } = await visitor.go('/sign-in');
    expect([status, text]).toEqual([503, expect.stringContaining('temporarily-unavailable')]);
    expect((await visitor.go('/')).status).toBe(200);
    await away.close();
  });

  it.each([
    [{ AUTH_CLIENT_ID: 'a' }, 'set PUBLIC_URL'],
    [{ AUTH_CLIENT_ID: 'a', PUBLIC_URL: 'http://cma.example' }, 'https://'],
    [{ AUTH_CLIENT_ID: 'a', PUBLIC_URL: 'https://cma.example/portal' }, 'scheme, host and port'],
    [{ PUBLIC_URL: 'cma.example' }, 'scheme, host and port'],
    [{ AUTH_CLIENT_SECRET: 's' }, 'AUTH_CLIENT_ID is not'],
    [{ AUTH_CLIENT_ID: 'a', AUTH_CLIENT_SECRET: 's', AUTH_CLIENT_SECRET_FILE: '/f' }, 'not both'],
    [{ AUTH_STRONG_ACR: 'a b' }, 'no value of acr'],
  ])('does not start with %j', (env, sentence) => {
    expect(() => portalFromEnvironment(env, 'https://id.example')).toThrow(sentence);
  });

  it('counts as strong what it is told, and `mfa` where it is told nothing', () => {
    const strong = (AUTH_STRONG_ACR?: string) =>
      portalFromEnvironment({ AUTH_STRONG_ACR }, 'https://id.example').strongAcr;
    expect([strong(), strong(''), strong('2, urn:okta:loa:2fa:any ')]).toEqual([
      ['mfa'],
      ['mfa'],
      ['2', 'urn:okta:loa:2fa:any'],
    ]);
    expect(() =>
      portalFromEnvironment({ AUTH_CLIENT_ID: 'a', PUBLIC_URL: publicUrl }, 'http://id.example'),
    ).toThrow('AUTH_ISSUER');
  });
});

describe('the realm of docker/keycloak-realm.json', () => {
  interface Realm {
    clients: {
      clientId: string;
      publicClient: boolean;
      redirectUris?: string[];
      secret?: string;
      attributes: Record<string, string>;
      protocolMappers: { protocolMapper: string; config: Record<string, string> }[];
      [flag: string]: unknown;
    }[];
    attributes: Record<string, string>;
    browserFlow: string;
    authenticationFlows: {
      alias: string;
      authenticationExecutions: {
        authenticator?: string;
        authenticatorConfig?: string;
        flowAlias?: string;
        requirement: string;
      }[];
    }[];
    authenticatorConfig: { alias: string; config: Record<string, string> }[];
    users?: unknown;
  }
  const realm = JSON.parse(readFileSync('docker/keycloak-realm.json', 'utf8')) as Realm;
  const client = (id: string) => realm.clients.find(({ clientId }) => clientId === id)!;

  it('has the clients, the audience and the classes of sign-in that are expected here, and no user', () => {
    expect(realm.clients.map(({ clientId }) => clientId)).toEqual([
      clients.portal,
      clients.commandLine,
      'greenlane-system-example',
    ]);
    expect([realm.users, ...realm.clients.map(({ secret }) => secret)]).toEqual(Array(4).fill(undefined));
    expect(client(clients.portal)).toMatchObject({
      publicClient: false,
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      redirectUris: ['${GREENLANE_PUBLIC_URL}/sign-in/callback'],
    });
    expect(client(clients.portal).attributes['pkce.code.challenge.method']).toBe('S256');
    expect(client(clients.commandLine)).toMatchObject({ publicClient: true, standardFlowEnabled: false });
    expect(client(clients.commandLine).attributes['oauth2.device.authorization.grant.enabled']).toBe('true');
    for (const { protocolMappers } of realm.clients.slice(1))
      expect(protocolMappers).toContainEqual(
        expect.objectContaining({
          protocolMapper: 'oidc-audience-mapper',
          config: expect.objectContaining({ 'included.custom.audience': audience }) as unknown,
        }),
      );
    const levels = JSON.parse(realm.attributes['acr.loa.map']!) as Record<string, string>;
    const [strong] = portalFromEnvironment({}, 'https://id.example').strongAcr;
    expect(levels[strong!]).toBe('2');
  });

  it('asks for the second factor on the level that counts as strong here, each time', () => {
    const executionsOf = (alias: string): Realm['authenticationFlows'][0]['authenticationExecutions'] =>
      realm.authenticationFlows
        .find((flow) => flow.alias === alias)!
        .authenticationExecutions.flatMap((one) =>
          one.flowAlias === undefined ? [one] : executionsOf(one.flowAlias),
        );
    const steps = executionsOf(realm.browserFlow).map(
      ({ authenticator, authenticatorConfig, requirement }) => [
        authenticator,
        requirement,
        realm.authenticatorConfig.find(({ alias }) => alias === authenticatorConfig)?.config,
      ],
    );
    const loa = (level: string, age: string) => ({ 'loa-condition-level': level, 'loa-max-age': age });
    expect(steps).toEqual([
      ['auth-cookie', 'ALTERNATIVE', undefined],
      ['conditional-level-of-authentication', 'REQUIRED', loa('1', '28800')],
      [
        'auth-username-password-form',
        'REQUIRED',
        expect.objectContaining({ 'default.reference.value': 'pwd' }),
      ],
      ['conditional-level-of-authentication', 'REQUIRED', loa('2', '0')],
      ['auth-otp-form', 'REQUIRED', expect.objectContaining({ 'default.reference.value': 'otp' })],
    ]);
  });
});

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
/** Without a browser on the machine these are skipped, and say so by their title. */
const inChromium = executablePath === undefined ? describe.skip : describe;

inChromium(`in a browser (skipped where none is installed)`, () => {
  let browser: Browser;
  let elsewhere: Server;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    elsewhere = createServer((request, response) => {
      const action = new URL(request.url!, 'http://a').searchParams.get('action') ?? '';
      response.setHeader('content-type', 'text/html');
      response.end(
        `<form method="post" action="${action}" enctype="${action.includes('/api/') ? 'text/plain' : ''}">` +
          `<input name='{"to":"2025-12-31T00:00:00Z","x":"' value='"}'><input name="token" value="guess"><button>Go</button></form>`,
      );
    }).listen(0);
    await once(elsewhere, 'listening');
  });
  afterAll(async () => {
    await browser?.close();
    elsewhere?.close();
  });

  const watched = async (context: BrowserContext): Promise<{ page: Page; faults: string[] }> => {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
    page.on('pageerror', (error) => void faults.push(String(error)));
    return { page, faults };
  };

  it.each([
    ['zh-CN', '演示系统', '何晓雯', '申请人', '强身份验证', '您尚未登录'],
    ['en-US', 'A demonstration', '何晓雯', 'applicant', 'Strong sign-in', 'You are not signed in'],
  ])(
    'signs in, more strongly, and out, without script, in %s',
    async (locale, banner, name, role, strong, out) => {
      const context = await browser.newContext({ locale, javaScriptEnabled: false });
      const { page, faults } = await watched(context);
      const shows = async (...texts: string[]) => {
        const body = (await page.textContent('body'))!;
        for (const text of [banner, ...texts]) expect(body).toContain(text);
      };
      await page.goto(`${url}/`);
      await shows(out);
      await page.click('a[href="/sign-in"]');
      await shows('四川省市场监督管理局（演示）');
      await page.click('button[value="applicant-food"]');
      expect(page.url()).toBe(`${url}/`);
      await shows(name, role);
      await page.click('a[href="/sign-in?stepUp=1"]');
      await shows(strong, name);
      await page.fill('#code', (await page.textContent('#shown'))!.trim());
      await page.click('button.main');
      await shows('demonstration+mfa');
      const [cookie] = (await context.cookies()).filter((one) => one.name === 'greenlane');
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 });
      await page.click('form[action="/sign-out"] button');
      expect(new URL(page.url()).pathname).toBe('/provider/session/end');
      await page.click('button[name="logout"]');
      expect(page.url()).toBe(`${url}/`);
      await shows(out);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('shows where one is signed in and ends it there, without script', async () => {
    const open = async () => {
      const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
      const { page, faults } = await watched(context);
      await page.goto(`${url}/sign-in`);
      await page.click('button[value="supervisor"]');
      return { context, page, faults };
    };
    const [here, there] = [await open(), await open()];
    await here.page.goto(`${url}/`);
    expect(await here.page.textContent('body')).toContain('登录的设备');
    expect(await here.page.locator('form[action="/sessions/end"]').count()).toBe(2);
    await here.page.click('button[value="others"]');
    expect(here.page.url()).toBe(`${url}/`);
    expect(await here.page.locator('form[action="/sessions/end"]').count()).toBe(0);
    await there.page.goto(`${url}/`);
    expect(await there.page.textContent('body')).toContain('您尚未登录');
    expect([...here.faults, ...there.faults]).toEqual([]);
    await Promise.all([here, there].map(({ context }) => context.close()));
  });

  it('shows no script the cookie, and keeps nothing of the provider', async () => {
    const context = await browser.newContext();
    const { page } = await watched(context);
    await page.goto(`${url}/sign-in`);
    await page.click('button[value="auditor"]');
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe(
      '[{},{}]',
    );
    await context.close();
  });

  it('does nothing for a form on a page of elsewhere, be it a neighbour on this machine', async () => {
    const context = await browser.newContext();
    const { page } = await watched(context);
    await page.goto(`${url}/sign-in`);
    await page.click('button[value="auditor"]');
    const { port } = elsewhere.address() as AddressInfo;
    const time = async () =>
      ((await (await fetch(`${url}/api/v1/office`)).json()) as { officeTime: string }).officeTime.slice(
        0,
        10,
      );
    const before = await time();
    // To a browser 127.0.0.1 on another port is the same site, so the cookie goes along; localhost is another one.
    for (const host of ['127.0.0.1', 'localhost'])
      for (const path of ['/sign-out', '/api/v1/office/time']) {
        await page.goto(`http://${host}:${port}/?action=${encodeURIComponent(url + path)}`);
        const [answer] = await Promise.all([
          page.waitForResponse((response) => response.url() === url + path),
          page.click('button'),
        ]);
        const sent = (await answer.request().allHeaders())['cookie'] ?? '';
        expect([host, path, sent.includes('greenlane=')]).toEqual([host, path, host === '127.0.0.1']);
        if (host === '127.0.0.1') expect([path, answer.status()]).toEqual([path, expect.any(Number)]);
      }
    expect(await time()).toBe(before);
    await page.goto(`${url}/`);
    expect(await page.textContent('body')).toContain('严守诚');
    await context.close();
  });

  it('takes a `__Host-` cookie on plain loopback too, where we use the plain name for browsers that do not', async () => {
    const server = createServer((request, response) => {
      response.setHeader('set-cookie', '__Host-greenlane=a; Path=/; Secure; HttpOnly; SameSite=Lax');
      response.end(request.headers.cookie ?? 'none');
    }).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const host of ['127.0.0.1', 'localhost']) {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`http://${host}:${port}/`);
      await page.goto(`http://${host}:${port}/`);
      expect([host, await page.textContent('body')]).toEqual([host, '__Host-greenlane=a']);
    }
    server.close();
  });
});
