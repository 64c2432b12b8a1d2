/** How a new office gets its first two administrators of roles: beside the engine, by who owns the database, once. */
import { inTransaction, type Database } from '#database';
import { createPerson, findAccount, openAccount } from '#identity';
import { administersRoles, roles, type RoleName } from '#regulations';

/** A person with the account by which they will sign in. */
export interface Appointed {
  name: string;
  issuer: string;
  subject: string;
}

export type Appointment =
  /** Ids of the two, in their order, and whether the authority is an institution of its register, as cases need. */
  | { done: true; people: string[]; authorityEntered: boolean }
  | {
      done: false;
      why: 'unknownJurisdiction' | 'administered' | 'otherJurisdiction' | 'onePerson' | 'holdsAnotherRole';
    };

const administration = (Object.keys(roles) as RoleName[]).find(administersRoles)!;

/**
 * Makes two people the first administrators of roles. Refuses where the jurisdiction has one already, where an account
 * belongs to another jurisdiction or both to one person, and where a person holds another role. All or nothing. The
 * grants name no case: that, and their instant, is how they are told from every later one.
 */
export async function appoint(
  owner: Database,
  tenant: number,
  people: readonly [Appointed, Appointed],
): Promise<Appointment> {
  return inTransaction(owner, tenant, async (tx): Promise<Appointment> => {
    // Two who appoint at once wait for each other.
    const [office] = await tx.query<{ authority_id: string | null }>(
      'select authority_id from jurisdictions where tenant = $1 for update',
      [tenant],
    );
    if (office === undefined) return { done: false, why: 'unknownJurisdiction' };
    const administrators = await tx.query(
      `select from role_grants where tenant = $1 and duty = 'administration' and withdrawn_at is null limit 1`,
      [tenant],
    );
    if (administrators.length > 0) return { done: false, why: 'administered' };
    const ids: string[] = [];
    for (const { name, issuer, subject } of people) {
      const known = await findAccount(tx, issuer, subject);
      if (known !== undefined && known.tenant !== tenant) throw new Refusal('otherJurisdiction');
      const person = known?.person ?? (await createPerson(tx, { name }));
      if (known === undefined) await openAccount(tx, { issuer, subject, person });
      if (ids.includes(person)) throw new Refusal('onePerson');
      const held = await tx.query(
        'select from role_grants where tenant = $1 and person_id = $2 and withdrawn_at is null limit 1',
        [tenant, person],
      );
      if (held.length > 0) throw new Refusal('holdsAnotherRole');
      await tx.query(
        `insert into role_grants (tenant, person_id, role, duty, granted_at) values ($1, $2, $3, $4, office_now())`,
        [tenant, person, administration, roles[administration].duty],
      );
      ids.push(person);
    }
    return { done: true, people: ids, authorityEntered: office.authority_id !== null };
  }).catch((error: unknown): Appointment => {
    if (error instanceof Refusal) return { done: false, why: error.why };
    throw error;
  });
}

/** Takes back what the transaction has done so far. */
class Refusal extends Error {
  constructor(readonly why: (Appointment & { done: false })['why']) {
    super(why);
  }
}
