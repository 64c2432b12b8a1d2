import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit, formatCaseNumber, parseCaseNumber } from './case-number.js';

const digits = '0123456789';
const fourDigits = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, '0'));
const withCheck = (text: string): string => text + checkDigit(text);
const isSound = (text: string): boolean => checkDigit(text.slice(0, -1)) === text.at(-1);
const replaced = (text: string, at: number, digit: string): string =>
  text.slice(0, at) + digit + text.slice(at + 1);
const swapped = (text: string, at: number): string =>
  text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);

describe('the check digit of ISO/IEC 7064, MOD 11,10', () => {
  it('of 0794 is 5, the published example', () => {
    expect(checkDigit('0794')).toBe('5');
  });

  // By hand: P starts at 10; for each digit S = (P + digit) mod 10, 0 counting as 10, then P = 2S mod 11.
  it.each([
    ['', '1'],
    ['0', '2'],
    ['1', '9'],
    ['22', '0'],
  ])('of %j is %s, as worked out by hand', (text, digit) => {
    expect(checkDigit(text)).toBe(digit);
  });

  it('shows every single wrong digit, the check digit included', () => {
    for (const sound of fourDigits.map(withCheck)) {
      for (let at = 0; at < sound.length; at += 1) {
        for (const digit of digits) {
          if (digit !== sound[at] && isSound(replaced(sound, at, digit)))
            throw new Error(`${replaced(sound, at, digit)} passes for ${sound}`);
        }
      }
    }
  });

  it('shows 44 of 45 exchanges of neighbouring digits: that is what the method can do', () => {
    let exchanges = 0;
    let missed = 0;
    for (const sound of fourDigits.map(withCheck)) {
      for (let at = 0; at < sound.length - 1; at += 1) {
        if (sound[at] === sound[at + 1]) continue;
        exchanges += 1;
        if (isSound(swapped(sound, at))) missed += 1;
      }
    }
    expect(exchanges / missed).toBe(45);
  });
});

describe('a case number', () => {
  it('names authority, year and serial, and ends with the check digit over all of them', () => {
    expect(formatCaseNumber(22, 2025, 1)).toBe(`CMA-22-2025-000001-${checkDigit('222025000001')}`);
    expect(formatCaseNumber(5, 2025, 123)).toBe(`CMA-05-2025-000123-${checkDigit('052025000123')}`);
    expect(formatCaseNumber(22, 2025, 999_999_999)).toMatch(/^CMA-22-2025-999999999-\d$/);
  });

  it('is read back as it was written, however it is typed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 1, max: 999_999_999 }),
        (tenant, year, serial) => {
          const number = formatCaseNumber(tenant, year, serial);
          expect(parseCaseNumber(number)).toEqual({ tenant, year, serial });
          expect(parseCaseNumber(`  ${number.toLowerCase()}\n`)).toEqual({ tenant, year, serial });
        },
      ),
    );
  });

  it('with any digit misread is no case number', () => {
    const number = formatCaseNumber(22, 2025, 123_456);
    for (let at = 4; at < number.length; at += 1) {
      if (number[at] === '-') continue;
      for (const digit of digits)
        if (digit !== number[at]) expect(parseCaseNumber(replaced(number, at, digit))).toBeNull();
    }
  });

  it.each([
    ['without its check digit', 'CMA-22-2025-000001'],
    ['with a serial filled up to seven digits, which would be a second name for it', sevenDigits()],
    ['with a serial of ten digits', `CMA-22-2025-1234567890-${checkDigit('2220251234567890')}`],
    ['with other digits than those of ASCII', 'CMA-２２-2025-000001-3'],
    ['inside another text', `see ${formatCaseNumber(22, 2025, 1)}`],
    ['that is empty', ''],
  ])('%s is no case number', (_, text) => {
    expect(parseCaseNumber(text)).toBeNull();
  });
});

function sevenDigits(): string {
  return `CMA-22-2025-0000001-${checkDigit('2220250000001')}`;
}
