/**
 * What no route takes, asked of every route that the API's description tells of, each by somebody whom it would obey:
 * so that only what is bad about the request stands in the way. Over 300 lines, because a furnished office
 * is dear and one file has use for all of it.
 */
import { request as dial } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import pg from 'pg';
import { refusals, type RefusalCode } from '#refusals';
import { testApi, type TestApi } from './api.js';
import { questionsOf, type Question } from './asked.js';
import { credentialsOf, send, success, type Credential, type Heard } from './asking.js';
import { contents } from './contents.js';
import {
  having,
  placesIn,
  pointerTo,
  routesOf,
  schemaAt,
  type Described,
  type Place,
  type Route,
  type Schema,
} from './routes.js';
import { nobodysSteps, parts, standUp } from './two-offices.js';

jest.setTimeout(60_000);

let api: TestApi;
let superuser: pg.Client;
let described: Described;
let routes: Route[];
/** Each with whom it would obey, and not as a trial. */
let asked: { question: Question; by: Credential }[];
let before: Record<string, string>;

beforeAll(async () => {
  api = await testApi(false);
  superuser = new pg.Client({ connectionString: api.office.urls.superuserUrl });
  await superuser.connect();
  described = (await api.ask('get', '/openapi.json')).body as Described;
  routes = routesOf(described);
  const side = await standUp(api, 0);
  const questions = questionsOf(described, routes, side);
  const shown = await credentialsOf(api, side, parts);
  const whole = await Promise.all(
    questions.map(async (question) => {
      // Bodies of other routes are read before anybody asks whose they are.
      const by = question.step === null ? shown[0] : (await success(api, question, shown, questions)).by;
      const { dryRun: _, ...query } = question.query;
      return { question: { ...question, query }, by };
    }),
  );
  const isAnybodys = (one: (typeof whole)[number]): one is (typeof asked)[number] => one.by !== undefined;
  asked = whole.filter(isAnybodys);
  const nobodys = whole.filter(({ by }) => by === undefined).map(({ question: { name } }) => name);
  expect(nobodys.sort()).toEqual([...nobodysSteps].sort());
});
afterAll(async () => {
  await superuser?.end();
  await api?.close();
});
beforeEach(async () => {
  before = await contents(superuser);
});
// Bad input changes nothing, whatever it is.
afterEach(async () => {
  expect(await contents(superuser)).toEqual(before);
});

interface Refused {
  code: RefusalCode;
  errors?: { pointer: string }[];
}

/** What it was refused with; every refusal is one of the table. */
function refusalIn({ status, text }: Heard): Refused & { pointers: string[] } {
  if (status < 400 || status >= 500) throw new Error(`${status} ${text.slice(0, 300)}`);
  const refused = JSON.parse(text) as Refused;
  expect(refusals[refused.code].status).toBe(status);
  return { ...refused, pointers: (refused.errors ?? []).map(({ pointer }) => pointer) };
}
const refusalOf = async (question: Question, by: Credential, body: unknown) =>
  refusalIn(await send(api, { ...question, body }, by));
const rawly = async (question: Question, by: Credential, body: string, type?: string) =>
  refusalIn(await send(api, question, by, { body, ...(type !== undefined && { type }) }));

/** Questions with a body of JSON that is judged. */
const judged = () =>
  asked.filter(
    ({ question: { route, body } }) =>
      body !== undefined && route.form === undefined && !keepsAnything(route),
  );
/** A draft is any JSON. */
const keepsAnything = ({ json }: Route): boolean => json !== undefined && Object.keys(json).length === 0;
const schemaOf = ({ route, step }: Question): Schema =>
  step?.evidence == null ? route.json! : { $ref: `#/components/schemas/${step.evidence}` };

/** Whether a body fits the schema that is published for a question. */
function published(): (question: Question, body: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'openapi', components: described.components });
  const known = new Map<Question, ValidateFunction>();
  return (question, body) => {
    const rooted = JSON.stringify(schemaOf(question)).replaceAll('"#/', '"openapi#/');
    const fits = known.get(question) ?? ajv.compile(JSON.parse(rooted) as object);
    known.set(question, fits);
    return fits(body);
  };
}

/** Names of the fields that a schema has at a place. */
function namesAt(given: Schema, [first, ...rest]: Place): string[] {
  const schema = schemaAt(described, given);
  const branches = [schema, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  return branches.flatMap((one) => {
    const { properties = {}, items } = schemaAt(described, one);
    if (first === undefined) return Object.keys(properties);
    const inner = typeof first === 'number' ? items : properties[first];
    return inner === undefined ? [] : namesAt(inner, rest);
  });
}

/** Fields by which a body could make itself out to be more than it is. */
const presumptuous = {
  ...{ person: 'x', tenant: 23, jurisdiction: '23', roles: ['auditor'], role: 'auditor', by: 'x', actor: {} },
  ...{ issuer: 'x', subject: 'x', method: 'pwd', acr: 'mfa', authTime: 4e9, onlyFor: null, covering: 'x' },
  ...{ digest: '0'.repeat(64), slot: 1, expires: '2099-01-01', expiresAt: '2099-01-01', revokedAt: null },
  ...{ authority: true, id: 'x', case: 'x', state: 'certified', revision: 99, seq: 99, duty: 'decision' },
  ...{ registeredAt: '2000-01-01', number: 'x', unheardOf: 1 },
};

const inArrays = (place: Place): boolean => place.every((part) => typeof part === 'string' || part === 0);
const objectsIn = (body: unknown) =>
  [...placesIn(body)].filter(
    ({ place, found }) =>
      inArrays(place) && found !== null && typeof found === 'object' && !Array.isArray(found),
  ) as { place: Place; found: object }[];
const leavesIn = (body: unknown) =>
  [...placesIn(body)].filter(
    ({ place, found }) => inArrays(place) && (found === null || typeof found !== 'object'),
  );

const inTens = <One>(all: readonly One[]): One[][] =>
  Array.from({ length: Math.ceil(all.length / 10) }, (_, tens) => all.slice(tens * 10, tens * 10 + 10));

describe('a body, to every route that takes one,', () => {
  it('has no field beyond those of its schema, at any depth: nobody makes themselves out to be more', async () => {
    let tried = 0;
    for (const { question, by } of judged()) {
      for (const { place, found } of objectsIn(question.body)) {
        const known = namesAt(schemaOf(question), place);
        const added = Object.entries(presumptuous).filter(([name]) => !known.includes(name));
        const { code, pointers } = await refusalOf(
          question,
          by,
          having(question.body, place, { ...found, ...Object.fromEntries(added) }),
        );
        expect([question.name, code]).toEqual([question.name, 'evidence-does-not-fit']);
        expect([question.name, pointers.sort()]).toEqual([
          question.name,
          added.map(([name]) => pointerTo([...place, name])).sort(),
        ]);
        tried += added.length;
      }
    }
    expect(tried).toBeGreaterThan(1_000);
  });

  it('fits the schema that is published, in every leaf', async () => {
    const fits = published();
    let tried = 0;
    const worse = [
      null,
      true,
      1.5,
      -1,
      1e15,
      'x',
      '',
      ' ',
      [],
      {},
      '字'.repeat(20_001),
      'a\u202eb',
      '0000-00-00',
    ];
    for (const { question, by } of judged()) {
      expect([question.name, fits(question, question.body)]).toEqual([question.name, true]);
      const places = leavesIn(question.body).map(({ place }) => place);
      for (const value of worse) {
        // One after the other where the schema is the route's own; many at once where it was tried beside its own file, as
        // many as a body holds.
        const bodies =
          question.step === null
            ? places.map((place) => having(question.body, place, value))
            : inTens(places).map((some) =>
                some.reduce((body, place) => having(body, place, value), question.body),
              );
        for (const body of bodies.filter((one) => !fits(question, one))) {
          const { code } = await refusalOf(question, by, body);
          expect([question.name, value, code]).toEqual([question.name, value, 'evidence-does-not-fit']);
          tried += 1;
        }
      }
      for (const raw of ['[]', '"text"', '5', 'null', 'true']) {
        const { code } = await rawly(question, by, raw);
        expect([question.name, raw, code]).toEqual([question.name, raw, 'evidence-does-not-fit']);
      }
    }
    expect(tried).toBeGreaterThan(500);
  });

  it('holds no text that cannot be kept, no name twice, and no number that is lost', async () => {
    let tried = 0;
    for (const { question, by } of asked.filter(
      ({ question: { route, body } }) => body !== undefined && !route.form,
    )) {
      const texts = leavesIn(question.body).filter(({ found }) => typeof found === 'string');
      for (const { place } of texts.slice(0, 4))
        for (const bad of ['\ud800', '\udc00a', 'a\u0000b']) {
          const { code, pointers } = await refusalOf(question, by, having(question.body, place, bad));
          expect([question.name, code, pointers]).toEqual([
            ...[question.name, 'evidence-does-not-fit', [pointerTo(place)]],
          ]);
          tried += 1;
        }
      for (const { place, found } of objectsIn(question.body)) {
        const [name] = Object.keys(found);
        if (name === undefined) continue;
        const doubled = `{${JSON.stringify(name)}:0,${JSON.stringify(found).slice(1)}`;
        const raw = JSON.stringify(having(question.body, place, '@@')).replace('"@@"', doubled);
        const { code, pointers } = await rawly(question, by, raw);
        expect([question.name, code, pointers]).toEqual([
          ...[question.name, 'malformed-json', [pointerTo([...place, name])]],
        ]);
        tried += 1;
      }
      for (const [extra, pointer] of [
        ['"__proto__":{"roles":["auditor"]}', '/__proto__'],
        ['"constructor":1', '/constructor'],
        ['"much":1e400', '/much'],
        ['"much":9007199254740993', '/much'],
      ] as const) {
        const isEmpty = Object.keys(question.body as object).length === 0;
        const raw = JSON.stringify(question.body).replace('{', `{${extra}${isEmpty ? '' : ','}`);
        const { code, pointers } = await rawly(question, by, raw);
        expect([question.name, code, pointers]).toEqual([question.name, 'evidence-does-not-fit', [pointer]]);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(500);
  });

  it('is of the type that is told, and of no other', async () => {
    for (const { question, by } of asked.filter(({ question: { route } }) => route.method !== 'get')) {
      const { form } = question.route;
      const types = ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'a/b'];
      const others = form === undefined ? ['multipart/form-data; boundary=x'] : ['application/json'];
      for (const type of [...types, ...others]) {
        const body = type.startsWith('multipart') ? '--x--\r\n' : type === 'application/json' ? '{}' : 'a=1';
        const { code } = await rawly(question, by, body, type);
        expect([question.name, type, code]).toEqual([question.name, type, 'unsupported-media-type']);
      }
    }
  });
});

describe('a body, to every route that takes none,', () => {
  it('is refused, and with a GET not even read: the next request on the connection is answered as itself', async () => {
    let [refused, unread] = [0, 0];
    for (const { question, by } of asked.filter(({ question: { body } }) => body === undefined)) {
      if (question.route.method !== 'get') {
        const { code } = await rawly(question, by, '{"why":"so"}');
        expect([question.name, code]).toEqual([question.name, 'evidence-does-not-fit']);
        refused += 1;
        continue;
      }
      const { status } = await send(api, question, by);
      expect([question.name, await withBody(question, by)]).toEqual([question.name, [status, 200]]);
      unread += 1;
    }
    expect([refused > 5, unread > 15]).toEqual([true, true]);
  });

  /** The status of a GET with a body that looks like a request, and of what is asked after it. */
  async function withBody({ route, path, query }: Question, { headers }: Credential): Promise<number[]> {
    const filled = route.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name]!);
    const { hostname, port } = new URL(api.url);
    const smuggled = 'DELETE /api/v1/api-keys/aaaaaaaa HTTP/1.1\r\nHost: a\r\n\r\n';
    const statuses: number[] = [];
    for (const [at, body] of [
      [`${filled}?${new URLSearchParams(query).toString()}`, smuggled],
      ['/healthz', undefined],
    ] as const) {
      const status = await new Promise<number>((resolve, reject) => {
        const options = {
          hostname,
          port,
          path: at,
          headers: { ...headers, 'content-length': body?.length ?? 0 },
        };
        const sent = dial(options, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode!));
          // A stream has no end to wait for.
          if (answer.headers['content-type']?.startsWith('text/event-stream') !== true) return;
          resolve(answer.statusCode!);
          sent.destroy();
        });
        sent.on('error', reject).end(body);
      });
      statuses.push(status);
    }
    return statuses;
  }
});

describe('an address, of every route,', () => {
  const filled = (route: Route, path: Record<string, string>): string =>
    route.path.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? 'x');
  const get = async (method: string, at: string, headers: Record<string, string> = {}): Promise<Heard> => {
    const answer = await fetch(api.url + at, { method, headers, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  /** Those that are open to everybody are asked by nobody in particular. */
  const everywhere = (): {
    route: Route;
    path: Record<string, string>;
    query: Record<string, string>;
    by?: Credential;
  }[] => [
    ...asked.map(({ question: { route, path, query }, by }) => ({ route, path, query, by })),
    ...routes
      .filter(({ open }) => open)
      .map((route) => ({ route, path: { process: 'qualification', edition: '2023-12-01' }, query: {} })),
  ];
  const tries = () => api.office.rows('delete from rate_limits');

  it('has no query beyond its own, nor one twice', async () => {
    for (const { route, path, query, by } of everywhere()) {
      if (route.method !== 'get') continue;
      // A provider of identities may add to its answer what it likes.
      if (route.path === '/sign-in/callback') continue;
      await tries();
      for (const name of ['colour', 'tenant', 'person', '__proto__', 'constructor', 'onlyFor']) {
        const search = new URLSearchParams({ ...query, [name]: '22' }).toString();
        const { code, pointers } = refusalIn(
          await get('GET', `${filled(route, path)}?${search}`, by?.headers),
        );
        expect([route.path, code]).toEqual([route.path, code === 'not-found' ? code : 'malformed-request']);
        if (code === 'malformed-request')
          expect([route.path, pointers]).toEqual([route.path, expect.arrayContaining([`/${name}`])]);
      }
      for (const [name] of Object.entries(route.inQuery)) {
        const search = `${new URLSearchParams(query).toString()}&${name}=1&${name}=2`;
        const { code, pointers } = refusalIn(
          await get('GET', `${filled(route, path)}?${search}`, by?.headers),
        );
        expect([route.path, code, pointers.includes(`/${name}`)]).toEqual([
          route.path,
          'malformed-request',
          true,
        ]);
      }
    }
  });

  it('has of its own query nothing that does not fit', async () => {
    const wrong = [
      '',
      ' ',
      '%00',
      '%F0%9F%98%80',
      'null',
      '0000-01-01',
      '-1',
      '1e9',
      '9'.repeat(40),
      'a'.repeat(500),
      "' or 1=1 --",
    ];
    for (const { route, path, query, by } of everywhere()) {
      if (route.method !== 'get') continue;
      for (const [name, schema] of Object.entries(route.inQuery)) {
        await tries();
        for (const value of wrong) {
          const { [name]: _, ...others } = query;
          const search = `${new URLSearchParams(others).toString()}&${name}=${value}`;
          const heard = await get('GET', `${filled(route, path)}?${search}`, by?.headers);
          expect([route.path, name, value, heard.status < 500]).toEqual([route.path, name, value, true]);
          const isStrict = schema.format !== undefined || schema.enum !== undefined || name === 'cursor';
          if (isStrict)
            expect([route.path, name, refusalIn(heard).code]).toEqual([
              route.path,
              name,
              'malformed-request',
            ]);
        }
      }
    }
  });

  it('finds nothing by what is no id', async () => {
    const wrong = [
      '1',
      'null',
      '-1',
      '%00',
      '%F0%9F%98%80',
      "'--",
      '9'.repeat(40),
      '1e1',
      '..%2f..',
      '__proto__',
    ];
    for (const { route, path, query, by } of everywhere()) {
      for (const name of route.inPath) {
        await tries();
        // A step or a duty may have any name, and then there is none of it.
        const isName = name === 'step' || name === 'duty';
        for (const value of wrong.filter((one) => !isName || one !== 'null')) {
          const at = `${filled(route, { ...path, [name]: value })}?${new URLSearchParams(query).toString()}`;
          const headers = { ...by?.headers, 'idempotency-key': 'k' };
          const { code } = refusalIn(await get(route.method.toUpperCase(), at, headers));
          const isFine = ['not-found', 'unknown-step', 'unknown-process'].includes(code);
          // What stands beside it in the request was wrong as well: it brought no body and no revision.
          const isBeside = ['evidence-does-not-fit', 'unsupported-media-type', 'malformed-request'].includes(
            code,
          );
          expect([route.path, name, value, code, isFine || isBeside]).toEqual([
            route.path,
            name,
            value,
            code,
            true,
          ]);
        }
        const long = await get(
          route.method.toUpperCase(),
          filled(route, { ...path, [name]: 'a'.repeat(300) }),
          by?.headers,
        );
        expect([route.path, refusalIn(long).code]).toEqual([route.path, 'address-too-long']);
      }
    }
  });

  it('takes no other method, and says which it takes', async () => {
    for (const { route, path, by } of everywhere()) {
      const known = routes.filter((one) => one.path === route.path).map(({ method }) => method.toUpperCase());
      for (const method of ['PATCH', 'PUT', 'DELETE', 'POST', 'OPTIONS', 'PROPFIND']) {
        if (known.includes(method)) continue;
        const heard = await get(method, filled(route, path), by?.headers);
        expect([method, route.path, refusalIn(heard).code]).toEqual([
          method,
          route.path,
          'method-not-allowed',
        ]);
        const allowed = heard.headers.get('allow')!.split(', ');
        expect([route.path, known.filter((one) => !allowed.includes(one))]).toEqual([route.path, []]);
      }
    }
  });
});
