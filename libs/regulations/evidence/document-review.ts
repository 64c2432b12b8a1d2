/** What the team finds in the file, and what is done where documents leave a doubt. */
import { z } from 'zod';
import { modeGrounds, type ModeGround } from '../profiles/modes.js';
import { excludedTable } from './assessment.js';
import { exclusionFacts, nothingExcluded } from './facts.js';
import { exclusions, says, text } from './fields.js';
import { missingPoints } from './intake.js';
import { evidenceRule } from './rule.js';

export const materialReview = evidenceRule('materialReview', {
  words: { 'zh-CN': '材料审查结果', en: 'result of the material review' },
  description: 'Go on to the visit; hold until the applicant has supplied what is missing; or do not go on.',
  readers: {
    by: 'parties',
    but: {
      opinion: {
        by: 'office',
        because: 'The leader’s own working paper. What the applicant has to supply stands in the points.',
      },
    },
  },
  schema: z.discriminatedUnion('finding', [
    z.strictObject({ finding: z.literal('goOn'), opinion: text(5000) }),
    z.strictObject({ finding: z.literal('hold'), opinion: text(5000), points: missingPoints() }),
    z.strictObject({
      finding: z.literal('doNotGoOn'),
      ground: z.enum(['stillFailing', 'noCapability']),
      opinion: text(5000),
    }),
  ]),
  examples: [
    { finding: 'goOn', opinion: '材料符合要求，可实施现场评审。' },
    {
      finding: 'hold',
      opinion: '程序文件不完整。',
      points: [{ requirement: 'procedures', missing: '缺少样品管理程序。' }],
    },
    { finding: 'doNotGoOn', ground: 'noCapability', opinion: '不具备所申请项目的检测能力。' },
  ],
  facts: (review) => ({
    finding: review.finding,
    ...(review.finding === 'hold' ? { asked: review.points.length } : {}),
    ...(review.finding === 'doNotGoOn' ? { ground: review.ground } : {}),
  }),
});

export const documentReport = evidenceRule('documentReport', {
  words: { 'zh-CN': '书面审查报告', en: 'report of the document review' },
  description:
    'Conforming or nonconforming, and nothing between: on documents nothing is rectified (criteria, annex 2).',
  readers: { by: 'parties' },
  schema: z.strictObject({
    exclusions: exclusions().optional().describe('Items of the scope that the team does not propose.'),
    signatories: z
      .array(z.strictObject({ name: text(100), field: text(500), proposed: z.boolean() }))
      .max(200),
    opinion: text(10_000),
    conclusion: z.enum(['conforming', 'nonconforming']),
  }),
  examples: [
    {
      signatories: [{ name: '赵示例', field: '食品理化', proposed: true }],
      opinion: '标准变更不涉及实际能力变化。',
      conclusion: 'conforming',
    },
  ],
  references: ({ exclusions: left }) => excludedTable(left),
  facts: ({ exclusions: left, signatories, conclusion }, look) => ({
    conclusion,
    exclusions: left === undefined ? nothingExcluded : exclusionFacts(left, look),
    signatories: signatories.filter(({ proposed }) => proposed).length,
  }),
});

export const escalation = evidenceRule('escalation', {
  words: { 'zh-CN': '增加现场或远程评审的决定', en: 'escalation of a document review' },
  description:
    'The documents leave a doubt: by its risk the authority adds an assessment on site, or a remote one.',
  readers: { by: 'parties' },
  schema: z
    .strictObject({
      to: z.enum(['onSite', 'remote']),
      ground: z.enum(Object.keys(modeGrounds) as [ModeGround, ...ModeGround[]]).optional(),
      risk: z.enum(['high', 'medium', 'low']),
      reasons: text(2000),
    })
    .refine(({ to, ground }) => (to === 'remote') === (ground !== undefined), {
      error: says(
        '远程评审须注明理由，现场评审无须注明。',
        'A remote assessment has a ground, one on site has none.',
      ),
      path: ['ground'],
    }),
  examples: [{ to: 'onSite', risk: 'high', reasons: '书面材料对设备量程存疑。' }],
  facts: ({ to, ground, risk }) => ({ mode: to, ground: ground ?? null, risk }),
});
