/** Moves between editions. Long because it holds a row for every way in which one edition cannot follow another. */
/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- what the compiler refuses must be tried as well */
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { editionOf, first, membership, second, third, type Loose } from './membership.fixture.js';
import {
  decide,
  foldThrough,
  ForeignFile,
  moveFaults,
  moveFile,
  moveThrough,
  NoSuccession,
  openFile,
  requireSuccession,
  successionFaults,
  UnsoundProcess,
  vocabulary,
  type Given,
  type Process,
} from './index.js';

const [old, middle, newest] = [editionOf(first()), editionOf(second()), editionOf(third())];
const editions = [old, middle, newest];
const chain = (_: string, from: string, to: string): Process[] =>
  editions.filter(({ edition }) => edition >= from && edition <= to);

const given = (today: string, evidence: Given['evidence'] = {}): Given => ({ today, evidence, world: {} });
const applied = {
  state: 'applied',
  context: { receivedOn: '2014-12-30', acceptedOn: null, guarantor: 'an aunt' },
};

describe('a case that is moved to the next edition', () => {
  it('has the state and the facts to which that maps them, and what is not named as it was', () => {
    expect(moveFile(old, middle, applied)).toEqual({
      state: 'underReview',
      context: { receivedOn: '2014-12-30', acceptedOn: null, sponsors: 'an aunt', by: 'hand' },
    });
    expect(applied.context).toHaveProperty('guarantor');
  });

  it('goes through every edition in between, each by its own map', () => {
    expect(moveThrough(editions, applied)).toMatchObject({
      process: { edition: '2020-01-01' },
      file: {
        state: 'underReview',
        context: { receivedOn: '2014-12-30', acceptedOn: null, sponsors: 'an aunt' },
      },
      from: 'applied',
      clocks: { look: 'answer' },
    });
    expect(moveThrough(editions, applied).file.context).not.toHaveProperty('by');
  });

  it('is decided by the later edition: its limits, its clocks, and the state it really left', () => {
    const decision = moveThrough([old, middle], applied).decide('accept', given('2015-01-05'));
    expect(decision).toMatchObject({ taken: true, from: 'applied', state: 'heard' });
    expect(
      decision.taken && decision.clocks.map(({ clock, order, rule }) => [clock, order, rule.limit.length]),
    ).toEqual([
      ['hearing', 'start', 30],
      ['answer', 'stop', 5],
    ]);
    const before = decide(old, applied, 'accept', given('2014-12-31'));
    expect(before.taken && before.clocks.find(({ order }) => order === 'start')?.rule.limit.length).toBe(45);
  });

  it('is refused by the later edition as any other case', () => {
    const decision = moveThrough([old, middle], applied).decide('accept', given('2015-01-05', { seats: 0 }));
    expect(decision).toMatchObject({ taken: false, because: 'guards' });
  });

  it('is moved neither past an edition nor back, nor from a state that goes nowhere', () => {
    expect(() => moveFile(old, newest, applied)).toThrow(NoSuccession);
    expect(() => moveFile(middle, old, { ...applied, state: 'underReview' })).toThrow(NoSuccession);
    expect(() => moveFile(old, middle, { ...applied, state: 'gone' })).toThrow(ForeignFile);
    expect(() => moveThrough([old], applied)).toThrow(TypeError);
  });

  it('never stops a clock that only the later edition has', () => {
    const machine = second();
    machine.meta.clocks.reminder = structuredClone(machine.meta.clocks.answer);
    machine.states.underReview.meta.clocks.reminder = 'runs';
    const later = editionOf(machine);
    expect(moveFaults(old, later)).toEqual([]);
    const decision = moveThrough([old, later], applied).decide('accept', given('2015-01-05'));
    expect(decision.taken && decision.clocks.map(({ clock, order }) => `${order} ${clock}`)).toEqual([
      'start hearing',
      'stop answer',
    ]);
  });
});

describe('a history that goes through editions', () => {
  const history = [
    { process: old, step: 'open', given: given('2014-12-29') },
    { process: old, step: 'apply', given: given('2014-12-30') },
    { process: newest, step: 'accept', given: given('2020-01-06') },
    { process: newest, step: 'admit', given: given('2020-01-07') },
  ];

  it('is folded by the edition of each step', () => {
    expect(foldThrough(history, chain)).toEqual({
      state: 'member',
      context: { receivedOn: '2014-12-30', acceptedOn: '2020-01-06', sponsors: 'none' },
    });
  });

  it('is refused where a step is not taken', () => {
    expect(() => foldThrough(history.slice(1), chain)).toThrow('it does not begin with open');
    expect(() => foldThrough([...history.slice(0, 2), history[3]!], chain)).toThrow('notPossibleNow');
  });
});

describe('an edition', () => {
  it('keeps its hash while it says nothing of others, and has another for every word of the map', () => {
    const { succeeds: _, ...meta } = second().meta;
    const alone = editionOf({ ...second(), meta });
    const hashes = [
      alone.hash,
      middle.hash,
      editionOf(mapped({ dropped: ['guarantor'] })).hash,
      editionOf(mapped({ states: {} })).hash,
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(openFile(alone, given('2015-01-05')).state).toBe('asked');
  });

  it('settles by the steps that say so, and no other', () => {
    const settling = old.states.flatMap(({ steps }) => steps.filter((one) => one.settlesEdition));
    expect(settling.map(({ name }) => name)).toEqual(['accept', 'acceptBySilence']);
    expect([old.succeeds, middle.succeeds?.edition]).toEqual([null, '2010-01-01']);
  });
});

function mapped(change: object): Loose {
  const machine = second();
  Object.assign(machine.meta.succeeds, change);
  return machine;
}

type Spoil = (later: Loose, earlier: Loose) => unknown;
const faultsOf = (spoil: Spoil) => {
  const [later, earlier] = [second(), first()];
  spoil(later, earlier);
  return moveFaults(editionOf(earlier), editionOf(later));
};
const underReview = ({ states }: Loose) => states.underReview;
const accept = (machine: Loose) => underReview(machine).on.accept;

/** [what is refused, its code, how two sound editions are spoiled] */
const refused: [string, string, Spoil][] = [
  ['another edition before it', 'noPredecessor', (m) => (m.meta.succeeds.edition = '2012-01-01')],
  ['a state that maps nowhere', 'stateMapsNowhere', (m) => (m.meta.succeeds.states = {})],
  ['a state that maps to an end', 'stateMapsNowhere', (m) => (m.meta.succeeds.states.applied = 'member')],
  [
    'a state that maps where no case rests',
    'stateMapsNowhere',
    (m) => {
      m.states.passing = { always: { target: 'underReview' } };
      m.states.visited.on.comeBack.target = 'passing';
      m.meta.succeeds.states.applied = 'passing';
    },
  ],
  ['a state that is not there', 'mapsUnknown', (m) => (m.meta.succeeds.states.gone = 'underReview')],
  ['a state to one that is not there', 'mapsUnknown', (m) => (m.meta.succeeds.states.heard = 'gone')],
  ['a clock that is not there', 'mapsUnknown', (m) => (m.meta.succeeds.clocks.gone = 'answer')],
  ['a step that is missing', 'settledOtherwise', (m) => delete underReview(m).on.accept],
  [
    'a step of another name',
    'settledOtherwise',
    (m) => {
      underReview(m).on.take = accept(m);
      delete underReview(m).on.accept;
    },
  ],
  ['a step that settles nothing there', 'settledOtherwise', (m) => delete accept(m).meta.settlesEdition],
  ['a step by others', 'settledOtherwise', (m) => (accept(m).meta.by = ['candidate'])],
  ['a step in another duty', 'settledOtherwise', (m) => (accept(m).meta.duty = 'coordination')],
  ['a step on other evidence', 'settledOtherwise', (m) => (accept(m).meta.needs = 'form')],
  ['a step that draws other numbers', 'settledOtherwise', (m) => (accept(m).meta.draws = ['cards'])],
  ['a step on no evidence', 'settledOtherwise', (m) => delete accept(m).meta.needs],
  ['a step that becomes a decision', 'settledOtherwise', (m) => (accept(m).meta.decides = [])],
  [
    'a step by another clock',
    'settledOtherwise',
    (m) => {
      m.meta.clocks.other = structuredClone(m.meta.clocks.answer);
      underReview(m).meta.clocks.other = 'runs';
      underReview(m).on.acceptBySilence.meta.on = 'other';
    },
  ],
  [
    'a clock that maps nowhere',
    'clockMapsNowhere',
    (m, e) => {
      delete e.states.applied.on.acceptBySilence;
      delete underReview(m).on.acceptBySilence;
      m.meta.succeeds.clocks = {};
    },
  ],
  ['a clock in another unit', 'clockMapsNowhere', (m) => (m.meta.clocks.answer.limit.unit = 'calendarDays')],
  [
    'a clock that is held there',
    'clockMapsNowhere',
    (m, e) => {
      for (const machine of [m, e]) {
        machine.meta.clocks.hold = structuredClone(machine.meta.clocks.visit);
        machine.states.asked.meta = { clocks: { hold: 'runs' } };
        machine.states.visited.meta.clocks.hold = 'runs';
      }
      e.states.applied.meta.clocks.hold = 'runs';
      underReview(m).meta.clocks.hold = 'paused';
    },
  ],
  [
    'two clocks to one',
    'clockMapsNowhere',
    (m, e) => {
      e.states.applied.meta.clocks.visit = 'runs';
      m.meta.succeeds.clocks.visit = 'answer';
    },
  ],
  [
    'a clock that goes on to another effect',
    'clockMapsNowhere',
    (m, e) => {
      for (const [machine, name] of [
        [m, 'answer'],
        [e, 'look'],
      ] as const) {
        machine.meta.clocks.stay = {
          ...structuredClone(machine.meta.clocks[name]),
          effect: machine === m ? 'target' : 'none',
        };
        const state = machine.states.underReview ?? machine.states.applied;
        state.meta.clocks.stay = machine.states.heard.meta.clocks.stay = 'runs';
      }
    },
  ],
  [
    'a clock that goes on and never started',
    'clockMapsNowhere',
    (m) => {
      m.meta.clocks.stay = { ...structuredClone(m.meta.clocks.answer), effect: 'target' };
      underReview(m).meta.clocks.stay = m.states.heard.meta.clocks.stay = 'runs';
    },
  ],
  ['a fact that is lost', 'factLost', (m) => delete m.context.acceptedOn],
  ['a fact that is overwritten', 'factLost', (m) => (m.meta.succeeds.facts.receivedOn = { value: null })],
  ['a fact from nowhere', 'factLost', (m) => (m.context.colour = 'red')],
  ['a fact from one that is not there', 'factLost', (m) => (m.meta.succeeds.facts.by = { from: 'gone' })],
  ['a fact that the memory does not hold', 'factLost', (m) => (m.meta.succeeds.facts.gone = { value: 1 })],
  ['a drop of what is not there', 'factLost', (m) => (m.meta.succeeds.dropped = ['gone'])],
  ['a drop of what another comes from', 'factLost', (m) => (m.meta.succeeds.dropped = ['guarantor'])],
  ['an origin that would keep its name too', 'factLost', (m) => (m.context.guarantor = 'none')],
  [
    'a memory that cannot be looked at',
    'factLost',
    (m) =>
      (m.context = () => {
        throw new Error('no');
      }),
  ],
  ['cases that concern others', 'factLost', (m) => (m.meta.opening.concerns = 'authority')],
];

describe('among two editions', () => {
  it('nothing is wrong where each case has somewhere to go', () => {
    expect([moveFaults(old, middle), moveFaults(middle, newest), successionFaults(editions)]).toEqual([
      [],
      [],
      [],
    ]);
    expect(() => requireSuccession(editions)).not.toThrow();
  });

  it.each(refused)('it is refused: %s', (_title, code, spoil) => {
    expect([...new Set(faultsOf(spoil).map((fault) => fault.code))]).toEqual([code]);
  });

  it('the later one must know whatever histories of the earlier speak of', () => {
    const machine = second();
    const { letter, ...evidence } = membership.catalogue.evidence;
    for (const { meta } of Object.values<Loose>(underReview(machine).on)) if (meta.needs) meta.needs = 'form';
    const without = editionOf(machine, vocabulary({ ...membership.catalogue, evidence } as never));
    expect(letter).toBeDefined();
    expect(moveFaults(old, without).map(({ sentence }) => sentence)).toContain(
      'it does not know the evidence letter, on which cases of the edition before may rest',
    );
  });

  it('evidence of the same name in another form is other evidence', () => {
    const evidence = { ...membership.catalogue.evidence, letter: { fingerprint: 'letter-2' } };
    const other = editionOf(second(), vocabulary({ ...membership.catalogue, evidence }));
    expect(moveFaults(old, other).map(({ sentence }) => sentence)).toEqual([
      'the step accept of underReview is taken on other evidence',
    ]);
  });
});

describe('on a shelf of editions', () => {
  const codesOf = (some: Process[]) =>
    successionFaults(some).flatMap(({ process, faults }) =>
      faults.map(({ code }) => `${process.edition} ${code}`),
    );

  it('the one before must be there, and be the one right before', () => {
    expect(codesOf([middle])).toEqual(['2015-01-01 noPredecessor']);
    expect(codesOf([old, newest])).toEqual(['2020-01-01 noPredecessor']);
  });

  it('a later one must say how cases come to it, where a step of the earlier settles', () => {
    const { succeeds: _, ...meta } = second().meta;
    const silent = editionOf({ ...second(), meta });
    expect(codesOf([old, silent])).toEqual(['2015-01-01 noSuccession']);
    const unsettled = first();
    for (const { meta: of } of Object.values<Loose>(unsettled.states.applied.on)) delete of.settlesEdition;
    expect(codesOf([editionOf(unsettled), silent])).toEqual([]);
  });

  it('no clock takes the name of another, be it after several editions', () => {
    const machine = third();
    const { visit, answer, hearing } = machine.meta.clocks;
    machine.meta.clocks = { callOn: visit, visit: answer, hearing };
    machine.states.visited.meta.clocks = { callOn: 'runs' };
    machine.states.underReview.meta.clocks = { visit: 'runs' };
    machine.states.underReview.on.acceptBySilence.meta.on = 'visit';
    machine.meta.succeeds.clocks = { answer: 'visit', visit: 'callOn' };
    expect(codesOf([old, middle, editionOf(machine)])).toEqual([
      '2020-01-01 clockNameTaken',
      '2020-01-01 clockNameTaken',
    ]);
  });

  it('the first that cannot be reached is refused with all that is wrong', () => {
    expect(() => requireSuccession([old, editionOf(mapped({ states: {} }))])).toThrow(UnsoundProcess);
  });

  it('every code is provoked here', () => {
    const text = readFileSync(new URL('./succession.ts', import.meta.url), 'utf8');
    const known = new Set(
      [...text.matchAll(/(?:fault\(\s*|code: )'([a-z][A-Za-z]+)'/g)].map(([, code]) => code),
    );
    const provoked = new Set([
      ...refused.map(([, code]) => code),
      'noSuccession',
      'clockNameTaken',
      'registerLost',
    ]);
    expect([...known].sort()).toEqual([...provoked].sort());
  });
});
