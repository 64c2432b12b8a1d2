import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { scopeColumns } from './scope-rules.js';
import type { ScopeColumn, ScopeRow } from './scope-rules.js';

export const sample = (name: string) => readFileSync(new URL(`samples/${name}.csv`, import.meta.url));

/** A row that is right in every column; what a test changes is what it tests. */
export const row = (changes: Partial<ScopeRow> = {}): ScopeRow => ({
  site: 'A',
  category_no: '1',
  category: '水和废水',
  item_no: '1.1',
  item: '化学需氧量',
  standard: '水质 化学需氧量的测定 重铬酸盐法',
  standard_no: 'HJ 828-2017',
  clause: '',
  restriction: '',
  note: '',
  ...changes,
});

export const csv = (rows: ScopeRow[], columns: readonly ScopeColumn[] = scopeColumns, end = '\n'): Buffer => {
  const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [
    columns.join(','),
    ...rows.map((each) => columns.map((column) => quoted(each[column])).join(',')),
  ];
  return Buffer.from(lines.map((line) => line + end).join(''));
};

/** A workbook with the rows as text cells; `touch` may spoil it before it is written. */
export const xlsx = async (
  rows: ScopeRow[],
  touch: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void = () => {},
): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('能力附表');
  sheet.addRow([...scopeColumns]);
  for (const each of rows) sheet.addRow(scopeColumns.map((column) => each[column]));
  touch(sheet, book);
  return Buffer.from(await book.xlsx.writeBuffer());
};
