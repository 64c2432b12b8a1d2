import { createHash } from 'node:crypto';
import { malformedRequest } from './problem.js';

/** What a list is asked for beside the place; a cursor of one list means nothing in another. */
type Asked = Record<string, string | number | boolean | undefined>;

export interface Page<Item> {
  items: Item[];
  /** Cursor of the next page, null on the last. */
  next: string | null;
}

/**
 * A page out of up to `limit + 1` items, the one too many telling that there is more. A cursor names a place and
 * grants nothing: what its bearer may see is judged again on every page.
 */
export function pageOf<Item>(
  items: Item[],
  limit: number,
  asked: Asked,
  key: (item: Item) => string,
): Page<Item> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown,
    next: items.length > limit && last !== undefined ? cursorOf(key(last), asked) : null,
  };
}

/**
 * A page of a list that is whole before us, after the item of the key `after`. Refuses the cursor of an item that is not in
 * the list any more, for nobody could say where to go on.
 */
export function pageAfter<Item>(
  items: Item[],
  after: string | undefined,
  limit: number,
  asked: Asked,
  key: (item: Item) => string,
): Page<Item> {
  const place = after === undefined ? -1 : items.findIndex((item) => key(item) === after);
  if (after !== undefined && place === -1) throw strangeCursor();
  return pageOf(items.slice(place + 1, place + 2 + limit), limit, asked, key);
}

const strangeCursor = () => malformedRequest('cursor 不是此列表给出的', 'the cursor is not one of this list');

/**
 * The key that a cursor names, undefined for none. Refuses a cursor that this list did not hand out; anybody can make
 * one, so the key must have the shape of the list's keys.
 */
export function placeOf(
  cursor: string | undefined,
  asked: Asked,
  shape: Pick<RegExp, 'test'>,
): string | undefined {
  if (cursor === undefined) return undefined;
  const [key, check] = Buffer.from(cursor, 'base64url').toString('latin1').split('|');
  if (
    key === undefined ||
    !shape.test(key) ||
    check !== checkOf(key, asked) ||
    cursorOf(key, asked) !== cursor
  ) {
    throw strangeCursor();
  }
  return key;
}

/** The shapes of keys: ids of rows, numbers of certificates, and items of a scope. */
export const idKey = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const certificateKey = /^[0-9]{12}$/;
export const itemKey = /^[0-9a-f]{16}$/;

/** RFC 8288: where the next page is. */
export function linkTo(path: string, query: Asked): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `<${path}?${search.toString()}>; rel="next"`;
}

const cursorOf = (key: string, asked: Asked): string =>
  Buffer.from(`${key}|${checkOf(key, asked)}`, 'latin1').toString('base64url');

const checkOf = (key: string, asked: Asked): string =>
  createHash('sha256')
    .update(JSON.stringify([key, Object.entries(asked)]))
    .digest('base64url')
    .slice(0, 12);
