import type pg from 'pg';
import type { Caller } from '#casework';
import { extendDecisions } from '../clock-story.js';
import { laboratories, type TestOffice } from '../office.js';
import { walkCases, type Walked } from './matrix-cases.js';
import type { Cell } from './matrix-cells.js';
import {
  connectAsSuperuser,
  enterInstitutions,
  enterPeople,
  letItBeSo,
  tenantOf,
  type Person,
} from './matrix-people.js';
import { planFor, type Plan } from './matrix-plan.js';
import { concernOf } from './matrix-answers.js';
import type { Things } from './matrix-matters.js';
import { wayOf } from './matrix-routes.js';
import { thingsAtFirst, withCertificates } from './matrix-things.js';
import { dutiesAwaited, type Cast, type StandingCase, type WantedCase } from './matrix-ways.js';

/** A cell with the person who asks and the case that is asked about; null where a case is to be opened. */
export interface Asked extends Cell {
  person: Person;
  standing: StandingCase | null;
}

/** Everybody and everything that the cells are about. */
export interface World {
  cells: Asked[];
  cases: StandingCase[];
  cast: Cast;
  things: Things;
  callerOf(cell: Pick<Asked, 'person' | 'relation'>): Caller;
  /** Changes a setting of the office, none where there is no text; answers how to take that back. */
  set(setting: string | undefined): Promise<() => Promise<void>>;
  /** One digest for each table: what two of them have in common was not touched in between. */
  traces(): Promise<Record<string, string>>;
  close(): Promise<void>;
}

export async function buildWorld(office: TestOffice, cells: readonly Cell[]): Promise<World> {
  const superuser = await connectAsSuperuser(office.urls.superuserUrl);
  try {
    return await build(office, superuser, cells);
  } catch (error) {
    await superuser.end();
    throw error;
  }
}

async function build(office: TestOffice, superuser: pg.Client, cells: readonly Cell[]): Promise<World> {
  const plan = planFor(cells);
  const cast: Cast = {
    // An institution has one legal representative, and the demonstration's has been entered.
    of: (role, second = false) =>
      role === 'applicant'
        ? office.as('applicant-food').person
        : plan.person(role.includes('#') ? role : `cast/${role}${second ? '2' : ''}`).id,
    callerOf: (person) => ({ tenant: office.tenant, person, ...signedIn('plain') }),
  };
  // What a withdrawal would leave to nobody reads every open case; who may withdraw does not hang on it.
  office.casework.ports.resolvers.set('staffing', (_, asked) =>
    Promise.resolve(asked.map(() => ({ unstaffedCases: 0, unstaffed: [] }))),
  );
  await enterInstitutions(superuser, plan.people);
  await extendDecisions(office, true);
  const { cases, things } = await walkAll(office, superuser, plan, cast);
  await letItBeSo(superuser, plan.people, {
    // Rows of their own kind hang on these cases already.
    carriers: cases.flatMap(({ process, id }) =>
      ['absence', 'interest', 'suspension'].includes(process) ? [] : [id],
    ),
    // Nothing is left to be done in it.
    oldCase: cases.find(({ process, state }) => process === 'qualification' && state === 'discarded')!.id,
    colleague: plan.colleague.id,
    otherColleague: plan.otherColleague.id,
  });
  const byKey = new Map(cases.map((one) => [one.key, one]));
  const questions = plan.cells.map(({ cell, person, key }) => ({
    ...cell,
    person,
    standing: key === null ? null : byKey.get(key)!,
  }));
  await putOnDesks(superuser, office.tenant, cases);
  await holdDuties(superuser, office.tenant, questions);
  return {
    cells: questions,
    cases,
    cast,
    things,
    callerOf: ({ person, relation }) => ({
      // A stranger asks here all the same.
      tenant: relation === 'stranger' ? office.tenant : tenantOf(person),
      person: person.id,
      ...signedIn(relation),
      onlyFor:
        { keyHere: person.heads ?? laboratories[0].id, keyElsewhere: laboratories[1].id }[relation] ?? null,
    }),
    set: async (setting) => {
      if (setting === undefined) return () => Promise.resolve();
      const [before] = (
        await superuser.query<{ apart: string[]; months: number }>(
          'select duties_apart as apart, rest_months as months from jurisdictions where tenant = $1',
          [office.tenant],
        )
      ).rows;
      await superuser.query(`update jurisdictions set ${setting} where tenant = $1`, [office.tenant]);
      return async () => {
        await superuser.query(
          'update jurisdictions set duties_apart = $2, rest_months = $3 where tenant = $1',
          [...[office.tenant, before!.apart, before!.months]],
        );
      };
    },
    traces: async () => {
      const { rows: tables } = await superuser.query<{ name: string }>(
        `select table_name as name from information_schema.columns
         where table_schema = 'public' and column_name = 'tenant' order by 1`,
      );
      const digests = tables.map(
        ({ name }) =>
          `(select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from ${name} t) as ${name}`,
      );
      const { rows } = await superuser.query<Record<string, string>>(`select ${digests.join(', ')}`);
      return rows[0]!;
    },
    close: () => superuser.end(),
  };
}

/**
 * Enters people and walks the cases. A team is formed out of everybody in the office, and the more there are the longer
 * that takes: while teams are formed, only those are there who are needed.
 */
async function walkAll(
  office: TestOffice,
  superuser: pg.Client,
  plan: Plan,
  cast: Cast,
): Promise<{ cases: StandingCase[]; things: Things }> {
  const entered = new Set<Person>();
  const enter = async (some: readonly Person[]): Promise<void> => {
    const fresh = some.filter((person) => !entered.has(person));
    fresh.forEach((person) => entered.add(person));
    await enterPeople(superuser, fresh);
  };
  const enterThoseOf = (here: readonly WantedCase[]): Promise<void> => {
    const named = new Set(here.flatMap(({ named: by, members }) => [...Object.values(by), ...members]));
    const keys = new Set(here.flatMap(({ key }) => [`target#${key}`, `claimant#${key}`]));
    return enter(
      plan.people.filter(({ key, id }) => key.startsWith('cast/') || keys.has(key) || named.has(id)),
    );
  };
  const all = plan.cases;
  const isOfAMatter = ({ process }: WantedCase): boolean =>
    concernOf(process) === 'institution' && process !== 'invitation';
  const waiting = all.filter((one) => wayOf(one).some(({ variant }) => variant === 'days'));
  const matters = all.filter((one) => isOfAMatter(one) && !waiting.includes(one));
  const others = all.filter((one) => !isOfAMatter(one));
  await enterThoseOf([...waiting, ...matters]);
  const at: Walked = { office, cast, things: await thingsAtFirst(office, cast) };
  // These move the office's time on to the day on which the cells are asked.
  const cases = await walkCases(at, waiting);
  at.things = await withCertificates(at, laboratories[0].id);
  cases.push(...(await walkCases(at, matters)));
  await enterThoseOf(others);
  cases.push(...(await walkCases(at, others)));
  await enter(plan.people);
  return { cases, things: at.things };
}

/** How somebody signed in. */
function signedIn(relation: string): Pick<Caller, 'method' | 'acr' | 'authTime'> {
  const now = Math.floor(Date.now() / 1_000);
  switch (relation) {
    case 'stale':
      return { method: 'matrix', acr: 'mfa', authTime: now - 310 };
    case 'weak':
      return { method: 'matrix', acr: 'pwd', authTime: now };
    case 'unknownSignIn':
      return { method: 'matrix' };
    case 'aheadOfTime':
      return { method: 'matrix', acr: 'mfa', authTime: now + 600 };
    default:
      return { method: 'matrix', acr: 'mfa', authTime: now };
  }
}

async function putOnDesks(client: pg.Client, tenant: number, cases: readonly StandingCase[]): Promise<void> {
  const desks = cases.flatMap((one) =>
    one.desk === null ? [] : dutiesAwaited(one).map((duty) => ({ id: one.id, duty, person: one.desk })),
  );
  await client.query(
    `insert into assignments (tenant, case_id, duty, person_id, seq)
     select $1, id, duty, person, 1 from jsonb_to_recordset($2) as d (id uuid, duty text, person uuid)`,
    [tenant, JSON.stringify(desks)],
  );
}

/** Enters duties in the matter as the events of earlier steps would have. */
async function holdDuties(client: pg.Client, tenant: number, cells: readonly Asked[]): Promise<void> {
  const held = cells.flatMap(({ relation, person, standing }) =>
    relation.startsWith('holds:') && standing !== null
      ? [{ id: person.id, matter: standing.matter, duty: relation.slice('holds:'.length) }]
      : [],
  );
  await client.query(
    `insert into duties_held (tenant, matter, person_id, duty, case_id, at)
     select $1, matter, id, duty, matter, office_now()
     from (select distinct * from jsonb_to_recordset($2) as d (id uuid, matter uuid, duty text)) as held`,
    [tenant, JSON.stringify(held)],
  );
}
