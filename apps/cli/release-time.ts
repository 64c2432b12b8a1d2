import { releaseTime as release } from '#casework';
import { connect, requireSchema } from '#database';
import { text } from '#regulations';
import { folderAt, withEmbedded } from './embedded.js';
import { exits, Failure, misused } from './failure.js';
import { print } from './text.js';

export interface ReleaseTimeOptions {
  reason: string;
  data?: string;
}

/**
 * `greenlane release-time`: lets clocks lapse again after the database's clock has jumped, by the login of
 * DATABASE_OWNER_URL, or by that of the embedded data. Whoever calls it has looked at the clock: it counts as right.
 */
export async function releaseTime(options: ReleaseTimeOptions): Promise<void> {
  if (!text(500).safeParse(options.reason).success)
    throw misused('A reason is 1 to 500 characters of text; it stays on record.');
  if (options.data !== undefined)
    return withEmbedded(folderAt(options.data), ({ ownerUrl }) => releaseBy(ownerUrl, options.reason));
  const url = process.env.DATABASE_OWNER_URL;
  if (url) return releaseBy(url, options.reason);
  throw misused(
    'Set DATABASE_OWNER_URL to the login of the owner role, or name the folder of embedded data with --data.',
  );
}

async function releaseBy(url: string, reason: string): Promise<void> {
  const owner = await connect(url, { poolSize: 1, applicationName: 'greenlane release-time' });
  try {
    await requireSchema(owner);
    const released = await release(owner, reason);
    if (released === null)
      throw new Failure('Time is not held; there is nothing to release.', exits.notFound);
    const { id, movedMs } = released;
    print(`Time goes on after jump ${id}, of ${(movedMs / 1_000).toFixed(1)} s.`);
  } finally {
    await owner.close();
  }
}
