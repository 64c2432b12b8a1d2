import { describe, expect, it } from '@jest/globals';
import { anna, berta, everyReason, laboratory, Story } from '../story.fixture.js';
import { invitation20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';

const head = { actor: { person: anna, inFull: true, acts: true } };
const agent = { actor: { person: anna, inFull: false, acts: true } };
const invited = { actor: { person: berta } };
const reason = { reason: '理由。' };
const accepted = { accepted: true };

const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const invitation = (more: object = {}) => {
  const story = new Story(process).where(head);
  story.takes('invite', { person: berta, ...more });
  return story;
};
const inForce = () => {
  const story = invitation().where(invited);
  story.takes('accept', accepted);
  return story;
};

describe('an invitation', () => {
  it('lets the invited person act for the institution, within its limits, once it is accepted', () => {
    const story = invitation({ steps: ['supplement'], until: '2025-12-31' });
    expect(story.file.context).toMatchObject({
      ...{ institution: laboratory, inviter: anna, invitee: berta },
      ...{ capacity: 'agent', steps: ['supplement'], until: '2025-12-31' },
    });
    expect(story.where(invited).takes('accept', accepted)).toEqual(['actForInstitution']);
    expect(story.state).toBe('inForce');
  });

  it('is declined, taken back, or thrown away', () => {
    const declined = invitation().where(invited);
    declined.takes('decline');
    const back = invitation();
    back.takes('takeBack', reason);
    const draft = new Story(process);
    draft.takes('discard');
    expect([declined.state, back.state, draft.state]).toEqual(['declined', 'takenBack', 'discarded']);
  });

  it('that was accepted is ended by either side, or by an officer', () => {
    for (const who of [head, invited]) {
      const story = inForce().where(who);
      expect(story.takes('end', reason)).toEqual(['endActing']);
    }
    expect(inForce().takes('revoke', reason)).toEqual(['endActing']);
  });

  it('is neither made, nor taken back, nor ended by another agent', () => {
    expect(refused(new Story(process).where(agent), 'invite', { person: berta })).toEqual([
      'theInstitutionsHeadDoesIt',
    ]);
    expect(refused(invitation().where(agent), 'takeBack', reason)).toEqual(['theInstitutionsHeadDoesIt']);
    expect(refused(inForce().where(agent), 'end', reason)).toEqual(['oneOfTheTwoEndsIt']);
  });

  it.each<[string, string[], object, object]>([
    ['to oneself', ['itIsSomebodyElse'], { person: anna }, {}],
    ['to who acts for it', ['thePersonDoesNotActForItYet'], { person: berta }, { acts: true }],
    [
      'to an administrator of roles',
      ['thePersonAdministersNoRoles'],
      { person: berta },
      { roles: ['administrator'] },
    ],
    ['for the past', ['theLastDayHasNotPassed'], { person: berta, until: '2025-08-31' }, {}],
  ])('is not made %s', (_, reasons, body, standing) => {
    expect(refused(new Story(process).where({ ...head, standing }), 'invite', body)).toEqual(reasons);
  });

  it.each<[string, string[], object, object]>([
    ['by who acts for it meanwhile', ['thePersonDoesNotActForItYet'], { acts: true }, {}],
    ['by who administers roles meanwhile', ['thePersonAdministersNoRoles'], { roles: ['administrator'] }, {}],
    ['of who is no longer the head', ['theInviterIsStillTheHead'], {}, { inFull: false }],
  ])('is not accepted %s', (_, reasons, actor, inviter) => {
    const story = invitation().where({ actor: { person: berta, ...actor }, inviter });
    expect(refused(story, 'accept', accepted)).toEqual(reasons);
  });

  it('is not accepted after its last day', () => {
    const story = invitation({ until: '2025-09-30' }).where(invited).on('2025-10-01');
    expect(refused(story, 'accept', accepted)).toEqual(['theInvitationHasNotExpired']);
  });
});

describe('an invitation whose inviter is revoked', () => {
  it('falls with them, by a step that nobody takes by hand', () => {
    const story = inForce();
    expect(refused(story, 'fallWithTheInviter')).toEqual(['theInviterWasRevoked']);
    story.takes('fallWithTheInviter', undefined, { revoked: true });
    expect(story.state).toBe('fallen');
  });
});

describe('the conditions of invitations', () => {
  it('have each been seen refusing', () => {
    expect([...seen].sort()).toEqual([...new Set(everyReason(guards))].sort());
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of Object.values(guards)) expect(guard.holds({}, nothing)).toBe(false);
  });
});
