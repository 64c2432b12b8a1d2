/** The fixed phrases of the page a regulator signs, in both languages of the office. */
import type { ClockOrder } from './answers.js';
import type { ClockRule, Period } from './types.js';

export type Language = 'zh-CN' | 'en';

export interface Phrases {
  edition: string;
  hash: string;
  opening: string;
  open: string;
  steps: string;
  columns: string[];
  anyTime: string;
  end: string;
  automatically: string;
  if: (guard: string) => string;
  otherwise: string;
  otherwiseIf: (guard: string) => string;
  draws: (series: string) => string;
  /** An effect, and the fact without which it does not come about. */
  onlyWhere: (effect: string, fact: string) => string;
  and: string;
  or: string;
  comma: string;
  semicolon: string;
  colon: string;
  clocks: string;
  clockColumns: string[];
  order: Record<Exclude<ClockOrder['order'], 'extend'>, (clock: string) => string>;
  extend: (clock: string, most: Period) => string;
  expiryOf: (clock: string) => string;
  /** Follows whoever takes a step that is a decision. */
  decides: string;
  effect: Record<ClockRule['effect'], string>;
  period: (period: Period) => string;
  today: string;
  anchor: (from: string) => string;
  basis: string;
  remarks: string;
  short: (title: string) => string;
  inForce: (day: string) => string;
  day: (day: string) => string;
  diagram: string;
  staysHere: string;
}

const en: Phrases = {
  edition: 'Edition',
  hash: 'Hash of the law in it',
  opening: 'A case is opened',
  open: 'the case is opened',
  steps: 'What may happen',
  columns: ['while', 'this may happen', 'by', 'under', 'needs', 'clocks', 'then'],
  anyTime: '(no case yet)',
  end: 'the case is closed',
  automatically: '*automatically*',
  if: (guard) => `*if ${guard}*`,
  otherwise: '*otherwise*',
  otherwiseIf: (guard) => `*otherwise, if ${guard}*`,
  draws: (series) => `draws a number: ${series}`,
  onlyWhere: (effect, fact) => `${effect} (where there is ${fact})`,
  and: ' and ',
  or: ' or ',
  comma: ', ',
  semicolon: '; ',
  colon: ': ',
  clocks: 'Clocks',
  clockColumns: [
    'clock',
    'limit',
    'counts from',
    'effect',
    'under',
    'runs while',
    'pauses while',
    'when it runs out',
  ],
  order: {
    start: (clock) => `${clock} starts`,
    suspend: (clock) => `${clock} is suspended`,
    resume: (clock) => `${clock} resumes`,
    interrupt: (clock) => `${clock} begins anew`,
    supersede: (clock) => `${clock} counts from the right day instead`,
    stop: (clock) => `${clock} stops`,
    expire: (clock) => `${clock} has run out`,
  },
  extend: (clock, most) => `${clock} is extended, by ${en.period(most)} at most`,
  expiryOf: (clock) => `the clock, when “${clock}” runs out`,
  decides: ', who has signed in anew and confirms its text',
  effect: { statutory: 'statutory', target: 'a target', none: 'none, recorded only' },
  period: ({ unit, length }) => {
    if (unit === 'untilDay')
      return length === 0 ? 'to a fixed day' : `${length} day${length === 1 ? '' : 's'} to a fixed day`;
    const one = { workingDays: 'working day', calendarDays: 'calendar day', months: 'month', years: 'year' }[
      unit
    ];
    return `${length} ${one}${length === 1 ? '' : 's'}`;
  },
  today: 'the day of the step',
  anchor: (from) => `the day in \`${from}\``,
  basis: 'Legal basis',
  remarks: 'Settings and remarks',
  short: (title) => `, here “${title}”`,
  inForce: (day) => `, in force from ${day}`,
  day: (day) => day,
  diagram: 'Diagram',
  staysHere: 'stays',
};

const zh: Phrases = {
  edition: '版本',
  hash: '规则内容哈希',
  opening: '案件的开立',
  open: '开立案件',
  steps: '可办理的步骤',
  columns: ['所处状态', '步骤', '办理人', '依据', '所需材料', '期限', '办理后'],
  anyTime: '（尚无案件）',
  end: '案件终结',
  automatically: '*自动*',
  if: (guard) => `*如果${guard}*`,
  otherwise: '*否则*',
  otherwiseIf: (guard) => `*否则，如果${guard}*`,
  draws: (series) => `取号：${series}`,
  onlyWhere: (effect, fact) => `${effect}（有${fact}的）`,
  and: '，且',
  or: '或',
  comma: '、',
  semicolon: '；',
  colon: '：',
  clocks: '期限',
  clockColumns: ['期限', '长度', '起算日', '效力', '依据', '计算中的状态', '中止的状态', '届满时'],
  order: {
    start: (clock) => `“${clock}”开始计算`,
    suspend: (clock) => `“${clock}”中止`,
    resume: (clock) => `“${clock}”恢复计算`,
    interrupt: (clock) => `“${clock}”重新计算`,
    supersede: (clock) => `“${clock}”改自正确之日起算`,
    stop: (clock) => `“${clock}”停止`,
    expire: (clock) => `“${clock}”届满`,
  },
  extend: (clock, most) => `“${clock}”延长，合计至多${zh.period(most)}`,
  expiryOf: (clock) => `期限“${clock}”届满自动办理`,
  decides: '（重新登录并确认决定文本）',
  effect: { statutory: '法定', target: '内部目标', none: '无，仅记录' },
  period: ({ unit, length }) =>
    unit === 'untilDay'
      ? length === 0
        ? '至确定的日期'
        : `至确定的日期（${length}日）`
      : `${length}${{ workingDays: '个工作日', calendarDays: '日', months: '个月', years: '年' }[unit]}`,
  today: '办理当日',
  anchor: (from) => `\`${from}\`所载日期`,
  basis: '法律依据',
  remarks: '设定与说明',
  short: (title) => `，简称${title}`,
  inForce: (day) => `，自${day}起施行`,
  day: (day) => {
    const [year, month, date] = day.split('-').map(Number);
    return `${year}年${month}月${date}日`;
  },
  diagram: '状态图',
  staysHere: '状态不变',
};

export const phrases: Record<Language, Phrases> = { 'zh-CN': zh, en };
