/**
 * The two tenants of the campaign: how the second is opened beside the first, what a run has and finds, and by what a row
 * or an answer is known to be the other's.
 */
import type { CaseViews, Casework } from '#casework';
import { type Caller } from '#casework';
import { connect, inTransaction, withoutTenant, type Database, type Transaction } from '#database';
import * as bring from '../evidence.js';
import { submittedCase, type TestOffice } from '../office.js';

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

export const neighbour = 23;
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
export interface Place {
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
export interface Visit extends Place {
  tenant: number;
  other: number;
  as(subject: string): Caller;
  random(): number;
  table: TenantTable;
  fate: Fate | null;
}

export type Queries = Pick<Transaction, 'query' | 'named'>;
export type Fate = (tx: Queries) => Promise<unknown>;

export function leak({ found }: Place, kind: Leak, sentence: string): void {
  const { times, first } = found.leaks.get(kind) ?? { times: 0, first: sentence };
  found.leaks.set(kind, { times: times + 1, first });
}

/** Judges rows by their tenant column; with `own` null none may be seen. A row of nobody is no leak. */
export function judge(place: Place, own: number | null, rows: readonly object[], where: string): void {
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
export function judgeAnswer(visit: Visit, answer: unknown): void {
  const text = JSON.stringify(answer);
  if (text.includes(marks.get(visit.tenant)!)) visit.found.sights += 1;
  const ids = text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  const foreign = [marks.get(visit.other)!, `"tenant":${visit.other}`].some((mark) => text.includes(mark));
  if (foreign || ids.some((id) => visit.owners.get(id) === visit.other))
    leak(visit, 'told', `${visit.tenant} was told of ${visit.other}: ${text.slice(0, 200)}`);
}
