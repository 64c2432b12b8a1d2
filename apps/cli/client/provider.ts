/** Signing in at the provider of identities that a server names: the device grant (RFC 8628), renewal, withdrawal. */
import * as oauth from 'openid-client';
import { exits, Failure } from '../failure.js';
import { plain } from '../text.js';
import { protectedResource } from './answers.js';
import type { Api } from './api.js';
import type { Credential } from './credentials.js';
import { exchange, type Request } from './exchange.js';
import type { Language } from './language.js';
import { isSafe, serverFrom } from './server-address.js';

/** The name by which providers know this command line, unless told; a public client (RFC 8252). */
export const usualClient = 'greenlane-cli';

/** What the person is to do elsewhere, on any device with a browser. */
export interface Invitation {
  code: string;
  at: string;
  /** The same with the code in it, where the provider gives it. */
  complete?: string;
  minutes: number;
}

export interface Wish {
  clientId: string;
  /** A fresh sign-in, by as strong a method as the server asks for decisions (RFC 9470). */
  strong: boolean;
  invite: (invitation: Invitation) => void;
  signal: AbortSignal;
}

/** Signs in at the provider that the server names. Answers when the person has, or throws a `Failure` that says why not. */
export async function signInByDevice(api: Api, wish: Wish): Promise<Credential> {
  const { language } = api.of;
  const says = phrases[language];
  const named = await api.get('/.well-known/oauth-protected-resource', protectedResource);
  // Otherwise a server could have us fetch a token for another and show it here (RFC 9728, 3.3).
  if (serverFrom(named.resource, language) !== api.of.server) throw new Failure(says.other(named.resource));
  const issuer = named.authorization_servers[0]!;
  const place = placeOf(issuer, wish.clientId, api);
  return atProvider(issuer, language, async () => {
    const config = await configured(place, wish.signal);
    if (config.serverMetadata().device_authorization_endpoint === undefined)
      throw new Failure(says.noDevice(issuer));
    const about = { resource: named.resource };
    const begun = await oauth.initiateDeviceAuthorization(config, {
      ...about,
      scope: [...new Set(['openid', ...(named.scopes_supported ?? [])])].join(' '),
      ...(wish.strong ? strength(named.acr_values_supported) : {}),
    });
    wish.invite(invitationIn(begun, language));
    const tokens = await oauth.pollDeviceAuthorizationGrant(config, begun, about, { signal: wish.signal });
    return kept(tokens, { issuer, clientId: wish.clientId });
  });
}

/** A new token by the refresh token; undefined where the provider no longer gives one. */
export async function renewed(api: Api, known: Credential): Promise<Credential | undefined> {
  const { issuer, clientId = usualClient, refreshToken } = known;
  if (issuer === undefined || refreshToken === undefined) return undefined;
  return atProvider(issuer, api.of.language, async () => {
    try {
      const config = await configured(placeOf(issuer, clientId, api));
      const tokens = await oauth.refreshTokenGrant(config, refreshToken, { resource: api.of.server });
      return { ...kept(tokens, { issuer, clientId }, refreshToken), name: known.name };
    } catch (error) {
      if (error instanceof oauth.ResponseBodyError && error.error === 'invalid_grant') return undefined;
      throw error;
    }
  });
}

/** Has the provider withdraw what it gave (RFC 7009). False where it did not, or cannot. */
export async function withdrawn(api: Api, known: Credential): Promise<boolean> {
  const { issuer, clientId = usualClient, refreshToken } = known;
  if (issuer === undefined || refreshToken === undefined) return false;
  try {
    const config = await configured(placeOf(issuer, clientId, api));
    if (config.serverMetadata().revocation_endpoint === undefined) return false;
    await oauth.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' });
    return true;
  } catch {
    return false;
  }
}

interface Place {
  issuer: URL;
  clientId: string;
  language: Language;
  timeoutMs: number;
}

function placeOf(issuer: string, clientId: string, { of: { language, timeoutMs } }: Api): Place {
  if (!URL.canParse(issuer) || !isSafe(new URL(issuer)))
    throw new Failure(phrases[language].unsafe(plain(issuer)));
  return { issuer: new URL(issuer), clientId, language, timeoutMs };
}

/** Every request to the provider is bounded as those to the server are, and goes nowhere in the clear but here. */
function configured(
  { issuer, clientId, language, timeoutMs }: Place,
  signal?: AbortSignal,
): Promise<oauth.Configuration> {
  const fetchBounded: oauth.CustomFetch = async (address, { method, headers, body }) => {
    const url = new URL(address);
    const sent = body === undefined || body === null ? undefined : String(body as string);
    const asked = { method: method as Request['method'], url, headers, body: sent };
    const reply = await exchange({ ...asked, timeoutMs, language, signal });
    const head = new Headers(reply.headers);
    // The text is decoded and whole.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) head.delete(name);
    return new Response(reply.status === 204 ? null : reply.text, { status: reply.status, headers: head });
  };
  return oauth.discovery(issuer, clientId, undefined, oauth.None(), {
    [oauth.customFetch]: fetchBounded,
    // `exchange` refuses http:// to other machines.
    execute: [oauth.allowInsecureRequests],
  });
}

/** What is asked of a strong sign-in: one of the classes the server counts as strong, now. */
function strength(classes: unknown): Record<string, string> {
  const known = Array.isArray(classes) ? classes.filter((one) => typeof one === 'string') : [];
  return { max_age: '0', ...(known.length > 0 ? { acr_values: known.join(' ') } : {}) };
}

function invitationIn(begun: oauth.DeviceAuthorizationResponse, language: Language): Invitation {
  const { user_code: code, verification_uri: at, verification_uri_complete: complete } = begun;
  for (const address of complete === undefined ? [at] : [at, complete])
    if (!URL.canParse(address) || !isSafe(new URL(address)))
      throw new Failure(phrases[language].unsafe(plain(address)));
  return {
    code: plain(code),
    at: plain(at),
    complete: complete === undefined ? undefined : plain(complete),
    minutes: Math.max(1, Math.round(begun.expires_in / 60)),
  };
}

function kept(
  tokens: oauth.TokenEndpointResponse,
  from: Pick<Credential, 'issuer' | 'clientId'>,
  refreshToken?: string,
): Credential {
  const { access_token: token, expires_in: seconds, refresh_token: next = refreshToken } = tokens;
  return {
    ...from,
    token,
    ...(seconds === undefined ? {} : { expiresAt: Date.now() + seconds * 1000 }),
    ...(next === undefined ? {} : { refreshToken: next }),
  };
}

/** The faults of a provider as sentences. */
async function atProvider<T>(issuer: string, language: Language, work: () => Promise<T>): Promise<T> {
  const says = phrases[language];
  try {
    return await work();
  } catch (error) {
    const known = failureIn(error);
    if (known !== undefined) throw known;
    if (error instanceof oauth.ResponseBodyError) {
      if (error.error === 'access_denied') throw new Failure(says.denied, exits.notPermitted);
      if (error.error === 'expired_token') throw new Failure(says.expired);
      throw new Failure(says.refused(issuer, plain(error.error_description ?? error.error).slice(0, 300)));
    }
    throw new Failure(says.strange(issuer, plain((error as Error).message ?? '').slice(0, 300)));
  }
}

/** A sentence of ours, however deep the library has wrapped it. */
function failureIn(error: unknown): Failure | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (at instanceof Failure) return at;
  return undefined;
}

const phrases = {
  en: {
    other: (resource: string) =>
      `The server calls itself ${plain(resource)}. If that is right, name it so with --server; nothing was sent.`,
    noDevice: (issuer: string) =>
      `The provider of identities at ${issuer} lets no command line sign in (it has no device grant, RFC 8628).`,
    unsafe: (address: string) =>
      `The server names ${address}, which is neither https:// nor on this machine.`,
    denied: 'The sign-in was declined.',
    expired: 'Nobody signed in in time. Begin again with: greenlane login',
    refused: (issuer: string, why: string) => `The provider of identities at ${issuer} refuses: ${why}`,
    strange: (issuer: string, why: string) =>
      `The provider of identities at ${issuer} answers as none would: ${why}`,
  },
  'zh-CN': {
    other: (resource: string) =>
      `服务器自称 ${plain(resource)}。如属正确，请用 --server 指明；未发送任何内容。`,
    noDevice: (issuer: string) => `身份提供方 ${issuer} 不支持命令行登录（没有设备授权，RFC 8628）。`,
    unsafe: (address: string) => `服务器指向 ${address}，既不是 https://，也不在本机。`,
    denied: '登录被拒绝。',
    expired: '未在规定时间内登录，请重新开始：greenlane login',
    refused: (issuer: string, why: string) => `身份提供方 ${issuer} 拒绝：${why}`,
    strange: (issuer: string, why: string) => `身份提供方 ${issuer} 的应答异常：${why}`,
  },
};
