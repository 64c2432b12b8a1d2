import { createHash, randomBytes } from 'node:crypto';
import { canonicalText } from './canonical.js';

/**
 * A value that may be shown or forgotten: the text to keep apart, and the digest that goes into the event. After the
 * text is erased the digest still stands and says nothing (RFC 9901, section 4.2: base64url of the JSON list
 * [salt, name, value], 128 bits of salt; the digest is base64url of the SHA-256 of that ASCII text).
 */
export interface Disclosure {
  disclosure: string;
  digest: string;
  /** Bytes of the value's canonical text. */
  size: number;
}

export function disclose(name: string, value: unknown): Disclosure {
  const text = canonicalText(value);
  const salt = randomBytes(16).toString('base64url');
  const list = `[${JSON.stringify(salt)},${JSON.stringify(name)},${text}]`;
  const disclosure = Buffer.from(list, 'utf8').toString('base64url');
  return { disclosure, digest: digestOfDisclosure(disclosure), size: Buffer.byteLength(text) };
}

/** Digest of the text as it stands. Hashed as UTF-8: Node's `ascii` would take a foreign letter for its low byte. */
export const digestOfDisclosure = (disclosure: string): string =>
  createHash('sha256').update(disclosure, 'utf8').digest('base64url');

/** The value inside a disclosure. */
export function openDisclosure(disclosure: string): { name: string; value: unknown } {
  const [, name, value] = JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8')) as [
    string,
    string,
    unknown,
  ];
  return { name, value };
}
