import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, inTransaction, withoutTenant, type Database } from '#database';
import type { Refused } from '#refusals';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import { AccessRecord, type AccessEntry, type AccessView } from './access.js';
import { Addresses } from './addresses.js';
import { createPerson, grant } from './people.js';

let place: TestDatabase;
let service: Database;
let record: AccessRecord;
const addresses = new Addresses(Buffer.alloc(32, 7));
const about = { verb: 'GET', path: '/api/v1/access', address: '192.0.2.9', requestId: 'r' };
const people: Record<string, string> = {};
const caller = (name: string, tenant = 22) => ({ tenant, person: people[name]!, method: 'pwd' });
const denied = (more: Partial<AccessEntry> = {}): AccessEntry => ({
  ...{ kind: 'denied', code: 'role-needed', tenant: 22, person: people['officer'], method: 'pwd' },
  ...{ verb: 'GET', path: '/api/v1/x' },
  ...{ address: '192.0.2.1', requestId: 'r1' },
  ...more,
});
const all = async (tenant = 22): Promise<AccessView[]> =>
  record.read(caller(tenant === 22 ? 'auditor' : 'far auditor', tenant), { limit: 5000 }, about);

beforeAll(async () => {
  place = await testDatabase();
  const owner = await connect(place.ownerUrl, { poolSize: 1 });
  await owner.dataSource.query(
    `insert into jurisdictions (tenant, name_zh, name_en) values (22, '重庆', 'Chongqing'), (23, '四川', 'Sichuan')
     on conflict do nothing`,
  );
  await owner.dataSource.query('update office_clock set demonstration = true');
  await owner.close();
  service = await connect(place.serviceUrl, { poolSize: 3 });
  for (const [name, tenant, role] of [
    ['auditor', 22, 'auditor'],
    ['officer', 22, 'decisionMaker'],
    ['far auditor', 23, 'auditor'],
  ] as const)
    people[name] = await inTransaction(service, tenant, async (tx) => {
      const person = await createPerson(tx, { name });
      await grant(tx, person, role);
      return person;
    });
});
beforeEach(() => {
  record = new AccessRecord(service, addresses);
});
afterAll(async () => {
  await service.close();
  await place.drop();
});

describe('the record of accesses', () => {
  it('has what was written when the writing is done, and names no address', async () => {
    await record.write(denied());
    const [entry] = await all();
    expect(entry).toMatchObject({
      ...{ kind: 'denied', times: 1, code: 'role-needed', person: people['officer'], method: 'pwd' },
      ...{ verb: 'GET', path: '/api/v1/x', requestId: 'r1' },
      address: addresses.digest('192.0.2.1').toString('hex'),
    });
    expect(Math.abs(Date.parse(entry!.at) - Date.now())).toBeLessThan(60_000);
  });

  it('is each jurisdiction’s own; what belongs to none is shown to none', async () => {
    await record.write(denied({ tenant: 23, path: '/far' }));
    await record.write(denied({ tenant: undefined, person: undefined, path: '/nobody' }));
    expect((await all(23)).map(({ path }) => path)).toEqual(['/far']);
    const near = await all();
    expect(near.map(({ path }) => path)).not.toContain('/far');
    expect(near.map(({ path }) => path)).not.toContain('/nobody');
    const nobodys = await withoutTenant(service, (tx) =>
      tx.query<{ path: string }>('select path from access_entries'),
    );
    expect(nobodys).toEqual([{ path: '/nobody' }]);
  });

  it('is read by those who oversee and by nobody else, and that it was read is in it', async () => {
    for (const [name, tenant] of [
      ['officer', 22],
      ['auditor', 23],
    ] as const)
      await expect(record.read(caller(name, tenant), { limit: 5 }, about)).rejects.toMatchObject({
        code: name === 'officer' ? 'role-needed' : 'token-refused',
      });
    await all();
    const [entry] = await all();
    expect(entry).toMatchObject({
      kind: 'read',
      person: people['auditor'],
      ...{ verb: 'GET', path: about.path },
    });
  });

  it('comes in pages, of one kind or one person where that is asked', async () => {
    const person = people['officer']!;
    for (let count = 0; count < 5; count += 1) await record.write(denied({ person, path: `/page/${count}` }));
    const read = (more: object) =>
      record.read(caller('auditor'), { limit: 2, kind: 'denied', person, ...more }, about);
    const first = await read({});
    const second = await read({ after: first.at(-1)!.id });
    expect([...first, ...second].map(({ path }) => path)).toEqual([
      '/page/4',
      '/page/3',
      '/page/2',
      '/page/1',
    ]);
    expect(await read({ kind: 'signedIn' })).toEqual([]);
  });

  it('takes a flood in few statements, loses none of it, and counts those that came too often or without a name', async () => {
    const before = await statements();
    await Promise.all([
      ...Array.from({ length: 1000 }, (_, at) => record.write(denied({ path: `/flood/${at}` }))),
      ...Array.from({ length: 1000 }, (_, at) =>
        record.write(denied({ code: 'too-many-requests', path: '/often', requestId: `r${at}` })),
      ),
      ...Array.from({ length: 1000 }, (_, at) =>
        record.write(denied({ code: 'not-signed-in', person: undefined, path: '/who', requestId: `r${at}` })),
      ),
    ]);
    const entries = await all();
    expect(
      new Set(entries.filter(({ path }) => path?.startsWith('/flood/')).map(({ path }) => path)).size,
    ).toBe(1000);
    for (const shared of ['/often', '/who']) {
      const alike = entries.filter(({ path }) => path === shared);
      expect(alike.reduce((sum, { times }) => sum + times, 0)).toBe(1000);
      expect(alike.length).toBeLessThan(5);
    }
    expect((await statements()) - before).toBeLessThan(12);
  });

  it('keeps what it is given to what a database can hold', async () => {
    await record.write(denied({ path: `/a\u0000b/${'é'.repeat(400)}` }));
    const [entry] = await all();
    expect(entry!.path).toMatch(/^\/a\?b\/\?{295}$/);
  });

  it('says that it cannot be written, in good time, and takes no more than it can hold', async () => {
    const [lock] = await Promise.all([holdTable()]);
    try {
      const waiting = Array.from({ length: 5_001 }, (_, at) =>
        record.write(denied({ path: `/wait/${at}` })).then(
          () => 'written',
          (error: unknown) => (error as Refused).code,
        ),
      );
      waiting.push(
        record.write(denied()).then(
          () => 'written',
          (error: unknown) => (error as Refused).code,
        ),
      );
      const began = performance.now();
      expect(await waiting.at(-1)!).toBe('temporarily-unavailable');
      expect(performance.now() - began).toBeLessThan(1000);
      expect(await waiting[0]!).toBe('temporarily-unavailable');
      expect(performance.now() - began).toBeLessThan(9000);
    } finally {
      await lock.release();
    }
  });
});

/** Statements that wrote to the table, as far as the rows tell: rows of one statement have one transaction. */
async function statements(): Promise<number> {
  const [row] = await inTransaction(service, 22, (tx) =>
    tx.query<{ count: number }>('select count(distinct xmin::text)::int as count from access_entries'),
  );
  return row!.count;
}

/** Holds the table against writers until it is released. */
async function holdTable(): Promise<{ release: () => Promise<void> }> {
  const owner = await connect(place.ownerUrl, { poolSize: 1 });
  let end = (): void => undefined;
  const held = new Promise<void>((done) => (end = done));
  let taken = (): void => undefined;
  const ready = new Promise<void>((done) => (taken = done));
  const work = withoutTenant(owner, async (tx) => {
    await tx.query('lock table access_entries in exclusive mode');
    taken();
    await held;
  });
  await ready;
  return {
    release: async () => {
      end();
      await work;
      await owner.close();
    },
  };
}
