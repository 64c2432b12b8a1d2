/** The door of the database: connections, transactions of one tenant, migrations, and a Postgres of our own. */
export { connect, Database, type ConnectOptions } from './connection.js';
export {
  ConnectionLost,
  inTransaction,
  withoutTenant,
  type TenantlessTransaction,
  type Transaction,
} from './transaction.js';
export { DatabaseModule } from './database.module.js';
export {
  DatabaseNotMigrated,
  DatabaseTooNew,
  migrate,
  requireSchema,
  schemaVersion,
  type SchemaVersion,
} from './migrate.js';
export { dumpSchema } from './schema-dump.js';
export { excessOfPower } from './standing.js';
export { databaseGrantsSql, databaseSql, roleNames, rolesSql, type Role } from './roles.js';
export { startEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from './embedded/postgres.js';
export { backup, restore } from './backup.js';
export { mayPass } from './passing-faults.js';
