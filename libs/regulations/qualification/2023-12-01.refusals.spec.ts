import { describe, expect, it } from '@jest/globals';
import { decide, type Guard } from '#process';
import {
  acceptance,
  answers,
  assessor,
  doNotGoOn,
  emptyTable,
  form,
  foodTable,
  goOn,
  hold,
  largeTable,
  leader,
  leavingOut,
  nonAcceptance,
  part,
  rectified,
  refusal,
  report,
  Story,
  supplementNotice,
  team,
  untilState,
  verified,
  visit,
  whole,
} from './2023-12-01.fixture.js';
import { guards } from './2023-12-01.guards.js';

/** The guards that some test below has seen refusing. */
const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const taken = (story: Story, step: string, body?: unknown) => story.tries(step, body).taken;

describe('an application', () => {
  it('is not ripe before the management system has run for three months, to the day', () => {
    const story = new Story('2025-09-01');
    const since = (day: string) => form({ managementSystemSince: day });
    expect(refused(story, 'submit', since('2025-06-02'))).toEqual(['theApplicationIsRipe']);
    expect(taken(story, 'submit', since('2025-06-01'))).toBe(true);
    expect(taken(new Story('2025-05-31'), 'submit', since('2025-02-28'))).toBe(true);
    expect(refused(new Story('2025-05-31'), 'submit', since('2025-03-01'))).toEqual(['theApplicationIsRipe']);
  });

  it('is not ripe with an empty scope', () => {
    expect(refused(new Story(), 'submit', form({ scopeTable: emptyTable }))).toEqual([
      'theApplicationIsRipe',
    ]);
  });

  it('is not accepted while something that was requested is unanswered', () => {
    const story = untilState('received');
    story.takes('requestSupplement', supplementNotice(2));
    story.takes('supplement', answers([2]));
    expect(refused(story, 'accept', acceptance)).toEqual(['everythingRequestedWasSupplied']);
  });

  it('is not sent back for a second supplement', () => {
    const story = untilState('awaitingSupplement');
    story.takes('supplement', answers([1]));
    expect(refused(story, 'requestSupplement', supplementNotice())).toEqual(['noSupplementWasRequestedYet']);
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

  it.each([
    ['awaitingSupplement', 'supplement'],
    ['awaitingMaterials', 'supplyMaterials'],
  ])('is not supplemented with an answer to what nobody asked (%s)', (state, step) => {
    expect(refused(untilState(state), step, answers([1, 2]))).toEqual(['theAnswersAreToWhatWasAsked']);
  });
});

describe('a team', () => {
  it('counts its leader, listed again or not', () => {
    const story = untilState('formingTheTeam');
    story.takes('appointTeam', team([assessor]));
    expect(story.remembers.team).toEqual({ leader, members: [leader, assessor] });
  });

  it('is not announced for a day that has passed', () => {
    const story = untilState('arrangingTheVisit').on('2025-09-16');
    expect(refused(story, 'sendVisitNotice', visit('2025-09-15'))).toEqual(['theVisitLiesAhead']);
    expect(taken(story, 'sendVisitNotice', visit('2025-09-16'))).toBe(true);
  });
});

describe('the review of the materials', () => {
  it.each([
    ['goOn', goOn, 'arrangingTheVisit', 'theMaterialsAllowTheVisit'],
    ['hold', hold(), 'awaitingMaterials', 'theMaterialsNeedASupplement'],
    ['doNotGoOn', doNotGoOn, 'awaitingDecision', 'theMaterialsForbidTheVisit'],
  ])('leads where its finding says: %s', (_, body, state, guard) => {
    const story = untilState('materialReview');
    const reasons = decide(story.process, story.file, 'reviewMaterials', {
      today: '2025-09-08',
      evidence: { finding: 'none of them' },
      world: {},
    });
    expect(reasons).toMatchObject({ taken: false, because: 'guards' });
    if (!reasons.taken) reasons.reasons.forEach((reason) => seen.add(reason.guard));
    expect(seen).toContain(guard);
    expect(story.takes('reviewMaterials', body).state).toBe(state);
  });
});

describe('a conclusion', () => {
  const conclusions = ['conforming', 'basicallyConforming', 'nonconforming'] as const;
  it.each([
    ['every item conforms', {}, ['conforming']],
    ['an item conforms basically', { basically: [42] }, ['basicallyConforming']],
    ['an item without a star does not conform', { not: [12] }, ['basicallyConforming', 'nonconforming']],
    ['a starred item does not conform', { not: [33], basically: [42] }, ['nonconforming']],
    ['a starred item conforms basically', { basically: [33] }, ['basicallyConforming']],
  ])('is what the items allow where %s', (_, found, allowed) => {
    const story = untilState('onSiteAssessment').on('2025-09-16');
    expect(conclusions.filter((conclusion) => taken(story, 'conclude', report(conclusion, found)))).toEqual(
      allowed,
    );
  });

  it('is told which conclusion needs what when it does not fit', () => {
    const story = untilState('onSiteAssessment').on('2025-09-16');
    expect(refused(story, 'conclude', report('conforming', { basically: [42] }))).toEqual([
      ...[
        'theReportBearsOutConformity',
        'theReportBearsOutBasicConformity',
        'theReportBearsOutNonconformity',
      ],
    ]);
  });

  it.each([
    ['conforming', {}],
    ['basicallyConforming', { basically: [42] }],
    ['nonconforming', { not: [12] }],
  ] as const)('%s is not drawn before the visit is over', (conclusion, found) => {
    const story = untilState('onSiteAssessment').on('2025-09-15');
    expect(refused(story, 'conclude', report(conclusion, found))).toHaveLength(3);
    expect(taken(story.on('2025-09-16'), 'conclude', report(conclusion, found))).toBe(true);
  });

  it.each([
    ['is not in the table', leavingOut(['1.99'])],
    ['is of another table', leavingOut(['1.1'], foodTable)],
  ])('leaves nothing out that %s', (_, exclusions) => {
    const story = untilState('onSiteAssessment').on('2025-09-16');
    expect(refused(story, 'conclude', report('conforming', { exclusions }))).toHaveLength(3);
  });
});

describe('a rectification', () => {
  it.each([
    ['leaves one unanswered', [1]],
    ['answers one that is not there', [1, 2, 3]],
  ])('is not received where it %s', (_, numbers) => {
    expect(refused(untilState('rectifying'), 'submitRectification', rectified(numbers))).toEqual([
      'everyNonconformityIsAnswered',
    ]);
  });

  it.each([
    ['all those judged are closed', { 1: true }],
    ['one of those judged is open', { 1: false }],
    ['one is judged that is not there', { 1: true, 2: true, 3: true }],
  ])('is not verified before every nonconformity is judged, though %s', (_, closed) => {
    expect(refused(untilState('verifying'), 'verify', verified(closed))).toEqual([
      ...['everyNonconformityIsClosed', 'someNonconformityStaysOpen'],
    ]);
  });

  it('is effective when all are closed and not effective when one is open', () => {
    const conclusion = (closed: Record<number, boolean>) => {
      const story = untilState('verifying');
      story.takes('verify', verified(closed));
      return story.remembers.conclusion;
    };
    expect(conclusion({ 1: true, 2: true })).toBe('conforming');
    expect(conclusion({ 1: false, 2: true })).toBe('nonconforming');
  });
});

describe('the two outcomes of a verification', () => {
  it('exclude each other, in whatever order they are asked', () => {
    const { context } = untilState('verifying').file;
    const holding = (notClosed: number[]) =>
      (['everyNonconformityIsClosed', 'someNonconformityStaysOpen'] as const).filter((name) =>
        guards[name].holds(context, {
          today: '2025-10-15',
          evidence: { judged: [1, 2], notClosed },
          world: {},
        }),
      );
    expect(holding([])).toEqual(['everyNonconformityIsClosed']);
    expect(holding([2])).toEqual(['someNonconformityStaysOpen']);
  });
});

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

describe('the guards of this edition', () => {
  it('have each been seen refusing', () => {
    // Those of several parts are told by these, each of which is seen in the spec of the team or of periods.
    const names = Object.entries<Guard>(guards).flatMap(([name, { parts }]) => (parts ? [] : name));
    expect([...seen].sort()).toEqual(names.sort());
  });

  it('each say what would change the answer', () => {
    for (const { remedy, parts } of Object.values<Guard>(guards))
      for (const told of parts ? Object.values(parts).map((part) => part.remedy) : [remedy]) {
        expect(told?.['zh-CN']).toMatch(/\p{Script=Han}.*。$/u);
        expect(told?.en).toMatch(/^[A-Z].*\.$/);
      }
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of Object.values(guards))
      expect(typeof guard.holds({ team: {} }, nothing)).toBe('boolean');
  });
});
