import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, decodeJwt, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWK } from 'jose';
import { BoundedMap } from './bounded-map.js';
import { demonstrationPeople, type DemonstrationPerson } from './demonstration-people.js';
import { writeOnce } from './key-file.js';
import { demonstrationIssuer, demonstrationKeyPrefix, verifierOf } from './tokens.js';
import type { TokenVerifier } from './tokens.js';

/** The key of one demonstration. Its id begins with `demonstration-`, which no real installation accepts. */
export interface DemonstrationKey {
  kid: string;
  privateKey: CryptoKey;
  /** The same as a JWK, for the embedded provider. Never to be printed or sent. */
  privateJwk: JWK;
  /** The public half. */
  jwks: JSONWebKeySet;
}

/** The `acr` of a sign-in at the demonstration, and of one with its stand-in for a second factor. */
export const demonstrationAcr = { usual: 'demonstration', strong: 'mfa' } as const;

/**
 * The key in `directory`, made at the first start: ES256, readable by its owner alone. Two first starts at once end
 * with one key.
 */
export async function demonstrationKey(directory: string): Promise<DemonstrationKey> {
  const file = join(directory, 'demonstration-key.json');
  const stored = (await readKey(file)) ?? (await makeKey(directory, file));
  const { d: _, ...open } = stored;
  const kid = demonstrationKeyPrefix + (await calculateJwkThumbprint(stored));
  return {
    kid,
    privateKey: (await importJWK(stored, 'ES256')) as CryptoKey,
    privateJwk: { ...stored, kid, alg: 'ES256', use: 'sig' },
    jwks: { keys: [{ ...open, kid, alg: 'ES256', use: 'sig' }] },
  };
}

/** Where the embedded provider is served, on whatever port: its tokens are the demonstration's. */
const embeddedIssuer = /^http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?\/provider$/;

/**
 * Verifies tokens of the demonstration in `directory` and no others: those that are printed at its start, and those of
 * its embedded provider, whose address may change with each start. Either answers the one issuer of demonstrations,
 * under which the accounts are; what holds them together is the key, which no other installation has.
 */
export async function demonstrationVerifier(directory: string, audience: string): Promise<TokenVerifier> {
  const { jwks } = await demonstrationKey(directory);
  const verifierFor = (issuer: string) =>
    verifierOf({ issuer, audience, jwks, algorithms: ['ES256'] }, () => true);
  const printed = verifierFor(demonstrationIssuer);
  const embedded = new BoundedMap<string, TokenVerifier>(8);
  return async (token) => {
    const issuer = embeddedIssuerOf(token);
    if (issuer === undefined) return printed(token);
    const verify = embedded.get(issuer) ?? verifierFor(issuer);
    embedded.set(issuer, verify);
    return { ...(await verify(token)), issuer: demonstrationIssuer };
  };
}

/** What a token says before it is believed: only which verifier is to judge it. */
function embeddedIssuerOf(token: string): string | undefined {
  try {
    const { iss } = decodeJwt(token);
    return iss !== undefined && embeddedIssuer.test(iss) ? iss : undefined;
  } catch {
    return undefined;
  }
}

export interface DemonstrationToken {
  person: DemonstrationPerson;
  token: string;
  /** Real time: office time, which a demonstration moves, has no say in it. */
  expires: Date;
}

export interface DemonstrationTokenOptions {
  audience: string;
  hours?: number;
  people?: readonly DemonstrationPerson[];
  /** As after a strong sign-in at this moment, which decisions ask for. */
  strong?: boolean;
}

/** An access token (RFC 9068) for each person of the demonstration, valid for `hours`, 12 unless told. */
export async function demonstrationTokens(
  { privateKey, kid }: DemonstrationKey,
  { audience, hours = 12, people = demonstrationPeople, strong = false }: DemonstrationTokenOptions,
): Promise<DemonstrationToken[]> {
  const issued = Math.floor(Date.now() / 1000);
  const ends = issued + Math.round(hours * 3600);
  return Promise.all(
    people.map(async (person) => ({
      person,
      expires: new Date(ends * 1000),
      token: await new SignJWT({
        client_id: 'demonstration',
        amr: ['demonstration', ...(strong ? ['mfa'] : [])],
        ...(strong && { acr: demonstrationAcr.strong, auth_time: issued }),
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
        .setIssuer(demonstrationIssuer)
        .setAudience(audience)
        .setSubject(person.subject)
        .setJti(crypto.randomUUID())
        .setIssuedAt(issued)
        .setExpirationTime(ends)
        .sign(privateKey),
    })),
  );
}

async function readKey(file: string): Promise<JWK | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    // Copied about, a file may have become readable by others.
    await chmod(file, 0o600);
    return JSON.parse(text) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function makeKey(directory: string, file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeOnce(file, JSON.stringify(await exportJWK(privateKey)));
  return JSON.parse(await readFile(file, 'utf8')) as JWK;
}
