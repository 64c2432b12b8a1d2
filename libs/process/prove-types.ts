/**
 * What is given to a proof and what comes out of it. Everything but the samples is plain data: a binding provision is read
 * and reviewed by people who do not program.
 */
import type { ClockRule, Day, Duty, Facts, Fault, Json, Period, Provision, Words } from './types.js';

/** What somebody might bring: facts of the evidence, and of the world at that moment. */
export interface Sample {
  /** What sets it apart, for the path that is told: "renewal by commitment". */
  says?: Words;
  evidence?: Facts;
  world?: Facts;
  /** Where it is not the day of the proof. */
  today?: Day;
}

/** Of a step: a list, or a pure function of the memory, where evidence answers what was asked before. */
export type StepSamples = readonly Sample[] | ((context: Facts, state: string) => readonly Sample[]);

/** The finite set of cases and evidence over which a process is explored. */
export interface Samples {
  /** The day on which everything happens; not before the edition. */
  today: Day;
  opening: readonly Sample[];
  /** By step. A step that is not named is tried once, without evidence. */
  steps?: Readonly<Record<string, StepSamples>>;
  /** Facts of the memory by which cases are not told apart, though something reads them, such as mere counters. */
  forgets?: readonly string[];
  /** Above this many cases told apart the exploration breaks off, which is a finding. 20,000. */
  most?: number;
}

/** A fact, and where it stands: in the memory before or after the step, in what was brought, in the world. */
export interface FactAt {
  of: 'before' | 'after' | 'evidence' | 'world';
  fact: string;
}

/** What is asked of one fact. Days are compared as days, and a fact that is not there is before and after nothing. */
export type Test =
  | { is: Json }
  | { in: readonly Json[] }
  | { exists: boolean }
  /** A list or object with nothing in it, or with something; what is not there is neither. */
  | { empty: boolean }
  | { moreThan: number }
  | { atMost: number }
  /** A list with so many entries or more. */
  | { hasAtLeast: number }
  | { includes: Json | FactAt }
  /** A list of which every entry is in another. */
  | { eachIn: FactAt }
  | { sameAs: FactAt }
  | { isToday: true }
  | { noLaterThan: FactAt | 'today' }
  | { noEarlierThan: FactAt | 'today' }
  /** A day that lies at least so far back, or no further. */
  | { ago: Period }
  | { within: Period }
  /** A day that lies at least so far ahead. */
  | { ahead: Period };

export type Condition =
  (FactAt & Test) | { all: readonly Condition[] } | { any: readonly Condition[] } | { not: Condition };

/** What has come before: one of these steps, or every one of them; a step as such, or only where a condition held. */
export type Earlier = { any: readonly (string | StepWhere)[] } | { all: readonly (string | StepWhere)[] };

export interface StepWhere {
  step: string;
  where: Condition;
}

/** Where a step or the routes of a state lead: the first entry whose condition holds, and nowhere else. */
export type Lead = ({ to: string } | Stays) & { if?: Condition };

/** A step that leaves the case where it is, in whichever state that is. */
export interface Stays {
  stays: true;
}

/** What holds of a step whenever it is taken, or could be. */
interface StepConditions {
  /** `open` is the opening. */
  step: string;
  /** Each time it is taken, all of these hold. */
  onlyIf?: Condition | readonly Condition[];
  /** Whoever brings this is not turned away: it is taken each time that this holds. */
  whenever?: Condition;
  /** Wherever the step is known and this holds of the memory before, something can be brought by which it is taken. */
  possible?: true | Condition;
  /** It is taken only in cases in which these were taken before. */
  after?: Earlier;
  /** After it, all of these hold. */
  remembers?: Condition | readonly Condition[];
  leads?: readonly Lead[];
}

/**
 * A step that rests on the provision. It is said whole: what is left out is not so (no evidence, no number, no effect, no
 * decision, a person and not a clock, the duty of its roles), and no fact changes that nobody speaks of.
 */
export interface StepClaim extends StepConditions {
  /** Exactly these roles take it. */
  by: readonly string[];
  /** It is known in exactly these states. */
  in: readonly string[];
  leads: readonly Lead[];
  duty?: Duty;
  needs?: string;
  draws?: readonly string[];
  /** The facts in the text of the decision, and where they are not the same everywhere, by state. */
  decides?: readonly string[] | Readonly<Record<string, readonly string[]>>;
  on?: string;
  /** The effects that it orders, in their order. */
  effects?: readonly EffectClaim[];
  /** Facts that it notes as well, of which no more is said; those that `remembers` names need not stand here. */
  writes?: readonly string[];
}

/** An effect by its name, with what stands with it; ordered only where the condition holds. */
export interface EffectClaim {
  do: string;
  with?: Facts;
  if?: Condition;
}

/** The opening, where it rests on the provision. */
export interface OpeningClaim extends Omit<StepConditions, 'step' | 'after'> {
  opening: true;
  by: readonly string[];
  needs?: string;
  draws?: readonly string[];
  concerns?: 'authority';
  about?: string;
}

/** More of a step that rests on another provision. */
export interface FurtherClaim extends StepConditions {
  by?: undefined;
}

/** The routes out of a state, where they rest on the provision or on none. */
export interface RouteClaim {
  route: string;
  leads: readonly Lead[];
  remembers?: Condition | readonly Condition[];
}

/**
 * A clock that rests on the provision. It is said whole: what is left out does not happen to it, a day on which it ends and a
 * length that the memory holds among them.
 */
export interface ClockClaim extends Pick<
  ClockRule,
  'limit' | 'from' | 'effect' | 'until' | 'lengthAt' | 'promises'
> {
  clock: string;
  /** Of a clock that not every case has: in which cases it stands, and in no others, wherever it may. Of the memory alone. */
  where?: Condition;
  runs: readonly string[];
  pauses?: readonly string[];
  /** The step by which it expires, in every state in which it runs, and where not in all, by state. */
  lapsesInto?: string | Readonly<Record<string, string>>;
  restartedBy?: readonly string[];
  supersededBy?: readonly string[];
  extendedBy?: { step: string; most: Period };
}

/** A state, where the law speaks of what a case is then. */
export interface StateClaim {
  state: string;
  final?: boolean;
  /** It is reached only in cases in which these were taken before. */
  after?: Earlier;
}

/** An effect that only these steps order, and only after others. */
export interface OrderedClaim {
  effect: string;
  by: readonly string[];
  after?: Earlier;
}

export type Claim =
  StepClaim | OpeningClaim | FurtherClaim | RouteClaim | ClockClaim | StateClaim | OrderedClaim;

/** Where we have it from: the law itself, a report, practice, our own knowledge, or a conclusion of ours (D). */
export type ProvisionSource = 'law' | 'reported' | 'practice' | 'own' | 'D';

/** A provision that binds a process, and what follows from it for that process. */
export interface BindingProvision {
  under: readonly Provision[];
  process: string;
  /** Editions from the one, up to but without the other. */
  editions: { from: Day; until?: Day };
  says: Words;
  source: ProvisionSource;
  binds: readonly Claim[];
}

/** Something that is not as it must be: a code, a sentence for a regulator, and the way there as it would be told. */
export interface ProofFinding {
  code: string;
  sentence: Words;
  /** The shortest way there; null where the finding is about the file and no case. */
  path: Words | null;
  at: Fault['at'] & { provision?: Provision };
}

/** What a proof came to. A process is proved where there are no findings. */
export interface Proof {
  process: string;
  edition: Day;
  /** Cases that were told apart, ways between them, and everything that was asked, refusals among them. */
  nodes: number;
  ways: number;
  asked: number;
  /** Binding provisions of this edition, and those without a finding. */
  provisions: number;
  held: number;
  findings: ProofFinding[];
}
