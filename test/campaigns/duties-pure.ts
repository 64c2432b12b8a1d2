import {
  authorityRules,
  dutyInTheWay,
  obstacles,
  usualStepUp,
  type CaseworkOptions,
  type Standing,
} from '#casework';
import type { Facts, Process, StepRule } from '#process';
import { isGrantable, processes, roles, type RoleName } from '#regulations';
import { errand } from './errand.process.js';
import { generator } from './generator.js';

type Actor = Standing['actor'];
type Rules = NonNullable<CaseworkOptions['rules']>;

/** Sequences of steps and role changes on the rules alone: no database, no evidence, a small model of what cases remember. */
export interface PureResult {
  sequences: number;
  steps: number;
  refused: number;
  /** People who came to hold two duties that exclude each other in one matter: each in a sentence. */
  twofold: string[];
}

/** What may be taken out, to see that the run would notice. */
export interface Without {
  rules?: Rules;
  /** Whom a case names is not asked for another duty. */
  naming?: true;
  /** Duties are kept by case, so that a linked case escapes. */
  matters?: true;
}

const persons = 7;
const attempts = 10;
const casesOfAMatter = 3;
/** Sequences for which the same people stay, with whatever roles they came to hold. */
const sequencesOfAnOffice = 20;
const institution = 'institution';
/** Half of all cases are errands, which do not end so soon. */
const shelf: readonly Process[] = [...processes, ...processes.map(() => errand)];
/** By process and state: the steps that people take. */
const stepsOf = new Map(
  shelf.map((process) => [
    process,
    new Map(process.states.map(({ name, steps }) => [name, steps.filter(({ on }) => on === null)])),
  ]),
);
const grantable = (Object.keys(roles) as RoleName[]).filter(
  (name) => isGrantable(name) || roles[name].reach === 'own',
);
const administrator: RoleName = 'administrator';
/** As offices have it, and as the database keeps them. */
const apart: ReadonlySet<string> = new Set([
  ...['applying', 'intake', 'coordination', 'assessment'],
  ...['decision', 'issuing', 'administration', 'confirmation'],
]);
const fresh = { acr: 'mfa', authTime: 0 };

interface ModelCase {
  process: Process;
  state: string;
  context: Facts;
  desks: Map<string, string>;
  duties: Map<string, string>;
}

interface Matter {
  cases: ModelCase[];
  people: Actor[];
  /** What the rules are told: one duty for each person, the first. */
  duties: Map<string, string>;
  /** What is really so, kept by hand: every duty that each took or was named for. */
  parts: Map<string, Set<string>>;
}

export function pureSequences(sequences: number, seed: number, without: Without = {}): PureResult {
  const random = generator(seed);
  const result: PureResult = { sequences, steps: 0, refused: 0, twofold: [] };
  let people: Actor[] = [];
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    if (sequence % sequencesOfAnOffice === 0) people = newPeople(random);
    const matter = newMatter(people, random, without);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const chance = random();
      if (chance < 0.12) changeRoles(matter, random);
      else if (chance < 0.18) moveDesk(matter, random);
      else if (chance < 0.22) changeCover(matter, random);
      else if (chance < 0.26 && matter.cases.length < casesOfAMatter) link(matter, random);
      else if (tryStep(matter, random, without)) result.steps += 1;
      else result.refused += 1;
    }
    for (const [person, duties] of matter.parts) {
      if (duties.size < 2) continue;
      const exclusive = [...duties].filter((duty) => apart.has(duty));
      if (exclusive.length > 1)
        result.twofold.push(`sequence ${sequence} of seed ${seed}: ${person} has ${exclusive.join(' and ')}`);
    }
  }
  return result;
}

const pick = <One>(random: () => number, from: readonly One[]): One =>
  from[Math.floor(random() * from.length)]!;

function newPeople(random: () => number): Actor[] {
  return Array.from({ length: persons }, (_, place): Actor => {
    // Each of the two masks leaves out half of the roles that the other leaves in.
    const [one, other] = [random(), random()].map((chance) => Math.floor(chance * 2 ** grantable.length));
    const some = grantable.filter((name, bit) => name !== administrator && ((one! | other!) >> bit) & 1);
    const acts = place % 2 === 0;
    return {
      ...{ tenant: 22, person: `person ${place}`, name: '', employer: null, method: 'pure', covers: [] },
      suspended: false,
      roles: place === 0 ? [administrator] : some,
      actsFor: acts ? [institution] : [],
      acting: acts ? [{ institution, capacity: 'agent', steps: place === 2 ? ['withdraw'] : null }] : [],
    };
  });
}

function newMatter(people: Actor[], random: () => number, without: Without): Matter {
  const matter: Matter = { cases: [], people, duties: new Map(), parts: new Map() };
  const process = pick(random, shelf);
  const opener = pick(random, people);
  const context = { ...namedAtOpening(opener.person) };
  const one = { process, state: process.initial, context, desks: new Map(), duties: new Map() };
  matter.cases.push(one);
  if (!isFree(matter, one, context, opener.person, process.opening.duty, without)) return matter;
  take(matter, one, opener.person, process.opening.duty);
  return matter;
}

/** Whoever opens is whom the roles that everybody holds reach the case by. */
const namedAtOpening = (person: string): Facts => ({ claimant: person, declarant: person });

function tryStep(matter: Matter, random: () => number, without: Without): boolean {
  const one = pick(random, matter.cases);
  const possible = stepsOf.get(one.process)!.get(one.state)!;
  if (possible.length === 0) return false;
  const rule = pick(random, possible);
  // Mostly somebody who could, and now and then anybody.
  const start = Math.floor(random() * persons);
  let actor = matter.people[start]!;
  for (let turn = 0; turn < persons && start !== 0; turn += 1) {
    actor = matter.people[(start + turn) % persons]!;
    if (rule.by.some((name) => actor.roles.includes(name))) break;
  }
  const duties = without.matters ? one.duties : matter.duties;
  const standing: Standing = {
    ...{ process: one.process, rule, actor, signIn: fresh, now: 0, stepUp: usualStepUp },
    file: { state: one.state, context: one.context, institution },
    ...{ duties, dutiesApart: apart, recused: [], desks: one.desks },
  };
  if (obstacles(standing, without.rules ?? authorityRules).length > 0) return false;
  const context = { ...one.context, ...namedBy(rule, matter, random) };
  if (!isFree(matter, one, context, actor.person, rule.duty, without)) return false;
  one.state = pick(random, rule.branches).to;
  one.context = context;
  take(matter, one, actor.person, rule.duty);
  return true;
}

/** Whom a step names, by what it needs: anybody, for the run is about who may be. */
function namedBy({ needs }: StepRule, { people }: Matter, random: () => number): Facts {
  const anybody = (): string => pick(random, people).person;
  switch (needs) {
    case 'teamAppointment': {
      const leader = anybody();
      return { team: { leader, members: [leader, anybody()] } };
    }
    case 'naming':
      return { lookers: [anybody(), anybody()] };
    case 'invitation':
      return { invitee: anybody() };
    case 'absenceEntry':
      return { declarant: [anybody(), anybody()] };
    default:
      return {};
  }
}

function isFree(
  { duties }: Matter,
  { process, duties: ofTheCase }: ModelCase,
  context: Facts,
  person: string,
  duty: string,
  without: Without,
): boolean {
  if (without.naming) return true;
  const known = without.matters ? ofTheCase : duties;
  // Whoever acts has the duty of the step by then.
  const heldBy = (named: string): string | undefined =>
    known.get(named) ?? (named === person ? duty : undefined);
  return namedIn(process, context).every(
    ([named, wanted]) => dutyInTheWay(heldBy(named), wanted, apart) === null,
  );
}

/** Whoever takes a step has its duty in the matter, and so has everybody whom the case names now. */
function take({ duties, parts }: Matter, one: ModelCase, person: string, duty: string): void {
  for (const [who, what] of [[person, duty] as const, ...namedIn(one.process, one.context)]) {
    parts.set(who, (parts.get(who) ?? new Set()).add(what));
    for (const held of [duties, one.duties]) if (apart.has(what) && !held.has(who)) held.set(who, what);
  }
}

/** Read by hand, so that a fault in how the engine reads names would show. */
function namedIn(process: Process, context: Facts): [person: string, duty: string][] {
  const { team, lookers, invitee, claimant, declarant } = context as Record<string, unknown>;
  const { leader, members } = (team ?? { leader: null, members: [] }) as {
    leader: string | null;
    members: string[];
  };
  const people = (value: unknown): string[] => [value ?? []].flat() as string[];
  const assessing = [...people(leader), ...members, ...people(lookers)];
  // An errand's law knows none of those who apply by being named.
  const applying = process === errand ? [] : [...people(invitee), ...people(claimant), ...people(declarant)];
  return [
    ...assessing.map((person): [string, string] => [person, 'assessment']),
    ...applying.map((person): [string, string] => [person, 'applying']),
  ];
}

function changeRoles({ people }: Matter, random: () => number): void {
  const person = pick(random, people);
  const role = pick(random, grantable);
  if (person.roles.includes(role)) person.roles = person.roles.filter((name) => name !== role);
  // The database lets nobody administer roles beside another.
  else if ((role === administrator) === person.roles.includes(administrator) || person.roles.length === 0)
    person.roles = [...person.roles, role];
}

function moveDesk({ cases, people }: Matter, random: () => number): void {
  const { desks } = pick(random, cases);
  const duty = pick(random, [...apart]);
  if (desks.has(duty)) desks.delete(duty);
  else desks.set(duty, pick(random, people).person);
}

function changeCover({ people }: Matter, random: () => number): void {
  const person = pick(random, people);
  person.covers = person.covers.length > 0 ? [] : [pick(random, people).person];
}

/** A linked case of the same matter, begun by whoever may; it names nobody yet. */
function link({ cases }: Matter, random: () => number): void {
  const process = pick(random, shelf);
  cases.push({ process, state: process.initial, context: {}, desks: new Map(), duties: new Map() });
}
