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
  /** Where the decision moves the case to the edition of `process`: its edition until then, and its memory as it was. */
  movedFrom?: { edition: string; context: Facts } | null;
  parties: Parties;
  /** Names of people and institutions, by the ids that stand in memory and evidence. */
  names: ReadonlyMap<string, string>;
  today: string;
  evidence: unknown;
  /** What the evidence amounts to, as it enters the event: what was looked up for it, too. */
  facts: Facts;
}

/**
 * The text that is put before whoever decides, and its SHA-256 (hex), which is what the person confirms and what stands
 * in the event. To the last character the same for the same case, revision, memory, step, day, evidence and
 * whatever was looked up for it: who is succeeded by a decision, say, and what else falls with it. Plain
 * lines, Chinese as the office issues it; the letter that goes out is set from the same facts.
 *
 * The memory stands in it twice: whole, by the digest that is also in the case's last event; and, to be read, those of
 * its facts on which the process says that the step is decided, without those that are not there (null). What such a fact is
 * the digest of stands beside it, where the memory holds that: nobody reads a digest. A note that is added to the history meanwhile leaves
 * memory and revision alone, and so the text.
 *
 * No two sets of facts have one text: whatever comes from outside stands on one line and in quotes, so that no name, key or
 * value can write a line of its own, or pass for what stands beside it.
 */
export function decidedText(of: Decidable): { text: string; digest: string } {
  const { process, rule, parties, names, context, movedFrom = null } = of;
  const roles = process.catalogue.roles;
  const reads = (value: string): string | undefined =>
    names.get(value) ?? (Object.hasOwn(roles, value) ? roles[value]!.words['zh-CN'] : undefined);
  const decided = [...rule.decides, ...digested(context, rule.decides)].flatMap((fact) => {
    const words = process.labels.facts?.[fact]?.['zh-CN'] ?? fact;
    if ((context[fact] ?? null) === null) return [];
    return linesOf(context[fact], `/${fact}`, reads).map((line) => `  ${words} ${line}`);
  });
  const text = [
    quoted(parties.authority),
    `${process.title['zh-CN']} · ${rule.words['zh-CN']}（${rule.words.en}）`,
    `案件：${of.case}，第${of.revision}版`,
    `案卷摘要（SHA-256）：${sha256(canonicalText(movedFrom?.context ?? context)).toString('hex')}`,
    ...(movedFrom === null ? [] : [`适用版本：${movedFrom.edition}，自本步骤起${process.edition}`]),
    `案件编号：${of.number ?? '—'}`,
    `机构：${quoted(parties.institution)}（统一社会信用代码 ${parties.creditCode}）`,
    `依据：${citeProvision(rule.under, process.catalogue.instruments, 'zh-CN', 'full')}`,
    '案卷：',
    ...decided,
    '内容：',
    ...linesOf(of.evidence, '', reads).map((line) => `  ${line}`),
    '核查：',
    ...linesOf(of.facts, '', reads).map((line) => `  ${line}`),
    `日期：${of.today}`,
    '',
  ].join('\n');
  return { text, digest: sha256(text).toString('hex') };
}

/** The facts in memory of which one that is decided on is the SHA-256. */
function digested(context: Facts, decides: readonly string[]): string[] {
  const digests = new Set(
    decides.map((fact) => context[fact]).filter((value) => typeof value === 'string' && isDigest.test(value)),
  );
  if (digests.size === 0) return [];
  return Object.keys(context)
    .filter(
      (fact) => !decides.includes(fact) && digests.has(sha256(canonicalText(context[fact])).toString('hex')),
    )
    .sort();
}

const isDigest = /^[0-9a-f]{64}$/;

/** Every value by its path, keys in their order; nothing is left out of what is confirmed. */
function linesOf(value: unknown, path: string, reads: (value: string) => string | undefined): string[] {
  if (value === null || value === undefined || typeof value !== 'object') {
    const name = typeof value === 'string' ? reads(value) : undefined;
    const read = name === undefined ? '' : `（${quoted(name)}）`;
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
    .flatMap(([key, inner]) => linesOf(inner, `${path}/${notAKey.test(key) ? quoted(key) : key}`, reads));
}

/** Keys of forms are words; any other could be read as a path, or as the place in a list. */
const notAKey = /^(?![A-Za-z_]\w*$)/;

/**
 * As JSON, in quotes, with every mark escaped that JSON leaves as it is and a reader would not see, or would take for the
 * end of a line or another direction of reading (Unicode's separators, controls and format characters).
 */
const quoted = (value: unknown): string =>
  JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (mark) =>
    Array.from(
      { length: mark.length },
      (_, at) => `\\u${mark.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
