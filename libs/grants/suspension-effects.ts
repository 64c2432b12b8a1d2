/** Keeping people out and letting them in again: a row for each case, and the end of every session. */
import { JudgedTooEarly, type EffectHandler } from '#casework';
import type { Transaction } from '#database';
import { endSessionsOf } from '#identity';

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

/** Keeps people out from the next request on and ends their sessions, in the same transaction. */
export const suspendPerson: EffectHandler = async (tx, effects) => {
  await oneAtATime(tx);
  const before = (await activeAdministrators(tx)).length;
  for (const { event, context } of effects) {
    const person = context['person'] as string;
    const made = await tx.query(
      `insert into suspensions (tenant, case_id, person_id, since) values ($1, $2, $3, $4)
       on conflict (tenant, person_id) where lifted_at is null do nothing returning case_id`,
      [tx.tenant, event.case, person, event.at],
    );
    if (made.length === 0) throw new JudgedTooEarly('the person is suspended already');
    await endSessionsOf(tx, person);
  }
  if ((await activeAdministrators(tx)).length < before) await requireTwoAdministrators(tx);
};

/** Lets people in again. Whoever signed in while they were kept out begins anew, so that nobody gets in by waiting. */
export const reinstatePerson: EffectHandler = async (tx, effects) => {
  for (const { event } of effects) {
    const [lifted] = await tx.query<{ person: string }>(
      `update suspensions set lifted_at = $3
       where tenant = $1 and case_id = $2 and lifted_at is null returning person_id as person`,
      [tx.tenant, event.case, event.at],
    );
    if (lifted !== undefined) await endSessionsOf(tx, lifted.person);
  }
};
