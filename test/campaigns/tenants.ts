/**
 * Two tenants over one pool of three connections, every path to the database in turn, a third of it cut short: a row of
 * the other is never seen or written, and no connection comes back with a tenant on it. One file, though long: what is
 * asked, what goes wrong and what is judged belong together.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { EntitySchema } from 'typeorm';
import { Casework, CaseViews, Drafts, ProcessShelf, type Caller } from '#casework';
import { connect, inTransaction, mayPass, withoutTenant, type Database, type Transaction } from '#database';
import { sha256 } from '#ledger';
import { Refused } from '#refusals';
import { Certificates, Institutions, ScopeTables } from '#register';
import { processes } from '#regulations';
import { Patience } from '../../apps/worker/patience.js';
import { fireDueClocks, numberLeaves, payWhatIsOwed, tidyUp } from '../../apps/worker/rounds.js';
import * as bring from '../evidence.js';
import { laboratories, submittedCase, type TestOffice } from '../office.js';
import { club } from './club.process.js';
import { relay } from './relay.process.js';

export interface TenantsResult {
  requests: number;
  /** Requests that ended in an error. */
  aborted: number;
  /** What may never happen, by kind: how often, and the first of each in a sentence. */
  leaks: Map<Leak, { times: number; first: string }>;
  /** What ended in a way that nobody foresaw. */
  wrong: string[];
  /** Times a tenant saw rows of its own, for a run that sees nothing would find nothing. */
  sights: number;
  /** Times a connection went from one tenant to the other. */
  handovers: number;
  /** By table, how the database refused a row of the other tenant: `policy`, or an SQLSTATE. */
  refusals: Map<string, Set<string>>;
}

/**
 * A row of the other tenant was seen, or any row by somebody of no tenant; a row was written under the other tenant; an
 * answer of the product told of the other; a connection came back to the pool with a tenant on it.
 */
export type Leak = 'seen' | 'seenByNobody' | 'written' | 'told' | 'carried';

/** What a control breaks on purpose, for the run to find. */
export type Sabotage = 'row security is off' | 'the tenant is set for the session';

const neighbour = 23;
/** Words in all that a tenant's institutions say of themselves: by them an answer tells whose it is. */
const marks = new Map([22, neighbour].map((tenant) => [tenant, tenant === neighbour ? '邻省' : '演示']));

/**
 * Opens a second jurisdiction beside a fresh office, as a copy of it: institutions and people have the same ids and
 * credit codes, so that a statement that forgot the tenant would find them. Then each side takes a case from opening
 * to certificate, so that there is something in every table.
 */
export async function openNeighbour(office: TestOffice): Promise<void> {
  const { service, urls } = office;
  const owner = await connect(urls.ownerUrl, { poolSize: 1 });
  const enter = `insert into jurisdictions (tenant, name_zh, name_en, provisional_years)
    values ($1, '四川省市场监督管理局', 'Sichuan Administration for Market Regulation', '{2026}') on conflict do nothing`;
  await withoutTenant(owner, (tx) => tx.query(enter, [neighbour])).finally(() => owner.close());
  const ready = ({ name }: TenantTable): number => ['people', 'institutions'].indexOf(name);
  const tables = await office.rows<TenantTable>(tenantTables);
  // What the others refer to comes first.
  for (const { name, columns } of tables.sort((one, other) => ready(other) - ready(one))) {
    const [all] = await office.rows<{ rows: string | null }>(
      `select json_agg(t)::text as rows from ${name} t`,
    );
    if (columns === null || all!.rows === null) continue;
    const list = columns.map((column) => `, ${column}`).join('');
    const copy = `insert into ${name} (tenant${list}) select $1::smallint${list}
      from json_populate_recordset(null::${name}, $2) on conflict do nothing`;
    await inTransaction(service, neighbour, (tx) => tx.query(copy, [neighbour, all!.rows]));
  }
  const rename = `update institutions set name = replace(name, $1, $2), address = replace(address, $1, $2)`;
  await inTransaction(service, neighbour, (tx) => tx.query(rename, [...marks.values()]));
  const team = bring.team(office.as('leader-1').person, office.as('assessor-1').person);
  const day = { from: '2025-09-01', to: '2025-09-01' };
  for (const tenant of [office.tenant, neighbour]) {
    const walk = await submittedCase({ ...office, tenant, as: (who) => ({ ...office.as(who), tenant }) });
    await walk.take('intake-1', 'accept', bring.acceptance);
    await walk.take('coordinator', 'appointTeam', team);
    await walk.take('leader-1', 'reviewMaterials', bring.goOn);
    await walk.take('coordinator', 'sendVisitNotice', bring.visit(day.from, day.to));
    await walk.take('leader-1', 'conclude', bring.report(day, 'conforming'));
    await walk.take('decision-maker', 'grant', bring.wholeGrant);
    await walk.take('certificate-clerk', 'issueCertificate', bring.certificateIssue);
  }
}

/** A table under row security, and what grants let the service try on it. */
export interface TenantTable {
  name: string;
  /** Columns beside the tenant that it may insert; null where it inserts nothing. */
  columns: string[] | null;
  /** Whether it may change the tenant of a row. */
  moves: boolean;
  erases: boolean;
}

/** From the catalogue: a new table is in the run by itself. Which may be without row security, schema.spec.ts says. */
export const tenantTables = `
  select c.relname::text as name, has_column_privilege(c.oid, 'tenant', 'UPDATE') as moves,
    has_table_privilege(c.oid, 'DELETE') as erases,
    case when has_column_privilege(c.oid, 'tenant', 'INSERT') then array(
      select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
        and attname <> 'tenant' and attgenerated = '' and has_column_privilege(c.oid, attnum, 'INSERT')) end as columns
  from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relforcerowsecurity
    and exists (select from pg_policy where polrelid = c.oid and polcmd = '*' and polroles = '{0}')
    and exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant') order by 1`;

/** What all requests of a run share. */
interface Place {
  service: Database;
  sealer: Database;
  /** Sees every tenant: strikes backends, and looks at what was written in the end. */
  superuser: Database;
  casework: Casework;
  views: CaseViews;
  tables: TenantTable[];
  /** The least and the most tenant of every table, without a tenant in the statement. */
  sweep: string;
  /** Which tenant made what, by id. */
  owners: Map<string, number>;
  cases: Map<number, string[]>;
  found: TenantsResult;
}

/** One request: of a tenant, in the sight of the other, and what is to become of its transaction. */
interface Visit extends Place {
  tenant: number;
  other: number;
  as(subject: string): Caller;
  random(): number;
  table: TenantTable;
  fate: Fate | null;
}

type Queries = Pick<Transaction, 'query' | 'named'>;
type Fate = (tx: Queries) => Promise<unknown>;

class ChangedMyMind extends Error {}
const changeMyMind = (): Promise<never> => Promise.reject(new ChangedMyMind());

/** The ways in which a transaction is cut short. A failure that is swallowed must come out at the commit. */
const fates: Fate[] = [
  changeMyMind,
  (tx) => tx.query('select 1 / 0'),
  (tx) => tx.query('select 1 / 0').catch(() => undefined),
  (tx) => tx.query('select pg_cancel_backend(pg_backend_pid()), pg_sleep(1)'),
  (tx) => tx.query(`set local statement_timeout = '1ms'; select pg_sleep(1)`),
  (tx) => tx.query('select pg_terminate_backend(pg_backend_pid()), pg_sleep(1)'),
  async (tx) => {
    await tx.query(`set local idle_in_transaction_session_timeout = '1ms'`);
    await sleep(4); // The break arrives while nothing is being asked.
    await tx.query('select 1');
  },
];

function leak({ found }: Place, kind: Leak, sentence: string): void {
  const { times, first } = found.leaks.get(kind) ?? { times: 0, first: sentence };
  found.leaks.set(kind, { times: times + 1, first });
}

/** Judges rows by their tenant column; with `own` null none may be seen. A row of nobody is no leak. */
function judge(place: Place, own: number | null, rows: readonly object[], where: string): void {
  for (const { tenant } of rows as { tenant?: number | null }[])
    if (tenant === null) continue;
    else if (tenant === own) place.found.sights += 1;
    else
      leak(
        place,
        own === null ? 'seenByNobody' : 'seen',
        `${own ?? 'nobody'} saw a row of ${tenant} in ${where}`,
      );
}

/** Judges an answer whose parts name no tenant: by the other's marks, and by the ids of what the other made. */
function judgeAnswer(visit: Visit, answer: unknown): void {
  const text = JSON.stringify(answer);
  if (text.includes(marks.get(visit.tenant)!)) visit.found.sights += 1;
  const ids = text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  const foreign = [marks.get(visit.other)!, `"tenant":${visit.other}`].some((mark) => text.includes(mark));
  if (foreign || ids.some((id) => visit.owners.get(id) === visit.other))
    leak(visit, 'told', `${visit.tenant} was told of ${visit.other}: ${text.slice(0, 200)}`);
}

const pick = <T>({ random }: Pick<Visit, 'random'>, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)]!;

/** A transaction of the visitor's tenant, which its fate then meets. */
const inside = (visit: Visit, work: (tx: Transaction) => Promise<unknown>): Promise<void> =>
  inTransaction(visit.service, visit.tenant, async (tx) => {
    await work(tx);
    await visit.fate?.(tx);
  });

async function sweep(place: Place, tx: Queries, own: number | null): Promise<void> {
  type Row = { name: string; least: number | null; most: number | null };
  for (const { name, least, most } of await tx.named<Row>('sweep', place.sweep))
    judge(place, own, [{ tenant: least }, { tenant: most }], name);
}

const everyTable = (visit: Visit): Promise<void> => inside(visit, (tx) => sweep(visit, tx, visit.tenant));

/** Prepared or not: a plan kept on a connection was made for whichever tenant came first. */
const rowsOfATable = (visit: Visit): Promise<void> =>
  inside(visit, async (tx) => {
    const { name } = visit.table;
    const [text, values] = [`select * from ${name} limit 20 offset $1`, [Math.floor(visit.random() * 50)]];
    const prepared = visit.random() < 0.5;
    const rows = prepared ? tx.named<object>(name, text, values) : tx.query<object>(text, values);
    judge(visit, visit.tenant, await rows, name);
  });

/** Asks for, erases and moves rows of the other by its number; were one found, it would be put back. */
const rowsOfTheOther = (visit: Visit): Promise<void> =>
  inside(visit, async (tx) => {
    const { name, erases, moves } = visit.table;
    const statements = [`select tenant from ${name} where tenant = $1 limit 5`];
    if (erases) statements.push(`delete from ${name} where tenant = $1 returning tenant`);
    if (moves) statements.push(`update ${name} set tenant = tenant where tenant = $1 returning tenant`);
    for (const text of statements) {
      const rows = await tx.query<object>(text, [visit.other]);
      judge(visit, visit.tenant, rows, name);
      if (rows.length > 0) await changeMyMind();
    }
  });

/**
 * A row copied or moved to the other tenant; where the table is empty, a row of nothing. Neither reads the row it wrote,
 * not even to return it: then the policy for reading would refuse it too, and hide one for writing that does not. Where
 * a blow from outside came before the refusal, it is tried once more.
 */
async function aForgedRow(visit: Visit, again = true): Promise<void> {
  const { name, columns, moves } = visit.table;
  if (columns === null) return;
  const list = columns.map((column) => `, ${column}`).join('');
  const copy = `insert into ${name} (tenant${list}) select $1::smallint${list}
    from (select) as one left join (select * from ${name} where tenant = $2 limit 1) as t on true`;
  try {
    await inside({ ...visit, fate: changeMyMind }, async (tx) => {
      const rows = moves && visit.random() < 0.5 ? await tx.query(`select tenant from ${name} limit 1`) : [];
      if (rows.length > 0) await tx.query(`update ${name} set tenant = $1`, [visit.other]);
      else await tx.query(copy, [visit.other, visit.tenant]);
      leak(visit, 'written', `${visit.tenant} wrote ${visit.other} a row of ${name}`);
    });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const struck = mayPass(error) || code === '57014';
    if (struck && again) return aForgedRow(visit, false);
    const how = message.includes('row-level security') ? 'policy' : code;
    const known = visit.found.refusals.get(name) ?? new Set();
    if (how !== undefined && !struck) visit.found.refusals.set(name, known.add(how));
    throw error;
  }
}

const aRowOfItsOwn = (visit: Visit): Promise<void> =>
  inside(visit, async (tx) => {
    const count = `insert into counters as c (tenant, series, value) values ($1, $2, 1)
      on conflict (tenant, series) do update set value = c.value + 1 returning tenant`;
    judge(visit, tx.tenant, await tx.named('count', count, [tx.tenant, `campaign/${tx.tenant}`]), 'counters');
  });

const noTenant = (visit: Visit): Promise<void> =>
  withoutTenant(visit.service, async (tx) => {
    const { name } = visit.table;
    await sweep(visit, tx, null);
    judge(visit, null, await tx.query(`select tenant from ${name} limit 20`), name);
    await visit.fate?.(tx);
  });

/** As somebody would ask who had been handed the DataSource: outside every transaction of ours. */
async function typeorm(visit: Visit): Promise<void> {
  const { name } = visit.table;
  const { dataSource } = visit.service;
  const rows = await pick<() => Promise<unknown>>(visit, [
    () => dataSource.getRepository(name).find({ take: 20 }),
    () => dataSource.manager.find(name, { take: 20 }),
    () => dataSource.transaction((manager) => manager.find(name, { take: 20 })),
    () => dataSource.query(`select * from ${name} limit 20`),
    () => dataSource.createQueryBuilder().select('t.tenant', 'tenant').from(name, 't').limit(20).getRawMany(),
  ])();
  judge(visit, null, rows as object[], `${name} by TypeORM`);
}

const typeormWithATenant = (visit: Visit): Promise<void> =>
  visit.service.dataSource.transaction(async (manager) => {
    await manager.query(`set local app.tenant = '${visit.tenant}'`);
    const rows = await manager.find<object>(visit.table.name, { take: 20 });
    judge(visit, visit.tenant, rows, `${visit.table.name} by TypeORM`);
    const query = <Row>(text: string): Promise<Row[]> => manager.query<Row[]>(text);
    await visit.fate?.({ query, named: query });
  });

async function aCaseOpened(visit: Omit<Visit, 'other' | 'table' | 'fate'>): Promise<void> {
  const process = pick(visit, ['relay', 'membership']);
  const asked = { process, institution: laboratories[0].id, evidence: undefined };
  const { answer } = await visit.casework.open(visit.as('applicant-food'), asked, randomUUID());
  visit.owners.set(answer.case, visit.tenant);
  visit.cases.get(visit.tenant)!.push(answer.case);
}

/** The first step that may be taken on a case read just now. */
async function aStep(visit: Visit): Promise<void> {
  const officer = visit.as('intake-1');
  const id = pick(visit, visit.cases.get(visit.tenant)!.slice(-40));
  const view = await visit.views.lookUp(officer, id);
  judgeAnswer(visit, view);
  const next = view.steps.find(({ step, allowed }) => allowed && step !== 'expel');
  if (next === undefined) return;
  const evidence = next.needs === null ? undefined : { lap: view.revision % 1_000, note: '' };
  const asked = { case: id, step: next.step, revision: view.revision, evidence };
  judgeAnswer(visit, await visit.casework.advance(officer, asked, randomUUID()));
  if (next.step !== 'admit') return;
  // The linked case now owes a step, which some round of the worker takes.
  const owe = `insert into owed_commands (tenant, cause_case, cause_seq, ordinal, case_id, step, world)
    select tenant, root_id, 2, 0, id, 'takeBack', '{}' from cases where root_id = $1 and id <> $1`;
  await inside(visit, (tx) => tx.query(owe, [id]));
}

/** Not found, whoever asks: any answer at all is a leak. */
async function aCaseOfTheOther(visit: Visit): Promise<void> {
  const id = pick(visit, visit.cases.get(visit.other)!);
  const officer = visit.as('intake-1');
  const asked = { case: id, step: 'pass', revision: 1, evidence: { lap: 1, note: '' } };
  await pick<() => Promise<unknown>>(visit, [
    () => visit.views.lookUp(officer, id),
    () => visit.views.history(officer, id, {}),
    () => visit.casework.advance(officer, asked, randomUUID()),
  ])();
  leak(visit, 'told', `${visit.tenant} was answered about a case of ${visit.other}`);
}

async function whatPeopleRead(visit: Visit): Promise<void> {
  const { service, views } = visit;
  const answer = await pick<() => Promise<unknown>>(visit, [
    () => views.list(visit.as('intake-1'), { limit: 5 }),
    () => views.history(visit.as('intake-1'), pick(visit, visit.cases.get(visit.tenant)!), {}),
    () => views.ledgerEntries(visit.as('auditor'), { limit: 20 }),
    () => new Institutions(service).list(visit.as('auditor'), {}),
    () => new Certificates(service).list(visit.as('auditor'), {}),
  ])();
  judgeAnswer(visit, answer);
}

async function aScopeTable(visit: Visit): Promise<void> {
  const caller = visit.as('applicant-food');
  const head = 'site,category_no,category,item_no,item,standard,standard_no,clause,restriction,note';
  const bytes = Buffer.from(`${head}\nA,1,食品,1.1,水分,水分的测定,GB 5009.3-2016,第一法,,\n`);
  const asked = {
    institution: laboratories[0].id,
    bytes,
    kind: 'csv',
    dryRun: visit.random() < 0.5,
  } as const;
  const scopes = new ScopeTables(visit.service);
  const { answer } = await scopes.import(caller, asked, randomUUID());
  if (answer.id === null) return;
  visit.owners.set(answer.id, visit.tenant);
  judgeAnswer(visit, await scopes.get(caller, answer.id, {}));
}

async function aRoundOfTheWorker(visit: Visit): Promise<void> {
  const drafts = new Drafts(visit.service, visit.views);
  const round = { ...visit, drafts, patience: new Patience(() => {}) };
  await pick(visit, [fireDueClocks, payWhatIsOwed, numberLeaves, tidyUp])(round);
}

/** Kills or cancels what one of the three connections is doing, one that is at work where there is one. */
async function aBlowFromOutside(visit: Visit): Promise<void> {
  const blow = pick(visit, ['pg_terminate_backend', 'pg_cancel_backend']);
  const aim = `select ${blow}(pid) from pg_stat_activity
    where datname = current_database() and application_name = $1 order by state = 'idle', pid limit 1`;
  await visit.superuser.dataSource.query(aim, [applicationName]);
}
const applicationName = 'greenlane tenants';

type Ask = (visit: Visit) => Promise<void>;

const times = (many: number, ...asks: Ask[]): Ask[] => asks.flatMap((ask) => Array<Ask>(many).fill(ask));

/** Each kind of request as often as it is to come. */
const requestsInTurn: readonly Ask[] = [
  ...times(16, everyTable, rowsOfATable),
  ...times(8, rowsOfTheOther, aForgedRow, noTenant, typeorm),
  ...times(6, aRowOfItsOwn, aStep, whatPeopleRead),
  ...times(4, typeormWithATenant, aCaseOfTheOther),
  ...times(3, aScopeTable, aRoundOfTheWorker, aCaseOpened),
  ...times(1, aBlowFromOutside),
];

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
  if (['22012', '57014', '42501', '25P03', 'GL020', 'GL022'].includes(code)) return true;
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
