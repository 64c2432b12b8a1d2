/** What the intake officer writes: the three answers to an application. */
import { z } from 'zod';
import { tolerable } from '../profiles/profile.js';
import { documentKinds, recordFacts } from './application.js';
import { confirmed, day, distinct, text } from './fields.js';
import { recordHere } from './register-facts.js';
import { evidenceRule } from './rule.js';

/** What a point of a supplement notice is about. */
export const requirementCodes = ['form', 'scopeTable', ...documentKinds] as const;

/** Points that are missing; they are numbered from 1 in the order of the list. */
export const missingPoints = () =>
  z
    .array(z.strictObject({ requirement: z.enum(requirementCodes), missing: text(1000) }))
    .min(1)
    .max(200);

export const supplementNotice = evidenceRule('supplementNotice', {
  words: { 'zh-CN': '补正告知书', en: 'supplement notice' },
  description: 'Everything that is missing or wrong, told once and all at once.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    points: missingPoints(),
    everythingTold: confirmed('Nothing else will be asked for before acceptance.'),
  }),
  examples: [
    {
      points: [
        { requirement: 'qualityManual', missing: '未提交质量手册。' },
        { requirement: 'scopeTable', missing: '第1.4项缺少标准年号。' },
      ],
      everythingTold: true,
    },
  ],
  facts: ({ points }) => ({
    asked: points.length,
    requirements: [...new Set(points.map(({ requirement }) => requirement))].sort(),
  }),
});

export const receiptCorrection = evidenceRule('receiptCorrection', {
  words: { 'zh-CN': '收件日期更正', en: 'correction of the day of receipt' },
  description:
    'The day on which the application, or its supplement, really arrived, where another was recorded, and why.',
  readers: { by: 'parties' },
  schema: z.strictObject({ receivedOn: day(), reason: text(2000) }),
  examples: [{ receivedOn: '2025-09-03', reason: '纸质材料于9月3日收到，9日方录入系统。' }],
  facts: ({ receivedOn }) => ({ receivedOn }),
});

const timeTold = () =>
  confirmed('The time of the technical assessment, which is not counted, has been told.');

/** Of a renewal that came too late for the authority to decide before expiry: what the officer makes of it. */
const lateRenewal = () =>
  z
    .strictObject({ as: z.enum(['asRenewal', 'asFirst']), reasons: text(2000) })
    .optional()
    .describe('Of a renewal applied for late alone: whether it is taken as one, and why.');

export const acceptanceNotice = evidenceRule('acceptanceNotice', {
  words: { 'zh-CN': '受理通知书', en: 'acceptance notice' },
  description:
    'The file is complete and in form; the applicant is told how long the technical assessment may take.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    complete: confirmed('The file is complete and in the form the law asks for.'),
    assessmentTimeTold: timeTold(),
    lateRenewal: lateRenewal(),
  }),
  examples: [{ complete: true, assessmentTimeTold: true }],
  references: () => [recordHere],
  facts: ({ lateRenewal: late }, look) => ({
    complete: true,
    assessmentTimeTold: true,
    lateRenewal: late?.as ?? null,
    record: recordFacts(look),
  }),
});

export const tolerantAcceptance = evidenceRule('tolerantAcceptance', {
  words: { 'zh-CN': '容缺受理通知书', en: 'notice of acceptance with gaps' },
  description:
    'The file is accepted although something is still missing that the profile of the zone tolerates; each gap is named and ' +
    'is closed before the decision.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    gaps: distinct(z.strictObject({ requirement: z.enum(tolerable), missing: text(1000) }), 20),
    assessmentTimeTold: timeTold(),
    lateRenewal: lateRenewal(),
  }),
  examples: [
    {
      gaps: [{ requirement: 'businessScope', missing: '营业执照经营范围正在办理变更登记。' }],
      assessmentTimeTold: true,
    },
  ],
  references: () => [recordHere],
  facts: ({ gaps, lateRenewal: late }, look) => ({
    gaps: gaps.length,
    requirements: [...new Set(gaps.map(({ requirement }) => requirement))].sort(),
    lateRenewal: late?.as ?? null,
    record: recordFacts(look),
  }),
});

export const onTheSpotCorrection = evidenceRule('onTheSpotCorrection', {
  words: { 'zh-CN': '当场更正记录', en: 'record of a correction on the spot' },
  description: 'Errors that the applicant put right at the counter (Licensing Law, article 32(1)(3)).',
  readers: { by: 'parties' },
  schema: z.strictObject({
    corrected: distinct(z.strictObject({ where: text(200), was: text(500), is: text(500) }), 50),
    byTheApplicant: confirmed('The applicant made the correction.'),
  }),
  examples: [{ corrected: [{ where: '邮政编码', was: '40112', is: '401120' }], byTheApplicant: true }],
  facts: ({ corrected }) => ({ corrected: corrected.length }),
});

export const furtherSupplement = evidenceRule('furtherSupplement', {
  words: { 'zh-CN': '再次补正的理由', en: 'why a further supplement is asked for' },
  description:
    'Everything missing is told once; a supervisor records why it is told again in this case, and that a fault of the office ' +
    'is not laid on the applicant.',
  readers: { by: 'parties' },
  schema: z.strictObject({ reasons: text(2000) }),
  examples: [{ reasons: '补正材料引出新的场所信息，首次审查时无从发现。' }],
  facts: () => ({}),
});

export const filing = evidenceRule('filing', {
  words: { 'zh-CN': '变更备案', en: 'filing of a change' },
  description: 'The change is noted; it needs no approval.',
  readers: { by: 'parties' },
  schema: z.strictObject({ noted: confirmed('The change is noted in the register of the office.') }),
  examples: [{ noted: true }],
  references: () => [recordHere],
  facts: (_, look) => ({ record: recordFacts(look) }),
});

/** Grounds on which an application is not accepted. */
export const nonAcceptanceGrounds = [
  'noPermitNeeded',
  'wrongAuthority',
  'falseMaterial',
  'incomplete',
  'underABan',
] as const;

const reasons = text(5000);

export const nonAcceptance = evidenceRule('nonAcceptance', {
  words: { 'zh-CN': '不予受理通知书', en: 'notice of non-acceptance' },
  description: 'Why the application is not accepted; a wrong authority is told which one is right.',
  readers: { by: 'parties' },
  schema: z.discriminatedUnion('ground', [
    z.strictObject({ ground: z.literal('wrongAuthority'), rightAuthority: text(200), reasons }),
    z.strictObject({
      ground: z.enum(['noPermitNeeded', 'falseMaterial', 'incomplete', 'underABan']),
      reasons,
    }),
  ]),
  examples: [
    {
      ground: 'wrongAuthority',
      rightAuthority: '国家市场监督管理总局',
      reasons: '申请人系国务院有关部门设立。',
    },
    { ground: 'noPermitNeeded', reasons: '所申请事项不在资质认定目录内。' },
  ],
  references: () => [recordHere],
  facts: ({ ground }, look) => ({ ground, record: recordFacts(look) }),
});
