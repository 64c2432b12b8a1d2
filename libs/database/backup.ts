import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { findBinaries, plainEnvironment } from './embedded/binaries.js';
import { adoptFiles, ownAll, refuseRelease, release, syncFiles, type Release } from './embedded/cluster.js';
import { placeOfData } from './embedded/postgres.js';
import { withLockFile } from './embedded/processes.js';

interface BackupFile extends Release {
  takenAt: string;
}

/**
 * Writes a copy of the whole server, taken while it works, into a new folder: `base.tar` (with the log that makes it
 * whole), `backup_manifest` (a SHA-256 of every file) and `backup.json`. The folder appears when it is complete.
 * It holds everything, so only its owner may read it; the passwords of the roles are not of use elsewhere.
 *
 * The server sends its files through the connection, so it may be on another machine and needs no folder of its own.
 * @param superuserUrl a role that may replicate; the server needs `wal_level = replica` and a free `max_wal_senders`
 */
export async function backup(superuserUrl: string, toDirectory: string): Promise<void> {
  const target = resolve(toDirectory);
  refuseFull(target);
  const part = `${target}.part-${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync(part, { mode: 0o700 });
  const settings = {
    connectionString: superuserUrl,
    replication: 'true',
    application_name: 'greenlane backup',
  };
  const client = new pg.Client(settings);
  client.on('error', () => {}); // The running command reports it.
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    await receive(client, part);
    const note: BackupFile = {
      format: release.format,
      postgres: String(parseInt(rows[0]?.server_version ?? '', 10)),
      database: client.database ?? 'greenlane',
      takenAt: new Date().toISOString(),
    };
    writeFileSync(join(part, 'backup.json'), `${JSON.stringify(note)}\n`, { mode: 0o600, flush: true });
    syncFolder(part);
    renameSync(part, target);
    syncFolder(dirname(target));
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Runs BASE_BACKUP and writes what comes. The stream is that of Postgres 15 and later: each message begins with a
 * letter, `n` for a new archive, `m` for the manifest, `d` for data of the last of these, `p` for progress.
 */
async function receive(client: pg.Client, folder: string): Promise<void> {
  const handles: number[] = [];
  let failed: Error | undefined;
  // Written at once: a slow disk then slows the server down, and nothing piles up in memory.
  const take = (chunk: Buffer): void => {
    const kind = String.fromCharCode(chunk[0] ?? 0);
    const archive = chunk.toString('utf8', 1, Math.max(1, chunk.indexOf(0, 1)));
    if (kind === 'n' && archive !== 'base.tar')
      throw new Error(`The server keeps data in a tablespace (${archive}), which is not backed up.`);
    if (kind === 'n' || kind === 'm')
      handles.push(openSync(join(folder, kind === 'n' ? archive : 'backup_manifest'), 'wx', 0o600));
    const file = handles.at(-1);
    if (kind === 'd' && file !== undefined)
      for (let at = 1; at < chunk.length;) at += writeSync(file, chunk, at);
  };
  const command = `BASE_BACKUP (LABEL 'greenlane', CHECKPOINT 'fast', WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`;
  try {
    await new Promise<void>((done, fail) => {
      const query = new pg.Query(command);
      Object.assign(query, {
        callback: (error: Error | null) => (error ? fail(failed ?? error) : done()),
        handleCopyData({ chunk }: { chunk: Buffer }, connection: { stream: { destroy(): void } }): void {
          try {
            if (!failed) take(chunk);
          } catch (error) {
            failed = error as Error; // A full disk: there is nothing to go on for.
            connection.stream.destroy();
          }
        },
      });
      client.query(query);
    });
    if (failed) throw failed;
    if (handles.length !== 2) throw new Error('The server did not send an archive and its manifest.');
    for (const handle of handles) fsyncSync(handle);
  } finally {
    for (const handle of handles) closeSync(handle);
  }
}

/**
 * Makes, from a backup, a directory that `startEmbeddedPostgres` starts on. Every file is checked against the manifest
 * first; a target that is not empty is refused, and a failed attempt leaves none. The roles get new passwords at the
 * first start. Unpacks with the system's `tar`.
 */
export async function restore(fromDirectory: string, intoDirectory: string): Promise<void> {
  const from = resolve(fromDirectory);
  const into = resolve(intoDirectory);
  const file = join(from, 'backup.json');
  if (!existsSync(file)) throw new Error(`${from} is not a backup: it has no backup.json.`);
  const note = JSON.parse(readFileSync(file, 'utf8')) as BackupFile;
  refuseRelease(from, note);
  refuseFull(into);
  const made = mkdirSync(into, { recursive: true, mode: 0o711 }) !== undefined;
  await withLockFile(join(into, 'start.lock'), async () => {
    const { dataDir, user } = placeOfData(into);
    if (existsSync(dataDir)) throw new Error(`${dataDir} exists already. Nothing was changed.`);
    const making = `${dataDir}.restore-${process.pid}`;
    mkdirSync(making, { mode: 0o700 });
    try {
      const flags = ['--no-same-owner', '-xf', join(from, 'base.tar'), '-C', making];
      const tar = spawnSync('tar', flags, { env: plainEnvironment, encoding: 'utf8' });
      if (tar.status !== 0)
        throw new Error(`tar could not unpack ${from}/base.tar: ${tar.error?.message ?? tar.stderr}`);
      await verifyManifest(from, making);
      adoptFiles(making, note);
      ownAll(making, user);
      syncFiles(findBinaries(user), user, making);
      renameSync(making, dataDir);
      syncFolder(dirname(dataDir));
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      throw error;
    }
  }).catch((error: unknown) => {
    if (made) rmSync(into, { recursive: true, force: true });
    throw error;
  });
}

/** Compares size and SHA-256 of every unpacked file with the manifest, and the manifest with its own checksum. */
async function verifyManifest(from: string, unpacked: string): Promise<void> {
  const text = readFileSync(join(from, 'backup_manifest'), 'utf8');
  const manifest = JSON.parse(text) as {
    Files: { Path?: string; 'Encoded-Path'?: string; Size: number; Checksum: string }[];
    'Manifest-Checksum': string;
  };
  const signed = text.slice(0, text.lastIndexOf('"Manifest-Checksum"'));
  if (createHash('sha256').update(signed).digest('hex') !== manifest['Manifest-Checksum'])
    throw new Error(`${from}/backup_manifest has been changed. Nothing was restored.`);
  for (const entry of manifest.Files) {
    const path = entry.Path ?? Buffer.from(entry['Encoded-Path'] ?? '', 'hex').toString();
    const file = join(unpacked, path);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size !== entry.Size)
      throw new Error(
        `The backup is damaged: ${path} is ${size === undefined ? 'missing' : 'of another length'}.`,
      );
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    if (hash.digest('hex') !== entry.Checksum)
      throw new Error(`The backup is damaged: ${path} has another content.`);
  }
}

function refuseFull(directory: string): void {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new Error(`${directory} is not empty. Nothing was changed.`);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
