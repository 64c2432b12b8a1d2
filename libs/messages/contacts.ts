import { z } from 'zod';
import { once, type Caller } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { getActor } from '#identity';

/** Where somebody is reached, as they entered it. */
export const contact = z.strictObject({
  email: z.email().max(254).nullable(),
  language: z.enum(['zh-CN', 'en']),
  wantsMail: z.boolean(),
});
export type Contact = z.infer<typeof contact>;

/** Everybody's own address, and nobody else's. */
export class Contacts {
  constructor(private readonly database: Database) {}

  /** What the caller entered; no address, zh-CN and no mail where they entered nothing. */
  async get(caller: Caller): Promise<Contact> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await getActor(tx, caller.person, caller.method);
      const [found] = await tx.named<Contact>(
        'contacts: own',
        `select email, language, wants_mail as "wantsMail" from contact_addresses where tenant = $1 and person_id = $2`,
        [tx.tenant, caller.person],
      );
      return found ?? { email: null, language: 'zh-CN', wantsMail: false };
    });
  }

  /** Enters it, or with `email: null` erases it all. */
  async put(caller: Caller, given: Contact, key: string): Promise<{ answer: Contact; replayed: boolean }> {
    // The address itself is kept in one place alone, so not among the answers.
    const { replayed } = await once(this.database, caller, key, ['contact', given], async (tx) => {
      await getActor(tx, caller.person, caller.method);
      if (given.email === null)
        await tx.query('delete from contact_addresses where tenant = $1 and person_id = $2', [
          tx.tenant,
          caller.person,
        ]);
      else await enter(tx, caller.person, { ...given, email: given.email });
      return {};
    });
    return { answer: given.email === null ? nothing : given, replayed };
  }
}

const nothing: Contact = { email: null, language: 'zh-CN', wantsMail: false };

async function enter(tx: Transaction, person: string, of: Contact & { email: string }): Promise<void> {
  await tx.query(
    `insert into contact_addresses (tenant, person_id, email, language, wants_mail, changed_at)
     values ($1, $2, $3, $4, $5, clock_timestamp())
     on conflict (tenant, person_id) do update set email = $3, language = $4, wants_mail = $5, changed_at = clock_timestamp()`,
    [tx.tenant, person, of.email, of.language, of.wantsMail],
  );
}

/** Gives the people of a demonstration addresses at a domain that nobody has (RFC 2606); who has one keeps it. */
export async function enterDemonstrationAddresses(
  tx: Transaction,
  people: readonly { tenant: number; id: string; subject: string }[],
): Promise<void> {
  await tx.query(
    `insert into contact_addresses (tenant, person_id, email, language, wants_mail, changed_at)
     select $1, id, subject || '@greenlane.example', 'zh-CN', true, clock_timestamp()
     from jsonb_to_recordset($2::jsonb) as p (id uuid, subject text) on conflict do nothing`,
    [tx.tenant, JSON.stringify(people.filter(({ tenant }) => tenant === tx.tenant))],
  );
}
