import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compactVerify, createLocalJWKSet, exportJWK, generateKeyPair, type JWK } from 'jose';
import { passingSigner, publicKeysIn, signerFrom, type DecisionSigner } from './decision-signer.js';

const statement = { case: 'c', revision: 3, step: 'grant', person: 'p', text: 'ab', acr: 'mfa', authTime: 1 };
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'greenlane-signer-'));
});
afterAll(() => rm(directory, { recursive: true }));

const keyIn = (name: string): string => join(directory, name, 'decisions.jwk');
/** What was signed, checked with nothing but the published keys. */
async function checked(signature: string, { publicKeys }: DecisionSigner): Promise<unknown> {
  const { payload } = await compactVerify(signature, createLocalJWKSet(publicKeys));
  return JSON.parse(Buffer.from(payload).toString());
}
async function fileWith(name: string, content: unknown): Promise<string> {
  const path = keyIn(name);
  await mkdir(join(directory, name));
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('the signature of a decision', () => {
  it('is checked with the published key alone, and says to the letter what was signed', async () => {
    const signer = await signerFrom(keyIn('checked'));
    const signature = await signer.sign(statement);
    expect(await checked(signature, signer)).toEqual(statement);
    const [key] = signer.publicKeys.keys;
    expect(key).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
    const header = JSON.parse(Buffer.from(signature.split('.')[0]!, 'base64url').toString()) as object;
    expect(header).toEqual({ alg: 'EdDSA', kid: key!.kid, typ: 'greenlane-decision+jws' });
  });

  it('does not hold for another statement, nor under another office’s key', async () => {
    const [signer, other] = [await signerFrom(keyIn('one')), await signerFrom(keyIn('other'))];
    const [header, , tail] = (await signer.sign(statement)).split('.');
    const changed = Buffer.from(JSON.stringify({ ...statement, step: 'refuse' })).toString('base64url');
    await expect(checked(`${header}.${changed}.${tail}`, signer)).rejects.toThrow(/signature/);
    await expect(checked(await other.sign(statement), signer)).rejects.toThrow();
  });

  it('publishes no private half', async () => {
    const signer = await signerFrom(keyIn('published'));
    expect(Object.keys(signer.publicKeys.keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    const { d } = JSON.parse(await readFile(keyIn('published'), 'utf8')) as JWK;
    expect(JSON.stringify(signer)).not.toContain(d);
  });

  it('is made in tests and measurements by a key that nobody keeps', async () => {
    const signer = passingSigner();
    const [one, two] = [await signer.sign(statement), await signer.sign(statement)];
    expect(one).toBe(two);
    expect(await passingSigner().sign(statement)).not.toBe(one);
  });
});

describe('the key', () => {
  it('is made once, for its owner alone, in a folder that is made as well', async () => {
    const path = keyIn('made');
    const first = await signerFrom(path);
    const text = await readFile(path, 'utf8');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = await signerFrom(path);
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(again.publicKeys).toEqual(first.publicKeys);
    expect(await checked(await first.sign(statement), again)).toEqual(statement);
  });

  it('is one, whole at every moment, where many start at once; no draft is left behind', async () => {
    for (let round = 0; round < 5; round += 1) {
      const path = keyIn(`race${round}`);
      // Some begin while others are about to write.
      const starts = Array.from({ length: 16 }, (_, index) => sleep(index / 2).then(() => signerFrom(path)));
      const signers = await Promise.all(starts);
      const kids = signers.map(({ publicKeys }) => publicKeys.keys[0]!.kid);
      expect(new Set(kids).size).toBe(1);
      expect(await readdir(join(directory, `race${round}`))).toEqual(['decisions.jwk']);
    }
  });

  it.each<[string, (pair: { open: JWK; secret: JWK; foreign: JWK }) => unknown]>([
    ['is empty', () => ''],
    ['is cut off', ({ secret }) => JSON.stringify(secret).slice(0, 40)],
    ['is no JSON', () => '-----BEGIN PRIVATE KEY-----'],
    ['holds no object', () => 'null'],
    ['holds the public half alone', ({ open }) => open],
    ['holds a secret for something else', () => ({ kty: 'oct', k: 'AAAA' })],
    ['holds a key of another curve', ({ foreign }) => foreign],
    ['holds two halves that do not belong together', ({ secret, open }) => ({ ...secret, x: open.x })],
  ])('is missed with a clear word where the file %s, and the file stays as it is', async (name, made) => {
    const pair = async (curve: 'Ed25519' | 'P-256') => {
      const keys = await generateKeyPair(curve === 'P-256' ? 'ES256' : 'EdDSA', {
        extractable: true,
        ...(curve === 'Ed25519' && { crv: curve }),
      });
      return { open: await exportJWK(keys.publicKey), secret: await exportJWK(keys.privateKey) };
    };
    const [own, another, foreign] = [await pair('Ed25519'), await pair('Ed25519'), await pair('P-256')];
    const content = made({ secret: own.secret, open: another.open, foreign: foreign.secret });
    const path = await fileWith(name, content);
    const before = await readFile(path, 'utf8');
    await expect(signerFrom(path)).rejects.toThrow(`${path} is not a key by which decisions are signed`);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readdir(join(directory, name))).toEqual(['decisions.jwk']);
  });

  it('is missed where the folder cannot be written, by the word of the system', async () => {
    const closed = join(directory, 'closed');
    await writeFile(closed, '');
    await expect(signerFrom(join(closed, 'decisions.jwk'))).rejects.toThrow(/ENOTDIR|EEXIST/);
  });

  it('is read with those before it, their public halves alone, and none where there is no folder', async () => {
    const signers = [await signerFrom(keyIn('kept')), await signerFrom(keyIn('before'))];
    const [now, before] = signers.map(({ publicKeys }) => publicKeys.keys[0]!.x);
    const old = JSON.parse(await readFile(keyIn('before'), 'utf8')) as JWK;
    const { d: _, ...open } = old;
    await writeFile(join(directory, 'kept', 'until-2025.jwk'), JSON.stringify(open));
    await writeFile(join(directory, 'kept', 'address-key'), 'something else');
    expect(await publicKeysIn(join(directory, 'kept'))).toEqual([
      { kty: 'OKP', crv: 'Ed25519', x: now },
      { kty: 'OKP', crv: 'Ed25519', x: before },
    ]);
    expect(await publicKeysIn(join(directory, 'nowhere'))).toEqual([]);
    await fileWith('wrong', 'null');
    await expect(publicKeysIn(join(directory, 'wrong'))).rejects.toThrow(/is not a key by which decisions/);
  });
});
