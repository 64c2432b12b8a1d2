import { validUntil } from '#calendar';
import type { Caller, Effected, EffectHandler, Series } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { digestOf, openDisclosure } from '#ledger';
import { codes } from '#regulations';
import type { Facts, Words } from '#process';
import { fieldOf, formatCertificateNumber, parseCertificateNumber } from './certificate-number.js';
import { reachOf } from './institutions.js';
import { scopeColumns, type ScopeRow } from './scope-rules.js';

/** Years for which a certificate is valid, less a day (measures, article 13). */
const validYears = 6;

/** A certificate as anybody may read it. */
export interface CertificateView {
  number: string;
  authority: Words;
  field: Words;
  department: Words;
  institution: { name: string; address: string };
  issuedOn: string;
  validUntil: string;
  items: ScopeRow[];
}

export interface CertificateSummary {
  number: string;
  institution: { id: string; name: string };
  case: string;
  issuedOn: string;
  validUntil: string;
}

/** Certificates of qualification approval. They are issued by a step of a case and by nothing else. */
export class Certificates {
  constructor(private readonly database: Database) {}

  /** What the public may see; null where there is no such certificate, or the number is none. */
  async read(number: string): Promise<CertificateView | null> {
    const parts = parseCertificateNumber(number, codes);
    if (parts.fault !== null) return null;
    return inTransaction(this.database, Number(parts.authority), async (tx) => {
      const [row] = await tx.query<{ name: string; address: string; issued_on: string; valid_until: string }>(
        `select i.name, i.address, c.issued_on, c.valid_until
         from certificates c join institutions i on i.tenant = c.tenant and i.id = c.institution_id
         where c.tenant = $1 and c.number = $2`,
        [tx.tenant, number],
      );
      if (row === undefined) return null;
      const items = await tx.query<ScopeRow>(
        `select ${scopeColumns.map((column) => `s.${column}`).join(', ')}
         from certificate_items c join scope_items s on s.tenant = c.tenant and s.table_id = c.table_id and s.line = c.line
         where c.tenant = $1 and c.number = $2 order by c.line`,
        [tx.tenant, number],
      );
      return {
        number,
        ...parts.names,
        institution: { name: row.name, address: row.address },
        issuedOn: row.issued_on,
        validUntil: row.valid_until,
        items,
      };
    });
  }

  /** Certificates the caller may see, in the order of their numbers; `after` is the last of the page before. */
  async list(
    caller: Caller,
    { limit = 20, after }: { limit?: number; after?: string },
  ): Promise<CertificateSummary[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const reach = await reachOf(tx, caller);
      const rows = await tx.query<{
        number: string;
        institution_id: string;
        name: string;
        case_id: string;
        issued_on: string;
        valid_until: string;
      }>(
        `select c.number, c.institution_id, i.name, c.case_id, c.issued_on, c.valid_until
         from certificates c join institutions i on i.tenant = c.tenant and i.id = c.institution_id
         where c.tenant = $1 and ($2 or c.institution_id = any($3::uuid[])) and ($4::text is null or c.number > $4)
         order by c.number limit $5`,
        [tx.tenant, reach.all, reach.own, after ?? null, limit],
      );
      return rows.map((row) => ({
        number: row.number,
        institution: { id: row.institution_id, name: row.name },
        case: row.case_id,
        issuedOn: row.issued_on,
        validUntil: row.valid_until,
      }));
    });
  }
}

/**
 * Certificate numbers: serials run from 0001 within a year and an authority, over all fields and departments, so that
 * a serial alone already tells certificates of one year apart. The layout leaves room for 9,999 a year.
 */
export const certificateNumbers: Series = {
  counter: (_tenant, today) => `certificate/${today.slice(0, 4)}`,
  format: (serial, { tenant, today, context }) =>
    formatCertificateNumber({
      year: Number(today.slice(0, 4)),
      authority: String(tenant).padStart(2, '0'),
      field: fieldOf({ food: scopeOf(context)['food'] === true, field: wordAt(context, 'fieldCode') }),
      department: wordAt(context, 'departmentCode'),
      serial,
    }),
  last: 9_999,
};

/** Enters the certificates of a batch with the items granted: the scope applied for, less what the decision left out. */
export const issueCertificates: EffectHandler = async (tx, effects) => {
  const left = await Promise.all(effects.map((effected) => leftOut(tx, effected)));
  const rows = effects.map(({ event, context, institution }, index) => {
    const issuedOn = wordAt(context, 'issuedOn');
    return {
      number: wordAt(context, 'certificateNumber'),
      case_id: event.case,
      seq: event.seq,
      institution_id: institution,
      scope_table_id: wordAt(scopeOf(context), 'table'),
      issued_on: issuedOn,
      valid_until: validUntil(issuedOn, validYears),
      excluded: left[index],
    };
  });
  await tx.named(
    'issue-certificates',
    `with wanted as (
       select * from jsonb_to_recordset($2::jsonb) as c (number text, case_id uuid, seq integer, institution_id uuid,
         scope_table_id uuid, issued_on date, valid_until date, excluded jsonb)),
     issued as (
       insert into certificates (tenant, number, case_id, seq, institution_id, scope_table_id, issued_on, valid_until)
       select $1, number, case_id, seq, institution_id, scope_table_id, issued_on, valid_until from wanted)
     insert into certificate_items (tenant, number, table_id, line)
     select $1, w.number, s.table_id, s.line
     from wanted w join scope_items s on s.tenant = $1 and s.table_id = w.scope_table_id
     where not w.excluded ? (s.site || '/' || s.item_no)`,
    [tx.tenant, JSON.stringify(rows)],
  );
};

/** The items the decision left out, `site/item`. A long list is not in the case's memory, only its digest is. */
async function leftOut(tx: Transaction, { event, context }: Effected): Promise<string[]> {
  const excluded = context['excluded'] as { digest: string; items: string[] | null } | null;
  if (excluded === null) return [];
  if (excluded.items !== null) return excluded.items;
  const rows = await tx.query<{ disclosure: string }>(
    'select disclosure from evidence where tenant = $1 and case_id = $2 order by seq desc',
    [tx.tenant, event.case],
  );
  for (const { disclosure } of rows) {
    const { exclusions } = openDisclosure(disclosure).value as {
      exclusions?: { items: { site: string; item: string }[] };
    };
    const items = exclusions?.items.map(({ site, item }) => `${site}/${item}`).sort() ?? [];
    if (digestOf(items) === excluded.digest) return items;
  }
  throw new Error(`no evidence of case ${event.case} lists what its decision left out`);
}

function scopeOf(context: Facts): Facts {
  const { scope } = context;
  return scope !== null && typeof scope === 'object' && !Array.isArray(scope) ? scope : {};
}

function wordAt(facts: Facts, name: string): string {
  const value = facts[name];
  if (typeof value !== 'string') throw new Error(`the case does not remember its ${name}`);
  return value;
}
