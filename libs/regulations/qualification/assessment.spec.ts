import { describe, expect, it } from '@jest/globals';
import { assessmentGuards, recheckGuards } from './assessment.guards.js';
import { emergencyFrom } from './histories.fixture.js';
import { reportGuards } from './report.guards.js';
import { Witness } from './seen.fixture.js';
import {
  assessor,
  doNotGoOn,
  documentReport,
  earlierReport,
  foodTable,
  goOn,
  hold,
  leader,
  leavingOut,
  rectified,
  report,
  team,
  termination,
  untilState,
  verified,
  visit,
  world,
  type Found,
  type Story,
} from './story.fixture.js';

const witness = new Witness();
const refused = witness.refused.bind(witness);
const taken = witness.taken.bind(witness);

describe('the team', () => {
  it('counts its leader, listed again or not', () => {
    const story = untilState('formingTheTeam');
    story.takes('appointTeam', team([assessor]));
    expect(story.remembers.team).toEqual({ leader, members: [leader, assessor] });
  });

  it('is not announced for a day that has passed', () => {
    const story = untilState('arrangingTheVisit').on('2025-09-16');
    expect(refused(story, 'sendVisitNotice', visit('2025-09-15'))).toEqual(['theAssessmentLiesAhead']);
    expect(taken(story, 'sendVisitNotice', visit('2025-09-16'))).toBe(true);
  });
});

describe('the review of the materials', () => {
  it.each([
    ['goOn', goOn, 'arrangingTheVisit', 'theMaterialsAllowTheAssessment'],
    ['hold', hold(), 'awaitingMaterials', 'theMaterialsNeedASupplement'],
    ['doNotGoOn', doNotGoOn, 'awaitingDecision', 'theMaterialsForbidTheAssessment'],
  ])('leads where its finding says: %s', (_, body, state, guard) => {
    const story = untilState('materialReview');
    expect(taken(story, 'reviewMaterials', body)).toBe(true);
    const weighed = Object.entries(story.weighs('reviewMaterials', body));
    expect(weighed.filter(([, holds]) => holds).map(([name]) => name)).toEqual([guard]);
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

describe('a conclusion before the criteria of 2023', () => {
  const conclusions = ['conforming', 'basicallyConforming', 'nonconforming'] as const;
  const found: [string, Found, readonly string[]][] = [
    ['nothing was found', {}, ['conforming']],
    ['something was found', { basically: [1] }, ['basicallyConforming', 'nonconforming']],
    ['something grave was found', { basically: [1], not: [2] }, ['nonconforming']],
  ];
  it.each(
    found.flatMap(([what, of, allowed]) =>
      ['2017-03-01', '2022-03-01'].map((openedOn) => ({ what, of, allowed, openedOn })),
    ),
  )('of a case opened on $openedOn is what the findings allow where $what', ({ of, allowed, openedOn }) => {
    const story = untilState('onSiteAssessment', {}, { openedOn }).later(8);
    const visited = story.remembers.visit!;
    const open = conclusions.filter(
      (conclusion) => story.tries('conclude', earlierReport(conclusion, { ...of, visited })).taken,
    );
    expect(open).toEqual(allowed);
  });
});

describe('a conclusion on documents', () => {
  const onDocuments = () =>
    untilState('documentAssessment', {}, { asked: { kind: 'renewal' }, mode: ['written', 'cleanCycle'] });

  it('is conforming or nonconforming, and nothing between: nothing is rectified on paper', () => {
    expect(taken(onDocuments(), 'concludeOnDocuments', documentReport('conforming'))).toBe(true);
    expect(taken(onDocuments(), 'concludeOnDocuments', documentReport('nonconforming'))).toBe(true);
    expect(() => onDocuments().tries('concludeOnDocuments', documentReport('basicallyConforming'))).toThrow(
      'conclusion',
    );
  });

  it('leaves nothing out that is not in the scope', () => {
    const body = documentReport('conforming', leavingOut(['1.99']));
    expect(refused(onDocuments(), 'concludeOnDocuments', body)).toHaveLength(2);
    const listed = documentReport('conforming', leavingOut(['1.9']));
    expect(taken(onDocuments(), 'concludeOnDocuments', listed)).toBe(true);
  });
});

describe('breaking off', () => {
  it('rests on a ground of the mode: a link that fails ends no visit', () => {
    const onSite = untilState('onSiteAssessment');
    expect(refused(onSite, 'proposeTermination', termination('linkFailed'))).toEqual([
      'theTerminationHasAListedGround',
    ]);
    expect(taken(onSite, 'proposeTermination', termination('obstruction'))).toBe(true);
    const remote = untilState('remoteAssessment', {}, { mode: ['remote', 'forceMajeure'] });
    for (const ground of ['linkFailed', 'badlyPrepared', 'deliberatelyMisled', 'obstruction'])
      expect(taken(remote, 'proposeTermination', termination(ground))).toBe(true);
    expect(() => onSite.tries('proposeTermination', termination('bored'))).toThrow('ground');
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

describe('a rectification that answers everything', () => {
  it('is received', () => {
    expect(taken(untilState('rectifying'), 'submitRectification', rectified([2, 1]))).toBe(true);
  });
});

describe('a check on site', () => {
  const toBeSeen = (openedOn: string, where = {}) => {
    const asked = { kind: 'extension' };
    const story = untilState('onSiteAssessment', {}, { openedOn, asked, where }).later(8);
    story.concludes('basicallyConforming', { basically: [42], recheckOnSite: true });
    story.later(10).takes('submitRectification', rectified([1]));
    return story;
  };
  const closing = (story: Story, how: string) => taken(story, 'verify', verified({ 1: true }, how));

  it('is not made up for by papers, and can be found wanting by them', () => {
    const story = toBeSeen('2025-09-01');
    expect(refused(story, 'verify', verified({ 1: true }))).toContain('everyNonconformityIsClosed');
    expect(closing(story, 'followUpVisit')).toBe(true);
    expect(taken(story, 'verify', verified({ 1: false }))).toBe(true);
  });

  it('may be remote where the criteria know that, and before them by a lane alone', () => {
    expect(closing(toBeSeen('2025-09-01'), 'remoteRecheck')).toBe(true);
    for (const openedOn of ['2017-03-01', '2022-03-01']) {
      const profiles = [emergencyFrom(openedOn)];
      expect(closing(toBeSeen(openedOn), 'remoteRecheck')).toBe(false);
      expect(closing(toBeSeen(openedOn), 'followUpVisit')).toBe(true);
      const inAnEmergency = { profile: { here: { ...world.profile.here, profiles } } };
      expect(closing(toBeSeen(openedOn, inAnEmergency), 'remoteRecheck')).toBe(true);
    }
  });
});

describe('the guards of assessments', () => {
  it('have each been seen refusing and holding', () => {
    const known = { ...assessmentGuards, ...recheckGuards(['remote']), ...reportGuards('items') };
    expect(witness.missing(known)).toEqual([]);
  });
});
