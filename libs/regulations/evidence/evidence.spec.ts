import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Facts } from '#process';
import { codes, evidence, Unresolved, type EvidenceName, type Resolved } from '../index.js';

type Path = (string | number)[];
const kinds = Object.entries(evidence).map(([name, rule]) => {
  const { examples = [], ...about } = z.globalRegistry.get(rule.schema) ?? {};
  return { name: name as EvidenceName, rule, about, examples: examples as unknown[] };
});
const cases = kinds.flatMap(({ examples, ...kind }) =>
  examples.map((example, index) => ({ ...kind, example, index })),
);

/** Every place in a value with what stands there. */
function* places(value: unknown, path: Path = []): Generator<{ path: Path; found: unknown }> {
  yield { path, found: value };
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    yield* places(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** A copy with another value at one place. */
function having(value: unknown, [first, ...rest]: Path, replacement: unknown): unknown {
  if (first === undefined) return replacement;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[first] = having(copy[first], rest, replacement);
  return copy;
}

/** Finds whatever is asked for. */
const everything: Resolved = {
  document: anyId({ digest: 'a'.repeat(64), size: 1, mediaType: 'application/pdf' }),
  scopeTable: anyId({ digest: 'b'.repeat(64), rows: 12, food: true, medical: false, fields: ['00'] }),
  person: anyId({
    roles: ['teamLeader'],
    employer: null,
    recused: ['kinship'],
    duty: 'intake',
    fields: ['00'],
    leads: ['00'],
    fieldsAreEntered: true,
  }),
  draw: anyId({ leader: 'a', members: ['a'], newest: true }),
  ...{
    actor: anyId({ person: 'a', roles: ['auditor'], inFull: true, acts: true }),
    standing: anyId({ roles: ['auditor'], acts: true, administratorsBeside: 2 }),
    staffing: anyId({ unstaffedCases: 1, unstaffed: [{ case: 'a', duties: ['intake'] }] }),
    claim: anyId({ sound: true, authority: false, institution: 'a', known: true, predecessor: null }),
    inviter: anyId({ inFull: true }),
    invited: anyId({ cases: [], people: [] }),
    certificateItems: anyId({ number: '252200140001', state: 'valid', items: ['A/1.10', 'A/1.2'] }),
    calendar: anyId({
      notices: [],
      names: [],
      provisionalYears: [],
      cutOffHour: 24,
      rollOver: 'nonWorkingDays',
    }),
    profile: anyId({ today: '2025-09-01', edition: '2023-12-01', profiles: [], limits: {} }),
    heldCertificate: anyId({
      ...{ number: '252213050001', case: null, state: 'valid', ofTheInstitution: true },
      ...{ issuedOn: '2025-06-30', validUntil: '2031-06-29', fieldCode: '13', departmentCode: '05' },
      scope: { table: 'a', digest: 'b'.repeat(64), rows: 12, food: false, medical: false },
    }),
    record: { here: { banned: null, commitmentClosed: [] } },
  },
};
function anyId<T>(entry: T): Record<string, T> {
  const found = cases.flatMap(({ rule, example }) => rule.references?.(example) ?? []);
  return Object.fromEntries(found.map(({ id }) => [id, entry]));
}
const context: Facts = { institution: null, scope: { digest: 'b'.repeat(64) } };

describe.each(cases)('the evidence $name, example $index', ({ name, rule, example, about }) => {
  const accepts = (value: unknown) => rule.schema.safeParse(value).success;
  const all = [...places(example)];

  it('is taken, and described for whoever writes a client', () => {
    expect(rule.schema.parse(example)).toEqual(example);
    expect(about.id).toBe(name);
    expect(about.description).toMatch(/\w+/);
  });

  it('is taken by the JSON Schema too', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
      z.toJSONSchema(rule.schema),
    );
    expect(validate(example)).toBe(true);
    expect(validate({ ...(example as object), unheardOf: 1 })).toBe(false);
  });

  it('takes no unknown field, at any depth', () => {
    for (const { path, found } of all) {
      if (found === null || typeof found !== 'object' || Array.isArray(found)) continue;
      expect([path, accepts(having(example, path, { ...found, unheardOf: 1 }))]).toEqual([path, false]);
      const inner = JSON.stringify(found).slice(1, -1);
      const poisoned = JSON.parse(`{"__proto__":{"a":1}${inner === '' ? '' : `,${inner}`}}`) as unknown;
      expect([path, accepts(having(example, path, poisoned))]).toEqual([path, false]);
    }
  });

  // The longest text there is, the record of a hearing that may last hours, has up to 20,000 characters.
  it('takes no text that the ledger could not keep, and none without end', () => {
    const bad = ['a\u0000b', 'a\ud800b', 'a\udc00', '\ufffe', 'a\u202eb', ' \n', '', '字'.repeat(20_001)];
    for (const { path, found } of all) {
      if (typeof found !== 'string') continue;
      for (const text of bad)
        expect([path, text, accepts(having(example, path, text))]).toEqual([path, text, false]);
    }
  });

  it('takes no list without end, no fraction, no number beyond reason, and nothing in place of true', () => {
    for (const { path, found } of all) {
      const worse = Array.isArray(found)
        ? [Array.from({ length: 5001 }, () => (found[0] as unknown) ?? 1)]
        : typeof found === 'number'
          ? [1.5, 0, -1, 2 ** 53, NaN, '1']
          : typeof found === 'boolean'
            ? ['true', 1, null]
            : [];
      for (const value of worse) expect([path, accepts(having(example, path, value))]).toEqual([path, false]);
    }
  });

  it('points at what it refers to', () => {
    for (const { id, pointer } of rule.references?.(example) ?? []) {
      // Whoever brings it, and what the case itself names, stand in no field.
      if (pointer === '') continue;
      const path = pointer.slice(1).split('/');
      const found = path.reduce((value, key) => (value as Record<string, unknown>)[key], example);
      expect([id, id.split('/')[0]]).toContain(String(found));
    }
  });

  it('lets codes, counts and digests into the event, and nothing that a person wrote', () => {
    const marker = '机密 secret';
    let marked = example;
    for (const { path, found } of all) {
      if (typeof found !== 'string' || path.at(-1) === 'site') continue;
      const next = having(marked, path, marker);
      if (accepts(next)) marked = next;
    }
    const facts = rule.facts(rule.schema.parse(marked), { context, resolved: everything });
    expect(JSON.stringify(facts)).not.toContain('secret');
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    for (const { found } of places(facts)) {
      if (typeof found === 'number') expect(Number.isSafeInteger(found)).toBe(true);
    }
  });

  it('gives the same facts for the same evidence, and refuses to guess what was not looked up', () => {
    const look = { context, resolved: everything };
    expect(rule.facts(example, look)).toEqual(rule.facts(structuredClone(example), look));
    const nothing: Resolved = { document: {}, scopeTable: {}, person: {}, draw: {} };
    const asks = (rule.references?.(example) ?? []).length > 0;
    const blind = () => rule.facts(example, { context, resolved: nothing });
    if (asks) expect(blind).toThrow(Unresolved);
    else expect(blind).not.toThrow();
  });
});

describe('the application form', () => {
  const { rule, example } = cases.find(({ name }) => name === 'applicationForm')!;
  const accepts = (change: object) => rule.schema.safeParse({ ...(example as object), ...change }).success;

  it('knows the fields and departments of the certificate number, and no others', () => {
    for (const fieldCode of Object.keys(codes.field)) expect(accepts({ fieldCode })).toBe(true);
    for (const departmentCode of Object.keys(codes.department))
      expect(accepts({ departmentCode })).toBe(true);
    for (const code of ['22', '35', '0', '000', 'toString']) {
      expect([code, accepts({ fieldCode: code }) && accepts({ departmentCode: code })]).toEqual([
        code,
        false,
      ]);
    }
  });

  it('knows days that exist', () => {
    expect(accepts({ managementSystemSince: '2024-02-29' })).toBe(true);
    expect(accepts({ managementSystemSince: '2025-02-29' })).toBe(false);
  });
});

describe('the report of the on-site assessment', () => {
  const { rule, example } = cases.find(({ name }) => name === 'onSiteReport')!;
  const issues = (change: object) =>
    rule.schema
      .safeParse({ ...(example as object), ...change })
      .error?.issues.map(({ path }) => path.join('/'));
  const { items } = example as { items: { item: number; verdict: string }[] };

  it('judges each of the 50 items once', () => {
    expect(issues({ items: items.slice(1) })).toContain('items');
    expect(issues({ items: [...items.slice(1), items[1]] })).toContain('items');
  });

  it('has a nonconformity for every item that is not conforming, and for no other', () => {
    expect(issues({ nonconformities: [] })).toEqual(['items/41']);
    expect(issues({ nonconformities: [...[42, 7].map((item) => ({ item, fact: '见附表。' }))] })).toEqual([
      'nonconformities/1/item',
    ]);
  });

  it('ends its visit no earlier than it began', () => {
    expect(issues({ visited: { from: '2025-10-14', to: '2025-10-13' } })).toEqual(['visited/to']);
  });
});

describe('fingerprints', () => {
  it('differ from kind to kind', () => {
    expect(new Set(kinds.map(({ rule }) => rule.fingerprint)).size).toBe(kinds.length);
    for (const { rule } of kinds) expect(rule.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the declaration of a change', () => {
  const { rule, example } = cases.find(({ name }) => name === 'changeDeclaration')!;
  const table = { ...{ digest: 'b'.repeat(64), rows: 2, food: false, medical: false, fields: ['13'] } };
  const cancelling = (items: string[]) => {
    const scopeTable = '0197a000-0000-7000-8000-000000000001';
    const cancels = { scopeTable, items: items.map((item) => ({ site: 'A', item })) };
    const known = { ...table, itemNumbers: ['A/1.1', 'A/1.2'] };
    const resolved = { ...everything, scopeTable: { [scopeTable]: known } };
    // At this time the case has no scope table of its own.
    return rule.facts({ ...(example as object), cancels }, { context: { scope: null }, resolved }).cancels;
  };

  it('says whether the items that are given up are in the table that it names', () => {
    expect(cancelling(['1.2'])).toMatchObject({ count: 1, inTheScope: true, remaining: 1 });
    expect(cancelling(['1.2', '1.3'])).toMatchObject({ count: 2, inTheScope: false });
  });
});

describe('the verification of a rectification', () => {
  const { rule } = cases.find(({ name }) => name === 'verificationOpinion')!;
  const seen = (...hows: string[]) => {
    const results = hows.map((how, index) => ({ nonconformity: index + 1, closed: true, how }));
    const { seenOnSite, seenAgain } = rule.facts({ results }, { context, resolved: everything });
    return [seenOnSite, seenAgain];
  };

  it('tells a visit from a remote check, and both from papers; all has to be seen', () => {
    expect(seen('followUpVisit', 'followUpVisit')).toEqual([true, true]);
    expect(seen('followUpVisit', 'remoteRecheck')).toEqual([false, true]);
    expect(seen('followUpVisit', 'evidence')).toEqual([false, false]);
  });
});
