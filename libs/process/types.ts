/**
 * The words in which a process is written. Everything here is plain data: XState stays inside this library, and whoever asks it
 * a question gets JSON back, in the words of `answers.ts`.
 */

/** What a case may remember and an event may say: JSON without surprises (integers only, no undefined). */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Facts = { [key: string]: Json };

/** The same as a process file writes it: nothing in it is changed. */
export type Written = null | boolean | number | string | readonly Written[] | WrittenFacts;

export type WrittenFacts = { readonly [key: string]: Written };

/** A legal day, `YYYY-MM-DD`, in the jurisdiction's zone. */
export type Day = string;

/** One sentence or name in both languages of the office. */
export interface Words {
  'zh-CN': string;
  en: string;
}

/** Where the law says so: `{ instrument: 'licensing-law', article: '32.1.4' }`; the instrument names its edition. */
export interface Provision {
  instrument: string;
  article: string;
}

export interface Instrument {
  title: Words;
  /** As tables cite it. */
  short?: Words;
  /** What offices do and no law says: it has no articles and is never said to be in force. */
  practice?: true;
  /** First day in force. */
  inForceFrom: Day;
  /** Where the text can be read, when we know. */
  source?: string;
}

/** A statutory limit as the law words it; `untilDay` is the calendar days to a day that stands, which no holiday moves. */
export interface Period {
  unit: 'workingDays' | 'calendarDays' | 'months' | 'years' | 'untilDay';
  length: number;
}

/**
 * What somebody is there for in a matter. Those an office keeps apart are held by different people; `confirmation` is
 * that of the second person wherever two are needed.
 */
export type Duty =
  | 'applying'
  | 'intake'
  | 'coordination'
  | 'assessment'
  | 'decision'
  | 'issuing'
  | 'hearing'
  | 'confirmation'
  | 'supervision'
  | 'administration'
  | 'oversight'
  | 'clock'
  | 'consequence';

/**
 * A role says what its holder is for (`duty`) and which cases it reaches: `own` the cases of an institution the
 * person acts for, `case` the cases whose memory names the person at `namedAt`, `jurisdiction` every case of the
 * office, `none` nobody's (the clock).
 */
export interface Role {
  words: Words;
  duty: Duty;
  reach: 'own' | 'case' | 'jurisdiction' | 'none';
  /** Dotted path in the case's context that holds the person's id, or a list of ids. With reach `case` only. */
  namedAt?: string;
  /** Everybody with an account holds it, without a grant. With reach `case` only; whoever opens will be named. */
  heldByAll?: true;
}

/** What guards and assigns may read beside the case's memory; it stands, byte for byte, in the event's body. */
export interface Given {
  /** The office's legal day on which the step is taken. */
  today: Day;
  /** Codes, counts, dates, verdicts and digests drawn from the evidence; never personal data. */
  evidence: Facts;
  /** What the world said at that moment: numbers drawn, verdicts of registers, the opening institution. */
  world: Facts;
}

/** A guard: pure, total, named by a true sentence. */
export interface Guard {
  /** The sentence itself, as the page says it after "if": "the file is complete". */
  says: Words;
  /** The sentence when it does not hold, as the person is told why not. */
  otherwise: Words;
  /**
   * `file` guards read the case, the day and the world, and are shown no evidence: they can be answered before any. `actor`
   * guards are also shown who brings it, as `evidence.by`, and answered before there is any where that is given.
   */
  reads: 'file' | 'actor' | 'evidence';
  /** What would change the answer, told to whom it refused. */
  remedy?: Words;
  /** Where it rests on a provision other than that of the step. */
  under?: Provision;
  holds: (context: Facts, given: Given) => boolean;
  /** Where it is several conditions that hold together: by name, so that whom it refuses hears which did not. */
  parts?: Readonly<Record<string, GuardPart>>;
}

/** One condition of a guard: it is told in place of the whole. */
export type GuardPart = Pick<Guard, 'otherwise' | 'remedy' | 'under' | 'holds'> & {
  /** It reads no evidence though the guard does: where it does not hold, the step is not open before there is any. */
  reads?: 'file';
};

/** A named change of the case's memory: pure, total; returns only what changes. */
export type Assign = (context: Facts, given: Given) => Facts;

/** What a step does beyond the case when it commits; `do` is registered with casework. Data, never code. */
export interface Effect {
  do: string;
  /** Only where the memory after the step holds something at this dotted path: neither nothing, nor null, nor false. */
  when?: string;
  with?: Facts;
}

/** A clock of a process. `from` names the fact of the case's memory that holds the anchor day, or `today`. */
export interface ClockRule {
  limit: Period;
  from: string;
  under: Provision;
  effect: 'statutory' | 'target' | 'none';
  words: Words;
  /**
   * Of a clock that ends on a day the memory holds, at this dotted path, and not after a length; its limit is then in
   * the unit `untilDay`, of length 0 until it starts. In a case that holds null there, there is no such clock.
   */
  until?: string;
  /**
   * Of a target that an office sets for itself: the dotted path in the memory of how long it is, in the unit of its limit,
   * which is then only the usual length. In a case that holds null there, there is no such clock.
   */
  lengthAt?: string;
  /** Of a promise: the clock it is of, and the dotted path in the memory of its length. Not written by hand. */
  promises?: { clock: string; at: string };
}

/** By how much a step lengthens the limit of a clock. */
export interface Extension {
  clock: string;
  /** What all extensions of one period may come to together, in the unit of its limit. */
  most: Period;
  /** The fact of the evidence that holds by how many of them; dotted path. */
  by: string;
}

/** A step as a reader sees it, for one state. */
export interface StepRule {
  name: string;
  words: Words;
  by: string[];
  /** The duty of whoever takes it: that of its roles, unless the step has one of its own. */
  duty: Duty;
  /** Whether it needs a fresh and strong sign-in, and the text decided to be confirmed by its digest (RFC 9470). */
  stepUp: boolean;
  /** Of a decision: the facts of the memory that stand in its text. */
  decides: string[];
  /** For steps of the clock: the clock whose expiry takes the step. */
  on: string | null;
  under: Provision;
  /** Name of the evidence it needs, or null. */
  needs: string | null;
  /** Series of numbers that are drawn when it commits. */
  draws: string[];
  /** Of a step that lengthens a period: which, and by how much. */
  extends: Extension | null;
  /** Whether it settles by which edition the case goes on: one of an earlier edition is moved within it, and then stays. */
  settlesEdition: boolean;
  /** Where it may lead, in order, with the guards of each branch and what each branch does. */
  branches: { guards: string[]; to: string; effects: Effect[] }[];
}

export interface StateRule {
  name: string;
  words: Words;
  tags: string[];
  final: boolean;
  /** The clocks of this state; a clock that is not named is stopped on entry. */
  clocks: Record<string, 'runs' | 'paused'>;
  steps: StepRule[];
  /** Automatic routing on entry: the first branch whose guards hold is taken; none, and the case rests here. */
  routes: { guards: string[]; to: string; under: Provision | null }[];
}

/** The registered names of one body of law: nothing that is not in here may stand in a process file. */
export interface Catalogue {
  roles: Record<string, Role>;
  instruments: Record<string, Instrument>;
  /** Opaque here; an entry with a string `fingerprint` enters the hash of the processes that need it. */
  evidence: Record<string, unknown>;
  guards: Record<string, Guard>;
  assigns: Record<string, Assign>;
  effects: Record<string, Words>;
  /** Series of numbers that a step may draw. */
  series: Record<string, Words>;
}

/** The words of one process; states by their dotted path, steps by their name. Wording is not hashed. */
export interface Labels {
  title: Words;
  states: Record<string, Words>;
  steps: Record<string, Words>;
  /**
   * Facts of the memory that are read by people: those that stand in the texts of decisions, and the days from which
   * clocks count (the page names the fact where this is silent).
   */
  facts?: Record<string, Words>;
  /** What its page says beside the law: what is not known for certain, and what an authority may set. */
  remarks?: readonly Words[];
}

/**
 * How a case of the edition before goes on under this one: what is not named keeps its name. Only what a case has before its
 * edition is settled need be told.
 */
export interface Succession {
  /** The edition before this one. */
  edition: Day;
  /** States by their dotted path, old to new. */
  states?: { readonly [old: string]: string };
  /**
   * Facts of the new memory that had another name, or that the old one did not hold. A fact that is the origin of another does
   * not keep its own name beside it.
   */
  facts?: { readonly [fact: string]: { readonly from: string } | { readonly value: Json } };
  /** Facts of the old memory that are forgotten. */
  dropped?: readonly string[];
  /** Clocks, old to new. */
  clocks?: { readonly [old: string]: string };
}

/** How a case comes into being: the step called `open`, before there is a state. */
export interface Opening extends Pick<StepRule, 'by' | 'duty' | 'under' | 'needs' | 'draws'> {
  /** Whom its cases concern: an institution that is named when it is opened, or the authority itself. */
  concerns: 'institution' | 'authority';
  /** The fact of the memory that holds, by id or credit code, the institution they are about; null where none does. */
  about: string | null;
}

/** One edition of one process, verified and frozen: data only, the machine itself stays in this library. */
export interface Process {
  id: string;
  /** The day from which this edition is the law for cases opened on or after it. */
  edition: Day;
  title: Words;
  /** The state a case is in when it is opened (before any automatic routing). */
  initial: string;
  opening: Opening;
  /** How cases of the edition before it are moved to it; null where it says nothing of any. */
  succeeds: Succession | null;
  clocks: Record<string, ClockRule>;
  /** Every state a case can be in, in the order of the file. */
  states: StateRule[];
  labels: Labels;
  catalogue: Catalogue;
  /** SHA-256 (hex) over structure, law and evidence fingerprints; equal hashes behave alike. Wording is not in it. */
  hash: string;
  /** SHA-256 (hex) over the sources of the guards and assigns it uses; a build tool may change it. */
  sourcesHash: string;
}

/** Something that `verify` refuses: a code, a sentence for the author, and the state, step or clock it is about. */
export interface Fault {
  code: string;
  sentence: string;
  at: { state?: string; step?: string; clock?: string };
}
