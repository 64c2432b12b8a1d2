import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { looksLikeApiKey, newApiKey, parseApiKey } from './api-key-text.js';

describe('the text of an API key', () => {
  it('is read back to the parts it was made of', () => {
    for (const kind of ['live', 'test'] as const) {
      const { text, ...parts } = newApiKey(kind);
      expect(text).toMatch(new RegExp(`^cma_${kind}_[0-9a-z]{8}_[\\w-]{43}_[0-9a-f]{8}$`));
      expect(parseApiKey(text)).toEqual(parts);
      expect(looksLikeApiKey(text)).toBe(true);
    }
  });

  it('has 256 random bits, whose SHA-256 is all that is kept', () => {
    const { text, digest } = newApiKey('live');
    const secret = text.slice(18, 61);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(digest).toEqual(createHash('sha256').update(secret).digest());
    expect(new Set(Array.from({ length: 1000 }, () => newApiKey('live').text)).size).toBe(1000);
  });

  it('is not read when any one character of it is another', () => {
    const { text } = newApiKey('live');
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABCXYZ_-'),
        (at, character) => {
          const changed = text.slice(0, at) + character + text.slice(at + 1);
          return changed === text || parseApiKey(changed) === undefined;
        },
      ),
    );
  });

  it('is not read when it is longer, shorter, or no key at all', () => {
    const { text } = newApiKey('live');
    for (const other of ['', 'cma_', text.slice(1), text.slice(0, -1), `${text}0`, ` ${text}`, `${text}\n`])
      expect(parseApiKey(other)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (any) => parseApiKey(`cma_live_${any}`) === undefined));
    expect(looksLikeApiKey('eyJhbGciOiJFUzI1NiJ9.e30.x')).toBe(false);
  });
});
