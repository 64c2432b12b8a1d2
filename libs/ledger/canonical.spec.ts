import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalText, digestOf, leafHash, sha256 } from './index.js';

/** The object of RFC 8785, section 3.2.3, in the order in which the RFC gives it. */
const sortingExample = {
  '\u20ac': 'Euro Sign',
  '\r': 'Carriage Return',
  '\ufb33': 'Hebrew Letter Dalet With Dagesh',
  '1': 'One',
  '\ud83d\ude00': 'Emoji: Grinning Face',
  '\u0080': 'Control',
  '\u00f6': 'Latin Small Letter O With Diaeresis',
};

describe('the canonical text', () => {
  it('sorts keys by UTF-16 code units, as RFC 8785 does in section 3.2.3: an emoji before a Hebrew letter', () => {
    expect(Object.values(JSON.parse(canonicalText(sortingExample)) as object).sort()).toEqual(
      Object.values(sortingExample).sort(),
    );
    expect(canonicalText(sortingExample)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it('writes the strings and literals of section 3.2.2 byte for byte as section 3.2.4 prints them', () => {
    const parsed: unknown = JSON.parse(
      '{"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}',
    );
    expect(Buffer.from(canonicalText(parsed), 'utf8').toString('hex')).toBe(
      '7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c' +
        '22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d',
    );
  });

  it.each([
    [
      'nested objects and lists',
      '{"1": {"f": {"f": "hi", "F": 5}, "\\n": 56}, "10": {}, "": "empty", "a": {}, "111": [{"e": "yes", "E": "no"}], "A": {}}',
      '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
    ],
    [
      'accents without any locale',
      '{"p\u00eache": 3, "sin": 4, "peach": 1, "p\u00e9ch\u00e9": 2}',
      '{"peach":1,"p\u00e9ch\u00e9":2,"p\u00eache":3,"sin":4}',
    ],
    ['Unicode without normalising it', '{"ring": "A\\u030a"}', '{"ring":"A\u030a"}'],
    ['zero and minus zero alike (appendix B)', '[0, -0]', '[0,0]'],
    [
      'the outermost integers',
      '[9007199254740991, -9007199254740991]',
      '[9007199254740991,-9007199254740991]',
    ],
    ['a list in its own order', '[56, {"d": true, "10": null, "1": []}]', '[56,{"1":[],"10":null,"d":true}]'],
    ['a key named __proto__ like any other', '{"z": 1, "__proto__": 2}', '{"__proto__":2,"z":1}'],
  ])('writes %s', (_, text, canonical) => {
    expect(canonicalText(JSON.parse(text))).toBe(canonical);
  });

  it.each<[string, unknown, RegExp]>([
    ['a fraction', { a: [1.5] }, /^\/a\/0: 1.5 is not a safe integer/],
    ['an integer of 2^53', 9007199254740992, /not a safe integer/],
    ['an integer below -2^53', -9007199254740992, /not a safe integer/],
    ['what is not a number', Number.NaN, /not a safe integer/],
    ['infinity', Number.POSITIVE_INFINITY, /not a safe integer/],
    ['undefined', undefined, /undefined has no canonical form/],
    ['undefined inside an object, which JSON would leave out', { a: undefined }, /^\/a: undefined/],
    ['a hole in a list', [1, , 2], /^\/1: undefined/], // eslint-disable-line no-sparse-arrays
    ['a bigint', 1n, /bigint has no canonical form/],
    ['a function', { toJSON: () => 1 }, /function has no canonical form/],
    ['a symbol', Symbol('s'), /symbol has no canonical form/],
    ['a date', { on: new Date(0) }, /^\/on: not a plain object/],
    ['a map', new Map(), /not a plain object/],
    ['bytes', Buffer.from('x'), /not a plain object/],
    ['an object of a class', new (class Case {})(), /not a plain object/],
    ['an object without a prototype', Object.create(null), /not a plain object/],
    ['the first half of a surrogate pair', 'a\ud83d', /text that cannot be kept/],
    ['the second half', '\ude00a', /text that cannot be kept/],
    ['halves in the wrong order', '\ude00\ud83d', /text that cannot be kept/],
    ['half a pair in a key', { '\ud83d': 1 }, /text that cannot be kept/],
    ['U+0000', ['a\u0000b'], /^\/0: text that cannot be kept/],
    ['U+0000 in a key', { '\u0000': 1 }, /text that cannot be kept/],
  ])('does not exist for %s', (_, value, message) => {
    expect(() => canonicalText(value)).toThrow(TypeError);
    expect(() => canonicalText(value)).toThrow(message);
  });

  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\u0000'));
  const plain = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger(),
      text,
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(text, tie('any'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).any;

  it('is the same for the same value in whatever order its keys came, and stays when it is read and written again', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const canonical = canonicalText(value);
        expect(canonicalText(JSON.parse(canonical))).toBe(canonical);
        expect(canonicalText(backwards(value))).toBe(canonical);
        expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, backwards(entry)] as const);
  return Object.fromEntries(entries.reverse());
}

describe('a digest', () => {
  it('is the SHA-256 of the canonical text in UTF-8 (FIPS 180-4: "abc")', () => {
    expect(sha256('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(digestOf({ b: '试', a: 1 })).toBe(sha256(Buffer.from('{"a":1,"b":"试"}', 'utf8')).toString('hex'));
  });
});

describe('the leaf hash', () => {
  // The leaves of Certificate Transparency's reference tree, and the one of its Go implementation.
  it.each([
    ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    ['\u0000', '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'],
    ['\u0010', '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7'],
    [' !', '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7'],
    ['01', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'],
    ['@ABC', '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658'],
    ['PQRSTUVW', 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f'],
    ['`abcdefghijklmno', '46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1'],
    ['L123456', '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56'],
  ])('of %j is that of RFC 6962, section 2.1', (entry, hash) => {
    expect(leafHash(entry).toString('hex')).toBe(hash);
  });

  it('is never the plain hash of the same text, so that no node of the tree passes for a leaf', () => {
    expect(leafHash('a')).not.toEqual(sha256('a'));
  });
});
