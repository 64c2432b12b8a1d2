/** The stories of a verification on site. Over 300 lines: they are told one after the other, from true to false. */
import { describe, expect, it } from '@jest/globals';
import type { Facts } from '#process';
import {
  certificateCase,
  items,
  LinkedStory,
  number,
  remediesTold,
  reportOf,
  team,
} from '../certificate/story.fixture.js';
import { starredItems } from '../checklist.js';
import { everyReason } from '../office/story.fixture.js';
import { commitmentVerification20210601 } from './2021-06-01.process.js';
import { guards as guards2021 } from './2021-06-01.rules.js';
import { commitmentVerification20231201 as process } from './2023-12-01.process.js';
import { guards } from './2023-12-01.rules.js';

const starred = [...starredItems][0]!;
const unstarred = Array.from({ length: 50 }, (_, index) => index + 1).filter(
  (item) => !starredItems.has(item),
);
const opened = (world: Facts = {}) =>
  new LinkedStory(process, { beside: { certificate: certificateCase }, grantedOn: '2025-09-01', ...world });
const onSite = (world: Facts = {}) => {
  const story = opened(world).on('2025-09-10');
  story.takes('appointTeam', team);
  return story;
};
const rectifying = () => {
  const story = onSite();
  story.takes('report', reportOf('largelyTrue', { basically: [unstarred[0]!], not: [unstarred[1]!] }));
  return story;
};
const foundFalse = (world: Facts = {}) => {
  const story = onSite(world);
  story.takes('report', reportOf('false', { not: [starred] }));
  return story;
};
const rectified = (...numbers: number[]) => ({
  answers: numbers.map((nonconformity) => ({
    ...{ nonconformity, cause: '未设栏目。', correction: '已修订。', documents: [] },
  })),
});
const judged = (closed: Record<number, boolean>) => ({
  results: Object.entries(closed).map(([of, is]) => ({
    ...{ nonconformity: Number(of), closed: is, how: 'evidence' },
  })),
});
const against = (more: object = {}) => ({
  ...{ extent: 'whole', reasons: '盲样考核不合格。', publicInterest: 'notHarmed', remediesTold },
  ...more,
});
const itemsOf = (...numbers: string[]) => against({ extent: 'items', items: items(...numbers) });
const statement = { statement: '设备已送检。', documents: [] };

const seen = new Set<string>();
const refused = (story: LinkedStory, step: string, body: unknown): string[] => {
  const names = story.refuses(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};

describe('the verification of a commitment', () => {
  it('is due within three months of the decision, and promptly for a first application', () => {
    const story = opened();
    expect(story.file).toMatchObject({
      state: 'prompt.formingTheTeam',
      context: { certificate: certificateCase, certificateNumber: number, grantedOn: '2025-09-01' },
    });
    expect(story.clocks).toEqual(['start verification', 'start promptVerification']);
  });

  it('is prompt too where mandatory standards are touched, and else has the three months alone', () => {
    expect(opened({ kind: 'renewal', scope: { mandatoryStandards: true } }).state).toBe(
      'prompt.formingTheTeam',
    );
    const usual = opened({ kind: 'extension' });
    expect([usual.state, usual.clocks]).toEqual(['usual.formingTheTeam', ['start verification']]);
  });

  it('that a lane owes is due on the lane’s own day, in days or months from the decision', () => {
    const lane = (within: Facts | number) => opened({ because: 'lane', kind: 'extension', owes: { within } });
    const months = lane({ unit: 'months', length: 1 });
    expect(months.file).toMatchObject({
      state: 'followUp.formingTheTeam',
      context: { commitment: false, dueOn: '2025-10-01', banYears: null },
    });
    expect(months.clocks).toEqual(['start followUp']);
    expect(lane(20).file.context.dueOn).toBe('2025-09-21');
    expect(opened({ because: 'lane', dueOn: '2025-12-01' }).file.context.dueOn).toBe('2025-12-01');
    // A lane that does not say by when still owes it; only the date is not there.
    expect([opened({ because: 'lane' }).state, opened({ because: 'lane' }).clocks]).toEqual([
      ...['followUp.formingTheTeam', []],
    ]);
  });

  it('has no lapse when it is overdue: it is done late, and that is seen', () => {
    const story = onSite().on('2026-03-02');
    expect(process.states.flatMap(({ steps }) => steps.flatMap(({ on }) => on ?? []))).toEqual([
      'rectification',
    ]);
    story.takes('report', reportOf('true'));
    expect([story.state, story.clocks]).toEqual([
      'foundTrue',
      ['stop verification', 'stop promptVerification'],
    ]);
  });

  it('needs a team as sound as that of an assessment', () => {
    const story = opened();
    expect(story.refuses('appointTeam', { ...team, members: [team.leader] })).toEqual([
      'theTeamHasTwoOrMore',
    ]);
    story.where(team.leader, { recused: ['employment'] });
    expect(story.refuses('appointTeam', team)).toEqual(['nobodyIsRecused']);
    story.where(team.leader, { duty: 'decision' });
    expect(story.refuses('appointTeam', team)).toEqual(['nobodyHasAnotherDuty']);
  });
});

describe('a commitment that is true', () => {
  it('is closed, and nothing follows', () => {
    const story = onSite();
    expect(story.takes('report', reportOf('true'))).toEqual([]);
    expect(story.file).toMatchObject({
      state: 'foundTrue',
      context: { conclusion: 'true', nonconformities: 0 },
    });
  });
});

describe('the conclusion', () => {
  it.each([
    ['true', { basically: [unstarred[0]!] }],
    ['largelyTrue', {}],
    ['largelyTrue', { not: [starred] }],
    ['false', {}],
    ['false', { basically: [unstarred[0]!] }],
  ])('%s is refused where the items do not bear it out', (conclusion, found) => {
    const all = ['theReportBearsOutTruth', 'theReportBearsOutMuch', 'theReportBearsOutFalsity'];
    expect(refused(onSite(), 'report', reportOf(conclusion, found))).toEqual(all);
  });

  it('is false wherever a starred item does not conform, whatever else was found', () => {
    for (const item of starredItems) {
      expect(() => onSite().takes('report', reportOf('largelyTrue', { not: [item] }))).toThrow('refused');
      const story = onSite();
      story.takes('report', reportOf('false', { not: [item] }));
      expect([item, story.state]).toEqual([item, 'awaitingDecision']);
    }
  });

  it('waits for the end of the visit', () => {
    expect(refused(onSite(), 'report', reportOf('true', { on: '2025-09-11' }))).toHaveLength(3);
  });
});

describe('a commitment that is largely true', () => {
  it('is rectified within thirty working days, verified within five, and then closed', () => {
    const story = rectifying();
    expect([story.state, story.clocks]).toEqual([
      'rectifying',
      ['stop verification', 'stop promptVerification', 'start rectification'],
    ]);
    story.on('2025-10-09').takes('submitRectification', rectified(1, 2));
    expect(story.clocks).toEqual(['stop rectification', 'start verificationOfRectification']);
    expect(story.takes('verify', judged({ 1: true, 2: true }))).toEqual([]);
    expect(story.state).toBe('rectified');
  });

  it('becomes false where a nonconformity stays open, or nothing comes in time', () => {
    const open = rectifying();
    open.takes('submitRectification', rectified(1, 2));
    open.takes('verify', judged({ 1: true, 2: false }));
    expect(open.file).toMatchObject({ state: 'awaitingDecision', context: { conclusion: 'false' } });
    const overdue = rectifying().on('2025-10-30');
    overdue.takes('lapseIntoFalsity');
    expect(overdue.file).toMatchObject({
      state: 'awaitingDecision',
      context: { conclusion: 'false', rectificationOverdue: true, foundFalseOn: '2025-10-30' },
    });
  });

  it('is rectified and judged point by point, neither more nor less', () => {
    const story = rectifying();
    expect(refused(story, 'submitRectification', rectified(1))).toEqual(['everyNonconformityIsAnswered']);
    story.takes('submitRectification', rectified(1, 2));
    expect(refused(story, 'verify', judged({ 1: true }))).toEqual([
      ...['everyNonconformityIsClosed', 'someNonconformityStaysOpen'],
    ]);
  });
});

describe('a false commitment', () => {
  it('costs the whole certificate, the way by commitment, and three years without an application', () => {
    const story = foundFalse().on('2025-09-15');
    expect(story.takes('annulTheCertificate', against())).toEqual(['oweStep', 'closeCommitment', 'enterBan']);
    expect(story.effects).toMatchObject([
      { with: { caseAt: 'certificate', step: 'annul', carries: ['ground', 'banYears'] } },
      { with: { extent: 'all' } },
      { with: { yearsAt: 'banYears', groundAt: 'ground' } },
    ]);
    expect(story.file).toMatchObject({
      state: 'certificateAnnulled',
      context: { ground: 'falseCommitment', banYears: 3, decidedOn: '2025-09-15' },
    });
  });

  it('costs some items, named to the certificate, where the rest is as was committed', () => {
    const story = foundFalse().on('2025-09-15');
    expect(story.takes('annulTheItems', itemsOf('1.10'))).toEqual(['oweStep', 'closeCommitment', 'enterBan']);
    expect(story.file).toMatchObject({
      state: 'itemsAnnulled',
      context: { annulledItems: { count: 1, items: ['A/1.10'] } },
    });
    expect(story.effects[0]).toMatchObject({
      with: { step: 'annulItems', carries: ['ground', 'annulledItems'] },
    });
  });

  it('bars for as long as the office has set', () => {
    expect(foundFalse({ settings: { commitmentBanYears: 1 } }).file.context.banYears).toBe(1);
  });

  it('is not held against a body that committed to nothing: what a lane deferred costs the certificate alone', () => {
    const story = foundFalse({ because: 'lane', dueOn: '2025-10-01' }).on('2025-09-15');
    expect(story.takes('annulTheCertificate', against())).toEqual(['oweStep']);
    expect(story.file.context.ground).toBe('conditionsNotMet');
  });

  it('owes nothing to a certificate that never had a case', () => {
    const story = foundFalse({ beside: {} }).on('2025-09-15');
    expect(story.takes('annulTheCertificate', against())).toEqual(['closeCommitment', 'enterBan']);
  });

  it('is decided once the body has been heard, or five days have gone by since it learned', () => {
    const story = foundFalse().on('2025-09-14');
    expect(refused(story, 'annulTheCertificate', against())).toEqual(['theBodyWasHeard']);
    expect(refused(story, 'annulTheItems', itemsOf('1.10'))).toEqual(['theBodyWasHeard']);
    story.takes('stateItsView', statement);
    expect(story.takes('annulTheCertificate', against())).toHaveLength(3);
    expect(story.file.context.statedOn).toBe('2025-09-14');
  });

  it('is not annulled where the public interest bars it, whose answer is asked', () => {
    const story = foundFalse().on('2025-09-15');
    const harmed = { publicInterest: 'gravelyHarmed' };
    expect(refused(story, 'annulTheCertificate', against(harmed))).toEqual(['thePublicInterestDoesNotBarIt']);
    expect(story.takes('doNotAnnul', { ...harmed, reasons: '全省唯一的水质应急检测机构。' })).toEqual([]);
    expect([story.state, story.file.context.banYears]).toEqual(['notAnnulled', null]);
  });

  it('is not annulled where the decision maker does not follow the proposal, with reasons', () => {
    const story = foundFalse();
    story.takes('stateItsView', statement);
    const decision = { publicInterest: 'notHarmed', reasons: '核查时设备确已具备。' };
    expect(story.takes('doNotAnnul', decision)).toEqual([]);
    expect(story.state).toBe('notAnnulled');
  });

  it('is decided by decision makers alone, with a text that is confirmed', () => {
    const deciding = process.states
      .flatMap(({ steps }) => steps)
      .filter(({ name }) => /annul/i.test(name))
      .map(({ name, by, duty, stepUp }) => [name, by, duty, stepUp]);
    expect(deciding).toEqual(
      ['annulTheCertificate', 'annulTheItems', 'doNotAnnul'].map((name) => [
        ...[name, ['decisionMaker'], 'decision', true],
      ]),
    );
  });

  it('costs no item that is not in force, and never the last', () => {
    const story = foundFalse().on('2025-09-15');
    expect(refused(story, 'annulTheItems', itemsOf('9.9'))).toEqual(['theItemsAreInForce']);
    expect(refused(story, 'annulTheItems', itemsOf('1.1', '1.2', '1.10'))).toEqual(['somethingRemains']);
  });
});

describe('a verification whose certificate is gone', () => {
  it('ends without a finding, from every state in which it can rest', () => {
    for (const there of [opened, onSite, rectifying, foundFalse]) {
      const story = there();
      expect(refused(story, 'endAsNothingIsLeft', { reason: '机构已申请注销。' })).toEqual([
        'nothingIsLeftToVerify',
      ]);
      story.whereTheCertificateIs({ state: 'cancelled' });
      story.takes('endAsNothingIsLeft', { reason: '机构已申请注销。' });
      expect(story.state).toBe('nothingToVerify');
    }
  });

  it('annuls nothing: no step is owed that could never be taken', () => {
    const story = foundFalse().on('2025-09-15').whereTheCertificateIs({ state: 'cancelled' });
    expect(refused(story, 'annulTheCertificate', against())).toEqual(['thereIsSomethingToAnnul']);
  });
});

describe('before the criteria of 2023', () => {
  const findings = (conclusion: string, ...serious: boolean[]) => ({
    ...{ visited: { from: '2022-03-10', to: '2022-03-10' }, opinion: '核查意见。', conclusion },
    nonconformities: serious.map((one) => ({ clause: '4.4.3', serious: one, fact: '与承诺不符。' })),
    signedByBothSides: true,
  });
  const visited = () => {
    const story = new LinkedStory(commitmentVerification20210601, { grantedOn: '2022-03-01' }, '2022-03-01');
    story.on('2022-03-10').takes('appointTeam', team);
    return story;
  };

  it.each([
    ['true', [], 'foundTrue'],
    ['largelyTrue', [false, false], 'rectifying'],
    ['false', [false, true], 'awaitingDecision'],
  ])('the conclusion %s follows from what was serious', (conclusion, serious, state) => {
    const story = visited();
    story.takes('report', findings(conclusion, ...serious));
    expect(story.state).toBe(state);
    for (const other of ['true', 'largelyTrue', 'false'].filter((one) => one !== conclusion))
      expect(visited().refuses('report', findings(other, ...serious))).toHaveLength(3);
  });
});

describe('the conditions of a verification', () => {
  it('have each been seen refusing', () => {
    const own = Object.fromEntries(
      Object.entries(guards).filter(
        ([name, { reads }]) => reads === 'evidence' && name !== 'theTeamIsSoundlyComposed',
      ),
    );
    expect([...seen].sort()).toEqual([...new Set(everyReason(own))].sort());
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of [...Object.values(guards), ...Object.values(guards2021)])
      expect([guard.says.en, guard.holds({}, nothing)]).toEqual([guard.says.en, false]);
  });
});
