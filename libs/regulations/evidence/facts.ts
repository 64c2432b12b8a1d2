/** From evidence to facts: counts, codes and digests of what the evidence refers to. */
import type { Facts } from '#process';
import type { Exclusions } from './fields.js';
import {
  digestOf,
  Unresolved,
  type Look,
  type Reference,
  type Resolved,
  type ResolvedScopeTable,
} from './rule.js';

/** Above this many, or this many characters together, excluded items are their count and digest only. */
export const ITEMS_LISTED = 200;
const CHARACTERS_LISTED = 8000;

function found<K extends keyof Resolved>(resolved: Resolved, kind: K, id: string): Resolved[K][string] {
  const ofKind = resolved[kind] ?? {};
  const entry = Object.hasOwn(ofKind, id) ? ofKind[id] : undefined;
  if (entry === undefined) throw new Unresolved({ kind, id });
  return entry as Resolved[K][string];
}

export const documentAt = (id: string, pointer: string): Reference => ({ kind: 'document', id, pointer });
export const scopeTableAt = (id: string, pointer: string): Reference => ({ kind: 'scopeTable', id, pointer });
export const personAt = (id: string, pointer: string): Reference => ({ kind: 'person', id, pointer });
export const drawAt = (seq: number, pointer: string): Reference => ({
  kind: 'draw',
  id: String(seq),
  pointer,
});

/** How many documents there are, and one digest over theirs in the order given. */
export function documentFacts(ids: string[], { resolved }: Look): Facts {
  return { count: ids.length, digest: digestOf(ids.map((id) => found(resolved, 'document', id).digest)) };
}

/** The scope table as a case remembers it. */
export function scopeFacts(table: string, { resolved }: Look): Facts {
  const {
    digest,
    rows,
    food,
    medical,
    specialFood = false,
    mandatoryStandards = false,
  } = found(resolved, 'scopeTable', table);
  return { table, digest, rows, food, medical, specialFood, mandatoryStandards };
}

export const person = (id: string, { resolved }: Look) => found(resolved, 'person', id);
export const draw = (seq: number, { resolved }: Look) => found(resolved, 'draw', String(seq));

/** Each once, in ascending order. */
export const ascending = (numbers: number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/** No item left out. */
export const nothingExcluded: Facts = { count: 0, digest: digestOf([]), items: [] };

/**
 * Excluded items as `{ count, digest, items, inTheScope, remaining }`: `items` are `site/item` in code-unit order, or
 * null where there are too many to
 * list; `inTheScope` says that the table is the case's own and has every one of them; `remaining` counts
 * what would be left.
 */
export function exclusionFacts({ scopeTable, items }: Exclusions, look: Look): Facts {
  const numbers = items.map(({ site, item }) => `${site}/${item}`).sort();
  const table: ResolvedScopeTable = found(look.resolved, 'scopeTable', scopeTable);
  const known = table.itemNumbers && new Set(table.itemNumbers);
  const { scope } = look.context;
  const ofTheCase =
    scope !== null && typeof scope === 'object' && !Array.isArray(scope) && scope.digest === table.digest;
  return {
    count: numbers.length,
    digest: digestOf(numbers),
    items: numbers.length <= ITEMS_LISTED && numbers.join().length <= CHARACTERS_LISTED ? numbers : null,
    inTheScope: ofTheCase && numbers.every((number) => known?.has(number) ?? true),
    remaining: Math.max(0, (known?.size ?? table.rows) - numbers.length),
  };
}
