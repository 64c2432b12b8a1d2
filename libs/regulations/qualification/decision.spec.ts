import { describe, expect, it } from '@jest/globals';
import { emergencyFrom } from './histories.fixture.js';
import { decisionGuards } from './decision.guards.js';
import { Witness } from './seen.fixture.js';
import {
  acceptance,
  answers,
  cancellation,
  cancelled,
  change,
  commitmentGrant,
  documentReport,
  foodTable,
  inMode,
  issue,
  largeTable,
  leavingOut,
  part,
  profileInForce,
  received,
  refusal,
  report,
  stated,
  Story,
  untilState,
  whole,
  withGaps,
  world,
} from './story.fixture.js';

const witness = new Witness();
const refused = witness.refused.bind(witness);
const taken = witness.taken.bind(witness);

describe('a decision', () => {
  const decided = (exclusions?: object, table?: string) => {
    const story = untilState('onSiteAssessment', table === undefined ? {} : { scopeTable: table });
    story
      .on('2025-09-16')
      .takes('conclude', report('conforming', exclusions === undefined ? {} : { exclusions }));
    return story;
  };
  const nonconforming = () => {
    const story = untilState('onSiteAssessment').on('2025-09-16');
    story.takes('conclude', report('nonconforming', { not: [12] }));
    return story;
  };
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => `1.${index + 1}`);

  it('grants nothing where the conclusion is nonconforming', () => {
    expect(refused(nonconforming(), 'grant', whole)).toEqual(['theWholeScopeWasFoundConforming']);
    expect(refused(nonconforming(), 'grantInPart', part(['1.1']))).toEqual(['aPartWasFoundConforming']);
  });

  it('does not grant the whole where the team left something out', () => {
    expect(refused(decided(leavingOut(['1.3'])), 'grant', whole)).toEqual([
      'theWholeScopeWasFoundConforming',
    ]);
  });

  it.each([
    ['an item that is not in the scope', ['1.99'], undefined],
    ['an item of another table', ['1.1'], foodTable],
    ['everything', numbers(12), undefined],
  ])('does not grant in part by leaving out %s', (_, left, table) => {
    expect(refused(decided(), 'grantInPart', part(left, table))).toEqual(['aPartWasFoundConforming']);
  });

  it('does not bring back what the team left out', () => {
    const story = decided(leavingOut(['1.3', '1.4']));
    expect(refused(story, 'grantInPart', part(['1.3']))).toEqual(['aPartWasFoundConforming']);
    expect(taken(story, 'grantInPart', part(['1.3', '1.4']))).toBe(true);
    expect(taken(story, 'grantInPart', part(['1.4', '1.3', '1.5']))).toBe(true);
  });

  it('leaves out exactly the list of the team where it is too long to be told', () => {
    const story = decided(leavingOut(numbers(201), largeTable), largeTable);
    expect(story.remembers.proposedExclusions).toMatchObject({ count: 201, items: null });
    expect(refused(story, 'grantInPart', part(numbers(200), largeTable))).toEqual([
      'aPartWasFoundConforming',
    ]);
    expect(refused(story, 'grantInPart', part(numbers(202), largeTable))).toEqual([
      'aPartWasFoundConforming',
    ]);
    expect(taken(story, 'grantInPart', part(numbers(201).reverse(), largeTable))).toBe(true);
  });

  it('refuses for unmet conditions only what did not conform, and for false material at any time', () => {
    expect(refused(decided(), 'refuse', refusal('conditionsNotMet'))).toEqual(['theRefusalHasAGround']);
    expect(taken(nonconforming(), 'refuse', refusal('conditionsNotMet'))).toBe(true);
    expect(taken(decided(), 'refuse', refusal('falseMaterial'))).toBe(true);
  });
});

const declared = (changes: string[], more: object = {}) => {
  const story = new Story('2025-09-01', { kind: 'change', changes });
  story.takes('declareChange', change(changes, more));
  story.takes('accept', acceptance);
  return story;
};
const givenUp = () => {
  const story = new Story('2025-09-01', { kind: 'cancellation' });
  story.takes('giveUp', cancellation);
  story.takes('accept', acceptance);
  return story;
};
const tolerated = (telling: object = {}) => {
  const profiles = [profileInForce('shanghai-2023')];
  const where = { profile: { here: { ...world.profile.here, profiles } } };
  return received({}, { where, ...telling });
};

describe('a decision without an assessment', () => {
  it('approves a declared change, and a cancellation, each by its own step', () => {
    expect(taken(declared(['name']), 'approveChange', {})).toBe(true);
    expect(refused(declared(['name']), 'approveCancellation', cancelled)).toEqual(['itIsGivenUp']);
    expect(taken(givenUp(), 'approveCancellation', cancelled)).toBe(true);
    expect(refused(givenUp(), 'approveChange', {})).toEqual(['theChangeMayBeApproved']);
    for (const story of [declared(['name']), givenUp(), untilState('awaitingDecision')])
      expect(story.tries('grant', whole).taken).toBe(story.remembers.conclusion === 'conforming');
    expect(refused(untilState('awaitingDecision'), 'approveChange', {})).toEqual(['theChangeMayBeApproved']);
  });

  it('may refuse for unmet conditions, which the authority has looked at itself', () => {
    for (const story of [declared(['name']), givenUp()])
      expect(taken(story, 'refuse', refusal('conditionsNotMet'))).toBe(true);
    const committed = received({}, { asked: { kind: 'first', route: 'commitment' } });
    committed.takes('accept', acceptance);
    expect(taken(committed, 'refuse', refusal('conditionsNotMet'))).toBe(true);
  });
});

describe('a gap that is open', () => {
  const assessed = () => {
    const story = tolerated();
    story.takes('acceptWithGaps', withGaps('businessScope'));
    story.takes('appointTeam', inMode('remote', 'forceMajeure'));
    story.takes('reviewMaterials', { finding: 'goOn', opinion: '可以。' });
    story.takes('sendVisitNotice', { visit: { from: '2025-09-01', to: '2025-09-01' }, schedule: '日程。' });
    story.concludes('conforming');
    return story;
  };

  it('stands against a grant, whole or in part, and is a ground to refuse; closed, it is neither', () => {
    const story = assessed();
    expect(refused(story, 'grant', whole)).toEqual(['theWholeScopeWasFoundConforming']);
    expect(refused(story, 'grantInPart', part(['1.1']))).toEqual(['aPartWasFoundConforming']);
    expect(taken(story, 'refuse', refusal())).toBe(true);
    story.takes('supplyGaps', answers([1]));
    expect(taken(story, 'grant', whole)).toBe(true);
    expect(refused(story, 'refuse', refusal())).toEqual(['theRefusalHasAGround']);
  });

  it('stands against a grant on a commitment', () => {
    const story = tolerated({ asked: { kind: 'first', route: 'commitment' } });
    story.takes('acceptWithGaps', withGaps('businessScope'));
    expect(refused(story, 'grantOnCommitment', commitmentGrant)).toEqual(['noGapStandsAgainstTheGrant']);
    story.takes('supplyGaps', answers([1]));
    expect(taken(story, 'grantOnCommitment', commitmentGrant)).toBe(true);
  });
});

describe('a change that was put before experts', () => {
  it('stands or falls as a whole, for its items stay on the certificate as they were', () => {
    const story = declared(['standards'], { expertReview: true, scopeTable: foodTable });
    story.takes('appointTeam', inMode('written', 'conditionsUnaffected'));
    story.takes('concludeOnDocuments', documentReport('conforming', leavingOut(['1.1'], foodTable)));
    expect(refused(story, 'grant', whole)).toEqual(['theWholeScopeWasFoundConforming']);
    expect(refused(story, 'grantInPart', part(['1.1'], foodTable))).toEqual(['aPartWasFoundConforming']);
    expect(taken(story, 'refuse', refusal())).toBe(true);
  });
});

describe('the certificate', () => {
  const granted = (kind: string, changes?: string[]) =>
    untilState('awaitingCertificate', {}, { asked: { kind, ...(changes && { changes }) } });

  it.each(['first', 'renewal'])('is a new one of a %s', (kind) => {
    expect(taken(granted(kind), 'issueCertificate', issue)).toBe(true);
    expect(refused(granted(kind), 'amendCertificate', issue)).toEqual([
      ...['itIsAnExtension', 'itIsAChange', 'thePremisesHaveMoved'],
    ]);
  });

  it.each<[string, string[] | undefined]>([
    ['extension', undefined],
    ['change', ['premises']],
  ])('is the one held, amended, of a %s %j', (kind, changes) => {
    expect(taken(granted(kind, changes), 'amendCertificate', issue)).toBe(true);
    expect(refused(granted(kind, changes), 'issueCertificate', issue)).toEqual(['aNewCertificateIsDue']);
  });

  it('is amended by a declared change too', () => {
    const story = declared(['name']);
    story.takes('approveChange', {});
    expect(taken(story, 'amendCertificate', issue)).toBe(true);
  });
});

describe('the emergency list', () => {
  const inAnEmergency = (openedOn: string) =>
    untilState(
      'formingTheTeam',
      {},
      {
        ...{ openedOn, asked: { kind: 'extension' } },
        where: { profile: { here: { ...world.profile.here, profiles: [emergencyFrom(openedOn)] } } },
      },
    );

  it('is for a case on the lane of an emergency, until its last day, once', () => {
    const none = ['theLaneIsAnEmergencyInForce'];
    expect(refused(untilState('formingTheTeam'), 'listForEmergency', stated)).toEqual(none);
    const story = inAnEmergency('2025-09-01');
    expect(taken(story.on('2025-12-10'), 'listForEmergency', stated)).toBe(true);
    expect(refused(story.on('2025-12-11'), 'listForEmergency', stated)).toEqual(none);
    story.on('2025-12-10').takes('listForEmergency', stated);
    expect(refused(story, 'listForEmergency', stated)).toEqual(none);
  });

  it('was not known before article 23 of the measures of 2021', () => {
    expect(inAnEmergency('2017-03-01').isRefused('listForEmergency', stated)).toEqual(['unknownStep']);
    expect(inAnEmergency('2022-03-01').tries('listForEmergency', stated).taken).toBe(true);
  });
});

describe('the guards of decisions', () => {
  it('have each been seen refusing and holding, those of hearings in their own spec', () => {
    const { noHearingWasOffered, theHearingLiesAhead, theDayOfTheHearingHasCome, ...others } = decisionGuards;
    expect([noHearingWasOffered, theHearingLiesAhead, theDayOfTheHearingHasCome]).toHaveLength(3);
    expect(witness.missing(others)).toEqual([]);
  });
});
