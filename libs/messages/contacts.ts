import { z } from 'zod';
import { once, type Caller } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { getActor } from '#identity';
import { Refused } from '#refusals';
import { isConfirmedBy, oweCode } from './codes.js';

/** Where somebody is reached, as they entered it. */
export const contact = z.strictObject({
  email: z.email().max(254).nullable(),
  language: z.enum(['zh-CN', 'en']),
  wantsMail: z.boolean(),
});
export type Contact = z.infer<typeof contact>;

/** With whether letters are known to reach them there: only then any are sent, save one with a code. */
export type ContactEntered = Contact & { confirmed: boolean };

/** Everybody's own address, and nobody else's. */
export class Contacts {
  constructor(private readonly database: Database) {}

  /** What the caller entered; no address, zh-CN and no mail where they entered nothing. */
  async get(caller: Caller): Promise<ContactEntered> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await getActor(tx, caller.person, caller.method);
      return own(tx, caller.person);
    });
  }

  /**
   * Enters it, or with `email: null` erases it all. Another address than before is not confirmed, and one that is not
   * is sent a code each time it is entered.
   */
  async put(
    caller: Caller,
    given: Contact,
    key: string,
  ): Promise<{ answer: ContactEntered; replayed: boolean }> {
    // The address itself is kept in one place alone, so not among the answers.
    const { answer, replayed } = await once(this.database, caller, key, ['contact', given], async (tx) => {
      await getActor(tx, caller.person, caller.method);
      if (given.email === null)
        await tx.query('delete from contact_addresses where tenant = $1 and person_id = $2', [
          tx.tenant,
          caller.person,
        ]);
      else await enter(tx, caller.person, { ...given, email: given.email });
      const { confirmed } = await own(tx, caller.person);
      if (given.email !== null && !confirmed) await oweCode(tx, caller.person);
      return { confirmed };
    });
    return { answer: given.email === null ? nothing : { ...given, ...answer }, replayed };
  }

  /** Confirms the address by the code that was sent there; `code-not-accepted` for any other, or none, or after five. */
  async confirm(caller: Caller, code: string): Promise<ContactEntered> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await getActor(tx, caller.person, caller.method);
      const known = await own(tx, caller.person);
      if (known.confirmed) return known;
      return { ...known, confirmed: await isConfirmedBy(tx, caller.person, code) };
    }).then((found) => {
      // Only now: a wrong one has been counted.
      if (!found.confirmed) throw new Refused('code-not-accepted');
      return found;
    });
  }
}

const nothing: ContactEntered = { email: null, language: 'zh-CN', wantsMail: false, confirmed: false };

async function own(tx: Transaction, person: string): Promise<ContactEntered> {
  const [found] = await tx.named<ContactEntered>(
    'contacts: own',
    `select email, language, wants_mail as "wantsMail", confirmed_at is not null as confirmed
     from contact_addresses where tenant = $1 and person_id = $2`,
    [tx.tenant, person],
  );
  return found ?? nothing;
}

async function enter(tx: Transaction, person: string, of: Contact & { email: string }): Promise<void> {
  await tx.query(
    `insert into contact_addresses as a (tenant, person_id, email, language, wants_mail, changed_at)
     values ($1, $2, $3, $4, $5, clock_timestamp())
     on conflict (tenant, person_id) do update set email = $3, language = $4, wants_mail = $5, changed_at = clock_timestamp(),
       confirmed_at = case when a.email = $3 then a.confirmed_at end`,
    [tx.tenant, person, of.email, of.language, of.wantsMail],
  );
}

/** Gives the people of a demonstration addresses at a domain that nobody has (RFC 2606); who has one keeps it. */
export async function enterDemonstrationAddresses(
  tx: Transaction,
  people: readonly { tenant: number; id: string; subject: string }[],
): Promise<void> {
  await tx.query(
    `insert into contact_addresses (tenant, person_id, email, language, wants_mail, changed_at, confirmed_at)
     select $1, id, subject || '@greenlane.example', 'zh-CN', true, clock_timestamp(), clock_timestamp()
     from jsonb_to_recordset($2::jsonb) as p (id uuid, subject text) on conflict do nothing`,
    [tx.tenant, JSON.stringify(people.filter(({ tenant }) => tenant === tx.tenant))],
  );
}
