import type pg from 'pg';

/**
 * A digest of every table, over all jurisdictions or what is of one: what a refused request must leave as it was. When a
 * session or a key was last seen is no content, nor is who was turned away or how often somebody tried. Asks as a
 * superuser, whom row security hides nothing from.
 */
export async function contents(
  superuser: pg.Client,
  tenant: number | null = null,
): Promise<Record<string, string>> {
  const { rows: names } = await superuser.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and relname not in ('access_entries', 'rate_limits')`,
  );
  const digests = names.map(
    ({
      name,
    }) => `select '${name}' as name, md5(coalesce(string_agg(row::text, '' order by row::text), '')) as digest
      from (select to_jsonb(t) - 'seen_at' - 'last_used_at' as row from ${name} t) as rows
      where ${tenant === null} or coalesce(row ->> 'tenant', '${tenant}') = '${tenant}'`,
  );
  const { rows } = await superuser.query<{ name: string; digest: string }>(digests.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
