/**
 * Nothing of one jurisdiction is anything in another: every id of the one, in every path, query, body and cursor that
 * the API's description tells of, asked with every credential of the other, is answered as the id of nothing. Over 300
 * lines, because two furnished jurisdictions are dear and one file has use for all of them.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { testApi, type TestApi } from './api.js';
import { nothing, noNumber, questionsOf, type Question, type Slot } from './asked.js';
import { credentialsOf, send, success, type Credential } from './asking.js';
import { contents } from './contents.js';
import { having, routesOf, type Described } from './routes.js';
import { nobodysSteps, parts, standUp, tokenOf, type Part, type Side } from './two-offices.js';

jest.setTimeout(120_000);

let api: TestApi;
let superuser: pg.Client;
let sides: [Side, Side];
/** The same questions in the same order on either side. */
let questions: [Question[], Question[]];
/** One for each role on either side, and everybody. */
let credentials: [Credential[], Credential[]];
let everybody: [Credential[], Credential[]];
/** Who would take a step: of others no body is read. */
const askers = new Map<Question, Credential>();
let before: Record<string, string>;

/** One for each role, and somebody without any. */
const everyRole: Part[] = [
  ...(['applicant', 'intake', 'coordinator', 'leader', 'assessor', 'decisionMaker', 'clerk'] as const),
  ...(['auditor', 'supervisor', 'administrator', 'claimant'] as const),
];

beforeAll(async () => {
  api = await testApi(false);
  superuser = new pg.Client({ connectionString: api.office.urls.superuserUrl });
  await superuser.connect();
  const described = (await api.ask('get', '/openapi.json')).body as Described;
  const routes = routesOf(described);
  sides = [await standUp(api, 0), await standUp(api, 1)];
  questions = [questionsOf(described, routes, sides[0]), questionsOf(described, routes, sides[1])];
  everybody = [await credentialsOf(api, sides[0], parts), await credentialsOf(api, sides[1], parts)];
  const isOfARole = ({ name }: Credential) =>
    !parts.includes(name as Part) || everyRole.includes(name as Part);
  credentials = [everybody[0].filter(isOfARole), everybody[1].filter(isOfARole)];
  for (const side of [0, 1] as const)
    for (const [index, question] of questions[side].entries()) {
      if (question.step === null || question.body === undefined) continue;
      // Whoever could over there can here, most likely.
      const first = side === 1 ? askers.get(questions[0][index]!)?.name : undefined;
      const { by } = await success(api, question, firstOf(everybody[side], first), questions[side]);
      if (by !== undefined) askers.set(question, by);
    }
});
afterAll(async () => {
  await superuser?.end();
  await api?.close();
});
beforeEach(async () => {
  before = await contents(superuser);
});
// Whatever was asked, not a row is another.
afterEach(async () => {
  expect(await contents(superuser)).toEqual(before);
});

/** All of them, beginning with that one. */
const firstOf = (all: readonly Credential[], first: string | undefined): Credential[] => [
  ...all.filter(({ name }) => name === first),
  ...all.filter(({ name }) => name !== first),
];

/** The question with something else in one of its places. */
function asking(question: Question, slot: Slot, value: string | number): Question {
  if (slot.in === 'body') return { ...question, body: having(question.body, slot.place, value) };
  const place = slot.in;
  return { ...question, [place]: { ...question[place], [slot.name]: String(value) } };
}
const valueIn = (question: Question, slot: Slot): string | number =>
  slot.in === 'body'
    ? (slot.place.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], question.body) as string)
    : question[slot.in][slot.name]!;
const nameOf = (slot: Slot): string => (slot.in === 'body' ? slot.place.join('/') : slot.name);

/** Two ways to ask: with an id of the other side, and with that of nothing. */
interface Pair {
  name: string;
  /** Who asks it in any case. */
  asker?: Credential | undefined;
  foreign: Question;
  none: Question;
  /** What stands in the one and what in the other, to be taken for the same. */
  ids: readonly [readonly string[], readonly string[]];
}

/** Each place of each question, and a path as a whole, as somebody of the one side asks with ids of the other. */
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
        asker: askers.get(question),
        foreign: asking(question, slot, foreign),
        none: asking(question, slot, none),
        ids: [[String(foreign)], [String(none)]],
      };
    });
    if (within !== 'path' || slots.length === 0) return each;
    const nones = slots.map((slot) => [slot, nothing(slot.kind)] as const);
    const asTheyAsk: Pair = {
      name: `${question.name} as they ask it`,
      foreign: theirs,
      none: nones.reduce((of, [slot, none]) => asking(of, slot, none), theirs),
      ids: [slots.map((slot) => String(valueIn(theirs, slot))), nones.map(([, none]) => String(none))],
    };
    // One alone is the whole.
    return each.length === 1 ? [asTheyAsk] : [...each, asTheyAsk];
  });
}

/** As the other side asks it, but with the number that stands on its letters. */
const byNumber = (other: Question[], prefix: number): Pair[] =>
  other.flatMap((theirs) => {
    const { number } = theirs.standing;
    if (theirs.path['id'] === undefined || number === null) return [];
    const slot: Slot = { in: 'path', name: 'id', kind: 'case' };
    const none = noNumber(prefix);
    return {
      name: `${theirs.name} by number`,
      foreign: asking(theirs, slot, number),
      none: asking(theirs, slot, none),
      ids: [[number], [none]],
    };
  });

/** What was said, without what names the request itself and without the ids that were sent. */
async function said(question: Question, credential: Credential, ids: readonly string[]): Promise<string> {
  const { status, headers, text } = await send(api, question, credential);
  if (status >= 500) return `${status} ${randomUUID()}`;
  // The text of a decision holds what was brought, ids and all; so its digest is another.
  const same = text.replace(/"requestId":"[^"]*"/, '').replace(/"digest":"[0-9a-f]{64}"/, '');
  const told = [...headers].filter(([name]) => !ofTheRequest.has(name));
  return ids.reduce(without, JSON.stringify([status, same, told]));
}
const ofTheRequest = new Set(['date', 'request-id', 'content-length', 'connection', 'keep-alive']);
/** A number of an event stands in too much else to be taken out everywhere. */
const without = (told: string, id: string): string =>
  id.length < 8 || /^\d{10}$/.test(id) ? told.replace(`/${id}/`, '/<id>/') : told.replaceAll(id, '<id>');

/**
 * Asks each pair with each credential, or what takes a step with its asker and `perStep` of them in turn; tells how many there
 * were and where the answers differ.
 */
async function compare(
  pairs: readonly Pair[],
  shown: readonly Credential[],
  { forget = (told: string) => told, atOnce = 8, perStep = Infinity } = {},
): Promise<{ compared: number; apart: string[] }> {
  const found = { compared: 0, apart: [] as string[] };
  const waiting = pairs.flatMap((pair, place) => {
    const most = pair.foreign.step === null ? shown.length : Math.min(perStep, shown.length);
    const inTurn = (_: Credential, index: number): boolean =>
      (index + place * (shown.length - most)) % shown.length < most;
    const by = new Set([...shown.filter(inTurn), ...(pair.asker ? [pair.asker] : [])]);
    return [...by].map((credential) => ({ credential, pair }));
  });
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { credential, pair } = next;
      const foreign = forget(await said(pair.foreign, credential, pair.ids[0]));
      const none = forget(await said(pair.none, credential, pair.ids[1]));
      found.compared += 1;
      if (foreign === none) continue;
      found.apart.push(`${credential.name}: ${pair.name} ${foreign.slice(0, 400)} / ${none.slice(0, 400)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}

/** What names a side's things, and nothing of another's. */
function secretsOf({
  people,
  laboratory,
  authority,
  scope,
  certificate,
  apiKey,
  session,
  webhook,
  delivery,
  cases,
}: Side): RegExp {
  const ofCases = [...cases.values()].flatMap(({ id, number, document }) => [id, number, document]);
  const all = [
    ...[...Object.values(people), laboratory.id, laboratory.creditCode, laboratory.name, authority, scope],
    ...[certificate, apiKey.id, session, webhook, delivery, ...ofCases],
  ];
  return new RegExp(all.filter((one) => one !== null && one !== '').join('|'));
}

async function rowSecurity(state: 'enable' | 'disable'): Promise<void> {
  const { rows } = await superuser.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  );
  for (const { name } of rows) await superuser.query(`alter table ${name} ${state} row level security`);
}
const tenantsSeen = async (): Promise<number> =>
  (await api.office.rows<{ tenant: number }>('select distinct tenant from cases')).length;

/** What the register gives whatever is entered: an id, and the instant. */
const made = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
/** Lists in which a cursor of the other side was tried. */
const cursors = new Set<string>();
const bothWays = [
  [22, 0, 1],
  [23, 1, 0],
] as const;

describe.each(bothWays)('to somebody of %i, what is of the other jurisdiction', (tenant, own, other) => {
  const some = (...names: string[]) => credentials[own].filter(({ name }) => names.includes(name));

  it('is nothing in a path', async () => {
    const pairs = pairsOf(questions[own], questions[other], 'path');
    // Most are steps, of every process in every state.
    const { compared, apart } = await compare(pairs, credentials[own], { perStep: 4 });
    expect(apart).toEqual([]);
    expect(compared).toBeGreaterThan(1_000);
  });

  it('is nothing by the number on a letter, answered as a number of theirs or of ours that nobody has', async () => {
    for (const prefix of [22, 23]) {
      const shown = some('auditor', 'session of applicant', 'API key');
      const { compared, apart } = await compare(byNumber(questions[other], prefix), shown);
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
    const reads = questions[own].filter(({ route }) => route.method === 'get');
    const secrets = secretsOf(sides[other]);
    const foundIn = (text: string): string | undefined => secrets.exec(text)?.[0];
    let looked = 0;
    for (const [index, credential] of credentials[own].entries()) {
      for (const question of reads) {
        const { text } = await send(api, question, credential);
        expect([question.name, foundIn(text)]).toEqual([question.name, undefined]);
        looked += 1;
        if (question.route.inQuery['cursor'] === undefined) continue;
        const theirs = questions[other].find(({ name }) => name === question.name)!;
        const short = { ...theirs, query: { limit: '1' } };
        const { next } = JSON.parse((await send(api, short, credentials[other][index]!)).text) as {
          next?: string | null;
        };
        if (typeof next !== 'string') continue;
        const led = await send(api, { ...question, query: { limit: '100', cursor: next } }, credential);
        // A cursor may be of the very list it came from: it is none of another.
        expect([200, 400]).toContain(led.status);
        expect([question.name, foundIn(led.text)]).toEqual([question.name, undefined]);
        cursors.add(question.name);
      }
    }
    expect(looked).toBeGreaterThan(200);
  });

  it('is a credit code that nobody has registered, where one is entered or claimed', async () => {
    const theirs = await contents(superuser, sides[other].tenant);
    const pairs = pairsOf(questions[own], questions[other], 'body', 'credit codes alone');
    const forget = (told: string): string => told.replace(made, '<made>');
    // One after the other, for what is entered is there for the next.
    const { compared, apart } = await compare(pairs, credentials[own], { forget, atOnce: 1 });
    expect(apart).toEqual([]);
    expect(compared).toBeGreaterThan(40);
    expect(await contents(superuser, sides[other].tenant)).toEqual(theirs);
    before = await contents(superuser);
  });

  it('is nothing either where row security is off: each statement names its jurisdiction', async () => {
    expect(await tenantsSeen()).toBe(1);
    await rowSecurity('disable');
    try {
      expect(await tenantsSeen()).toBe(2);
      const shown = some('auditor', 'applicant', 'intake', 'administrator', 'API key');
      for (const within of ['path', 'query', 'body'] as const) {
        const pairs = pairsOf(questions[own], questions[other], within);
        const { apart } = await compare(pairs, shown, { perStep: 2 });
        expect(apart).toEqual([]);
      }
      const { apart } = await compare(byNumber(questions[other], tenant), some('auditor'));
      expect(apart).toEqual([]);
    } finally {
      await rowSecurity('enable');
    }
  });
});

describe('the lists that have pages', () => {
  it('were each tried with a cursor of the other side', () => {
    const paged = questions[0].filter(({ route }) => route.inQuery['cursor'] !== undefined);
    expect([...cursors].sort()).toEqual(paged.map(({ name }) => name).sort());
  });
});

describe.each([
  [22, 0],
  [23, 1],
] as const)('to somebody of %i, what is of their own', (_, own) => {
  it('is found in every place where what is of the other was not', async () => {
    const [never, alike]: [string[], string[]] = [[], []];
    let found = 0;
    const isRevoking = ({ name }: Question) => Number(/^DELETE \/api\/v1\/(?:api-keys|webhooks)/.test(name));
    const asked = questions[own].filter(({ slots }) => slots.length > 0);
    // A key that is revoked shows nothing any more, and a webhook that was ended is none.
    for (const question of asked.sort((one, two) => isRevoking(one) - isRevoking(two))) {
      const first = firstOf(everybody[own], askers.get(question)?.name);
      const { heard, by } = await success(api, question, first, questions[own]);
      if (by === undefined) {
        never.push(question.name);
        continue;
      }
      found += 1;
      for (const slot of question.slots) {
        const nowhere = await send(api, asking(question, slot, nothing(slot.kind)), by);
        const isAlike = nowhere.status === heard.status && nowhere.text === heard.text;
        if (isAlike) alike.push(`${question.name} ${nameOf(slot)}`);
      }
    }
    expect(never.sort()).toEqual([...nobodysSteps].sort());
    // Nobody learns from a claim who is registered.
    expect(alike).toEqual([
      'POST /api/v1/cases/{id}/steps/submit (representation) creditCode',
      'POST /api/v1/cases/{id}/steps/correct creditCode',
    ]);
    expect(found).toBeGreaterThan(75);
    before = await contents(superuser);
  });
});

describe('one key of two requests', () => {
  it('is two keys where the two are of different jurisdictions', async () => {
    const key = randomUUID();
    for (const side of sides) {
      const token = await tokenOf(api, side, 'applicant');
      const body = {
        process: 'qualification',
        institution: side.laboratory.id,
        evidence: { kind: 'first' },
      };
      const { status, headers } = await api.ask('post', '/api/v1/cases', { token, key, body });
      expect([status, headers['idempotent-replayed']]).toEqual([201, undefined]);
    }
    before = await contents(superuser);
  });
});

describe('what is everybody’s', () => {
  it('is the same to everybody: a certificate, and the stage of a case with its query code', async () => {
    for (const { certificate, cases, laboratory } of sides) {
      const { number } = cases.get('qualification/received')!;
      const code = laboratory.creditCode.slice(-4);
      for (const path of [`/api/v1/certificates/${certificate}`, `/api/v1/status/${number}?code=${code}`]) {
        const shown = [{}, ...credentials.map(([first]) => first!.headers)];
        const told = await Promise.all(
          shown.map(async (headers) => (await fetch(api.url + path, { headers })).text()),
        );
        expect(told[0]).toContain('"number"');
        expect(new Set(told).size).toBe(1);
      }
    }
  });
});
