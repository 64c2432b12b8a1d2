import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import { dumpSchema } from './index.js';

describe('the dump of the schema', () => {
  let place: TestDatabase;
  beforeAll(async () => {
    place = await testDatabase();
  });
  afterAll(() => place.drop());

  const run = async (url: string, sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };

  /** An empty database beside the migrated one. */
  const withEmpty = async (work: (ownerUrl: string) => Promise<void>): Promise<void> => {
    const name = `${place.name}_empty`;
    await run(place.superuserUrl, `CREATE DATABASE ${name} OWNER greenlane_owner TEMPLATE template0`);
    try {
      await work(place.ownerUrl.replace(place.name, name));
    } finally {
      await run(place.superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    }
  };

  it('is the same for two databases of the same migrations, whoever reads it', async () => {
    const other = await testDatabase();
    try {
      const text = await dumpSchema(place.ownerUrl);
      expect(text.length).toBeGreaterThan(1000);
      expect(await dumpSchema(other.serviceUrl)).toBe(text);
      expect(await dumpSchema(other.superuserUrl)).toBe(text);
    } finally {
      await other.drop();
    }
  });

  it('makes a database that gives the same dump', async () => {
    const text = await dumpSchema(place.ownerUrl);
    await withEmpty(async (ownerUrl) => {
      await run(ownerUrl, text);
      expect(await dumpSchema(ownerUrl)).toBe(text);
    });
  });

  it.each([
    ['a column', 'ALTER TABLE t ADD COLUMN extra text', 'extra text'],
    ['a default', 'ALTER TABLE t ALTER COLUMN n SET DEFAULT 7', 'DEFAULT 7'],
    ['a comment', `COMMENT ON COLUMN t.n IS 'it''s'`, `IS 'it''s'`],
    ['a check', 'ALTER TABLE t ADD CONSTRAINT never_negative CHECK (n >= 0)', 'never_negative'],
    ['an index', 'CREATE INDEX t_by_n ON t (n) WHERE n > 3', 'WHERE (n > 3)'],
    ['a trigger that is off', 'ALTER TABLE t DISABLE TRIGGER watch', 'DISABLE TRIGGER watch'],
    [
      'the body of a function',
      `CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end'`,
      'return null',
    ],
    ['a policy', 'CREATE POLICY only_small ON t USING (n < 9)', 'only_small'],
    ['row security', 'ALTER TABLE t FORCE ROW LEVEL SECURITY', 'FORCE ROW LEVEL SECURITY'],
    [
      'a right on a table',
      'GRANT DELETE ON t TO greenlane_sealer',
      'GRANT DELETE ON TABLE public.t TO greenlane_sealer',
    ],
    [
      'a right on a column',
      'GRANT UPDATE (n) ON t TO greenlane_service',
      'GRANT UPDATE (n) ON TABLE public.t',
    ],
    [
      'a right on a function',
      'REVOKE ALL ON FUNCTION f() FROM PUBLIC',
      'REVOKE ALL ON FUNCTION public.f() FROM PUBLIC',
    ],
    ['a type', `CREATE TYPE mood AS ENUM ('good', 'bad')`, `'good', 'bad'`],
    ['a view', 'CREATE VIEW v WITH (security_invoker = true) AS SELECT n FROM t', 'security_invoker=true'],
  ])('shows %s', async (_what, change, trace) => {
    await withEmpty(async (ownerUrl) => {
      await run(
        ownerUrl,
        `CREATE TABLE t (n int);
         CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
         CREATE TRIGGER watch BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()`,
      );
      const before = await dumpSchema(ownerUrl);
      await run(ownerUrl, change);
      const after = await dumpSchema(ownerUrl);
      expect(before).not.toContain(trace);
      expect(after).toContain(trace);
    });
  });
});
