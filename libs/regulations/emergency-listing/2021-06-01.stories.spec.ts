import { describe, expect, it } from '@jest/globals';
import type { Facts } from '#process';
import { application, LinkedStory, remediesTold } from '../certificate/story.fixture.js';
import { emergencyListing20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';

const lane = {
  ...{ profile: 'epidemic', hash: 'f'.repeat(64), lane: 'emergency', order: '渝市监应急〔2025〕1号' },
  until: '2025-12-31',
};
const listed = (world: Facts = {}) => new LinkedStory(process, { lane, ...world });
const check = (finding: string) => ({ finding, report: '检查情况。' });
const removal = { reasons: '不具备所列项目的检测能力。', remediesTold };

describe('a listing for an emergency', () => {
  it('has a first and a last day, items, and the number of an order', () => {
    const story = listed();
    expect(story.file).toMatchObject({
      state: 'listed.toBeChecked',
      context: {
        ...{ origin: application, order: '渝市监应急〔2025〕1号', lane, scope: { rows: 3 } },
        ...{ listedOn: '2025-09-01', listedUntil: '2025-12-31' },
      },
    });
    expect(story.clocks).toEqual(['start listing', 'start followUp']);
  });

  it.each([
    ['unchecked', []],
    ['checked', ['inOrder']],
    ['in doubt', ['notInOrder']],
  ])('ends by itself with its last day, though it be %s', (_, findings) => {
    const story = listed();
    for (const finding of findings) story.takes('check', check(finding));
    story.on('2026-01-01').takes('sunset');
    expect(story.file).toMatchObject({ state: 'ended', context: { endedOn: '2026-01-01', removedOn: null } });
  });

  it('is prolonged by nothing, and issues no certificate', () => {
    const steps = process.states.flatMap(({ steps }) => steps);
    expect(steps.flatMap((step) => step.extends ?? [])).toEqual([]);
    expect(steps.flatMap(({ branches }) => branches.flatMap(({ effects }) => effects))).toEqual([]);
    const story = listed();
    const { listedUntil } = story.file.context;
    story.takes('check', check('notInOrder'));
    story.takes('keep', { reasons: '已当场改正。' });
    expect([story.state, story.file.context.listedUntil]).toEqual(['listed.checked', listedUntil]);
  });

  it('ends on the day on which it begins where its order names no last day', () => {
    expect(listed({ lane: { order: '无截止日' } }).file.context.listedUntil).toBe('2025-09-01');
  });

  it('owes a check by the day that the lane says, else by its last day', () => {
    expect(listed({ checkBy: '2025-10-15' }).file.context.checkBy).toBe('2025-10-15');
    expect(listed().file.context.checkBy).toBe('2025-12-31');
    const story = listed();
    story.on('2025-10-10').takes('check', check('inOrder'));
    expect(story.file).toMatchObject({ state: 'listed.checked', context: { finding: 'inOrder' } });
    expect(story.clocks).toEqual(['stop followUp']);
  });

  it('is ended sooner by a decision maker alone, with reasons and remedies, whatever was found', () => {
    for (const findings of [[], ['inOrder'], ['notInOrder']]) {
      const story = listed();
      for (const finding of findings) story.takes('check', check(finding));
      story.on('2025-10-20').takes('remove', removal);
      expect(story.file).toMatchObject({ state: 'removed', context: { removedOn: '2025-10-20' } });
    }
    const removing = process.states.flatMap(({ steps }) => steps.filter(({ name }) => name === 'remove'));
    for (const { by, stepUp } of removing) expect([by, stepUp]).toEqual([['decisionMaker'], true]);
    expect(() => listed().takes('remove', { reasons: '无。' })).toThrow();
  });

  it('is checked with a finding, and once', () => {
    for (const guard of Object.values(guards))
      expect(guard.holds({}, { today: '2025-09-01', evidence: {}, world: {} })).toBe(false);
    const story = listed();
    story.takes('check', check('inOrder'));
    expect(story.refuses('check', check('notInOrder'))).toEqual(['notPossibleNow']);
  });
});
