/** Long because it holds one row for every fault the verifier knows, and for every way to commit it. */
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- what the compiler refuses must be tried as well */
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { and, raise, spawnChild } from 'xstate';
import { allotment20210401, allotmentLabels } from './allotment.fixture.js';
import { association, statutes } from './association.fixture.js';
import { UnsoundProcess, verify, vocabulary } from './index.js';
import type { Catalogue, Fault, Labels, Words } from './index.js';

/* A tool is lent: small, sound, and written loosely, so that each test can spoil one thing in it. */
type Loose = any;
type Spoil = (machine: Loose, states: Loose, words: Labels, catalogue: Loose) => void;

const under = statutes('1');
const step = (by: string, target: string, more = {}) => ({
  meta: { by: [by], under, ...(by === 'board' ? { decides: [] } : {}), ...more },
  target,
});
const words = (name: string): Words => ({ 'zh-CN': name, en: name });
const clock = {
  limit: { unit: 'months', length: 1 },
  from: 'today',
  under,
  effect: 'statutory',
  words: words('term'),
};

const sound = (): Loose => ({
  id: 'tool',
  version: '2021-04-01',
  initial: 'asked',
  context: {},
  meta: { opening: { by: ['gardener'], under }, clocks: { term: structuredClone(clock) } },
  states: {
    asked: { on: { hand: step('registrar', 'out'), refuse: step('board', 'closed') } },
    out: {
      meta: { clocks: { term: 'runs' } },
      on: {
        giveBack: step('gardener', 'closed'),
        repair: step('registrar', 'repaired'),
        callIn: step('calendar', 'closed', { on: 'term' }),
      },
    },
    repaired: { meta: { clocks: { term: 'paused' } }, on: { handAgain: step('registrar', 'out') } },
    closed: { type: 'final' },
  },
});

/** A step that stays where it is, on evidence; and by how much it may extend. */
const correcting = (more: object): Loose => ({
  meta: { by: ['registrar'], under, needs: 'inspection', ...more },
});
const extension = (change: object = {}): object => ({
  ...{ clock: 'term', most: { unit: 'months', length: 1 }, by: 'months' },
  ...change,
});

const succession = (change: object, edition = '2020-01-01'): object => ({ edition, ...change });

function labelsOf(machine: Loose): Labels {
  const labels: Labels = { title: words('tool'), states: {}, steps: {} };
  const visit = (node: Loose, path: string[]) => {
    for (const name of Object.keys(node.on ?? {})) labels.steps[name] = words(name);
    const children = Object.entries(node.states ?? {});
    if (children.length === 0) labels.states[path.join('.')] = words(path.join('.'));
    for (const [name, child] of children) visit(child, [...path, name]);
  };
  visit(machine, []);
  return labels;
}

function faultsOf(spoil: Spoil): Fault[] {
  const machine = sound();
  const known = association.catalogue;
  const catalogue: Loose = Object.fromEntries(Object.entries(known).map(([kind, all]) => [kind, { ...all }]));
  spoil(machine, machine.states, { title: words(''), states: {}, steps: {} }, {});
  const labels = labelsOf(machine);
  const again = sound();
  spoil(again, again.states, labels, catalogue);
  return verify(catalogue as Catalogue, association.createMachine(again), labels);
}
const codesOf = (spoil: Spoil) => [...new Set(faultsOf(spoil).map(({ code }) => code))].sort();

type Refusal = [title: string, codes: string | string[], spoil: Spoil];

/** [what is refused, the codes it is refused with, how the sound machine is spoiled] */
const refused: Refusal[] = [
  // Paths
  [
    'a state nobody can reach',
    'outOfReach',
    (_, s) => (s.attic = { on: { leave: step('board', 'closed') } }),
  ],
  [
    'a state without a way on',
    ['clockNeverEnds', 'clockNeverResumes', 'noWayOn'],
    (_, s) => delete s.repaired.on,
  ],
  [
    'a state that only leads to itself',
    'noWayOn',
    (_, s) => {
      s.asked.on.shelve = step('board', 'shelved');
      s.shelved = { on: { look: { meta: { by: ['registrar'], under } } } };
    },
  ],
  [
    'a trap: two states that lead only to each other',
    'trap',
    (_, s) => {
      s.asked.on.shelve = step('board', 'shelf');
      s.shelf = { on: { lift: step('board', 'table') } };
      s.table = { on: { lay: step('board', 'shelf') } };
    },
  ],
  [
    'a process without an end',
    ['clockNeverEnds', 'noEnd', 'noWayOn'],
    (_, s) => {
      delete s.closed.type;
      s.closed.meta = { clocks: { term: 'runs' } };
      s.asked.meta = { clocks: { term: 'runs' } };
      for (const state of [s.asked, s.out])
        state.on.callIn = step('calendar', 'asked', { on: 'term', restarts: ['term'] });
      s.closed.on = { callIn: { meta: { by: ['calendar'], on: 'term', under, restarts: ['term'] } } };
    },
  ],
  [
    'an automatic loop',
    'routingLoop',
    (_, s) => {
      s.asked.always = { guard: 'aPlotIsFree', target: 'checked' };
      s.checked = { always: { target: 'asked' } };
    },
  ],
  ['an automatic route to itself', 'routingLoop', (_, s) => (s.asked.always = { target: 'asked' })],
  ['a step where no case ever rests', 'stepNeverPossible', (_, s) => (s.asked.always = { target: 'out' })],
  [
    'a route after one that is always open',
    'branchNeverTaken',
    (_, s) => {
      s.asked.always = [{ guard: 'aPlotIsFree', target: 'out' }, { target: 'sorted' }, { target: 'closed' }];
      delete s.asked.on;
      s.sorted = { on: { hand: step('registrar', 'out'), refuse: step('board', 'closed') } };
    },
  ],
  ['a target that does not exist', 'wrongTarget', (_, s) => (s.asked.on.hand.target = 'nowhere')],
  ['an initial state that does not exist', 'wrongTarget', (m) => (m.initial = 'nowhere')],

  // Clocks
  [
    'a clock that goes on when the case is closed',
    ['clockOutlivesCase', 'clockNeverEnds', 'expiredClockGoesOn', 'lapseChanges'],
    (_, s) => (s.closed.meta = { clocks: { term: 'runs' } }),
  ],
  ['a clock that no state names', 'clockNotUsed', (m) => (m.meta.clocks.second = { ...clock })],
  [
    'an undeclared clock in a state',
    'clockNotDeclared',
    (_, s) => (s.asked.meta = { clocks: { other: 'runs' } }),
  ],
  [
    'a clock that neither runs nor pauses',
    'clockNotDeclared',
    (_, s) => (s.asked.meta = { clocks: { term: 'ticks' } }),
  ],
  ['an undeclared clock in a step', 'clockNotDeclared', (_, s) => (s.out.on.callIn.meta.on = 'other')],
  [
    'a step of the clock that does not say which',
    'clockStepWithoutOn',
    (_, s) => delete s.out.on.callIn.meta.on,
  ],
  [
    'a step on a clock that persons take',
    ['onWithoutClock', 'twoLapses'],
    (_, s) => (s.out.on.giveBack.meta.on = 'term'),
  ],
  [
    'a step of the clock and of persons alike',
    'clockAmongPersons',
    (_, s) => s.out.on.callIn.meta.by.push('board'),
  ],
  [
    'a step on a clock that does not run there',
    'clockDoesNotRun',
    (_, s) => {
      s.asked.on.expire = step('calendar', 'closed', { on: 'term' });
    },
  ],
  ['a target clock that moves a case', 'clockNotStatutory', (m) => (m.meta.clocks.term.effect = 'target')],
  [
    'two steps on one clock',
    'twoLapses',
    (_, s) => (s.out.on.lose = step('calendar', 'closed', { on: 'term' })),
  ],
  [
    'a clock that is started and never ends',
    ['clockNeverEnds', 'noWayOn'],
    (_, s) => {
      s.asked.on.keep = step('board', 'kept');
      s.kept = { meta: { clocks: { term: 'runs' } } };
    },
  ],
  [
    'a paused clock that never resumes',
    ['clockNeverEnds', 'clockNeverResumes', 'trap'],
    (_, s) => {
      s.repaired.on.handAgain.target = 'scrapped';
      s.scrapped = { meta: { clocks: { term: 'paused' } }, on: { melt: step('board', 'repaired') } };
    },
  ],
  [
    'a clock that is paused before it ever ran',
    'pausedBeforeStart',
    (_, s) => (s.asked.on.hand.target = 'repaired'),
  ],
  [
    'a case that opens with a paused clock',
    'pausedBeforeStart',
    (_, s) => (s.asked.meta = { clocks: { term: 'paused' } }),
  ],
  [
    'a clock that goes on after it ran out',
    'expiredClockGoesOn',
    (_, s) => (s.out.on.callIn.target = 'repaired'),
  ],
  [
    'a clock that would silently lapse into another step',
    'lapseChanges',
    (_, s) => {
      s.out.on.renew = step('board', 'renewed');
      s.renewed = { meta: { clocks: { term: 'runs' } }, on: { end: step('board', 'closed') } };
    },
  ],
  [
    'a restart of a clock that does not run',
    'restartsAtRest',
    (_, s) => (s.asked.on.hand.meta.restarts = ['term']),
  ],
  [
    'a restart after which the clock does not run',
    'restartsAtRest',
    (_, s) => (s.out.on.repair.meta.restarts = ['term']),
  ],
  [
    'a restart of a clock that is not declared',
    'restartsAtRest',
    (_, s) => (s.out.on.repair.meta.restarts = ['x']),
  ],
  [
    'another anchor for a clock that is not declared',
    'clockNotDeclared',
    (_, s) => (s.out.on.correct = correcting({ supersedes: ['other'] })),
  ],
  [
    'another anchor for a clock that counts from the day of a step',
    'supersedesToday',
    (_, s) => (s.out.on.correct = correcting({ supersedes: ['term'] })),
  ],
  ...(['giveBack', 'repair'] as const).map((name): Refusal => [
    `another anchor for a clock that does not stand alike after it: ${name}`,
    'supersedesAtRest',
    (m, s) => {
      m.meta.clocks.term.from = 'handedOn';
      s.out.on[name].meta.supersedes = ['term'];
    },
  ]),
  [
    'another anchor for a clock that does not stand',
    'supersedesAtRest',
    (m, s) => {
      m.meta.clocks.term.from = 'handedOn';
      s.asked.on.correct = correcting({ supersedes: ['term'] });
    },
  ],
  [
    'another anchor for a clock that begins anew',
    'supersedesAtRest',
    (m, s) => {
      m.meta.clocks.term.from = 'handedOn';
      s.out.on.correct = correcting({ supersedes: ['term'], restarts: ['term'] });
    },
  ],
  [
    'another anchor for a clock that is extended',
    'twoOrders',
    (m, s) => {
      m.meta.clocks.term.from = 'handedOn';
      s.out.on.correct = correcting({ supersedes: ['term'], extends: extension() });
    },
  ],
  [
    'an extension of a clock that is not declared',
    'clockNotDeclared',
    (_, s) => (s.out.on.lengthen = correcting({ extends: extension({ clock: 'other' }) })),
  ],
  [
    'an extension of a clock that does not stand',
    'extendsAtRest',
    (_, s) => (s.asked.on.lengthen = correcting({ extends: extension() })),
  ],
  [
    'an extension of a clock that is held by it',
    'extendsAtRest',
    (_, s) => Object.assign(s.out.on.repair.meta, { needs: 'inspection', extends: extension() }),
  ],
  [
    'an extension of a clock that begins anew',
    'extendsAtRest',
    (_, s) => (s.out.on.lengthen = correcting({ extends: extension(), restarts: ['term'] })),
  ],
  [
    'an extension in another unit than the limit',
    'extendsInAnotherUnit',
    (_, s) =>
      (s.out.on.lengthen = correcting({ extends: extension({ most: { unit: 'workingDays', length: 5 } }) })),
  ],
  ...[undefined, { unit: 'months', length: 0 }, { unit: 'months', length: 0.5 }].map((most): Refusal => [
    `an extension without a bound: ${JSON.stringify(most)}`,
    'extendsWithoutBound',
    (_, s) => (s.out.on.lengthen = correcting({ extends: extension({ most }) })),
  ]),
  [
    'an extension without evidence of the reason',
    'extendsWithoutReason',
    (_, s) => (s.out.on.lengthen = correcting({ extends: extension(), needs: undefined })),
  ],
  [
    'an extension that does not say by how much',
    'extendsWithoutReason',
    (_, s) => (s.out.on.lengthen = correcting({ extends: extension({ by: '' }) })),
  ],
  [
    'a limit of half a day',
    'badClock',
    (m) => (m.meta.clocks.term.limit = { unit: 'workingDays', length: 0.5 }),
  ],
  [
    'a clock until a day that has a length as well',
    ['badClock', 'dayPaused'],
    (m) => (m.meta.clocks.term = { ...clock, until: 'day', limit: { unit: 'untilDay', length: 5 } }),
  ],
  [
    'a day that pauses',
    'dayPaused',
    (m) => (m.meta.clocks.term = { ...clock, until: 'day', limit: { unit: 'untilDay', length: 0 } }),
  ],
  [
    'a limit of the law that the memory sets',
    'lawSetByTheOffice',
    (m) => (m.meta.clocks.term = { ...clock, lengthAt: 'days' }),
  ],
  [
    'promises that stand nowhere in the memory',
    'promiseWithoutFact',
    (m) => (m.meta.promises = { at: '', under, clocks: [] }),
  ],
  [
    'a promise of a limit that is no limit in working days',
    'promiseOfNoLimit',
    (m) => (m.meta.promises = { at: 'promised', under, clocks: ['none'] }),
  ],

  // Law and duties
  ['a step without a legal basis', 'noLegalBasis', (_, s) => delete s.asked.on.hand.meta.under],
  [
    'a step without an article',
    'noLegalBasis',
    (_, s) => (s.asked.on.hand.meta.under = { instrument: 'x', article: ' ' }),
  ],
  [
    'a step that says nothing of itself',
    ['noLegalBasis', 'takenByNobody'],
    (_, s) => (s.asked.on.hand = 'out'),
  ],
  [
    'an instrument that is not in the catalogue',
    'unknownInstrument',
    (_, s) => {
      s.asked.on.hand.meta.under = { instrument: 'hearsay', article: '1' };
    },
  ],
  [
    'an instrument that was not yet in force',
    'notYetInForce',
    (_, s) => {
      s.asked.on.hand.meta.under = { instrument: 'statutes2030', article: '1' };
    },
  ],
  [
    'a clock whose law was not yet in force',
    'notYetInForce',
    (m) => {
      m.meta.clocks.term.under = { instrument: 'statutes2030', article: '1' };
    },
  ],
  ['a step that nobody may take', 'takenByNobody', (_, s) => (s.asked.on.hand.meta.by = [])],
  [
    'a decision that the assessor may take',
    'dutiesMixed',
    (_, s) => s.asked.on.refuse.meta.by.push('inspector'),
  ],
  [
    'a decision whose text is not said to be confirmed',
    'decisionWithoutText',
    (_, s) => delete s.asked.on.refuse.meta.decides,
  ],
  [
    'a second person’s confirmation without a text',
    'decisionWithoutText',
    (_, s) => (s.asked.on.hand.meta.duty = 'confirmation'),
  ],
  [
    'a decision on what the memory does not hold',
    ['missingWords', 'unknownFact'],
    (_, s) => (s.asked.on.refuse.meta.decides = ['weather']),
  ],
  [
    'cases about an institution that the memory does not hold',
    'unknownFact',
    (m) => (m.meta.opening.about = 'weather'),
  ],
  ['a decision of the clock', 'clockDecides', (_, s) => (s.out.on.callIn.meta.decides = [])],
  [
    'a step of intake and of issuing alike',
    'dutiesMixed',
    (_, s) => s.asked.on.hand.meta.by.push('treasurer'),
  ],
  [
    'a role that names its holders nowhere',
    'roleWithoutName',
    (_m, _s, _w, c) => {
      c.roles = { ...c.roles, board: { ...association.catalogue.roles.board, reach: 'case' } };
    },
  ],
  [
    'branches of one step that differ in who may take it',
    'branchesDisagree',
    (_, s) => {
      s.asked.on.hand = [{ ...step('registrar', 'out'), guard: 'aPlotIsFree' }, step('board', 'closed')];
    },
  ],
  [
    'branches of one step that differ in their law',
    'branchesDisagree',
    (_, s) => {
      s.asked.on.hand = [
        { ...step('registrar', 'out'), guard: 'aPlotIsFree' },
        step('registrar', 'closed', { under: statutes('2') }),
      ];
    },
  ],
  [
    'a branch after one without a guard',
    'branchNeverTaken',
    (_, s) => {
      s.asked.on.hand = [step('registrar', 'out'), { ...step('registrar', 'closed'), guard: 'aPlotIsFree' }];
    },
  ],
  ['a step that hides one of every state', 'stepTwice', (m) => (m.on = { refuse: step('board', '.closed') })],
  [
    'a step of the clock that needs evidence',
    'clockNeedsEvidence',
    (_, s) => (s.out.on.callIn.meta.needs = 'viewing'),
  ],
  [
    'a step of the clock whose guard reads evidence',
    'clockNeedsEvidence',
    (_, s) => (s.out.on.callIn.guard = 'theShedIsEmpty'),
  ],

  // Names
  ['an unregistered role', 'unknownRole', (_, s) => s.asked.on.hand.meta.by.push('king')],
  ['an unregistered role at the opening', 'unknownRole', (m) => (m.meta.opening.by = ['king'])],
  ['unregistered evidence', 'unknownEvidence', (_, s) => (s.asked.on.hand.meta.needs = 'rumour')],
  ['an unregistered guard', 'unknownGuard', (_, s) => (s.asked.on.hand.guard = 'itRains')],
  [
    'an unregistered guard of a route',
    'unknownGuard',
    (_, s) => (s.asked.always = { guard: 'itRains', target: 'closed' }),
  ],
  ['a name that every object has', 'unknownGuard', (_, s) => (s.asked.on.hand.guard = 'constructor')],
  ['an unregistered assign', 'unknownAssign', (_, s) => (s.asked.on.hand.actions = ['forget'])],
  [
    'an unregistered effect',
    'unknownEffect',
    (_, s) => (s.asked.on.hand.meta.effects = [{ do: 'celebrate' }]),
  ],
  ['an unregistered series', 'unknownSeries', (_, s) => (s.asked.on.hand.meta.draws = ['lottery'])],

  // Language
  ['a parallel state', 'parallel', (_, s) => (s.asked.type = 'parallel')],
  ['a history state', 'history', (_, s) => (s.past = { type: 'history', history: 'deep' })],
  ['an invoked actor', 'invoke', (_, s) => (s.asked.invoke = { src: 'mailer' })],
  ['a spawned actor', 'spawn', (_, s) => (s.asked.on.hand.actions = spawnChild('mailer'))],
  ['a delayed transition', 'after', (_, s) => (s.asked.after = { 1000: 'closed' })],
  ['an entry action', 'entryOrExit', (_, s) => (s.asked.entry = 'noteThePlot')],
  ['an exit action', 'entryOrExit', (_, s) => (s.asked.exit = 'noteThePlot')],
  ['a transition on done', 'onDone', (_, s) => (s.asked.onDone = 'closed')],
  ['a route by name', 'route', (_, s) => (s.asked.route = {})],
  ['a reentering transition', 'reenter', (_, s) => (s.asked.on.hand.reenter = true)],
  [
    'an end inside another state',
    'nestedEnd',
    (_, s) => {
      s.asked = {
        initial: 'one',
        states: { one: { on: { hand: step('board', '#tool.out') } }, two: { type: 'final' } },
      };
    },
  ],
  ['steps of a final state', 'unknownWord', (_, s) => (s.closed.on = { reopen: step('board', 'asked') })],
  ['a word XState may learn one day', 'unknownWord', (_, s) => (s.asked.teleport = 'closed')],
  ['an unknown type of state', 'unknownWord', (_, s) => (s.asked.type = 'liquid')],
  ['a word in the meta of a step', 'unknownWord', (_, s) => (s.asked.on.hand.meta.unless = 'rain')],
  [
    'a word in an effect',
    'unknownWord',
    (_, s) => (s.asked.on.hand.meta.effects = [{ do: 'writeToTheGardener', if: 1 }]),
  ],
  [
    'an effect of an automatic route',
    'unknownWord',
    (_, s) => (s.asked.always = { target: 'out', meta: { effects: [] } }),
  ],
  ['a route that is only a name', 'unknownWord', (_, s) => (s.asked.always = 'out')],
  ['an inline guard', 'inlineFunction', (_, s) => (s.asked.on.hand.guard = () => true)],
  [
    'a guard with parameters',
    'inlineFunction',
    (_, s) => (s.asked.on.hand.guard = { type: 'aPlotIsFree', params: {} }),
  ],
  [
    'a compound guard',
    'compoundGuard',
    (_, s) => (s.asked.on.hand.guard = and(['aPlotIsFree', 'theShedIsEmpty'])),
  ],
  ['an inline action', 'inlineFunction', (_, s) => (s.asked.on.hand.actions = [() => undefined])],
  ['a raised event', 'inlineFunction', (_, s) => (s.asked.on.hand.actions = raise({ type: 'refuse' }))],
  [
    'a function in the meta',
    'inlineFunction',
    (_, s) => (s.asked.on.hand.meta.effects = [{ do: 'x', with: { f: () => 1 } }]),
  ],
  [
    'a date in an effect',
    'notData',
    (_, s) => {
      s.asked.on.hand.meta.effects = [{ do: 'writeToTheGardener', with: { on: new Date() } }];
    },
  ],
  ['a memory that is not data', 'notData', (m) => (m.context = { since: new Date() })],
  ['a wildcard', 'wildcard', (_, s) => (s.asked.on['*'] = step('board', 'closed'))],
  ['a partial wildcard', 'wildcard', (_, s) => (s.asked.on['hand.*'] = step('board', 'closed'))],
  ['a step without branches', 'emptyStep', (_, s) => (s.asked.on.hand = [])],
  ['two targets at once', 'wrongTarget', (_, s) => (s.asked.on.hand.target = ['out', 'closed'])],
  ['a step called open', 'reservedStep', (_, s) => (s.asked.on.open = step('board', 'closed'))],
  ['a state with a dot in its name', 'badName', (_, s) => (s['a.b'] = {})],
  [
    'a step with a space in its name',
    'badName',
    (_, s) => (s.asked.on['hand over'] = step('board', 'closed')),
  ],
  ['an edition that is not a day', 'badEdition', (m) => (m.version = '2021-02-30')],
  ['an edition that is a number', 'badEdition', (m) => (m.version = '5')],
  ['a process without an opening', 'noOpening', (m) => delete m.meta.opening],
  ['an opening without a legal basis', 'noLegalBasis', (m) => delete m.meta.opening.under],
  ['a process that does not list its clocks', 'noClocks', (m) => delete m.meta.clocks],
  ['a process without states', 'noStates', (m) => delete m.states],

  // Words
  ['a state without words', 'missingWords', (_m, _s, w) => delete w.states.asked],
  [
    'a step without words in Chinese',
    'missingWords',
    (_m, _s, w) => (w.steps.hand = { 'zh-CN': ' ', en: 'hand' }),
  ],
  ['a process without a title', 'missingWords', (_m, _s, w) => (w.title = words(''))],
  ['a clock without words', 'missingWords', (m) => (m.meta.clocks.term.words = words(''))],
  [
    'a guard without its sentence',
    'missingWords',
    (_, s, _w, c) => {
      s.asked.on.hand.guard = 'aPlotIsFree';
      c.guards = {
        ...c.guards,
        aPlotIsFree: { ...association.catalogue.guards.aPlotIsFree, otherwise: words('') },
      };
    },
  ],
  // Editions
  ['a succession that is no map', 'badSuccession', (m) => (m.meta.succeeds = '2020-01-01')],
  ['a succession to no edition', 'badSuccession', (m) => (m.meta.succeeds = {})],
  [
    'a succession to a later edition',
    'badSuccession',
    (m) => (m.meta.succeeds = succession({}, '2021-04-01')),
  ],
  [
    'a state that maps to no name',
    'badSuccession',
    (m) => (m.meta.succeeds = succession({ states: { out: 1 } })),
  ],
  ['clocks in a list', 'badSuccession', (m) => (m.meta.succeeds = succession({ clocks: ['term'] }))],
  ['dropped facts without names', 'badSuccession', (m) => (m.meta.succeeds = succession({ dropped: [1] }))],
  [
    'a fact with an origin and a value',
    'badSuccession',
    (m) => (m.meta.succeeds = succession({ facts: { day: { from: 'on', value: 1 } } })),
  ],
  [
    'a fact from no name',
    'badSuccession',
    (m) => (m.meta.succeeds = succession({ facts: { day: { from: 1 } } })),
  ],
  ['facts that are none', 'badSuccession', (m) => (m.meta.succeeds = succession({ facts: ['day'] }))],
  [
    'a fact that is no data',
    'notData',
    (m) => (m.meta.succeeds = succession({ facts: { day: { value: 0.5 } } })),
  ],
  ['a succession that says more', 'unknownWord', (m) => (m.meta.succeeds = succession({ guards: {} }))],
  [
    'a step that may settle the edition',
    'unknownWord',
    (_, s) => (s.asked.on.hand.meta.settlesEdition = 'maybe'),
  ],
  [
    'a step that would settle the edition once more',
    'settlesTwice',
    (_, s) => {
      s.asked.on.hand.meta.settlesEdition = true;
      s.out.on.askAgain = step('registrar', 'asked');
    },
  ],
  ['words for a state that is gone', 'staleWords', (_m, _s, w) => (w.states.gone = words('gone'))],
  ['words for a step that is gone', 'staleWords', (_m, _s, w) => (w.steps.gone = words('gone'))],
];

describe('a sound process', () => {
  it('has no faults', () => {
    expect(faultsOf(() => undefined)).toEqual([]);
    expect(verify(association.catalogue, allotment20210401, allotmentLabels)).toEqual([]);
  });

  it('may restart a clock on the step by which it runs out', () => {
    expect(
      codesOf((_, s) => (s.out.on.callIn = step('calendar', 'out', { on: 'term', restarts: ['term'] }))),
    ).toEqual([]);
  });

  it('may restart a clock between two states that both run it', () => {
    expect(
      codesOf((_, s) => (s.out.on.extend = { meta: { by: ['registrar'], under, restarts: ['term'] } })),
    ).toEqual([]);
  });

  it('may restart a clock that was paused, on the step after which it runs', () => {
    expect(codesOf((_, s) => (s.repaired.on.handAgain.meta.restarts = ['term']))).toEqual([]);
  });

  it('may extend a clock, or count it from another anchor, where it runs and where it is paused', () => {
    for (const state of ['out', 'repaired']) {
      const lengthen = correcting({ extends: extension() });
      expect(codesOf((_, s) => (s[state].on.lengthen = lengthen))).toEqual([]);
      const spoil: Spoil = (m, s) => {
        m.meta.clocks.term.from = 'handedOn';
        s[state].on.correct = correcting({ supersedes: ['term'] });
      };
      expect(codesOf(spoil)).toEqual([]);
    }
  });

  it('may let one step be taken by duties that need not be kept apart', () => {
    expect(codesOf((_, s) => s.asked.on.hand.meta.by.push('gardener'))).toEqual([]);
  });
});

describe('it is refused:', () => {
  it.each(refused)('%s', (_title, codes, spoil) => {
    expect(codesOf(spoil)).toEqual([codes].flat().sort());
  });

  it('every code the verifier knows is provoked here', () => {
    const here = new URL('./', import.meta.url);
    const sources = readdirSync(here).filter(
      (name) => /^verify.*\.ts$/.test(name) && !name.endsWith('.spec.ts'),
    );
    const text = sources.map((name) => readFileSync(new URL(name, here), 'utf8')).join('\n');
    const known = new Set(
      [...text.matchAll(/(?:fault\(\s*|code: |: \[)'([a-z][A-Za-z]+)'/g)].map(([, code]) => code),
    );
    for (const kind of ['Role', 'Evidence', 'Guard', 'Assign', 'Effect', 'Series'])
      known.add(`unknown${kind}`);
    const provoked = new Set(refused.flatMap(([, codes]) => codes));
    expect([...known].filter((code) => !provoked.has(code!))).toEqual([]);
    expect([...provoked].filter((code) => !known.has(code))).toEqual([]);
  });

  it('each fault names its place in a sentence', () => {
    for (const { code, sentence, at } of refused.flatMap(([, , spoil]) => faultsOf(spoil))) {
      expect(sentence).toMatch(/ /);
      expect(sentence.length).toBeGreaterThan(code.length);
      for (const name of Object.values(at)) if (name !== 'open') expect(sentence).toContain(name);
    }
  });
});

describe('law.process', () => {
  it('throws with every fault it found', () => {
    const { asked, ...rest } = sound().states;
    const machine = association.createMachine({
      ...sound(),
      states: { asked, ...rest, attic: {}, cellar: {} },
    });
    const attempt = () => association.process(machine, { labels: labelsOf(sound()) });
    expect(attempt).toThrow(UnsoundProcess);
    expect(attempt).toThrow(/no case can reach the state attic[\s\S]*no case can reach the state cellar/);
  });

  it('names the target that does not exist', () => {
    const machine = sound();
    machine.states.asked.on.hand.target = 'nowhere';
    expect(() =>
      association.process(association.createMachine(machine), { labels: labelsOf(machine) }),
    ).toThrow('nowhere');
  });

  it('hands out a process that nobody can change', () => {
    const process = association.process(allotment20210401, { labels: allotmentLabels });
    expect(() => (process.states[1]!.steps[0]!.by[0] = 'gardener')).toThrow(TypeError);
    expect(() => (process.hash = '')).toThrow(TypeError);
  });

  it('may be told a smaller law only where the process does not use the rest', () => {
    const { inspector: _, ...roles } = association.catalogue.roles;
    const smaller = vocabulary({ ...association.catalogue, roles });
    expect(() => smaller.process(allotment20210401, { labels: allotmentLabels })).toThrow(
      'unregistered role inspector',
    );
  });
});
