import { describe, expect, it } from '@jest/globals';
import { addDays } from '#calendar';
import { whereItEnds } from './histories.fixture.js';
import {
  acceptance,
  answers,
  commitment,
  endingAfter,
  eras,
  heldNumber,
  inMode,
  issue,
  laterEras,
  late,
  lifeOfTheCertificate,
  orders,
  profileInForce,
  received,
  refusal,
  Story,
  supplementNotice,
  team,
  untilState,
  whole,
  withCertificate,
  withdrawal,
  world,
} from './story.fixture.js';

const owed = (effects: readonly { do: string; with?: object }[], step: string) =>
  effects.filter((effect) => effect.do === 'oweStep' && (effect.with as { step?: string }).step === step);

describe.each(eras)('a renewal under $edition', ({ edition, openedOn }) => {
  const day = (n: number) => addDays(openedOn, n);
  const renewing = (days: number, more: object = {}) =>
    received(more, { openedOn, asked: { kind: 'renewal' }, where: whereItEnds(openedOn, days) });

  it('in time ends its certificate by a new one, and has until its last day to be decided', () => {
    const story = renewing(200);
    const accepted = story.on(day(2)).takes('accept', acceptance);
    expect(owed(accepted.effects, 'beginRenewal')).toHaveLength(1);
    expect(orders(accepted)).toContain(`start renewal ${day(2)}`);
    expect(accepted.clocks.find(({ clock }) => clock === 'renewal')).toMatchObject({
      lapsesInto: 'deemGranted',
      rule: { limit: { unit: 'untilDay', length: 198 } },
    });
    expect(story.remembers).toMatchObject({ renews: lifeOfTheCertificate, renewalUntil: day(200) });
    story.takes('appointTeam', inMode('written', 'cleanCycle'));
    expect(story.state).toBe('documentAssessment');
    story.on(day(10)).concludes('conforming');
    expect(orders(story.on(day(12)).takes('grant', whole))).toContain(`stop renewal ${day(12)}`);
    const issued = story.on(day(14)).takes('issueCertificate', issue);
    expect(owed(issued.effects, 'beReplaced')).toHaveLength(1);
    expect(issued.effects[0]).toEqual({ do: 'issueCertificate', with: { replacesAt: 'certificate.number' } });
    expect(story.remembers).toMatchObject({ kind: 'renewal', certificate: endingAfter(openedOn, 200) });
  });

  it('late, and taken as one, is decided before the same day', () => {
    const story = renewing(60);
    expect(orders(story.takes('accept', late('asRenewal')))).toContain(`start renewal ${openedOn}`);
    expect(story.remembers).toMatchObject({ kind: 'renewal', renewalUntil: day(60) });
  });

  it('late, and taken as a first application, is visited, never deemed granted, and replaces the one held', () => {
    const story = renewing(60);
    const accepted = story.takes('accept', late('asFirst'));
    expect(owed(accepted.effects, 'beginRenewal')).toEqual([]);
    expect(orders(accepted)).toEqual([`stop intake ${openedOn}`, `start assessment ${openedOn}`]);
    expect(story.remembers).toMatchObject({ kind: 'first', renews: null, renewalUntil: null });
    expect(story.isRefused('appointTeam', inMode('written', 'cleanCycle'))).toEqual([
      'theModeIsOpenToTheCase',
    ]);
    story.takes('appointTeam', team());
    story.takes('reviewMaterials', { finding: 'goOn', opinion: '可以。' });
    story.takes('sendVisitNotice', { visit: { from: day(1), to: day(1) }, schedule: '日程。' });
    story.later(1).concludes('conforming');
    story.takes('grant', whole);
    expect(owed(story.takes('issueCertificate', issue).effects, 'beReplaced')).toHaveLength(1);
  });

  it('late, and answered by silence, is what the office has set: a first application, unless it said otherwise', () => {
    const silent = (profiles = [] as ReturnType<typeof profileInForce>[]) => {
      const profile = { here: { ...world.profile.here, profiles } };
      const where = { ...whereItEnds(openedOn, 60), profile };
      const story = received({}, { openedOn, asked: { kind: 'renewal' }, where });
      story.later(10).takes('lapseIntoAcceptance');
      return story.remembers.kind;
    };
    const set = profileInForce('liangjiang-expedite', (profile) => {
      profile.from = openedOn;
      profile.settings = { lateRenewal: 'asRenewal' };
    });
    expect([silent(), silent([set])]).toEqual(['first', 'renewal']);
  });

  it('is deemed granted where the authority lets the last day pass, even against the conclusion', () => {
    const story = renewing(200);
    story.on(day(2)).takes('accept', acceptance);
    story.takes('appointTeam', inMode('written', 'cleanCycle'));
    story.on(day(190)).concludes('nonconforming');
    const deemed = story.on(day(201)).takes('deemGranted');
    expect(deemed).toMatchObject({
      state: 'awaitingCertificate',
      rule: { by: ['clock'], under: { article: '50' } },
    });
    expect(orders(deemed)).toEqual([
      ...[`stop decision ${day(201)}`, `expire renewal ${day(201)}`, `start certificate ${day(201)}`],
    ]);
    expect(story.remembers).toMatchObject({ decision: 'whole', grantedBySilence: true, grantedOn: day(201) });
    expect(owed(story.takes('issueCertificate', issue).effects, 'beReplaced')).toHaveLength(1);
  });

  it('can be deemed granted wherever it rests between acceptance and decision, and nowhere else', () => {
    const { states } = new Story(openedOn).process;
    const deeming = states.filter(({ steps }) => steps.some(({ name }) => name === 'deemGranted'));
    const running = states.filter(({ clocks }) => clocks['renewal'] === 'runs');
    expect(deeming.map(({ name }) => name)).toEqual(running.map(({ name }) => name));
    expect(deeming.map(({ name }) => name)).toEqual(
      states
        .filter(
          ({ final, routes, name }) => !final && routes.length === 0 && !beforeAcceptance.includes(name),
        )
        .map(({ name }) => name)
        .filter((name) => name !== 'awaitingCertificate'),
    );
  });
  const beforeAcceptance = ['drafting', 'received', 'awaitingSupplement'];

  it('is not won by keeping a supplement back until the certificate has ended', () => {
    const story = renewing(100);
    story.takes('requestSupplement', supplementNotice());
    story.on(day(101)).takes('supplement', answers([1]));
    const accepted = story.takes('accept', acceptance);
    expect(story.remembers).toMatchObject({ renewalInTime: true, kind: 'first', renewalUntil: null });
    expect(orders(accepted)).not.toContain(`start renewal ${day(101)}`);
    const inTime = renewing(100);
    inTime.takes('requestSupplement', supplementNotice());
    inTime.on(day(100)).takes('supplement', answers([1]));
    inTime.takes('accept', acceptance);
    expect(inTime.remembers).toMatchObject({ kind: 'renewal', renewalUntil: day(100) });
  });

  it('is none once its certificate has ended, though the supplement came before: by an officer as by silence', () => {
    for (const step of ['accept', 'lapseIntoAcceptance']) {
      const story = renewing(100);
      story.takes('requestSupplement', supplementNotice());
      story.on(day(100)).takes('supplement', answers([1]));
      const accepted = story.on(day(103)).takes(step, step === 'accept' ? acceptance : undefined);
      expect(story.remembers).toMatchObject({ kind: 'first', renewalUntil: null, renews: null });
      expect(orders(accepted).filter((order) => order.includes('renewal'))).toEqual([]);
      expect(owed(accepted.effects, 'beginRenewal')).toEqual([]);
    }
  });

  it('that is withdrawn or refused leaves its certificate to end as it would have', () => {
    const accepted = () => {
      const story = renewing(200);
      story.takes('accept', acceptance);
      return story;
    };
    expect(owed(accepted().takes('withdraw', withdrawal).effects, 'endRenewal')).toHaveLength(1);
    const story = accepted();
    story.takes('appointTeam', inMode('written', 'cleanCycle'));
    story.concludes('nonconforming');
    expect(owed(story.takes('refuse', refusal()).effects, 'endRenewal')).toHaveLength(1);
    // Before acceptance no renewal has begun; a first application ends none.
    expect(owed(renewing(200).takes('withdraw', withdrawal).effects, 'endRenewal')).toEqual([]);
    const first = untilState('formingTheTeam', {}, { openedOn });
    expect(owed(first.takes('withdraw', withdrawal).effects, 'endRenewal')).toEqual([]);
  });

  it('with a real change is visited, or remote for force majeure where the criteria know it', () => {
    const story = renewing(200, { substantiveChange: true });
    story.takes('accept', acceptance);
    expect(story.isRefused('appointTeam', inMode('written', 'cleanCycle'))).toEqual([
      'theModeIsOpenToTheCase',
    ]);
    expect(story.tries('appointTeam', inMode('remote', 'forceMajeure')).taken).toBe(edition === '2023-12-01');
    expect(story.takes('appointTeam', team()).state).toBe('materialReview');
  });

  it('of a certificate of before certificates had a case owes that nothing', () => {
    const story = new Story(openedOn, { kind: 'renewal' }).holding({
      ...endingAfter(openedOn, 200),
      case: null,
    });
    story.takes('submit', withCertificate());
    expect(story.takes('accept', acceptance).effects).toEqual([]);
    expect(story.remembers).toMatchObject({ renews: null, renewalUntil: day(200) });
  });
});

describe.each(laterEras)('a renewal by commitment under $edition', ({ openedOn }) => {
  it('that is withdrawn closes the route and lets its certificate end as it would have', () => {
    const story = new Story(openedOn, { kind: 'renewal', route: 'commitment' });
    story.where(whereItEnds(openedOn, 200)!).takes('commit', commitment({ certificateNumber: heldNumber }));
    story.takes('accept', acceptance);
    const { effects, state } = story.takes('withdrawCommitment', withdrawal);
    expect([state, ...effects.map((effect) => effect.do)]).toEqual([
      'withdrawn',
      'closeCommitment',
      'oweStep',
    ]);
    expect(owed(effects, 'endRenewal')).toHaveLength(1);
  });

  it('that silence grants rests on the commitment all the same, and is verified', () => {
    const story = new Story(openedOn, { kind: 'renewal', route: 'commitment' });
    const where = whereItEnds(openedOn, 200)!;
    story.where(where).takes('commit', commitment({ certificateNumber: heldNumber }));
    story.takes('accept', acceptance);
    story.on(addDays(openedOn, 201)).takes('deemGranted');
    expect(story.remembers).toMatchObject({ grantedBySilence: true, onCommitment: true });
    const opened = story
      .takes('issueCertificate', issue)
      .effects.filter((effect) => effect.do === 'openCase');
    expect(opened.map((effect) => effect.with!['process'])).toEqual([
      'certificate',
      'commitmentVerification',
    ]);
  });
});

describe('a renewal by declaration, where a lane of 2017 lets it be', () => {
  const openedOn = '2018-03-01';
  const zhejiang = profileInForce('zhejiang-2017', ({ lanes }) => {
    lanes[1]!.applies.fields = ['13'];
  });
  const renewing = (days: number, substantiveChange = false) => {
    const profile = { here: { ...world.profile.here, profiles: [zhejiang] } };
    const where = { ...whereItEnds(openedOn, days), profile };
    return received({ substantiveChange }, { openedOn, asked: { kind: 'renewal' }, where });
  };

  it('is decided without a team where nothing has changed', () => {
    const story = renewing(200);
    story.takes('accept', acceptance);
    expect(story.state).toBe('awaitingDecision');
    story.takes('approveChange', {});
    expect(story.takes('issueCertificate', issue).state).toBe('certified');
  });

  it('is assessed where something has, and where it came late and is a first application', () => {
    const changed = renewing(200, true);
    changed.takes('accept', acceptance);
    const lateOne = renewing(60);
    lateOne.takes('accept', late('asFirst'));
    expect([changed.state, lateOne.state]).toEqual(['formingTheTeam', 'formingTheTeam']);
  });
});
