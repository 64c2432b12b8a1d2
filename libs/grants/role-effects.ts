/** Roles are granted and withdrawn by events, each row naming its own and dated as it is. */
import { JudgedTooEarly, type Effected, type EffectHandler } from '#casework';
import type { Transaction } from '#database';
import { administersRoles, roles as catalogue, type RoleName } from '#regulations';
import { judgedAgainIfRefused } from './role-clashes.js';
import { oneAtATime, requireNotSuspendedMeanwhile, requireTwoAdministrators } from './suspension-effects.js';

interface RoleChange {
  person: string;
  role: RoleName;
  fields: string[];
  mayLead: boolean;
  qualifiedUntil: string | null;
}

const changeIn = ({ context }: Effected): RoleChange => context as unknown as RoleChange;

/**
 * Grants the role; for one that assesses, its fields take the place of those before. Nobody is made an administrator of
 * roles who is suspended: they wait for a suspension under way.
 */
export const grantRole: EffectHandler = async (tx, effects) => {
  for (const effected of effects) {
    const { person, role, fields, mayLead, qualifiedUntil } = changeIn(effected);
    if (administersRoles(role)) {
      await oneAtATime(tx);
      await requireNotSuspendedMeanwhile(tx, person);
    }
    const granted = await insertGrant(tx, effected, person, role);
    if (!granted && fields.length === 0) throw new JudgedTooEarly(`${role} is held already`);
    if (fields.length === 0) continue;
    await tx.query(
      'delete from assessor_fields where tenant = $1 and person_id = $2 and field <> all($3::text[])',
      [tx.tenant, person, fields],
    );
    await tx.query(
      `insert into assessor_fields (tenant, person_id, field, may_lead, until_day)
       select $1, $2, field, $4, $5 from unnest($3::text[]) as field
       on conflict (tenant, person_id, field) do update
         set may_lead = excluded.may_lead, until_day = excluded.until_day`,
      [tx.tenant, person, fields, mayLead, qualifiedUntil],
    );
  }
};

/**
 * Withdraws the role; with the last that assesses go the fields. Two administrators remain, and whether an office can do
 * without somebody is judged for one withdrawal at a time: where two come together each is judged again, alone.
 */
export const withdrawRole: EffectHandler = async (tx, effects) => {
  if (effects.length > 1) throw new JudgedTooEarly('another role is withdrawn at the same moment');
  await oneAtATime(tx);
  for (const effected of effects) {
    const { person, role } = changeIn(effected);
    const ended = await endGrants(tx, effected, person, [role]);
    if (ended === 0) throw new JudgedTooEarly(`${role} is not held`);
    if (administersRoles(role)) await requireTwoAdministrators(tx);
    await tx.query(
      `delete from assessor_fields where tenant = $1 and person_id = $2 and not exists (
         select from role_grants where tenant = $1 and person_id = $2 and duty = 'assessment' and withdrawn_at is null)`,
      [tx.tenant, person],
    );
  }
};

/** Enters a grant that rests on an event. False where the role is held already. */
export async function insertGrant(
  tx: Transaction,
  { event }: Pick<Effected, 'event'>,
  person: string,
  role: RoleName,
): Promise<boolean> {
  const made = await judgedAgainIfRefused(
    tx.query(
      `insert into role_grants (tenant, person_id, role, duty, granted_at, granted_case, granted_seq)
       values ($1, $2, $3, $4, $7, $5, $6)
       on conflict (tenant, person_id, role) where withdrawn_at is null do nothing returning role`,
      [tx.tenant, person, role, catalogue[role].duty, event.case, event.seq, event.at],
    ),
  );
  return made.length === 1;
}

/** Ends grants by an event. Answers how many there were. */
export async function endGrants(
  tx: Transaction,
  { event }: Pick<Effected, 'event'>,
  person: string,
  names: readonly string[],
): Promise<number> {
  const ended = await judgedAgainIfRefused(
    tx.query(
      `update role_grants set withdrawn_at = $6, withdrawn_case = $4, withdrawn_seq = $5
       where tenant = $1 and person_id = $2 and role = any($3::text[]) and withdrawn_at is null returning role`,
      [tx.tenant, person, names, event.case, event.seq, event.at],
    ),
  );
  return ended.length;
}
