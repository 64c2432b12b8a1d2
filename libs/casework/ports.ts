import type { Transaction } from '#database';
import type { EventBody } from '#ledger';
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
export type Resolver = (
  tx: Transaction,
  wanted: readonly { id: string; case: string; institution: string }[],
) => Promise<(Facts | null)[]>;

/** One effect of one committed event, handed to who registered for it, inside the same transaction. */
export interface Effected {
  effect: Effect;
  event: EventBody;
  context: Facts;
  institution: string;
}

export type EffectHandler = (tx: Transaction, effects: readonly Effected[]) => Promise<void>;

/** Where the libraries above casework say what they can do. Names are registered once. */
export class Ports {
  readonly series = new Map<string, Series>();
  readonly resolvers = new Map<string, Resolver>();
  readonly effects = new Map<string, EffectHandler>();

  registerSeries(name: string, series: Series): void {
    register(this.series, name, series);
  }

  registerResolver(kind: string, resolver: Resolver): void {
    register(this.resolvers, kind, resolver);
  }

  registerEffect(name: string, handler: EffectHandler): void {
    register(this.effects, name, handler);
  }
}

function register<Value>(map: Map<string, Value>, name: string, value: Value): void {
  if (map.has(name)) throw new Error(`"${name}" is registered twice`);
  map.set(name, value);
}
