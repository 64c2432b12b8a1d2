import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** A value that has one byte form: strings, safe integers, booleans, null, and lists and objects of these. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * The canonical text of a value (RFC 8785). Refuses what has no single byte form or would not survive the way
 * through Postgres: fractions, integers beyond 2^53, undefined, lone surrogates, U+0000.
 */
export function canonicalText(value: unknown): string {
  checkPlain(value, '');
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('nothing to write');
  return text;
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function checkPlain(value: unknown, at: string): void {
  switch (typeof value) {
    case 'string':
      if (value.includes('\u0000') || loneSurrogate.test(value))
        throw new TypeError(`${at}: text that cannot be kept`);
      return;
    case 'boolean':
      return;
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TypeError(`${at}: ${value} is not a safe integer`);
      return;
    case 'object':
      if (value === null) return;
      if (Array.isArray(value)) {
        // By index, for a hole in a list is something missing, and not something to skip.
        for (let index = 0; index < value.length; index += 1) checkPlain(value[index], `${at}/${index}`);
        return;
      }
      if (Object.getPrototypeOf(value) !== Object.prototype) throw new TypeError(`${at}: not a plain object`);
      for (const [key, entry] of Object.entries(value)) {
        checkPlain(key, at);
        checkPlain(entry, `${at}/${key}`);
      }
      return;
    default:
      throw new TypeError(`${at}: ${typeof value} has no canonical form`);
  }
}

export const sha256 = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** SHA-256 of the canonical text, hex. */
export const digestOf = (value: unknown): string => sha256(canonicalText(value)).toString('hex');

const leafPrefix = Buffer.from([0]);

/** The leaf hash of RFC 6962, section 2.1, which is also the link of the case's chain: SHA-256(0x00 ‖ body). */
export function leafHash(body: string): Buffer {
  return createHash('sha256').update(leafPrefix).update(body, 'utf8').digest();
}
