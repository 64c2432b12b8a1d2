import { describe, expect, it } from '@jest/globals';
import type { Facts, Guard } from '#process';
import { findProcess } from '../editions.js';
import { cmaMeasures, criteria } from '../instruments.js';
import { modeGrounds, type ModeGround } from '../profiles/modes.js';
import { emergencyFrom } from './histories.fixture.js';
import { modeGuards, modeIsOpen, recheckMayBeRemote, type KnownModes } from './modes.guards.js';
import { Witness } from './seen.fixture.js';
import {
  answers,
  change,
  eras,
  escalation,
  inMode,
  profileInForce,
  received,
  Story,
  team,
  untilState,
  withGaps,
  acceptance,
  world,
  type Telling,
} from './story.fixture.js';

const teams = { leading: criteria('20'), recusal: cmaMeasures('29') };
const witness = new Witness();
const refused = witness.refused.bind(witness);
const taken = witness.taken.bind(witness);

/** What a case of each type remembers when its team is formed. */
const types: Record<string, Facts> = {
  first: { kind: 'first', handling: 'assessment', changes: [], substantiveChange: false },
  extension: { kind: 'extension', handling: 'assessment', changes: [], substantiveChange: false },
  changedRenewal: { kind: 'renewal', handling: 'assessment', changes: [], substantiveChange: true },
  cleanRenewal: { kind: 'renewal', handling: 'assessment', changes: [], substantiveChange: false },
  majorChange: { kind: 'change', handling: 'assessment', changes: ['premises'], substantiveChange: false },
  minorChange: { kind: 'change', handling: 'written', changes: ['signatory'], substantiveChange: false },
};

/**
 * The table of the criteria of 2023 as the reference has it (3.1, with article 17), written by hand: whether a visit is open,
 * and on which grounds documents and remote assessment are. An assessment is never remote because a check after a visit
 * cannot be made in time: that ground is for the check.
 */
const table: Record<keyof typeof types, { onSite: boolean; written: string[]; remote: string[] }> = {
  first: { onSite: true, written: [], remote: ['forceMajeure', 'severalSites'] },
  extension: {
    ...{ onSite: true, written: ['fewParameters'] },
    remote: ['fewParameters', 'forceMajeure', 'severalSites'],
  },
  changedRenewal: { onSite: true, written: [], remote: ['forceMajeure'] },
  cleanRenewal: { onSite: true, written: ['cleanCycle'], remote: [] },
  majorChange: { onSite: true, written: [], remote: ['fewParameters', 'forceMajeure', 'severalSites'] },
  minorChange: { onSite: false, written: ['conditionsUnaffected'], remote: [] },
};

const grounds = Object.keys(modeGrounds) as ModeGround[];
const knownIn: Record<string, KnownModes> = {
  '2015-08-01': ['written'],
  '2021-06-01': ['written'],
  '2023-12-01': ['written', 'remote'],
};
/** What a lane would allow that named every mode on every ground there is. */
const generous = { allows: { modes: ['remote', 'written'], grounds: { written: grounds, remote: grounds } } };
const onEachGround = (known: KnownModes, context: Facts, mode: string) =>
  grounds.filter((ground) => modeIsOpen(known, context, mode, ground)).sort();

describe.each(eras)('the modes open under $edition', ({ edition }) => {
  const known = knownIn[edition]!;
  const guard: Guard = findProcess('qualification', edition)!.catalogue.guards.theTeamAndTheModeAreSound!;
  const heldByTheProcess = (context: Facts, mode: string, ground: string | null) =>
    guard.parts!.theModeIsOpenToTheCase!.holds(context, {
      ...{ today: '2025-09-01', evidence: { mode, ground }, world: {} },
    });

  it.each(Object.keys(types))('to a %s are those of the table, in every cell and on every ground', (type) => {
    const context = types[type]!;
    const { onSite, written, remote } = table[type]!;
    expect(modeIsOpen(known, context, 'onSite', null)).toBe(onSite);
    expect(onEachGround(known, context, 'written')).toEqual(written);
    expect(onEachGround(known, context, 'remote')).toEqual(known.includes('remote') ? remote : []);
  });

  it.each(Object.keys(types))('to a %s by a lane are the same, and none that the table has not', (type) => {
    const context = { ...types[type], ...generous };
    const { onSite, written, remote } = table[type]!;
    expect(modeIsOpen(known, context, 'onSite', null)).toBe(onSite);
    expect(onEachGround(known, context, 'written')).toEqual(written);
    expect(onEachGround(known, context, 'remote')).toEqual(remote);
  });

  it('are those by which its process appoints a team', () => {
    for (const context of Object.values(types))
      for (const mode of ['onSite', 'written', 'remote'])
        for (const ground of [null, ...grounds])
          expect([context.kind, mode, ground, heldByTheProcess(context, mode, ground)]).toEqual([
            ...[context.kind, mode, ground, modeIsOpen(known, context, mode, ground)],
          ]);
  });

  it('have a ground where there is no visit, and a visit has none', () => {
    for (const context of Object.values(types)) {
      for (const ground of grounds) expect(modeIsOpen(known, context, 'onSite', ground)).toBe(false);
      for (const mode of ['written', 'remote']) expect(modeIsOpen(known, context, mode, null)).toBe(false);
    }
  });

  it('are none to a cancellation, which nobody assesses, and of a name that is no mode', () => {
    const context = { ...types.first, kind: 'cancellation', ...generous };
    for (const mode of ['onSite', 'written', 'remote', 'toString'])
      for (const ground of [null, ...grounds]) expect(modeIsOpen(known, context, mode, ground)).toBe(false);
  });

  it('to changes that are asked for together are those open to each', () => {
    const both = { ...types.majorChange, changes: ['premises', 'signatory'] };
    expect(onEachGround(known, both, 'written')).toEqual([]);
    expect(onEachGround(known, both, 'remote')).toEqual([]);
    expect(modeIsOpen(known, both, 'onSite', null)).toBe(true);
    const minor = { ...types.minorChange, changes: ['signatory', 'standards'] };
    expect(onEachGround(known, minor, 'written')).toEqual(['conditionsUnaffected']);
  });

  it('let a check after the visit be remote where the criteria know it, or the lane does', () => {
    expect(recheckMayBeRemote(known, types.first!)).toBe(edition === '2023-12-01');
    expect(recheckMayBeRemote(known, { ...types.first, ...generous })).toBe(true);
    expect(recheckMayBeRemote(known, { allows: { modes: ['written'], grounds: {} } })).toBe(
      edition === '2023-12-01',
    );
  });
});

describe('a team with its mode', () => {
  const ofKind = (kind: string, more: object = {}, telling: Telling = {}) =>
    untilState('formingTheTeam', more, { asked: { kind }, ...telling });

  it('visits a first application, and is told so where it would not', () => {
    const closed = ['theModeIsOpenToTheCase'];
    expect(refused(ofKind('first'), 'appointTeam', inMode('written', 'fewParameters'))).toEqual(closed);
    expect(refused(ofKind('first'), 'appointTeam', inMode('remote', 'recheckNotFeasible'))).toEqual(closed);
    expect(taken(ofKind('first'), 'appointTeam', inMode('remote', 'forceMajeure'))).toBe(true);
    expect(taken(ofKind('first'), 'appointTeam', team())).toBe(true);
  });

  it('reads the documents of what was put before experts, and does not visit at first', () => {
    const story = new Story('2025-09-01', { kind: 'change', changes: ['standards'] });
    story.takes('declareChange', change(['standards'], { expertReview: true }));
    story.takes('accept', acceptance);
    expect(refused(story, 'appointTeam', team())).toEqual(['theModeIsOpenToTheCase']);
    expect(taken(story, 'appointTeam', inMode('written', 'conditionsUnaffected'))).toBe(true);
  });

  it('is not appointed before what was to be there before the assessment is', () => {
    const profiles = [
      profileInForce('liangjiang-expedite', ({ lanes }) => {
        lanes[0]!.tolerates = [
          { requirement: 'originals', until: 'decision' },
          { requirement: 'calibration', until: 'assessment' },
        ];
      }),
    ];
    const where = { profile: { here: { ...world.profile.here, profiles } } };
    const missing = (...what: string[]) => {
      const story = received({}, { where });
      story.takes('acceptWithGaps', withGaps(...what));
      return story;
    };
    expect(taken(missing('originals'), 'appointTeam', team())).toBe(true);
    const story = missing('originals', 'calibration');
    expect(refused(story, 'appointTeam', team())).toEqual(['theGapsOfTheAssessmentAreClosed']);
    story.takes('supplyGaps', answers([1, 2]));
    expect(taken(story, 'appointTeam', team())).toBe(true);
  });

  it('gives its reasons for not coming', () => {
    const { modeReasons: _, ...unreasoned } = inMode('remote', 'forceMajeure') as { modeReasons?: string };
    expect(() => ofKind('first').tries('appointTeam', unreasoned)).toThrow('modeReasons');
    expect(() =>
      ofKind('first').tries('appointTeam', team(undefined, undefined, { ground: 'forceMajeure' })),
    ).toThrow('ground');
  });
});

describe('a doubt that the documents leave', () => {
  const onDocuments = (telling: Telling = {}) =>
    untilState(
      'documentAssessment',
      {},
      {
        ...{ asked: { kind: 'renewal' }, mode: ['written', 'cleanCycle'] as const },
        ...telling,
      },
    );
  const beforeExperts = () => {
    const story = new Story('2025-09-01', { kind: 'change', changes: ['signatory'] });
    story.takes('declareChange', change(['signatory'], { expertReview: true }));
    story.takes('accept', acceptance);
    story.takes('appointTeam', inMode('written', 'conditionsUnaffected'));
    return story;
  };

  it('is followed up by a visit whatever the case is', () => {
    for (const story of [onDocuments(), beforeExperts()]) {
      expect(taken(story, 'escalate', escalation('onSite'))).toBe(true);
      story.takes('escalate', escalation('onSite'));
      expect(story.remembers).toMatchObject({ mode: 'onSite', modeGround: null, escalated: true });
    }
  });

  it('is followed up remotely on a ground of article 17 that is there beforehand', () => {
    for (const ground of grounds)
      expect([ground, onDocuments().tries('escalate', escalation('remote', ground)).taken]).toEqual([
        ...[ground, ['forceMajeure', 'severalSites', 'fewParameters'].includes(ground)],
      ]);
    expect(refused(onDocuments(), 'escalate', escalation('remote', 'cleanCycle'))).toEqual([
      'theModeMayBeAdded',
    ]);
  });

  it('is followed up remotely before the criteria of 2023 by a lane alone', () => {
    const openedOn = '2022-03-01';
    const asked = { kind: 'extension' };
    const mode = ['written', 'fewParameters'] as const;
    const usual = untilState('documentAssessment', {}, { openedOn, asked, mode });
    expect(usual.isRefused('escalate', escalation('remote', 'forceMajeure'))).toEqual(['theModeMayBeAdded']);
    const where = { profile: { here: { ...world.profile.here, profiles: [emergencyFrom(openedOn)] } } };
    const inAnEmergency = untilState('documentAssessment', {}, { openedOn, asked, mode, where });
    expect(inAnEmergency.tries('escalate', escalation('remote', 'forceMajeure')).taken).toBe(true);
    expect(inAnEmergency.tries('escalate', escalation('remote', 'severalSites')).taken).toBe(false);
  });
});

describe('the guards of modes', () => {
  it('have each been seen refusing and holding, those of the team beside its own spec', () => {
    const { theTeamAndTheModeAreSound, theEscalationIsOpen } = modeGuards(['written', 'remote'], teams);
    const { theModeIsOpenToTheCase, theGapsOfTheAssessmentAreClosed } = theTeamAndTheModeAreSound.parts;
    const parts = { theModeIsOpenToTheCase, theGapsOfTheAssessmentAreClosed };
    expect(witness.missing({ of: { ...theTeamAndTheModeAreSound, parts }, theEscalationIsOpen })).toEqual([]);
  });

  it.each(['written', 'remote'])('lead on the automatic way by the mode alone: %s', (mode) => {
    const guards: Record<string, Guard> = modeGuards([], teams);
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    expect(guards['theAssessmentIsOnDocuments']!.holds({ mode }, nothing)).toBe(mode === 'written');
    expect(guards['theAssessmentIsRemote']!.holds({ mode }, nothing)).toBe(mode === 'remote');
  });
});
