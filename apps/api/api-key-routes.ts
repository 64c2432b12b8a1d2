import type { Scope } from '#identity';

/**
 * Which routes take an API key, and with which scope: `any` for any key, undefined where none is taken. A key is for the
 * work on a laboratory's own cases; whatever is not named here is for people. A route may say otherwise (`keys`).
 */
export function keyScopeOf(
  method: string,
  { tag, form, keys }: { tag: string; form?: object; keys?: Scope | 'any' | 'none' },
): Scope | 'any' | undefined {
  if (keys !== undefined) return keys === 'none' ? undefined : keys;
  if (tag !== 'cases' && tag !== 'register') return undefined;
  if (method === 'GET') return 'cases:read';
  // Files come as forms: documents of a case, and scope tables.
  if (form !== undefined) return 'documents:write';
  return tag === 'cases' ? 'cases:write' : undefined;
}
