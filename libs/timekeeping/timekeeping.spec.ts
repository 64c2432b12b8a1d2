/** The follower, the time of cases, the figures and the predictions; long, since one office's cases, costly to bring about, serve all. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseViews, replayCases } from '#casework';
import { connect, inTransaction, type Database } from '#database';
import { canonicalText, sequence, sha256, type EventBody } from '#ledger';
import { findProcess } from '#regulations';
import {
  handIn,
  importScope,
  openCase,
  submittedCase,
  testOffice,
  type TestOffice,
  type Walk,
} from '../../test/office.js';
import { applicationForm, supplement, supplementNotice } from '../../test/evidence.js';
import { attribute, CaseTimes, Figures, forgetTime, keepTime, movesOf } from './index.js';
import { foretoldStates, openCases } from './figures.js';
import { memoriesAfter, memoriesNow } from './memories.js';
import { reckoningOf } from './reckoning.js';

let office: TestOffice;
let sealer: Database;
let times: CaseTimes;
let figures: Figures;
/** Submitted on 1 September; the first twenty taken back one to four working days later, four of them by silence accepted. */
const walks: Walk[] = [];
let late: Walk;

const keep = async (): Promise<void> => {
  await sequence(sealer, office.tenant);
  // In parts of several lengths, so that cases are split between them.
  for (
    let most = 3;
    (await keepTime(office.service, office.casework.shelf, office.tenant, most)) > 0;
    most += 4
  );
};
const morning = (day: string): Promise<void> => office.moveTo(`${day}T01:00:00Z`);
const takeBack = (walk: Walk) => walk.take('applicant-food', 'withdraw', { reason: '暂不申请。' });
const of = (walk: Walk, subject = 'applicant-food') => times.of(office.as(subject), walk.id);
const asked = { process: 'qualification', from: '2025-09-01', to: '2025-12-31' };

beforeAll(async () => {
  office = await testOffice();
  sealer = await connect(office.urls.sealerUrl, { poolSize: 1 });
  const views = new CaseViews(office.service, office.casework.shelf);
  times = new CaseTimes(office.service, views, office.casework.shelf);
  figures = new Figures(office.service, office.casework.shelf);
  const first = await submittedCase(office);
  walks.push(first);
  const scope = await importScope(office, 'applicant-food', 0, 'food');
  for (let n = 1; n < 24; n += 1) {
    const walk = await openCase(office, 'applicant-food', 0);
    const document = await handIn(office, 'applicant-food', walk.id);
    await walk.take('applicant-food', 'submit', applicationForm(scope, document));
    walks.push(walk);
  }
  await keep();
  const days = ['2025-09-02', '2025-09-03', '2025-09-04', '2025-09-05'];
  for (const [index, day] of days.entries()) {
    await morning(day);
    for (const walk of walks.slice(index * 5, index * 5 + 5)) await takeBack(walk);
  }
  await keep();
  // Nobody has said anything on the last four within five working days: looked at only a week later.
  await morning('2025-09-16');
  late = await openCase(office, 'applicant-food', 0);
  await morning('2025-09-18');
  const document = await handIn(office, 'applicant-food', late.id);
  await late.take('applicant-food', 'submit', applicationForm(scope, document));
  for (const walk of walks.slice(20)) await office.casework.lapse(office.tenant, walk.id);
  await keep();
}, 90_000);
afterAll(async () => {
  await sealer?.close();
  await office?.close();
});

/** Without triggers and keys. */
async function asSuperuser(
  work: (
    query: (text: string, values?: unknown[]) => Promise<{ 'QUERY PLAN': string }[]>,
  ) => Promise<unknown>,
): Promise<void> {
  const superuser = await connect(office.urls.superuserUrl, { poolSize: 1 });
  try {
    await inTransaction(superuser, office.tenant, async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await work((text, values) => tx.query(text, values));
    });
  } finally {
    await superuser.close();
  }
}

const tables = async (): Promise<unknown[]> => [
  await office.rows('select * from queues order by process, party'),
  await office.rows('select * from spells order by case_id, seq'),
  await office.rows('select * from case_times order by case_id'),
];

describe('the spells that are kept', () => {
  it('are those of the events of each case, to the day and the party', async () => {
    const reckoning = await inTransaction(office.service, office.tenant, reckoningOf);
    const cases = await office.rows<{ id: string; process: string; edition: string }>(
      'select id, process, edition from cases',
    );
    expect(cases.length).toBeGreaterThan(24);
    for (const { id, process: name, edition } of cases) {
      const events = await office.rows<{ body: string }>(
        'select body from events where case_id = $1 order by seq',
        [id],
      );
      const moves = movesOf(events.map(({ body }) => JSON.parse(body) as EventBody));
      const { spells, countedFrom, endedOn } = attribute(
        reckoning.calendar,
        findProcess(name, edition)!,
        moves,
        reckoning.today,
      );
      const kept = await office.rows(
        'select seq, state, party, beforehand, entered_on, left_on from spells where case_id = $1 order by seq',
        [id],
      );
      expect(kept).toEqual(
        spells.map(({ seq, state, holder: party, beforehand, after: entered_on, until: left_on }) => ({
          ...{ seq, state, party, beforehand, entered_on, left_on },
        })),
      );
      const [span] = await office.rows('select counted_from, ended_on from case_times where case_id = $1', [
        id,
      ]);
      expect(span).toEqual({ counted_from: countedFrom, ended_on: endedOn });
    }
  });

  it('are the same when they are made anew from nothing, and what was foretold stays', async () => {
    const [before, foretold] = [
      await tables(),
      await office.rows('select * from predictions order by case_id, seq, until'),
    ];
    await forgetTime(office.service, office.tenant);
    expect(await office.rows('select * from spells')).toEqual([]);
    for (let took = 1; took > 0;) took = await keepTime(office.service, office.casework.shelf, office.tenant);
    expect(await tables()).toEqual(before);
    expect(await office.rows('select * from predictions order by case_id, seq, until')).toEqual(foretold);
  });

  it('count how many others awaited the same party, drafts left out', async () => {
    const loads = await office.rows<{ workload: number }>(
      `select workload from spells where process = 'qualification' and party = 'authority' and seq = 2 order by workload`,
    );
    expect(loads.map(({ workload }) => workload)).toEqual([
      0,
      1,
      2,
      3,
      4,
      4,
      ...Array.from({ length: 19 }, (_, n) => n + 5),
    ]);
  });

  it('are counted by whom they await, without being read whole for each part of the log', async () => {
    const counted = await office.rows(
      `select process, party, count(*)::integer as open from spells where left_on is null and not beforehand
       group by process, party order by process, party`,
    );
    expect(
      await office.rows('select process, party, open from queues where open > 0 order by process, party'),
    ).toEqual(counted);
  });

  it('change nothing of which the replay speaks', async () => {
    expect((await replayCases(office.service, office.casework, office.tenant)).findings).toEqual([]);
  });
});

describe('the time of a case', () => {
  it('tells where it went: whose each day was, and what of each limit is used up', async () => {
    const time = await of(walks[20]!);
    expect(time).toMatchObject({
      ...{ today: '2025-09-18', countedFrom: '2025-09-01', endedOn: null, beforehand: 0, total: 13 },
    });
    expect(
      time.spells.map(({ state, holder, after, until, days }) => [state, holder, after, until, days]),
    ).toEqual([
      ['drafting', 'applicant', '2025-09-01', '2025-09-01', 0],
      // The period of five working days is over on the 8th: the silence is of those days, however late it was noticed.
      ['received', 'authority', '2025-09-01', '2025-09-08', 5],
      ['formingTheTeam', 'authority', '2025-09-08', null, 8],
    ]);
    expect(time.byParty.map(({ party, days }) => [party, days])).toEqual([
      ...[
        ['authority', 13],
        ['applicant', 0],
        ['assessor', 0],
        ['thirdParty', 0],
      ],
    ]);
    // Accepted as of the day of receipt, so that the assessment's period counts from there.
    const clocks = time.clocks.map(({ clock, anchor, limit, used, left, onTime }) => [
      clock,
      anchor,
      limit,
      used,
      left,
      onTime,
    ]);
    expect(clocks).toEqual([
      ['intake', '2025-09-01', 5, 5, 0, false],
      ['assessment', '2025-09-01', 30, 13, 17, null],
    ]);
    expect(time.clocks[1]!.said).toEqual({
      'zh-CN': '技术评审期限：限30个工作日，已用13个工作日；尚余17个工作日，至2025年10月17日（含当日）。',
      en: 'technical assessment: 13 of 30 working days used; 17 left, until 17 October 2025 inclusive.',
    });
  });

  it('of one that is over counts no further, and foretells nothing', async () => {
    const time = await of(walks[15]!);
    expect(time).toMatchObject({ total: 4, endedOn: '2025-09-05', predictions: [] });
    expect(time.clocks).toMatchObject([{ clock: 'intake', used: 4, onTime: true, status: 'stopped' }]);
  });

  it('is told to whoever may see the case, and to nobody else', async () => {
    expect((await of(walks[0]!, 'supervisor')).total).toBe(1);
    await expect(of(walks[0]!, 'applicant-environment')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what is foretold', () => {
  it('rests on the cases that had ended, is kept when a case comes into a state, and is told with its basis', async () => {
    const { predictions } = await of(late);
    expect(predictions).toMatchObject([
      { until: 'state', forecast: { low: 1, half: 2, high: 4, cases: 20, workload: null, byField: false } },
      { until: 'case', from: '2025-09-19', to: '2025-09-24' },
    ]);
    expect(predictions[1]!.basis.en).toBe(
      'Basis: 20 comparable cases of this office that ended in 2025-09, at any workload (fewer than 20 were at that of now). From there on one in ten had ended within 1 working day, half within 2, nine in ten within 4.',
    );
    expect(predictions[1]!.calibrationWords!.en).toMatch(/^Of fewer than 20 earlier predictions/);
    const kept = await office.rows(
      'select until, low, high, cases, took from predictions where case_id = $1 order by until',
      [late.id],
    );
    expect(kept).toEqual([
      { until: 'case', low: 1, high: 4, cases: 20, took: null },
      { until: 'state', low: 1, high: 4, cases: 20, took: null },
    ]);
  });

  it('says how many there are where they are too few, and gives no number', async () => {
    const { predictions } = await of(walks[20]!);
    for (const prediction of predictions)
      expect(prediction).toMatchObject({ from: null, to: null, forecast: null, calibration: null });
    expect(predictions.map(({ basis }) => basis.en)).toEqual([
      ...Array<string>(2).fill(
        'There are too few comparable cases to foretell a day: fewer than five, and at least 20 are needed.',
      ),
    ]);
  });

  it('is not made of a case that was there before there were enough, however often it is looked at', async () => {
    const made = await office.rows<{ case_id: string }>('select distinct case_id from predictions');
    expect(made).toEqual([{ case_id: late.id }]);
  });
});

describe('the figures', () => {
  const time = (by: 'state' | 'party' | 'clock', more: Partial<typeof asked> = {}) =>
    figures.time(office.as('supervisor'), { ...asked, by, ...more });

  it('are of the cases that ended in those days, by state, by party and by clock', async () => {
    const byState = await time('state');
    expect(byState).toMatchObject({ cases: 20, median: 2, ninthDecile: 4, working: 1, waiting: 0 });
    expect(byState.groups).toMatchObject([{ name: 'received', cases: 20, median: 2, ninthDecile: 4 }]);
    expect((await time('party')).groups).toMatchObject([{ name: 'authority', cases: 20, median: 2 }]);
    expect((await time('clock')).groups).toMatchObject([{ name: 'intake', cases: 20, onTime: 1, median: 2 }]);
    expect(byState.open).toEqual({ cases: 5, overdue: null });
  });

  it('say nothing of fewer than five cases', async () => {
    expect(await time('state', { from: '2025-09-02', to: '2025-09-02' })).toMatchObject({
      cases: 5,
      median: 1,
    });
    await late.take('applicant-food', 'withdraw', { reason: '暂不申请。' });
    await keep();
    const few = await time('state', { from: '2025-09-18', to: '2025-09-18' });
    expect(few).toMatchObject({ cases: null, median: null, ninthDecile: null, working: null, waiting: null });
    // Not even in which state they were.
    expect(few).toMatchObject({ groups: [], withheld: true });
    expect((await time('state')).withheld).toBe(false);
  });

  it('note how long it took, and publish how often intervals held', async () => {
    const [taken] = await office.rows('select took from predictions where case_id = $1', [late.id]);
    expect(taken).toEqual({ took: 0 });
    const told = await figures.predictions(office.as('applicant-food'));
    const untold = { known: null, held: null, share: null, verdict: null, because: 'fewerThan20Known' };
    expect(told.overall.case).toMatchObject(untold);
    // Of one case alone anything was foretold: it is not to be recognised by its state.
    expect(told.groups).toEqual([]);
    await asSuperuser((query) =>
      query(`insert into predictions select 22, gen_random_uuid(), seq, until, process, state, made_on, made_at, leaf, low,
        high, cases, workload_from, workload_to, by_field, took from predictions, generate_series(1, 4)`),
    );
    expect((await figures.predictions(office.as('applicant-food'))).groups).toMatchObject([
      { state: 'received', until: 'case', ...untold },
      { state: 'received', until: 'state', ...untold },
    ]);
    await asSuperuser((query) =>
      query('delete from predictions p where not exists (select from cases c where c.id = p.case_id)'),
    );
  });

  it('are for those who supervise, oversee or administer, and of a process that is known', async () => {
    for (const subject of ['applicant-food', 'intake-1', 'decision-maker'])
      await expect(figures.time(office.as(subject), { ...asked, by: 'state' })).rejects.toMatchObject({
        code: 'role-needed',
      });
    for (const subject of ['auditor', 'administrator-1'])
      expect((await figures.time(office.as(subject), { ...asked, by: 'state' })).today).toBe('2025-09-18');
    await expect(time('state', { process: 'weather' })).rejects.toMatchObject({ code: 'unknown-process' });
  });
});

describe('what is foretold of a case that has moved on since', () => {
  let walk: Walk;
  beforeAll(async () => {
    const [food, other] = [
      await importScope(office, 'applicant-food', 0, 'food'),
      await importScope(office, 'applicant-food', 0, 'environment'),
    ];
    await office.rows(`update spells set workload = (select open from queues where party = 'authority')
      where state = 'received' and ended_leaf is not null`);
    walk = await openCase(office, 'applicant-food', 0);
    const document = await handIn(office, 'applicant-food', walk.id);
    await walk.take('applicant-food', 'submit', applicationForm(food, document));
    await walk.take('intake-1', 'requestSupplement', supplementNotice);
    // It was of food, and is not any more: another field, before the follower comes.
    await walk.take('applicant-food', 'supplement', { ...supplement(document), scopeTable: other });
    await keep();
  });

  it('had its first period broken off, which is said of it, and of the other that it is the second', async () => {
    const { clocks } = await of(walk);
    expect(clocks.map(({ said }) => said.en)).toEqual([
      expect.stringMatching(/^intake decision: .*; broken off, the whole limit began anew\.$/),
      expect.stringMatching(/^intake decision \(no\. 2\): .* left, until /),
    ]);
  });

  it('rests on what it was compared by when it came into the state', async () => {
    const [now] = await office.rows<{ field: string }>(
      `select context::jsonb ->> 'fieldCode' as field from cases where id = $1`,
      [walk.id],
    );
    expect(now!.field).toBe('13');
    const made = await office.rows('select seq, by_field from predictions where case_id = $1 and seq = 2', [
      walk.id,
    ]);
    expect(made).toEqual([
      { seq: 2, by_field: true },
      { seq: 2, by_field: true },
    ]);
  });

  it('and its memory is that of which each event keeps the digest', async () => {
    const bodies = await office.rows<{ body: string }>('select body from events order by case_id, seq');
    const events = bodies
      .map(({ body }) => JSON.parse(body) as EventBody)
      .filter(({ kind }) => kind !== 'assigned' && kind !== 'released');
    const memories = await inTransaction(office.service, office.tenant, async (tx) =>
      memoriesAfter(
        tx,
        office.casework.shelf,
        events,
        await memoriesNow(
          tx,
          events.map((event) => event.case),
        ),
      ),
    );
    expect(memories.map((memory) => sha256(canonicalText(memory)).toString('hex'))).toEqual(
      events.map(({ context }) => context),
    );
  });
});

describe('figures of an office with many cases', () => {
  it('are asked of indexes, as the service may read them', async () => {
    const plans: string[] = [];
    const looked = asSuperuser(async (query) => {
      await query(
        `insert into clocks (tenant, case_id, clock, generation, anchor, budget, unit, consumed, running_since, due_on, due_at,
           status, legal_effect, instrument, article, calendar_version, provisional, changed_seq)
         select 22, gen_random_uuid(), 'x', 1, '2025-09-01', 30, 'workingDays', 0, '2025-09-01',
           date '2025-12-01' + n % 700, date '2025-12-01' + n % 700, 'running', 'statutory', 'x', '1', 'x', false, 1
         from generate_series(1, 100000) as n`,
      );
      await query(
        `insert into predictions (tenant, case_id, seq, until, process, state, made_on, leaf, low, high, cases, by_field)
         select 22, gen_random_uuid(), 2, (array['state', 'case'])[1 + n % 2], 'qualification', 'state' || n % 10,
           '2025-09-01', n, 1, 2, 20, false from generate_series(1, 100000) as n`,
      );
      await query(
        `insert into cases select r.*
         from (select * from cases where process = 'qualification' limit 1) as c, generate_series(1, 10000) as n,
           jsonb_populate_record(null::cases, to_jsonb(c) || jsonb_build_object('id', lpad(n::text, 32, '0'), 'number', null)) as r`,
      );
      await query('analyze clocks, predictions, cases');
      await query('set local role greenlane_service');
      for (const [statement, values] of [
        [openCases, [22, 'qualification', '2025-09-18', '2025-09-18T02:00:00Z']],
        [foretoldStates, [22]],
      ] as const) {
        const rows = await query(`explain (analyze, buffers, timing off) ${statement}`, [...values]);
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      }
      throw new Error('nothing of it is kept');
    });
    await expect(looked).rejects.toThrow('nothing of it is kept');
    for (const plan of plans) {
      expect(plan).not.toMatch(/Seq Scan on (clocks|predictions|spells|cases)/);
      // Blocks of 8 KB that were looked at: hundreds, where the tables have thousands.
      expect(Number(/shared hit=(\d+)/.exec(plan)![1])).toBeLessThan(500);
    }
  });
});

describe('an office whose calendar lacks a year', () => {
  it('is told of time all the same: the year is counted provisionally', async () => {
    await morning('2028-03-01');
    const time = await of(walks[20]!);
    expect(time.today).toBe('2028-03-01');
    expect(time.total).toBeGreaterThan(600);
  });
});
