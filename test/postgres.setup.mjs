import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/**
 * One Postgres for the whole Jest run, in memory where there is room; it ends with Jest however Jest ends.
 * The databases are made by test/database.ts, from the sources under test. A server that cannot start fails only the
 * tests that ask for a database.
 */
export default async function start() {
  const directory = roomyFolder();
  process.env.GREENLANE_TEST_FOLDER = directory;
  try {
    const { startEmbeddedPostgres } = await import('../dist/libs/database/index.js');
    const postgres = await startEmbeddedPostgres({ directory, ephemeral: true });
    globalThis.greenlanePostgres = postgres;
    process.env.GREENLANE_TEST_POSTGRES = postgres.superuserUrl;
  } catch (error) {
    const hint = existsSync('dist/libs/database/index.js') ? '' : ' Run "npm run -s build" first.';
    process.env.GREENLANE_TEST_POSTGRES_FAILED = `${error?.message ?? error}${hint}`;
  }
}

/** Shared memory when more than 1 GB of it is free (in Docker it is 64 MB by default), else the temporary folder. */
function roomyFolder() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > 1 << 30) return '/dev/shm';
  } catch {
    // No such folder on this system.
  }
  return tmpdir();
}
