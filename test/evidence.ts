import { checklist } from '#regulations';

/** What people bring to the steps of a first application, as the tests need it. */
export const applicationForm = (scopeTable: string, document: string, change: object = {}) => ({
  fieldCode: '13',
  departmentCode: '05',
  scopeTable,
  sites: [{ site: 'A', address: '重庆两江新区示例路1号', character: 'fixed' }],
  legalRepresentative: { name: '王示例' },
  contactPerson: { name: '李示例', telephone: '023-00000000' },
  managementSystemSince: '2025-03-01',
  documents: [{ kind: 'qualityManual', document }],
  signedBy: 'legalRepresentative',
  declaration: true,
  ...change,
});

export const supplementNotice = {
  points: [{ requirement: 'qualityManual', missing: '缺少样品管理程序。' }],
  everythingTold: true,
};

export const supplement = (document: string) => ({
  answers: [{ to: 1, answer: '已补交。', documents: [document] }],
});

export const receiptCorrection = (receivedOn: string) => ({
  receivedOn,
  reason: '纸质材料先到，后录入系统。',
});

export const acceptance = { complete: true, assessmentTimeTold: true };

export const team = (leader: string, ...members: string[]) => ({
  mode: 'onSite',
  leader,
  members: [leader, ...members],
  drawnAtRandom: true,
});

export const goOn = { finding: 'goOn', opinion: '材料符合要求。' };

export const hold = {
  finding: 'hold',
  opinion: '程序文件不完整。',
  points: [{ requirement: 'procedures', missing: '缺少样品管理程序。' }],
};

export const visit = (from: string, to: string) => ({
  visit: { from, to },
  schedule: '首次会议、现场试验、末次会议。',
});

/** A report with some items less than conforming; each of them is a nonconformity. */
export const report = (
  visited: { from: string; to: string },
  conclusion: string,
  found: { basically?: readonly number[]; not?: readonly number[] } = {},
) => {
  const { basically = [], not = [] } = found;
  return {
    visited,
    items: checklist.map(({ item }) => ({
      item,
      verdict: not.includes(item)
        ? 'nonconforming'
        : basically.includes(item)
          ? 'basicallyConforming'
          : 'conforming',
    })),
    nonconformities: [...basically, ...not].map((item) => ({ item, fact: '记录不完整。' })),
    signatories: [{ name: '赵示例', field: '食品理化', proposed: true }],
    opinion: '评审意见。',
    conclusion,
    signedByBothSides: true,
  };
};

export const rectification = (count: number, document: string) => ({
  answers: Array.from({ length: count }, (_, index) => ({
    nonconformity: index + 1,
    cause: '未设栏目。',
    correction: '已修订并培训。',
    documents: [document],
  })),
});

export const verification = (count: number, closed = true) => ({
  results: Array.from({ length: count }, (_, index) => ({
    nonconformity: index + 1,
    closed,
    how: 'evidence',
  })),
});

export const decisionExtension = (workingDays = 10) => ({
  ...{ workingDays, reasons: '需另行核实跨领域方法。', applicantTold: true },
});

export const wholeGrant = { extent: 'whole' };

export const certificateIssue = { form: 'electronic', checkedAgainstTheDecision: true };

export const refusal = {
  ground: 'conditionsNotMet',
  reasons: '加星号条款不符合。',
  remediesTold: { administrativeReview: true, lawsuit: true },
};

/** What a commitment adds to the application form. */
export const commitment = {
  told: { legalBasis: true, conditions: true, materials: true, consequences: true },
  commits: {
    ...{ informationIsTrue: true, everythingIsKnown: true, conditionsAreMet: true },
    ...{ materialsAreThere: true, liabilityIsAccepted: true, intentIsTrue: true },
  },
  mayBePublished: true,
};

/** A change of a certificate that touches no condition. */
export const change = (certificateNumber: string, changes: readonly string[], document: string) => ({
  certificateNumber,
  changes: changes.map((kind) => ({ change: kind, from: '原内容', to: '新内容' })),
  documents: [document],
  declaration: true,
});

export const cancellation = (certificateNumber: string) => ({
  ...{ certificateNumber, reason: '不再开展检验检测。', notUnderInvestigation: true, handsIn: true },
});

export const acceptanceWithGaps = {
  gaps: [{ requirement: 'businessScope', missing: '营业执照经营范围正在办理变更登记。' }],
  assessmentTimeTold: true,
};

export const doNotGoOn = { finding: 'doNotGoOn', ground: 'noCapability', opinion: '不具备能力。' };

/** What a remote assessment adds to its report. */
export const recorded = (document: string) => ({
  ...{ archive: [document], everyStepIsRecorded: true, saidToBeRemote: true },
});

export const documentReport = (conclusion: string) => ({
  signatories: [{ name: '赵示例', field: '食品理化', proposed: true }],
  ...{ opinion: '评审意见。', conclusion },
});

/** The report on a commitment: largely true with one item to put right, false with a starred one not met. */
export const commitmentReport = (visited: { from: string; to: string }, conclusion: string) => {
  const found = { largelyTrue: { basically: [10] }, false: { not: [1] } }[conclusion] ?? {};
  const { items, nonconformities, opinion, signedByBothSides } = report(visited, conclusion, found);
  return { visited, items, nonconformities, opinion, signedByBothSides, conclusion };
};
