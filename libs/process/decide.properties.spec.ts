import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { allotment, allotmentLabels } from './allotment.fixture.js';
import { decide, fold, openFile, stepsFrom } from './index.js';
import type { CaseFile, Given, Json, Taken } from './index.js';

const steps = Object.keys(allotmentLabels.steps);

const day = fc
  .integer({ min: 0, max: 3000 })
  .map((days) => new Date(Date.UTC(2021, 3, 1 + days)).toISOString().slice(0, 10));
const aGiven: fc.Arbitrary<Given> = fc.record({
  today: day,
  evidence: fc.record({
    memberBefore: fc.boolean(),
    verdict: fc.constantFrom('liked', 'awful'),
    shedEmpty: fc.boolean(),
    inspector: fc.constantFrom('p-1', 'p-2'),
    appliedOn: day,
    days: fc.integer({ min: 1, max: 30 }),
  }),
  world: fc.record({
    freePlots: fc.integer({ min: 0, max: 2 }),
    plot: fc.constantFrom('P-1', 'P-2'),
    lease: fc.string(),
  }),
});
const aWalk = fc.tuple(aGiven, fc.array(fc.tuple(fc.nat(), aGiven), { maxLength: 25 }));

/** Takes, at each point, one of the steps of the state; returns what was taken and the file after each. */
function walk([first, choices]: [Given, [number, Given][]]): {
  history: { step: string; given: Given }[];
  taken: Taken[];
} {
  const history = [{ step: 'open', given: first }];
  const taken = [openFile(allotment, first)];
  for (const [choice, given] of choices) {
    const file = taken.at(-1)!;
    const possible = stepsFrom(allotment, file, given).map(({ name }) => name);
    if (possible.length === 0) break;
    const step = possible[choice % possible.length]!;
    const decision = decide(allotment, file, step, given);
    if (!decision.taken) continue;
    history.push({ step, given });
    taken.push(decision);
  }
  return { history, taken };
}

/** The same JSON as another store would give it back: keys in another order. */
function shuffled<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map(shuffled) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  ) as T;
}
const stored = <T>(value: T): T => shuffled(JSON.parse(JSON.stringify(value)) as Json) as T;

describe('whatever is asked', () => {
  it('a walk never throws, and the same walk taken twice gives the same bytes', () => {
    fc.assert(
      fc.property(aWalk, (choices) => {
        expect(canonicalize(walk(choices).taken)).toBe(canonicalize(walk(choices).taken));
      }),
    );
  });

  it('the fold over a history gives the same bytes as the walk that made it', () => {
    fc.assert(
      fc.property(aWalk, (choices) => {
        const { history, taken } = walk(choices);
        const { state, context } = taken.at(-1)!;
        expect(JSON.stringify(fold(allotment, stored(history)))).toBe(JSON.stringify({ state, context }));
      }),
    );
  });

  it('a file that went through a store which forgets the order of keys is decided alike, to the byte', () => {
    fc.assert(
      fc.property(aWalk, fc.constantFrom(...steps), aGiven, (choices, step, given) => {
        const { state, context } = walk(choices).taken.at(-1)!;
        const file: CaseFile = { state, context };
        const [live, restored] = [
          decide(allotment, file, step, given),
          decide(allotment, stored(file), step, stored(given)),
        ];
        expect(JSON.stringify(restored)).toBe(JSON.stringify(live));
      }),
    );
  });

  it('a step nobody knows is answered with the refusal', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('*', 'toString', 'xstate.init', 'xstate.done.state.allotment'),
    );
    fc.assert(
      fc.property(aWalk, names, aGiven, (choices, step, given) => {
        fc.pre(!steps.includes(step));
        expect(decide(allotment, walk(choices).taken.at(-1)!, step, given)).toMatchObject({
          because: 'unknownStep',
        });
      }),
    );
  });

  it('every answer is JSON: what is read back equals what was said', () => {
    fc.assert(
      fc.property(aWalk, fc.constantFrom(...steps), aGiven, (choices, step, given) => {
        const { taken } = walk(choices);
        const file = taken.at(-1)!;
        for (const answer of [
          taken,
          decide(allotment, file, step, given),
          stepsFrom(allotment, file, given),
        ]) {
          expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer);
        }
      }),
    );
  });

  it('an open step is refused only by the conditions that were told, and a closed step always', () => {
    fc.assert(
      fc.property(aWalk, aGiven, (choices, given) => {
        const file = walk(choices).taken.at(-1)!;
        for (const choice of stepsFrom(allotment, file, given)) {
          const decision = decide(allotment, file, choice.name, given);
          if (!choice.open) expect(decision).toMatchObject({ taken: false, because: 'guards' });
          if (choice.open && choice.conditions.length === 0) expect(decision.taken).toBe(true);
          expect(choice.open).toBe(choice.reasons.length === 0);
        }
      }),
    );
  });

  it('a clock is never started while it runs, nor stopped while it does not, and none outlives the case', () => {
    fc.assert(
      fc.property(aWalk, (choices) => {
        const { taken } = walk(choices);
        const running = new Map<string, 'runs' | 'paused'>();
        for (const { clock, order } of taken.flatMap(({ clocks }) => clocks)) {
          const stands = ['runs', 'paused'];
          const before = {
            start: [undefined],
            suspend: ['runs'],
            resume: ['paused'],
            interrupt: stands,
            extend: stands,
            supersede: stands,
            expire: ['runs'],
            stop: stands,
          };
          expect(before[order]).toContain(running.get(clock));
          if (order === 'extend' || order === 'supersede') continue;
          if (order === 'stop' || order === 'expire') running.delete(clock);
          else running.set(clock, order === 'suspend' ? 'paused' : 'runs');
        }
        const last = taken.at(-1)!;
        const { clocks } = allotment.states.find(({ name }) => name === last.state)!;
        expect(Object.fromEntries(running)).toEqual(clocks);
        if (last.final) expect(running.size).toBe(0);
      }),
    );
  });

  it('neither the file nor what was given is changed', () => {
    fc.assert(
      fc.property(aWalk, fc.constantFrom(...steps), aGiven, (choices, step, given) => {
        const file = stored<CaseFile>(walk(choices).taken.at(-1)!);
        const before = JSON.stringify([file, given]);
        decide(allotment, file, step, given);
        expect(JSON.stringify([file, given])).toBe(before);
      }),
    );
  });
});
