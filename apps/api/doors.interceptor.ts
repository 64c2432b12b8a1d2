import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { doors, rateLimitHeaders, Tries, type DoorRule } from '#identity';
import { operationOf } from './operation.js';

/**
 * Counts the tries at every route that names a door (`door` of its operation), by the address of the caller, and says
 * in the answer how many are left. It stands behind the reading of requests: what cannot be read tries nothing.
 */
@Injectable()
export class DoorsInterceptor implements NestInterceptor {
  constructor(private readonly tries: Tries) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const door = operationOf(context.getHandler())?.door;
    if (door === undefined) return next.handle();
    const { ip } = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.headers(rateLimitHeaders(door, await this.tries.admit(door, ip)));
    const { forgives }: DoorRule = doors[door];
    if (forgives !== true) return next.handle();
    return next.handle().pipe(
      concatMap(async (answer) => {
        await this.tries.forgive(door, ip);
        return answer as unknown;
      }),
    );
  }
}
