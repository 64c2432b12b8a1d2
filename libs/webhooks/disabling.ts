import type { Transaction } from '#database';
import { loadActors } from '#identity';
import { vouchesFor } from './authority.js';

/** Why nothing is sent to a webhook. */
export const disabledReasons = ['paused', 'failing', 'gone', 'authorityEnded'] as const;
export type DisabledReason = (typeof disabledReasons)[number];
/** Those for which nobody asked. */
export type OwnReason = Exclude<DisabledReason, 'paused'>;

/** A webhook that was disabled by itself, and who should hear of it. */
export interface Disabled {
  webhook: string;
  name: string;
  reason: OwnReason;
  /** Its owner; where they may not answer for it any more, everybody who may enable it again. */
  people: string[];
}

/** Tells of a webhook that was disabled, in the transaction that disables it: once, or not at all. */
export type WhenDisabled = (tx: Transaction, disabled: Disabled) => Promise<void>;

/** Disables a webhook from now on, real time, and tells of it; one that is disabled stays so for the reason it has. */
export async function disable(
  tx: Transaction,
  id: string,
  { reason, now, tell }: { reason: OwnReason; now: number; tell: WhenDisabled | undefined },
): Promise<void> {
  const [row] = await tx.query<{ name: string; person: string; institution: string | null }>(
    `update webhooks set disabled_at = $3, disabled_reason = $4 where tenant = $1 and id = $2 and disabled_at is null
     returning name, person_id as person, institution_id as institution`,
    [tx.tenant, id, new Date(now), reason],
  );
  if (row === undefined || tell === undefined) return;
  const { name, person, institution } = row;
  const others = await tx.query<{ person: string }>(
    `select person_id as person from acting_for where tenant = $1 and institution_id = $2 and withdrawn_at is null
     union
     select person_id from role_grants where tenant = $1 and $2::uuid is null and withdrawn_at is null`,
    [tx.tenant, institution],
  );
  const actors = await loadActors(tx, [person, ...others.map((other) => other.person)]);
  const able = [...actors.values()].filter((actor) => vouchesFor(actor, { institution }));
  const people = able.map((actor) => actor.person);
  await tell(tx, {
    ...{ webhook: id, name, reason },
    people: people.includes(person) ? [person] : people,
  });
}
