import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, inTransaction, type Database, type Transaction } from '#database';
import { openCase, testOffice, type TestOffice } from '../../test/office.js';
import { sealEvent, sequence, type EventBody } from './index.js';

/** Sequencers and writers on a real Postgres, each writer and each sequencer with connections of its own. */
let office: TestOffice;
let sealers: Database[];

beforeAll(async () => {
  office = await testOffice();
  sealers = await Promise.all([1, 2, 3].map(() => connect(office.urls.sealerUrl, { poolSize: 2 })));
});
afterAll(async () => {
  await Promise.all(sealers.map((sealer) => sealer.close()));
  await office.close();
});

/** Each case opened is one event. */
const openCases = async (count: number): Promise<string[]> => {
  const walks = await Promise.all(Array.from({ length: count }, () => openCase(office, 'applicant-food', 0)));
  return walks.map(({ id }) => id);
};

const drain = async (most?: number): Promise<void> => {
  while ((await sequence(sealers[0]!, office.tenant, 'audit', most)) > 0);
};

interface Leaf {
  leaf: number;
  event_id: number;
}
const leavesFrom = (leaf: number): Promise<Leaf[]> =>
  office.rows<Leaf>('select leaf, event_id from leaves where leaf >= $1 order by leaf', [leaf]);
const size = async (): Promise<number> =>
  (await office.rows<{ size: number }>('select size from log_heads'))[0]?.size ?? 0;

/** The whole log against the whole history: whoever is missed, doubled or numbered amiss. */
async function amiss(): Promise<unknown> {
  const [found] = await office.rows(`
    select (select count(*) from events e where not exists (
              select from leaves l where l.event_id = e.id and l.hash = e.hash)) as missed,
           (select count(*) from leaves l where not exists (select from events e where e.id = l.event_id)) as invented,
           (select count(*) - count(distinct event_id) from leaves) as doubled,
           (select count(*) from pending) as pending,
           (select coalesce(max(leaf) + 1, 0) - count(*) from leaves) as gaps,
           (select (select size from log_heads) - count(*) from leaves) as off`);
  return found;
}
const nothing = { missed: 0, invented: 0, doubled: 0, pending: 0, gaps: 0, off: 0 };

/** Appends the next event of a case by hand, so that the test decides when it commits; answers the id it drew. */
async function append(tx: Transaction, id: string): Promise<number> {
  const [last] = await tx.query<{ body: string; hash: Buffer; at: Date }>(
    'select e.body, e.hash, e.at from events e join cases c on c.id = e.case_id and c.seq = e.seq where c.id = $1',
    [id],
  );
  const before = JSON.parse(last!.body) as EventBody;
  const event = { ...before, seq: before.seq + 1, prev: last!.hash.toString('hex') };
  const { body, hash } = sealEvent(event);
  const [row] = await tx.query<{ id: number }>(
    `insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
     values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11, $10, $12) returning id`,
    [
      ...[tx.tenant, id, event.seq, event.kind, event.step, event.to, event.revision, event.context],
      ...[last!.hash, last!.at, hash, body],
    ],
  );
  await tx.query('update cases set seq = $2, head = $3 where id = $1', [id, event.seq, hash]);
  return row!.id;
}

/** Begins a transaction that appends to a case and stays open until `commit` or `abandon`. */
async function begun(
  id: string,
): Promise<{ event: number; commit: () => Promise<void>; abandon: () => Promise<void> }> {
  let go!: (error: Error | null) => void;
  const gate = new Promise<Error | null>((resolve) => (go = resolve));
  let tell!: (event: number) => void;
  const drawn = new Promise<number>((resolve) => (tell = resolve));
  const whole = inTransaction(office.service, office.tenant, async (tx) => {
    tell(await append(tx, id));
    const error = await gate;
    if (error !== null) throw error;
  });
  return {
    event: await drawn,
    commit: () => (go(null), whole),
    abandon: () => (go(new Error('abandoned')), whole.catch(() => undefined)),
  };
}

describe('leaf numbers', () => {
  beforeEach(() => drain());

  it('follow the ids of the events within a batch, and go on where the last batch ended', async () => {
    const first = await size();
    await openCases(10);
    const ids = (
      await office.rows<{ event_id: number }>('select event_id from pending order by event_id')
    ).map(({ event_id }) => event_id);
    const counts = [];
    for (let count = -1; count !== 0; counts.push(count))
      count = await sequence(sealers[0]!, office.tenant, 'audit', 4);
    expect(counts).toEqual([4, 4, 2, 0]);
    expect(await leavesFrom(first)).toEqual(
      ids.map((event_id, index) => ({ leaf: first + index, event_id })),
    );
    expect(await amiss()).toEqual(nothing);
  });

  it('are given once when several sequencers set out at the same time', async () => {
    await openCases(24);
    const counts = await Promise.all(
      sealers.flatMap((sealer) => [
        sequence(sealer, office.tenant, 'audit', 10),
        sequence(sealer, office.tenant, 'audit', 10),
      ]),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(24);
    expect(counts.sort((one, other) => other - one)).toEqual([10, 10, 4, 0, 0, 0]);
    expect(await amiss()).toEqual(nothing);
  });

  it('miss, double and skip no event of many writers under many sequencers', async () => {
    const first = await size();
    const pools = await Promise.all([1, 2, 3].map(() => connect(office.urls.serviceUrl, { poolSize: 4 })));
    let writing = true;
    let batches = 0;
    const sequencing = sealers.map(async (sealer) => {
      while (writing) if ((await sequence(sealer, office.tenant, 'audit', 7)) > 0) batches += 1;
    });
    try {
      const cases = await openCases(24);
      await Promise.all(
        cases.map(async (id, index) => {
          const pool = pools[index % pools.length]!;
          for (let turn = 0; turn < 12; turn += 1) {
            const transaction = inTransaction(pool, office.tenant, async (tx) => {
              for (let event = 0; event <= turn % 3; event += 1) await append(tx, id);
              if (turn % 5 === 4) throw new Error('abandoned');
            });
            await transaction.catch(({ message }: Error) => expect(message).toBe('abandoned'));
          }
        }),
      );
    } finally {
      writing = false;
      await Promise.all(sequencing);
      await Promise.all(pools.map((pool) => pool.close()));
    }
    await drain();
    expect(batches).toBeGreaterThan(10);
    // Each of 24 cases: its opening, and 1 + 2 + 3 events four times over, less the 2 + 1 that were abandoned.
    expect((await size()) - first).toBe(24 * 22);
    expect(await amiss()).toEqual(nothing);
  });

  it('are not taken by an event whose transaction was rolled back', async () => {
    const [one, other] = (await openCases(2)) as [string, string];
    await drain();
    const first = await size();
    const abandoned = await begun(one);
    const kept = await begun(other);
    await abandoned.abandon();
    await kept.commit();
    await drain();
    expect(abandoned.event).toBeLessThan(kept.event);
    expect(await leavesFrom(first)).toEqual([{ leaf: first, event_id: kept.event }]);
    expect(await amiss()).toEqual(nothing);
  });

  it('reach an event that drew its id early and committed late, which a cursor on ids would lose', async () => {
    const [one, other] = (await openCases(2)) as [string, string];
    await drain();
    const first = await size();
    const [start] = await office.rows<{ last: number }>('select max(id) as last from events');
    // The reader we decided against: it remembers the last id it has seen.
    const seen: number[] = [];
    let cursor = start!.last;
    const readOn = async (): Promise<void> => {
      const rows = await office.rows<{ id: number }>('select id from events where id > $1 order by id', [
        cursor,
      ]);
      seen.push(...rows.map(({ id }) => id));
      cursor = seen.at(-1) ?? cursor;
    };

    const early = await begun(one);
    const late = await begun(other);
    await late.commit();
    await readOn();
    await drain();
    await early.commit();
    await readOn();
    await drain();

    expect(early.event).toBeLessThan(late.event);
    expect(seen).toEqual([late.event]);
    expect(await leavesFrom(first)).toEqual([
      { leaf: first, event_id: late.event },
      { leaf: first + 1, event_id: early.event },
    ]);
    expect(await amiss()).toEqual(nothing);
  });

  it('wait for the sequencer before, and then see what was committed in the meantime', async () => {
    const first = await size();
    const holder = sealers[1]!.dataSource.createQueryRunner();
    await holder.startTransaction();
    try {
      await holder.query(`set local app.tenant = '22'`);
      await holder.query('select size from log_heads for update');
      const waiting = sequence(sealers[0]!, office.tenant);
      await lockIsAwaited();
      await openCases(3);
      await holder.commitTransaction();
      expect(await waiting).toBe(3);
    } finally {
      await holder.release();
    }
    expect(await leavesFrom(first)).toHaveLength(3);
  });
});

/** Until a sealer waits for a lock in this database; asked as a sealer, who may see what sealers wait for. */
async function lockIsAwaited(): Promise<void> {
  for (;;) {
    const [found] = await sealers[2]!.dataSource.query<{ waiting: number }[]>(
      `select count(*) as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (found!.waiting > 0) return;
  }
}
