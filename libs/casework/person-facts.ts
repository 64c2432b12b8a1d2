import type { Transaction } from '#database';
import { loadActors } from '#identity';
import type { Facts } from '#process';

/** What a step may know of a person it names: the roles held now and the employer; the name never. */
export async function personFacts(
  tx: Transaction,
  wanted: readonly { id: string }[],
): Promise<(Facts | null)[]> {
  const actors = await loadActors(tx, [...new Set(wanted.map(({ id }) => id))]);
  return wanted.map(({ id }) => {
    const actor = actors.get(id);
    return actor === undefined ? null : { roles: [...actor.roles].sort(), employer: actor.employer };
  });
}
