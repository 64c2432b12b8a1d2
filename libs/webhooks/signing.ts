import { hkdfSync } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** For how long the secret before signs beside the new one, milliseconds. */
export const rotationMs = 24 * 3_600_000;

/** Of a webhook: from what its secrets follow. */
export interface SecretOf {
  tenant: number;
  id: string;
  /** From 1; each rotation makes the next. */
  version: number;
}

/**
 * The secrets by which webhooks sign. None is kept: each follows by HKDF (RFC 5869, SHA-256) from one key of the office, which
 * lies in a file and not in the database, so that a dump or a backup of the database signs nothing. A receiver that knows its
 * own secret learns nothing of the key or of another's.
 */
export class WebhookSecrets {
  /** `master` is 32 random bytes; with another, all receivers need their secrets anew. */
  constructor(private readonly master: Buffer) {}

  /** As receivers enter it: `whsec_` and 32 bytes in base64 (Standard Webhooks). */
  of({ tenant, id, version }: SecretOf): string {
    const info = `greenlane webhook secret ${version}`;
    const bytes = hkdfSync('sha256', this.master, `${tenant}/${id}`, info, 32);
    return `whsec_${Buffer.from(bytes).toString('base64')}`;
  }

  /**
   * The three headers of Standard Webhooks for a message sent at an instant of real time; signed by the secret of `version`,
   * and by the one before too where `withPrevious`.
   */
  headers(
    { tenant, id, version }: SecretOf,
    { message, at, body, withPrevious }: { message: string; at: Date; body: string; withPrevious: boolean },
  ): Record<string, string> {
    const versions = withPrevious ? [version, version - 1] : [version];
    const signatures = versions.map((each) =>
      new Webhook(this.of({ tenant, id, version: each })).sign(message, at, body),
    );
    return {
      'webhook-id': message,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    };
  }
}
