/**
 * The unified social credit code of a legal person (GB 32100-2015): 17 characters and a check character over an
 * alphabet of 31, weighted by the powers of 3 modulo 31. What is checked is the code's own arithmetic; whether the
 * person exists is for a register to say.
 */

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = Array.from({ length: 16 }).reduce<number[]>(
  (list) => [...list, (list.at(-1)! * 3) % 31],
  [1],
);

export type CreditCodeFault = 'length' | 'alphabet' | 'check';

/**
 * What is wrong with a credit code, or null. Lower case is a fault of the alphabet: nothing is corrected in silence.
 *
 * Every change of one character is found, and so is every exchange of two different characters, neighbours or not,
 * save one: the first with the last, which both weigh 1 (3 is a primitive root of 31, so the other weights differ).
 */
export function creditCodeFault(code: string): CreditCodeFault | null {
  if (code.length !== 18) return 'length';
  if (!inAlphabet(code)) return 'alphabet';
  return code.endsWith(checkCharacter(code.slice(0, 17))) ? null : 'check';
}

/** The whole code from its first 17 characters. Throws a `RangeError` for anything but 17 of the alphabet. */
export function withCheckCharacter(first17: string): string {
  if (first17.length !== 17 || !inAlphabet(first17))
    throw new RangeError('A credit code starts with 17 characters of 0-9 and A-Z without I, O, S, V and Z');
  return first17 + checkCharacter(first17);
}

function inAlphabet(text: string): boolean {
  return [...text].every((character) => alphabet.includes(character));
}

function checkCharacter(first17: string): string {
  const sum = [...first17].reduce(
    (total, character, i) => total + alphabet.indexOf(character) * weights[i]!,
    0,
  );
  return alphabet[(31 - (sum % 31)) % 31]!;
}
