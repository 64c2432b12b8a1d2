import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, inTransaction, withoutTenant } from '#database';
import type { Database, Transaction } from '#database';
import { testDatabase } from '../../test/database.js';
import type { TestDatabase } from '../../test/database.js';
import { demonstrationInstitutions } from './demonstration-offices.js';
import { demonstrationPeople } from './demonstration-people.js';
import { requireDemonstration, seedDemonstration } from './demonstration.js';
import {
  actFor,
  createPerson,
  findAccount,
  getActor,
  grant,
  loadActors,
  openAccount,
  stopActingFor,
  withdraw,
} from './people.js';
import { demonstrationIssuer } from './tokens.js';

let place: TestDatabase;
let service: Database;
let owner: Database;
const inChongqing = <T>(work: (tx: Transaction) => Promise<T>) => inTransaction(service, 22, work);
const institution = '01920000-0000-7000-8000-0000000000f1';
const registerInstitution = (tx: Transaction, id: string, creditCode: string) =>
  tx.query(
    `insert into institutions (tenant, id, credit_code, name, legal_form, address, registered_at)
     values ($1, $2, $3, 'A', 'enterprise', 'B', office_now())`,
    [tx.tenant, id, creditCode],
  );

beforeAll(async () => {
  place = await testDatabase();
  owner = await connect(place.ownerUrl, { poolSize: 1 });
  service = await connect(place.serviceUrl, { poolSize: 2 });
  await owner.dataSource.query(
    `insert into jurisdictions (tenant, name_zh, name_en) values (22, '重庆', 'Chongqing'), (23, '四川', 'Sichuan')
     on conflict do nothing`,
  );
  // Roles without an event are entered by the service in a demonstration alone.
  await owner.dataSource.query('update office_clock set demonstration = true');
  await inChongqing((tx) => registerInstitution(tx, institution, '91350100M000100Y43'));
});
afterAll(async () => {
  await service.close();
  await owner.close();
  await place.drop();
});

describe('people and what they may do', () => {
  it('are loaded with the roles and institutions of this moment', async () => {
    const [ming, lan] = await inChongqing(async (tx) => {
      const ming = await createPerson(tx, { name: '明', employer: institution });
      const lan = await createPerson(tx, { name: '兰' });
      await grant(tx, ming, 'teamLeader');
      await grant(tx, ming, 'assessor');
      await actFor(tx, ming, institution);
      return [ming, lan];
    });
    const actors = await inChongqing((tx) =>
      loadActors(tx, [ming, lan, ming, '01920000-0000-7000-8000-0000000000ff', 'nobody', '']),
    );
    expect([...actors.values()].sort((a, b) => a.person.localeCompare(b.person))).toEqual(
      [
        {
          tenant: 22,
          person: ming,
          name: '明',
          roles: ['assessor', 'teamLeader'],
          actsFor: [institution],
          acting: [{ institution, capacity: 'agent', steps: null }],
          covers: [],
          suspended: false,
          employer: institution,
          method: 'none',
        },
        {
          ...{ tenant: 22, person: lan, name: '兰', roles: [], actsFor: [], acting: [], covers: [] },
          ...{ employer: null, method: 'none', suspended: false },
        },
      ].sort((a, b) => a.person.localeCompare(b.person)),
    );
    await expect(inChongqing((tx) => loadActors(tx, ['nobody']))).resolves.toEqual(new Map());
  });

  it('lose a role at the very next lookup after it is withdrawn, and can be given it again', async () => {
    const person = await inChongqing((tx) => createPerson(tx, { name: '文' }));
    const roles = async () => (await inChongqing((tx) => getActor(tx, person, 'token'))).roles;
    expect(await inChongqing((tx) => grant(tx, person, 'decisionMaker'))).toBe(true);
    expect(await inChongqing((tx) => grant(tx, person, 'decisionMaker'))).toBe(false);
    expect(await roles()).toEqual(['decisionMaker']);
    expect(await inChongqing((tx) => withdraw(tx, person, 'decisionMaker'))).toBe(true);
    expect(await roles()).toEqual([]);
    expect(await inChongqing((tx) => withdraw(tx, person, 'decisionMaker'))).toBe(false);
    await inChongqing((tx) => grant(tx, person, 'decisionMaker'));
    expect(await roles()).toEqual(['decisionMaker']);
  });

  it('act for an institution until that is withdrawn', async () => {
    const person = await inChongqing((tx) => createPerson(tx, { name: '清' }));
    const actsFor = async () => (await inChongqing((tx) => getActor(tx, person, 'token'))).actsFor;
    expect(await inChongqing((tx) => actFor(tx, person, institution))).toBe(true);
    expect(await inChongqing((tx) => actFor(tx, person, institution))).toBe(false);
    expect(await actsFor()).toEqual([institution]);
    expect(await inChongqing((tx) => stopActingFor(tx, person, institution))).toBe(true);
    expect(await inChongqing((tx) => stopActingFor(tx, person, institution))).toBe(false);
    expect(await actsFor()).toEqual([]);
  });

  it('act for an institution up to the last day and in the steps they were given; a key, for its own alone', async () => {
    const other = '01920000-0000-7000-8000-0000000000f2';
    const former = '01920000-0000-7000-8000-0000000000f3';
    const person = await inChongqing(async (tx) => {
      const person = await createPerson(tx, { name: '限' });
      await registerInstitution(tx, other, '91350100M000100Y44');
      await registerInstitution(tx, former, '91350100M000100Y45');
      await actFor(tx, person, institution);
      for (const role of ['applicant', 'intakeOfficer'] as const) await grant(tx, person, role);
      await tx.query(
        `insert into acting_for (tenant, person_id, institution_id, since, steps, until)
         select 22, $1, id, office_now(), '{submit}', (office_now() at time zone 'Asia/Shanghai')::date - ago
           from unnest($2::uuid[], '{0, 1}'::int[]) as given (id, ago)`,
        [person, [other, former]],
      );
      return person;
    });
    const limited = { institution: other, capacity: 'agent', steps: ['submit'] };
    const actor = await inChongqing((tx) => getActor(tx, person, 'token'));
    expect(actor.acting).toEqual([{ institution, capacity: 'agent', steps: null }, limited]);
    const byKey = await inChongqing((tx) => getActor(tx, person, 'apiKey:x', other));
    expect(byKey).toEqual({
      ...actor,
      ...{ method: 'apiKey:x', onlyFor: other, roles: ['applicant'] },
      ...{ acting: [limited], actsFor: [other] },
    });
    expect(await inChongqing((tx) => getActor(tx, person, 'apiKey:x', former))).toMatchObject({
      actsFor: [],
    });
  });

  it('never hold the role of the clock, not even by a hand in the database', async () => {
    const person = await inChongqing((tx) => createPerson(tx, { name: '平' }));
    for (const role of ['clock', 'owner', 'toString'])
      await expect(inChongqing((tx) => grant(tx, person, role as 'auditor'))).rejects.toThrow(RangeError);
    await inChongqing((tx) =>
      tx.query(
        `insert into role_grants (tenant, person_id, role, duty, granted_at)
         select 22, $1, role, 'oversight', office_now() from unnest(array['clock', 'root', 'auditor']) as role`,
        [person],
      ),
    );
    expect((await inChongqing((tx) => getActor(tx, person, 'token'))).roles).toEqual(['auditor']);
  });

  it('belong to one jurisdiction: another sees, grants and withdraws nothing of theirs', async () => {
    const person = await inChongqing((tx) => createPerson(tx, { name: '远' }));
    await inChongqing((tx) => grant(tx, person, 'auditor'));
    const inSichuan = <T>(work: (tx: Transaction) => Promise<T>) => inTransaction(service, 23, work);
    await expect(inSichuan((tx) => loadActors(tx, [person]))).resolves.toEqual(new Map());
    await expect(inSichuan((tx) => getActor(tx, person, 'token'))).rejects.toMatchObject({
      code: 'token-refused',
      details: { members: { reason: 'noAccount' }, params: { why: 'no account here' } },
    });
    await expect(inSichuan((tx) => grant(tx, person, 'auditor'))).rejects.toMatchObject({ code: '23503' });
    expect(await inSichuan((tx) => withdraw(tx, person, 'auditor'))).toBe(false);
    expect((await inChongqing((tx) => getActor(tx, person, 'token'))).roles).toEqual(['auditor']);
  });

  it('have accounts that are never moved to another person', async () => {
    const account = { issuer: 'https://id.office.example', subject: 'yuan' };
    const [first, second] = await inChongqing(async (tx) => [
      await createPerson(tx, { name: '一' }),
      await createPerson(tx, { name: '二' }),
    ]);
    expect(await inChongqing((tx) => openAccount(tx, { ...account, person: first }))).toBe(true);
    expect(await inChongqing((tx) => openAccount(tx, { ...account, person: second }))).toBe(false);
    expect(await withoutTenant(service, (tx) => findAccount(tx, account.issuer, account.subject))).toEqual({
      tenant: 22,
      person: first,
    });
    expect(
      await withoutTenant(service, (tx) => findAccount(tx, 'https://id.other.example', 'yuan')),
    ).toBeUndefined();
    for (const change of ['update accounts set person_id = person_id', 'delete from accounts'])
      await expect(withoutTenant(service, (tx) => tx.query(change))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a demonstration', () => {
  it('is not entered into a database that is none', async () => {
    await owner.dataSource.query('update office_clock set demonstration = false');
    await expect(inChongqing((tx) => seedDemonstration(tx))).rejects.toThrow('not a demonstration');
    await expect(requireDemonstration(service)).rejects.toThrow('not a demonstration');
    expect(
      (
        await inChongqing((tx) =>
          loadActors(
            tx,
            demonstrationPeople.map(({ id }) => id),
          ),
        )
      ).size,
    ).toBe(0);
  });

  it('enters its people once, and leaves alone what was done to them since', async () => {
    await owner.dataSource.query('update office_clock set demonstration = true');
    await expect(requireDemonstration(service)).resolves.toBeUndefined();
    await inChongqing(async (tx) => {
      for (const { id, creditCode } of demonstrationInstitutions)
        await registerInstitution(tx, id, creditCode);
    });
    const ofChongqing = demonstrationPeople.filter(({ tenant }) => tenant === 22);
    expect(await inChongqing((tx) => seedDemonstration(tx))).toBe(ofChongqing.length);
    const all = () =>
      inChongqing((tx) =>
        loadActors(
          tx,
          demonstrationPeople.map(({ id }) => id),
        ),
      );
    const seeded = await all();
    expect(seeded.size).toBe(ofChongqing.length);
    for (const { id, name, roles, actsFor, capacity, employer, subject } of ofChongqing) {
      expect(seeded.get(id)).toEqual({
        tenant: 22,
        person: id,
        name,
        roles,
        actsFor,
        acting: actsFor.map((institution) => ({ institution, capacity, steps: null })),
        covers: [],
        suspended: false,
        employer,
        method: 'none',
      });
      expect(await withoutTenant(service, (tx) => findAccount(tx, demonstrationIssuer, subject))).toEqual({
        tenant: 22,
        person: id,
      });
    }
    const auditor = demonstrationPeople.find(({ roles }) => roles.includes('auditor'))!;
    await inChongqing((tx) => withdraw(tx, auditor.id, 'auditor'));
    expect(await inChongqing((tx) => seedDemonstration(tx))).toBe(0);
    expect((await all()).get(auditor.id)!.roles).toEqual([]);
  });
});
