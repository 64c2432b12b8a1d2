/** What the intake officer writes: the three answers to an application. */
import { z } from 'zod';
import { documentKinds } from './application.js';
import { confirmed, day, text } from './fields.js';
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

export const acceptanceNotice = evidenceRule('acceptanceNotice', {
  words: { 'zh-CN': '受理通知书', en: 'acceptance notice' },
  description:
    'The file is complete and in form; the applicant is told how long the technical assessment may take.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    complete: confirmed('The file is complete and in the form the law asks for.'),
    assessmentTimeTold: confirmed(
      'The time of the technical assessment, which is not counted, has been told.',
    ),
  }),
  examples: [{ complete: true, assessmentTimeTold: true }],
  facts: () => ({ complete: true, assessmentTimeTold: true }),
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
  facts: ({ ground }) => ({ ground }),
});
