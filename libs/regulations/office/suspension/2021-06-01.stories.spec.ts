import { describe, expect, it } from '@jest/globals';
import { anna, berta, carla, dora, everyReason, Story } from '../story.fixture.js';
import { suspension20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';

const order = { person: carla, reason: '账户疑似被他人使用。' };
const reason = { reason: '已查清。' };
const checked = { person: carla, checked: true };
const secondPerson = { actor: { person: berta } };

const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const suspended = () => {
  const story = new Story(process, anna);
  expect(story.takes('suspend', order)).toEqual(['suspendPerson']);
  return story;
};

describe('a person', () => {
  it('is suspended by one administrator, and reinstated by two', () => {
    const story = suspended();
    expect(story.file.context).toEqual({ person: carla, suspendedOn: '2025-09-01', reinstatedOn: null });
    story.on('2025-09-02').takes('proposeReinstatement', reason);
    expect(story.where(secondPerson).takes('confirmReinstatement', checked)).toEqual(['reinstatePerson']);
    expect(story.state).toBe('reinstated');
    expect(story.file.context.reinstatedOn).toBe('2025-09-02');
  });

  it('stays suspended where the second administrator does not agree, and may be proposed again', () => {
    const story = suspended();
    story.takes('proposeReinstatement', reason);
    expect(story.where(secondPerson).takes('declineReinstatement', reason)).toEqual([]);
    expect(story.state).toBe('suspended');
    story.where({}).takes('proposeReinstatement', reason);
    expect(story.state).toBe('reinstatementProposed');
  });

  it('is let in again under two duties, so by two people, of whom the first may be who suspended', () => {
    const duties = process.states.flatMap(({ steps }) => steps.map(({ name, duty }) => [name, duty]));
    expect(Object.fromEntries(duties)).toEqual({
      ...{ suspend: 'administration', discard: 'administration', proposeReinstatement: 'administration' },
      ...{ confirmReinstatement: 'confirmation', declineReinstatement: 'confirmation' },
    });
  });
});

describe('nobody is suspended', () => {
  const administers = { roles: ['administrator'] };
  it.each<[string, string[], object]>([
    ['by themselves', ['itIsSomebodyElse'], { actor: { person: carla } }],
    ['who is already', ['thePersonIsNotSuspended'], { standing: { suspended: true } }],
    [
      'without whom fewer than two administrators would be left',
      ['twoAdministratorsRemain'],
      { standing: { ...administers, administratorsBeside: 1 } },
    ],
  ])('%s', (_, reasons, around) => {
    const story = new Story(process).where(around);
    expect(refused(story, 'suspend', order)).toEqual(reasons);
    story.takes('discard');
    expect(story.state).toBe('discarded');
  });

  it('who administers roles, unless two others do; whoever does not is suspended with one left', () => {
    new Story(process)
      .where({ standing: { ...administers, administratorsBeside: 2 } })
      .takes('suspend', order);
    new Story(process).where({ standing: { administratorsBeside: 1 } }).takes('suspend', order);
  });
});

describe('nobody is let in again', () => {
  it('by themselves', () => {
    const story = suspended().where({ actor: { person: carla } });
    expect(refused(story, 'proposeReinstatement', reason)).toEqual(['nobodyActsForThemselves']);
    story.where({}).takes('proposeReinstatement', reason);
    story.where({ actor: { person: carla } });
    expect(refused(story, 'confirmReinstatement', checked)).toEqual(['nobodyActsForThemselves']);
  });

  it('by a confirmation that names another than the case suspended', () => {
    const story = suspended();
    story.takes('proposeReinstatement', reason);
    story.where(secondPerson);
    expect(refused(story, 'confirmReinstatement', { ...checked, person: dora })).toEqual([
      'thePersonWasSuspended',
    ]);
  });
});

describe('the conditions of suspending', () => {
  it('have each been seen refusing', () => {
    expect([...seen].sort()).toEqual([...new Set(everyReason(guards))].sort());
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const guard of Object.values(guards)) expect(guard.holds({}, nothing)).toBe(false);
  });
});
