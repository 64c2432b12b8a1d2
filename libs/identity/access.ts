import { v7 as newId } from 'uuid';
import { type Database, inTransaction, type Transaction, withoutTenant } from '#database';
import type { Duty, Words } from '#process';
import { Refused } from '#refusals';
import { roles as catalogue } from '#regulations';
import type { Addresses } from './addresses.js';
import { GroupCommit, type Grouped } from './group-commit.js';
import { getActor } from './people.js';
import { unavailable } from './unavailable.js';

export const accessKinds = [
  'signedIn',
  'signInFailed',
  'signedOut',
  'accountOpened',
  'sessionOpened',
  'sessionsEnded',
  'keyMade',
  'denied',
  'read',
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** What is to be recorded: who was let in, or turned away. Never a query, a token or an address as it is. */
export interface AccessEntry {
  kind: AccessKind;
  /** Jurisdiction and person, where they were known. */
  tenant?: number;
  person?: string;
  /** How the person had signed in. */
  method?: string;
  /** Code of the refusal. */
  code?: string;
  /** HTTP method. */
  verb?: string;
  /** Route with the ids in it. */
  path?: string;
  /** Of the caller; only its digest is kept. */
  address?: string;
  requestId?: string;
}

/** An entry as those who oversee read it. */
export interface AccessView {
  id: string;
  /** Real time, UTC. */
  at: string;
  kind: AccessKind;
  /** How many alike were turned away at once; above 1 only of nobody in particular, or for coming too often. */
  times: number;
  code: string | null;
  person: string | null;
  method: string | null;
  verb: string | null;
  path: string | null;
  /** Digest of the address, hexadecimal: tells callers apart, and names none. */
  address: string | null;
  requestId: string | null;
}

/** An entry is not waited for longer than this, milliseconds. */
const patience = 3_000;
/**
 * Rows in a second. Whoever shows no name can knock as often as they like, and what they leave is kept for ever; those who
 * say who they are answer for it, and their sign-ins do not wait behind a crowd of the others.
 */
const rates = {
  named: { perSecond: 1_000, burst: 5_000 },
  nameless: { perSecond: 100, burst: 1_000 },
} as const;

/**
 * Writes and reads the table of accesses. A flood of denials shares statements, and those of nobody in particular that
 * are alike, or of callers who came too often, share rows.
 */
export class AccessRecord {
  /** One for each jurisdiction, so that what fails or floods in one is nothing to the others. */
  readonly #lanes = new Map<string, GroupCommit<AccessEntry>>();

  constructor(
    private readonly database: Database,
    private readonly addresses: Addresses,
  ) {}

  /**
   * Records an entry; when this is done it is committed. Throws `temporarily-unavailable` where that cannot be had in
   * three seconds, or too many wait. A sign-in that cannot be recorded must not happen; a denial stands without its entry,
   * for to let the caller wait would turn nobody away.
   */
  async write(entry: AccessEntry): Promise<void> {
    await this.#laneOf(entry)
      .add(entry)
      .catch((error: unknown) => {
        throw unavailable(error);
      });
  }

  /** Records an entry of the transaction's jurisdiction with whatever else the transaction does, or not at all. */
  async writeWithin(tx: Transaction, entry: Omit<AccessEntry, 'tenant'>): Promise<void> {
    await tx.named('identity: access', insert, [tx.tenant, JSON.stringify([this.#rowOf(entry, 1)])]);
  }

  #laneOf(entry: AccessEntry): GroupCommit<AccessEntry> {
    const { tenant } = entry;
    const named = !isNameless(entry);
    const name = `${named ? 'named' : 'nameless'}/${tenant ?? ''}`;
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      lane = new GroupCommit<AccessEntry>({
        write: (together) => this.#insert(tenant, together),
        keyOf,
        rate: named ? rates.named : rates.nameless,
        patience,
      });
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  async #insert(tenant: number | undefined, together: Grouped<AccessEntry>[]): Promise<void> {
    const rows = JSON.stringify(together.map(({ entry, times }) => this.#rowOf(entry, times)));
    const work = (tx: Pick<Transaction, 'named'>) =>
      tx.named('identity: access', insert, [tenant ?? null, rows]);
    if (tenant === undefined) await withoutTenant(this.database, work);
    else await inTransaction(this.database, tenant, work);
  }

  #rowOf({ address, tenant: _, path, ...entry }: AccessEntry, times: number): object {
    const digest = address === undefined ? null : this.addresses.digest(address).toString('hex');
    // One path that the database cannot keep would take its neighbours with it.
    const kept = path?.replace(/[^\x21-\x7e]/g, '?').slice(0, 300);
    return { ...entry, id: newId(), times, path: kept, address: digest };
  }

  /**
   * Entries of the jurisdiction, the newest first, for those whose duty is oversight; `role-needed` for others. `after` is
   * the last id of the page before. That they were read is an entry itself, in the same transaction.
   */
  async read(
    caller: { tenant: number; person: string; method: string; onlyFor?: string | null },
    { limit, after, kind, person }: { limit: number; after?: string; kind?: AccessKind; person?: string },
    about: Pick<AccessEntry, 'verb' | 'path' | 'address' | 'requestId'>,
  ): Promise<AccessView[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await getActor(tx, caller.person, caller.method, caller.onlyFor);
      if (!overseeing.some(([name]) => actor.roles.includes(name))) throw roleNeeded(overseeing);
      const rows = await tx.query<Omit<AccessView, 'at'> & { at: Date }>(
        `select id, at, kind, times, code, person_id as person, method, verb, path,
                encode(address_digest, 'hex') as address, request_id as "requestId"
           from access_entries
          where tenant = $1 and ($2::uuid is null or id < $2) and ($3::text is null or kind = $3)
            and ($4::uuid is null or person_id = $4)
          order by id desc limit $5`,
        [tx.tenant, after ?? null, kind ?? null, person ?? null, limit],
      );
      const { person: reader, method } = caller;
      await this.writeWithin(tx, { kind: 'read', person: reader, method, ...about });
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    });
  }
}

/** Turned away without having said who they are. */
const isNameless = ({ kind, person }: AccessEntry): boolean => kind === 'denied' && person === undefined;

/** Every entry is a row of its own, but for those of which only their number matters. */
function keyOf({ requestId: _, ...entry }: AccessEntry): string | undefined {
  return isNameless(entry) || entry.code === 'too-many-requests' ? JSON.stringify(entry) : undefined;
}

const insert = `
  insert into access_entries (id, tenant, at, kind, times, code, person_id, method, verb, path, address_digest, request_id)
  select id, $1, clock_timestamp(), kind, times, code, person, method, verb, path, decode(address, 'hex'), "requestId"
    from json_to_recordset($2::json) as e (id uuid, kind text, times integer, code text, person uuid, method text,
      verb text, path text, address text, "requestId" text)`;

/** The roles of a duty, with their words. */
export const rolesWith = (wanted: Duty): (readonly [string, { words: Words }])[] =>
  Object.entries(catalogue).filter(([, { duty }]) => duty === wanted);

const overseeing = rolesWith('oversight');

/** The refusal of whoever holds none of these. */
export function roleNeeded(needed: ReturnType<typeof rolesWith>): Refused {
  const words = (language: 'zh-CN' | 'en') => needed.map(([, role]) => role.words[language]);
  return new Refused('role-needed', {
    params: { roles: words('en').join(', '), 'roles:zh-CN': words('zh-CN').join('、') },
  });
}
