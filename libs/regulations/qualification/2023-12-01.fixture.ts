/**
 * Tells the story of one case: evidence goes through its schema and its facts, steps through `decide`. Somewhat long,
 * because the world of the stories and a body for every step stand together.
 */
import {
  decide,
  openFile,
  type CaseFile,
  type Day,
  type Decision,
  type Facts,
  type Given,
  type Taken,
} from '#process';
import { checklist } from '../checklist.js';
import type { Verdict } from '../conclusion.js';
import { inForce } from '../editions.js';
import { evidence, type EvidenceName } from '../evidence/index.js';
import type { Resolved, ResolvedPerson } from '../evidence/rule.js';
import { fileOf, type QualificationFile } from './2023-12-01.file.js';

const uuid = (last: number) => `0197a000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const digest = (letter: string) => letter.repeat(64);

export const laboratory = uuid(1);
export const foodTable = uuid(20);
export const waterTable = uuid(21);
export const correctedTable = uuid(22);
export const largeTable = uuid(23);
export const emptyTable = uuid(24);
export const manual = uuid(30);
export const records = uuid(31);
export const leader = uuid(40);
export const assessor = uuid(41);
export const colleague = uuid(42);
export const employeeOfTheLaboratory = uuid(43);
export const officer = uuid(44);
/** Assessors with a declared interest, with another duty in the matter, of another field, with no field entered. */
export const kin = uuid(45);
export const intakeOfTheCase = uuid(46);
export const builder = uuid(47);
export const unentered = uuid(48);
/** Holds the role of leader, and is qualified to lead in another field only. */
export const leaderOfAnotherField = uuid(49);

/** An assessor of food and of the fields that the stories apply for, against whom nothing stands. */
const qualified = (change: Partial<ResolvedPerson> = {}): ResolvedPerson => ({
  roles: ['assessor'],
  employer: null,
  recused: [],
  duty: null,
  fields: ['00', '12', '13'],
  leads: [],
  fieldsAreEntered: true,
  ...change,
});

const table = (letter: string, numbers: string[], food = false) => ({
  digest: digest(letter),
  rows: numbers.length,
  food,
  medical: false,
  fields: [food ? '00' : '13'],
  itemNumbers: numbers,
});
const items = (count: number) => Array.from({ length: count }, (_, index) => `A/1.${index + 1}`);

/** The world of the stories: everything that evidence may refer to. */
export const world: Resolved = {
  document: {
    [manual]: { digest: digest('a'), size: 120_000, mediaType: 'application/pdf' },
    [records]: { digest: digest('b'), size: 90_000, mediaType: 'application/pdf' },
  },
  scopeTable: {
    [foodTable]: table('c', items(12), true),
    [waterTable]: table('d', items(12)),
    [correctedTable]: table('e', items(11)),
    [largeTable]: table('f', items(400)),
    [emptyTable]: table('0', []),
  },
  person: {
    [leader]: qualified({ roles: ['teamLeader', 'assessor'], leads: ['00', '12', '13'] }),
    [assessor]: qualified({ employer: uuid(2) }),
    [colleague]: qualified(),
    [employeeOfTheLaboratory]: qualified({ employer: laboratory, recused: ['employer'] }),
    [officer]: qualified({ roles: ['intakeOfficer'] }),
    [kin]: qualified({ recused: ['kinship', 'training'] }),
    [intakeOfTheCase]: qualified({ duty: 'intake' }),
    [builder]: qualified({ fields: ['01'] }),
    [unentered]: qualified({ fields: [] }),
    [leaderOfAnotherField]: qualified({ roles: ['teamLeader'], fields: ['01', '13'], leads: ['01'] }),
  },
  draw: {
    4: { leader, members: [leader, colleague], newest: false },
    5: { leader, members: [leader, assessor], newest: true },
  },
};

const remediesTold = { administrativeReview: true, lawsuit: true };
export const form = (change: object = {}) => ({
  fieldCode: '13',
  departmentCode: '05',
  scopeTable: waterTable,
  sites: [{ site: 'A', address: '重庆市两江新区示例路1号', character: 'fixed' }],
  legalRepresentative: { name: '王示例' },
  contactPerson: { name: '李示例', telephone: '023-00000000' },
  managementSystemSince: '2025-03-01',
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
interface Found {
  basically?: readonly number[];
  not?: readonly number[];
  exclusions?: object;
  visited?: { from: Day; to: Day };
}
/** A report: `basically` and `not` list the items that conform basically or not at all. */
export const report = (
  conclusion: Verdict,
  { basically = [], not = [], exclusions, visited }: Found = {},
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
  ...(exclusions === undefined ? {} : { exclusions }),
  signatories: [{ name: '赵示例', field: '水质', proposed: true }],
  opinion: '组长意见。',
  conclusion,
  signedByBothSides: true,
});
export const rectified = (numbers: number[]) => ({
  answers: numbers.map((nonconformity) => ({
    nonconformity,
    cause: '原因。',
    correction: '已整改。',
    documents: [records],
  })),
});
export const verified = (closed: Record<number, boolean>) => ({
  results: Object.entries(closed).map(([number, isClosed]) => ({
    nonconformity: Number(number),
    closed: isClosed,
    how: 'evidence',
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

/** A case told step by step. Days stay as they are until `on` moves them. */
export class Story {
  readonly process = inForce('qualification', '2025-09-01');
  file: CaseFile;
  /** What `fold` replays. */
  readonly history: { step: string; given: Given }[] = [];
  private today: Day;
  /** What its evidence may refer to. */
  private resolved = world;
  private extends = false;

  constructor(openedOn: Day = '2025-09-01') {
    this.today = openedOn;
    const given = {
      today: openedOn,
      evidence: this.facts('opening', { kind: 'first' }),
      world: { institution: laboratory },
    };
    this.file = openFile(this.process, given);
    this.history.push({ step: 'open', given });
  }

  get state(): string {
    return this.file.state;
  }

  get remembers(): QualificationFile {
    return fileOf(this.file.context);
  }

  on(day: Day): this {
    this.today = day;
    return this;
  }

  /** The same people in an office that enters no assessor's fields. */
  whereNoFieldsAreEntered(): this {
    const unknown = { fields: [], leads: [], fieldsAreEntered: false };
    const people = Object.entries(world.person).map(([id, one]) => [id, { ...one, ...unknown }] as const);
    this.resolved = { ...world, person: Object.fromEntries(people) };
    return this;
  }

  /** In an office that extends the period of its decisions. */
  whereDecisionsAreExtended(): this {
    this.extends = true;
    return this;
  }

  /** Asks without moving. */
  tries(step: string, body?: unknown): Decision {
    return decide(this.process, this.file, step, this.given(step, body));
  }

  /** Takes the step, and fails where it is not taken. */
  takes(step: string, body?: unknown): Taken {
    const given = this.given(step, body);
    const decision = decide(this.process, this.file, step, given);
    if (!decision.taken) throw new Error(`${step} was refused: ${JSON.stringify(decision)}`);
    this.file = { state: decision.state, context: decision.context };
    this.history.push({ step, given });
    return decision;
  }

  /** Why the step is not taken: names of guards, or `notPossibleNow`. Fails where it is taken. */
  isRefused(step: string, body?: unknown): string[] {
    const decision = this.tries(step, body);
    if (decision.taken) throw new Error(`${step} was taken and led to ${decision.state}`);
    return decision.because === 'guards' ? decision.reasons.map(({ guard }) => guard) : [decision.because];
  }

  private given(step: string, body: unknown): Given {
    const rule = this.process.states
      .find(({ name }) => name === this.file.state)
      ?.steps.find(({ name }) => name === step);
    const numbers = { caseNumber: 'CMA-22-2025-000001-5', certificateNumber: '252213050001' };
    return {
      today: this.today,
      evidence: rule?.needs ? this.facts(rule.needs as EvidenceName, body) : {},
      world: {
        ...Object.fromEntries(Object.entries(numbers).filter(([name]) => rule?.draws.includes(name))),
        ...(rule?.extends ? { extensionsAllowed: this.extends } : {}),
      },
    };
  }

  private facts(name: EvidenceName, body: unknown): Facts {
    const rule = evidence[name];
    return rule.facts(rule.schema.parse(body), {
      context: this.file?.context ?? {},
      resolved: this.resolved,
    });
  }
}

/** The order of the clocks, said shortly: `start intake 2025-09-01`. */
export const orders = ({ clocks }: Taken): string[] =>
  clocks.map(({ order, clock, on }) => `${order} ${clock} ${on}`);

/** A case that went straight, up to the state named, with the water laboratory's table. */
export function untilState(state: string, application: object = {}): Story {
  const story = new Story();
  const straight: [string, () => void][] = [
    ['drafting', () => story.takes('submit', form(application))],
    ['received', () => story.on('2025-09-03').takes('accept', acceptance)],
    ['formingTheTeam', () => story.on('2025-09-05').takes('appointTeam', team())],
    ['materialReview', () => story.on('2025-09-08').takes('reviewMaterials', goOn)],
    ['arrangingTheVisit', () => story.on('2025-09-09').takes('sendVisitNotice', visit())],
  ];
  const afterwards: Record<string, () => void> = {
    awaitingSupplement: () => story.takes('requestSupplement', supplementNotice()),
    awaitingMaterials: () => story.takes('reviewMaterials', hold()),
    rectifying: () =>
      story.on('2025-09-16').takes('conclude', report('basicallyConforming', { basically: [12, 42] })),
    verifying: () => {
      afterwards.rectifying!();
      story.on('2025-10-13').takes('submitRectification', rectified([1, 2]));
    },
    awaitingDecision: () => story.on('2025-09-16').takes('conclude', report('conforming')),
    awaitingCertificate: () => {
      afterwards.awaitingDecision!();
      story.on('2025-09-19').takes('grant', whole);
    },
  };
  const before: Record<string, string> = {
    awaitingSupplement: 'received',
    awaitingMaterials: 'materialReview',
  };
  for (const [from, takes] of straight) {
    if (story.state === state || story.state === before[state]) break;
    if (story.state !== from) throw new Error(`the straight way does not lead through ${from}`);
    takes();
  }
  if (story.state !== state) afterwards[state]?.();
  if (story.state !== state) throw new Error(`the straight way does not lead to ${state}`);
  return story;
}
