/** Teams, drawn and appointed, on a real database and over HTTP. One file, because an office with its API is dear. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { replayCases } from '#casework';
import { inTransaction } from '#database';
import { demonstrationInstitutions, demonstrationPeople, grant } from '#identity';
import { digestOfDisclosure, disclose } from '#ledger';
import { digestOfDraw, drawAgain, isDrawn, type DrawView } from '#register';
import { drawnAgain } from '../apps/cli/draw-again.js';
import { testApi, type Answered, type TestApi } from './api.js';
import * as bring from './evidence.js';
import { handIn, importScope, openCase, submittedCase, type TestOffice, type Walk } from './office.js';

let api: TestApi;
let office: TestOffice;
let owner: pg.Client;

beforeAll(async () => {
  api = await testApi();
  office = api.office;
  owner = new pg.Client({ connectionString: office.urls.superuserUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await api.close();
});

const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;
const [food, environment] = demonstrationInstitutions.map(({ id }) => id) as [string, string];
const everybody = ['leader-1', 'leader-2', 'assessor-1', 'assessor-2', 'assessor-employed'].map(idOf).sort();
const refused = (code: string, reasons?: object[]): unknown =>
  expect.objectContaining({
    code,
    ...(reasons && {
      details: expect.objectContaining({
        members: expect.objectContaining({ reasons }) as unknown,
      }) as unknown,
    }),
  });
const because = (...codes: string[]): object[] =>
  codes.map((code) => expect.objectContaining({ code }) as object);

/** A food laboratory's case whose team is to be formed; its fields are 00 and 13. */
async function accepted(): Promise<Walk> {
  const walk = await submittedCase(office);
  await walk.take('intake-1', 'accept', bring.acceptance);
  return walk;
}

/** One of the environmental laboratory, which employs one of the assessors. */
async function acceptedForEnvironment(): Promise<Walk> {
  const walk = await openCase(office, 'applicant-environment', 1);
  const scope = await importScope(office, 'applicant-environment', 1, 'environment');
  const document = await handIn(office, 'applicant-environment', walk.id);
  await walk.take('applicant-environment', 'submit', bring.applicationForm(scope, document));
  await walk.take('intake-1', 'accept', bring.acceptance);
  return walk;
}

const asksToDraw = (
  walk: Walk,
  body: object = { size: 2 },
  as = 'coordinator',
  key?: string,
): Promise<Answered> =>
  api.ask('post', `/api/v1/cases/${walk.id}/draws`, { as, body, ...(key === undefined ? {} : { key }) });
async function draws(walk: Walk, body?: object): Promise<DrawView> {
  const { status, body: drawn } = await asksToDraw(walk, body);
  expect(status).toBe(201);
  return drawn as DrawView;
}
const listed = async (walk: Walk, as: string): Promise<DrawView[]> => {
  const { status, body } = await api.ask('get', `/api/v1/cases/${walk.id}/draws`, { as });
  expect(status).toBe(200);
  return (body as { items: DrawView[] }).items;
};
const appoints = (walk: Walk, leader: string, members: string[], change: object = {}): Promise<unknown> =>
  walk.take('coordinator', 'appointTeam', {
    mode: 'onSite',
    leader,
    members,
    drawnAtRandom: true,
    ...change,
  });
/** What the register says, changed for as long as something is tried. */
async function meanwhile<T>(
  change: string,
  back: string,
  values: unknown[],
  work: () => Promise<T>,
): Promise<T> {
  await owner.query(change, values);
  try {
    return await work();
  } finally {
    await owner.query(back, values);
  }
}

/** With these people as assessors of water for as long as it takes. */
async function alsoAssess<T>(subjects: string[], work: () => Promise<T>): Promise<T> {
  const people = subjects.map(idOf);
  await inTransaction(office.service, office.tenant, async (tx) => {
    for (const person of people) await grant(tx, person, 'assessor');
  });
  return meanwhile(
    `insert into assessor_fields (tenant, person_id, field, may_lead) select 22, unnest($1::uuid[]), '13', false`,
    `with q as (delete from assessor_fields where person_id = any ($1::uuid[]))
     update role_grants set withdrawn_at = office_now() where person_id = any ($1::uuid[]) and role = 'assessor' and withdrawn_at is null`,
    [people],
    work,
  );
}

const declares = (ground: string, person: string, { id }: Walk): Promise<unknown> =>
  owner.query(
    'insert into interests (tenant, case_id, person_id, institution_id, ground) values (22, $1, $2, $3, $4)',
    [id, person, food, ground],
  );

const liftInterests = (): Promise<unknown> =>
  owner.query('update interests set lifted_at = office_now() where lifted_at is null');

const [leader, second] = [idOf('leader-1'), idOf('leader-2')];
const [assessor, colleague] = [idOf('assessor-1'), idOf('assessor-2')];

describe('a draw of assessors', () => {
  it('is an event that tells outcome and digest, and moves neither state nor revision nor memory', async () => {
    const walk = await accepted();
    const before = await office.views.lookUp(office.as('coordinator'), walk.id);
    const { seq, digest, draw, groundsDigest, grounds } = await draws(walk);
    const after = await office.views.lookUp(office.as('coordinator'), walk.id);
    expect([after.state, after.revision, after.facts]).toEqual([before.state, before.revision, before.facts]);
    const history = await office.views.history(office.as('applicant-food'), walk.id, { after: seq - 1 });
    expect(history.map(({ event }) => event)).toMatchObject([
      {
        kind: 'assessorsDrawn',
        actor: { person: idOf('coordinator'), duty: 'coordination' },
        given: {
          world: {
            draw: digest,
            fields: ['00', '13'],
            size: 2,
            leader: draw.leader,
            members: draw.members,
            previous: null,
            grounds: groundsDigest,
          },
        },
      },
    ]);
    expect(digestOfDisclosure(grounds!.disclosure)).toBe(groundsDigest);
    expect(digest).toBe(digestOfDraw(draw));
    expect(drawAgain(draw)).toEqual({ follows: true });
  });

  it('is made from everybody who assesses, by what is entered of them and by what speaks against them', async () => {
    const { draw } = await draws(await accepted());
    expect(draw.pool.map(({ person }) => person)).toEqual(everybody);
    const of = (person: string) => draw.pool.find((one) => one.person === person);
    expect(of(leader)).toEqual({
      person: leader,
      fields: ['00', '10', '12', '13'],
      leads: ['00', '10', '12', '13'],
      excluded: false,
    });
    expect(of(colleague)).toEqual({
      ...{ person: colleague, fields: ['00', '12', '13'], leads: [], excluded: false },
    });
  });

  it('excludes whoever is recused, whoever has another duty in the matter, and whoever draws', async () => {
    const walk = await accepted();
    await declares('kinship', colleague, walk);
    const { draw, grounds } = await alsoAssess(['intake-1', 'coordinator'], () => draws(walk));
    await liftInterests();
    expect(grounds!.excluded).toEqual([
      { person: idOf('intake-1'), grounds: ['otherDuty'] },
      { person: idOf('coordinator'), grounds: ['draws'] },
      { person: colleague, grounds: ['kinship'] },
    ]);
    const excluded = draw.pool.filter((one) => one.excluded).map(({ person }) => person);
    expect(excluded).toEqual(grounds!.excluded.map(({ person }) => person));
    expect(draw.members).not.toEqual(expect.arrayContaining([colleague]));
  });

  it('binds the team that names it: leader and members as drawn, and nobody else', async () => {
    const walk = await accepted();
    const { seq, draw } = await draws(walk);
    const other = everybody.filter(
      (one) => !draw.members.includes(one) && one !== idOf('assessor-employed'),
    )[0]!;
    await expect(appoints(walk, draw.leader, [draw.leader, other], { draw: seq })).rejects.toEqual(
      refused('guard-refused', because('theTeamIsTheOneDrawn')),
    );
    await expect(appoints(walk, draw.leader, draw.members, { draw: seq + 1 })).rejects.toEqual(
      refused('evidence-does-not-fit'),
    );
    await appoints(walk, draw.leader, draw.members, { draw: seq });
    const { state } = await office.views.lookUp(office.as('coordinator'), walk.id);
    expect(state).toBe('materialReview');
  });

  it('is made again only with a reason; then both stand in the history, and the first binds nobody any more', async () => {
    const walk = await accepted();
    const first = await draws(walk);
    const again = await asksToDraw(walk);
    expect([again.status, again.body]).toMatchObject([409, { code: 'drawn-before', draw: first.seq }]);
    const next = await draws(walk, { size: 3, reason: '原组长因病不能参加。' });
    expect(next.draw).toMatchObject({ previous: first.seq, size: 3 });
    expect(next.grounds).toMatchObject({ reason: '原组长因病不能参加。' });
    expect(next.draw.seed).not.toBe(first.draw.seed);
    expect(await listed(walk, 'coordinator')).toEqual([first, next]);
    await expect(appoints(walk, first.draw.leader, first.draw.members, { draw: first.seq })).rejects.toEqual(
      refused('guard-refused', because('theTeamIsTheOneDrawn')),
    );
    await appoints(walk, next.draw.leader, next.draw.members, { draw: next.seq });
    const { event } = (
      await office.views.history(office.as('auditor'), walk.id, { after: next.seq - 1 })
    )[0]!;
    expect(JSON.stringify(event)).not.toContain('因病');
  });

  it('happens once for its key, and once among two that are asked for at the same moment', async () => {
    const walk = await accepted();
    const key = randomUUID();
    const [one, same] = [
      await asksToDraw(walk, { size: 2 }, 'coordinator', key),
      await asksToDraw(walk, { size: 2 }, 'coordinator', key),
    ];
    expect(same.body).toEqual(one.body);
    expect(same.headers['idempotent-replayed']).toBe('true');

    const contested = await accepted();
    const both = await Promise.all([asksToDraw(contested), asksToDraw(contested), asksToDraw(contested)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await listed(contested, 'coordinator')).toHaveLength(1);
  });

  it('is refused where no team could cover the fields, and says which nobody covers', async () => {
    const walk = await accepted();
    const answer = await asksToDraw(walk, { size: 2, fields: ['05', '12'] });
    expect([answer.status, answer.body]).toMatchObject([
      409,
      { code: 'no-team-to-draw', why: { because: 'nobodyCovers', fields: ['05'] } },
    ]);
    expect((answer.body as { detail: string }).detail).toContain('motor vehicle safety inspection (05)');
    expect((await asksToDraw(walk, { size: 7 })).body).toMatchObject({
      why: { because: 'tooFew', eligible: 5 },
    });
    expect(await listed(walk, 'coordinator')).toEqual([]);
    expect((await draws(walk, { size: 2, fields: ['12'] })).draw.fields).toEqual(['00', '12', '13']);
  });

  it.each([
    ['one alone', { size: 1 }, '/size'],
    ['a field that does not exist', { size: 2, fields: ['99'] }, '/fields/0'],
    ['a blank reason', { size: 2, reason: ' ' }, '/reason'],
    ['a reason that turns the direction of reading', { size: 2, reason: 'a\u202eb' }, '/reason'],
    ['a seed of one’s own', { size: 2, seed: '0'.repeat(64) }, '/seed'],
    ['a pool of one’s own', { size: 2, pool: [] }, '/pool'],
  ])('does not take %s', async (_, body, pointer) => {
    // The body is judged before the case is looked for.
    const nothing = { id: '0197c000-0000-7000-8000-000000000000' } as Walk;
    const { status, body: problem } = await asksToDraw(nothing, body);
    expect([status, problem]).toMatchObject([422, { code: 'evidence-does-not-fit', errors: [{ pointer }] }]);
  });
  it('is made by whoever forms teams, where a team is to be formed, and is read by whoever may see the case', async () => {
    const early = await submittedCase(office);
    expect((await asksToDraw(early)).body).toMatchObject({ code: 'nothing-to-assign' });
    await early.take('intake-1', 'accept', bring.acceptance);
    for (const as of ['intake-1', 'leader-1', 'applicant-food', 'decision-maker', 'auditor'])
      expect([as, (await asksToDraw(early, undefined, as)).status]).toEqual([
        as,
        as === 'leader-1' ? 404 : 403,
      ]);
    expect((await asksToDraw(early, undefined, 'applicant-environment')).status).toBe(404);
    await draws(early);
    const path = `/api/v1/cases/${early.id}/draws`;
    for (const as of ['applicant-food', 'auditor', 'intake-2'])
      expect(await listed(early, as)).toHaveLength(1);
    for (const as of ['applicant-environment', 'newcomer', 'sichuan-auditor'])
      expect((await api.ask('get', path, { as })).status).toBe(404);
    expect((await api.ask('get', path)).status).toBe(401);
  });
});

describe('why somebody was left out of a draw', () => {
  it('is read by the office and whoever oversees it, and withheld from applicants and assessors', async () => {
    const walk = await accepted();
    await declares('kinship', colleague, walk);
    const told = await draws(walk);
    await liftInterests();
    await appoints(walk, told.draw.leader, told.draw.members, { draw: told.seq });
    const leading = demonstrationPeople.find(({ id }) => id === told.draw.leader)!.subject;
    for (const as of ['auditor', 'supervisor', 'intake-2'])
      expect([as, await listed(walk, as)]).toEqual([as, [told]]);
    expect(told.grounds!.excluded).toEqual([{ person: colleague, grounds: ['kinship'] }]);
    for (const as of ['applicant-food', leading]) {
      const seen = await listed(walk, as);
      expect([as, seen]).toEqual([as, [{ ...told, grounds: null, withheld: true }]]);
      expect(JSON.stringify(seen)).not.toContain('kinship');
      const { text } = await api.ask('get', `/api/v1/cases/${walk.id}/history`, { as });
      expect(text).not.toMatch(/kinship|drawGrounds/);
    }
  });

  it('is withheld from somebody of the office who has an interest in the institution', async () => {
    const walk = await accepted();
    await declares('shareholding', idOf('intake-2'), walk);
    await draws(walk);
    const [seen] = await listed(walk, 'intake-2');
    await liftInterests();
    expect(seen).toMatchObject({ grounds: null, withheld: true });
    expect(await listed(walk, 'intake-2')).toMatchObject([{ withheld: false }]);
  });

  it('is not needed to draw again: whoever applies can do it with what they get', async () => {
    const walk = await accepted();
    await declares('kinship', colleague, walk);
    await draws(walk);
    await liftInterests();
    const [seen] = await listed(walk, 'applicant-food');
    const { draw, digest, seq } = seen!;
    const [entry] = await office.views.history(office.as('applicant-food'), walk.id, { after: seq - 1 });
    expect(entry!.event).toMatchObject({ given: { world: { draw: digest, grounds: seen!.groundsDigest } } });
    expect([digestOfDraw(draw), drawAgain(draw)]).toEqual([digest, { follows: true }]);
    // Were the one who was left out not left out, the digest would be another.
    const back = draw.pool.map((one) => ({ ...one, excluded: false }));
    expect(digestOfDraw({ ...draw, pool: back })).not.toBe(digest);
  });
});

describe('greenlane draw-again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenlane-draws-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  /** The command in this process, without its output: how it ends. */
  const ends = async (content: unknown): Promise<number> => {
    const file = join(folder, `${randomUUID()}.json`);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    const quiet = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await drawnAgain(file, {});
      return 0;
    } catch (error) {
      return (error as { exit: number }).exit;
    } finally {
      quiet.mockRestore();
    }
  };
  const run = (input: unknown, ...more: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join('dist', 'apps', 'cli', 'main.js'), 'draw-again', '-', ...more],
      { encoding: 'utf8', input: JSON.stringify(input), env: { PATH: process.env.PATH } },
    );
    return { code: status, out: stdout, err: stderr };
  };

  it('says without any database whether a team follows from its seed and pool, and ends with 6 where one does not', async () => {
    const walk = await accepted();
    await draws(walk);
    await draws(walk, { size: 2, reason: '再抽一次。' });
    const { body } = await api.ask('get', `/api/v1/cases/${walk.id}/draws`, { as: 'auditor' });
    const [first, next] = (body as { items: [DrawView, DrawView] }).items;
    const { code, out, err } = run(body);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Event \d+ \(2 out of 5, for 00, 13\): the team follows from seed and pool\.\n/);

    // Rewritten as a whole it follows from its seed, but the event holds another digest.
    const told = run({ items: [first, { ...next, draw: first.draw }] }, '--json');
    expect(told).toMatchObject({ code: 6, err: 'Not every outcome follows from its seed and pool.\n' });
    expect(JSON.parse(told.out)).toEqual({
      follows: false,
      draws: [
        { seq: first.seq, follows: true, because: null },
        { seq: next.seq, follows: false, because: 'its digest is that of another draw' },
      ],
    });
  }, 60_000);

  it('takes one draw alone, and lets nothing about it be changed', async () => {
    const walk = await accepted();
    const told = await draws(walk);
    const { draw } = told;
    expect([await ends(told), await ends(draw)]).toEqual([0, 0]);
    const another = everybody.find((one) => !draw.members.includes(one))!;
    expect(await ends({ ...draw, members: [draw.leader, another] })).toBe(6);
    expect(await ends({ ...draw, leader: draw.members[1] })).toBe(6);
    expect(await ends({ ...draw, algorithm: 'dice/1' })).toBe(6);
    expect(await ends({ ...draw, size: 1 })).toBe(6);
    // Without somebody who was drawn, and with a seed out of which somebody else comes.
    expect(await ends({ ...draw, pool: draw.pool.filter(({ person }) => person !== draw.leader) })).toBe(6);
    const seeds = Array.from({ length: 40 }, (_, n) => n.toString(16).padStart(64, '0'));
    const other = seeds.find(
      (seed) => 'follows' in drawAgain({ ...draw, seed }) && !isDrawn({ ...draw, seed }, draw),
    );
    expect(await ends({ ...draw, seed: other })).toBe(6);
  });

  it('holds the grounds that the office reads to their digest, and to whom the draw left out', async () => {
    const walk = await accepted();
    await declares('kinship', colleague, walk);
    const told = await draws(walk);
    await liftInterests();
    expect(await ends(told)).toBe(0);
    const saying = (value: unknown) => {
      const { disclosure, digest } = disclose('drawGrounds', value);
      return { disclosure, digest };
    };
    const lies = saying({ excluded: [{ person: colleague, grounds: ['employer'] }], reason: null });
    expect(await ends({ ...told, grounds: lies })).toBe(6);
    const others = saying({ excluded: [], reason: null });
    expect(await ends({ ...told, grounds: others, groundsDigest: others.digest })).toBe(6);
    const none = saying('nothing');
    expect(await ends({ ...told, grounds: none, groundsDigest: none.digest })).toBe(6);
    expect(await ends({ ...told, grounds: { disclosure: '%' }, groundsDigest: null })).toBe(6);
  });

  it.each([
    ['no JSON', 'draw', 2],
    ['something else', { items: [{}] }, 2],
    ['a case in which nothing was drawn', { items: [] }, 3],
  ])('ends by its code where it is given %s', async (_, content, code) => {
    expect(await ends(content)).toBe(code);
  });

  it('ends with 3 where there is no such file', async () => {
    await expect(drawnAgain(join(folder, 'nothing.json'), {})).rejects.toMatchObject({ exit: 3 });
  });
});

describe('a team', () => {
  it('has nobody from the applicant, from its group, or with a declared interest in it', async () => {
    const walk = await accepted();
    const employed = idOf('assessor-employed');
    const owns = 'update institutions set parent_id = $2 where id = $1';
    await meanwhile(
      owns,
      'update institutions set parent_id = null where id = $1 and $2::uuid is not null',
      [food, environment],
      () =>
        expect(appoints(walk, leader, [leader, employed])).rejects.toEqual(
          refused('guard-refused', because('nobodyIsRecused')),
        ),
    );
    await declares('advice', assessor, walk);
    await expect(appoints(walk, leader, [leader, assessor])).rejects.toMatchObject({
      code: 'guard-refused',
      details: {
        members: {
          reasons: [{ code: 'nobodyIsRecused', under: { instrument: 'cma-measures-2021', article: '29' } }],
        },
      },
    });
    await liftInterests();
    await appoints(walk, leader, [leader, assessor, employed]);
  });

  it('has nobody who assessed the body within the office’s time of rest, and anybody once it is over', async () => {
    const [first, next] = [await acceptedForEnvironment(), await acceptedForEnvironment()];
    await appoints(first, leader, [leader, assessor]);
    await meanwhile(
      'update jurisdictions set rest_months = 24 where tenant = $1',
      'update jurisdictions set rest_months = 0 where tenant = $1',
      [22],
      async () => {
        await expect(appoints(next, second, [second, assessor])).rejects.toEqual(
          refused('guard-refused', because('nobodyIsRecused')),
        );
        const { draw, grounds } = await draws(next);
        expect(draw.members).toEqual([second, colleague]);
        const resting = grounds!.excluded.filter((one) => one.grounds.includes('lastCycle'));
        expect(resting.map(({ person }) => person)).toEqual([leader, assessor].sort());
      },
    );
    await appoints(next, second, [second, assessor]);
  });

  it('has nobody with another duty in the matter, not even whoever appoints it', async () => {
    const walk = await accepted();
    await alsoAssess(['intake-1', 'coordinator'], async () => {
      await expect(appoints(walk, leader, [leader, idOf('intake-1')])).rejects.toEqual(
        refused('guard-refused', because('nobodyHasAnotherDuty')),
      );
      await expect(appoints(walk, leader, [leader, idOf('coordinator')])).rejects.toEqual(
        refused('person-not-free'),
      );
      // A switch of the office: where nothing is kept apart, nobody is kept away by what they did.
      await meanwhile(
        "update jurisdictions set duties_apart = '{}' where tenant = $1",
        'update jurisdictions set duties_apart = default where tenant = $1',
        [22],
        () => appoints(walk, leader, [leader, idOf('intake-1')]),
      );
    });
    await expect(appoints(await accepted(), leader, [leader, idOf('intake-2')])).rejects.toEqual(
      refused('guard-refused', because('everyMemberMayAssess')),
    );
  });

  it('covers every field by qualifications that have not run out, and is led by somebody qualified to lead in one', async () => {
    const walk = await accepted();
    const only = (field: string) =>
      meanwhile(
        `update assessor_fields set until_day = '2025-08-31' where field = $1`,
        'update assessor_fields set until_day = null where field = $1',
        [field],
        () =>
          expect(appoints(walk, leader, [leader, assessor], { coversTheField: true })).rejects.toEqual(
            refused('guard-refused', because('theTeamCoversTheFields')),
          ),
      );
    await only('00');
    await only('13');
    await meanwhile(
      'update assessor_fields set may_lead = false where person_id = $1',
      'update assessor_fields set may_lead = true where person_id = $1',
      [leader],
      () =>
        expect(appoints(walk, leader, [leader, assessor])).rejects.toEqual(
          refused('guard-refused', because('theLeaderMayLead')),
        ),
    );
    await appoints(walk, leader, [leader, assessor]);
  });
});

describe('the owner of an institution', () => {
  const enter = (creditCode: string, parent: unknown) =>
    api.ask('post', '/api/v1/institutions', {
      as: 'intake-1',
      body: { creditCode, name: '下属检测所', legalForm: 'enterprise', address: '重庆', parent },
    });

  it('is told when it is entered, and read with it', async () => {
    const { status, body } = await enter('91350100M000100Y43', food);
    expect([status, body]).toMatchObject([201, { parent: food }]);
    const { id } = body as { id: string };
    const { body: read } = await api.ask('get', `/api/v1/institutions/${id}`, { as: 'auditor' });
    expect(read).toMatchObject({ parent: food });
    const { body: other } = await api.ask('get', `/api/v1/institutions/${food}`, { as: 'auditor' });
    expect(other).toMatchObject({ parent: null });
  });

  it.each([
    ['is registered nowhere', '0197c000-0000-7000-8000-000000000000'],
    ['is no id', 'the ministry'],
    ['is registered in another jurisdiction', 'sichuan'],
  ])('is not taken where it %s', async (_, parent) => {
    const elsewhere = await owner.query<{ id: string }>(
      'select id from institutions where tenant <> 22 limit 1',
    );
    const { status, body } = await enter(
      '91110000600037341L',
      parent === 'sichuan' ? elsewhere.rows[0]?.id : parent,
    );
    expect([status, body]).toMatchObject([
      422,
      { code: 'evidence-does-not-fit', errors: [{ pointer: '/parent' }] },
    ]);
  });
});

describe('the histories of all these cases', () => {
  it('fold again by the law, draws included; interests that were written by hand are found', async () => {
    const { findings } = await replayCases(office.service, office.casework, office.tenant);
    const sentences = new Set(findings.map(({ sentence }) => sentence));
    expect([...sentences]).toEqual(['no event entered the interest as it stands']);
  });

  it('find a draw that was exchanged or taken away, and grounds that are others', async () => {
    const sentences = async () => {
      const { findings } = await replayCases(office.service, office.casework, office.tenant);
      return findings.map(({ sentence }) => sentence).filter((sentence) => /draw/.test(sentence));
    };
    expect(await sentences()).toEqual([]);
    const one = `where (case_id, seq) = (select case_id, seq from assessor_draws order by case_id, seq limit 1)`;
    const forged = async (table: string, change: string): Promise<string[]> => {
      await owner.query(`create temp table kept as table ${table}; alter table ${table} disable trigger all`);
      await owner.query(change);
      const found = await sentences();
      await owner.query(`delete from ${table}; insert into ${table} select * from kept; drop table kept`);
      await owner.query(`alter table ${table} enable trigger all`);
      return found;
    };
    const replaced = `update assessor_draws set draw = replace(draw, '"size":', '"size" :') ${one}`;
    expect(await forged('assessor_draws', replaced)).toEqual([
      'the draw of assessors is not the one that was drawn',
    ]);
    expect(await forged('assessor_draws', `delete from assessor_draws ${one}`)).toEqual([
      'the draw of assessors is gone',
    ]);
    const grounds = `update draw_grounds set disclosure =
      (select disclosure from draw_grounds order by case_id, seq offset 1 limit 1) ${one}`;
    expect(await forged('draw_grounds', grounds)).toEqual([
      'the grounds beside the draw of assessors are not those of the event',
    ]);
    expect(await forged('draw_grounds', `delete from draw_grounds ${one}`)).toEqual([]);
  });
});
