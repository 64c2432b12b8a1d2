/** An invented association admits members, by three editions of its rules: how a case goes from one to the next. Specs only. */
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- what the compiler refuses must be tried as well */
import { both } from './association.fixture.js';
import { vocabulary, type Facts, type Labels, type Process, type Words } from './index.js';

export const rules = (article: string) => ({ instrument: 'rules', article });

/** The register of all its editions. */
export const membership = vocabulary({
  roles: {
    candidate: { words: both('candidate', '申请人'), duty: 'applying', reach: 'own' },
    secretary: { words: both('secretary', '秘书'), duty: 'intake', reach: 'jurisdiction' },
    president: { words: both('president', '会长'), duty: 'decision', reach: 'jurisdiction' },
    calendar: { words: both('the clock', '时钟'), duty: 'clock', reach: 'none' },
  },
  instruments: { rules: { title: both('Rules', '章程'), inForceFrom: '2010-01-01' } },
  evidence: { letter: { fingerprint: 'letter-1' }, form: { fingerprint: 'form-1' } },
  guards: {
    aSeatIsFree: {
      says: both('a seat is free', '有名额'),
      otherwise: both('no seat is free', '无名额'),
      reads: 'evidence',
      holds: (_, { evidence }) => evidence.seats !== 0,
    },
  },
  assigns: {
    noteTheDay: (_: Facts, { today }) => ({ receivedOn: today }),
    noteTheDecision: (_: Facts, { today }) => ({ acceptedOn: today }),
  },
  effects: {},
  series: { cards: both('numbers of cards', '会员证号') },
});

/** Written loosely, so that each test can spoil one thing in it. */
export type Loose = any;

const clock = (length: number, from: string, en: string) => ({
  limit: { unit: 'workingDays', length },
  ...{ from, under: rules('2'), effect: 'statutory', words: both(en, en) },
});
const step = (by: string, target: string | undefined, more: object = {}, others: object = {}) => ({
  meta: { by: [by], under: rules('3'), ...more },
  ...(target === undefined ? {} : { target }),
  ...others,
});
const settles = { needs: 'letter', settlesEdition: true };

/** The first edition: a candidate applies, the secretary admits to the hearing within five days, or silence does. */
export const first = (): Loose => ({
  id: 'membership',
  version: '2010-01-01',
  initial: 'asked',
  context: { receivedOn: null, acceptedOn: null, guarantor: 'none' },
  meta: {
    opening: { by: ['candidate'], under: rules('1') },
    clocks: {
      look: clock(5, 'receivedOn', 'the look'),
      visit: clock(9, 'receivedOn', 'the visit'),
      hearing: clock(45, 'acceptedOn', 'the hearing'),
    },
  },
  states: {
    asked: { on: { apply: step('candidate', 'applied', {}, { actions: 'noteTheDay' }) } },
    applied: {
      meta: { clocks: { look: 'runs' } },
      on: {
        accept: step('secretary', 'heard', settles, { actions: 'noteTheDecision', guard: 'aSeatIsFree' }),
        acceptBySilence: step(
          'calendar',
          'heard',
          { on: 'look', settlesEdition: true },
          { actions: 'noteTheDecision' },
        ),
        call: step('secretary', 'visited'),
      },
    },
    visited: {
      meta: { clocks: { visit: 'runs' } },
      on: { comeBack: step('candidate', 'applied') },
    },
    heard: {
      meta: { clocks: { hearing: 'runs' } },
      on: { admit: step('president', 'member', { decides: [] }) },
    },
    member: { type: 'final' },
  },
});

/** The second: other names, a shorter hearing, and no guarantor. */
export const second = (): Loose => {
  const machine = first();
  const { applied, ...states } = machine.states;
  applied.meta.clocks = { answer: 'runs' };
  applied.on.acceptBySilence.meta.on = 'answer';
  machine.states = { ...states, underReview: applied };
  machine.states.asked.on.apply.target = 'underReview';
  machine.states.visited.on.comeBack.target = 'underReview';
  const { look, ...clocks } = machine.meta.clocks;
  machine.meta.clocks = { ...clocks, answer: { ...look, words: both('the answer', '答复') } };
  machine.meta.clocks.hearing.limit.length = 30;
  machine.version = '2015-01-01';
  machine.context = { receivedOn: null, acceptedOn: null, sponsors: null, by: 'hand' };
  machine.meta.succeeds = {
    edition: '2010-01-01',
    states: { applied: 'underReview' },
    facts: { sponsors: { from: 'guarantor' }, by: { value: 'hand' } },
    clocks: { look: 'answer' },
  };
  return machine;
};

/** The third: as the second, but nobody asks how the application came, and a hearing is shorter still. */
export const third = (): Loose => {
  const machine = second();
  machine.version = '2020-01-01';
  machine.context = { receivedOn: null, acceptedOn: null, sponsors: null };
  machine.meta.clocks.hearing.limit.length = 20;
  machine.meta.succeeds = { edition: '2015-01-01', dropped: ['by'] };
  return machine;
};

const words = (name: string): Words => ({ 'zh-CN': name, en: name });

/** Its process, with a word for whatever is in it. Throws `UnsoundProcess`. */
export function editionOf(
  machine: Loose,
  law: Pick<typeof membership, 'createMachine' | 'process'> = membership,
): Process {
  const labels: Labels = { title: words('membership'), states: {}, steps: {} };
  for (const [name, state] of Object.entries<Loose>(machine.states)) {
    labels.states[name] = words(name);
    for (const called of Object.keys(state.on ?? {})) labels.steps[called] = words(called);
  }
  return law.process(law.createMachine<string>(machine as never), { labels });
}
