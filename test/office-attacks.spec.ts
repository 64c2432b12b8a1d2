/** What an attacker tried on the office's own affairs, and would have got: each once, as it was tried. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  grantRole,
  openAffair,
  refusal,
  roleConfirmation,
  roleGrant,
  secondEngine,
} from './office-affairs.js';
import { handIn, importScope, laboratories, readFirst, testOffice, Walk, type TestOffice } from './office.js';

let office: TestOffice;
const idOf = (subject: string): string => office.as(subject).person;
const [food, environment] = laboratories;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const scope = async (caller: ReturnType<TestOffice['as']>, id: string) =>
  office.scopes.get(caller, id, {}).then(
    ({ rows }) => rows,
    (error: { code: string }) => error.code,
  );

describe('two administrators of roles', () => {
  it('remain, also where two withdrawals come at the same moment', async () => {
    await grantRole(office, 'newcomer', 'administrator');
    const proposed = async (by: string, whom: string) => {
      const walk = await openAffair(office, by, 'roleGrant');
      await walk.take(by, 'proposeWithdrawal', roleGrant(idOf(whom), 'administrator'));
      const evidence = roleConfirmation(idOf(whom), 'administrator', { evenSo: true });
      const asked = { case: walk.id, step: 'confirmWithdrawal', revision: walk.revision, evidence };
      return readFirst(office.texts, office.as('administrator-1'), asked);
    };
    const asked = [
      await proposed('administrator-2', 'newcomer'),
      await proposed('newcomer', 'administrator-2'),
    ];
    // Others come at the same moment, so that the two meet in one batch.
    const others = Array.from({ length: 10 }, () => openAffair(office, 'applicant-food', 'representation'));
    const confirmed = await Promise.allSettled(
      asked.map((step) => office.casework.advance(office.as('administrator-1'), step, randomUUID())),
    );
    await Promise.all(others);
    expect(confirmed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await office.rows(
      `select person_id from role_grants where duty = 'administration' and withdrawn_at is null`,
    );
    expect(left.length).toBe(2);
  });
});

describe('whoever decides who acts for an institution', () => {
  it('is not recused from it', async () => {
    const interest = await openAffair(office, 'intake-1', 'interest');
    await interest.take('intake-1', 'declare', { institution: food.id, ground: 'kinship' });
    const walk = await openAffair(office, 'auditor', 'representation');
    const document = await handIn(office, 'auditor', walk.id);
    const { creditCode, name, legalForm, address } = food;
    const entry = { creditCode, name, legalForm, address };
    await walk.take('auditor', 'submit', {
      ...entry,
      ...{ capacity: 'legalRepresentative', documents: [{ kind: 'licence', document }], declaration: true },
    });
    const confirmation = { institution: entry, checked: { identity: true, authorisation: true } };
    const page = await office.views.lookUp(office.as('intake-1'), walk.id);
    const told = page.steps.filter(({ duty }) => duty === 'intake');
    expect(told.map(({ allowed, reasons }) => [allowed, reasons.map(({ code }) => code)])).toEqual(
      told.map(() => [false, expect.arrayContaining(['nobodyIsRecused'])]),
    );
    expect(await refusal(walk.take('intake-1', 'confirm', confirmation))).toEqual({
      ...{ code: 'not-permitted', reasons: ['nobodyIsRecused'], pointers: [] },
    });
    expect((await walk.take('intake-2', 'confirm', confirmation)).state).toBe('inForce');
  });

  it('is not let through by coming with the claim itself: what it is about is read first', async () => {
    const walk = await openAffair(office, 'assessor-2', 'representation');
    const document = await handIn(office, 'assessor-2', walk.id);
    const { creditCode, name, legalForm, address } = food;
    const evidence = {
      ...{ creditCode, name, legalForm, address, capacity: 'agent', declaration: true },
      documents: [{ kind: 'letterOfAuthorisation', document }],
    };
    const points = { points: ['授权委托书未加盖公章。'] };
    const ask = (by: string, step: string, revision: number, brought: object) =>
      office.casework.advance(
        office.as(by),
        { case: walk.id, step, revision, evidence: brought },
        randomUUID(),
      );
    // Others come at the same moment, so that the two meet in one batch.
    const others = Array.from({ length: 10 }, () => openAffair(office, 'applicant-food', 'representation'));
    const [submitted, asked] = await Promise.allSettled([
      ask('assessor-2', 'submit', 1, evidence),
      ask('intake-1', 'requestCorrection', 2, points),
    ]);
    await Promise.all(others);
    expect(submitted.status).toBe('fulfilled');
    expect(asked).toMatchObject({ status: 'rejected', reason: { code: 'not-permitted' } });
    expect((await ask('intake-2', 'requestCorrection', 2, points)).answer.state).toBe('awaitingCorrection');
  });

  it('is its head in person: a key of the institution’s system invites nobody', async () => {
    const [head] = await office.rows<{ person_id: string }>(
      `select person_id from acting_for where institution_id = $1 and withdrawn_at is null
         and capacity = 'legalRepresentative'`,
      [environment.id],
    );
    const person = { tenant: office.tenant, person: head!.person_id, method: 'test' };
    const opening = { process: 'invitation', institution: environment.id, evidence: undefined };
    const { answer } = await office.casework.open(person, opening, randomUUID());
    const invite = { case: answer.case, step: 'invite', revision: 1, evidence: { person: idOf('leader-2') } };
    const key = { ...person, method: 'apiKey:abcdefgh', onlyFor: environment.id };
    expect((await refusal(office.casework.advance(key, invite, randomUUID()))).code).toBe('guard-refused');
    expect((await office.casework.advance(person, invite, randomUUID())).answer.state).toBe('invited');
  });
});

describe('the role of an applicant', () => {
  it('stays with whoever gives up one institution while another is confirmed to them', async () => {
    const { casework, service } = await secondEngine(office);
    const claimed = async (institution: (typeof laboratories)[number]): Promise<[Walk, object]> => {
      const walk = await openAffair(office, 'newcomer', 'representation');
      const document = await handIn(office, 'newcomer', walk.id);
      const { creditCode, name, legalForm, address } = institution;
      const entry = { creditCode, name, legalForm, address };
      const documents = [{ kind: 'letterOfAuthorisation', document }];
      await walk.take('newcomer', 'submit', { ...entry, capacity: 'agent', documents, declaration: true });
      return [walk, { institution: entry, checked: { identity: true, authorisation: true } }];
    };
    const [first, confirmation] = await claimed(environment);
    await first.take('intake-2', 'confirm', confirmation);
    const [second, evidence] = await claimed(laboratories[2]);
    const officer = office.as('intake-2');
    const confirming = await readFirst(office.texts, officer, {
      ...{ case: second.id, step: 'confirm', revision: second.revision, evidence },
    });
    const ending = {
      case: first.id,
      step: 'giveUp',
      revision: first.revision,
      evidence: { reason: '理由。' },
    };
    await Promise.all([
      casework.advance(officer, confirming, randomUUID()),
      office.casework.advance(office.as('newcomer'), ending, randomUUID()),
    ]);
    const held = await office.rows(
      `select role from role_grants where person_id = $1 and role = 'applicant' and withdrawn_at is null`,
      [idOf('newcomer')],
    );
    expect(held).toHaveLength(1);
    await service.close();
  });

  it('is not withdrawn by administrators: it comes and goes with the authorisation', async () => {
    const walk = await openAffair(office, 'administrator-1', 'roleGrant');
    const proposal = roleGrant(idOf('applicant-environment'), 'applicant');
    expect(await refusal(walk.take('administrator-1', 'proposeWithdrawal', proposal))).toMatchObject({
      code: 'guard-refused',
      reasons: ['theRoleIsOfTheOffice'],
    });
  });
});

describe('a scope table', () => {
  it('is not opened to whom a case of the institution once named, nor by a key of another institution', async () => {
    const table = await importScope(office, 'applicant-environment', 1, 'environment');
    const outsider = office.as('applicant-food');
    expect(await scope(outsider, table)).toBe('not-found');
    const [head] = await office.rows<{ person_id: string }>(
      `select person_id from acting_for where institution_id = $1 and withdrawn_at is null
         and capacity = 'legalRepresentative'`,
      [environment.id],
    );
    const person = { tenant: office.tenant, person: head!.person_id, method: 'test' };
    const opening = { process: 'invitation', institution: environment.id, evidence: undefined };
    const { answer } = await office.casework.open(person, opening, randomUUID());
    const invite = { case: answer.case, step: 'invite', revision: 1, evidence: { person: outsider.person } };
    await office.casework.advance(person, invite, randomUUID());
    const walk = new Walk(office, answer.case);
    walk.revision = 2;
    await walk.take('applicant-food', 'decline');
    expect(await scope(outsider, table)).toBe('not-found');
    expect(await scope(office.as('applicant-environment'), table)).toBeGreaterThan(0);
  });
});
