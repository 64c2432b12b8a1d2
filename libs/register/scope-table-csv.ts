import { CsvError, parse } from 'csv-parse';
import type { Line } from './scope-rules.js';
import { inPieces, tidy } from './scope-text.js';

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
 * The lines of a CSV (RFC 4180) that hold something; at most `most` of them, or none and `tooMany` where four times as
 * many are blank. `malformed` is the line of a quote that does not close or stands where none may.
 */
export async function csvLines(
  text: string,
  most: number,
): Promise<{ lines: Line[]; malformed: number | null; tooMany: boolean }> {
  const lines: Line[] = [];
  const parser = parse({ relax_column_count: true, bom: true, info: true, max_record_size: 65_536 });
  // One kind of line break, else the parser takes the first it meets for all and counts CR LF inside quotes twice.
  const records = inPieces(text.replace(/\r\n?/g, '\n')).pipe(parser) as AsyncIterable<{
    record: string[];
    info: { lines: number };
  }>;
  let before = 0;
  let seen = 0;
  try {
    for await (const { record, info } of records) {
      const line = before + 1;
      before = info.lines;
      const cells = record.map(tidy);
      if (cells.some((cell) => cell !== '')) lines.push({ line, cells });
      if (lines.length === most) break;
      if (++seen === most * 4) return { lines: [], malformed: null, tooMany: true };
    }
    return { lines, malformed: null, tooMany: false };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      lines: [],
      malformed: typeof error.lines === 'number' ? error.lines : before + 1,
      tooMany: false,
    };
  }
}
