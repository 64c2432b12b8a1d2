import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalText, sha256 } from '#ledger';
import { decidedText, type Decidable } from './decided-text.js';
import { rareLoan } from './rare-loan.fixture.js';

/** The text that is put before whoever decides: the same for the same facts, another for any other. */
const rule = rareLoan.states.flatMap(({ steps }) => steps).find(({ name }) => name === 'lend')!;
const reader = '0197a000-0000-7000-8000-0000000000e1';
const context = { guest: null, readers: { chair: reader, all: [reader] }, fit: true, loan: null };
const facts: Decidable = {
  process: rareLoan,
  rule,
  case: '0197a000-0000-7000-8000-000000000001',
  revision: 3,
  context,
  names: new Map([[reader, '林静']]),
  parties: { authority: '某市图书馆', institution: '读者之家', creditCode: '91509999MADEMF012E' },
  number: 'CMA-22-2025-000001-5',
  today: '2025-09-01',
  evidence: { extent: 'whole' },
  facts: { succeeds: null },
};
const text = (change: Partial<Decidable> = {}): string => decidedText({ ...facts, ...change }).text;
const of = (evidence: unknown): string => text({ evidence });
/** The lines that say what was brought. */
const told = (evidence: unknown): string[] => of(evidence).split('\n').slice(11, -4);

describe('the text of a decision', () => {
  it('names authority, step, case, revision, memory, institution, law, what it is decided on, what was brought and found, and the day', () => {
    expect(text()).toBe(
      [
        '"某市图书馆"',
        '（Rare loan） · （lend）（lend）',
        '案件：0197a000-0000-7000-8000-000000000001，第3版',
        `案卷摘要（SHA-256）：${sha256(canonicalText(context)).toString('hex')}`,
        '案件编号：CMA-22-2025-000001-5',
        '机构："读者之家"（统一社会信用代码 91509999MADEMF012E）',
        '依据：《（Rules of lending）》第1条',
        '案卷：',
        `  （readers） /readers/all/0："${reader}"（"林静"）`,
        `  （readers） /readers/chair："${reader}"（"林静"）`,
        '内容：',
        '  /extent："whole"',
        '核查：',
        '  /succeeds：null',
        '日期：2025-09-01',
        '',
      ].join('\n'),
    );
  });

  it('leaves out what is not there of that on which it is decided, and writes out what a digest there stands for', () => {
    const change = { hour: 17, days: ['2025-10-10'] };
    const digest = sha256(canonicalText(change)).toString('hex');
    const decided = text({
      rule: { ...rule, decides: ['guest', 'digest'] },
      context: { ...context, digest, change, unlike: { hour: 18 } },
    });
    const lines = decided.split('\n');
    expect(lines.slice(lines.indexOf('案卷：') + 1, lines.indexOf('内容：'))).toEqual([
      `  digest /digest："${digest}"`,
      '  change /change/days/0："2025-10-10"',
      '  change /change/hour：17',
    ]);
  });

  it('tells every value by its path, nested ones too, and leaves none out', () => {
    const evidence = {
      extent: 'part',
      exclusions: {
        items: [
          { site: 'A', item: '1.1' },
          { site: '乙', item: '1.2' },
        ],
        none: [],
        nothing: {},
      },
      remediesTold: true,
      count: 0,
      remark: null,
    };
    expect(told(evidence).sort()).toEqual(
      [
        '  /exclusions/items/0/item："1.1"',
        '  /exclusions/items/0/site："A"',
        '  /exclusions/items/1/item："1.2"',
        '  /exclusions/items/1/site："乙"',
        '  /exclusions/none：[]',
        '  /exclusions/nothing：{}',
        '  /extent："part"',
        '  /remediesTold：true',
        '  /count：0',
        '  /remark：null',
      ].sort(),
    );
  });

  it('tells the name behind an id and the words for a role, and lets no name write a line of its own', () => {
    expect(told({ who: reader, as: 'head' })).toEqual([
      '  /as："head"（"（head）"）',
      `  /who："${reader}"（"林静"）`,
    ]);
    const name = '林静）\n日期：2025-01-01';
    expect(text({ names: new Map([[reader, name]]), evidence: { who: reader } })).toContain(
      `/who："${reader}"（"林静）\\n日期：2025-01-01"）`,
    );
  });

  it('shows nothing of a name that a reader would not see, nor lets one pass for what stands beside it', () => {
    const name = '张三）身份 /capacity："head"（李四\u200f\u2060';
    const line = text({ names: new Map([[reader, name]]), evidence: { who: reader } })
      .split('\n')
      .find((one) => one.startsWith('  /who'));
    expect(line).toBe(`  /who："${reader}"（"张三）身份 /capacity：\\"head\\"（李四\\u200f\\u2060"）`);
  });

  it('is the same however the keys were ordered, and whatever was left undefined', () => {
    expect(of({ a: 1, b: { c: 2, d: 3 } })).toBe(of({ b: { d: 3, c: 2 }, a: 1 }));
    expect(of({ a: 1, b: undefined })).toBe(of({ a: 1 }));
    expect(of({ a: { b: undefined } })).toBe(of({ a: {} }));
    expect(of(null)).toBe(of(undefined));
  });
});

describe('another text', () => {
  it('comes of every change of case, revision, memory, party, name, number, day and step', () => {
    const { parties } = facts;
    const other = rareLoan.states.flatMap(({ steps }) => steps).find(({ name }) => name === 'bind')!;
    const texts = [
      text(),
      text({ parties: { ...parties, authority: '另一图书馆' } }),
      text({ parties: { ...parties, institution: '另一读者' } }),
      text({ parties: { ...parties, creditCode: '91509999MADEMH026A' } }),
      text({ number: 'CMA-22-2025-000002-3' }),
      text({ number: null }),
      text({ today: '2025-09-02' }),
      text({ rule: other }),
      text({ case: '0197a000-0000-7000-8000-000000000002' }),
      text({ revision: 4 }),
      text({ context: { ...context, fit: false } }),
      text({ facts: { succeeds: reader } }),
      text({ names: new Map([[reader, '林竞']]) }),
      text({ names: new Map() }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it.each<[string, unknown, unknown]>([
    ['a string and a number', { a: '1' }, { a: 1 }],
    ['nothing and the word for it', { a: null }, { a: 'null' }],
    ['a list and an object with its places', { a: ['x'] }, { a: { 0: 'x' } }],
    ['an empty list, an empty object and the strings that look so', { a: [] }, { a: {} }],
    ['an empty list and the text of one', { a: [] }, { a: '[]' }],
    ['a key with a slash and a path', { 'a/b': 1 }, { a: { b: 1 } }],
    ['a key with a colon and a value', { 'a："x': 1 }, { a: 'x：1' }],
    ['an empty key and none', { '': 1 }, 1],
    ['a key that says a line and two keys', { 'a：1\n  /b': 2 }, { a: 1, b: 2 }],
    ['a key in quotes and the key', { '"a"': 1 }, { a: 1 }],
    ['no evidence and an empty one', null, {}],
    ['an empty list and an empty object at the top', [], {}],
    ['one list of two and two lists of one', [['a', 'b']], [['a'], ['b']]],
  ])('tells apart %s', (_, one, other) => {
    expect(of(one)).not.toBe(of(other));
  });

  it('is never forged by what stands in a value or a key: what was brought cannot begin a line', () => {
    const forged = 'x\n日期：2030-01-01\r\n依据：\u2028内容：\u2029\u0085  /b：2\u202e';
    const lines = of({ [forged]: forged, list: [forged] }).split(/\r\n|[\n\r\u2028\u2029\u0085]/);
    expect(lines).toHaveLength(of({ a: 1, list: [2] }).split('\n').length);
    expect(lines.filter((line) => line.startsWith('日期：'))).toEqual(['日期：2025-09-01']);
    expect(of({ a: forged })).not.toMatch(/\u202e/);
  });

  it.each(['authority', 'institution'])('is never forged by the name of the %s either', (party) => {
    const named = (name: string) => text({ parties: { ...facts.parties, [party]: name } });
    const name = '读者之家（统一社会信用代码 91509999MADEMF012E）\n依据：（Rules of lending）第9条';
    expect(named(name).split('\n')).toHaveLength(text().split('\n').length);
    expect(named(name)).not.toBe(named(JSON.stringify(name)));
  });

  it('comes of every other evidence: no two have one text', () => {
    const key = fc.oneof(
      fc.constantFrom('', 'a', 'b', '0', '1', 'a/b', '/', '"a"', 'a：1', '\n', '\\n', '__proto__'),
      fc.string({ maxLength: 3 }),
    );
    const leaf = fc.oneof(
      ...[fc.constant(null), fc.boolean(), fc.integer({ min: -2, max: 2 })],
      fc.constantFrom('', '[]', '{}', 'null', '1', '\n', '\\n', 'x\n  /a：1', '\u2028', '\\u2028'),
      fc.string({ maxLength: 3 }),
    );
    const { evidence } = fc.letrec<{ evidence: unknown }>((tie) => ({
      evidence: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        leaf,
        fc.array(tie('evidence'), { maxLength: 3 }),
        fc.dictionary(key, tie('evidence'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    const known = new Map<string, string>();
    fc.assert(
      fc.property(evidence, (brought) => {
        const canonical = JSON.stringify(sorted(brought));
        const before = known.get(of(brought));
        if (before !== undefined) expect(canonical).toBe(before);
        known.set(of(brought), canonical);
      }),
      { numRuns: 1_500 },
    );
  });

  it('comes of every change of one value or key, however deep', () => {
    const nested = fc.object({
      maxDepth: 3,
      maxKeys: 4,
      key: fc.string({ maxLength: 4 }),
      values: [fc.string(), fc.integer()],
    });
    fc.assert(
      fc.property(nested, fc.nat(), fc.boolean(), (brought, at, inKey) => {
        const changed = changedAt(brought, at, inKey);
        if (changed === null) return;
        expect(of(changed)).not.toBe(of(brought));
      }),
      { numRuns: 500 },
    );
  });

  it('comes of every other name, number and day', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('a', '"a"', 'a\n', 'a\\n', '\u2028', '\\u2028', '"'));
    const named = fc.record({ authority: line, institution: line });
    fc.assert(
      fc.property(named, named, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        const texts = [one, other].map((names) => text({ parties: { ...facts.parties, ...names } }));
        expect(texts[0] === texts[1]).toBe(same);
      }),
      { numRuns: 500 },
    );
  });
});

/** The same value with its keys in order, so that two that say the same are written alike. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return { object: entries.sort(([one], [other]) => (one < other ? -1 : 1)) };
}

/** With one leaf or one key changed, the one at this place; null where there is none. */
function changedAt(value: object, at: number, inKey: boolean): unknown {
  const places: string[][] = [];
  const look = (inner: unknown, path: string[]): void => {
    if (inner !== null && typeof inner === 'object') {
      for (const [key, next] of Object.entries(inner)) look(next, [...path, key]);
      return;
    }
    places.push(path);
  };
  look(value, []);
  const path = places[at % Math.max(places.length, 1)];
  if (path === undefined || path.length === 0) return null;
  const copy = structuredClone(value) as Record<string, unknown>;
  let inner = copy;
  for (const part of path.slice(0, -1)) inner = inner[part] as Record<string, unknown>;
  const last = path.at(-1)!;
  if (!inKey || Array.isArray(inner)) {
    inner[last] = `${JSON.stringify(inner[last])}.`;
    return copy;
  }
  const { [last]: moved, ...rest } = inner;
  if (`${last}.` in inner) return null;
  for (const key of Object.keys(inner)) delete inner[key];
  Object.assign(inner, rest, { [`${last}.`]: moved });
  return copy;
}
