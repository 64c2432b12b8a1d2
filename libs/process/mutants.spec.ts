import { describe, expect, it } from '@jest/globals';
import { behavesLike, factsThatMatter, mutantsOf, prove, type Process } from './index.js';
import { loanWith } from './loan.fixture.js';
import { loanProvisions, loanSamples } from './loan.provisions.fixture.js';

const loan = loanWith();
/** One that counts without end is broken off soon. */
const held = { samples: { ...loanSamples, most: 1_000 }, provisions: loanProvisions };

/** The same numbers each time; one of each choice is enough here. */
const options = () => ({ random: () => 0.5, choices: 1 });
const mutants = [...mutantsOf(loan, loanSamples, options())];
const alike = behavesLike(loan, loanSamples);

describe('mutants of a process', () => {
  it('are made by every operator, of every kind of place that the process has', () => {
    expect([...new Set(mutants.map(({ operator }) => operator))].sort()).toEqual([
      ...[
        'addAction',
        'addEffect',
        'anotherBasis',
        'changeAnchor',
        'changeEffect',
        'changeLimit',
        'copyStep',
      ],
      ...['deleteBasis', 'dropAction', 'dropAnchor', 'dropClock', 'dropCondition', 'dropDecidedFact'],
      ...[
        'dropDecision',
        'dropEffect',
        'dropEvidence',
        'dropExtension',
        'dropFact',
        'dropGuard',
        'dropNumber',
      ],
      ...['dropRestart', 'dropStep', 'dropStop', 'extendFurther', 'hollowGuard', 'mergeDuties', 'otherGuard'],
      ...['removePause', 'replaceRole', 'retarget', 'swapBranches', 'widenRole'],
    ]);
  });

  it('leave the process as it was, and are the same when they are made again', () => {
    expect(prove(loan, held).findings).toEqual([]);
    const again = [...mutantsOf(loan, loanSamples, options())];
    const named = (all: typeof mutants) =>
      all.map(({ operator, site, what, process }) => [operator, site, what, process()?.hash ?? null]);
    expect(named(again)).toEqual(named(mutants));
  });

  it('are as many as are asked for where there is a choice', () => {
    const retargeted = (all: typeof mutants) =>
      all.filter(({ operator, site }) => operator === 'retarget' && site === 'received accept');
    const more = [...mutantsOf(loan, loanSamples, { random: () => 0.5, choices: 3 })];
    expect([retargeted(mutants).length, retargeted(more).length]).toEqual([1, 3]);
  });

  it('that change behaviour are found, or do not load: nearly every one by the proof alone', () => {
    const made = mutants.map(({ process }) => process());
    const changing = made.filter((one) => one === null || !alike(one));
    const caught = changing.filter((one) => one === null || prove(one, held).findings.length > 0);
    expect(changing.length).toBeGreaterThan(150);
    expect(caught.length / changing.length).toBeGreaterThan(0.95);
  });

  it('are accused of the same where it is known beforehand which facts matter in the process', () => {
    const matters = factsThatMatter(loan, held);
    const codes = (one: Process, more: object) =>
      prove(one, { ...held, ...more }).findings.map(({ code, at }) => [code, at]);
    const made = mutants.flatMap(({ process }) => process() ?? []);
    for (const one of made) expect(codes(one, { matters })).toEqual(codes(one, {}));
  });

  it('that change nothing are proved like the process: whoever behaves alike is not accused', () => {
    const made = mutants.map(({ process }) => process());
    const same = made.flatMap((one) => (one !== null && alike(one) ? [one] : []));
    expect(same.length).toBeGreaterThan(0);
    for (const process of same)
      expect(prove(process, held).findings.filter(({ code }) => code !== 'branchNotTaken')).toEqual([]);
  });
});

describe('a process', () => {
  it('behaves like another of the same file', () => {
    expect(alike(loanWith())).toBe(true);
  });

  it.each<[string, (source: { states: never }, states: never) => void]>([
    ['another role', (_, states) => void (at(states, 'received', 'accept').meta.by = ['treasurer'])],
    ['another basis', (_, states) => void (at(states, 'received', 'accept').meta.under.article = '9')],
    ['another target', (_, states) => void (at(states, 'received', 'accept').target = 'granted')],
    ['another memory', (_, states) => void (at(states, 'received', 'accept').actions = 'noteSilence')],
    ['no condition', (_, states) => void delete at(states, 'reported', 'grant').guard],
    ['another limit', (source) => void (clockOf(source).limit.length = 11)],
  ])('does not behave like one with %s', (_, spoil) => {
    expect(alike(loanWith(spoil as never))).toBe(false);
  });
});

interface LooseStep {
  meta: { by: string[]; under: { article: string } };
  target?: string;
  actions?: string;
  guard?: string;
}
const at = (
  states: Record<string, { on: Record<string, LooseStep> }>,
  state: string,
  step: string,
): LooseStep => states[state]!.on[step]!;
const clockOf = (source: object) =>
  (source as { meta: { clocks: { answer: { limit: { length: number } } } } }).meta.clocks.answer;
