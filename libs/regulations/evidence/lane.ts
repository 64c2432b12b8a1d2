/** The lane of an application as evidence has it: from the profiles in force, by rule. */
import type { Facts } from '#process';
import { list, word } from '../office/memory.js';
import { laneFacts, type Application } from '../profiles/lanes.js';
import { at, found } from './office-facts.js';
import type { Look } from './rule.js';

/** The profiles in force where the case is, what they go by and are held to. */
export const profileHere = at('profile', 'here', '');

/**
 * What a case remembers of its lane, for evidence that references `profileHere`. `own` is what the evidence says itself;
 * the rest is taken from the memory of the case (`kind`, `route`, `changes`, `fields`).
 */
export function laneFactsIn(look: Look, own: Partial<Omit<Application, 'edition'>> = {}): Facts {
  const { today, edition, profiles } = found('profile', profileHere.id, look);
  const { kind, route, changes, fields } = look.context;
  const application = {
    ...{ edition, kind: word(kind) ?? '', route: word(route) ?? 'general' },
    ...{ changes: list(changes), fields: list(fields) },
    ...own,
  };
  return laneFacts(profiles, application, today) as unknown as Facts;
}
