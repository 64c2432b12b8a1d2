import type { RefusalDetails } from '#refusals';
import { fieldCodes } from '#regulations';
import type { NoTeam } from './assessor-draw.js';

type Why = NoTeam | { because: 'noFields' };

/** Why no team can be drawn, as the refusal `no-team-to-draw` says it; the code and the numbers are its members. */
export function whyNoTeam(why: Why): RefusalDetails {
  const [chinese, english] = sentence(why);
  return { params: { why: english, 'why:zh-CN': chinese }, members: { why } };
}

function sentence(why: Why): [chinese: string, english: string] {
  switch (why.because) {
    case 'nobodyCovers':
      return [
        `没有可抽取的人员具有以下领域的资格：${why.fields.map((code) => named(code, 'zh-CN')).join('、')}。`,
        `nobody who could be drawn covers ${why.fields.map((code) => named(code, 'en')).join(', ')}.`,
      ];
    case 'nobodyLeads':
      return [
        '没有可抽取的人员在本案领域具有组长资格。',
        'nobody who could be drawn may lead in a field of the case.',
      ];
    case 'tooFew':
      return [`可抽取的人员只有 ${why.eligible} 人。`, `only ${why.eligible} could be drawn.`];
    case 'noneFits':
      return [
        '该人数的评审组无法覆盖全部领域，请增加人数。',
        'no team of this size covers every field; ask for a larger one.',
      ];
    case 'noFields':
      return ['本案尚无申请领域。', 'the case names no field yet.'];
  }
}

function named(code: string, language: 'zh-CN' | 'en'): string {
  const words = (fieldCodes as Partial<Record<string, { 'zh-CN': string; en: string }>>)[code];
  return words === undefined ? code : `${words[language]} (${code})`;
}
