import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import {
  changeInWords,
  endInWords,
  endOf,
  kindInWords,
  type CalendarChange,
  type KindOfDay,
} from '#calendar';
import { misused } from '../failure.js';
import { print, say, table } from '../text.js';
import { caseView, stepTaken } from './answers.js';
import { casePath } from './case-words.js';
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
      from: z.string(),
      change: z.looseObject({ what: z.string() }),
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
  for (const { from, change, case: id, confirmedBy } of view.changes)
    print(says.change(from, whatOf(change, options.lang), id, confirmedBy?.name ?? null));
}

/** A change in words; of a release to come, by its name. */
const whatOf = (change: { what: string }, language: Language): string =>
  (changeInWords(change as CalendarChange) as ReturnType<typeof changeInWords> | undefined)?.[language] ??
  change.what;

/** `greenlane calendar days`: what each day of a stretch is. */
export async function calendarDays(options: ClientOptions & { from: string; to: string }): Promise<void> {
  const { api } = await openSession(options);
  const query = new URLSearchParams({ from: options.from, to: options.to }).toString();
  const view = await api.get(`${path}/days?${query}`, days);
  if (options.json) return printJson(view);
  const says = phrases[options.lang];
  const rows = view.items.map(({ day, kind, provisional }) => [
    day,
    kind === null
      ? says.unknown
      : ((kindInWords(kind as KindOfDay, options.lang) as string | undefined) ?? kind),
    provisional ? says.provisional : '',
  ]);
  for (const line of table(rows)) print(line);
}

/** `greenlane calendar preview`: whose dates a change would move; nothing is changed. */
export async function previewChange(file: string, options: ClientOptions & { limit: string }): Promise<void> {
  const json = JSON.stringify(changeIn(file, options.lang));
  const { api } = await openSession(options);
  const query = new URLSearchParams({ limit: options.limit }).toString();
  const { body } = await api.write('POST', `${path}/preview?${query}`, preview, { json });
  if (options.json) return printJson(body);
  const says = phrases[options.lang];
  const rows = body.moves.map(({ case: id, number, clock, before, after }) => [
    number ?? id,
    clock,
    `${standsAt(before, after, options.lang)} -> ${standsAt(after, before, options.lang)}`,
  ]);
  for (const line of table(rows)) print(line);
  print(says.moves(body.count, body.moves.length, body.version));
  say(says.nothing);
}

type Stands = z.infer<typeof standing>;

/** Where a clock stands; with the hour of midnight too, where the other of two ends has another. */
function standsAt({ dueOn, dueAt, consumed }: Stands, other: Stands, language: Language): string {
  if (dueOn === null) return phrases[language].held(consumed);
  const midnight = other.dueOn !== null && endOf(other.dueOn, other.dueAt).hour !== null;
  return endInWords(endOf(dueOn, dueAt), language, { midnight }).end;
}

/** `greenlane calendar propose`: opens the case of a change and proposes it; another administrator confirms. */
export async function proposeChange(file: string, options: ClientOptions): Promise<void> {
  const evidence = JSON.stringify(changeIn(file, options.lang));
  const { api } = await openSession(options);
  const opening = { key: randomUUID(), json: JSON.stringify({ process: 'calendarChange' }) };
  const { body: opened } = await api.write('POST', '/api/v1/cases', stepTaken, opening);
  const at = casePath(opened.case);
  const step = { key: randomUUID(), json: evidence, revision: opened.revision };
  const { body } = await api.write('POST', `${at}/steps/propose`, stepTaken, step);
  const { facts } = await api.get(at, caseView);
  const { digest } = z.looseObject({ digest: z.string() }).parse(facts);
  if (options.json) return printJson({ ...body, digest });
  print(phrases[options.lang].proposed(opened.case, digest));
}

/**
 * A change as the evidence has it, out of a file that holds it, or a notice alone. What a shipped notice says beside is
 * left out: from when on it is known is the event's to say.
 */
function changeIn(file: string, language: Language): unknown {
  const says = phrases[language];
  let read: unknown;
  try {
    if (statSync(file).size > 1_048_576) throw new Error(says.tooLong);
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw misused(says.unreadable(file, (error as Error).message));
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
    unknown: 'not known',
    held: (consumed: number) => `held, ${consumed} used up`,
    moves: (count: number, shown: number, version: string) =>
      `${count} would move${shown < count ? `; the first ${shown} are shown, for more --limit` : ''}. The calendar would be ${version}.`,
    nothing: 'A dry run: nothing was changed.',
    proposed: (id: string, digest: string) =>
      `Proposed, in case ${id}. Nothing is changed until a second administrator has read it and confirms:\n` +
      `  greenlane act ${id} confirmChange --evidence confirmation.json\n` +
      `with confirmation.json: {"digest":"${digest}","checked":true}`,
    tooLong: 'it is longer than 1 MiB',
    unreadable: (file: string, why: string) => `${file} cannot be read as JSON: ${why}`,
    noChange: (file: string) => `${file} holds neither a change of the calendar nor a notice.`,
  },
  'zh-CN': {
    version: (version: string, hour: number, over: string) =>
      `日历 ${version}。期限于最后一日${hour}时截止${over === 'nonWorkingDays' ? '' : '，仅遇法定节假日顺延'}。`,
    provisional: '暂定',
    change: (from: string, what: string, id: string | null, by: string | null) =>
      `${from}  ${what}；${id === null ? '随新版本' : by === null ? '由本机关变更' : `依据案件 ${id}，复核人 ${by}`}`,
    unknown: '未知',
    held: (consumed: number) => `中止，已用 ${consumed}`,
    moves: (count: number, shown: number, version: string) =>
      `将变动 ${count} 项${shown < count ? `；以上为前 ${shown} 项，更多请用 --limit` : ''}。日历将为 ${version}。`,
    nothing: '试运行：未作任何更改。',
    proposed: (id: string, digest: string) =>
      `已提议，案件 ${id}。另一名权限管理员阅读并复核后方才生效：\n` +
      `  greenlane act ${id} confirmChange --evidence confirmation.json\n` +
      `其中 confirmation.json 为 {"digest":"${digest}","checked":true}`,
    tooLong: '超过 1 MiB',
    unreadable: (file: string, why: string) => `无法将 ${file} 读作 JSON：${why}`,
    noChange: (file: string) => `${file} 所载既不是日历变更，也不是放假通知。`,
  },
};
