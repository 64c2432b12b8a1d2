import { Catch, Optional, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessRecord, type AccessEntry, type SignedInRequest } from '#identity';
import { Refused, refusals } from '#refusals';
import { readerLanguage } from './language.js';
import { problemOf, refusalOf } from './problem.js';
import { subjectOf } from './logging.js';
import { bodyLimit } from './limits.js';
import { RouteTable } from './route-table.js';

/**
 * Answers everything that goes wrong, wherever it does, with one problem document in the reader's language. Whoever is
 * turned away is recorded before the answer goes out.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    @Optional() private readonly access?: AccessRecord,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    let refused = refusalOf(error, { bodyLimit });
    const path = request.url.split('?')[0]!;
    if (refused.code === 'not-found' && request.is404) {
      const allowed = this.routes.methodsAt(path);
      if (allowed.length > 0) {
        refused = new Refused('method-not-allowed');
        void reply.header('allow', allowed.join(', '));
      }
    }
    if (refused.code === 'internal-error') {
      request.log.error({ ...subjectOf(request), err: error }, 'a request failed');
    } else if (refused.code === 'temporarily-unavailable') {
      const { cause } = error as { cause?: unknown };
      request.log.warn({ ...subjectOf(request), err: cause ?? error }, 'a request could not be served');
    }
    reply.refusedWith = refused.code;
    if (reply.sent) return;
    const denial = denialOf(refused, request);
    if (denial === undefined || this.access === undefined) {
      send(refused, path, request, reply);
      return;
    }
    // The denial stands without its entry: the caller is turned away all the same, and the log keeps what is known.
    void this.access
      .write(denial)
      .catch(({ cause }: { cause?: unknown }) => {
        const { address: _, ...kept } = denial;
        request.log.error({ denial: kept, err: cause }, 'a denial could not be recorded');
      })
      .then(() => send(refused, path, request, reply));
  }
}

/** Who was turned away from what, where a refusal says that somebody may not; undefined for every other refusal. */
function denialOf({ code }: Refused, request: FastifyRequest): AccessEntry | undefined {
  const { caller, turnedAway } = request as FastifyRequest & Partial<SignedInRequest>;
  const who = caller ?? turnedAway;
  const { status } = refusals[code];
  // What is foreign is not found; whoever looks for it in many places has it recorded.
  const isForeign = status === 404 && caller !== undefined && !request.is404;
  if (![401, 403, 429].includes(status) && !isForeign) return undefined;
  return {
    kind: 'denied',
    code,
    ...(who !== undefined && { tenant: who.tenant, person: who.person, method: who.method }),
    verb: request.method,
    path: routeWithIds(request),
    address: request.ip,
    requestId: request.id,
  };
}

/** The route as it is declared, with the ids that it was asked for. What has no shape of an id is not repeated. */
function routeWithIds(request: FastifyRequest): string {
  const given = (request.params ?? {}) as Record<string, unknown>;
  return (request.routeOptions.url ?? '').replace(/:(\w+)/g, (pattern, name: string) => {
    const value = given[name];
    return typeof value === 'string' && /^[\w.-]{1,40}$/.test(value) ? value : pattern;
  });
}

function send(refused: Refused, path: string, request: FastifyRequest, reply: FastifyReply): void {
  // The caller may have gone while the record was written.
  if (reply.sent) return;
  const language = readerLanguage(request.headers['accept-language']);
  const problem = problemOf(refused, { language, instance: path.slice(0, 500), requestId: request.id });
  if (problem.status === 401 && !reply.hasHeader('www-authenticate')) {
    void reply.header('www-authenticate', challengeOf(refused));
  }
  if (problem.status === 503 || problem.status === 429) {
    void reply.header('retry-after', Number(problem['retryAfter'] ?? 1));
  }
  void reply
    .code(problem.status)
    .header('request-id', request.id)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}

/** What a client is told to bring: another token, or one of a stronger and fresher sign-in (RFC 9470). */
function challengeOf({ code, details }: Refused): string {
  if (code !== 'stronger-sign-in-needed') return 'Bearer error="invalid_token"';
  const { acrValues, maxAge } = details.members as { acrValues: string[]; maxAge: number };
  const error = 'Bearer error="insufficient_user_authentication"';
  return `${error}, acr_values="${acrValues.join(' ')}", max_age="${maxAge}"`;
}

declare module 'fastify' {
  interface FastifyReply {
    /** Code of the refusal that was answered, for the log. */
    refusedWith: string | null;
  }
}
