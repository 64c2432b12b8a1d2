/**
 * What the law leaves open, or what was not found in it: each a setting with a default, the bounds within which an
 * authority may move it, how well the default is known, and a remark that stands on the page of the process. The defaults
 * come from the project's reference (sections 1.3, 1.4, 2.2, 2.5, 3.3, 3.5, 4.1); an authority sets them by a profile.
 */
import type { Words } from '#process';
import { words } from '../office/memory.js';

/**
 * How well something is known: read in the `law`; `reported` by a page; the `practice` of a real office; `derived` by us;
 * our `own` general knowledge; `invented`, where nothing was found and something had to be set.
 */
export const tags = ['law', 'reported', 'practice', 'derived', 'own', 'invented'] as const;
export type Tag = (typeof tags)[number];

/** A value of a setting: a length in its unit, a switch, one of a few words, or none. */
export type SettingValue = number | boolean | string | null;

export interface Setting {
  words: Words;
  unit: 'workingDays' | 'years' | null;
  default: SettingValue;
  /** Least and most of a number (both allowed), or the words it may be; null for a switch. */
  bounds: { least: number; most: number } | { oneOf: readonly string[] } | null;
  /** Whether it may be null, which is to say: no limit. */
  optional: boolean;
  tag: Tag;
  /** Of what is our own knowledge or derived. */
  confidence: 'high' | 'medium' | 'low' | null;
  /** What the default rests on, for whoever reads the process. */
  remark: Words;
}

const whole = (unit: Setting['unit'], byDefault: number, least: number, most: number) =>
  ({ unit, default: byDefault, bounds: { least, most }, optional: false }) as const;
const onOrOff = (byDefault: boolean) =>
  ({ unit: null, default: byDefault, bounds: null, optional: false }) as const;

/** All settings by name. A value outside its bounds is refused with the profile that has it. */
export const settingsCatalogue = {
  decisionOnTheSpotDays: {
    words: words('告知承诺当场决定的天数', 'days for a decision on the spot in the commitment route'),
    ...whole('workingDays', 1, 1, 5),
    ...{ tag: 'own', confidence: 'high' },
    remark: words(
      '“当场作出决定”未见全文规定；默认一个工作日，自收到完整材料起。',
      'That the decision is made on the spot was not read in a full text; one working day from complete materials by default.',
    ),
  },
  promptVerificationDays: {
    words: words('应及时核查的天数', 'days within which a prompt verification takes place'),
    ...whole('workingDays', 10, 1, 60),
    ...{ tag: 'reported', confidence: null },
    remark: words(
      '首次申请或者涉及强制性标准的，应及时核查；“及时”取湖北2021年的十个工作日（公开报道）。其余为三个月内。',
      'Prompt where it is a first application or touches mandatory standards; ten working days as reported of Hubei in 2021. Within three months otherwise.',
    ),
  },
  numberAfterRenewal: {
    words: words('延续后的证书编号', 'the number after a renewal'),
    ...{ unit: null, default: 'new', bounds: { oneOf: ['new'] }, optional: false },
    ...{ tag: 'own', confidence: 'medium' },
    remark: words(
      '编号首两位为发证年份，由此推断延续换发新编号；未见规定。沿用原编号的，本系统尚不支持，如此设定的方案不予采用。',
      'A number begins with the year of issue, from which we take it that a renewal has a new one; no rule was found. An office that keeps the old number is not served yet, and a profile that says so is refused.',
    ),
  },
  lateRenewal: {
    words: words('逾期提出的延续申请', 'how a late renewal is treated'),
    ...{ unit: null, default: 'asFirst', bounds: { oneOf: ['asFirst', 'asRenewal'] }, optional: false },
    ...{ tag: 'derived', confidence: null },
    remark: words(
      '届满前三个月内才提出的延续，办法未作规定；默认按首次申请办理。',
      'The measures do not say what becomes of a renewal applied for later than three months before expiry; as a first application by default.',
    ),
  },
  supplementDays: {
    words: words('申请人补正的期限', 'limit for the applicant’s supplement'),
    ...{ unit: 'workingDays', default: null, bounds: { least: 5, most: 120 }, optional: true },
    ...{ tag: 'own', confidence: 'medium' },
    remark: words(
      '未见法定期限；地方指南有自设的。默认不设。',
      'No limit in the law was found; local guides set one. None by default.',
    ),
  },
  assessorRestDays: {
    words: words('评审员两次任务之间的间隔', 'rest of an assessor between two assignments'),
    ...whole('workingDays', 0, 0, 60),
    ...{ tag: 'own', confidence: 'low' },
    remark: words(
      '未见现行评审员管理规定全文；默认不要求间隔。随机抽取评审组时适用，自最近一次指派之次日起算。',
      'The rule on assessors now in force was not found; no rest is asked for by default. It counts where a team is drawn, from the day after the last assignment.',
    ),
  },
  decisionsAreExtended: {
    words: words('决定期限可否延长', 'whether decisions may be extended'),
    ...onOrOff(false),
    ...{ tag: 'derived', confidence: null },
    remark: words(
      '行政许可法第四十二条可延长十日，管理办法期限更短且未提延长；默认不延长。',
      'Article 42 of the Licensing Law knows ten days more; the measures have a shorter limit and are silent. Not extended by default.',
    ),
  },
  commitmentBanYears: {
    words: words('虚假承诺后的限制年限', 'years of the ban after a false commitment'),
    ...whole('years', 3, 1, 3),
    ...{ tag: 'reported', confidence: null },
    remark: words(
      '广东首例为三年（公开报道）；撤销后不再适用告知承诺。',
      'Three years in the first case reported of Guangdong; the commitment route is closed afterwards.',
    ),
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settingsCatalogue;
export type Settings = Record<SettingName, SettingValue>;

/** All of them, each with what it is unless a profile says otherwise. */
export const usualSettings: Settings = Object.fromEntries(
  Object.entries(settingsCatalogue).map(([name, setting]) => [name, setting.default]),
) as Settings;

/** Whether the setting may have this value. */
export function isWithinBounds(name: SettingName, value: SettingValue): boolean {
  const setting: Setting = settingsCatalogue[name];
  if (value === null) return setting.optional;
  if (setting.bounds === null) return typeof value === 'boolean';
  if ('oneOf' in setting.bounds) return typeof value === 'string' && setting.bounds.oneOf.includes(value);
  const { least, most } = setting.bounds;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;
}
