import { Refused } from '#refusals';
import { looksLikeApiKey } from './api-key-text.js';
import { sessionCookieOf } from './sessions.js';

/** What is read of a request to know who asks; Fastify's request has all of it. */
export interface Shown {
  method: string;
  headers: Record<string, string | string[] | undefined>;
  raw: { rawHeaders: string[] };
}

/** How somebody says who they are. */
export type Credential = { kind: 'token' | 'key' | 'session'; text: string };

/**
 * The one credential that counts: a bearer (RFC 6750) before a session's cookie. Undefined where there is none.
 * Throws `not-signed-in` for a header that is no bearer, and `malformed-request` for two credentials of one kind, of
 * which different readers might take different ones.
 */
export function credentialOf(request: Shown): Credential | undefined {
  const { rawHeaders } = request.raw;
  const given = rawHeaders.filter((_, at) => at % 2 === 1 && /^authorization$/i.test(rawHeaders[at - 1]!));
  if (given.length > 1) throw twoOfOneKind();
  if (given[0] !== undefined) {
    const text = /^Bearer +(\S+)$/i.exec(given[0])?.[1];
    if (text === undefined) throw new Refused('not-signed-in');
    return { kind: looksLikeApiKey(text) ? 'key' : 'token', text };
  }
  const { cookie } = request.headers;
  if (typeof cookie !== 'string') return undefined;
  const session = sessionCookieOf({ headers: { cookie } });
  if (session === undefined) return undefined;
  const name = session.slice(0, session.indexOf('=') + 1);
  if (cookie.split(';').filter((pair) => pair.trim().startsWith(name)).length > 1) throw twoOfOneKind();
  return { kind: 'session', text: session };
}

/**
 * Refuses (`cross-site-request`) what a page of another site could make a browser send with our cookie: whatever is not
 * a read must come from our own origin, as the browser itself says it (`Sec-Fetch-Site`, and where a browser does not
 * know that, `Origin`), and bring the header `X-Greenlane: 1`, which no form can and no other origin may.
 */
export function requireOwnPage({ method, headers }: Shown, origin: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined ? headers['origin'] === origin : site === 'same-origin';
  if (!isOurs || headers['x-greenlane'] !== '1') throw new Refused('cross-site-request');
}

const twoOfOneKind = (): Refused =>
  new Refused('malformed-request', {
    params: {
      why: 'it brings two credentials of one kind',
      'why:zh-CN': '带有两个同类的身份凭证',
    },
  });
