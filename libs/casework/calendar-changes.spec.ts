/**
 * Changes of a calendar in an office with cases under way. Over 300 lines, because one office is dear to open and its time only
 * goes forward: what each test does is what the next one finds.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { stateCouncilNotices } from '#calendar';
import { inTransaction } from '#database';
import { acceptance } from '../../test/evidence.js';
import { conditions, openAffair, refusal, secondEngine } from '../../test/office-affairs.js';
import { submittedCase, testOffice, Walk, type TestOffice } from '../../test/office.js';
import { changeCalendar } from './calendar-changes.js';
import { CalendarViews, ClockViews, replayCases } from './index.js';
import type { Effected } from './ports.js';

const {
  knownFrom: _,
  byFestival: __,
  ...published
} = stateCouncilNotices.find(({ notice }) => notice === '2025-1')!;
/** An invented amendment: Friday 10 October 2025 is off as well. */
const amendment = (change: object = {}) => ({
  change: {
    what: 'notice',
    notice: {
      ...{ ...published, notice: '2025-2', amends: '2025-1' },
      daysOff: [...published.daysOff, '2025-10-10'],
      ...change,
    },
  },
});

let office: TestOffice;
let attacker: pg.Client;
beforeAll(async () => {
  office = await testOffice();
  attacker = new pg.Client({ connectionString: office.urls.superuserUrl });
  await attacker.connect();
  await attacker.query('alter table calendar_changes disable trigger all');
});
afterAll(async () => {
  await attacker.end();
  await office.close();
});

async function proposed(evidence: object): Promise<Walk & { digest: string }> {
  const walk = await openAffair(office, 'administrator-1', 'calendarChange');
  await walk.take('administrator-1', 'propose', evidence);
  const { facts } = await office.views.lookUp(office.as('administrator-2'), walk.id);
  return Object.assign(walk, { digest: facts.digest as string });
}
async function changed(evidence: object): Promise<Walk> {
  const walk = await proposed(evidence);
  await walk.take('administrator-2', 'confirmChange', { digest: walk.digest, checked: true });
  return walk;
}
/** The text that the second administrator is shown. */
const textBefore = async ({ id, digest }: Walk & { digest: string }): Promise<string> => {
  const evidence = { digest, checked: true };
  const asked = { case: id, step: 'confirmChange', evidence };
  return (await office.texts.draw(office.as('administrator-2'), asked)).text;
};
const some = async (engine = office.casework) => (await engine.drawAgain(office.tenant, { most: 2 })).cases;
const projectAll = async (engine = office.casework): Promise<void> => {
  while ((await some(engine)).length > 0);
};
interface ProjectedRow {
  case_id: string;
  world: { moved: { clock: string; before: object; after: object; because: object[] }[] };
}
const projections = () =>
  office.rows<ProjectedRow>(
    `select case_id, doc #> '{given,world}' as world from events where kind = 'clockProjected' order by id`,
  );
const dueOf = async (id: string) => {
  const { clocks } = await office.views.lookUp(office.as('intake-1'), id);
  return clocks.filter(({ status }) => status === 'running').map(({ dueOn }) => dueOn);
};
const findings = async () => (await replayCases(office.service, office.casework, office.tenant)).findings;

describe('an amendment of a notice, in an office with cases under way', () => {
  let early: Walk;
  let late: Walk;
  let change: Walk;

  it('moves exactly the cases that a dry run told, each by an event with the old and the new date', async () => {
    await office.moveTo('2025-09-23T02:00:00Z');
    early = await submittedCase(office);
    await office.moveTo('2025-09-28T02:00:00Z');
    late = await submittedCase(office);
    expect([await dueOf(early.id), await dueOf(late.id)]).toEqual([['2025-09-29'], ['2025-10-11']]);

    const views = new CalendarViews(office.service);
    const preview = await views.preview(office.as('administrator-2'), { evidence: amendment() });
    expect(preview).toMatchObject({
      count: 1,
      moves: [
        { case: late.id, clock: 'intake', before: { dueOn: '2025-10-11' }, after: { dueOn: '2025-10-13' } },
      ],
      days: [{ day: '2025-10-10', before: 'workingDay', after: 'adjustedRest' }],
    });

    const proposal = await proposed(amendment());
    expect(await views.preview(office.as('administrator-2'), { case: proposal.id })).toEqual(preview);
    expect(await refusal(views.preview(office.as('administrator-2'), { case: late.id }))).toMatchObject({
      code: 'not-found',
    });
    expect(await refusal(views.preview(office.as('intake-1'), { case: proposal.id }))).toMatchObject({
      code: 'role-needed',
    });
    const text = await textBefore(proposal);
    expect(text.match(/ \/change\/notice\/daysOff\/\d+："/g)).toHaveLength(published.daysOff.length + 1);
    expect(text).toContain('"2025-10-10"');
    expect(text).not.toContain('：null');
    await proposal.take('administrator-1', 'takeBack', { reason: '改日再议。' });

    change = await changed(amendment());
    expect((await views.inForce(office.as('applicant-food'))).version).toBe(preview.version);
    expect(await projections()).toEqual([]);
    await projectAll();
    expect(await projections()).toMatchObject([
      {
        case_id: late.id,
        world: {
          moved: [
            {
              clock: 'intake',
              before: { dueOn: '2025-10-11', dueAt: '2025-10-11T16:00:00.000Z', consumed: 0 },
              after: { dueOn: '2025-10-13', dueAt: '2025-10-13T16:00:00.000Z', consumed: 0 },
              because: [{ what: 'notice', case: change.id }],
            },
          ],
        },
      },
    ]);
    expect([await dueOf(early.id), await dueOf(late.id)]).toEqual([['2025-09-29'], ['2025-10-13']]);
    const history = await office.views.history(office.as('applicant-food'), late.id, {});
    expect(history.map(({ told }) => told.length)).toEqual([0, 0, 1]);
    expect(history.at(-1)!.told).toEqual([
      {
        'zh-CN':
          '受理审查期限：由2025年10月11日（星期六）届满变更为2025年10月13日（星期一）届满；原因：放假安排通知2025-2生效（替代2025-1）',
        en: 'intake decision: from Saturday 11 October 2025 to Monday 13 October 2025, because holiday notice 2025-2 came into force, in place of 2025-1',
      },
    ]);
    const clockViews = new ClockViews(office.service, office.casework.shelf, office.views, office.tasks);
    const [clock] = (await clockViews.ofCase(office.as('applicant-food'), late.id)).clocks;
    expect(clock!.operations.at(-1)!.told.en).toContain(
      'the calendar has changed (holiday notice 2025-2 came into force, in place of 2025-1)',
    );
  });

  it('leaves state, revision and memory of the case alone, and explains the date by the calendar that drew it', async () => {
    const { revision, state, clocks } = await office.views.lookUp(office.as('intake-1'), late.id);
    expect({ revision, state }).toEqual({ revision: late.revision, state: 'received' });
    expect(clocks[0]!.explained!.en).toContain('10 October 2025');
    expect(clocks[0]!.explained!.en).toContain(clocks[0]!.calendarVersion);
    const history = await office.views.history(office.as('applicant-food'), late.id, {});
    expect(history.at(-1)).toMatchObject({
      withheld: false,
      label: { en: expect.stringContaining('calendar') },
    });
  });

  it('changes nothing a second time', async () => {
    expect(await some()).toEqual([]);
    expect(await projections()).toHaveLength(1);
    expect(await findings()).toEqual([]);
  });

  it('is found where somebody changes a row of it, removes it, or enters one', async () => {
    const edit = (sql: string) => attacker.query(sql);
    const sentences = async () => (await findings()).map(({ sentence }) => sentence);
    const kept = await attacker.query('select * from calendar_changes');
    const [row] = kept.rows as {
      tenant: number;
      from_at: Date;
      what: string;
      content: string;
      case_id: string;
      seq: number;
    }[];
    await edit(`update calendar_changes set content = replace(content, '2025-10-10', '2025-10-17')`);
    expect(await sentences()).toContain('the calendar was changed otherwise than this event says');
    await edit('delete from calendar_changes');
    expect(await sentences()).toContain('this event changed the calendar, and no row says so');
    await attacker.query('insert into calendar_changes values ($1, $2, $3, $4, $5, $6)', [
      ...[row!.tenant, row!.from_at, row!.what, row!.content, row!.case_id, row!.seq],
    ]);
    expect(await sentences()).toEqual([]);
    await attacker.query(`insert into calendar_changes values ($1, now(), 'provisionalYear', $2)`, [
      ...[row!.tenant, '{"what":"provisionalYear","year":2031}'],
    ]);
    expect(await sentences()).toContain('calendar_changes has a change that no event made');
    await edit('delete from calendar_changes where case_id is null');
  });

  it('is found where somebody moves a date by hand, event and row alike', async () => {
    await attacker.query('alter table clock_operations disable trigger all');
    const by = (days: number) =>
      attacker.query(
        `update clock_operations set due_on = due_on + $2::integer where case_id = $1 and operation = 'project'`,
        [late.id, days],
      );
    await by(3);
    expect(await findings()).toMatchObject([
      { case: late.id, sentence: 'clock "intake" was not told to project as the law gives it' },
    ]);
    await by(-3);
    expect(await findings()).toEqual([]);
  });
});

describe('a change that is bad', () => {
  it.each<[string, object, string]>([
    ['a second notice for a year', { amends: undefined, notice: '2025-3' }, 'aSecondNoticeSaysWhichItAmends'],
    [
      'an amendment of what is no longer in force',
      { notice: '2025-3', amends: '2025-1' },
      'whatItAmendsIsInForceForTheYear',
    ],
    ['a name that is taken', { amends: '2025-2' }, 'theNoticeHasANameOfItsOwn'],
    [
      'a notice without a statutory day',
      { notice: '2025-3', amends: '2025-2', daysOff: ['2025-10-01'] },
      'everyStatutoryDayIsOff',
    ],
  ])('is refused when it is proposed: %s', async (_, notice, reason) => {
    const walk = await openAffair(office, 'administrator-1', 'calendarChange');
    expect(await refusal(walk.take('administrator-1', 'propose', amendment(notice)))).toEqual(
      conditions(reason),
    );
  });

  it('is refused by its form where it contradicts itself, with the place', async () => {
    const walk = await openAffair(office, 'administrator-1', 'calendarChange');
    const contradiction = amendment({ makeUpWorkingDays: ['2025-10-10', '2025-10-11', '2025-10-11'] });
    expect(await refusal(walk.take('administrator-1', 'propose', contradiction))).toMatchObject({
      code: 'evidence-does-not-fit',
      pointers: ['/change/notice/makeUpWorkingDays/0', '/change/notice/makeUpWorkingDays/2'],
    });
  });

  it('is not previewed either, and nothing is for anybody who does not administer roles', async () => {
    const views = new CalendarViews(office.service);
    expect(
      await refusal(views.preview(office.as('administrator-1'), { evidence: amendment() })),
    ).toMatchObject({
      code: 'evidence-does-not-fit',
      pointers: ['/change/notice/notice', '/change/notice/amends'],
    });
    expect(await refusal(views.preview(office.as('intake-1'), { evidence: amendment() }))).toMatchObject({
      code: 'role-needed',
    });
  });

  it('is not confirmed by whoever proposed it', async () => {
    const walk = await proposed({ change: { what: 'cutOffHour', hour: 18 } });
    const confirmation = { digest: walk.digest, checked: true };
    expect((await refusal(walk.take('administrator-1', 'confirmChange', confirmation))).code).not.toBe(
      'evidence-does-not-fit',
    );
    await walk.take('administrator-1', 'takeBack', { reason: '改日再议。' });
  });

  it('is not confirmed where another that it contradicts came in between, in whatever order they commit', async () => {
    const [one, other] = [
      await proposed({ change: { what: 'provisionalYear', year: 2037 } }),
      await proposed({ change: { what: 'provisionalYear', year: 2037 } }),
    ];
    const second = await secondEngine(office);
    const elsewhere = new Walk({ ...office, casework: second.casework }, other.id);
    elsewhere.revision = other.revision;
    const confirmation = { digest: one.digest, checked: true };
    const outcomes = await Promise.allSettled(
      [one, elsewhere].map((walk) => walk.take('administrator-2', 'confirmChange', confirmation)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await second.service.close();
    const rows = await office.rows(`select from calendar_changes where what = 'provisionalYear'`);
    expect(rows).toHaveLength(1);
  });

  it('is judged again where another is confirmed in the same batch, for each rests on the one before', async () => {
    const change = { what: 'provisionalYear', year: 2030 };
    const one = { context: { change }, event: { at: new Date().toISOString() } } as unknown as Effected;
    const both = inTransaction(office.service, office.tenant, (tx) => changeCalendar(tx, [one, one]));
    await expect(both).rejects.toMatchObject({ code: '40001' });
  });
});

describe('time and other workers', () => {
  const ahead = async (hours: number) =>
    attacker.query('update office_clock set shift = shift + make_interval(hours => $1)', [hours]);

  it('lets two workers at once make one event for each case', async () => {
    await office.moveTo('2025-10-09T02:00:00Z');
    const cases = [await submittedCase(office), await submittedCase(office)];
    const before = (await projections()).length;
    await changed(
      amendment({
        notice: '2025-3',
        amends: '2025-2',
        daysOff: [...published.daysOff, '2025-10-10', '2025-10-13'],
      }),
    );
    const second = await secondEngine(office);
    await Promise.all([projectAll(), projectAll(second.casework)]);
    await second.service.close();
    const fresh = (await projections()).slice(before);
    const moved = fresh.map(({ case_id }) => case_id);
    expect(new Set(moved).size).toBe(moved.length);
    expect(moved).toEqual(expect.arrayContaining(cases.map(({ id }) => id)));
    expect(await findings()).toEqual([]);
  });

  it('passes over a case that another worker has, and waits for nobody', async () => {
    const [busy, free] = [await submittedCase(office), await submittedCase(office)];
    await changed({ change: { what: 'cutOffHour', hour: 18 } });
    await attacker.query('begin');
    await attacker.query('select from cases where id = $1 for update', [busy.id]);
    const seen: string[] = [];
    for (let cases = await some(); cases.length > 0; cases = await some())
      seen.push(...cases.map((one) => one.case));
    expect(seen).toContain(free.id);
    expect(seen).not.toContain(busy.id);
    await attacker.query('commit');
    expect((await some()).map((one) => one.case)).toEqual([busy.id]);
    await changed({ change: { what: 'cutOffHour', hour: 24 } });
    await projectAll();
  });

  it('draws a date again before anybody acts on the case, without any worker', async () => {
    const walk = await submittedCase(office);
    const [before] = await dueOf(walk.id);
    await changed({ change: { what: 'cutOffHour', hour: 17 } });
    await walk.take('intake-1', 'accept', acceptance);
    const [, , projected, accepted] = await office.rows<{ kind: string; doc: { clocks: object[] } }>(
      'select kind, doc from events where case_id = $1 order by seq',
      [walk.id],
    );
    expect([projected!.kind, accepted!.kind]).toEqual(['clockProjected', 'stepTaken']);
    expect(projected!.doc.clocks).toMatchObject([{ order: 'project', due: before }]);
    expect(await findings()).toEqual([]);
  });

  it('ends a period with business hours: what runs out at five lapses at five, on the day itself', async () => {
    await projectAll();
    const walk = await submittedCase(office);
    const { clocks } = await office.views.lookUp(office.as('intake-1'), walk.id);
    const { dueOn, dueAt, explained } = clocks[0]!;
    expect(new Date(dueAt!).toISOString()).toBe(`${dueOn}T09:00:00.000Z`);
    expect(explained!.en).toContain('until 17:00 on that day');
    await office.moveTo(`${dueOn}T08:59:00Z`);
    await office.casework.lapse(office.tenant, walk.id);
    expect((await office.views.lookUp(office.as('intake-1'), walk.id)).state).toBe('received');
    await office.moveTo(`${dueOn}T09:00:00Z`);
    await office.casework.lapse(office.tenant, walk.id);
    expect((await office.views.lookUp(office.as('intake-1'), walk.id)).state).not.toBe('received');
    // The day is still of whoever let it pass, so the event says that it was the last one.
    expect(
      await office.rows(
        `select doc -> 'given' as given from events where case_id = $1 and doc #>> '{cause,kind}' = 'clock'`,
        [walk.id],
      ),
    ).toEqual([{ given: { today: dueOn, evidence: {}, world: { dueOn } } }]);
    expect(await findings()).toEqual([]);
  });

  it('is not changed while nobody knows what time it is, and what was due then is drawn again afterwards', async () => {
    const walk = await submittedCase(office);
    const change = await proposed({ change: { what: 'cutOffHour', hour: 16 } });
    const another = await proposed({ change: { what: 'cutOffHour', hour: 15 } });
    const confirm = (of: typeof change) =>
      of.take('administrator-2', 'confirmChange', { digest: of.digest, checked: true });
    await confirm(change);
    const hold = `insert into clock_holds (noticed_at, noticed_by, moved_ms) values (clock_timestamp(), 'a test', 6000)`;
    await attacker.query(hold);
    expect((await refusal(confirm(another))).code).toBe('time-is-held');
    const before = (await projections()).length;
    await ahead(1);
    await walk.take('intake-1', 'accept', acceptance);
    expect(await projections()).toHaveLength(before);
    expect(await findings()).toEqual([]);
    await attacker.query(`update clock_holds set released_at = clock_timestamp(), reason = 'a test'`);
    await projectAll();
    expect((await projections()).length).toBeGreaterThan(before);
    expect(await findings()).toEqual([]);
    await another.take('administrator-1', 'takeBack', { reason: '改日再议。' });
  });

  it('is chosen by the time of the case, which never goes back where the server’s clock does', async () => {
    await ahead(2);
    const change = await proposed({ change: { what: 'cutOffHour', hour: 18 } });
    await change.take('administrator-2', 'confirmChange', { digest: change.digest, checked: true });
    await ahead(1);
    const walk = await submittedCase(office);
    await ahead(-3);
    await walk.take('intake-1', 'accept', acceptance);
    const events = await office.rows<{ at: Date; doc: { clocks: { calendar: string }[] } }>(
      'select at, doc from events where case_id = $1 order by seq desc limit 2',
      [walk.id],
    );
    expect(events[0]!.at).toEqual(events[1]!.at);
    expect(events[0]!.doc.clocks[0]!.calendar).toBe(events[1]!.doc.clocks[0]!.calendar);
    expect(await findings()).toEqual([]);
    await ahead(3);
    await projectAll();
    expect(await findings()).toEqual([]);
  });

  it('makes a provisional date firm, or moves it, when a notice that is shipped becomes known', async () => {
    await office.moveTo('2025-11-26T02:00:00Z');
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'accept', acceptance);
    const assessment = async () => {
      const { clocks } = await office.views.lookUp(office.as('intake-1'), walk.id);
      return clocks.find(({ clock, status }) => clock === 'assessment' && status === 'running')!;
    };
    expect(await assessment()).toMatchObject({ provisional: true });
    await office.moveTo('2025-12-01T02:00:00Z');
    await projectAll();
    const after = await assessment();
    expect(after.provisional).toBe(false);
    expect(after.explained!.en).toContain('Calendar version: 2026-1.');
    expect(await findings()).toEqual([]);
    expect(await some()).toEqual([]);
  });

  it('is met too late by what is done on the last day after business hours, and replays so', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'accept', acceptance);
    const [dueOn] = await dueOf(walk.id);
    await office.moveTo(`${dueOn}T10:00:00Z`);
    await walk.take('applicant-food', 'withdraw', { reason: '暂不申请。' });
    const rows = await office.rows(
      `select status, consumed - budget as overdue from clocks where case_id = $1 and clock = 'assessment'`,
      [walk.id],
    );
    expect(rows).toEqual([{ status: 'stopped', overdue: 1 }]);
    expect(await findings()).toEqual([]);
  });
});

describe('the database', () => {
  it('keeps changes as they were made, and takes none of the service without an event', async () => {
    await attacker.query('alter table calendar_changes enable always trigger history_is_not_rewritten');
    await expect(attacker.query('delete from calendar_changes')).rejects.toMatchObject({ code: 'GL011' });
    const insert = `insert into calendar_changes (tenant, from_at, what, content) values ($1, now(), 'provisionalYear', '{}')`;
    await expect(office.rows(insert, [office.tenant])).rejects.toThrow('row-level security');
    const years = 'update jurisdictions set provisional_years = array[2030] where tenant = $1';
    await expect(attacker.query(years, [office.tenant])).rejects.toMatchObject({ code: 'GL027' });
  });
});
