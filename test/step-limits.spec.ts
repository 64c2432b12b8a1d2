import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Drafts, type Caller } from '#casework';
import type { Refused } from '#refusals';
import * as bring from './evidence.js';
import { openAffair, refusal } from './office-affairs.js';
import { laboratories, openCase, submittedCase, testOffice, type TestOffice, type Walk } from './office.js';

/** Whatever prepares a step needs the authority to take it: drafts, documents and scope tables, by the step's own rules. */
let office: TestOffice;
let drafts: Drafts;
beforeAll(async () => {
  office = await testOffice();
  drafts = new Drafts(office.service, office.views);
});
afterAll(() => office.close());

const food = laboratories[0].id;
const beyond = { code: 'not-permitted', reasons: ['theAuthorisationCoversTheStep'], pointers: [] };

const saves = (caller: Caller, { id }: Walk, step: string) =>
  drafts.save(caller, { case: id, step, revision: 0, content: {} }, randomUUID());
const handsIn = (caller: Caller, { id }: Walk) =>
  office.documents.receive(caller, { case: id, name: 'a.txt', bytes: Buffer.from('a') }, randomUUID());
const head = 'site,category_no,category,item_no,item,standard,standard_no,clause,restriction,note';
const imports = (caller: Caller, dryRun = false, institution: string = food) => {
  const bytes = Buffer.from(`${head}\nA,1,食品,1.1,水分,水分的测定,GB 5009.3-2016,第一法,,\n`);
  return office.scopes.import(caller, { institution, bytes, kind: 'csv', dryRun }, randomUUID());
};

describe('an agent whose authorisation names steps', () => {
  let agent: Caller;
  let authorisation: Walk;
  const actsForSteps = async (...steps: string[]): Promise<void> => {
    authorisation = await openAffair(office, 'applicant-food', 'invitation', food);
    await authorisation.take('applicant-food', 'invite', { person: office.as('newcomer').person, steps });
    await authorisation.take('newcomer', 'accept', { accepted: true });
  };
  const ends = () => authorisation.take('applicant-food', 'end', { reason: '另行委托。' });
  beforeEach(() => {
    agent = office.as('newcomer');
  });

  it('drafts those steps and no others, and is told why', async () => {
    await actsForSteps('submit');
    const walk = await openCase(office, 'applicant-food', 0);
    await saves(agent, walk, 'submit');
    for (const step of ['discard', 'withdraw', 'supplement'])
      expect([step, await refusal(saves(agent, walk, step))]).toEqual([step, beyond]);
    const told = (await saves(agent, walk, 'discard').catch((error: unknown) => error)) as Refused;
    expect(told.details.members).toMatchObject({
      step: 'discard',
      reasons: [
        { code: 'theAuthorisationCoversTheStep', under: { instrument: 'practice', article: 'acting-for' } },
      ],
    });
    await ends();
  });

  it('hands in documents where an open step that takes evidence is among them', async () => {
    await actsForSteps('discard', 'withdraw');
    // To throw a draft away takes no evidence, and submitting is not theirs.
    const walk = await openCase(office, 'applicant-food', 0);
    expect(await refusal(handsIn(agent, walk))).toEqual(beyond);
    await handsIn(agent, await submittedCase(office));
    await ends();
  });

  it('imports scope tables where a step with which one is handed in is among them, also in a dry run', async () => {
    await actsForSteps('withdraw', 'submitRectification');
    const before = await office.rows('select id from scope_tables');
    for (const dryRun of [true, false]) expect(await refusal(imports(agent, dryRun))).toEqual(beyond);
    expect(await office.rows('select id from scope_tables')).toEqual(before);
    await ends();
    for (const step of ['submit', 'supplement', 'supplyMaterials']) {
      await actsForSteps(step);
      expect([step, (await imports(agent)).answer.id]).toEqual([step, expect.any(String)]);
      await ends();
    }
  });

  it('learns nothing of another institution by it: that one is not found', async () => {
    await actsForSteps('withdraw');
    expect(await refusal(imports(agent, false, laboratories[1].id))).toMatchObject({ code: 'not-found' });
    await ends();
  });
});

describe('somebody of the office', () => {
  it('drafts what they could take, also before its time, and not what lies on another’s desk or is another’s', async () => {
    const walk = await submittedCase(office);
    await saves(office.as('decision-maker'), walk, 'refuse');
    await saves(office.as('intake-1'), walk, 'accept');
    const claim = { kind: 'assigned', duty: 'intake', to: office.as('intake-2').person } as const;
    await office.casework.note(office.as('intake-2'), walk.id, claim, randomUUID());
    expect(await refusal(saves(office.as('intake-1'), walk, 'accept'))).toMatchObject({
      ...{ code: 'not-permitted', reasons: ['itLiesOnYourDesk'] },
    });
    for (const step of ['submit', 'lapseIntoAcceptance'])
      expect([step, await refusal(saves(office.as('intake-2'), walk, step))]).toMatchObject([
        step,
        { code: 'not-permitted', reasons: expect.arrayContaining(['theRoleIsHeld']) as unknown },
      ]);
    expect(await refusal(saves(office.as('intake-2'), walk, 'fly'))).toMatchObject({ code: 'unknown-step' });
    // A draft is no decision: how strongly one signed in is asked when it is taken.
    await saves({ ...office.as('decision-maker-2'), acr: null, authTime: null }, walk, 'grant');
  });

  it('hands in documents by the same rules, and nobody where no step takes evidence any more', async () => {
    const walk = await submittedCase(office);
    await walk.take('intake-1', 'accept', bring.acceptance);
    await handsIn(office.as('coordinator'), walk);
    // Whoever took it in has another duty in the matter, and forms no team either.
    for (const [as, reasons] of [
      ['auditor', ['theRoleIsHeld']],
      ['intake-1', ['theRoleIsHeld', 'dutiesAreKeptApart']],
    ] as const)
      expect([as, await refusal(handsIn(office.as(as), walk))]).toEqual([
        as,
        { code: 'not-permitted', reasons: expect.arrayContaining([...reasons]) as unknown, pointers: [] },
      ]);
    await walk.take('applicant-food', 'withdraw', { reason: '另行申请。' });
    for (const as of ['applicant-food', 'coordinator'])
      expect(await refusal(handsIn(office.as(as), walk))).toMatchObject({ code: 'nothing-to-hand-in' });
  });
});
