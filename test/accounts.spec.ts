/**
 * People kept out and let in again, and sessions that are seen and ended, over HTTP. Over 300 lines: one application
 * carries all of it, and is costly to open.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import pg from 'pg';
import { replayCases } from '#casework';
import { inTransaction } from '#database';
import { openSession, type AccessView } from '#identity';
import { audience, testApi, type Answered, type Method, type TestApi } from './api.js';
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
  await api.close();
  expect(findings).toEqual([]);
});

/** Withdraws the administration of roles, as the two others do. */
async function withdrawAdministration(subject: string): Promise<void> {
  const walk = await openAffair(office, 'administrator-1', 'roleGrant');
  const role = [idOf(subject), 'administrator'] as const;
  await walk.take('administrator-1', 'proposeWithdrawal', roleGrant(...role));
  await walk.take('administrator-2', 'confirmWithdrawal', roleConfirmation(...role, { evenSo: true }));
}

const issuer = 'https://id.office.example';
const secretReason = '账户疑似被他人使用。';
const order = (subject: string) => ({ person: idOf(subject), reason: secretReason });
const checked = (subject: string) => ({ person: idOf(subject), checked: true });
const reason = { reason: '已查清。' };

/** Suspends somebody; answers the case. */
async function suspend(subject: string, by = 'administrator-1'): Promise<Walk> {
  const walk = await openAffair(office, by, 'suspension');
  expect((await walk.take(by, 'suspend', order(subject))).state).toBe('suspended');
  return walk;
}
/** Lets them in again, as two administrators do. */
async function reinstate(subject: string, by = 'administrator-1', other = 'administrator-2'): Promise<Walk> {
  const walk = await openAffair(office, by, 'suspension');
  await walk.take(by, 'proposeReinstatement', order(subject));
  await walk.take(other, 'confirmReinstatement', checked(subject));
  return walk;
}
/** Does something while somebody is suspended. */
async function without<T>(subject: string, work: () => Promise<T>): Promise<T> {
  await suspend(subject);
  try {
    return await work();
  } finally {
    await reinstate(subject);
  }
}

const sessionOf = async (subject: string): Promise<string> => {
  const says = { issuer, subject, method: 'pwd+otp' };
  const { name, value } = await openSession(api.office.service, says, { secure: false });
  return `${name}=${value}`;
};
/** A token of a sign-in after whatever has happened until now: tokens tell time in seconds. */
const signInAnew = async (subject: string): Promise<{ token: string }> => {
  await sleep(1_050 - (Date.now() % 1_000));
  return { token: await api.tokenOf(subject) };
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

    await suspend('applicant-food');
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
    // Whoever has the key need not be the person, and is told no more than that it is revoked.
    const byKey = async () => {
      const answer = await api.ask('get', '/api/v1/cases', { token: key });
      return [codeOf(answer), (answer.body as { reason: string }).reason];
    };
    expect(await byKey()).toEqual([[401, 'key-refused'], 'revoked']);
    const meanwhile = await sessionOf('applicant-food');
    expect(codeOf(await byCookie('get', '/api/v1/me', meanwhile))).toEqual([403, 'account-suspended']);
    const home = await fetch(`${api.url}/`, { headers: { cookie: meanwhile, 'accept-language': 'en' } });
    const page = await home.text();
    expect([home.status, page.includes('Your account is suspended'), page.includes('何晓雯')]).toEqual([
      ...[200, true, false],
    ]);
    // What would help nobody is not offered.
    expect([page.includes('Sign out'), page.includes('/sign-in')]).toEqual([true, false]);
    const issuedMeanwhile = { token: await api.tokenOf('applicant-food') };

    const walk = await openAffair(office, 'administrator-1', 'suspension');
    await walk.take('administrator-1', 'proposeReinstatement', order('applicant-food'));
    expect(
      await refusal(walk.take('administrator-1', 'confirmReinstatement', checked('applicant-food'))),
    ).toMatchObject({ code: 'not-permitted', reasons: ['dutiesAreKeptApart'] });
    expect(codeOf(await api.ask('get', '/api/v1/me', token))).toEqual([403, 'account-suspended']);
    await walk.take('administrator-2', 'confirmReinstatement', checked('applicant-food'));
    // Neither what was issued before nor what was issued meanwhile is taken again, and the key stays revoked.
    for (const old of [token, issuedMeanwhile]) {
      const { status, body } = await api.ask('get', '/api/v1/me', old);
      expect([status, body]).toMatchObject([401, { code: 'token-refused', reason: 'beforeReinstatement' }]);
    }
    expect(codeOf(await repeated())).toEqual([401, 'token-refused']);
    expect(await byKey()).toEqual([[401, 'key-refused'], 'revoked']);
    const anew = await signInAnew('applicant-food');
    expect((await api.ask('get', '/api/v1/me', anew)).status).toBe(200);
    expect(
      (await api.ask('post', '/api/v1/cases', { ...once, ...anew })).headers['idempotent-replayed'],
    ).toBe('true');
    // A token that is issued anew for a sign-in of before is one of before.
    const refreshed = await api.tokenOf('applicant-food', { auth_time: Math.floor(Date.now() / 1000) - 60 });
    expect(codeOf(await api.ask('get', '/api/v1/me', { token: refreshed }))).toEqual([401, 'token-refused']);
    // Nor is one taken that does not say when it was issued.
    const undated = await new SignJWT({ iss: issuer, aud: audience, sub: 'applicant-food' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
      .setExpirationTime('1h')
      .sign(api.privateKey);
    expect(codeOf(await api.ask('get', '/api/v1/me', { token: undated }))).toEqual([401, 'token-refused']);
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
    expect(codeOf(await api.ask('get', '/api/v1/access', await signInAnew('newcomer')))).toEqual([
      ...[403, 'role-needed'],
    ]);
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
    expect(
      await refusal(alone.take('administrator-1', 'proposeSuspension', order('administrator-2'))),
    ).toEqual(conditions('twoAdministratorsRemain'));
    expect(
      await refusal(alone.take('administrator-1', 'proposeSuspension', order('administrator-1'))),
    ).toEqual(conditions('itIsSomebodyElse', 'twoAdministratorsRemain'));
    await alone.take('administrator-1', 'discard');
    await grantRole(office, 'newcomer', 'administrator');
    // Another instance is about to suspend the third, and has not committed: this one waits for it, and judges again.
    const walk = await openAffair(office, 'newcomer', 'suspension');
    await walk.take('newcomer', 'proposeSuspension', order('administrator-2'));
    const theirs = await openAffair(office, 'administrator-1', 'suspension');
    const superuser = new pg.Client({ connectionString: office.urls.superuserUrl });
    await superuser.connect();
    await superuser.query('begin; select from jurisdictions where tenant = 22 for update');
    await superuser.query(
      'insert into suspensions (tenant, case_id, person_id, since) values (22, $1, $2, office_now())',
      [theirs.id, idOf('newcomer')],
    );
    let waits = true;
    const asked = refusal(
      walk.take('administrator-1', 'confirmSuspension', checked('administrator-2')),
    ).finally(() => {
      waits = false;
    });
    await sleep(500);
    expect(waits).toBe(true);
    await superuser.query('commit');
    expect(await asked).toEqual(conditions('twoAdministratorsRemain'));
    const withdrawal = await openAffair(office, 'administrator-1', 'roleGrant');
    const other = roleGrant(idOf('administrator-2'), 'administrator');
    expect(await refusal(withdrawal.take('administrator-1', 'proposeWithdrawal', other))).toEqual(
      conditions('twoAdministratorsRemain'),
    );
    await withdrawal.take('administrator-1', 'discard');
    await superuser.query('delete from suspensions where case_id = $1', [theirs.id]);
    await superuser.end();
    await walk.take('newcomer', 'takeBack', reason);
    await theirs.take('administrator-1', 'discard');
  });

  it('are needed to suspend one of them: nobody keeps out alone those who would stop them', async () => {
    const walk = await openAffair(office, 'administrator-1', 'suspension');
    expect(await refusal(walk.take('administrator-1', 'suspend', order('newcomer')))).toEqual(
      conditions('thePersonAdministersNothing'),
    );
    await walk.take('administrator-1', 'proposeSuspension', order('newcomer'));
    // Until it is confirmed nothing has changed; who proposed it does not confirm, nor does whom it is about decline.
    expect(await office.rows('select from suspensions where lifted_at is null')).toEqual([]);
    const confirming = (by: string) => refusal(walk.take(by, 'confirmSuspension', checked('newcomer')));
    expect(await confirming('administrator-1')).toMatchObject({
      ...{ code: 'not-permitted', reasons: ['dutiesAreKeptApart'] },
    });
    expect(await confirming('newcomer')).toEqual(conditions('itIsSomebodyElse'));
    expect(await refusal(walk.take('newcomer', 'decline', reason))).toEqual(
      conditions('nobodyActsForThemselves'),
    );
    expect((await walk.take('administrator-2', 'confirmSuspension', checked('newcomer'))).state).toBe(
      'suspended',
    );
    expect((await refusal(openAffair(office, 'newcomer', 'suspension'))).code).toBe('account-suspended');
    await reinstate('newcomer', 'administrator-2', 'administrator-1');
  });

  it('are needed though the role is granted while the person is being suspended, or was already', async () => {
    await withdrawAdministration('newcomer');
    // Suspended by one, and then to be made an administrator: they are let in again first.
    const grant = await openAffair(office, 'administrator-2', 'roleGrant');
    await grant.take('administrator-2', 'proposeGrant', roleGrant(idOf('newcomer'), 'administrator'));
    await suspend('newcomer');
    const confirmation = roleConfirmation(idOf('newcomer'), 'administrator');
    expect(await refusal(grant.take('administrator-1', 'confirmGrant', confirmation))).toEqual(
      conditions('whoAdministersIsNotSuspended'),
    );
    await reinstate('newcomer');
    // Another instance makes them one and has not committed: the suspension waits for it, and is judged again.
    const walk = await openAffair(office, 'administrator-1', 'suspension');
    const superuser = new pg.Client({ connectionString: office.urls.superuserUrl });
    await superuser.connect();
    await superuser.query('begin; select from jurisdictions where tenant = 22 for update');
    await superuser.query(
      `insert into role_grants (tenant, person_id, role, duty, granted_at)
       values (22, $1, 'administrator', 'administration', office_now())`,
      [idOf('newcomer')],
    );
    const asked = refusal(walk.take('administrator-1', 'suspend', order('newcomer')));
    await sleep(500);
    await superuser.query('commit');
    expect(await asked).toEqual(conditions('thePersonAdministersNothing'));
    await superuser.query(
      `delete from role_grants where person_id = $1 and role = 'administrator' and withdrawn_at is null`,
      [idOf('newcomer')],
    );
    // And the other way round: the grant waits for the suspension.
    const theirs = await openAffair(office, 'administrator-1', 'suspension');
    await superuser.query('begin; select from jurisdictions where tenant = 22 for update');
    await superuser.query(
      'insert into suspensions (tenant, case_id, person_id, since) values (22, $1, $2, office_now())',
      [theirs.id, idOf('newcomer')],
    );
    const granted = refusal(grant.take('administrator-1', 'confirmGrant', confirmation));
    await sleep(500);
    await superuser.query('commit');
    expect(await granted).toEqual(conditions('whoAdministersIsNotSuspended'));
    await superuser.query('delete from suspensions where case_id = $1', [theirs.id]);
    await superuser.end();
    await grant.take('administrator-2', 'takeBack', reason);
    for (const draft of [walk, theirs]) await draft.take('administrator-1', 'discard');
  });

  it('let in again whoever one of them suspended, whichever of them begins, and cannot get stuck', async () => {
    const [one, two] = ['administrator-1', 'administrator-2'];
    for (const [by, first, second] of [
      [one, one, two],
      [one, two, one],
      [two, one, two],
      [two, two, one],
    ] as const) {
      await suspend('auditor', by);
      await reinstate('auditor', first, second);
    }
    // One opens, the other proposes: both have a duty in that case, so it is taken back, and either begins anew.
    await suspend('auditor', one);
    const tied = await openAffair(office, one, 'suspension');
    await tied.take(two, 'proposeReinstatement', order('auditor'));
    for (const by of [one, two])
      for (const [step, evidence] of [
        ['confirmReinstatement', checked('auditor')],
        ['decline', reason],
      ] as const)
        expect(await refusal(tied.take(by, step, evidence))).toMatchObject({
          ...{ code: 'not-permitted', reasons: ['dutiesAreKeptApart'] },
        });
    expect(await refusal(tied.take(one, 'takeBack', reason))).toEqual(conditions('theProposerTakesItBack'));
    // Nor does an old proposal stand in the way where nobody takes it back.
    await reinstate('auditor', two, one);
    expect((await tied.take(two, 'takeBack', reason)).state).toBe('takenBack');
    // What was proposed and declined is proposed anew, by either.
    await suspend('auditor', two);
    const declined = await openAffair(office, two, 'suspension');
    await declined.take(two, 'proposeReinstatement', order('auditor'));
    expect((await declined.take(one, 'decline', reason)).state).toBe('declined');
    const stale = await openAffair(office, one, 'suspension');
    await stale.take(one, 'proposeReinstatement', order('auditor'));
    await reinstate('auditor', one, two);
    expect(await refusal(stale.take(two, 'confirmReinstatement', checked('auditor')))).toEqual(
      conditions('thePersonIsSuspended'),
    );
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
    expect(await office.rows('select from suspensions where lifted_at is null')).toHaveLength(1);
    await reinstate('auditor');
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
    const lifted = `update suspensions set lifted_at = office_now() where case_id = $1`;
    expect(await attempt(lifted, [walk.id])).toBe('whoever_is_let_in_again_is_so_by_a_case');
    const before = Date.now();
    await reinstate('assessor-1');
    const [row] = await office.rows<{ let_in_at: Date }>(
      'select let_in_at from suspensions where case_id = $1',
      [walk.id],
    );
    expect(Math.abs(row!.let_in_at.getTime() - before)).toBeLessThan(60_000);
    const back = 'update suspensions set lifted_at = null, lifted_case = null where case_id = $1';
    expect(await attempt(back, [walk.id])).toBe('GL023');
    const dated = `update suspensions set let_in_at = '2020-01-01' where case_id = $1`;
    expect(await attempt(dated, [walk.id])).toBe('42501');
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
    const auditor = await signInAnew('auditor');
    for (const as of ['intake-1', 'supervisor', 'auditor', 'decision-maker', 'applicant-food']) {
      const token = await api.tokenOf(as);
      expect([as, ...codeOf(await api.ask('delete', path, { token }))]).toEqual([as, 403, 'role-needed']);
    }
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
      const { body } = await api.ask('get', '/api/v1/access?filter[kind]=sessionsEnded', auditor);
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
      ...(await signInAnew('applicant-food')),
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
