/** Whether those who act for institutions hold the roles that come and go with it, and nobody else does. */
import type { Transaction } from '#database';
import { ownRoles } from './acting-effects.js';
import { wrongIn, type Findings } from './told.js';

/**
 * Nobody who acts for an institution is without its roles, and nobody has them who acts for none. What has run out counts
 * as there until it is ended. What was furnished in a demonstration, without a case, is passed over.
 */
export async function ownRoleFindings(
  tx: Transaction,
  acting: readonly { person: string; case_id: string | null; ended: Date | null }[],
): Promise<Findings> {
  const held = await tx.query<{ person: string; role: string; of: string | null; seq: number | null }>(
    `select person_id as person, role, granted_case as of, granted_seq as seq from role_grants
     where tenant = $1 and role = any($2::text[]) and withdrawn_at is null order by granted_at, person_id`,
    [tx.tenant, ownRoles],
  );
  const inForce = acting.filter(({ ended }) => ended === null);
  const acts = new Set(inForce.map(({ person }) => person));
  const has = new Set(held.map(({ person, role }) => `${person} ${role}`));
  const without = inForce.flatMap(({ person, case_id }) =>
    case_id === null
      ? []
      : ownRoles
          .filter((role) => !has.has(`${person} ${role}`))
          .map((role) =>
            wrongIn({ case: case_id, seq: 0 }, `${person} acts for an institution without "${role}"`),
          ),
  );
  const idle = held.flatMap(({ person, role, of, seq }) =>
    of === null || acts.has(person)
      ? []
      : [wrongIn({ case: of, seq: seq! }, `"${role}" of ${person} is held and they act for no institution`)],
  );
  return [...without, ...idle];
}
