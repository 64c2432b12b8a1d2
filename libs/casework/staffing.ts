import type { Transaction } from '#database';
import { loadActors, type Actor } from '#identity';
import type { Duty, Facts, Process, StepRule, Words } from '#process';
import { dutyWords, type RecusalGround } from '#regulations';
import { namedIn, rolesHeld } from './authority.js';
import { nested } from './nested.js';
import { loadRecusals, meetingKey } from './recusals.js';

/** Everybody who might take a step, and why some may not. */
export interface Staff {
  actors: readonly Actor[];
  /** Grounds of recusal from this matter, by person. */
  recused: ReadonlyMap<string, readonly RecusalGround[]>;
}

/** A place that has to be filled for the rest of a case: a duty, or one of the roles in which people are named. */
export interface Place {
  duty: Duty;
  words: Words;
  roles: string[];
  /** Who could fill it, each judged alone. */
  people: { person: string; name: string }[];
  /** Who fills it in one way of filling all; null where nobody is left for it. */
  filledBy: string | null;
}

export interface Staffing {
  /** Whether all places can be filled at once, duties kept apart. */
  staffable: boolean;
  places: Place[];
}

/** Duties that are nobody's to staff: applicants see to their own, what comes of itself to its own, and looking on moves nothing. */
const unstaffed: ReadonlySet<Duty> = new Set([
  'applying',
  'clock',
  'consequence',
  'oversight',
  'supervision',
]);

/**
 * Whether the steps that may still come can be taken by people who keep their duties apart, and by whom. Every step of
 * every state that can still be reached counts: whichever way the case goes, somebody must be there. A role in which
 * people are named is a place of its own until somebody is named; then the named are who fills it.
 *
 * Places and people are matched so that nobody fills two that exclude each other (augmenting paths, Kuhn 1955).
 */
export function staffing(
  process: Process,
  file: { state: string; context: Facts },
  { actors, recused }: Staff,
  duties: ReadonlyMap<string, string>,
  dutiesApart: ReadonlySet<string>,
): Staffing {
  const places = placesOf(process, file.state).map(({ duty, roles }) => {
    const named = roles.flatMap((role) => namedIn(process, role, file.context));
    const people = actors.filter((actor) => {
      const grounds = recused.get(actor.person) ?? [];
      const held = duties.get(actor.person);
      return (
        rolesHeld(process, roles, actor).length > 0 &&
        !actor.roles.some((name) => administers(process, name) && !forAdministrators.has(duty)) &&
        grounds.every((ground) => ground === 'lastCycle' && duty !== 'assessment') &&
        (held === undefined || held === duty || !dutiesApart.has(held) || !dutiesApart.has(duty)) &&
        (named.length === 0 || named.includes(actor.person))
      );
    });
    return { duty, roles, people };
  });
  const filled = matched(places, dutiesApart);
  return {
    staffable: filled.every((person) => person !== null),
    places: places.map(({ duty, roles, people }, index) => ({
      duty,
      words: dutyWords[duty] ?? { 'zh-CN': duty, en: duty },
      roles,
      people: people.map(({ person, name }) => ({ person, name })),
      filledBy: filled[index] ?? null,
    })),
  };
}

const administers = (process: Process, role: string): boolean =>
  process.catalogue.roles[role]?.duty === 'administration';
const forAdministrators: ReadonlySet<Duty> = new Set(['administration', 'confirmation']);

/** The places of all states that can still be reached: one for each duty, one for each role whose holders are named. */
function placesOf(process: Process, from: string): { duty: Duty; roles: string[] }[] {
  const places = new Map<string, { duty: Duty; roles: string[] }>();
  for (const { duty, by, on, extends: extended } of stepsAhead(process, from)) {
    // A case goes on without ever being extended, and without a hearing: whoever hosts one is appointed when it is asked for.
    if (on !== null || extended !== null || unstaffed.has(duty) || duty === 'hearing') continue;
    const named = by.filter((name) => process.catalogue.roles[name]?.reach === 'case');
    const wanted = named.length > 0 ? namedRolesOf(process, duty).map((role) => [role]) : [by];
    for (const roles of wanted) {
      const key = named.length > 0 ? `${duty}/${roles.join()}` : duty;
      const known = places.get(key)?.roles ?? [];
      places.set(key, { duty, roles: [...new Set([...known, ...roles])] });
    }
  }
  return [...places.values()];
}

/** A team is all the roles of its duty, also those that take no step alone. */
const namedRolesOf = (process: Process, duty: Duty): string[] =>
  Object.entries(process.catalogue.roles).flatMap(([name, role]) =>
    role.duty === duty && role.reach === 'case' && role.heldByAll !== true ? [name] : [],
  );

function stepsAhead(process: Process, from: string): StepRule[] {
  const seen = new Set<string>();
  const queue = [from];
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const rule = process.states.find(({ name }) => name === state);
    queue.push(...(rule?.steps.flatMap(({ branches }) => branches.map(({ to }) => to)) ?? []));
    queue.push(...(rule?.routes.map(({ to }) => to) ?? []));
  }
  return process.states.flatMap(({ name, steps }) => (seen.has(name) ? steps : []));
}

/** Who fills each place, so that as many as possible are filled. */
function matched(
  places: readonly { duty: Duty; people: readonly Actor[] }[],
  dutiesApart: ReadonlySet<string>,
): (string | null)[] {
  const taken = new Map<string, number>();
  const filled: (string | null)[] = places.map(() => null);
  // A person has one place among the duties kept apart, and one in each of the others.
  const seat = ({ duty }: { duty: Duty }, person: string): string =>
    `${dutiesApart.has(duty) ? '' : duty}/${person}`;
  const fill = (index: number, tried: Set<string>): boolean => {
    const place = places[index]!;
    for (const { person } of place.people) {
      if (tried.has(person)) continue;
      tried.add(person);
      const before = taken.get(seat(place, person));
      if (before === undefined || fill(before, tried)) {
        taken.set(seat(place, person), index);
        filled[index] = person;
        return true;
      }
    }
    return false;
  };
  for (const index of places.keys()) fill(index, new Set());
  return filled;
}

/** Everybody of the office who holds a role, judged against each of these matters in turn. */
export async function loadStaff(
  tx: Transaction,
  matters: readonly { institution: string; matter: string }[],
): Promise<Staff[]> {
  const actors = await loadOfficers(tx);
  const meetings = matters.map((of) => actors.map(({ person }) => ({ person, ...of })));
  const grounds = await loadRecusals(tx, meetings.flat());
  return meetings.map((of) => ({
    actors,
    recused: new Map(of.map((pair) => [pair.person, grounds.get(meetingKey(pair)) ?? []])),
  }));
}

async function loadOfficers(tx: Transaction): Promise<Actor[]> {
  const rows = await tx.named<{ person: string }>(
    'officers',
    `select distinct person_id as person from role_grants
     where tenant = $1 and withdrawn_at is null and duty is distinct from 'applying' order by 1`,
    [tx.tenant],
  );
  const actors = await loadActors(
    tx,
    rows.map(({ person }) => person),
  );
  return rows.flatMap(({ person }) => actors.get(person) ?? []);
}

/** Which of the duties kept apart each person holds, by matter. */
export async function dutiesIn(
  tx: Transaction,
  matters: readonly { matter: string }[],
): Promise<Map<string, Map<string, string>>> {
  const rows = await tx.named<{ matter: string; person: string; duty: string }>(
    'duties-in-matters',
    'select matter, person_id as person, duty from duties_held where tenant = $1 and matter = any($2::uuid[])',
    [tx.tenant, matters.map(({ matter }) => matter)],
  );
  return nested(rows.map(({ matter, person, duty }) => [matter, person, duty]));
}
