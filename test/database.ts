import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { databaseGrantsSql, databaseSql, migrate, roleNames } from '#database';

/** A migrated, empty database of one spec file. */
export interface TestDatabase {
  ownerUrl: string;
  serviceUrl: string;
  sealerUrl: string;
  superuserUrl: string;
  name: string;
  /** Throws the database away, ending whatever is still connected to it. */
  drop(): Promise<void>;
}

const template = 'greenlane_template';

/**
 * Clones the template, which the first caller of the run makes by migrating an empty database with the sources under
 * test. Some 30 ms; close what is connected, then `drop()` in `afterAll`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env.GREENLANE_TEST_POSTGRES;
  if (server === undefined)
    throw new Error(
      `There is no test Postgres: ${process.env.GREENLANE_TEST_POSTGRES_FAILED ?? 'global set-up did not run'}`,
    );
  const name = `t_${process.pid}_${randomBytes(4).toString('hex')}`;
  const at = (database: string, user: string): string => {
    const url = new URL(server);
    url.username = user;
    url.pathname = `/${database}`;
    return url.href;
  };
  await asSuperuser(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(1)');
    await makeTemplate(client, at(template, roleNames.owner));
    await client.query('SELECT pg_advisory_unlock(1)');
    await client.query(
      `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy OWNER ${roleNames.owner}`,
    );
    await runLines(client, databaseGrantsSql(name));
  });
  return {
    name,
    ownerUrl: at(name, roleNames.owner),
    serviceUrl: at(name, roleNames.service),
    sealerUrl: at(name, roleNames.sealer),
    superuserUrl: at(name, 'postgres'),
    drop: () => asSuperuser(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** Nobody may be connected to the template while it is cloned, so it is closed to connections once it is made. */
async function makeTemplate(client: pg.Client, ownerUrl: string): Promise<void> {
  const made = await client.query('SELECT datallowconn FROM pg_database WHERE datname = $1', [template]);
  const state = made.rows[0] as { datallowconn: boolean } | undefined;
  if (state && !state.datallowconn) return;
  if (state) await client.query(`DROP DATABASE ${template} WITH (FORCE)`); // An attempt that failed.
  await runLines(client, databaseSql(template));
  await migrate(ownerUrl);
  await client.query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
}

/** CREATE DATABASE refuses to run beside another statement, so each line is sent alone. */
async function runLines(client: pg.Client, sql: string): Promise<void> {
  for (const line of sql.trim().split('\n')) await client.query(line);
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'greenlane test' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
