import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '#refusals';
import { readerLanguage } from './language.js';
import { problemOf, refusalOf } from './problem.js';
import { subjectOf } from './logging.js';
import { bodyLimit } from './limits.js';
import { RouteTable } from './route-table.js';

/** Answers everything that goes wrong, wherever it does, with one problem document in the reader's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteTable) {}

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
      request.log.warn({ ...subjectOf(request), err: error }, 'a request could not be served');
    }
    reply.refusedWith = refused.code;
    if (reply.sent) return;
    const language = readerLanguage(request.headers['accept-language']);
    const problem = problemOf(refused, { language, instance: path.slice(0, 500), requestId: request.id });
    if (problem.status === 401 && !reply.hasHeader('www-authenticate')) {
      void reply.header('www-authenticate', 'Bearer error="invalid_token"');
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
}

declare module 'fastify' {
  interface FastifyReply {
    /** Code of the refusal that was answered, for the log. */
    refusedWith: string | null;
  }
}
