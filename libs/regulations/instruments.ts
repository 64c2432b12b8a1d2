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
  // Before it was amended in 2019; none of the articles we cite was changed.
  'licensing-law-2003': {
    title: { 'zh-CN': '中华人民共和国行政许可法（2003年）', en: 'Administrative Licensing Law (of 2003)' },
    short: { 'zh-CN': '行政许可法', en: 'Licensing Law' },
    inForceFrom: '2004-07-01',
  },
  // Read in fragments; some article numbers follow from references within them.
  'cma-measures-2015': {
    title: {
      'zh-CN': '检验检测机构资质认定管理办法（2015年原质检总局令第163号）',
      en: 'Measures for the Qualification Approval of Inspection and Testing Bodies (Order 163 as issued in 2015)',
    },
    short: { 'zh-CN': '管理办法（2015年）', en: 'Measures of 2015' },
    inForceFrom: '2015-08-01',
  },
  'cma-measures-2021': {
    title: {
      'zh-CN': '检验检测机构资质认定管理办法（2015年原质检总局令第163号，2021年市场监管总局令第38号修改）',
      en: 'Measures for the Qualification Approval of Inspection and Testing Bodies (Order 163, as amended by SAMR Order 38)',
    },
    short: { 'zh-CN': '管理办法', en: 'Measures' },
    inForceFrom: '2021-06-01',
  },
  'assessment-procedures-2015': {
    title: {
      'zh-CN': '检验检测机构资质认定评审配套工作程序（国认实〔2015〕50号）',
      en: 'Supporting Procedures for the Assessment of Inspection and Testing Bodies (Guorenshi [2015] 50)',
    },
    short: { 'zh-CN': '评审程序（2015）', en: 'Assessment Procedures of 2015' },
    inForceFrom: '2015-08-01',
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
    inForceFrom: '2000-01-01',
  },
} as const satisfies Record<string, Instrument>;

/** Of the Licensing Law; that of 2019 left them, and their numbers, as they were. */
const licensingArticles = [
  ...['24', '29', '31', '32', '32.1.1', '32.1.2', '32.1.3', '32.1.4', '32.1.5', '34', '38', '42', '44', '45'],
  ...['46', '47', '48', '49', '50', '69', '70', '72', '78', '79'],
] as const;

/** Articles of each instrument that a process may cite: `32.1.4` is article 32, paragraph 1, item 4. */
export const articles = {
  'licensing-law': licensingArticles,
  'licensing-law-2003': licensingArticles,
  'cma-measures-2021': [
    ...['4', '5', '8', '10', '11', '12', '13', '14', '15', '16', '17', '18', '21', '22', '23', '24', '26'],
    ...['29', '30', '31', '32', '33', '34', '35', '36', '37'],
  ],
  // Its text was read in fragments: 10 to 12, 40 and 45 follow from references in copies, 18, 20 and 44 are not certain.
  'cma-measures-2015': ['7', '10', '11', '12', '18', '20', '40', '44', '45'],
  'assessment-procedures-2015': ['procedures'],
  'assessment-criteria-2023': ['5', '15', '17', '18', '19', '20', 'annex-1', 'annex-2', 'annex-3', 'annex-4'],
  'civil-code': ['201', '202', '203', '204'],
  practice: [
    ...['withdrawal', 'drafts', 'roles', 'acting-for', 'duties-apart'],
    ...['expedited', 'tolerant-acceptance', 'late-renewal', 'on-the-spot', 'further-supplement'],
    ...['cancellation', 'termination', 'document-review'],
    ...['prompt-verification', 'follow-up', 'hearing'],
    ...['assignment', 'absence-cover', 'step-up', 'draw', 'receipt', 'calendar', 'profiles'],
  ],
} as const satisfies Record<keyof typeof instruments, readonly string[]>;

type ArticleOf<I extends keyof typeof articles> = (typeof articles)[I][number];

/** Administrative Licensing Law. */
export const licensingLaw = (article: ArticleOf<'licensing-law'>): Provision => ({
  instrument: 'licensing-law',
  article,
});

/** The same law before 2019. */
export const licensingLaw2003 = (article: ArticleOf<'licensing-law-2003'>): Provision => ({
  instrument: 'licensing-law-2003',
  article,
});

/** Order 163 as it was first issued. */
export const cmaMeasures2015 = (article: ArticleOf<'cma-measures-2015'>): Provision => ({
  instrument: 'cma-measures-2015',
  article,
});

/** Order 163 as amended by Order 38; its article numbers are not those of 2015. */
export const cmaMeasures = (article: ArticleOf<'cma-measures-2021'>): Provision => ({
  instrument: 'cma-measures-2021',
  article,
});

/** The procedures that came with the measures of 2015; their text is not held, so no article of theirs is cited. */
export const procedures2015: Provision = { instrument: 'assessment-procedures-2015', article: 'procedures' };

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

/** How periods end: over days not worked, and with business hours. What a calendar moves is moved under it. */
export const endOfPeriods = civilCode('203');

/** For acts that every office knows and no article regulates. A page that cites it says so in its title. */
export const practice = (subject: ArticleOf<'practice'>): Provision => ({
  instrument: 'practice',
  article: subject,
});
