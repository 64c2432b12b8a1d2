import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import { z } from 'zod';
import { Public, RolesLater, Strangers, TakesKeys, type Door, type Scope } from '#identity';
import type { Words } from '#process';
import type { RefusalCode } from '#refusals';
import { keyScopeOf } from './api-key-routes.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type RateLimit = 'RateLimit' | 'RateLimit-Policy';
type AnswerHeader =
  'ETag' | 'Location' | 'Link' | 'Idempotent-Replayed' | 'Content-Disposition' | 'Set-Cookie';

/** What an answer brings beside its status; `schema` is of JSON, `media` of anything else. */
export interface Answered {
  words: Words;
  schema?: z.ZodType;
  media?: string[];
  headers?: (AnswerHeader | RateLimit)[];
}

/** A route as it is enforced and as it is documented: the two are one thing here. */
export interface Operation {
  tag: 'cases' | 'law' | 'register' | 'public' | 'office' | 'identity' | 'webhooks';
  summary: Words;
  description?: Words;
  /**
   * `public` reads no token; `roles` hands over the person with the roles of this moment; `stranger` also takes whoever
   * is signed in and has no account.
   */
  access?: 'public' | 'caller' | 'roles' | 'stranger';
  /** The scope with which API keys are taken, where it is not the one of its tag and method; see `keyScopeOf`. */
  keys?: Scope | 'any' | 'none';
  /** Tries at this route are counted, by address, at this door. */
  door?: Door;
  /** Patterns of the path's parameters; what does not fit is not found. */
  params?: Record<string, z.ZodType>;
  /** Strict; without one, no query parameter is taken. */
  query?: z.ZodObject;
  /** Strict; without one, no body is taken. `evidence` is judged by the case's process, `any` is kept as it is. */
  body?: z.ZodType | 'evidence' | 'any';
  /** Fields of a form that brings one `file`. */
  form?: z.ZodObject;
  /** Fields of a form of our own pages, as a browser sends it without script (`application/x-www-form-urlencoded`). */
  plainForm?: z.ZodObject;
  requestHeaders?: ('If-Match' | 'If-None-Match' | 'Idempotency-Key' | 'Confirmed-Text' | 'Last-Event-ID')[];
  answers: Record<number, Answered>;
  /** Refusals beside those that every route has. */
  refusals?: RefusalCode[];
}

export interface RoutedOperation extends Operation {
  method: Method;
  /** As Nest writes it: `/api/v1/cases/:id`. */
  path: string;
  /** The path's parameters and the query as a whole; made once, for making a schema costs more than using it. */
  reads: { params: z.ZodType; query: z.ZodType };
}

const metadata = 'greenlane:operation';

/** A route: `@Route('POST /api/v1/cases', { … })`. Whoever may not be asked for a token says `access: 'public'`. */
export function Route(at: `${Method} /${string}`, operation: Operation): MethodDecorator {
  const [method, path] = at.split(' ') as [Method, string];
  const { access = 'caller', params = {}, query = z.strictObject({}) } = operation;
  const reads = { params: z.strictObject(params), query };
  const scope = keyScopeOf(method, operation);
  return applyDecorators(
    RequestMapping({ path, method: RequestMethod[method] }),
    HttpCode(Number(Object.keys(operation.answers)[0])),
    SetMetadata(metadata, { ...operation, method, path, reads } satisfies RoutedOperation),
    ...(access === 'public' ? [Public()] : access === 'caller' ? [RolesLater()] : []),
    ...(access === 'stranger' ? [Strangers()] : []),
    ...(scope === undefined ? [] : [TakesKeys(scope)]),
  );
}

/** The operation of a handler; undefined for one that was not declared by `@Route`. */
export const operationOf = (handler: object): RoutedOperation | undefined =>
  Reflect.getMetadata(metadata, handler) as RoutedOperation | undefined;

/** Every operation of a list of controllers, in the order in which they are written. */
export function operationsOf(controllers: readonly (new (...given: never[]) => object)[]): RoutedOperation[] {
  return controllers.flatMap(({ prototype }: { prototype: object }) =>
    Object.values(Object.getOwnPropertyDescriptors(prototype)).flatMap(({ value }) =>
      typeof value === 'function' ? (operationOf(value as object) ?? []) : [],
    ),
  );
}
