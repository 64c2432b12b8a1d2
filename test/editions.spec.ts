/**
 * Cases that go from one edition of their process to another. Over 300 lines, because one office is dear to open and its time
 * only goes forward: three editions come into force while its cases wait.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import {
  CaseViews,
  Casework,
  ClockViews,
  DecisionTexts,
  ProcessShelf,
  replayCases,
  Tasks,
  tellEvents,
  type Answer,
} from '#casework';
import { stateCouncilNotices } from '#calendar';
import { connect, inTransaction, type Database } from '#database';
import { grantsWith } from '#grants';
import { canonicalText, leafHash, sequence, type EventBody } from '#ledger';
import { tellChanges } from '#messages';
import type { Process } from '#process';
import { registerWith } from '#register';
import { processes } from '#regulations';
import { CaseTimes, forgetTime, keepTime } from '#timekeeping';
import { hall2020, hall2025, hallOctober, halls } from './editions.process.js';
import { openAffair, refusal } from './office-affairs.js';
import { laboratories, readFirst, testOffice, Walk, type TestOffice } from './office.js';

jest.setTimeout(60_000);

/** The office, and its engine with these editions of the hall. */
let office: TestOffice;
let clocks: ClockViews;
let sealer: Database;
let attacker: pg.Client;
const withEditions = (of: TestOffice, some: readonly Process[]): TestOffice => {
  const shelf = new ProcessShelf([...processes, ...some]);
  const casework = new Casework(of.service, shelf);
  grantsWith(casework);
  registerWith(casework);
  const views = new CaseViews(of.service, shelf);
  const texts = new DecisionTexts(of.service, views, casework.ports);
  return { ...of, casework, views, texts, tasks: new Tasks(of.service, shelf) };
};
beforeAll(async () => {
  office = withEditions(await testOffice(), halls);
  clocks = new ClockViews(office.service, office.casework.shelf, office.views, office.tasks);
  sealer = await connect(office.urls.sealerUrl, { poolSize: 2 });
  attacker = new pg.Client({ connectionString: office.urls.superuserUrl });
  await attacker.connect();
});
afterAll(async () => {
  await attacker?.end();
  await sealer?.close();
  await office?.close();
});

/** A request for a hall that the clerk has looked at. */
async function asked(of: TestOffice = office): Promise<Walk> {
  const opening = { process: 'hall', institution: laboratories[0].id, evidence: undefined };
  const { answer } = await of.casework.open(of.as('applicant-food'), opening, randomUUID());
  const walk = new Walk(of, answer.case);
  await walk.take('applicant-food', 'ask');
  await walk.take('intake-1', 'look');
  return walk;
}
const seven = { hall: 7 };
const eventsOf = async ({ id }: Walk): Promise<EventBody[]> => {
  const rows = await office.rows<{ body: string }>(
    'select body from events where case_id = $1 order by seq',
    [id],
  );
  return rows.map(({ body }) => JSON.parse(body) as EventBody);
};
const lastOf = async (walk: Walk): Promise<EventBody> => (await eventsOf(walk)).at(-1)!;
const rowOf = async ({ id }: Walk) =>
  (await office.rows<Record<string, unknown>>('select * from cases where id = $1', [id]))[0]!;
const clocksOf = ({ id }: Walk) =>
  office.rows<{
    clock: string;
    budget: number;
    status: string;
    due_on: string | null;
    article: string;
    instrument: string;
  }>('select * from clocks where case_id = $1 order by clock', [id]);
const look = (walk: Walk, subject = 'intake-1') => office.views.lookUp(office.as(subject), walk.id);
const movesOf = async (walk: Walk, subject = 'intake-1') => {
  const { steps } = await look(walk, subject);
  return Object.fromEntries(steps.map(({ step, movesTo }) => [step, movesTo]));
};
const under = { edition: hall2025.edition, editionHash: hall2025.hash };
const findings = async () => (await replayCases(office.service, office.casework, office.tenant)).findings;
const findingOf = async ({ id }: Walk) => (await findings()).find((one) => one.case === id)?.sentence;

let [early, late, held, person, batch, decided, stays, fresh]: Walk[] = [];
const opened = (): Walk[] => [early!, late!, held!, person!, batch!, decided!, stays!, fresh!];

describe('before another edition is in force', () => {
  beforeAll(async () => {
    await office.moveTo('2025-09-05T02:00:00Z');
    early = await asked();
    await office.moveTo('2025-09-10T02:00:00Z');
    [late, held, person, batch, decided, stays] = [
      await asked(),
      await asked(),
      await asked(),
      await asked(),
      await asked(),
      await asked(),
    ];
    await office.moveTo('2025-09-12T02:00:00Z');
  });

  it('a step says that the case stays, and that of the clock that it will move by the day to which it will be dated', async () => {
    expect(await movesOf(person!)).toEqual({
      takeUp: null,
      takeUpBySilence: '2025-09-15',
      assignAtOnce: null,
      hold: null,
    });
  });

  it('a case is taken up by the edition of its opening', async () => {
    const { edition } = await stays!.take('intake-1', 'takeUp', seven);
    expect(edition).toBe('2020-01-01');
    expect(await clocksOf(stays!)).toMatchObject([
      { clock: 'assignment', budget: 45, status: 'running' },
      { clock: 'lookedAt', status: 'stopped' },
      { clock: 'silence', status: 'stopped' },
      { clock: 'whole', status: 'running' },
    ]);
    await held!.take('intake-1', 'hold');
  });
});

describe('on a day on which a later edition is in force', () => {
  let answer: Answer;
  const key = randomUUID();
  const takeUp = (evidence: object, more: object = {}) => ({
    ...{ case: person!.id, step: 'takeUp', revision: person!.revision, evidence },
    ...more,
  });
  const advance = (request: ReturnType<typeof takeUp>, as = key) =>
    office.casework.advance(office.as('intake-1'), request, as);

  beforeAll(() => office.moveTo('2025-09-16T02:00:00Z'));

  it('a step that settles it is shown as that edition has it, and any other as its own', async () => {
    const { edition, state, steps } = await look(person!);
    expect([edition, state]).toEqual(['2020-01-01', 'waiting']);
    const [step, , , hold] = steps;
    expect(step).toMatchObject({
      ...{ step: 'takeUp', movesTo: '2025-09-15', allowed: true, needs: 'slip', leadsTo: ['takenUp'] },
      ...{ label: { en: 'takeUp by 2025-09-15' }, under: { instrument: 'rules2025' } },
    });
    expect(hold).toMatchObject({ movesTo: null, label: { en: 'hold by 2020-01-01' } });
    const tasks = await office.tasks.list(office.as('intake-1'), { queue: 'team', limit: 100 });
    const task = tasks.find((one) => one.case === person!.id && one.duty === 'intake');
    expect(task?.steps.map(({ label }) => label.en)).toEqual(['takeUp by 2025-09-15', 'hold by 2020-01-01']);
  });

  it('a step that is refused, or only tried, leaves no trace', async () => {
    const before = [await rowOf(person!), await clocksOf(person!), await eventsOf(person!)];
    expect(await refusal(advance(takeUp({ hall: 13 })))).toMatchObject({
      code: 'guard-refused',
      reasons: ['theHallIsKnown'],
    });
    expect(await refusal(advance(takeUp({ hall: 'seven' })))).toMatchObject({
      code: 'evidence-does-not-fit',
    });
    const { answer: would } = await advance(takeUp(seven, { dryRun: true }));
    expect(would).toMatchObject({ step: 'takeUp', state: 'takenUp', edition: '2025-09-15', seq: 3 });
    expect([await rowOf(person!), await clocksOf(person!), await eventsOf(person!)]).toEqual(before);
  });

  it('a refused step does not move the case for the next one of its batch', async () => {
    const [refused, taken] = await Promise.allSettled([
      office.casework.advance(
        office.as('intake-1'),
        { case: batch!.id, step: 'takeUp', revision: 3, evidence: { hall: 13 } },
        randomUUID(),
      ),
      office.casework.advance(
        office.as('intake-1'),
        { case: batch!.id, step: 'hold', revision: 3, evidence: undefined },
        randomUUID(),
      ),
    ]);
    expect([refused.status, taken.status]).toEqual(['rejected', 'fulfilled']);
    expect(await lastOf(batch!)).toMatchObject({
      step: 'hold',
      edition: '2020-01-01',
      from: 'waiting',
      to: 'held',
    });
    batch!.revision = 4;
    await batch!.take('applicant-food', 'answer');
  });

  it('the step moves the case within its one event, and is decided by that edition', async () => {
    const before = await clocksOf(person!);
    ({ answer } = await advance(takeUp(seven)));
    expect(answer).toMatchObject({ edition: '2025-09-15', state: 'takenUp', revision: 4, seq: 4 });
    const event = await lastOf(person!);
    expect(event).toMatchObject({
      ...under,
      from: 'waiting',
      to: 'takenUp',
      step: 'takeUp',
      kind: 'stepTaken',
    });
    expect(event.under.instrument).toBe('rules2025');
    expect(event.clocks.map(({ clock, order, becomes = null }) => [clock, order, becomes])).toEqual([
      ['silence', 'rename', 'answer'],
      ['whole', 'rename', 'overall'],
      ['answer', 'stop', null],
      ['assignment', 'start', null],
    ]);
    expect(await rowOf(person!)).toMatchObject({
      edition: hall2025.edition,
      edition_hash: hall2025.hash,
      context: canonicalText({
        ...{ askedOn: '2025-09-10', takenUpOn: '2025-09-16', hall: 7 },
        ...{ support: 'an aunt', channel: 'counter' },
      }),
    });
    const [assignment, overall] = [await clocksOf(person!)].map((all) =>
      ['assignment', 'overall'].map((name) => all.find(({ clock }) => clock === name)!),
    )[0]!;
    expect(assignment).toMatchObject({ budget: 30, status: 'running', instrument: 'rules2025' });
    const whole = before.find(({ clock }) => clock === 'whole')!;
    // It keeps its date, and the provision by which it began.
    expect(overall).toMatchObject({
      due_on: whole.due_on,
      budget: 40,
      instrument: 'rules2020',
      status: 'running',
    });
    expect(await clocksOf(person!)).toHaveLength(4);
  });

  it('a retry gets the same answer, and moves nothing', async () => {
    expect(await advance(takeUp(seven))).toEqual({ answer, replayed: true });
    expect(await eventsOf(person!)).toHaveLength(4);
  });

  it('several steps of one batch go on under the edition to which the first has moved it', async () => {
    const step = (name: string, revision: number, evidence?: object) =>
      office.casework.advance(
        office.as('intake-1'),
        { case: batch!.id, step: name, revision, evidence },
        randomUUID(),
      );
    const { revision } = batch!;
    const answers = await Promise.all([step('takeUp', revision, seven), step('file', revision + 1)]);
    expect(answers.map((one) => [one.answer.step, one.answer.edition])).toEqual([
      ['takeUp', '2025-09-15'],
      ['file', '2025-09-15'],
    ]);
    expect((await eventsOf(batch!)).slice(-2).map(({ from, to }) => [from, to])).toEqual([
      ['waiting', 'takenUp'],
      ['takenUp', 'takenUp'],
    ]);
  });

  it('a decision that settles it has the text of that edition, which says so', async () => {
    const asking = { case: decided!.id, step: 'assignAtOnce', revision: decided!.revision, evidence: seven };
    const { text, digest } = await office.texts.draw(office.as('decision-maker'), asking);
    expect(text).toContain('适用版本：2020-01-01，自本步骤起2025-09-15');
    expect(text).toContain('“assignAtOnce by 2025-09-15”');
    // The memory as the last event has it: whoever confirms can compare.
    expect(text).toContain((await lastOf(decided!)).context);
    await decided!.take('decision-maker', 'assignAtOnce', seven);
    expect(await lastOf(decided!)).toMatchObject({ ...under, to: 'assigned', decided: { text: digest } });
  });

  it('a case stays under the edition of its acceptance, and one of the edition in force is moved nowhere', async () => {
    await stays!.take('intake-1', 'file');
    expect(await lastOf(stays!)).toMatchObject({ edition: '2020-01-01', clocks: [] });
    expect(await movesOf(stays!)).toEqual({ file: null, assign: null });
    fresh = await asked();
    expect(await movesOf(fresh)).toMatchObject({ takeUp: null, takeUpBySilence: null });
    const same = await asked();
    await same.take('intake-1', 'takeUp', seven);
    expect(await lastOf(same)).toMatchObject({ ...under, from: 'underReview' });
    expect((await lastOf(same)).clocks.map(({ clock, order }) => `${order} ${clock}`)).toEqual([
      'stop answer',
      'start assignment',
    ]);
    await fresh.take('intake-1', 'hold');
  });

  it('silence that is dated before that day does not move it, however late it is noticed', async () => {
    await office.casework.lapse(office.tenant, early!.id);
    expect(await lastOf(early!)).toMatchObject({
      ...{ step: 'takeUpBySilence', edition: '2020-01-01', from: 'waiting', given: { today: '2025-09-13' } },
    });
    expect((await clocksOf(early!)).find(({ clock }) => clock === 'assignment')).toMatchObject({
      budget: 45,
    });
  });
});

describe('after a third edition has come into force', () => {
  beforeAll(async () => {
    await office.moveTo('2025-10-21T02:00:00Z');
    await held!.take('applicant-food', 'answer');
    await fresh!.take('applicant-food', 'answer');
  });

  it('silence that is dated before it moves the case to the one in force then', async () => {
    const [due] = (await clocksOf(late!)).filter(({ clock }) => clock === 'silence');
    expect(due).toMatchObject({ status: 'running', due_on: '2025-09-17' });
    const { fired } = await office.casework.lapseDue(office.tenant);
    expect(fired).toMatchObject([{ case: late!.id, clock: 'silence', generation: 1 }]);
    const event = await lastOf(late!);
    expect(event).toMatchObject({ ...under, step: 'takeUpBySilence', from: 'waiting', to: 'takenUp' });
    expect(event.given).toMatchObject({ today: '2025-09-18' });
    expect(event.cause).toEqual({ kind: 'clock', of: 'silence/1' });
    expect(event.clocks.map(({ clock, order }) => `${order} ${clock}`)).toEqual([
      'rename silence',
      'rename whole',
      'expire answer',
      'start assignment',
    ]);
    expect((await clocksOf(late!)).find(({ clock }) => clock === 'assignment')).toMatchObject({ budget: 30 });
  });

  it('a step is shown with the guards of the edition to which it would move the case', async () => {
    const at = async (walk: Walk) =>
      (await look(walk, 'decision-maker')).steps.find(({ step }) => step === 'assignAtOnce');
    expect(await at(held!)).toMatchObject({ movesTo: '2025-10-20', allowed: true });
    expect(await at(fresh!)).toMatchObject({
      ...{ movesTo: '2025-10-20', allowed: false },
      reasons: [{ code: 'theRequestIsSupported' }],
    });
    const asking = { case: fresh!.id, step: 'assignAtOnce', revision: fresh!.revision, evidence: seven };
    const read = await readFirst(office.texts, office.as('decision-maker'), asking);
    const refused = office.casework.advance(office.as('decision-maker'), read, randomUUID());
    expect(await refusal(refused)).toMatchObject({
      code: 'guard-refused',
      reasons: ['theRequestIsSupported'],
    });
  });

  it('a case goes through several editions at once, by the map of each', async () => {
    const [before] = (await clocksOf(held!)).filter(({ clock }) => clock === 'whole');
    await held!.take('intake-1', 'takeUp', seven);
    const event = await lastOf(held!);
    expect(event).toMatchObject({
      edition: hallOctober.edition,
      editionHash: hallOctober.hash,
      from: 'waiting',
    });
    expect(
      event.clocks.map(({ clock, order, becomes = '' }) => `${order} ${clock} ${becomes}`.trim()),
    ).toEqual(['rename silence reply', 'rename whole overall', 'stop reply', 'start assignment']);
    expect(JSON.parse((await rowOf(held!)).context as string)).toEqual({
      ...{ askedOn: '2025-09-10', takenUpOn: '2025-10-21', hall: 7, support: 'an aunt' },
    });
    expect((await clocksOf(held!)).map(({ clock, budget, due_on }) => [clock, budget, due_on])).toEqual([
      ['assignment', 20, '2025-11-18'],
      ['lookedAt', 2, null],
      ['overall', 40, before!.due_on],
      ['reply', 5, null],
    ]);
    await fresh!.take('intake-1', 'takeUp', seven);
    expect((await lastOf(fresh!)).clocks[0]).toMatchObject({
      clock: 'answer',
      order: 'rename',
      becomes: 'reply',
    });
  });

  it('a change of the calendar counts again what was used up of a clock by its former name', async () => {
    const dueBefore = (await clocksOf(held!)).find(({ clock }) => clock === 'overall')!.due_on!;
    const {
      knownFrom: _,
      byFestival: __,
      ...published
    } = stateCouncilNotices.find(({ notice }) => notice === '2025-1')!;
    const notice = {
      ...published,
      notice: '2025-2',
      amends: '2025-1',
      daysOff: [...published.daysOff, '2025-10-23'],
    };
    const change = await openAffair(office, 'administrator-1', 'calendarChange');
    await change.take('administrator-1', 'propose', { change: { what: 'notice', notice } });
    const { facts } = await look(change, 'administrator-2');
    await change.take('administrator-2', 'confirmChange', { digest: facts.digest, checked: true });
    while ((await office.casework.drawAgain(office.tenant, { most: 50 })).cases.length > 0);
    const [event] = (await eventsOf(held!)).slice(-1);
    expect(event).toMatchObject({ kind: 'clockProjected', edition: hallOctober.edition });
    expect(event!.clocks.map(({ clock }) => clock).sort()).toEqual(['assignment', 'overall']);
    const overall = (await clocksOf(held!)).find(({ clock }) => clock === 'overall')!;
    expect(overall.due_on! > dueBefore).toBe(true);
  });
});

describe('of a case that has gone from one edition to another', () => {
  it('every event is told in the words of its own edition', async () => {
    const history = await office.views.history(office.as('applicant-food'), person!.id, {});
    expect(history.map(({ label }) => label.en)).toEqual([
      'The case is opened',
      'ask by 2020-01-01',
      'look by 2020-01-01',
      'takeUp by 2025-09-15',
      'The calendar changed: dates were counted again',
    ]);
    expect(history.at(-1)!.told.map(({ en }) => en.split(':')[0])).toEqual([
      'assignment by 2025-09-15',
      'the whole by 2025-09-15',
    ]);
  });

  it('its clocks are told whole: what they were called, and those that only the former edition has', async () => {
    const told = await clocks.ofCase(office.as('applicant-food'), held!.id);
    expect(told.clocks.map(({ clock, label }) => [clock, label.en])).toEqual([
      ['lookedAt', 'a look by 2020-01-01'],
      ['reply', 'silence by 2025-10-20'],
      ['overall', 'the whole by 2025-10-20'],
      ['assignment', 'assignment by 2025-10-20'],
    ]);
    const [, reply, overall] = told.clocks;
    expect(overall!.operations.map(({ operation, label }) => [operation, label.en])).toEqual([
      ['start', 'look by 2020-01-01'],
      ['suspend', 'hold by 2020-01-01'],
      ['resume', 'answer by 2020-01-01'],
      ['rename', 'takeUp by 2025-10-20'],
      ['project', 'The calendar changed: dates were counted again'],
    ]);
    expect(overall!.operations[3]).toMatchObject({ formerly: { en: 'the whole by 2020-01-01' } });
    expect(overall!.told.en.join('\n')).toContain('called “the whole by 2020-01-01” until now');
    expect(reply!.operations.map(({ operation }) => operation)).toEqual([
      ...['start', 'suspend', 'resume', 'rename', 'stop'],
    ]);
    expect((await look(held!)).clocks.find(({ clock }) => clock === 'lookedAt')?.label.en).toBe(
      'a look by 2020-01-01',
    );
  });

  it('followers of the log take it in: messages, other systems, and whose each day was', async () => {
    await sequence(sealer, office.tenant);
    const { shelf } = office.casework;
    const telling = {
      service: office.service,
      tenant: office.tenant,
      shelf,
      publicUrl: undefined,
      mail: false,
    };
    while ((await tellChanges(telling)) > 0);
    while ((await keepTime(office.service, shelf, office.tenant)) > 0);
    const spells = () =>
      office.rows(
        `select case_id, seq, edition, state, party, entered_on, left_on from spells where process = 'hall' order by 1, 2`,
      );
    const kept = await spells();
    await forgetTime(office.service, office.tenant);
    while ((await keepTime(office.service, shelf, office.tenant)) > 0);
    expect(await spells()).toEqual(kept);
    const times = new CaseTimes(office.service, office.views, shelf);
    for (const walk of opened()) {
      const { spells: own, clocks: used } = await times.of(office.as('intake-1'), walk.id);
      expect(own.map(({ label }) => label.en)).not.toContain('');
      expect(used.every(({ label }) => label.en.includes(' by '))).toBe(true);
    }
    const time = await times.of(office.as('intake-1'), person!.id);
    expect(time.spells.map(({ label }) => label.en)).toEqual([
      ...['draft', 'seen', 'waiting'].map((state) => `${state} by 2020-01-01`),
      'takenUp by 2025-09-15',
    ]);
    const entries = (await eventsOf(person!)).map((event, leaf) => ({ leaf, event }) as never);
    const outside = await inTransaction(office.service, office.tenant, (tx) =>
      tellEvents(tx, shelf, entries),
    );
    expect(outside.map(({ label, clocks: run }) => [label.en, run.map(({ clock }) => clock).sort()])).toEqual(
      [
        ['draft by 2020-01-01', []],
        ['seen by 2020-01-01', ['lookedAt']],
        ['waiting by 2020-01-01', ['silence', 'whole']],
        ['takenUp by 2025-09-15', ['assignment', 'overall']],
        ['takenUp by 2025-09-15', ['assignment', 'overall']],
      ],
    );
  });

  it('the replay goes with it, and finds nothing', async () => {
    expect(await findings()).toEqual([]);
    const editions = await office.rows<{ edition: string }>(
      `select distinct edition from cases where process = 'hall' order by 1`,
    );
    expect(editions.map(({ edition }) => edition)).toEqual(halls.map(({ edition }) => edition));
  });
});

describe('the database', () => {
  const attempt = (sql: string, values: unknown[]) =>
    inTransaction(office.service, office.tenant, (tx) => tx.query(sql, values)).then(
      () => 'done',
      (error: unknown) => (error as { code: string }).code,
    );

  it('lets no case go back to an earlier edition, to another text of its own, or to another process', async () => {
    for (const change of [`edition = '2020-01-01'`, `edition_hash = 'x'`])
      expect(await attempt(`update cases set ${change}, seq = seq + 1 where id = $1`, [person!.id])).toBe(
        'GL014',
      );
    expect(
      await attempt(`update cases set process = 'other', seq = seq + 1 where id = $1`, [person!.id]),
    ).toBe('42501');
  });

  it.each<[string, boolean, boolean]>([
    ['without an event that says so', false, true],
    ['by its event alone', true, false],
  ])('lets no case come to a later edition %s', async (_, inEvent, inCase) => {
    const later = { edition: hallOctober.edition, editionHash: hallOctober.hash };
    const last = await lastOf(person!);
    const row = await rowOf(person!);
    const event: EventBody = {
      ...{
        ...last,
        ...(inEvent ? later : {}),
        seq: last.seq + 1,
        prev: (row.head as Buffer).toString('hex'),
      },
      ...{ kind: 'assigned', step: 'assigned', from: last.to, clocks: [] },
    };
    const body = canonicalText(event);
    const hash = leafHash(body);
    const done = inTransaction(office.service, office.tenant, async (tx) => {
      await tx.query(
        `insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
         values ($1, $2, $3, 'assigned', 'assigned', $4, $5, decode($6, 'hex'), $7, $8, $9, $8, $10)`,
        [
          tx.tenant,
          event.case,
          event.seq,
          event.to,
          event.revision,
          event.context,
          row.head,
          event.at,
          hash,
          body,
        ],
      );
      await tx.query(
        `update cases set seq = $2, head = $3, edition = $4, edition_hash = $5 where id = $1`,
        inCase
          ? [event.case, event.seq, hash, later.edition, later.editionHash]
          : [event.case, event.seq, hash, row.edition, row.edition_hash],
      );
    });
    await expect(done).rejects.toMatchObject({ code: 'GL013' });
  });
});

describe('the replay finds', () => {
  beforeAll(() =>
    attacker.query(
      ['events', 'cases', 'clocks', 'clock_operations']
        .map((one) => `alter table ${one} disable trigger all`)
        .join(';'),
    ),
  );
  const rewrite = async (walk: Walk, change: (event: EventBody) => object): Promise<void> => {
    const last = await lastOf(walk);
    const body = canonicalText({ ...last, ...change(last) });
    const hash = leafHash(body);
    const values = [walk.id, last.seq, body, hash];
    await attacker.query('update events set body = $3, hash = $4 where case_id = $1 and seq = $2', values);
    await attacker.query('update cases set head = $2 where id = $1', [walk.id, hash]);
  };
  const movedHere = async (some = halls): Promise<Walk> => {
    const walk = await asked(withEditions(office, [hall2020]));
    await new Walk(withEditions(office, some), walk.id).take.call(
      Object.assign(walk, { office: withEditions(office, some) }),
      'intake-1',
      'takeUp',
      seven,
    );
    return walk;
  };

  it('an acceptance that should have moved its case, by an office that did not know the edition in force', async () => {
    expect(await findingOf(await movedHere([hall2020]))).toBe(
      'the law does not allow "takeUp" here: it should have moved the case to the edition of 2025-10-20, in force on 2025-10-21',
    );
  });

  it('a move to an edition that was not in force on that day', async () => {
    expect(await findingOf(await movedHere([hall2020, hall2025]))).toBe(
      'the law does not allow "takeUp" here: it moved the case to the edition of 2025-09-15, which was not the one in force on 2025-10-21',
    );
  });

  it('a move by any other step, before or after the edition is settled', async () => {
    const before = await asked(withEditions(office, [hall2020]));
    const after = await movedHere();
    await after.take('intake-1', 'file');
    const later = { edition: hall2025.edition, editionHash: hall2025.hash };
    for (const walk of [before, after]) {
      expect(await findingOf(walk)).toBeUndefined();
      await rewrite(walk, () => later);
      expect(await findingOf(walk)).toContain('under another edition than that of the case');
    }
  });

  it('a case whose row is of another edition than its history', async () => {
    const walk = await movedHere();
    expect(await findingOf(walk)).toBeUndefined();
    await attacker.query('update cases set edition = $2, edition_hash = $3 where id = $1', [
      ...[walk.id, hall2025.edition, hall2025.hash],
    ]);
    expect(await findingOf(walk)).toBe('the case is pinned to another edition than its history ends in');
  });

  it.each<[string, (event: EventBody) => object]>([
    [
      'leaves a renaming out',
      ({ clocks: all }) => ({ clocks: all.filter(({ order }) => order !== 'rename') }),
    ],
    [
      'renames a clock to something else',
      ({ clocks: all }) => ({
        clocks: all.map((one) => (one.clock === 'whole' ? { ...one, becomes: 'reply' } : one)),
      }),
    ],
  ])('an event that %s', async (_, change) => {
    const walk = await movedHere();
    expect(await findingOf(walk)).toBeUndefined();
    await rewrite(walk, change);
    expect(await findingOf(walk)).toMatch(
      /the event tells of other clocks|was not told to rename as the law gives it/,
    );
  });

  it.each([
    ['clocks', `update clocks set clock = 'whole' where clock = 'overall' and case_id = $1`],
    [
      'operations',
      `update clock_operations set becomes = 'other' where becomes = 'overall' and case_id = $1`,
    ],
    ['limits', `update clocks set budget = 45 where clock = 'assignment' and case_id = $1`],
    ['provisions', `update clocks set instrument = 'rules2025' where clock = 'overall' and case_id = $1`],
  ])('%s that the move did not leave', async (_, sql) => {
    const walk = await movedHere();
    await attacker.query(sql, [walk.id]);
    expect(await findingOf(walk)).toMatch(/^(clock "|a clock stands elsewhere)/);
  });
});
