/** Keeping people out and letting them in again: a row for each case, and the end of every session and API key. */
import { JudgedTooEarly, type EffectHandler } from '#casework';
import type { Transaction } from '#database';
import { endSessionsOf, isSuspended, revokeKeysOf } from '#identity';

/** Fewer than two could neither grant a role nor let anybody in again. */
const administratorsNeeded = 2;

/** Who administers roles and is not suspended. */
export async function activeAdministrators(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ person: string }>(
    `select distinct g.person_id as person from role_grants g
     where g.tenant = $1 and g.duty = 'administration' and g.withdrawn_at is null and not exists (
       select from suspensions s where s.tenant = g.tenant and s.person_id = g.person_id and s.lifted_at is null)`,
    [tx.tenant],
  );
  return rows.map(({ person }) => person);
}

/**
 * Whatever takes an administrator away, by withdrawing the role or suspending the person, is judged for one case at a
 * time. Those of one office wait here for each other, until the end of the transaction.
 */
export async function oneAtATime(tx: Transaction): Promise<void> {
  await tx.query('select from jurisdictions where tenant = $1 for update', [tx.tenant]);
}

/** Throws where another transaction has taken one of the last two away meanwhile. */
export async function requireTwoAdministrators(tx: Transaction): Promise<void> {
  if ((await activeAdministrators(tx)).length < administratorsNeeded)
    throw new JudgedTooEarly('another administrator has gone meanwhile');
}

/** Throws where one of the administrators who are to be was suspended by one alone meanwhile. */
export async function requireNotSuspendedMeanwhile(tx: Transaction, person: string): Promise<void> {
  if (await isSuspended(tx, person)) throw new JudgedTooEarly('the person was suspended meanwhile');
}

/**
 * Keeps people out from the next request on, ends their sessions and revokes their keys, in the same transaction. Whoever
 * was made an administrator of roles meanwhile is not kept out by one alone.
 */
export const suspendPerson: EffectHandler = async (tx, effects) => {
  await oneAtATime(tx);
  const before = await activeAdministrators(tx);
  for (const { event, context } of effects) {
    const person = context['person'] as string;
    if (context['byTwo'] !== true && before.includes(person))
      throw new JudgedTooEarly('the person administers roles meanwhile');
    const made = await tx.query(
      `insert into suspensions (tenant, case_id, person_id, since) values ($1, $2, $3, $4)
       on conflict (tenant, person_id) where lifted_at is null do nothing returning case_id`,
      [tx.tenant, event.case, person, event.at],
    );
    if (made.length === 0) throw new JudgedTooEarly('the person is suspended already');
    await shutOut(tx, person);
  }
  if ((await activeAdministrators(tx)).length < before.length) await requireTwoAdministrators(tx);
};

/**
 * Lets people in again. Whoever signed in while they were kept out begins anew, so that nobody gets in by waiting; access
 * tokens of before are refused by the instant that the database keeps (`letInAt`).
 */
export const reinstatePerson: EffectHandler = async (tx, effects) => {
  for (const { event, context } of effects) {
    const person = context['person'] as string;
    const lifted = await tx.query(
      `update suspensions set lifted_at = $4, lifted_case = $3
       where tenant = $1 and person_id = $2 and lifted_at is null returning case_id`,
      [tx.tenant, person, event.case, event.at],
    );
    if (lifted.length === 0) throw new JudgedTooEarly('the person was let in again meanwhile');
    await shutOut(tx, person);
  }
};

async function shutOut(tx: Transaction, person: string): Promise<void> {
  await endSessionsOf(tx, person);
  await revokeKeysOf(tx, person);
}
