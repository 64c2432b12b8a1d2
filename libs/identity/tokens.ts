import { createHash } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from 'jose';
import type { Refused } from '#refusals';
import { isLoopback } from './addresses.js';
import { BoundedMap } from './bounded-map.js';
import { tokenRefused } from './token-refused.js';
import { unavailable } from './unavailable.js';

export interface TokenRules {
  issuer: string;
  audience: string;
  /** Where the issuer publishes its keys, or the keys themselves (public ones only). */
  jwks: URL | JSONWebKeySet;
  /** Asymmetric signatures; ES256, EdDSA, RS256 and PS256 unless told. */
  algorithms?: SignatureAlgorithm[];
  /** Allowed between the issuer's clock and ours, 30 seconds unless told. */
  clockToleranceSeconds?: number;
  /** Real time; a demonstration's moved office time has no say here. For tests. */
  now?: () => Date;
}

export type SignatureAlgorithm = 'ES256' | 'ES384' | 'EdDSA' | 'Ed25519' | 'RS256' | 'PS256';

/** What a verified token says. Roles are none of it: those are looked up. */
export interface VerifiedToken {
  issuer: string;
  subject: string;
  scopes: string[];
  acr?: string;
  /** When the person signed in, seconds since 1970 (claim `auth_time`). */
  authTime?: number;
  /** When the token was issued, seconds since 1970 (claim `iat`). */
  issuedAt?: number;
  /** How the person signed in, for the record: the claim `amr` joined by `+`, else `acr`, else `token`. */
  method: string;
}

export type TokenVerifier = (token: string) => Promise<VerifiedToken>;

/** Issuer and key ids of demonstrations begin with these; a verifier of real tokens takes neither. */
export const demonstrationIssuer = 'urn:greenlane:demonstration';
export const demonstrationKeyPrefix = 'demonstration-';

const asymmetric: readonly string[] = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'RS256', 'PS256'];
const longest = 8192;
const keptFor = 60_000;
const kept = 10_000;

/**
 * Verifies access tokens (RFC 7519, RFC 9068): type, algorithm, key, signature, issuer, audience, validity. Answers
 * what the token says, or throws `token-refused` with the reason; `temporarily-unavailable` when the issuer's keys
 * cannot be fetched, since that says nothing about the token.
 *
 * A verified token is remembered by its SHA-256 for at most a minute and never past its own end, because a signature
 * costs about 0.4 ms and a hash two hundredths of that. Nothing is lost by it: who may do what is looked up in the
 * database for each request, so a withdrawn role or account works at once; only a key that the issuer withdraws is
 * believed for up to a minute longer than the fetched key set (ten minutes) believes it.
 *
 * @throws RangeError for an algorithm that is not an asymmetric signature, for the issuer of demonstrations, and for keys
 * that would come over the network without TLS.
 */
export function tokenVerifier(rules: TokenRules): TokenVerifier {
  if (rules.issuer.startsWith(demonstrationIssuer))
    throw new RangeError('The issuer of demonstrations is not an issuer of tokens for a real installation.');
  const { jwks } = rules;
  if (jwks instanceof URL && jwks.protocol !== 'https:' && !isLoopback(jwks))
    throw new RangeError(`The issuer's keys are fetched from an https:// address, not from ${jwks.href}.`);
  return verifierOf(rules, (kid) => !kid.startsWith(demonstrationKeyPrefix));
}

/** As `tokenVerifier`, for keys that `mayUse` takes by their id. Not for callers outside this library. */
export function verifierOf(rules: TokenRules, mayUse: (kid: string) => boolean): TokenVerifier {
  const { issuer, audience, now = () => new Date() } = rules;
  const algorithms = rules.algorithms ?? ['ES256', 'EdDSA', 'RS256', 'PS256'];
  const other = algorithms.find((name) => !asymmetric.includes(name));
  if (other !== undefined) throw new RangeError(`${other} is not an asymmetric signature.`);
  const key = keyFinder(rules.jwks, mayUse);
  const remembered = new BoundedMap<string, { says: VerifiedToken; until: number }>(kept);

  return async (token) => {
    if (token.length > longest) throw tokenRefused('malformed');
    const digest = createHash('sha256').update(token).digest('base64');
    const at = now().getTime();
    const known = remembered.get(digest);
    if (known && at < known.until) return known.says;
    remembered.delete(digest);

    const { payload, protectedHeader } = await jwtVerify(token, key, {
      issuer,
      audience,
      algorithms,
      clockTolerance: rules.clockToleranceSeconds ?? 30,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(at),
    }).catch((error: unknown) => {
      throw refusalOf(error);
    });
    if (!isAccessToken(protectedHeader.typ, payload)) throw tokenRefused('type');
    const says = read(issuer, payload);
    remembered.set(digest, { says, until: Math.min(at + keptFor, payload.exp! * 1000) });
    return says;
  };
}

/**
 * RFC 9068, section 4: `at+jwt`, also spelt in full. Many providers still write `JWT`, on ID tokens as well: then what
 * only those hold (OpenID Connect Core 1.0, 2 and 3.3.2.11), or Keycloak's own word for it, tells them apart.
 */
function isAccessToken(typ: string | undefined, says: JWTPayload): boolean {
  const type = typ?.toLowerCase().replace(/^application\//, '');
  if (type !== 'jwt') return type === 'at+jwt';
  const isOther = ['ID', 'Refresh', 'Logout'].includes(says['typ'] as string);
  return !isOther && !['nonce', 'at_hash', 'c_hash'].some((claim) => claim in says);
}

/** What verified claims say, of an access token or an ID token. Throws `token-refused` where they cannot be a person. */
export function read(issuer: string, payload: JWTPayload): VerifiedToken {
  const { sub, scope, acr, auth_time: authTime, iat: issuedAt, amr } = payload;
  if (typeof sub !== 'string' || sub === '' || sub.length > 255 || sub.includes('\0'))
    throw tokenRefused('claims');
  return {
    issuer,
    subject: sub,
    scopes: typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : [],
    ...(typeof acr === 'string' ? { acr } : {}),
    ...(Number.isSafeInteger(authTime) ? { authTime: authTime as number } : {}),
    ...(Number.isSafeInteger(issuedAt) ? { issuedAt: issuedAt! } : {}),
    method: methodOf(amr, acr),
  };
}

/** The record keeps it for ever, so it holds short code words and nothing else. */
function methodOf(amr: unknown, acr: unknown): string {
  const codeWord = (value: unknown): value is string =>
    typeof value === 'string' && /^[\w.:-]{1,40}$/.test(value);
  const methods = Array.isArray(amr) ? amr.filter(codeWord).slice(0, 4) : [];
  if (methods.length > 0) return methods.join('+');
  return codeWord(acr) ? acr : 'token';
}

/** Failing to fetch keys is not the token's fault; this marks it until the refusal is chosen. */
class KeysUnavailable extends Error {}

function keyFinder(jwks: URL | JSONWebKeySet, mayUse: (kid: string) => boolean): JWTVerifyGetKey {
  const find = jwks instanceof URL ? createRemoteJWKSet(jwks) : createLocalJWKSet(jwks);
  return async (header, token) => {
    // A token that names no key would be tried with any; every provider names it.
    if (header.kid === undefined || !mayUse(header.kid)) throw new errors.JWKSNoMatchingKey();
    try {
      return await find(header, token);
    } catch (error) {
      const ofToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];
      throw ofToken.some((kind) => error instanceof kind)
        ? error
        : new KeysUnavailable('keys', { cause: error });
    }
  };
}

function refusalOf(error: unknown): Refused {
  if (error instanceof KeysUnavailable) return unavailable(error.cause);
  if (error instanceof errors.JWTExpired) return tokenRefused('expired');
  if (error instanceof errors.JOSEAlgNotAllowed) return tokenRefused('algorithm');
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return tokenRefused('key');
  if (error instanceof errors.JWSSignatureVerificationFailed) return tokenRefused('signature');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const byClaim = { iss: 'issuer', aud: 'audience', nbf: 'notYetValid' } as const;
    return tokenRefused(
      error.reason === 'check_failed' && error.claim in byClaim ? byClaim[error.claim as 'iss'] : 'claims',
    );
  }
  return tokenRefused('malformed');
}
