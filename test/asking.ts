import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { openSession } from '#identity';
import { issuer, type TestApi } from './api.js';
import type { Question } from './asked.js';
import { tokenOf, type Part, type Side } from './two-offices.js';

/** What somebody shows: a token, a browser's session, or an API key. */
export interface Credential {
  name: string;
  headers: Record<string, string>;
}

/** The tokens of these people, the sessions of two of them, and the API key of the applicant. */
export async function credentialsOf(api: TestApi, side: Side, who: readonly Part[]): Promise<Credential[]> {
  const tokens = who.map(async (part) => ({
    name: part,
    headers: { authorization: `Bearer ${await tokenOf(api, side, part)}` },
  }));
  const sessions = (['auditor', 'applicant'] as const).map(async (part) => {
    const authTime = Math.floor(Date.now() / 1000);
    const signedIn = { issuer, subject: side.subjects[part], method: 'pwd', acr: 'mfa', authTime };
    const { name, value } = await openSession(api.office.service, signedIn, { secure: false });
    const ours = { 'x-greenlane': '1', origin: new URL(api.url).origin };
    return { name: `session of ${part}`, headers: { cookie: `${name}=${value}`, ...ours } };
  });
  const key = { name: 'API key', headers: { authorization: `Bearer ${side.apiKey.text}` } };
  return [...(await Promise.all([...tokens, ...sessions])), key];
}

export interface Heard {
  status: number;
  headers: Headers;
  text: string;
}

const table = readFile(new URL('../libs/register/samples/food.csv', import.meta.url));

/** Sends a question as it stands, with `raw` in place of its body where that is given. */
export async function send(
  { url }: TestApi,
  question: Question,
  { headers: shown }: Pick<Credential, 'headers'>,
  raw?: { body: string | Buffer; type?: string },
): Promise<Heard> {
  const { route, path, query, body, standing, confirms } = question;
  const filled = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name]!));
  const address = new URL(filled, url);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const headers: Record<string, string> = { ...shown, 'accept-language': 'en' };
  if (route.method !== 'get') headers['idempotency-key'] = randomUUID();
  if (question.step !== null) headers['if-match'] = `"${standing.revision}"`;
  if (confirms !== undefined) headers['confirmed-text'] = confirms;
  let sent: string | Uint8Array<ArrayBuffer> | FormData | undefined;
  if (raw !== undefined) {
    headers['content-type'] = raw.type ?? 'application/json';
    sent = typeof raw.body === 'string' ? raw.body : new Uint8Array(raw.body);
  } else if (route.form !== undefined) {
    sent = new FormData();
    for (const [name, value] of Object.entries(body as object)) sent.set(name, String(value));
    sent.set('file', new Blob([new Uint8Array(await table)]), 'food.csv');
  } else if (body !== undefined) {
    headers['content-type'] = 'application/json';
    sent = JSON.stringify(body);
  }
  const answer = await fetch(address, { method: route.method.toUpperCase(), headers, body: sent });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = isStream ? await beginningOf(answer) : await answer.text();
  return { status: answer.status, headers: answer.headers, text };
}

/** The first that comes of an answer without an end. */
async function beginningOf(answer: Response): Promise<string> {
  const reader = answer.body!.getReader();
  const { value } = (await reader.read()) as { value?: Uint8Array };
  await reader.cancel();
  return new TextDecoder().decode(value);
}

/** Asks with one credential after the other until it is done; of a decision, with its text confirmed. */
export async function success(
  api: TestApi,
  question: Question,
  shown: readonly Credential[],
  all: readonly Question[],
): Promise<{ heard: Heard; by: Credential | undefined }> {
  let heard: Heard | undefined;
  for (const credential of shown) {
    const confirms = await textOf(api, question, credential, all);
    heard = await send(api, { ...question, confirms }, credential);
    if (heard.status < 300) return { heard, by: credential };
  }
  return { heard: heard!, by: undefined };
}

/** The digest of the text that somebody would decide. */
async function textOf(
  api: TestApi,
  { route, step, standing }: Question,
  by: Credential,
  all: readonly Question[],
): Promise<string | undefined> {
  if (step === null) return undefined;
  const path = `${route.path}/text`;
  const question = all.find((one) => one.route.path === path && one.standing === standing);
  if (question === undefined) return undefined;
  return (JSON.parse((await send(api, question, by)).text) as { digest?: string }).digest;
}
