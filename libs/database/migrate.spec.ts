import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import {
  connect,
  databaseSql,
  DatabaseNotMigrated,
  DatabaseTooNew,
  excessOfPower,
  migrate,
  requireSchema,
  schemaVersion,
} from './index.js';
import { migrations } from './migrations/index.js';

jest.setTimeout(60_000);
const names = (migrations as { name: string }[]).map(({ name }) => name);

describe('migrating', () => {
  let place: TestDatabase;
  beforeAll(async () => {
    place = await testDatabase();
  });
  afterAll(() => place.drop());

  const superuser = async (sql: string[], url = place.superuserUrl): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      let rows: unknown[] = [];
      for (const each of sql) rows = (await client.query<Record<string, unknown>>(each)).rows;
      return rows;
    } finally {
      await client.end();
    }
  };
  const withEmpty = async (work: (url: string) => Promise<void>): Promise<void> => {
    const name = `${place.name}_empty`;
    await superuser(databaseSql(name).trim().split('\n'));
    await work(place.ownerUrl.replace(place.name, name)).finally(() =>
      superuser([`DROP DATABASE ${name} WITH (FORCE)`]),
    );
  };
  /** A process of its own, from the built files. */
  const migrateElsewhere = (url: string): Promise<{ applied: string[]; at: string }> =>
    new Promise((done, fail) => {
      const code = `import { migrate } from './dist/libs/database/migrate.js'; console.log(JSON.stringify(await migrate(process.argv[1])))`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', code, url]);
      let out = '';
      let err = '';
      child.stdout.on('data', (text: Buffer) => (out += text.toString()));
      child.stderr.on('data', (text: Buffer) => (err += text.toString()));
      child.once('close', (status) =>
        status === 0 ? done(JSON.parse(out) as { applied: string[]; at: string }) : fail(new Error(err)),
      );
    });

  it('by several processes at once does each migration once', async () => {
    await withEmpty(async (url) => {
      const all = await Promise.all([1, 2, 3].map(() => migrateElsewhere(url)));
      const counts = all.map(({ applied }) => applied.length).sort((a, b) => b - a);
      expect(counts).toEqual([Math.max(1, counts[0] ?? 0), 0, 0]);
      const at = new Set(all.map((each) => each.at));
      expect([at.size, [...at][0]]).toEqual([1, names.at(-1)]);
    });
  });

  it('answers what it applied, in order, and a second time nothing', async () => {
    await withEmpty(async (url) => {
      await expect(migrate(url)).resolves.toEqual({ applied: names, at: names.at(-1) });
      await expect(migrate(url)).resolves.toEqual({ applied: [], at: names.at(-1) });
    });
  });

  it('an older database is told from a fitting one, by the service too', async () => {
    const service = await connect(place.serviceUrl);
    try {
      await expect(requireSchema(service)).resolves.toBe(names.at(-1));
      const newest = `WHERE name = '${names.at(-1)}'`;
      await superuser([
        'CREATE TABLE aside AS SELECT * FROM schema_migrations ' + newest,
        'DELETE FROM schema_migrations ' + newest,
      ]);
      await expect(requireSchema(service)).rejects.toThrow(DatabaseNotMigrated);
      await expect(schemaVersion(service)).resolves.toEqual({
        at: names.at(-2),
        pending: names.slice(-1),
        unknown: [],
      });
      await superuser(['INSERT INTO schema_migrations SELECT * FROM aside', 'DROP TABLE aside']);
    } finally {
      await service.close();
    }
  });

  it('an empty database is one that must be migrated', async () => {
    await withEmpty(async (url) => {
      const database = await connect(url);
      await expect(requireSchema(database)).rejects.toThrow('must be migrated first');
      await database.close();
    });
  });

  it('a database of a newer release is refused and left alone', async () => {
    const later = 'Later9999999999999';
    await superuser([`INSERT INTO schema_migrations (timestamp, name) VALUES (9999999999999, '${later}')`]);
    const service = await connect(place.serviceUrl);
    try {
      await expect(migrate(place.ownerUrl)).rejects.toThrow(DatabaseTooNew);
      await expect(requireSchema(service)).rejects.toThrow(later);
    } finally {
      await service.close();
      await superuser([`DELETE FROM schema_migrations WHERE name = '${later}'`]);
    }
  });

  it('a migration that fails leaves nothing of itself, and the next attempt goes on from there', async () => {
    await withEmpty(async (url) => {
      // In the way of a table of a later migration.
      await superuser(['CREATE TABLE certificates ()'], url);
      await expect(migrate(url)).rejects.toThrow('certificates');
      await superuser(['DROP TABLE certificates'], url);
      const { applied } = await migrate(url);
      expect(applied.length).toBeGreaterThan(0);
      expect(applied.length).toBeLessThan(names.length);
    });
  });

  it('lets an office that has worked before be told of what happens from then on', async () => {
    await withEmpty(async (url) => {
      const all = place.superuserUrl.replace(place.name, `${place.name}_empty`);
      // In the way of the migration before which nobody was told from the first entry on.
      await superuser(['CREATE TABLE queues ()'], url);
      await expect(migrate(url)).rejects.toThrow('queues');
      await superuser(
        [
          'DROP TABLE queues',
          `INSERT INTO jurisdictions (tenant, name_zh, name_en) VALUES (22, '重庆', 'Chongqing'), (5, '北京', 'Beijing')`,
          `INSERT INTO log_heads (tenant, log, size) VALUES (22, 'audit', 7)`,
        ],
        all,
      );
      await migrate(url);
      expect(await superuser(['SELECT tenant, name, next FROM followers ORDER BY tenant'], all)).toEqual([
        { tenant: 5, name: 'messages', next: '0' },
        { tenant: 22, name: 'messages', next: '7' },
      ]);
    });
  });

  it('gives the service and the sealer no power over the tables, and shows it when somebody does', async () => {
    for (const url of [place.serviceUrl, place.sealerUrl]) {
      const database = await connect(url);
      await expect(excessOfPower(database)).resolves.toEqual([]);
      await database.close();
    }
    const service = await connect(place.serviceUrl);
    await superuser([
      'CREATE TABLE loot (n int)',
      'CREATE POLICY p ON loot USING (true)',
      `CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end'`,
      'CREATE TRIGGER guard BEFORE DELETE ON loot EXECUTE FUNCTION watch()',
      'ALTER TABLE loot DISABLE TRIGGER guard',
      'ALTER TABLE loot OWNER TO greenlane_service',
    ]);
    await expect(excessOfPower(service)).resolves.toEqual([
      'The role greenlane_service owns the table loot.',
      'The table loot has a policy, but row security is not forced on it.',
      'The trigger guard of loot is off.',
    ]);
    await service.close();
    await superuser(['DROP TABLE loot', 'DROP FUNCTION watch']);
    const owner = await connect(place.superuserUrl);
    expect(await excessOfPower(owner)).toContain('The role postgres is a superuser.');
    await owner.close();
  });
});
