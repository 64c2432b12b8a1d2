import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refused } from '#refusals';
import { scopeColumns } from './scope-rules.js';
import { readScopeTable } from './scope-table.js';
import type { ScopeTable } from './scope-table.js';
import { csv, row, sample, xlsx } from './scope-table.fixture.js';

const short = (table: ScopeTable) => table.faults.map(({ line, column, code }) => [line, column, code]);

describe('the scope tables of three laboratories', () => {
  it('reads food and drinking water, and warns that they share a table', async () => {
    const table = await readScopeTable(sample('food'), 'csv');
    expect(table).toMatchObject({ importable: true, total: 26, food: true, medical: false, faults: [] });
    expect(table.categories).toEqual([
      { site: 'A', no: '1', name: '食品', items: 20, food: true, medical: false },
      { site: 'A', no: '2', name: '生活饮用水', items: 6, food: false, medical: false },
    ]);
    expect(table.warnings.map(({ line, code }) => [line, code])).toEqual([[22, 'food-with-other']]);
    expect(table.rows[9]).toMatchObject({ item_no: '1.10', item: '黄曲霉毒素M1', clause: '第一法' });
  });

  it('reads an environmental laboratory on two sites', async () => {
    const table = await readScopeTable(sample('environment'), 'csv');
    expect(table).toMatchObject({ importable: true, total: 16, food: false, medical: false, warnings: [] });
    expect(table.categories.map(({ site, name, items }) => [site, name, items])).toEqual([
      ['A', '水和废水', 9],
      ['A', '空气和废气', 4],
      ['B', '噪声', 3],
    ]);
  });

  it('sees medical devices by the standard and by the note', async () => {
    const table = await readScopeTable(sample('protective'), 'csv');
    expect(table).toMatchObject({ importable: true, total: 6, food: false, medical: true });
    expect(table.categories.map(({ name, medical }) => [name, medical])).toEqual([
      ['防护用品', false],
      ['医用防护用品', true],
    ]);
    expect(await readScopeTable(csv([row({ standard_no: 'YY/T 0969-2023' })]), 'csv')).toMatchObject({
      medical: true,
    });
  });

  it('gives the same digest to the same rows from CSV, from XLSX, in GB18030, with a mark and with CR LF', async () => {
    for (const name of ['food', 'environment', 'protective']) {
      const bytes = sample(name);
      const table = await readScopeTable(bytes, 'csv');
      expect(table.digest).toMatch(/^[0-9a-f]{64}$/);
      for (const same of [
        await readScopeTable(await xlsx(table.rows), 'xlsx'),
        await readScopeTable(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), 'csv'),
        await readScopeTable(Buffer.from(bytes.toString().replaceAll('\n', '\r\n')), 'csv'),
        await readScopeTable(csv(table.rows, [...scopeColumns].reverse()), 'csv'),
      ])
        expect(same).toEqual(table);
    }
    // "食品,水分" and a header as an office's spreadsheet writes them in GB18030.
    const chinese = Buffer.from([
      0xca, 0xb3, 0xc6, 0xb7, 0x2c, 0x31, 0x2e, 0x31, 0x2c, 0xcb, 0xae, 0xb7, 0xd6,
    ]);
    const gb = Buffer.concat([
      Buffer.from(`${scopeColumns.join(',')}\nA,1,`),
      chinese,
      Buffer.from(',HJ,HJ 828-2017,,,\n'),
    ]);
    const utf8 = csv([row({ category: '食品', item: '水分', standard: 'HJ' })]);
    expect((await readScopeTable(gb, 'csv')).digest).toBe((await readScopeTable(utf8, 'csv')).digest);
  });

  it('changes the digest when one character changes', async () => {
    const [one, other] = await Promise.all(
      ['第一法', '第二法'].map((clause) => readScopeTable(csv([row({ clause })]), 'csv')),
    );
    expect(one!.digest).not.toBe(other!.digest);
  });
});

describe('what a scope table may say', () => {
  it('reads back every table that it writes', async () => {
    const text = (most: number) =>
      fc
        .string({
          unit: fc.constantFrom(...'水质 测定,"\n;=+-@\'\t|食品法ABC123（）𠮷é'),
          minLength: 1,
          maxLength: most,
        })
        .map((value) => value.trim().replace(/^=+/, ''))
        .filter((value) => value !== '' && value === value.trim() && !value.startsWith('='));
    const rows = fc
      .uniqueArray(
        fc.tuple(
          fc.constantFrom('A', 'B'),
          fc.integer({ min: 1, max: 30 }),
          fc.integer({ min: 1, max: 99 }),
          text(30),
          text(30),
          text(20),
        ),
        {
          minLength: 1,
          maxLength: 20,
          selector: ([site, category, item]) => `${site} ${category}.${item}`,
        },
      )
      .map((list) =>
        list.map(([site, category, item, a, b, c]) =>
          row({
            site,
            category_no: `${category}`,
            category: `类${category}`,
            item_no: `${category}.${item}`,
            item: a,
            standard: b,
            clause: c,
            note: a,
          }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n'), async (wanted, end) => {
        expect(short(await readScopeTable(csv(wanted, scopeColumns, end), 'csv'))).toEqual([]);
        const table = await readScopeTable(csv(wanted, scopeColumns, end), 'csv');
        expect(table.rows).toEqual(wanted);
        expect(table.total).toBe(wanted.length);
      }),
    );
  });

  it('answers any bytes at all with a table, with faults or with a refusal', async () => {
    const mess = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .string({ unit: 'binary', maxLength: 300 })
        .map((text) => Buffer.from(`${scopeColumns.join(',')}\n${text}`)),
    );
    await fc.assert(
      fc.asyncProperty(mess, fc.constantFrom('csv' as const, 'xlsx' as const), async (bytes, kind) => {
        const answer = await readScopeTable(Buffer.from(bytes), kind).catch((error: unknown) => error);
        if (answer instanceof Refused) expect(answer.code).toBe('document-type-refused');
        else expect((answer as ScopeTable).faults.length > 0).toBe(!(answer as ScopeTable).importable);
      }),
      { numRuns: 300 },
    );
  });

  it('imports nothing when any row is at fault, and says so on its line', async () => {
    const table = await readScopeTable(
      csv([row(), row({ item_no: '1.2', item: '' }), row({ item_no: '1.3' })]),
      'csv',
    );
    expect(table).toMatchObject({ importable: false, rows: [], digest: null, categories: [], total: 3 });
    expect(short(table)).toEqual([[3, 'item', 'required']]);
    expect(table.faults[0]!.message).toEqual({ 'zh-CN': '此项必须填写。', en: 'This must be filled in.' });
  });

  it('counts lines as a spreadsheet shows them, across blank lines and line breaks in cells', async () => {
    const lines = csv([row({ note: '一\n二' }), row({ item_no: '1.2', item: '' })])
      .toString()
      .split('\n');
    lines.splice(1, 0, '', ',,,,,,,,,');
    const table = await readScopeTable(Buffer.from(lines.join('\n')), 'csv');
    expect(short(table)).toEqual([[6, 'item', 'required']]);
  });

  it('says on line 1 which columns are missing, unknown or twice', async () => {
    const header = (line: string) => Buffer.from(`${line}\nA,1,b,1.1,d,e,GB 1-2020\n`);
    const table = await readScopeTable(
      header('site,category_no,category,item_no,item,standard,number,item'),
      'csv',
    );
    expect(short(table)).toEqual([
      [1, 'standard_no', 'column-missing'],
      [1, 'clause', 'column-missing'],
      [1, 'restriction', 'column-missing'],
      [1, 'note', 'column-missing'],
      [1, 'number', 'column-unknown'],
      [1, 'item', 'column-twice'],
    ]);
    expect(short(await readScopeTable(header(`${scopeColumns.join(',')},`), 'csv'))).toEqual([]);
    expect(short(await readScopeTable(Buffer.from(`${scopeColumns.join(';')}\n`), 'csv'))).toHaveLength(11);
  });

  it('takes no line with more cells than there are columns', async () => {
    const line = csv([row()]).toString().trimEnd();
    expect(short(await readScopeTable(Buffer.from(`${line},\n`), 'csv'))).toEqual([]);
    expect(short(await readScopeTable(Buffer.from(`${line},x\n`), 'csv'))).toEqual([
      [2, '', 'too-many-cells'],
    ]);
  });

  it('names the line of a quote that does not close, and an unknown encoding', async () => {
    const broken = Buffer.concat([csv([row()]), Buffer.from('A,1,"x')]);
    expect(short(await readScopeTable(broken, 'csv'))).toEqual([[3, '', 'malformed-csv']]);
    expect(
      short(await readScopeTable(Buffer.concat([csv([row()]), Buffer.from([0xff, 0xff])]), 'csv')),
    ).toEqual([[1, '', 'encoding']]);
  });

  it('counts lines alike with every kind of line break, also with several in one file', async () => {
    const text = csv([row({ note: '一\n二\n三' }), row({ item_no: '1.2', item: '' })]).toString();
    const [header, ...rest] = text.split('\n');
    for (const mixed of [
      text,
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', '\r'),
      `${header}\r\n${rest.join('\n')}`,
    ])
      expect(short(await readScopeTable(Buffer.from(mixed), 'csv'))).toEqual([[5, 'item', 'required']]);
  });

  it('is not a table without rows', async () => {
    for (const empty of [Buffer.from(''), Buffer.from('\n\n'), csv([])])
      expect(short(await readScopeTable(empty, 'csv'))).toEqual([[1, '', 'no-rows']]);
  });

  it('takes as many rows as it says, blank lines not counted, and not one more', async () => {
    const rows = Array.from({ length: 4 }, (_, i) => row({ item_no: `1.${i + 1}` }));
    const blank = Buffer.from('\n'.repeat(7));
    const three = Buffer.concat([blank, csv(rows.slice(0, 3)), blank]);
    expect(await readScopeTable(three, 'csv', { rows: 3 })).toMatchObject({ importable: true, total: 3 });
    expect(short(await readScopeTable(csv(rows), 'csv', { rows: 3 }))).toEqual([[5, '', 'too-many-rows']]);
    expect(short(await readScopeTable(Buffer.from('\n'.repeat(100)), 'csv', { rows: 3 }))).toEqual([
      [1, '', 'too-many-rows'],
    ]);
    const books = await Promise.all([xlsx(rows.slice(0, 3)), xlsx(rows)]);
    expect(await readScopeTable(books[0], 'xlsx', { rows: 3 })).toMatchObject({ importable: true, total: 3 });
    expect(short(await readScopeTable(books[1], 'xlsx', { rows: 3 }))).toEqual([[5, '', 'too-many-rows']]);
  });

  it('stops listing faults after a while', async () => {
    const rows = Array.from({ length: 50 }, () => row({ item: '' }));
    const { faults } = await readScopeTable(csv(rows), 'csv', { faults: 5 });
    expect(faults.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 5 }, () => 'required'),
      'too-many-faults',
    ]);
  });

  it('refuses a file above its size', async () => {
    const asked = readScopeTable(csv([row()]), 'csv', { bytes: 100 });
    await expect(asked).rejects.toMatchObject({
      code: 'body-too-large',
      details: { params: { limit: 100 } },
    });
  });
});
