import { describe, expect, it } from '@jest/globals';
import {
  anna,
  creditCode,
  everyReason,
  laboratory,
  letter,
  licence,
  predecessor,
  Story,
} from '../story.fixture.js';
import { representation20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';

const institution = {
  creditCode,
  name: '示例检测有限公司',
  legalForm: 'enterprise',
  address: '重庆两江新区示例路1号',
};
const claim = (capacity: 'agent' | 'legalRepresentative' = 'agent', more: object = {}) => ({
  ...institution,
  capacity,
  documents: [
    capacity === 'agent'
      ? { kind: 'letterOfAuthorisation', document: letter }
      : { kind: 'licence', document: licence },
  ],
  declaration: true,
  ...more,
});
const checked = (more: object = {}) => ({
  institution,
  checked: { identity: true, authorisation: true },
  ...more,
});
const reason = { reason: '理由。' };

const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const submitted = (body = claim()) => {
  const story = new Story(process);
  story.takes('submit', body);
  return story;
};
const inForce = () => {
  const story = submitted();
  story.takes('confirm', checked());
  return story;
};

describe('a claim to act for an institution', () => {
  it('is confirmed by an officer, for some steps and until a day', () => {
    const story = submitted();
    expect(story.file.context).toMatchObject({ claimant: anna, creditCode, represents: null, known: false });
    const limits = { steps: ['supplement', 'open'], until: '2026-12-31' };
    expect(story.takes('confirm', checked(limits))).toEqual(['actForInstitution']);
    expect(story.file.context).toMatchObject({
      ...{ represents: laboratory, steps: ['open', 'supplement'], until: '2026-12-31' },
    });
  });

  it('says nothing of the register before an officer has confirmed it', () => {
    const known = submitted().file.context;
    const unknown = new Story(process).where({ claim: { known: false, institution: anna } });
    unknown.takes('submit', claim());
    expect(unknown.file.context).toEqual(known);
  });

  it('is corrected once, refused, or taken back', () => {
    const story = submitted();
    story.takes('requestCorrection', { points: ['未盖章。'] });
    story.takes('correct', claim());
    expect(refused(story, 'requestCorrection', { points: ['又一处。'] })).toEqual([
      'noCorrectionWasRequestedYet',
    ]);
    story.takes('refuse', reason);
    expect(story.state).toBe('refused');
    const back = submitted();
    back.takes('requestCorrection', { points: ['未盖章。'] });
    back.takes('withdraw', reason);
    expect(back.state).toBe('withdrawn');
    const draft = new Story(process);
    draft.takes('discard');
    expect(draft.state).toBe('discarded');
  });

  it('that was confirmed is given up, or revoked with the invitations of whoever it was', () => {
    const given = inForce();
    expect(given.takes('giveUp', reason)).toEqual(['endActing']);
    expect(given.state).toBe('givenUp');
    const story = inForce().where({ invited: { cases: [predecessor], people: [anna] } });
    expect(story.takes('revoke', reason)).toEqual(['endActing', 'oweStep']);
    expect(story.state).toBe('revoked');
    expect(story.file.context.invited).toEqual([predecessor]);
  });
});

describe('a new legal representative', () => {
  it('succeeds the one before, whose case is owed a step that nobody takes by hand', () => {
    const story = submitted(claim('legalRepresentative')).where({ claim: { predecessor } });
    expect(story.takes('confirm', checked())).toEqual(['actForInstitution', 'oweStep']);
    expect(story.file.context.predecessor).toBe(predecessor);
    const old = inForce();
    expect(refused(old, 'beSucceeded')).toEqual(['theSuccessionIsOwed']);
    old.takes('beSucceeded', undefined, { succeeded: true });
    expect(old.state).toBe('succeeded');
  });

  it('is refused for the same reasons as anybody, and for no others', () => {
    const story = submitted(claim('legalRepresentative'));
    for (const found of [predecessor, null]) {
      story.where({ claim: { predecessor: found, claimantActs: true } });
      expect(refused(story, 'confirm', checked())).toEqual(['theClaimantDoesNotActForItYet']);
    }
  });
});

describe('a claim is not submitted', () => {
  it('with a credit code whose check character does not fit', () => {
    const story = new Story(process).where({ claim: { sound: false } });
    expect(refused(story, 'submit', claim())).toEqual(['theCreditCodeIsSound']);
  });

  it.each(['agent', 'legalRepresentative'] as const)('without what proves it (%s)', (capacity) => {
    const body = claim(capacity, { documents: [{ kind: 'identityProof', document: letter }] });
    expect(refused(new Story(process), 'submit', body)).toEqual(['theCapacityIsProven']);
  });
});

describe('a claim is not confirmed', () => {
  it.each<[string, string[], object, object]>([
    [
      'for another institution than was claimed',
      ['theInstitutionIsTheOneClaimed'],
      checked({ institution: { ...institution, creditCode: '91509999MADEMF012E' } }),
      {},
    ],
    ['for the authority itself', ['nobodyActsForTheAuthority'], checked(), { authority: true }],
    ['to whoever acts for it already', ['theClaimantDoesNotActForItYet'], checked(), { claimantActs: true }],
    [
      'to an administrator of roles',
      ['theClaimantAdministersNoRoles'],
      checked(),
      { claimantAdministers: true },
    ],
    ['until a day that has passed', ['theLastDayHasNotPassed'], checked({ until: '2025-08-31' }), {}],
  ])('%s', (_, reasons, body, around) => {
    expect(refused(submitted().where({ claim: around }), 'confirm', body)).toEqual(reasons);
  });
});

describe('the conditions of acting for an institution', () => {
  it('have each been seen refusing', () => {
    expect([...seen].sort()).toEqual([...new Set(everyReason(guards))].sort());
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    const onNothing = Object.entries(guards).filter(([, guard]) => guard.holds({}, nothing));
    expect(onNothing.map(([name]) => name)).toEqual(['noCorrectionWasRequestedYet']);
  });
});
