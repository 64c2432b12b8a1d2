import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Failure } from '../failure.js';
import { plain } from '../text.js';
import { exchange, Unanswered, type Reply, type Request } from './exchange.js';
import type { Language } from './language.js';
import { problemIn, Refusal } from './refusal.js';

export interface ApiOptions {
  /** As `serverFrom` gives it. */
  server: string;
  /** Shown as a bearer token (RFC 6750), to this server alone. */
  token: string | null;
  language: Language;
  /** For one answer, every try included. */
  timeoutMs: number;
  /** Texts are printed for people: whatever a terminal would obey is taken out of them. */
  forPeople: boolean;
  signal?: AbortSignal;
}

export interface Answered<T> {
  body: T;
  status: number;
  headers: Headers;
}

/** A write: its key makes it happen once, however often it is sent. Without a key it is a question that has a body. */
export interface Write {
  key?: string;
  /** JSON as it is sent; `{}` unless told, nothing for null. */
  json?: string | null;
  /** Revision that was read. */
  revision?: number;
  headers?: Record<string, string>;
}

/** The server, or a proxy before it, is away for a while (RFC 9110, 15.6.3 to 15.6.5). */
const isAway = (status: number): boolean => status >= 502 && status <= 504;

/** The API of one server, as one person or as nobody. Every answer is bounded, and read by a schema or refused. */
export class Api {
  constructor(readonly of: ApiOptions) {}

  /** The same server, asked as somebody else. */
  as(token: string | null): Api {
    return new Api({ ...this.of, token });
  }

  /** Reads. Throws `Refusal`, `Unanswered`, or a `Failure` where no Greenlane answers. */
  async get<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
    return (await this.look(path, schema)).body;
  }

  /** As `get`, with the head of the answer. */
  async look<S extends z.ZodType>(path: string, schema: S): Promise<Answered<z.infer<S>>> {
    return this.read(await this.ask({ method: 'GET', path }), schema);
  }

  /** Reads what is no JSON but of this media type, without what a terminal obeys; its lines end as they did. */
  async text(path: string, media: string): Promise<string> {
    const accept = `${media}, application/problem+json`;
    const reply = await this.ask({ method: 'GET', path, headers: { accept } });
    if (reply.status >= 300 || mediaOf(reply) !== media) return this.read(reply, z.never()).body;
    return reply.text.split('\r\n').map(plain).join('\r\n');
  }

  /** As `look`; undefined where nothing has changed since the answer with this ETag. */
  async lookAgain<S extends z.ZodType>(
    path: string,
    schema: S,
    etag: string | null,
  ): Promise<Answered<z.infer<S>> | undefined> {
    const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag };
    const reply = await this.ask({ method: 'GET', path, headers });
    return reply.status === 304 ? undefined : this.read(reply, schema);
  }

  /**
   * Writes, and tries again under the same key while the connection is lost or the server is briefly unavailable (502 to
   * 504), waiting longer each time, as long as the time for the answer lasts.
   */
  async write<S extends z.ZodType>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    schema: S,
    { key, json = method === 'DELETE' ? null : '{}', revision, headers = {} }: Write,
  ): Promise<Answered<z.infer<S>>> {
    const asked = {
      method,
      path,
      body: json ?? undefined,
      headers: {
        ...(json === null ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
        ...headers,
      },
    };
    const ends = Date.now() + this.of.timeoutMs;
    for (let pause = 250; ; pause *= 2) {
      let wait = pause;
      try {
        const reply = await this.ask(asked, ends - Date.now());
        wait = Math.max(pause, afterIn(reply));
        if (!isAway(reply.status) || Date.now() + wait > ends) return this.read(reply, schema);
      } catch (error) {
        if (!(error instanceof Unanswered && error.mayPass) || Date.now() + wait > ends) throw error;
      }
      await sleep(wait, undefined, { signal: this.of.signal });
    }
  }

  private ask(
    {
      path,
      headers = {},
      ...rest
    }: Pick<Request, 'method' | 'body'> & { path: string; headers?: Record<string, string> },
    timeoutMs = this.of.timeoutMs,
  ): Promise<Reply> {
    const { server, token, language, signal } = this.of;
    return exchange({
      ...rest,
      url: new URL(server + path),
      headers: {
        accept: 'application/json, application/problem+json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      timeoutMs: Math.max(1, timeoutMs),
      language,
      signal,
    });
  }

  private read<S extends z.ZodType>(reply: Reply, schema: S): Answered<z.infer<S>> {
    const { language, server, forPeople } = this.of;
    const says = phrases[language];
    const media = mediaOf(reply);
    const strange = (): Failure =>
      isAway(reply.status)
        ? new Unanswered(says.away(server, reply.status), true)
        : new Failure(says.strange(server, reply.status, plain(media.slice(0, 60))));
    if (!/^application\/(?:[\w.-]+\+)?json$/i.test(media)) throw strange();
    let body: unknown;
    try {
      body = JSON.parse(reply.text, forPeople ? plainly : undefined);
    } catch {
      throw strange();
    }
    if (reply.status >= 400) {
      const problem = problemIn(body);
      throw problem === undefined ? strange() : new Refusal(problem, language);
    }
    const read = schema.safeParse(body);
    if (!read.success) throw new Failure(says.otherShape(server));
    return { body: read.data, status: reply.status, headers: reply.headers };
  }
}

const mediaOf = ({ headers }: Reply): string => (headers.get('content-type') ?? '').split(';')[0]!.trim();

const plainly = (_: string, value: unknown): unknown => (typeof value === 'string' ? plain(value) : value);

/** Milliseconds of Retry-After in its form of seconds (RFC 9110, 10.2.3). */
function afterIn({ headers }: Reply): number {
  const [seconds] = /^\d{1,6}$/.exec(headers.get('retry-after') ?? '') ?? [];
  return Number(seconds ?? 0) * 1000;
}

const phrases = {
  en: {
    away: (server: string, status: number) => `${server} is unavailable for the moment (status ${status}).`,
    strange: (server: string, status: number, media: string) =>
      `What answers at ${server} is not Greenlane (status ${status}, ${media === '' ? 'no content type' : media}).`,
    otherShape: (server: string) =>
      `The answer of ${server} has another shape than this release reads. Is one of the two much older?`,
  },
  'zh-CN': {
    away: (server: string, status: number) => `${server} 暂时不可用（状态 ${status}）。`,
    strange: (server: string, status: number, media: string) =>
      `${server} 的应答不是 Greenlane 的（状态 ${status}，${media === '' ? '没有内容类型' : media}）。`,
    otherShape: (server: string) => `${server} 的答复与本版本所读的格式不同，是否一方版本过旧？`,
  },
};
