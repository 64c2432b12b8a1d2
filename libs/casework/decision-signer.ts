import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  calculateJwkThumbprint,
  CompactSign,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { writeOnce } from '#identity';

/** Signs what was decided (compact JWS, RFC 7515, Ed25519), so that the office can show it was its own system. */
export interface DecisionSigner {
  sign(statement: Record<string, string | number>): Promise<string>;
  /** The public part, for whoever checks. */
  publicKeys: JSONWebKeySet;
}

/**
 * A signer with the key kept in a file (JWK, 0600), which is made where there is none. Throws where the file holds
 * something else, and leaves it as it is: with the key would go the means to check what was signed.
 */
export async function signerFrom(path: string): Promise<DecisionSigner> {
  const text = (await textAt(path)) ?? (await makeKey(path));
  try {
    const signer = await signerOf(JSON.parse(text) as JWK);
    // The public half alone is a key as well, and would only be found out by the first decision.
    await signer.sign({});
    return signer;
  } catch (cause) {
    throw new Error(`${path} is not a key by which decisions are signed (a private Ed25519 key as JWK)`, {
      cause,
    });
  }
}

/**
 * The public halves of all keys (`*.jwk`) in a folder: the one by which decisions are signed, and those before it, which an
 * office keeps there under other names. None where there is no folder; throws where a file holds something else.
 */
export async function publicKeysIn(folder: string): Promise<JWK[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const keys = names.filter((name) => name.endsWith('.jwk')).sort();
  return Promise.all(
    keys.map(async (name) => {
      const path = join(folder, name);
      try {
        const { kty, crv, x } = JSON.parse(await readFile(path, 'utf8')) as JWK;
        const key = { kty: kty!, crv: crv!, x: x! };
        await importJWK(key, 'EdDSA');
        return key;
      } catch (cause) {
        throw new Error(`${path} is not a key by which decisions are signed (Ed25519 as JWK)`, { cause });
      }
    }),
  );
}

/** A signer whose key is gone when the process ends: for tests and measurements. */
export function passingSigner(): DecisionSigner {
  let made: Promise<DecisionSigner> | undefined;
  const signer = async () => (made ??= freshKey().then(signerOf));
  return {
    sign: async (statement) => (await signer()).sign(statement),
    publicKeys: { keys: [] },
  };
}

async function signerOf(jwk: JWK): Promise<DecisionSigner> {
  const key = (await importJWK(jwk, 'EdDSA')) as CryptoKey;
  const kid = await calculateJwkThumbprint(jwk);
  const { kty, crv, x } = jwk;
  return {
    sign: (statement) =>
      new CompactSign(Buffer.from(JSON.stringify(statement)))
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'greenlane-decision+jws' })
        .sign(key),
    publicKeys: { keys: [{ kty: kty!, crv: crv!, x: x!, kid, alg: 'EdDSA', use: 'sig' }] },
  };
}

async function freshKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return exportJWK(privateKey);
}

async function textAt(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Answers the key of the file: two processes that start at once end with the same. */
async function makeKey(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeOnce(path, JSON.stringify(await freshKey()));
  return readFile(path, 'utf8');
}
