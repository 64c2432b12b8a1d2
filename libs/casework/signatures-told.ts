/** Whether what was decided is signed by the office, for whoever has its public keys. */
import { compactVerify, importJWK, type CryptoKey, type JWK } from 'jose';
import type { EventBody, Finding } from '#ledger';
import { signedStatement } from './confirmed-text.js';

/** Checks the signatures of a case's decisions; those it cannot check for want of any key are counted. */
export interface SignatureCheck {
  of(id: string, events: readonly EventBody[]): Promise<{ finding: Finding | null; unchecked: number }>;
}

/** By all public keys that the office has ever signed with (Ed25519); with none of them nothing is checked. */
export function signatureCheck(keys: readonly JWK[]): SignatureCheck {
  const imported = Promise.all(keys.map((key) => importJWK(key, 'EdDSA') as Promise<CryptoKey>));
  return {
    async of(id, events) {
      const known = await imported;
      const decisions = events.filter(({ decided }) => (decided ?? null) !== null);
      if (known.length === 0) return { finding: null, unchecked: decisions.length };
      for (const event of decisions) {
        const signed = await statementIn(event.decided!.signature, known);
        const sentence =
          signed === null
            ? `"${event.step}" is signed by no key of the office`
            : signed !== JSON.stringify(statementOf(event))
              ? `the signature of "${event.step}" is one over something else`
              : null;
        if (sentence !== null) return { finding: { case: id, seq: event.seq, sentence }, unchecked: 0 };
      }
      return { finding: null, unchecked: 0 };
    },
  };
}

/** What was signed, by whichever of the keys; null where it was none of them. */
async function statementIn(signature: string, keys: readonly CryptoKey[]): Promise<string | null> {
  for (const key of keys) {
    try {
      const { payload } = await compactVerify(signature, key, { algorithms: ['EdDSA'] });
      return Buffer.from(payload).toString();
    } catch {
      // Then perhaps by another of them.
    }
  }
  return null;
}

/** The statement that whoever took the step must have confirmed, built from the event: at the revision before it. */
const statementOf = ({ case: of, revision, step, actor, decided }: EventBody): object =>
  signedStatement({
    ...{ case: of, revision: revision - 1, step, person: actor.person ?? '' },
    ...{ confirmedText: decided!.text, acr: decided!.acr, authTime: decided!.authTime },
  });
