/**
 * The part of XState's language in which a process file is written. Every config of these types is also a plain
 * XState 5 config; what is missing (parallel, history, invoke, after, entry, exit, inline functions) was left out
 * on purpose, so that it does not compile and `verify` need only catch what came in by a cast.
 */
import { assign, setup, type AnyStateMachine } from 'xstate';
import { frozenCopy } from './facts.js';
import type {
  Assign,
  Catalogue,
  ClockRule,
  Day,
  Duty,
  Extension,
  Facts,
  Given,
  Guard,
  Provision,
  Succession,
  WrittenFacts,
} from './types.js';

/** The names a body of law knows, as unions of string literals. */
export interface Names {
  role: string;
  evidence: string;
  guard: string;
  assign: string;
  effect: string;
  series: string;
}

/** `const`-friendly list: a process file may write one name or several. */
type OneOrMore<T> = T | readonly T[];

/** What the law says of a step. */
export interface StepMeta<N extends Names, Clock extends string> {
  /** The roles that may take it. */
  by: readonly N['role'][];
  /** Where it is not that of the roles: `confirmation` keeps the second person apart from the first. */
  duty?: Duty;
  /**
   * Of a decision: the facts of the memory on which it is taken. They stand in the text that is confirmed, under a
   * fresh and strong sign-in (RFC 9470).
   */
  decides?: readonly string[];
  /** Of a step of the clock: the statutory clock whose expiry takes it. */
  on?: Clock;
  under: Provision;
  needs?: N['evidence'];
  effects?: readonly { do: N['effect']; when?: string; with?: WrittenFacts }[];
  draws?: readonly N['series'][];
  /** Clocks that run after it and begin anew, though they ran or were paused before. */
  restarts?: readonly Clock[];
  /** The clock whose period it lengthens, on the evidence that gives the reason. */
  extends?: Extension & { clock: Clock };
  /** Clocks whose anchor was wrong: they count from the one that the memory holds after the step. */
  supersedes?: readonly Clock[];
  /** It settles by which edition the case goes on: the one in force on its day. Not twice in the life of a case. */
  settlesEdition?: true;
}

/** One branch of a step; a step with several branches lists them, the first whose guard holds is taken. */
export interface StepSource<N extends Names, Clock extends string> {
  description?: string;
  meta: StepMeta<N, Clock>;
  guard?: N['guard'];
  /** XState's own targets: `sibling`, `.child`, `#process.path`. None: the case stays where it is. */
  target?: string;
  actions?: OneOrMore<N['assign']>;
}

/** Automatic routing: taken without a person or a clock. It may change the memory, it has no effects. */
export interface RoutingSource<N extends Names> {
  description?: string;
  meta?: { under?: Provision };
  guard?: N['guard'];
  target: string;
  actions?: OneOrMore<N['assign']>;
}

export interface StateSource<N extends Names, Clock extends string> {
  description?: string;
  tags?: readonly string[];
  /** The clocks of this state and of the states in it; a clock that is not named is stopped on entry. */
  meta?: { clocks?: { readonly [C in Clock]?: 'runs' | 'paused' } };
  type?: 'final';
  initial?: string;
  states?: Record<string, StateSource<N, Clock>>;
  on?: Record<string, OneOrMore<StepSource<N, Clock>>>;
  always?: OneOrMore<RoutingSource<N>>;
}

/** A process file. `version` is the edition: the day it came into force. */
export interface MachineSource<N extends Names, Clock extends string> {
  id: string;
  version: Day;
  description?: string;
  initial: string;
  /** The memory of a new case, or a pure function that makes it of what the opening brought. */
  context: Facts | ((args: { input: { given: Given } }) => Facts);
  meta: {
    opening: {
      by: readonly N['role'][];
      under: Provision;
      needs?: N['evidence'];
      draws?: readonly N['series'][];
      /** Left out: an institution. */
      concerns?: 'authority';
      /**
       * Where they concern the authority: the fact of the memory that holds, by id or credit code, the institution they
       * are about. Whoever is recused from it is recused from them.
       */
      about?: string;
    };
    clocks: Record<Clock, ClockRule>;
    /**
     * Which of its statutory clocks an office may promise to hold sooner, and where in the memory stand the working days
     * promised, by the names of the clocks: each gets a target clock that runs and pauses with it.
     */
    promises?: { at: string; under: Provision; clocks: readonly NoInfer<Clock>[] };
    /** Where cases of the edition before are moved to this one: how. */
    succeeds?: Succession;
  };
  states: Record<string, StateSource<N, NoInfer<Clock>>>;
  /** Steps that are possible in every state that is not final. */
  on?: Record<string, OneOrMore<StepSource<N, NoInfer<Clock>>>>;
}

/** Any process file, its names forgotten. */
export type AnySource = MachineSource<Names, string>;

/** A machine as the doors of this library pass it around: nobody outside looks into it. */
export class Machine {
  constructor(
    /** The config as its author wrote it; this, and not the machine's definition, is verified and hashed. */
    readonly config: AnySource,
  ) {}
}

/** The event of every step; the opening's event is XState's own, with the same `given` as input. */
interface StepEvent {
  type: string;
  given: Given;
}
interface Moment {
  context: Facts;
  event: StepEvent;
}

/**
 * Builds XState's machine. Throws XState's own error on a target that does not exist.
 *
 * XState's pure functions make a throw-away initial state first, without any input: the context is then empty,
 * guards are false and assigns change nothing, so that none of ours is ever called with half of its arguments.
 */
export function build({ config }: Machine, { guards, assigns }: Catalogue): AnyStateMachine {
  const givenOf = (event: StepEvent): Given | undefined =>
    event.given ?? (event as unknown as { input?: { given: Given } }).input?.given;
  const { context } = config;
  const law = setup({
    guards: mapped(guards, (guard) => ({ context, event }: Moment) => {
      const given = givenOf(event);
      return given !== undefined && holds(guard, context, given);
    }),
    actions: mapped(assigns, (change) =>
      assign(({ context, event }: Moment) => changeOf(change, context, event)),
    ),
  } as unknown as Parameters<typeof setup>[0]);
  function changeOf(change: Assign, context: Facts, event: StepEvent): Facts {
    const given = givenOf(event);
    return given === undefined ? {} : frozenCopy(change(context, given));
  }
  return law.createMachine({
    ...config,
    context: ({ input }: { input?: { given: Given } }) =>
      input === undefined ? {} : frozenCopy(typeof context === 'function' ? context({ input }) : context),
    options: { maxIterations: 1000 },
  }) as AnyStateMachine;
}

/** Asks a guard. It is shown no more of the evidence than it says that it reads, here as before there is any. */
export function holds(guard: Guard, context: Facts, given: Given): boolean {
  return guard.holds(
    context,
    guard.reads === 'evidence' ? given : { ...given, evidence: known(guard, given) },
  );
}

const known = ({ reads }: Guard, { evidence: { by } }: Given): Facts =>
  reads === 'file' || by === undefined ? none : { by };
const none: Facts = Object.freeze({});

function mapped<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
