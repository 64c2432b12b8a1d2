/**
 * Everything bad that can be sent, each with its status, its code, a sentence in the reader's language, and nothing
 * changed. Over 300 lines on purpose: its last test asks whether each refusal there is was provoked here.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT, generateKeyPair } from 'jose';
import pg from 'pg';
import request from 'supertest';
import { connect, inTransaction } from '#database';
import { createPerson, grant, openAccount, openSession } from '#identity';
import { refusals, type RefusalCode } from '#refusals';
import { createApi } from '../apps/api/application.js';
import { streamLimits } from '../apps/api/event-streams.js';
import { issuer, rowCounts, testApi, type Answered, type Asked, type Method, type TestApi } from './api.js';
import { openOffice } from '../apps/cli/office.js';
import { testDatabase } from './database.js';
import * as bring from './evidence.js';
import { openAffair } from './office-affairs.js';
import { handIn, laboratories, openCase, submittedCase, type Walk } from './office.js';

let api: TestApi;
/** A submitted case of the food laboratory at revision 2, and a draft at revision 1. */
let received: { id: string; document: string; scope: string };
let drafting: string;
let over: string;
let document: string;
/** An API key of the food laboratory, for reading; another lives beside it. */
let key: string;
/** The cookie of a browser in which its applicant is signed in. */
let cookie: string;
/** Cases whose team is to be formed, and which await their decision. */
let forming: string;
let deciding: Walk;
let rows: Record<string, number>;

beforeAll(async () => {
  api = await testApi();
  received = await submittedCase(api.office);
  drafting = (await openCase(api.office, 'applicant-food', 0)).id;
  document = await handIn(api.office, 'applicant-food', drafting);
  const discarded = await openCase(api.office, 'applicant-food', 0);
  await discarded.take('applicant-food', 'discard');
  over = discarded.id;
  for (let count = 0; count < 2; count += 1) {
    const made = await api.ask('post', '/api/v1/api-keys', { as: 'applicant-food', body: making });
    ({ key } = made.body as { key: string });
  }
  const suspension = await openAffair(api.office, 'administrator-1', 'suspension');
  const { person: suspended } = api.office.as('coordinator-2');
  await suspension.take('administrator-1', 'suspend', { person: suspended, reason: '账户疑似被他人使用。' });
  const signedIn = { issuer, subject: 'applicant-food', method: 'pwd' };
  const { name, value } = await openSession(api.office.service, signedIn, { secure: false });
  cookie = `${name}=${value}`;
  forming = (await acceptedCase()).id;
  deciding = await acceptedCase();
  const today = '2025-09-01';
  await deciding.take('coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1')));
  await deciding.take('leader-1', 'reviewMaterials', bring.goOn);
  await deciding.take('coordinator', 'sendVisitNotice', bring.visit(today, today));
  await deciding.take('leader-1', 'conclude', bring.report({ from: today, to: today }, 'conforming'));
});
afterAll(() => api.close());
beforeEach(async () => {
  rows = await rowCounts(api.office);
});
// Bad input changes nothing, whatever it is.
afterEach(async () => {
  expect(await rowCounts(api.office)).toEqual(rows);
});

const opening = { process: 'qualification', institution: laboratories[0].id, evidence: { kind: 'first' } };
const making = { institution: laboratories[0].id, name: 'LIMS', scopes: ['cases:read'] };
const laboratory = {
  creditCode: '91350100M000100Y43',
  name: '示例检测有限公司',
  legalForm: 'enterprise',
  address: '重庆两江新区示例路9号',
};
const idOf = (subject: string): string => api.office.as(subject).person;
async function acceptedCase(): Promise<Walk> {
  const walk = await submittedCase(api.office);
  await walk.take('intake-1', 'accept', bring.acceptance);
  return walk;
}
const json = (value: object, from: string, to: string): string => JSON.stringify(value).replace(from, to);
const form = (change: object = {}) => bring.applicationForm(received.scope, document, change);

interface Refused {
  code: RefusalCode;
  detail: string;
  errors?: { pointer: string; message: string }[];
  [member: string]: unknown;
}

/** Asks twice, in English and in Chinese; answers the problem document in English. */
async function refuse(code: RefusalCode, method: Method, path: string, asked: Asked = {}): Promise<Refused> {
  const problem = await inLanguage('en');
  const chinese = await inLanguage('zh-CN');
  const sentences = ({ detail, errors = [] }: Refused) => [detail, ...errors.map(({ message }) => message)];
  for (const said of sentences(problem)) expect(said).not.toMatch(/\p{Script=Han}/u);
  for (const said of sentences(chinese)) expect(said).toMatch(/\p{Script=Han}/u);
  return problem;

  async function inLanguage(language: string): Promise<Refused> {
    const headers = { ...asked.headers, 'accept-language': language };
    const { status, body, headers: answered } = await api.ask(method, path, { ...asked, headers });
    expect([(body as Refused).code, status]).toEqual([code, refusals[code].status]);
    expect(answered['content-language']).toBe(language);
    return body as Refused;
  }
}

/** A sentence or name in both languages. */
const said = {
  'zh-CN': expect.stringMatching(/\p{Script=Han}/u) as unknown,
  en: expect.stringMatching(/\w/) as unknown,
};
const pointers = ({ errors = [] }: Refused): string[] => errors.map(({ pointer }) => pointer);
const step = (name: string, id = received.id) => `/api/v1/cases/${id}/steps/${name}`;
const submit = () => step('submit', drafting);
const applicant = { as: 'applicant-food', revision: 1 };
const officer = { as: 'intake-1' };

describe('a body', () => {
  it('with unknown fields is refused at each of them', async () => {
    const unknown = await refuse('evidence-does-not-fit', 'post', submit(), {
      ...applicant,
      body: form({ colour: 'green', 'a/b~c': 1 }),
    });
    expect(pointers(unknown)).toEqual(['/colour', '/a~1b~0c']);
    const entering = { ...officer, body: { ...laboratory, extra: true } };
    expect(pointers(await refuse('evidence-does-not-fit', 'post', '/api/v1/institutions', entering))).toEqual(
      ['/extra'],
    );
  });

  it('with wrong types is refused at each of them', async () => {
    const body = form({ fieldCode: 13, declaration: 'yes', documents: 'none', sites: [7] });
    const { errors } = await refuse('evidence-does-not-fit', 'post', submit(), { ...applicant, body });
    expect(errors!.map(({ pointer }) => pointer).sort()).toEqual([
      '/declaration',
      '/documents',
      '/fieldCode',
      '/sites/0',
    ]);
    for (const body of [[], 'text', 5, null, true]) {
      await refuse('evidence-does-not-fit', 'post', submit(), { ...applicant, raw: JSON.stringify(body) });
      await refuse('evidence-does-not-fit', 'post', '/api/v1/cases', {
        as: 'applicant-food',
        raw: JSON.stringify(body),
      });
    }
    await refuse('evidence-does-not-fit', 'post', submit(), applicant);
    const opens = {
      as: 'applicant-food',
      body: { ...opening, evidence: { kind: 'first', route: 'fast', extra: 1 } },
    };
    const refused = await refuse('evidence-does-not-fit', 'post', '/api/v1/cases', opens);
    expect(pointers(refused).sort()).toEqual(['/evidence/extra', '/evidence/route']);
  });

  it('with names without end is told of a hundred, briefly, and holds up nobody', async () => {
    const names = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1]));
    const started = performance.now();
    const attempts = [
      { method: 'post' as const, path: '/api/v1/institutions', asked: { as: 'intake-1', body: names } },
      { method: 'post' as const, path: submit(), asked: { ...applicant, body: names } },
    ];
    for (const { method, path, asked } of attempts) {
      const refused = await refuse('evidence-does-not-fit', method, path, asked);
      expect(refused.errors!.length).toBeLessThanOrEqual(100);
      expect(JSON.stringify(refused).length).toBeLessThan(20_000);
    }
    const query = Array.from({ length: 2_000 }, (_, index) => `q${index}`).join('&');
    const refused = await refuse('malformed-request', 'get', `/healthz?${query}`, {});
    expect(JSON.stringify(refused).length).toBeLessThan(20_000);
    // Not a measurement: before, this took minutes and gigabytes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('that refers to documents or tables of nobody or of another case is refused', async () => {
    const body = bring.applicationForm(randomUUID(), received.document);
    const missing = await refuse('evidence-does-not-fit', 'post', submit(), { ...applicant, body });
    expect(pointers(missing)).toEqual(['/scopeTable', '/documents/0/document']);
  });

  it('where none is needed is refused', async () => {
    await refuse('evidence-does-not-fit', 'post', step('discard', drafting), {
      ...applicant,
      body: { why: 'so' },
    });
    const path = `/api/v1/cases/${drafting}/drafts/submit`;
    await refuse('evidence-does-not-fit', 'delete', path, { as: 'applicant-food', body: { why: 'so' } });
    await refuse('evidence-does-not-fit', 'put', path, { as: 'applicant-food' });
  });

  it('of an institution with a wrong check character in its credit code is refused', async () => {
    const body = { ...laboratory, creditCode: '91350100M000100Y44' };
    const refused = await refuse('evidence-does-not-fit', 'post', '/api/v1/institutions', {
      ...officer,
      body,
    });
    expect(pointers(refused)).toEqual(['/creditCode']);
  });

  it('of 2 MB is refused', async () => {
    const raw = JSON.stringify({ reason: 'x'.repeat(2_000_000) });
    const { detail } = await refuse('body-too-large', 'post', submit(), { ...applicant, raw });
    expect(detail).toContain('1048576');
  });

  it('that is no JSON is refused', async () => {
    for (const raw of [
      '{',
      '{"a":}',
      "{'a':1}",
      '{"a":1,}',
      'NaN',
      '{"a":01}',
      '[1 2]',
      '"\u0001"',
      ' ',
      '{"a":1}{}',
    ]) {
      await refuse('malformed-json', 'post', submit(), { ...applicant, raw });
    }
  });

  it('that begins with a byte order mark, or is not UTF-8, is refused', async () => {
    const { detail } = await refuse('malformed-json', 'post', submit(), { ...applicant, raw: '\ufeff{}' });
    expect(detail).toContain('byte order mark');
    for (const bytes of [
      [0xff],
      [0xc3, 0x28],
      [0xed, 0xa0, 0x80],
      [0xf8, 0x88, 0x80, 0x80, 0x80],
      [0xc0, 0x80],
    ]) {
      const raw = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
      await refuse('malformed-json', 'post', submit(), { ...applicant, raw });
    }
    const utf16 = Buffer.from(JSON.stringify(opening), 'utf16le');
    await refuse('malformed-json', 'post', '/api/v1/cases', { as: 'applicant-food', raw: utf16 });
  });

  it('with a name twice in one object is refused, also where both say the same', async () => {
    const raw = json(form(), '"fieldCode":"13"', '"fieldCode":"13","fieldCode":"13"');
    expect(pointers(await refuse('malformed-json', 'post', submit(), { ...applicant, raw }))).toEqual([
      '/fieldCode',
    ]);
    const escaped = json(form(), '"fieldCode":"13"', '"fieldCode":"13","field\\u0043ode":"00"');
    await refuse('malformed-json', 'post', submit(), { ...applicant, raw: escaped });
  });

  it('with U+0000 in a name, or anywhere, is refused with its place', async () => {
    const raw = json(laboratory, '示例检测', '示例\\u0000检测');
    const named = await refuse('evidence-does-not-fit', 'post', '/api/v1/institutions', { ...officer, raw });
    expect(pointers(named)).toEqual(['/name']);
    const key = await refuse('evidence-does-not-fit', 'put', `/api/v1/cases/${drafting}/drafts/submit`, {
      as: 'applicant-food',
      raw: '{"list":[1,{"a\\u0000b":1}]}',
    });
    expect(pointers(key)).toEqual(['/list/1/a\u0000b']);
  });

  it('with half a surrogate pair is refused with its place', async () => {
    for (const half of ['\\ud800', '\\udc00', '\\ud800x', '\\udc00\\ud800']) {
      const raw = json(laboratory, '示例检测', half);
      const refused = await refuse('evidence-does-not-fit', 'post', '/api/v1/institutions', {
        ...officer,
        raw,
      });
      expect(pointers(refused)).toEqual(['/name']);
    }
  });

  it('with a number that cannot be kept is refused with its place', async () => {
    for (const number of [
      '9007199254740992',
      '-9007199254740993',
      '1e400',
      '-1e999',
      '1e20',
      '9'.repeat(5000),
    ]) {
      const raw = json({ fields: [1, 2] }, '2', number);
      const path = `/api/v1/cases/${drafting}/drafts/submit`;
      const refused = await refuse('evidence-does-not-fit', 'put', path, { as: 'applicant-food', raw });
      expect(pointers(refused)).toEqual(['/fields/1']);
    }
  });

  it('with a name that means something to JavaScript is refused', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype', '__pr\\u006fto__']) {
      const raw = `{"a":{"${name}":{"admin":true}}}`;
      const path = `/api/v1/cases/${drafting}/drafts/submit`;
      expect(
        pointers(await refuse('evidence-does-not-fit', 'put', path, { as: 'applicant-food', raw })),
      ).toHaveLength(1);
    }
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it('that is nested too deep is refused, a million levels as well as 65', async () => {
    const deep = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels);
    for (const raw of [deep(65), deep(500_000), '['.repeat(1_000_000), '{"a":'.repeat(100_000)]) {
      const { detail } = await refuse('malformed-json', 'post', submit(), { ...applicant, raw });
      expect(detail).toContain('64');
    }
    await refuse('evidence-does-not-fit', 'post', submit(), { ...applicant, raw: deep(64) });
  });

  it('of another content type is refused', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'text/html',
      'a/b',
    ]) {
      const asked = { ...applicant, raw: 'a=1', headers: { 'content-type': type } };
      await refuse('unsupported-media-type', 'post', submit(), asked);
    }
    const asForm = { 'content-type': 'multipart/form-data; boundary=x' };
    const asked = { ...applicant, raw: '--x--\r\n', headers: asForm };
    await refuse('unsupported-media-type', 'post', submit(), asked);
    const path = `/api/v1/cases/${drafting}/documents`;
    await refuse('unsupported-media-type', 'post', path, { as: 'applicant-food', body: { file: 'x' } });
    await refuse('unsupported-media-type', 'post', path, { as: 'applicant-food' });
  });
});

describe('a form', () => {
  const send = (
    path: string,
    parts: [string, string | Buffer, string?][],
    language: string,
    as = 'applicant-food',
  ) => {
    const test = api.prepare('post', path, { as, headers: { 'accept-language': language } });
    for (const [name, value, file] of parts) {
      void (file === undefined ? test.field(name, value) : test.attach(name, value, file));
    }
    return test;
  };
  const refuseForm = async (code: RefusalCode, path: string, parts: [string, string | Buffer, string?][]) => {
    for (const language of ['zh-CN', 'en']) {
      const response = await send(path, parts, language);
      expect([(response.body as Refused).code, response.status]).toEqual([code, refusals[code].status]);
      expect(response.headers['content-language']).toBe(language);
      api.seen.add(code);
      if (language === 'en') return response.body as Refused;
    }
    throw new Error('unreachable');
  };
  const file = (text = 'a', name = 'a.txt'): [string, Buffer, string] => ['file', Buffer.from(text), name];
  const imports = '/api/v1/imports';
  const institution: [string, string] = ['institution', laboratories[0].id];

  it('with a scope row whose standard has no year is refused at its line', async () => {
    const table = await readFile(new URL('../libs/register/samples/food.csv', import.meta.url), 'utf8');
    const without = table.replace('GB 5009.12-2017', 'GB 5009.12');
    const refused = await refuseForm('evidence-does-not-fit', imports, [
      institution,
      file(without, 'scope.csv'),
    ]);
    expect(pointers(refused)).toEqual(['/file/7/standard_no']);
  });

  it('without its file, or with fields it does not know or twice, is refused', async () => {
    expect(pointers(await refuseForm('evidence-does-not-fit', imports, [institution]))).toEqual(['/file']);
    const parts: [string, string | Buffer, string?][] = [['colour', 'green'], ['dryRun', 'perhaps'], file()];
    const refused = await refuseForm('evidence-does-not-fit', imports, parts);
    expect(pointers(refused).sort()).toEqual(['/colour', '/dryRun', '/institution']);
    await refuseForm('evidence-does-not-fit', imports, [institution, institution, file()]);
    await refuseForm('evidence-does-not-fit', imports, [institution, ['other', Buffer.from('a'), 'a.txt']]);
    await refuseForm('malformed-request', imports, [institution, file(), file()]);
    await refuseForm('malformed-request', imports, [['__proto__', 'x'], institution, file()]);
  });

  it('for an institution that one does not act for is answered as for none', async () => {
    const table = await readFile(new URL('../libs/register/samples/food.csv', import.meta.url));
    for (const id of [laboratories[1].id, randomUUID()]) {
      await refuseForm('not-found', imports, [
        ['institution', id],
        ['file', table, 'scope.csv'],
      ]);
    }
  });

  it('with an executable or with nothing in it is refused', async () => {
    const path = `/api/v1/cases/${drafting}/documents`;
    await refuseForm('document-type-refused', path, [file('MZ\u0090\u0000\u0003', 'manual.pdf')]);
    await refuseForm('document-type-refused', path, [file('')]);
  });

  it('that is too large, cut off or no form at all is refused', async () => {
    const table = Buffer.alloc(8 * 1024 * 1024 + 1, 'a');
    await refuseForm('body-too-large', imports, [institution, ['file', table, 'scope.csv']]);
    for (const [type, raw] of [
      ['multipart/form-data', 'x'],
      [
        'multipart/form-data; boundary=x',
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ncut',
      ],
      ['multipart/form-data; boundary=x', 'nothing'],
      ['multipart/form-data; boundary=', '--\r\n'],
    ] as const) {
      await refuse('malformed-request', 'post', imports, {
        as: 'applicant-food',
        raw,
        headers: { 'content-type': type },
      }).catch(async () => {
        // A form that ends without its file is a form; it lacks its fields.
        const asked = { as: 'applicant-food', raw, headers: { 'content-type': type } };
        await refuse('evidence-does-not-fit', 'post', imports, asked);
      });
    }
  });

  it('whose file has a name that cannot be kept is refused', async () => {
    const path = `/api/v1/cases/${drafting}/documents`;
    for (const name of [`${'a'.repeat(300)}.txt`, 'a\u202etxt.exe']) {
      expect(pointers(await refuseForm('evidence-does-not-fit', path, [file('a', name)]))).toEqual([
        '/file/name',
      ]);
    }
  });
});

describe('a step', () => {
  it('of another state is refused with the steps that are possible', async () => {
    const refused = await refuse('step-not-possible', 'post', step('grant'), {
      as: 'decision-maker',
      revision: 2,
      body: bring.wholeGrant,
    });
    expect(refused).toMatchObject({ state: 'received' });
    expect((refused as unknown as { possible: string[] }).possible).toContain('accept');
  });

  it('that no process knows is refused', async () => {
    await refuse('unknown-step', 'post', step('fly'), { ...officer, revision: 2 });
    await refuse('unknown-step', 'put', `/api/v1/cases/${received.id}/drafts/fly`, { ...officer, body: {} });
    await refuse('unknown-process', 'post', '/api/v1/cases', {
      as: 'applicant-food',
      body: { ...opening, process: 'nothing' },
    });
  });

  it('of somebody else’s duty is refused', async () => {
    const refused = await refuse('not-permitted', 'post', step('accept'), {
      as: 'decision-maker',
      revision: 2,
      body: bring.acceptance,
    });
    expect(refused).toMatchObject({
      step: 'accept',
      reasons: [{ code: 'theRoleIsHeld', sentence: said, remedy: said, under: { article: said.en } }],
      who: [{ role: 'intakeOfficer', words: said }],
    });
    expect(refused.detail).toContain((refused['reasons'] as { sentence: { en: string } }[])[0]!.sentence.en);
    await refuse('not-permitted', 'post', '/api/v1/cases', { as: 'intake-1', body: opening });
    await refuse('role-needed', 'post', '/api/v1/institutions', { as: 'applicant-food', body: laboratory });
    await refuse('role-needed', 'get', '/api/v1/ledger/entries', { as: 'intake-1' });
    const days = 'from=2025-01-01&to=2025-12-31';
    await refuse('role-needed', 'get', `/api/v1/figures/time?process=qualification&${days}`, {
      as: 'intake-1',
    });
    await refuse('unknown-process', 'get', `/api/v1/figures/time?process=weather&${days}`, { as: 'auditor' });
  });

  it('against a guard is refused with its reason', async () => {
    const body = form({ managementSystemSince: '2025-08-31' });
    const { detail } = await refuse('guard-refused', 'post', submit(), { ...applicant, body });
    expect(detail).toMatch(/three months/);
  });

  it('on a stale revision is refused with the current one', async () => {
    const asked = { ...officer, revision: 1, body: bring.acceptance };
    expect(await refuse('stale-revision', 'post', step('accept'), asked)).toMatchObject({ revision: 2 });
    expect(await refuse('stale-revision', 'post', step('accept'), { ...asked, revision: 3 })).toMatchObject({
      revision: 2,
    });
    const draft = { as: 'applicant-food', revision: 7, body: {} };
    await refuse('stale-draft', 'put', `/api/v1/cases/${drafting}/drafts/submit`, draft);
  });

  it('without a revision is refused, and with one that is none', async () => {
    await refuse('revision-required', 'post', step('accept'), { ...officer, body: bring.acceptance });
    for (const tag of ['2', 'W/"2"', '*', '"2", "3"', '""', '"-1"', '"1e1"', '"99999999999"', '"two"']) {
      const asked = { ...officer, headers: { 'if-match': tag }, body: bring.acceptance };
      await refuse('malformed-request', 'post', step('accept'), asked);
    }
  });

  it('without a key is refused, and with one that is none', async () => {
    for (const key of [null, 'two words', 'x'.repeat(256), 'caf\u00e9']) {
      const asked = { ...officer, key };
      await refuse('idempotency-key-missing', 'post', step('accept'), {
        ...asked,
        revision: 2,
        body: bring.acceptance,
      });
      await refuse('idempotency-key-missing', 'post', '/api/v1/institutions', { ...asked, body: laboratory });
    }
  });
});

describe('a key used before', () => {
  it('is refused with another body, another step or another revision, and answered again with the same', async () => {
    const key = randomUUID();
    const id = (await openCase(api.office, 'applicant-food', 0)).id;
    const asked = { ...applicant, key };
    expect((await api.ask('post', step('discard', id), asked)).status).toBe(200);
    rows = await rowCounts(api.office);
    await refuse('idempotency-key-reused', 'post', step('discard', id), { ...asked, revision: 2 });
    await refuse('idempotency-key-reused', 'post', step('submit', id), { ...asked, body: form() });
    await refuse('idempotency-key-reused', 'post', '/api/v1/cases', {
      as: 'applicant-food',
      key,
      body: opening,
    });
    expect((await api.ask('post', step('discard', id), asked)).headers['idempotent-replayed']).toBe('true');
  });
});

describe('a token', () => {
  const path = '/api/v1/cases';
  const refuseToken = async (
    token: string | Promise<string>,
    reason: string,
    code: RefusalCode = 'token-refused',
  ) => {
    const headers = { authorization: `Bearer ${await token}` };
    const refused = await refuse(code, 'post', path, { headers, body: opening });
    expect(refused).toMatchObject({ reason });
  };

  it('that is not there is asked for', async () => {
    for (const header of [undefined, 'Basic YTpi', 'Bearer', 'Bearer a b', 'bearer']) {
      const headers: Record<string, string> = header === undefined ? {} : { authorization: header };
      await refuse('not-signed-in', 'post', path, { headers, body: opening });
      const { headers: answered } = await api.ask('get', path, { headers });
      expect(answered['www-authenticate']).toBe('Bearer');
    }
  });

  it('of another issuer, audience or key, expired, unsigned or no token at all is refused', async () => {
    const stranger = (await generateKeyPair('ES256')).privateKey;
    const claims = { iss: 'https://id.office.example', aud: 'greenlane', sub: 'applicant-food' };
    const expired = new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) - 3600)
      .sign(api.privateKey);
    const unsigned = new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('1h').encode();
    await refuseToken(api.tokenOf('applicant-food', { iss: 'https://elsewhere.example' }), 'issuer');
    await refuseToken(api.tokenOf('applicant-food', { aud: 'another' }), 'audience');
    await refuseToken(api.tokenOf('applicant-food', {}, {}, stranger), 'signature');
    await refuseToken(api.tokenOf('applicant-food', {}, { kid: 'k2' }), 'key');
    await refuseToken(expired, 'expired');
    await refuseToken(unsigned, 'algorithm');
    await refuseToken('not.a.token', 'malformed');
    await refuseToken(api.tokenOf('nobody'), 'noAccount');
    const { headers } = await api.ask('get', path, { token: 'x' });
    expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });
});

describe('whoever is suspended', () => {
  it('is refused all they ask, be it good or bad', async () => {
    const suspended = { as: 'coordinator-2' };
    await refuse('account-suspended', 'get', '/api/v1/me', suspended);
    await refuse('account-suspended', 'post', '/api/v1/cases', { ...suspended, body: { nonsense: true } });
    await refuse('account-suspended', 'post', submit(), { ...suspended, raw: '{}', revision: 2 });
  });
});

describe('an API key', () => {
  const path = '/api/v1/api-keys';

  it('is refused beyond two, and asked for with what it does not take', async () => {
    await refuse('two-keys-already', 'post', path, { as: 'applicant-food', body: making });
    for (const [change, pointer] of [
      [{ person: randomUUID() }, '/person'],
      [{ scopes: ['everything'] }, '/scopes/0'],
      [{ days: 401 }, '/days'],
    ] as const) {
      const asked = { as: 'applicant-food', body: { ...making, ...change } };
      expect(pointers(await refuse('evidence-does-not-fit', 'post', path, asked))).toEqual([pointer]);
    }
    await refuse('not-found', 'post', path, { as: 'applicant-environment', body: making });
    await refuse('not-found', 'delete', `${path}/aaaaaaaa`, { as: 'applicant-environment' });
  });

  it('that is none, or not for this, is refused', async () => {
    for (const token of ['cma_', key.slice(0, -1), `${key}0`, key.toUpperCase(), key.replace('live', 'test')])
      await refuse('key-refused', 'get', '/api/v1/me', { token });
    await refuse('key-not-taken', 'get', path, { token: key });
    await refuse('scope-too-small', 'post', submit(), { token: key, revision: 1, body: form() });
  });
});

describe('a session', () => {
  it('does nothing that another site may have asked for', async () => {
    const sent: Record<string, string>[] = [
      {},
      { 'x-greenlane': '1' },
      { 'sec-fetch-site': 'cross-site', 'x-greenlane': '1' },
    ];
    for (const headers of sent)
      await refuse('cross-site-request', 'post', '/api/v1/cases', {
        headers: { cookie, ...headers },
        body: opening,
      });
  });
});

describe('a desk', () => {
  const desk = (duty = 'intake') => `/api/v1/cases/${received.id}/assignments/${duty}`;
  const to = (subject: string) => ({ to: idOf(subject) });

  it('is not taken from a colleague, nor given to whoever may not, nor where no step of the duty waits', async () => {
    expect((await api.ask('put', desk(), { as: 'intake-1', body: to('intake-1') })).status).toBe(200);
    rows = await rowCounts(api.office);
    const colleague = { as: 'intake-2', body: to('intake-2') };
    await refuse('on-another-desk', 'put', desk(), colleague);
    await refuse('on-another-desk', 'delete', desk(), { as: 'intake-2' });
    await refuse('role-needed', 'put', desk(), { as: 'intake-1', body: to('intake-2') });
    const refused = await refuse('assignee-may-not', 'put', desk(), {
      as: 'supervisor',
      body: to('auditor'),
    });
    expect(refused).toMatchObject({ person: idOf('auditor'), reasons: [{ code: 'theRoleIsHeld' }] });
    for (const duty of ['decision', 'applying', 'clock', 'nonsense', 'constructor']) {
      await refuse('nothing-to-assign', 'put', desk(duty), { as: 'supervisor', body: to('intake-1') });
      await refuse('nothing-to-assign', 'delete', desk(duty), { as: 'supervisor' });
    }
    for (const person of [randomUUID(), laboratories[0].id, idOf('sichuan-intake')])
      await refuse('not-found', 'put', desk(), { as: 'supervisor', body: { to: person } });
    await refuse('not-found', 'put', desk(), { as: 'applicant-environment', body: to('intake-1') });
    expect((await api.ask('delete', desk(), { as: 'intake-1' })).status).toBe(200);
    rows = await rowCounts(api.office);
  });
});

describe('a draw of assessors', () => {
  const draws = () => `/api/v1/cases/${forming}/draws`;

  it('is refused where no team comes of it, and again without a reason', async () => {
    const coordinator = { as: 'coordinator' };
    const small = await refuse('no-team-to-draw', 'post', draws(), { ...coordinator, body: { size: 7 } });
    expect(small['why']).toEqual({ because: 'tooFew', eligible: 5 });
    const fields = { size: 2, fields: ['05'] };
    const uncovered = await refuse('no-team-to-draw', 'post', draws(), { ...coordinator, body: fields });
    expect(uncovered['why']).toEqual({ because: 'nobodyCovers', fields: ['05'] });
    const early = `/api/v1/cases/${received.id}/draws`;
    await refuse('nothing-to-assign', 'post', early, { ...coordinator, body: { size: 2 } });
    await refuse('not-permitted', 'post', draws(), { as: 'intake-1', body: { size: 2 } });
    const drawn = await api.ask('post', draws(), { ...coordinator, body: { size: 2 } });
    expect(drawn.status).toBe(201);
    rows = await rowCounts(api.office);
    const again = await refuse('drawn-before', 'post', draws(), { ...coordinator, body: { size: 2 } });
    expect(again['draw']).toBe((drawn.body as { seq: number }).seq);
  });

  it('and a team do not name whoever appoints it', async () => {
    const { id, revision } = await acceptedCase();
    // Somebody who coordinates and assesses: the one duty is theirs by this very step.
    const person = idOf('coordinator');
    await inTransaction(api.office.service, 22, async (tx) => {
      await grant(tx, person, 'assessor');
      await tx.query(
        `insert into assessor_fields (tenant, person_id, field, may_lead) values (22, $1, '13', false)`,
        [person],
      );
    });
    rows = await rowCounts(api.office);
    const body = bring.team(idOf('leader-1'), person);
    await refuse('person-not-free', 'post', step('appointTeam', id), { as: 'coordinator', revision, body });
  });
});

describe('a decision', () => {
  const decidingNow = () => ({ as: 'decision-maker', revision: deciding.revision, body: bring.wholeGrant });
  const grantStep = () => step('grant', deciding.id);

  it('without its text confirmed, or with another text, is refused', async () => {
    await refuse('text-not-confirmed', 'post', grantStep(), decidingNow());
    for (const digest of ['', '0'.repeat(64), 'A'.repeat(64), 'x', '0'.repeat(4000)]) {
      const headers = { 'confirmed-text': digest };
      await refuse('text-changed', 'post', grantStep(), { ...decidingNow(), headers });
    }
  });

  it('under a sign-in that is old or weak is refused with what would do', async () => {
    const token = await api.tokenOf('decision-maker');
    expect(
      await refuse('stronger-sign-in-needed', 'post', grantStep(), { ...decidingNow(), token }),
    ).toMatchObject({
      ...{ acrValues: ['mfa'], maxAge: 300, reasons: [{ code: 'theSignInIsFreshAndStrong' }] },
    });
  });

  it('has a text, and nothing else has one', async () => {
    const text = (name: string) => `${step(name, deciding.id)}/text`;
    const applicant = { as: 'applicant-food', body: { reason: '另行申请。' } };
    await refuse('nothing-to-confirm', 'post', text('withdraw'), applicant);
    await refuse('unknown-step', 'post', text('fly'), decidingNow());
    await refuse('step-not-possible', 'post', text('accept'), decidingNow());
    await refuse('evidence-does-not-fit', 'post', text('grant'), {
      ...decidingNow(),
      body: { extent: 'half' },
    });
    await refuse('not-permitted', 'post', text('grant'), { ...decidingNow(), as: 'intake-1' });
    for (const seq of [1, 2_147_483_647, 0, 2_147_483_648, '1e1', '-1', 'null']) {
      const path = `/api/v1/cases/${deciding.id}/history/${seq}/text`;
      await refuse('not-found', 'get', path, { as: 'auditor' });
    }
  });
});

describe('signing in', () => {
  it('is not offered where nobody signs in to pages', async () => {
    for (const path of ['/sign-in', '/sign-in/callback?state=x', '/.well-known/oauth-protected-resource'])
      await refuse('no-sign-in-here', 'get', path);
  });

  it('ends where it was not begun here, and reads no nonsense', async () => {
    const { documents, auth, office } = api;
    const client = { id: 'greenlane' };
    const portal = { publicUrl: 'https://cma.example', issuer, client, strongAcr: ['mfa'] };
    const asked = { databaseUrl: office.urls.serviceUrl, documents, auth, portal, logger: false } as const;
    const app = await createApi(asked);
    const ask = async (path: string, language: string): Promise<Answered> => {
      const server = request(app.getHttpServer());
      return server.get(path).set('accept', 'application/json').set('accept-language', language);
    };
    const refusesHere = async (path: string, code: RefusalCode) => {
      for (const [language, script] of [
        ['en', /^[^\p{Script=Han}]+$/u],
        ['zh-CN', /\p{Script=Han}/u],
      ] as const) {
        const { status, body } = await ask(path, language);
        const { code: given, detail } = body as Refused;
        expect([path, given, status]).toEqual([path, code, refusals[code].status]);
        expect(detail).toMatch(script);
      }
      api.seen.add(code);
    };
    try {
      for (const query of ['', '?code=a', '?state=a', '?state=a&code=b', '?error=access_denied&state=a'])
        await refusesHere(`/sign-in/callback${query}`, 'sign-in-failed');
      const long = 'a'.repeat(5000);
      for (const query of [`?state=${long}`, `?code=${long}`, '?state=a&state=b', `?iss=${long}`])
        await refusesHere(`/sign-in/callback${query}`, 'malformed-request');
      for (const query of ['returnTo=//evil.example', 'returnTo=', 'stepUp=2', 'stepUp=', 'colour=green'])
        await refusesHere(`/sign-in?${query}`, 'malformed-request');
    } finally {
      await app.close();
    }
  });
});

describe('a case', () => {
  it('that does not exist and one of others are answered alike on every route', async () => {
    const strangers = { as: 'applicant-environment', revision: 2 };
    const { number } = (await api.ask('get', `/api/v1/cases/${received.id}`, officer)).body as {
      number: string;
    };
    for (const id of [received.id, number, randomUUID(), 'CMA-22-2025-999999-0']) {
      const path = `/api/v1/cases/${id}`;
      for (const rest of [
        '',
        '/history',
        '/clocks',
        '/scope',
        '/deadlines.ics',
        '/time',
        '/documents',
        `/documents/${randomUUID()}`,
        '/drafts/submit',
        '/staffing',
        '/draws',
        '/history/1/text',
      ]) {
        await refuse('not-found', 'get', `${path}${rest}`, strangers);
      }
      const desk = `${path}/assignments/intake`;
      await refuse('not-found', 'put', desk, { ...strangers, body: { to: idOf('applicant-environment') } });
      await refuse('not-found', 'delete', desk, strangers);
      await refuse('not-found', 'post', `${path}/draws`, { ...strangers, body: { size: 2 } });
      await refuse('not-found', 'post', `${path}/steps/grant/text`, { ...strangers, body: bring.wholeGrant });
      await refuse('not-found', 'post', `${path}/steps/accept`, { ...strangers, body: bring.acceptance });
      await refuse('not-found', 'post', `${path}/steps/fly`, strangers);
      await refuse('not-found', 'put', `${path}/drafts/submit`, { ...strangers, body: {} });
      await refuse('not-found', 'delete', `${path}/drafts/submit`, strangers);
      await api
        .prepare('post', `${path}/documents`, strangers)
        .attach('file', Buffer.from('a'), 'a.txt')
        .then(({ status }) => expect(status).toBe(404));
    }
    const body = { ...opening, institution: laboratories[1].id };
    await refuse('not-found', 'post', '/api/v1/cases', { as: 'applicant-food', body });
    await refuse('not-found', 'get', `/api/v1/institutions/${laboratories[1].id}`, { as: 'applicant-food' });
    await refuse('not-found', 'get', `/api/v1/imports/${received.scope}`, strangers);
    await refuse('not-found', 'get', '/api/v1/certificates/252200050099');
  });

  it('takes nothing from whoever has no step in it, and from nobody once it is over', async () => {
    for (const [id, as, wanted, en, chinese] of [
      [received.id, 'auditor', 'not-permitted', 'Only these take it:', '办理'],
      [over, 'applicant-food', 'nothing-to-hand-in', 'takes evidence', '不能提交文件'],
    ] as const)
      for (const language of ['zh-CN', 'en'] as const) {
        const path = `/api/v1/cases/${id}/documents`;
        const answer = await api
          .prepare('post', path, { as, headers: { 'accept-language': language } })
          .attach('file', Buffer.from('a'), 'a.txt');
        api.checkAnswer('post', path, answer);
        const { code, detail } = answer.body as { code: RefusalCode; detail: string };
        expect(code).toBe(wanted);
        expect(detail).toContain(language === 'en' ? en : chinese);
        api.seen.add(code);
      }
  });

  it('takes no draft from whoever may not take its step, and tells every reason', async () => {
    const path = `/api/v1/cases/${received.id}/drafts/accept`;
    const draft = { as: 'applicant-food', body: {} };
    const { step, reasons } = (await refuse('not-permitted', 'put', path, draft)) as unknown as {
      step: string;
      reasons: { code: string }[];
    };
    expect([step, reasons.map(({ code }) => code)]).toEqual([
      ...['accept', ['theRoleIsHeld', 'dutiesAreKeptApart']],
    ]);
  });

  it('is refused once the person has uploaded as much as one may in a day', async () => {
    const { person } = api.office.as('applicant-food');
    await api.office.rows(
      `insert into rate_limits (key, points, expire) values ($1, 1000000, $2)
       on conflict (key) do update set points = excluded.points, expire = excluded.expire`,
      [`uploads:22/${person}`, Date.now() + 60_000],
    );
    for (const language of ['zh-CN', 'en'] as const) {
      const answer = await api
        .prepare('post', `/api/v1/cases/${received.id}/documents`, {
          as: 'applicant-food',
          headers: { 'accept-language': language },
        })
        .attach('file', Buffer.from('a'), 'a.txt');
      const { code, detail } = answer.body as { code: RefusalCode; detail: string };
      expect([answer.status, code]).toEqual([429, 'upload-quota-used-up']);
      expect(detail).toContain(language === 'en' ? 'Retry-After' : '24 小时');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(50);
      api.seen.add(code);
    }
    await api.office.rows('delete from rate_limits where key like $1', ['uploads:%']);
  });

  it('asked for by what is no id is not found', async () => {
    const wrong = [
      '1',
      'null',
      "'--",
      '%00',
      '%F0%9F%98%80',
      `${received.id}x`,
      'CMA-22-2025-000001-0',
      '..%2f..',
    ];
    for (const id of wrong) {
      await refuse('not-found', 'get', `/api/v1/cases/${id}`, officer);
      await refuse('not-found', 'post', `/api/v1/cases/${id}/steps/accept`, { ...officer, revision: 2 });
      await refuse('not-found', 'get', `/api/v1/cases/${received.id}/documents/${id}`, officer);
      await refuse('not-found', 'get', `/api/v1/institutions/${id}`, officer);
      await refuse('not-found', 'get', `/api/v1/certificates/${id}`);
      await refuse('not-found', 'get', `/api/v1/cases/${received.id}/drafts/%00${id}`, officer);
    }
  });
});

describe('an address', () => {
  it('that nobody serves is not found, and one that takes other methods says which', async () => {
    for (const path of [
      '/api',
      '/api/v2/cases',
      '/api/v1/cases/',
      '/api/v1/CASES',
      '/.env',
      '/docs/../etc',
    ]) {
      await refuse('not-found', 'get', path);
    }
    await refuse('method-not-allowed', 'delete', `/api/v1/cases/${received.id}`, officer);
    const { headers } = await api.ask('put', '/api/v1/cases', { as: 'intake-1', body: {} });
    expect(headers['allow']).toBe('GET, HEAD, POST');
    await refuse('method-not-allowed', 'post', '/openapi.json');
  });

  it('with a query that it does not take is refused at each parameter', async () => {
    const ask = (query: string) => refuse('malformed-request', 'get', `/api/v1/cases?${query}`, officer);
    expect(pointers(await ask('colour=green'))).toEqual(['/colour']);
    for (const query of [
      'limit=0',
      'limit=101',
      'limit=ten',
      'limit=1e1',
      'limit=-1',
      'limit=',
      'limit=1&limit=2',
    ]) {
      expect(pointers(await ask(query))).toEqual(['/limit']);
    }
    for (const query of [
      'filter[state]=%00',
      'filter[state]=a%20b',
      'cursor=x',
      'cursor=%00',
      '__proto__=1',
      'cursor=',
    ]) {
      await ask(query);
    }
    await refuse(
      'malformed-request',
      'get',
      `/api/v1/cases/${received.id}/history?after=2147483648`,
      officer,
    );
    const figures = (query: string) =>
      refuse('malformed-request', 'get', `/api/v1/figures/time?process=qualification&${query}`, {
        as: 'auditor',
      });
    for (const days of ['from=2025-02-01&to=2025-01-31', 'from=1900-01-01&to=9999-12-31', 'from=2025-01-01'])
      expect(pointers(await figures(days))).toEqual(['/to']);
    await figures('from=2025-02-30&to=2025-03-01');
    await figures('from=0000-01-01&to=0001-01-01');
    await figures('from=2025-01-01&to=2025-03-01&by=person');
    await refuse('malformed-request', 'get', '/api/v1/status/CMA-22-2025-000001-3');
    await refuse('malformed-request', 'get', '/api/v1/status/CMA-22-2025-000001-3?code=0000&more=1');
  });

  it('that is not percent-encoded rightly, or too long, is refused', async () => {
    for (const path of ['/%', '/%zz', '/api/v1/cases/%E0%A4%A', '/api/v1/cases/%ff']) {
      await refuse('malformed-request', 'get', path, officer);
    }
    await refuse('address-too-long', 'get', `/api/v1/cases/${'a'.repeat(300)}`, officer);
  });
});

/** Sends bytes as they are and answers what comes back until the connection ends. */
const speak = (bytes: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.url);
    const socket = dial(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket.setTimeout(2000, () => socket.end());
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('a cursor', () => {
  /** Made as a list makes its own: nothing about it is secret. */
  const cursorOf = (key: string, names: readonly (readonly [string, string])[]): string => {
    const text = JSON.stringify([key, names]);
    const check = createHash('sha256').update(text).digest('base64url').slice(0, 12);
    return Buffer.from(`${key}|${check}`, 'latin1').toString('base64url');
  };
  const id = laboratories[0].id;

  it('that somebody made is refused, and never reaches the database', async () => {
    const nonsense = ['zzz', "' or 1=1 --", '252200050001', `${id}x`, ''];
    for (const [list, as, keys, more] of [
      ['cases', 'intake-1', [], []],
      ['institutions', 'intake-1', [], []],
      ['certificates', 'auditor', ['25220005000', '٢٥٢٢٠٠٠٥٠٠٠١'], []],
      ['access', 'auditor', [], []],
      ['roles', 'auditor', [`${id}/auditor/1e9`, `${id}/auditor/`, `${id}/a b/1`, `x/auditor/1`], []],
      [
        'tasks',
        'intake-1',
        ['2025-02-30', '9999-99-99', '0000-01-01', '0000-00-00', '-001-01-01', 'infinity', ''].map(
          (day) => `${day}~${id}~intake`,
        ),
        [['queue', 'mine']],
      ],
    ] as const)
      for (const key of [...nonsense, ...keys].filter(
        (one) => list !== 'certificates' || one !== nonsense[2],
      )) {
        const cursor = cursorOf(key, [['list', list], ...more]);
        await refuse('malformed-request', 'get', `/api/v1/${list}?cursor=${cursor}`, { as });
      }
  });

  it('that could be one of the list but for its place is one more place, and shows nothing more', async () => {
    const far = `9999-12-31~ffffffff-ffff-ffff-ffff-ffffffffffff~zzz`;
    for (const [path, cursor] of [
      [
        'tasks?queue=mine',
        cursorOf(far, [
          ['list', 'tasks'],
          ['queue', 'mine'],
        ]),
      ],
      [
        'roles',
        cursorOf(`${'f'.repeat(8)}-ffff-ffff-ffff-${'f'.repeat(12)}/z/${'9'.repeat(18)}`, [
          ['list', 'roles'],
        ]),
      ],
      ['certificates', cursorOf('999999999999', [['list', 'certificates']])],
      ['cases', cursorOf('00000000-0000-0000-0000-000000000000', [['list', 'cases']])],
    ] as const) {
      const at = `/api/v1/${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`;
      const { status, body } = await api.ask('get', at, { as: 'auditor' });
      expect([path, status, body]).toEqual([path, 200, { items: [], next: null }]);
    }
  });
});

describe('a day', () => {
  it('of the year 0000, which the database does not know, is refused', async () => {
    const { body } = await api.ask('post', '/api/v1/cases', { as: 'intake-1', body: { process: 'absence' } });
    const id = (body as { case: string }).case;
    rows = await rowCounts(api.office);
    const people = { absent: idOf('intake-1'), cover: idOf('intake-2') };
    const entry = { ...people, away: { from: '0000-01-01', to: '2025-12-31' } };
    const asked = { as: 'intake-1', revision: 1, body: entry };
    const refused = await refuse('evidence-does-not-fit', 'post', step('enter', id), asked);
    expect(pointers(refused)).toEqual(['/away/from']);
    for (const day of ['0000-01-01', '0000-02-29', '2025-02-29', '10000-01-01', 'infinity', 'today'])
      expect(
        pointers(await refuse('malformed-request', 'get', `/api/v1/tasks?dueBy=${day}`, officer)),
      ).toEqual(['/dueBy']);
  });
});

describe('what is no request', () => {
  const problemIn = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as Refused;

  it('is answered with a problem, as are headers beyond 16 KiB', async () => {
    const large = await speak(`GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 /);
    expect(problemIn(large).code).toBe('headers-too-large');
    api.seen.add('headers-too-large');
    for (const bytes of [
      'hello\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n',
    ]) {
      const answer = await speak(bytes);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(problemIn(answer).code).toBe('malformed-request');
    }
  });
});

describe('the public door', () => {
  it('lets nobody guess on and on', async () => {
    const path = '/api/v1/status/CMA-22-2025-000001-3?code=0000';
    for (let tries = 0; tries < 25; tries += 1) await api.ask('get', path);
    expect(await refuse('too-many-requests', 'get', path)).toMatchObject({
      retryAfter: expect.any(Number) as unknown,
    });
  });
});

describe('messages and their mail', () => {
  it('are read by their reader alone, and sent again by administrators where mail was refused', async () => {
    const { office } = api;
    const [reader, administrator] = [{ as: 'agent' }, { as: 'administrator-1' }];
    const draft = await api.ask('post', '/api/v1/cases', {
      as: 'applicant-food',
      body: { process: 'qualification', institution: laboratories[0].id, evidence: { kind: 'first' } },
    });
    const [message] = await office.rows<{ id: string }>(
      `with made as (
         insert into messages (tenant, id, person_id, case_id, leaf, kind, language, subject, body, made_at)
         values (22, gen_random_uuid(), $1, $2, 1, 'changed', 'en', 'a', 'b', office_now()) returning id)
       insert into mail_deliveries (tenant, message_id, person_id) select 22, id, $1 from made returning message_id as id`,
      [office.as('agent').person, (draft.body as { case: string }).case],
    );
    const read = `/api/v1/me/messages/${message!.id}/read`;
    const resend = `/api/v1/mail/deliveries/${message!.id}/resend`;
    await refuse('not-found', 'post', read, administrator);
    await refuse('role-needed', 'post', resend, reader);
    await refuse('role-needed', 'get', '/api/v1/mail/deliveries', reader);
    await refuse('nothing-to-resend', 'post', resend, administrator);
    const listed = await api.ask('get', '/api/v1/mail/deliveries?filter[state]=waiting', administrator);
    expect((listed.body as { items: unknown[] }).items).toMatchObject([
      { message: message!.id, name: '万里程' },
    ]);
    const unread = await api.ask('get', '/api/v1/me/messages?unread=true', reader);
    expect((unread.body as { items: unknown[] }).items).toMatchObject([{ id: message!.id, readAt: null }]);
    expect((await api.ask('post', read, reader)).status).toBe(200);
    const then = await api.ask('get', '/api/v1/me/messages?unread=true', reader);
    expect((then.body as { items: unknown[] }).items).toEqual([]);
    rows = await rowCounts(api.office);
  });

  it('go to an address that is one, and can be erased', async () => {
    const path = '/api/v1/me/contact';
    const entered = { email: 'lab@laboratory.example', language: 'en', wantsMail: true };
    for (const email of [
      'lab',
      'a@b',
      'a@b.example\r\nBcc: c@d.example',
      `${'a'.repeat(250)}@b.example`,
      '<a@b.example>',
      '',
    ])
      await refuse('evidence-does-not-fit', 'put', path, { as: 'agent', body: { ...entered, email } });
    const put = await api.ask('put', path, { as: 'agent', body: entered });
    expect(put.body).toEqual({ ...entered, confirmed: false });
    for (const code of ['1234567', '123456789', 'abcdefgh', 12345678])
      await refuse('evidence-does-not-fit', 'post', `${path}/confirm`, { as: 'agent', body: { code } });
    await refuse('code-not-accepted', 'post', `${path}/confirm`, { as: 'agent', body: { code: '12345678' } });
    const erased = { ...entered, email: null };
    await api.ask('put', path, { as: 'agent', body: erased });
    expect((await api.ask('get', path, { as: 'agent' })).body).toEqual({
      ...{ email: null, language: 'zh-CN', wantsMail: false, confirmed: false },
    });
    rows = await rowCounts(api.office);
  });
});

describe('webhooks and streams', () => {
  const path = '/api/v1/webhooks';
  const hook = { institution: laboratories[0].id, name: 'LIMS', url: 'https://lims.example.org/greenlane' };
  const owner = { as: 'applicant-food' };

  it('lead to no address of a machine or a network, and are five at most for an institution', async () => {
    for (const url of [
      'http://lims.example.org/',
      'https://localhost/',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://[::ffff:127.0.0.1]/',
      'https://169.254.169.254/latest/meta-data',
      'https://lims.internal/',
      'https://user:word@lims.example.org/',
      'https://lims.example.org:22/',
    ])
      await refuse('webhook-address-refused', 'post', path, { ...owner, body: { ...hook, url } });
    const made = await Promise.all(
      Array.from({ length: 5 }, () => api.ask('post', path, { ...owner, body: hook })),
    );
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    await refuse('too-many-webhooks', 'post', path, { ...owner, body: hook });
    await refuse('not-found', 'post', path, { as: 'applicant-environment', body: hook });
    const { id } = (made[0]!.body as { webhook: { id: string } }).webhook;
    const paused = await api.ask('patch', `${path}/${id}`, { ...owner, body: { enabled: false } });
    expect(paused.status).toBe(200);
    await refuse('webhook-disabled', 'post', `${path}/${id}/test`, owner);
    rows = await rowCounts(api.office);
  });

  it('are so many and no more', async () => {
    const usual = { ...streamLimits };
    Object.assign(streamLimits, { person: 0 });
    await refuse('too-many-streams', 'get', `/api/v1/cases/${received.id}/stream`, owner);
    Object.assign(streamLimits, usual);
    for (const header of ['-1', 'x', '1e3', '9'.repeat(40)])
      await refuse('malformed-request', 'get', `/api/v1/cases/${received.id}/stream`, {
        ...owner,
        headers: { 'last-event-id': header },
      });
  });
});

/**
 * Of clocks that only a law of ours could cause, or days of a case that take a story: provoked in test/clocks.spec.ts and
 * libs/casework/clock-refusals.spec.ts.
 */
const provokedElsewhere = [
  'period-ran-out',
  'extension-past-bound',
  'anchor-ahead',
  'anchor-after-suspension',
];

describe('the office', () => {
  it('refuses what is there already, and time that goes back', async () => {
    const body = { ...laboratory, creditCode: laboratories[0].creditCode };
    await refuse('already-registered', 'post', '/api/v1/institutions', { ...officer, body });
    await refuse('time-moves-forward', 'post', '/api/v1/office/time', {
      ...officer,
      body: { to: '2020-01-01T00:00:00Z' },
    });
    for (const to of [
      'soon',
      '2025-13-01T00:00:00Z',
      '0000-01-01T00:00:00Z',
      '9999-01-01T00:00:00Z',
      '2050-01-01T00:00:00Z',
      5,
      null,
    ]) {
      await refuse('evidence-does-not-fit', 'post', '/api/v1/office/time', { ...officer, body: { to } });
    }
  });

  it('that is no demonstration keeps its time', async () => {
    const real = await realOffice();
    try {
      const asked = { token: await api.tokenOf('officer'), body: { to: '2049-01-01T00:00:00Z' } };
      const answer: Answered = await real.ask('/api/v1/office/time', asked);
      expect([answer.status, (answer.body as Refused).code]).toEqual([403, 'not-a-demonstration']);
      api.seen.add('not-a-demonstration');
    } finally {
      await real.close();
    }
  });

  it('says when its numbers are used up, and draws none', async () => {
    const counters = `update counters set value = $1 where series like 'case/%' returning value`;
    await api.office.rows(counters, [999_999_999]);
    await refuse('series-exhausted', 'post', submit(), { ...applicant, body: form() });
    expect(await api.office.rows(`select value from counters where series like 'case/%'`)).toEqual([
      { value: 999_999_999 },
    ]);
    await api.office.rows(counters, [1]);
  });
});

describe('a fault of ours', () => {
  it('is recorded with its stack and never shown', async () => {
    // The document was handed in at another folder, so this API has its row and not its bytes.
    const path = `/api/v1/cases/${drafting}/documents/${document}`;
    const refused = await refuse('internal-error', 'get', path, { as: 'applicant-food' });
    expect(JSON.stringify(refused)).not.toMatch(/ENOENT|node:|\.ts|greenlane-/);
    const line = api.log.find((one) => one['err'] !== undefined) as {
      err: { stack: string };
      requestId: string;
    };
    expect(line.err.stack).toMatch(/ENOENT/);
    expect(line.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of the database is said to pass, and passes', async () => {
    const way = await wayToDatabase(api.office.urls.serviceUrl);
    const { documents, auth } = api;
    const asked = { databaseUrl: way.url, documents, auth, logger: false } as const;
    const other = await createApi(asked).catch(async (error: unknown) => {
      await way.close();
      throw error;
    });
    try {
      const server = other.getHttpServer();
      const token = await api.tokenOf('intake-1');
      const read = () => request(server).get('/api/v1/cases').set('authorization', `Bearer ${token}`);
      expect((await read()).status).toBe(200);
      await way.close();
      for (const path of ['/readyz', '/api/v1/office']) {
        const answer: Answered = await request(server).get(path);
        expect([answer.status, (answer.body as Refused).code]).toEqual([503, 'temporarily-unavailable']);
        expect(answer.headers['retry-after']).toBe('1');
      }
      const { status } = await read();
      expect(status).toBe(503);
      api.seen.add('temporarily-unavailable');
      await way.open();
      expect((await read()).status).toBe(200);
    } finally {
      await other.close();
      await way.close();
    }
  });
});

describe('a clock of the database that has jumped', () => {
  it('stops what time would move, and nothing else', async () => {
    const superuser = new pg.Client({ connectionString: api.office.urls.superuserUrl });
    await superuser.connect();
    await superuser.query(
      `insert into clock_holds (noticed_at, noticed_by, moved_ms) values (clock_timestamp(), 'a test', 60000);
       update clocks set due_at = office_now() where case_id = '${received.id}' and status = 'running'`,
    );
    expect((await api.ask('get', '/readyz')).body).toEqual({ status: 'ok', time: 'held' });
    await refuse('time-is-held', 'post', step('accept'), { ...officer, revision: 2, body: bring.acceptance });
    await refuse('evidence-does-not-fit', 'post', submit(), { ...applicant, body: {} });
    await superuser.query('delete from clock_holds');
    await superuser.end();
  });
});

describe('a year without its notice', () => {
  it('stops what would need it', async () => {
    await api.office.moveTo('2036-06-01T01:00:00Z');
    await refuse('calendar-year-unknown', 'post', submit(), { ...applicant, body: form() });
  });
});

describe('the refusals', () => {
  it('have each been provoked above, or where it is said', () => {
    const never = Object.keys(refusals).filter((code) => !api.seen.has(code as RefusalCode));
    expect(never).toEqual(provokedElsewhere);
  });
});

/** An office whose time is the database's, with one officer. */
async function realOffice() {
  const urls = await testDatabase();
  await openOffice(urls.ownerUrl, { kind: 'office', authority: 22 });
  const owner = await connect(urls.ownerUrl);
  await inTransaction(owner, 22, async (tx) => {
    const person = await createPerson(tx, { name: '示例' });
    await openAccount(tx, { issuer, subject: 'officer', person });
    await grant(tx, person, 'intakeOfficer');
  });
  await owner.close();
  const database = await connect(urls.serviceUrl);
  const { documents, auth } = api;
  const app = await createApi({ databaseUrl: database, documents, auth, logger: false });
  return {
    ask: (path: string, { token, body }: { token: string; body: object }) =>
      request(app.getHttpServer())
        .post(path)
        .set('authorization', `Bearer ${token}`)
        .set('idempotency-key', randomUUID())
        .send(body),
    close: async () => {
      await app.close();
      await database.close();
      await urls.drop();
    },
  };
}

/** A way to the database that can be closed and opened again, as when it restarts. */
async function wayToDatabase(address: string) {
  const target = new URL(address);
  const folder = target.searchParams.get('host');
  const far = () =>
    folder === null
      ? dial(Number(target.port), target.hostname)
      : dial(`${folder}/.s.PGSQL.${target.port || target.searchParams.get('port')}`);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const there = far();
    for (const socket of [near, there]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.pipe(there).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(address);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  url.search = '';
  return {
    url: url.href,
    open: () => listen(port),
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
