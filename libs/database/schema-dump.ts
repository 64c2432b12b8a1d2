import pg from 'pg';

/**
 * The schema of a database as SQL, read from the catalogue: the same text for the same schema, whatever the order in
 * which it was made, so that a change shows as a difference. A database made from it gives the same text again.
 * Extensions, partitions and default privileges are not written: the schema has none.
 */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'greenlane schema' });
  await client.connect();
  try {
    // One snapshot, and an empty search path so that every name is written with its schema.
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''`);
    const parts: string[] = [];
    for (const [title, sql] of sections) {
      const { rows } = await client.query<{ text: string }>(sql);
      if (rows.length > 0) parts.push(`-- ${title}\n\n${layOut(rows.map(({ text }) => text))}`);
    }
    return `-- The schema, written by "npm run schema" from the migrations. Not edited by hand.\n\n${parts.join('\n')}`;
  } finally {
    await client.end();
  }
}

/** Statements of several lines stand apart; single lines stand together. */
const layOut = (statements: string[]): string =>
  statements
    .map((text, i) => {
      const apart = text.includes('\n') || (i > 0 && (statements[i - 1] ?? '').includes('\n'));
      return (apart && i > 0 ? '\n' : '') + text + '\n';
    })
    .join('');

/** Ours: neither of the system nor of an extension. */
const ours = (oid: string, catalogue: string, schema = 'n') =>
  `${schema}.nspname NOT LIKE 'pg\\_%' AND ${schema}.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = '${catalogue}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

const relations = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`;
const relation = `format('%I.%I', n.nspname, c.relname)`;
const isTable = `c.relkind IN ('r', 'p') AND ${ours('c.oid', 'pg_class')}`;
const functionName = `format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))`;
const functions = `pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace`;
const isFunction = `p.prokind IN ('f', 'p') AND ${ours('p.oid', 'pg_proc')}`;

/** One line for each receiver of rights on an object other than its owner. */
const grants = (what: string, name: string, acl: string, owner: string, columns = `''`) => `
  SELECT format('GRANT %s ON ${what} %s TO %s;',
           string_agg(a.privilege_type || ${columns}, ', ' ORDER BY a.privilege_type COLLATE "C"), ${name},
           CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
         || CASE WHEN bool_or(a.is_grantable) THEN ' -- may be passed on' ELSE '' END AS text
    FROM %FROM% CROSS JOIN LATERAL aclexplode(${acl}) a
   WHERE a.grantee <> ${owner} AND %WHERE%`;

const sections: [string, string][] = [
  [
    'Schemas',
    `SELECT format('CREATE SCHEMA IF NOT EXISTS %I;', n.nspname) || format(E'\nREVOKE ALL ON SCHEMA %I FROM PUBLIC;', n.nspname)
            || coalesce(format(E'\nCOMMENT ON SCHEMA %I IS %L;', n.nspname, d.description), '') AS text
       FROM pg_namespace n
       LEFT JOIN pg_description d ON d.objoid = n.oid AND d.classoid = 'pg_namespace'::regclass
      WHERE ${ours('n.oid', 'pg_namespace')} ORDER BY n.nspname COLLATE "C"`,
  ],
  [
    'Types',
    `SELECT CASE t.typtype
              WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s);', n.nspname, t.typname,
                (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                   FROM pg_enum e WHERE e.enumtypid = t.oid))
              ELSE format('CREATE DOMAIN %I.%I AS %s%s%s;', n.nspname, t.typname,
                format_type(t.typbasetype, t.typtypmod), coalesce(' DEFAULT ' || t.typdefault, ''),
                (SELECT string_agg(format(' CONSTRAINT %I %s', o.conname,
                          pg_get_constraintdef(o.oid)), '' ORDER BY o.conname COLLATE "C")
                   FROM pg_constraint o WHERE o.contypid = t.oid))
            END AS text
       FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype IN ('e', 'd') AND ${ours('t.oid', 'pg_type')}
      ORDER BY t.typtype DESC, n.nspname COLLATE "C", t.typname COLLATE "C"`,
  ],
  [
    'Sequences (those of identity columns come with their table)',
    `SELECT format('CREATE SEQUENCE %s AS %s START %s INCREMENT %s;', ${relation},
              format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement) AS text
       FROM ${relations} JOIN pg_sequence s ON s.seqrelid = c.oid
      WHERE ${ours('c.oid', 'pg_class')} AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'i')
      ORDER BY ${relation} COLLATE "C"`,
  ],
  [
    'Functions (their bodies are checked when they run)',
    `(SELECT 'SET check_function_bodies = off;' AS text WHERE EXISTS (SELECT FROM ${functions} WHERE ${isFunction}))
     UNION ALL
     (SELECT btrim(pg_get_functiondef(p.oid)) || ';'
             || CASE WHEN p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0)
                     THEN '' ELSE format(E'\nREVOKE ALL ON FUNCTION %s FROM PUBLIC;', ${functionName}) END
             || coalesce(format(E'\nCOMMENT ON FUNCTION %s IS %L;', ${functionName}, obj_description(p.oid, 'pg_proc')), '')
        FROM ${functions} WHERE ${isFunction} ORDER BY ${functionName} COLLATE "C")`,
  ],
  [
    'Tables',
    `SELECT format(E'CREATE TABLE %s (\n%s\n);', ${relation},
              (SELECT string_agg('  ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                  || CASE WHEN a.attcollation <> t.typcollation THEN format(' COLLATE %I', l.collname) ELSE '' END
                  || CASE a.attgenerated WHEN 's' THEN ' GENERATED ALWAYS AS (' || e.expr || ') STORED'
                                         WHEN 'v' THEN ' GENERATED ALWAYS AS (' || e.expr || ') VIRTUAL'
                                         ELSE coalesce(' DEFAULT ' || e.expr, '') END
                  || CASE a.attidentity WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY' WHEN 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY' ELSE '' END
                  || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, E',\n' ORDER BY a.attnum)
                 FROM pg_attribute a
                 JOIN pg_type t ON t.oid = a.atttypid
                 LEFT JOIN pg_collation l ON l.oid = a.attcollation
                 LEFT JOIN LATERAL (SELECT pg_get_expr(f.adbin, f.adrelid) AS expr FROM pg_attrdef f
                                     WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum) e ON true
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
            || CASE WHEN c.relrowsecurity THEN format(E'\nALTER TABLE %s ENABLE ROW LEVEL SECURITY;', ${relation}) ELSE '' END
            || CASE WHEN c.relforcerowsecurity THEN format(E'\nALTER TABLE %s FORCE ROW LEVEL SECURITY;', ${relation}) ELSE '' END
            || CASE WHEN c.relowner = b.datdba THEN '' ELSE format(E'\nALTER TABLE %s OWNER TO %I;', ${relation}, pg_get_userbyid(c.relowner)) END
            || coalesce((SELECT string_agg(
                  CASE WHEN d.objsubid = 0 THEN format(E'\nCOMMENT ON TABLE %s IS %L;', ${relation}, d.description)
                       ELSE format(E'\nCOMMENT ON COLUMN %s.%I IS %L;', ${relation}, a.attname, d.description) END, '' ORDER BY d.objsubid)
                 FROM pg_description d
                 LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
                WHERE d.objoid = c.oid AND d.classoid = 'pg_class'::regclass), '') AS text
       FROM ${relations} JOIN pg_database b ON b.datname = current_database()
      WHERE ${isTable} ORDER BY ${relation} COLLATE "C"`,
  ],
  [
    'Sequences that belong to a column',
    `SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I;', ${relation}, d.refobjid::regclass, a.attname) AS text
       FROM ${relations} JOIN pg_depend d ON d.objid = c.oid AND d.deptype = 'a' AND d.classid = 'pg_class'::regclass
       JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE c.relkind = 'S' AND ${ours('c.oid', 'pg_class')} ORDER BY ${relation} COLLATE "C"`,
  ],
  [
    'Constraints (keys before what refers to them)',
    `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s;', ${relation}, o.conname, pg_get_constraintdef(o.oid))
            || coalesce(format(E'\nCOMMENT ON CONSTRAINT %I ON %s IS %L;', o.conname, ${relation}, obj_description(o.oid, 'pg_constraint')), '') AS text
       FROM ${relations} JOIN pg_constraint o ON o.conrelid = c.oid
      WHERE ${isTable} AND o.contype IN ('p', 'u', 'c', 'x', 'f')
      ORDER BY o.contype = 'f', ${relation} COLLATE "C", array_position('{p,u,c,x,f}'::"char"[], o.contype), o.conname COLLATE "C"`,
  ],
  [
    'Indexes',
    `SELECT pg_get_indexdef(i.indexrelid) || ';'
            || coalesce(format(E'\nCOMMENT ON INDEX %I.%I IS %L;', n.nspname, x.relname, obj_description(x.oid, 'pg_class')), '') AS text
       FROM ${relations} JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
      WHERE c.relkind IN ('r', 'p', 'm') AND ${ours('c.oid', 'pg_class')}
        AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))
      ORDER BY ${relation} COLLATE "C", x.relname COLLATE "C"`,
  ],
  [
    'Views',
    `SELECT format(E'CREATE %s %s%s AS\n%s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, ${relation},
              coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid))
            || coalesce(format(E'\nCOMMENT ON %s %s IS %L;', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, ${relation}, obj_description(c.oid, 'pg_class')), '') AS text
       FROM ${relations} WHERE c.relkind IN ('v', 'm') AND ${ours('c.oid', 'pg_class')} ORDER BY ${relation} COLLATE "C"`,
  ],
  [
    'Triggers',
    `SELECT pg_get_triggerdef(g.oid) || ';'
            || CASE g.tgenabled WHEN 'O' THEN '' ELSE format(E'\nALTER TABLE %s %s TRIGGER %I;', ${relation},
                 CASE g.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'DISABLE' END, g.tgname) END
            || coalesce(format(E'\nCOMMENT ON TRIGGER %I ON %s IS %L;', g.tgname, ${relation}, obj_description(g.oid, 'pg_trigger')), '') AS text
       FROM ${relations} JOIN pg_trigger g ON g.tgrelid = c.oid
      WHERE NOT g.tgisinternal AND ${ours('c.oid', 'pg_class')} ORDER BY ${relation} COLLATE "C", g.tgname COLLATE "C"`,
  ],
  [
    'Row security',
    `SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', y.polname, ${relation},
              CASE WHEN y.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
              CASE y.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
              CASE WHEN y.polroles = '{0}' THEN 'PUBLIC' ELSE (SELECT string_agg(quote_ident(r.rolname), ', ' ORDER BY r.rolname COLLATE "C")
                     FROM pg_roles r WHERE r.oid = ANY (y.polroles)) END)
            || coalesce(' USING (' || pg_get_expr(y.polqual, y.polrelid) || ')', '')
            || coalesce(' WITH CHECK (' || pg_get_expr(y.polwithcheck, y.polrelid) || ')', '') || ';' AS text
       FROM ${relations} JOIN pg_policy y ON y.polrelid = c.oid
      WHERE ${ours('c.oid', 'pg_class')} ORDER BY ${relation} COLLATE "C", y.polname COLLATE "C"`,
  ],
  [
    'Rights',
    [
      grants('SCHEMA', `quote_ident(n.nspname)`, 'n.nspacl', 'n.nspowner')
        .replace('%FROM%', 'pg_namespace n')
        .replace('%WHERE%', `${ours('n.oid', 'pg_namespace')} GROUP BY n.nspname, a.grantee`),
      grants('FUNCTION', functionName, 'p.proacl', 'p.proowner')
        .replace('%FROM%', functions)
        .replace('%WHERE%', `${isFunction} GROUP BY p.oid, n.nspname, a.grantee`),
      grants('TABLE', relation, 'c.relacl', 'c.relowner')
        .replace('%FROM%', relations)
        .replace(
          '%WHERE%',
          `c.relkind IN ('r', 'p', 'v', 'm') AND ${ours('c.oid', 'pg_class')} GROUP BY c.oid, n.nspname, a.grantee`,
        ),
      grants('SEQUENCE', relation, 'c.relacl', 'c.relowner')
        .replace('%FROM%', relations)
        .replace(
          '%WHERE%',
          `c.relkind = 'S' AND ${ours('c.oid', 'pg_class')} GROUP BY c.oid, n.nspname, a.grantee`,
        ),
      grants('TABLE', relation, 't.attacl', 'c.relowner', `format(' (%I)', t.attname)`)
        .replace('%FROM%', `${relations} JOIN pg_attribute t ON t.attrelid = c.oid AND NOT t.attisdropped`)
        .replace('%WHERE%', `${ours('c.oid', 'pg_class')} GROUP BY c.oid, n.nspname, t.attname, a.grantee`),
    ]
      .map((sql) => `(${sql})`)
      .join(' UNION ALL ')
      .replace(/^/, 'SELECT text FROM (')
      .concat(`) all_rights ORDER BY substring(text FROM ' ON .*') COLLATE "C", text COLLATE "C"`),
  ],
];
