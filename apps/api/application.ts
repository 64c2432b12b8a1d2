import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { v7 as newId } from 'uuid';
import { Database, excessOfPower, requireSchema } from '#database';
import { Refused, type RefusalCode } from '#refusals';
import { AppModule, controllers, type Authentication } from './app.module.js';
import { bodyLimit } from './limits.js';
import { loggerOptions, logRequests, nestLogger, type Logging } from './logging.js';
import { openApi } from './openapi.js';
import { operationsOf } from './operation.js';
import { Portal, type PortalSettings } from './portal.js';
import { malformedRequest, problemOf } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import type { RequestMetrics } from './request-metrics.js';
import { RouteTable } from './route-table.js';
import { Specification } from './specification.js';
import { readJson } from './strict-json.js';
import { usualUploadLimits, type UploadLimits } from './uploads.js';

export interface ApiOptions {
  /** Address of the database for the service's role, or an open pool, which its giver closes. */
  databaseUrl: string | Database;
  /** Directory in which documents are kept. */
  documents: string;
  auth: Authentication;
  /** How browsers reach it and sign in; without it there are tokens and keys alone. */
  portal?: PortalSettings;
  /** Addresses or networks of proxies of ours, whose word on the caller's address is taken; nobody's unless told. */
  proxies?: string[];
  /** What is taken in of files; `usualUploadLimits` unless told. */
  uploads?: UploadLimits;
  /** Told of each request, where somebody reads it. */
  metrics?: RequestMetrics;
  /** Where events may be sent beside public addresses: to this machine, in tests and demonstrations alone. */
  webhooks?: { allowLoopback?: boolean };
  /** `false` for silence; lines of JSON on standard output unless told. */
  logger?: Logging;
}

/**
 * The API, ready to `listen` or to be asked through `getHttpServer()`; `close()` ends it after the requests under way.
 * Does not start on a database of another version, or with a login that could do more than the service may.
 */
export async function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  const { databaseUrl, documents, auth, proxies = [], uploads = usualUploadLimits, logger = {} } = options;
  const { webhooks = {} } = options;
  const routes = new RouteTable();
  const portal = new Portal(options.portal);
  const adapter = new FastifyAdapter({
    bodyLimit,
    // Whoever sends a request slower than this is not waited for; 20 MiB in a minute is a slow line.
    requestTimeout: 60_000,
    trustProxy: proxies.length > 0 && proxies,
    logger: loggerOptions(logger),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => newId(),
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    // The router found no way to read the address; filters of the application do not hear of it.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      filter.answer(error, request, reply.headers(bare)),
    clientErrorHandler: answerUnreadable,
  });
  const filter = new ProblemFilter(routes);
  const server = adapter.getInstance<FastifyInstance>();
  prepare(server, routes);
  options.metrics?.attach(server);
  portal.mount(server, (error, request, reply) => filter.answer(error, request, reply));
  const database = databaseUrl instanceof Database ? databaseUrl : { url: databaseUrl };
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({ database, documents, auth, routes, portal, uploads, webhooks }),
    adapter,
    { bodyParser: false, abortOnError: false, logger: nestLogger(server) },
  );
  try {
    await requireFit(app.get(Database));
    await portal.attach(app.get(Database));
    await app.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives: policyFor(portal) },
      xFrameOptions: { action: 'deny' },
    });
    await app.register(multipart);
    app.get(Specification).document = openApi(operationsOf(controllers));
    await app.init();
    await server.ready();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Pages of ours have a style sheet, links and forms, and nothing else. */
const policyFor = ({ formTargets }: Portal) => ({
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  // Browsers hold the redirect that answers a form to this as well, and signing out goes on at the provider.
  formAction: ["'self'", ...formTargets],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
});

/** What helmet says of every other answer, for those that are given before any hook runs; they show nothing. */
const bare = {
  'content-security-policy': "default-src 'none';base-uri 'none';frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

function prepare(server: FastifyInstance, routes: RouteTable): void {
  server.decorateReply('refusedWith', null);
  server.addHook('onRoute', (route) => routes.note(route));
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('request-id', request.id);
    done();
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    if (!reply.hasHeader('content-language')) void reply.header('content-language', 'zh-CN, en');
    // Whatever the API says of cases, people and institutions stays in no cache, the reader's own among them.
    const unlessTold = request.url.startsWith('/api/v1/') ? 'no-store' : 'private, no-cache';
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', unlessTold);
    done(null, payload);
  });
  logRequests(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, bytes, done) => {
    try {
      done(null, readJson(bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  // Forms of our own pages; every route that has none refuses the type (ReadingInterceptor).
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_, text, done) => {
      const fields = [...new URLSearchParams(text as string)];
      const names = new Set(fields.map(([name]) => name));
      if (names.size < fields.length)
        done(malformedRequest('表单字段重复', 'a field of the form stands twice'));
      else done(null, Object.fromEntries(fields));
    },
  );
}

async function requireFit(database: Database): Promise<void> {
  await requireSchema(database);
  const findings = await excessOfPower(database);
  if (findings.length > 0) throw new Error(`The service may not run with this login. ${findings.join(' ')}`);
}

/** Answers what is no HTTP, or has a head beyond the limit of Node (16 KiB), before there is a request. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const code: RefusalCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'headers-too-large' : 'malformed-request';
  const refused = new Refused(code, { params: { why: 'it is not HTTP', 'why:zh-CN': '不符合 HTTP 协议' } });
  const requestId = newId();
  const problem = problemOf(refused, { language: 'en', instance: '', requestId });
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'Content-Type: application/problem+json; charset=utf-8',
      'Content-Language: en',
      `Request-Id: ${requestId}`,
      ...Object.entries(bare).map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
