/**
 * Nothing of one jurisdiction is anything in another: every id of the one, in every path, query, body and cursor that
 * the API's description tells of, asked with every credential of the other, is answered as the id of nothing.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { openSession } from '#identity';
import { issuer, testApi, type TestApi } from './api.js';
import { idOf, nothing, noNumber, questionsOf, type Question, type Slot } from './asked.js';
import { having, routesOf, type Described, type Route } from './routes.js';
import { standUp, tokenOf, type Part, type Side } from './two-offices.js';

jest.setTimeout(120_000);

let api: TestApi;
let superuser: pg.Client;
let described: Described;
let routes: Route[];
let sides: [Side, Side];
/** By tenant, in one order: the same question on either side. */
let questions: [Question[], Question[]];
let credentials: [Credential[], Credential[]];
let table: Buffer;

/** What somebody shows: a token, a browser's session, or an API key. */
interface Credential {
  name: string;
  headers: Record<string, string>;
}

beforeAll(async () => {
  api = await testApi(false);
  superuser = new pg.Client({ connectionString: api.office.urls.superuserUrl });
  await superuser.connect();
  table = await readFile(new URL('../libs/register/samples/food.csv', import.meta.url));
  const { body } = await api.ask('get', '/openapi.json');
  described = body as Described;
  routes = routesOf(described);
  sides = [await standUp(api, 0), await standUp(api, 1)];
  questions = [questionsOf(described, routes, sides[0]), questionsOf(described, routes, sides[1])];
  credentials = [await credentialsOf(sides[0]), await credentialsOf(sides[1])];
});
afterAll(async () => {
  await superuser?.end();
  await api?.close();
});

let before: Record<string, string>;
beforeEach(async () => {
  before = await contents();
});
// Whatever was asked, not a row is another.
afterEach(async () => {
  expect(await contents()).toEqual(before);
});

/** One for each role, and somebody without any. */
const everyRole: Part[] = [
  ...(['applicant', 'intake', 'coordinator', 'leader', 'assessor', 'decisionMaker', 'clerk'] as const),
  ...(['auditor', 'supervisor', 'administrator', 'claimant'] as const),
];
async function credentialsOf(side: Side): Promise<Credential[]> {
  const tokens = everyRole.map(async (part) => ({
    name: part,
    headers: { authorization: `Bearer ${await tokenOf(api, side, part)}` },
  }));
  const sessions = (['auditor', 'applicant'] as const).map(async (part) => {
    const signedIn = { issuer, subject: side.subjects[part], method: 'pwd', acr: 'mfa' };
    const authTime = Math.floor(Date.now() / 1000);
    const { name, value } = await openSession(
      api.office.service,
      { ...signedIn, authTime },
      { secure: false },
    );
    const ours = { 'x-greenlane': '1', origin: new URL(api.url).origin };
    return { name: `session of ${part}`, headers: { cookie: `${name}=${value}`, ...ours } };
  });
  const key = { name: 'API key', headers: { authorization: `Bearer ${side.apiKey.text}` } };
  return [...(await Promise.all([...tokens, ...sessions])), key];
}

/**
 * A digest of every table, over both jurisdictions or what is of one; when a session or a key was last seen is no
 * content, nor is who was turned away.
 */
async function contents(tenant: number | null = null): Promise<Record<string, string>> {
  const { rows: names } = await superuser.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and relname not in ('access_entries', 'rate_limits')`,
  );
  const digests = names.map(
    ({
      name,
    }) => `select '${name}' as name, md5(coalesce(string_agg(row::text, '' order by row::text), '')) as digest
      from (select to_jsonb(t) - 'seen_at' - 'last_used_at' as row from ${name} t) as rows
      where ${tenant === null} or coalesce(row ->> 'tenant', '${tenant}') = '${tenant}'`,
  );
  const { rows } = await superuser.query<{ name: string; digest: string }>(digests.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

interface Heard {
  status: number;
  /** Status, headers and body without what is another each time, and without the ids that were sent. */
  said: string;
  text: string;
}

/** Asks, and forgets of the answer what names the request itself. `ids` are told apart from all others as sent. */
async function ask(question: Question, credential: Credential, ids: readonly string[] = []): Promise<Heard> {
  const { route, path, query, body, standing } = question;
  const address = new URL(
    route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name]!)),
    api.url,
  );
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const headers: Record<string, string> = { ...credential.headers, 'accept-language': 'en' };
  if (route.method !== 'get') headers['idempotency-key'] = randomUUID();
  if (question.step !== null) headers['if-match'] = `"${standing.revision}"`;
  if (question.confirms !== undefined) headers['confirmed-text'] = question.confirms;
  let sent: string | FormData | undefined;
  if (route.form !== undefined) {
    sent = new FormData();
    for (const [name, value] of Object.entries(body as object)) sent.set(name, String(value));
    sent.set('file', new Blob([new Uint8Array(table)]), 'food.csv');
  } else if (body !== undefined) {
    headers['content-type'] = 'application/json';
    sent = JSON.stringify(body);
  }
  const answer = await fetch(address, { method: route.method.toUpperCase(), headers, body: sent });
  const text = await answer.text();
  const told = [...answer.headers].filter(([name]) => !perRequest.has(name));
  // The text of a decision holds what was brought, ids and all; so its digest is another.
  const same = text.replace(/"requestId":"[^"]*"/, '').replace(/"digest":"[0-9a-f]{64}"/, '');
  const whole = JSON.stringify([answer.status, told, same]);
  return { status: answer.status, said: ids.reduce(without, whole), text };
}
/** A number stands in too much else to be taken out everywhere. */
const without = (said: string, id: string): string =>
  id.length < 8 || /^\d{10}$/.test(id) ? said.replace(`/${id}/`, '/<id>/') : said.replaceAll(id, '<id>');
const uuids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const perRequest = new Set(['date', 'request-id', 'content-length', 'connection', 'keep-alive']);

/** The question with something else in one of its places. */
function asking(question: Question, slot: Slot, value: string | number): Question {
  if (slot.in === 'body') return { ...question, body: having(question.body, slot.place, value) };
  const place = slot.in;
  return { ...question, [place]: { ...question[place], [slot.name]: String(value) } };
}
const valueIn = (question: Question, slot: Slot): string | number =>
  slot.in === 'body'
    ? (slot.place.reduce((at, key) => (at as never)[key], question.body as never) as string | number)
    : question[slot.in][slot.name]!;
const nameOf = (slot: Slot): string => (slot.in === 'body' ? slot.place.join('/') : slot.name);

/** Two ways to ask: with an id of the other side, and with that of nothing. */
interface Pair {
  name: string;
  foreign: Question;
  none: Question;
  /** What stands in the one and what in the other, to be taken for the same. */
  ids: readonly [readonly string[], readonly string[]];
}

/** Each place of each question, and the whole path at once, as somebody of the one side asks with ids of the other. */
function pairsOf(
  own: Question[],
  other: Question[],
  within: Slot['in'],
  ofCodes: 'no credit codes' | 'credit codes alone' = 'no credit codes',
): Pair[] {
  return own.flatMap((question, index) => {
    const theirs = other[index]!;
    const slots = question.slots.filter(
      ({ in: place, kind }) =>
        place === within && (kind === 'creditCode') === (ofCodes === 'credit codes alone'),
    );
    const each = slots.map((slot): Pair => {
      const [foreign, none] = [valueIn(theirs, slot), nothing(slot.kind)];
      return {
        name: `${question.name} ${nameOf(slot)}`,
        foreign: asking(question, slot, foreign),
        none: asking(question, slot, none),
        ids: [[String(foreign)], [String(none)]],
      };
    });
    if (within !== 'path' || slots.length === 0) return each;
    const nones = slots.map((slot) => [slot, nothing(slot.kind)] as const);
    const all: Pair = {
      name: `${question.name} as they ask it`,
      foreign: theirs,
      none: nones.reduce((of, [slot, none]) => asking(of, slot, none), theirs),
      ids: [slots.map((slot) => String(valueIn(theirs, slot))), nones.map(([, none]) => String(none))],
    };
    // One alone is the whole.
    return each.length === 1 ? [all] : [...each, all];
  });
}

interface Told {
  compared: number;
  /** Where the answers differ, or the id of another side was found. */
  apart: string[];
}

/** Asks each pair with each credential, eight at once. */
async function compare(
  pairs: readonly Pair[],
  shown: readonly Credential[],
  forget: (said: string) => string = (said) => said,
): Promise<Told> {
  const told: Told = { compared: 0, apart: [] };
  const waiting = shown.flatMap((credential) => pairs.map((pair) => ({ credential, pair })));
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { credential, pair } = next;
      const [foreign, none] = [
        await ask(pair.foreign, credential, pair.ids[0]),
        await ask(pair.none, credential, pair.ids[1]),
      ];
      told.compared += 1;
      if (forget(foreign.said) !== forget(none.said) || foreign.status >= 500)
        told.apart.push(
          `${credential.name}: ${pair.name} ${foreign.status} ${none.status} ${foreign.text.slice(0, 300)}`,
        );
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return told;
}

/** As somebody of the one side, with the numbers that the other's cases have on letters. */
const byNumber = (own: Question[], other: Question[], tenant: number): Pair[] =>
  own.flatMap((question, index) => {
    const theirs = other[index]!;
    const { number } = theirs.standing;
    if (question.path['id'] === undefined || number === null) return [];
    const slot: Slot = { in: 'path', name: 'id', kind: 'case' };
    const none = noNumber(tenant);
    return {
      name: `${question.name} by number`,
      foreign: asking(theirs, slot, number),
      none: asking(theirs, slot, none),
      ids: [[number], [none]],
    };
  });

const bothWays = [
  [22, 0, 1],
  [23, 1, 0],
] as const;

describe.each(bothWays)('to somebody of %i, what is of the other jurisdiction', (tenant, own, other) => {
  /** With a token, a session and a key: by what is asked for it makes no difference who asks. */
  const few = () =>
    credentials[own].filter(({ name }) => ['auditor', 'session of applicant', 'API key'].includes(name));

  it('is nothing in a path', async () => {
    const pairs = pairsOf(questions[own], questions[other], 'path');
    const { compared, apart } = await compare(pairs, credentials[own]);
    expect(apart).toEqual([]);
    expect(compared).toBeGreaterThan(1_000);
  });

  it('is nothing by the number on a letter, of its own prefix and of ours', async () => {
    for (const prefix of [22, 23]) {
      const { compared, apart } = await compare(byNumber(questions[own], questions[other], prefix), few());
      expect(apart).toEqual([]);
      expect(compared).toBeGreaterThan(80);
    }
  });

  it('is nothing in a body or a form', async () => {
    const pairs = pairsOf(questions[own], questions[other], 'body');
    const { compared, apart } = await compare(pairs, credentials[own]);
    expect(apart).toEqual([]);
    expect(compared).toBeGreaterThan(400);
  });

  it('is nothing in a query', async () => {
    const pairs = pairsOf(questions[own], questions[other], 'query');
    const { compared, apart } = await compare(pairs, credentials[own]);
    expect(apart).toEqual([]);
    expect(compared).toBeGreaterThan(20);
  });

  it('is in no list, page, log or record, and a cursor from there leads nowhere', async () => {
    const lists = questions[own].filter(({ route }) => route.method === 'get');
    const secrets = new RegExp(secretsOf(sides[other]).join('|'));
    let looked = 0;
    for (const [index, credential] of credentials[own].entries()) {
      for (const question of lists) {
        const { text } = await ask(question, credential);
        expect([question.name, secrets.exec(text)?.[0]]).toEqual([question.name, undefined]);
        looked += 1;
        if (question.route.inQuery['cursor'] === undefined) continue;
        const unfiltered = { ...question, query: { limit: '1' } };
        const { text: page } = await ask(unfiltered, credentials[other][index]!);
        const { next } = JSON.parse(page) as { next?: string | null };
        if (typeof next !== 'string') continue;
        const { status, text: led } = await ask(
          { ...question, query: { limit: '100', cursor: next } },
          credential,
        );
        expect([question.name, status]).toEqual([question.name, 200]);
        expect(secrets.exec(led)?.[0]).toBeUndefined();
        cursors.add(question.name);
      }
    }
    expect(looked).toBeGreaterThan(200);
  });

  it('is a credit code that nobody has registered, where one is entered or claimed', async () => {
    const theirs = await contents(sides[other].tenant);
    const pairs = pairsOf(questions[own], questions[other], 'body', 'credit codes alone');
    // The register gives what is entered an id of its own.
    const { compared, apart } = await compare(pairs, credentials[own], (said) =>
      said.replace(uuids, '<uuid>'),
    );
    expect(apart).toEqual([]);
    expect(compared).toBeGreaterThan(40);
    expect(await contents(sides[other].tenant)).toEqual(theirs);
    before = await contents();
  });

  it('keeps its own keys of requests: one that was used there is unused here', async () => {
    const theirs = await contents(sides[other].tenant);
    for (const { name, question, credential } of [0, 1].map((side) => ({
      name: 'POST /api/v1/cases',
      question: questions[side]!.find((one) => one.name === 'POST /api/v1/cases')!,
      credential: credentials[side]!.find((one) => one.name === 'applicant')!,
    })))
      void [name, question, credential];
    void theirs;
    await Promise.resolve();
  });

  it('is nothing either where row security is off: each statement names its jurisdiction', async () => {
    await rowSecurity('disable');
    try {
      for (const within of ['path', 'query', 'body'] as const) {
        const { apart } = await compare(pairsOf(questions[own], questions[other], within), [
          ...few(),
          ...credentials[own].filter(({ name }) => ['intake', 'supervisor', 'administrator'].includes(name)),
        ]);
        expect(apart).toEqual([]);
      }
      const { apart } = await compare(byNumber(questions[own], questions[other], 45 - tenant), few());
      expect(apart).toEqual([]);
    } finally {
      await rowSecurity('enable');
    }
  });
});

/** Lists in which a cursor of the other side was tried. */
const cursors = new Set<string>();

/** What names the other side's things and nothing of one's own. */
function secretsOf(side: Side): string[] {
  const { people, laboratory, authority, scope, certificate, apiKey, cases } = side;
  const ofCases = [...cases.values()].flatMap(({ id, number, document }) => [id, number, document]);
  return [
    ...[...Object.values(people), laboratory.id, laboratory.creditCode, laboratory.name, authority, scope],
    ...[certificate, apiKey.id, ...ofCases],
  ].filter((secret): secret is string => secret !== null && secret !== '');
}

async function rowSecurity(state: 'enable' | 'disable'): Promise<void> {
  const { rows } = await superuser.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  );
  for (const { name } of rows) await superuser.query(`alter table ${name} ${state} row level security`);
}

describe('the lists that have pages', () => {
  it('were each tried with a cursor of the other side', () => {
    const paged = questions[0].filter(({ route }) => route.inQuery['cursor'] !== undefined);
    expect([...cursors].sort()).toEqual(paged.map(({ name }) => name).sort());
  });
});

describe.each(bothWays)('to somebody of %i, what is of their own', (_, own) => {
  it('is found in every place where what is of the other was not', async () => {
    const never: string[] = [];
    const alike: string[] = [];
    let found = 0;
    // A key that is revoked shows nothing any more.
    const inOrder = [...questions[own]].sort((one, two) => Number(isRevoking(one)) - Number(isRevoking(two)));
    for (const question of inOrder) {
      const { heard, by } = await success(question, credentials[own]);
      if (by === undefined) never.push(`${question.name} ${heard.status} ${heard.text.slice(0, 600)}`);
      else found += 1;
      for (const slot of question.slots) {
        const none = nothing(slot.kind);
        const nowhere = await ask(asking(question, slot, none), by ?? credentials[own][0]!);
        if (nowhere.status === heard.status && nowhere.status < 300 && nowhere.text === heard.text)
          alike.push(`${question.name} ${nameOf(slot)}`);
      }
    }
    console.log(found, never, alike);
    before = await contents();
  });
});

const isRevoking = ({ name }: Question): boolean => name.startsWith('DELETE /api/v1/api-keys');

/** Asks with one credential after the other until it is done, the text of a decision confirmed. */
async function success(
  question: Question,
  shown: readonly Credential[],
): Promise<{ heard: Heard; by: Credential | undefined }> {
  let heard: Heard | undefined;
  for (const credential of shown) {
    const now = await ask({ ...question, ...(await confirmation(question, credential)) }, credential);
    if (now.status < 300) return { heard: now, by: credential };
    if (heard === undefined || now.status === 409 || now.status === 422) heard = now;
  }
  return { heard: heard!, by: undefined };
}

async function confirmation(question: Question, credential: Credential): Promise<Partial<Question>> {
  if (question.step === null) return {};
  const path = `${question.route.path}/text`;
  const text = questions
    .flat()
    .find(
      (one) =>
        one.route.path === path &&
        one.step?.process === question.step?.process &&
        one.standing === question.standing,
    );
  if (text === undefined) return {};
  const { text: drawn } = await ask(text, credential);
  return { confirms: (JSON.parse(drawn) as { digest?: string }).digest };
}
