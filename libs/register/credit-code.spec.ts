import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { demonstrationOffices } from '#identity';
import { creditCodeFault, withCheckCharacter } from './credit-code.js';

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const code = fc
  .array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 })
  .map((a) => withCheckCharacter(a.join('')));

describe('unified social credit codes', () => {
  it('accepts codes that are in public use', () => {
    // A sample that is printed everywhere, the published test number of a tax-number library, and listed companies.
    for (const known of [
      '91350100M000100Y43',
      '91110000600037341L',
      '914403001922038216',
      '91440300708461136T',
      '91330100799655058B',
      '91110000802100433B',
    ])
      expect([known, creditCodeFault(known)]).toEqual([known, null]);
  });

  it('names what is wrong: the length, the alphabet or the check character', () => {
    expect(creditCodeFault('')).toBe('length');
    expect(creditCodeFault('91350100M000100Y4')).toBe('length');
    expect(creditCodeFault('91350100M000100Y433')).toBe('length');
    for (const left of 'IOSVZ') expect(creditCodeFault(`91350100${left}000100Y43`)).toBe('alphabet');
    expect(creditCodeFault('91350100m000100y43')).toBe('alphabet');
    expect(creditCodeFault('9135010０M000100Y43')).toBe('alphabet');
    expect(creditCodeFault('91350100M000100Y44')).toBe('check');
  });

  it('completes the first seventeen characters, and nothing else', () => {
    expect(withCheckCharacter('91350100M000100Y4')).toBe('91350100M000100Y43');
    expect(() => withCheckCharacter('91350100M000100Y')).toThrow(RangeError);
    expect(() => withCheckCharacter('91350100I000100Y4')).toThrow(RangeError);
  });

  it('finds every change of one character', () => {
    fc.assert(
      fc.property(code, fc.nat(17), fc.constantFrom(...alphabet), (valid, at, other) => {
        fc.pre(valid[at] !== other);
        expect(creditCodeFault(valid.slice(0, at) + other + valid.slice(at + 1))).toBe('check');
      }),
    );
  });

  it('finds every exchange of two different characters save that of the first with the last', () => {
    fc.assert(
      fc.property(code, fc.nat(17), fc.nat(17), (valid, a, b) => {
        fc.pre(valid[a] !== valid[b]);
        const characters = [...valid];
        [characters[a], characters[b]] = [characters[b]!, characters[a]!];
        const firstWithLast = Math.min(a, b) === 0 && Math.max(a, b) === 17;
        expect(creditCodeFault(characters.join(''))).toBe(firstWithLast ? null : 'check');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the authorities and laboratories of the demonstration', () => {
  it('have credit codes that are right in themselves, each its own', () => {
    const all = demonstrationOffices.flatMap(({ authority, laboratories }) => [authority, ...laboratories]);
    const codes = all.map(({ creditCode }) => creditCode);
    expect(codes.filter((code) => creditCodeFault(code) !== null)).toEqual([]);
    expect(new Set(codes).size).toBe(6);
    for (const { creditCode, legalForm } of all)
      expect(creditCode.startsWith('11')).toBe(legalForm === 'administrativeUnit');
  });
});
