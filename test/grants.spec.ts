/** Roles, absences and interests as cases: long, because one office carries them all and is costly to open. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorityRules, DecisionTexts, replayCases } from '#casework';
import { inTransaction, type Transaction } from '#database';
import { Grants } from '#grants';
import { testApi, type TestApi } from './api.js';
import {
  conditions,
  eventOf,
  grantRole,
  openAffair,
  refusal,
  roleConfirmation,
  roleGrant,
  secondEngine,
  withdrawRole,
} from './office-affairs.js';
import { laboratories, readFirst, submittedCase, type TestOffice } from './office.js';

let api: TestApi;
let office: TestOffice;
const idOf = (subject: string): string => office.as(subject).person;

beforeAll(async () => {
  api = await testApi();
  ({ office } = api);
});
afterAll(async () => {
  const { findings } = await replayCases(office.service, office.casework, office.tenant);
  expect(findings).toEqual([]);
  await api.close();
});

const acceptance = { complete: true, assessmentTimeTold: true };
const heldBy = (subject: string) =>
  office.rows<{ role: string; duty: string; granted_case: string; withdrawn_case: string | null }>(
    `select role, duty, granted_case, withdrawn_case from role_grants where person_id = $1 order by granted_at`,
    [idOf(subject)],
  );

describe('a role', () => {
  it('is granted by two administrators, works at the next step, and is gone at the next once withdrawn', async () => {
    const walk = await openAffair(office, 'administrator-1', 'roleGrant');
    await walk.take('administrator-1', 'proposeGrant', roleGrant(idOf('newcomer'), 'intakeOfficer'));
    const confirmation = roleConfirmation(idOf('newcomer'), 'intakeOfficer');
    expect(await refusal(walk.take('administrator-1', 'confirmGrant', confirmation))).toMatchObject({
      code: 'not-permitted',
      reasons: expect.arrayContaining(['dutiesAreKeptApart']) as unknown as string[],
    });
    await walk.take('administrator-2', 'confirmGrant', confirmation);
    expect(await heldBy('newcomer')).toEqual([
      { role: 'intakeOfficer', duty: 'intake', granted_case: walk.id, withdrawn_case: null },
    ]);

    const case1 = await submittedCase(office);
    const case2 = await submittedCase(office);
    await case1.take('newcomer', 'accept', acceptance);
    const withdrawal = await withdrawRole(office, 'newcomer', 'intakeOfficer');
    expect(await refusal(case2.take('newcomer', 'accept', acceptance))).toMatchObject({ code: 'not-found' });
    await case2.take('intake-1', 'accept', acceptance);
    expect((await heldBy('newcomer'))[0]!.withdrawn_case).toBe(withdrawal.id);
  });

  it('is not proposed or confirmed by whom it is about, nor withdrawn where two administrators would not remain', async () => {
    const own = await openAffair(office, 'administrator-1', 'roleGrant');
    const proposal = roleGrant(idOf('administrator-1'), 'administrator');
    expect(await refusal(own.take('administrator-1', 'proposeWithdrawal', proposal))).toEqual(
      conditions('itIsSomebodyElse', 'twoAdministratorsRemain'),
    );
    await grantRole(office, 'newcomer', 'administrator');
    const walk = await openAffair(office, 'administrator-1', 'roleGrant');
    await walk.take('administrator-1', 'proposeWithdrawal', roleGrant(idOf('newcomer'), 'administrator'));
    const confirmation = roleConfirmation(idOf('newcomer'), 'administrator');
    expect(await refusal(walk.take('newcomer', 'confirmWithdrawal', confirmation))).toEqual(
      conditions('itIsSomebodyElse'),
    );
    const other = await openAffair(office, 'newcomer', 'roleGrant');
    await other.take('newcomer', 'proposeWithdrawal', roleGrant(idOf('administrator-1'), 'administrator'));
    await walk.take('administrator-2', 'confirmWithdrawal', confirmation);
    // It was in order when it was proposed; meanwhile there are two.
    const last = roleConfirmation(idOf('administrator-1'), 'administrator', { evenSo: true });
    expect(await refusal(other.take('administrator-2', 'confirmWithdrawal', last))).toEqual(
      conditions('twoAdministratorsRemain'),
    );
    await other.take('administrator-2', 'decline', { reason: '只剩两名权限管理员。' });
  });

  it('says before it is withdrawn which open cases that leaves to nobody, and is withdrawn even so only when told', async () => {
    await withdrawRole(office, 'certificate-clerk-2', 'certificateClerk');
    const walk = await openAffair(office, 'administrator-1', 'roleGrant');
    const clerk = idOf('certificate-clerk');
    await walk.take('administrator-1', 'proposeWithdrawal', roleGrant(clerk, 'certificateClerk'));
    const { evidence } = (await eventOf(office, walk.id, 'proposeWithdrawal')).given;
    expect(evidence.unstaffedCases).toBeGreaterThanOrEqual(2);
    expect(evidence.unstaffed).toContainEqual({
      case: expect.any(String) as unknown as string,
      duties: ['issuing'],
    });
    const confirmation = roleConfirmation(clerk, 'certificateClerk');
    expect(await refusal(walk.take('administrator-2', 'confirmWithdrawal', confirmation))).toEqual(
      conditions('nothingIsLeftToNobody'),
    );
    await grantRole(office, 'certificate-clerk-2', 'certificateClerk');
    await walk.take('administrator-2', 'confirmWithdrawal', confirmation);
    expect((await eventOf(office, walk.id, 'confirmWithdrawal')).given.evidence.unstaffedCases).toBe(0);
    await grantRole(office, 'certificate-clerk', 'certificateClerk');
  });

  it('that assesses brings its fields, which a later grant replaces and the withdrawal takes away', async () => {
    const fields = () =>
      office.rows<{ field: string; may_lead: boolean; until_day: string | null }>(
        'select field, may_lead, until_day from assessor_fields where person_id = $1 order by field',
        [idOf('newcomer')],
      );
    const inFields = (...codes: string[]) => ({
      qualification: { fields: codes, mayLead: codes.length === 1, until: '2027-12-31' },
    });
    await grantRole(office, 'newcomer', 'assessor', inFields('00', '13'));
    await grantRole(office, 'newcomer', 'assessor', inFields('13'));
    expect(await fields()).toEqual([{ field: '13', may_lead: true, until_day: '2027-12-31' }]);
    expect(await heldBy('newcomer').then((all) => all.filter(({ role }) => role === 'assessor').length)).toBe(
      1,
    );
    await withdrawRole(office, 'newcomer', 'assessor');
    expect(await fields()).toEqual([]);
  });

  it('is refused to a person whom the jurisdiction does not know', async () => {
    const walk = await openAffair(office, 'administrator-1', 'roleGrant');
    for (const person of [idOf('sichuan-intake'), randomUUID()])
      expect(
        await refusal(walk.take('administrator-1', 'proposeGrant', roleGrant(person, 'auditor'))),
      ).toEqual({
        ...{ code: 'evidence-does-not-fit', reasons: [], pointers: ['/person'] },
      });
    await walk.take('administrator-1', 'discard');
  });

  it('is judged anew where another transaction was quicker: the loser hears the reason, not a constraint', async () => {
    const { casework, service } = await secondEngine(office);
    const confirmTwice = async (roles: [string, string]) => {
      const asked = await Promise.all(
        roles.map(async (role) => {
          const walk = await openAffair(office, 'administrator-1', 'roleGrant');
          await walk.take('administrator-1', 'proposeGrant', roleGrant(idOf('newcomer'), role));
          const evidence = roleConfirmation(idOf('newcomer'), role);
          const asked = { case: walk.id, step: 'confirmGrant', revision: walk.revision, evidence };
          return readFirst(office.texts, office.as('administrator-2'), asked);
        }),
      );
      const engines = [office.casework, casework];
      const outcomes = await Promise.allSettled(
        asked.map((one, index) => engines[index]!.advance(office.as('administrator-2'), one, randomUUID())),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const lost = outcomes.findIndex(({ status }) => status === 'rejected');
      const reason = await refusal(Promise.reject((outcomes[lost] as PromiseRejectedResult).reason as Error));
      const declining = { ...asked[lost]!, step: 'decline', evidence: { reason: '已授予。' } };
      await engines[0]!.advance(
        office.as('administrator-2'),
        await readFirst(office.texts, office.as('administrator-2'), declining),
        randomUUID(),
      );
      await withdrawRole(office, 'newcomer', roles[1 - lost]!);
      return reason;
    };
    expect(await confirmTwice(['auditor', 'auditor'])).toEqual(conditions('theRoleIsStillNotHeld'));
    expect(await confirmTwice(['auditor', 'administrator'])).toEqual(conditions('nobodyAdministersAndActs'));
    await service.close();
  });
});

describe('an administrator of roles', () => {
  it('has no part in cases: sees none, takes no step, and gets no other role', async () => {
    const walk = await submittedCase(office);
    expect(await refusal(walk.take('administrator-1', 'accept', acceptance))).toMatchObject({
      code: 'not-found',
    });
    const grant = await openAffair(office, 'administrator-1', 'roleGrant');
    const proposal = roleGrant(idOf('administrator-2'), 'decisionMaker');
    expect(await refusal(grant.take('administrator-1', 'proposeGrant', proposal))).toEqual(
      conditions('nobodyAdministersAndActs'),
    );
    const officer = roleGrant(idOf('intake-1'), 'administrator');
    expect(await refusal(grant.take('administrator-1', 'proposeGrant', officer))).toEqual(
      conditions('nobodyAdministersAndActs'),
    );
    await grant.take('administrator-1', 'discard');
  });

  it('is the only one, beside those who look on, to know of such a case', async () => {
    const walk = await openAffair(office, 'administrator-1', 'roleGrant');
    for (const subject of ['administrator-2', 'auditor', 'supervisor'])
      expect((await office.views.lookUp(office.as(subject), walk.id)).id).toBe(walk.id);
    for (const subject of [
      'intake-1',
      'decision-maker',
      'applicant-food',
      'newcomer',
      'sichuan-administrator-1',
    ])
      expect(await refusal(office.views.lookUp(office.as(subject), walk.id))).toMatchObject({
        code: 'not-found',
      });
    expect(await refusal(openAffair(office, 'decision-maker', 'roleGrant'))).toMatchObject({
      code: 'not-permitted',
    });
    await walk.take('administrator-1', 'discard');
  });
});

describe('the database', () => {
  const attempt = (work: (tx: Transaction) => Promise<unknown>): Promise<unknown> =>
    inTransaction(office.service, office.tenant, work).catch(
      ({ code, constraint }: { code: string; constraint?: string }) => constraint ?? code,
    );
  const grantByHand = (subject: string, role: string, duty: string) =>
    attempt((tx) =>
      tx.query(
        `insert into role_grants (tenant, person_id, role, duty, granted_at) values ($1, $2, $3, $4, office_now())`,
        [tx.tenant, idOf(subject), role, duty],
      ),
    );

  it('refuses by hand what no case would grant', async () => {
    expect(await grantByHand('administrator-1', 'decisionMaker', 'decision')).toBe('GL021');
    expect(await grantByHand('intake-1', 'administrator', 'administration')).toBe('GL021');
    expect(await grantByHand('intake-1', 'intakeOfficer', 'intake')).toBe('a_role_is_held_once');
    expect(await grantByHand('sichuan-intake', 'auditor', 'oversight')).toMatch(
      /role_grants_tenant_person_id/,
    );
    const cover = (absent: string, stands: string, from: string, until: string) =>
      attempt((tx) =>
        tx.query('insert into covers values ($1, $2, $3, $4, $5, $6)', [
          ...[tx.tenant, randomUUID(), idOf(absent), idOf(stands), from, until],
        ]),
      );
    expect(await cover('intake-1', 'intake-1', '2025-09-01', '2025-09-02')).toBe(
      'nobody_covers_for_themselves',
    );
    expect(await cover('intake-1', 'intake-2', '2025-09-02', '2025-09-01')).toBe(
      'an_absence_does_not_end_before_it_begins',
    );
    const unknownGround = attempt((tx) =>
      tx.query('insert into interests values ($1, $2, $3, $4, $5)', [
        ...[tx.tenant, randomUUID(), idOf('intake-1'), laboratories[0].id, 'envy'],
      ]),
    );
    expect(await unknownGround).toBe('an_interest_has_a_known_ground');
  });

  it('refuses that one person proposes and confirms, even to an engine that has forgotten the rule', async () => {
    const { dutiesAreKeptApart: _, ...rules } = authorityRules;
    const { casework, service } = await secondEngine(office, { rules: rules });
    const walk = await openAffair(office, 'administrator-1', 'roleGrant');
    await walk.take('administrator-1', 'proposeGrant', roleGrant(idOf('newcomer'), 'auditor'));
    const asked = {
      ...{ case: walk.id, step: 'confirmGrant', revision: walk.revision },
      evidence: roleConfirmation(idOf('newcomer'), 'auditor'),
    };
    const proposer = office.as('administrator-1');
    const confirmed = await readFirst(
      new DecisionTexts(service, office.views, casework.ports, { rules }),
      proposer,
      asked,
    );
    await expect(casework.advance(proposer, confirmed, randomUUID())).rejects.toMatchObject({
      code: 'GL022',
    });
    await service.close();
    await walk.take('administrator-1', 'takeBack', { reason: '仅为试验。' });
    expect(await heldBy('newcomer').then((all) => all.filter((one) => one.withdrawn_case === null))).toEqual(
      [],
    );
  });
});

describe('an absence', () => {
  const entry = (absent: string, cover: string) => ({
    absent: idOf(absent),
    cover: idOf(cover),
    away: { from: '2025-09-01', to: '2025-09-05' },
  });

  it('is covered by a colleague of the same duty from its first day, and ended early', async () => {
    const walk = await openAffair(office, 'intake-1', 'absence');
    expect(await refusal(walk.take('intake-1', 'enter', entry('intake-1', 'decision-maker')))).toEqual(
      conditions('theCoverHasTheDuty'),
    );
    await walk.take('intake-1', 'enter', entry('intake-1', 'intake-2'));
    const covers = () =>
      office.rows<{ absent_id: string; cover_id: string; ended: boolean }>(
        'select absent_id, cover_id, ended_at is not null as ended from covers where case_id = $1',
        [walk.id],
      );
    const row = { absent_id: idOf('intake-1'), cover_id: idOf('intake-2') };
    expect(await covers()).toEqual([{ ...row, ended: false }]);
    expect(await refusal(walk.take('intake-2', 'end'))).toMatchObject({ code: 'not-found' });
    await walk.take('intake-1', 'end');
    expect(await covers()).toEqual([{ ...row, ended: true }]);
  });

  it('of somebody else is entered by a supervisor, and known to whom it is about', async () => {
    const walk = await openAffair(office, 'decision-maker', 'absence');
    const evidence = entry('intake-1', 'intake-2');
    expect(await refusal(walk.take('decision-maker', 'enter', evidence))).toEqual(
      conditions('theAbsenceIsOnesOwn'),
    );
    const bySupervisor = await openAffair(office, 'supervisor', 'absence');
    await bySupervisor.take('supervisor', 'enter', evidence);
    await bySupervisor.take('intake-1', 'end');
  });
});

describe('an interest', () => {
  it('keeps its holder out of the institution’s cases until two others have lifted it', async () => {
    const food = await submittedCase(office);
    const walk = await openAffair(office, 'intake-1', 'interest');
    await walk.take('intake-1', 'declare', { institution: laboratories[0].id, ground: 'kinship' });
    expect(await refusal(food.take('intake-1', 'accept', acceptance))).toMatchObject({
      code: 'not-permitted',
      reasons: expect.arrayContaining(['nobodyIsRecused']) as unknown as string[],
    });
    await grantRole(office, 'newcomer', 'supervisor');
    await walk.take('supervisor', 'proposeLifting', { reason: '亲属已离职。' });
    expect(await refusal(walk.take('supervisor', 'confirmLifting'))).toMatchObject({
      code: 'not-permitted',
      reasons: expect.arrayContaining(['dutiesAreKeptApart']) as unknown as string[],
    });
    await walk.take('newcomer', 'declineLifting', { reason: '尚须核实。' });
    await walk.take('supervisor', 'proposeLifting', { reason: '已核实。' });
    expect(await refusal(food.take('intake-1', 'accept', acceptance))).toMatchObject({
      code: 'not-permitted',
    });
    await walk.take('newcomer', 'confirmLifting');
    await food.take('intake-1', 'accept', acceptance);
    await withdrawRole(office, 'newcomer', 'supervisor');
  });

  it('of a supervisor is lifted by others, and of an institution that is in the register', async () => {
    const walk = await openAffair(office, 'supervisor', 'interest');
    const unknown = { institution: randomUUID(), ground: 'advice' };
    expect(await refusal(walk.take('supervisor', 'declare', unknown))).toEqual({
      ...{ code: 'evidence-does-not-fit', reasons: [], pointers: ['/institution'] },
    });
    await walk.take('supervisor', 'declare', { institution: laboratories[1].id, ground: 'shareholding' });
    expect(await refusal(walk.take('supervisor', 'proposeLifting', { reason: '已转让。' }))).toMatchObject({
      code: 'not-permitted',
    });
    expect(await refusal(office.views.lookUp(office.as('intake-2'), walk.id))).toMatchObject({
      code: 'not-found',
    });
  });

  it('is nobody’s to declare who takes no part in cases', async () => {
    const walk = await openAffair(office, 'applicant-food', 'interest');
    const declaration = { institution: laboratories[1].id, ground: 'employment' };
    expect(await refusal(walk.take('applicant-food', 'declare', declaration))).toEqual(
      conditions('theDeclarantWorksForTheAuthority'),
    );
  });
});

describe('who holds which role', () => {
  it('is told to administrators and to those who oversee, page by page, with the case by which it came', async () => {
    const granted = await grantRole(office, 'newcomer', 'auditor');
    const grants = new Grants(office.service);
    const all = await grants.held(office.as('administrator-1'), { limit: 100 });
    expect(all).toEqual(await grants.held(office.as('auditor'), { limit: 100 }));
    expect(all.find(({ person }) => person === idOf('newcomer'))).toMatchObject({
      ...{ role: 'auditor', case: granted.id, withdrawnAt: null, duty: 'oversight' },
    });
    expect(all.find(({ person }) => person === idOf('leader-1'))!.fields).toContainEqual({
      ...{ field: '13', mayLead: true, until: null },
    });
    expect(all.map(({ role }) => role)).not.toContain('applicant');
    const paged = [];
    for (let after: string | undefined; ;) {
      const page = await grants.held(office.as('auditor'), { limit: 5, after });
      paged.push(...page);
      if (page.length < 5) break;
      after = page.at(-1)!.key;
    }
    expect(paged).toEqual(all);
    const own = await grants.held(office.as('auditor'), { person: idOf('newcomer'), limit: 100 });
    expect(own.filter(({ withdrawnAt }) => withdrawnAt !== null).length).toBeGreaterThan(2);
    expect(await refusal(grants.held(office.as('supervisor'), {}))).toMatchObject({ code: 'role-needed' });
    await withdrawRole(office, 'newcomer', 'auditor');
  });
});

describe('over HTTP', () => {
  interface Opened {
    case: string;
    revision: number;
  }
  const post = (as: string, path: string, body: object, revision?: number) =>
    api.ask('post', path, { as, body, ...(revision === undefined ? {} : { revision }) });

  it('a role is granted by the doors that every case has', async () => {
    const opened = await post('administrator-1', '/api/v1/cases', { process: 'roleGrant' });
    expect(opened.status).toBe(201);
    const { case: id } = opened.body as Opened;
    const path = `/api/v1/cases/${id}/steps`;
    const proposal = roleGrant(idOf('newcomer'), 'auditor');
    expect((await post('administrator-1', `${path}/proposeGrant`, proposal, 1)).status).toBe(200);
    const confirmation = roleConfirmation(idOf('newcomer'), 'auditor');
    const own = await post('administrator-1', `${path}/confirmGrant`, confirmation, 2);
    expect([own.status, (own.body as { code: string }).code]).toEqual([403, 'not-permitted']);
    const unread = await post('administrator-2', `${path}/confirmGrant`, confirmation, 2);
    expect([unread.status, (unread.body as { code: string }).code]).toEqual([428, 'text-not-confirmed']);
    const { body: shown } = await post('administrator-2', `${path}/confirmGrant/text`, confirmation);
    const { text, digest } = shown as { text: string; digest: string };
    expect(text).toContain(`人员 /person："${idOf('newcomer')}"（"倪初晴"）`);
    expect(text).toContain('角色 /role："auditor"（"监督人员"）');
    const confirming = { as: 'administrator-2', body: confirmation, revision: 2 };
    const headers = { 'confirmed-text': digest };
    const weak = await api.tokenOf('administrator-2', { acr: 'pwd' });
    const weakly = { ...confirming, as: undefined, token: weak, headers };
    expect((await api.ask('post', `${path}/confirmGrant`, weakly)).body).toMatchObject({
      code: 'stronger-sign-in-needed',
    });
    const granted = await api.ask('post', `${path}/confirmGrant`, { ...confirming, headers });
    expect(granted.status).toBe(200);

    const told = await api.ask('get', `/api/v1/roles?filter[person]=${idOf('newcomer')}&limit=100`, {
      as: 'auditor',
    });
    expect(told.status).toBe(200);
    expect((told.body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ role: 'auditor', case: id, withdrawnAt: null }),
    );
    await withdrawRole(office, 'newcomer', 'auditor');
  });

  it('the list of roles comes in pages, to administrators and those who oversee', async () => {
    const roles: string[] = [];
    for (let at = '/api/v1/roles?limit=7'; ;) {
      const { status, body } = await api.ask('get', at, { as: 'administrator-1' });
      expect(status).toBe(200);
      const { items, next } = body as { items: { role: string }[]; next: string | null };
      roles.push(...items.map(({ role }) => role));
      if (next === null) break;
      at = `/api/v1/roles?limit=7&cursor=${next}`;
    }
    const all = await new Grants(office.service).held(office.as('auditor'), { limit: 100 });
    expect(roles).toEqual(all.map(({ role }) => role));
    const assessors = await api.ask('get', '/api/v1/roles?filter[role]=assessor', { as: 'auditor' });
    expect((assessors.body as { items: object[] }).items).toHaveLength(3);
    for (const [as, query, status] of [
      ['supervisor', '', 403],
      ['administrator-1', '?filter[person]=me', 400],
      ['administrator-1', '?cursor=bm9uZQ', 400],
    ] as const)
      expect((await api.ask('get', `/api/v1/roles${query}`, { as })).status).toBe(status);
  });

  it('the calendar is told to everybody, and whose dates a change would move to administrators alone', async () => {
    const path = '/api/v1/calendar';
    const { status, body } = await api.ask('get', path, { as: 'applicant-food' });
    expect([status, body]).toMatchObject([
      200,
      {
        cutOffHour: 24,
        changes: [],
        years: expect.arrayContaining([{ year: 2026, notice: null }]) as unknown,
      },
    ]);
    const stretch = await api.ask('get', `${path}/days?from=2025-09-28&to=2025-10-01`, { as: 'agent' });
    expect(stretch.body).toEqual({
      items: [
        { day: '2025-09-28', kind: 'makeUpWorkingDay', provisional: false },
        { day: '2025-09-29', kind: 'workingDay', provisional: false },
        { day: '2025-09-30', kind: 'workingDay', provisional: false },
        { day: '2025-10-01', kind: 'legalHoliday', provisional: false },
      ],
    });
    const far = await api.ask('get', `${path}/days?from=2035-12-31&to=2037-02-02`, { as: 'agent' });
    const { items } = far.body as { items: object[] };
    expect([items.length, ...items.slice(0, 2)]).toEqual([
      400,
      { day: '2035-12-31', kind: 'workingDay', provisional: true },
      { day: '2036-01-01', kind: null, provisional: false },
    ]);
    for (const [from, to] of [
      ['2026-12-31', '2028-02-04'],
      ['2026-12-31', '9999-12-31'],
      ['2026-12-31', '2026-12-30'],
    ])
      expect(await api.ask('get', `${path}/days?from=${from}&to=${to}`, { as: 'agent' })).toMatchObject({
        status: 400,
        body: { code: 'malformed-request', errors: [{ pointer: '/to' }] },
      });
    const preview = (as: string, change: object) =>
      api.ask('post', `${path}/preview`, { as, body: { change } });
    const hour = { what: 'cutOffHour', hour: 17 };
    expect(await preview('administrator-1', hour)).toMatchObject({ status: 200 });
    for (const [as, change, code] of [
      ['intake-1', hour, 'role-needed'],
      ['administrator-1', { ...hour, hour: 24 }, 'evidence-does-not-fit'],
      ['administrator-1', { ...hour, hour: 25 }, 'evidence-does-not-fit'],
      ['administrator-1', { what: 'provisionalYear', year: 2051 }, 'evidence-does-not-fit'],
    ] as const)
      expect((await preview(as, change)).body).toMatchObject({ code });
    for (const from of ['0900-01-01', '9999-12-31', '2025-02-30'])
      expect((await api.ask('get', `${path}/days?from=${from}`, { as: 'agent' })).status).toBe(400);
  });

  it('who acts for an institution is told to itself, to those who check it, and to those who oversee', async () => {
    const path = (id: string) => `/api/v1/institutions/${id}/representatives`;
    const { id } = laboratories[0];
    const { status, body } = await api.ask('get', path(id), { as: 'applicant-food' });
    expect(status).toBe(200);
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ person: idOf('applicant-food'), capacity: 'legalRepresentative' }),
    );
    for (const as of ['agent', 'intake-1', 'auditor'])
      expect((await api.ask('get', path(id), { as })).body).toEqual(body);
    for (const as of ['applicant-environment', 'decision-maker', 'sichuan-auditor'])
      expect((await api.ask('get', path(id), { as })).status).toBe(404);
    expect((await api.ask('get', path(randomUUID()), { as: 'auditor' })).status).toBe(404);
  });
});
