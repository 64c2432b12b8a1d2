import { requireDemonstration } from '#identity';
import type { Database } from '#database';

/**
 * Throws where the embedded provider has no business: it asks for no password, so whoever reaches it is whomever they
 * choose. It is for a demonstration, and never for a program that says of itself that it is in production.
 */
export async function requireDemonstrationPremises(
  database: Database,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  refuseProduction(environment);
  await requireDemonstration(database);
}

/** The half of it that can be asked before there is a database, so that none is made in vain. */
export function refuseProduction(environment: NodeJS.ProcessEnv = process.env): void {
  if (environment.NODE_ENV === 'production')
    throw new Error(
      'NODE_ENV is "production", and the demonstration signs people in without a password. ' +
        'Start a real office with --office, or leave NODE_ENV out.',
    );
}

/** Whether an address to listen on, or from which somebody asks, is this machine's alone. */
export const isLoopbackAddress = (address: string): boolean =>
  /^(?:127(?:\.\d{1,3}){3}|(?:::ffff:)?127(?:\.\d{1,3}){3}|::1|\[::1\]|localhost)$/.test(address);
