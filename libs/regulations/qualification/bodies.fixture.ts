/** A body for the evidence of every step, as the stories bring it. */
import { addDays, type Day } from '#calendar';
import { checklist } from '../checklist.js';
import type { Verdict } from '../conclusion.js';
import { assessor, heldNumber, leader, manual, records, waterTable } from './world.fixture.js';

/** Both remedies. */
const remediesTold = { administrativeReview: true, lawsuit: true };
export const form = (change: object = {}) => ({
  fieldCode: '13',
  departmentCode: '05',
  scopeTable: waterTable,
  sites: [{ site: 'A', address: '重庆市两江新区示例路1号', character: 'fixed' }],
  legalRepresentative: { name: '王示例' },
  contactPerson: { name: '李示例', telephone: '023-00000000' },
  managementSystemSince: '2016-01-01',
  documents: [{ kind: 'qualityManual', document: manual }],
  signedBy: 'legalRepresentative',
  declaration: true,
  ...change,
});
export const points = (count: number) =>
  Array.from({ length: count }, () => ({ requirement: 'qualityManual', missing: '缺少程序文件。' }));
export const supplementNotice = (count = 1) => ({ points: points(count), everythingTold: true });
export const answers = (to: number[], more: object = {}) => ({
  answers: to.map((point) => ({ to: point, answer: '已补正。', documents: [manual] })),
  ...more,
});
export const acceptance = { complete: true, assessmentTimeTold: true };
export const nonAcceptance = (ground: string) => ({ ground, reasons: '理由如下。' });
export const team = (members = [leader, assessor], lead = leader, change: object = {}) => ({
  mode: 'onSite',
  leader: lead,
  members,
  drawnAtRandom: true,
  ...change,
});
export const goOn = { finding: 'goOn', opinion: '可以进入现场评审。' };
export const hold = (count = 1) => ({ finding: 'hold', opinion: '需补充材料。', points: points(count) });
export const doNotGoOn = { finding: 'doNotGoOn', ground: 'noCapability', opinion: '不具备能力。' };
export const visit = (from = '2025-09-15', to = '2025-09-16') => ({
  visit: { from, to },
  schedule: '日程。',
});
export const leavingOut = (numbers: string[], scopeTable = waterTable) => ({
  scopeTable,
  items: numbers.map((item) => ({ site: 'A', item })),
});
/** What a team found. */
export interface Found {
  basically?: readonly number[];
  not?: readonly number[];
  exclusions?: object;
  visited?: { from: Day; to: Day };
  recheckOnSite?: boolean;
}
/** A report: `basically` and `not` list the items that conform basically or not at all. */
export const report = (
  conclusion: Verdict,
  { basically = [], not = [], exclusions, visited, recheckOnSite }: Found = {},
) => ({
  visited: visited ?? { from: '2025-09-15', to: '2025-09-16' },
  items: checklist.map(({ item }) => ({
    item,
    verdict: not.includes(item)
      ? 'nonconforming'
      : basically.includes(item)
        ? 'basicallyConforming'
        : 'conforming',
  })),
  nonconformities: [...basically, ...not].map((item) => ({ item, fact: '见附表。' })),
  ...(recheckOnSite === undefined ? {} : { recheckOnSite }),
  ...reported(conclusion, exclusions),
  signedByBothSides: true,
});
const reported = (conclusion: Verdict, exclusions?: object) => ({
  ...(exclusions === undefined ? {} : { exclusions }),
  signatories: [{ name: '赵示例', field: '水质', proposed: true }],
  opinion: '组长意见。',
  conclusion,
});
/** The report of before the criteria of 2023: what does not conform at all is grave. */
export const earlierReport = (
  conclusion: Verdict,
  { basically = [], not = [], exclusions, visited, recheckOnSite }: Found = {},
) => ({
  visited: visited ?? { from: '2025-09-15', to: '2025-09-16' },
  nonconformities: [
    ...basically.map(() => ({ clause: '4.5.11', fact: '见附表。', grave: false })),
    ...not.map(() => ({ clause: '4.4.1', fact: '见附表。', grave: true })),
  ],
  ...(recheckOnSite === undefined ? {} : { recheckOnSite }),
  ...reported(conclusion, exclusions),
  signedByBothSides: true,
});
/** What a remote assessment adds to its report. */
export const recorded = { archive: [records], everyStepIsRecorded: true, saidToBeRemote: true };
export const documentReport = (conclusion: Verdict, exclusions?: object) => reported(conclusion, exclusions);
export const rectified = (numbers: number[]) => ({
  answers: numbers.map((nonconformity) => ({
    nonconformity,
    cause: '原因。',
    correction: '已整改。',
    documents: [records],
  })),
});
export const verified = (closed: Record<number, boolean>, how = 'evidence') => ({
  results: Object.entries(closed).map(([number, isClosed]) => ({
    nonconformity: Number(number),
    closed: isClosed,
    how,
  })),
});
export const whole = { extent: 'whole' };
export const part = (numbers: string[], scopeTable?: string) => ({
  extent: 'part',
  exclusions: leavingOut(numbers, scopeTable),
  reasons: '该项目不具备能力。',
  remediesTold,
});
export const refusal = (ground = 'conditionsNotMet') => ({ ground, reasons: '不具备条件。', remediesTold });
export const issue = { form: 'electronic', checkedAgainstTheDecision: true };
export const correction = (receivedOn: Day) => ({ receivedOn, reason: '纸质材料先到，后录入系统。' });
export const extension = (workingDays = 10) => ({
  ...{ workingDays, reasons: '需另行核实跨领域方法。', applicantTold: true },
});
export const withdrawal = { reason: '另行申请。' };
export const withCertificate = (change: object = {}) => form({ certificateNumber: heldNumber, ...change });
export const commitment = (change: object = {}) => ({
  ...form(change),
  told: { legalBasis: true, conditions: true, materials: true, consequences: true },
  commits: {
    ...{ informationIsTrue: true, everythingIsKnown: true, conditionsAreMet: true },
    ...{ materialsAreThere: true, liabilityIsAccepted: true, intentIsTrue: true },
  },
  mayBePublished: true,
});
export const change = (changes: string[], more: object = {}) => ({
  certificateNumber: heldNumber,
  changes: changes.map((kind) => ({ change: kind, from: '原内容', to: '新内容' })),
  documents: [manual],
  declaration: true,
  ...more,
});
export const cancellation = {
  certificateNumber: heldNumber,
  reason: '不再开展检验检测。',
  notUnderInvestigation: true,
  handsIn: true,
};
export const late = (as: 'asRenewal' | 'asFirst') => ({
  ...acceptance,
  lateRenewal: { as, reasons: '理由如下。' },
});
export const withGaps = (...requirements: string[]) => ({
  gaps: requirements.map((requirement) => ({ requirement, missing: '正在办理。' })),
  assessmentTimeTold: true,
});
export const corrected = (count = 1) => ({
  corrected: Array.from({ length: count }, (_, index) => ({
    ...{ where: `第${index + 1}页`, was: '40112', is: '401120' },
  })),
  byTheApplicant: true,
});
export const stated = { reasons: '理由如下。' };
export const filed = { noted: true };
export const inMode = (mode: 'written' | 'remote', ground: string, more: object = {}) =>
  team([leader, assessor], leader, { mode, ground, modeReasons: '理由如下。', ...more });
export const escalation = (to: 'onSite' | 'remote', ground?: string) => ({
  ...{ to, risk: 'high', reasons: '书面材料存疑。' },
  ...(ground === undefined ? {} : { ground }),
});
export const termination = (ground: string) => ({ ground, facts: '经过如下。' });
export const hearingOffer = { intends: 'refuse', reasons: '拟不予许可。', rightTold: true };
export const hearingRequest = { statement: '申请听证。' };
export const hearingNotice = (on: Day) => ({ on, place: '三楼会议室', public: true });
export const hearingRecord = { record: '听证情况如下。', signedByTheParticipants: true };
export const commitmentGrant = { extent: 'whole', twoOriginals: true };
export const cancelled = { returned: true, notUnderInvestigation: true };
/** First and last day of an assessment that begins so many days after a day. */
export const daysFrom = (day: Day, n: number) => ({ from: addDays(day, n), to: addDays(day, n + 1) });
