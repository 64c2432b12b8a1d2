import { randomUUID } from 'node:crypto';
import {
  CaseViews,
  Casework,
  DecisionTexts,
  ProcessShelf,
  type Caller,
  type CaseworkOptions,
} from '#casework';
import { inTransaction } from '#database';
import { createPerson, grant, withdraw } from '#identity';
import { Refused } from '#refusals';
import type { RoleName } from '#regulations';
import { laboratories, readFirst, type TestOffice } from '../office.js';
import { generator } from './generator.js';
import { errand } from './errand.process.js';

/** By this constraint the database says that it keeps duties apart by itself. */
const keptApart = 'duties_are_kept_apart';

/** Those who act in every sequence. */
export interface Crowd {
  people: string[];
  applicant: Caller;
  supervisor: Caller;
}

const people = 40;
/** People who meet on one matter: few, so that each comes back to it. */
const circle = 8;
/** Sequences that meet on one matter, more or less; and matters at most. */
const sequencesOfAMatter = 8;
const mostMatters = 300;
const attempts = 6;
const atATime = 48;
const onDesks = ['intake', 'coordination', 'assessment', 'decision', 'issuing', 'confirmation'];
const manyRoles: readonly RoleName[] = [
  ...(['intakeOfficer', 'assessmentCoordinator', 'assessor'] as const),
  ...(['decisionMaker', 'certificateClerk', 'auditor'] as const),
];

/** Officers who hold most roles each, so that nothing but the rules keeps them from a second duty. */
export async function enterCrowd(office: TestOffice): Promise<Crowd> {
  const crowd = await inTransaction(office.service, office.tenant, async (tx) => {
    const ids: string[] = [];
    for (let place = 0; place < people; place += 1) {
      const id = await createPerson(tx, { name: '测试人员' });
      for (const role of manyRoles) if ((place + role.length) % 4 !== 0) await grant(tx, id, role);
      ids.push(id);
    }
    return ids;
  });
  return { people: crowd, applicant: office.as('applicant-food'), supervisor: office.as('supervisor') };
}

interface Standing {
  id: string;
  revision: number;
}

export interface Stored {
  answers: Map<string, number>;
  faults: string[];
  /** Steps that the rules let pass and the database did not. */
  stopped: number;
}

/** Sequences on a few hundred cases, many at once; each case is asked for by several, so some come too late. */
export async function storedSequences(
  office: TestOffice,
  crowd: Crowd,
  sequences: number,
  seed: number,
  options: CaseworkOptions = {},
): Promise<Stored> {
  const shelf = new ProcessShelf([errand]);
  const casework = new Casework(office.service, shelf, options);
  const texts = new DecisionTexts(
    office.service,
    new CaseViews(office.service, shelf),
    casework.ports,
    options,
  );
  const random = generator(seed);
  const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)]!;
  const open = Array.from({ length: Math.min(mostMatters, Math.ceil(sequences / sequencesOfAMatter)) }, () =>
    openErrand(casework, crowd),
  );
  const roots = (await Promise.all(open)).map((one) => [one]);
  const result: Stored = { answers: new Map(), faults: [], stopped: 0 };
  const steps = errand.states[0]!.steps.filter(({ name }) => name !== 'end');
  const count = (answer: string): void => {
    result.answers.set(answer, (result.answers.get(answer) ?? 0) + 1);
  };
  const attempt = async (matter: Standing[], circleOf: readonly string[]): Promise<void> => {
    const one = pick(matter);
    const person = pick(circleOf);
    const chance = random();
    if (chance < 0.04) return changeRole(office, person, pick(manyRoles)).then(count);
    if (chance < 0.08) {
      const to = chance < 0.07 ? pick(circleOf) : null;
      return moveDesk(casework, crowd.supervisor, one.id, pick(onDesks), to).then(count);
    }
    const { name, stepUp } = pick(steps);
    const asker = name === 'ask' ? crowd.applicant : caller(office, person);
    const evidence = name === 'name' ? { people: [pick(circleOf), pick(circleOf)] } : undefined;
    try {
      const step = { case: one.id, step: name, revision: one.revision, evidence };
      const asked = stepUp ? await readFirst(texts, asker, step) : step;
      const { answer } = await casework.advance(asker, asked, randomUUID());
      one.revision = Math.max(one.revision, answer.revision);
      count('taken');
      if (name === 'link' && matter.length < 3)
        matter.push(await linkedTo(office, matter[0]!.id, one.id, answer.seq));
    } catch (error) {
      if (error instanceof Refused) count(error.code);
      // With the rules as they are, nobody may come so far as to be stopped by the database.
      else if (isKeptApart(error) && options.rules !== undefined) result.stopped += 1;
      else result.faults.push(`${name}: ${String(error)}`);
    }
  };
  let begun = 0;
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      while ((begun += 1) <= sequences) {
        const place = Math.floor(random() * roots.length);
        const start = (place * 3) % (people - circle);
        const circleOf = crowd.people.slice(start, start + circle);
        for (let turn = 0; turn < attempts; turn += 1) await attempt(roots[place]!, circleOf);
      }
    }),
  );
  return result;
}

const isKeptApart = (error: unknown): boolean => (error as { constraint?: string }).constraint === keptApart;

const caller = (office: TestOffice, person: string): Caller => ({
  tenant: office.tenant,
  person,
  method: 'duties',
  acr: 'mfa',
  authTime: Math.floor(Date.now() / 1000),
});

async function openErrand(casework: Casework, { applicant }: Crowd): Promise<Standing> {
  const asked = { process: 'errand', institution: laboratories[0].id, evidence: undefined };
  const { answer } = await casework.open(applicant, asked, randomUUID());
  return { id: answer.case, revision: answer.revision };
}

/** The case of the matter that an event of another opened. */
async function linkedTo(office: TestOffice, root: string, by: string, seq: number): Promise<Standing> {
  const [linked] = await office.rows<{ id: string }>(
    `select c.id from cases c join events e on e.tenant = c.tenant and e.case_id = c.id and e.seq = 1
     where c.root_id = $1 and e.doc #>> '{cause,of}' = $2`,
    [root, `${by}/${seq}/0`],
  );
  return { id: linked!.id, revision: 1 };
}

async function changeRole(office: TestOffice, person: string, role: RoleName): Promise<string> {
  return inTransaction(office.service, office.tenant, async (tx) => {
    if (await withdraw(tx, person, role)) return 'withdrawn';
    await grant(tx, person, role);
    return 'granted';
  });
}

async function moveDesk(
  casework: Casework,
  supervisor: Caller,
  id: string,
  duty: string,
  to: string | null,
): Promise<string> {
  const asked = { case: id, duty };
  const moved =
    to === null
      ? casework.release(supervisor, asked, randomUUID())
      : casework.assign(supervisor, { ...asked, to }, randomUUID());
  return moved.then(
    () => 'desk moved',
    (error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    },
  );
}

/**
 * One person takes two duties in two linked cases at the same moment, in one server and in two: one of the steps is
 * refused as if it had come later, and no error comes of it. Tells of everything else.
 */
export async function atOnce(office: TestOffice, crowd: Crowd, rounds: number): Promise<string[]> {
  const [one, other] = [0, 1].map(() => new Casework(office.service, new ProcessShelf([errand]))) as [
    Casework,
    Casework,
  ];
  const ids = await inTransaction(office.service, office.tenant, async (tx) => {
    const fresh: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const id = await createPerson(tx, { name: '测试人员' });
      for (const role of ['intakeOfficer', 'certificateClerk'] as const) await grant(tx, id, role);
      fresh.push(id);
    }
    return fresh;
  });
  const dispatcher = crowd.people[0]!;
  await inTransaction(office.service, office.tenant, (tx) => grant(tx, dispatcher, 'assessmentCoordinator'));
  const faults: string[] = [];
  for (const [round, person] of ids.entries()) {
    const root = await openErrand(one, crowd);
    const link = { case: root.id, step: 'link', revision: 1, evidence: undefined };
    const { answer } = await one.advance(caller(office, dispatcher), link, randomUUID());
    const linked = await linkedTo(office, root.id, root.id, answer.seq);
    const ask = (casework: Casework, id: string, step: string, revision: number) =>
      casework.advance(
        caller(office, person),
        { case: id, step, revision, evidence: undefined },
        randomUUID(),
      );
    const outcomes = await Promise.allSettled([
      ask(one, root.id, 'takeIn', answer.revision),
      ask(round % 2 === 0 ? one : other, linked.id, 'write', linked.revision),
    ]);
    const told = outcomes.map((outcome) =>
      outcome.status === 'fulfilled'
        ? 'taken'
        : outcome.reason instanceof Refused
          ? outcome.reason.code
          : `a fault: ${String(outcome.reason)}`,
    );
    if (told.sort().join() !== 'not-permitted,taken') faults.push(`at once: ${told.join(', ')}`);
  }
  return faults;
}

/** By what the events say and whom the cases name, without looking at what the triggers noted. */
export async function peopleWithTwoDuties(office: TestOffice): Promise<number> {
  const [row] = await office.rows<{ twofold: number }>(
    `with part (matter, person, duty) as (
       select c.root_id, e.doc #>> '{actor,person}', e.doc #>> '{actor,duty}' from events e join cases c on c.id = e.case_id
       union
       select c.root_id, p.person_id::text, p.duty from case_people p join cases c on c.id = p.case_id
       union
       select c.root_id, named, 'assessment' from events e join cases c on c.id = e.case_id,
         jsonb_array_elements_text(coalesce(e.doc #> '{given,evidence,people}', '[]')) as named)
     select count(*) as twofold from (
       select matter, person from part, jurisdictions j
       where j.tenant = $1 and person is not null and duty = any (j.duties_apart)
       group by matter, person having count(distinct duty) > 1) as twofold`,
    [office.tenant],
  );
  return row!.twofold;
}
