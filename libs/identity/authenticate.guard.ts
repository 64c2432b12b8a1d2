import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Database, inTransaction, withoutTenant } from '#database';
import { Refused } from '#refusals';
import { BoundedMap } from './bounded-map.js';
import { type Account, type Actor, findAccount, getActor } from './people.js';
import { tokenRefused } from './token-refused.js';
import type { TokenVerifier } from './tokens.js';

/** Injection token of the verifier that `IdentityModule` was given. */
export const tokenVerifierToken = Symbol('the verifier of tokens');

/** Who signed in, before any role was looked up. */
export interface Caller extends Account {
  /** How the person signed in. */
  method: string;
  scopes: string[];
  acr?: string;
  authTime?: number;
}

/** What the guard adds to a request. */
export interface SignedInRequest {
  headers: { authorization?: string };
  caller?: Caller;
  actor?: Actor;
}

const openRoute = Reflector.createDecorator<true>();
const rolesLater = Reflector.createDecorator<true>();

/** This route, or all routes of this controller, answer everybody; no token is read. */
export const Public = () => openRoute(true);

/**
 * This route looks up the roles itself, in the transaction that does the work, as `casework` does for each step:
 * the guard only says who it is, and asks the database nothing for a person it has seen before.
 */
export const RolesLater = () => rolesLater(true);

/** The person with the roles of this moment. Not on routes that are public or look up roles themselves. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!actor) throw new Error('This route asks for an actor, but its roles were not looked up.');
  return actor;
});

/** The person without roles. On every route that is not public. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!caller) throw new Error('This route asks who calls, but it is public.');
  return caller;
});

/**
 * Reads `Authorization: Bearer` (RFC 6750) on every route that is not `@Public()` and sets `request.caller` and, with
 * the roles looked up now, `request.actor`. Refuses with `not-signed-in` or `token-refused`, and says in the header
 * `WWW-Authenticate` what is expected.
 */
@Injectable()
export class AuthenticateGuard implements CanActivate {
  /** Accounts are never moved or deleted (the service has no right to), so a found one may be remembered. */
  readonly #accounts = new BoundedMap<string, Account>(10_000);

  constructor(
    @Inject(tokenVerifierToken) private readonly verify: TokenVerifier,
    @Inject(Database) private readonly database: Database,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride(openRoute, route)) return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    try {
      request.caller = await this.#caller(request.headers.authorization);
      if (this.reflector.getAllAndOverride(rolesLater, route)) return true;
      const { tenant, person, method } = request.caller;
      request.actor = await inTransaction(this.database, tenant, (tx) => getActor(tx, person, method));
      return true;
    } catch (error) {
      if (error instanceof Refused && (error.code === 'not-signed-in' || error.code === 'token-refused')) {
        const challenge = error.code === 'token-refused' ? 'Bearer error="invalid_token"' : 'Bearer';
        context
          .switchToHttp()
          .getResponse<{ header(name: string, value: string): unknown }>()
          .header('www-authenticate', challenge);
      }
      throw error;
    }
  }

  async #caller(authorization: string | undefined): Promise<Caller> {
    const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (bearer === undefined) throw new Refused('not-signed-in');
    const { issuer, subject, ...says } = await this.verify(bearer);
    return { ...says, ...(await this.#account(issuer, subject)) };
  }

  async #account(issuer: string, subject: string): Promise<Account> {
    const key = JSON.stringify([issuer, subject]);
    const known = this.#accounts.get(key);
    if (known) return known;
    const found = await withoutTenant(this.database, (tx) => findAccount(tx, issuer, subject));
    if (!found) throw tokenRefused('noAccount');
    this.#accounts.set(key, found);
    return found;
  }
}
