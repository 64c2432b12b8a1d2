import { endOf } from '#calendar';
import { misused } from '../failure.js';
import { print, say, table } from '../text.js';
import { inLanguage, me, office, taskPage, type Task } from './answers.js';
import type { Api } from './api.js';
import { stepInWords } from './case-words.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface TasksOptions extends ClientOptions {
  mine?: boolean;
  team?: boolean;
  all?: boolean;
  due?: string;
  limit: string;
}

const longestPage = 100;

/** `greenlane tasks`: what awaits one, what is due first before all else. */
export async function tasks(options: TasksOptions): Promise<void> {
  const { lang: language, json } = options;
  const says = phrases[language];
  const queue = queueFrom(options);
  const limit = limitFrom(options);
  const due = dueFrom(options);
  const { api } = await openSession(options);
  const asked: Record<string, string> = { queue };
  if (due !== undefined) asked.dueBy = typeof due === 'string' ? due : await dayIn(api, due.days);
  const found: Task[] = [];
  let next: string | null | undefined;
  do {
    asked.limit = String(Math.min(longestPage, limit - found.length));
    if (next) asked.cursor = next;
    const query = new URLSearchParams(asked);
    const page = await api.get(`/api/v1/tasks?${query.toString()}`, taskPage);
    found.push(...page.items);
    next = page.next;
  } while (next && found.length < limit);
  if (json) return printJson({ items: found, more: Boolean(next) });
  // What awaits one comes first, for the dates of the rest are another's.
  const [awaiting, others] = [true, false].map((awaited) => found.filter((task) => task.awaited === awaited));
  for (const line of table(awaiting!.map((task) => rowOf(task, language)))) print(line);
  if (others!.length > 0) print(`${awaiting!.length > 0 ? '\n' : ''}${says.notAwaited}`);
  for (const line of table(others!.map((task) => rowOf(task, language)))) print(line);
  if (found.length === 0) say(says.none[queue]);
  else if (next) say(says.more(found.length));
}

/** Due, number, what it awaits, whose, laboratory, lane, steps: the first three say what to do next. */
function rowOf(task: Task, language: Language): string[] {
  const { number, case: id, institution, label, duty, dutyWords, awaited, steps, overdue, assignedTo } = task;
  const { lane, promised } = task;
  const says = phrases[language];
  const { dueOn, dueAt = null } = task;
  const hour = dueOn === null ? null : endOf(dueOn, dueAt).hour;
  const due = awaited && dueOn !== null ? `${dueOn}${hour === null ? '' : ` ${hour}:00`}` : says.noDue;
  const mark = awaited && promised && dueOn !== null ? ` ${says.promised}` : '';
  return [
    awaited && overdue ? `${due}${mark} ${says.overdue}` : `${due}${mark}`,
    number ?? id,
    inLanguage(label, language),
    dutyWords === undefined ? duty : inLanguage(dutyWords, language),
    assignedTo === null ? says.nobody : assignedTo.name,
    institution.name,
    lane ? (lane.words === null ? lane.lane : inLanguage(lane.words, language)) : '',
    steps.map((step) => stepInWords(step, language)).join(says.comma),
  ];
}

/** The legal day so many calendar days from today, by the office's own clock and zone. */
async function dayIn(api: Api, days: number): Promise<string> {
  const { jurisdictions } = await api.get('/api/v1/office', office);
  const { jurisdiction } = await api.get('/api/v1/me', me);
  const today = jurisdictions.find(({ code }) => code === jurisdiction)?.today ?? jurisdictions[0]?.today;
  const at = new Date(`${today}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function queueFrom({ mine, team, all, lang }: TasksOptions): 'mine' | 'team' | 'all' {
  const asked = [mine && 'mine', team && 'team', all && 'all'].filter((one) => typeof one === 'string');
  if (asked.length > 1) throw misused(phrases[lang].oneQueue);
  return (asked[0] ?? 'mine') as 'mine' | 'team' | 'all';
}

function dueFrom({ due, lang }: TasksOptions): string | { days: number } | undefined {
  if (due === undefined) return undefined;
  const [, days] = /^(\d{1,3})d$/.exec(due) ?? [];
  if (days !== undefined) return { days: Number(days) };
  const at = new Date(`${due}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(due) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(due))
    throw misused(phrases[lang].noDay(due));
  return due;
}

function limitFrom({ limit, lang }: TasksOptions): number {
  if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1) throw misused(phrases[lang].noLimit(limit));
  return Number(limit);
}

const phrases = {
  en: {
    noDue: 'no date',
    overdue: 'OVERDUE',
    promised: '(promised)',
    nobody: 'nobody yet',
    comma: ', ',
    notAwaited: 'Nothing awaits you here, though you could take these steps:',
    none: {
      mine: 'Nothing awaits you. What nobody has yet: greenlane tasks --team',
      team: 'Nothing lies about that you could take.',
      all: 'Nothing awaits anybody.',
    },
    more: (shown: number) => `The first ${shown}; for more, --limit.`,
    oneQueue: 'Say one of --mine, --team and --all.',
    noDay: (text: string) => `--due takes calendar days, such as 3d, or a day as YYYY-MM-DD, not "${text}".`,
    noLimit: (text: string) => `--limit takes a whole number from 1 to 9999, not "${text}".`,
  },
  'zh-CN': {
    noDue: '无期限',
    overdue: '已超期',
    promised: '（承诺）',
    nobody: '尚无人承办',
    comma: '、',
    notAwaited: '以下案件现不待您办理，但可办理所列步骤：',
    none: {
      mine: '没有待您办理的事项。查看待领事项：greenlane tasks --team',
      team: '没有您可以领办的事项。',
      all: '没有待办事项。',
    },
    more: (shown: number) => `以上为前 ${shown} 项；更多请用 --limit。`,
    oneQueue: '--mine、--team、--all 只能选一。',
    noDay: (text: string) => `--due 应为日历日数（如 3d）或日期（YYYY-MM-DD），而不是“${text}”。`,
    noLimit: (text: string) => `--limit 应为 1 至 9999 的整数，而不是“${text}”。`,
  },
};
