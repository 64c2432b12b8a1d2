import { CsvError, parse } from 'csv-parse/sync';
import type { Line } from './scope-rules.js';

/** The text is in neither of the two encodings in which offices save CSV. */
export const unknownEncoding = Symbol('unknown encoding');

/**
 * UTF-8, with or without a byte order mark, else GB18030 (which holds GBK and GB2312). Bytes that are valid in
 * neither are not guessed at: a decoder that puts in replacement characters would change the names of standards.
 */
export function decodeOfficeText(bytes: Uint8Array): string | typeof unknownEncoding {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  return unknownEncoding;
}

/**
 * The lines of a CSV (RFC 4180) that hold something; at most `most` of them are kept, though all are read.
 * `malformed` is the line of a quote that does not close or stands where none may.
 */
export function csvLines(text: string, most: number): { lines: Line[]; malformed: number | null } {
  const lines: Line[] = [];
  let before = 0;
  const keep = (record: string[], info: { lines: number }): null => {
    const line = before + 1;
    before = info.lines;
    const cells = record.map(tidy);
    if (lines.length < most && cells.some((cell) => cell !== '')) lines.push({ line, cells });
    return null;
  };
  try {
    // One kind of line break, else the parser takes the first it meets for all and counts CR LF inside quotes twice.
    parse(text.replace(/\r\n?/g, '\n'), {
      relax_column_count: true,
      bom: true,
      max_record_size: 65_536,
      on_record: keep,
    });
    return { lines, malformed: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { lines: [], malformed: typeof error.lines === 'number' ? error.lines : before + 1 };
  }
}

/** A cell without outer blanks, its line breaks as one line feed: the same text from every program. */
export function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
