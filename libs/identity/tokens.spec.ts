import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWTHeaderParameters } from 'jose';
import { Refused, sentence } from '#refusals';
import { tokenReasons } from './token-refused.js';
import { demonstrationIssuer, tokenVerifier } from './tokens.js';
import type { TokenRules } from './tokens.js';

const issuer = 'https://id.office.example';
const audience = 'greenlane';
const start = 1_800_000_000;

interface Pair {
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}
let ours: Pair;
let theirs: Pair;
let jwks: JSONWebKeySet;

const publicJwk = async (pair: Pair, kid: string) => ({
  ...(await exportJWK(pair.publicKey)),
  kid,
  use: 'sig',
});

beforeAll(async () => {
  ours = await generateKeyPair('ES256');
  theirs = await generateKeyPair('ES256');
  jwks = { keys: [await publicJwk(ours, 'k1')] };
});

const header: JWTHeaderParameters = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };
const claims = { iss: issuer, aud: audience, sub: 'ming', iat: start, exp: start + 300 };
const sign = (says: object = {}, as: object = {}, key = ours.privateKey) =>
  new SignJWT({ ...claims, ...says }).setProtectedHeader({ ...header, ...as }).sign(key);

let seconds = start;
const verifier = (rules: Partial<TokenRules> = {}) =>
  tokenVerifier({ issuer, audience, jwks, now: () => new Date(seconds * 1000), ...rules });
const reasonFor = async (
  token: string | Promise<string>,
  rules: Partial<TokenRules> = {},
): Promise<unknown> => {
  const refused: unknown = await verifier(rules)(await token).catch((error: unknown) => error);
  if (!(refused instanceof Refused)) throw new Error('It was accepted.');
  expect(refused.code).toBe('token-refused');
  return refused.details.members?.reason;
};

describe('a token', () => {
  it('is read when everything about it is right', async () => {
    seconds = start;
    await expect(verifier()(await sign())).resolves.toEqual({
      issuer,
      subject: 'ming',
      scopes: [],
      issuedAt: expect.any(Number),
      method: 'token',
    });
    const more = {
      scope: 'cases certificates',
      acr: 'gold',
      auth_time: start - 10,
      amr: ['pwd', 'otp'],
      aud: ['x', audience],
    };
    await expect(verifier()(await sign(more, { typ: 'application/AT+JWT' }))).resolves.toEqual({
      issuer,
      subject: 'ming',
      scopes: ['cases', 'certificates'],
      acr: 'gold',
      authTime: start - 10,
      issuedAt: expect.any(Number),
      method: 'pwd+otp',
    });
  });

  it.each(['ES256', 'EdDSA', 'RS256', 'PS256'] as const)('may be signed with %s', async (alg) => {
    const pair = await generateKeyPair(alg);
    const keys = { keys: [await publicJwk(pair, 'k2')] };
    const token = await sign({}, { alg, kid: 'k2' }, pair.privateKey);
    await expect(verifier({ jwks: keys })(token)).resolves.toMatchObject({ subject: 'ming' });
    expect(await reasonFor(token, { jwks: keys, algorithms: ['ES384'] })).toBe('algorithm');
  });

  it('is refused from another issuer, for another service, and without either', async () => {
    expect(await reasonFor(sign({ iss: 'https://id.other.example' }))).toBe('issuer');
    expect(await reasonFor(sign({ aud: 'another' }))).toBe('audience');
    expect(await reasonFor(sign({ aud: ['another'] }))).toBe('audience');
    expect(await reasonFor(sign({ iss: undefined }))).toBe('claims');
    expect(await reasonFor(sign({ aud: undefined }))).toBe('claims');
  });

  it('is refused when it has expired, is not valid yet, or never expires', async () => {
    expect(await reasonFor(sign({ exp: start - 31 }))).toBe('expired');
    expect(await reasonFor(sign({ nbf: start + 31 }))).toBe('notYetValid');
    expect(await reasonFor(sign({ exp: undefined }))).toBe('claims');
    expect(await reasonFor(sign({ exp: 'tomorrow' }))).toBe('claims');
    expect(await reasonFor(sign({ nbf: 'tomorrow' }))).toBe('claims');
    await expect(verifier()(await sign({ exp: start - 29, nbf: start + 29 }))).resolves.toMatchObject({
      subject: 'ming',
    });
    expect(await reasonFor(sign({ exp: start - 1 }), { clockToleranceSeconds: 0 })).toBe('expired');
  });

  it('is refused without a usable subject', async () => {
    for (const sub of [undefined, '', 7, 'a'.repeat(256), 'a\0b'])
      expect(await reasonFor(sign({ sub }))).toBe('claims');
  });

  it('is refused without a signature, and with the public key used as a secret', async () => {
    expect(await reasonFor(new UnsecuredJWT(claims).encode())).toBe('algorithm');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ ...header, alg: 'none' })}.${part(claims)}.`;
    expect(await reasonFor(unsigned)).toBe('algorithm');
    for (const secret of [await exportSPKI(ours.publicKey), JSON.stringify(jwks.keys[0])]) {
      const signed = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
      const mac = createHmac('sha256', secret).update(signed).digest('base64url');
      expect(await reasonFor(`${signed}.${mac}`)).toBe('algorithm');
    }
  });

  it('is refused under an unknown key, and under a known name with another key', async () => {
    expect(await reasonFor(sign({}, { kid: 'k9' }, theirs.privateKey))).toBe('key');
    expect(await reasonFor(sign({}, {}, theirs.privateKey))).toBe('signature');
    expect(await reasonFor(sign({}, { kid: undefined }))).toBe('key');
  });

  it('never brings its own key', async () => {
    const jwk = await exportJWK(theirs.publicKey);
    expect(await reasonFor(sign({}, { jwk }, theirs.privateKey))).toBe('signature');
    expect(await reasonFor(sign({}, { jwk, kid: 'k9' }, theirs.privateKey))).toBe('key');
  });

  it('is refused when it is of another type: an identity token, a logout token, or one that does not say', async () => {
    for (const typ of [undefined, 'id+jwt', 'logout+jwt', 'dpop+jwt', 'JWS'])
      expect(await reasonFor(sign({}, { typ }))).toBe('type');
    await expect(verifier()(await sign({}, { typ: 'JWT' }))).resolves.toMatchObject({ subject: 'ming' });
  });

  it('is refused when it is an ID token or a refresh token under the type of an access token', async () => {
    for (const says of [
      { nonce: 'n' },
      { at_hash: 'h' },
      { c_hash: 'h' },
      { typ: 'ID' },
      { typ: 'Refresh' },
    ]) {
      expect(await reasonFor(sign(says, { typ: 'JWT' }))).toBe('type');
      await expect(verifier()(await sign(says))).resolves.toMatchObject({ subject: 'ming' });
    }
    await expect(verifier()(await sign({ typ: 'Bearer' }, { typ: 'JWT' }))).resolves.toBeDefined();
  });

  it('is refused when one character of it changes', async () => {
    const token = await sign();
    for (const at of [5, token.indexOf('.') + 5, token.lastIndexOf('.') + 5]) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(['signature', 'malformed', 'claims', 'key', 'algorithm']).toContain(await reasonFor(changed));
    }
  });

  it('is refused when it is no token, and nothing of it is repeated', async () => {
    for (const text of ['', 'x', 'a.b.c', 'a.b.c.d.e', 'ey'.repeat(5000), '..', '\u0000'])
      expect(await reasonFor(text)).toBe('malformed');
    expect(await reasonFor(sign({ groups: 'g'.repeat(8000) }))).toBe('malformed');
    const refused: unknown = await verifier()('secret.secret.secret').catch((error: unknown) => error);
    expect(JSON.stringify((refused as Refused).details)).not.toContain('secret');
    expect(sentence('token-refused', 'zh-CN', (refused as Refused).details.params)).toBe(
      '令牌不被接受：不是签名的令牌。',
    );
  });

  it('leaves nothing in the record but short code words', async () => {
    for (const [amr, acr, method] of [
      [['pwd', 7, 'a b', 'x'.repeat(41), 'otp'], undefined, 'pwd+otp'],
      ['pwd', 'urn:mace:silver', 'urn:mace:silver'],
      [[], '身份', 'token'],
      [undefined, { a: 1 }, 'token'],
    ])
      await expect(verifier()(await sign({ amr, acr }))).resolves.toMatchObject({ method });
  });
});

describe('the memory of verified tokens', () => {
  it('lasts a minute and never past the end of the token', async () => {
    seconds = start;
    const keys = { keys: [...jwks.keys] };
    const verify = verifier({ jwks: keys, clockToleranceSeconds: 0 });
    const long = await sign();
    const brief = await sign({ exp: start + 20 });
    await verify(long);
    await verify(brief);
    seconds = start + 19;
    await expect(verify(brief)).resolves.toMatchObject({ subject: 'ming' });
    seconds = start + 20;
    await expect(verify(brief)).rejects.toMatchObject({ details: { members: { reason: 'expired' } } });
    seconds = start + 59;
    await expect(verify(long)).resolves.toBe(await verify(long));
    const first = await verify(long);
    seconds = start + 60;
    expect(await verify(long)).not.toBe(first);
    seconds = start;
  });

  it('remembers no refusal and no other token of the same person', async () => {
    const verify = verifier();
    const good = await sign();
    await verify(good);
    await expect(verify(`${good.slice(0, -4)}AAAA`)).rejects.toMatchObject({ code: 'token-refused' });
    seconds = start - 60;
    const early = await sign({ nbf: start });
    await expect(verify(early)).rejects.toMatchObject({ details: { members: { reason: 'notYetValid' } } });
    seconds = start;
    await expect(verify(early)).resolves.toMatchObject({ subject: 'ming' });
  });

  it('answers a known token much faster than a signature is checked', async () => {
    const verify = verifier();
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, i) => sign({ sub: `p${i}` })));
    const measure = async () => {
      const began = performance.now();
      for (const token of tokens) await verify(token);
      return performance.now() - began;
    };
    const first = await measure();
    const again = Math.min(await measure(), await measure(), await measure());
    expect(again).toBeLessThan(first / 3);
  });
});

describe('the issuer’s published keys', () => {
  it('are fetched once for many tokens; that they cannot be fetched is not the token’s fault', async () => {
    let fetched = 0;
    const server = createServer((_, response) => {
      fetched += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
    });
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`);
    const verify = verifier({ jwks: url });
    for (const sub of ['a', 'b', 'c'])
      await expect(verify(await sign({ sub }))).resolves.toMatchObject({ subject: sub });
    expect(fetched).toBe(1);
    await expect(verify(await sign({}, { kid: 'k9' }))).rejects.toMatchObject({
      details: { members: { reason: 'key' } },
    });

    const late = verifier({ jwks: url });
    const token = await sign();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await expect(late(token)).rejects.toMatchObject({
      code: 'temporarily-unavailable',
      cause: { message: 'fetch failed' },
    });
    await expect(late('a.b.c')).rejects.toMatchObject({ code: 'token-refused' });
  });
});

describe('the rules for tokens', () => {
  it('take no algorithm with a shared secret, and not the issuer of demonstrations', () => {
    expect(() => verifier({ algorithms: ['HS256' as 'ES256'] })).toThrow(RangeError);
    expect(() => verifier({ algorithms: ['none' as 'ES256'] })).toThrow(RangeError);
    expect(() => verifier({ issuer: demonstrationIssuer })).toThrow(RangeError);
  });

  it('take no keys that come over the network without TLS', () => {
    for (const address of ['http://id.office.example/jwks', 'http://127.0.0.1.example/jwks', 'ftp://a/jwks'])
      expect(() => verifier({ jwks: new URL(address) })).toThrow('https://');
    for (const address of ['https://id.office.example/jwks', 'http://127.0.0.1/jwks', 'http://[::1]:8/jwks'])
      expect(() => verifier({ jwks: new URL(address) })).not.toThrow();
  });

  it('give every reason in both languages', () => {
    for (const reason of Object.values(tokenReasons)) {
      expect(reason['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(reason.en).toMatch(/^[a-z ]+$/);
    }
  });
});
