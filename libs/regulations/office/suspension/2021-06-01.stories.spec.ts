import { describe, expect, it } from '@jest/globals';
import { anna, berta, carla, dora, everyReason, Story } from '../story.fixture.js';
import { suspension20210601 as process } from './2021-06-01.process.js';
import { guards } from './2021-06-01.rules.js';

const order = { person: carla, reason: '账户疑似被他人使用。' };
const reason = { reason: '已查清。' };
const checked = { person: carla, checked: true };
const secondPerson = { actor: { person: berta } };
const administers = { roles: ['administrator'] };
const keptOut = { suspended: true };

const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const proposedSuspension = () => {
  const story = new Story(process, anna).where({ standing: administers });
  expect(story.takes('proposeSuspension', order)).toEqual([]);
  return story;
};
const proposedReinstatement = () => {
  const story = new Story(process, anna).where({ standing: keptOut });
  expect(story.takes('proposeReinstatement', order)).toEqual([]);
  return story;
};

describe('a person', () => {
  it('is suspended by one administrator', () => {
    const story = new Story(process, anna);
    expect(story.takes('suspend', order)).toEqual(['suspendPerson']);
    expect(story.file).toMatchObject({
      state: 'suspended',
      context: { person: carla, change: 'suspend', byTwo: false, suspendedOn: '2025-09-01' },
    });
  });

  it('who administers roles is suspended by two, and nothing is done before the second confirms', () => {
    const story = proposedSuspension();
    expect(story.file).toMatchObject({
      state: 'suspensionProposed',
      context: { person: carla, proposer: anna, byTwo: true, suspendedOn: null },
    });
    story.on('2025-09-02').where({ ...secondPerson, standing: administers });
    expect(story.takes('confirmSuspension', checked)).toEqual(['suspendPerson']);
    expect([story.state, story.file.context.suspendedOn]).toEqual(['suspended', '2025-09-02']);
  });

  it('is let in again by two, in a case of its own', () => {
    const story = proposedReinstatement().on('2025-09-02');
    story.where({ ...secondPerson, standing: keptOut });
    expect(story.takes('confirmReinstatement', checked)).toEqual(['reinstatePerson']);
    expect([story.state, story.file.context.reinstatedOn]).toEqual(['reinstated', '2025-09-02']);
  });

  it.each([
    ['suspended', proposedSuspension],
    ['let in again', proposedReinstatement],
  ])('is not %s where the second does not agree, or the first takes it back', (_, proposed) => {
    const declined = proposed().where(secondPerson);
    expect(declined.takes('decline', reason)).toEqual([]);
    expect(declined.state).toBe('declined');
    const back = proposed().where(secondPerson);
    expect(refused(back, 'takeBack', reason)).toEqual(['theProposerTakesItBack']);
    expect(back.where({}).takes('takeBack', reason)).toEqual([]);
    expect(back.state).toBe('takenBack');
  });

  it('has the second step kept apart from the first by its duty', () => {
    const duties = process.states.flatMap(({ steps }) => steps.map(({ name, duty }) => [name, duty]));
    expect(Object.fromEntries(duties)).toEqual({
      ...{ suspend: 'administration', discard: 'administration', takeBack: 'administration' },
      ...{ proposeSuspension: 'administration', proposeReinstatement: 'administration' },
      ...{ confirmSuspension: 'confirmation', confirmReinstatement: 'confirmation' },
      decline: 'confirmation',
    });
  });

  it('is kept out or let in by nothing but a text that was confirmed', () => {
    const acting = process.states.flatMap(({ steps }) =>
      steps.filter(({ branches }) => branches.some(({ effects }) => effects.length > 0)),
    );
    expect(acting.map(({ name, stepUp }) => [name, stepUp])).toEqual([
      ...[
        ['suspend', true],
        ['confirmSuspension', true],
        ['confirmReinstatement', true],
      ],
    ]);
  });
});

describe('nobody is suspended', () => {
  it.each<[string, string, string[], object]>([
    ['by themselves', 'suspend', ['itIsSomebodyElse'], { actor: { person: carla } }],
    ['who is already', 'suspend', ['thePersonIsNotSuspended'], { standing: keptOut }],
    [
      'by one alone who administers roles',
      'suspend',
      ['thePersonAdministersNothing'],
      { standing: administers },
    ],
    [
      'by their own proposal',
      'proposeSuspension',
      ['itIsSomebodyElse'],
      { actor: { person: carla }, standing: administers },
    ],
    [
      'who is already, by a proposal',
      'proposeSuspension',
      ['thePersonIsNotSuspended'],
      { standing: { ...administers, ...keptOut } },
    ],
    ['by a proposal where one is enough', 'proposeSuspension', ['thePersonAdministers'], {}],
    [
      'without whom fewer than two administrators would be left',
      'proposeSuspension',
      ['twoAdministratorsRemain'],
      { standing: { ...administers, administratorsBeside: 1 } },
    ],
  ])('%s', (_, step, reasons, around) => {
    const story = new Story(process).where(around);
    expect(refused(story, step, order)).toEqual(reasons);
    story.takes('discard');
    expect(story.state).toBe('discarded');
  });

  it('by a confirmation of another, of oneself, too late, or where too few would be left', () => {
    const story = proposedSuspension();
    const confirming = (around: object, body: object = checked) =>
      refused(story.where({ ...secondPerson, standing: administers, ...around }), 'confirmSuspension', body);
    expect(confirming({}, { ...checked, person: dora })).toEqual(['theSameWasProposed']);
    expect(confirming({ actor: { person: carla } })).toEqual(['itIsSomebodyElse']);
    expect(confirming({ standing: { ...administers, ...keptOut } })).toEqual(['thePersonIsNotSuspended']);
    expect(confirming({ standing: { ...administers, administratorsBeside: 1 } })).toEqual([
      'twoAdministratorsRemain',
    ]);
  });

  it('by one alone with few left either, where they administer nothing', () => {
    new Story(process).where({ standing: { administratorsBeside: 1 } }).takes('suspend', order);
  });
});

describe('nobody', () => {
  it('declines a proposal that is about themselves', () => {
    const story = proposedSuspension().where({ actor: { person: carla } });
    expect(refused(story, 'decline', reason)).toEqual(['nobodyActsForThemselves']);
  });

  it('is let in again by themselves, nor who is not kept out, nor another than was proposed', () => {
    const story = new Story(process).where({ actor: { person: carla }, standing: keptOut });
    expect(refused(story, 'proposeReinstatement', order)).toEqual(['itIsSomebodyElse']);
    expect(refused(story.where({}), 'proposeReinstatement', order)).toEqual(['thePersonIsSuspended']);
    const proposed = proposedReinstatement();
    const confirming = (around: object, body: object = checked) =>
      refused(
        proposed.where({ ...secondPerson, standing: keptOut, ...around }),
        'confirmReinstatement',
        body,
      );
    expect(confirming({ actor: { person: carla } })).toEqual(['itIsSomebodyElse']);
    expect(confirming({}, { ...checked, person: dora })).toEqual(['theSameWasProposed']);
    expect(confirming({ standing: {} })).toEqual(['thePersonIsSuspended']);
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
