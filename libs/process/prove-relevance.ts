/**
 * On which facts of the memory anything can still depend, state by state: those that are read there, and those that are
 * read in a state to which a case may go on, unless they are written anew on the way. It is observed while a process is
 * explored, and grows until nothing else is read. Two cases in one state that agree in these facts cannot be told apart
 * by anything that happens from there on.
 */
import type { ReadStep } from './reading.js';

/** Facts of which somebody will ask, by where: about a step, in the memory before it or after it; about a state; about its routes. */
export interface AskedOf {
  steps: ReadonlyMap<string, ReadonlySet<string>>;
  states: ReadonlyMap<string, ReadonlySet<string>>;
  routes: ReadonlyMap<string, ReadonlySet<string>>;
}

export const nothingAsked: AskedOf = { steps: new Map(), states: new Map(), routes: new Map() };

/** On which facts something can still depend, by the state in which a case rests. */
export type FactsByState = ReadonlyMap<string, readonly string[]>;

/** One kind of way: what is written on each of its ways, and from what. */
interface Passage {
  from: string;
  to: string;
  via: readonly string[];
  written: Set<string>;
  sources: Map<string, Set<string>>;
}

export class Relevance {
  private readonly read = new Map<string, Set<string>>();
  private readonly passages = new Map<string, Passage>();
  private readonly relevant: Map<string, readonly string[]>;

  /** `known` are facts that matter in a process that is nearly the same; to tell more apart than needs be does no harm. */
  constructor(
    private readonly askedOf: AskedOf,
    known: FactsByState = new Map(),
  ) {
    this.relevant = new Map(known);
  }

  /** The facts of a state as they were known when this round began, in order. */
  factsAt(state: string): readonly string[] {
    return this.relevant.get(state) ?? [];
  }

  /** All that is known by now. */
  get facts(): FactsByState {
    return this.relevant;
  }

  /** Where what is read in a state, or on a way out of it, is noted. */
  readIn(state: string): Set<string> {
    const known = this.read.get(state) ?? new Set<string>();
    this.read.set(state, known);
    return known;
  }

  /** A way was taken on which these facts were written, each from those. */
  passed(
    from: string,
    step: string,
    branch: number,
    via: readonly string[],
    to: string,
    written: Map<string, Set<string>>,
  ): void {
    const key = `${from} ${step} ${branch} ${via.join()} ${to}`;
    const known = this.passages.get(key);
    if (known === undefined) {
      this.passages.set(key, { from, to, via, written: new Set(written.keys()), sources: new Map(written) });
      return;
    }
    for (const fact of known.written) if (!written.has(fact)) known.written.delete(fact);
    for (const [fact, sources] of written) {
      const before = known.sources.get(fact);
      if (before === undefined) known.sources.set(fact, sources);
      else for (const source of sources) before.add(source);
    }
  }

  /** Draws what follows from what was seen. Answers whether anything new is relevant: then there is another round. */
  settle(steps: ReadonlyMap<string, { steps: ReadonlyMap<string, ReadStep> }>): boolean {
    const found = new Map<string, Set<string>>();
    for (const [state, { steps: known }] of steps) {
      const facts = new Set(this.read.get(state));
      for (const step of known.keys()) for (const fact of this.askedOf.steps.get(step) ?? []) facts.add(fact);
      for (const fact of this.askedOf.states.get(state) ?? []) facts.add(fact);
      found.set(state, facts);
    }
    for (const { from, via } of this.passages.values())
      for (const state of via)
        for (const fact of this.askedOf.routes.get(state) ?? []) found.get(from)!.add(fact);
    for (let grew = true; grew;) {
      grew = false;
      for (const { from, to, written, sources } of this.passages.values()) {
        const [here, there] = [found.get(from)!, found.get(to)!];
        const before = here.size;
        for (const fact of there) {
          if (!written.has(fact)) here.add(fact);
          for (const source of sources.get(fact) ?? []) here.add(source);
        }
        grew ||= here.size > before;
      }
    }
    let more = false;
    for (const [state, facts] of found) {
      const known = new Set(this.factsAt(state));
      const all = new Set([...known, ...facts]);
      more ||= all.size > known.size;
      this.relevant.set(state, [...all].sort());
    }
    return more;
  }
}
