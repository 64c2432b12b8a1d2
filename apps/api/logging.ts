import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest, FastifyServerOptions } from 'fastify';

/** `false` is silence; `stream` takes the lines, standard output unless told. */
export type Logging = false | { level?: string; stream?: { write(line: string): void } };

/**
 * Lines are JSON (pino). Addresses are logged as route patterns with the case beside them: queries, headers and bodies
 * never are, for a query holds a code, a header a token and a body personal data; `redact` is a second lock.
 */
export function loggerOptions(logging: Logging): FastifyServerOptions['logger'] {
  if (logging === false) return false;
  return {
    level: logging.level ?? 'info',
    ...(logging.stream && { stream: logging.stream }),
    redact: ['req.headers', 'headers', '*.authorization', '*.token', '*.password', '*.connectionString'],
    serializers: { req: ({ method }: { method: string }) => ({ method }), err: faultOf },
  };
}

/** What may be kept of an error: an error of the database names the values of a row in its other members. */
function faultOf(error: Error & { code?: unknown }): { type: string; message: string; stack: string } {
  const { name, message, stack = '', code } = error;
  return { type: name, message, stack, ...(typeof code === 'string' && { code }) };
}

/** The route that was asked, as a pattern, and the case it was asked for. */
export function subjectOf(request: FastifyRequest): { method: string; route: string | null; case?: string } {
  const { id } = (request.params ?? {}) as { id?: unknown };
  const route = request.routeOptions.url ?? null;
  const isOfCase = typeof id === 'string' && route?.startsWith('/api/v1/cases/') === true;
  return { method: request.method, route, ...(isOfCase && { case: id.slice(0, 64) }) };
}

/** One line for each request: what was asked of which case, how it ended, how long it took in milliseconds. */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    request.log[reply.statusCode >= 500 ? 'error' : 'info'](
      {
        ...subjectOf(request),
        status: reply.statusCode,
        ...(reply.refusedWith !== null && { refused: reply.refusedWith }),
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      },
      'answered',
    );
    done();
  });
}

/** What Nest itself has to say, in the same lines. */
export function nestLogger({ log }: FastifyInstance): LoggerService {
  const at =
    (level: 'error' | 'warn' | 'debug') =>
    (message: unknown, ...rest: unknown[]) =>
      log[level]({ context: rest.at(-1) }, String(message));
  return {
    log: at('debug'),
    debug: at('debug'),
    verbose: at('debug'),
    warn: at('warn'),
    error: (message: unknown, ...rest: unknown[]) => log.error({ rest }, String(message)),
    fatal: (message: unknown, ...rest: unknown[]) => log.fatal({ rest }, String(message)),
  };
}
