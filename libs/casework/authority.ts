import type { Actor } from '#identity';
import type { CaseFile, Duty, Facts, Json, Process, Role } from '#process';

/** A case as far as authority over it goes. */
export interface Reachable extends CaseFile {
  institution: string;
}

/**
 * The roles out of `by` that a person holds for this case: granted or everybody's, and the case within the role's
 * reach. A person who is named in the case's memory needs the grant as well, so that a withdrawn grant works at once.
 */
export function rolesFor(process: Process, by: readonly string[], actor: Actor, file: Reachable): string[] {
  return rolesHeld(process, by, actor).filter((name) => reaches(process.catalogue.roles[name]!, actor, file));
}

/** The roles out of `by` that a person holds, whatever the case. */
export function rolesHeld(process: Process, by: readonly string[], actor: Actor): string[] {
  return by.filter((name) => {
    const role = process.catalogue.roles[name];
    if (role === undefined || (actor.onlyFor !== undefined && role.reach !== 'own')) return false;
    return role.heldByAll === true || actor.roles.includes(name);
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

/** Those who look on in every process though no step is theirs. */
const onlookers: ReadonlySet<Duty> = new Set(['oversight', 'supervision']);

/**
 * The roles by which somebody has to do with a process: those that take a step of it, those in which its cases name
 * people, and those that look on.
 */
export function rolesOf(process: Process): string[] {
  const takers = process.states.flatMap(({ steps }) => steps.flatMap(({ by }) => by));
  const others = Object.entries(process.catalogue.roles).flatMap(([name, { duty, reach }]) =>
    onlookers.has(duty) || reach === 'case' ? [name] : [],
  );
  return [...new Set([...process.opening.by, ...takers, ...others])];
}

/**
 * Whether a person may know that the case exists. A foreign case is not found, never forbidden. Whom it names for a duty
 * sees it by any role of that duty: somebody who may lead and is a member of the team, say.
 */
export function maySee(process: Process, actor: Actor, file: Reachable): boolean {
  const held = rolesHeld(process, rolesOf(process), actor);
  if (held.some((name) => reaches(process.catalogue.roles[name]!, actor, file))) return true;
  const duty = peopleNamed(process, file.context).get(actor.person);
  return duty !== undefined && dutiesNamedFor(process, actor).includes(duty);
}

/** The duties for which a case may name a person so that they see it: those of the roles held that reach so. */
export function dutiesNamedFor(process: Process, actor: Actor): Duty[] {
  const roles = rolesHeld(process, rolesOf(process), actor).map((name) => process.catalogue.roles[name]!);
  return [...new Set(roles.flatMap(({ duty, reach }) => (reach === 'case' ? [duty] : [])))];
}

/** Whether somebody has a part beyond the cases of those they act for, in which they could be recused. */
export const mayBeRecused = ({ catalogue }: Process, actor: Actor): boolean =>
  actor.roles.some((name) => catalogue.roles[name]?.reach !== 'own');

/**
 * The institution whose ties recuse: the one that the case is about, where the process says so, else the one it concerns.
 * By id, or by the credit code of one that need not be registered.
 */
export function institutionMet({ opening }: Process, institution: string, context: Facts): string {
  const about = opening.about === null ? null : context[opening.about];
  return typeof about === 'string' ? about : institution;
}

/** For lists: of which processes a person sees every case, those of some institutions, those that name the person. */
export interface Reach {
  everything: string[];
  own: string[];
  named: string[];
}

/** What one is named or acts for counts only with a role held now that reaches so. */
export function reachOf(processes: readonly Process[], actor: Actor): Reach {
  const withReach = (wanted: Role['reach']): string[] => {
    const found = processes.filter((process) =>
      rolesHeld(process, rolesOf(process), actor).some(
        (name) => process.catalogue.roles[name]!.reach === wanted,
      ),
    );
    return [...new Set(found.map(({ id }) => id))];
  };
  return { everything: withReach('jurisdiction'), own: withReach('own'), named: withReach('case') };
}

/** For whom a person acts in the roles used: the institution, where the role reaches its own cases. */
export function actsFor(process: Process, roles: readonly string[], institution: string): string | null {
  return roles.some((name) => process.catalogue.roles[name]?.reach === 'own') ? institution : null;
}

/** Everybody whom the case's memory names in a role that reaches it, each with the duty of the first such role. */
export function peopleNamed(process: Process, context: Facts): Map<string, Duty> {
  const named = new Map<string, Duty>();
  for (const { duty, namedAt: path } of Object.values(process.catalogue.roles)) {
    if (path === undefined) continue;
    for (const person of namedAt(context, path)) if (!named.has(person)) named.set(person, duty);
  }
  return new Map([...named].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Whom the case's memory names in this role; nobody for a role in which nobody is named. */
export function namedIn({ catalogue }: Process, role: string, context: Facts): string[] {
  const path = catalogue.roles[role]?.namedAt;
  return path === undefined ? [] : namedAt(context, path);
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
