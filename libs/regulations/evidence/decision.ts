/** What the authority decides, and the certificate it issues. */
import { z } from 'zod';
import { exclusionFacts, scopeTableAt } from './facts.js';
import { confirmed, exclusions, text } from './fields.js';
import { evidenceRule } from './rule.js';

export const grantDecision = evidenceRule('grantDecision', {
  words: { 'zh-CN': '准予许可决定', en: 'decision to grant' },
  description: 'The whole scope applied for is approved.',
  readers: { by: 'parties' },
  schema: z.strictObject({ extent: z.literal('whole'), remark: text(2000).optional() }),
  examples: [{ extent: 'whole' }],
  facts: ({ extent }) => ({ extent }),
});

export const partialGrantDecision = evidenceRule('partialGrantDecision', {
  words: { 'zh-CN': '部分准予许可决定', en: 'decision to grant in part' },
  description:
    'The scope is approved without the items named; for these it is a refusal, with reasons and remedies.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    extent: z.literal('part'),
    exclusions: exclusions(),
    reasons: text(5000),
    remediesTold: z.strictObject({
      administrativeReview: confirmed('Administrative review within 60 days is named.'),
      lawsuit: confirmed('A lawsuit within six months is named.'),
    }),
  }),
  examples: [
    {
      extent: 'part',
      exclusions: {
        scopeTable: '0197a000-0000-7000-8000-000000000001',
        items: [{ site: 'A', item: '1.10' }],
      },
      reasons: '该项目现场试验结果不满意。',
      remediesTold: { administrativeReview: true, lawsuit: true },
    },
  ],
  references: ({ exclusions: { scopeTable } }) => [scopeTableAt(scopeTable, '/exclusions/scopeTable')],
  facts: ({ extent, exclusions: left }, look) => ({ extent, exclusions: exclusionFacts(left, look) }),
});

export const refusal = evidenceRule('refusal', {
  words: { 'zh-CN': '不予许可决定', en: 'decision to refuse' },
  description: 'Why the approval is refused, and that both remedies were named.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    ground: z.enum(['conditionsNotMet', 'falseMaterial']),
    reasons: text(5000),
    remediesTold: z.strictObject({
      administrativeReview: confirmed('Administrative review within 60 days is named.'),
      lawsuit: confirmed('A lawsuit within six months is named.'),
    }),
  }),
  examples: [
    {
      ground: 'conditionsNotMet',
      reasons: '2.11.1条款不符合，不具备申请项目所需设备。',
      remediesTold: { administrativeReview: true, lawsuit: true },
    },
  ],
  facts: ({ ground }) => ({ ground, remediesTold: true }),
});

export const decisionExtension = evidenceRule('decisionExtension', {
  words: { 'zh-CN': '延长许可决定期限告知书', en: 'notice that the decision takes longer' },
  description:
    'By how many working days the period of the decision is extended, and the reasons, which the applicant is told.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    workingDays: z.int().min(1).max(99),
    reasons: text(5000),
    applicantTold: confirmed('The applicant is told the reasons.'),
  }),
  examples: [{ workingDays: 10, reasons: '申请项目涉及跨领域方法，需另行核实。', applicantTold: true }],
  facts: ({ workingDays }) => ({ workingDays }),
});

export const certificateIssue = evidenceRule('certificateIssue', {
  words: { 'zh-CN': '证书制发', en: 'issue of the certificate' },
  description: 'The certificate and its scope table are made out as decided, dated today.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    form: z.enum(['electronic', 'paper']),
    checkedAgainstTheDecision: confirmed('Name, address and scope are those of the decision.'),
  }),
  examples: [{ form: 'electronic', checkedAgainstTheDecision: true }],
  facts: ({ form }) => ({ form }),
});
