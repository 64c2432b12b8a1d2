import pg from 'pg';
import { DataSource } from 'typeorm';
import { roleNames, type Role } from './roles.js';

/** A pool of connections of one role. Made by `connect`, closed by whoever made it. */
export class Database {
  #closing: Promise<void> | undefined;

  constructor(
    readonly dataSource: DataSource,
    readonly role: Role,
  ) {}

  /** Ends the pool after what is under way. May be called twice. */
  close(): Promise<void> {
    return (this.#closing ??= this.dataSource.destroy());
  }

  /** One round trip; throws when the database does not answer. */
  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }
}

/** The pool below TypeORM; transactions take their connection here, one layer less on the hot path. */
export function poolOf(database: Database): pg.Pool {
  return (database.dataSource.driver as unknown as { master: pg.Pool }).master;
}

type Parser = (text: string) => unknown;

/** int8 as a number; one that a double cannot hold exactly is an error and never a rounded number. */
const integer: Parser = (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The bigint ${text} does not fit a number exactly.`);
  return value;
};
const same: Parser = (text) => text;
const { builtins } = pg.types;
const usual = pg.types.getTypeParser as (oid: number, format?: string) => Parser;
const textArray = usual(1009) as (text: string) => (string | null)[];
const arrayOf =
  (one: Parser): Parser =>
  (text) =>
    textArray(text).map((each) => (each === null ? null : one(each)));

/** How values arrive: bigint as number, date as 'YYYY-MM-DD' (a legal day has no time zone), timestamptz as Date. */
const parsers = new Map<number, Parser>([
  [builtins.INT8, integer],
  [1016, arrayOf(integer)],
  [builtins.DATE, same],
  [1182, arrayOf(same)],
]);

/** For a client's `types` option; anything not named above is read as `pg` reads it. */
export const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
    return (format === 'binary' ? undefined : parsers.get(oid)) ?? usual(oid, format);
  },
};

export interface ConnectOptions {
  /** Connections at most, 10 unless told. */
  poolSize?: number;
  /** What `pg_stat_activity` shows, `greenlane` unless told. */
  applicationName?: string;
  /** Milliseconds after which a statement is cancelled, where address, role and database set no limit themselves. */
  statementTimeout?: number;
}

/**
 * Nothing that is asked here takes seconds; a statement that still runs after this has lost whoever asked, for proxies
 * give up after a minute, and holds its locks against everybody else.
 */
const usualStatementTimeout = 30_000;

/**
 * Opens a pool and checks that it works. Nothing is retried: a database that is away is an error now.
 * A free connection is waited for at most 15 s, and a statement 30 s unless told; one that takes longer fails with SQLSTATE
 * 57014, and its transaction with it. Entities and migrations are not part of it (see `migrate`).
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Database> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'greenlane',
    connectTimeoutMS: 15_000,
    installExtensions: false,
    logging: false,
    // A connection that breaks while idle is taken out of the pool by itself; the next user gets a new one.
    poolErrorHandler: () => {},
    extra: {
      ...{ types, keepAlive: true },
      onConnect: (client: pg.ClientBase) =>
        client.query(
          `SELECT set_config('statement_timeout', $1, false) WHERE current_setting('statement_timeout') = '0'`,
          [String(options.statementTimeout ?? usualStatementTimeout)],
        ),
    },
  }).initialize();
  try {
    const database = new Database(dataSource, await roleOf(dataSource));
    // A connection may break between two owners, when nobody listens: unheard, that would end the whole program.
    const heard = new WeakSet<object>();
    poolOf(database).on('acquire', (client) => {
      if (heard.has(client)) return;
      heard.add(client);
      client.on('error', () => {});
    });
    return database;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

/** The role a login stands for: its name, membership in one of the three, or, for a superuser, the owner. */
async function roleOf(dataSource: DataSource): Promise<Role> {
  const rows = await dataSource.query<{ name: string; superuser: boolean; roles: string[] }[]>(
    `SELECT current_user::text AS name,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
            ARRAY(SELECT rolname::text FROM pg_roles
                   WHERE rolname = ANY ($1) AND pg_has_role(current_user, oid, 'USAGE')) AS roles`,
    [Object.values(roleNames)],
  );
  const found = rows[0];
  if (!found || found.superuser) return 'owner';
  const role = (Object.keys(roleNames) as Role[]).find(
    (key) => roleNames[key] === found.name || (found.roles.length === 1 && found.roles[0] === roleNames[key]),
  );
  if (!role)
    throw new Error(
      `The database user "${found.name}" stands for none of the roles ${Object.values(roleNames).join(', ')}.`,
    );
  return role;
}
