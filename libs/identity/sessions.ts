import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import { type Database, withoutTenant } from '#database';
import type { VerifiedToken } from './tokens.js';

/**
 * Browsers that are signed in (the backend-for-frontend pattern): the browser has a cookie of 256 random bits and
 * nothing else, the table has its SHA-256 and who it is. All times are real time.
 *
 * A session is named by its cookie as a whole, `name=value`, and the digest is over both. What was handed out under
 * the `__Host-` name, which a browser takes from this host over TLS alone, is therefore worth nothing under the plain
 * one, which a neighbouring host could plant.
 */

/** Idle, a session ends after so many minutes; whatever happens, after so many hours. */
export const sessionLimits = { idleMinutes: 30, hours: 8 } as const;

/** `__Host-` needs TLS; the plain name is for a demonstration on loopback, where there is none. */
const names = { secure: '__Host-greenlane', plain: 'greenlane' } as const;

/** A cookie as it is set; the options are those of `@fastify/cookie`. */
export interface Cookie {
  name: string;
  value: string;
  options: { httpOnly: true; sameSite: 'lax'; path: string; secure: boolean; maxAge?: number };
}

export const cookieOptions = (secure: boolean): Cookie['options'] => ({
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  secure,
});

/** A `Set-Cookie` header. */
export const setCookie = ({ name, value, options }: Cookie): string =>
  fastifyCookie.fastifyCookie.serialize(name, value, options);

/** Takes a session's cookie out of the browser again. */
export function spentCookie(cookie: string): Cookie {
  const name = cookie.slice(0, cookie.indexOf('='));
  return { name, value: '', options: { ...cookieOptions(name === names.secure), maxAge: 0 } };
}

/** The session cookie that a request brings, as `name=value`, whatever it is worth; undefined where there is none. */
export function sessionCookieOf(request: { headers: { cookie?: string } }): string | undefined {
  const cookies = fastifyCookie.fastifyCookie.parse(request.headers.cookie ?? '');
  for (const name of [names.secure, names.plain]) {
    const value = cookies[name];
    if (value !== undefined && value !== '') return `${name}=${value}`;
  }
  return undefined;
}

/**
 * Opens a session and answers the cookie to set. The id is always made here and now: none that a browser brings is
 * ever taken, so nobody can plant one.
 */
export async function openSession(
  database: Database,
  { issuer, subject, method, acr, authTime }: Omit<VerifiedToken, 'scopes'>,
  { secure }: { secure: boolean },
): Promise<Cookie> {
  const cookie: Cookie = {
    name: secure ? names.secure : names.plain,
    value: randomBytes(32).toString('base64url'),
    options: cookieOptions(secure),
  };
  await withoutTenant(database, (tx) =>
    tx.query(
      `insert into sessions (digest, issuer, subject, method, acr, auth_time, created_at, seen_at, expires_at)
       select $1, $2, $3, $4, $5, $6, moment, moment, moment + make_interval(hours => $7)
       from clock_timestamp() as moment`,
      [
        digestOf(`${cookie.name}=${cookie.value}`),
        issuer,
        subject,
        method,
        acr ?? null,
        authTime ?? null,
        sessionLimits.hours,
      ],
    ),
  );
  return cookie;
}

/** That the session is alive at this moment. */
export const alive = `ended_at is null and expires_at > clock_timestamp()
  and seen_at > clock_timestamp() - make_interval(mins => ${sessionLimits.idleMinutes})`;

/**
 * Who is signed in by this cookie, as a token would say it, and the session's id; undefined where the session is unknown, idle for too long,
 * over, or signed out. Notes that it was seen, at most once a minute.
 */
export async function findSession(
  database: Database,
  cookie: string,
): Promise<(VerifiedToken & { session: string }) | undefined> {
  const found = await withoutTenant(database, (tx) =>
    tx.named<SessionRow & { id: string }>(
      'identity: find session',
      `with seen as (
         update sessions set seen_at = clock_timestamp()
          where digest = $1 and ${alive} and seen_at < clock_timestamp() - interval '1 minute')
       select id, issuer, subject, method, acr, auth_time from sessions where digest = $1 and ${alive}`,
      [digestOf(cookie)],
    ),
  );
  return found[0] && { ...signedIn(found[0]), session: found[0].id };
}

/** Ends a session at once. Answers who it was, undefined where there was no living one. */
export async function endSession(database: Database, cookie: string): Promise<VerifiedToken | undefined> {
  const ended = await withoutTenant(database, (tx) =>
    tx.query<SessionRow>(
      `update sessions set ended_at = clock_timestamp() where digest = $1 and ${alive}
       returning issuer, subject, method, acr, auth_time`,
      [digestOf(cookie)],
    ),
  );
  return ended[0] && signedIn(ended[0]);
}

/** Erases sessions that are over and sign-ins that nobody can finish; what was recorded of them stays. Answers how many. */
export async function forgetSessions(database: Database): Promise<number> {
  return withoutTenant(database, async (tx) => {
    const sessions = await tx.query(`delete from sessions where not (${alive}) returning 1`);
    const begun = await tx.query('delete from sign_ins where expires_at <= clock_timestamp() returning 1');
    return sessions.length + begun.length;
  });
}

/**
 * What a form without script brings to show that it was drawn for this session: HMAC-SHA-256 under the cookie, which
 * no other site can read. It needs no table, ends with the session, and says nothing about the cookie.
 */
export const formTokenOf = (cookie: string): string =>
  createHmac('sha256', cookie).update('greenlane form').digest('base64url');

/** Compares in constant time. */
export function isFormToken(cookie: string, token: string): boolean {
  const [expected, given] = [formTokenOf(cookie), token].map((text) =>
    createHash('sha256').update(text).digest(),
  );
  return timingSafeEqual(expected!, given!);
}

interface SessionRow {
  issuer: string;
  subject: string;
  method: string;
  acr: string | null;
  auth_time: number | null;
}

const signedIn = ({ issuer, subject, method, acr, auth_time: authTime }: SessionRow): VerifiedToken => ({
  issuer,
  subject,
  method,
  scopes: [],
  ...(acr === null ? {} : { acr }),
  ...(authTime === null ? {} : { authTime }),
});

/** 256 random bits need no slow hash. */
const digestOf = (cookie: string): Buffer => createHash('sha256').update(cookie).digest();
