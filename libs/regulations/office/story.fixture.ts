/** Tells the story of a case of the office's own affairs: evidence through its schema and facts, steps through `decide`. */
import type { CalendarBasis } from '#calendar';
import {
  decide,
  openFile,
  type CaseFile,
  type Day,
  type Decision,
  type Given,
  type Guard,
  type Process,
} from '#process';
import { evidence, type EvidenceName } from '../evidence/index.js';
import type {
  ResolvedActor,
  ResolvedClaim,
  ResolvedInvited,
  ResolvedInviter,
  ResolvedProfiles,
  ResolvedStaffing,
  ResolvedStanding,
} from '../evidence/office-facts.js';
import type { Resolved } from '../evidence/rule.js';

const uuid = (last: number) => `0197a000-0000-7000-8000-${String(last).padStart(12, '0')}`;

export const authority = uuid(1);
export const laboratory = uuid(2);
export const [anna, berta, carla, dora] = [uuid(10), uuid(11), uuid(12), uuid(13)] as const;
export const licence = uuid(20);
export const letter = uuid(21);
export const creditCode = '91350100M000100Y43';
export const predecessor = uuid(30);

/** How the world stands to whoever takes a step; each test changes what it is about. */
export interface Surroundings {
  actor: Partial<ResolvedActor>;
  /** Of anybody whom the evidence names. */
  standing: Partial<ResolvedStanding>;
  /** Of single people, in place of that. */
  standings: Record<string, Partial<ResolvedStanding>>;
  staffing: Partial<ResolvedStaffing>;
  claim: Partial<ResolvedClaim>;
  inviter: Partial<ResolvedInviter>;
  invited: Partial<ResolvedInvited>;
  calendar: Partial<CalendarBasis>;
  profile: Partial<ResolvedProfiles>;
}

const usual = {
  actor: { person: anna, roles: [], inFull: false, acts: false } satisfies ResolvedActor,
  standing: { roles: [], suspended: false, acts: false, administratorsBeside: 2 } satisfies ResolvedStanding,
  staffing: { unstaffedCases: 0, unstaffed: [] } satisfies ResolvedStaffing,
  claim: {
    sound: true,
    authority: false,
    institution: laboratory,
    known: true,
    claimantActs: false,
    claimantAdministers: false,
    predecessor: null,
    succeeds: null,
  } satisfies ResolvedClaim,
  inviter: { inFull: true } satisfies ResolvedInviter,
  invited: { cases: [], people: [] } satisfies ResolvedInvited,
  calendar: {
    notices: [{ notice: '2025-1', year: 2025 }],
    names: ['2025-1'],
    provisionalYears: [2026],
    cutOffHour: 24,
    rollOver: 'nonWorkingDays',
  } satisfies CalendarBasis,
  profile: {
    ...{ today: '2025-09-01', edition: '2021-06-01', profiles: [] },
    limits: { '2021-06-01': { intake: 5, assessment: 30, decision: 10, certificate: 7 } },
  } satisfies ResolvedProfiles,
};

export class Story {
  file: CaseFile;
  private today: Day = '2025-09-01';
  private around: Partial<Surroundings> = {};

  constructor(
    readonly process: Process,
    opener: string = anna,
  ) {
    const institution = process.opening.concerns === 'authority' ? authority : laboratory;
    this.file = openFile(process, {
      today: this.today,
      evidence: {},
      world: { institution, person: opener },
    });
  }

  get state(): string {
    return this.file.state;
  }

  on(day: Day): this {
    this.today = day;
    return this;
  }

  /** The world from here on; what is not named is as usual. */
  where(around: Partial<Surroundings>): this {
    this.around = around;
    return this;
  }

  /** Takes the step, and fails where it is not taken. Answers what it does beyond the case. */
  takes(step: string, body?: unknown, world: Given['world'] = {}): string[] {
    const decision = this.tries(step, body, world);
    if (!decision.taken) throw new Error(`${step} was refused: ${JSON.stringify(decision)}`);
    this.file = { state: decision.state, context: decision.context };
    return decision.effects.map((effect) => effect.do);
  }

  /** The names of what refuses, or why there is nothing to refuse. Fails where it is taken. */
  isRefused(step: string, body?: unknown, world: Given['world'] = {}): string[] {
    const decision = this.tries(step, body, world);
    if (decision.taken) throw new Error(`${step} was taken and led to ${decision.state}`);
    for (const { remedy } of decision.reasons) if (remedy === null) throw new Error(`${step} helps nobody`);
    return decision.because === 'guards' ? decision.reasons.map(({ guard }) => guard) : [decision.because];
  }

  private tries(step: string, body: unknown, world: Given['world']): Decision {
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
    for (const { kind, id } of rule.references?.(value) ?? []) {
      (found[kind] ??= {})[id] = this.find(kind, id);
    }
    return rule.facts(value, { context: this.file.context, resolved: found as unknown as Resolved });
  }

  private find(kind: string, id: string): unknown {
    if (kind === 'document') return { digest: 'a'.repeat(64), size: 1, mediaType: 'application/pdf' };
    if (kind === 'standing') {
      return { ...usual.standing, ...this.around.standing, ...this.around.standings?.[id] };
    }
    if (!Object.hasOwn(usual, kind)) return {};
    const of = kind as Exclude<keyof typeof usual, 'standing'>;
    return { ...usual[of], ...this.around[of] };
  }
}

/** Names of all guards of a process and of their parts: each must have been seen refusing. */
export const everyReason = (guards: Readonly<Record<string, Guard>>): string[] =>
  Object.entries(guards)
    .flatMap(([name, { parts }]) => (parts === undefined ? [name] : Object.keys(parts)))
    .sort();
