import { v7 as uuidv7 } from 'uuid';
import { once, requireStepThatHandsIn, type Caller, type Resolver } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { Refused } from '#refusals';
import { reachOf } from './institutions.js';
import {
  mandatoryStandard,
  scopeColumns,
  specialFood,
  type ScopeRemark,
  type ScopeRow,
} from './scope-rules.js';
import { readScopeTable } from './scope-table.js';

/** What an import did, or in a dry run would do. `id` names the table in an application; null where none was made. */
export interface ScopeImport {
  id: string | null;
  rows: number;
  digest: string | null;
  food: boolean;
  medical: boolean;
  faults: ScopeRemark[];
  warnings: ScopeRemark[];
}

/** Scope tables as institutions hand them in: whole or not at all, and never changed afterwards. */
export class ScopeTables {
  constructor(private readonly database: Database) {}

  /**
   * Reads a CSV or XLSX and, unless it is a dry run or has a fault, keeps its rows. The report names each fault by
   * line and column. Throws `not-found` for an institution the caller does not act for, `not-permitted` where the caller
   * may take none of the steps with which a table is handed in.
   */
  async import(
    caller: Caller,
    asked: { institution: string; bytes: Buffer; kind: 'csv' | 'xlsx'; dryRun: boolean },
    key: string,
  ): Promise<{ answer: ScopeImport; replayed: boolean }> {
    const table = await readScopeTable(asked.bytes, asked.kind);
    const { digest, food, medical, faults, warnings } = table;
    const report: ScopeImport = {
      id: null,
      rows: table.rows.length,
      digest,
      food,
      medical,
      faults,
      warnings,
    };
    if (asked.dryRun || !table.importable) {
      await inTransaction(this.database, caller.tenant, (tx) => requireOwn(tx, caller, asked.institution));
      return { answer: { ...report, rows: table.total }, replayed: false };
    }
    const request = { scopeTable: { institution: asked.institution, digest } };
    return once(this.database, caller, key, request, async (tx) => {
      await requireOwn(tx, caller, asked.institution);
      const id = uuidv7();
      await tx.query(
        `insert into scope_tables (tenant, id, institution_id, digest, rows, food, medical, imported_by, imported_at)
         values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8, office_now())`,
        [tx.tenant, id, asked.institution, digest, table.rows.length, food, medical, caller.person],
      );
      await tx.query(
        `insert into scope_items (tenant, table_id, line, rows, ${scopeColumns.join(', ')})
         select $1, $2, line, $4, ${scopeColumns.join(', ')}
         from jsonb_to_recordset($3::jsonb) as r (line integer, ${scopeColumns.map((column) => `${column} text`).join(', ')})`,
        [
          tx.tenant,
          id,
          JSON.stringify(table.rows.map((row, index) => ({ line: index + 1, ...row }))),
          table.rows.length,
        ],
      );
      return { ...report, id };
    });
  }

  /**
   * The rows of a table, in its order, from line `after` on; for the office, the institution, and whoever a case of it
   * names. Throws `not-found` for one the caller may not see.
   */
  async get(
    caller: Caller,
    id: string,
    { after = 0, limit = 100 }: { after?: number; limit?: number },
  ): Promise<{ id: string; institution: string; rows: number; items: (ScopeRow & { line: number })[] }> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const reach = await reachOf(tx, caller);
      const [table] = await tx.query<{ institution_id: string; rows: number }>(
        // Whom a case names to assess reads its institution's tables while they hold such a role.
        `select institution_id, rows from scope_tables
         where tenant = $1 and id = $2 and ($3 or institution_id = any($4::uuid[]) or ($6 and exists (
           select from case_people p join cases c on c.tenant = p.tenant and c.id = p.case_id
           join role_grants g on g.tenant = p.tenant and g.person_id = p.person_id and g.duty = p.duty
           where p.tenant = $1 and p.person_id = $5 and c.institution_id = scope_tables.institution_id
             and g.duty = 'assessment' and g.withdrawn_at is null)))`,
        [tx.tenant, id, reach.all, reach.own, caller.person, caller.onlyFor == null],
      );
      if (table === undefined) throw new Refused('not-found');
      const items = await tx.query<ScopeRow & { line: number }>(
        `select line, ${scopeColumns.join(', ')} from scope_items
         where tenant = $1 and table_id = $2 and line > $3 order by line limit $4`,
        [tx.tenant, id, after, limit],
      );
      return { id, institution: table.institution_id, rows: table.rows, items };
    });
  }
}

/** A table belongs to an institution; only those who act for it hand one in, as far as their authorisation goes. */
async function requireOwn(tx: Transaction, caller: Caller, institution: string): Promise<void> {
  const { own } = await reachOf(tx, caller);
  if (!own.includes(institution)) throw new Refused('not-found');
  await requireStepThatHandsIn(tx, caller, { institution, what: 'scopeTable' });
}

/** What a step may know of a scope table: only of one of the case's own institution. */
export const scopeTableFacts: Resolver = async (tx, wanted) => {
  const rows = await tx.named<{
    id: string;
    institution_id: string;
    digest: string;
    rows: number;
    food: boolean;
    medical: boolean;
    specialFood: boolean;
    mandatoryStandards: boolean;
    itemNumbers: string[];
  }>(
    'scope-table-facts',
    `select id, institution_id, encode(digest, 'hex') as digest, rows, food, medical,
            exists (select from scope_items i where i.tenant = t.tenant and i.table_id = t.id
                    and (i.category ~ $3 or i.item ~ $3 or i.note ~ $3)) as "specialFood",
            exists (select from scope_items i where i.tenant = t.tenant and i.table_id = t.id
                    and i.standard_no ~ $4) as "mandatoryStandards",
            array(select i.site || '/' || i.item_no from scope_items i
                  where i.tenant = t.tenant and i.table_id = t.id order by i.line) as "itemNumbers"
     from scope_tables t where tenant = $1 and id = any($2::uuid[])`,
    [tx.tenant, wanted.map(({ id }) => id), specialFood.source, mandatoryStandard.source],
  );
  return wanted.map((one) => {
    const row = rows.find(({ id, institution_id }) => id === one.id && institution_id === one.institution);
    if (row === undefined) return null;
    const { institution_id: _, id: __, ...known } = row;
    return { ...known, fields: [] };
  });
};
