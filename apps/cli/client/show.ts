import { endInWords, endOf } from '#calendar';
import { columns, paint, print, wrap } from '../text.js';
import { caseView, inLanguage, type CaseView, type Clock, type Step } from './answers.js';
import { casePath, caseWords, stepInWords, type CaseWords } from './case-words.js';
import { calendarChange, proposalInWords } from './calendar-change-words.js';
import { ballWith, isOver } from './ball.js';
import { instantsOf, type Instants } from './instants.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

/** `greenlane show`: where a case stands, whose turn it is, its clocks and why, and what can be done or why not. */
export async function show(reference: string, options: ClientOptions): Promise<void> {
  const { api } = await openSession(options);
  const view = await api.get(casePath(reference), caseView);
  if (options.json) return printJson(view);
  const later = view.steps.flatMap(({ movesTo }) => movesTo ?? []);
  const [words, instants] = await Promise.all([caseWords(api, view, later), instantsOf(api)]);
  for (const line of linesOf(view, words, instants, options.lang)) print(line);
}

function linesOf(view: CaseView, words: CaseWords, instants: Instants, language: Language): string[] {
  const says = phrases[language];
  // A promise stands beside the limit that it is of.
  const running = view.clocks.filter(
    ({ status, promises }) => (status === 'running' || status === 'suspended') && promises == null,
  );
  return [
    paint.bold(`${view.number ?? view.id}  ${inLanguage(view.label, language)}`),
    `${inLanguage(view.title, language)}${says.at(view.edition)}`,
    view.institution.name,
    ballWith(view.tags, language),
    ...(view.lane
      ? [says.lane(view.lane.words ? inLanguage(view.lane.words, language) : view.lane.lane)]
      : []),
    says.revision(view.revision, instants(view.changedAt)),
    ...(view.number === null ? [] : [says.id(view.id)]),
    ...(view.readAs === undefined ? [] : [says.readAs[view.readAs] ?? view.readAs]),
    ...section(
      says.desks,
      (view.desks ?? []).map(({ duty, name }) => `  ${duty}: ${name}`),
    ),
    ...section(says.change, proposedIn(view, language)),
    ...section(
      says.clocks,
      running.flatMap((clock) => clockLines(clock, words, language)),
    ),
    ...section(
      says.steps,
      view.steps.filter((step) => !isForOthers(step)).flatMap((step) => stepLines(step, words, language)),
    ),
    ...section(says.others, linesOfOthers(view.steps.filter(isForOthers), words, language)),
  ];
}

const isOfTheRole = ({ code }: Step['reasons'][number]): boolean => code === 'theRoleIsHeld';
/** Whoever does not hold the role of a step needs to know no more of it than that. */
const isForOthers = ({ allowed, reasons }: Step): boolean => !allowed && reasons.some(isOfTheRole);

/** Steps of others, a line to each, and once what would make them the reader's. */
function linesOfOthers(steps: readonly Step[], words: CaseWords, language: Language): string[] {
  const says = phrases[language];
  const remedies = steps.flatMap(({ reasons }) =>
    reasons.filter(isOfTheRole).flatMap(({ remedy }) => remedy ?? []),
  );
  return [
    ...steps.map((step) => {
      const by = says.list(step.by.map((role) => inLanguage(role.words, language)));
      const line = `${stepInWords(step, language)}${says.under(words.cite(step.under))} – ${by}`;
      return wrap(line, columns(), '  ', '      ');
    }),
    ...[...new Set(remedies.map((remedy) => inLanguage(remedy, language)))].map((remedy) =>
      wrapped(says.remedy(remedy), '  '),
    ),
  ];
}

/** What a case would change in the calendar, day by day: nobody confirms what they were not shown. */
function proposedIn({ id, facts, tags }: CaseView, language: Language): string[] {
  const { data: change } = calendarChange.safeParse(facts.change);
  if (change === undefined) return [];
  const lines = proposalInWords(change, language).map((line) => wrap(line, columns(), '  ', '    '));
  return isOver(tags) ? lines : [...lines, `  ${phrases[language].preview(id)}`];
}

const section = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : ['', paint.bold(title), ...lines];

function clockLines(clock: Clock, words: CaseWords, language: Language): string[] {
  const says = phrases[language];
  const due =
    clock.dueOn === null
      ? says.held
      : says.due(endInWords(endOf(clock.dueOn, clock.dueAt ?? null), language).due, clock.provisional);
  const name = `${inLanguage(clock.label, language)}${says.colon}${due}${says.under(words.cite(clock.under))}`;
  const promise = clock.promised?.dueOn ? clock.promised : null;
  return [
    `  ${name}${clock.overdue ? ` ${paint.red(says.overdue)}` : ''}`,
    ...(promise === null
      ? []
      : [
          `    ${says.promised(endInWords(endOf(promise.dueOn!, promise.dueAt ?? null), language).due)}` +
            (promise.overdue ? ` ${paint.red(says.notKept)}` : ''),
        ]),
    ...(clock.explained === null ? [] : [wrapped(inLanguage(clock.explained, language), '    ')]),
  ];
}

function stepLines(step: Step, words: CaseWords, language: Language): string[] {
  const says = phrases[language];
  const { allowed, reasons, conditions, by, needs, leadsTo, movesTo } = step;
  const mark = allowed ? paint.green(says.can) : says.cannot;
  const to = leadsTo.map((state) => words.state(state));
  return [
    `  ${mark} ${paint.bold(step.step)}  ${inLanguage(step.label, language)}${says.under(words.cite(step.under))}`,
    ...(to.length > 0 ? [wrapped(says.leadsTo(says.list(to)), '      ')] : []),
    ...(movesTo ? [wrapped(says.movesTo(movesTo), '      ')] : []),
    ...(allowed && needs !== null ? [wrapped(says.needs(needs), '      ')] : []),
    ...(allowed && step.stepUp ? [wrapped(says.strong, '      ')] : []),
    ...(allowed
      ? conditions.map((condition) => wrapped(says.condition(inLanguage(condition, language)), '      '))
      : []),
    ...reasons.flatMap(({ sentence, remedy, under }) => [
      wrapped(`– ${inLanguage(sentence, language)}${under ? says.under(words.cite(under)) : ''}`, '      '),
      ...(remedy ? [wrapped(says.remedy(inLanguage(remedy, language)), '        ')] : []),
    ]),
    ...(allowed
      ? []
      : [wrapped(says.by(says.list(by.map((role) => inLanguage(role.words, language)))), '      ')]),
  ];
}

const wrapped = (text: string, indent: string): string =>
  wrap(text, columns(), indent, `${indent}${text.startsWith('– ') ? '  ' : ''}`);

const phrases = {
  en: {
    at: (edition: string) => `, edition of ${edition}`,
    revision: (revision: number, at: string) => `Revision ${revision}, changed on ${at}`,
    id: (id: string) => `Id ${id}`,
    readAs: {
      office: 'You read it as the office: papers of the applicant and of the office.',
      assessor: 'You read it as an assessor: papers of the applicant and of the assessment.',
      party: 'You read it as a party: what is brought by the applicant, served on it or signed by it.',
    } as Record<string, string>,
    desks: 'On desks',
    change: 'Change of the calendar',
    preview: (id: string) => `Whose dates it would move: greenlane calendar preview --case ${id}`,
    clocks: 'Clocks',
    steps: 'Steps',
    others: 'Steps of others',
    colon: ': ',
    due: (end: string, provisional: boolean) => `due ${end}${provisional ? ' (provisional)' : ''}`,
    held: 'held, no due date',
    overdue: 'OVERDUE',
    promised: (due: string) => `Promised: due ${due}`,
    notKept: 'NOT KEPT',
    lane: (name: string) => `Lane: ${name}`,
    under: (cited: string) => (cited === '' ? '' : ` (${cited})`),
    can: '[you can]   ',
    cannot: '[not by you]',
    leadsTo: (states: string) => `Leads to: ${states}.`,
    movesTo: (edition: string) => `Moves the case to the edition of ${edition}, by which it then goes on.`,
    needs: (name: string) => `Needs evidence: ${name} (its schema is in /openapi.json).`,
    strong: 'A decision: needs a fresh and strong sign-in.',
    condition: (condition: string) => `The evidence will have to show: ${condition}`,
    remedy: (remedy: string) => `What would change it: ${remedy}`,
    by: (roles: string) => `Taken by: ${roles}.`,
    list: (parts: string[]) => parts.join(', '),
  },
  'zh-CN': {
    at: (edition: string) => `（${edition} 版）`,
    revision: (revision: number, at: string) => `第 ${revision} 版，变更于 ${at}`,
    id: (id: string) => `标识 ${id}`,
    readAs: {
      office: '您以办案机关人员身份查阅：申请人材料及机关内部材料。',
      assessor: '您以评审人员身份查阅：申请人材料及评审材料。',
      party: '您以当事人身份查阅：由申请人提交、向其送达或经其签署的材料。',
    } as Record<string, string>,
    desks: '承办人员',
    change: '日历变更',
    preview: (id: string) => `将使哪些期限变动：greenlane calendar preview --case ${id}`,
    clocks: '期限',
    steps: '步骤',
    others: '由他人办理的步骤',
    colon: '：',
    due: (end: string, provisional: boolean) => `${end}届满${provisional ? '（暂定）' : ''}`,
    held: '已中止，暂无届满日',
    overdue: '已超期',
    promised: (due: string) => `承诺：${due}届满`,
    notKept: '未能兑现',
    lane: (name: string) => `通道：${name}`,
    under: (cited: string) => (cited === '' ? '' : `（${cited}）`),
    can: '［可办］',
    cannot: '［不可］',
    leadsTo: (states: string) => `办理后：${states}。`,
    movesTo: (edition: string) => `办理后本案转按 ${edition} 版继续办理。`,
    needs: (name: string) => `所需材料：${name}（格式见 /openapi.json）。`,
    strong: '属于决定：须重新进行强身份验证。',
    condition: (condition: string) => `材料须表明：${condition}`,
    remedy: (remedy: string) => `如何改变：${remedy}`,
    by: (roles: string) => `办理人员：${roles}。`,
    list: (parts: string[]) => parts.join('、'),
  },
};
