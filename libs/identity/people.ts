import { v7 as newId } from 'uuid';
import type { Transaction } from '#database';
import { roles as catalogue } from '#regulations';
import type { RoleName } from '#regulations';
import { tokenRefused } from './token-refused.js';

/** Who acts, as the database knows them now. */
export interface Actor {
  /** The jurisdiction's two-digit code as a number. */
  tenant: number;
  /** UUID. */
  person: string;
  name: string;
  /** Roles held at this moment, sorted; only those of the catalogue that a person can hold. */
  roles: string[];
  /** Ids of the institutions for which the person may act at this moment, sorted. */
  actsFor: string[];
  /** Id of the institution that employs the person, if it is registered here. */
  employer: string | null;
  /** How the person signed in; `none` where somebody was looked up who did not sign in. */
  method: string;
}

/** Whose account it is. */
export interface Account {
  tenant: number;
  person: string;
}

type Named = Pick<Transaction, 'named'>;

/** The account of a token's subject. Accounts stand outside the tenants, so any transaction will do. */
export async function findAccount(tx: Named, issuer: string, subject: string): Promise<Account | undefined> {
  const found = await tx.named<Account>(
    'identity: find account',
    'select tenant, person_id as person from accounts where issuer = $1 and subject = $2',
    [issuer, subject],
  );
  return found[0];
}

/**
 * The people of these ids with the roles they hold now, in one statement; who is not in this jurisdiction is not in
 * the map. Ids that are no UUIDs name nobody.
 */
export async function loadActors(tx: Transaction, personIds: readonly string[]): Promise<Map<string, Actor>> {
  const ids = personIds.filter((id) => isUuid.test(id));
  if (ids.length === 0) return new Map();
  const found = await tx.named<Omit<Actor, 'tenant' | 'method'>>(
    'identity: load actors',
    `select id as person, name, employer_id as employer,
            array(select role from role_grants g
                   where g.tenant = p.tenant and g.person_id = p.id and g.withdrawn_at is null
                   order by role) as roles,
            array(select institution_id::text from acting_for a
                   where a.tenant = p.tenant and a.person_id = p.id and a.withdrawn_at is null
                   order by 1) as "actsFor"
       from people p
      where tenant = $1 and id = any ($2::uuid[])`,
    [tx.tenant, ids],
  );
  return new Map(
    found.map((row) => [
      row.person,
      { ...row, tenant: tx.tenant, roles: row.roles.filter(isGrantable), method: 'none' },
    ]),
  );
}

/** The person who signed in, with the roles of this moment. Refuses with `token-refused` whom this jurisdiction lacks. */
export async function getActor(tx: Transaction, person: string, method: string): Promise<Actor> {
  const actor = (await loadActors(tx, [person])).get(person);
  if (!actor) throw tokenRefused('noAccount');
  return { ...actor, method };
}

/** Enters a person and answers the id. The employer must be a registered institution of this jurisdiction. */
export async function createPerson(
  tx: Transaction,
  { id = newId(), name, employer = null }: { id?: string; name: string; employer?: string | null },
): Promise<string> {
  await tx.query('insert into people (tenant, id, name, employer_id) values ($1, $2, $3, $4)', [
    tx.tenant,
    id,
    name,
    employer,
  ]);
  return id;
}

/** Ties a subject of an issuer to a person, for good: an account is never moved to another. False if it exists. */
export async function openAccount(
  tx: Transaction,
  { issuer, subject, person }: { issuer: string; subject: string; person: string },
): Promise<boolean> {
  const made = await tx.query(
    `insert into accounts (issuer, subject, tenant, person_id) values ($1, $2, $3, $4)
     on conflict (issuer, subject) do nothing returning subject`,
    [issuer, subject, tx.tenant, person],
  );
  return made.length === 1;
}

/**
 * Gives a role from now on, office time. False if it is held already.
 * @throws RangeError for a role that is not in the catalogue, and for that of the clock, which no person holds.
 */
export async function grant(tx: Transaction, person: string, role: RoleName): Promise<boolean> {
  if (!isGrantable(role)) throw new RangeError(`"${role}" is not a role that a person can hold.`);
  const made = await tx.query(
    `insert into role_grants (tenant, person_id, role, granted_at) values ($1, $2, $3, office_now())
     on conflict (tenant, person_id, role) where withdrawn_at is null do nothing returning role`,
    [tx.tenant, person, role],
  );
  return made.length === 1;
}

/** Takes a role away from now on, office time; the next lookup is without it. False if it was not held. */
export async function withdraw(tx: Transaction, person: string, role: RoleName): Promise<boolean> {
  const ended = await tx.query(
    `update role_grants set withdrawn_at = office_now()
      where tenant = $1 and person_id = $2 and role = $3 and withdrawn_at is null returning role`,
    [tx.tenant, person, role],
  );
  return ended.length === 1;
}

/** Lets a person act for an institution from now on, office time. False if it is so already. */
export async function actFor(tx: Transaction, person: string, institution: string): Promise<boolean> {
  const made = await tx.query(
    `insert into acting_for (tenant, person_id, institution_id, since) values ($1, $2, $3, office_now())
     on conflict (tenant, person_id, institution_id) where withdrawn_at is null do nothing returning person_id`,
    [tx.tenant, person, institution],
  );
  return made.length === 1;
}

/** Ends it from now on, office time. False if it was not so. */
export async function stopActingFor(tx: Transaction, person: string, institution: string): Promise<boolean> {
  const ended = await tx.query(
    `update acting_for set withdrawn_at = office_now()
      where tenant = $1 and person_id = $2 and institution_id = $3 and withdrawn_at is null returning person_id`,
    [tx.tenant, person, institution],
  );
  return ended.length === 1;
}

const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A role of the catalogue that a person can hold; a row of the clock's role would be a hand in the database. */
function isGrantable(role: string): boolean {
  return Object.hasOwn(catalogue, role) && catalogue[role as RoleName].duty !== 'clock';
}
