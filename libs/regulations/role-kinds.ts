/** What kinds of role there are, told by duty and reach, so that a new role needs a line in the catalogue and no other. */
import type { Duty, Role } from '#process';
import { roles } from './roles.js';

/** Duties that come of themselves: nobody has them. */
const nobodys: readonly Duty[] = ['clock', 'consequence'];

const known = (name: string): Role | undefined =>
  Object.hasOwn(roles, name) ? roles[name as keyof typeof roles] : undefined;

/**
 * Whether administrators may grant the role: one of the authority's own. Applicants get theirs by acting for an
 * institution, and what everybody holds, or comes of itself, is nobody's to give.
 */
export function isGrantable(name: string): boolean {
  const role = known(name);
  if (role === undefined || role.heldByAll === true) return false;
  return role.duty !== 'applying' && !nobodys.includes(role.duty);
}

/** Whether its holder administers roles, and then holds no other. */
export const administersRoles = (name: string): boolean => known(name)?.duty === 'administration';

/** Whether its holder must be qualified in a field. */
export const needsAField = (name: string): boolean => known(name)?.duty === 'assessment';

/** The duties for the authority that come with roles, each once, sorted; applying is not one of them. */
export function officialDuties(names: readonly string[]): Duty[] {
  const duties = names.filter(isGrantable).flatMap((name) => known(name)?.duty ?? []);
  return [...new Set(duties)].sort();
}
