import { describe, expect, it } from '@jest/globals';
import { sha256 } from '#ledger';
import { idempotencyOf } from './casework.js';

describe('an Idempotency-Key', () => {
  it.each([['a'], ['~!"#'], ['k'.repeat(255)], ['0197a000-0000-7000-8000-000000000001']])(
    'may be %j',
    (key) => {
      expect(idempotencyOf(key, {}).keyDigest).toEqual(sha256(key));
    },
  );

  it.each([
    ['nothing', ''],
    ['256 characters', 'k'.repeat(256)],
    ['a space', 'a b'],
    ['a space at the end', 'a '],
    ['a line break', 'a\n'],
    ['a control character', 'a\u007f'],
    ['U+0000', '\u0000'],
    ['a letter beyond ASCII', 'ké'],
  ])('is refused that is or holds %s', (_, key) => {
    expect(() => idempotencyOf(key, {})).toThrow(
      expect.objectContaining({ code: 'idempotency-key-missing' }),
    );
  });

  it('stands for one request, whatever the order of its members, and for no other', () => {
    const digest = (request: unknown): string => idempotencyOf('k', request).requestDigest.toString('hex');
    const request = { advance: { case: 'c', step: 'accept', revision: 2, evidence: { b: 1, a: [1, 2] } } };
    const reordered = { advance: { evidence: { a: [1, 2], b: 1 }, revision: 2, step: 'accept', case: 'c' } };
    expect(digest(reordered)).toBe(digest(request));
    const others = [
      { open: request.advance },
      { advance: { ...request.advance, revision: 3 } },
      { advance: { ...request.advance, step: 'grant' } },
      { advance: { ...request.advance, evidence: { b: 1, a: [2, 1] } } },
      { advance: { ...request.advance, evidence: null } },
    ];
    expect(new Set([request, ...others].map(digest)).size).toBe(6);
  });

  it('stands for a request as well that cannot be kept, so that its refusal is the schema’s and no fault', () => {
    const digest = (evidence: unknown): string =>
      idempotencyOf('k', { advance: { evidence } }).requestDigest.toString('hex');
    const odd = [{ share: 0.5 }, { share: 0.25 }, { text: '\u0000' }, { text: '\ud800' }, undefined];
    expect(new Set(odd.map(digest)).size).toBe(odd.length);
    expect(digest({ share: 0.5 })).toBe(digest({ share: 0.5 }));
  });
});
