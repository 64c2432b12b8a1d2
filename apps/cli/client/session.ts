import { exits, Failure, misused } from '../failure.js';
import { print } from '../text.js';
import { Api } from './api.js';
import { Credentials, type Credential } from './credentials.js';
import type { Language } from './language.js';
import { serverFrom, usualServer } from './server-address.js';

/** Options that every command of the client has. */
export interface ClientOptions {
  server?: string;
  lang: Language;
  json?: boolean;
  timeout: string;
}

/** A server, and as whom we ask it. */
export interface Session {
  server: string;
  api: Api;
  credentials: Credentials;
}

/** Renewed this long before its end, so that it does not end under way. */
const spare = 30_000;

/** The server that is meant, asked as nobody: --server, GREENLANE_SERVER, the one signed in to last, or this machine's. */
export function openAsNobody(options: ClientOptions, signal?: AbortSignal): Session {
  const { lang: language, json = false } = options;
  const credentials = new Credentials(language);
  const named = options.server ?? (process.env.GREENLANE_SERVER || undefined);
  const server = serverFrom(named ?? credentials.usualServer() ?? usualServer, language);
  const timeoutMs = secondsFrom(options.timeout, language) * 1000;
  const api = new Api({ server, token: null, language, timeoutMs, forPeople: !json, signal });
  return { server, api, credentials };
}

/** As the person who is signed in. Throws a `Failure` (4) where nobody is, or no longer. */
export async function openSession(options: ClientOptions, signal?: AbortSignal): Promise<Session> {
  const session = openAsNobody(options, signal);
  const token = await tokenFor(session);
  if (token === undefined)
    throw new Failure(phrases[options.lang].nobody(session.server), exits.notPermitted);
  return { ...session, api: session.api.as(token) };
}

/** The secret of the environment, which machines bring; it goes before what is kept. */
export const secretOfEnvironment = (env = process.env): string | undefined =>
  env.GREENLANE_TOKEN || env.GREENLANE_API_KEY || undefined;

/** What to show this server, renewed where it has run out and can be; undefined where nobody is signed in. */
export async function tokenFor({ server, api, credentials }: Session): Promise<string | undefined> {
  const given = secretOfEnvironment();
  if (given !== undefined) {
    // What may not stand in a header is no token, and is not repeated in a sentence either.
    if (!/^[\x21-\x7e]{1,8192}$/.test(given)) throw misused(phrases[api.of.language].noToken);
    return given;
  }
  const known = credentials.find(server);
  if (known === undefined || isGood(known)) return known?.apiKey ?? known?.token;
  const { renewed } = await import('./provider.js');
  const fresh = await credentials.renew(server, async (current) =>
    isGood(current) ? undefined : renewed(api, current),
  );
  if (fresh === undefined || !isGood(fresh))
    throw new Failure(phrases[api.of.language].over(server), exits.notPermitted);
  return fresh.apiKey ?? fresh.token;
}

const isGood = ({ expiresAt }: Credential): boolean =>
  expiresAt === undefined || expiresAt > Date.now() + spare;

/** Data for a program: the answer as it came, without what a terminal would obey. */
export function printJson(value: unknown): void {
  print(
    JSON.stringify(value).replace(
      /[\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}

function secondsFrom(text: string, language: Language): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > 600)
    throw misused(phrases[language].timeout(text));
  return Number(text);
}

const phrases = {
  en: {
    nobody: (server: string) =>
      `Nobody is signed in at ${server}. Sign in with: greenlane login --server ${server}`,
    over: (server: string) =>
      `The sign-in at ${server} has ended. Sign in again with: greenlane login --server ${server}`,
    noToken: 'GREENLANE_TOKEN or GREENLANE_API_KEY holds what no token or key can be.',
    timeout: (text: string) => `--timeout takes whole seconds from 1 to 600, not "${text}".`,
  },
  'zh-CN': {
    nobody: (server: string) => `尚未在 ${server} 登录。请执行：greenlane login --server ${server}`,
    over: (server: string) => `在 ${server} 的登录已失效。请重新登录：greenlane login --server ${server}`,
    noToken: 'GREENLANE_TOKEN 或 GREENLANE_API_KEY 的内容不可能是令牌或密钥。',
    timeout: (text: string) => `--timeout 应为 1 至 600 的整秒数，而不是“${text}”。`,
  },
};
