import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { Failure, misused } from '../failure.js';
import { print, say } from '../text.js';
import { caseView, decisionText, inLanguage, stepTaken, type CaseView, type Step } from './answers.js';
import type { Api, Answered, Write } from './api.js';
import { casePath, caseWords, type CaseWords } from './case-words.js';
import { Unanswered } from './exchange.js';
import { ask, canAsk, textOfInput } from './input.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface ActOptions extends ClientOptions {
  evidence?: string;
  dryRun?: boolean;
  yes?: boolean;
  revision?: string;
  key?: string;
  confirm?: string;
}

const evidenceLimit = 1024 * 1024;

/**
 * `greenlane act`: takes a step at the revision that was read. Its Idempotency-Key is made once, so that a connection
 * lost at the worst moment takes the step once. The text of a decision is shown, and its digest is what is confirmed.
 * Whatever cannot be undone is asked for on a terminal, and needs --yes where there is none.
 */
export async function act(reference: string, step: string, options: ActOptions): Promise<void> {
  const { lang: language, json } = options;
  const says = phrases[language];
  const key = keyFrom(options);
  const read = revisionFrom(options);
  const evidence = await evidenceFrom(options);
  const { api } = await openSession(options);
  const view = await api.get(casePath(reference), caseView);
  const later = view.steps.flatMap(({ movesTo }) => movesTo ?? []);
  const words = await caseWords(api, view, later);
  const path = `${casePath(view.id)}/steps/${encodeURIComponent(step)}`;
  const write: Write = { key, json: evidence, revision: read ?? view.revision };
  const choice = view.steps.find((one) => one.step === step);
  if (choice?.allowed && choice.needs !== null && evidence === undefined)
    throw misused(says.needs(step, choice.needs));
  // What is not open is refused by the server, with every reason; asking for that changes nothing. Under a key that was
  // given, the step may have been taken already.
  if (options.dryRun || (!choice?.allowed && options.key === undefined)) {
    const would = await api.write('POST', `${path}?dryRun=true`, stepTaken, write);
    if (options.dryRun) {
      const text = choice?.stepUp ? await textOf(api, path, write) : null;
      return tellWould(would, text, { view, words }, options);
    }
  }
  const headers = await confirmed({ api, view, choice, words, path, write }, options);
  const taken = await api.write('POST', path, stepTaken, { ...write, headers }).catch((error: unknown) => {
    if (!(error instanceof Unanswered)) throw error;
    const confirm = headers['confirmed-text'];
    throw new Failure(`${error.message}\n${says.unknown(write.revision!, key, confirm)}`);
  });
  if (json) return printJson(taken.body);
  const { state, revision, seq, event, number } = taken.body;
  print(says.taken(number ?? view.id, labelOf(choice, step, language), words.state(state)));
  print(says.event(seq, event.slice(0, 12), revision));
  if (taken.headers.get('idempotent-replayed') === 'true') say(says.replayed);
}

interface Deed {
  api: Api;
  view: CaseView;
  choice: Step | undefined;
  words: CaseWords;
  path: string;
  write: Write;
}

const textOf = async (api: Api, path: string, { json }: Write): Promise<typeof decisionText._output> =>
  (await api.write('POST', `${path}/text`, decisionText, { json })).body;

/**
 * Shows what will be decided and asks whether it is meant. Answers the headers by which it is confirmed: of a decision by
 * whoever has just read its text here, or gives the digest of one that was read.
 */
async function confirmed(
  { api, view, choice, words, path, write }: Deed,
  { lang: language, yes, confirm }: ActOptions,
): Promise<Record<string, string>> {
  const says = phrases[language];
  if (confirm !== undefined && !/^[0-9a-f]{64}$/.test(confirm)) throw misused(says.noDigest);
  const isDecision = choice?.stepUp === true;
  const ends = choice?.leadsTo.some((state) => words.isFinal(state)) ?? false;
  const step = path.split('/').at(-1)!;
  let headers: Record<string, string> = confirm === undefined ? {} : { 'confirmed-text': confirm };
  if (isDecision && confirm === undefined) {
    if (!canAsk()) throw misused(says.readFirst(step));
    const { text, digest } = await textOf(api, path, write);
    say(says.text);
    say(text.trimEnd());
    say(says.digest(digest));
    headers = { 'confirmed-text': digest };
  }
  const asks = isDecision ? confirm === undefined : ends && !yes;
  if (asks) {
    if (!canAsk()) throw misused(says.sayYes(step));
    const expected = view.number ?? choice!.step;
    say(says.forGood(labelOf(choice, '', language)));
    if ((await ask(says.type(expected))) !== expected) throw new Failure(says.notTaken);
  }
  return headers;
}

function tellWould(
  { body }: Answered<typeof stepTaken._output>,
  decided: typeof decisionText._output | null,
  { view, words }: Pick<Deed, 'view' | 'words'>,
  { lang: language, json }: ActOptions,
): void {
  if (json) {
    const text = decided === null ? {} : { text: decided.text, digest: decided.digest };
    return printJson({ dryRun: true, from: view.state, ...body, ...text });
  }
  const says = phrases[language];
  const choice = view.steps.find(({ step }) => step === body.step);
  print(says.would(labelOf(choice, body.step, language), words.state(view.state), words.state(body.state)));
  if (decided !== null) {
    print(`${says.text}${decided.text.trimEnd()}`);
    print(says.giveDigest(decided.digest));
  }
  say(says.nothing);
}

const labelOf = (choice: Step | undefined, name: string, language: Language): string =>
  choice === undefined ? name : inLanguage(choice.label, language);

/** The evidence as it is written, so that the server reads what the person wrote; undefined where none is given. */
async function evidenceFrom({ evidence: from, lang: language }: ActOptions): Promise<string | undefined> {
  if (from === undefined) return undefined;
  const says = phrases[language];
  const text = from === '-' ? await textOfInput(evidenceLimit, language) : textOfFile(from, language);
  try {
    JSON.parse(text);
  } catch (error) {
    throw misused(says.noJson(from, (error as Error).message));
  }
  return text;
}

function textOfFile(path: string, language: Language): string {
  const says = phrases[language];
  try {
    if (statSync(path).size > evidenceLimit) throw misused(says.tooLong(path));
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw misused(says.unreadable(path, (error as Error).message));
  }
}

function keyFrom({ key, lang }: ActOptions): string {
  if (key === undefined) return randomUUID();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw misused(phrases[lang].noKey);
  return key;
}

function revisionFrom({ revision, lang }: ActOptions): number | undefined {
  if (revision === undefined) return undefined;
  if (!/^\d{1,9}$/.test(revision)) throw misused(phrases[lang].noRevision(revision));
  return Number(revision);
}

const phrases = {
  en: {
    needs: (step: string, name: string) =>
      `"${step}" needs evidence (${name}): --evidence file.json, or - for standard input.`,
    sayYes: (step: string) =>
      `"${step}" cannot be taken back, and nobody can be asked here: add --yes if it is meant. Nothing was changed.`,
    readFirst: (step: string) =>
      `"${step}" is a decision: read its text with --dry-run, then give its digest with --confirm. Nothing was changed.`,
    giveDigest: (digest: string) => `\nTo decide on this text: --confirm ${digest}`,
    text: 'The text that will be decided, in Chinese as the office issues it:\n',
    digest: (digest: string) => `\nSHA-256 of this text, which is what you confirm: ${digest}`,
    forGood: (label: string) => `"${label}" cannot be taken back.`,
    type: (expected: string) => `Type ${expected} to go on: `,
    notTaken: 'Not confirmed. Nothing was changed.',
    unknown: (revision: number, key: string, digest?: string) =>
      'It is not known whether the step was taken. Give the same command again with ' +
      `--revision ${revision} --key ${key}${digest === undefined ? '' : ` --confirm ${digest}`}: it is taken once at most.`,
    noDigest: '--confirm takes the SHA-256 of the text, as 64 hexadecimal digits.',
    taken: (number: string, label: string, state: string) => `${number}: ${label} – now: ${state}`,
    event: (seq: number, hash: string, revision: number) => `Event ${seq}, ${hash}, revision ${revision}`,
    replayed: 'It had been taken before, under this key; this is the answer of then.',
    would: (label: string, from: string, to: string) => `${label}: ${from} -> ${to}`,
    nothing: 'A dry run: nothing was changed.',
    noJson: (from: string, why: string) => `What ${from} holds is not JSON: ${why}`,
    tooLong: (path: string) => `${path} is longer than the 1 MiB that evidence may have.`,
    unreadable: (path: string, why: string) => `${path} cannot be read: ${why}`,
    noKey: '--key takes 1 to 255 visible characters.',
    noRevision: (text: string) => `--revision takes the number of a revision, not "${text}".`,
  },
  'zh-CN': {
    needs: (step: string, name: string) =>
      `“${step}”需要材料（${name}）：--evidence file.json，或以 - 从标准输入读取。`,
    sayYes: (step: string) => `“${step}”办理后不能撤销，而此处无法询问：确需办理请加 --yes。未作任何更改。`,
    readFirst: (step: string) =>
      `“${step}”属于决定：请先以 --dry-run 阅读决定文本，再以 --confirm 给出其摘要。未作任何更改。`,
    giveDigest: (digest: string) => `\n按此文本作出决定：--confirm ${digest}`,
    text: '将作出的决定文本：\n',
    digest: (digest: string) => `\n您所确认的即此文本的 SHA-256：${digest}`,
    forGood: (label: string) => `“${label}”办理后不能撤销。`,
    type: (expected: string) => `输入 ${expected} 以继续：`,
    notTaken: '未确认，未作任何更改。',
    unknown: (revision: number, key: string, digest?: string) =>
      `尚不知步骤是否已办理。请以 --revision ${revision} --key ${key}${digest === undefined ? '' : ` --confirm ${digest}`}` +
      ' 重复同一命令：至多办理一次。',
    noDigest: '--confirm 应为文本的 SHA-256（64 位十六进制）。',
    taken: (number: string, label: string, state: string) => `${number}：${label}，现状：${state}`,
    event: (seq: number, hash: string, revision: number) => `事件 ${seq}，${hash}，第 ${revision} 版`,
    replayed: '此前已以该键办理，以上为当时的答复。',
    would: (label: string, from: string, to: string) => `${label}：${from} -> ${to}`,
    nothing: '试运行：未作任何更改。',
    noJson: (from: string, why: string) => `${from} 的内容不是 JSON：${why}`,
    tooLong: (path: string) => `${path} 超过材料的上限 1 MiB。`,
    unreadable: (path: string, why: string) => `无法读取 ${path}：${why}`,
    noKey: '--key 应为 1 至 255 个可见字符。',
    noRevision: (text: string) => `--revision 应为版本号，而不是“${text}”。`,
  },
};
