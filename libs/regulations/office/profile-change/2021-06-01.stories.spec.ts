import { describe, expect, it } from '@jest/globals';
import { stepsFrom } from '#process';
import { profileHash, rulesOf, type Profile } from '../../profiles/profile.js';
import { shippedProfiles } from '../../profiles/shipped/index.js';
import { berta, everyReason, Story } from '../story.fixture.js';
import { profileChange20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';

const liangjiang = shippedProfiles[0]!;
const shipped = (change: object = {}) => ({
  change: { what: 'shipped', profile: 'liangjiang-expedite', from: '2025-09-01', until: null, ...change },
});
const own = (alter: (profile: Profile) => void = () => {}) => {
  const profile = structuredClone(liangjiang);
  alter(profile);
  return { change: { what: 'own', profile, from: '2025-09-01', until: '2025-12-31' } };
};
const ending = (on: string) => ({ change: { what: 'end', profile: 'liangjiang-expedite', on } });
const inForce = (until: string | null = null) => ({
  profile: { profiles: [{ profile: liangjiang, hash: profileHash(liangjiang), from: '2025-01-01', until }] },
});
const secondPerson = { actor: { person: berta } };
const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const proposed = (body: object = shipped()) => {
  const story = new Story(process);
  story.takes('propose', body);
  return story;
};
const confirmation = (story: Story) => ({ digest: story.file.context.digest as string, checked: true });

describe('a profile', () => {
  it('is put in force when a second administrator confirms what the first proposed', () => {
    const story = proposed();
    expect(story.file.context).toMatchObject({
      ...{ what: 'enter', profile: 'liangjiang-expedite', hash: profileHash(liangjiang) },
      ...{ from: '2025-09-01', until: null, lanes: 1, settings: 0 },
      change: { what: 'enter', profile: rulesOf(liangjiang), hash: profileHash(liangjiang), until: null },
    });
    expect(JSON.stringify(story.file.context)).not.toContain(liangjiang.title['zh-CN']);
    expect(story.where(secondPerson).takes('confirmChange', confirmation(story))).toEqual(['changeProfile']);
    expect(story.state).toBe('inForce');
  });

  it('may be one of the authority’s own, whole', () => {
    const story = proposed(own(({ lanes }) => (lanes[0]!.targets.decision = 3)));
    expect(story.file.context).toMatchObject({ profile: 'liangjiang-expedite', until: '2025-12-31' });
    expect(story.file.context.hash).not.toBe(profileHash(liangjiang));
  });

  it('that is in force is ended in the same way', () => {
    const story = new Story(process).where(inForce());
    story.takes('propose', ending('2025-09-30'));
    expect(story.file.context).toMatchObject({
      what: 'end',
      profile: 'liangjiang-expedite',
      until: '2025-09-30',
    });
    story.where({ ...inForce(), ...secondPerson });
    expect(story.takes('confirmChange', confirmation(story))).toEqual(['changeProfile']);
  });

  it('is confirmed by somebody else, who names the same digest, while it still fits', () => {
    const story = proposed();
    const told = confirmation(story);
    expect(refused(story, 'confirmChange', told)).toEqual(['itIsSomebodyElse']);
    story.where(secondPerson);
    expect(refused(story, 'confirmChange', { ...told, digest: '0'.repeat(64) })).toEqual([
      'theSameWasProposed',
    ]);
    story.where({ ...secondPerson, ...inForce() });
    expect(refused(story, 'confirmChange', told)).toEqual(['itIsNotInForceYet']);
    story.where({ ...secondPerson, profile: { today: '2025-09-02' } });
    expect(refused(story, 'confirmChange', told)).toEqual(['noDayHasPassed']);
  });

  it('is declined by a second person or taken back by the first', () => {
    const reason = { reason: '与原文不符。' };
    expect(refused(proposed().where(secondPerson), 'takeBack', reason)).toEqual(['theProposerTakesItBack']);
    for (const [step, state] of [
      ['takeBack', 'takenBack'],
      ['decline', 'declined'],
    ] as const) {
      const story = proposed();
      story.takes(step, reason);
      expect(story.state).toBe(state);
    }
    const draft = new Story(process);
    draft.takes('discard');
    expect(draft.state).toBe('discarded');
  });

  it('is said to be the proposer’s to take back as soon as it is known who asks', () => {
    const { file } = proposed();
    const takeBack = stepsFrom(process, file, {
      today: '2025-09-01',
      evidence: { by: berta },
      world: {},
    }).find(({ name }) => name === 'takeBack');
    expect(takeBack).toMatchObject({ open: false, reasons: [{ guard: 'theProposerTakesItBack' }] });
  });
});

describe('a profile is not proposed', () => {
  it.each<[string, object, string]>([
    ['that does not come with the release', shipped({ profile: 'nowhere' }), 'theProfileIsKnown'],
    ['that ends before it begins', shipped({ until: '2025-08-31' }), 'theProfileAgreesWithItself'],
    ['whose own last day has passed', shipped({ profile: 'emergency-2020' }), 'theProfileAgreesWithItself'],
    ['from a day that has passed', shipped({ from: '2025-08-31' }), 'noDayHasPassed'],
    [
      'that promises longer than the law of an edition gives',
      own((profile) => {
        profile.editions = ['2021-06-01'];
        profile.lanes[0]!.targets.assessment = 31;
      }),
      'noLimitIsLengthened',
    ],
    ['to end that is not in force', ending('2025-09-30'), 'theOneThatEndsIsInForce'],
  ])('%s', (_, body, reason) => {
    expect(refused(new Story(process), 'propose', body)).toEqual([reason]);
  });

  it('to end on a day that has passed, or after it ends by itself', () => {
    const where = (until: string | null) => new Story(process).where(inForce(until));
    expect(refused(where(null), 'propose', ending('2025-08-31'))).toEqual(['noDayHasPassed']);
    expect(refused(where('2025-09-30'), 'propose', ending('2025-09-30'))).toEqual([
      'theOneThatEndsIsInForce',
    ]);
  });

  it.each<[string, (profile: Profile) => void]>([
    ['/targets', ({ lanes }) => (lanes[0]!.targets.decision = 21)],
    ['/modes', ({ lanes }) => (lanes[0]!.modes = [{ mode: 'written', ground: 'forceMajeure' }])],
    ['/owes', ({ lanes }) => (lanes[0]!.declarations = ['name'])],
    ['/settings', ({ settings }) => (settings.commitmentBanYears = 30)],
  ])('that loosens anything: its form refuses it first, with the place %s', (_, alter) => {
    expect(() => new Story(process).isRefused('propose', own(alter))).toThrow(/lanes|settings/);
  });
});

describe('the conditions of a change', () => {
  const byTheForm = ['nothingIsLoosened', 'whatIsMadeEasierIsFollowedUp'];
  it('have each been seen refusing, save what the form refuses first', () => {
    expect([...seen, ...byTheForm].sort()).toEqual([...new Set(everyReason(guards))].sort());
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of Object.values(guards)) expect(guard.holds({}, nothing)).toBe(false);
    for (const faults of [
      ['settingOutOfBounds'],
      ['modeNotAllowed'],
      ['followUpMissing'],
      ['orderWithoutEnd'],
    ])
      expect(guards.theChangeMayBeProposed.holds({}, { ...nothing, evidence: { faults } })).toBe(false);
  });
});
