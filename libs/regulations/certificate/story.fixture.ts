/** Tells the story of a case that another case opened: evidence through its schema and facts, steps through `decide`. */
import {
  decide,
  openFile,
  type CaseFile,
  type ClockOrder,
  type Day,
  type Decision,
  type Effect,
  type Facts,
  type Given,
  type Process,
} from '#process';
import { checklist } from '../checklist.js';
import { evidence, type EvidenceName } from '../evidence/index.js';
import type { ResolvedItems } from '../evidence/register-facts.js';
import type { Resolved, ResolvedPerson } from '../evidence/rule.js';

const uuid = (last: number) => `0197a000-0000-7000-8000-${String(last).padStart(12, '0')}`;

export const laboratory = uuid(1);
/** The application that was granted, the case of its certificate, and a renewal. */
export const application = uuid(2);
export const certificateCase = uuid(3);
export const renewal = uuid(4);
export const verification = uuid(5);
export const [leader, assessor] = [uuid(40), uuid(41)];
export const number = '252200140001';
export const remediesTold = { administrativeReview: true, lawsuit: true };

/** What a certificate's issue carries to the cases that it opens. */
export const carried = {
  ...{ institution: laboratory, origin: application, beside: {} },
  ...{ certificateNumber: number, issuedOn: '2025-09-01', validUntil: '2031-08-31' },
  ...{ kind: 'first', route: 'commitment', fieldCode: '00' },
  scope: { table: uuid(20), digest: 'a'.repeat(64), rows: 3, food: true, medical: false },
  excluded: { count: 0, digest: 'b'.repeat(64), items: [] },
} satisfies Facts;

const usual: ResolvedItems = { number, state: 'valid', items: ['A/1.1', 'A/1.10', 'A/1.2'] };

const person: ResolvedPerson = {
  ...{ roles: ['teamLeader', 'assessor'], employer: null, recused: [], duty: null },
  ...{ fields: ['00'], leads: ['00'], fieldsAreEntered: true },
};

export class LinkedStory {
  file: CaseFile;
  /** What the last step did beside: effects in full, and clocks as `order clock`. */
  effects: Effect[] = [];
  clocks: string[];
  private items: Partial<ResolvedItems> = {};
  private people: Record<string, Partial<ResolvedPerson>> = {};

  constructor(
    readonly process: Process,
    world: Facts = {},
    private today: Day = '2025-09-01',
  ) {
    const opened = openFile(process, { today, evidence: {}, world: { ...carried, ...world } });
    this.file = { state: opened.state, context: opened.context };
    this.clocks = opened.clocks.map(told);
  }

  get state(): string {
    return this.file.state;
  }

  on(day: Day): this {
    this.today = day;
    return this;
  }

  /** How the certificate stands in the register from here on. */
  whereTheCertificateIs(items: Partial<ResolvedItems>): this {
    this.items = items;
    return this;
  }

  where(id: string, change: Partial<ResolvedPerson>): this {
    this.people[id] = change;
    return this;
  }

  /** Takes the step, and fails where it is not taken. Answers the names of its effects. */
  takes(step: string, body?: unknown, world: Facts = {}): string[] {
    const decision = this.tries(step, body, world);
    if (!decision.taken) throw new Error(`${step} was refused: ${JSON.stringify(decision)}`);
    this.file = { state: decision.state, context: decision.context };
    this.effects = decision.effects;
    this.clocks = decision.clocks.map(told);
    return decision.effects.map((effect) => effect.do);
  }

  /** Takes a step that another case owes. */
  isOwed(step: string, world: Facts = {}): string[] {
    return this.takes(step, undefined, { origin: renewal, ...world });
  }

  /** The names of what refuses, or why there is nothing to refuse. Fails where it is taken, or nobody is helped. */
  refuses(step: string, body?: unknown, world: Facts = {}): string[] {
    const decision = this.tries(step, body, world);
    if (decision.taken) throw new Error(`${step} was taken and led to ${decision.state}`);
    for (const { remedy } of decision.reasons) if (remedy === null) throw new Error(`${step} helps nobody`);
    return decision.because === 'guards' ? decision.reasons.map(({ guard }) => guard) : [decision.because];
  }

  private tries(step: string, body: unknown, world: Facts): Decision {
    const needs = this.process.states
      .find(({ name }) => name === this.file.state)
      ?.steps.find(({ name }) => name === step)?.needs;
    const facts = needs ? this.facts(needs as EvidenceName, body) : {};
    return decide(this.process, this.file, step, { today: this.today, evidence: facts, world });
  }

  private facts(name: EvidenceName, body: unknown): Given['evidence'] {
    const rule = evidence[name];
    const value = rule.schema.parse(body);
    const found: Record<string, Record<string, unknown>> = {};
    for (const { kind, id } of rule.references?.(value) ?? []) (found[kind] ??= {})[id] = this.find(kind, id);
    return rule.facts(value, { context: this.file.context, resolved: found as unknown as Resolved });
  }

  private find(kind: string, id: string): unknown {
    if (kind === 'certificateItems') return { ...usual, ...this.items };
    if (kind === 'person') return { ...person, ...this.people[id] };
    if (kind === 'document') return { digest: 'c'.repeat(64), size: 1, mediaType: 'application/pdf' };
    throw new Error(`these stories know no ${kind}`);
  }
}

const told = ({ order, clock }: ClockOrder): string => `${order} ${clock}`;

export const team = { mode: 'onSite', leader, members: [leader, assessor], drawnAtRandom: false };

/** A report on the 50 items, some of them less than conforming; each of these is a nonconformity. */
export const reportOf = (
  conclusion: string,
  { basically = [], not = [], on = '2025-09-10' }: { basically?: number[]; not?: number[]; on?: Day } = {},
) => ({
  ...{ visited: { from: on, to: on }, opinion: '核查意见。', conclusion, signedByBothSides: true },
  items: checklist.map(({ item }) => ({
    item,
    verdict: not.includes(item)
      ? 'nonconforming'
      : basically.includes(item)
        ? 'basicallyConforming'
        : 'conforming',
  })),
  nonconformities: [...basically, ...not].map((item) => ({ item, fact: '与承诺不符。' })),
});

export const items = (...numbers: string[]) => numbers.map((item) => ({ site: 'A', item }));
