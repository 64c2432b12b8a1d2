import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { demonstrationPeople } from '#identity';
import type { RecusalGround } from '#regulations';
import { laboratories, testOffice, type TestOffice } from '../../test/office.js';
import { loadRecusals, meetingKey, type Meeting } from './recusals.js';

/** Who is recused from what, on rows as they lie in the database. The office's day is 2025-09-01. */
let office: TestOffice;
let superuser: pg.Client;
/** What the last question sent to the database. */
let statements: string[];
const [food, environment, protective] = laboratories.map(({ id }) => id) as [string, string, string];
const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;
const assessor = idOf('assessor-1');
const employed = idOf('assessor-employed');
const matter = '0197b000-0000-7000-8000-000000000001';

beforeAll(async () => {
  office = await testOffice();
  superuser = new pg.Client({ connectionString: office.urls.superuserUrl });
  await superuser.connect();
  // Rows of history without their history: what is asked here is only how they are read.
  await superuser.query(`set session_replication_role = replica`);
});
afterAll(async () => {
  await superuser.end();
  await office.close();
});
beforeEach(() => superuser.query('begin'));
afterEach(() => superuser.query('rollback'));

/** The same rows, as the service reads them. */
async function asService(pairs: readonly Meeting[], tenant = 22): Promise<[string, RecusalGround[]][]> {
  await superuser.query(`set local role greenlane_service; set local app.tenant = '${tenant}'`);
  statements = [];
  const named = async (name: string, text: string, values: unknown[] = []) => {
    statements.push(name);
    return (await superuser.query(text, values)).rows as never[];
  };
  const found = await loadRecusals({ tenant, query: () => Promise.reject(new Error()), named }, pairs);
  await superuser.query('reset role');
  return [...found];
}

const groundsOf = async (person: string, institution: string): Promise<RecusalGround[]> =>
  (await asService([{ person, institution, matter }]))[0]![1];

const declares = (
  ground: RecusalGround,
  {
    person = assessor,
    institution = environment,
    until = null as string | null,
    lifted = null as string | null,
  } = {},
): Promise<unknown> =>
  superuser.query(
    `insert into interests (tenant, case_id, person_id, institution_id, ground, until_day, lifted_at)
     values (22, $1, $2, $3, $4, $5, $6)`,
    [randomUUID(), person, institution, ground, until, lifted],
  );

const owns = (parent: string, child: string): Promise<unknown> =>
  superuser.query('update institutions set parent_id = $1 where id = $2', [parent, child]);

/** A matter of an institution in which somebody took a duty at an instant. */
const held = async (
  duty: string,
  at: string,
  { of = environment, person = assessor, root = randomUUID() } = {},
): Promise<void> => {
  await superuser.query(
    `insert into cases (tenant, id, root_id, process, edition, edition_hash, institution_id, state, revision, seq, head,
       context, context_hash, opened_at, changed_at)
     values (22, $1, $1, 'p', 'e', 'h', $2, 's', 1, 1, '\\x00', '{}', sha256('{}'), $3, $3) on conflict do nothing`,
    [root, of, at],
  );
  await superuser.query(
    `insert into duties_held (tenant, matter, person_id, duty, case_id, at) values (22, $1, $2, $3, $1, $4)`,
    [root, person, duty, at],
  );
};
const resting = (months: number): Promise<unknown> =>
  superuser.query('update jurisdictions set rest_months = $1', [months]);

describe('a person', () => {
  it('is recused from the institution that employs them, and from no other', async () => {
    expect(await groundsOf(employed, environment)).toEqual(['employer']);
    expect(await groundsOf(employed, food)).toEqual([]);
    expect(await groundsOf(assessor, environment)).toEqual([]);
  });

  it('is recused from an institution of their employer’s group: its owner, what it owns, and what has the same owner', async () => {
    await owns(food, environment);
    expect(await groundsOf(employed, food)).toEqual(['group']);
    expect(await groundsOf(employed, protective)).toEqual([]);
    await owns(food, protective);
    expect(await groundsOf(employed, protective)).toEqual(['group']);
    expect(await groundsOf(employed, environment)).toEqual(['employer']);
  });

  it('is recused across every level of ownership, and a circle of owners ends', async () => {
    await owns(environment, food);
    await owns(food, protective);
    expect(await groundsOf(employed, protective)).toEqual(['group']);
    await owns(protective, environment);
    expect(await groundsOf(employed, protective)).toEqual(['group']);
    expect(await groundsOf(assessor, protective)).toEqual([]);
  });

  it('is not recused from the authority’s own affairs for working there', async () => {
    await superuser.query('update jurisdictions set authority_id = $1', [environment]);
    expect(await groundsOf(employed, environment)).toEqual([]);
  });
});

describe('a declared interest', () => {
  it.each(['employment', 'shareholding', 'kinship', 'advice', 'training', 'other'] as const)(
    'recuses by its ground: %s',
    async (ground) => {
      await declares(ground);
      expect(await groundsOf(assessor, environment)).toEqual([ground]);
      expect(await groundsOf(assessor, food)).toEqual([]);
      expect(await groundsOf(employed, environment)).toEqual(['employer']);
    },
  );

  it('recuses from the whole group by the ground that was declared', async () => {
    await owns(food, environment);
    await declares('kinship');
    expect(await groundsOf(assessor, food)).toEqual(['kinship']);
  });

  it('counts to the end of its last day and not a day longer', async () => {
    await declares('advice', { until: '2025-09-01' });
    await declares('training', { until: '2025-08-31' });
    expect(await groundsOf(assessor, environment)).toEqual(['advice']);
  });

  it('no longer counts once it is lifted', async () => {
    await declares('advice', { lifted: '2025-08-01T00:00:00Z' });
    expect(await groundsOf(assessor, environment)).toEqual([]);
  });

  it('is told once however often it was declared, and beside the others in a fixed order', async () => {
    await declares('training');
    await declares('advice');
    await declares('advice');
    expect(await groundsOf(assessor, environment)).toEqual(['advice', 'training']);
    await declares('kinship', { person: employed });
    expect(await groundsOf(employed, environment)).toEqual(['employer', 'kinship']);
  });
});

describe('the time of rest after an assessment', () => {
  it('does not exist where the office has not set one', async () => {
    await held('assessment', '2025-08-01T02:00:00Z');
    expect(await groundsOf(assessor, environment)).toEqual([]);
  });

  it('ends with the corresponding day, legal days of the office’s zone', async () => {
    await resting(12);
    // In Chongqing an hour before midnight, then an hour after: 1 September 2024.
    await held('assessment', '2024-08-31T15:00:00Z');
    expect(await groundsOf(assessor, environment)).toEqual([]);
    await held('assessment', '2024-08-31T17:00:00Z');
    expect(await groundsOf(assessor, environment)).toEqual(['lastCycle']);
  });

  it('follows assessing alone, the same institution alone, the same person alone, and another matter', async () => {
    await resting(24);
    await held('intake', '2025-08-01T02:00:00Z');
    await held('assessment', '2025-08-01T02:00:00Z', { of: food });
    await held('assessment', '2025-08-01T02:00:00Z', { person: employed });
    await held('assessment', '2025-08-01T02:00:00Z', { root: matter });
    expect(await groundsOf(assessor, environment)).toEqual([]);
    expect(await groundsOf(assessor, food)).toEqual(['lastCycle']);
    expect(await groundsOf(employed, environment)).toEqual(['employer', 'lastCycle']);
  });
});

describe('many pairs at once', () => {
  it('are answered in one statement, each for itself, and those without a ground by an empty list', async () => {
    await declares('advice');
    const pairs = [assessor, employed, idOf('leader-1')].flatMap((person) =>
      [food, environment].map((institution) => ({ person, institution, matter })),
    );
    const found = await asService([...pairs, pairs[0]!]);
    expect(statements).toHaveLength(1);
    expect(found).toEqual([
      [meetingKey(pairs[0]!), []],
      [meetingKey(pairs[1]!), ['advice']],
      [meetingKey(pairs[2]!), []],
      [meetingKey(pairs[3]!), ['employer']],
      [meetingKey(pairs[4]!), []],
      [meetingKey(pairs[5]!), []],
    ]);
  });

  it('cost nothing where there are none', async () => {
    const never = {
      tenant: 22,
      query: () => Promise.reject(new Error()),
      named: () => Promise.reject(new Error()),
    };
    expect(await loadRecusals(never, [])).toEqual(new Map());
  });

  it('see nothing of another jurisdiction', async () => {
    await declares('advice');
    const pair = { person: assessor, institution: environment, matter };
    expect(await asService([pair])).toEqual([[meetingKey(pair), ['advice']]]);
    expect(await asService([pair], 31)).toEqual([[meetingKey(pair), []]]);
  });
});
