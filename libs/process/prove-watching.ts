/** What goes with an exploration: samples as guards read them, a memory that notes who looks at what, and which orders fit. */
import { plainGiven } from './decide.js';
import type { Sample } from './prove-types.js';
import type { ClockOrder } from './answers.js';
import type { Facts, Given } from './types.js';

/** A sample is plain data, and the same one is brought in many cases. */
const givens = new WeakMap<Sample, Map<string, Given>>();

/** What guards and assigns are shown of a sample. */
export function givenOf(sample: Sample, today: string): Given {
  const day = sample.today ?? today;
  const known = givens.get(sample) ?? new Map<string, Given>();
  givens.set(sample, known);
  const given =
    known.get(day) ?? plainGiven({ today: day, evidence: sample.evidence ?? {}, world: sample.world ?? {} });
  known.set(day, given);
  return given;
}

/** Shows a memory, and notes every fact of it that is looked at. */
export function watching(read: Set<string>, context: Facts): Facts {
  const known = watchers.get(read) ?? new Watcher(read);
  watchers.set(read, known);
  return new Proxy(context, known);
}
const watchers = new WeakMap<Set<string>, Watcher>();

class Watcher implements ProxyHandler<Facts> {
  constructor(private readonly read: Set<string>) {}

  get(facts: Facts, key: string | symbol): unknown {
    if (typeof key === 'string') this.read.add(key);
    return Reflect.get(facts, key);
  }

  has(facts: Facts, key: string | symbol): boolean {
    if (typeof key === 'string') this.read.add(key);
    return Reflect.has(facts, key);
  }

  getOwnPropertyDescriptor(facts: Facts, key: string | symbol): PropertyDescriptor | undefined {
    if (typeof key === 'string') this.read.add(key);
    return Reflect.getOwnPropertyDescriptor(facts, key);
  }

  ownKeys(facts: Facts): (string | symbol)[] {
    const keys = Reflect.ownKeys(facts);
    for (const key of keys) if (typeof key === 'string') this.read.add(key);
    return keys;
  }

  set(): never {
    throw new TypeError('a memory is changed by what an assign returns, and never in place');
  }

  deleteProperty(): never {
    return this.set();
  }

  defineProperty(): never {
    return this.set();
  }
}

/** In what a clock must be for an order to be carried out. */
export const fitting: Record<ClockOrder['order'], ('runs' | 'paused' | undefined)[]> = {
  start: [undefined],
  suspend: ['runs'],
  resume: ['paused'],
  interrupt: ['runs', 'paused'],
  extend: ['runs', 'paused'],
  supersede: ['runs', 'paused'],
  stop: ['runs', 'paused'],
  expire: ['runs'],
};
