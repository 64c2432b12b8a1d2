/**
 * The catalogue of instruments: the laws, rules and announcements a process may rest on, each with the edition we
 * cite, and the articles we have read about. An article that is not listed here does not compile.
 */
import type { Instrument, Provision } from '#process';

export const instruments = {
  'licensing-law': {
    title: {
      'zh-CN': '中华人民共和国行政许可法（2019年修正）',
      en: 'Administrative Licensing Law (as amended in 2019)',
    },
    short: { 'zh-CN': '行政许可法', en: 'Licensing Law' },
    inForceFrom: '2019-04-23',
  },
  'cma-measures-2021': {
    title: {
      'zh-CN': '检验检测机构资质认定管理办法（2015年原质检总局令第163号，2021年市场监管总局令第38号修改）',
      en: 'Measures for the Qualification Approval of Inspection and Testing Bodies (Order 163, as amended by SAMR Order 38)',
    },
    short: { 'zh-CN': '管理办法', en: 'Measures' },
    inForceFrom: '2021-06-01',
  },
  'assessment-criteria-2023': {
    title: {
      'zh-CN': '检验检测机构资质认定评审准则（市场监管总局公告2023年第21号）',
      en: 'Assessment Criteria for the Qualification Approval of Inspection and Testing Bodies (SAMR Announcement 21 of 2023)',
    },
    short: { 'zh-CN': '评审准则', en: 'Assessment Criteria' },
    inForceFrom: '2023-12-01',
  },
  'civil-code': {
    title: { 'zh-CN': '中华人民共和国民法典', en: 'Civil Code' },
    short: { 'zh-CN': '民法典', en: 'Civil Code' },
    inForceFrom: '2021-01-01',
  },
  practice: {
    title: {
      'zh-CN': '办理惯例（并非法律规定）',
      en: 'Office practice (not a provision of law)',
    },
    short: { 'zh-CN': '办理惯例', en: 'Office practice' },
    practice: true,
    inForceFrom: '2021-06-01',
  },
} as const satisfies Record<string, Instrument>;

/** Articles of each instrument that a process may cite: `32.1.4` is article 32, paragraph 1, item 4. */
export const articles = {
  'licensing-law': [
    ...['24', '32', '32.1.1', '32.1.2', '32.1.3', '32.1.4', '32.1.5', '34', '38', '42', '44', '45'],
    ...['50', '69', '70', '78'],
  ],
  'cma-measures-2021': [
    ...['4', '5', '8', '10', '11', '12', '13', '14', '15', '16', '17', '18', '21', '22', '23', '24', '26'],
    ...['29', '30', '31', '32', '33', '34', '35', '36', '37'],
  ],
  'assessment-criteria-2023': ['5', '15', '17', '18', '19', '20', 'annex-1', 'annex-2', 'annex-4'],
  'civil-code': ['201', '202', '203', '204'],
  practice: [
    ...['withdrawal', 'drafts', 'roles', 'acting-for', 'duties-apart'],
    ...['assignment', 'absence-cover', 'step-up', 'draw', 'receipt'],
  ],
} as const satisfies Record<keyof typeof instruments, readonly string[]>;

type ArticleOf<I extends keyof typeof articles> = (typeof articles)[I][number];

/** Administrative Licensing Law. */
export const licensingLaw = (article: ArticleOf<'licensing-law'>): Provision => ({
  instrument: 'licensing-law',
  article,
});

/** Order 163 as amended by Order 38; its article numbers are not those of 2015. */
export const cmaMeasures = (article: ArticleOf<'cma-measures-2021'>): Provision => ({
  instrument: 'cma-measures-2021',
  article,
});

/** The assessment criteria of 2023: an article, or an annex as a whole (`annex-1`: the on-site procedure). */
export const criteria = (article: ArticleOf<'assessment-criteria-2023'>): Provision => ({
  instrument: 'assessment-criteria-2023',
  article,
});

/** Civil Code: how periods are counted (by analogy; the Licensing Law is silent on the first day). */
export const civilCode = (article: ArticleOf<'civil-code'>): Provision => ({
  instrument: 'civil-code',
  article,
});

/** For acts that every office knows and no article regulates. A page that cites it says so in its title. */
export const practice = (subject: ArticleOf<'practice'>): Provision => ({
  instrument: 'practice',
  article: subject,
});
