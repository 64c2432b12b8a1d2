import type { Words } from '#process';
import { words } from './scope-words.js';

/** The columns of a scope table, in the order in which they are written. Their names are the header line. */
export const scopeColumns = [
  'site',
  'category_no',
  'category',
  'item_no',
  'item',
  'standard',
  'standard_no',
  'clause',
  'restriction',
  'note',
] as const;
export type ScopeColumn = (typeof scopeColumns)[number];

/** One line of a scope table: every column is there, an empty one as the empty string, without outer blanks. */
export type ScopeRow = Record<ScopeColumn, string>;

/** What stands in one cell: its text, or why it has none. */
export type Cell =
  string | { fault: 'formula-cell' | 'number-cell' | 'date-cell' | 'error-cell'; shown: string };

/** A line of the file with its number as a spreadsheet shows it, from 1. */
export interface Line {
  line: number;
  cells: Cell[];
}

/** `line` counts from 1 and includes the header; `column` is empty where the line or the file as a whole is meant. */
export interface ScopeRemark {
  line: number;
  column: string;
  /** Stable, never translated: a key of the table in `scope-words.ts`. */
  code: keyof typeof words;
  message: Words;
}

/** One category of one site and what its rows say about it. */
export interface ScopeCategory {
  site: string;
  no: string;
  name: string;
  items: number;
  /** Any row of it is food, or of the field of medical devices. */
  food: boolean;
  medical: boolean;
}

const optional = new Set<ScopeColumn>(['clause', 'restriction', 'note']);

/** Longest text of each column, in UTF-16 code units. */
export const widths: Record<ScopeColumn, number> = {
  site: 200,
  category_no: 4,
  category: 100,
  item_no: 19,
  item: 200,
  standard: 300,
  standard_no: 100,
  clause: 200,
  restriction: 1000,
  note: 1000,
};

/**
 * Control characters save tab and line feed, the marks that turn the direction of reading (they make a text look
 * like another), halves of surrogate pairs, non-characters, and the mark left by a failed decoding.
 */
const forbidden = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/u;

/** `GB 5009.3-2016`: letters, a number, a year of four digits; national lists also print a long dash or a colon. */
const numberWithYear = /^\p{L}[^\n]*\d[^\n]*[-‐‑–—:：]\s*(?:19|20)\d{2}(?:[/ (（][^\n]*)?$/u;
/** Books and announcements that bear no number are cited by their year: `中国药典 2020年版`, `…（2002年）`. */
const bookOfAYear = /\p{L}[^\n]*(?:19|20)\d{2}\s?年版?[^\n]*$/u;

const foodStandard = /^GB(?:\/T)?\s?(?:5009|4789)(?:\.\d+)*[-‐‑–—]/u;
const medicalStandard = /^YY(?:\/T)?\s?\d/u;

/** A row of food: the national food safety methods, or a category that names food. Drinking water alone is not. */
export function isFood(row: ScopeRow): boolean {
  return foodStandard.test(row.standard_no) || row.category.includes('食品');
}

/** A row of medical devices: an industry standard YY, or the note that says so. */
export function isMedical(row: ScopeRow): boolean {
  return medicalStandard.test(row.standard_no) || row.note.includes('医疗器械领域');
}

/**
 * Words by which a row is special food: health food, food for special medical purposes, infant formula (Food Safety Law, by
 * the reference 2.1). The commitment route does not reach it. Postgres reads the pattern as it stands.
 */
export const specialFood = /保健食品|特殊医学用途|婴幼儿配方|特殊食品/;

/** The number of a mandatory national standard: GB without the T or Z of recommended ones. Read by Postgres as well. */
export const mandatoryStandard = /^GB ?[0-9]/;

/** Whether the number of a standard says of which year it is. */
export function bearsItsYear(standardNo: string): boolean {
  return numberWithYear.test(standardNo) || bookOfAYear.test(standardNo);
}

export function remark(
  line: number,
  column: string,
  code: keyof typeof words,
  params: Record<string, string | number> = {},
): ScopeRemark {
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return {
    line,
    column,
    code,
    message: { 'zh-CN': filled(words[code]['zh-CN']), en: filled(words[code].en) },
  };
}

/** Which column stands where, from the header line. Any order, but exactly these columns. */
export function readHeader(header: Line | undefined): { places: ScopeColumn[]; faults: ScopeRemark[] } {
  const names = (header?.cells ?? []).map((cell) => (typeof cell === 'string' ? cell.trim() : ''));
  while (names.at(-1) === '') names.pop();
  const known = (name: string): name is ScopeColumn => (scopeColumns as readonly string[]).includes(name);
  const faults = [
    ...scopeColumns
      .filter((name) => !names.includes(name))
      .map((name) => remark(1, name, 'column-missing', { column: name })),
    ...names.flatMap((name, at) => {
      if (!known(name))
        return [remark(1, printable(name), 'column-unknown', { column: printable(name) || `${at + 1}` })];
      return names.indexOf(name) === at ? [] : [remark(1, name, 'column-twice', { column: name })];
    }),
  ];
  return { places: names.filter(known), faults };
}

/** Judges the lines after the header one by one; `take` answers the faults of one line. */
export function scopeJudge(places: ScopeColumn[]) {
  const rows: ScopeRow[] = [];
  const items = new Map<string, number>();
  const categoryNames = new Map<string, { name: string; line: number }>();

  const take = ({ line, cells }: Line): ScopeRemark[] => {
    const faults: ScopeRemark[] = [];
    const row = Object.fromEntries(scopeColumns.map((column) => [column, ''])) as ScopeRow;
    if (cells.slice(places.length).some((cell) => cell !== ''))
      return [remark(line, '', 'too-many-cells', { columns: places.length })];
    places.forEach((column, at) => {
      const cell = cells[at] ?? '';
      if (typeof cell !== 'string')
        faults.push(remark(line, column, cell.fault, { shown: printable(cell.shown) }));
      else {
        row[column] = cell;
        const fault = textFault(column, cell);
        if (fault) faults.push(remark(line, column, fault, { limit: widths[column], column }));
      }
    });
    if (faults.length > 0) return faults;

    if (!/^[1-9]\d*$/.test(row.category_no))
      faults.push(remark(line, 'category_no', 'category-number-malformed'));
    if (!/^[1-9]\d*(?:\.[1-9]\d*){1,3}$/.test(row.item_no))
      faults.push(remark(line, 'item_no', 'item-number-malformed'));
    else if (!row.item_no.startsWith(`${row.category_no}.`))
      faults.push(
        remark(line, 'item_no', 'item-outside-category', { item: row.item_no, category: row.category_no }),
      );
    if (!bearsItsYear(row.standard_no))
      faults.push(remark(line, 'standard_no', 'standard-without-year', { standard: row.standard_no }));

    const itemKey = JSON.stringify([row.site, row.item_no]);
    const earlier = items.get(itemKey);
    if (earlier) faults.push(remark(line, 'item_no', 'item-twice', { item: row.item_no, earlier }));
    else items.set(itemKey, line);

    const categoryKey = JSON.stringify([row.site, row.category_no]);
    const first = categoryNames.get(categoryKey);
    if (first && first.name !== row.category)
      faults.push(
        remark(line, 'category', 'category-renamed', {
          no: row.category_no,
          name: first.name,
          earlier: first.line,
        }),
      );
    else if (!first) categoryNames.set(categoryKey, { name: row.category, line });

    rows.push(row);
    return faults;
  };
  return { take, rows };
}

/** The categories of the rows, in the order in which they first appear. */
export function categoriesOf(rows: ScopeRow[]): ScopeCategory[] {
  const found = new Map<string, ScopeCategory>();
  for (const row of rows) {
    const key = JSON.stringify([row.site, row.category_no]);
    const category = found.get(key) ?? {
      site: row.site,
      no: row.category_no,
      name: row.category,
      items: 0,
      food: false,
      medical: false,
    };
    category.items += 1;
    category.food ||= isFood(row);
    category.medical ||= isMedical(row);
    found.set(key, category);
  }
  return [...found.values()];
}

function textFault(column: ScopeColumn, text: string) {
  if (forbidden.test(text)) return 'forbidden-character';
  if (text === '') return optional.has(column) ? null : 'required';
  if (text.startsWith('=')) return 'formula-text';
  return text.length > widths[column] ? 'too-long' : null;
}

/** What may be repeated in a message: short, and without the characters that are refused. */
function printable(text: string): string {
  return [...text]
    .filter((character) => !forbidden.test(character) && character !== '\n')
    .join('')
    .slice(0, 40);
}
