import type { Transaction } from '#database';
import type { EventBody, NotedKind } from '#ledger';
import type { Effect, Facts } from '#process';

/** A series of gapless numbers that a step may draw. */
export interface Series {
  /** Name of the counter, its year or prefix included: numbers of one counter are consecutive from 1. */
  counter(tenant: number, today: string): string;
  /** The number as it is written, from the serial and the case's memory before the step. */
  format(serial: number, of: { tenant: number; today: string; context: Facts; evidence: Facts }): string;
  /** The last serial the layout has room for. */
  last: number;
}

/** Answers what evidence refers to by id: in the order asked, the facts, or null where this case may not use it. */
export type Resolver = (tx: Transaction, wanted: readonly Wanted[]) => Promise<(Facts | null)[]>;

/** A reference in somebody's evidence, and the case it is brought to. */
export interface Wanted {
  id: string;
  case: string;
  /** The root case. */
  matter: string;
  institution: string;
  /** Who brings it. */
  person: string;
  /** Whether an API key brings it, which acts for this institution alone. */
  onlyFor: string | null;
}

/** One effect of one committed event, handed to who registered for it, inside the same transaction. */
export interface Effected {
  effect: Effect;
  event: EventBody;
  context: Facts;
  institution: string;
  /** What was brought, as its schema read it; for what may not stand in the event. */
  evidence: unknown;
}

export type EffectHandler = (tx: Transaction, effects: readonly Effected[]) => Promise<void>;

/** What somebody wants noted in a case's history, and the case. */
export interface NoteAsked {
  /** Who asks. */
  person: string;
  case: string;
  matter: string;
  institution: string;
  context: Facts;
  asked: unknown;
}

/** A note that is ready: the facts for the event, and what is written beside it. */
export interface NoteReady {
  facts: Facts;
  store(tx: Transaction, seq: number): Promise<void>;
}

/** A kind of note that a library above knows how to make. */
export interface NoteMaker {
  /** Who may take a step of the case's state that needs this evidence may make the note. */
  beside: string;
  /** Makes it from what was asked; throws `Refused` where that does not fit. */
  make(tx: Transaction, asked: NoteAsked): Promise<NoteReady>;
}

/** An event as the replay has folded it again: the effects that the law orders, and the memory it left. */
export interface Replayed {
  event: EventBody;
  effects: readonly Effect[];
  context: Facts;
}

/** Holds the tables of a library above to what happened. */
export interface RecordCheck {
  /** Names of effects, and kinds of notes: events with none of them are not handed over. */
  of: readonly string[];
  /**
   * Answers what is wrong, by the case and the event it is about; `case` null for a row that no event speaks of.
   * `happened` are all such events of the jurisdiction up to this snapshot; those of one case are in their order.
   */
  check: (
    tx: Transaction,
    happened: readonly Replayed[],
  ) => Promise<{ case: string | null; seq: number; sentence: string }[]>;
}

/** Where the libraries above casework say what they can do. Names are registered once. */
export class Ports {
  readonly series = new Map<string, Series>();
  readonly resolvers = new Map<string, Resolver>();
  readonly effects = new Map<string, EffectHandler>();
  readonly notes = new Map<string, NoteMaker>();
  readonly records: RecordCheck[] = [];

  registerSeries(name: string, series: Series): void {
    register(this.series, name, series);
  }

  registerResolver(kind: string, resolver: Resolver): void {
    register(this.resolvers, kind, resolver);
  }

  registerNote(kind: NotedKind, maker: NoteMaker): void {
    register(this.notes, kind, maker);
  }

  registerRecord(record: RecordCheck): void {
    this.records.push(record);
  }

  registerEffect(name: string, handler: EffectHandler): void {
    register(this.effects, name, handler);
  }
}

function register<Value>(map: Map<string, Value>, name: string, value: Value): void {
  if (map.has(name)) throw new Error(`"${name}" is registered twice`);
  map.set(name, value);
}
