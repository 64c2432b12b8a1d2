import { describe, expect, it } from '@jest/globals';
import { intakeGuards } from './intake.guards.js';
import { whereItEnds } from './histories.fixture.js';
import { Witness } from './seen.fixture.js';
import {
  acceptance,
  answers,
  banned,
  cancellation,
  change,
  corrected,
  correctedTable,
  correction,
  emptyTable,
  filed,
  foodTable,
  late,
  medicalTable,
  nonAcceptance,
  profileInForce,
  received,
  specialFoodTable,
  stated,
  Story,
  supplementNotice,
  untilState,
  waterTable,
  withCertificate,
  withGaps,
  world,
} from './story.fixture.js';

const witness = new Witness();
const refused = witness.refused.bind(witness);
const taken = witness.taken.bind(witness);

/** A profile that tolerates what it says, each until the step it says. */
const tolerating = (tolerates: { requirement: string; until: string }[]) => ({
  profile: {
    here: {
      ...world.profile.here,
      profiles: [
        profileInForce('liangjiang-expedite', ({ lanes }) => {
          lanes[0]!.tolerates = tolerates as (typeof lanes)[0]['tolerates'];
        }),
      ],
    },
  },
});
const scopeOnly = tolerating([{ requirement: 'businessScope', until: 'decision' }]);
const declared = (changes: string[]) => {
  const story = new Story('2025-09-01', { kind: 'change', changes });
  story.takes('declareChange', change(changes));
  return story;
};
const givingUp = () => {
  const story = new Story('2025-09-01', { kind: 'cancellation' });
  story.takes('giveUp', cancellation);
  return story;
};

describe('an application', () => {
  it('is not accepted while something that was requested is unanswered', () => {
    const story = untilState('received');
    story.takes('requestSupplement', supplementNotice(2));
    story.takes('supplement', answers([2]));
    expect(refused(story, 'accept', acceptance)).toEqual(['everythingRequestedWasSupplied']);
  });

  it('is not sent back for a second supplement, unless a supervisor has said why', () => {
    const story = untilState('awaitingSupplement');
    story.takes('supplement', answers([1]));
    expect(refused(story, 'requestSupplement', supplementNotice())).toEqual(['aSupplementMayBeRequested']);
    expect(taken(story, 'allowFurtherSupplement', stated)).toBe(true);
    story.takes('allowFurtherSupplement', stated);
    expect(taken(story, 'requestSupplement', supplementNotice())).toBe(true);
    expect(refused(story, 'allowFurtherSupplement', stated)).toEqual(['theSupplementsAreUsedUp']);
    story.takes('requestSupplement', supplementNotice());
    story.takes('supplement', answers([1]));
    expect(story.isRefused('requestSupplement', supplementNotice())).toEqual(['aSupplementMayBeRequested']);
  });

  it('has no supervisor say why it is asked again before it was asked once', () => {
    expect(refused(untilState('received'), 'allowFurtherSupplement', stated)).toEqual([
      'theSupplementsAreUsedUp',
    ]);
  });

  it('is put right at the counter as often as it takes, which is no supplement', () => {
    const story = untilState('received');
    story.takes('correctOnTheSpot', corrected(2));
    story.takes('correctOnTheSpot', corrected(1));
    expect(story.remembers).toMatchObject({ correctedOnTheSpot: 3, supplementsRequested: 0 });
    expect(taken(story, 'accept', acceptance)).toBe(true);
  });

  it('is not turned away as incomplete before it was told what is missing', () => {
    const story = untilState('received');
    expect(refused(story, 'refuseToAccept', nonAcceptance('incomplete'))).toEqual([
      'incompletenessWasToldBefore',
    ]);
    story.takes('requestSupplement', supplementNotice(2));
    story.takes('supplement', answers([1]));
    expect(taken(story, 'refuseToAccept', nonAcceptance('incomplete'))).toBe(true);
  });
});

describe('a ban', () => {
  it('keeps an application from being accepted, and is a ground to turn it away', () => {
    const story = untilState('received').where(banned);
    expect(refused(story, 'accept', acceptance)).toEqual(['noBanStands']);
    expect(taken(story, 'refuseToAccept', nonAcceptance('underABan'))).toBe(true);
  });

  it('is no ground where none is entered', () => {
    expect(refused(untilState('received'), 'refuseToAccept', nonAcceptance('underABan'))).toEqual([
      'theBanStands',
    ]);
  });

  it('bars an extension, a renewal and a move, which are applications for the approval', () => {
    for (const asked of [
      { kind: 'extension' },
      { kind: 'renewal' },
      { kind: 'change', changes: ['premises'] },
    ]) {
      const story = received({}, { asked }).where(banned);
      expect([asked, story.isRefused('accept', acceptance)]).toEqual([asked, ['noBanStands']]);
    }
  });

  it('keeps nobody from giving the approval up, nor from telling a change, which is a duty', () => {
    for (const story of [givingUp(), declared(['name']), declared(['standards'])]) {
      story.where(banned);
      expect(taken(story, 'accept', acceptance)).toBe(true);
      expect(story.isRefused('refuseToAccept', nonAcceptance('underABan'))).toEqual(['theBanStands']);
    }
    expect(taken(declared(['topManager']).where(banned), 'fileChange', filed)).toBe(true);
  });
});

describe('a change that needs no approval', () => {
  it('is filed, and not accepted', () => {
    expect(refused(declared(['topManager']), 'accept', acceptance)).toEqual(['aFilingIsFiled']);
    expect(taken(declared(['topManager']), 'fileChange', filed)).toBe(true);
  });

  it('is one alone: with another it is accepted and decided on', () => {
    expect(refused(declared(['topManager', 'name']), 'fileChange', filed)).toEqual(['itIsFiledAlone']);
    expect(taken(declared(['topManager', 'name']), 'accept', acceptance)).toBe(true);
  });
});

describe('a renewal that came late', () => {
  const renewing = (days: number) =>
    received({}, { asked: { kind: 'renewal' }, where: whereItEnds('2025-09-01', days) });

  it('is not accepted without a word on how it is treated, and one in time not with one', () => {
    expect(refused(renewing(60), 'accept', acceptance)).toEqual(['aLateRenewalIsDecidedOn']);
    for (const as of ['asRenewal', 'asFirst'] as const) {
      expect(taken(renewing(60), 'accept', late(as))).toBe(true);
      expect(refused(renewing(200), 'accept', late(as))).toEqual(['aLateRenewalIsDecidedOn']);
    }
    expect(taken(renewing(200), 'accept', acceptance)).toBe(true);
    expect(refused(untilState('received'), 'accept', late('asFirst'))).toEqual(['aLateRenewalIsDecidedOn']);
  });

  it('came in time after all where its paper had arrived in time', () => {
    // 2025-12-01 less three months is 2025-09-01.
    const story = new Story('2025-09-03', { kind: 'renewal' }).where(whereItEnds('2025-09-01', 91)!);
    story.takes('submit', withCertificate());
    expect(story.remembers.renewalInTime).toBe(false);
    story.takes('correctReceipt', correction('2025-09-01'));
    expect(story.remembers.renewalInTime).toBe(true);
    story.takes('correctReceipt', correction('2025-09-02'));
    expect(story.remembers.renewalInTime).toBe(false);
  });

  it('stays late or in time whatever day its supplement came', () => {
    const story = renewing(91);
    story.later(1).takes('requestSupplement', supplementNotice());
    story.later(30).takes('supplement', answers([1]));
    story.later(1).takes('correctReceipt', correction('2025-09-30'));
    expect(story.remembers).toMatchObject({ renewalInTime: true, receivedOn: '2025-09-30' });
  });
});

describe('acceptance with gaps', () => {
  it('needs a profile in force that tolerates every one of them', () => {
    const none = ['theProfileToleratesEveryGap'];
    expect(refused(untilState('received'), 'acceptWithGaps', withGaps('businessScope'))).toEqual([
      ...['theLaneToleratesGaps', ...none],
    ]);
    const story = untilState('received', {}, { where: scopeOnly });
    expect(refused(story, 'acceptWithGaps', withGaps('businessScope', 'calibration'))).toEqual(none);
    expect(taken(story, 'acceptWithGaps', withGaps('businessScope'))).toBe(true);
    expect(refused(story.where(banned), 'acceptWithGaps', withGaps('businessScope'))).toEqual([
      'noBanStands',
    ]);
  });

  it('closes each gap once, and with nothing else', () => {
    const story = untilState('received', {}, { where: scopeOnly });
    story.takes('acceptWithGaps', withGaps('businessScope'));
    expect(refused(story, 'supplyGaps', answers([1, 2]))).toEqual(['everyGapIsClosed']);
    expect(refused(story, 'supplyGaps', answers([1], { scopeTable: correctedTable }))).toEqual([
      'noScopeTableIsBrought',
    ]);
    expect(taken(story, 'supplyGaps', answers([1]))).toBe(true);
    story.takes('supplyGaps', answers([1]));
    expect(refused(story, 'supplyGaps', answers([1]))).toEqual(['everyGapIsClosed']);
  });
});

describe('a supplement', () => {
  it.each([
    ['awaitingSupplement', 'supplement'],
    ['awaitingMaterials', 'supplyMaterials'],
  ])('answers nothing that nobody asked (%s)', (state, step) => {
    expect(refused(untilState(state), step, answers([1, 2]))).toEqual(['theAnswersAreToWhatWasAsked']);
    expect(taken(untilState(state), step, answers([1]))).toBe(true);
  });

  it('empties no scope table', () => {
    const story = untilState('awaitingSupplement');
    expect(refused(story, 'supplement', answers([1], { scopeTable: emptyTable }))).toEqual([
      'theCorrectedScopeIsNotEmpty',
    ]);
    expect(taken(story, 'supplement', answers([1], { scopeTable: foodTable }))).toBe(true);
  });

  it.each([
    ['medical devices', medicalTable],
    ['special food', specialFoodTable],
  ])('brings no %s into a commitment', (_, scopeTable) => {
    const committed = received({}, { asked: { kind: 'first', route: 'commitment' } });
    committed.takes('requestSupplement', supplementNotice());
    expect(refused(committed, 'supplement', answers([1], { scopeTable }))).toEqual([
      'theCorrectedScopeMayBeCommittedTo',
    ]);
    expect(taken(committed, 'supplement', answers([1], { scopeTable: correctedTable }))).toBe(true);
    expect(taken(untilState('awaitingSupplement'), 'supplement', answers([1], { scopeTable }))).toBe(true);
  });

  it('does not take a case into a field for which its team was not chosen', () => {
    const story = untilState('awaitingMaterials');
    expect(refused(story, 'supplyMaterials', answers([1], { scopeTable: foodTable }))).toEqual([
      'theFieldIsThatOfTheTeam',
    ]);
    expect(taken(story, 'supplyMaterials', answers([1], { scopeTable: waterTable }))).toBe(true);
  });
});

describe('the guards of the intake', () => {
  it('have each been seen refusing and holding, by every part', () => {
    expect(witness.missing(intakeGuards)).toEqual([]);
  });
});
