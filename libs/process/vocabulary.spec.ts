import { describe, expect, it } from '@jest/globals';
import { initialTransition, transition } from 'xstate';
import { aMonth, allotment20210401, given } from './allotment.fixture.js';
import { association, statutes } from './association.fixture.js';
import { build, Machine } from './machine.js';
import { UnsoundProcess } from './index.js';

const under = statutes('1');
const term = {
  limit: aMonth,
  from: 'today',
  under,
  effect: 'statutory',
  words: { 'zh-CN': '期', en: 'term' },
} as const;
const head = { id: 'tool', version: '2021-04-01', initial: 'asked', context: {} } as const;
const meta = { opening: { by: ['gardener'], under }, clocks: { term } } as const;
const law = association;

describe('the vocabulary', () => {
  it('does not compile what it does not know, and throws where a cast let it through', () => {
    const by = { by: ['board'], under } as const;
    const machines = [
      law.createMachine({
        ...head,
        // @ts-expect-error an unknown role at the opening
        meta: { opening: { by: ['king'], under }, clocks: {} },
        states: { asked: {} },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an unknown role
          asked: { on: { go: { meta: { by: ['king'], under } } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error unknown evidence
          asked: { on: { go: { meta: { ...by, needs: 'rumour' } } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an unknown guard
          asked: { on: { go: { meta: by, guard: 'itRains' } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an unknown guard of a route
          asked: { always: { guard: 'itRains', target: 'asked' } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an unknown assign
          asked: { on: { go: { meta: by, actions: 'forget' } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an unknown effect
          asked: { on: { go: { meta: { ...by, effects: [{ do: 'x' }] } } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an unknown series
          asked: { on: { go: { meta: { ...by, draws: ['x'] } } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an unknown clock of a state
          asked: { meta: { clocks: { other: 'runs' } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an unknown clock of a step
          asked: { on: { go: { meta: { ...by, on: 'other' } } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error a parallel state
          asked: { type: 'parallel' },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error a delay
          asked: { after: { 1000: 'asked' } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error an inline guard
          asked: { on: { go: { meta: by, guard: () => true } } },
        },
      }),
      law.createMachine({
        ...head,
        meta,
        states: {
          // @ts-expect-error a step without a law
          asked: { on: { go: { meta: { by: ['board'] } } } },
        },
      }),
    ];
    for (const machine of machines)
      expect(() => law.process(machine, { labels: noLabels })).toThrow(UnsoundProcess);
  });
});

/** What XState itself does, and on what this library leans: an upgrade that changes it fails here. */
describe('XState', () => {
  const machine = build(allotment20210401, association.catalogue);

  it('answers an event it does not know with the very same snapshot, silently', () => {
    const snapshot = machine.resolveState({ value: 'waiting', context: {} });
    expect(transition(machine, snapshot, { type: 'grant', given: given() })[0]).toBe(snapshot);
  });

  it('asks for the context once without input, and ours is not bothered by it', () => {
    const [snapshot, actions] = initialTransition(machine, { given: given('2021-05-03') });
    expect(snapshot).toMatchObject({
      status: 'active',
      value: 'answering',
      context: { appliedOn: '2021-05-03' },
    });
    expect(actions).toEqual([]);
  });

  it('stops a routing loop after a thousand turns', () => {
    const looping = new Machine({
      ...head,
      meta,
      states: { asked: { always: { target: 'back' } }, back: { always: { target: 'asked' } } },
    });
    const [snapshot] = initialTransition(build(looping, association.catalogue), { given: given() });
    expect(snapshot.status).toBe('error');
    expect(String(snapshot.error)).toContain('1000 microsteps');
  });

  it('refuses a target that does not exist when the machine is built', () => {
    const lost = new Machine({ ...head, meta, states: { asked: { always: { target: 'nowhere' } } } });
    expect(() => build(lost, association.catalogue)).toThrow('nowhere');
  });

  it('restores a state from its path alone', () => {
    const snapshot = machine.resolveState({ value: { offered: 'seen' }, context: { plot: 'P-1' } });
    expect(JSON.parse(JSON.stringify(machine.getPersistedSnapshot(snapshot)))).toEqual({
      status: 'active',
      value: { offered: 'seen' },
      historyValue: {},
      context: { plot: 'P-1' },
      children: {},
    });
  });
});

const noLabels = { title: { 'zh-CN': '', en: '' }, states: {}, steps: {} };
