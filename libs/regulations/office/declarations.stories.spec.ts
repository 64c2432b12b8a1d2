import { describe, expect, it } from '@jest/globals';
import { absence20210601 as absence } from './absence/2021-06-01.process.js';
import { guards as absenceGuards } from './absence/2021-06-01.rules.js';
import { interest20210601 as interest } from './interest/2021-06-01.process.js';
import { guards as interestGuards } from './interest/2021-06-01.rules.js';
import { anna, berta, carla, everyReason, laboratory, Story } from './story.fixture.js';

const away = { from: '2025-09-08', to: '2025-09-12' };
const entry = (more: object = {}) => ({ absent: anna, cover: berta, away, ...more });
const officer = { roles: ['intakeOfficer', 'certificateClerk'] };
const both = { standings: { [anna]: officer, [berta]: { roles: ['intakeOfficer'] } } };
const declaration = (more: object = {}) => ({ institution: laboratory, ground: 'advice', ...more });
const anOfficer = { actor: { person: anna, roles: ['intakeOfficer'] } };
const reason = { reason: '理由。' };

const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};

describe('an absence', () => {
  it('is covered by a colleague of the same duty, and says what nobody does meanwhile', () => {
    const story = new Story(absence).where(both);
    expect(story.takes('enter', entry())).toEqual(['enterCover']);
    expect(story.file.context).toMatchObject({
      ...{ declarant: [anna], absent: anna, cover: berta, from: '2025-09-08', until: '2025-09-12' },
      ...{ duties: ['intake'], uncovered: ['issuing'] },
    });
    expect(story.takes('end')).toEqual(['endCover']);
    expect(story.state).toBe('ended');
  });

  it('of somebody else is entered by a supervisor alone', () => {
    const story = new Story(absence, carla).where({ ...both, actor: { person: carla, roles: ['auditor'] } });
    expect(refused(story, 'enter', entry())).toEqual(['theAbsenceIsOnesOwn']);
    story.where({ ...both, actor: { person: carla, roles: ['supervisor'] } });
    story.takes('enter', entry());
    expect(story.file.context.declarant).toEqual([carla, anna]);
  });

  it.each<[string, string[], object, object]>([
    ['by the absent themselves', ['somebodyElseStandsIn'], entry({ cover: anna }), both],
    [
      'by a colleague of another duty',
      ['theCoverHasTheDuty'],
      entry(),
      { standings: { [anna]: officer, [berta]: { roles: ['decisionMaker'] } } },
    ],
    [
      'for whoever has no duty',
      ['theCoverHasTheDuty'],
      entry(),
      { standings: { [anna]: { roles: ['applicant'] }, [berta]: { roles: ['applicant'] } } },
    ],
    [
      'by a colleague who is suspended',
      ['theCoverHasTheDuty'],
      entry(),
      { standings: { ...both.standings, [berta]: { roles: ['intakeOfficer'], suspended: true } } },
    ],
    [
      'in the past',
      ['theLastDayHasNotPassed'],
      entry({ away: { from: '2025-08-25', to: '2025-08-31' } }),
      both,
    ],
  ])('is not covered %s', (_, reasons, body, around) => {
    expect(refused(new Story(absence).where(around), 'enter', body)).toEqual(reasons);
  });

  it('that was never entered is thrown away', () => {
    const story = new Story(absence);
    story.takes('discard');
    expect(story.state).toBe('discarded');
  });
});

describe('an interest', () => {
  const declared = () => {
    const story = new Story(interest).where(anOfficer);
    story.takes('declare', declaration({ until: '2026-08-31' }));
    return story;
  };

  it('counts from its declaration until two others have lifted it', () => {
    const story = new Story(interest).where(anOfficer);
    expect(story.takes('declare', declaration({ until: '2026-08-31' }))).toEqual(['enterInterest']);
    expect(story.file.context).toMatchObject({
      ...{ declarant: anna, institution: laboratory, ground: 'advice', until: '2026-08-31' },
    });
    story.takes('proposeLifting', reason);
    expect(story.takes('confirmLifting')).toEqual(['liftInterest']);
    expect(story.state).toBe('lifted');
  });

  it('goes on counting where the second person does not agree', () => {
    const story = declared();
    story.takes('proposeLifting', reason);
    expect(story.takes('declineLifting', reason)).toEqual([]);
    expect(story.state).toBe('declared');
  });

  it('is declared, proposed for lifting and lifted under three duties, so by three people', () => {
    const duties = interest.states.flatMap(({ steps }) => steps.map(({ name, duty }) => [name, duty]));
    expect(Object.fromEntries(duties)).toEqual({
      ...{ declare: 'applying', discard: 'applying', proposeLifting: 'decision' },
      ...{ confirmLifting: 'confirmation', declineLifting: 'confirmation' },
    });
  });

  it('is declared by people of the authority, and for days to come', () => {
    const applicant = new Story(interest).where({ actor: { person: anna, roles: ['applicant'] } });
    expect(refused(applicant, 'declare', declaration())).toEqual(['theDeclarantWorksForTheAuthority']);
    const over = new Story(interest).where(anOfficer);
    expect(refused(over, 'declare', declaration({ until: '2025-08-31' }))).toEqual([
      'theLastDayHasNotPassed',
    ]);
    over.takes('discard');
    expect(over.state).toBe('discarded');
  });
});

describe('the conditions of absences and interests', () => {
  const guards = { ...absenceGuards, ...interestGuards };

  it('have each been seen refusing', () => {
    expect([...seen].sort()).toEqual([...new Set(everyReason(guards))].sort());
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of Object.values(guards)) expect(guard.holds({}, nothing)).toBe(false);
  });
});
