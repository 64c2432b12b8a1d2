import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JWK } from 'jose';
import type { EventBody } from '#ledger';
import { signerFrom, type DecisionSigner } from './decision-signer.js';
import { signatureCheck } from './signatures-told.js';

let directory: string;
let signer: DecisionSigner;
let other: DecisionSigner;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'greenlane-signatures-'));
  signer = await signerFrom(join(directory, 'one.jwk'));
  other = await signerFrom(join(directory, 'other.jwk'));
});
afterAll(() => rm(directory, { recursive: true }));

const statement = {
  ...{ case: 'c', revision: 3, step: 'grant', person: 'p' },
  ...{ text: 'ab', acr: 'mfa', authTime: 1 },
};
const decidedWith = (signature: string): EventBody =>
  ({
    ...{ case: 'c', seq: 5, revision: 4, step: 'grant', actor: { person: 'p' } },
    decided: { text: 'ab', acr: 'mfa', authTime: 1, signature },
  }) as unknown as EventBody;
const found = async (signature: string, keys: JWK[] = signer.publicKeys.keys) =>
  (await signatureCheck(keys).of('c', [decidedWith(signature)])).finding?.sentence;

describe('the signature of a decision', () => {
  it('holds for what the event says, at the revision before it', async () => {
    expect(await found(await signer.sign(statement))).toBeUndefined();
  });

  it.each<Record<string, string | number>>([
    { case: 'd' },
    { revision: 4 },
    { step: 'refuse' },
    { person: 'q' },
    { text: 'cd' },
    { acr: 'pwd' },
    { authTime: 2 },
    { more: 1 },
  ])('is found where it is over a statement with %j', async (change) => {
    expect(await found(await signer.sign({ ...statement, ...change }))).toBe(
      'the signature of "grant" is one over something else',
    );
  });

  it('is found where it is by another key, cut off, or none', async () => {
    const sentence = '"grant" is signed by no key of the office';
    const signature = await signer.sign(statement);
    expect(await found(await other.sign(statement))).toBe(sentence);
    expect(await found(signature.slice(0, -4))).toBe(sentence);
    expect(await found('nothing')).toBe(sentence);
    const unsecured = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${signature.split('.')[1]}.`;
    expect(await found(unsecured)).toBe(sentence);
  });

  it('holds under a key that the office had before, where that is still known', async () => {
    const keys = [...signer.publicKeys.keys, ...other.publicKeys.keys];
    expect(await found(await other.sign(statement), keys)).toBeUndefined();
  });
});
