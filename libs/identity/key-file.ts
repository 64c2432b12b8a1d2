import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The key of this name in `directory`, 32 random bytes made at the first need, readable by its owner alone. Two first needs
 * at once end with one key. An office may put one there itself: 64 hexadecimal digits in a file of that name.
 */
export async function keyFileIn(directory: string, name: string): Promise<Buffer> {
  const file = join(directory, name);
  const known = await readKey(file);
  if (known !== undefined) return known;
  await mkdir(directory, { recursive: true });
  await writeOnce(file, `${randomBytes(32).toString('hex')}\n`);
  return (await readKey(file))!;
}

/**
 * Writes a file for its owner alone, on the disk when it returns, unless there is one already: of two that do so at once the
 * slower keeps the other's. Its folder must be there.
 */
export async function writeOnce(path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}.${crypto.randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
    // A link is made whole or not at all, and only where nothing stands.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await file.close();
    await rm(draft);
  }
}

async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const hex = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error(`${file} does not hold 64 hexadecimal digits.`);
  return Buffer.from(hex, 'hex');
}
