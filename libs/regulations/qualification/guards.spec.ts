import { describe, expect, it } from '@jest/globals';
import type { Guard } from '#process';
import { findProcess } from '../editions.js';
import { eras } from './story.fixture.js';
import { namesIn } from './seen.fixture.js';

describe.each(eras)('the guards of $edition', ({ edition }) => {
  const process = findProcess('qualification', edition)!;
  const guards: Record<string, Guard> = process.catalogue.guards;
  const steps = process.states.flatMap((state) => state.steps);
  const used = new Set([
    ...steps.flatMap(({ branches }) => branches.flatMap((branch) => branch.guards)),
    ...process.states.flatMap(({ routes }) => routes.flatMap((route) => route.guards)),
  ]);

  it('are each asked by some step or on some way; of the first edition, none of the commitment', () => {
    const unused = Object.keys(guards).filter((name) => !used.has(name));
    expect(unused.sort()).toEqual(
      edition === '2015-08-01'
        ? [
            ...['itGoesByTheGeneralProcedure', 'itIsDecidedOnTheSpot', 'noGapStandsAgainstTheGrant'],
            ...['theCommitmentIsOpen', 'theLaneIsAnEmergencyInForce'],
          ]
        : [],
    );
  });

  it('each say what would change the answer, in whole sentences of both languages', () => {
    for (const { remedy, otherwise, parts } of Object.values(guards))
      for (const told of parts ? Object.values(parts) : [{ remedy, otherwise }])
        for (const sentence of [told.remedy, told.otherwise]) {
          expect(sentence?.['zh-CN']).toMatch(/\p{Script=Han}.*。$/u);
          expect(sentence?.en).toMatch(/^[A-Z“].*\.$/);
        }
  });

  it('answer false, and do not throw, where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const [name, guard] of Object.entries(guards))
      expect([name, guard.holds({}, nothing)]).toEqual([name, false]);
  });

  it('do not throw, by any part, on facts that are not what they should be', () => {
    // Texts come from a schema that knows days that exist; every other shape may be anything.
    const odd = [null, 0, '2025-09-01', [], [null], {}, { count: 'a' }, true];
    const facts = (value: unknown) =>
      new Proxy({}, { get: () => value, has: () => true }) as Record<string, never>;
    for (const value of odd)
      for (const guard of Object.values(guards))
        for (const { holds } of [guard, ...Object.values(guard.parts ?? {})]) {
          const given = { today: '2025-09-01', evidence: facts(value), world: facts(value) };
          expect(typeof holds(facts(value), given)).toBe('boolean');
        }
  });

  it('tell by names of which none is the name of two sentences', () => {
    const sentences = new Map<string, Set<string>>();
    const tell = (name: string, { otherwise }: Pick<Guard, 'otherwise'>) =>
      sentences.set(name, (sentences.get(name) ?? new Set()).add(otherwise.en));
    for (const [name, guard] of Object.entries(guards)) {
      for (const [part, told] of Object.entries(guard.parts ?? {})) tell(part, told);
      if (guard.parts === undefined) tell(name, guard);
    }
    expect([...sentences].filter(([, told]) => told.size > 1)).toEqual([]);
    expect(sentences.size).toBe(namesIn(guards).length);
  });
});
