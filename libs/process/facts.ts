/** Plain JSON, held to its word: the only values that may enter or leave a decision. */
import type { Facts, Json } from './types.js';

/** Something that is not plain JSON with integers stands where a fact is expected; `path` says where. */
export class NotAFact extends Error {
  constructor(
    readonly path: string,
    what: string,
  ) {
    super(`${path || 'the value'} is ${what}: a fact is plain JSON, its numbers integers`);
    this.name = 'NotAFact';
  }
}

/**
 * A copy with sorted keys, frozen all the way down, so that a decision depends neither on the order of keys
 * (jsonb forgets it) nor on who holds the original. Throws `NotAFact` on undefined, dates, maps, functions,
 * fractions, lone surrogates and cycles.
 */
export function frozenCopy(facts: Facts): Facts {
  if (facts === null || typeof facts !== 'object' || Array.isArray(facts))
    throw new NotAFact('', 'not an object');
  return copy(facts, []) as Facts;
}

/** What this function made is as it must be: most of a memory passes from step to step without another look. */
const made = new WeakSet();

/** Deeper than any memory of a case; a cycle ends here. */
const deepest = 64;

function copy(value: unknown, trail: string[]): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw oddity(trail, 'broken Unicode');
    return value;
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw oddity(trail, `the number ${value}`);
    return value + 0; // -0 is written as 0
  }
  if (typeof value !== 'object') throw oddity(trail, typeof value);
  if (made.has(value)) return value as Json;
  if (trail.length > deepest) throw oddity(trail, 'nested too deeply');
  const result = Array.isArray(value) ? copyOfList(value, trail) : copyOfObject(value, trail);
  made.add(Object.freeze(result));
  return result;
}

function copyOfList(list: unknown[], trail: string[]): Json[] {
  const result: Json[] = [];
  for (let index = 0; index < list.length; index += 1) {
    trail.push(String(index));
    result.push(copy(list[index], trail));
    trail.pop();
  }
  return result;
}

function copyOfObject(value: object, trail: string[]): Facts {
  // Of any realm: plain is what has nothing above its prototype.
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw oddity(trail, `a ${value.constructor?.name ?? 'strange object'}`);
  }
  const result: Facts = {};
  for (const key of Object.keys(value).sort()) {
    trail.push(key);
    if (key === '__proto__') throw oddity(trail, 'a key that changes its object');
    result[key] = copy((value as Record<string, unknown>)[key], trail);
    trail.pop();
  }
  return result;
}

const oddity = (trail: string[], what: string) => new NotAFact(trail.join('.'), what);

/** Paths stand in process files and provisions, and are few. */
const paths = new Map<string, readonly string[]>();
function keysOf(path: string): readonly string[] {
  const known = paths.get(path);
  if (known !== undefined) return known;
  const keys = path.split('.');
  paths.set(path, keys);
  return keys;
}

/** The fact at a dotted path, or undefined. */
export function factAt(facts: Facts, path: string): Json | undefined {
  let value: Json | undefined = facts;
  for (const key of keysOf(path)) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, key) ? value[key] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
