import { readFileSync } from 'node:fs';
import { isLoopback } from '#identity';
import type { OfficePortal } from './portal.js';

/**
 * How browsers sign in to a real office, from its environment: `PUBLIC_URL`, `AUTH_CLIENT_ID`, `AUTH_CLIENT_SECRET` or
 * `AUTH_CLIENT_SECRET_FILE`, `AUTH_STRONG_ACR` (`mfa` unless told; several by commas). Without `AUTH_CLIENT_ID` nobody
 * signs in to pages. Throws in a sentence what does not fit.
 */
export function portalFromEnvironment(env: NodeJS.ProcessEnv, issuer: string): OfficePortal {
  const { PUBLIC_URL: url, AUTH_CLIENT_ID: id } = env;
  const secret = secretFrom(env);
  if (secret !== undefined && !id) throw new Error('AUTH_CLIENT_SECRET is set, but AUTH_CLIENT_ID is not.');
  if (id && !url)
    throw new Error('AUTH_CLIENT_ID is set, so people sign in with a browser: set PUBLIC_URL as well.');
  if (id && !isSafe(issuer))
    throw new Error(`AUTH_ISSUER is to be an address that begins with https://, not "${issuer}".`);
  return {
    issuer,
    strongAcr: strongFrom(env.AUTH_STRONG_ACR),
    ...(url && { publicUrl: publicUrlFrom(url) }),
    ...(id && { client: { id, secret } }),
  };
}

/**
 * The values of `acr` that count as strong. `mfa` is the name that our Keycloak realm gives its second level; a bare
 * number means something else with each provider, so none is taken unless it is named.
 */
function strongFrom(text: string | undefined): string[] {
  const values = (text ?? '').split(',').flatMap((value) => value.trim() || []);
  const odd = values.find((value) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value));
  if (odd !== undefined) throw new Error(`AUTH_STRONG_ACR holds "${odd}", which is no value of acr.`);
  return values.length === 0 ? ['mfa'] : values;
}

function publicUrlFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  )
    throw new Error(`PUBLIC_URL is scheme, host and port alone, such as https://cma.example, not "${text}".`);
  if (!isSafe(text))
    throw new Error(`PUBLIC_URL begins with https://: cookies of a session do not travel in the clear.`);
  return url.origin;
}

/** Only on the machine itself does anything secret go without TLS. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

function secretFrom({ AUTH_CLIENT_SECRET: secret, AUTH_CLIENT_SECRET_FILE: file }: NodeJS.ProcessEnv) {
  if (secret && file) throw new Error('Set AUTH_CLIENT_SECRET or AUTH_CLIENT_SECRET_FILE, not both.');
  if (!file) return secret || undefined;
  const read = readFileSync(file, 'utf8').trim();
  if (read === '') throw new Error(`${file} (AUTH_CLIENT_SECRET_FILE) is empty.`);
  return read;
}
