import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import { connect, inTransaction, type ConnectOptions } from './index.js';

describe('a statement', () => {
  let place: TestDatabase;
  let superuser: pg.Client;
  beforeAll(async () => {
    place = await testDatabase();
    superuser = new pg.Client({ connectionString: place.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser.end();
    await place.drop();
  });

  /** The limit on every connection of a pool. */
  const limitsAt = async (url: string, options: ConnectOptions = {}): Promise<string[]> => {
    const database = await connect(url, { poolSize: 2, ...options });
    const asked = [0, 1].map(() =>
      inTransaction(database, 22, (tx) =>
        tx.query<{ limit: string }>(
          `select current_setting('statement_timeout') as limit from pg_sleep(0.05)`,
        ),
      ),
    );
    const limits = (await Promise.all(asked)).map(([row]) => row!.limit);
    await database.close();
    return limits;
  };

  it('is cancelled after thirty seconds on every connection, whoever’s', async () => {
    for (const url of [place.serviceUrl, place.ownerUrl]) expect(await limitsAt(url)).toEqual(['30s', '30s']);
    expect(await limitsAt(place.serviceUrl, { statementTimeout: 1_500 })).toEqual(['1500ms', '1500ms']);
  });

  it('has the limit of the address or of the database, where one is set there', async () => {
    const address = `${place.serviceUrl}${place.serviceUrl.includes('?') ? '&' : '?'}options=`;
    expect(await limitsAt(address + encodeURIComponent('-c statement_timeout=5000'))).toEqual(['5s', '5s']);
    const [{ name }] = (await superuser.query<{ name: string }>('select current_database() as name'))
      .rows as [{ name: string }];
    await superuser.query(`alter database "${name}" set statement_timeout = '7s'`);
    expect(await limitsAt(place.serviceUrl)).toEqual(['7s', '7s']);
    await superuser.query(`alter database "${name}" reset statement_timeout`);
  });

  it('that takes longer fails with its transaction, and the connection goes on', async () => {
    const database = await connect(place.serviceUrl, { poolSize: 1, statementTimeout: 200 });
    const slow = inTransaction(database, 22, (tx) => tx.query('select pg_sleep(20)'));
    await expect(slow).rejects.toMatchObject({ code: '57014' });
    await expect(inTransaction(database, 22, (tx) => tx.query('select 1 as one'))).resolves.toEqual([
      { one: 1 },
    ]);
    await database.close();
  });
});
