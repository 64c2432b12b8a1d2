import { createHash, randomBytes } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import { decodeProtectedHeader, type JWTPayload } from 'jose';
import type * as OpenidClient from 'openid-client';
import { type Database, withoutTenant } from '#database';
import { isLoopback } from './addresses.js';
import { cookieOptions, openSession, sessionLimits, type Cookie } from './sessions.js';
import { signInFailed } from './sign-in-failed.js';
import { demonstrationKeyPrefix, read, type VerifiedToken } from './tokens.js';
import { unavailable } from './unavailable.js';

/** The provider at which people sign in, and how we are known there. */
export interface SignInSettings {
  /** Issuer URL; everything else is discovered from it (OpenID Connect Discovery 1.0). */
  issuer: string;
  clientId: string;
  /** A client without a secret is a public one; PKCE is used either way. */
  clientSecret?: string;
  /** Scheme, host and port under which browsers reach us, without a slash at the end. */
  publicUrl: string;
  /** Values of `acr` that count as strong; all of them are asked for in a step-up. */
  strongAcr: readonly string[];
  /** Of a demonstration: the issuer under which its accounts are, whatever the provider's address is today. */
  demonstration?: string;
}

/** Minutes in which a sign-in must come back from the provider. */
export const signInMinutes = 10;
/** Allowed between the provider's clock and ours. */
const toleranceSeconds = 30;
const callbackPath = '/sign-in/callback';

/**
 * Signs browsers in by the authorization code flow (OpenID Connect Core 1.0, 3.1) with PKCE (RFC 7636), state and
 * nonce. What begins in one browser ends in that browser, once, and within ten minutes. The provider's tokens are read
 * and dropped: neither kept nor handed on.
 */
export class SignIns {
  readonly #secure: boolean;
  #found: Promise<Provider> | undefined;

  constructor(
    private readonly database: Database,
    private readonly settings: SignInSettings,
  ) {
    this.#secure = settings.publicUrl.startsWith('https:');
  }

  /**
   * Where to send the browser, and the cookie that will show that it is the same one. With `stepUp` the provider is
   * asked for a strong sign-in made now (RFC 9470, section 4), without it for one no older than a session may become.
   */
  async begin({
    returnTo,
    stepUp,
  }: {
    returnTo: string;
    stepUp: boolean;
  }): Promise<{ location: string; cookie: Cookie }> {
    const { client, configuration } = await this.#provider();
    const [state, browser] = [secret(), secret()];
    const verifier = client.randomPKCECodeVerifier();
    const nonce = client.randomNonce();
    await withoutTenant(this.database, (tx) =>
      tx.query(
        `insert into sign_ins (state_digest, nonce, verifier, browser_digest, return_to, step_up, expires_at)
         values ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(mins => $7))`,
        [digestOf(state), nonce, verifier, digestOf(browser), returnTo, stepUp, signInMinutes],
      ),
    );
    const location = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.publicUrl + callbackPath,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(stepUp
        ? { acr_values: this.settings.strongAcr.join(' '), max_age: '0', prompt: 'login' }
        : { max_age: String(sessionLimits.hours * 3600) }),
    });
    return { location: location.href, cookie: this.#browserCookie(browser, signInMinutes * 60) };
  }

  /**
   * Takes the browser back from the provider. Answers who it is, where to go, and the cookies to set: that of a session
   * made now, and an empty one in place of the one that has served. Throws `sign-in-failed` with its reason, and
   * `temporarily-unavailable` where the provider does not answer; nobody is signed in then.
   *
   * `search` is the query as it came, with its question mark.
   */
  async complete(search: string, cookieHeader: string | undefined): Promise<Completed> {
    const parameters = new URLSearchParams(search);
    const [state, second] = parameters.getAll('state');
    if (state === undefined || second !== undefined) throw signInFailed('unknown');
    const begun = await this.#take(state, browserIn(cookieHeader, this.#browserName));
    if (parameters.has('error')) throw signInFailed('declined');
    const who = await this.#redeem(search, state, begun);
    if (begun.stepUp) this.#requireStrong(who, begun.at);
    return {
      who,
      returnTo: begun.returnTo,
      open: async () => ({
        session: await openSession(this.database, who, { secure: this.#secure }),
        spent: this.#browserCookie('', 0),
      }),
    };
  }

  /** Where the provider ends its own session (RP-Initiated Logout 1.0); our start where it has no such place. */
  async farewell(): Promise<string> {
    const { publicUrl, clientId } = this.settings;
    const { client, configuration } = await this.#provider();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return `${publicUrl}/`;
    return client.buildEndSessionUrl(configuration, {
      client_id: clientId,
      post_logout_redirect_uri: `${publicUrl}/`,
    }).href;
  }

  get #browserName(): string {
    return this.#secure ? '__Host-greenlane-sign-in' : 'greenlane-sign-in';
  }

  #browserCookie(value: string, maxAge: number): Cookie {
    return { name: this.#browserName, value, options: { ...cookieOptions(this.#secure), maxAge } };
  }

  /** Uses up a sign-in that was begun, or says why there is none. */
  async #take(state: string, browser: string | undefined): Promise<Begun> {
    return withoutTenant(this.database, async (tx) => {
      const [taken] = await tx.query<Begun>(
        `delete from sign_ins where state_digest = $1 and browser_digest = $2 and expires_at > clock_timestamp()
         returning nonce, verifier, return_to as "returnTo", step_up as "stepUp",
           extract(epoch from expires_at)::double precision - $3 as at`,
        [digestOf(state), digestOf(browser ?? ''), signInMinutes * 60],
      );
      if (taken !== undefined) return taken;
      const [left] = await tx.query<{ expired: boolean }>(
        'select expires_at <= clock_timestamp() as expired from sign_ins where state_digest = $1',
        [digestOf(state)],
      );
      throw signInFailed(left === undefined ? 'unknown' : left.expired ? 'expired' : 'otherBrowser');
    });
  }

  /** Exchanges the code. The ID token's signature, issuer, audience, nonce and validity are checked by openid-client. */
  async #redeem(search: string, state: string, { nonce, verifier }: Begun): Promise<VerifiedToken> {
    const { client, configuration } = await this.#provider();
    const { publicUrl, issuer, demonstration } = this.settings;
    const tokens = await client
      .authorizationCodeGrant(configuration, new URL(publicUrl + callbackPath + search), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      .catch((error: unknown) => {
        throw isAway(error) ? unavailable(error) : signInFailed('notVerified', error);
      });
    const { kid = '' } = decodeProtectedHeader(tokens.id_token!);
    // The keys of demonstrations sign for nobody else; see tokens.ts.
    if (kid.startsWith(demonstrationKeyPrefix) !== (demonstration !== undefined))
      throw signInFailed('notVerified');
    try {
      return read(demonstration ?? issuer, tokens.claims() as JWTPayload);
    } catch (error) {
      throw signInFailed('notVerified', error);
    }
  }

  /** The provider may answer less than it was asked for; that is then no step-up. */
  #requireStrong({ acr, authTime }: VerifiedToken, begunAt: number): void {
    const isStrong = acr !== undefined && this.settings.strongAcr.includes(acr);
    const isFresh = authTime !== undefined && authTime >= Math.floor(begunAt) - toleranceSeconds;
    if (!isStrong || !isFresh) throw signInFailed('notStrong');
  }

  /** Discovered at the first need and kept; a provider that was away is asked again the next time. */
  #provider(): Promise<Provider> {
    return (this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = undefined;
      throw unavailable(error);
    }));
  }

  async #discover(): Promise<Provider> {
    const { issuer, clientId, clientSecret } = this.settings;
    // Loaded when somebody signs in: nobody who only shows tokens waits for it.
    const client = await import('openid-client');
    const server = new URL(issuer);
    const configuration = await client.discovery(
      server,
      clientId,
      undefined,
      clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
      {
        timeout: 10,
        execute: [
          client.enableNonRepudiationChecks,
          // Without TLS, on loopback alone.
          ...(isLoopback(server) ? [client.allowInsecureRequests] : []),
        ],
      },
    );
    return { client, configuration };
  }
}

export interface Completed {
  who: VerifiedToken;
  /** A path of ours. */
  returnTo: string;
  /** Opens the session; until then nobody is signed in, so that it can be recorded first. */
  open(): Promise<{ session: Cookie; spent: Cookie }>;
}

interface Provider {
  client: typeof OpenidClient;
  configuration: OpenidClient.Configuration;
}

interface Begun {
  nonce: string;
  verifier: string;
  returnTo: string;
  stepUp: boolean;
  /** Seconds since 1970. */
  at: number;
}

/**
 * Whether a text is a path of ours and cannot lead elsewhere, whatever a browser makes of it: it takes a backslash for
 * a slash, drops tabs and line breaks, and reads two slashes as a host.
 */
export function isOwnPath(text: string): boolean {
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text) || text.length > 500) return false;
  const ours = 'https://ours.invalid';
  if (!URL.canParse(text, ours)) return false;
  const { origin, pathname } = new URL(text, ours);
  return origin === ours && !pathname.startsWith('//');
}

const secret = (): string => randomBytes(32).toString('base64url');
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const browserIn = (header: string | undefined, name: string): string | undefined =>
  fastifyCookie.fastifyCookie.parse(header ?? '')[name];

/** A provider that does not answer, answers 5xx or not in time, says nothing about the sign-in. */
function isAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (['TimeoutError', 'AbortError'].includes(at.name) || at.message === 'fetch failed') return true;
    const { status } = at as { status?: unknown };
    if (typeof status === 'number' && status >= 500) return true;
  }
  return false;
}
