/**
 * What a story is made of: somebody’s deed and what comes of it, time that passes, and what is then the case. Data; who tells it,
 * through the real engine or purely, reads nothing else.
 */
import type { Facts } from '#process';
import type { Profile, RoleName } from '#regulations';
import type { Papers } from './papers.js';
import type { PersonName } from './people.js';

/** The body of a step's evidence, as the case and the office stand when it is brought. */
export type Body = (papers: Papers) => unknown;

/** When the clocks of a case that are not over run out, by name: a day, or `held` while time does not count. */
export type Clocks = Readonly<Record<string, string>>;

/** What a step brings about outside its case, in a few words that both tellers use. */
export type Consequence = string;

/** The case of a certificate, of a verification or of a listing that the step opens. */
export const opening = (process: string): Consequence => `opens ${process}`;
/** A step that another case has to take because of this one, and to what it leads there. */
export const owing = (step: string, leadsTo: string): Consequence =>
  `owes ${step}, which leads to ${leadsTo}`;
/** No new application until that day has passed. */
export const barringUntil = (day: string, ground: string): Consequence => `bars until ${day} (${ground})`;
/** The way by commitment is closed: for this kind of application, or for `all`. */
export const closingTheWay = (kind: string): Consequence => `closes the way by commitment (${kind})`;
export const issuingACertificate: Consequence = 'issues a certificate';
export const amendingTheCertificate = (extent: 'extension' | 'change'): Consequence =>
  `amends the certificate (${extent})`;

/** Why a step is not taken: names of guards, or of rules of authority, or what the engine says. */
export interface Refusal {
  code: 'guard-refused' | 'step-not-possible' | 'not-permitted' | 'not-found' | 'evidence-does-not-fit';
  reasons: readonly string[];
}

/** What somebody does in the case of which the story speaks, and what the story says comes of it. */
export class Deed {
  readonly line = 'deed';
  expected: { state: string; clocks: Clocks | null; thereby: readonly Consequence[] } | null = null;
  refusal: Refusal | null = null;
  lapses: readonly string[] = [];

  constructor(
    readonly who: PersonName,
    readonly step: string,
    readonly body: Body | null,
    /** Of the step that opens a case: the name that the story gives it. */
    readonly opens: string | null = null,
  ) {}

  /** Taken: the state that the case is in then, and all its clocks that run or are held. */
  leadsTo(state: string, clocks: Clocks = {}): this {
    this.expected = { state, clocks, thereby: this.expected?.thereby ?? [] };
    return this;
  }

  /** Taken as in any other case; of a story’s own past, whose dates it does not tell. */
  goesTo(state: string): this {
    this.expected = { state, clocks: null, thereby: [] };
    return this;
  }

  /** What it brings about elsewhere, all of it and in this order. */
  thereby(...thereby: Consequence[]): this {
    if (this.expected === null) throw new Error(`say first where "${this.step}" leads`);
    this.expected = { ...this.expected, thereby };
    return this;
  }

  /** What a clock takes at once, for by this step it has run out. */
  letsTake(...steps: string[]): this {
    this.lapses = steps;
    return this;
  }

  /** Refused, by exactly these conditions. */
  isRefused(...reasons: string[]): this {
    this.refusal = { code: 'guard-refused', reasons };
    return this;
  }

  /** It is no step of the state in which the case is. */
  isNotPossible(): this {
    this.refusal = { code: 'step-not-possible', reasons: [] };
    return this;
  }

  /** For this person there is no such case. */
  isNotFound(): this {
    this.refusal = { code: 'not-found', reasons: [] };
    return this;
  }

  /** It is, and not for this person: by exactly these rules of authority. */
  isNotTheirs(...reasons: string[]): this {
    this.refusal = { code: 'not-permitted', reasons };
    return this;
  }
}

/** Time that passes. What clocks take by themselves meanwhile, by case; nothing, where the story does not say. */
export class Time {
  readonly line = 'time';
  took: Readonly<Record<string, readonly string[]>> = {};
  expected: { state: string; clocks: Clocks } | null = null;

  /** `at` is by the clock on the wall, Chinese time: `2020-02-17 09:00`. */
  constructor(readonly at: string) {}

  /** What clocks have taken by then, by the names of the cases. */
  brings(took: Readonly<Record<string, string | readonly string[]>>): this {
    this.took = Object.fromEntries(
      Object.entries(took).map(([name, steps]) => [name, typeof steps === 'string' ? [steps] : steps]),
    );
    return this;
  }

  /** Where the case of which the story speaks is then. */
  leadsTo(state: string, clocks: Clocks = {}): this {
    this.expected = { state, clocks };
    return this;
  }
}

/** How a certificate stands, as anybody may read it. */
export interface Stands {
  as?: string;
  until?: string;
  items?: readonly string[];
  annulled?: readonly string[];
  replacedBy?: string;
  number?: string;
  amendedOn?: readonly string[];
}

/** What the office sets for itself; each as two administrators do, where that process is in force by then. */
export type Setting =
  | { what: 'profile'; profile: string | Profile; from: string; until: string | null }
  | { what: 'role'; who: PersonName; role: RoleName }
  | { what: 'fields'; who: PersonName; fields: readonly string[] };

export type Line =
  | Deed
  | Time
  | { line: 'turn'; to: string }
  | { line: 'stands'; state: string; clocks: Clocks }
  | { line: 'certificate'; of: string; stands: Stands }
  | { line: 'remembers'; facts: Facts }
  | { line: 'edition'; edition: string }
  | { line: 'lasted'; from: string; to: string; hours: number }
  | { line: 'setting'; setting: Setting };

export interface Story {
  /** One sentence: what becomes of whom. */
  title: string;
  /** The provisions it is about. */
  law: string;
  lines: readonly Line[];
}
