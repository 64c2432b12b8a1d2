import { type Database, type Transaction, withoutTenant } from '#database';
import { roles } from '#regulations';
import {
  demonstrationPeople,
  demonstrationSystem,
  type DemonstrationPerson,
} from './demonstration-people.js';
import { demonstrationIssuer } from './tokens.js';

/** Throws where the database is not a demonstration's; it was marked as one when it was made, or it never will be. */
export async function requireDemonstration(database: Database): Promise<void> {
  await withoutTenant(database, requireDemonstrationIn);
}

/**
 * Enters those of the people who are of the transaction's jurisdiction, their accounts and what they may do; their
 * institutions must be registered. Whoever is there already is left as they are, a withdrawn role stays withdrawn.
 * Answers how many are new.
 */
export async function seedDemonstration(
  tx: Transaction,
  people: readonly DemonstrationPerson[] = demonstrationPeople,
): Promise<number> {
  await requireDemonstrationIn(tx);
  const rows = JSON.stringify(people.filter(({ tenant }) => tenant === tx.tenant));
  const added = await tx.query<{ id: string }>(
    `insert into people (tenant, id, name, employer_id)
     select $1, id, name, employer from jsonb_to_recordset($2::jsonb) as p (id uuid, name text, employer uuid)
     on conflict do nothing returning id`,
    [tx.tenant, rows],
  );
  const fresh = added.map(({ id: added }) => added);
  const values = [tx.tenant, rows, fresh];
  await tx.query(
    `insert into accounts (issuer, subject, tenant, person_id)
     select $4, subject, $1, id from jsonb_to_recordset($2::jsonb) as p (id uuid, subject text)
      where id = any ($3::uuid[])`,
    [...values, demonstrationIssuer],
  );
  await tx.query(
    `insert into role_grants (tenant, person_id, role, duty, granted_at)
     select $1, id, role, $4::jsonb ->> role, office_now()
       from jsonb_to_recordset($2::jsonb) as p (id uuid, roles jsonb), jsonb_array_elements_text(roles) as role
      where id = any ($3::uuid[])`,
    [...values, JSON.stringify(dutyOfRole)],
  );
  await tx.query(
    `insert into acting_for (tenant, person_id, institution_id, since, capacity)
     select $1, id, institution::uuid, office_now(), capacity
       from jsonb_to_recordset($2::jsonb) as p (id uuid, "actsFor" jsonb, capacity text),
            jsonb_array_elements_text("actsFor") as institution
      where id = any ($3::uuid[])`,
    values,
  );
  await tx.query(
    `insert into assessor_fields (tenant, person_id, field, may_lead)
     select $1, id, field, "mayLead"
       from jsonb_to_recordset($2::jsonb) as p (id uuid, fields jsonb, "mayLead" boolean),
            jsonb_array_elements_text(fields) as field
      where id = any ($3::uuid[])`,
    values,
  );
  await tx.query(
    `insert into accounts (issuer, subject, tenant, person_id)
     select $2, $3, $1, $4 where $4::uuid = any ($5::uuid[])`,
    [tx.tenant, demonstrationIssuer, demonstrationSystem.subject, demonstrationSystem.person, fresh],
  );
  return fresh.length;
}

const dutyOfRole = Object.fromEntries(Object.entries(roles).map(([name, { duty }]) => [name, duty]));

async function requireDemonstrationIn(tx: Pick<Transaction, 'query'>): Promise<void> {
  const [clock] = await tx.query<{ demonstration: boolean }>('select demonstration from office_clock');
  if (!clock?.demonstration)
    throw new Error(
      'This database is not a demonstration: demonstration people, keys and tokens are not for it.',
    );
}
