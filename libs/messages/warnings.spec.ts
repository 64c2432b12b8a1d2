/** Warnings of clocks on one office, whose time goes on from test to test; long, since each day rests on those before. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openCalendar } from '#calendar';
import { connect, inTransaction, withoutTenant } from '#database';
import * as bring from '../../test/evidence.js';
import { openAffair } from '../../test/office-affairs.js';
import { laboratories, submittedCase, testOffice, type TestOffice, type Walk } from '../../test/office.js';
import { Inbox, raiseWarnings, type Message, type Telling } from './index.js';
import { rungsOwed } from './rungs.js';
import { owed } from './warnings.js';

jest.setTimeout(60_000);

describe('the rungs of a clock', () => {
  const calendar = openCalendar({ knownOn: '2025-09-01' });

  it('are 7, 3 and 1 working days before the last day, that day, and the day after, counted over holidays and worked Saturdays', () => {
    expect(rungsOwed(calendar, '2025-10-17', '2025-09-01', '2025-12-01')).toEqual([
      { rung: '7', on: '2025-10-09' },
      { rung: '3', on: '2025-10-14' },
      { rung: '1', on: '2025-10-16' },
      { rung: 'due', on: '2025-10-17' },
      { rung: 'after', on: '2025-10-18' },
    ]);
    expect(rungsOwed(calendar, '2025-10-09', '2025-09-01', '2025-09-30')).toEqual([
      { rung: '7', on: '2025-09-23' },
      { rung: '3', on: '2025-09-28' },
      { rung: '1', on: '2025-09-30' },
    ]);
  });

  it('before the last day are none whose day had passed when the date was drawn', () => {
    const owed = (drawnOn: string) =>
      rungsOwed(calendar, '2025-09-08', drawnOn, '2025-09-09').map(({ rung }) => rung);
    expect(owed('2025-09-02')).toEqual(['3', '1', 'due', 'after']);
    expect(owed('2025-09-03')).toEqual(['1', 'due', 'after']);
    expect(owed('2025-09-08')).toEqual(['due', 'after']);
    expect(owed('2025-09-09')).toEqual(['after']);
  });
});

describe('a warning', () => {
  let office: TestOffice;
  let telling: Telling;
  let inbox: Inbox;
  /** At the intake, forming the team, and rectifying. */
  let received: Walk;
  let forming: Walk;
  let rectifying: Walk;

  beforeAll(async () => {
    office = await testOffice();
    const { service, tenant, casework } = office;
    telling = { service, tenant, shelf: casework.shelf, publicUrl: undefined, mail: false };
    inbox = new Inbox(service);
    received = await submittedCase(office);
    forming = await submittedCase(office);
    await forming.take('intake-1', 'accept', bring.acceptance);
    const walk = await submittedCase(office);
    const [leader, member] = ['leader-1', 'assessor-1'].map((one) => office.as(one).person);
    const today = { from: '2025-09-01', to: '2025-09-01' };
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', bring.team(leader!, member!));
    await walk.take('leader-1', 'reviewMaterials', bring.goOn);
    await walk.take('coordinator', 'sendVisitNotice', bring.visit('2025-09-01', '2025-09-01'));
    await walk.take('leader-1', 'conclude', bring.report(today, 'basicallyConforming', { basically: [42] }));
    rectifying = walk;
  });
  afterAll(() => office?.close());

  const people = [
    ...['applicant-food', 'agent', 'intake-1', 'intake-2', 'coordinator', 'supervisor'],
    ...['leader-1', 'decision-maker', 'decision-maker-2', 'auditor', 'administrator-1'],
  ];
  let now = '';
  /** On a day at nine, whoever is warned, and of what. */
  async function warnedOn(day: string): Promise<Record<string, Message[]>> {
    if (day !== now) await office.moveTo(`${day}T01:00:00Z`);
    now = day;
    await raiseWarnings(telling);
    const heard = await Promise.all(
      people.map(async (one): Promise<[string, Message[]]> => {
        const caller = office.as(one);
        const found = await inbox.list(caller, { limit: 100, unread: true });
        for (const { id } of found) await inbox.read(caller, id);
        return [one, found.reverse()];
      }),
    );
    return Object.fromEntries(heard.filter(([, found]) => found.length > 0));
  }
  const rungsOf = (walk: Walk): Promise<{ rung: string; owed_on: string }[]> =>
    office.rows('select rung, owed_on from clock_warnings where case_id = $1 order by due_on, owed_on', [
      walk.id,
    ]);

  it('is raised on its day, and tells who could act where the case lies on nobody’s desk', async () => {
    expect(await warnedOn('2025-09-02')).toEqual({});
    const heard = await warnedOn('2025-09-03');
    expect(Object.keys(heard)).toEqual(['intake-1', 'intake-2']);
    const [message] = heard['intake-1']!;
    expect(message!.subject).toBe('CMA-22-2025-000001-2：受理审查期限将于2025年9月8日届满，还剩3个工作日');
    expect(message!.body).toContain('下一步：由您办理。');
    expect(message!.body).toContain('届时无人办理的：“逾期未告知，视为受理”。');
    expect(message!.body).toContain('查看：greenlane show CMA-22-2025-000001-2');
    expect(message!.body).not.toContain('已迟');
    expect(await warnedOn('2025-09-03')).toEqual({});
  });

  it('that was missed is raised late and says so; it tells the holder alone, and whoever supervises beside them', async () => {
    const desk = { case: received.id, duty: 'intake', to: office.as('intake-2').person };
    await office.casework.assign(office.as('supervisor'), desk, randomUUID());
    const heard = await warnedOn('2025-09-06');
    expect(Object.keys(heard)).toEqual(['intake-2', 'supervisor']);
    expect(heard['intake-2']![0]!.body).toContain(
      '此提醒发出已迟，本应发出的日期：2025年9月5日（届满前1个工作日）。',
    );
    expect(heard['intake-2']![0]!.body).not.toContain('督办');
    expect(heard['supervisor']![0]!.body).toContain('特向负责督办的您一并提醒。');
  });

  it('goes to who stands in for whoever is away', async () => {
    const away = await openAffair(office, 'intake-2', 'absence');
    const [absent, cover] = [office.as('intake-2').person, office.as('intake-1').person];
    await away.take('intake-2', 'enter', { absent, cover, away: { from: '2025-09-08', to: '2025-09-08' } });
    expect(Object.keys(await warnedOn('2025-09-08'))).toEqual(['intake-1', 'supervisor']);
  });

  it('is not raised of the day after where the law takes a step then, which is told as a change', async () => {
    expect(await warnedOn('2025-09-09')).toEqual({});
    await office.casework.lapse(office.tenant, received.id);
    expect((await rungsOf(received)).map(({ rung }) => rung)).toEqual(['3', '1', 'due']);
  });

  it('of a period of the applicant tells those who act for it, and nobody of the office', async () => {
    const heard = await warnedOn('2025-10-09');
    expect(heard['applicant-food']).toHaveLength(1);
    expect(heard['agent']![0]!.body).toContain('下一步：由您办理。您可以：提交整改');
    expect(heard['agent']![0]!.body).toContain('- 技术评审期限：自2025年9月1日起中止');
    const others = [...(heard['supervisor'] ?? []), ...(heard['leader-1'] ?? [])];
    expect(others.filter((message) => message.case === rectifying.id)).toEqual([]);
    expect(heard['coordinator']!.map((message) => message.case).sort()).toEqual(
      [received.id, forming.id].sort(),
    );
    expect(heard['supervisor']).toBeUndefined();
  });

  it('after an outage is raised rung by rung in their order, told in one message with the days that were missed', async () => {
    const { person } = office.as('coordinator-2');
    const suspension = await openAffair(office, 'administrator-1', 'suspension');
    await suspension.take('administrator-1', 'suspend', { person, reason: '理由。' });
    const heard = await warnedOn('2025-10-20');
    // The law gives no outcome, so the parties hear once that it ran out, and what they can do.
    expect(Object.keys(heard)).toEqual(['applicant-food', 'agent', 'coordinator', 'supervisor']);
    const [party, more] = heard['agent']!.filter(({ case: of }) => of === forming.id);
    expect(more).toBeUndefined();
    expect(party!.subject).toMatch(/：技术评审期限已于2025年10月17日届满$/);
    expect(party!.body).toContain('法律对此未规定自动产生的结果');
    expect(party!.body).toContain('申请人可以向本机关或者其上级机关投诉');
    expect(party!.body).not.toMatch(/督办|此提醒发出已迟/);
    expect(heard['supervisor']![0]!.body).not.toContain('投诉');
    const suspended = await office.rows(`select from messages where person_id = $1 and rung <> '7'`, [
      person,
    ]);
    expect(suspended).toEqual([]);
    const [message, ...others] = heard['coordinator']!.filter(({ case: of }) => of === forming.id);
    expect(others).toEqual([]);
    expect(message!.subject).toMatch(/：技术评审期限已于2025年10月17日届满$/);
    expect(message!.body).toContain('超期1个工作日');
    expect(message!.body).toContain(
      '2025年10月14日（届满前3个工作日）；2025年10月16日（届满前1个工作日）；2025年10月17日（届满之日）；2025年10月18日（届满次日）。',
    );
    expect(await rungsOf(forming)).toEqual([
      { rung: '7', owed_on: '2025-10-09' },
      { rung: '3', owed_on: '2025-10-14' },
      { rung: '1', owed_on: '2025-10-16' },
      { rung: 'due', owed_on: '2025-10-17' },
      { rung: 'after', owed_on: '2025-10-18' },
    ]);
  });

  it('comes anew where the last day has moved, tells whom the office says, and is raised once by any number of workers', async () => {
    await office.rows(
      `update clocks set due_on = '2025-10-31', due_at = '2025-10-31T16:00:00Z' where case_id = $1 and status = 'running'`,
      [forming.id],
    );
    const owner = await connect(office.urls.ownerUrl, { poolSize: 1 });
    const say = (escalation: object): Promise<unknown> =>
      withoutTenant(owner, (tx) =>
        tx.query('update jurisdictions set escalation = $2 where tenant = $1', [office.tenant, escalation]),
      );
    // Who administers roles has nothing to do with such a case, and may not see it.
    const all = ['holder', 'decision', 'administration'];
    await say({ 7: all, 3: all, 1: all, due: all, after: all });
    // Nor has who is recused from the matters of the laboratory.
    const interest = await openAffair(office, 'decision-maker-2', 'interest');
    await interest.take('decision-maker-2', 'declare', {
      ...{ institution: laboratories[0].id, ground: 'kinship' },
    });
    await office.moveTo('2025-10-22T01:00:00Z');
    now = '2025-10-22';
    await Promise.all([1, 2, 3, 4].map(() => raiseWarnings(telling)));
    const heard = await warnedOn('2025-10-22');
    expect(Object.keys(heard)).toEqual(['coordinator', 'decision-maker']);
    for (const found of Object.values(heard)) expect(found).toHaveLength(1);
    const unsound = [
      ...[[], {}, { 7: ['holder'], 3: ['holder'], 1: ['holder'], due: ['holder'] }],
      { 7: 'holder', 3: all, 1: all, due: all, after: all },
      { 7: ['teamLeader'], 3: ['teamLeader'], 1: ['teamLeader'], due: ['teamLeader'], after: ['teamLeader'] },
      { 7: all, 3: ['holder'], 1: all, due: all, after: all },
      { 7: all, 3: all, 1: all, due: all, after: all, never: all },
    ];
    for (const escalation of unsound)
      await expect(say(escalation)).rejects.toMatchObject({
        constraint: expect.stringMatching(/^(every_rung_says_whom_it_tells|a_rung_forgets_nobody)$/),
      });
    await owner.close();
  });

  it('is raised of targets, and of clocks without any effect never', async () => {
    await office.rows(`update clocks set legal_effect = 'none' where case_id = $1 and status = 'running'`, [
      forming.id,
    ]);
    expect(await warnedOn('2025-10-28')).toEqual({});
    await office.rows(`update clocks set legal_effect = 'target' where case_id = $1 and status = 'running'`, [
      forming.id,
    ]);
    const heard = await warnedOn('2025-10-28');
    expect(heard['coordinator']![0]!.body).toContain('此日期为承诺目标，届满不产生法律后果。');
  });

  /** The rungs raised of the clock of the case that forms its team, newest last. */
  const raisedOf = async (day: string): Promise<string[]> =>
    (
      await office.rows<{ rung: string }>(
        'select rung from clock_warnings where case_id = $1 and due_on = $2 order by owed_on',
        [forming.id, day],
      )
    ).map(({ rung }) => rung);
  const asSuperuser = async (
    work: (query: (text: string, values?: unknown[]) => Promise<unknown[]>) => Promise<void>,
  ) => {
    const superuser = await connect(office.urls.superuserUrl, { poolSize: 1 });
    await inTransaction(superuser, office.tenant, async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await work((text, values) => tx.query(text, values));
    });
    await superuser.close();
  };

  const setGrants = (set: string) =>
    asSuperuser(async (query) => {
      await query('alter table role_grants disable trigger user');
      await query(set);
      await query('alter table role_grants enable trigger user');
    });
  const nobodyOfTheOfficeIsThere = () =>
    setGrants(
      `update role_grants set withdrawn_at = '2099-01-01' where withdrawn_at is null and role <> 'applicant'`,
    );
  const theyAreThereAgain = () =>
    setGrants(`update role_grants set withdrawn_at = null where withdrawn_at = '2099-01-01'`);

  it('is not claimed of a case to which something happens while it is read, and is told with the next look', async () => {
    await office.moveTo('2025-10-30T01:00:00Z');
    now = '2025-10-30';
    let look: ReturnType<typeof raiseWarnings> | undefined;
    await asSuperuser(async (query) => {
      await query('lock table duties_held in access exclusive mode');
      look = raiseWarnings(telling);
      // Found and half read: it waits for the duties.
      const waiting = `select from pg_locks where not granted and relation = 'duties_held'::regclass`;
      while ((await query(waiting)).length === 0);
      await query('update cases set seq = seq + 1 where id = $1', [forming.id]);
    });
    expect(await look).toEqual({ warned: 0, untold: 0 });
    expect(await raisedOf('2025-10-31')).toEqual(['7', '3']);
    expect(Object.keys(await warnedOn('2025-10-30'))).toContain('coordinator');
    expect(await raisedOf('2025-10-31')).toEqual(['7', '3', '1']);
  });

  it('of which nobody is there to be told is not used up but counted, and is told once somebody is', async () => {
    await office.moveTo('2025-10-31T01:00:00Z');
    now = '2025-10-31';
    await nobodyOfTheOfficeIsThere();
    expect(await raiseWarnings(telling)).toEqual({ warned: 0, untold: 1 });
    expect(await raisedOf('2025-10-31')).toEqual(['7', '3', '1']);
    await theyAreThereAgain();
    expect(await raiseWarnings(telling)).toEqual({ warned: 1, untold: 0 });
    expect(Object.keys(await warnedOn('2025-10-31'))).toContain('coordinator');
  });

  it('of a period that ends with business hours says the hour, and after it that it is over', async () => {
    const ends = (walk: Walk, day: string): Promise<unknown> =>
      office.rows(
        `update clocks set legal_effect = 'statutory', due_on = $2, due_at = $3 where case_id = $1 and status = 'running'`,
        [walk.id, day, `${day}T09:00:00Z`],
      );
    await ends(forming, '2025-11-03');
    await ends(received, '2025-11-04');
    const of = (heard: Record<string, Message[]>, walk: Walk) =>
      heard['coordinator']!.find((message) => message.case === walk.id)!;
    const before = of(await warnedOn('2025-11-03'), forming);
    expect(before.subject).toMatch(/：技术评审期限今天（2025年11月3日17时）届满$/);
    expect(before.body).toMatch(/：今天是最后一日，截至2025年11月3日17时。/);
    await office.moveTo('2025-11-04T09:00:00Z');
    now = '2025-11-04';
    // The parties, who are there, are not told in place of the office.
    await nobodyOfTheOfficeIsThere();
    expect(await raiseWarnings(telling)).toEqual({ warned: 0, untold: 2 });
    await theyAreThereAgain();
    const after = of(await warnedOn('2025-11-04'), received);
    expect(after.subject).toMatch(/：技术评审期限已于2025年11月4日17时届满$/);
    expect(after.body).toMatch(/）：已于2025年11月4日17时届满，超期1个工作日。/);
  });

  it('looks by the index of days at clocks that end soon alone, however many are armed', async () => {
    const superuser = await connect(office.urls.superuserUrl, { poolSize: 1 });
    let plan = '';
    const looked = inTransaction(superuser, office.tenant, async (tx) => {
      // As if a hundred thousand were armed, without their events.
      await tx.query(`set local session_replication_role = replica`);
      await tx.query(
        `insert into clocks (tenant, case_id, clock, generation, anchor, budget, unit, consumed, running_since, due_on, due_at,
           status, legal_effect, instrument, article, calendar_version, provisional, changed_seq)
         select 22, gen_random_uuid(), 'x', 1, '2025-09-01', 30, 'workingDays', 0, '2025-09-01',
           date '2025-12-01' + n % 700, date '2025-12-01' + n % 700, 'running', 'statutory', 'x', '1', 'x', false, 1
         from generate_series(1, 100000) as n`,
      );
      await tx.query('analyze clocks');
      const days = ['2025-10-28', '2025-10-29', '2025-10-30', '2025-10-31'];
      const rows = await tx.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, costs off, timing off, summary off) ${owed}`,
        [
          ...[
            22,
            '2025-10-28',
            100,
            days,
            ['due', '1', '3', '3'],
            days,
            'Asia/Shanghai',
            null,
            null,
            null,
            null,
          ],
        ],
      );
      plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      throw new Error('nothing of it is kept');
    });
    await expect(looked).rejects.toThrow('nothing of it is kept');
    await superuser.close();
    expect(plan).not.toContain('Seq Scan on clocks');
    expect(plan).not.toContain('Seq Scan on clock_warnings');
    expect(plan.match(/ on clocks_that_warn| using clocks_that_warn/g)).toHaveLength(2);
  });
});
