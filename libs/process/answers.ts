/** What a process answers: where a step leads and what it orders, why it is not taken, what can be done now. */
import type { Facts, Day, Words, Provision, Effect, ClockRule, StepRule } from './types.js';

/** What a decision orders for a clock; dates are computed by whoever owns the calendar. */
export interface ClockOrder {
  clock: string;
  order: 'start' | 'suspend' | 'resume' | 'interrupt' | 'extend' | 'supersede' | 'stop' | 'expire';
  /** The day from which it counts: for start and interrupt the anchor, else the day of the step. */
  on: Day;
  /**
   * The day of the step, after which no anchor lies. Null for a step of the clock: it is dated when its
   * period ended, however long ago that was when it was taken.
   */
  today: Day | null;
  /** Of a supersession: the right anchor. Null for all other orders. */
  anchor: Day | null;
  /** Of an extension: by how much, and what all of one period may come to, in the unit of the limit. Null for all other orders. */
  extension: { length: number; most: number } | null;
  rule: ClockRule;
  /** The step the clock takes when it runs out in the state now reached; null where the law gives none. It stays
   * right until the next order for this clock: `verify` refuses a state that would change it silently. */
  lapsesInto: string | null;
  /** The provision of the step that gave the order. */
  under: Provision;
}

/** A case as far as the law sees it. `state` is the dotted path of its one leaf. */
export interface CaseFile {
  state: string;
  context: Facts;
}

export interface Taken extends CaseFile {
  taken: true;
  from: string | null;
  rule: Pick<StepRule, 'name' | 'by' | 'duty' | 'under' | 'needs' | 'draws'>;
  clocks: ClockOrder[];
  effects: Effect[];
  final: boolean;
}

/** A guard, or a part of one, that does not hold, as it is told: why, by which provision, and what would change it. */
export interface FailedGuard {
  guard: string;
  otherwise: Words;
  remedy: Words | null;
  /** Null where it is that of the step. */
  under: Provision | null;
}

export interface NotTaken {
  taken: false;
  because: 'unknownStep' | 'notPossibleNow' | 'guards';
  /** For `guards`: each branch's guards that did not hold. */
  reasons: FailedGuard[];
  /** The steps that the state knows. */
  possible: string[];
}

export type Decision = Taken | NotTaken;

/** A step of the case's state, with what can be said of it before any evidence is there. */
export interface StepChoice extends StepRule {
  /** At least one branch has no guard on the file that fails. Evidence may still close it. */
  open: boolean;
  /** When it is not open: the guards on the file that do not hold. */
  reasons: FailedGuard[];
  /** What the evidence will have to show, on the branches that the file leaves open. */
  conditions: { guard: string; says: Words }[];
}
