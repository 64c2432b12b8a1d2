import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { endInWords, endOf } from '#calendar';
import { Failure, misused } from '../failure.js';
import { columns, print, say, table, wrap } from '../text.js';
import { caseView, instant, stepTaken } from './answers.js';
import type { Api } from './api.js';
import { calendarChange, changeInWords, kindInWords, proposalInWords } from './calendar-change-words.js';
import { casePath } from './case-words.js';
import { instantsOf } from './instants.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

const path = '/api/v1/calendar';

const calendarView = z.looseObject({
  version: z.string(),
  cutOffHour: z.number(),
  rollOver: z.string(),
  years: z.array(z.looseObject({ year: z.number(), notice: z.string().nullable() })),
  changes: z.array(
    z.looseObject({
      from: instant,
      change: calendarChange,
      case: z.string().nullable(),
      confirmedBy: z.looseObject({ name: z.string() }).nullable(),
    }),
  ),
});
const days = z.looseObject({
  items: z.array(z.looseObject({ day: z.string(), kind: z.string().nullable(), provisional: z.boolean() })),
});
const standing = z.looseObject({
  dueOn: z.string().nullable(),
  dueAt: z.string().nullable(),
  consumed: z.number(),
});
const preview = z.looseObject({
  change: calendarChange,
  days: z.array(z.looseObject({ day: z.string(), before: z.string().nullable(), after: z.string() })),
  version: z.string(),
  count: z.number(),
  moves: z.array(
    z.looseObject({
      case: z.string(),
      number: z.string().nullable(),
      clock: z.string(),
      before: standing,
      after: standing,
    }),
  ),
});

/** `greenlane calendar`: the calendar in force, and what the authority has changed in it. */
export async function showCalendar(options: ClientOptions): Promise<void> {
  const { api } = await openSession(options);
  const view = await api.get(path, calendarView);
  if (options.json) return printJson(view);
  const says = phrases[options.lang];
  print(says.version(view.version, view.cutOffHour, view.rollOver));
  for (const line of table(view.years.map(({ year, notice }) => [String(year), notice ?? says.provisional])))
    print(line);
  if (view.changes.length === 0) return;
  const instants = await instantsOf(api);
  for (const { from, change, case: id, confirmedBy } of view.changes)
    print(says.change(instants(from), changeInWords(change, options.lang), id, confirmedBy?.name ?? null));
}

/** `greenlane calendar days`: what each day of a stretch is; from today, for a month, unless told. */
export async function calendarDays({
  from,
  to,
  ...options
}: ClientOptions & { from?: string; to?: string }): Promise<void> {
  const { api } = await openSession(options);
  const query = new URLSearchParams({
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }).toString();
  const view = await api.get(`${path}/days?${query}`, days);
  if (options.json) return printJson(view);
  const says = phrases[options.lang];
  const rows = view.items.map(({ day, kind, provisional }) => [
    day,
    kindInWords(kind, options.lang),
    provisional ? says.provisional : '',
  ]);
  for (const line of table(rows)) print(line);
}

/** `greenlane calendar preview`: which days and whose dates a change would move, out of a file or as a case proposes it. */
export async function previewChange(
  file: string | undefined,
  options: ClientOptions & { limit: string; case?: string },
): Promise<void> {
  const { case: proposedIn, lang: language, limit } = options;
  const says = phrases[language];
  if ((file === undefined) === (proposedIn === undefined)) throw misused(says.fileOrCase);
  const brought = file === undefined ? null : JSON.stringify(changeIn(file, language));
  const { api } = await openSession(options);
  const found =
    brought === null
      ? await api.get(
          `${path}/preview?${new URLSearchParams({ case: proposedIn!, limit }).toString()}`,
          preview,
        )
      : await previewOf(api, brought, limit);
  if (options.json) return printJson(found);
  for (const line of proposalInWords(found.change, language)) print(wrap(line, columns(), '', '  '));
  for (const { day, before, after } of found.days)
    print(`  ${day}  ${kindInWords(before, language)} -> ${kindInWords(after, language)}`);
  const rows = found.moves.map(({ case: id, number, clock, before, after }) => [
    number ?? id,
    clock,
    `${standsAt(before, after, options.lang)} -> ${standsAt(after, before, options.lang)}`,
  ]);
  for (const line of table(rows)) print(line);
  print(says.moves(found.count, found.moves.length, found.version));
  say(says.nothing);
}

type Stands = z.infer<typeof standing>;

/** Where a clock stands; with the hour of midnight too, where the other of two ends has another. */
function standsAt({ dueOn, dueAt, consumed }: Stands, other: Stands, language: Language): string {
  if (dueOn === null) return phrases[language].held(consumed);
  return endInWords(endOf(dueOn, dueAt), language, { beside: endOf(other.dueOn, other.dueAt) }).end;
}

const previewOf = async (api: Api, json: string, limit: string): Promise<z.infer<typeof preview>> =>
  (await api.write('POST', `${path}/preview?limit=${encodeURIComponent(limit)}`, preview, { json })).body;

/**
 * `greenlane calendar propose`: opens the case of a change and proposes it; another administrator confirms. What the server
 * would not take is refused before there is a case.
 */
export async function proposeChange(file: string, options: ClientOptions): Promise<void> {
  const says = phrases[options.lang];
  const evidence = JSON.stringify(changeIn(file, options.lang));
  const { api } = await openSession(options);
  await previewOf(api, evidence, '1');
  const opening = { key: randomUUID(), json: JSON.stringify({ process: 'calendarChange' }) };
  const { body: opened } = await api.write('POST', '/api/v1/cases', stepTaken, opening);
  const at = casePath(opened.case);
  const step = { key: randomUUID(), json: evidence, revision: opened.revision };
  const { body } = await api.write('POST', `${at}/steps/propose`, stepTaken, step).catch((error: unknown) => {
    if (error instanceof Failure) error.message += `\n${says.leftOpen(opened.case)}`;
    throw error;
  });
  const { facts } = await api.get(at, caseView);
  const { digest } = z.looseObject({ digest: z.string() }).parse(facts);
  if (options.json) return printJson({ ...body, digest });
  print(says.proposed(opened.case, digest));
}

/**
 * A change as the evidence has it, out of a file that holds it, or a notice alone. What a shipped notice says beside is
 * left out: from when on it is known is the event's to say.
 */
function changeIn(file: string, language: Language): unknown {
  const says = phrases[language];
  let read: unknown;
  try {
    if (statSync(file).size > 1_048_576) throw misused(says.tooLong(file));
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { message } = error as Error;
    throw misused(error instanceof SyntaxError ? says.noJson(file, message) : says.unreadable(file, message));
  }
  if (read === null || typeof read !== 'object' || Array.isArray(read)) throw misused(says.noChange(file));
  if ('change' in read) return read;
  if ('what' in read) return { change: read };
  const { knownFrom: _, byFestival: __, ...notice } = read as Record<string, unknown>;
  return { change: { what: 'notice', notice } };
}

const phrases = {
  en: {
    version: (version: string, hour: number, over: string) =>
      `Calendar ${version}. Periods end at ${hour}:00 on their last day` +
      `${over === 'nonWorkingDays' ? '' : ', and roll over legal holidays alone'}.`,
    provisional: 'provisional',
    change: (from: string, what: string, id: string | null, by: string | null) =>
      `${from}  ${what}; by ${id === null ? 'a release' : by === null ? 'the authority' : `case ${id}, confirmed by ${by}`}`,
    held: (consumed: number) => `held, ${consumed} used up`,
    moves: (count: number, shown: number, version: string) =>
      `${count} would move${shown < count ? `; the first ${shown} are shown, for more --limit` : ''}. The calendar would be ${version}.`,
    nothing: 'A dry run: nothing was changed.',
    fileOrCase: 'Name the file of a change, or with --case the case in which one is proposed.',
    leftOpen: (id: string) =>
      `The case of this proposal is left as a draft. Throw it away with: greenlane act ${id} discard --yes`,
    proposed: (id: string, digest: string) =>
      `Proposed, in case ${id}. Nothing is changed until a second administrator has read it and confirms:\n` +
      `  greenlane login --strong\n` +
      `  greenlane calendar preview --case ${id}\n` +
      `  greenlane act ${id} confirmChange --evidence confirmation.json\n` +
      `with confirmation.json: {"digest":"${digest}","checked":true}`,
    tooLong: (file: string) => `${file} is longer than 1 MiB.`,
    noJson: (file: string, why: string) => `What ${file} holds is not JSON: ${why}`,
    unreadable: (file: string, why: string) => `${file} cannot be read: ${why}`,
    noChange: (file: string) => `${file} holds neither a change of the calendar nor a notice.`,
  },
  'zh-CN': {
    version: (version: string, hour: number, over: string) =>
      `日历 ${version}。期限于最后一日${hour}时截止${over === 'nonWorkingDays' ? '' : '，仅遇法定节假日顺延'}。`,
    provisional: '暂定',
    change: (from: string, what: string, id: string | null, by: string | null) =>
      `${from}  ${what}；${id === null ? '随新版本' : by === null ? '由本机关变更' : `依据案件 ${id}，复核人 ${by}`}`,
    held: (consumed: number) => `中止，已用 ${consumed}`,
    moves: (count: number, shown: number, version: string) =>
      `将变动 ${count} 项${shown < count ? `；以上为前 ${shown} 项，更多请用 --limit` : ''}。日历将为 ${version}。`,
    nothing: '试运行：未作任何更改。',
    fileOrCase: '请给出变更的文件，或以 --case 给出提议该变更的案件。',
    leftOpen: (id: string) => `此提议的案件仍为草稿。放弃请执行：greenlane act ${id} discard --yes`,
    proposed: (id: string, digest: string) =>
      `已提议，案件 ${id}。另一名权限管理员阅读并复核后方才生效：\n` +
      `  greenlane login --strong\n` +
      `  greenlane calendar preview --case ${id}\n` +
      `  greenlane act ${id} confirmChange --evidence confirmation.json\n` +
      `其中 confirmation.json 为 {"digest":"${digest}","checked":true}`,
    tooLong: (file: string) => `${file} 超过 1 MiB。`,
    noJson: (file: string, why: string) => `${file} 的内容不是 JSON：${why}`,
    unreadable: (file: string, why: string) => `无法读取 ${file}：${why}`,
    noChange: (file: string) => `${file} 所载既不是日历变更，也不是放假通知。`,
  },
};
