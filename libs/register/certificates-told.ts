/** Whether certificates, their items, bans and closures stand in their tables as the events have ordered it. */
import { linkedId, type RecordCheck, type Replayed } from '#casework';
import type { Transaction } from '#database';
import { factAt, type Effect, type Facts } from '#process';
import { certificateProcess } from '#regulations';
import { banOrdered, kindClosed } from './bans.js';
import { amendmentOrdered, lastDayIn, numberReplaced, scopeOf } from './certificate-effects.js';

type Findings = Awaited<ReturnType<RecordCheck['check']>>;

/** One effect that an event ordered, and the legal day. */
interface Ordered {
  case: string;
  seq: number;
  today: string;
  effect: Effect;
  event: Replayed['event'];
  effects: readonly Effect[];
  context: Facts;
}

/** A row as a text to compare, under the event on which it rests. */
interface Row {
  case: string;
  seq: number;
  says: string;
}

const of = ['issueCertificate', 'amendCertificate', 'annulCertificateItems', 'enterBan', 'closeCommitment'];

export const certificatesAsTold: RecordCheck = {
  of,
  check: async (tx, happened) => {
    const ordered = happened.flatMap(({ event, effects, context }): Ordered[] =>
      effects.map((effect) => ({
        ...{ case: event.case, seq: event.seq, effect, event, effects, context },
        today: (event.given as { today: string }).today,
      })),
    );
    const are = (name: string) => ordered.filter(({ effect }) => effect.do === name);
    const amending = [...are('amendCertificate'), ...are('annulCertificateItems')];
    return [
      ...compare(
        'certificate',
        await rowsOf(tx, 'certificates', certificateColumns),
        are('issueCertificate'),
        certificateSays,
      ),
      ...compare(
        'amendment of a certificate',
        await rowsOf(tx, 'certificate_amendments', 'number, extent, amended_on'),
        amending,
        amendmentSays,
      ),
      ...compare('ban', await rowsOf(tx, 'bans', banColumns), are('enterBan'), banSays),
      ...compare(
        'closure of the way by commitment',
        await rowsOf(tx, 'commitment_closures', 'institution_id, kind, since'),
        are('closeCommitment'),
        closureSays,
      ),
      ...(await itemFindings(tx, [...are('issueCertificate'), ...amending])),
    ];
  },
};

/** Each row says what its event ordered, and each order has its row. */
function compare(
  what: string,
  rows: readonly Row[],
  ordered: readonly Ordered[],
  says: (one: Ordered) => string,
): Findings {
  const key = ({ case: id, seq }: { case: string; seq: number }): string => `${id}/${seq}`;
  const stored = new Map(rows.map((row) => [key(row), row]));
  const missing = ordered.flatMap((one) => {
    const row = stored.get(key(one));
    stored.delete(key(one));
    const { case: id, seq } = one;
    if (row === undefined) return [{ case: id, seq, sentence: `the ${what} that was ordered is not there` }];
    return row.says === says(one)
      ? []
      : [{ case: id, seq, sentence: `the ${what} is another than was ordered` }];
  });
  const others = [...stored.values()].map(({ case: id, seq }) => ({
    ...{ case: id, seq, sentence: `a ${what} lies beside an event that orders none` },
  }));
  return [...missing, ...others];
}

const certificateColumns =
  'institution_id, number, scope_table_id, issued_on, valid_until, life_case, replaces';
const banColumns = 'institution_id, ground, instrument, article, years, from_day, until_day';

/** What a table says of each event that it names. */
async function rowsOf(tx: Transaction, table: string, columns: string): Promise<Row[]> {
  const rows = await tx.query<Omit<Row, 'says'> & { says: unknown[] }>(
    `select case_id as case, seq, json_build_array(${columns}) as says from ${table} where tenant = $1`,
    [tx.tenant],
  );
  return rows.map(({ says, ...row }) => ({ ...row, says: joined(...says) }));
}

const joined = (...parts: unknown[]): string => JSON.stringify(parts.map((part) => part ?? null));

/** The case in which a certificate lives: the one of its process that the same event opened. */
function lifeOf({ case: id, seq, effects }: Ordered): string | null {
  const ordinal = effects.findIndex(
    (effect) => effect.do === 'openCase' && effect.with?.['process'] === certificateProcess,
  );
  return ordinal < 0 ? null : linkedId({ case: id, seq, ordinal });
}

const certificateSays = (one: Ordered): string =>
  joined(
    ...[
      one.context['institution'],
      one.context['certificateNumber'],
      scopeOf(one.context)['table'],
      one.today,
    ],
    ...[lastDayIn(one.context), lifeOf(one), numberReplaced(one.effect, one.context)],
  );

/** The certificate of an amendment, and what kind of amendment it is. */
function amended({ effect, context }: Ordered): { number: unknown; extent: string } {
  if (effect.do === 'annulCertificateItems')
    return { number: context['certificateNumber'], extent: 'annulment' };
  const { number, extent } = amendmentOrdered(effect, context);
  return { number, extent };
}

const amendmentSays = (one: Ordered): string => {
  const { number, extent } = amended(one);
  return joined(number, extent, one.today);
};

const banSays = ({ effect, event, context, today }: Ordered): string => {
  const { ground, years, from, until } = banOrdered(effect, context, today);
  return joined(
    context['institution'],
    ground,
    event.under.instrument,
    event.under.article,
    years,
    from,
    until,
  );
};

const closureSays = ({ effect, context, today }: Ordered): string =>
  joined(context['institution'], kindClosed(effect, context), today);

/**
 * Items came with the issue or an extension, all of its table but what was left out, and went as an annulment or the body
 * said. By their number, and where the memory lists them, one by one.
 */
async function itemFindings(tx: Transaction, ordered: readonly Ordered[]): Promise<Findings> {
  const rows = await tx.query<{ case: string; seq: number; came: string[] | null; went: string[] | null }>(
    `with items as (
       select i.*, s.site || '/' || s.item_no as item, coalesce(i.added_case, c.case_id) as by_case,
              coalesce(i.added_seq, c.seq) as by_seq
       from certificate_items i join certificates c on c.tenant = i.tenant and c.number = i.number
       join scope_items s on s.tenant = i.tenant and s.table_id = i.table_id and s.line = i.line where i.tenant = $1)
     select "case", seq, came, went
     from (select by_case as "case", by_seq as seq, array_agg(item) as came from items group by 1, 2) as a
     full join (select removed_case as "case", removed_seq as seq, array_agg(item) as went from items
                where removed_as in ('cancelled', 'annulled') group by 1, 2) as r using ("case", seq)`,
    [tx.tenant],
  );
  const stored = new Map(rows.map((row) => [`${row.case}/${row.seq}`, row]));
  return ordered.flatMap((one) => {
    const { came, went } = stored.get(`${one.case}/${one.seq}`) ?? { came: null, went: null };
    const { all, left, out } = expected(one);
    const sentence =
      all !== null && (came?.length ?? 0) !== all - (left?.count ?? 0)
        ? 'the certificate has other items than were granted'
        : left?.items?.some((item) => came?.includes(item)) === true
          ? 'the certificate has an item that the decision left out'
          : out !== null && !isExactly(went ?? [], out)
            ? 'other items were taken out of the certificate than was ordered'
            : null;
    return sentence === null ? [] : [{ case: one.case, seq: one.seq, sentence }];
  });
}

type Named = { count: number; items: string[] | null } | null;

/** What an event brings: how many rows its table has, what was left out of them, and what is taken out. */
function expected({ effect, context }: Ordered): { all: number | null; left: Named; out: Named } {
  const named = (path: string): Named => (factAt(context, path) as Named | undefined) ?? null;
  if (effect.do === 'issueCertificate')
    return { all: scopeOf(context)['rows'] as number, left: named('excluded'), out: null };
  if (effect.do === 'annulCertificateItems') return { all: null, left: null, out: named('annulledItems') };
  const { extent, rows, named: items } = amendmentOrdered(effect, context);
  // Which items of a change's table were on the certificate is not in its memory.
  return extent === 'extension'
    ? { all: rows, left: items, out: null }
    : { all: null, left: null, out: items };
}

const isExactly = (went: readonly string[], { count, items }: NonNullable<Named>): boolean =>
  went.length === count && (items === null || items.every((item) => went.includes(item)));
