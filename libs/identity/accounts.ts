import { v7 as newId } from 'uuid';
import { type Database, inTransaction, withoutTenant } from '#database';
import { Refused } from '#refusals';
import { createPerson, findAccount, openAccount } from './people.js';

/** Who a person is here: an account without any role may do nothing but ask for more. */
export interface OwnAccount {
  tenant: number;
  person: string;
  name: string;
}

/**
 * Opens an account for whoever signed in and has none: a person without any role, tied for good to the issuer and the
 * subject, which come from the sign-in and never from what was sent. Whoever has one already is answered with that, and
 * nothing is changed. Throws `evidence-does-not-fit` for a jurisdiction that is not served here.
 */
export async function openOwnAccount(
  database: Database,
  { issuer, subject }: { issuer: string; subject: string },
  asked: { tenant: number; name: string },
): Promise<{ account: OwnAccount; opened: boolean }> {
  const existing = async (): Promise<OwnAccount | undefined> => {
    const known = await withoutTenant(database, (tx) => findAccount(tx, issuer, subject));
    if (known === undefined) return undefined;
    const [person] = await inTransaction(database, known.tenant, (tx) =>
      tx.query<{ name: string }>('select name from people where tenant = $1 and id = $2', [
        known.tenant,
        known.person,
      ]),
    );
    return { ...known, name: person?.name ?? '' };
  };
  const known = await existing();
  if (known !== undefined) return { account: known, opened: false };
  const person = newId();
  const opened = await inTransaction(database, asked.tenant, async (tx) => {
    const served = await tx.query('select tenant from jurisdictions where tenant = $1', [tx.tenant]);
    if (served.length === 0) throw new Refused('evidence-does-not-fit', { errors: [notServed] });
    // Of two that ask at once, the second waits here and finds the first one's.
    if (!(await openAccount(tx, { issuer, subject, person }))) return false;
    await createPerson(tx, { id: person, name: asked.name });
    return true;
  });
  if (opened) return { account: { ...asked, person }, opened };
  return { account: (await existing())!, opened };
}

const notServed = {
  pointer: '/jurisdiction',
  message: { 'zh-CN': '本系统不服务该审批机关。', en: 'This authority is not served here.' },
};
