/**
 * How somebody comes to act for an institution, and how that ends: claims, invitations and succession. Long, because one
 * office carries them all and is costly to open.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replayCases } from '#casework';
import { inTransaction } from '#database';
import { Grants, type Representative } from '#grants';
import {
  conditions,
  eventOf,
  grantRole,
  openAffair,
  refusal,
  secondEngine,
  withdrawRole,
  payOwed,
} from './office-affairs.js';
import {
  handIn,
  laboratories,
  readFirst,
  submittedCase,
  testOffice,
  type TestOffice,
  type Walk,
} from './office.js';

let office: TestOffice;
const idOf = (subject: string): string => office.as(subject).person;
const [food, environment, protective] = laboratories;

beforeAll(async () => {
  office = await testOffice();
});
afterAll(async () => {
  const { findings } = await replayCases(office.service, office.casework, office.tenant);
  expect(findings).toEqual([]);
  await office.close();
});

const unknown = {
  creditCode: '91350100M000100Y43',
  name: '示例检测有限公司',
  legalForm: 'enterprise',
  address: '重庆两江新区示例路1号',
} as const;
const entryOf = ({
  creditCode,
  name,
  legalForm,
  address,
}: typeof unknown | (typeof laboratories)[number]) => ({
  ...{ creditCode, name, legalForm, address },
});
const confirmation = (institution: Parameters<typeof entryOf>[0], more: object = {}) => ({
  institution: entryOf(institution),
  checked: { identity: true, authorisation: true },
  ...more,
});
const reason = { reason: '理由。' };

/** A claim that was submitted with its proof. */
async function claimed(
  subject: string,
  institution: Parameters<typeof entryOf>[0],
  capacity: 'agent' | 'legalRepresentative' = 'agent',
): Promise<Walk> {
  const walk = await openAffair(office, subject, 'representation');
  await walk.take(subject, 'submit', await claim(walk, subject, institution, capacity));
  return walk;
}

async function claim(
  walk: Walk,
  subject: string,
  institution: Parameters<typeof entryOf>[0],
  capacity: 'agent' | 'legalRepresentative' = 'agent',
) {
  const document = await handIn(office, subject, walk.id);
  const kind = capacity === 'agent' ? 'letterOfAuthorisation' : 'licence';
  return { ...entryOf(institution), capacity, documents: [{ kind, document }], declaration: true };
}

async function confirmed(...of: Parameters<typeof claimed>): Promise<Walk> {
  const walk = await claimed(...of);
  await walk.take('intake-1', 'confirm', confirmation(of[1]));
  return walk;
}

const openFirst = (subject: string, institution: string) =>
  office.casework.open(
    office.as(subject),
    { process: 'qualification', institution, evidence: { kind: 'first' } },
    randomUUID(),
  );

const inForce = (person: string) =>
  office.rows<{ institution: string; capacity: string; steps: string[] | null; until: string | null }>(
    `select institution_id as institution, capacity, steps, until from acting_for
     where person_id = $1 and withdrawn_at is null order by since`,
    [person],
  );
const stateOf = async (id: string): Promise<string> =>
  (await office.rows<{ state: string }>('select state from cases where id = $1', [id]))[0]!.state;

const pay = (): Promise<number> => payOwed(office);

describe('a claim to act for an institution', () => {
  it('that the register does not know enters it, within the limits that the officer sets', async () => {
    const walk = await claimed('newcomer', unknown);
    await walk.take('intake-1', 'requestCorrection', { points: ['授权委托书未加盖公章。'] });
    await walk.take('newcomer', 'correct', await claim(walk, 'newcomer', unknown));
    const limits = { steps: ['open', 'discard'], until: '2025-09-30' };
    expect(
      await refusal(walk.take('intake-1', 'confirm', confirmation(unknown, { steps: ['grant'] }))),
    ).toEqual({
      ...{ code: 'evidence-does-not-fit', reasons: [], pointers: ['/steps/0'] },
    });
    await walk.take('intake-1', 'confirm', confirmation(unknown, limits));
    const [acting] = await inForce(idOf('newcomer'));
    expect(acting).toMatchObject({ capacity: 'agent', steps: ['discard', 'open'], until: '2025-09-30' });
    const [entered] = await office.rows<{ name: string }>('select name from institutions where id = $1', [
      acting!.institution,
    ]);
    expect(entered!.name).toBe(unknown.name);

    const { answer } = await openFirst('newcomer', acting!.institution);
    const event = await eventOf(office, answer.case, 'open');
    expect(event.actor).toMatchObject({ person: idOf('newcomer'), for: acting!.institution });
    const step = { case: answer.case, revision: 1, evidence: undefined };
    const withdrawing = { ...step, step: 'submit', evidence: {} };
    expect(
      await refusal(office.casework.advance(office.as('newcomer'), withdrawing, randomUUID())),
    ).toMatchObject({
      code: 'not-permitted',
      reasons: expect.arrayContaining(['theAuthorisationCoversTheStep']) as unknown as string[],
    });
    await office.casework.advance(office.as('newcomer'), { ...step, step: 'discard' }, randomUUID());

    await walk.take('newcomer', 'giveUp', reason);
    expect(await inForce(idOf('newcomer'))).toEqual([]);
    expect(await refusal(openFirst('newcomer', acting!.institution))).toMatchObject({
      code: 'not-permitted',
    });
  });

  it('is judged by officers alone, and never by the claimant', async () => {
    const walk = await claimed('intake-1', protective);
    expect(await refusal(walk.take('intake-1', 'confirm', confirmation(protective)))).toMatchObject({
      code: 'not-permitted',
      reasons: expect.arrayContaining(['dutiesAreKeptApart']) as unknown as string[],
    });
    for (const subject of ['applicant-protective', 'newcomer', 'decision-maker', 'administrator-1'])
      expect(await refusal(office.views.lookUp(office.as(subject), walk.id))).toMatchObject({
        code: 'not-found',
      });
    await walk.take('intake-2', 'refuse', reason);
    expect(await stateOf(walk.id)).toBe('refused');
  });

  it('tells nobody whether the register knows the institution', async () => {
    const known = await claimed('newcomer', food);
    const { facts } = await office.views.lookUp(office.as('newcomer'), known.id);
    expect(facts).toMatchObject({ represents: null, known: false, predecessor: null });
    const { evidence } = (await eventOf(office, known.id, 'submit')).given;
    expect(Object.keys(evidence).sort()).toEqual([
      ...['capacity', 'creditCode', 'documentKinds', 'documents', 'entry', 'sound'],
    ]);
    await known.take('newcomer', 'withdraw', reason);
  });

  it('is refused with its reason: the wrong code, who acts already, who administers, the authority itself', async () => {
    const wrong = await openAffair(office, 'newcomer', 'representation');
    const body = await claim(wrong, 'newcomer', food);
    expect(
      await refusal(wrong.take('newcomer', 'submit', { ...body, creditCode: '91509999MADEMF013E' })),
    ).toEqual(conditions('theCreditCodeIsSound'));
    expect(
      await refusal(wrong.take('newcomer', 'submit', { ...body, capacity: 'legalRepresentative' })),
    ).toEqual(conditions('theCapacityIsProven'));
    await wrong.take('newcomer', 'submit', body);
    expect(await refusal(wrong.take('intake-1', 'confirm', confirmation(environment)))).toEqual(
      conditions('theInstitutionIsTheOneClaimed'),
    );
    await wrong.take('newcomer', 'withdraw', reason);

    const already = await claimed('agent', food);
    expect(await refusal(already.take('intake-1', 'confirm', confirmation(food)))).toEqual(
      conditions('theClaimantDoesNotActForItYet'),
    );
    const administrator = await claimed('administrator-1', food);
    expect(await refusal(administrator.take('intake-1', 'confirm', confirmation(food)))).toEqual(
      conditions('theClaimantAdministersNoRoles'),
    );
    const [own] = await office.rows<typeof unknown & { legal_form: 'administrativeUnit' }>(
      `select i.credit_code as "creditCode", i.name, i.legal_form as "legalForm", i.address
       from institutions i join jurisdictions j on j.tenant = i.tenant and j.authority_id = i.id`,
    );
    const authority = await claimed('newcomer', own!);
    expect(await refusal(authority.take('intake-1', 'confirm', confirmation(own!)))).toEqual(
      conditions('nobodyActsForTheAuthority'),
    );
  });

  it('lets an agent act for several institutions, each by a case of its own, and a revocation ends one', async () => {
    const first = await confirmed('newcomer', food);
    const second = await confirmed('newcomer', environment);
    expect((await inForce(idOf('newcomer'))).map(({ institution }) => institution)).toEqual([
      ...[food.id, environment.id],
    ]);
    await first.take('intake-2', 'revoke', reason);
    expect((await inForce(idOf('newcomer'))).map(({ institution }) => institution)).toEqual([environment.id]);
    await openFirst('newcomer', environment.id);
    await second.take('newcomer', 'giveUp', reason);
    const roles = await office.rows<{ withdrawn_case: string | null }>(
      `select withdrawn_case from role_grants where person_id = $1 and role = 'applicant' order by granted_at desc limit 1`,
      [idOf('newcomer')],
    );
    expect(roles).toEqual([{ withdrawn_case: second.id }]);
  });
});

describe('a new legal representative', () => {
  it('ends what the one before had, and the case by which they had it says so', async () => {
    const first = await confirmed('newcomer', protective, 'legalRepresentative');
    // Who was it before was entered when the demonstration was set up: there is no case to tell.
    expect(await pay()).toBe(0);
    expect(await inForce(idOf('applicant-protective'))).toEqual([]);
    expect(await refusal(openFirst('applicant-protective', protective.id))).toMatchObject({
      code: 'not-permitted',
    });

    const second = await confirmed('applicant-protective', protective, 'legalRepresentative');
    expect(await inForce(idOf('newcomer'))).toEqual([]);
    expect(await stateOf(first.id)).toBe('inForce');
    expect(await refusal(first.take('intake-1', 'beSucceeded'))).toEqual(conditions('theSuccessionIsOwed'));
    // Until the worker has told the old case, its claimant has nothing left to give up.
    expect(await refusal(first.take('newcomer', 'giveUp', reason))).toMatchObject({
      code: 'temporarily-unavailable',
    });
    expect(await pay()).toBe(1);
    expect(await stateOf(first.id)).toBe('succeeded');
    const told = await eventOf(office, first.id, 'beSucceeded');
    expect(told).toMatchObject({ actor: { person: null }, cause: { kind: 'event' } });
    expect((await inForce(idOf('applicant-protective')))[0]).toMatchObject({
      capacity: 'legalRepresentative',
    });
    expect(await stateOf(second.id)).toBe('inForce');
  });

  it('is one, however many are confirmed at once', async () => {
    const { casework, service } = await secondEngine(office);
    const walks = await Promise.all(
      ['newcomer', 'applicant-food'].map((subject) => claimed(subject, environment, 'legalRepresentative')),
    );
    const officer = office.as('intake-1');
    const asked = await Promise.all(
      walks.map(({ id, revision }) =>
        readFirst(office.texts, officer, {
          ...{ case: id, step: 'confirm', revision, evidence: confirmation(environment) },
        }),
      ),
    );
    const outcomes = await Promise.allSettled(
      asked.map((one, index) => [office.casework, casework][index]!.advance(officer, one, randomUUID())),
    );
    // The text of the second said that somebody else is succeeded, or nobody: it is read anew.
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.findIndex(({ status }) => status === 'rejected');
    expect(outcomes[lost]).toMatchObject({ reason: { code: 'text-changed' } });
    const { confirmedText: _, ...unread } = asked[lost]!;
    const again = await readFirst(office.texts, officer, unread);
    await office.casework.advance(officer, again, randomUUID());
    const heads = await office.rows(
      `select person_id from acting_for where institution_id = $1 and capacity = 'legalRepresentative' and withdrawn_at is null`,
      [environment.id],
    );
    expect(heads).toHaveLength(1);
    await pay();
    expect((await Promise.all(walks.map(({ id }) => stateOf(id)))).sort()).toEqual(['inForce', 'succeeded']);
    // Which of the two came last is chance; from here on it is the second.
    if ((await stateOf(walks[0]!.id)) === 'inForce') {
      await confirmed('applicant-food', environment, 'legalRepresentative');
      await pay();
    }
    await service.close();
  });
});

describe('a legal representative who is revoked', () => {
  const invited = async (head: string, person: string, institution: string): Promise<Walk> => {
    const walk = await openAffair(office, head, 'invitation', institution);
    await walk.take(head, 'invite', { person: idOf(person) });
    await walk.take(person, 'accept', { accepted: true });
    return walk;
  };

  it('takes with them whom they had invited, at once, and the invitations say so; others stay', async () => {
    const head = await confirmed('newcomer', protective, 'legalRepresentative');
    const own = await confirmed('decision-maker', protective);
    const invitations = [
      await invited('newcomer', 'coordinator', protective.id),
      await invited('newcomer', 'coordinator-2', protective.id),
    ];
    await pay();
    expect(await refusal(invitations[0]!.take('intake-1', 'fallWithTheInviter'))).toEqual(
      conditions('theInviterWasRevoked'),
    );
    await head.take('intake-1', 'revoke', reason);
    for (const person of ['newcomer', 'coordinator', 'coordinator-2'])
      expect(await inForce(idOf(person))).toEqual([]);
    expect((await inForce(idOf('decision-maker'))).map(({ institution }) => institution)).toEqual([
      protective.id,
    ]);
    expect((await eventOf(office, head.id, 'revoke')).given.evidence['invited']).toEqual(
      invitations.map(({ id }) => id).sort(),
    );
    expect(await refusal(invitations[0]!.take('coordinator', 'end', reason))).toMatchObject({
      code: 'temporarily-unavailable',
    });
    expect(await pay()).toBe(2);
    for (const { id } of invitations) expect(await stateOf(id)).toBe('fallen');
    await own.take('decision-maker', 'giveUp', reason);
  });

  afterAll(async () => {
    await confirmed('applicant-protective', protective, 'legalRepresentative');
  });

  it('leaves nobody behind who accepts at the same moment', async () => {
    const { casework, service } = await secondEngine(office);
    for (let round = 0; round < 5; round += 1) {
      const head = await confirmed('newcomer', protective, 'legalRepresentative');
      await pay();
      const walk = await openAffair(office, 'newcomer', 'invitation', protective.id);
      await walk.take('newcomer', 'invite', { person: idOf('coordinator') });
      const officer = office.as('intake-1');
      const revoking = await readFirst(office.texts, officer, {
        ...{ case: head.id, step: 'revoke', revision: head.revision, evidence: reason },
      });
      const accepting = { case: walk.id, step: 'accept', revision: 2, evidence: { accepted: true } };
      const [revoked] = await Promise.allSettled([
        office.casework.advance(officer, revoking, randomUUID()),
        casework.advance(office.as('coordinator'), accepting, randomUUID()),
      ]);
      // Who falls stands in the text: where somebody has come in meanwhile, it is read anew.
      if (revoked.status === 'rejected') {
        expect(revoked.reason).toMatchObject({ code: 'text-changed' });
        await head.take('intake-1', 'revoke', reason);
      }
      expect(await stateOf(head.id)).toBe('revoked');
      expect(await inForce(idOf('coordinator'))).toEqual([]);
      await pay();
    }
    await service.close();
  });
});

describe('an invitation', () => {
  const invite = async (subject: string, person: string, more: object = {}) => {
    const walk = await openAffair(office, subject, 'invitation', food.id);
    await walk.take(subject, 'invite', { person: idOf(person), ...more });
    return walk;
  };

  it('is made by the legal representative, accepted by the invited, and holds for the steps it names', async () => {
    const walk = await invite('applicant-food', 'intake-2', { steps: ['discard'] });
    expect(await refusal(walk.take('intake-2', 'accept', {}))).toMatchObject({
      code: 'evidence-does-not-fit',
    });
    await walk.take('intake-2', 'accept', { accepted: true });
    expect(await inForce(idOf('intake-2'))).toEqual([
      { institution: food.id, capacity: 'agent', steps: ['discard'], until: null },
    ]);
    expect((await eventOf(office, walk.id, 'invite')).actor).toMatchObject({ for: food.id });
    const opening = await refusal(openFirst('intake-2', food.id));
    expect(opening.reasons).toContain('theAuthorisationCoversTheStep');
    // Whoever acts for it, for whatever steps, is nobody to judge it.
    const submitted = await submittedCase(office);
    const accepting = submitted.take('intake-2', 'accept', { complete: true, assessmentTimeTold: true });
    expect((await refusal(accepting)).reasons).toContain('nobodyIsRecused');
    await walk.take('intake-2', 'end', reason);
    expect(await inForce(idOf('intake-2'))).toEqual([]);
  });

  it('is not an agent’s to make, to take back or to end', async () => {
    const own = await openAffair(office, 'agent', 'invitation', food.id);
    expect(await refusal(own.take('agent', 'invite', { person: idOf('newcomer') }))).toEqual(
      conditions('theInstitutionsHeadDoesIt'),
    );
    const walk = await invite('applicant-food', 'intake-2');
    expect(await refusal(walk.take('agent', 'takeBack', reason))).toEqual(
      conditions('theInstitutionsHeadDoesIt'),
    );
    await walk.take('intake-2', 'accept', { accepted: true });
    expect(await refusal(walk.take('agent', 'end', reason))).toEqual(conditions('oneOfTheTwoEndsIt'));
    await walk.take('applicant-food', 'end', reason);
  });

  it('lapses with whoever made it, and ends by an officer’s revocation', async () => {
    const stale = await invite('applicant-food', 'intake-2');
    const walk = await invite('applicant-food', 'coordinator');
    await walk.take('coordinator', 'accept', { accepted: true });
    await confirmed('leader-1', food, 'legalRepresentative');
    await pay();
    expect(await refusal(stale.take('intake-2', 'accept', { accepted: true }))).toEqual(
      conditions('theInviterIsStillTheHead'),
    );
    await stale.take('leader-1', 'takeBack', reason);
    await walk.take('intake-1', 'revoke', reason);
    expect(await inForce(idOf('coordinator'))).toEqual([]);
  });
});

describe('an authorisation', () => {
  it('that has run out acts no more, and stands in nobody’s way', async () => {
    const walk = await claimed('assessor-1', protective);
    await walk.take('intake-1', 'confirm', confirmation(protective, { until: '2025-09-30' }));
    await openFirst('assessor-1', protective.id);
    await office.moveTo('2025-10-01T01:00:00Z');
    expect(await refusal(openFirst('assessor-1', protective.id))).toMatchObject({ code: 'not-found' });
    await confirmed('assessor-1', protective);
    await openFirst('assessor-1', protective.id);
    // The first case still has its end: there is nothing left of it to end.
    await walk.take('assessor-1', 'giveUp', reason);
    await openFirst('assessor-1', protective.id);
  });

  it('is told to the institution, to those who check, and to those who oversee, with its history', async () => {
    const grants = new Grants(office.service);
    const told: Representative[] = await grants.actingFor(office.as('intake-1'), protective.id);
    expect(told).toEqual(await grants.actingFor(office.as('auditor'), protective.id));
    expect(told).toEqual(await grants.actingFor(office.as('applicant-protective'), protective.id));
    expect(told.find(({ person }) => person === idOf('applicant-protective'))).toMatchObject({
      ...{ capacity: 'legalRepresentative', withdrawnAt: null },
    });
    expect(told.filter(({ withdrawnAt }) => withdrawnAt !== null).length).toBeGreaterThanOrEqual(3);
    for (const [subject, institution] of [
      ['decision-maker', protective.id],
      ['agent', protective.id],
      ['intake-1', randomUUID()],
    ] as const)
      expect(await refusal(grants.actingFor(office.as(subject), institution))).toMatchObject({
        code: 'not-found',
      });
  });

  it('is not entered twice by hand, nor for another jurisdiction’s institution', async () => {
    const byHand = (institution: string) =>
      inTransaction(office.service, office.tenant, (tx) =>
        tx.query(
          'insert into acting_for (tenant, person_id, institution_id, since) values ($1, $2, $3, office_now())',
          [tx.tenant, idOf('assessor-1'), institution],
        ),
      ).catch(({ constraint }: { constraint: string }) => constraint);
    expect(await byHand(protective.id)).toBe('a_person_acts_once_for_an_institution');
    expect(await byHand(randomUUID())).toBe('acting_for_tenant_institution_id_fkey');
  });

  it('keeps whoever has it from administering roles', async () => {
    const walk = await openAffair(office, 'administrator-1', 'roleGrant');
    const proposal = { person: idOf('assessor-1'), role: 'administrator', reason: '岗位需要。' };
    expect(await refusal(walk.take('administrator-1', 'proposeGrant', proposal))).toEqual(
      conditions('nobodyAdministersAndActs'),
    );
    await grantRole(office, 'newcomer', 'auditor');
    await withdrawRole(office, 'newcomer', 'auditor');
  });
});
