import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { dumpSchema } from '#database';
import { testDatabase, type TestDatabase } from './database.js';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const names = async (sql: string): Promise<string[]> =>
  (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name).sort();

/** Tables that belong to no tenant, each with its reason. */
const tenantless = {
  clock_holds: 'the database has one clock for all tenants',
  office_clock: 'one row: the office time of the whole installation',
  schema_migrations: 'the journal of the migrations',
  sign_ins: 'read before anybody is known',
  sessions: 'read before the tenant is known',
  rate_limits: 'public doors have no tenant',
};

/** Tables under row security whose own key does not begin with the tenant, each with its reason. */
const keyedWithoutTenant = {
  accounts: 'read before the tenant is known; written in it alone',
  api_keys: 'read before the tenant is known; written in it alone',
  jurisdictions: 'the tenants themselves',
  access_entries: 'an entry is written where no tenant is known',
};

describe('the schema', () => {
  it('is the one checked in as test/schema.sql', async () => {
    const file = new URL('schema.sql', import.meta.url);
    const dump = await dumpSchema(database.ownerUrl);
    if (process.env.UPDATE_PAGES === '1') await writeFile(file, dump);
    expect(dump).toBe(await readFile(file, 'utf8'));
  });

  it('says of every table and column what it holds', async () => {
    const silent = await names(`
      select c.relname || coalesce('.' || a.attname, '') as name
      from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and (obj_description(c.oid) is null or col_description(c.oid, a.attnum) is null)`);
    expect(silent).toEqual([]);
  });

  it('has the tenant first in every primary, unique and foreign key of every tenant table', async () => {
    const without = await names(`
      select t.relname || '.' || k.conname as name
      from pg_constraint k join pg_class t on t.oid = k.conrelid
      where t.relnamespace = 'public'::regnamespace and k.contype in ('p', 'u', 'f')
        and (select attname from pg_attribute where attrelid = t.oid and attnum = k.conkey[1]) <> 'tenant'
        and t.relname <> all (array['${Object.keys({ ...tenantless, ...keyedWithoutTenant }).join("','")}'])`);
    expect(without).toEqual([]);
  });

  it('forces row security by tenant on every table but the named few', async () => {
    const open = await names(`
      select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
        and not (relrowsecurity and relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`);
    expect(open).toEqual(Object.keys(tenantless).sort());
  });

  it('lets neither the service nor the sealer rewrite history or own anything', async () => {
    const grants = await names(`
      select grantee || ' ' || privilege_type || ' ' || table_name as name from information_schema.role_table_grants
      where table_schema = 'public' and grantee in ('greenlane_service', 'greenlane_sealer')
        and table_name in ('events', 'leaves', 'clock_operations', 'pending', 'evidence', 'certificates')
        and privilege_type not in ('SELECT', 'INSERT')`);
    expect(grants).toEqual(['greenlane_sealer DELETE pending']);
    expect(
      await names(`select relname as name from pg_class c join pg_roles r on r.oid = c.relowner
      where relnamespace = 'public'::regnamespace and rolname in ('greenlane_service', 'greenlane_sealer')`),
    ).toEqual([]);
  });

  it('keeps the triggers that guard history on always, for replicas and owners too', async () => {
    const weak = await names(`
      select c.relname || '.' || tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not tgisinternal and c.relname in ('cases', 'events', 'leaves', 'clock_operations') and tgenabled <> 'A'`);
    expect(weak).toEqual([]);
  });
});
