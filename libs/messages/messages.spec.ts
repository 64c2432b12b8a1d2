/** What people are told of cases, on one office, story by story. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connect, type Database } from '#database';
import { sequence } from '#ledger';
import * as bring from '../../test/evidence.js';
import { grantRole, openAffair } from '../../test/office-affairs.js';
import { submittedCase, testOffice, type TestOffice, type Walk } from '../../test/office.js';
import { Contacts, Inbox, tellChanges, type Message, type Telling } from './index.js';

jest.setTimeout(60_000);

let office: TestOffice;
let sealer: Database;
let telling: Telling;
let inbox: Inbox;

beforeAll(async () => {
  office = await testOffice();
  sealer = await connect(office.urls.sealerUrl, { poolSize: 2 });
  const { service, tenant, casework } = office;
  telling = { service, tenant, shelf: casework.shelf, publicUrl: 'https://cma.example', mail: true };
  inbox = new Inbox(service);
});
afterAll(async () => {
  await sealer?.close();
  await office?.close();
});

/** Lets everything that happened be told. */
async function told(): Promise<void> {
  await sequence(sealer, office.tenant);
  while ((await tellChanges(telling)) > 0);
}
/** What somebody has not read yet, the oldest first; it is read by that. */
async function fresh(subject: string): Promise<Message[]> {
  const caller = office.as(subject);
  const found = await inbox.list(caller, { limit: 100, unread: true });
  for (const { id } of found) await inbox.read(caller, id);
  return found.reverse();
}
const everybody = [
  ...[
    'applicant-food',
    'agent',
    'intake-1',
    'intake-2',
    'supervisor',
    'leader-1',
    'assessor-1',
    'coordinator',
  ],
  ...['administrator-1', 'administrator-2', 'newcomer', 'auditor', 'decision-maker'],
];
/** Who was told of what happened since, with the kind of the message. */
async function whoIsTold(): Promise<Record<string, string>> {
  await told();
  const heard = await Promise.all(
    everybody.map(async (one) => (await fresh(one)).map(({ kind }): [string, string] => [one, kind])),
  );
  return Object.fromEntries(heard.flat());
}
const assign = (subject: string, walk: Walk, duty: string, to = subject): Promise<unknown> =>
  office.casework.assign(office.as(subject), { case: walk.id, duty, to: office.as(to).person }, randomUUID());
const speak = (subject: string, language: 'zh-CN' | 'en'): Promise<unknown> =>
  new Contacts(office.service).put(
    office.as(subject),
    { email: `${subject}@greenlane.example`, language, wantsMail: true },
    randomUUID(),
  );
const [leader, member] = ['leader-1', 'assessor-1'].map((one) => () => office.as(one).person) as [
  () => string,
  () => string,
];

describe('a message of a change', () => {
  let walk: Walk & { document: string };

  it('tells the others who act for the institution what happened, what comes next, by whom, by when and what if nobody acts', async () => {
    await speak('agent', 'en');
    walk = await submittedCase(office);
    await told();
    const [message, ...others] = await fresh('agent');
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      ...{ case: walk.id, kind: 'changed', language: 'en' },
      subject: 'CMA-22-2025-000001-2: received',
    });
    expect(message!.body)
      .toBe(`Qualification approval of inspection and testing bodies · 重庆嘉禾食品检测有限公司（演示）
Number: CMA-22-2025-000001-2

What happened: on 1 September 2025, the step "submit" was taken.
The case then stood at: "received".

What happens next: the authority is to act.
By when (as of 1 September 2025):
- intake decision (Measures, article 11): until 8 September 2025 inclusive, 5 working days left.
  If nobody acts by then: "deem accepted, as no answer came in time".
Where to look: https://cma.example/api/v1/cases/CMA-22-2025-000001-2
`);
  });

  it('never goes to those of the office who have nothing on the desk; the one who did it has a receipt, in their language', async () => {
    const [receipt] = await inbox.list(office.as('applicant-food'), { limit: 9, unread: true });
    expect(receipt!.subject).toBe('CMA-22-2025-000001-2：已收到您的提交（已收件，待受理审查）');
    expect(receipt!.body).toBe(`检验检测机构资质认定 · 重庆嘉禾食品检测有限公司（演示）
案件编号：CMA-22-2025-000001-2

我机关已于2025年9月1日收到您提交的：“提交申请”。
此后案件状态：“已收件，待受理审查”。

下一步：由资质认定部门办理。
期限（截至2025年9月1日）：
- 受理审查期限（《管理办法》第11条）：至2025年9月8日（含当日），还剩5个工作日。
  届时无人办理的：“逾期未告知，视为受理”。
查看：https://cma.example/api/v1/cases/CMA-22-2025-000001-2
`);
    expect(await whoIsTold()).toEqual({ 'applicant-food': 'received' });
  });

  it('is not made of claims and releases, and of an assignment for the one alone on whose desk the case was put', async () => {
    await assign('intake-1', walk, 'intake');
    expect(await whoIsTold()).toEqual({});
    await assign('supervisor', walk, 'intake', 'intake-2');
    await told();
    const [message] = await fresh('intake-2');
    expect(message!.subject).toBe('CMA-22-2025-000001-2：已分派给您（受理）');
    expect(message!.body).toContain('已办事项：2025年9月1日，本案已分派给您承办（受理）。');
    expect(message!.body).toContain(
      '下一步：由您办理。您可以：受理；当场更正；一次告知补正；不予受理；更正收件日期。',
    );
    expect(await whoIsTold()).toEqual({});
  });

  it('says to the applicant that it is their turn, and with what', async () => {
    await walk.take('intake-2', 'requestSupplement', bring.supplementNotice);
    await told();
    const [message] = await fresh('applicant-food');
    expect(message!.body).toContain('已办事项：2025年9月1日，“一次告知补正”。');
    expect(message!.body).toContain('下一步：由您办理。您可以：提交补正；撤回申请。');
    expect(message!.body).toContain(
      '- 受理审查期限：自2025年9月1日起中止（《行政许可法》第32条第1款第4项），因案件状态为：“待申请人补正”。重新开始计算前没有届满日。\n' +
        '  办理“提交补正”后，期限重新计算，共5个工作日。',
    );
    expect(await whoIsTold()).toEqual({ agent: 'changed' });
  });

  it('goes to whoever has the case on the desk when it comes back, and to who stands in where they are away', async () => {
    const away = await openAffair(office, 'intake-2', 'absence');
    const [absent, cover] = [office.as('intake-2').person, office.as('intake-1').person];
    const days = { from: '2025-09-01', to: '2025-09-01' };
    await away.take('intake-2', 'enter', { absent, cover, away: days });
    await told();
    await whoIsTold();
    await walk.take('applicant-food', 'supplement', bring.supplement(walk.document));
    expect(await whoIsTold()).toEqual({
      ...{ 'applicant-food': 'received', agent: 'changed', 'intake-1': 'changed' },
    });
  });

  it('is made where a step moves a date and leaves the case where it is', async () => {
    const walk = await submittedCase(office);
    await whoIsTold();
    const today = (
      await office.rows<{ day: string }>(
        `select (office_now() at time zone 'Asia/Shanghai')::date::text as day`,
      )
    )[0]!;
    const earlier = new Date(Date.parse(today.day) - 86_400_000).toISOString().slice(0, 10);
    await walk.take('intake-1', 'correctReceipt', bring.receiptCorrection(earlier));
    expect(await whoIsTold()).toMatchObject({ 'applicant-food': 'changed', agent: 'changed' });
  });

  it('tells whom the case names that it does, and them alone that it is their turn', async () => {
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', bring.team(leader(), member()));
    await told();
    const [message] = await fresh('leader-1');
    expect(message!.kind).toBe('named');
    expect(message!.body).toContain('本案已指定您（技术评审）。');
    expect(message!.body).toContain('您可以：作出材料审查结果。');
    const [other] = await fresh('assessor-1');
    expect(other!.body).toContain('下一步：由评审人员办理。');
    await whoIsTold();
  });

  it('says that a clock is held, since when and why', async () => {
    await walk.take('leader-1', 'reviewMaterials', bring.hold);
    await told();
    const [message] = await fresh('agent');
    expect(message!.body).toContain('- technical assessment: held since 1 September 2025 (');
    expect(message!.body).toContain(
      'because the case stands at: "awaiting materials". It has no last day until it runs again.',
    );
    expect(message!.body).not.toContain('until 20');
    expect(await whoIsTold()).toEqual({ 'applicant-food': 'changed' });
  });

  it('of a change that others have followed says where the case stands now, and tells no dates of then', async () => {
    await walk.take('applicant-food', 'supplyMaterials', bring.supplement(walk.document));
    await walk.take('leader-1', 'reviewMaterials', bring.goOn);
    await told();
    const [first, second] = await fresh('agent');
    expect(first!.body).toContain(
      'The case then stood at: "material review".\nThe case has moved on since: on 1 September 2025 it stands at: "arranging the assessment".',
    );
    expect(first!.body).not.toContain('material review (');
    expect(second!.body).not.toContain('has moved on');
    await whoIsTold();
  });
});

describe('a message of an affair of the office', () => {
  it('tells who could confirm a proposal, and whom it concerns what was decided about them', async () => {
    await grantRole(office, 'newcomer', 'intakeOfficer');
    await told();
    const [message] = await fresh('newcomer');
    expect(message).toMatchObject({ kind: 'affair', language: 'zh-CN' });
    expect(message!.body).toContain('受理人员');
    expect(message!.body).toContain('倪初晴');
    expect(Object.keys(await whoIsTold())).toEqual(['administrator-1']);
  });

  it('goes to nobody who is suspended, and they are nobody’s turn either', async () => {
    const { person } = office.as('agent');
    const suspension = await openAffair(office, 'administrator-1', 'suspension');
    await suspension.take('administrator-1', 'suspend', { person, reason: '理由。' });
    const walk = await submittedCase(office);
    await told();
    const rows = await office.rows<{ count: number }>(
      'select count(*)::int as count from messages where person_id = $1 and case_id = any($2::uuid[])',
      [person, [walk.id, suspension.id]],
    );
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe('a message of a calendar that changed', () => {
  it('says which date moved from when to when, and why, and every date with its hour', async () => {
    const walk = await submittedCase(office);
    await told();
    await fresh('applicant-food');
    const change = await openAffair(office, 'administrator-1', 'calendarChange');
    await change.take('administrator-1', 'propose', { change: { what: 'cutOffHour', hour: 17 } });
    const { facts } = await office.views.lookUp(office.as('administrator-2'), change.id);
    await change.take('administrator-2', 'confirmChange', { digest: facts.digest, checked: true });
    while ((await office.casework.drawAgain(office.tenant, { most: 9 })).cases.length > 0);
    await told();
    const message = (await fresh('applicant-food')).find(({ case: of }) => of === walk.id);
    expect(message!.subject).toMatch(/：届满日有变更（已收件，待受理审查）$/);
    expect(message!.body).toMatch(
      /因日历有变更，届满日已重新推算。\n- 受理审查期限：由2025年9月\d+日（星期.）24时届满变更为2025年9月\d+日（星期.）17时届满；原因：期限改为于最后一日17时截止。/,
    );
    expect(message!.body).toMatch(/- 受理审查期限（.*）：截至2025年9月\d+日17时，还剩5个工作日。/);
    await speak('applicant-food', 'en');
    await submittedCase(office);
    await told();
    const [receipt] = await fresh('applicant-food');
    expect(receipt!.body).toMatch(
      /- intake decision \(.*\): until 17:00 on \d+ September 2025, 5 working days left\./,
    );
  });
});

describe('the follower', () => {
  it('tells each once, however many do it at once and whatever stops in between', async () => {
    for (let n = 0; n < 5; n += 1) {
      const walk = await submittedCase(office);
      await walk.take('applicant-food', 'withdraw', { reason: '不再需要。' }).catch(() => undefined);
    }
    await sequence(sealer, office.tenant);
    const broken: Telling = {
      ...telling,
      shelf: Object.assign(Object.create(telling.shelf) as Telling['shelf'], {
        pinned: () => {
          throw new Error('killed');
        },
      }),
    };
    await expect(tellChanges(broken)).rejects.toThrow('killed');
    await Promise.all([1, 2, 3, 4].map(() => tellChanges(telling)));
    await told();
    const [row] = await office.rows<{ all: number; distinct: number }>(
      `select count(*)::int as all, count(distinct (leaf, person_id))::int as distinct from messages where leaf is not null`,
    );
    expect(row!.all).toBe(row!.distinct);
    const missed = await office.rows(
      `select from events e join leaves l on l.tenant = e.tenant and l.event_id = e.id
       where e.step = 'submit' and not exists (
         select from messages m where m.tenant = e.tenant and m.leaf = l.leaf)`,
    );
    expect(missed).toEqual([]);
  });
});
