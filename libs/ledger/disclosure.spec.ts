import { describe, expect, it } from '@jest/globals';
import { canonicalText, digestOfDisclosure, disclose, openDisclosure } from './index.js';

/** Disclosures and digests that RFC 9901 prints (sections 4.2.1, 4.2.3 and 5.1). */
const published = [
  [
    'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0',
    'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0',
    'family_name',
    'Möbius',
  ],
  [
    'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd',
    'jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4',
    'given_name',
    'John',
  ],
  [
    'WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd',
    'TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo',
    'family_name',
    'Doe',
  ],
] as const;

const saltOf = (disclosure: string): string =>
  (JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8')) as [string])[0];

describe('a disclosure', () => {
  it.each(published)(
    '%s of RFC 9901 has the digest that the RFC prints, and opens',
    (text, digest, name, value) => {
      expect(digestOfDisclosure(text)).toBe(digest);
      expect(openDisclosure(text)).toEqual({ name, value });
    },
  );

  it('is a list of salt, name and canonical value in base64url, its digest that of this very text', () => {
    const { disclosure, digest, size } = disclose('opinion', { b: '符合', a: [1, null] });
    const list = Buffer.from(disclosure, 'base64url').toString('utf8');
    expect(list).toBe(`["${saltOf(disclosure)}","opinion",${canonicalText({ a: [1, null], b: '符合' })}]`);
    expect(digest).toBe(digestOfDisclosure(disclosure));
    expect(size).toBe(Buffer.byteLength('{"a":[1,null],"b":"符合"}'));
    expect(openDisclosure(disclosure)).toEqual({ name: 'opinion', value: { a: [1, null], b: '符合' } });
  });

  it('carries 128 bits of salt, never the same twice, so that equal values have unequal digests', () => {
    const many = Array.from({ length: 1_000 }, () => disclose('verdict', true));
    const salts = many.map(({ disclosure }) => saltOf(disclosure));
    expect(new Set(salts).size).toBe(1_000);
    expect(salts.every((salt) => Buffer.from(salt, 'base64url').length === 16)).toBe(true);
    expect(new Set(many.map(({ digest }) => digest)).size).toBe(1_000);
  });

  it('has another digest when a single letter is exchanged for one with the same low byte', () => {
    const [text, digest] = published[0];
    const disguised = text.replace('M', String.fromCharCode('M'.charCodeAt(0) + 0x100));
    expect(digestOfDisclosure(disguised)).not.toBe(digest);
  });

  it('is refused for a value that has no canonical form', () => {
    expect(() => disclose('opinion', { share: 0.5 })).toThrow(/not a safe integer/);
    expect(() => disclose('opinion', undefined)).toThrow(TypeError);
  });
});
