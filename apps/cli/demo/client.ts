import { randomUUID } from 'node:crypto';
import type { Answer, CaseView, HistoryEntry } from '#casework';
import type { EventBody } from '#ledger';

export interface Reply<Body> {
  status: number;
  body: Body;
}

/** A refusal as the API sends it, in the language that was asked for. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  revision?: number;
  state?: string;
  errors?: { pointer: string; message: string }[];
}

/** An entry of a history in which nothing was noted that is the office's alone: in the story it never is. */
export type Told = HistoryEntry & { event: EventBody };

/** Somebody who uses the API: everything in the story goes through HTTP, as a portal or a script would do it. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly tokens: ReadonlyMap<string, string>,
    private readonly language: string,
    /** Signs the person with this subject in again, strongly, and answers the new token. */
    private readonly signInStrongly: (subject: string) => Promise<string>,
  ) {}

  /** Asks as the person with this subject, or as nobody. Never throws for a refusal. */
  async ask<Body>(
    method: 'GET' | 'POST',
    path: string,
    {
      as,
      token = as === undefined ? undefined : this.tokenOf(as),
      body,
      headers = {},
    }: { as?: string; token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Reply<Body>> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        'accept-language': this.language,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    });
    const text = await response.text();
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      parsed = text;
    }
    return { status: response.status, body: parsed as Body };
  }

  /** As `ask`, for what must succeed. */
  async get<Body>(path: string, as?: string): Promise<Body> {
    return this.must(await this.ask<Body>('GET', path, { as }), `GET ${path}`);
  }

  must<Body>({ status, body }: Reply<Body>, what: string): Body {
    if (status >= 400) throw new Error(`${what} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  case(id: string, as: string): Promise<CaseView> {
    return this.get<CaseView>(`/api/v1/cases/${id}`, as);
  }

  async history(id: string, as: string, after = 0): Promise<Told[]> {
    const { items } = await this.get<{ items: Told[] }>(
      `/api/v1/cases/${id}/history?after=${after}&limit=100`,
      as,
    );
    return items;
  }

  /** Takes a step at the revision the person has read; a decision under a strong sign-in, by the digest of its text. */
  async step(
    id: string,
    step: string,
    of: { as: string; revision: number; evidence: unknown; confirmed?: string },
  ): Promise<Reply<Answer & Problem>> {
    return this.ask('POST', `/api/v1/cases/${id}/steps/${step}`, {
      as: of.as,
      ...(of.confirmed === undefined ? {} : { token: await this.signInStrongly(of.as) }),
      body: of.evidence ?? {},
      headers: {
        'if-match': `"${of.revision}"`,
        ...(of.confirmed === undefined ? {} : { 'confirmed-text': of.confirmed }),
      },
    });
  }

  /** The text of a decision as it would be taken, and its digest. */
  async text(
    id: string,
    step: string,
    { as, evidence }: { as: string; evidence: unknown },
  ): Promise<{ text: string; digest: string }> {
    const path = `/api/v1/cases/${id}/steps/${step}/text`;
    return this.must(await this.ask('POST', path, { as, body: evidence }), `the text of "${step}"`);
  }

  /** A form with one file and fields beside it. */
  static form(
    file: { name: string; content: Buffer | string; type: string },
    fields: Record<string, string> = {},
  ): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([file.content], { type: file.type }), file.name);
    return form;
  }

  private tokenOf(subject: string): string {
    const token = this.tokens.get(subject);
    if (token === undefined) throw new Error(`There is no demonstration person "${subject}".`);
    return token;
  }
}
