import type pg from 'pg';
import { poolOf, type Database } from './connection.js';

/** One open transaction of one tenant. Ends with the function it was given to; used later, it throws. */
export interface Transaction {
  /** The authority's two-digit code as a number, such as 22 for Chongqing. */
  readonly tenant: number;
  /** Runs one statement; `values` fill $1, $2, …. Always rows, also for UPDATE … RETURNING. Errors are those of `pg`. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** As `query`, as a prepared statement kept on the connection. One name stands for one text, for ever. */
  named<Row>(name: string, text: string, values?: unknown[]): Promise<Row[]>;
}

/** A transaction that stands in no tenant: rows under row security are invisible to it. */
export type TenantlessTransaction = Omit<Transaction, 'tenant'>;

/**
 * Runs `work` in a transaction (read committed) that sees the rows of one tenant, and commits what it did; when it
 * throws, everything is rolled back and the error passed on. Begin and tenant travel in one round trip.
 *
 * A lock is waited for at most 5 s (SQLSTATE 55P03), so that one forgotten transaction cannot stall a tenant.
 *
 * `SET LOCAL` takes no parameter, and is the one form that a distributed Postgres passes on to its workers; the tenant
 * is therefore checked (an integer from 0 to 99) before it is written into the statement, as two digits.
 *
 * @throws RangeError when the tenant is no such integer; nothing has been sent then.
 */
export async function inTransaction<T>(
  database: Database,
  tenant: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if (!Number.isInteger(tenant) || tenant < 0 || tenant > 99)
    throw new RangeError(`A tenant is an integer from 0 to 99, not ${JSON.stringify(tenant)}.`);
  const code = String(tenant).padStart(2, '0');
  return run(database, `BEGIN; SET LOCAL app.tenant = '${code}'; SET LOCAL lock_timeout = '5s'`, (queries) =>
    work({ tenant, ...queries }),
  );
}

/** As `inTransaction`, for the tables that belong to no tenant; whatever the connection was left with, it stands in none. */
export async function withoutTenant<T>(
  database: Database,
  work: (tx: TenantlessTransaction) => Promise<T>,
): Promise<T> {
  return run(database, `BEGIN; SET LOCAL app.tenant = ''`, work);
}

async function run<T>(
  database: Database,
  begin: string,
  work: (queries: TenantlessTransaction) => Promise<T>,
): Promise<T> {
  const client = await cleanClient(database);
  // Without a listener, a connection that breaks between two statements would end the whole program.
  let broken: Error | undefined;
  const onError = (error: Error): void => void (broken ??= error);
  client.on('error', onError);
  let open = true;
  const send = async <Row>(query: pg.QueryConfig): Promise<Row[]> => {
    if (!open) throw new Error('The transaction has ended; its queries must be awaited inside it.');
    const result = (await client.query(query)) as unknown as pg.QueryResult | pg.QueryResult[];
    return (Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows) as Row[];
  };
  try {
    await client.query(begin);
    const answer = await work({
      query: (text, values) => send(values ? { text, values } : { text }),
      named: (name, text, values) => send({ name, text, values: values ?? [] }),
    });
    open = false;
    // COMMIT of a transaction in which a statement failed answers ROLLBACK, without an error.
    const { command } = await client.query('COMMIT');
    if (command !== 'COMMIT')
      throw new Error(
        'Nothing was committed: a statement of this transaction had failed, and its error was swallowed.',
      );
    return answer;
  } catch (error) {
    open = false;
    try {
      await client.query('ROLLBACK');
    } catch (rollback) {
      broken ??= rollback as Error;
    }
    throw broken !== undefined && saysNothing(error) ? new ConnectionLost({ cause: broken }) : error;
  } finally {
    client.removeListener('error', onError);
    client.release(broken);
  }
}

/** A connection without an open transaction; one that was given back with one is thrown away, its work with it. */
async function cleanClient(database: Database): Promise<pg.PoolClient> {
  for (;;) {
    const client = await poolOf(database)
      .connect()
      .catch((error: unknown) => {
        throw saysNothing(error) ? new ConnectionLost({ cause: error }) : error;
      });
    // Unknown to a client that has not been used yet.
    const status = client.getTransactionStatus();
    if (status === null || status === 'I') return client;
    client.release(new Error('given back inside a transaction'));
  }
}

/**
 * The connection broke inside a transaction. Nothing of it was committed, unless it broke while the commit was under
 * way: then only the database knows, and whoever must know asks it again.
 */
export class ConnectionLost extends Error {
  readonly code = 'CONNECTION_LOST';

  constructor(options: ErrorOptions) {
    super('The connection to the database was lost.', options);
    this.name = 'ConnectionLost';
  }
}

/** `pg` reports a broken connection by plain errors without a code, in several wordings. */
const saysNothing = (error: unknown): boolean =>
  error instanceof Error && error.constructor === Error && (error as { code?: string }).code === undefined;
