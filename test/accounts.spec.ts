/**
 * People kept out and let in again, and sessions that are seen and ended, over HTTP. Over 300 lines: one application
 * carries all of it, and is costly to open.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { replayCases } from '#casework';
import { inTransaction } from '#database';
import { openSession, type AccessView } from '#identity';
import { testApi, type Answered, type Method, type TestApi } from './api.js';
import { acceptance, team } from './evidence.js';
import { conditions, grantRole, openAffair, refusal, roleConfirmation, roleGrant } from './office-affairs.js';
import { laboratories, openCase, readFirst, submittedCase, type TestOffice, type Walk } from './office.js';
import { routesOf, type Described } from './routes.js';

let api: TestApi;
let office: TestOffice;
const idOf = (subject: string): string => office.as(subject).person;
const [food] = laboratories;

beforeAll(async () => {
  api = await testApi();
  ({ office } = api);
});
afterAll(async () => {
  const { findings } = await replayCases(office.service, office.casework, office.tenant);
  expect(findings).toEqual([]);
  await api.close();
});

const issuer = 'https://id.office.example';
const secretReason = '账户疑似被他人使用。';
const order = (subject: string) => ({ person: idOf(subject), reason: secretReason });

/** Suspends somebody; answers the case. */
async function suspend(subject: string, by = 'administrator-1'): Promise<Walk> {
  const walk = await openAffair(office, by, 'suspension');
  expect((await walk.take(by, 'suspend', order(subject))).state).toBe('suspended');
  return walk;
}
/** Lets them in again, as two administrators do. */
async function reinstate(walk: Walk, subject: string, by = 'administrator-1', other = 'administrator-2') {
  await walk.take(by, 'proposeReinstatement', { reason: '已查清。' });
  await walk.take(other, 'confirmReinstatement', { person: idOf(subject), checked: true });
}
/** Does something while somebody is suspended. */
async function without<T>(subject: string, work: () => Promise<T>): Promise<T> {
  const walk = await suspend(subject);
  try {
    return await work();
  } finally {
    await reinstate(walk, subject);
  }
}

const sessionOf = async (subject: string): Promise<string> => {
  const says = { issuer, subject, method: 'pwd+otp' };
  const { name, value } = await openSession(api.office.service, says, { secure: false });
  return `${name}=${value}`;
};
const ours = () => ({ 'x-greenlane': '1', origin: new URL(api.url).origin });
const byCookie = (method: Method, path: string, cookie: string, more: Record<string, string> = ours()) =>
  api.ask(method, path, { headers: { cookie, ...more } });
const codeOf = ({ body, status }: Answered): [number, string | undefined] => [
  status,
  (body as { code?: string }).code,
];

describe('a suspended person', () => {
  it('is refused at the very next request, whatever they show, and let in again by two', async () => {
    const [token, cookie] = [{ as: 'applicant-food' }, await sessionOf('applicant-food')];
    const { body: made } = await api.ask('post', '/api/v1/api-keys', {
      ...token,
      body: { institution: food.id, name: 'LIMS', scopes: ['cases:read'] },
    });
    const { key } = made as { key: string };
    const opening = { process: 'qualification', institution: food.id, evidence: { kind: 'first' } };
    const once = { ...token, key: randomUUID(), body: opening };
    const repeated = () => api.ask('post', '/api/v1/cases', once);
    expect((await repeated()).status).toBe(201);
    expect((await byCookie('get', '/api/v1/me', cookie)).status).toBe(200);
    expect((await api.ask('get', '/api/v1/cases', { token: key })).status).toBe(200);

    const walk = await suspend('applicant-food');
    const refused = await api.ask('get', '/api/v1/me', { ...token, headers: { 'accept-language': 'en' } });
    expect(codeOf(refused)).toEqual([403, 'account-suspended']);
    expect(refused.body).toMatchObject({ detail: expect.stringContaining('administrators of roles') });
    // Neither why, nor since when, nor by whom.
    expect(JSON.stringify(refused.body)).not.toMatch(/疑似|2025|administrator-|0b016/);
    expect(codeOf(await repeated())).toEqual([403, 'account-suspended']);
    const account = { jurisdiction: '22', name: '何晓雯' };
    expect(codeOf(await api.ask('post', '/api/v1/accounts', { ...token, body: account }))).toEqual([
      ...[403, 'account-suspended'],
    ]);
    expect(codeOf(await byCookie('get', '/api/v1/me', cookie))).toEqual([401, 'not-signed-in']);
    // Whoever has the key need not be the person, and is told no more than that it acts for nobody.
    const byKey = await api.ask('get', '/api/v1/cases', { token: key });
    expect([codeOf(byKey), (byKey.body as { reason: string }).reason]).toEqual([
      [401, 'key-refused'],
      'notActing',
    ]);
    const meanwhile = await sessionOf('applicant-food');
    expect(codeOf(await byCookie('get', '/api/v1/me', meanwhile))).toEqual([403, 'account-suspended']);
    const home = await fetch(`${api.url}/`, { headers: { cookie: meanwhile, 'accept-language': 'en' } });
    const page = await home.text();
    expect([home.status, page.includes('Your account is suspended'), page.includes('何晓雯')]).toEqual([
      ...[200, true, false],
    ]);

    await walk.take('administrator-1', 'proposeReinstatement', { reason: '已查清。' });
    const checked = { person: idOf('applicant-food'), checked: true };
    expect(await refusal(walk.take('administrator-1', 'confirmReinstatement', checked))).toMatchObject({
      ...{ code: 'not-permitted', reasons: ['dutiesAreKeptApart'] },
    });
    expect(codeOf(await api.ask('get', '/api/v1/me', token))).toEqual([403, 'account-suspended']);
    await walk.take('administrator-2', 'confirmReinstatement', checked);
    expect((await api.ask('get', '/api/v1/me', token)).status).toBe(200);
    expect((await repeated()).headers['idempotent-replayed']).toBe('true');
    expect((await api.ask('get', '/api/v1/cases', { token: key })).status).toBe(200);
    // What was begun meanwhile lets nobody in by waiting.
    expect(codeOf(await byCookie('get', '/api/v1/me', meanwhile))).toEqual([401, 'not-signed-in']);
    expect((await byCookie('get', '/api/v1/me', await sessionOf('applicant-food'))).status).toBe(200);
  });

  it('is refused on every route that is not everybody’s, before anything else is looked at', () =>
    without('intake-1', async () => {
      const { body } = await api.ask('get', '/openapi.json');
      const closed = routesOf(body as Described).filter(({ open }) => !open);
      expect(closed.length).toBeGreaterThan(60);
      const token = await api.tokenOf('intake-1');
      for (const { method, path } of closed) {
        const address = api.url + path.replace(/\{\w+\}/g, () => randomUUID());
        const asked = { method: method.toUpperCase(), headers: { authorization: `Bearer ${token}` } };
        const answer = await fetch(address, asked);
        const { code } = (await answer.json()) as { code: string };
        expect([method, path, answer.status, code]).toEqual([method, path, 403, 'account-suspended']);
      }
    }));

  it('is refused by whatever takes steps, reads and lists too, in the transaction that does it', async () => {
    const received = await submittedCase(office);
    await without('intake-1', async () => {
      const caller = office.as('intake-1');
      const suspended = { code: 'account-suspended', reasons: [], pointers: [] };
      expect(await refusal(received.take('intake-1', 'accept', acceptance))).toEqual(suspended);
      expect(await refusal(openAffair(office, 'intake-1', 'interest'))).toEqual(suspended);
      const desk = { case: received.id, duty: 'intake', to: caller.person };
      expect(await refusal(office.casework.assign(caller, desk, randomUUID()))).toEqual(suspended);
      expect(await refusal(office.views.lookUp(caller, received.id))).toEqual(suspended);
      expect(await refusal(office.tasks.list(caller, { queue: 'all', limit: 10 }))).toEqual(suspended);
    });
    expect((await received.take('intake-1', 'accept', acceptance)).state).toBe('formingTheTeam');
  });

  it('counts as nobody: for staffing, for a desk, for a team, for a draw, as cover', async () => {
    const forming = await submittedCase(office);
    const staffed = async () => {
      const { places } = await office.staffing.of(office.as('intake-2'), forming.id);
      return places.find(({ duty }) => duty === 'intake')!.people.map(({ person }) => person);
    };
    expect(await staffed()).toContain(idOf('intake-1'));
    await without('intake-1', async () => {
      expect(await staffed()).not.toContain(idOf('intake-1'));
      const desk = { case: forming.id, duty: 'intake', to: idOf('intake-1') };
      expect(
        await refusal(office.casework.assign(office.as('supervisor'), desk, randomUUID())),
      ).toMatchObject({ code: 'assignee-may-not', reasons: ['theRoleIsHeld'] });
      const absence = await openAffair(office, 'intake-2', 'absence');
      const entry = {
        ...{ absent: idOf('intake-2'), cover: idOf('intake-1') },
        away: { from: '2025-09-08', to: '2025-09-12' },
      };
      expect(await refusal(absence.take('intake-2', 'enter', entry))).toEqual(
        conditions('theCoverHasTheDuty'),
      );
      await absence.take('intake-2', 'discard');
    });
    await forming.take('intake-1', 'accept', acceptance);
    const drawn = async (): Promise<string[]> => {
      const { body } = await api.ask('post', `/api/v1/cases/${forming.id}/draws`, {
        as: 'coordinator',
        body: { size: 2, reason: '再次抽取。' },
      });
      return (body as { draw: { pool: { person: string }[] } }).draw.pool.map(({ person }) => person);
    };
    expect(await drawn()).toContain(idOf('leader-1'));
    await without('leader-1', async () => {
      expect(await drawn()).not.toContain(idOf('leader-1'));
      const named = team(idOf('leader-1'), idOf('assessor-1'));
      expect((await refusal(forming.take('coordinator', 'appointTeam', named))).code).toBe('guard-refused');
    });
    expect(await drawn()).toContain(idOf('leader-1'));
  });

  it('keeps the roles that were granted, which can be withdrawn meanwhile', async () => {
    await grantRole(office, 'newcomer', 'auditor');
    await without('newcomer', async () => {
      const path = `/api/v1/roles?filter[person]=${idOf('newcomer')}`;
      const { body } = await api.ask('get', path, { as: 'administrator-2' });
      expect(body).toMatchObject({ items: [{ role: 'auditor', withdrawnAt: null, suspended: true }] });
      const walk = await openAffair(office, 'administrator-1', 'roleGrant');
      expect(
        await refusal(walk.take('administrator-1', 'proposeGrant', roleGrant(idOf('newcomer'), 'auditor'))),
      ).toEqual(conditions('theRoleIsNotHeld'));
      await walk.take('administrator-1', 'proposeWithdrawal', roleGrant(idOf('newcomer'), 'auditor'));
      const confirmation = roleConfirmation(idOf('newcomer'), 'auditor', { evenSo: true });
      await walk.take('administrator-2', 'confirmWithdrawal', confirmation);
    });
    expect((await api.ask('get', '/api/v1/access', { as: 'newcomer' })).status).toBe(403);
  });

  it('is somebody of the jurisdiction, and no administrator takes such a step for another one', async () => {
    const walk = await openAffair(office, 'administrator-1', 'suspension');
    for (const person of [idOf('sichuan-intake'), randomUUID()])
      expect(
        await refusal(walk.take('administrator-1', 'suspend', { person, reason: secretReason })),
      ).toEqual({ code: 'evidence-does-not-fit', reasons: [], pointers: ['/person'] });
    expect((await refusal(walk.take('sichuan-administrator-1', 'suspend', order('intake-1')))).code).toBe(
      'not-found',
    );
    expect((await refusal(walk.take('intake-2', 'suspend', order('intake-1')))).code).toBe('not-found');
    await walk.take('administrator-1', 'discard');
    for (const subject of ['intake-1', 'auditor', 'supervisor', 'applicant-food'])
      expect((await refusal(openAffair(office, subject, 'suspension'))).code).toBe('not-permitted');
  });
});

describe('two administrators of roles who are not suspended', () => {
  it('remain, whoever is suspended or loses the role, also at the same moment', async () => {
    const alone = await openAffair(office, 'administrator-1', 'suspension');
    expect(await refusal(alone.take('administrator-1', 'suspend', order('administrator-2')))).toEqual(
      conditions('twoAdministratorsRemain'),
    );
    expect(await refusal(alone.take('administrator-1', 'suspend', order('administrator-1')))).toEqual(
      conditions('itIsSomebodyElse', 'twoAdministratorsRemain'),
    );
    await alone.take('administrator-1', 'discard');
    await grantRole(office, 'newcomer', 'administrator');
    await without('newcomer', async () => {
      const walk = await openAffair(office, 'administrator-1', 'roleGrant');
      const withdrawal = roleGrant(idOf('administrator-2'), 'administrator');
      expect(await refusal(walk.take('administrator-1', 'proposeWithdrawal', withdrawal))).toEqual(
        conditions('twoAdministratorsRemain'),
      );
      await walk.take('administrator-1', 'discard');
    });
    // Another instance is about to suspend the third, and has not committed: this one waits for it, and judges again.
    const walk = await openAffair(office, 'administrator-1', 'suspension');
    const theirs = await openAffair(office, 'administrator-1', 'suspension');
    const superuser = new pg.Client({ connectionString: office.urls.superuserUrl });
    await superuser.connect();
    await superuser.query('begin; select from jurisdictions where tenant = 22 for update');
    await superuser.query(
      'insert into suspensions (tenant, case_id, person_id, since) values (22, $1, $2, office_now())',
      [theirs.id, idOf('newcomer')],
    );
    let waits = true;
    const asked = refusal(walk.take('administrator-1', 'suspend', order('administrator-2'))).finally(() => {
      waits = false;
    });
    await sleep(500);
    expect(waits).toBe(true);
    await superuser.query('commit');
    expect(await asked).toEqual(conditions('twoAdministratorsRemain'));
    await superuser.query('delete from suspensions where case_id = $1', [theirs.id]);
    await superuser.end();
    for (const draft of [walk, theirs]) await draft.take('administrator-1', 'discard');
  });

  it('suspend nobody twice at once: the second hears why, and not a constraint', async () => {
    const asked = async (by: string) => {
      const { id } = await openAffair(office, by, 'suspension');
      const step = { case: id, step: 'suspend', revision: 1, evidence: order('auditor') };
      return readFirst(office.texts, office.as(by), step);
    };
    const steps = [await asked('administrator-1'), await asked('administrator-1')];
    const told = await Promise.allSettled(
      steps.map((step) => office.casework.advance(office.as('administrator-1'), step, randomUUID())),
    );
    const lost = told.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(await refusal(Promise.reject(lost.reason as Error))).toEqual(
      conditions('thePersonIsNotSuspended'),
    );
    const [row] = await office.rows<{ case_id: string }>(
      'select case_id from suspensions where lifted_at is null',
    );
    const walk = Object.assign(await openAffair(office, 'administrator-1', 'suspension'), {
      ...{ id: row!.case_id, revision: 2 },
    });
    await reinstate(walk, 'auditor');
  });
});

describe('a suspension in the database', () => {
  it('is one for each person at a time, of this jurisdiction, and its end is not taken back', async () => {
    const walk = await suspend('assessor-1');
    const attempt = (sql: string, values: unknown[], tenant = 22): Promise<unknown> =>
      inTransaction(office.service, tenant, (tx) => tx.query(sql, values)).then(
        () => 'done',
        (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
      );
    const { id } = await openCase(office, 'applicant-food', 0);
    const insert = `insert into suspensions (tenant, case_id, person_id, since) values (22, $1, $2, office_now())`;
    expect(await attempt(insert, [id, idOf('assessor-1')])).toBe('a_person_is_suspended_once');
    expect(await attempt(insert, [id, idOf('assessor-2')], 23)).toBe('42501');
    await reinstate(walk, 'assessor-1');
    const back = 'update suspensions set lifted_at = null where case_id = $1';
    expect(await attempt(back, [walk.id])).toBe('GL023');
    expect(await attempt('delete from suspensions where case_id = $1', [walk.id])).toBe('42501');
  });
});

describe('sessions', () => {
  interface Listed {
    items: { id: string; current: boolean; method: string; begunAt: string; seenAt: string }[];
  }
  const listed = async (cookie: string): Promise<Listed['items']> => {
    const { status, body } = await byCookie('get', '/api/v1/me/sessions', cookie);
    expect(status).toBe(200);
    return (body as Listed).items;
  };
  const isAlive = async (cookie: string): Promise<boolean> =>
    (await byCookie('get', '/api/v1/me', cookie)).status === 200;
  const currentOf = async (cookie: string) => (await listed(cookie)).find(({ current }) => current)!.id;

  it('are seen by whose they are, with the one at hand, and never with the cookie or its digest', async () => {
    const [one, two] = [await sessionOf('coordinator'), await sessionOf('coordinator')];
    const { body } = await byCookie('get', '/api/v1/me/sessions', one);
    const { items } = body as Listed;
    expect(items).toEqual([
      expect.objectContaining({ current: false, method: 'pwd+otp' }),
      expect.objectContaining({ current: true, method: 'pwd+otp' }),
    ]);
    expect(Date.now() - Date.parse(items[1]!.begunAt)).toBeLessThan(60_000);
    const kept = await office.rows<{ digest: string }>(
      `select encode(digest, 'hex') as digest from sessions union select encode(digest, 'base64') from sessions`,
    );
    for (const secret of [...kept.map(({ digest }) => digest), one.split('=')[1]!, two.split('=')[1]!])
      expect(JSON.stringify(body)).not.toContain(secret);
    const byToken = await api.ask('get', '/api/v1/me/sessions', { as: 'coordinator' });
    expect((byToken.body as Listed).items.map(({ current }) => current)).toEqual([false, false]);
    // Its id opens nothing.
    expect(codeOf(await byCookie('get', '/api/v1/me', `greenlane=${items[0]!.id}`))).toEqual([
      ...[401, 'not-signed-in'],
    ]);
  });

  it('are ended by whose they are, one or all but this one, from our own page alone', async () => {
    const [one, two, three] = [
      ...[await sessionOf('leader-2'), await sessionOf('leader-2'), await sessionOf('leader-2')],
    ] as [string, string, string];
    const [own, others] = [await currentOf(one), await currentOf(two)];
    const path = `/api/v1/me/sessions/${others}`;
    for (const address of [path, '/api/v1/me/sessions'])
      for (const headers of [{}, { 'x-greenlane': '1', origin: 'https://evil.example' }] as object[])
        expect(codeOf(await byCookie('delete', address, one, headers as Record<string, string>))).toEqual([
          ...[403, 'cross-site-request'],
        ]);
    expect(await isAlive(two)).toBe(true);
    const foreign = await sessionOf('leader-1');
    for (const nobodys of [await currentOf(foreign), randomUUID()])
      expect(codeOf(await byCookie('delete', `/api/v1/me/sessions/${nobodys}`, one))).toEqual([
        ...[404, 'not-found'],
      ]);
    expect((await byCookie('delete', path, one)).status).toBe(204);
    expect([await isAlive(one), await isAlive(two), await isAlive(three)]).toEqual([true, false, true]);
    expect(codeOf(await byCookie('delete', path, one))).toEqual([404, 'not-found']);
    expect((await byCookie('delete', '/api/v1/me/sessions', one)).status).toBe(204);
    expect([await isAlive(one), await isAlive(three), await isAlive(foreign)]).toEqual([true, false, true]);
    const last = await byCookie('delete', `/api/v1/me/sessions/${own}`, one);
    expect([last.status, last.headers['clear-site-data']]).toEqual([204, '"cache", "storage"']);
    expect(String(last.headers['set-cookie'])).toContain('greenlane=; Max-Age=0');
    expect(await isAlive(one)).toBe(false);
  });

  it('of anybody are ended by administrators of roles, and the record says by whom and whose', async () => {
    const cookie = await sessionOf('decision-maker');
    const path = `/api/v1/people/${idOf('decision-maker')}/sessions`;
    for (const as of ['intake-1', 'supervisor', 'auditor', 'decision-maker', 'applicant-food'])
      expect([as, ...codeOf(await api.ask('delete', path, { as }))]).toEqual([as, 403, 'role-needed']);
    for (const person of [idOf('sichuan-intake'), randomUUID()]) {
      const address = `/api/v1/people/${person}/sessions`;
      expect(codeOf(await api.ask('delete', address, { as: 'administrator-1' }))).toEqual([
        ...[404, 'not-found'],
      ]);
    }
    const sichuan = await sessionOf('sichuan-intake');
    expect(await isAlive(cookie)).toBe(true);
    expect((await api.ask('delete', path, { as: 'administrator-1' })).status).toBe(204);
    expect([await isAlive(cookie), await isAlive(sichuan)]).toEqual([false, true]);
    const record = async (): Promise<AccessView[]> => {
      const { body } = await api.ask('get', '/api/v1/access?filter[kind]=sessionsEnded', { as: 'auditor' });
      return (body as { items: AccessView[] }).items;
    };
    expect((await record())[0]).toMatchObject({
      ...{ kind: 'sessionsEnded', person: idOf('administrator-1'), verb: 'DELETE', path },
    });
    // What was refused, or ended nothing, is no entry of this kind.
    expect((await record()).filter((entry) => entry.path === path)).toHaveLength(1);
  });

  it('of everybody in the jurisdiction are ended by administrators of roles, but for the one at hand', async () => {
    const [own, intake, sichuan] = [
      ...[await sessionOf('administrator-2'), await sessionOf('intake-1'), await sessionOf('sichuan-intake')],
    ] as [string, string, string];
    expect(codeOf(await byCookie('delete', '/api/v1/sessions', intake))).toEqual([403, 'role-needed']);
    expect((await byCookie('delete', '/api/v1/sessions', own)).status).toBe(204);
    expect([await isAlive(own), await isAlive(intake), await isAlive(sichuan)]).toEqual([true, false, true]);
    const [entry] = await office.rows<{ person_id: string; path: string }>(
      `select person_id, path from access_entries where kind = 'sessionsEnded' order by id desc limit 1`,
    );
    expect(entry).toEqual({ person_id: idOf('administrator-2'), path: '/api/v1/sessions' });
  });

  it('are for people: no key sees or ends them', async () => {
    const { body } = await api.ask('post', '/api/v1/api-keys', {
      as: 'applicant-food',
      body: { institution: food.id, name: 'LIMS 2', scopes: ['cases:read', 'cases:write'] },
    });
    const { key } = body as { key: string };
    for (const [method, path] of [
      ['get', '/api/v1/me/sessions'],
      ['delete', '/api/v1/me/sessions'],
      ['delete', '/api/v1/sessions'],
      ['delete', `/api/v1/me/sessions/${randomUUID()}`],
      ['delete', `/api/v1/people/${idOf('applicant-food')}/sessions`],
    ] as const)
      expect(codeOf(await api.ask(method, path, { token: key }))).toEqual([403, 'key-not-taken']);
  });
});
