/**
 * Two tenants over one pool of three connections, every path to the database in turn, a third of it cut short: a row of
 * the other is never seen or written, and no connection comes back with a tenant on it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { EntitySchema } from 'typeorm';
import { Casework, CaseViews, ProcessShelf, type Caller } from '#casework';
import { connect, mayPass, withoutTenant } from '#database';
import { sha256 } from '#ledger';
import { Refused } from '#refusals';
import { processes } from '#regulations';
import type { TestOffice } from '../office.js';
import { club } from './club.process.js';
import { relay } from './relay.process.js';
import {
  leak,
  neighbour,
  openNeighbour,
  tenantTables,
  type Place,
  type Sabotage,
  type TenantsResult,
  type TenantTable,
  type Visit,
} from './tenants-place.js';
import {
  aCaseOpened,
  applicationName,
  ChangedMyMind,
  fates,
  pick,
  requestsInTurn,
  sweep,
  type Ask,
} from './tenants-requests.js';

/**
 * Looks at each connection as it is borrowed, before its transaction begins: so did the last borrower give it back. Here
 * too the second control makes of `SET LOCAL` the `SET` that the design warns of.
 */
function watch(place: Place, sabotage: Sabotage | undefined): void {
  const { master: pool } = place.service.dataSource.driver as unknown as { master: pg.Pool };
  const watched = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const send = client.query.bind(client) as unknown as (...asked: unknown[]) => Promise<pg.QueryResult>;
    let last: string | undefined;
    const begin = async (text: string): Promise<pg.QueryResult> => {
      const { rows } = await send(`select current_setting('app.tenant', true) as carried`);
      const { carried } = rows[0] as { carried: string | null };
      if (carried) leak(place, 'carried', `a connection was borrowed with the tenant ${carried} on it`);
      const tenant = /app\.tenant = '(\d\d)'/.exec(text)?.[1] ?? last;
      if (last !== undefined && tenant !== last) place.found.handovers += 1;
      last = tenant;
      const forSession = sabotage === 'the tenant is set for the session';
      return send(forSession ? text.replace('SET LOCAL app.tenant', 'SET app.tenant') : text);
    };
    client.query = ((...asked: unknown[]) => {
      const [text] = asked;
      const begins = typeof text === 'string' && /^(?:BEGIN|START TRANSACTION)/.test(text);
      return begins ? begin(text) : send(...asked);
    }) as typeof client.query;
  });
}

/** Whether a request may end so: by its fate, by a refusal of the database, or by a connection that broke. */
function foreseen(error: unknown): boolean {
  const { code = '', message } = error as { code?: string; message: string };
  const refused = ['not-found', 'stale-revision', 'step-not-possible', 'temporarily-unavailable'];
  if (error instanceof Refused) return refused.includes(code);
  // A division by zero, cancelled, not allowed, idle for too long, a certificate without its event.
  if (['22012', '57014', '42501', '25P03', 'GL020', 'GL022', 'GL028'].includes(code)) return true;
  const said = /^(Nothing was committed|Client has encountered a connection error)|already released/.test(
    message,
  );
  return said || error instanceof ChangedMyMind || mayPass(error);
}

type Planned = Pick<Visit, 'tenant' | 'other' | 'table' | 'fate' | 'random'> & { ask: Ask; turn: number };

/** The requests of a run, which follow from the seed; those of one kind go through the tables in turn. */
function planned(seed: number, requests: number, tables: readonly TenantTable[]): Planned[] {
  const asked = new Map<Ask, number>();
  return Array.from({ length: requests }, (_, turn) => {
    const random = generator(`${seed}/${turn}`);
    const [tenant, other] = random() < 0.5 ? ([22, neighbour] as const) : ([neighbour, 22] as const);
    const fate = random() < 0.3 ? pick({ random }, fates) : null;
    const ask = pick({ random }, requestsInTurn);
    const nth = asked.get(ask) ?? 0;
    asked.set(ask, nth + 1);
    return { tenant, other, random, fate, ask, turn, table: tables[nth % tables.length]! };
  });
}

/** One of the callers at once, who waits for each answer. */
async function call(place: Place, office: TestOffice, plan: readonly Planned[]): Promise<void> {
  for (const { ask, turn, ...one } of plan) {
    const as = (subject: string): Caller => ({ ...office.as(subject), tenant: one.tenant });
    await ask({ ...place, ...one, as }).catch((error: unknown) => {
      place.found.aborted += 1;
      if (!foreseen(error)) place.found.wrong.push(`${ask.name}, request ${turn}: ${String(error)}`);
    });
    place.found.requests += 1;
  }
}

/** The same numbers from the same seed. */
function generator(seed: string): () => number {
  let drawn = 0;
  return () => sha256(`${seed}/${(drawn += 1)}`).readUInt32BE() / 2 ** 32;
}

const days = [...Array(20).keys()];
const eight = [...Array(8).keys()];

/** A run in an office whose neighbour is open; a control is the same run with something broken. */
export async function runTenants(
  office: TestOffice,
  { requests, seed, sabotage }: { requests: number; seed: number; sabotage?: Sabotage },
): Promise<TenantsResult> {
  const { serviceUrl, sealerUrl, superuserUrl } = office.urls;
  const service = await connect(serviceUrl, { poolSize: 3, applicationName });
  const sealer = await connect(sealerUrl, { poolSize: 2 });
  const superuser = await connect(superuserUrl, { poolSize: 2 });
  const shelf = new ProcessShelf([...processes, relay, ...club]);
  const [casework, views] = [new Casework(service, shelf), new CaseViews(service, shelf)];
  const tables = await withoutTenant(service, (tx) => tx.query<TenantTable>(tenantTables));
  const counts = { requests: 0, aborted: 0, sights: 0, handovers: 0 };
  const found: TenantsResult = { ...counts, leaks: new Map(), wrong: [], refusals: new Map() };
  const place: Place = {
    ...{ service, sealer, superuser, casework, views, tables, found },
    sweep: tables
      .map(({ name }) => `select '${name}' as name, min(tenant) as least, max(tenant) as most from ${name}`)
      .join(' union all '),
    owners: new Map([22, neighbour].map((tenant) => [`campaign/${tenant}`, tenant])),
    cases: new Map([22, neighbour].map((tenant) => [tenant, []])),
  };
  const columns = { tenant: { type: 'smallint', primary: true } } as const;
  const entities = tables.map(({ name }) => new EntitySchema({ name, tableName: name, columns }));
  await service.dataSource.setOptions({ entities })['buildMetadatas']();
  try {
    if (sabotage === 'row security is off') await rowSecurity(office, tables, 'disable');
    watch(place, sabotage);
    for (const tenant of [22, neighbour, 22, neighbour, 22, neighbour])
      await aCaseOpened({
        ...{ ...place, tenant, random: generator(`${seed}/${place.owners.size}`) },
        as: (subject) => ({ ...office.as(subject), tenant }),
      });
    // The office's days pass meanwhile, so that clocks run out for the worker.
    const plan = planned(seed, requests, tables);
    for (const day of days) {
      const today = plan.filter(({ turn }) => turn % days.length === day);
      const callers = eight.map((one) =>
        call(
          place,
          office,
          today.filter((_, nth) => nth % 8 === one),
        ),
      );
      await Promise.all(callers);
      await office.rows(`select move_office_time(office_now() + interval '1 day')`);
    }
    await lookAfterwards(place);
  } finally {
    if (sabotage === 'row security is off') await rowSecurity(office, tables, 'enable');
    for (const database of [service, sealer, superuser]) await database.close();
  }
  return found;
}

async function rowSecurity(office: TestOffice, tables: readonly TenantTable[], how: string): Promise<void> {
  const owner = await connect(office.urls.ownerUrl, { poolSize: 1 });
  for (const { name } of tables)
    await owner.dataSource.query(`alter table ${name} ${how} row level security`);
  await owner.close();
}

/** All three connections at once, each without a tenant; and, seen from above, whose what was written has become. */
async function lookAfterwards(place: Place): Promise<void> {
  const look = (): Promise<void> =>
    withoutTenant(place.service, async (tx) => {
      await sweep(place, tx, null);
      await sleep(50); // So that nobody gets the connection of another.
    });
  await Promise.all([look(), look(), look()]);
  const rows = await place.superuser.dataSource.query<{ tenant: number; id: string }[]>(
    `select tenant, id::text from cases union all select tenant, id::text from scope_tables
     union all select tenant, series from counters`,
  );
  for (const { tenant, id } of rows)
    if ((place.owners.get(id) ?? tenant) !== tenant)
      leak(place, 'written', `${id} was written under ${tenant}`);
}

/** The run, and its two controls a tenth as long, which have to find what was broken for them. */
export async function tenants(
  office: TestOffice,
  requests: number,
): Promise<{ figures: string; passed: boolean }> {
  const seed = 20250922;
  const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  say(`seed ${seed}`);
  await openNeighbour(office);
  const run = await runTenants(office, { requests, seed });
  const many = ({ leaks }: TenantsResult): number =>
    [...leaks.values()].reduce((sum, { times }) => sum + times, 0);
  const tell = (whose: string, { leaks }: TenantsResult): void =>
    leaks.forEach(({ times, first }, kind) => say(`${whose}: ${kind} ${times} times; first, ${first}`));
  tell('run', run);
  run.wrong.slice(0, 10).forEach(say);
  say(`${run.sights} sights of own rows, ${run.handovers} connections handed from one tenant to the other`);
  const caught: number[] = [];
  for (const sabotage of ['row security is off', 'the tenant is set for the session'] as const) {
    const control = await runTenants(office, { requests: requests / 10, seed, sabotage });
    tell(`control, ${sabotage}`, control);
    caught.push(many(control));
  }
  const all = caught.reduce((sum, leaks) => sum + leaks);
  return {
    figures: `${run.requests} requests, ${run.aborted} aborted, ${many(run)} foreign rows; control caught ${all} leaks`,
    passed: many(run) === 0 && run.wrong.length === 0 && caught.every((leaks) => leaks > 0),
  };
}
