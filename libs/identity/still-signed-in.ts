import { withoutTenant, type Database } from '#database';
import type { Caller } from './authenticate.guard.js';
import { alive } from './sessions.js';

/**
 * Whether what somebody showed when they began to read still holds: their session lives, their API key is neither revoked nor
 * over. A token is its issuer's to end, and nobody asks about it here; whoever lets it be used for long bounds that.
 */
export async function isStillSignedIn(
  database: Database,
  { method, session }: Pick<Caller, 'method' | 'session'>,
): Promise<boolean> {
  const key = /^apiKey:(.*)$/.exec(method)?.[1];
  if (session === null && key === undefined) return true;
  return withoutTenant(database, async (tx) => {
    const rows =
      session !== null
        ? await tx.named('identity: session lives', `select from sessions where id = $1 and ${alive}`, [
            session,
          ])
        : await tx.named(
            'identity: key lives',
            `select from api_keys where id = $1 and revoked_at is null and expires_at > clock_timestamp()`,
            [key],
          );
    return rows.length === 1;
  });
}
