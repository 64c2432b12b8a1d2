import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inTransaction } from '#database';
import { openNeighbour, tenantTables, type Sabotage, type TenantTable } from './campaigns/tenants-place.js';
import { runTenants } from './campaigns/tenants.js';
import { testOffice, type TestOffice } from './office.js';

let office: TestOffice;
let tables: TenantTable[];
beforeAll(async () => {
  office = await testOffice();
  await openNeighbour(office);
  tables = await office.rows<TenantTable>(tenantTables);
});
afterAll(() => office.close());

const run = (requests: number, sabotage?: Sabotage) =>
  runTenants(office, { requests, seed: 20250922, ...(sabotage === undefined ? {} : { sabotage }) });

describe('two tenants over one pool of three connections', () => {
  it('never see or write a row of each other, whatever becomes of their transactions', async () => {
    const found = await run(1_000);
    expect(found).toMatchObject({ requests: 1_000, leaks: new Map(), wrong: [] });
    // Something was there to be seen, much went wrong, and connections did change hands.
    expect(found.sights).toBeGreaterThan(3_000);
    expect(found.aborted).toBeGreaterThan(200);
    expect(found.handovers).toBeGreaterThan(200);
    // These are refused by their triggers, which find no event of the other tenant, before the policy is asked.
    const byTrigger = {
      ...{ certificates: 'GL020', certificate_items: 'GL028', certificate_amendments: 'GL028' },
      ...{ bans: 'GL028', commitment_closures: 'GL028' },
    };
    const forged = tables.filter(({ name, columns }) => columns !== null && !Object.hasOwn(byTrigger, name));
    const byPolicy = [...found.refusals].filter(([, how]) => how.has('policy')).map(([name]) => name);
    expect(byPolicy.sort()).toEqual(forged.map(({ name }) => name).sort());
    for (const [name, code] of Object.entries(byTrigger))
      expect([name, found.refusals.get(name)]).toEqual([name, new Set([code])]);
  });

  it('would be caught at each other’s rows if row security were off', async () => {
    const { leaks } = await run(400, 'row security is off');
    // Nothing is told even so: the product names the tenant in each statement of its own, as a second wall.
    expect([...leaks.keys()].sort()).toEqual(['seen', 'seenByNobody', 'written']);
  });

  it('would be caught on connections given back if the tenant were set for the session', async () => {
    const { leaks } = await run(200, 'the tenant is set for the session');
    expect([...leaks.keys()].sort()).toEqual(['carried', 'seenByNobody']);
  });

  it('are both in every table that a case fills, so that there is something to be seen', async () => {
    const rows = async (tenant: number) =>
      inTransaction(office.service, tenant, async (tx) => {
        const [row] = await tx.query<Record<string, boolean>>(
          `select ${tables.map(({ name }) => `exists (select from ${name}) as ${name}`).join(', ')}`,
        );
        return Object.keys(row!).filter((name) => row![name]);
      });
    expect(await rows(23)).toEqual(await rows(22));
    expect(await rows(22)).toEqual(
      expect.arrayContaining(['certificate_items', 'event_documents', 'leaves']),
    );
  });
});

/** What the catalogue says, one name a row; empty where nothing is amiss. */
const names = async (sql: string): Promise<string[]> =>
  (await office.rows<{ name: string }>(sql)).map(({ name }) => name).sort();

/** Read before the tenant is known, or by all; bound to it in writing alone. */
const readByAll = ['accounts', 'api_keys', 'jurisdictions'];

const ofTenant = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relforcerowsecurity
  and c.relname <> all (array['${readByAll.join("','")}'])`;

/** Policies that say something else than "the tenant of this transaction", each with its reason. */
const otherPolicies: Record<string, string> = {
  access_entries: 'an entry is written where no tenant is known, and then belongs to nobody',
};

describe('the catalogue, where test/schema.spec.ts does not look', () => {
  it('gives every table a primary key', async () => {
    const without = `select c.relname as name from pg_class c where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p') and not exists (select from pg_index where indrelid = c.oid and indisprimary)`;
    expect(await names(without)).toEqual([]);
  });

  it('has the tenant first in every unique index that is no constraint: partial, or over an expression', async () => {
    const without = `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
      where ${ofTenant} and i.indisunique and not exists (select from pg_constraint where conindid = i.indexrelid)
        and not exists (select from pg_attribute where attrelid = c.oid and attnum = i.indkey[0] and attname = 'tenant')`;
    expect(await names(without)).toEqual([]);
  });

  it('refers from a tenant to the same tenant in every foreign key to a table that has one', async () => {
    const astray = `select conname as name from pg_constraint k where contype = 'f' and exists (
        select from pg_attribute where attrelid = k.confrelid and attname = 'tenant')
      and not exists (select from unnest(conkey, confkey) as pair (here, there)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = here and a.attname = 'tenant'
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = there and b.attname = 'tenant')`;
    expect(await names(astray)).toEqual([]);
  });

  it('has one policy for each tenant table, for everybody and for reading and writing alike: two would widen each other', async () => {
    // One that is restrictive can only narrow the others.
    const odd = `select c.relname as name from pg_class c
      left join pg_policy p on p.polrelid = c.oid and p.polpermissive where ${ofTenant}
      group by c.oid, c.relname having count(*) <> 1
        or not bool_and(polcmd = '*' and polroles = '{0}' and polwithcheck is null)`;
    expect(await names(odd)).toEqual([]);
    const saysOtherwise = `select c.relname as name from pg_class c join pg_policy p on p.polrelid = c.oid and p.polpermissive
      where ${ofTenant} and pg_get_expr(polqual, polrelid) <>
        '(tenant = (NULLIF(current_setting(''app.tenant''::text, true), ''''::text))::smallint)'`;
    expect(Object.keys(otherPolicies)).toEqual(expect.arrayContaining(await names(saysOtherwise)));
  });

  it('has nothing beside the tables through which their rows could be read past the policies', async () => {
    const beside = `select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and (relkind in ('m', 'f') or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false)
        or relispartition)`;
    expect(await names(beside)).toEqual([]);
  });

  it('grants nobody what row security does not reach: to truncate, to refer to, to hang a trigger on', async () => {
    const reach = `select c.relname || ' ' || g.privilege_type as name from pg_class c, aclexplode(c.relacl) as g
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and g.grantee <> c.relowner
        and g.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`;
    expect(await names(reach)).toEqual([]);
  });

  it('runs nothing as its owner that could find a table of somebody else first, or that row security does not bind', async () => {
    const loose = `select p.proname as name from pg_proc p join pg_roles r on r.oid = p.proowner
      where pronamespace = 'public'::regnamespace and prosecdef and (rolsuper or rolbypassrls
        or not exists (select from unnest(proconfig) as setting where setting like 'search_path=%'))`;
    expect(await names(loose)).toEqual([]);
    // A temporary table comes before every other on the path, so nobody may make one.
    const temporary = `select rolname as name from pg_roles where rolname in ('greenlane_service', 'greenlane_sealer')
      and has_database_privilege(rolname, current_database(), 'TEMP')`;
    expect(await names(temporary)).toEqual([]);
  });

  it('binds every table in which the service may write rows that name a tenant, those too that all may read', async () => {
    const open = `select c.relname as name from pg_class c where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p') and not relforcerowsecurity
      and exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant')
      and (has_any_column_privilege(c.oid, 'INSERT, UPDATE') or has_table_privilege(c.oid, 'DELETE'))`;
    expect(await names(open)).toEqual([]);
  });

  it('refuses an account of another tenant, and leaves the name of another authority alone', async () => {
    const [person] = await office.rows<{ id: string }>('select id from people limit 1');
    const foreign = office.rows(
      `insert into accounts (issuer, subject, tenant, person_id) values ('urn:x', 'x', 23, $1)`,
      [person!.id],
    );
    await expect(foreign).rejects.toMatchObject({ code: '42501' });
    const renamed = await office.rows(
      'update jurisdictions set authority_id = null where tenant = 23 returning tenant',
    );
    expect(renamed).toEqual([]);
  });

  it('ties an account to somebody of its own tenant', async () => {
    const nobody = office.rows(
      `insert into accounts (issuer, subject, tenant, person_id) values ('urn:x', 'x', 22, gen_random_uuid())`,
    );
    await expect(nobody).rejects.toMatchObject({ constraint: 'an_account_is_a_person_s' });
  });
});
