import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { linkedId } from './linked-cases.js';

const cause = { case: '0197a000-0000-7000-8000-000000000001', seq: 2, ordinal: 0 };

describe('the id of a linked case', () => {
  it('follows from what caused it, so that a retry opens the same case and no second one', () => {
    expect(linkedId(cause)).toBe(linkedId({ ...cause }));
    // The first 128 bits of SHA-256("0197a000-0000-7000-8000-000000000001/2/0"), version and variant set.
    expect(linkedId(cause)).toBe('fd7b3e76-67bf-8a5f-aa63-4e5c5936ca89');
  });

  it('is a UUID of version 8 with the variant of RFC 9562, whatever the cause', () => {
    for (let seq = 1; seq <= 200; seq += 1) {
      const id = linkedId({ ...cause, seq });
      expect(validate(id)).toBe(true);
      expect(version(id)).toBe(8);
      expect(id[19]).toMatch(/[89ab]/);
    }
  });

  it('differs by case, event and place among the effects, and never by a shifted boundary between them', () => {
    const causes = [
      cause,
      { ...cause, case: '0197a000-0000-7000-8000-000000000002' },
      { ...cause, seq: 1 },
      { ...cause, ordinal: 1 },
      { ...cause, seq: 21, ordinal: 1 },
      { ...cause, seq: 2, ordinal: 11 },
    ];
    expect(new Set(causes.map(linkedId)).size).toBe(causes.length);
  });
});
