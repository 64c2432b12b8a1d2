/** Reading who holds which role and who acts for whom, with the case by which it came about. */
import type { Caller } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { getActor, hasDuty, requireDuty } from '#identity';
import type { Words } from '#process';
import { Refused } from '#refusals';
import { isGrantable, roles as catalogue, type RoleName } from '#regulations';

/** A role of a person, held or withdrawn. */
export interface RoleHeld {
  person: string;
  name: string;
  role: string;
  words: Words;
  duty: string;
  /** Office time, RFC 3339 UTC. */
  since: string;
  /** The case that granted it; null where it was entered when the office was set up. */
  case: string | null;
  withdrawnAt: string | null;
  withdrawnCase: string | null;
  /** Whether the person is kept out for now, whatever they hold. */
  suspended: boolean;
  /** For roles that assess: field codes, whether as leader, last legal day. */
  fields: { field: string; mayLead: boolean; until: string | null }[];
}

/** Somebody who acts or acted for an institution. */
export interface Representative {
  person: string;
  name: string;
  capacity: 'legalRepresentative' | 'agent';
  /** The only steps; null for all. */
  steps: string[] | null;
  /** Last legal day; null without end. */
  until: string | null;
  since: string;
  case: string | null;
  withdrawnAt: string | null;
}

/** Names a place in the list of roles: person, role and the instant in microseconds. */
export const grantKey = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[A-Za-z]{1,63}\/\d{1,18}$/;

interface GrantRow {
  person: string;
  name: string;
  role: string;
  since: Date;
  at: string;
  granted_case: string | null;
  withdrawn_at: Date | null;
  withdrawn_case: string | null;
  suspended: boolean;
  fields: RoleHeld['fields'] | null;
}

export class Grants {
  constructor(private readonly database: Database) {}

  /**
   * The authority's own roles, by person; with `person` that person's alone, those withdrawn included. For those who
   * administer roles and those who oversee; `role-needed` for others.
   */
  async held(
    caller: Caller,
    { person, role, limit = 20, after }: { person?: string; role?: string; limit?: number; after?: string },
  ): Promise<(RoleHeld & { key: string })[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      requireDuty(await getActor(tx, caller.person, caller.method), ['administration', 'oversight']);
      const [afterPerson, afterRole, afterAt] = after?.split('/') ?? [];
      const rows = await tx.query<GrantRow>(
        `select g.person_id as person, p.name, g.role, g.granted_at as since, g.granted_case, g.withdrawn_at,
                g.withdrawn_case, exists (
                  select from suspensions s
                  where s.tenant = g.tenant and s.person_id = g.person_id and s.lifted_at is null) as suspended,
                (extract(epoch from g.granted_at) * 1000000)::bigint::text as at,
                (select json_agg(json_build_object('field', f.field, 'mayLead', f.may_lead, 'until', f.until_day)
                                 order by f.field)
                 from assessor_fields f
                 where f.tenant = g.tenant and f.person_id = g.person_id and g.duty = 'assessment'
                   and g.withdrawn_at is null) as fields
         from role_grants g join people p on p.tenant = g.tenant and p.id = g.person_id
         where g.tenant = $1 and ($2::uuid is null and g.withdrawn_at is null or g.person_id = $2)
           and ($3::text is null or g.role = $3) and g.role = any($8::text[])
           and ($4::uuid is null or (g.person_id, g.role, (extract(epoch from g.granted_at) * 1000000)::bigint)
                                    > ($4, $5::text, $6::bigint))
         order by g.person_id, g.role, g.granted_at limit $7`,
        [
          ...[tx.tenant, person ?? null, role ?? null, afterPerson ?? null, afterRole ?? null],
          ...[afterAt ?? null, limit, officialRoles],
        ],
      );
      return rows.map((row) => ({
        key: `${row.person}/${row.role}/${row.at}`,
        person: row.person,
        name: row.name,
        role: row.role,
        words: catalogue[row.role as RoleName].words,
        duty: catalogue[row.role as RoleName].duty,
        since: row.since.toISOString(),
        case: row.granted_case,
        withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
        withdrawnCase: row.withdrawn_case,
        suspended: row.suspended,
        fields: row.fields ?? [],
      }));
    });
  }

  /**
   * Everybody who acts or acted for an institution, the newest first, 500 at most. For the institution itself, those
   * who check claims, and those who oversee; `not-found` for others as for an institution that there is not.
   */
  async actingFor(caller: Caller, institution: string): Promise<Representative[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await getActor(tx, caller.person, caller.method);
      const may = hasDuty(actor, ['intake', 'oversight']) || actor.actsFor.includes(institution);
      if (!may || !(await isRegistered(tx, institution))) throw new Refused('not-found');
      const rows = await tx.query<
        Omit<Representative, 'since' | 'case' | 'withdrawnAt'> & {
          since: Date;
          case_id: string | null;
          withdrawn_at: Date | null;
        }
      >(
        `select a.person_id as person, p.name, a.capacity, a.steps, a.until, a.since, a.case_id, a.withdrawn_at
         from acting_for a join people p on p.tenant = a.tenant and p.id = a.person_id
         where a.tenant = $1 and a.institution_id = $2 order by a.since desc, a.person_id limit 500`,
        [tx.tenant, institution],
      );
      return rows.map(({ since, case_id, withdrawn_at, ...row }) => ({
        ...row,
        since: since.toISOString(),
        case: case_id,
        withdrawnAt: withdrawn_at?.toISOString() ?? null,
      }));
    });
  }
}

const officialRoles = Object.keys(catalogue).filter(isGrantable);

async function isRegistered(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query('select from institutions where tenant = $1 and id = $2', [tx.tenant, id]);
  return rows.length === 1;
}
