import { describe, expect, it } from '@jest/globals';
import type { Facts } from '#process';
import { everyReason } from '../office/story.fixture.js';
import { certificate20150801 } from './2015-08-01.process.js';
import { guards as guards2015 } from './2015-08-01.rules.js';
import { certificate20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';
import { certificateStanding } from './standing.js';
import { items, LinkedStory, number, remediesTold, renewal, verification } from './story.fixture.js';

const after = '2031-09-01';
const decision = (more: object = {}) => ({
  ...{ ground: 'improperMeans', reasons: '伪造溯源证书。', bodyHeard: true, publicInterest: 'notHarmed' },
  remediesTold,
  ...more,
});
const standing = ({ file }: LinkedStory, today = '2031-09-02') =>
  certificateStanding(file, { issuedOn: '2025-09-01', validUntil: '2031-08-31', today });

const inRenewal = () => {
  const story = new LinkedStory(process).on('2031-05-20');
  story.isOwed('beginRenewal', { acceptedOn: '2031-05-19' });
  return story;
};
const renewedBySilence = () => {
  const story = inRenewal().on(after);
  story.takes('stayInForce');
  return story;
};
const expired = () => {
  const story = new LinkedStory(process).on(after);
  story.takes('expire');
  return story;
};

const seen = new Set<string>();
const refused = (story: LinkedStory, step: string, body: unknown): string[] => {
  const names = story.refuses(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};

describe('a certificate', () => {
  it('is in force from its issue, and its clock ends on its last day', () => {
    const story = new LinkedStory(process);
    expect(story.file).toMatchObject({
      state: 'valid',
      context: { certificateNumber: number, validUntil: '2031-08-31', kind: 'first', amendments: 0 },
    });
    expect(story.clocks).toEqual(['start validity']);
    expect(standing(story, '2025-09-01')).toMatchObject({
      status: 'valid',
      since: '2025-09-01',
      reason: null,
    });
  });

  it('expires where nobody applied for its renewal, and is cancelled by the office', () => {
    const story = expired();
    expect([story.state, story.clocks]).toEqual(['expired', ['expire validity']]);
    expect(standing(story)).toMatchObject({ status: 'expired', since: after });
    story.on('2031-09-05').takes('cancelAfterExpiry');
    expect(standing(story)).toMatchObject({
      ...{ status: 'cancelled', since: '2031-09-05' },
      reason: { 'zh-CN': '有效期届满，未申请延续或者依法不予延续' },
    });
  });

  it('expires after a renewal that was refused or taken back in time', () => {
    const story = inRenewal();
    expect(story.clocks).toEqual(['interrupt validity']);
    story.on('2031-07-01').isOwed('endRenewal', { outcome: 'refused' });
    expect([story.state, story.clocks, story.file.context.renewalCase]).toEqual([
      ...['valid', ['interrupt validity'], null],
    ]);
    story.on(after).takes('expire');
    expect(story.state).toBe('expired');
  });

  it('stays in force where nobody decided on its renewal in time, until the new one takes its place', () => {
    const story = renewedBySilence();
    expect(story.file).toMatchObject({
      state: 'renewedBySilence',
      context: { renewalCase: renewal, renewedBySilenceOn: after },
    });
    expect(standing(story)).toMatchObject({ status: 'valid', since: after });
    expect(standing(story).reason?.en).toContain('deemed renewed');
    story.on('2031-09-20').isOwed('beReplaced', { certificateNumber: '312200140009' });
    expect(standing(story)).toMatchObject({
      ...{ status: 'replaced', since: '2031-09-20', replacedBy: '312200140009' },
    });
  });

  it('is not lost to a refusal that came after silence had renewed it', () => {
    const story = renewedBySilence().on('2031-09-03');
    story.isOwed('endRenewal', { outcome: 'refused' });
    expect(story.state).toBe('renewedBySilence');
  });

  it('has expired where the body itself gives up what silence renewed', () => {
    const story = renewedBySilence().on('2031-09-03');
    story.isOwed('endRenewal', { outcome: 'withdrawn' });
    expect(story.file).toMatchObject({ state: 'expired', context: { expiredOn: '2031-09-03' } });
  });

  it('is renewed by silence too where word of a renewal accepted in time comes after the last day', () => {
    const story = expired();
    story.isOwed('beginRenewal', { acceptedOn: '2031-08-31' });
    expect(story.state).toBe('renewedBySilence');
    const late = expired();
    for (const world of [{ acceptedOn: after }, {} as Facts]) late.isOwed('beginRenewal', world);
    expect(late.state).toBe('expired');
  });

  it.each([
    ['in force', () => new LinkedStory(process)],
    ['in renewal', inRenewal],
    ['deemed renewed', renewedBySilence],
  ])('that is %s is replaced by that of its renewal', (_, there) => {
    const story = there();
    story.isOwed('beReplaced', { certificateNumber: '312200140009' });
    expect(story.file).toMatchObject({ state: 'replaced', context: { replacedBy: '312200140009' } });
  });

  it('keeps its number and its last day when an extension or a change amends it', () => {
    const story = new LinkedStory(process).on('2027-03-01');
    expect(story.isOwed('amend')).toEqual([]);
    expect(story.file).toMatchObject({
      state: 'valid',
      context: { amendments: 1, amendedOn: '2027-03-01', amendedBy: renewal, validUntil: '2031-08-31' },
    });
    expect(story.clocks).toEqual([]);
  });

  it('is cancelled without blame where the body applies for it, has ended, or another law says so', () => {
    const own = new LinkedStory(process).on('2026-01-05');
    own.isOwed('cancel');
    expect(standing(own)).toMatchObject({ status: 'cancelled', reason: { 'zh-CN': '机构申请注销' } });
    const ended = new LinkedStory(process).on('2026-01-05');
    expect(ended.takes('cancelOnAGround', { ground: 'bodyEnded', reason: '已注销登记。' })).toEqual([]);
    expect(ended.file.context).toMatchObject({ cancellationGround: 'bodyEnded', banYears: null });
  });
});

describe('the annulment of a certificate', () => {
  it('for improper means bars a new application for three years, on the decision’s own provision', () => {
    const story = new LinkedStory(process).on('2026-02-03');
    expect(story.takes('decideToAnnul', decision())).toEqual(['enterBan']);
    expect(story.effects[0]).toMatchObject({ with: { yearsAt: 'banYears', groundAt: 'annulmentGround' } });
    expect(story.file.context).toMatchObject({ banYears: 3, annulmentGround: 'improperMeans' });
    expect(standing(story)).toMatchObject({ status: 'annulled', since: '2026-02-03' });
  });

  it('after a false report on a medical device bars it for ten, and on another law’s ground for none we know', () => {
    const device = new LinkedStory(process);
    expect(device.takes('decideToAnnul', decision({ ground: 'falseDeviceReport' }))).toEqual(['enterBan']);
    expect(device.file.context.banYears).toBe(10);
    const other = new LinkedStory(process);
    expect(other.takes('decideToAnnul', decision({ ground: 'otherLaw' }))).toEqual([]);
    expect(other.file.context.banYears).toBeNull();
  });

  it('is barred by the public interest, which has to be answered, and by a ground that the edition does not know', () => {
    const story = new LinkedStory(process);
    const harmed = decision({ publicInterest: 'gravelyHarmed' });
    expect(refused(story, 'decideToAnnul', harmed)).toEqual(['thePublicInterestDoesNotBarIt']);
    expect(() => story.takes('decideToAnnul', decision({ publicInterest: undefined }))).toThrow();
    const before2021 = decision({ ground: 'falseResults' });
    expect(refused(story, 'decideToAnnul', before2021)).toEqual(['theGroundIsOneOfTheLaw']);
  });

  it('for false results bars three years where the measures of 2015 hold', () => {
    const story = new LinkedStory(certificate20150801).on('2016-02-03');
    expect(story.takes('decideToAnnul', decision({ ground: 'falseResults' }))).toEqual(['enterBan']);
    expect(story.file.context.banYears).toBe(3);
  });

  it('that a verification owes says by which case, and enters no second ban', () => {
    const story = new LinkedStory(process).on('2026-02-03');
    expect(story.isOwed('annul', { origin: verification, ground: 'falseCommitment', banYears: 3 })).toEqual(
      [],
    );
    expect(story.file).toMatchObject({
      state: 'annulled',
      context: { annulledBy: verification, annulmentGround: 'falseCommitment', banYears: 3 },
    });
  });

  it('of items takes these out and leaves the certificate in force, and counts them', () => {
    const story = new LinkedStory(process).on('2026-02-03');
    expect(story.takes('decideToAnnulItems', decision({ items: items('1.10') }))).toEqual([
      'annulCertificateItems',
      'enterBan',
    ]);
    expect(story.file).toMatchObject({
      state: 'valid',
      context: { annulledItems: { count: 1, items: ['A/1.10'] }, itemsAnnulledInAll: 1, annulledOn: null },
    });
    // Improper means bar for three years, whatever part was come by with them; another law’s ground bars nobody.
    expect(story.file.context).toMatchObject({ banYears: 3, itemsAnnulmentGround: 'improperMeans' });
    const other = decision({ ground: 'otherLaw', items: items('1.10') });
    expect(new LinkedStory(process).takes('decideToAnnulItems', other)).toEqual(['annulCertificateItems']);
    const owed = { count: 2, digest: 'd'.repeat(64), items: ['A/1.1', 'A/1.2'] };
    story.isOwed('annulItems', { origin: verification, annulledItems: owed });
    expect(story.file.context).toMatchObject({ annulledItems: owed, itemsAnnulledInAll: 3 });
  });

  it('of items needs items that are in force, and something that remains', () => {
    const story = new LinkedStory(process);
    const of = (...numbers: string[]) => decision({ items: items(...numbers) });
    expect(refused(story, 'decideToAnnulItems', of('9.9'))).toEqual(['theItemsAreInForce']);
    expect(refused(story, 'decideToAnnulItems', of('1.1', '1.2', '1.10'))).toEqual(['somethingRemains']);
    const harmed = { ...of('1.1'), publicInterest: 'gravelyHarmed' };
    expect(refused(story, 'decideToAnnulItems', harmed)).toEqual(['thePublicInterestDoesNotBarIt']);
    expect(refused(story, 'decideToAnnulItems', { ...of('1.1'), ground: 'falseResults' })).toEqual([
      'theGroundIsOneOfTheLaw',
    ]);
  });

  it('reaches an expired certificate too, for what it allowed is not protected', () => {
    const story = expired();
    story.takes('decideToAnnul', decision());
    expect(story.state).toBe('annulled');
  });
});

describe('the body', () => {
  it('may state its view as long as something can be decided against it, and that is told to whoever decides', () => {
    const there = [new LinkedStory(process), inRenewal(), renewedBySilence(), expired()];
    for (const story of there) {
      const { state } = story;
      story.takes('stateItsView', { statement: '证书真实。', documents: [] });
      expect([story.state, story.file.context.statedOn]).toEqual([state, expect.stringMatching(/^20/)]);
      const deciding = process.states
        .find(({ name }) => name === state)!
        .steps.filter(({ stepUp }) => stepUp);
      for (const { decides } of deciding) expect(decides).toContain('statedOn');
    }
  });
});

describe('the words of ending a certificate', () => {
  it('are never mixed: cancelled is 注销, annulled is 撤销, and nothing is 吊销 or 暂停', () => {
    for (const { labels, states } of [process, certificate20150801]) {
      const words = [...Object.values(labels.states), ...Object.values(labels.steps)].map(
        (one) => one['zh-CN'],
      );
      expect(words.join()).not.toMatch(/吊销|暂停/);
      expect([labels.states.cancelled!['zh-CN'], labels.states.annulled!['zh-CN']]).toEqual([
        '已注销',
        '已撤销',
      ]);
      for (const { name, words: of } of states.flatMap(({ steps }) => steps)) {
        if (/^cancel/.test(name)) expect(of['zh-CN']).toContain('注销');
        if (/annul/i.test(name)) expect(of['zh-CN']).toContain('撤销');
      }
    }
  });
});

describe('what another case owes a certificate', () => {
  it('is taken by nobody by hand, and is no decision', () => {
    for (const { states } of [process, certificate20150801])
      for (const { name, by, stepUp } of states.flatMap(({ steps }) => steps))
        if (by.includes('anotherCase')) expect([name, by, stepUp]).toEqual([name, ['anotherCase'], false]);
  });

  it('can be paid as long as the certificate has not come to its end, however late the worker is', () => {
    const owed = ['amend', 'beReplaced', 'cancel', 'annul', 'annulItems'];
    for (const { name, final, steps } of process.states) {
      if (final) continue;
      expect([name, steps.map((step) => step.name)]).toEqual([name, expect.arrayContaining(owed)]);
    }
  });
});

describe('the conditions of annulling a certificate', () => {
  it('have each been seen refusing', () => {
    const inEvidence = Object.fromEntries(
      Object.entries(guards).filter(([, { reads }]) => reads === 'evidence'),
    );
    expect([...seen].sort()).toEqual([...new Set(everyReason(inEvidence))].sort());
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of [...Object.values(guards), ...Object.values(guards2015)])
      expect(guard.holds({}, nothing)).toBe(false);
  });
});
