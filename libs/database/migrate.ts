import pg from 'pg';
import { DataSource, type Logger } from 'typeorm';
import type { Database } from './connection.js';
import { migrations } from './migrations/index.js';
import { roleNames } from './roles.js';

/** The table in which TypeORM notes what it has run. */
const journal = 'schema_migrations';
/** The key of the advisory lock that one migrating process holds: the letters "grnl". */
const lockKey = 0x67726e6c;

type Named = { name: string };
const known = (): string[] => (migrations as Named[]).map(({ name }) => name);

/** Thrown when a database holds migrations that this program has never heard of. */
export class DatabaseTooNew extends Error {
  readonly code = 'DatabaseTooNew';
  constructor(readonly unknown: string[]) {
    super(
      `The database was migrated by a newer release of Greenlane (${unknown.join(', ')}). Nothing was changed.`,
    );
    this.name = 'DatabaseTooNew';
  }
}

/** Thrown when a program meets a database that lacks migrations it was built on. */
export class DatabaseNotMigrated extends Error {
  readonly code = 'DatabaseNotMigrated';
  constructor(readonly pending: string[]) {
    super(`The database must be migrated first (run "migrate"; missing: ${pending.join(', ')}).`);
    this.name = 'DatabaseNotMigrated';
  }
}

/** Where a database stands against this program. */
export interface SchemaVersion {
  /** The newest migration in the database, absent in an empty one. */
  at: string | undefined;
  /** Ours, not yet in the database, oldest first. */
  pending: string[];
  /** In the database, not ours. */
  unknown: string[];
}

type Ask = (text: string, values: unknown[]) => Promise<{ name: string; found?: boolean }[]>;

async function versionBy(ask: Ask): Promise<SchemaVersion> {
  const [table] = await ask(`SELECT $1::text AS name, to_regclass($1) IS NOT NULL AS found`, [journal]);
  const run = table?.found
    ? (await ask(`SELECT name FROM ${journal} ORDER BY timestamp, id`, [])).map((r) => r.name)
    : [];
  const ours = known();
  return {
    at: run.at(-1),
    pending: ours.filter((name) => !run.includes(name)),
    unknown: run.filter((name) => !ours.includes(name)),
  };
}

/** Compares the database's migrations with the program's. Changes nothing; any of the three roles may ask. */
export function schemaVersion(database: Database): Promise<SchemaVersion> {
  return versionBy((text, values) => database.dataSource.query(text, values));
}

/**
 * Passes when the database is exactly the one this program was built for, and answers the newest migration's name.
 * @throws DatabaseTooNew, DatabaseNotMigrated
 */
export async function requireSchema(database: Database): Promise<string> {
  const { at, pending, unknown } = await schemaVersion(database);
  if (unknown.length > 0) throw new DatabaseTooNew(unknown);
  if (pending.length > 0 || at === undefined) throw new DatabaseNotMigrated(pending);
  return at;
}

/**
 * Brings a database up to this program, each migration in a transaction of its own. Processes that do so at the same
 * time take turns, and the later ones find nothing left to do.
 * @throws DatabaseTooNew when it holds migrations this program does not know; nothing is changed then.
 */
export async function migrate(ownerUrl: string): Promise<{ applied: string[]; at: string }> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'greenlane migrate' });
  client.on('error', () => {}); // Reported by the next query.
  await client.connect();
  try {
    // The lock belongs to this connection: it is let go however the process ends.
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const ask: Ask = async (text, values) =>
      (await client.query<{ name: string; found?: boolean }>(text, values)).rows;
    const before = await versionBy(ask);
    if (before.unknown.length > 0) throw new DatabaseTooNew(before.unknown);
    const applied = before.pending.length > 0 ? await runPending(ownerUrl) : [];
    const { at } = await versionBy(ask);
    return { applied, at: at ?? '' };
  } finally {
    await client.end().catch(() => {});
  }
}

/** Even with logging off, TypeORM prints that a migration failed; the error that is thrown says so already. */
const nothing = (): void => {};
const silent: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};

async function runPending(url: string): Promise<string[]> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    poolSize: 2,
    applicationName: 'greenlane migrate',
    installExtensions: false,
    logger: silent,
    migrations: migrations as (new () => never)[],
    migrationsTableName: journal,
  }).initialize();
  try {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    await dataSource.query(describeJournal);
    return done.map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}

/** TypeORM makes its table without comments and without rights for those who must read it. */
const describeJournal = `
COMMENT ON TABLE ${journal} IS 'The migrations that made this schema, in the order in which they ran';
COMMENT ON COLUMN ${journal}.id IS 'The order in which they ran';
COMMENT ON COLUMN ${journal}.timestamp IS 'The number at the end of the name, milliseconds since 1970';
COMMENT ON COLUMN ${journal}.name IS 'The class of the migration';
GRANT SELECT ON ${journal} TO ${roleNames.service}, ${roleNames.sealer};`;
