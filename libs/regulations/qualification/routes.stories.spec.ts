import { describe, expect, it } from '@jest/globals';
import { addDays } from '#calendar';
import type { ClockRule } from '#process';
import { findProcess } from '../editions.js';
import { emergencyFrom } from './histories.fixture.js';
import {
  acceptance,
  answers,
  commitment,
  commitmentGrant,
  eras,
  inMode,
  issue,
  laterEras,
  medicalTable,
  orders,
  profileInForce,
  received,
  recordOf,
  rectified,
  refusal,
  report,
  specialFoodTable,
  stated,
  Story,
  supplementNotice,
  termination,
  untilState,
  verified,
  whole,
  withdrawal,
  withGaps,
  world,
  type Telling,
} from './story.fixture.js';

const underProfile = (...profiles: ReturnType<typeof profileInForce>[]): NonNullable<Telling['where']> => ({
  profile: { here: { ...world.profile.here, profiles } },
});

describe('the limits', () => {
  it.each([
    ['2015-08-01', [5, 45, 20, 10]],
    ['2021-06-01', [5, 30, 10, 7]],
    ['2023-12-01', [5, 30, 10, 7]],
  ])('of %s are those of its measures: intake, assessment, decision, certificate', (edition, limits) => {
    const clocks: Record<string, ClockRule> = findProcess('qualification', edition)!.clocks;
    const names = ['intake', 'assessment', 'decision', 'certificate'];
    expect(names.map((name) => clocks[name]!.limit)).toEqual(
      limits.map((length) => ({ unit: 'workingDays', length })),
    );
    expect(clocks['rectification']!.limit).toEqual({ unit: 'workingDays', length: 30 });
    const { instrument } = clocks['decision']!.under;
    expect(instrument).toBe(edition === '2015-08-01' ? 'cma-measures-2015' : 'cma-measures-2021');
  });
});

describe.each(eras)('a promise of the office under $edition', ({ openedOn }) => {
  it('runs beside the limit of the law, for the cases of its lane alone, and moves nothing', () => {
    const profile = profileInForce('liangjiang-expedite', (one) => (one.from = '2016-01-01'));
    const story = received({}, { openedOn, where: underProfile(profile) });
    expect(story.remembers.promised).toEqual({ intake: 3, assessment: 25, decision: 7, certificate: 5 });
    const accepted = story.takes('accept', acceptance);
    expect(orders(accepted)).toEqual([
      ...[`stop intake ${openedOn}`, `stop intakePromised ${openedOn}`],
      ...[`start assessment ${openedOn}`, `start assessmentPromised ${openedOn}`],
    ]);
    const promised = accepted.clocks.find(({ clock }) => clock === 'assessmentPromised')!;
    expect(promised).toMatchObject({
      rule: { limit: { unit: 'workingDays', length: 25 }, effect: 'target' },
    });
    expect(promised.lapsesInto ?? null).toBeNull();
    const usual = received({}, { openedOn }).takes('accept', acceptance);
    expect(usual.clocks.map(({ clock }) => clock)).toEqual(['intake', 'assessment']);
  });
});

describe.each(laterEras)('the way by commitment under $edition', ({ openedOn }) => {
  const asked = { kind: 'first', route: 'commitment' };

  it('is decided on the spot, and opens the certificate and its verification', () => {
    const story = received({}, { openedOn, asked });
    const accepted = story.takes('accept', acceptance);
    expect([story.state, ...orders(accepted)]).toEqual([
      ...['decidingOnTheSpot', `stop intake ${openedOn}`, `start onTheSpot ${openedOn}`],
    ]);
    story.takes('grantOnCommitment', commitmentGrant);
    expect(story.remembers).toMatchObject({ decision: 'whole', onCommitment: true, conclusion: null });
    const { effects } = story.takes('issueCertificate', issue);
    expect(effects.map((effect) => [effect.do, effect.with?.['process'] ?? null])).toEqual([
      ...[
        ['issueCertificate', null],
        ['openCase', 'certificate'],
      ],
      ['openCase', 'commitmentVerification'],
    ]);
    expect(effects[2]!.with).toMatchObject({ because: 'commitment' });
  });

  it('has as many days on the spot as the office has set', () => {
    const profile = profileInForce('liangjiang-expedite', (one) => {
      one.settings = { decisionOnTheSpotDays: 3 };
      one.from = '2016-01-01';
    });
    const story = received({}, { openedOn, asked, where: underProfile(profile) });
    const { clocks } = story.takes('accept', acceptance);
    expect(clocks.find(({ clock }) => clock === 'onTheSpot')!.rule).toMatchObject({ limit: { length: 3 } });
  });

  it.each([
    ['medical devices', medicalTable],
    ['special food', specialFoodTable],
  ])('is closed to %s, which the general procedure takes', (_, scopeTable) => {
    const story = new Story(openedOn, asked);
    expect(story.isRefused('commit', commitment({ scopeTable }))).toEqual(['theScopeMayBeCommittedTo']);
    expect(received({ scopeTable }, { openedOn }).state).toBe('received');
  });

  it('is closed for the matter by a withdrawal, at any time before the decision', () => {
    const committed = () => received({}, { openedOn, asked });
    const asleep = committed();
    asleep.takes('requestSupplement', supplementNotice());
    const accepted = committed();
    accepted.takes('accept', acceptance);
    for (const story of [committed(), asleep, accepted]) {
      const { effects } = story.takes('withdrawCommitment', withdrawal);
      expect(effects).toEqual([{ do: 'closeCommitment', with: { extent: 'matter' } }]);
      expect(story.state).toBe('withdrawn');
    }
    const again = new Story(openedOn, asked).where(recordOf({ commitmentClosed: ['first'] }));
    expect(again.isRefused('commit', commitment())).toEqual(['theRouteIsOpenToTheInstitution']);
  });

  it('bans whoever brought false material', () => {
    const story = received({}, { openedOn, asked });
    story.takes('accept', acceptance);
    const { effects } = story.takes('refuse', refusal('falseMaterial'));
    expect(effects).toMatchObject([{ do: 'enterBan', with: { years: 1 } }]);
  });
});

it('the way by commitment was not known to the measures of 2015', () => {
  const story = new Story('2017-03-01', { kind: 'first', route: 'commitment' });
  expect(story.isRefused('commit', commitment())).toEqual(['unknownStep']);
});

describe('a remote assessment', () => {
  it('is recorded step by step and archived with its report', () => {
    const story = untilState('remoteAssessment', {}, { mode: ['remote', 'severalSites'] }).later(8);
    expect(story.remembers).toMatchObject({ mode: 'remote', modeGround: 'severalSites' });
    expect(story.isRefused('conclude', report('conforming'))).toEqual(['notPossibleNow']);
    expect(() => story.tries('concludeRemotely', report('conforming'))).toThrow('archive');
    story.concludes('conforming');
    expect([story.state, story.remembers.archived]).toEqual(['awaitingDecision', 1]);
  });

  it.each(['2017-03-01', '2022-03-01'])('of %s is there by the lane of an emergency alone', (openedOn) => {
    const asked = { kind: 'first' };
    const usual = untilState('formingTheTeam', {}, { openedOn, asked });
    expect(usual.isRefused('appointTeam', inMode('remote', 'forceMajeure'))).toEqual([
      'theModeIsOpenToTheCase',
    ]);
    const where = underProfile(emergencyFrom(openedOn));
    const mode = ['remote', 'forceMajeure'] as const;
    const story = untilState('remoteAssessment', {}, { openedOn, asked, where, mode }).later(8);
    story.concludes('conforming');
    story.takes('grant', whole);
    // What the emergency made easier is verified on site afterwards.
    expect(story.takes('issueCertificate', issue).effects.at(-1)).toMatchObject({
      with: { process: 'commitmentVerification', because: 'lane' },
    });
  });
});

describe.each(eras)('an assessment under $edition', ({ openedOn }) => {
  const onSite = () => untilState('onSiteAssessment', {}, { openedOn });

  it('that is broken off leaves a refusal, and one that is not goes on where it was', () => {
    const agreed = onSite();
    agreed.takes('proposeTermination', termination('premisesFarOff'));
    expect(agreed.remembers).toMatchObject({ terminationProposed: 'premisesFarOff', terminated: null });
    agreed.takes('agreeToTerminate', stated);
    expect(agreed.remembers).toMatchObject({ terminated: 'premisesFarOff', conclusion: 'nonconforming' });
    expect(agreed.isRefused('grant', whole)).toEqual(['theWholeScopeWasFoundConforming']);
    expect(agreed.takes('refuse', refusal()).state).toBe('refused');
    const declined = onSite();
    declined.takes('proposeTermination', termination('obstruction'));
    declined.takes('declineToTerminate', stated);
    expect([declined.state, declined.remembers.terminationProposed]).toEqual(['onSiteAssessment', null]);
    declined.later(8).concludes('conforming');
    expect(declined.takes('grant', whole).state).toBe('awaitingCertificate');
  });

  it('that asks for a check on site is conforming after a visit', () => {
    const story = onSite().later(8);
    story.concludes('basicallyConforming', { basically: [42], recheckOnSite: true });
    story.takes('submitRectification', rectified([1]));
    expect(story.remembers.recheckOnSite).toBe(true);
    story.takes('verify', verified({ 1: true }, 'followUpVisit'));
    expect(story.remembers.conclusion).toBe('conforming');
  });

  it('of a file that was accepted with gaps may close them while it goes on', () => {
    const profile = profileInForce('liangjiang-expedite', (one) => {
      one.from = '2016-01-01';
      one.lanes[0]!.tolerates = [{ requirement: 'businessScope', until: 'decision' }];
    });
    const story = received({}, { openedOn, where: underProfile(profile) });
    story.takes('acceptWithGaps', withGaps('businessScope'));
    expect(story.remembers).toMatchObject({ gaps: 1, gapsUntil: 'decision', acceptedOn: openedOn });
    story.takes('supplyGaps', answers([1]));
    expect(story.remembers).toMatchObject({ gaps: 0, gapsUntil: null });
  });

  it('lets what was missing be supplied wherever it rests between acceptance and decision', () => {
    const { states } = findProcess('qualification', story(openedOn))!;
    const closing = states.filter(({ steps }) => steps.some(({ name }) => name === 'supplyGaps'));
    const running = states.filter(({ clocks }) => clocks['renewal'] === 'runs');
    expect(closing.map(({ name }) => name)).toEqual(running.map(({ name }) => name));
  });
  const story = (day: string) => new Story(day).process.edition;
});

describe.each(laterEras)('an emergency under $edition', ({ openedOn }) => {
  it('lists the body while its case goes on, to the end of the order', () => {
    const where = underProfile(emergencyFrom(openedOn));
    const story = untilState('formingTheTeam', {}, { openedOn, asked: { kind: 'extension' }, where });
    expect(story.remembers.lane).toMatchObject({
      order: '十条措施2020-02-15',
      until: addDays(openedOn, 100),
    });
    const { effects, state, clocks } = story.takes('listForEmergency', stated);
    expect([state, clocks]).toEqual(['formingTheTeam', []]);
    expect(effects).toEqual([
      { do: 'openCase', with: { process: 'emergencyListing', carries: ['scope', 'lane', 'owes'] } },
    ]);
    expect(story.remembers.listedOn).toBe(addDays(openedOn, 2));
  });
});
