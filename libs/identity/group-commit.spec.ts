import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { GroupCommit, type Grouped, type GroupCommitOptions } from './group-commit.js';

/** A writer of numbers, with what it wrote, one list for each statement. */
function numbers(options: Partial<GroupCommitOptions<number>> = {}) {
  const statements: Grouped<number>[][] = [];
  const group = new GroupCommit<number>({
    write: async (together) => {
      await sleep(5);
      statements.push(together);
    },
    keyOf: (entry) => (entry < 0 ? String(entry) : undefined),
    rate: { perSecond: 1_000_000, burst: 1_000_000 },
    patience: 2_000,
    ...options,
  });
  return { group, statements };
}
const fate = (added: Promise<void>): Promise<string> =>
  added.then(
    () => 'written',
    (error: unknown) => (error as Error).message,
  );

describe('entries that come at once', () => {
  it('are written together, and those that come while they are go in the next statement', async () => {
    const { group, statements } = numbers();
    const first = Array.from({ length: 700 }, (_, at) => group.add(at));
    await sleep(1);
    const second = Array.from({ length: 500 }, (_, at) => group.add(700 + at));
    await Promise.all([...first, ...second]);
    expect(statements.map((statement) => statement.length)).toEqual([500, 500, 200]);
    expect(statements.flat().map(({ entry }) => entry)).toEqual(Array.from({ length: 1_200 }, (_, at) => at));
    await group.add(7);
    expect(statements.at(-1)).toMatchObject([{ entry: 7, times: 1 }]);
  });

  it('and are alike are one, of so many times; those that stand alone never are', async () => {
    const { group, statements } = numbers();
    await Promise.all([1, -1, -1, 2, -2, -1, 2].map((entry) => group.add(entry)));
    expect(statements.flat().map(({ entry, times }) => [entry, times])).toEqual([
      ...[
        [1, 1],
        [-1, 3],
        [2, 1],
        [-2, 1],
        [2, 1],
      ],
    ]);
  });

  it('are told of their own failure and not of their neighbours’', async () => {
    const { group } = numbers({
      write: (together) =>
        sleep(5).then(() => {
          if (together.some(({ entry }) => entry === 13)) throw new Error('unlucky');
        }),
    });
    const first = fate(group.add(1));
    await sleep(1);
    const second = [fate(group.add(13)), fate(group.add(14))];
    expect(await first).toBe('written');
    expect(await Promise.all(second)).toEqual(['unlucky', 'unlucky']);
    expect(await fate(group.add(15))).toBe('written');
  });

  it('are no more in a second than they may be; the rest waits, and is not waited for for ever', async () => {
    const { group, statements } = numbers({ rate: { perSecond: 100, burst: 10 }, patience: 400 });
    const began = performance.now();
    const fates = await Promise.all(Array.from({ length: 10 }, (_, at) => fate(group.add(at))));
    expect(new Set(fates)).toEqual(new Set(['written']));
    const late = await Promise.all([fate(group.add(1)), fate(group.add(2)), fate(group.add(3))]);
    expect(late).toEqual(['written', 'written', 'written']);
    // Ten at once, and then one in ten milliseconds.
    expect(statements.flat().length).toBeLessThanOrEqual(10 + (performance.now() - began) / 10 + 3);
    const { group: slow } = numbers({ rate: { perSecond: 0.1, burst: 1 }, patience: 100 });
    expect(await fate(slow.add(1))).toBe('written');
    expect(await fate(slow.add(2))).toBe('The entry was not written in time.');
  });

  it('beyond five thousand are refused there and then', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((done) => (open = done));
    const { group } = numbers({ write: () => opened });
    const waiting = [fate(group.add(0))];
    await sleep(1);
    waiting.push(...Array.from({ length: 5_000 }, (_, at) => fate(group.add(at))));
    expect(await fate(group.add(9))).toBe('Too many entries wait to be written.');
    open();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['written']));
  });
});
