import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import ExcelJS from 'exceljs';
import unzipper from 'unzipper';
import { scopeColumns } from './scope-rules.js';
import type { Cell, Line } from './scope-rules.js';
import { inPieces, tidy } from './scope-text.js';

/** Why a workbook is not read at all. */
export type WorkbookFault =
  'unreadable' | 'unpacked-too-large' | 'no-sheet' | 'several-sheets' | 'too-many-rows' | 'phonetic-guides';

/**
 * The steps of exceljs' own streaming reader, called one by one. Its `read()` would unpack without a bound, write
 * sheets to temporary files that stay after an error, read sheets before the styles that tell a date from a number,
 * and break characters that lie across two chunks. Given here are whole parts, already bounded and decoded. The
 * names are private; exceljs is pinned to 4.4.0, and the tests go through all of them.
 */
interface PartReader {
  _parseRels(part: Readable): Promise<void>;
  _parseWorkbook(part: Readable): Promise<void>;
  _parseStyles(part: Readable): Promise<void>;
  _parseSharedStrings(part: Readable): AsyncIterable<unknown>;
  _parseWorksheet(part: Readable, sheetNo: string): Iterable<{ value: AsyncIterable<ExcelJS.Row> }>;
}

const wanted =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/sheet\d+\.xml)$/;
const sheetName = /^xl\/worksheets\/sheet(\d+)\.xml$/;

/** The lines of the one sheet that holds something; at most `most` of them are kept. */
export async function workbookLines(
  bytes: Buffer,
  most: number,
  unpackedBytes: number,
): Promise<{ lines: Line[]; fault: WorkbookFault | null }> {
  try {
    const parts = await unpack(bytes, unpackedBytes);
    if (parts === 'unpacked-too-large') return { lines: [], fault: parts };
    // exceljs reads the guide to a word's pronunciation in the place of the word.
    if (parts.get('xl/sharedStrings.xml')?.includes('<rPh')) return { lines: [], fault: 'phonetic-guides' };
    return await readParts(parts, most);
  } catch {
    // Damaged archives and XML fail in many ways, deep in the readers; the sender can do one thing about all of them.
    return { lines: [], fault: 'unreadable' };
  }
}

/**
 * The parts that are wanted, as text. Every byte that is unpacked counts, of every part, and every part must have the
 * checksum that the archive states: half of all flipped bits would otherwise go by as other text.
 */
async function unpack(bytes: Buffer, most: number): Promise<Map<string, string> | 'unpacked-too-large'> {
  // The directory of an archive above 4 GiB may announce any number of parts, for which the reader makes room.
  if (bytes.subarray(-200).includes('PK\x06\x07')) throw new Error('an archive of the large kind');
  const { files } = await unzipper.Open.buffer(bytes);
  if (files.length > 1000) throw new Error('too many parts');
  const parts = new Map<string, string>();
  let unpacked = 0;
  for (const file of files) {
    const chunks: Buffer[] = [];
    let checksum = 0;
    for await (const chunk of file.stream() as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > most) return 'unpacked-too-large';
      checksum = crc32(chunk, checksum);
      if (wanted.test(file.path)) chunks.push(chunk);
    }
    if (checksum !== file.crc32) throw new Error('a part is damaged');
    if (!wanted.test(file.path)) continue;
    // Two parts of one name would let two programs see two tables.
    if (parts.has(file.path)) throw new Error('two parts are named alike');
    parts.set(file.path, new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  }
  return parts;
}

async function readParts(
  parts: Map<string, string>,
  most: number,
): Promise<{ lines: Line[]; fault: WorkbookFault | null }> {
  const options = { sharedStrings: 'cache', styles: 'cache', worksheets: 'emit' } as const;
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([]), options) as unknown as PartReader;
  const part = (name: string) => {
    const text = parts.get(name);
    if (text === undefined) throw new Error('a part is missing');
    return inPieces(text);
  };
  await reader._parseWorkbook(part('xl/workbook.xml'));
  await reader._parseRels(part('xl/_rels/workbook.xml.rels'));
  if (parts.has('xl/styles.xml')) await reader._parseStyles(part('xl/styles.xml'));
  if (parts.has('xl/sharedStrings.xml'))
    for await (const _ of reader._parseSharedStrings(part('xl/sharedStrings.xml'))) void _;

  let found: Line[] | null = null;
  for (const name of parts.keys()) {
    const sheetNo = sheetName.exec(name)?.[1];
    if (sheetNo === undefined) continue;
    for (const { value: sheet } of reader._parseWorksheet(part(name), sheetNo)) {
      const lines: Line[] = [];
      let seen = 0;
      for await (const row of sheet) {
        const cells = cellsOf(row);
        if (cells.some((cell) => cell !== '')) lines.push({ line: row.number, cells });
        // Blank rows that only bear a format count as well, four times as many of them.
        if (lines.length === most || ++seen === most * 4) break;
      }
      if (seen === most * 4) return { lines: [], fault: 'too-many-rows' };
      if (lines.length === 0) continue;
      if (found) return { lines: [], fault: 'several-sheets' };
      found = lines;
    }
  }
  return found ? { lines: found, fault: null } : { lines: [], fault: 'no-sheet' };
}

function cellsOf(row: ExcelJS.Row): Cell[] {
  // No table is that wide. Looking through 16,384 columns of each row would be a way to keep the service busy.
  if (row.cellCount > 256) return [...scopeColumns.map(() => ''), { fault: 'error-cell', shown: '' }];
  const cells: Cell[] = [];
  row.eachCell((cell, column) => {
    cells[column - 1] = textOf(cell.value);
  });
  return Array.from(cells, (cell) => cell ?? '');
}

function textOf(value: ExcelJS.CellValue): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return tidy(unescaped(value));
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? String(value) : { fault: 'number-cell', shown: String(value) };
  }
  if (value instanceof Date) return { fault: 'date-cell', shown: '' };
  if (typeof value === 'boolean') return { fault: 'error-cell', shown: '' };
  if ('richText' in value) return tidy(unescaped(value.richText.map(({ text }) => text ?? '').join('')));
  // A formula whose text stands in another cell comes with an empty one: `in`, not truth.
  if ('formula' in value) return { fault: 'formula-cell', shown: '' };
  return { fault: 'error-cell', shown: '' };
}

/** ECMA-376 part 1, 22.9.2.19: a character that XML cannot hold is written `_xHHHH_`. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
