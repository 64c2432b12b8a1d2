import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { fileTypeFromBuffer } from 'file-type';
import { Refused } from '#refusals';
import { categoriesOf, isFood, isMedical, readHeader, remark, scopeJudge } from './scope-rules.js';
import type { Line, ScopeCategory, ScopeRemark, ScopeRow } from './scope-rules.js';
import { csvLines, decodeOfficeText, unknownEncoding } from './scope-table-csv.js';
import { workbookLines } from './scope-table-xlsx.js';

export interface ScopeTableLimits {
  /** Of the file as it is sent. */
  bytes: number;
  /** Of everything inside an XLSX together: a small archive can unpack to a thousand times its size. */
  unpackedBytes: number;
  /** Rows after the header. */
  rows: number;
  /** How many faults are listed before the reader gives up listing. */
  faults: number;
}

export const scopeTableLimits: ScopeTableLimits = {
  bytes: 4 * 1024 * 1024,
  unpackedBytes: 16 * 1024 * 1024,
  rows: 5_000,
  faults: 200,
};

interface Findings {
  faults: ScopeRemark[];
  /** What a person should look at; it does not stand in the way. */
  warnings: ScopeRemark[];
  /** Lines that hold something, without the header, as far as they were read. */
  total: number;
}

/** A table is imported whole or not at all: with any fault there are no rows to import and no digest to refer to. */
export type ScopeTable =
  | (Findings & {
      importable: true;
      rows: ScopeRow[];
      /** SHA-256, hexadecimal, over the canonical JSON (RFC 8785) of `rows`: the same from CSV and XLSX. */
      digest: string;
      /** Any row is food: the certificate takes field 00. Any row is of medical devices: no commitment route. */
      food: boolean;
      medical: boolean;
      categories: ScopeCategory[];
    })
  | (Findings & { importable: false; rows: []; digest: null; food: false; medical: false; categories: [] });

/**
 * Reads a scope table (检验检测能力附表) and judges every row. Refuses a file above `bytes` (`body-too-large`) and one
 * whose content is not what `kind` says (`document-type-refused`); all else that is wrong is a fault with its line.
 * CPU only: under a second for a full workbook, some seconds for a hostile file, and others get their turn meanwhile.
 */
export async function readScopeTable(
  bytes: Buffer,
  kind: 'csv' | 'xlsx',
  limits: Partial<ScopeTableLimits> = {},
): Promise<ScopeTable> {
  const bounds = { ...scopeTableLimits, ...limits };
  if (bytes.length > bounds.bytes) throw new Refused('body-too-large', { params: { limit: bounds.bytes } });
  await refuseOtherContent(bytes, kind);

  // One line above the limit shows that there are more.
  const { lines, fault } = await linesOf(bytes, kind, bounds);
  if (fault) return notImportable([fault], 0);

  const [header, ...rest] = lines;
  if (!header) return notImportable([remark(1, '', 'no-rows')], 0);
  const { places, faults } = readHeader(header);
  if (faults.length > 0) return notImportable(cut(faults, bounds.faults), rest.length);
  if (rest.length === 0) return notImportable([remark(1, '', 'no-rows')], 0);
  if (rest.length > bounds.rows)
    return notImportable(
      [remark(rest.at(-1)!.line, '', 'too-many-rows', { limit: bounds.rows })],
      rest.length,
    );

  const judge = scopeJudge(places);
  for (const line of rest) {
    faults.push(...judge.take(line));
    if (faults.length > bounds.faults) break;
  }
  if (faults.length > 0) return notImportable(cut(faults, bounds.faults), rest.length);

  const { rows } = judge;
  return {
    importable: true,
    rows,
    faults: [],
    warnings: mixtureOf(rows, rest),
    total: rows.length,
    digest: createHash('sha256').update(canonicalize(rows)!).digest('hex'),
    food: rows.some(isFood),
    medical: rows.some(isMedical),
    categories: categoriesOf(rows),
  };
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function refuseOtherContent(bytes: Buffer, kind: 'csv' | 'xlsx'): Promise<void> {
  // Text has no signature, so for a CSV nothing may be found.
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  if (found === (kind === 'xlsx' ? workbook : undefined)) return;
  throw new Refused('document-type-refused', { params: { found: found ?? 'text/plain' } });
}

async function linesOf(
  bytes: Buffer,
  kind: 'csv' | 'xlsx',
  bounds: ScopeTableLimits,
): Promise<{ lines: Line[]; fault: ScopeRemark | null }> {
  const most = bounds.rows + 2;
  if (kind === 'xlsx') {
    const { lines, fault } = await workbookLines(bytes, most, bounds.unpackedBytes);
    return {
      lines,
      fault:
        fault &&
        remark(1, '', fault, {
          limit: fault === 'too-many-rows' ? bounds.rows : bounds.unpackedBytes,
        }),
    };
  }
  const text = decodeOfficeText(bytes);
  if (text === unknownEncoding) return { lines: [], fault: remark(1, '', 'encoding') };
  const { lines, malformed, tooMany } = await csvLines(text, most);
  if (tooMany) return { lines, fault: remark(1, '', 'too-many-rows', { limit: bounds.rows }) };
  return { lines, fault: malformed === null ? null : remark(malformed, '', 'malformed-csv') };
}

/** The reference asks for separate tables; offices take mixed ones, so this is a warning, on the first other row. */
function mixtureOf(rows: ScopeRow[], lines: Line[]): ScopeRemark[] {
  const other = rows.findIndex((row) => !isFood(row));
  if (other < 0 || !rows.some(isFood)) return [];
  return [remark(lines[other]!.line, 'category', 'food-with-other', { category: rows[other]!.category })];
}

function cut(faults: ScopeRemark[], limit: number): ScopeRemark[] {
  if (faults.length <= limit) return faults;
  return [...faults.slice(0, limit), remark(faults[limit]!.line, '', 'too-many-faults', { limit })];
}

function notImportable(faults: ScopeRemark[], total: number): ScopeTable {
  return {
    importable: false,
    rows: [],
    faults,
    warnings: [],
    total,
    digest: null,
    food: false,
    medical: false,
    categories: [],
  };
}
