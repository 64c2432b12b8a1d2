import { caseSteps, type Caller, type CaseViews } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { certificateConcerned, scopeStages, type CertificateConcerned, type Told } from '#regulations';
import {
  countsOf,
  layBeside,
  signatoriesBeside,
  type ItemBeside,
  type ScopeCounts,
  type SignatoryBeside,
} from './scope-beside.js';
import { scopeColumns, type ScopeRow } from './scope-rules.js';

/** Where a stage comes from: the event of the case, and whether what it brought is another's to read. */
export type StageSeen = Omit<Told<unknown>, 'said'>;

export interface ScopeOfCase {
  stages: { applied: StageSeen; proposed: StageSeen; decided: StageSeen };
  /** The certificate that there was before the case, and the event of the case that changed or replaced it. */
  certificate: (CertificateConcerned & { seq: number | null }) | null;
  counts: ScopeCounts;
  signatories: SignatoryBeside[];
  items: ItemBeside[];
}

/** The scope of a case, item by item, from application to certificate. */
export class CaseScopes {
  constructor(
    private readonly database: Database,
    private readonly views: CaseViews,
  ) {}

  /**
   * The scope of a case as far as the caller may read what was brought to it. Whoever is not shown what a stage rests on is
   * told nothing of that stage, nor what follows from it, save that it is withheld. Throws `Refused('not-found')` for a
   * case that the caller may not see, as for none. A case of a process without a scope has no item.
   */
  async ofCase(caller: Caller, id: string): Promise<ScopeOfCase> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { process, context, institution, steps } = await caseSteps(tx, this.views, caller, id);
      const stages = scopeStages(process, steps);
      const { applied, proposed, decided } = stages;
      const table = applied.said?.table ?? null;
      const rows = table === null ? [] : await rowsOf(tx, institution, table);
      const concerned = applied.said && certificateConcerned(process, context);
      const held = concerned && (await heldBefore(tx, { case: id, institution, number: concerned.number }));
      const items = layBeside(stages, rows, held && concerned && { ...concerned, items: held.items });
      return {
        stages: { applied: seen(applied), proposed: seen(proposed), decided: seen(decided) },
        certificate: held && concerned && { ...concerned, seq: held.seq },
        counts: countsOf(stages, items),
        signatories: signatoriesBeside(stages),
        items,
      };
    });
  }
}

const seen = ({ seq, withheld }: StageSeen): StageSeen => ({ seq, withheld });

const columnsOf = scopeColumns.map((column) => `s.${column}`).join(', ');

const rowsOf = (tx: Transaction, institution: string, table: string): Promise<ScopeRow[]> =>
  tx.query<ScopeRow>(
    `select ${columnsOf} from scope_items s join scope_tables t on t.tenant = s.tenant and t.id = s.table_id
     where s.tenant = $1 and s.table_id = $2 and t.institution_id = $3 order by s.line`,
    [tx.tenant, table, institution],
  );

/**
 * The items that a certificate had when the case came to change or replace it, or has now where it has not yet; and the event
 * by which it did. Other cases may have changed it since: the log says in which order. Null where it is not the institution's.
 */
async function heldBefore(
  tx: Transaction,
  of: { case: string; institution: string; number: string },
): Promise<{ seq: number | null; items: ScopeRow[] } | null> {
  const [found] = await tx.query<{ seq: number | null; event: string | null }>(
    `select e.seq, e.id as event
     from certificates c left join lateral (
       select case_id, seq from certificate_amendments a where a.tenant = $1 and a.number = $2 and a.case_id = $4
       union all
       select case_id, seq from certificates n where n.tenant = $1 and n.replaces = $2 and n.case_id = $4) as done on true
     left join events e on e.tenant = $1 and e.case_id = done.case_id and e.seq = done.seq
     where c.tenant = $1 and c.number = $2 and c.institution_id = $3`,
    [tx.tenant, of.number, of.institution, of.case],
  );
  if (found === undefined) return null;
  const items = await tx.query<ScopeRow>(
    `select ${columnsOf}
     from certificate_items i join scope_items s on s.tenant = i.tenant and s.table_id = i.table_id and s.line = i.line
     left join events a on a.tenant = i.tenant and a.case_id = i.added_case and a.seq = i.added_seq
     left join events r on r.tenant = i.tenant and r.case_id = i.removed_case and r.seq = i.removed_seq
     where i.tenant = $1 and i.number = $2
       and (i.added_case is null or $3::bigint is null or a.id < $3)
       and (i.removed_case is null or r.id >= $3)
     order by a.id nulls first, i.table_id, i.line`,
    [tx.tenant, of.number, found.event],
  );
  return { seq: found.seq, items };
}
