import { describe, expect, it } from '@jest/globals';
import { stateCouncilNotices } from '#calendar';
import { stepsFrom } from '#process';
import { berta, everyReason, Story } from '../story.fixture.js';
import { calendarChange20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';

const {
  knownFrom: _,
  byFestival: __,
  ...published
} = stateCouncilNotices.find(({ notice }) => notice === '2025-1')!;
const amendment = (change: object = {}) => ({
  change: {
    what: 'notice',
    notice: {
      ...{ ...published, notice: '2025-2', amends: '2025-1' },
      daysOff: [...published.daysOff, '2025-10-10'],
      ...change,
    },
  },
});
const secondPerson = { actor: { person: berta } };
const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const proposed = (body: object = amendment()) => {
  const story = new Story(process);
  story.takes('propose', body);
  return story;
};
const digestOf = (story: Story) => story.file.context.digest as string;

describe('a change of the calendar', () => {
  it('is in force when a second administrator confirms what the first proposed', () => {
    const story = proposed();
    expect(story.file.context).toMatchObject({
      ...{ what: 'notice', year: 2025, notice: '2025-2', amends: '2025-1', daysOff: 29, madeUp: 5 },
      change: { what: 'notice', notice: { notice: '2025-2', year: 2025 } },
    });
    expect(JSON.stringify(story.file.context)).not.toContain('http');
    const confirmation = { digest: digestOf(story), checked: true };
    expect(story.where(secondPerson).takes('confirmChange', confirmation)).toEqual(['changeCalendar']);
    expect(story.state).toBe('inForce');
  });

  it.each([
    [{ what: 'provisionalYear', year: 2027 }, { year: 2027 }],
    [{ what: 'cutOffHour', hour: 17 }, { hour: 17 }],
    [{ what: 'rollOver', over: 'legalHolidaysOnly' }, { over: 'legalHolidaysOnly' }],
  ])('may be %j', (change, remembered) => {
    expect(proposed({ change }).file.context).toMatchObject({ what: change.what, ...remembered });
  });

  it('is confirmed by somebody else, who names the same digest, while it still fits', () => {
    const story = proposed();
    const confirmation = { digest: digestOf(story), checked: true };
    expect(refused(story, 'confirmChange', confirmation)).toEqual(['itIsSomebodyElse']);
    story.where(secondPerson);
    expect(refused(story, 'confirmChange', { ...confirmation, digest: '0'.repeat(64) })).toEqual([
      'theSameWasProposed',
    ]);
    story.where({ ...secondPerson, calendar: { notices: [{ notice: '2025-3', year: 2025 }] } });
    expect(refused(story, 'confirmChange', confirmation)).toEqual(['whatItAmendsIsInForceForTheYear']);
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
    const takeBack = (evidence: { by?: string }) =>
      stepsFrom(process, file, { today: '2025-09-01', evidence, world: {} }).find(
        ({ name }) => name === 'takeBack',
      );
    const guard = 'theProposerTakesItBack';
    expect(takeBack({ by: berta })).toMatchObject({ open: false, reasons: [{ guard }], conditions: [] });
    expect(takeBack({ by: file.context.proposer as string })).toMatchObject({ open: true, conditions: [] });
    expect(takeBack({})).toMatchObject({ open: true, reasons: [], conditions: [{ guard }] });
  });
});

describe('a change is not proposed', () => {
  it.each<[string, object, string]>([
    ['that leaves a statutory day out', amendment({ daysOff: ['2025-10-01'] }), 'everyStatutoryDayIsOff'],
    ['for a year that is not tabled', { change: { what: 'provisionalYear', year: 2051 } }, 'theYearIsTabled'],
    ['under a name that is taken', amendment({ notice: '2025-1' }), 'theNoticeHasANameOfItsOwn'],
    ['under the name of another year', amendment({ notice: '2024-9' }), 'theNoticeHasANameOfItsOwn'],
    ['as a second notice of the year', amendment({ amends: undefined }), 'aSecondNoticeSaysWhichItAmends'],
    ['that amends nothing known', amendment({ amends: '2025-9' }), 'whatItAmendsIsInForceForTheYear'],
    ['that changes nothing', { change: { what: 'cutOffHour', hour: 24 } }, 'itChangesSomething'],
    ['for a year with its notice', { change: { what: 'provisionalYear', year: 2025 } }, 'itChangesSomething'],
  ])('%s', (_, body, reason) => {
    expect(refused(new Story(process), 'propose', body)).toEqual([reason]);
  });

  it.each<[string, object]>([
    ['a day both off and worked', { makeUpWorkingDays: ['2025-10-10'] }],
    ['a day twice', { makeUpWorkingDays: ['2025-10-11', '2025-10-11'] }],
    ['a day of another year', { makeUpWorkingDays: ['2026-01-04'] }],
    ['a day of a year before 1000', { makeUpWorkingDays: ['0999-01-04'] }],
    ['no day at all', { makeUpWorkingDays: ['2025-02-30'] }],
  ])('that names %s: its form refuses that first, with the place', (_, change) => {
    expect(() => new Story(process).isRefused('propose', amendment(change))).toThrow('makeUpWorkingDays');
  });
});

describe('the conditions of a change', () => {
  it('have each been seen refusing, save what the form refuses first', () => {
    expect([...seen, 'theNoticeDoesNotContradictItself'].sort()).toEqual(
      [...new Set(everyReason(guards))].sort(),
    );
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of Object.values(guards)) expect(guard.holds({}, nothing)).toBe(false);
    for (const faults of [['offAndMadeUp'], ['namedTwice'], ['outsideItsYears'], ['notADay']])
      expect(guards.theChangeMayBeProposed.holds({}, { ...nothing, evidence: { faults } })).toBe(false);
  });
});
