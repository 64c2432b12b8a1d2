import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import request, { type Response, type Test } from 'supertest';
import { inTransaction } from '#database';
import { demonstrationOffices, demonstrationPeople, openAccount, type TokenRules } from '#identity';
import { refusals, type RefusalCode } from '#refusals';
import { createApi } from '../apps/api/application.js';
import { testOffice, type TestOffice } from './office.js';

export const issuer = 'https://id.office.example';
export const audience = 'greenlane';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** An answer whose body is not believed to be anything. */
export type Answered = Omit<Response, 'body'> & { body: unknown };

export interface Asked {
  /** Subject of a demonstration person; nobody unless told. */
  as?: string;
  /** A token in its place. */
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** The body as it is sent, with `content-type: application/json` unless the headers say otherwise. */
  raw?: string | Buffer;
  /** A key is made for writes unless one is given; `null` for none. */
  key?: string | null;
  /** If-Match. */
  revision?: number;
}

/** The API in this process over HTTP, on an office of its own. */
export interface TestApi {
  office: TestOffice;
  app: NestFastifyApplication;
  url: string;
  /** Directory in which this API keeps documents, and its key for addresses. */
  documents: string;
  privateKey: CryptoKey;
  /** The rules by which this API knows a token. */
  auth: TokenRules;
  /** Lines of the log, parsed. */
  log: Record<string, unknown>[];
  /** Codes of all refusals that were answered. */
  seen: Set<RefusalCode>;
  ask(method: Method, path: string, asked?: Asked): Promise<Answered>;
  /** As `ask`, unsent and without checks: for forms. */
  prepare(method: Method, path: string, asked?: Asked): Test;
  tokenOf(subject: string, claims?: object, header?: object, key?: CryptoKey): Promise<string>;
  checkAnswer(method: string, path: string, response: Answered): void;
  close(): Promise<void>;
}

export async function testApi(logger = true): Promise<TestApi> {
  const office = await testOffice();
  const pair = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', use: 'sig' }] };
  for (const { tenant } of demonstrationOffices)
    await inTransaction(office.service, tenant, async (tx) => {
      for (const { id, subject } of demonstrationPeople.filter((person) => person.tenant === tenant))
        await openAccount(tx, { issuer, subject, person: id });
    });
  const auth = { issuer, audience, jwks };
  const documents = await mkdtemp(join(tmpdir(), 'greenlane-api-'));
  const log: Record<string, unknown>[] = [];
  const app = await createApi({
    databaseUrl: office.urls.serviceUrl,
    documents,
    auth,
    logger: logger && { stream: { write: (line) => void log.push(JSON.parse(line) as never) } },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = await app.getUrl();
  const { body: document } = (await request(url).get('/openapi.json')) as { body: Document };
  const checkAnswer = answerChecker(document);
  const seen = new Set<RefusalCode>();
  const tokens = new Map<string, string>();

  const tokenOf = (subject: string, claims = {}, header = {}, key = pair.privateKey): Promise<string> =>
    new SignJWT({ iss: issuer, aud: audience, sub: subject, amr: ['pwd'], ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', ...header })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key);
  // Fresh and strong, as a decision needs it.
  const signedIn = { acr: 'mfa', auth_time: Math.floor(Date.now() / 1000) };
  for (const { subject } of demonstrationPeople) tokens.set(subject, await tokenOf(subject, signedIn));

  const prepare: TestApi['prepare'] = (method, path, asked = {}) => {
    const test = request(url)[method](path);
    const token = asked.token ?? (asked.as === undefined ? undefined : tokens.get(asked.as));
    if (token !== undefined) void test.set('authorization', `Bearer ${token}`);
    if (method !== 'get' && asked.key !== null) void test.set('idempotency-key', asked.key ?? randomUUID());
    if (asked.revision !== undefined) void test.set('if-match', `"${asked.revision}"`);
    for (const [name, value] of Object.entries(asked.headers ?? {})) void test.set(name, value);
    return test;
  };

  return {
    office,
    app,
    url,
    documents,
    privateKey: pair.privateKey,
    auth,
    log,
    seen,
    tokenOf,
    prepare,
    checkAnswer,
    async ask(method, path, asked = {}) {
      const test = prepare(method, path, asked);
      if (asked.raw !== undefined) {
        if (asked.headers?.['content-type'] === undefined) void test.set('content-type', 'application/json');
        void test.serialize((raw: unknown) => raw as string).send(asked.raw as never);
      } else if (asked.body !== undefined) {
        void test.send(asked.body as object);
      }
      const response = await test;
      checkAnswer(method, path, response);
      const { code } = response.body as { code?: RefusalCode };
      if (response.status >= 400 && code !== undefined) seen.add(code);
      return response;
    },
    async close() {
      await app.close();
      await office.close();
      await rm(documents, { recursive: true });
    },
  };
}

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, DocumentedResponse> }>>;
  components: { schemas: Record<string, object> };
}
interface DocumentedResponse {
  description: string;
  content?: Record<string, { schema: object }>;
}

/** Holds every answer to what the OpenAPI document says of it, and every refusal to what is promised of refusals. */
function answerChecker(document: Document): TestApi['checkAnswer'] {
  const ajv = new Ajv2020({
    strict: false,
    formats: { uuid: true, date: true, 'date-time': true, email: true },
  });
  ajv.addSchema({ $id: 'openapi', components: document.components });
  const paths = Object.keys(document.paths)
    .sort((one, other) => one.split('{').length - other.split('{').length)
    .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) }));
  return (method, asked, { status, headers, body, type }) => {
    expect(headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['content-language']).toMatch(/zh-CN|en/);
    expect(headers['x-content-type-options'] ?? headers['connection']).toMatch(/nosniff|close/);
    const code = (body as { code?: RefusalCode }).code;
    if (status >= 400) {
      expect(type).toBe('application/problem+json');
      expect(body).toMatchObject({ type: `/problems/${code}`, status, requestId: headers['request-id'] });
      expect(refusals[code!].status).toBe(status);
    }
    const path = paths.find(({ pattern }) => pattern.test(asked.split('?')[0]!))?.path;
    const told = path === undefined ? undefined : document.paths[path]![method];
    if (told === undefined) return;
    const answer = told.responses[String(status)];
    if (answer === undefined) throw new Error(`${method} ${path} does not tell of ${status} (${code})`);
    if (code !== undefined && status >= 400) expect(answer.description).toContain(`\`${code}\``);
    const schema = answer.content?.[type]?.schema;
    if (schema === undefined || !type.includes('json')) return;
    const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object;
    if (!ajv.validate(rooted, body)) throw new Error(`${method} ${path}: ${ajv.errorsText()}`);
  };
}

/**
 * How many rows every table holds: what a refused request must leave as it was. That it was refused is recorded, and
 * that it was tried is counted.
 */
export async function rowCounts(office: TestOffice): Promise<Record<string, number>> {
  const tables = await office.rows<{ name: string }>(
    `select relname::text as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and has_table_privilege(oid, 'select')
       and relname not in ('access_entries', 'rate_limits')`,
  );
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name}`);
  const rows = await office.rows<{ name: string; rows: number }>(counts.join(' union all ') + ' order by 1');
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}
