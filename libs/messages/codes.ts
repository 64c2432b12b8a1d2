/** Codes by which somebody shows that letters to the address they entered reach them. */
import { createHash, randomInt } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { inTransaction, type Transaction } from '#database';
import type { Language } from '#refusals';
import type { Telling } from './follower.js';
import { send, type PostSettings } from './post.js';
import { phrases } from './words.js';

/** Letters with a code sent at once. */
const most = 8;
/** Letters with a code to a person on a day, whatever addresses they enter: so that nobody has others written to. */
const mostADay = 5;
/** Wrong codes after which a letter's code is worth nothing. */
const mostTries = 5;
/** Seconds until a letter that did not go is tried again, with another code. */
const pause = 120;

/** Of the address as well, so that a code never confirms another address than the one to which it went. */
const digestOf = (email: string, code: string): string =>
  createHash('sha256').update(`${email}\n${code}`).digest('hex');

/** Lets a code be sent to the address that this person has entered; what was sent before is worth nothing any more. */
export const oweCode = (tx: Transaction, person: string): Promise<unknown> =>
  tx.named(
    'codes: owe',
    `insert into address_codes (tenant, person_id, owed) values ($1, $2, true)
     on conflict (tenant, person_id) do update set owed = true, digest = null, next_at = clock_timestamp()`,
    [tx.tenant, person],
  );

/**
 * Sends codes to addresses that are not confirmed, at most five a day to one person: what is owed beyond that waits until
 * the next day. At least once: a letter that did not go, or whose worker stopped, is followed by one with another code.
 * Answers how many were tried.
 */
export async function sendCodes(
  { service, tenant }: Pick<Telling, 'service' | 'tenant'>,
  post: PostSettings,
): Promise<number> {
  const made = await inTransaction(service, tenant, async (tx) => {
    const owed = await tx.named<{ person: string; email: string; language: Language }>('codes: owed', owing, [
      ...[tx.tenant, most, mostADay],
    ]);
    const codes = owed.map((one) => ({ ...one, code: String(randomInt(10 ** 8)).padStart(8, '0') }));
    const rows = codes.map(({ person, email, code }) => ({ person, digest: digestOf(email, code) }));
    if (rows.length > 0) await tx.named('codes: make', make, [tx.tenant, JSON.stringify(rows), pause]);
    return codes;
  });
  await Promise.all(
    made.map(async ({ person, email: to, language, code }) => {
      const says = phrases[language];
      const letter = { subject: says.codeSubject, text: `${says.code(code)}\n`, language, date: new Date() };
      const { came } = await send(post, { id: newId(), tenant, to, ...letter });
      // What a server puts off was no letter, and is not counted as one.
      await inTransaction(service, tenant, (tx) =>
        tx.named('codes: mark', marked, [tx.tenant, person, digestOf(to, code), came === 'later']),
      );
    }),
  );
  return made.length;
}

/**
 * Whether this is the code that was sent to the address which the person has now; then it is confirmed. A wrong one counts,
 * so what is done here has to be committed either way.
 */
export async function isConfirmedBy(tx: Transaction, person: string, code: string): Promise<boolean> {
  // Under the lock of its row, so that no more are tried at once than one after the other.
  const [found] = await tx.named<{ email: string; digest: string | null }>(
    'codes: sent',
    `select a.email, case when c.until > clock_timestamp() and c.tries < $3 then c.digest end as digest
     from address_codes c join contact_addresses a on a.tenant = $1 and a.person_id = c.person_id
     where c.tenant = $1 and c.person_id = $2 for update of c`,
    [tx.tenant, person, mostTries],
  );
  if (found === undefined) return false;
  const fits = found.digest !== null && found.digest === digestOf(found.email, code);
  if (fits)
    await tx.named(
      'codes: confirm',
      `update contact_addresses set confirmed_at = clock_timestamp() where tenant = $1 and person_id = $2`,
      [tx.tenant, person],
    );
  await tx.named(
    'codes: tried',
    `update address_codes set tries = tries + 1, digest = case when $3 then null else digest end, owed = owed and not $3
     where tenant = $1 and person_id = $2`,
    [tx.tenant, person, fits],
  );
  return fits;
}

const owing = `
  select c.person_id as person, a.email, a.language from address_codes c
  join contact_addresses a on a.tenant = $1 and a.person_id = c.person_id and a.confirmed_at is null
  where c.tenant = $1 and c.owed and c.next_at <= clock_timestamp() and (c.day is distinct from current_date or c.sent < $3)
    and not exists (select from suspensions s where s.tenant = $1 and s.person_id = c.person_id and s.lifted_at is null)
  order by c.next_at limit $2 for update of c skip locked`;

const make = `
  update address_codes c set digest = w.digest, until = clock_timestamp() + interval '24 hours', tries = 0,
    sent = case when c.day = current_date then c.sent else 0 end + 1, day = current_date,
    next_at = clock_timestamp() + make_interval(secs => $3)
  from jsonb_to_recordset($2::jsonb) as w (person uuid, digest text)
  where c.tenant = $1 and c.person_id = w.person`;

const marked = `
  update address_codes set owed = $4, sent = case when $4 then sent - 1 else sent end
  where tenant = $1 and person_id = $2 and digest = $3`;
