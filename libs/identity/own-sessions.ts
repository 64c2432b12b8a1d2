import { type Database, inTransaction, type Transaction } from '#database';
import { Refused } from '#refusals';
import { type AccessEntry, type AccessRecord, roleNeeded, rolesWith } from './access.js';
import type { Caller } from './authenticate.guard.js';
import { getActor } from './people.js';
import { alive } from './sessions.js';

/** A browser in which somebody is signed in, as they see it themselves. Instants are real time, UTC. */
export interface Session {
  /** Made at random; says nothing of the cookie, and opens nothing. */
  id: string;
  begunAt: string;
  /** To the minute. */
  seenAt: string;
  /** When it ends whatever happens. */
  endsAt: string;
  /** How they signed in, as it stands in events. */
  method: string;
}

/** Whose accounts a session may belong to; people have sessions under each of their accounts. */
const ofPerson = `(issuer, subject) in (select issuer, subject from accounts where tenant = $1 and person_id = $2)`;

/** The person's living sessions, the newest first, up to a hundred. */
export async function sessionsOf(tx: Transaction, person: string): Promise<Session[]> {
  const rows = await tx.query<{ id: string; begun: Date; seen: Date; ends: Date; method: string }>(
    `select id, created_at as begun, seen_at as seen, expires_at as ends, method from sessions
     where ${ofPerson} and ${alive} order by created_at desc, id limit 100`,
    [tx.tenant, person],
  );
  return rows.map(({ id, begun, seen, ends, method }) => ({
    id,
    begunAt: begun.toISOString(),
    seenAt: seen.toISOString(),
    endsAt: ends.toISOString(),
    method,
  }));
}

/**
 * Ends the person's sessions at once: all, or `only` that one, or all `but` that one. Answers how many there were; nobody
 * else's is ever among them.
 */
export async function endSessionsOf(
  tx: Transaction,
  person: string,
  { only = null, but = null }: { only?: string | null; but?: string | null } = {},
): Promise<number> {
  const ended = await tx.query(
    `update sessions set ended_at = clock_timestamp()
     where ${ofPerson} and ${alive} and ($3::uuid is null or id = $3) and ($4::uuid is null or id <> $4) returning 1`,
    [tx.tenant, person, only, but],
  );
  return ended.length;
}

/** What the record of accesses is told of a request. */
type About = Pick<AccessEntry, 'verb' | 'path' | 'address' | 'requestId'>;
type Asking = Pick<Caller, 'tenant' | 'person' | 'method'> & { session?: string | null };

/** Who ends sessions of others. */
const administering = rolesWith('administration');

/** Seeing and ending sessions. That some were ended is in the record of accesses, in the same transaction. */
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly access: AccessRecord,
  ) {}

  /** One's own living sessions; `current` is the one by which it is asked. */
  async list({ tenant, person, session }: Asking): Promise<(Session & { current: boolean })[]> {
    const found = await inTransaction(this.database, tenant, (tx) => sessionsOf(tx, person));
    return found.map((one) => ({ ...one, current: one.id === session }));
  }

  /** Ends one of one's own. Throws `not-found` for anybody else's as for none. */
  async end(caller: Asking, id: string, about: About): Promise<void> {
    await this.#ending(caller, about, async (tx) => {
      if ((await endSessionsOf(tx, caller.person, { only: id })) === 0) throw new Refused('not-found');
    });
  }

  /** Ends one's own, all but the one by which it is asked; asked with a token, all of them. */
  async endOthers(caller: Asking, about: About): Promise<void> {
    await this.#ending(caller, about, (tx) =>
      endSessionsOf(tx, caller.person, { but: caller.session ?? null }),
    );
  }

  /**
   * Ends all sessions of a person, for those who administer roles; `role-needed` for others, and `not-found` for a person
   * of another jurisdiction as for none. The person may sign in again: who is to be kept out is suspended.
   */
  async endAllOf(caller: Asking, person: string, about: About): Promise<void> {
    await this.#ending(caller, about, async (tx) => {
      await requireAdministrator(tx, caller);
      const known = await tx.query('select from people where tenant = $1 and id = $2', [tx.tenant, person]);
      if (known.length === 0) throw new Refused('not-found');
      await endSessionsOf(tx, person);
    });
  }

  /** Ends everybody's in the jurisdiction but the one by which it is asked, for those who administer roles. */
  async endEverybodys(caller: Asking, about: About): Promise<void> {
    await this.#ending(caller, about, async (tx) => {
      await requireAdministrator(tx, caller);
      await tx.query(
        `update sessions set ended_at = clock_timestamp()
         where (issuer, subject) in (select issuer, subject from accounts where tenant = $1) and ${alive}
           and ($2::uuid is null or id <> $2)`,
        [tx.tenant, caller.session ?? null],
      );
    });
  }

  async #ending(
    { tenant, person, method }: Asking,
    about: About,
    work: (tx: Transaction) => Promise<unknown>,
  ): Promise<void> {
    await inTransaction(this.database, tenant, async (tx) => {
      await work(tx);
      await this.access.writeWithin(tx, { kind: 'sessionsEnded', person, method, ...about });
    });
  }
}

/** Throws `role-needed` for whoever does not administer roles at this moment. */
export async function requireAdministrator(tx: Transaction, { person, method }: Asking): Promise<void> {
  const { roles } = await getActor(tx, person, method);
  if (!administering.some(([name]) => roles.includes(name))) throw roleNeeded(administering);
}
