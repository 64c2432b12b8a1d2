import type { Actor } from '#identity';
import type { CaseFile, Facts, Json, Process, Role } from '#process';

/** A case as far as authority over it goes. */
export interface Reachable extends CaseFile {
  institution: string;
}

/**
 * The roles out of `by` that a person holds for this case: granted, and the case within the role's reach. A person
 * who is named in the case's memory needs the grant as well, so that a withdrawn grant works at once.
 */
export function rolesFor(process: Process, by: readonly string[], actor: Actor, file: Reachable): string[] {
  return by.filter((name) => {
    const role = process.catalogue.roles[name];
    return role !== undefined && actor.roles.includes(name) && reaches(role, actor, file);
  });
}

function reaches(role: Role, actor: Actor, file: Reachable): boolean {
  switch (role.reach) {
    case 'own':
      return actor.actsFor.includes(file.institution);
    case 'case':
      return role.namedAt !== undefined && namedAt(file.context, role.namedAt).includes(actor.person);
    case 'jurisdiction':
      return true;
    case 'none':
      return false;
  }
}

/** Whether a person may know that the case exists. A foreign case is not found, never forbidden. */
export function maySee(process: Process, actor: Actor, file: Reachable): boolean {
  return rolesFor(process, Object.keys(process.catalogue.roles), actor, file).length > 0;
}

/**
 * How far a person sees across all processes, for lists: every case, those of some institutions, those that name the
 * person. What one is named or acts for counts only with a role held now that reaches so.
 */
export function reachOf(
  processes: readonly Process[],
  actor: Actor,
): { everything: boolean; institutions: string[]; named: string | null } {
  const reaches = new Set(
    processes.flatMap(({ catalogue }) => actor.roles.map((name) => catalogue.roles[name]?.reach)),
  );
  return {
    everything: reaches.has('jurisdiction'),
    institutions: reaches.has('own') ? actor.actsFor : [],
    named: reaches.has('case') ? actor.person : null,
  };
}

/** For whom a person acts in the roles used: the institution, where the role reaches its own cases. */
export function actsFor(process: Process, roles: readonly string[], institution: string): string | null {
  return roles.some((name) => process.catalogue.roles[name]?.reach === 'own') ? institution : null;
}

/** Everybody whom the case's memory names in a role that reaches it. */
export function peopleNamed(process: Process, context: Facts): string[] {
  const paths = Object.values(process.catalogue.roles).flatMap((role) => role.namedAt ?? []);
  return [...new Set(paths.flatMap((path) => namedAt(context, path)))].sort();
}

function namedAt(context: Facts, path: string): string[] {
  let value: Json | undefined = context;
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
    value = value[part];
  }
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
