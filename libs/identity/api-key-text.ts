import { createHash, randomBytes, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Keys of a demonstration are told from real ones by their text, and neither is taken where the other belongs. */
export type KeyKind = 'live' | 'test';

/** The parts of a key. */
export interface ApiKeyText {
  kind: KeyKind;
  /** Eight characters that may be shown. */
  id: string;
  /** SHA-256 of the secret, which is 256 random bits and needs no slow hash. */
  digest: Buffer;
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const shape = /^cma_(live|test)_([0-9a-z]{8})_([A-Za-z0-9_-]{43})_([0-9a-f]{8})$/;

/** Whether a text means to be one of our keys, right or wrong. */
export const looksLikeApiKey = (text: string): boolean => /^cma_/i.test(text);

/**
 * A new key: `cma_live_<id>_<secret>_<check>`. The prefix lets whoever searches code for leaked keys find it, the check
 * (CRC-32 of all before it, as in the tokens of large code hosts) tells a mistyped key without asking the database.
 */
export function newApiKey(kind: KeyKind): ApiKeyText & { text: string } {
  const id = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const secret = randomBytes(32).toString('base64url');
  const body = `cma_${kind}_${id}_${secret}`;
  return { kind, id, digest: digestOf(secret), text: `${body}_${checkOf(body)}` };
}

/** The parts of a key; undefined for what is not written as one, its check included. */
export function parseApiKey(text: string): ApiKeyText | undefined {
  const [, kind, id, secret, check] = shape.exec(text) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  if (check !== checkOf(text.slice(0, -9))) return undefined;
  return { kind: kind as KeyKind, id, digest: digestOf(secret) };
}

const checkOf = (body: string): string => crc32(body).toString(16).padStart(8, '0');
const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
