/** One request and its answer, as little as the network and a strange server can do to us. */
import { Failure } from '../failure.js';
import type { Language } from './language.js';
import { isSafe } from './server-address.js';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** For everything, to the last byte of the answer. */
  timeoutMs: number;
  language: Language;
  /** Breaks it off. */
  signal?: AbortSignal;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

/** More is not read: 16 MiB, several times what any answer of the API holds. */
const longestAnswer = 16 * 1024 * 1024;

/** No answer came, or not the whole of it: whether anything was done is not known. */
export class Unanswered extends Failure {
  constructor(
    message: string,
    /** Whether another try may be answered. */
    readonly mayPass: boolean,
  ) {
    super(message);
    this.name = 'Unanswered';
  }
}

/**
 * Sends a request and reads the answer whole. Never follows a redirect: whoever may redirect us could send a token
 * elsewhere. Throws `Unanswered`, and a `Failure` for redirects and answers beyond the limit.
 */
export async function exchange(request: Request): Promise<Reply> {
  const { method, url, headers, body, timeoutMs, language, signal } = request;
  const says = phrases[language];
  if (!isSafe(url)) throw new Failure(says.unsafe(url.origin));
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      headers: { 'user-agent': 'greenlane-cli', 'accept-language': language, ...headers },
      body,
      redirect: 'manual',
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
    });
    if (response.status >= 300 && response.status < 400 && response.status !== 304) {
      await response.body?.cancel();
      throw new Failure(says.redirected(url.origin, targetOf(response, url)));
    }
    return {
      status: response.status,
      headers: response.headers,
      text: await readWhole(response, says.tooLong),
    };
  } catch (error) {
    if (error instanceof Failure || signal?.aborted) throw error;
    if (deadline.aborted) throw new Unanswered(says.late(url.origin, Math.ceil(timeoutMs / 1000)), true);
    throw unansweredBy(error, url, language);
  }
}

async function readWhole(response: Response, tooLong: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    // Leaving the loop cancels the rest.
    if (size > longestAnswer) throw new Failure(tooLong);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Only the origin: the rest of a strange address is nothing to print. */
function targetOf(response: Response, from: URL): string {
  const location = response.headers.get('location') ?? '';
  return URL.canParse(location, from.href) ? new URL(location, from.href).origin : '?';
}

function unansweredBy(error: unknown, url: URL, language: Language): Unanswered {
  const says = phrases[language];
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return new Unanswered(says.refused(url.origin), true);
  if (code === 'ENOTFOUND') return new Unanswered(says.unknownName(url.hostname), false);
  if (/CERT|SIGNATURE|SSL|TLS|ERR_OSSL|EPROTO/.test(code))
    return new Unanswered(says.certificate(url.origin, code), false);
  if (code.startsWith('HPE_')) return new Unanswered(says.noHttp(url.origin), false);
  return new Unanswered(says.lost(url.origin, code === '' ? '' : ` (${code})`), true);
}

/** The code of what lies at the bottom of a failed fetch; of several tries, of the first. */
function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string') return code;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return '';
}

const phrases = {
  en: {
    unsafe: (origin: string) => `Nothing was sent to ${origin}: it is neither https:// nor this machine.`,
    redirected: (from: string, to: string) =>
      `${from} sends us on to ${to}. Nothing was sent there; if it is the right server, name it with --server.`,
    tooLong: 'The answer is longer than any of Greenlane would be; it was not read further.',
    late: (origin: string, seconds: number) => `${origin} has not answered within ${seconds} s.`,
    refused: (origin: string) => `Nobody answers at ${origin}. Is the server running?`,
    unknownName: (host: string) => `There is no machine named ${host}.`,
    certificate: (origin: string, code: string) =>
      `The certificate of ${origin} is not to be trusted (${code}). Nothing was sent.`,
    noHttp: (origin: string) => `What answers at ${origin} does not speak HTTP.`,
    lost: (origin: string, code: string) => `The connection to ${origin} was lost${code}.`,
  },
  'zh-CN': {
    unsafe: (origin: string) => `未向 ${origin} 发送任何内容：它既不是 https://，也不是本机。`,
    redirected: (from: string, to: string) =>
      `${from} 将请求转向 ${to}。未向该处发送任何内容；如确是正确的服务器，请用 --server 指明。`,
    tooLong: '答复超出本系统任何答复的长度，已停止读取。',
    late: (origin: string, seconds: number) => `${origin} 在 ${seconds} 秒内没有答复。`,
    refused: (origin: string) => `${origin} 无人应答。服务器是否在运行？`,
    unknownName: (host: string) => `没有名为 ${host} 的主机。`,
    certificate: (origin: string, code: string) => `${origin} 的证书不可信（${code}），未发送任何内容。`,
    noHttp: (origin: string) => `${origin} 的应答不符合 HTTP 协议。`,
    lost: (origin: string, code: string) => `与 ${origin} 的连接中断${code}。`,
  },
};
