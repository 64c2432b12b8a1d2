import type { Caller, Series } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { codes, type CertificateStanding } from '#regulations';
import type { Words } from '#process';
import { legalDay } from './bans.js';
import { standingOf, type Standing } from './certificate-facts.js';
import { scopeOf, wordAt } from './certificate-effects.js';
import { fieldOf, formatCertificateNumber, parseCertificateNumber } from './certificate-number.js';
import { reachOf } from './institutions.js';
import { scopeColumns, type ScopeRow } from './scope-rules.js';

/** How a certificate stands, in words: valid, expired, replaced, cancelled or annulled, since when and why. */
export type CertificateState = Omit<CertificateStanding, 'state'>;

/** A certificate as anybody may read it, whatever has become of it. */
export interface CertificateView {
  number: string;
  authority: Words;
  field: Words;
  department: Words;
  institution: { name: string; address: string };
  issuedOn: string;
  validUntil: string;
  standing: CertificateState;
  /** The number of the certificate whose place it took. */
  replaces: string | null;
  /** The day of each amendment of its scope. */
  amendedOn: string[];
  /** The ban that came with the annulment: its last day; null where there was none. */
  ban: { until: string; years: number } | null;
  /** The items in force. */
  items: ScopeRow[];
  /** The items that were annulled, and since when. */
  annulled: (ScopeRow & { annulledOn: string })[];
}

export interface CertificateSummary {
  number: string;
  institution: { id: string; name: string };
  case: string;
  /** The case in which it lives; null for one issued before certificates had one. */
  life: string | null;
  issuedOn: string;
  validUntil: string;
  standing: CertificateState;
}

const columnsOf = (table: string): string => scopeColumns.map((column) => `${table}.${column}`).join(', ');

const told = ({ state: _, ...standing }: CertificateStanding): CertificateState => standing;

/** Certificates of qualification approval. They are issued by a step of a case and by nothing else. */
export class Certificates {
  constructor(private readonly database: Database) {}

  /** What the public may see; null where there is no such certificate, or the number is none. */
  async read(number: string): Promise<CertificateView | null> {
    const parts = parseCertificateNumber(number, codes);
    if (parts.fault !== null) return null;
    return inTransaction(this.database, Number(parts.authority), async (tx) => {
      const [row] = await tx.query<
        Standing & { name: string; address: string; replaces: string | null; life: string | null }
      >(
        `select i.name, i.address, c.issued_on, c.valid_until, c.replaces, c.life_case as life, l.state, l.context
         from certificates c join institutions i on i.tenant = c.tenant and i.id = c.institution_id
         left join cases l on l.tenant = c.tenant and l.id = c.life_case
         where c.tenant = $1 and c.number = $2`,
        [tx.tenant, number],
      );
      if (row === undefined) return null;
      const items = await tx.query<ScopeRow>(
        `select ${columnsOf('s')}
         from certificate_items c join scope_items s on s.tenant = c.tenant and s.table_id = c.table_id and s.line = c.line
         where c.tenant = $1 and c.number = $2 and c.removed_case is null
         order by c.added_case is not null, c.added_case, c.added_seq, c.line`,
        [tx.tenant, number],
      );
      const annulled = await tx.query<ScopeRow & { annulledOn: string }>(
        `select ${columnsOf('s')}, a.amended_on as "annulledOn"
         from certificate_items c join scope_items s on s.tenant = c.tenant and s.table_id = c.table_id and s.line = c.line
         join certificate_amendments a on a.tenant = c.tenant and a.case_id = c.removed_case and a.seq = c.removed_seq
         where c.tenant = $1 and c.number = $2 and c.removed_as = 'annulled' order by a.amended_on, c.table_id, c.line`,
        [tx.tenant, number],
      );
      const amendments = await tx.query<{ on: string }>(
        'select amended_on as on from certificate_amendments where tenant = $1 and number = $2 order by 1',
        [tx.tenant, number],
      );
      return {
        number,
        ...parts.names,
        institution: { name: row.name, address: row.address },
        issuedOn: row.issued_on,
        validUntil: row.valid_until,
        standing: told(standingOf(row, await legalDay(tx))),
        replaces: row.replaces,
        amendedOn: amendments.map(({ on }) => on),
        ban: await banOf(tx, row),
        items,
        annulled,
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
      const rows = await tx.query<
        Standing & {
          number: string;
          institution_id: string;
          name: string;
          case_id: string;
          life: string | null;
        }
      >(
        `select c.number, c.institution_id, i.name, c.case_id, c.issued_on, c.valid_until, c.life_case as life,
                l.state, l.context
         from certificates c join institutions i on i.tenant = c.tenant and i.id = c.institution_id
         left join cases l on l.tenant = c.tenant and l.id = c.life_case
         where c.tenant = $1 and ($2 or c.institution_id = any($3::uuid[])) and ($4::text is null or c.number > $4)
         order by c.number limit $5`,
        [tx.tenant, reach.all, reach.own, after ?? null, limit],
      );
      const today = await legalDay(tx);
      return rows.map((row) => ({
        number: row.number,
        institution: { id: row.institution_id, name: row.name },
        case: row.case_id,
        life: row.life,
        issuedOn: row.issued_on,
        validUntil: row.valid_until,
        standing: told(standingOf(row, today)),
      }));
    });
  }
}

/** The ban that was entered with the annulment of a certificate or of items of it, by its own case or by the one that owed it. */
async function banOf(
  tx: Transaction,
  { life, context }: { life: string | null; context: string | null },
): Promise<CertificateView['ban']> {
  if (life === null) return null;
  const { annulledBy, itemsAnnulledBy } = JSON.parse(context!) as Record<string, string | null>;
  const [ban] = await tx.query<{ until: string; years: number }>(
    `select until_day as until, years from bans where tenant = $1 and case_id = any($2::uuid[])
     order by until_day desc limit 1`,
    [tx.tenant, [life, annulledBy, itemsAnnulledBy].filter((one) => typeof one === 'string')],
  );
  return ban ?? null;
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
