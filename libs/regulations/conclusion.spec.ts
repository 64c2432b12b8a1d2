import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checklist, clauses, conclusionsAllowed, forcedConclusion, starredItems } from './index.js';

describe('the checklist', () => {
  it('has 50 items in 21 clauses, numbered without a gap', () => {
    expect(clauses).toHaveLength(21);
    expect(checklist.map(({ item }) => item)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('has five starred clauses with their twelve items', () => {
    expect(clauses.filter(({ starred }) => starred).map(({ clause }) => clause)).toEqual([
      ...['2.8.1', '2.9.1', '2.10.1', '2.11.1', '2.12.4'],
    ]);
    expect([...starredItems]).toEqual([1, 2, 3, 4, 8, 16, 17, 21, 22, 33, 34, 35]);
  });

  it('makes up no official text', () => {
    expect(checklist.every(({ text }) => text === null)).toBe(true);
  });
});

describe('the conclusion that the items force', () => {
  const verdictsOfItems = fc.array(fc.constantFrom('conforming', 'basicallyConforming', 'nonconforming'), {
    minLength: 50,
    maxLength: 50,
  });
  const findings = (items: string[]) => {
    const having = (verdict: string) =>
      items.flatMap((found, index) => (found === verdict ? [index + 1] : []));
    return { basicallyConforming: having('basicallyConforming'), nonconforming: having('nonconforming') };
  };

  it('is nonconforming as soon as one starred item is, whatever the others are', () => {
    fc.assert(
      fc.property(verdictsOfItems, fc.constantFrom(...starredItems), (items, starred) => {
        const found = findings(items.with(starred - 1, 'nonconforming'));
        expect(forcedConclusion(found)).toBe('nonconforming');
      }),
    );
  });

  it('is conforming for all items conforming, and for nothing less', () => {
    expect(forcedConclusion({ basicallyConforming: [], nonconforming: [] })).toBe('conforming');
    fc.assert(
      fc.property(verdictsOfItems, fc.integer({ min: 0, max: 49 }), (items, index) => {
        const found = findings(items.with(index, 'basicallyConforming'));
        expect(conclusionsAllowed(found)).not.toContain('conforming');
      }),
    );
  });

  it('always leaves something to conclude', () => {
    fc.assert(fc.property(verdictsOfItems, (items) => conclusionsAllowed(findings(items)).length > 0));
  });

  it('is left to the leader between two where only items without a star do not conform', () => {
    expect(forcedConclusion({ basicallyConforming: [], nonconforming: [12] })).toBeNull();
    expect(conclusionsAllowed({ basicallyConforming: [], nonconforming: [12] })).toEqual([
      ...['basicallyConforming', 'nonconforming'],
    ]);
  });
});
