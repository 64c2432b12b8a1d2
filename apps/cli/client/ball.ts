import type { Language } from './language.js';

/** Who holds the ball, in a sentence, by the tags of a state; of a state whose tags say nothing known, nothing. */
export function ballWith(tags: readonly string[], language: Language): string {
  const known = Object.entries(sentences).find(([tag]) => tags.includes(tag));
  return known === undefined ? '' : known[1][language];
}

/** Whether nothing more will happen in a state. */
export const isOver = (tags: readonly string[]): boolean => tags.includes('terminal');

const sentences: Record<string, Record<Language, string>> = {
  'awaiting-applicant': { en: 'The applicant is to act next.', 'zh-CN': '下一步由申请机构办理。' },
  'awaiting-authority': { en: 'The authority is to act next.', 'zh-CN': '下一步由资质认定部门办理。' },
  'awaiting-assessors': { en: 'The assessors are to act next.', 'zh-CN': '下一步由评审人员办理。' },
  'awaiting-third-party': { en: 'A third party is to act next.', 'zh-CN': '下一步由第三方办理。' },
  terminal: { en: 'The case is over.', 'zh-CN': '本案已办结。' },
};
