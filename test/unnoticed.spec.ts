/**
 * What somebody with the service's own login to the database could try on roles, authorisations, absences, interests and
 * accounts, sessions and keys: the database refuses it, or the replay finds it, or it stands in the access record. Long, because it has a
 * row for each way.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { replayCases } from '#casework';
import { connect, inTransaction, withoutTenant, type Database } from '#database';
import { appoint } from '#grants';
import { createPerson, openAccount, openSession } from '#identity';
import { testDatabase, type TestDatabase } from './database.js';
import { grantRole, openAffair, withdrawRole } from './office-affairs.js';
import { handIn, laboratories, openCase, testOffice, type TestOffice, type Walk } from './office.js';

let office: TestOffice;
let superuser: pg.Client;
const idOf = (subject: string): string => office.as(subject).person;
const reason = { reason: '理由。' };
const day = (date: string) => `2025-09-${date}`;
const cases: Record<'fields' | 'again' | 'claim' | 'left' | 'head' | 'away' | 'kin' | 'lifted', string> =
  {} as never;

beforeAll(async () => {
  office = await testOffice();
  superuser = new pg.Client({ connectionString: office.urls.superuserUrl });
  await superuser.connect();
  const assessing = { qualification: { fields: ['12', '13'], mayLead: true, until: '2027-12-31' } };
  cases.fields = (await grantRole(office, 'newcomer', 'assessor', assessing)).id;
  cases.again = (await grantRole(office, 'newcomer', 'intakeOfficer')).id;
  await grantRole(office, 'agent', 'supervisor');
  await withdrawRole(office, 'agent', 'supervisor');
  cases.claim = (await representing('assessor-2')).id;
  const ended = await representing('assessor-1');
  await ended.take('assessor-1', 'giveUp', reason);
  const left = await representing('assessor-2', 1);
  cases.left = left.id;
  await left.take('assessor-2', 'giveUp', reason);
  const head = await representing('assessor-1', 2, 'legalRepresentative');
  cases.head = head.id;
  const invitation = await openAffair(office, 'assessor-1', 'invitation', laboratories[2].id);
  await invitation.take('assessor-1', 'invite', { person: idOf('leader-1') });
  await invitation.take('leader-1', 'accept', { accepted: true });
  await head.take('intake-1', 'revoke', reason);
  await office.casework.pay(office.tenant, invitation.id, 'fallWithTheInviter', {
    ...{ case: head.id, seq: head.revision, ordinal: 1 },
  });
  cases.away = (await away('intake-1', 'intake-2')).id;
  await (await away('decision-maker', 'decision-maker-2')).take('decision-maker', 'end');
  cases.kin = (await declared('coordinator')).id;
  const lifting = await declared('coordinator-2');
  cases.lifted = lifting.id;
  await grantRole(office, 'auditor', 'supervisor');
  await lifting.take('supervisor', 'proposeLifting', reason);
  await lifting.take('auditor', 'confirmLifting');
});
afterAll(async () => {
  await superuser?.end();
  await office?.close();
});

async function representing(
  subject: string,
  laboratory: 1 | 2 = 2,
  capacity: 'agent' | 'legalRepresentative' = 'agent',
): Promise<Walk> {
  const { creditCode, name, legalForm, address } = laboratories[laboratory];
  const entry = { creditCode, name, legalForm, address };
  const walk = await openAffair(office, subject, 'representation');
  const document = await handIn(office, subject, walk.id);
  const documents = [{ kind: capacity === 'agent' ? 'letterOfAuthorisation' : 'licence', document }];
  await walk.take(subject, 'submit', { ...entry, capacity, documents, declaration: true });
  const checked = { identity: true, authorisation: true };
  await walk.take('intake-1', 'confirm', { institution: entry, checked });
  return walk;
}

async function away(absent: string, cover: string): Promise<Walk> {
  const walk = await openAffair(office, absent, 'absence');
  const entry = { absent: idOf(absent), cover: idOf(cover), away: { from: day('01'), to: day('30') } };
  await walk.take(absent, 'enter', entry);
  return walk;
}

async function declared(subject: string): Promise<Walk> {
  const walk = await openAffair(office, subject, 'interest');
  await walk.take(subject, 'declare', { institution: laboratories[2].id, ground: 'kinship' });
  return walk;
}

const findings = async (): Promise<string[]> => {
  const report = await replayCases(office.service, office.casework, office.tenant);
  return report.findings.map(({ case: of, sentence }) => `${of ?? '-'} ${sentence}`);
};

/** Runs a statement with the service's login. Answers the code it is refused with, or undefined. */
async function asService(sql: string, values: unknown[] = []): Promise<string | undefined> {
  return inTransaction(office.service, office.tenant, (tx) => tx.query(sql, values)).then(
    () => undefined,
    (error: { code: string }) => error.code,
  );
}

/** What the replay finds while a table stands changed: by the service's login, or by the owner of everything. */
async function foundAfter(change: string, values: unknown[], by: 'service' | 'superuser'): Promise<string[]> {
  const tables = [...change.matchAll(/(?:insert into|update|delete from) (\w+)/g)].map(([, table]) => table!);
  for (const table of tables) await superuser.query(`create temp table kept_${table} as table ${table}`);
  if (by === 'service') expect(await asService(change, values)).toBeUndefined();
  else {
    for (const table of tables) await superuser.query(`alter table ${table} disable trigger all`);
    await superuser.query(change, values);
  }
  const found = await findings();
  for (const table of tables) {
    await superuser.query(`alter table ${table} disable trigger all`);
    await superuser.query(`delete from ${table}`);
    await superuser.query(`insert into ${table} select * from kept_${table}`);
    await superuser.query(`alter table ${table} enable trigger all`);
    await superuser.query(`drop table kept_${table}`);
  }
  return found;
}

/** Takes somebody's applicant's role by a case's event of that step, dated as it is. */
const withdrawnBy = (step: 'confirm' | 'revoke' | 'giveUp'): string =>
  `update role_grants as g set withdrawn_at = e.at, withdrawn_case = e.case_id, withdrawn_seq = e.seq from events as e
   where e.case_id = $2 and e.step = '${step}' and g.person_id = $1 and g.role = 'applicant' and g.withdrawn_at is null`;

describe('the replay', () => {
  it('finds nothing where roles, authorisations, absences and interests came and went by their cases', async () => {
    expect(await findings()).toEqual([]);
  });

  it.each<[string, 'service' | 'superuser', string, () => unknown[], string]>([
    [
      'an interest that was lifted by nobody',
      'service',
      'update interests set lifted_at = office_now() where case_id = $1',
      () => [cases.kin],
      'the interest did not end when its events say',
    ],
    [
      'an interest that was gone',
      'superuser',
      'delete from interests where case_id = $1',
      () => [cases.kin],
      'the interest that was entered is not there',
    ],
    [
      'an interest in another institution',
      'superuser',
      `update interests set institution_id = '${laboratories[0].id}' where case_id = $1`,
      () => [cases.lifted],
      'no event entered the interest as it stands',
    ],
    [
      'a cover that was ended by nobody',
      'service',
      'update covers set ended_at = office_now() where case_id = $1',
      () => [cases.away],
      'the absence did not end when its events say',
    ],
    [
      'a longer absence',
      'superuser',
      `update covers set until_day = '2026-12-31' where case_id = $1`,
      () => [cases.away],
      'no event entered the absence as it stands',
    ],
    [
      'fields that an assessor lost',
      'service',
      `delete from assessor_fields where person_id = $1 and field = '13'`,
      () => [idOf('newcomer')],
      'are not those that were granted',
    ],
    [
      'a field that nobody granted',
      'service',
      `insert into assessor_fields (tenant, person_id, field, may_lead) values (22, $1, '14', true)`,
      () => [idOf('newcomer')],
      'are not those that were granted',
    ],
    [
      'an authorisation for more steps',
      'superuser',
      `update acting_for set steps = '{submit}' where case_id = $1`,
      () => [cases.claim],
      'as no event allowed',
    ],
    [
      'an authorisation that ended by nobody',
      'service',
      'update acting_for set withdrawn_at = office_now() where case_id = $1',
      () => [cases.claim],
      'no event ended it then',
    ],
    [
      'an authorisation that was gone',
      'superuser',
      'delete from acting_for where case_id = $1',
      () => [cases.claim],
      'was let act for an institution and does not',
    ],
    [
      'a role of another duty than its own',
      'superuser',
      `update role_grants set duty = 'decision' where granted_case = $1`,
      () => [cases.again],
      'is held for another duty than its own',
    ],
    [
      'a role that was gone',
      'superuser',
      'delete from role_grants where granted_case = $1',
      () => [cases.again],
      'was granted and is not held',
    ],
    [
      'an applicant’s role that went with the confirmation of somebody else',
      'service',
      withdrawnBy('confirm'),
      () => [idOf('applicant-food'), cases.head],
      'is withdrawn by an event that did not withdraw it then',
    ],
    [
      'an applicant’s role that went with the revocation of somebody else',
      'service',
      withdrawnBy('revoke'),
      () => [idOf('applicant-food'), cases.head],
      'is withdrawn by an event that did not withdraw it then',
    ],
    [
      'an applicant’s role that went with a furnished authorisation when somebody else’s was confirmed',
      'service',
      `with gone as (update acting_for as a set withdrawn_at = e.at from events as e
         where e.case_id = $2 and e.step = 'confirm' and a.person_id = $1) ${withdrawnBy('confirm')}`,
      () => [idOf('applicant-food'), cases.head],
      'is withdrawn by an event that did not withdraw it then',
    ],
    [
      'an applicant’s role that went with one of two authorisations',
      'service',
      withdrawnBy('giveUp'),
      () => [idOf('assessor-2'), cases.left],
      'acts for an institution without "applicant"',
    ],
    [
      'an applicant’s role of somebody who acts for nobody',
      'superuser',
      `update role_grants set withdrawn_at = null, withdrawn_case = null, withdrawn_seq = null
       where person_id = $1 and role = 'applicant'`,
      () => [idOf('leader-1')],
      'is held and they act for no institution',
    ],
  ])('finds %s', async (_what, by, change, values, sentence) => {
    const found = await foundAfter(change, values(), by);
    expect(found).toEqual([expect.stringContaining(sentence)]);
    expect(await findings()).toEqual([]);
  });

  it('finds a role that rests on somebody else’s event, which the database cannot see', async () => {
    const event = `select case_id, seq, at from events where case_id = $2 and step = 'confirmGrant'`;
    const found = await foundAfter(
      `insert into role_grants (tenant, person_id, role, duty, granted_at, granted_case, granted_seq)
       select 22, $1, 'decisionMaker', 'decision', e.at, e.case_id, e.seq from (${event}) as e`,
      [idOf('newcomer'), cases.again],
      'service',
    );
    expect(found).toEqual([
      `${cases.again} "decisionMaker" of ${idOf('newcomer')} is held by an event that did not grant it then`,
    ]);
  });
});

describe('the service’s own login', () => {
  it('dates no role and no authorisation otherwise than its event, in a demonstration either', async () => {
    const role = (at: string, of: string) =>
      asService(
        `insert into role_grants (tenant, person_id, role, duty, granted_at, granted_case, granted_seq)
         values (22, $1, 'auditor', 'oversight', ${at}, $2, 3)`,
        [idOf('newcomer'), of],
      );
    expect(await role(`'2020-01-01'`, cases.again)).toBe('GL024');
    expect(await role('office_now()', cases.again)).toBe('GL024');
    const acts = asService(
      `insert into acting_for (tenant, person_id, institution_id, since, case_id) values (22, $1, $2, '2020-01-01', $3)`,
      [idOf('newcomer'), laboratories[0].id, cases.claim],
    );
    expect(await acts).toBe('GL024');
    const withdrawn = asService(
      `update role_grants set withdrawn_at = '2020-01-01', withdrawn_case = $1, withdrawn_seq = 3 where granted_case = $1`,
      [cases.again],
    );
    expect(await withdrawn).toBe('GL024');
  });

  it('ends no role and no authorisation before it began', async () => {
    const withdrawn = asService(
      `update role_grants as g set withdrawn_at = e.at, withdrawn_case = e.case_id, withdrawn_seq = e.seq
       from events as e where g.granted_case = $1 and e.case_id = $2 and e.seq = 1`,
      [cases.again, cases.fields],
    );
    expect(await withdrawn).toBe('23514');
    const ended = `update acting_for set withdrawn_at = since - interval '1 millisecond' where case_id = $1`;
    expect(await asService(ended, [cases.claim])).toBe('23514');
  });

  it('changes no institution’s parent and nobody’s employer, for these recuse', async () => {
    const insufficientPrivilege = '42501';
    const { id } = laboratories[0];
    expect(await asService('update institutions set parent_id = null where id = $1', [id])).toBe(
      insufficientPrivilege,
    );
    expect(await asService('update people set employer_id = null where id = $1', [idOf('agent')])).toBe(
      insufficientPrivilege,
    );
  });

  it('names the authority once: it is not exchanged for another', async () => {
    const sql = 'update jurisdictions set authority_id = $1 where tenant = 22';
    expect(await asService(sql, [laboratories[0].id])).toBe('GL025');
    expect(await asService(sql, [null])).toBe('GL025');
  });

  it('opens no account unnoticed: a second one for somebody stands in the access record', async () => {
    const person = idOf('decision-maker');
    await inTransaction(office.service, 22, (tx) =>
      openAccount(tx, { issuer: 'https://elsewhere.example', subject: randomUUID(), person }),
    );
    const opened = await office.rows(
      `select id from access_entries where kind = 'accountOpened' and person_id = $1 order by id`,
      [person],
    );
    expect(opened.length).toBeGreaterThanOrEqual(1);
    // Ids are made by the milliseconds of two clocks, which round in their own ways.
    await sleep(2);
    const walk = await openCase(office, 'applicant-food', 0);
    expect(walk.id > (opened.at(-1) as { id: string }).id).toBe(true);
  });
});

describe('sessions and keys', () => {
  const insert = (created: string, seen: string, expires: string) =>
    withoutTenant(office.service, (tx) =>
      tx.query(
        `insert into sessions (digest, issuer, subject, method, created_at, seen_at, expires_at)
         values (sha256($1), 'https://id.office.example', 'unnoticed', 'pwd+otp', ${created}, ${seen}, ${expires})`,
        [randomUUID()],
      ),
    ).then(
      () => 'done',
      ({ code, constraint }: { code: string; constraint?: string }) => constraint ?? code,
    );
  const now = 'clock_timestamp()';
  const later = (interval: string) => `${now} + interval '${interval}'`;
  const entriesOf = async (kind: string, person: string) =>
    (
      await office.rows('select from access_entries where kind = $1 and person_id = $2 and tenant = $3', [
        kind,
        person,
        office.tenant,
      ])
    ).length;

  it('last no longer than they should, whoever writes the row', async () => {
    const tooLong = 'a_session_lasts_no_longer_than_a_working_day';
    expect(await insert(now, now, later('300 years'))).toBe(tooLong);
    expect(await insert(now, now, later('8 hours 1 second'))).toBe(tooLong);
    // Neither by beginning nor by having been seen tomorrow.
    expect(await insert(later('1 day'), now, later('1 day'))).toBe('GL026');
    expect(await insert(now, later('1 day'), later('1 hour'))).toBe('GL026');
    expect(await insert(now, now, later('7 hours'))).toBe('done');
    const seen = (at: string) => asService(`update sessions set seen_at = ${at} where subject = 'unnoticed'`);
    expect(await seen(later('1 day'))).toBe('GL026');
    expect(await seen(now)).toBeUndefined();
  });

  it('that have ended stay so', async () => {
    const set = (at: string) => asService(`update sessions set ended_at = ${at} where subject = 'unnoticed'`);
    expect(await set(now)).toBeUndefined();
    expect(await set('null')).toBe('GL023');
    expect(await set(later('1 hour'))).toBe('GL023');
  });

  it('are never made unnoticed: each stands in the access record of whose it is', async () => {
    const person = idOf('decision-maker');
    const says = { issuer: 'https://noticed.example', subject: randomUUID(), method: 'pwd' };
    await inTransaction(office.service, office.tenant, (tx) => openAccount(tx, { ...says, person }));
    const [sessions, keys] = [await entriesOf('sessionOpened', person), await entriesOf('keyMade', person)];
    await openSession(office.service, says, { secure: true });
    expect(await entriesOf('sessionOpened', person)).toBe(sessions + 1);
    const key = `insert into api_keys (id, digest, tenant, person_id, institution_id, slot, name, scopes, created_at, expires_at)
      values ($1, sha256('secret'), $2, $3, $4, 1, 'LIMS', '{}', ${now}, ${later('1 day')})`;
    const made = [randomUUID(), office.tenant, person, laboratories[0].id];
    expect(await asService(key, made)).toBeUndefined();
    expect(await entriesOf('keyMade', person)).toBe(keys + 1);
    // Of somebody without an account it names nobody, and stands in nobody's jurisdiction.
    const nobodys = `select from access_entries where kind = 'sessionOpened' and tenant is null and person_id is null`;
    const before = (await superuser.query(nobodys)).rows.length;
    await openSession(office.service, { ...says, subject: randomUUID() }, { secure: true });
    expect((await superuser.query(nobodys)).rows).toHaveLength(before + 1);
  });

  it('that are revoked stay so', async () => {
    const set = (at: string) => asService(`update api_keys set revoked_at = ${at} where name = 'LIMS'`);
    expect(await set(now)).toBeUndefined();
    expect(await set('null')).toBe('GL023');
  });
});

describe('in a real office', () => {
  let place: TestDatabase;
  let owner: Database;
  let service: Database;
  beforeAll(async () => {
    place = await testDatabase();
    owner = await connect(place.ownerUrl, { poolSize: 1 });
    service = await connect(place.serviceUrl, { poolSize: 1 });
    await owner.dataSource.query(
      `insert into jurisdictions (tenant, name_zh, name_en) values (22, '重庆', 'Chongqing')`,
    );
  });
  afterAll(async () => {
    await service.close();
    await owner.close();
    await place.drop();
  });
  const found = async () => (await replayCases(service, office.casework, 22)).findings;

  it('nobody holds a role or acts for anybody without an event but the first two administrators', async () => {
    const account = (subject: string) => ({ name: '张三', issuer: 'https://id.office.example', subject });
    const appointed = await appoint(owner, 22, [account('zhang'), account('li')]);
    const [first = ''] = appointed.done ? appointed.people : [];
    expect(await found()).toEqual([]);
    const person = await inTransaction(service, 22, (tx) => createPerson(tx, { name: '王五' }));
    const refused = async (sql: string, values: unknown[]) =>
      inTransaction(service, 22, (tx) => tx.query(sql, values)).catch(({ code }: { code: string }) => code);
    const role = `insert into role_grants (tenant, person_id, role, duty, granted_at) values (22, $1, $2, $3, office_now())`;
    expect(await refused(role, [person, 'decisionMaker', 'decision'])).toBe('GL024');
    const ending = 'update role_grants set withdrawn_at = office_now() where person_id = $1';
    expect(await refused(ending, [first])).toBe('GL024');
    // Whoever owns the database can: then the replay tells.
    const byOwner = (sql: string, values: unknown[]) =>
      inTransaction(owner, 22, (tx) => tx.query(sql, values));
    await byOwner(role, [person, 'decisionMaker', 'decision']);
    await byOwner(
      `insert into assessor_fields (tenant, person_id, field, may_lead) values (22, $1, '12', true)`,
      [person],
    );
    expect((await found()).map(({ case: of, sentence }) => [of, sentence])).toEqual([
      [null, `role_grants has "decisionMaker" of ${person}, which no event granted`],
      [null, `assessor_fields has fields of ${person}, which no event granted`],
    ]);
  });
});
