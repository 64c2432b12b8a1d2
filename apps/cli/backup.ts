import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { backup as backupServer, restore as restoreServer } from '#database';
import { folderAt, withEmbedded } from './embedded.js';
import { exits, Failure } from './failure.js';
import { say } from './text.js';

/** The list of documents in a backup: path below `documents`, and size in bytes. The name of a file is its SHA-256. */
interface Listed {
  path: string;
  size: number;
}

/**
 * `greenlane backup`: the whole installation in a new folder, while it works: `database` (see libs/database) and
 * `documents`. The folder appears when it is complete. The documents are copied after the database, and each that the
 * database knew before must be among them: a document is on the disk before its row is.
 */
export async function backup(to: string, { data }: { data?: string }): Promise<void> {
  const folder = folderAt(data);
  const target = resolve(to);
  refuseFull(target);
  const part = `${target}.making-${process.pid}`;
  mkdirSync(part, { recursive: true, mode: 0o700 });
  try {
    await withEmbedded(folder, async ({ superuserUrl }) => {
      const known = await documentsKnown(superuserUrl);
      await backupServer(superuserUrl, join(part, 'database'));
      const listed = copyDocuments(folder.documents, join(part, 'documents'));
      const missing = known.filter(({ path }) => !listed.some((one) => one.path === path));
      if (missing.length > 0)
        throw new Failure(
          `The document ${missing[0]!.path} is not in ${folder.documents}. No backup was made.`,
        );
      writeFileSync(join(part, 'documents.json'), `${JSON.stringify(listed)}\n`, {
        mode: 0o600,
        flush: true,
      });
      say(`${listed.length} documents.`);
    });
    if (existsSync(target)) rmSync(target, { recursive: true });
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
  say(`The backup is in ${target}. It holds everything: keep it as carefully as the installation itself.`);
}

/** `greenlane restore`: a folder that `start` starts on, from a backup. All of it is checked first, and all of it made. */
export async function restore(from: string, { data }: { data?: string }): Promise<void> {
  const source = resolve(from);
  const folder = folderAt(data);
  const list = join(source, 'documents.json');
  if (!existsSync(list)) throw new Failure(`${source} is not a backup of Greenlane.`, exits.notFound);
  refuseFull(folder.path);
  const listed = JSON.parse(readFileSync(list, 'utf8')) as Listed[];
  const aside = `${folder.path}.documents-${process.pid}`;
  try {
    for (const document of listed) await checkDocument(join(source, 'documents'), document);
    mkdirSync(dirname(folder.path), { recursive: true });
    copyDocuments(join(source, 'documents'), aside);
    await restoreServer(join(source, 'database'), folder.path);
    renameSync(aside, folder.documents);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
  say(`Restored into ${folder.path}, with ${listed.length} documents.`);
}

async function documentsKnown(superuserUrl: string): Promise<{ path: string }[]> {
  const client = new pg.Client({ connectionString: superuserUrl, application_name: 'greenlane backup' });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenant: number; hex: string }>(
      `select distinct tenant, encode(sha256, 'hex') as hex from documents`,
    );
    return rows.map(({ tenant, hex }) => ({
      path: [String(tenant).padStart(2, '0'), hex.slice(0, 2), hex].join('/'),
    }));
  } finally {
    await client.end();
  }
}

/** Copies finished documents: their name is a SHA-256 and nothing more; a longer one is still being written. */
function copyDocuments(from: string, to: string): Listed[] {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  if (!existsSync(from)) return [];
  const paths = readdirSync(from, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /^\d{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(path))
    .sort();
  return paths.map((path) => {
    const copy = join(to, path);
    mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
    copyFileSync(join(from, path), copy);
    chmodSync(copy, 0o600);
    return { path, size: statSync(copy).size };
  });
}

async function checkDocument(documents: string, { path, size }: Listed): Promise<void> {
  const file = join(documents, path);
  const found = statSync(file, { throwIfNoEntry: false })?.size;
  const hash = createHash('sha256');
  if (found === size) await pipeline(createReadStream(file), hash);
  if (found !== size || hash.digest('hex') !== path.slice(-64))
    throw new Failure(
      `The backup is damaged: the document ${path} is ${found === undefined ? 'missing' : 'not what was kept'}. Nothing was restored.`,
      exits.verificationFailed,
    );
}

function refuseFull(directory: string): void {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new Failure(`${directory} is not empty. Nothing was changed.`, exits.conflict);
}
