import { createServer, type AddressInfo, type Socket } from 'node:net';
import { connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type Database } from '#database';
import type { Refused } from '#refusals';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import { Addresses } from './addresses.js';
import { doors, forgetTries, rateLimitHeaders, Tries, type Door } from './tries.js';

let place: TestDatabase;
const open: Database[] = [];
const addresses = new Addresses(Buffer.alloc(32, 7));
/** Another instance on the same database. */
const instance = async (url = place.serviceUrl): Promise<Tries> => {
  const database = await connect(url, { poolSize: 2 });
  open.push(database);
  return new Tries(database, addresses);
};
const codeOf = async (tried: Promise<unknown>): Promise<string> =>
  tried.then(
    () => 'admitted',
    (error: unknown) => (error as Refused).code,
  );
const tryOften = async (tries: Tries, door: Door, address: string, times: number): Promise<string[]> => {
  const answers: string[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await codeOf(tries.admit(door, address)));
  return answers;
};

beforeAll(async () => {
  place = await testDatabase();
});
afterAll(async () => {
  for (const database of open) await database.close();
  await place.drop();
});

describe('tries at a door', () => {
  it.each(Object.entries(doors))(
    '%s are admitted as often as it says, and then no more',
    async (door, rule) => {
      const tries = await instance();
      const answers = await tryOften(tries, door as Door, '192.0.2.1', rule.tries + 2);
      expect(answers.filter((answer) => answer === 'admitted')).toHaveLength(rule.tries);
      expect(answers.slice(-2)).toEqual(['too-many-requests', 'too-many-requests']);
      const refused = (await tries
        .admit(door as Door, '192.0.2.1')
        .catch((error: unknown) => error)) as Refused;
      const { retryAfter } = refused.details.members as { retryAfter: number };
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(rule.seconds);
      // Another address, and another door, know nothing of it.
      expect(await codeOf(tries.admit(door as Door, '192.0.2.2'))).toBe('admitted');
    },
  );

  it('are counted together by all instances, and a restart forgets none', async () => {
    const address = '2001:db8:0:1::1';
    const [one, other] = [await instance(), await instance()];
    expect(await tryOften(one, 'signIn', address, 20)).not.toContain('too-many-requests');
    // The same /64 is the same caller.
    expect(await tryOften(other, 'signIn', '2001:db8:0:1:ffff::2', 11)).toEqual([
      ...Array<string>(10).fill('admitted'),
      'too-many-requests',
    ]);
    expect(await codeOf(one.admit('signIn', address))).toBe('too-many-requests');
    const restarted = await instance();
    expect(await codeOf(restarted.admit('signIn', address))).toBe('too-many-requests');
    expect(await codeOf(restarted.admit('signIn', '2001:db8:0:2::1'))).toBe('admitted');
  });

  it('that were right are taken back, and those sent at once are counted before it is known', async () => {
    const tries = await instance();
    for (let time = 0; time < 30; time += 1) {
      await tries.admit('status', '192.0.2.3');
      await tries.forgive('status', '192.0.2.3');
    }
    const atOnce = await Promise.all(
      Array.from({ length: 25 }, () => codeOf(tries.admit('status', '192.0.2.4'))),
    );
    expect(atOnce.filter((answer) => answer === 'admitted')).toHaveLength(20);
  });

  it('begin anew when the window is over, and what is over is erased', async () => {
    const tries = await instance();
    const database = open.at(-1)!;
    await tryOften(tries, 'accounts', '192.0.2.5', 6);
    expect(await codeOf(tries.admit('accounts', '192.0.2.5'))).toBe('too-many-requests');
    await database.dataSource.query('update rate_limits set expire = $1', [Date.now() - 1]);
    expect(await codeOf((await instance()).admit('accounts', '192.0.2.5'))).toBe('admitted');
    const count = async () =>
      (
        await database.dataSource.query<{ rows: number }[]>('select count(*)::int as rows from rate_limits')
      )[0]!.rows;
    const before = await count();
    expect(await forgetTries(database)).toBe(before - 1);
    expect(await count()).toBe(1);
  });

  it('leave no address in the database', async () => {
    const tries = await instance();
    await tries.admit('status', '203.0.113.99');
    const rows = await open.at(-1)!.dataSource.query<{ key: string }[]>('select key from rate_limits');
    for (const { key } of rows) expect(key).toMatch(/^[a-zA-Z]+:[\w-]{43}$/);
  });

  it('of a flood cost no statements', async () => {
    const tries = await instance();
    await tryOften(tries, 'signIn', '192.0.2.6', 60);
    const points = async () =>
      (
        await open
          .at(-1)!
          .dataSource.query<{ points: number }[]>('select points from rate_limits where key = $1', [
            `signIn:${addresses.digest('192.0.2.6').toString('base64url')}`,
          ])
      )[0]!.points;
    expect(await points()).toBe(60);
    expect(new Set(await tryOften(tries, 'signIn', '192.0.2.6', 20))).toEqual(new Set(['too-many-requests']));
    expect(await points()).toBe(60);
  });

  it('are told of in the answer', () => {
    expect(rateLimitHeaders('status', { remaining: 3, seconds: 41 })).toEqual({
      'ratelimit-policy': '"status";q=20;w=60',
      ratelimit: '"status";r=3;t=41',
    });
  });

  it('find the door shut, and not open, when the count cannot be had', async () => {
    const way = await wayTo(place.serviceUrl);
    const tries = await instance(way.url);
    expect(await codeOf(tries.admit('status', '192.0.2.7'))).toBe('admitted');
    await way.close();
    const refused = (await tries.admit('status', '192.0.2.7').catch((error: unknown) => error)) as Refused;
    expect([refused.code, refused.cause instanceof Error]).toEqual(['temporarily-unavailable', true]);
    // What cannot be taken back is no reason to fail.
    await tries.forgive('status', '192.0.2.7');
  });
});

/** A way to the database that can be closed, as when the network goes. */
async function wayTo(address: string) {
  const target = new URL(address);
  const folder = target.searchParams.get('host');
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far =
      folder === null
        ? dial(Number(target.port), target.hostname)
        : dial(`${folder}/.s.PGSQL.${target.port || target.searchParams.get('port')}`);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = new URL(address);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  url.search = '';
  return {
    url: url.href,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
