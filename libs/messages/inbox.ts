import type { Caller } from '#casework';
import { inTransaction, type Database } from '#database';
import { getActor } from '#identity';
import { Refused, type Language } from '#refusals';

/** A message as its reader sees it. */
export interface Message {
  id: string;
  /** Null where it is of no case. */
  case: string | null;
  kind: string;
  language: Language;
  subject: string;
  body: string;
  /** Office time, RFC 3339 UTC. */
  madeAt: string;
  /** Real time; null while it is unread. */
  readAt: string | null;
}

/** What one was told. Nobody reads another's. */
export class Inbox {
  constructor(private readonly database: Database) {}

  /** The caller's messages, the newest first; `after` is the id of the last one of the page before. */
  async list(
    caller: Caller,
    { limit, after, unread }: { limit: number; after?: string | undefined; unread: boolean },
  ): Promise<Message[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await getActor(tx, caller.person, caller.method);
      const rows = await tx.query<
        Omit<Message, 'madeAt' | 'readAt'> & { made_at: Date; read_at: Date | null }
      >(
        `select id, case_id as "case", kind, language, subject, body, made_at, read_at from messages
         where tenant = $1 and person_id = $2 and ($3::uuid is null or id < $3) and (not $4 or read_at is null)
         order by id desc limit $5`,
        [tx.tenant, caller.person, after ?? null, unread, limit],
      );
      return rows.map(({ made_at, read_at, ...row }) => ({
        ...row,
        madeAt: made_at.toISOString(),
        readAt: read_at?.toISOString() ?? null,
      }));
    });
  }

  /** Marks one as read; a second time changes nothing. `not-found` for another's as for none. */
  async read(caller: Caller, id: string): Promise<{ id: string; readAt: string }> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await getActor(tx, caller.person, caller.method);
      const [found] = await tx.query<{ read_at: Date }>(
        `update messages set read_at = coalesce(read_at, clock_timestamp())
         where tenant = $1 and id = $2 and person_id = $3 returning read_at`,
        [tx.tenant, id, caller.person],
      );
      if (found === undefined) throw new Refused('not-found');
      return { id, readAt: found.read_at.toISOString() };
    });
  }
}
