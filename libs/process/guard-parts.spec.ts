import { describe, expect, it } from '@jest/globals';
import { association, both, statutes } from './association.fixture.js';
import { decide, stepsFrom, UnsoundProcess, vocabulary } from './index.js';
import type { Facts, Guard, GuardPart, Process } from './index.js';

/** A guard of several conditions, over a plot that is to be lent. */
const parts = {
  theFenceStands: {
    otherwise: both('the fence is down', '围栏已倒'),
    remedy: both('Mend the fence.', '修好围栏。'),
    under: statutes('5.2'),
    holds: (_, { evidence, world }) => evidence.fence === true || world.fence === true,
  },
  theWellIsOpen: {
    otherwise: both('the well is shut', '水井已封'),
    holds: (_, { evidence, world }) => evidence.well === true || world.well === true,
  },
} as const satisfies Record<string, GuardPart>;

const thePlotIsReady: Guard = {
  says: both('the plot is ready', '地块已备好'),
  otherwise: both('the plot is not ready', '地块未备好'),
  remedy: both('Make it ready.', '先备好地块。'),
  reads: 'evidence',
  parts,
  holds: (context, given) => Object.values<GuardPart>(parts).every((part) => part.holds(context, given)),
};

function lending(guard: Guard): Process {
  const law = vocabulary({ ...association.catalogue, guards: { thePlotIsReady: guard } });
  const machine = law.createMachine({
    id: 'lending',
    version: '2021-04-01',
    initial: 'asked',
    context: {},
    meta: { opening: { by: ['gardener'], under: statutes('2') }, clocks: {} },
    states: {
      asked: {
        on: {
          lend: {
            meta: {
              by: ['board'],
              decides: [],
              under: statutes('5'),
              ...(guard.reads === 'evidence' && ({ needs: 'inspection' } as const)),
            },
            guard: 'thePlotIsReady',
            target: 'lent',
          },
        },
      },
      lent: { type: 'final' },
    },
  });
  return law.process(machine, {
    labels: {
      title: both('lending', '出借'),
      states: { asked: both('asked', '已申请'), lent: both('lent', '已出借') },
      steps: { lend: both('lend', '出借') },
      facts: {},
    },
  });
}

const file = { state: 'asked', context: {} };
const given = (evidence: Facts, world: Facts = {}) => ({ today: '2021-05-03', evidence, world });
const reasonsOf = (process: Process, evidence: Facts) => {
  const decision = decide(process, file, 'lend', given(evidence));
  return decision.taken ? null : decision.reasons;
};

describe('a guard of several conditions', () => {
  const process = lending(thePlotIsReady);

  it('tells each that does not hold in place of the whole, with its provision and what would change it', () => {
    expect(reasonsOf(process, { well: true })).toEqual([
      {
        guard: 'theFenceStands',
        otherwise: parts.theFenceStands.otherwise,
        remedy: parts.theFenceStands.remedy,
        under: statutes('5.2'),
      },
    ]);
    expect(reasonsOf(process, {})?.map(({ guard }) => guard)).toEqual(['theFenceStands', 'theWellIsOpen']);
    expect(reasonsOf(process, { fence: true, well: true })).toBeNull();
  });

  it('tells of a condition that has none the remedy of the whole', () => {
    expect(reasonsOf(process, { fence: true })).toEqual([
      {
        guard: 'theWellIsOpen',
        otherwise: parts.theWellIsOpen.otherwise,
        remedy: thePlotIsReady.remedy,
        under: null,
      },
    ]);
  });

  it('tells the whole where it fails although every condition holds', () => {
    const stricter = lending({ ...thePlotIsReady, holds: () => false });
    expect(reasonsOf(stricter, { fence: true, well: true })?.map(({ guard }) => guard)).toEqual([
      'thePlotIsReady',
    ]);
  });

  it('is told in the same words before there is evidence, where it reads the file alone', () => {
    const ofTheFile = lending({ ...thePlotIsReady, reads: 'file' });
    const [step] = stepsFrom(ofTheFile, file, given({ fence: true }, { well: true }));
    expect(step).toMatchObject({ open: false, reasons: [{ guard: 'theFenceStands' }] });
    const decision = decide(ofTheFile, file, 'lend', given({ fence: true }, { well: true }));
    expect(decision).toMatchObject({ taken: false, reasons: step!.reasons });
  });

  it('enters the hash of the sources with each of its conditions', () => {
    const looser = { ...parts, theWellIsOpen: { ...parts.theWellIsOpen, holds: () => true } };
    expect(lending({ ...thePlotIsReady, parts: looser }).sourcesHash).not.toBe(process.sourcesHash);
    expect(lending({ ...thePlotIsReady }).sourcesHash).toBe(process.sourcesHash);
  });

  it('needs words in both languages for every condition and remedy', () => {
    const silent = { ...parts, theWellIsOpen: { ...parts.theWellIsOpen, otherwise: both('shut', '') } };
    const speechless = { ...parts, theWellIsOpen: { ...parts.theWellIsOpen, remedy: both('', '开') } };
    for (const faulty of [silent, speechless])
      expect(() => lending({ ...thePlotIsReady, parts: faulty })).toThrow(UnsoundProcess);
    expect(() => lending({ ...thePlotIsReady, remedy: both(' ', '先') })).toThrow('no words in en');
  });
});

describe('a part that reads the file alone', () => {
  const partly = (open: boolean): Guard => ({
    ...thePlotIsReady,
    parts: {
      ...parts,
      theSeasonIsOpen: {
        otherwise: both('the season is over', '季节已过'),
        reads: 'file',
        holds: ({ season }) => season === open,
      },
    },
  });
  const before = (season: boolean) => {
    const file = { state: 'asked', context: { season } };
    return stepsFrom(lending(partly(true)), file, { today: '2021-05-03', evidence: {}, world: {} })[0]!;
  };

  it('closes the step before there is any evidence, and is told alone', () => {
    expect(before(false)).toMatchObject({ open: false, reasons: [{ guard: 'theSeasonIsOpen' }] });
  });

  it('leaves it open where it holds, whatever the evidence will have to show', () => {
    expect(before(true)).toMatchObject({
      open: true,
      reasons: [],
      conditions: [{ guard: 'thePlotIsReady' }],
    });
  });
});
