import { citeArticle, type Words } from '#process';
import { instruments } from '#regulations';

export type Language = 'zh-CN' | 'en';

export const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

/** Everything the story says of itself, beside what the people do. */
export const phrases = {
  en: {
    under: (title: string, article: string) =>
      `Under: ${[title, citeArticle(article, 'en')].filter(Boolean).join(', ')}.`,
    state: (label: string) => `The case is now: ${label}.`,
    event: (seq: number, hash: string) => `Event ${seq} of the case, ledger hash ${hash.slice(0, 12)}…`,
    number: (number: string) => `Case number: ${number}.`,
    start: (clock: string, limit: string, due: string) => `Clock started: ${clock}, ${limit}; due on ${due}.`,
    resume: (clock: string, left: string, due: string) =>
      `Clock resumed: ${clock}, ${left} left; due on ${due}.`,
    suspend: (clock: string, used: string) =>
      `Clock held: ${clock}, ${used} used up; no due date until it resumes.`,
    stop: (clock: string, used: string) => `Clock stopped: ${clock}, met with ${used} used up.`,
    expire: (clock: string) => `Clock ran out: ${clock}.`,
    interrupt: (clock: string, limit: string, due: string) =>
      `Clock begins anew: ${clock}, ${limit}; due on ${due}.`,
    days: (n: number) => `${n} working day${n === 1 ? '' : 's'}`,
    ofDays: (used: number, of: number) => `${used} of ${of} working days`,
    refused: (status: number, detail: string) => `Refused (${status}): ${detail}`,
    confirmed: (digest: string) =>
      `The text of the decision is read, and confirmed under a fresh and strong sign-in: ${digest.slice(0, 12)}…`,
    who: (name: string, duty: string) => `${name} (${duty})`,
  },
  'zh-CN': {
    under: (title: string, article: string) => `依据：${title}${citeArticle(article, 'zh-CN')}。`,
    state: (label: string) => `案件现状：${label}。`,
    event: (seq: number, hash: string) => `本案第${seq}个事件，账本哈希 ${hash.slice(0, 12)}…`,
    number: (number: string) => `案件编号：${number}。`,
    start: (clock: string, limit: string, due: string) => `期限起算：${clock}，${limit}，届满日 ${due}。`,
    resume: (clock: string, left: string, due: string) => `期限恢复：${clock}，尚余${left}，届满日 ${due}。`,
    suspend: (clock: string, used: string) => `期限中止：${clock}，已用${used}；恢复之前没有届满日。`,
    stop: (clock: string, used: string) => `期限停止：${clock}，按期办结，用去${used}。`,
    expire: (clock: string) => `期限届满：${clock}。`,
    interrupt: (clock: string, limit: string, due: string) =>
      `期限重新起算：${clock}，${limit}，届满日 ${due}。`,
    days: (n: number) => `${n}个工作日`,
    ofDays: (used: number, of: number) => `${used}个工作日（共${of}个）`,
    refused: (status: number, detail: string) => `被拒绝（${status}）：${detail}`,
    confirmed: (digest: string) => `已阅决定文本，重新进行强身份验证后确认，文本摘要 ${digest.slice(0, 12)}…`,
    who: (name: string, duty: string) => `${name}（${duty}）`,
  },
} as const;

/** The title without what stands in brackets after it, which says the edition; the full titles end the story. */
export function titleOf(instrument: string, language: Language): string {
  const title =
    (instruments as Partial<Record<string, { title: Words }>>)[instrument]?.title[language] ?? instrument;
  return title.replace(/\s*[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]$/u, '');
}

const weekdays = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  'zh-CN': ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
};
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A legal day as people write it, with its weekday. */
export function dayInWords(day: string, language: Language): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const weekday = weekdays[language][new Date(`${day}T00:00:00Z`).getUTCDay()]!;
  return language === 'en'
    ? `${weekday} ${date} ${months[month - 1]} ${year}`
    : `${year}年${month}月${date}日 ${weekday}`;
}
