import { describe, expect, it } from '@jest/globals';
import { bearsItsYear, scopeColumns, widths } from './scope-rules.js';
import type { ScopeRow } from './scope-rules.js';
import { readScopeTable } from './scope-table.js';
import { csv, row } from './scope-table.fixture.js';

const faultsOf = async (...rows: ScopeRow[]) => {
  const { faults } = await readScopeTable(csv(rows), 'csv');
  return faults.map(({ line, column, code }) => [line, column, code]);
};

describe('a row of a scope table', () => {
  it.each(scopeColumns.filter((column) => !['clause', 'restriction', 'note'].includes(column)))(
    'needs the column %s on every row',
    async (column) => {
      expect(await faultsOf(row({ [column]: ' ' }))).toEqual([[2, column, 'required']]);
    },
  );

  it.each(scopeColumns)('bounds the text of the column %s', async (column) => {
    const long = column.endsWith('_no') ? '1'.repeat(widths[column] + 1) : '长'.repeat(widths[column] + 1);
    expect(await faultsOf(row({ [column]: long }))).toEqual([[2, column, 'too-long']]);
  });

  it('keeps item numbers within their category', async () => {
    expect(await faultsOf(row({ item_no: '2.1' }))).toEqual([[2, 'item_no', 'item-outside-category']]);
    expect(await faultsOf(row({ item_no: '11.1' }))).toEqual([[2, 'item_no', 'item-outside-category']]);
    expect(await faultsOf(row({ category_no: '1', item_no: '1.10' }), row({ item_no: '1.1' }))).toEqual([]);
    for (const item_no of ['1', '1.', '1.01', '1.0', '1-1', '一.1', '1.1.1.1.1'])
      expect([item_no, await faultsOf(row({ item_no }))]).toEqual([
        item_no,
        [[2, 'item_no', 'item-number-malformed']],
      ]);
    for (const category_no of ['0', '01', '一'])
      expect((await faultsOf(row({ category_no, item_no: `1.1` })))[0]).toEqual([
        2,
        'category_no',
        'category-number-malformed',
      ]);
  });

  it('takes an item once per site', async () => {
    expect(await faultsOf(row(), row({ site: 'B' }))).toEqual([]);
    expect(await faultsOf(row(), row({ site: 'B' }), row())).toEqual([[4, 'item_no', 'item-twice']]);
    const { faults } = await readScopeTable(csv([row(), row()]), 'csv');
    expect(faults[0]!.message.en).toContain('line 2');
  });

  it('gives a category of a site one name', async () => {
    expect(await faultsOf(row(), row({ item_no: '1.2', category: '废气' }))).toEqual([
      [3, 'category', 'category-renamed'],
    ]);
    expect(await faultsOf(row(), row({ site: 'B', category: '废气' }))).toEqual([]);
  });

  it('asks for the year of every standard', async () => {
    for (const good of [
      'GB 5009.3-2016',
      'GB/T 11893-1989',
      'HJ 828—2017',
      'DB50/T 867.1-2018',
      'ISO 9001:2015',
      'GB 18352.6-2016/XG1-2020',
      '中国药典 2020年版 四部',
      '《水和废水监测分析方法》（第四版增补版）国家环境保护总局（2002年）',
    ])
      expect([good, bearsItsYear(good)]).toEqual([good, true]);
    for (const bad of [
      'GB 5009.3',
      'GB/T 11893-89',
      'GB 5009.3-2116',
      'GB 5009.3-20161',
      '2016',
      '-2016',
      'GB-2016',
      '5009-2016',
    ])
      expect([bad, bearsItsYear(bad)]).toEqual([bad, false]);
    expect(await faultsOf(row({ standard_no: 'GB/T 11893-89' }))).toEqual([
      [2, 'standard_no', 'standard-without-year'],
    ]);
  });

  it('calls food what the national food methods or the category call food, and drinking water not', async () => {
    const food = async (changes: Partial<ScopeRow>) =>
      (await readScopeTable(csv([row(changes)]), 'csv')).food;
    expect(await food({ standard_no: 'GB 5009.3-2016' })).toBe(true);
    expect(await food({ standard_no: 'GB/T 5009.199-2003' })).toBe(true);
    expect(await food({ standard_no: 'GB 4789.2-2022' })).toBe(true);
    expect(await food({ category: '食品添加剂' })).toBe(true);
    expect(await food({ category: '生活饮用水', standard_no: 'GB/T 5750.4-2023' })).toBe(false);
    expect(await food({ standard_no: 'GB 50091-2016' })).toBe(false);
  });

  it('takes no formula, control character or broken character', async () => {
    expect(await faultsOf(row({ note: '=HYPERLINK("x")' }))).toEqual([[2, 'note', 'formula-text']]);
    for (const bad of ['\u0000', '\u0007', '\u202e', '\u2066', '\ufffd', '\uffff', '\u0085'])
      expect([bad, await faultsOf(row({ item: `水${bad}质` }))]).toEqual([
        bad,
        [[2, 'item', 'forbidden-character']],
      ]);
  });
});
