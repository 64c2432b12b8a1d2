import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import type { z } from 'zod';
import { fieldErrors } from '#casework';
import { Refused } from '#refusals';
import { operationOf } from './operation.js';

/**
 * The one place where requests are read: path, query and body of every route pass the schemas of its operation before
 * the handler sees them, and what a route does not take is refused. It runs after the guard, so that nobody learns
 * about bodies who has not signed in.
 */
@Injectable()
export class ReadingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = operationOf(context.getHandler());
    if (operation === undefined) throw new Error('every route is declared by @Route');
    const request = context.switchToHttp().getRequest<FastifyRequest>();

    const params = operation.reads.params.safeParse(request.params ?? {});
    if (!params.success) throw new Refused('not-found');
    request.params = params.data;

    const query = operation.reads.query.safeParse({ ...(request.query as object) });
    if (!query.success) {
      throw new Refused('malformed-request', {
        params: { why: 'its query does not fit', 'why:zh-CN': '查询参数不符合要求' },
        errors: fieldErrors(query.error.issues),
      });
    }
    request.query = query.data;

    const { body = operation.plainForm, form, plainForm } = operation;
    const isForm = request.isMultipart();
    const isPlainForm =
      request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
    if (isForm !== (form !== undefined) || isPlainForm !== (plainForm !== undefined)) {
      throw new Refused('unsupported-media-type');
    }
    if (!isForm && body !== 'evidence' && body !== 'any') request.body = readBody(body, request.body);
    return next.handle();
  }
}

function readBody(schema: z.ZodType | undefined, body: unknown): unknown {
  if (schema === undefined) {
    if (body !== undefined && body !== null) throw new Refused('evidence-does-not-fit', { errors: [noBody] });
    return undefined;
  }
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new Refused('evidence-does-not-fit', { errors: fieldErrors(parsed.error.issues) });
}

const noBody = {
  pointer: '',
  message: { 'zh-CN': '此请求不带内容。', en: 'This request takes no body.' },
};
