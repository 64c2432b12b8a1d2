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
import { ApiKeys, type Scope } from './api-keys.js';
import { BoundedMap } from './bounded-map.js';
import { type Credential, credentialOf, requireOwnPage, type Shown } from './credentials.js';
import { type Account, type Actor, findAccount, getActor, keptOut, requireNotSuspended } from './people.js';
import { findSession } from './sessions.js';
import { isGuess, keyRefused, tokenRefused } from './token-refused.js';
import type { TokenVerifier, VerifiedToken } from './tokens.js';
import { Tries } from './tries.js';

/** Injection token of the verifier that `IdentityModule` was given. */
export const tokenVerifierToken = Symbol('the verifier of tokens');
/** Injection token of the origin that pages of ours have; undefined where each request says it. */
export const ownOriginToken = Symbol('our own origin');

/** Who signed in, before any role was looked up. */
export interface Caller extends Account {
  /** How the person signed in; `apiKey:<id>` of a key. */
  method: string;
  /** Of a token as its issuer gave them, of an API key as its owner did. */
  scopes: string[];
  acr: string | null;
  /** When the person signed in, seconds since 1970. */
  authTime: number | null;
  /** The one institution for which an API key acts. */
  onlyFor: string | null;
  /** The id of the session, where a browser's cookie was shown. */
  session: string | null;
}

/** What the guard reads of a request and adds to it. */
export interface SignedInRequest extends Shown {
  ip: string;
  protocol: string;
  host: string;
  caller?: Caller;
  actor?: Actor;
  /** What a stranger brought, on a route that takes strangers. */
  stranger?: VerifiedToken;
  /** Who was turned away, where that is known though they do not count as signed in. For the record of accesses. */
  turnedAway?: Account & { method: string };
}

const openRoute = Reflector.createDecorator<true>();
const rolesLater = Reflector.createDecorator<true>();
const strangers = Reflector.createDecorator<true>();
const keysWith = Reflector.createDecorator<Scope | 'any'>();

/** This route, or all routes of this controller, answer everybody; no token is read. */
export const Public = () => openRoute(true);

/**
 * This route looks up the roles itself, in the transaction that does the work, as `casework` does for each step: the
 * guard only says who it is, and that they are not kept out.
 */
export const RolesLater = () => rolesLater(true);

/** This route also takes whoever is signed in and has no account yet; never an API key. */
export const Strangers = () => strangers(true);

/** This route takes API keys that have this scope, or any key. Routes that say nothing take none. */
export const TakesKeys = (scope: Scope | 'any') => keysWith(scope);

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

/** What whoever signed in brought, with or without an account. On routes for strangers. */
export const CurrentStranger = createParamDecorator(
  (_: unknown, context: ExecutionContext): VerifiedToken => {
    const { stranger } = context.switchToHttp().getRequest<SignedInRequest>();
    if (!stranger) throw new Error('This route asks for a stranger, but it takes none.');
    return stranger;
  },
);

/** What a route asks of its callers. */
interface Asks {
  strangers: boolean;
  rolesLater: boolean;
  keysWith: Scope | 'any' | undefined;
}

/**
 * Finds out who asks, on every route that is not `@Public()`: by a token of the provider or an API key in
 * `Authorization: Bearer` (RFC 6750), or by the cookie of a session. Sets `request.caller` and, with the roles looked up
 * now, `request.actor`. Refuses with `not-signed-in`, `token-refused` or `key-refused` and says in the header
 * `WWW-Authenticate` what is expected; a write with a cookie that another site may have caused with `cross-site-request`;
 * a key on a route that takes none, or not its scope, with `key-not-taken` or `scope-too-small`; whoever is suspended with
 * `account-suspended`, a token from before they were let in again with `token-refused`. Whoever goes on trying
 * what is not accepted gets `too-many-requests`.
 */
@Injectable()
export class AuthenticateGuard implements CanActivate {
  /** Accounts are never moved or deleted (the service has no right to), so a found one may be remembered. */
  readonly #accounts = new BoundedMap<string, Account>(10_000);

  constructor(
    @Inject(tokenVerifierToken) private readonly verify: TokenVerifier,
    @Inject(ownOriginToken) private readonly origin: string | undefined,
    @Inject(Database) private readonly database: Database,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
    @Inject(Tries) private readonly tries: Tries,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride(openRoute, route)) return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    try {
      await this.#signIn(request, {
        strangers: this.reflector.getAllAndOverride(strangers, route) ?? false,
        rolesLater: this.reflector.getAllAndOverride(rolesLater, route) ?? false,
        keysWith: this.reflector.getAllAndOverride(keysWith, route),
      });
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const challenge = challengeOf(error);
      if (challenge !== undefined)
        context
          .switchToHttp()
          .getResponse<{ header(name: string, value: string): unknown }>()
          .header('www-authenticate', challenge);
      if (isGuess(error)) await this.tries.admit('credentials', request.ip);
      throw error;
    }
  }

  async #signIn(request: SignedInRequest, asks: Asks): Promise<void> {
    const credential = credentialOf(request);
    if (credential === undefined) throw new Refused('not-signed-in');
    if (credential.kind === 'key') return this.#takeKey(request, credential.text, asks);
    if (credential.kind === 'session')
      requireOwnPage(request, this.origin ?? `${request.protocol}://${request.host}`);
    const says = await this.#read(credential);
    const account = await this.#account(says.issuer, says.subject);
    if (asks.strangers) request.stranger = says;
    if (account === undefined) {
      if (asks.strangers) return;
      throw tokenRefused('noAccount');
    }
    const { method, scopes, acr = null, authTime = null } = says;
    const { session = null } = says;
    request.caller = { ...account, method, scopes, acr, authTime, onlyFor: null, session };
    const { tenant, person } = account;
    await inTransaction(this.database, tenant, async (tx) => {
      // Here too, though whatever looks up roles refuses the suspended: no route may forget it.
      const standing = await keptOut(tx, person);
      requireNotSuspended(standing);
      // Sessions of before have ended; tokens are nobody's to end.
      if (credential.kind === 'token') requireSignedInSince(standing.letInAt, says);
      if (!asks.rolesLater && !asks.strangers) request.actor = await getActor(tx, person, method);
    });
  }

  async #takeKey(request: SignedInRequest, text: string, asks: Asks): Promise<void> {
    const found = await this.keys.find(text);
    if (found.fault !== undefined) {
      request.turnedAway = found.holder;
      throw keyRefused(found.fault);
    }
    const { tenant, person, method, scopes, institution } = found.holder;
    const unknown = { acr: null, authTime: null, session: null };
    request.caller = { tenant, person, method, scopes, ...unknown, onlyFor: institution };
    if (asks.keysWith === undefined) throw new Refused('key-not-taken');
    if (asks.keysWith !== 'any' && !scopes.includes(asks.keysWith))
      throw new Refused('scope-too-small', {
        params: { scope: asks.keysWith },
        members: { scope: asks.keysWith },
      });
    if (!asks.rolesLater) request.actor = found.actor;
  }

  async #read({ kind, text }: Credential): Promise<VerifiedToken & { session?: string }> {
    if (kind === 'token') return this.verify(text);
    const session = await findSession(this.database, text);
    if (session === undefined) throw new Refused('not-signed-in');
    return session;
  }

  async #account(issuer: string, subject: string): Promise<Account | undefined> {
    const key = JSON.stringify([issuer, subject]);
    const known = this.#accounts.get(key);
    if (known) return known;
    const found = await withoutTenant(this.database, (tx) => findAccount(tx, issuer, subject));
    if (found) this.#accounts.set(key, found);
    return found;
  }
}

/**
 * Whoever was let in again signs in anew: throws `token-refused` for a token of a sign-in before that, or during the same
 * second. What does not say when the sign-in was, was issued when it says; what does not say that either is refused.
 */
function requireSignedInSince(letInAt: number | null, { authTime, issuedAt }: VerifiedToken): void {
  if (letInAt !== null && (authTime ?? issuedAt ?? 0) * 1000 < letInAt)
    throw tokenRefused('beforeReinstatement');
}

/** RFC 6750, section 3.1: what the refused one may do about it. */
function challengeOf({ code, details }: Refused): string | undefined {
  if (code === 'not-signed-in') return 'Bearer';
  if (code === 'token-refused' || code === 'key-refused') return 'Bearer error="invalid_token"';
  if (code === 'scope-too-small')
    return `Bearer error="insufficient_scope", scope="${String(details.members?.['scope'])}"`;
  return undefined;
}
