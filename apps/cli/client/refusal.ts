import { z } from 'zod';
import { citeArticle, citeProvision } from '#process';
import { exits, Failure, type Exit } from '../failure.js';
import { plain } from '../text.js';
import type { Language } from './language.js';
import { inLanguage, reason, words, type Provision } from './answers.js';

/** What is read of a problem document (RFC 9457); whatever else it says is kept for `--json`. */
const problem = z.looseObject({
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
  revision: z.int().optional(),
  errors: z.array(z.looseObject({ pointer: z.string(), message: z.string() })).optional(),
  reasons: z.array(reason).optional(),
  who: z.array(z.looseObject({ role: z.string(), words })).optional(),
  possible: z.array(z.string()).optional(),
  acrValues: z.array(z.string()).optional(),
  maxAge: z.int().optional(),
});
export type Problem = z.infer<typeof problem>;

/** The server said no, and why. The exit code follows from the status alone: codes may be added. */
export class Refusal extends Failure {
  constructor(
    readonly problem: Problem,
    readonly language: Language,
  ) {
    super(sentenceOf(problem, language), exitOf(problem.status));
    this.name = 'Refusal';
  }
}

/** The problem document in a body, or undefined where it is none. */
export function problemIn(body: unknown): Problem | undefined {
  return problem.safeParse(body).data;
}

function exitOf(status: number): Exit {
  if (status === 401 || status === 403) return exits.notPermitted;
  if (status === 404) return exits.notFound;
  return status === 409 || status === 412 || status === 428 ? exits.conflict : exits.other;
}

function sentenceOf(problem: Problem, language: Language): string {
  const says = phrases[language];
  const { detail, errors = [], who = [], code, requestId } = problem;
  // What the hint says better is not said before it.
  const reasons = (problem.reasons ?? []).filter(
    ({ code: rule }) => code !== 'stronger-sign-in-needed' || rule !== 'theSignInIsFreshAndStrong',
  );
  const namesRoles = reasons.some(({ code: rule }) => rule === 'theRoleIsHeld');
  const lines = [
    withoutReasons(
      detail,
      reasons.map(({ sentence }) => inLanguage(sentence, language)),
    ),
    ...errors.map(({ pointer, message }) => `  ${pointer === '' ? '/' : pointer}: ${message}`),
    ...reasons.flatMap(({ sentence, remedy, under }) => [
      `  – ${inLanguage(sentence, language)}${under ? parenthesis(cited(under, language), language) : ''}`,
      ...(remedy ? [`    ${says.remedy}${inLanguage(remedy, language)}`] : []),
    ]),
    ...(who.length > 0 && reasons.length > 0 && !namesRoles
      ? [says.who(who.map((one) => inLanguage(one.words, language)).join(language === 'en' ? ', ' : '、'))]
      : []),
    ...(says.hints[code] === undefined ? [] : [says.hints[code]]),
    ...(requestId === undefined ? [] : [says.request(requestId)]),
  ];
  return plain(lines.join('\n'));
}

/** The sentence of a refusal ends with those of its reasons: they are told below, each with its law. */
function withoutReasons(detail: string, reasons: readonly string[]): string {
  return reasons.reduce((left, reason) => left.replace(reason, ''), detail).trimEnd();
}

/** A reason brings the title of its provision; an article of no number is one of office practice, and no law. */
function cited(under: Provision, language: Language): string {
  const { instrument, article, title } = under;
  if (title === undefined) return '';
  const practice = citeArticle(article, language) === '' ? ({ practice: true } as const) : {};
  const known = { [instrument]: { title, inForceFrom: '', ...practice } };
  return citeProvision(under, known, language, 'full');
}

const parenthesis = (cited: string, language: Language): string =>
  cited === '' ? '' : language === 'en' ? ` (${cited})` : `（${cited}）`;

const phrases: Record<
  Language,
  { remedy: string; who(roles: string): string; request(id: string): string; hints: Record<string, string> }
> = {
  en: {
    remedy: 'What would change it: ',
    who: (roles) => `Taken by: ${roles}.`,
    request: (id) => `Request ${id}`,
    hints: {
      'not-signed-in': 'Sign in with: greenlane login',
      'token-refused': 'Sign in again with: greenlane login',
      'key-refused': 'Keep another key with: greenlane login --api-key-stdin',
      'stronger-sign-in-needed': 'Sign in again, strongly, with: greenlane login --strong',
      'stale-revision': 'Look at what changed with: greenlane history; then act again.',
    },
  },
  'zh-CN': {
    remedy: '如何改变：',
    who: (roles) => `办理人员：${roles}。`,
    request: (id) => `请求编号 ${id}`,
    hints: {
      'not-signed-in': '请登录：greenlane login',
      'token-refused': '请重新登录：greenlane login',
      'key-refused': '请保存另一个密钥：greenlane login --api-key-stdin',
      'stronger-sign-in-needed': '请以强身份验证重新登录：greenlane login --strong',
      'stale-revision': '请用 greenlane history 查看变化后再办理。',
    },
  },
};
