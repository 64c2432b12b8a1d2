/** What the people of the story bring to their steps, in the language of the office. */
import { checklist, type Verdict } from '#regulations';

export const application = (of: {
  field: string;
  department: string;
  scopeTable: string;
  document: string;
  address: string;
  person: string;
  telephone: string;
  sites?: string[];
}) => ({
  fieldCode: of.field,
  departmentCode: of.department,
  scopeTable: of.scopeTable,
  sites: (of.sites ?? ['A']).map((site) => ({ site, address: of.address, character: 'fixed' })),
  legalRepresentative: { name: of.person },
  contactPerson: { name: of.person, telephone: of.telephone },
  managementSystemSince: '2025-03-03',
  documents: [{ kind: 'qualityManual', document: of.document }],
  signedBy: 'legalRepresentative',
  declaration: true,
});

export const supplementNotice = {
  points: [
    { requirement: 'premisesRight', missing: '场所租赁合同缺少租期一页。' },
    { requirement: 'form', missing: '授权签字人表未签字。' },
  ],
  everythingTold: true,
};

export const supplement = (document: string) => ({
  answers: [
    { to: 1, answer: '已补交租赁合同全文，租期五年。', documents: [document] },
    { to: 2, answer: '已补交签字后的授权签字人表。', documents: [document] },
  ],
});

export const acceptance = { complete: true, assessmentTimeTold: true };

export const team = (leader: string, ...others: string[]) => ({
  mode: 'onSite',
  leader,
  members: [leader, ...others],
  drawnAtRandom: true,
});

export const goOn = { finding: 'goOn', opinion: '材料符合要求，可以进入现场评审。' };

export const visit = (from: string, to: string) => ({
  visit: { from, to },
  schedule: '首次会议、现场观察、现场试验、评审组内部会、末次会议。',
});

export interface NotConforming {
  item: number;
  verdict: Exclude<Verdict, 'conforming'>;
  fact: string;
}

export const report = (
  conclusion: Verdict,
  visited: { from: string; to: string },
  notConforming: NotConforming[],
  signatory: { name: string; field: string },
) => ({
  visited,
  items: checklist.map(({ item }) => ({
    item,
    verdict: notConforming.find((one) => one.item === item)?.verdict ?? 'conforming',
  })),
  nonconformities: notConforming.map(({ item, fact }) => ({ item, fact })),
  signatories: [{ ...signatory, proposed: true }],
  opinion: '评审组意见见各条款判定。',
  conclusion,
  signedByBothSides: true,
});

export const rectification = (document: string, answers: [cause: string, correction: string][]) => ({
  answers: answers.map(([cause, correction], index) => ({
    nonconformity: index + 1,
    cause,
    correction,
    documents: [document],
  })),
});

export const verification = (count: number) => ({
  results: Array.from({ length: count }, (_, index) => ({
    nonconformity: index + 1,
    closed: true,
    how: 'evidence',
  })),
});

export const wholeGrant = { extent: 'whole' };

export const refusal = (reasons: string) => ({
  ground: 'conditionsNotMet',
  reasons,
  remediesTold: { administrativeReview: true, lawsuit: true },
});

export const issue = { form: 'electronic', checkedAgainstTheDecision: true };
