import { v7 as newId } from 'uuid';
import type { Transaction } from '#database';
import type { Role } from '#process';
import { Refused } from '#refusals';
import { roles as catalogue } from '#regulations';
import type { RoleName } from '#regulations';
import { tokenRefused } from './token-refused.js';

/** How far a person may act for an institution. */
export interface ActingFor {
  /** UUID. */
  institution: string;
  capacity: 'legalRepresentative' | 'agent';
  /** Names of the only steps for which it holds, or null for all. */
  steps: string[] | null;
}

/** Who acts, as the database knows them now. */
export interface Actor {
  /** The jurisdiction's two-digit code as a number. */
  tenant: number;
  /** UUID. */
  person: string;
  name: string;
  /** Roles granted and held at this moment, sorted; only those of the catalogue that can be granted. */
  roles: string[];
  /** Ids of the institutions for which the person may act at this moment, sorted. */
  actsFor: string[];
  /** The same, with how far it goes. */
  acting: ActingFor[];
  /** Ids of those who are away today and for whom the person stands in, sorted. */
  covers: string[];
  /** Id of the institution that employs the person, if it is registered here. */
  employer: string | null;
  /** Kept out of everything for now: then holds no role and acts and stands in for nobody. */
  suspended: boolean;
  /** Where an API key acts: for this institution and no other, and in no role but those that act for one. */
  onlyFor?: string;
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
 * the map. Ids that are no UUIDs name nobody. Whoever is suspended holds nothing here: whatever asks for people asks
 * this, and so counts them as nobody.
 */
export async function loadActors(tx: Transaction, personIds: readonly string[]): Promise<Map<string, Actor>> {
  const people = await loadGranted(tx, personIds);
  return new Map(
    [...people].map(([id, actor]) => [
      id,
      actor.suspended ? { ...actor, roles: [], actsFor: [], acting: [], covers: [] } : actor,
    ]),
  );
}

/** As `loadActors`, with what was granted to those who are suspended as well: for whoever changes it, and nobody else. */
export async function loadGranted(
  tx: Transaction,
  personIds: readonly string[],
): Promise<Map<string, Actor>> {
  const ids = personIds.filter((id) => isUuid.test(id));
  if (ids.length === 0) return new Map();
  const found = await tx.named<Omit<Actor, 'tenant' | 'method' | 'actsFor'>>(
    'identity: load actors',
    `select id as person, name, employer_id as employer,
            array(select role from role_grants g
                   where g.tenant = p.tenant and g.person_id = p.id and g.withdrawn_at is null
                   order by role) as roles,
            coalesce((select json_agg(json_build_object(
                        'institution', institution_id, 'capacity', capacity, 'steps', steps) order by institution_id)
                        from acting_for a
                       where a.tenant = p.tenant and a.person_id = p.id and a.withdrawn_at is null
                         and (a.until is null or a.until >= day.today)), '[]') as acting,
            array(select absent_id::text from covers c
                   where c.tenant = p.tenant and c.cover_id = p.id and c.ended_at is null
                     and day.today between c.from_day and c.until_day
                   order by 1) as covers,
            exists (select from suspensions s
                     where s.tenant = p.tenant and s.person_id = p.id and s.lifted_at is null) as suspended
       from people p,
            (select (office_now() at time zone zone)::date as today from jurisdictions where tenant = $1) as day
      where tenant = $1 and id = any ($2::uuid[])`,
    [tx.tenant, ids],
  );
  return new Map(
    found.map((row) => [
      row.person,
      {
        ...row,
        tenant: tx.tenant,
        roles: row.roles.filter(isGrantable),
        actsFor: row.acting.map(({ institution }) => institution),
        method: 'none',
      },
    ]),
  );
}

/** A person of this jurisdiction with the roles of this moment. */
export async function findActor(tx: Transaction, person: string, method: string): Promise<Actor | undefined> {
  const actor = (await loadActors(tx, [person])).get(person);
  return actor && { ...actor, method };
}

/**
 * The person who signed in, with the roles of this moment; where an API key acts `onlyFor` an institution, narrowed to
 * that. Refuses with `token-refused` whom this jurisdiction lacks, and with `account-suspended` who is kept out.
 */
export async function getActor(
  tx: Transaction,
  person: string,
  method: string,
  onlyFor: string | null = null,
): Promise<Actor> {
  const actor = await findActor(tx, person, method);
  if (!actor) throw tokenRefused('noAccount');
  requireNotSuspended(actor);
  return narrowed(actor, onlyFor);
}

/** Throws `account-suspended`: told only to whoever has shown who they are, and never why, since when or by whom. */
export function requireNotSuspended({ suspended }: Pick<Actor, 'suspended'>): void {
  if (suspended) throw new Refused('account-suspended');
}

/** How a person stands to being kept out. */
export interface KeptOut {
  /** At this moment. */
  suspended: boolean;
  /** Real time at which they were last let in again, milliseconds since 1970; null where they never were. */
  letInAt: number | null;
}

/** Whether the person is kept out at this moment, and when they last were let in again. */
export async function keptOut(tx: Transaction, person: string): Promise<KeptOut> {
  const [found] = await tx.named<{ suspended: boolean; letInAt: Date | null }>(
    'identity: kept out',
    `select coalesce(bool_or(lifted_at is null), false) as suspended, max(let_in_at) as "letInAt"
       from suspensions where tenant = $1 and person_id = $2`,
    [tx.tenant, person],
  );
  return { suspended: found!.suspended, letInAt: found!.letInAt?.getTime() ?? null };
}

/** Whether the person is kept out at this moment. */
export const isSuspended = async (tx: Transaction, person: string): Promise<boolean> =>
  (await keptOut(tx, person)).suspended;

/**
 * A person as an API key may act for them: for one institution, and in no part of theirs that goes beyond it. Where no
 * key narrows them, the person as they are.
 */
export function narrowed(actor: Actor, onlyFor: string | null | undefined): Actor {
  if (onlyFor == null) return actor;
  const acting = actor.acting.filter(({ institution }) => institution === onlyFor);
  // What another catalogue calls its roles is left to it: whoever asks what they reach asks `onlyFor` too.
  const roles = actor.roles.filter((role) => (reachOf(role) ?? 'own') === 'own');
  return {
    ...actor,
    roles,
    acting,
    actsFor: acting.map(({ institution }) => institution),
    covers: [],
    onlyFor,
  };
}

const reachOf = (role: string): Role['reach'] | undefined =>
  Object.hasOwn(catalogue, role) ? catalogue[role as RoleName].reach : undefined;

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
    `insert into role_grants (tenant, person_id, role, duty, granted_at) values ($1, $2, $3, $4, office_now())
     on conflict (tenant, person_id, role) where withdrawn_at is null do nothing returning role`,
    [tx.tenant, person, role, catalogue[role].duty],
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

/** A role of the catalogue that can be granted; a row of one that comes of itself would be a hand in the database. */
function isGrantable(role: string): boolean {
  if (!Object.hasOwn(catalogue, role)) return false;
  const known: Role = catalogue[role as RoleName];
  return known.duty !== 'clock' && known.duty !== 'consequence' && known.heldByAll !== true;
}
