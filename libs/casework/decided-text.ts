import { canonicalText, sha256 } from '#ledger';
import { citeProvision, type Facts, type Process, type StepRule } from '#process';

/** The parties of a decision, as they stand in its text. */
export interface Parties {
  authority: string;
  institution: string;
  creditCode: string;
}

/** Everything that a decision is taken on. */
export interface Decidable {
  process: Process;
  rule: StepRule;
  case: string;
  revision: number;
  /** The case's number, if it has one. */
  number: string | null;
  context: Facts;
  parties: Parties;
  /** Names of people and institutions, by the ids that stand in memory and evidence. */
  names: ReadonlyMap<string, string>;
  today: string;
  evidence: unknown;
}

/**
 * The text that is put before whoever decides, and its SHA-256 (hex), which is what the person confirms and what stands
 * in the event. To the last character the same for the same case, revision, memory, step, day and evidence. Plain
 * lines, Chinese as the office issues it; the letter that goes out is set from the same facts.
 *
 * The memory stands in it twice: whole, by the digest that is also in the case's last event; and, to be read, those of
 * its facts on which the process says that the step is decided. A note that is added to the history meanwhile leaves
 * memory and revision alone, and so the text.
 *
 * No two sets of facts have one text: whatever comes from outside stands on one line, in quotes where it could be mistaken
 * for something else, so that no name, key or value can write a line of its own.
 */
export function decidedText(of: Decidable): { text: string; digest: string } {
  const { process, rule, parties, names, context } = of;
  const roles = process.catalogue.roles;
  const reads = (value: string): string | undefined =>
    names.get(value) ?? (Object.hasOwn(roles, value) ? roles[value]!.words['zh-CN'] : undefined);
  const decided = rule.decides.flatMap((fact) => {
    const words = process.labels.facts?.[fact]?.['zh-CN'] ?? fact;
    return linesOf(context[fact], `/${fact}`, reads).map((line) => `  ${words} ${line}`);
  });
  const text = [
    plain(parties.authority, notPlain),
    `${process.title['zh-CN']} · ${rule.words['zh-CN']}（${rule.words.en}）`,
    `案件：${of.case}，第${of.revision}版`,
    `案卷摘要（SHA-256）：${sha256(canonicalText(context)).toString('hex')}`,
    `案件编号：${of.number ?? '—'}`,
    `机构：${plain(parties.institution, notPlain)}（统一社会信用代码 ${parties.creditCode}）`,
    `依据：${citeProvision(rule.under, process.catalogue.instruments, 'zh-CN', 'full')}`,
    '案卷：',
    ...decided,
    '内容：',
    ...linesOf(of.evidence, '', reads).map((line) => `  ${line}`),
    `日期：${of.today}`,
    '',
  ].join('\n');
  return { text, digest: sha256(text).toString('hex') };
}

/** Every value by its path, keys in their order; nothing is left out of what is confirmed. */
function linesOf(value: unknown, path: string, reads: (value: string) => string | undefined): string[] {
  if (value === null || value === undefined || typeof value !== 'object') {
    const name = typeof value === 'string' ? reads(value) : undefined;
    const read = name === undefined ? '' : `（${plain(name, notPlain)}）`;
    return [`${path || '/'}：${quoted(value ?? null)}${read}`];
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? [`${path || '/'}：[]`]
      : value.flatMap((inner, at) => linesOf(inner, `${path}/${at}`, reads));
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return [`${path || '/'}：{}`];
  return entries
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, inner]) => linesOf(inner, `${path}/${plain(key, notAKey)}`, reads));
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
