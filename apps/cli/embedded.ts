import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import { exits, Failure } from './failure.js';
import { say } from './text.js';

/** What the folder of an installation on the embedded Postgres holds beside the server's own files. */
export interface Folder {
  /** Absolute. */
  path: string;
  /** Documents by jurisdiction and SHA-256. */
  documents: string;
  /** The key of a demonstration. */
  identity: string;
  /** Tokens of the demonstration's people, readable by its owner alone. */
  tokens: string;
  /** A file with the `Authorization` header of each of them, for `curl -H @file`. */
  headers: string;
}

/** `.greenlane` in the working directory unless told. */
export function folderAt(data: string | undefined): Folder {
  const path = resolve(data ?? '.greenlane');
  return {
    path,
    documents: join(path, 'documents'),
    identity: join(path, 'identity'),
    tokens: join(path, 'tokens.json'),
    headers: join(path, 'as'),
  };
}

/** Runs `work` on the Postgres of a folder that exists: on the running one, or on one that is started for it. */
export async function withEmbedded<T>(
  folder: Folder,
  work: (postgres: EmbeddedPostgres) => Promise<T>,
): Promise<T> {
  if (![join(folder.path, 'passwords.json'), folder.documents].some((path) => existsSync(path)))
    throw new Failure(
      `There is no installation in ${folder.path}. Name another folder with --data, or make one with "start".`,
      exits.notFound,
    );
  const postgres = await startEmbeddedPostgres({ directory: folder.path, say });
  const alone = await holdAlone(postgres);
  try {
    return await work(postgres);
  } finally {
    await alone?.();
    await postgres.stop();
  }
}

/**
 * Holds a lock that only one process can have, until it lets go or ends: whoever started the server has it, so that
 * nobody builds on a server that is about to stop. Answers how to let go, or undefined where another has it.
 */
export async function holdAlone(postgres: EmbeddedPostgres): Promise<(() => Promise<void>) | undefined> {
  const client = new pg.Client({
    connectionString: postgres.serviceUrl,
    application_name: 'greenlane alone',
  });
  client.on('error', () => {}); // The server is gone, and with it the lock.
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
    lockKey,
  ]);
  if (rows[0]?.alone) return () => client.end();
  await client.end();
  return undefined;
}

/** The letters "grna"; migrations hold another one. */
const lockKey = 0x67726e61;
