import { randomUUID } from 'node:crypto';
import {
  authorityRules,
  Casework,
  dutyInTheWay,
  obstacles,
  ProcessShelf,
  type Answer,
  type Caller,
  type CaseworkOptions,
  type Standing,
} from '#casework';
import { inTransaction } from '#database';
import { createPerson, grant, withdraw, type Actor } from '#identity';
import { Refused } from '#refusals';
import type { RoleName } from '#regulations';
import { laboratories, type TestOffice } from '../office.js';
import { dutyRound } from './bench-of-duties.process.js';

/**
 * Random sequences of steps and of roles given and taken, by people who hold many roles at once: nobody may ever hold
 * two duties that exclude each other in one matter. Once on the rules alone, once through the door and the database; and
 * both without the rule, where the first must find such people and the second must be stopped by the database.
 */
export interface DutiesResult {
  sequences: number;
  steps: number;
  refused: number;
  /** People with two duties in one matter. */
  doubled: number;
}

/** What excludes what, as the law wants it: written here by hand, not asked of the engine. */
const exclusive = new Set([
  ...['applying', 'intake', 'coordination', 'assessment', 'decision', 'issuing'],
  ...['administration', 'confirmation'],
]);

const manyRoles: RoleName[] = [
  ...(['intakeOfficer', 'assessmentCoordinator', 'teamLeader', 'assessor'] as const),
  ...(['decisionMaker', 'certificateClerk', 'applicant'] as const),
];

const institution = laboratories[0].id;
type Rules = NonNullable<CaseworkOptions['rules']>;
const { dutiesAreKeptApart: _, ...withoutTheRule } = authorityRules;

/** Who did what in which matter, told apart from the engine's own book. */
class Book {
  readonly #duties = new Map<string, Set<string>>();
  doubled = 0;

  note(matter: string, person: string, duty: string): void {
    if (!exclusive.has(duty)) return;
    const key = `${matter}/${person}`;
    const held = this.#duties.get(key) ?? new Set<string>();
    this.#duties.set(key, held);
    if (held.has(duty)) return;
    held.add(duty);
    if (held.size === 2) this.doubled += 1;
  }
}

/** On the rules alone: one matter a sequence, six people, two cases of the matter, twelve moves. */
export function dutiesByTheRules(
  sequences: number,
  seed: number,
  rules: Rules = authorityRules,
): DutiesResult {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const result = { sequences, steps: 0, refused: 0, doubled: 0 };
  const stepsOf = new Map(dutyRound.states.map(({ name, steps }) => [name, steps]));
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    const book = new Book();
    const people = Array.from({ length: 6 }, (_, index) => person(String(index), sample(manyRoles, random)));
    const cases = [
      { state: 'received', context: dutyContext('', '') },
      { state: 'received', context: dutyContext('', '') },
    ];
    const duties = new Map<string, string>();
    const desks = new Map<string, string>();
    for (let move = 0; move < 12; move += 1) {
      const actor = pick(people);
      if (random() < 0.15) {
        actor.roles = sample(manyRoles, random);
        continue;
      }
      if (random() < 0.05) desks.set(pick([...exclusive]), pick(people).person);
      const file = pick(cases);
      const rule = pick(stepsOf.get(file.state)!);
      const standing: Standing = {
        ...{ process: dutyRound, rule, actor, duties, desks, dutiesApart: exclusive, recused: [] },
        ...{ file: { ...file, institution }, signIn: { acr: null, authTime: null }, now: 0 },
        stepUp: { acr: [], maxAge: 0 },
      };
      const named = rule.name === 'name' ? [pick(people).person, pick(people).person] : [];
      const clash = named.some((one) => {
        const before = duties.get(one) ?? (one === actor.person ? rule.duty : undefined);
        return 'dutiesAreKeptApart' in rules && dutyInTheWay(before, 'assessment', exclusive) !== null;
      });
      if (obstacles(standing, rules).length > 0 || clash) {
        result.refused += 1;
        continue;
      }
      result.steps += 1;
      file.state = rule.branches[0]!.to === 'ended' ? 'received' : rule.branches[0]!.to;
      if (named.length > 0) file.context = dutyContext(named[0]!, named[1]!);
      for (const [who, duty] of [
        [actor.person, rule.duty],
        ...named.map((one) => [one, 'assessment']),
      ] as const) {
        book.note('matter', who, duty);
        if (!duties.has(who)) duties.set(who, duty);
      }
    }
    result.doubled += book.doubled;
  }
  return result;
}

export const dutiesWithoutTheRule = (sequences: number, seed: number): DutiesResult =>
  dutiesByTheRules(sequences, seed, withoutTheRule);

const dutyContext = (leader: string, member: string) => ({ team: { leader, members: [member] } });

const person = (id: string, roles: string[]): Actor => ({
  ...{ tenant: 22, person: id, name: '', roles, actsFor: [institution], covers: [], employer: null },
  acting: [{ institution, capacity: 'agent', steps: null }],
  method: 'test',
});

/** Each sequence on a matter of its own, several at once; roles change under way, and linked cases join the matter. */
export async function dutiesThroughTheDoor(
  office: TestOffice,
  sequences: number,
  seed: number,
  rules: Rules = authorityRules,
): Promise<DutiesResult & { stopped: number; broken: string[] }> {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const casework = new Casework(office.service, new ProcessShelf([dutyRound]), { rules });
  const people = await inTransaction(office.service, office.tenant, async (tx) => {
    const ids: string[] = [];
    for (let index = 0; index < 24; index += 1) {
      const id = await createPerson(tx, { name: `人员${index}` });
      for (const role of sample(manyRoles, random)) await grant(tx, id, role);
      ids.push(id);
    }
    return ids;
  });
  const as = (id: string): Caller => ({ tenant: office.tenant, person: id, method: 'test' });
  const opener = office.as('applicant-food');
  const result = { sequences, steps: 0, refused: 0, doubled: 0, stopped: 0, broken: [] as string[] };

  const attempt = async (work: () => Promise<{ answer: Answer }>): Promise<Answer | null> => {
    try {
      const { answer } = await work();
      result.steps += 1;
      return answer;
    } catch (error) {
      result.refused += 1;
      if (error instanceof Refused) return null;
      if ((error as { code?: string }).code === 'GL022') result.stopped += 1;
      else result.broken.push(String(error));
      return null;
    }
  };

  const one = async (): Promise<void> => {
    const asked = { process: 'dutyRound', institution, evidence: undefined };
    const { answer } = await casework.open(opener, asked, randomUUID());
    let [state, revision] = [answer.state, answer.revision];
    const few = [pick(people), pick(people), pick(people), pick(people)];
    for (let move = 0; move < 8; move += 1) {
      if (random() < 0.1) {
        const [who, role] = [pick(few), pick(manyRoles)];
        await inTransaction(office.service, office.tenant, (tx) =>
          random() < 0.5 ? grant(tx, who, role) : withdraw(tx, who, role),
        );
      }
      const rule = pick(dutyRound.states.find(({ name }) => name === state)!.steps);
      if (rule.name === 'end') continue;
      const evidence = rule.name === 'name' ? { leader: pick(few), member: pick(few) } : undefined;
      const step = { case: answer.case, step: rule.name, revision, evidence };
      // Two at once with the same revision: one of them is too late, whoever they are.
      const [first, second] = await Promise.all(
        [pick(few), pick(few)].map((who) => attempt(() => casework.advance(as(who), step, randomUUID()))),
      );
      const taken = first ?? second;
      if (taken) [state, revision] = [taken.state, taken.revision];
    }
  };
  for (let done = 0; done < sequences; done += 32) {
    await Promise.all(Array.from({ length: Math.min(32, sequences - done) }, one));
  }
  const [found] = await office.rows<{ doubled: number }>(doubledSql, [[...exclusive]]);
  return { ...result, doubled: found!.doubled };
}

export const throughTheDoorWithoutTheRule = (office: TestOffice, sequences: number, seed: number) =>
  dutiesThroughTheDoor(office, sequences, seed, withoutTheRule);

/** From the events and from whom cases name, and not from the table that is filled to prevent it. */
const doubledSql = `
  select count(*)::integer as doubled from (
    select matter, person from (
      select c.root_id as matter, e.doc #>> '{actor,person}' as person, e.doc #>> '{actor,duty}' as duty
      from events e join cases c on c.tenant = e.tenant and c.id = e.case_id
      union all
      select c.root_id, p.person_id::text, p.duty
      from case_people p join cases c on c.tenant = p.tenant and c.id = p.case_id) as parts
    where person is not null and duty = any ($1)
    group by matter, person having count(distinct duty) > 1) as doubled`;

/** Three to six of a list. */
function sample<T>(list: readonly T[], random: () => number): T[] {
  const wanted = 3 + Math.floor(random() * 4);
  return [...list].sort(() => random() - 0.5).slice(0, wanted);
}

/** Mulberry32: the same sequences from the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
