import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, inTransaction, type Database, type Transaction } from '#database';
import { openCase, testOffice, type TestOffice } from '../../test/office.js';
import { follow, lagOf, sequence, type LogEntry } from './index.js';

let office: TestOffice;
let sealer: Database;

beforeAll(async () => {
  office = await testOffice();
  sealer = await connect(office.urls.sealerUrl, { poolSize: 2 });
});
afterAll(async () => {
  await sealer.close();
  await office.close();
});

const happen = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await openCase(office, 'applicant-food', 0);
  await sequence(sealer, office.tenant);
};
const following = (
  name: string,
  handle: (tx: Transaction, entries: readonly LogEntry[]) => Promise<void>,
  options: Parameters<typeof follow>[3] = {},
): Promise<number> => follow(office.service, office.tenant, name, options, handle);
const lag = (name: string): Promise<number> =>
  inTransaction(office.service, office.tenant, (tx) => lagOf(tx, name));

describe('a follower of the log', () => {
  it('sees every entry once, in the order of the leaves, from the first on, in parts of the length it asks for', async () => {
    await happen(5);
    const seen: number[] = [];
    const counts: number[] = [];
    const note = (_: Transaction, entries: readonly LogEntry[]): Promise<void> => {
      seen.push(...entries.map(({ leaf }) => leaf));
      return Promise.resolve();
    };
    for (let count = -1; count !== 0; counts.push(count)) count = await following('a', note, { most: 2 });
    const size = seen.length;
    expect(seen).toEqual(Array.from({ length: size }, (_, leaf) => leaf));
    expect(counts.slice(0, 2)).toEqual([2, 2]);
    expect(await lag('a')).toBe(0);
    await happen(1);
    expect(await lag('a')).toBe(1);
    await following('a', note);
    expect(seen.at(-1)).toBe(size);
  });

  it('whose work fails stands where it stood, with nothing written, and sees the same again', async () => {
    await happen(1);
    await following('b', () => Promise.resolve());
    await happen(1);
    const failing = following('b', async (tx) => {
      await tx.query(`insert into followers (tenant, name, next) values ($1, 'trace', 0)`, [tx.tenant]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await office.rows(`select from followers where name = 'trace'`)).toEqual([]);
    expect(await following('b', () => Promise.resolve())).toBe(1);
  });

  it('is one at a time: who comes while another is at it finds nothing and does not wait', async () => {
    await happen(1);
    let other = -1;
    await following('c', async () => {
      other = await following('c', () => Promise.reject(new Error('twice')));
    });
    expect(other).toBe(0);
  });
});
