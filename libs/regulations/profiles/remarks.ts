/** What the page of a process says of each setting: its default, how well that is known, and what it rests on. */
import type { Words } from '#process';
import { words } from '../office/memory.js';
import { settingsCatalogue, type Setting, type Tag } from './settings.js';

const knownAs: Record<Tag, Words> = {
  law: words('法律', 'law'),
  reported: words('公开报道', 'reported'),
  practice: words('办理惯例', 'practice'),
  derived: words('推断', 'derived'),
  own: words('一般认识', 'own knowledge'),
  invented: words('自行设定', 'invented'),
};
const howSure = {
  high: words('把握较大', 'high confidence'),
  medium: words('把握一般', 'medium confidence'),
  low: words('把握较小', 'low confidence'),
} as const;
const units = {
  workingDays: words('个工作日', ' working days'),
  years: words('年', ' years'),
} as const;

const choices: Record<string, Words> = {
  asFirst: words('按首次申请办理', 'as a first application'),
  asRenewal: words('按延续办理', 'as a renewal'),
};

const valueInWords = ({ default: value, unit }: Setting, language: keyof Words): string => {
  if (value === null) return words('不设', 'none')[language];
  if (typeof value === 'boolean') return (value ? words('是', 'yes') : words('否', 'no'))[language];
  if (typeof value === 'string') return choices[value]?.[language] ?? value;
  return `${String(value)}${unit === null ? '' : units[unit][language]}`;
};

/** Each setting in a sentence, with its default, how well that is known and its remark: for the page of a process. */
export const settingRemarks: readonly Words[] = Object.values(settingsCatalogue).map((setting: Setting) => {
  const known = (language: keyof Words) => {
    const { tag, confidence } = setting;
    const comma = words('，', ', ')[language];
    return `${knownAs[tag][language]}${confidence === null ? '' : `${comma}${howSure[confidence][language]}`}`;
  };
  return {
    'zh-CN': `${setting.words['zh-CN']}：默认${valueInWords(setting, 'zh-CN')}（${known('zh-CN')}）。${setting.remark['zh-CN']}`,
    en: `${setting.words.en}: ${valueInWords(setting, 'en')} by default (${known('en')}). ${setting.remark.en}`,
  };
});
