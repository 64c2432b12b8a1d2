import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  backup,
  connect,
  inTransaction,
  restore,
  startEmbeddedPostgres,
  withoutTenant,
  type EmbeddedPostgres,
} from './index.js';

jest.setTimeout(60_000);
const count = 20_000;
const digest = `SELECT count(*) AS n, md5(string_agg(id || text, ',' ORDER BY id)) AS digest FROM letter`;

describe('a backup', () => {
  let root: string;
  let postgres: EmbeddedPostgres;
  const at = (name: string): string => join(root, name);
  const inside = async <Row>(url: string, sql: string): Promise<Row[]> => {
    const database = await connect(url, { poolSize: 1 });
    return withoutTenant(database, (tx) => tx.query<Row>(sql)).finally(() => database.close());
  };

  beforeAll(async () => {
    root = mkdtempSync(join(process.env.GREENLANE_TEST_FOLDER ?? tmpdir(), 'greenlane-spec-'));
    chmodSync(root, 0o755);
    postgres = await startEmbeddedPostgres({ directory: at('office') });
    await inside(
      postgres.ownerUrl,
      `CREATE TABLE letter (id int PRIMARY KEY, text text);
       INSERT INTO letter SELECT n, repeat('书', n % 50) FROM generate_series(1, ${count}) n;
       GRANT SELECT, INSERT ON letter TO greenlane_service`,
    );
    await backup(postgres.superuserUrl, at('backup'));
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('restored elsewhere holds the same rows, roles and rights, and works on', async () => {
    await restore(at('backup'), at('again'));
    const again = await startEmbeddedPostgres({ directory: at('again') });
    try {
      expect(await inside(again.serviceUrl, digest)).toEqual(await inside(postgres.serviceUrl, digest));
      expect(again.serviceUrl).not.toBe(postgres.serviceUrl);
      const database = await connect(again.serviceUrl);
      await inTransaction(database, 22, (tx) => tx.query('INSERT INTO letter VALUES (0, $1)', ['new']));
      await database.close();
    } finally {
      await again.stop();
    }
    const restarted = await startEmbeddedPostgres({ directory: at('again') });
    try {
      await expect(inside(restarted.ownerUrl, 'SELECT text FROM letter WHERE id = 0')).resolves.toEqual([
        { text: 'new' },
      ]);
    } finally {
      await restarted.stop();
    }
  });

  it('taken while rows are being written holds a moment of them: all before, none after', async () => {
    const database = await connect(postgres.serviceUrl);
    let written = count;
    let going = true;
    const writing = (async () => {
      while (going)
        await inTransaction(database, 22, (tx) =>
          tx.query('INSERT INTO letter VALUES ($1, $2)', [++written, 'late']),
        );
    })();
    const before = written;
    await backup(postgres.superuserUrl, at('busy'));
    going = false;
    await writing;
    await database.close();
    await restore(at('busy'), at('busy again'));
    const again = await startEmbeddedPostgres({ directory: at('busy again') });
    try {
      const [held] = await inside<{ n: number; last: number }>(
        again.serviceUrl,
        'SELECT count(*) AS n, max(id) AS last FROM letter',
      );
      expect(held?.n).toBe(held?.last);
      expect(held?.n).toBeGreaterThanOrEqual(before);
      expect(held?.n).toBeLessThanOrEqual(written);
    } finally {
      await again.stop();
    }
  });

  it('is for its owner to read, and is there whole or not at all', async () => {
    expect(readdirSync(at('backup')).sort()).toEqual(['backup.json', 'backup_manifest', 'base.tar']);
    for (const name of readdirSync(at('backup')))
      expect(statSync(join(at('backup'), name)).mode & 0o077).toBe(0);
    await expect(backup(postgres.serviceUrl, at('refused'))).rejects.toMatchObject({ code: '42501' });
    expect(readdirSync(root).filter((name) => name.startsWith('refused'))).toEqual([]);
  });

  it('overwrites nothing, neither when taken nor when restored', async () => {
    await expect(backup(postgres.superuserUrl, at('backup'))).rejects.toThrow('is not empty');
    await expect(restore(at('backup'), at('office'))).rejects.toThrow('is not empty');
    await expect(restore(at('office'), at('nowhere'))).rejects.toThrow('is not a backup');
  });

  const reworded = (from: RegExp, to: string) => (bytes: Buffer) =>
    Buffer.from(bytes.toString().replace(from, to));
  const flipped = (mark: string) => (bytes: Buffer) => {
    const changed = Buffer.from(bytes);
    changed[bytes.indexOf(mark)]! ^= 1;
    return changed;
  };
  it.each([
    ['a forged manifest', 'backup_manifest', reworded(/"Size": \d/, '"Size": 7'), 'has been changed'],
    ['one bit turned in a file', 'base.tar', flipped('书'), 'The backup is damaged'],
    ['another Postgres', 'backup.json', reworded(/"18"/, '"19"'), 'belongs to Postgres 19'],
    ['a newer release', 'backup.json', reworded(/"format":1/, '"format":2'), 'newer release'],
  ])('with %s is refused, and leaves nothing', async (_what, name, change, sentence) => {
    const file = join(at('backup'), name);
    const bytes = readFileSync(file);
    try {
      writeFileSync(file, change(bytes));
      await expect(restore(at('backup'), at('damaged'))).rejects.toThrow(sentence);
      expect(existsSync(at('damaged'))).toBe(false);
    } finally {
      writeFileSync(file, bytes);
    }
  });
});
