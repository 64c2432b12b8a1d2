import { describe, expect, it } from '@jest/globals';
import { anna, berta, carla, dora, everyReason, Story } from '../story.fixture.js';
import { roleGrant20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';

const grant = (role = 'intakeOfficer', more: object = {}) => ({
  person: carla,
  role,
  reason: '岗位需要。',
  ...more,
});
const inFields = (until: string | null = null) => ({
  qualification: { fields: ['13', '00'], mayLead: true, until },
});
const confirmed = (role = 'intakeOfficer', more: object = {}) => ({
  person: carla,
  role,
  checked: true,
  ...more,
});
const secondPerson = { actor: { person: berta } };

const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const proposedGrant = (role?: string, more?: object) => {
  const story = new Story(process);
  story.takes('proposeGrant', grant(role, more));
  return story;
};
const proposedWithdrawal = (standing: object = { roles: ['intakeOfficer'] }, role = 'intakeOfficer') => {
  const story = new Story(process).where({ standing });
  story.takes('proposeWithdrawal', grant(role));
  return story;
};

describe('a role', () => {
  it('is granted when a second administrator confirms what the first proposed', () => {
    const story = proposedGrant();
    expect(story.where(secondPerson).takes('confirmGrant', confirmed())).toEqual(['grantRole']);
    expect(story.state).toBe('granted');
  });

  it('is withdrawn in the same way, and the history says which cases that leaves to nobody', () => {
    const left = { unstaffedCases: 1, unstaffed: [{ case: dora, duties: ['intake'] }] };
    const story = new Story(process).where({ standing: { roles: ['intakeOfficer'] }, staffing: left });
    story.takes('proposeWithdrawal', grant());
    expect(story.file.context).toMatchObject(left);
    story.where({ ...secondPerson, standing: { roles: ['intakeOfficer'] }, staffing: left });
    expect(refused(story, 'confirmWithdrawal', confirmed())).toEqual(['nothingIsLeftToNobody']);
    expect(story.takes('confirmWithdrawal', confirmed('intakeOfficer', { evenSo: true }))).toEqual([
      'withdrawRole',
    ]);
  });

  it('has its second step kept apart from the first by its duty', () => {
    const duties = process.states.flatMap(({ steps }) => steps.map(({ name, duty }) => [name, duty]));
    expect(Object.fromEntries(duties)).toEqual({
      ...{ proposeGrant: 'administration', proposeWithdrawal: 'administration', discard: 'administration' },
      ...{ confirmGrant: 'confirmation', confirmWithdrawal: 'confirmation', decline: 'confirmation' },
      takeBack: 'administration',
    });
  });

  it('that assesses comes with its fields, and is granted anew to change them', () => {
    const story = proposedGrant('assessor', inFields('2026-12-31'));
    expect(story.file.context).toMatchObject({
      ...{ fields: ['00', '13'], mayLead: true, qualifiedUntil: '2026-12-31' },
    });
    const renewed = new Story(process).where({ standing: { roles: ['assessor'] } });
    renewed.takes('proposeGrant', grant('assessor', inFields()));
    renewed.where({ ...secondPerson, standing: { roles: ['assessor'] } });
    renewed.takes('confirmGrant', confirmed('assessor'));
    expect(renewed.state).toBe('granted');
  });
});

describe('a grant is not proposed', () => {
  it.each<[string, string[], object, object]>([
    ['by whom it is for', ['itIsSomebodyElse'], grant(), { actor: { person: carla } }],
    ['of a role that there is not', ['theRoleCanBeGranted'], grant('emperor'), {}],
    ['of an applicant’s role', ['theRoleCanBeGranted'], grant('applicant'), {}],
    ['of a role that everybody holds', ['theRoleCanBeGranted'], grant('claimant'), {}],
    ['of the clock’s role', ['theRoleCanBeGranted'], grant('clock'), {}],
    ['of a role that is held', ['theRoleIsNotHeld'], grant(), { standing: { roles: ['intakeOfficer'] } }],
    [
      'to an administrator of roles',
      ['nobodyAdministersAndActs'],
      grant(),
      { standing: { roles: ['administrator'] } },
    ],
    [
      'of administering roles to whoever has another role',
      ['nobodyAdministersAndActs'],
      grant('administrator'),
      { standing: { roles: ['applicant'] } },
    ],
    [
      'of administering roles to whoever is suspended',
      ['whoAdministersIsNotSuspended'],
      grant('administrator'),
      { standing: { suspended: true } },
    ],
    ['without the fields that it needs', ['theFieldsSuitTheRole'], grant('teamLeader'), {}],
    ['with fields that mean nothing', ['theFieldsSuitTheRole'], grant('auditor', inFields()), {}],
    [
      'with a qualification that is over',
      ['theQualificationLasts'],
      grant('assessor', inFields('2025-08-31')),
      {},
    ],
  ])('%s', (_, reasons, body, around) => {
    expect(refused(new Story(process).where(around), 'proposeGrant', body)).toEqual(reasons);
  });
});

describe('the role of whoever acts for an institution', () => {
  it('is not withdrawn by administrators', () => {
    const story = new Story(process).where({ standing: { roles: ['applicant'] } });
    expect(refused(story, 'proposeWithdrawal', grant('applicant'))).toEqual(['theRoleIsOfTheOffice']);
  });
});

describe('a withdrawal is not proposed', () => {
  const held = { roles: ['administrator'], administratorsBeside: 2 };
  it.each<[string, string[], object]>([
    ['by whom it is for', ['itIsSomebodyElse'], { actor: { person: carla }, standing: held }],
    ['of a role that is not held', ['theRoleIsHeld'], {}],
    [
      'that leaves fewer than two administrators',
      ['twoAdministratorsRemain'],
      { standing: { ...held, administratorsBeside: 1 } },
    ],
  ])('%s', (_, reasons, around) => {
    const story = new Story(process).where(around);
    expect(refused(story, 'proposeWithdrawal', grant('administrator'))).toEqual(reasons);
  });
});

describe('nothing is confirmed', () => {
  it('for oneself, nor another person or role than was proposed', () => {
    const story = proposedGrant();
    story.where({ actor: { person: carla } });
    expect(refused(story, 'confirmGrant', confirmed())).toEqual(['itIsSomebodyElse']);
    story.where(secondPerson);
    expect(refused(story, 'confirmGrant', confirmed('auditor'))).toEqual(['theSameWasProposed']);
    expect(refused(story, 'confirmGrant', { ...confirmed(), person: dora })).toEqual(['theSameWasProposed']);
    const withdrawal = proposedWithdrawal().where({
      actor: { person: carla },
      standing: { roles: ['intakeOfficer'] },
    });
    expect(refused(withdrawal, 'confirmWithdrawal', confirmed())).toEqual(['itIsSomebodyElse']);
  });

  it('that has changed in the meantime', () => {
    const story = proposedGrant('assessor', inFields('2025-09-30'));
    story.where({ ...secondPerson, standing: { roles: ['administrator'] } });
    expect(refused(story, 'confirmGrant', confirmed('assessor'))).toEqual(['nobodyAdministersAndActs']);
    story.where(secondPerson).on('2025-10-01');
    expect(refused(story, 'confirmGrant', confirmed('assessor'))).toEqual(['theQualificationStillLasts']);
    const kept = proposedGrant('administrator').where({ ...secondPerson, standing: { suspended: true } });
    expect(refused(kept, 'confirmGrant', confirmed('administrator'))).toEqual([
      'whoAdministersIsNotSuspended',
    ]);
    const other = proposedGrant().where({ ...secondPerson, standing: { suspended: true } });
    expect(other.takes('confirmGrant', confirmed())).toEqual(['grantRole']);
    const held = proposedGrant().where({ ...secondPerson, standing: { roles: ['intakeOfficer'] } });
    expect(refused(held, 'confirmGrant', confirmed())).toEqual(['theRoleIsStillNotHeld']);
    const gone = proposedWithdrawal().where(secondPerson);
    expect(refused(gone, 'confirmWithdrawal', confirmed())).toEqual(['theRoleIsHeld']);
  });

  it('that would leave fewer than two administrators, though more were there when it was proposed', () => {
    const story = proposedWithdrawal({ roles: ['administrator'], administratorsBeside: 2 }, 'administrator');
    story.where({ ...secondPerson, standing: { roles: ['administrator'], administratorsBeside: 1 } });
    expect(refused(story, 'confirmWithdrawal', confirmed('administrator'))).toEqual([
      'twoAdministratorsRemain',
    ]);
  });
});

describe('a proposal', () => {
  it('is taken back by its proposer alone, and declined by the second person', () => {
    const story = proposedGrant().where(secondPerson);
    expect(refused(story, 'takeBack', { reason: '有误。' })).toEqual(['theProposerTakesItBack']);
    story.takes('decline', { reason: '不同意。' });
    expect(story.state).toBe('declined');
    const back = proposedWithdrawal();
    back.takes('takeBack', { reason: '有误。' });
    expect(back.state).toBe('takenBack');
    const draft = new Story(process, anna);
    draft.takes('discard');
    expect(draft.state).toBe('discarded');
  });
});

describe('the conditions of granting roles', () => {
  it('have each been seen refusing', () => {
    expect([...seen].sort()).toEqual([...new Set(everyReason(guards))].sort());
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of Object.values(guards)) expect(guard.holds({}, nothing)).toBe(false);
  });
});
