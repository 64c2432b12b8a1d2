import { createColors } from 'picocolors';

/** Colour only on a terminal, and not where NO_COLOR is set (no-color.org). */
export const paint = createColors(process.stdout.isTTY && !process.env.NO_COLOR);

const wide =
  '\\u1100-\\u115F\\u2E80-\\uA4CF\\uAC00-\\uD7A3\\uF900-\\uFAFF\\uFE30-\\uFE4F\\uFF00-\\uFF60\\uFFE0-\\uFFE6';
const closing = '，。、；：！？）》」』”';
const opening = '（《「『“';
// A number stays with what it counts: `9月`, `26项`.
const pieces = new RegExp(`\\s+|[${opening}]*(?:\\d+[${wide}]|[${wide}]|[^\\s${wide}]+)[${closing}]*`, 'gu');
const isWide = new RegExp(`[${wide}]`, 'u');

/** Columns of a terminal that a text takes: Chinese characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += isWide.test(character) ? 2 : 1;
  return width;
}

/**
 * Breaks a text into lines of at most `width` columns: between words, and between Chinese characters but not before
 * the punctuation that closes a phrase. Line breaks of the text stay. `first` and `rest` begin the lines.
 */
export function wrap(text: string, width: number, first = '', rest = first): string {
  return text
    .split('\n')
    .map((line, index) => wrapLine(line, width, index === 0 ? first : rest, rest))
    .join('\n');
}

function wrapLine(text: string, width: number, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let used = widthOf(first);
  let empty = true;
  for (const piece of text.match(pieces) ?? []) {
    const size = widthOf(piece);
    const blank = piece.trim() === '';
    if (!empty && !blank && used + size > width) {
      lines.push(line.trimEnd());
      line = rest;
      used = widthOf(rest);
      empty = true;
    }
    if (blank && empty) continue;
    line += blank ? ' ' : piece;
    used += blank ? 1 : size;
    empty = false;
  }
  return [...lines, line.trimEnd()].join('\n');
}

/** Columns to write in: those of the terminal, between 60 and 100; 100 where there is none. */
export function columns(): number {
  return Math.max(60, Math.min(100, process.stdout.isTTY ? process.stdout.columns : 100));
}

/**
 * Without the characters that a terminal obeys (C0, C1, DEL) or that turn text around (bidirectional controls): what
 * comes from elsewhere is shown, never executed. Line breaks and tabs stay.
 */
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** Columns side by side, two blanks between them, as wide as their widest cell; nothing is cut. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, widthOf(cell))));
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat(widths[at]! - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Aborted when nobody reads standard output or standard error any more. */
export const readerGone = new AbortController();

/** Data: standard output, which another program may read. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Talk: standard error, for whoever looks on. */
export function say(line = ''): void {
  process.stderr.write(`${line}\n`);
}
