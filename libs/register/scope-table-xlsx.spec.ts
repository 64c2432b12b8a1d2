import { deflateRawSync, crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { readScopeTable } from './scope-table.js';
import type { ScopeTable } from './scope-table.js';
import { csv, row, sample, xlsx } from './scope-table.fixture.js';

const short = (table: ScopeTable) => table.faults.map(({ line, column, code }) => [line, column, code]);
const spoilt = async (touch: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void) =>
  short(await readScopeTable(await xlsx([row({ category_no: '1' })], touch), 'xlsx'));

describe('scope tables in workbooks', () => {
  it('takes a whole number as its digits', async () => {
    const table = await readScopeTable(
      await xlsx([row()], (sheet) => (sheet.getCell('B2').value = 1)),
      'xlsx',
    );
    expect(table.digest).toBe((await readScopeTable(csv([row()]), 'csv')).digest);
  });

  it('takes text in several typefaces as one text', async () => {
    const rich = { richText: [{ text: '化学' }, { text: '需氧量', font: { bold: true } }] };
    const table = await readScopeTable(
      await xlsx([row()], (sheet) => (sheet.getCell('E2').value = rich)),
      'xlsx',
    );
    expect(table.rows[0]).toMatchObject({ item: '化学需氧量' });
  });

  it('takes a number with a fraction for what it is: 1.1 or 1.10, nobody knows', async () => {
    expect(await spoilt((sheet) => (sheet.getCell('D2').value = 1.1))).toEqual([
      [2, 'item_no', 'number-cell'],
    ]);
  });

  it('takes no cell that was turned into a date', async () => {
    expect(await spoilt((sheet) => (sheet.getCell('H2').value = new Date('2026-04-01')))).toEqual([
      [2, 'clause', 'date-cell'],
    ]);
  });

  it('takes no formula, not even one whose text stands in another cell', async () => {
    const sum = { formula: 'SUM(A1:A2)', result: 3 };
    expect(await spoilt((sheet) => (sheet.getCell('J2').value = sum))).toEqual([[2, 'note', 'formula-cell']]);
    const shared = { sharedFormula: 'I2', result: 3 } as unknown as ExcelJS.CellValue;
    expect(
      await spoilt((sheet) => {
        sheet.getCell('I2').value = {
          formula: 'A1',
          result: 'x',
          shareType: 'shared',
          ref: 'I2:J2',
        } as unknown as ExcelJS.CellValue;
        sheet.getCell('J2').value = shared;
      }),
    ).toEqual([
      [2, 'restriction', 'formula-cell'],
      [2, 'note', 'formula-cell'],
    ]);
  });

  it('takes no truth value and no error of the spreadsheet', async () => {
    expect(await spoilt((sheet) => (sheet.getCell('J2').value = true))).toEqual([[2, 'note', 'error-cell']]);
    expect(await spoilt((sheet) => (sheet.getCell('J2').value = { error: '#REF!' }))).toEqual([
      [2, 'note', 'error-cell'],
    ]);
  });

  it('takes no second sheet that holds something, hidden or not, and ignores empty ones', async () => {
    const second = (state: ExcelJS.WorksheetState) => (_: unknown, book: ExcelJS.Workbook) =>
      void book.addWorksheet('二', { state }).addRow(['x']);
    expect(await spoilt(second('visible'))).toEqual([[1, '', 'several-sheets']]);
    expect(await spoilt(second('veryHidden'))).toEqual([[1, '', 'several-sheets']]);
    expect(await spoilt((_, book) => void book.addWorksheet('二'))).toEqual([]);
  });

  it('takes no cell beyond the columns, wherever it stands', async () => {
    expect(await spoilt((sheet) => (sheet.getCell('XFD2').value = 'x'))).toEqual([[2, '', 'too-many-cells']]);
  });

  it('keeps the line numbers of the sheet over blank rows', async () => {
    const wrong = (sheet: ExcelJS.Worksheet) => (sheet.getCell('A9').value = 'B');
    expect((await spoilt(wrong)).map(([line]) => line)).toEqual([9, 9, 9, 9, 9, 9]);
  });

  it('reads a long sheet without breaking characters between its pieces', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) =>
      row({ item_no: `1.${i + 1}`, item: `项目𠮷${i}`, note: '说明'.repeat(20) }),
    );
    const started = performance.now();
    const table = await readScopeTable(await xlsx(rows), 'xlsx');
    expect(table).toMatchObject({ importable: true, total: 5000 });
    expect(table.rows).toEqual(rows);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('refuses by content what is not what it says', async () => {
    const refusal = (found: string) => ({ code: 'document-type-refused', details: { params: { found } } });
    await expect(readScopeTable(sample('food'), 'xlsx')).rejects.toMatchObject(refusal('text/plain'));
    const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await expect(readScopeTable(await xlsx([row()]), 'csv')).rejects.toMatchObject(refusal(sheet));
    const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
    await expect(readScopeTable(pdf, 'csv')).rejects.toMatchObject(refusal('application/pdf'));
    await expect(readScopeTable(pdf, 'xlsx')).rejects.toMatchObject(refusal('application/pdf'));
    await expect(readScopeTable(zip({ 'a.txt': 'x' }), 'xlsx')).rejects.toMatchObject(
      refusal('application/zip'),
    );
  });

  it('takes no workbook that was cut off or damaged, unless the damage is where nothing stands', async () => {
    const bytes = await xlsx([row()]);
    const { digest } = await readScopeTable(bytes, 'xlsx');
    const answer = (each: Buffer) =>
      readScopeTable(each, 'xlsx').catch((error: { code: string }) => error.code);
    for (let at = 0; at < bytes.length; at += 17) {
      const cut = await answer(bytes.subarray(0, at));
      if (typeof cut === 'string') expect(cut).toBe('document-type-refused');
      else expect(short(cut)).toEqual([[1, '', 'unreadable']]);

      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 0x55;
      const other = await answer(damaged);
      if (typeof other === 'string') expect(other).toBe('document-type-refused');
      else if (other.importable) expect(other.digest).toBe(digest);
      else expect(other.faults).not.toEqual([]);
    }
  });

  it('takes no part that does not have the checksum that the archive states', async () => {
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>site</t></is></c></row></sheetData></worksheet>';
    const whole = zip({ ...minimal(), 'xl/worksheets/sheet1.xml': sheet });
    expect((await readScopeTable(whole, 'xlsx')).faults[0]!.code).toBe('column-missing');
    const stated = Buffer.alloc(4);
    stated.writeUInt32LE(crc32(sheet));
    whole[whole.lastIndexOf(stated)]! ^= 1;
    expect(short(await readScopeTable(whole, 'xlsx'))).toEqual([[1, '', 'unreadable']]);
  });

  it('stops unpacking an archive that swells, whether or not the swollen part is wanted', async () => {
    const swollen = ' '.repeat(4_000_000);
    for (const name of ['xl/media/image1.png', 'xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml']) {
      const bomb = zip({ ...minimal(), [name]: swollen });
      expect(bomb.length).toBeLessThan(10_000);
      const answer = await readScopeTable(bomb, 'xlsx', { unpackedBytes: 1_000_000 });
      expect(short(answer)).toEqual([[1, '', 'unpacked-too-large']]);
    }
  });

  it('lets others take their turn while it reads a sheet made to keep it busy', async () => {
    const busy = {
      rows: '<row r="1"/>'.repeat(1_000_000),
      cells: `<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(100_000)}</row>`,
      width: '<row r="1"><c r="XFD1"/></row>'.repeat(100_000),
    };
    const codes: string[] = [];
    let longest = 0;
    let last = performance.now();
    const heart = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    for (const data of Object.values(busy)) {
      const sheet = `<worksheet><sheetData>${data}</sheetData></worksheet>`;
      const archive = zip({ ...minimal(), 'xl/worksheets/sheet1.xml': sheet });
      last = performance.now();
      codes.push((await readScopeTable(archive, 'xlsx')).faults[0]!.code);
    }
    clearInterval(heart);
    expect(codes).toEqual(['too-many-rows', 'column-missing', 'column-missing']);
    expect(longest).toBeLessThan(2_500);
  }, 30_000);

  it('outlives a swelling part that is broken further on', async () => {
    const bomb = zip({ ...minimal(), 'xl/media/image1.png': ' '.repeat(9_000_000) });
    bomb.fill(0xff, bomb.indexOf('xl/media/image1.png') + 4000, bomb.indexOf('PK\x01\x02') - 500);
    expect(short(await readScopeTable(bomb, 'xlsx', { unpackedBytes: 1_000_000 }))).toEqual([
      [1, '', 'unpacked-too-large'],
    ]);
    await new Promise((later) => setTimeout(later, 50));
  });

  it('takes no guides to pronunciation, which would replace the words', async () => {
    const strings = '<sst xmlns="x"><si><t>水</t><rPh sb="0" eb="1"><t>shui</t></rPh></si></sst>';
    expect(
      short(await readScopeTable(zip({ ...minimal(), 'xl/sharedStrings.xml': strings }), 'xlsx')),
    ).toEqual([[1, '', 'phonetic-guides']]);
  });

  it('takes no two parts of one name, no thousands of parts and no archive of the large kind', async () => {
    expect(short(await readScopeTable(zip(minimal()), 'xlsx'))).toEqual([[1, '', 'no-sheet']]);
    const sheet = ['xl/worksheets/sheet1.xml', '<worksheet/>'] as const;
    const many = Array.from({ length: 1001 }, (_, i) => [`docs/${i}`, ''] as const);
    for (const broken of [
      zip(minimal(), [sheet]),
      zip(minimal(), many),
      zip(minimal(), [], 'PK\x06\x07'.padEnd(20, '\0')),
    ])
      expect(short(await readScopeTable(broken, 'xlsx'))).toEqual([[1, '', 'unreadable']]);
  });
});

const minimal = (): Record<string, string> => ({
  '[Content_Types].xml':
    '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  'xl/workbook.xml':
    '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1" xmlns:r="r"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': '<worksheet><sheetData/></worksheet>',
});

/** An archive by hand (APPNOTE 4.3), because no writer makes broken ones. */
function zip(
  parts: Record<string, string>,
  more: (readonly [string, string])[] = [],
  beforeEnd = '',
): Buffer {
  let offset = 0;
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const [name, text] of [...Object.entries(parts), ...more]) {
    const packed = deflateRawSync(text);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(text), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(Buffer.byteLength(text), 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), fields, place, Buffer.from(name));
    pieces.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(pieces.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...pieces, ...directory, Buffer.from(`${beforeEnd}PK\x05\x06`), end]);
}
