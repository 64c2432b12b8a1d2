/** What is asked of the database and the product by a tenant in sight of the other, and how it is cut short. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Drafts } from '#casework';
import { inTransaction, mayPass, withoutTenant, type Transaction } from '#database';
import { Certificates, Institutions, ScopeTables } from '#register';
import { Alarm } from '../../apps/worker/alarm.js';
import { Patience } from '../../apps/worker/patience.js';
import { fireDueClocks, numberLeaves, payWhatIsOwed, tidyUp } from '../../apps/worker/rounds.js';
import { laboratories } from '../office.js';
import {
  judge,
  judgeAnswer,
  leak,
  type Fate,
  type Place,
  type Queries,
  type Visit,
} from './tenants-place.js';

export class ChangedMyMind extends Error {}
const changeMyMind = (): Promise<never> => Promise.reject(new ChangedMyMind());

/** The ways in which a transaction is cut short. A failure that is swallowed must come out at the commit. */
export const fates: Fate[] = [
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

export const pick = <T>({ random }: Pick<Visit, 'random'>, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)]!;

/** A transaction of the visitor's tenant, which its fate then meets. */
const inside = (visit: Visit, work: (tx: Transaction) => Promise<unknown>): Promise<void> =>
  inTransaction(visit.service, visit.tenant, async (tx) => {
    await work(tx);
    await visit.fate?.(tx);
  });

export async function sweep(place: Place, tx: Queries, own: number | null): Promise<void> {
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

export async function aCaseOpened(visit: Omit<Visit, 'other' | 'table' | 'fate'>): Promise<void> {
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
  const round = { ...visit, drafts, patience: new Patience(() => {}), alarm: new Alarm(() => {}) };
  await pick(visit, [fireDueClocks, payWhatIsOwed, numberLeaves, tidyUp])(round);
}

/** Kills or cancels what one of the three connections is doing, one that is at work where there is one. */
async function aBlowFromOutside(visit: Visit): Promise<void> {
  const blow = pick(visit, ['pg_terminate_backend', 'pg_cancel_backend']);
  const aim = `select ${blow}(pid) from pg_stat_activity
    where datname = current_database() and application_name = $1 order by state = 'idle', pid limit 1`;
  await visit.superuser.dataSource.query(aim, [applicationName]);
}
export const applicationName = 'greenlane tenants';

export type Ask = (visit: Visit) => Promise<void>;

const times = (many: number, ...asks: Ask[]): Ask[] => asks.flatMap((ask) => Array<Ask>(many).fill(ask));

/** Each kind of request as often as it is to come. */
export const requestsInTurn: readonly Ask[] = [
  ...times(16, everyTable, rowsOfATable),
  ...times(8, rowsOfTheOther, aForgedRow, noTenant, typeorm),
  ...times(6, aRowOfItsOwn, aStep, whatPeopleRead),
  ...times(4, typeormWithATenant, aCaseOfTheOther),
  ...times(3, aScopeTable, aRoundOfTheWorker, aCaseOpened),
  ...times(1, aBlowFromOutside),
];
