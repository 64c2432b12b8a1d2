import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replayCases } from '#casework';
import type { Refused } from '#refusals';
import { extendDecisions, storyOfClocks } from './clock-story.js';
import * as bring from './evidence.js';
import { readFirst, submittedCase, testOffice, type TestOffice, type Walk } from './office.js';

/** Office time only moves forward: the specs of this file stand in the order of their days. */
let office: TestOffice;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

interface Clock {
  clock: string;
  generation: number;
  status: string;
  anchor: string;
  budget: number;
  due_on: string | null;
}
const clocksOf = (id: string): Promise<Clock[]> =>
  office.rows<Clock>(
    `select clock, generation, status, anchor, budget, due_on from clocks where case_id = $1
     order by clock, generation`,
    [id],
  );
const findings = async () =>
  (await replayCases(office.service, office.casework, office.tenant)).findings.map(
    ({ sentence }) => sentence,
  );

/** How a step is refused, also when it is only tried; nothing may have changed. */
async function refusal(walk: Walk, subject: string, step: string, evidence: unknown): Promise<Refused> {
  const caller = office.as(subject);
  const asked = { case: walk.id, step, revision: walk.revision, evidence };
  const confirmed = await readFirst(office.texts, caller, asked);
  const attempt = (dryRun: boolean): Promise<Refused> =>
    office.casework.advance(caller, { ...confirmed, dryRun }, randomUUID()).then(
      () => Promise.reject(new Error('it was taken')),
      (thrown: unknown) => thrown as Refused,
    );
  const [tried, refused] = [await attempt(true), await attempt(false)];
  expect(tried.code).toBe(refused.code);
  const { revision } = await office.views.lookUp(caller, walk.id);
  expect(revision).toBe(walk.revision);
  return refused;
}

/** A case that awaits the decision, on the day of office time that it is. */
async function awaitingDecision(today: string): Promise<Walk> {
  const walk = await submittedCase(office);
  const team = bring.team(office.as('leader-1').person, office.as('assessor-1').person);
  await walk.take('intake-1', 'accept', bring.acceptance);
  await walk.take('coordinator', 'appointTeam', team);
  await walk.take('leader-1', 'reviewMaterials', bring.goOn);
  await walk.take('coordinator', 'sendVisitNotice', bring.visit(today, today));
  await walk.take('leader-1', 'conclude', bring.report({ from: today, to: today }, 'conforming'));
  return walk;
}

describe('one case whose clocks are held, begun anew, extended and run out', () => {
  let id: string;
  beforeAll(async () => {
    id = await storyOfClocks(office);
  });

  it('has told each clock what the law orders, and when', async () => {
    const told = await office.rows<{ said: string; due_on: string | null; length: number | null }>(
      `select operation || ' ' || clock || '/' || generation || ' ' || on_day as said, due_on, length
       from clock_operations where case_id = $1 order by seq, clock, generation`,
      [id],
    );
    expect(told.map(({ said }) => said)).toEqual([
      'start intake/1 2025-09-01',
      'suspend intake/1 2025-09-03',
      'interrupt intake/2 2025-09-08',
      'start assessment/1 2025-09-08',
      'expire intake/2 2025-09-16',
      'start materialReview/1 2025-09-17',
      'suspend assessment/1 2025-09-18',
      'stop materialReview/1 2025-09-18',
      'resume assessment/1 2025-09-22',
      'start materialReview/2 2025-09-22',
      'stop materialReview/2 2025-09-23',
      'stop assessment/1 2025-09-26',
      'start decision/1 2025-09-26',
      'extend decision/1 2025-10-14',
      'start certificate/1 2025-10-30',
      'stop decision/1 2025-10-30',
      'stop certificate/1 2025-10-31',
    ]);
    const due = (said: string) => told.find((one) => one.said.startsWith(said))?.due_on;
    expect([due('start decision'), due('extend decision')]).toEqual(['2025-10-16', '2025-10-30']);
    expect(told.flatMap(({ length }) => length ?? [])).toEqual([10]);
  });

  it('shows in its history by how much the decision was extended, by whom and on what', async () => {
    const history = await office.views.history(office.as('applicant-food'), id, {});
    const { event, evidence } = history.find(
      ({ label }) => label.en === 'extend the period of the decision',
    )!;
    expect(event).toMatchObject({
      under: { instrument: 'licensing-law', article: '42' },
      actor: { roles: ['headOfAuthority'], duty: 'confirmation' },
      given: { world: { extensionsAllowed: true } },
      clocks: [{ clock: 'decision', order: 'extend', on: '2025-10-14', length: 10, due: '2025-10-30' }],
    });
    expect(evidence).toEqual(bring.decisionExtension(10));
    const others = history.filter((entry) => entry.event !== event);
    expect(JSON.stringify(others)).not.toContain('extensionsAllowed');
  });

  it('leaves no clock running, and replays to the same bytes', async () => {
    expect(
      (await clocksOf(id)).map(({ clock, generation, status }) => `${clock}/${generation} ${status}`),
    ).toEqual([
      'assessment/1 stopped',
      'certificate/1 stopped',
      'decision/1 stopped',
      'intake/1 stopped',
      'intake/2 expired',
      'materialReview/1 stopped',
      'materialReview/2 stopped',
    ]);
    expect(await findings()).toEqual([]);
  });
});

describe('an application that was recorded on a Monday', () => {
  const recordedOn = '2025-11-10';
  beforeAll(() => office.moveTo(`${recordedOn}T02:00:00Z`));

  it('and arrived on the Thursday before is answered within five days of that', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'correctReceipt', bring.receiptCorrection('2025-11-06'));
    expect(await clocksOf(walk.id)).toEqual([
      {
        ...{ clock: 'intake', generation: 1, status: 'superseded', anchor: recordedOn, budget: 5 },
        due_on: null,
      },
      {
        ...{ clock: 'intake', generation: 2, status: 'running', anchor: '2025-11-06', budget: 5 },
        due_on: '2025-11-13',
      },
    ]);
    const history = await office.views.history(office.as('applicant-food'), walk.id, {});
    expect(history.at(-1)!.event).toMatchObject({
      clocks: [{ clock: 'intake', generation: 2, order: 'supersede', on: recordedOn, anchor: '2025-11-06' }],
    });
    expect(await findings()).toEqual([]);
  });

  it('and arrived so early that the five days are over has been accepted by silence, at once', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'correctReceipt', bring.receiptCorrection('2025-10-31'));
    const view = await office.views.lookUp(office.as('applicant-food'), walk.id);
    expect(view).toMatchObject({
      state: 'formingTheTeam',
      revision: walk.revision + 1,
      facts: { acceptedOn: '2025-10-31', acceptedBySilence: true },
    });
    const history = await office.views.history(office.as('applicant-food'), walk.id, {});
    expect(history.at(-1)!.event).toMatchObject({
      ...{ cause: { kind: 'clock', of: 'intake/2' }, given: { today: '2025-11-08' } },
      clocks: [
        { clock: 'intake', order: 'expire' },
        { clock: 'assessment', order: 'start', on: '2025-10-31' },
      ],
    });
    expect(await findings()).toEqual([]);
  });

  it('arrived no later than it was recorded, whatever day it is by then', async () => {
    const walk = await submittedCase(office);
    const refused = await refusal(walk, 'intake-1', 'correctReceipt', bring.receiptCorrection('2025-11-11'));
    expect(refused).toMatchObject({
      code: 'guard-refused',
      details: { members: { reasons: [{ code: 'itCameNoLaterThanItWasRecorded' }] } },
    });
    const unreasoned = { receivedOn: '2025-11-06' };
    expect((await refusal(walk, 'intake-1', 'correctReceipt', unreasoned)).code).toBe(
      'evidence-does-not-fit',
    );
  });
});

describe('an extension of the decision', () => {
  const extend = (walk: Walk, days: number): Promise<Refused> =>
    refusal(walk, 'head-of-authority', 'extendDecision', bring.decisionExtension(days));

  it('is none in an office that has not said that it extends decisions; the page says so before', async () => {
    await extendDecisions(office, false);
    const walk = await awaitingDecision('2025-11-10');
    const refused = await extend(walk, 10);
    expect(refused.code).toBe('guard-refused');
    expect(refused.details.members?.['reasons']).toMatchObject([{ code: 'theOfficeExtendsDecisions' }]);
    const page = async () => {
      const { steps } = await office.views.lookUp(office.as('head-of-authority'), walk.id);
      return steps.find(({ step }) => step === 'extendDecision')!;
    };
    expect(await page()).toMatchObject({
      allowed: false,
      reasons: [{ code: 'theOfficeExtendsDecisions' }],
    });
    await extendDecisions(office, true);
    expect(await page()).toMatchObject({ allowed: true, reasons: [], stepUp: true });
  });

  it('goes no further than ten working days, and is none without reasons', async () => {
    const walk = await awaitingDecision('2025-11-10');
    expect(await extend(walk, 11)).toMatchObject({
      code: 'extension-past-bound',
      message:
        'The period "decision" may be extended by 10 working days in all, of which 10 working days can still be had.',
    });
    const { reasons: _, ...unreasoned } = bring.decisionExtension(10);
    expect((await refusal(walk, 'head-of-authority', 'extendDecision', unreasoned)).code).toBe(
      'evidence-does-not-fit',
    );
  });

  it('is approved by somebody else than who decides', async () => {
    const walk = await awaitingDecision('2025-11-10');
    expect((await refusal(walk, 'decision-maker', 'extendDecision', bring.decisionExtension(5))).code).toBe(
      'not-permitted',
    );
  });

  it('is had on the last day of the period, and never after it', async () => {
    const [late, inTime] = [await awaitingDecision('2025-11-10'), await awaitingDecision('2025-11-10')];
    await office.moveTo('2025-11-24T02:00:00Z');
    await inTime.take('head-of-authority', 'extendDecision', bring.decisionExtension(2));
    expect((await clocksOf(inTime.id)).find(({ clock }) => clock === 'decision')).toMatchObject({
      ...{ budget: 12, due_on: '2025-11-26' },
    });
    await office.moveTo('2025-11-25T02:00:00Z');
    expect(await extend(late, 2)).toMatchObject({
      code: 'period-ran-out',
      details: { members: { clock: 'decision', dueOn: '2025-11-24' } },
    });
    expect(await findings()).toEqual([]);
  });
});
