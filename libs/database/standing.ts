import type { Database } from './connection.js';

/**
 * What a login could do that the service must not be able to do, each in a sentence; empty when all is well.
 * The service refuses to start on anything found: grants and row security mean nothing to an owner.
 */
export async function excessOfPower(database: Database): Promise<string[]> {
  const rows = await database.dataSource.query<{ finding: string }[]>(`
    SELECT format('The role %s is a superuser.', rolname) AS finding
      FROM pg_roles WHERE rolname = current_user AND rolsuper
    UNION ALL
    SELECT format('The role %s can bypass row security.', rolname)
      FROM pg_roles WHERE rolname = current_user AND rolbypassrls AND NOT rolsuper
    UNION ALL
    SELECT format('The role %s owns the table %s.', current_user, c.oid::regclass)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
       AND pg_has_role(current_user, c.relowner, 'MEMBER')
       AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    UNION ALL
    SELECT format('The trigger %s of %s is off.', g.tgname, g.tgrelid::regclass)
      FROM pg_trigger g WHERE NOT g.tgisinternal AND g.tgenabled = 'D'
    UNION ALL
    SELECT format('The table %s has a policy, but row security is not forced on it.', c.oid::regclass)
      FROM pg_class c
     WHERE NOT (c.relrowsecurity AND c.relforcerowsecurity) AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
    ORDER BY finding`);
  return rows.map(({ finding }) => finding);
}
