import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '#database';
import { processes } from '#regulations';
import { openAffair, secondEngine } from '../../test/office-affairs.js';
import { laboratories, testOffice, type TestOffice } from '../../test/office.js';
import { CaseViews, ClockViews, ProcessShelf, replayCases, Tasks, type Casework } from './index.js';
import { promisedAnswer } from './promised-answer.fixture.js';

/** An office in whose shelf an invented process stands in the place of the one that profiles are for. */
let office: TestOffice;
let casework: Casework;
let service: Database;
let views: CaseViews;
let tasks: Tasks;
let clocks: ClockViews;
beforeAll(async () => {
  office = await testOffice();
  const others = processes.filter(({ id }) => id !== promisedAnswer.id);
  const shelf = new ProcessShelf([...others, promisedAnswer]);
  ({ casework, service } = await secondEngine(office, {}, shelf));
  views = new CaseViews(office.service, shelf);
  tasks = new Tasks(office.service, shelf);
  clocks = new ClockViews(office.service, shelf, views, tasks);
  Object.assign(office, { casework, views });
});
afterAll(async () => {
  await service.close();
  await office.close();
});

async function sent(kind: string): Promise<{ id: string; number: string }> {
  const caller = office.as('applicant-food');
  const opened = await casework.open(
    caller,
    { process: promisedAnswer.id, institution: laboratories[0].id, evidence: undefined },
    randomUUID(),
  );
  const { case: id } = opened.answer;
  await casework.advance(caller, { case: id, step: 'send', revision: 1, evidence: { kind } }, randomUUID());
  const { number } = await views.lookUp(caller, id);
  return { id, number: number! };
}
const clocksOf = async (id: string) => (await views.lookUp(office.as('intake-1'), id)).clocks;

describe('a case that takes a lane', () => {
  let usual: Awaited<ReturnType<typeof sent>>;
  let expedited: Awaited<ReturnType<typeof sent>>;
  beforeAll(async () => {
    usual = await sent('first');
    const walk = await openAffair(office, 'administrator-1', 'profileChange');
    const change = { what: 'shipped', profile: 'liangjiang-expedite', from: '2025-09-01', until: null };
    await walk.take('administrator-1', 'propose', { change });
    const { facts } = await views.lookUp(office.as('administrator-2'), walk.id);
    await walk.take('administrator-2', 'confirmChange', { digest: facts.digest, checked: true });
    expedited = await sent('first');
  });

  it('shows the date of the law and the one that is promised side by side', async () => {
    const found = await clocksOf(expedited.id);
    const intake = found.find(({ clock }) => clock === 'intake');
    expect(intake).toMatchObject({
      ...{ legalEffect: 'statutory', dueOn: '2025-09-08', promises: null },
      promised: { status: 'running', length: 3, dueOn: '2025-09-04', overdue: false },
    });
    expect(found.find(({ clock }) => clock === 'intakePromised')).toMatchObject({
      ...{ legalEffect: 'target', dueOn: '2025-09-04', promises: 'intake', promised: null },
    });
    expect(found.find(({ clock }) => clock === 'certificate')!.promised).toBeNull();
    const { lane, facts } = await views.lookUp(office.as('applicant-food'), expedited.id);
    expect(lane).toMatchObject({
      profile: 'liangjiang-expedite',
      lane: 'expedite',
      words: { en: 'expedite lane' },
    });
    expect(facts.promised).toEqual({ intake: 3, assessment: 25, decision: 7, certificate: 5 });
  });

  it('is promised nothing where it was submitted before the profile was in force', async () => {
    const found = await clocksOf(usual.id);
    expect(found.map(({ clock }) => clock).sort()).toEqual([
      'assessment',
      'certificate',
      'decision',
      'intake',
    ]);
    expect(found.every(({ promised }) => promised === null)).toBe(true);
    expect((await views.lookUp(office.as('applicant-food'), usual.id)).lane).toBeNull();
  });

  it('comes first in the queue by what is promised, with its lane', async () => {
    const found = await tasks.list(office.as('intake-1'), { queue: 'team', limit: 10 });
    expect(found.map(({ case: id, dueOn, promised, lane }) => [id, dueOn, promised, lane?.lane])).toEqual([
      [expedited.id, '2025-09-04', true, 'expedite'],
      [usual.id, '2025-09-08', false, undefined],
    ]);
  });

  it('is told so by its clocks, and to whoever has number and query code', async () => {
    const { clocks: stories } = await clocks.ofCase(office.as('applicant-food'), expedited.id);
    const [headline] = stories.find(({ clock }) => clock === 'intake')!.told.en;
    expect(headline).toBe(
      'intake: due on Monday 8 September 2025; promised: due on Thursday 4 September 2025',
    );
    const status = await views.publicStatus(expedited.number, laboratories[0].creditCode.slice(-4));
    expect(status!.deadlines[0]).toEqual({
      label: { 'zh-CN': '（intake）', en: 'intake' },
      ...{ dueOn: '2025-09-08', dueAt: '2025-09-08T16:00:00.000Z' },
      promised: { dueOn: '2025-09-04', dueAt: '2025-09-04T16:00:00.000Z' },
    });
    expect(status!.deadlines).toHaveLength(4);
  });

  it('waits on when a promise was not kept, and says so', async () => {
    await office.moveTo('2025-09-05T02:00:00Z');
    const [intake] = (await clocksOf(expedited.id)).filter(({ clock }) => clock === 'intake');
    expect(intake).toMatchObject({ overdue: false, promised: { overdue: true } });
    const [first] = await tasks.list(office.as('intake-1'), { queue: 'team', limit: 1 });
    expect(first).toMatchObject({ case: expedited.id, overdue: true, promised: true });
    const { clocks: stories } = await clocks.ofCase(office.as('applicant-food'), expedited.id);
    expect(stories.find(({ clock }) => clock === 'intake')!.told.en[0]).toContain('NOT KEPT');
  });

  it('keeps what it was promised when the profile has ended, and the replay reads nothing else', async () => {
    const walk = await openAffair(office, 'administrator-1', 'profileChange');
    const change = { what: 'end', profile: 'liangjiang-expedite', on: '2025-09-05' };
    await walk.take('administrator-1', 'propose', { change });
    const { facts } = await views.lookUp(office.as('administrator-2'), walk.id);
    await walk.take('administrator-2', 'confirmChange', { digest: facts.digest, checked: true });
    await office.moveTo('2025-09-06T02:00:00Z');
    const later = await sent('first');
    expect((await clocksOf(later.id)).every(({ promised }) => promised === null)).toBe(true);
    expect((await clocksOf(expedited.id)).find(({ clock }) => clock === 'decision')!.promised!.length).toBe(
      7,
    );
    expect((await replayCases(office.service, casework, office.tenant)).findings).toEqual([]);
  });
});
