import { columns, paint, print, say, table, wrap } from '../text.js';
import { caseView, inLanguage, scopePage, type ScopeItem, type ScopePage } from './answers.js';
import type { Api } from './api.js';
import { casePath } from './case-words.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface ScopeOptions extends ClientOptions {
  all?: boolean;
}

const longestPage = 100;

/**
 * `greenlane scope`: what was applied for, proposed and granted, counted; then the items on which these differ, or with
 * `--all` every item, and what becomes of the certificate; then who is to sign.
 */
export async function scope(reference: string, options: ScopeOptions): Promise<void> {
  const { lang, json, all = false } = options;
  const { api } = await openSession(options);
  const path = casePath(reference);
  const found = await wholeOf(api, path, all);
  if (json) return printJson(found);
  const { number, id, title, institution } = await api.get(path, caseView);
  print(paint.bold(`${number ?? id}  ${inLanguage(title, lang)}`));
  print(institution.name);
  if (found.stages.applied.seq === null) return say(phrases[lang].nothing);
  for (const line of linesOf(found, all, lang)) print(line);
}

/** All pages as one. A case that is changed meanwhile may refuse to go on: then it is asked for anew by whoever looks. */
async function wholeOf(api: Api, path: string, all: boolean): Promise<ScopePage> {
  const asked = new URLSearchParams({ limit: String(longestPage) });
  if (!all) asked.set('filter[differs]', 'true');
  const first = await api.get(`${path}/scope?${asked.toString()}`, scopePage);
  const items = [...first.items];
  for (let { next } = first; next;) {
    asked.set('cursor', next);
    const page = await api.get(`${path}/scope?${asked.toString()}`, scopePage);
    items.push(...page.items);
    next = page.next;
  }
  return { ...first, items, next: null };
}

function linesOf(found: ScopePage, all: boolean, language: Language): string[] {
  const says = phrases[language];
  const { items, counts } = found;
  const title = all ? says.every : says.differing;
  return [
    '',
    ...table(countRows(found, language)).map((line) => `  ${line}`),
    ...certificateLines(found, language),
    '',
    ...(items.length > 0
      ? [paint.bold(title), ...itemLines(found, language)]
      : [all ? says.noItem : says.alike(counts.items)]),
    ...signatoryLines(found, language),
  ];
}

/** A line for each stage: what it comes to, and the event it comes from. */
function countRows({ stages, counts }: ScopePage, language: Language): string[][] {
  const says = phrases[language];
  const row = (
    name: string,
    { seq, withheld }: ScopePage['stages']['applied'],
    yes: number | null,
    not = '',
  ): string[] => {
    const from = seq === null ? '' : says.event(seq);
    if (withheld) return [name, says.withheld, from];
    if (yes === null) return [name, says.unsaid, ''];
    return [name, `${says.items(yes)}${not}`, from];
  };
  return [
    row(says.applied, stages.applied, counts.applied),
    row(says.proposed, stages.proposed, counts.proposed, says.notProposed(counts.notProposed ?? 0)),
    row(says.decided, stages.decided, counts.granted, says.notGranted(counts.notGranted ?? 0)),
  ];
}

/** What becomes of the certificate, in one sentence. */
function certificateLines({ certificate, counts }: ScopePage, language: Language): string[] {
  if (certificate === null || counts.certificate === null) return [];
  const says = phrases[language];
  const parts = Object.entries(counts.certificate)
    .filter(([, many]) => many > 0)
    .map(([becomes, many]) => `${says.becomes[becomes] ?? becomes} ${many}`);
  const { number, seq } = certificate;
  const told = says.certificate(
    number,
    parts.join(says.comma),
    seq === null ? says.foreseen : says.event(seq),
  );
  return [wrap(told, columns(), '  ', '    ')];
}

/** The items under a head that names the stages; what a stage has not said is a dash. */
function itemLines({ items, counts }: ScopePage, language: Language): string[] {
  const says = phrases[language];
  const sites = new Set(items.map(({ site }) => site)).size > 1;
  const rowOf = (item: ScopeItem): string[] => [
    ...(sites ? [item.site] : []),
    ...[item.item_no, item.toGiveUp ? says.givenUp : sign(item.applied || null)],
    ...[sign(item.proposed), sign(item.decided)],
    ...(counts.certificate === null ? [] : [says.becomes[item.certificate ?? ''] ?? item.certificate ?? '–']),
    `${item.item}  ${item.standard_no}${item.clause === '' ? '' : ` ${item.clause}`}${instead(item, says)}`,
  ];
  const head = [
    ...(sites ? [says.site] : []),
    ...[says.number, says.applied, says.proposed, says.decided],
    ...(counts.certificate === null ? [] : [says.onCertificate]),
    says.words,
  ];
  return table([head, ...items.map(rowOf)]).map((line) => `  ${line}`);
}

/** In place of what it stands, by its name where it is another thing and not merely another standard. */
const instead = ({ item, replaces }: ScopeItem, says: Phrases): string =>
  replaces === null
    ? ''
    : says.instead(`${replaces.item === item ? '' : `${replaces.item} `}${replaces.standard_no}`);

function signatoryLines({ signatories }: ScopePage, language: Language): string[] {
  if (signatories.length === 0) return [];
  const says = phrases[language];
  const rows = signatories.map(({ name, field, proposed, approved }) => [
    ...[name, field, proposed ? says.isProposed : says.isNotProposed],
    approved === null ? '' : approved ? says.isApproved : says.isNotApproved,
  ]);
  return ['', paint.bold(says.signatories), ...table(rows).map((line) => `  ${line}`)];
}

const sign = (said: boolean | null): string => (said === null ? '–' : said ? '✓' : '✗');

interface Phrases {
  nothing: string;
  every: string;
  differing: string;
  noItem: string;
  alike: (items: number) => string;
  applied: string;
  proposed: string;
  decided: string;
  items: (count: number) => string;
  notProposed: (count: number) => string;
  notGranted: (count: number) => string;
  unsaid: string;
  withheld: string;
  event: (seq: number) => string;
  certificate: (number: string, parts: string, how: string) => string;
  foreseen: string;
  becomes: Record<string, string>;
  comma: string;
  site: string;
  number: string;
  onCertificate: string;
  words: string;
  givenUp: string;
  instead: (what: string) => string;
  signatories: string;
  isProposed: string;
  isNotProposed: string;
  isApproved: string;
  isNotApproved: string;
}

const phrases: Record<Language, Phrases> = {
  en: {
    nothing: 'No scope has been applied for in this case.',
    every: 'Items',
    differing: 'Items on which the stages differ',
    noItem: 'No item is applied for.',
    alike: (items) => `The stages differ on none of ${items} items; every item: --all.`,
    applied: 'applied for',
    proposed: 'proposed',
    decided: 'granted',
    items: (count) => (count === 1 ? '1 item' : `${count} items`),
    notProposed: (count) => (count === 0 ? '' : `, ${count} not`),
    notGranted: (count) => (count === 0 ? '' : `, ${count} not`),
    unsaid: 'nobody has said yet',
    withheld: 'not shown to you',
    event: (seq) => `event ${seq}`,
    certificate: (number, parts, how) => `Certificate ${number}: ${parts} (${how}).`,
    foreseen: 'as it stands now; not entered yet',
    becomes: {
      ...{ added: 'added', replaced: 'replaced', takenOut: 'taken out' },
      ...{ unchanged: 'unchanged', leftOff: 'not on it' },
    },
    comma: ', ',
    site: 'site',
    number: 'item',
    onCertificate: 'certificate',
    words: 'what, by which standard',
    givenUp: 'give up',
    instead: (what) => `, in place of ${what}`,
    signatories: 'Signatories',
    isProposed: 'proposed',
    isNotProposed: 'not proposed',
    isApproved: 'approved',
    isNotApproved: 'not approved',
  },
  'zh-CN': {
    nothing: '本案尚未申请能力范围。',
    every: '项目',
    differing: '各阶段不一致的项目',
    noItem: '没有申请的项目。',
    alike: (items) => `共${items}项，各阶段一致；查看全部项目：--all。`,
    applied: '申请',
    proposed: '评审建议',
    decided: '决定',
    items: (count) => `${count}项`,
    notProposed: (count) => (count === 0 ? '' : `，不建议${count}项`),
    notGranted: (count) => (count === 0 ? '' : `，不准予${count}项`),
    unsaid: '尚无意见',
    withheld: '未向您提供',
    event: (seq) => `第${seq}号事件`,
    certificate: (number, parts, how) => `证书 ${number}：${parts}（${how}）。`,
    foreseen: '按目前情况，尚未登记',
    becomes: {
      ...{ added: '增加', replaced: '替换', takenOut: '取消' },
      ...{ unchanged: '不变', leftOff: '不列入' },
    },
    comma: '，',
    site: '场所',
    number: '序号',
    onCertificate: '证书',
    words: '项目及依据标准',
    givenUp: '取消',
    instead: (what) => `（替换 ${what}）`,
    signatories: '授权签字人',
    isProposed: '建议批准',
    isNotProposed: '不建议批准',
    isApproved: '已批准',
    isNotApproved: '未批准',
  },
};
