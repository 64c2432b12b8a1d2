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

export const changeApproval = evidenceRule('changeApproval', {
  words: { 'zh-CN': '准予变更决定', en: 'decision to approve the change' },
  description: 'The change is approved as it was declared; it is checked later.',
  readers: { by: 'parties' },
  schema: z.strictObject({ remark: text(2000).optional() }),
  examples: [{}],
  facts: () => ({}),
});

export const cancellationApproval = evidenceRule('cancellationApproval', {
  words: { 'zh-CN': '准予注销决定', en: 'decision to cancel on request' },
  description: 'The approval is cancelled because its holder gives it up.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    returned: confirmed('Certificate, scope table and stamp have been handed in.'),
    notUnderInvestigation: confirmed('The institution is not under investigation.'),
  }),
  examples: [{ returned: true, notUnderInvestigation: true }],
  facts: () => ({ returned: true, notUnderInvestigation: true }),
});

export const commitmentGrant = evidenceRule('commitmentGrant', {
  words: { 'zh-CN': '告知承诺许可决定', en: 'decision on a commitment' },
  description:
    'Granted on the spot, on the commitment. Whether mandatory standards are touched settles how soon it is verified on site.',
  readers: { by: 'parties' },
  schema: z.strictObject({
    extent: z.literal('whole'),
    twoOriginals: confirmed('The statement is signed in two originals, one for each side.'),
    remark: text(2000).optional(),
  }),
  examples: [{ extent: 'whole', twoOriginals: true }],
  facts: ({ extent }) => ({ extent }),
});

export const emergencyList = evidenceRule('emergencyList', {
  words: { 'zh-CN': '应急检验检测机构名录', en: 'entry in the emergency list' },
  description:
    'The body may take emergency work meanwhile (measures, article 23): a place on a list that ends, and no certificate.',
  readers: { by: 'parties' },
  schema: z.strictObject({ reasons: text(2000) }),
  examples: [{ reasons: '防疫物资检测需求紧急，该机构具备相应能力。' }],
  facts: () => ({}),
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
