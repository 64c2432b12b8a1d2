import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { endInWords, endOf } from '#calendar';
import { misused } from '../failure.js';
import { print, readerGone, say } from '../text.js';
import { caseView, inLanguage, publicStatus, type CaseView } from './answers.js';
import { ballWith, isOver } from './ball.js';
import { casePath } from './case-words.js';
import { Unanswered } from './exchange.js';
import type { Language } from './language.js';
import { instantsOf, type Instants } from './instants.js';
import { Refusal } from './refusal.js';
import { openAsNobody, printJson, tokenFor, type ClientOptions } from './session.js';

export interface StatusOptions extends ClientOptions {
  code?: string;
  watch?: boolean;
  interval: string;
}

/** What is shown of a case, whoever asks. */
interface Seen {
  lines: string[];
  over: boolean;
  /** For programs. */
  answer: unknown;
  etag: string | null;
}

/** Looks once; undefined where nothing has changed since the look with this ETag. */
type Look = (etag: string | null) => Promise<Seen | undefined>;

const failuresBorne = 5;

/**
 * `greenlane status`: the stage of a case. With the query code anybody may ask; without it, whoever is signed in and may
 * see the case. `--watch` goes on until the case is over or somebody breaks it off, and then ends well.
 */
export async function status(number: string, options: StatusOptions): Promise<void> {
  const seconds = intervalFrom(options);
  const ending = new AbortController();
  const look = lookFor(number, options, ending.signal);
  if (!options.watch) return tell((await look(null))!, options);
  const end = (): void => ending.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  readerGone.signal.addEventListener('abort', end);
  try {
    await watch(look, seconds, options, ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}

/** Tells each change. Bears a server that is away for a while, and waits longer for it each time. */
async function watch(
  look: Look,
  seconds: number,
  options: StatusOptions,
  signal: AbortSignal,
): Promise<void> {
  let etag: string | null = null;
  let told = '';
  for (let failures = 0; ;) {
    try {
      const seen = await look(etag);
      failures = 0;
      if (seen !== undefined) {
        etag = seen.etag;
        const now = JSON.stringify(seen.lines);
        if (now !== told) tell(seen, options);
        told = now;
        if (seen.over) return;
      }
    } catch (error) {
      if (!mayPass(error) || ++failures > failuresBorne) throw error;
      say((error as Error).message);
    }
    await sleep(seconds * 1000 * 2 ** failures, undefined, { signal });
  }
}

const mayPass = (error: unknown): boolean =>
  (error instanceof Unanswered && error.mayPass) ||
  (error instanceof Refusal && [429, 503].includes(error.problem.status));

function tell({ lines, answer }: Seen, { json }: StatusOptions): void {
  if (json) return printJson(answer);
  for (const line of lines) print(line);
}

function lookFor(number: string, options: StatusOptions, signal: AbortSignal): Look {
  const { code, lang } = options;
  const session = openAsNobody(options, signal);
  // Asked for once, however long it is watched.
  let instants: Instants | undefined;
  if (code !== undefined) {
    const path = `/api/v1/status/${encodeURIComponent(number)}?code=${encodeURIComponent(code)}`;
    return async (etag) => {
      const found = await session.api.lookAgain(path, publicStatus, etag);
      if (found === undefined) return undefined;
      instants ??= await instantsOf(session.api, number.split('-')[1] ?? '');
      return { ...ofPublic(found.body, instants, lang), answer: found.body, etag: found.headers.get('etag') };
    };
  }
  return async (etag) => {
    // Each time, for a watch may outlast a token.
    const token = await tokenFor(session);
    if (token === undefined) throw misused(phrases[lang].codeOrLogin);
    const api = session.api.as(token);
    const found = await api.lookAgain(casePath(number), caseView, etag);
    if (found === undefined) return undefined;
    instants ??= await instantsOf(api);
    return { ...ofCase(found.body, instants, lang), answer: found.body, etag: found.headers.get('etag') };
  };
}

type Shown = Pick<Seen, 'lines' | 'over'>;

function ofPublic(of: z.infer<typeof publicStatus>, instants: Instants, language: Language): Shown {
  const says = phrases[language];
  const { number, title, stage, ended, changedAt, deadlines } = of;
  const at = stage === null ? says.noStage : says.stage(inLanguage(stage.words, language), stage.position);
  const due = deadlines.flatMap(({ label, dueOn, dueAt, promised }) => [
    says.due(inLanguage(label, language), endInWords(endOf(dueOn, dueAt), language).due, false),
    ...promisedIn(promised, language),
  ]);
  const over = ended ? [ballWith(['terminal'], language)] : [];
  return {
    lines: [
      `${number}  ${at}`,
      inLanguage(title, language),
      ...over,
      ...due,
      says.changed(instants(changedAt)),
    ],
    over: ended,
  };
}

function promisedIn(
  promised: { dueOn: string | null; dueAt?: string | null | undefined } | null,
  language: Language,
): string[] {
  if (promised?.dueOn == null) return [];
  const { due } = endInWords(endOf(promised.dueOn, promised.dueAt ?? null), language);
  return [phrases[language].promised(due)];
}

function ofCase(view: CaseView, instants: Instants, language: Language): Shown {
  const says = phrases[language];
  const due = view.clocks.flatMap(({ label, dueOn, dueAt = null, status, overdue, promises, promised }) => {
    // A promise stands beside the limit that it is of.
    if (status !== 'running' || dueOn === null || promises != null) return [];
    return [
      says.due(inLanguage(label, language), endInWords(endOf(dueOn, dueAt), language).due, overdue),
      ...promisedIn(promised ?? null, language),
    ];
  });
  return {
    lines: [
      `${view.number ?? view.id}  ${inLanguage(view.label, language)}`,
      `${inLanguage(view.title, language)} · ${view.institution.name}`,
      ...[ballWith(view.tags, language)].filter((line) => line !== ''),
      ...due,
      says.changed(instants(view.changedAt)),
    ],
    over: isOver(view.tags),
  };
}

function intervalFrom({ interval, lang }: StatusOptions): number {
  if (!/^\d{1,4}$/.test(interval) || Number(interval) < 2 || Number(interval) > 3600)
    throw misused(phrases[lang].interval(interval));
  return Number(interval);
}

const phrases = {
  en: {
    stage: (words: string, position: number) => `${words} (stage ${position} of 6)`,
    noStage: 'no stage',
    due: (clock: string, end: string, overdue: boolean) =>
      `${clock}: due ${end}${overdue ? ', OVERDUE' : ''}`,
    promised: (due: string) => `  promised: due ${due}`,
    changed: (at: string) => `Changed on ${at}`,
    codeOrLogin:
      'Give the query code (--code, the last four characters of the credit code), or sign in with: greenlane login',
    interval: (text: string) => `--interval takes whole seconds from 2 to 3600, not "${text}".`,
  },
  'zh-CN': {
    stage: (words: string, position: number) => `${words}（第 ${position} 阶段，共 6 阶段）`,
    noStage: '不在任何阶段',
    due: (clock: string, end: string, overdue: boolean) => `${clock}：${end}届满${overdue ? '，已超期' : ''}`,
    promised: (due: string) => `  承诺：${due}届满`,
    changed: (at: string) => `变更于 ${at}`,
    codeOrLogin: '请给出查询码（--code，统一社会信用代码后四位），或先登录：greenlane login',
    interval: (text: string) => `--interval 应为 2 至 3600 的整秒数，而不是“${text}”。`,
  },
};
