/** What people bring to each step in the stories. Where the form changed with an edition, it is the form of the case’s. */
import { addDays } from '#calendar';
import { checklist, type Verdict } from '#regulations';
import type { Papers } from './papers.js';
import type { PersonName } from './people.js';
import type { TableName } from './tables.js';

export const remediesTold = { administrativeReview: true, lawsuit: true };
const because = '理由如下。';

/** What an application says of itself: its table, its field, and of all but a first one the certificate. */
export interface Asked {
  table?: TableName;
  field?: string;
  /** The case of the certificate held. */
  certificate?: string;
  /** Of a renewal. */
  substantiveChange?: boolean;
  managementSystemSince?: string;
}

export const form = ({ table = 'water', field = '13', certificate, ...more }: Asked, papers: Papers) => ({
  ...(certificate === undefined ? {} : { certificateNumber: papers.numberOf(certificate) }),
  ...{ fieldCode: field, departmentCode: '05', scopeTable: papers.table(table) },
  sites: [{ site: 'A', address: '重庆两江新区示例路1号', character: 'fixed' }],
  ...{ legalRepresentative: { name: '王示例' } },
  ...{ contactPerson: { name: '李示例', telephone: '023-00000000' } },
  ...{ managementSystemSince: more.managementSystemSince ?? addDays(papers.today, -400) },
  ...(more.substantiveChange === undefined ? {} : { substantiveChange: more.substantiveChange }),
  ...{ documents: papers.documents.map((document) => ({ kind: 'qualityManual', document })) },
  ...{ signedBy: 'legalRepresentative', declaration: true },
});

export const commitment = (asked: Asked, papers: Papers) => ({
  ...form(asked, papers),
  told: { legalBasis: true, conditions: true, materials: true, consequences: true },
  commits: {
    ...{ informationIsTrue: true, everythingIsKnown: true, conditionsAreMet: true },
    ...{ materialsAreThere: true, liabilityIsAccepted: true, intentIsTrue: true },
  },
  mayBePublished: true,
});

export interface Declared {
  certificate?: string;
  expertReview?: boolean;
  /** The table as it will be. */
  table?: TableName;
  /** Items given up, of the table named. */
  gives?: { of: TableName; items: readonly string[] };
}

export const change = (changes: readonly string[], declared: Declared, papers: Papers) => ({
  certificateNumber: papers.numberOf(declared.certificate ?? 'the certificate'),
  changes: changes.map((kind) => ({ change: kind, from: '原内容', to: '新内容' })),
  ...(declared.expertReview === undefined ? {} : { expertReview: declared.expertReview }),
  ...(declared.table === undefined ? {} : { scopeTable: papers.table(declared.table) }),
  ...(declared.gives === undefined
    ? {}
    : { cancels: exclusions(declared.gives.of, declared.gives.items, papers) }),
  ...{ documents: papers.documents, declaration: true },
});

/** Items of a table, as they are named to be left out. */
export const exclusions = (table: TableName, items: readonly string[], papers: Papers) => ({
  scopeTable: papers.table(table),
  items: items.map(siteAndItem),
});

export const siteAndItem = (named: string) => {
  const [site, item] = named.split('/') as [string, string];
  return { site, item };
};

export const points = (count: number) =>
  Array.from({ length: count }, () => ({ requirement: 'qualityManual', missing: '缺少程序文件。' }));

export const answers = (to: readonly number[], papers: Papers, table?: TableName) => ({
  answers: to.map((point) => ({ to: point, answer: '已补正。', documents: papers.documents })),
  ...(table === undefined ? {} : { scopeTable: papers.table(table) }),
});

export interface Team {
  leader?: PersonName;
  members?: readonly PersonName[];
  mode?: 'onSite' | 'written' | 'remote';
  ground?: string;
}

export const team = (
  { leader = 'leader', members = ['leader', 'assessor'], mode = 'onSite', ground }: Team,
  papers: Papers,
) => ({
  ...{ mode, ...(ground === undefined ? {} : { ground, modeReasons: because }) },
  ...{ leader: papers.person(leader), members: members.map((one) => papers.person(one)) },
  drawnAtRandom: false,
});

/** What a team found: items of the checklist that conform basically, or not; before 2023 each is a finding, grave or not. */
export interface Found {
  basically?: readonly number[];
  not?: readonly number[];
  /** What the team does not propose. */
  leavesOut?: { of: TableName; items: readonly string[] };
  recheckOnSite?: boolean;
  visited?: { from: string; to: string };
}

const verdictOn = ({ basically = [], not = [] }: Found, item: number) =>
  not.includes(item) ? 'nonconforming' : basically.includes(item) ? 'basicallyConforming' : 'conforming';

const byItem = (found: Found) => ({
  items: checklist.map(({ item }) => ({ item, verdict: verdictOn(found, item) })),
  nonconformities: [...(found.basically ?? []), ...(found.not ?? [])].map((item) => ({
    ...{ item, fact: '见附表。' },
  })),
});

const byClause = ({ basically = [], not = [] }: Found, word: 'grave' | 'serious') => ({
  nonconformities: [
    ...basically.map(() => ({ clause: '4.5.11', fact: '见附表。', [word]: false })),
    ...not.map(() => ({ clause: '4.4.1', fact: '见附表。', [word]: true })),
  ],
});

const criteriaOf2023 = '2023-12-01';

/** The days of the assessment, as they were announced. */
const daysOf = ({ visited }: Found, { facts, today }: Papers): unknown =>
  visited ?? facts['visit'] ?? { from: today, to: today };

export const report = (conclusion: Verdict, found: Found, papers: Papers) => ({
  visited: daysOf(found, papers),
  ...(papers.edition < criteriaOf2023 ? byClause(found, 'grave') : byItem(found)),
  ...(found.recheckOnSite === undefined ? {} : { recheckOnSite: found.recheckOnSite }),
  ...documentReport(conclusion, found, papers),
  signedByBothSides: true,
});

export const documentReport = (conclusion: Verdict, { leavesOut }: Found, papers: Papers) => ({
  ...(leavesOut === undefined ? {} : { exclusions: exclusions(leavesOut.of, leavesOut.items, papers) }),
  signatories: [{ name: '赵示例', field: '水质', proposed: true }],
  ...{ opinion: '组长意见。', conclusion },
});

export const remoteReport = (conclusion: Verdict, found: Found, papers: Papers) => ({
  ...report(conclusion, found, papers),
  ...{ archive: papers.documents, everyStepIsRecorded: true, saidToBeRemote: true },
});

/** Of the verification of a commitment, or of a visit that a lane owes. */
export const verificationReport = (
  conclusion: 'true' | 'largelyTrue' | 'false',
  found: Found,
  papers: Papers,
) => ({
  visited: found.visited ?? { from: papers.today, to: papers.today },
  ...(papers.edition < criteriaOf2023 ? byClause(found, 'serious') : byItem(found)),
  ...{ opinion: '核查意见。', conclusion, signedByBothSides: true },
});

export const rectification = (count: number, papers: Papers) => ({
  answers: Array.from({ length: count }, (_, index) => ({
    ...{ nonconformity: index + 1, cause: '未设栏目。', correction: '已修订。', documents: papers.documents },
  })),
});

export const verification = (closed: readonly boolean[], how: string) => ({
  results: closed.map((is, index) => ({ nonconformity: index + 1, closed: is, how })),
});

export const refusal = (ground: string) => ({ ground, reasons: because, remediesTold });
export const stated = { reasons: because };
