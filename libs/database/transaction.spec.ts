import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import { connect, inTransaction, withoutTenant, type Database } from './index.js';

const seesTenant = `SELECT current_setting('app.tenant', true) AS tenant`;

describe('a transaction', () => {
  let place: TestDatabase;
  let owner: Database;
  let service: Database;

  beforeAll(async () => {
    place = await testDatabase();
    owner = await connect(place.ownerUrl, { poolSize: 2 });
    service = await connect(place.serviceUrl, { poolSize: 1 });
    for (const statement of [
      'CREATE TABLE parcel (tenant smallint NOT NULL, id int NOT NULL, note text, PRIMARY KEY (tenant, id))',
      'ALTER TABLE parcel ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE parcel FORCE ROW LEVEL SECURITY',
      `CREATE POLICY own ON parcel USING (tenant = nullif(current_setting('app.tenant', true), '')::smallint)`,
      'GRANT SELECT, INSERT, UPDATE ON parcel TO greenlane_service',
    ])
      await owner.dataSource.query(statement);
  });
  afterAll(async () => {
    await service.close();
    await owner.close();
    await place.drop();
  });

  const backend = async (): Promise<number> => {
    const rows = await withoutTenant(service, (tx) =>
      tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'),
    );
    return rows[0]?.pid ?? 0;
  };
  const insert = (tenant: number, id: number, note = ''): Promise<unknown> =>
    inTransaction(service, tenant, (tx) =>
      tx.query('INSERT INTO parcel VALUES ($1, $2, $3)', [tenant, id, note]),
    );

  it('sees the rows of its tenant and no others, and writes no others', async () => {
    await insert(22, 1, 'ours');
    await insert(5, 1, 'theirs');
    await expect(inTransaction(service, 22, (tx) => tx.query('SELECT note FROM parcel'))).resolves.toEqual([
      { note: 'ours' },
    ]);
    await expect(inTransaction(service, 5, (tx) => tx.query('SELECT note FROM parcel'))).resolves.toEqual([
      { note: 'theirs' },
    ]);
    await expect(
      inTransaction(service, 22, (tx) => tx.query('INSERT INTO parcel VALUES (5, 9)')),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('without a tenant sees no row under row security', async () => {
    await expect(withoutTenant(service, (tx) => tx.query('SELECT * FROM parcel'))).resolves.toEqual([]);
  });

  it('writes the tenant as two digits', async () => {
    await expect(inTransaction(service, 5, (tx) => tx.query(seesTenant))).resolves.toEqual([
      { tenant: '05' },
    ]);
  });

  it.each([100, -1, 2.5, NaN, '22' as unknown as number, `1'; DROP TABLE parcel; --` as unknown as number])(
    'refuses the tenant %p before anything is sent',
    async (tenant) => {
      let ran = false;
      await expect(
        inTransaction(service, tenant, () => {
          ran = true;
          return Promise.resolve();
        }),
      ).rejects.toThrow(RangeError);
      expect(ran).toBe(false);
    },
  );

  it('leaves no tenant behind on the pooled connection', async () => {
    const before = await backend();
    await inTransaction(service, 22, (tx) => tx.query('SELECT 1'));
    await inTransaction(service, 22, () => Promise.reject(new Error('no'))).catch(() => {});
    // After its first transaction, a connection's setting is the empty string and never NULL again.
    const rows = await withoutTenant(service, (tx) =>
      tx.query(`SELECT pg_backend_pid() AS pid, ` + seesTenant.slice(7)),
    );
    expect(rows).toEqual([{ pid: before, tenant: '' }]);
  });

  it('takes back everything when its work fails, and passes the error on', async () => {
    await expect(
      inTransaction(service, 22, async (tx) => {
        await tx.query('INSERT INTO parcel VALUES (22, 50)');
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await expect(
      inTransaction(service, 22, (tx) => tx.query('SELECT * FROM parcel WHERE id = 50')),
    ).resolves.toEqual([]);
  });

  it('does not pretend to have committed when a failed statement was swallowed', async () => {
    await expect(
      inTransaction(service, 22, async (tx) => {
        await tx.query('INSERT INTO parcel VALUES (22, 51)');
        await tx.query('SELECT 1/0').catch(() => {});
      }),
    ).rejects.toThrow('Nothing was committed');
  });

  it('cannot be used after its end', async () => {
    const kept = await inTransaction(service, 22, (tx) => Promise.resolve(tx));
    await expect(kept.query('SELECT 1')).rejects.toThrow('has ended');
  });

  it('throws away a connection that broke, and the next transaction gets a new one', async () => {
    const pid = await backend();
    await expect(
      inTransaction(service, 22, async (tx) => {
        await inTransaction(owner, 22, () => Promise.resolve());
        await asSuperuser((db) => db.dataSource.query('SELECT pg_terminate_backend($1)', [pid]));
        await new Promise((resolve) => setTimeout(resolve, 50)); // The break arrives while nothing is being asked.
        await tx.query('SELECT 1');
      }),
    ).rejects.toThrow();
    expect(await backend()).not.toBe(pid);
  });
  const asSuperuser = async (work: (db: Database) => Promise<unknown>): Promise<void> => {
    const db = await connect(place.superuserUrl, { poolSize: 1 });
    await work(db).finally(() => db.close());
  };

  it('answers rows for every statement, also for UPDATE … RETURNING', async () => {
    await insert(22, 60, 'before');
    const update = `UPDATE parcel SET note = 'after' WHERE id = 60 RETURNING id, note`;
    await expect(inTransaction(service, 22, (tx) => tx.query(update))).resolves.toEqual([
      { id: 60, note: 'after' },
    ]);
  });

  it('prepares a named statement once a connection', async () => {
    const read = (id: number) =>
      inTransaction(service, 22, (tx) =>
        tx.named<{ id: number }>('parcel by id', 'SELECT id FROM parcel WHERE id = $1', [id]),
      );
    await expect(read(1)).resolves.toEqual([{ id: 1 }]);
    await expect(read(60)).resolves.toEqual([{ id: 60 }]);
    const prepared = await withoutTenant(service, (tx) =>
      tx.query('SELECT name, generic_plans + custom_plans AS runs FROM pg_prepared_statements'),
    );
    expect(prepared).toEqual([{ name: 'parcel by id', runs: 2 }]);
  });

  it('reads bigint as a number only where that is exact, and a date as the day it is', async () => {
    const one = async (sql: string): Promise<unknown> =>
      (await withoutTenant(service, (tx) => tx.query(sql)))[0];
    await expect(one(`SELECT 9007199254740991 AS n, ARRAY[1, 2::bigint] AS many`)).resolves.toEqual({
      n: 9007199254740991,
      many: [1, 2],
    });
    await expect(one('SELECT 9007199254740992 AS n')).rejects.toThrow('does not fit a number exactly');
    await expect(
      one(
        `SELECT date '2026-02-28' AS day, ARRAY[date '2026-12-31', NULL] AS days, timestamptz '2026-01-01Z' AS at`,
      ),
    ).resolves.toEqual({
      day: '2026-02-28',
      days: ['2026-12-31', null],
      at: new Date('2026-01-01T00:00:00Z'),
    });
  });

  it('knows which role it is', () => {
    expect([owner.role, service.role]).toEqual(['owner', 'service']);
  });
});
