import { citeProvision, type Process, type StepRule } from '#process';

/** The parties of a decision, as they stand in its text. */
export interface Parties {
  authority: string;
  institution: string;
  creditCode: string;
}

/**
 * The text that is put before whoever decides, to the last character the same for the same case, step, day and
 * evidence: its SHA-256 is what the person confirms, and what stands in the event. Plain lines, Chinese as the office
 * issues it; the letter that goes out is set from the same facts.
 *
 * No two sets of facts have one text: whatever comes from outside stands on one line, in quotes where it could be mistaken
 * for something else, so that no name, key or value can write a line of its own.
 */
export function decidedText(
  process: Process,
  rule: StepRule,
  of: { parties: Parties; number: string | null; today: string; evidence: unknown },
): string {
  const { parties, number, today, evidence } = of;
  return [
    plain(parties.authority, notPlain),
    `${process.title['zh-CN']} · ${rule.words['zh-CN']}（${rule.words.en}）`,
    `案件编号：${number ?? '—'}`,
    `机构：${plain(parties.institution, notPlain)}（统一社会信用代码 ${parties.creditCode}）`,
    `依据：${citeProvision(rule.under, process.catalogue.instruments, 'zh-CN', 'full')}`,
    '内容：',
    ...linesOf(evidence, ''),
    `日期：${today}`,
    '',
  ].join('\n');
}

/** Every value that was brought, by its path, keys in their order; nothing is left out of what is confirmed. */
function linesOf(value: unknown, path: string): string[] {
  if (value === null || value === undefined || typeof value !== 'object') {
    return [`  ${path || '/'}：${quoted(value ?? null)}`];
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? [`  ${path || '/'}：[]`]
      : value.flatMap((inner, at) => linesOf(inner, `${path}/${at}`));
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return [`  ${path || '/'}：{}`];
  return entries
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, inner]) => linesOf(inner, `${path}/${plain(key, notAKey)}`));
}

/** Would break a line, turn the direction of reading, or be read as the quotes of something else. */
const notPlain = /^"|[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
/** Keys of forms are words; any other could be read as a path, or as the place in a list. */
const notAKey = /^(?![A-Za-z_]\w*$)/;

const plain = (text: string, not: RegExp): string => (not.test(text) ? quoted(text) : text);

/** As JSON, with what JSON leaves as it is and a reader would take for the end of a line. */
const quoted = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
