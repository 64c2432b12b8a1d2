/**
 * What events order of certificates: they are issued, amended, and lose items that were annulled. Number and last day are
 * never changed, and nothing is deleted: an item that is taken out says by which event.
 */
import { validUntil } from '#calendar';
import { linkedId, type Effected, type EffectHandler } from '#casework';
import type { Transaction } from '#database';
import { digestOf, openDisclosure } from '#ledger';
import { factAt, type Facts, type Json } from '#process';
import { certificateProcess, itemsNamed, validYears, type ItemsNamed } from '#regulations';

/** The last day of a certificate: as the case remembers it. Cases of before an edition that says it have six years less a day. */
export const lastDayIn = (context: Facts): string =>
  typeof context['validUntil'] === 'string'
    ? context['validUntil']
    : validUntil(wordAt(context, 'issuedOn'), validYears);

/** The number of the certificate whose place it takes, at the path that the effect names; null where it takes none. */
export const numberReplaced = (effect: Effected['effect'], context: Facts): string | null => {
  const path = effect.with?.['replacesAt'];
  const number = typeof path === 'string' ? factAt(context, path) : undefined;
  return typeof number === 'string' ? number : null;
};

/**
 * Enters the certificates of a batch with the items granted: the scope applied for, less what the decision left out.
 * `with: { replacesAt }` is the path in the memory of the number that a renewal replaces. The case in which the
 * certificate lives is the one that the same event opened.
 */
export const issueCertificates: EffectHandler = async (tx, effects) => {
  const rows = [];
  for (const { effect, event, context, institution } of effects)
    rows.push({
      number: wordAt(context, 'certificateNumber'),
      case_id: event.case,
      seq: event.seq,
      institution_id: institution,
      scope_table_id: wordAt(scopeOf(context), 'table'),
      issued_on: wordAt(context, 'issuedOn'),
      valid_until: lastDayIn(context),
      replaces: numberReplaced(effect, context),
      excluded: await itemsListed(tx, namedAt(context, 'excluded'), [event.case]),
      opened: event.effects.flatMap((name, ordinal) =>
        name === 'openCase' ? [linkedId({ case: event.case, seq: event.seq, ordinal })] : [],
      ),
    });
  await tx.named(
    'issue-certificates',
    `with wanted as (
       select w.*, (select l.id from cases l where l.tenant = $1 and l.process = $3
                      and l.id in (select value::uuid from jsonb_array_elements_text(w.opened))) as life_case
       from jsonb_to_recordset($2::jsonb) as w (number text, case_id uuid, seq integer, institution_id uuid,
         scope_table_id uuid, issued_on date, valid_until date, replaces text, excluded jsonb, opened jsonb))
     insert into certificates (tenant, number, case_id, seq, institution_id, scope_table_id, issued_on, valid_until,
       life_case, replaces)
     select $1, number, case_id, seq, institution_id, scope_table_id, issued_on, valid_until, life_case, replaces
     from wanted`,
    [tx.tenant, JSON.stringify(rows), certificateProcess],
  );
  // A statement of its own: the trigger of an item looks for its certificate.
  await tx.named(
    'issue-certificate-items',
    `insert into certificate_items (tenant, number, table_id, line)
     select $1, w.number, s.table_id, s.line
     from jsonb_to_recordset($2::jsonb) as w (number text, scope_table_id uuid, excluded jsonb)
     join scope_items s on s.tenant = $1 and s.table_id = w.scope_table_id
     where not w.excluded ? (s.site || '/' || s.item_no)`,
    [tx.tenant, JSON.stringify(rows)],
  );
};

/** What an amendment does, read from its effect and the memory. */
export interface Amendment {
  extent: 'extension' | 'change';
  number: string;
  /** The scope table whose rows are added, or stand for items of the same name from now on. */
  table: string | null;
  /** How many rows that table has. */
  rows: number;
  /** Of an extension: what the decision left out of that table. Of a change: what the body gives up. */
  named: ItemsNamed | null;
}

/**
 * `with: { extent, numberAt, scopeAt?, itemsAt? }`, paths in the memory: the number of the certificate; the scope (`table`),
 * `scope` where the effect does not say; and items, `excluded` of an extension, `cancelled` of a change.
 */
export function amendmentOrdered({ with: how = {} }: Effected['effect'], context: Facts): Amendment {
  const { extent, numberAt } = how;
  if (extent !== 'extension' && extent !== 'change') throw new Error('an amendment does not say what it is');
  const path = (name: string, usual: string): string => {
    const said = how[name];
    return typeof said === 'string' ? said : usual;
  };
  const number = typeof numberAt === 'string' ? factAt(context, numberAt) : undefined;
  if (typeof number !== 'string') throw new Error('an amendment does not say of which certificate');
  const { table, rows } = objectOf(factAt(context, path('scopeAt', 'scope')));
  const named = namedAt(context, path('itemsAt', extent === 'extension' ? 'excluded' : 'cancelled'));
  return {
    ...{ extent, number, named },
    ...{ table: typeof table === 'string' ? table : null, rows: typeof rows === 'number' ? rows : 0 },
  };
}

/**
 * An extension adds the rows of its scope table, less what the decision left out. A change takes out the items that the
 * body gives up, and where it brings a scope table, its rows stand for the items of the same site and number from now on: a
 * standard that is renamed. What is in that table and not on the certificate is not added by a change.
 */
export const amendCertificates: EffectHandler = async (tx, effects) => {
  for (const { effect, event, context } of effects) {
    const { extent, number, table, named } = amendmentOrdered(effect, context);
    const items = await itemsListed(tx, named, [event.case]);
    await enterAmendment(tx, event, { number, extent });
    if (extent === 'change') await takeOut(tx, event, { number, items, as: 'cancelled' });
    if (table === null) continue;
    await tx.query(
      `with brought as (
         select s.table_id, s.line, s.site, s.item_no from scope_items s
         where s.tenant = $1 and s.table_id = $3 and not ($6::jsonb ? (s.site || '/' || s.item_no))
           and not exists (select from certificate_items i where i.tenant = $1 and i.number = $2 and i.table_id = s.table_id
             and i.line = s.line and i.removed_case is null)),
       standing as (
         select i.table_id, i.line, s.site, s.item_no from certificate_items i
         join scope_items s on s.tenant = i.tenant and s.table_id = i.table_id and s.line = i.line
         where i.tenant = $1 and i.number = $2 and i.removed_case is null),
       replaced as (
         update certificate_items i set removed_case = $4, removed_seq = $5, removed_as = 'replaced'
         from standing o join brought b on b.site = o.site and b.item_no = o.item_no
         where i.tenant = $1 and i.number = $2 and i.table_id = o.table_id and i.line = o.line)
       insert into certificate_items (tenant, number, table_id, line, added_case, added_seq)
       select $1, $2, b.table_id, b.line, $4, $5 from brought b
       where $7 or exists (select from standing o where o.site = b.site and o.item_no = b.item_no)`,
      [
        ...[tx.tenant, number, table, event.case, event.seq],
        ...[JSON.stringify(items), extent === 'extension'],
      ],
    );
  }
};

/**
 * Takes the items out that the last decision annulled, `annulledItems` in the memory of the certificate's case; a list too
 * long for it lies with the evidence of the case itself, or of the one that owed the step.
 */
export const annulItems: EffectHandler = async (tx, effects) => {
  for (const { event, context } of effects) {
    const number = wordAt(context, 'certificateNumber');
    const { origin } = (event.given as { world: { origin?: string } }).world;
    const cases = [event.case, ...(origin === undefined ? [] : [origin])];
    const items = await itemsListed(tx, namedAt(context, 'annulledItems'), cases);
    await enterAmendment(tx, event, { number, extent: 'annulment' });
    await takeOut(tx, event, { number, items, as: 'annulled' });
  }
};

type Event = Effected['event'];

async function enterAmendment(
  tx: Transaction,
  event: Event,
  { number, extent }: { number: string; extent: string },
): Promise<void> {
  const { today } = event.given as { today: string };
  await tx.query(
    `insert into certificate_amendments (tenant, case_id, seq, number, extent, amended_on) values ($1, $2, $3, $4, $5, $6)`,
    [tx.tenant, event.case, event.seq, number, extent, today],
  );
}

async function takeOut(
  tx: Transaction,
  event: Event,
  { number, items, as }: { number: string; items: string[]; as: 'cancelled' | 'annulled' },
): Promise<void> {
  await tx.query(
    `update certificate_items i set removed_case = $3, removed_seq = $4, removed_as = $5
     from scope_items s
     where i.tenant = $1 and i.number = $2 and i.removed_case is null
       and s.tenant = i.tenant and s.table_id = i.table_id and s.line = i.line
       and $6::jsonb ? (s.site || '/' || s.item_no)`,
    [tx.tenant, number, event.case, event.seq, as, JSON.stringify(items)],
  );
}

/** Items that a memory names, `site/item`. A long list is not in it, only its digest is: it lies with what was brought. */
async function itemsListed(
  tx: Transaction,
  named: ItemsNamed | null,
  cases: readonly string[],
): Promise<string[]> {
  if (named === null) return [];
  if (named.items !== null) return named.items;
  const rows = await tx.query<{ disclosure: string }>(
    'select disclosure from evidence where tenant = $1 and case_id = any($2::uuid[]) order by seq desc',
    [tx.tenant, cases],
  );
  for (const { disclosure } of rows) {
    const list = listsIn(openDisclosure(disclosure).value).find((one) => digestOf(one) === named.digest);
    if (list !== undefined) return list;
  }
  throw new Error(`no evidence of the cases ${cases.join(', ')} lists the items that are named`);
}

/** Every list of items within a piece of evidence, each as `site/item` in order. */
function listsIn(value: unknown): string[][] {
  if (value === null || typeof value !== 'object') return [];
  const within = Object.values(value).flatMap(listsIn);
  const isList = Array.isArray(value) && value.length > 0 && value.every(isItem);
  return isList ? [value.map(({ site, item }) => `${site}/${item}`).sort(), ...within] : within;
}

const isItem = (value: unknown): value is { site: string; item: string } =>
  value !== null &&
  typeof value === 'object' &&
  typeof (value as { site?: unknown }).site === 'string' &&
  typeof (value as { item?: unknown }).item === 'string';

const objectOf = (value: Json | undefined): Facts =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};

const namedAt = (context: Facts, path: string): ItemsNamed | null => itemsNamed(factAt(context, path));

export const scopeOf = (context: Facts): Facts => objectOf(context['scope']);

export function wordAt(facts: Facts, name: string): string {
  const value = facts[name];
  if (typeof value !== 'string') throw new Error(`the case does not remember its ${name}`);
  return value;
}
