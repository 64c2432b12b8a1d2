import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Database, inTransaction, type Transaction, withoutTenant } from '#database';
import { Refused } from '#refusals';
import { type ApiKeyText, type KeyKind, newApiKey, parseApiKey } from './api-key-text.js';
import { type Actor, findActor, getActor, narrowed } from './people.js';
import type { KeyReason } from './token-refused.js';

/** What a key may be made for. */
export const scopes = ['cases:read', 'cases:write', 'documents:write'] as const;
export type Scope = (typeof scopes)[number];

/** How long a key holds, in days of real time: at most, and unless told. */
export const keyDays = { most: 400, usual: 90 } as const;

/** A key as its owner sees it; the secret was shown once. Instants are real time, UTC. */
export interface ApiKey {
  id: string;
  institution: string;
  name: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt: string;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** Whom a key stands for. */
export interface KeyHolder {
  tenant: number;
  person: string;
  institution: string;
  /** As it will stand in events: `apiKey:<id>`. */
  method: string;
  scopes: Scope[];
}

/** What became of a key that was shown. The holder is known where the secret was right. */
export type KeyFound =
  { fault: KeyReason; holder?: KeyHolder } | { fault?: undefined; holder: KeyHolder; actor: Actor };

/**
 * Keys for laboratories' systems: each acts as the person who made it, for one institution and for nobody else, as far
 * as that person may at the moment of use. Two live at once at most, so that one can follow the other without a gap.
 */
export class ApiKeys {
  constructor(
    private readonly database: Database,
    private readonly kind: KeyKind,
  ) {}

  /** A new secret, to be entered with `enter` and shown once. */
  draw(): ApiKeyText & { text: string } {
    return newApiKey(this.kind);
  }

  /**
   * Enters a key. The person must act for the institution now: `not-found` otherwise, as for an institution that is not
   * there. Throws `two-keys-already` where two are living.
   */
  async enter(
    tx: Transaction,
    person: string,
    { id, digest }: ApiKeyText,
    asked: { institution: string; name: string; scopes: readonly Scope[]; days: number },
  ): Promise<ApiKey> {
    const actor = await getActor(tx, person, 'none');
    if (!actor.actsFor.includes(asked.institution)) throw new Refused('not-found');
    // What has run out leaves its place.
    await tx.query(
      `update api_keys set revoked_at = clock_timestamp()
        where tenant = $1 and person_id = $2 and institution_id = $3
          and revoked_at is null and expires_at <= clock_timestamp()`,
      [tx.tenant, person, asked.institution],
    );
    const inOrder = scopes.filter((scope) => asked.scopes.includes(scope));
    for (const slot of [1, 2]) {
      const [row] = await tx.query<ApiKeyRow>(
        `insert into api_keys (id, digest, tenant, person_id, institution_id, slot, name, scopes, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp(), clock_timestamp() + make_interval(days => $9))
         on conflict do nothing returning ${columns}`,
        [id, digest, tx.tenant, person, asked.institution, slot, asked.name, inOrder, asked.days],
      );
      if (row !== undefined) return apiKeyOf(row);
    }
    throw new Refused('two-keys-already');
  }

  /** The person's own keys, the newest first, up to a hundred; those that no longer live among them. */
  async list(tx: Transaction, person: string): Promise<ApiKey[]> {
    const rows = await tx.query<ApiKeyRow>(
      `select ${columns} from api_keys where tenant = $1 and person_id = $2 order by created_at desc, id limit 100`,
      [tx.tenant, person],
    );
    return rows.map(apiKeyOf);
  }

  /** Ends a key of the person's own, at once and for good. Throws `not-found` for anybody else's as for none. */
  async revoke(tx: Transaction, person: string, id: string): Promise<void> {
    const found = await tx.query(
      `update api_keys set revoked_at = coalesce(revoked_at, clock_timestamp())
        where id = $1 and tenant = $2 and person_id = $3 returning id`,
      [id, tx.tenant, person],
    );
    if (found.length === 0) throw new Refused('not-found');
  }

  /**
   * Whom a key stands for, looked up now: a key that was revoked, and one whose owner no longer acts for the
   * institution, is refused at its next use. An unknown id goes the way of a wrong secret, statement for statement.
   */
  async find(text: string): Promise<KeyFound> {
    const parsed = parseApiKey(text);
    if (parsed === undefined) return { fault: 'malformed' };
    const [row] = await withoutTenant(this.database, (tx) =>
      tx.named<FoundRow>(
        'identity: find api key',
        `select digest, tenant, person_id as person, institution_id as institution, scopes,
                revoked_at is not null as revoked, expires_at <= clock_timestamp() as expired,
                last_used_at is null or last_used_at < date_trunc('minute', clock_timestamp()) as unseen
           from api_keys where id = $1`,
        [parsed.id],
      ),
    );
    const isRight = timingSafeEqual(parsed.digest, row?.digest ?? nobodys);
    // A key of a demonstration is nothing to a real installation, and the other way round.
    if (row === undefined || !isRight || parsed.kind !== this.kind) return { fault: 'unknown' };
    const { tenant, person, institution, scopes } = row;
    const holder = { tenant, person, institution, scopes, method: `apiKey:${parsed.id}` };
    if (row.revoked) return { fault: 'revoked', holder };
    if (row.expired) return { fault: 'expired', holder };
    return inTransaction(this.database, tenant, async (tx): Promise<KeyFound> => {
      const actor = await findActor(tx, person, holder.method);
      if (!actor?.actsFor.includes(institution)) return { fault: 'notActing', holder };
      if (row.unseen)
        await tx.named(
          'identity: api key used',
          `update api_keys set last_used_at = date_trunc('minute', clock_timestamp()) where id = $1`,
          [parsed.id],
        );
      return { holder, actor: narrowed(actor, institution) };
    });
  }
}

/** Revokes all living keys of a person, at once and for good. */
export async function revokeKeysOf(tx: Transaction, person: string): Promise<void> {
  await tx.query(
    `update api_keys set revoked_at = clock_timestamp() where tenant = $1 and person_id = $2 and revoked_at is null`,
    [tx.tenant, person],
  );
}

/** Compared with where no key has the id. */
const nobodys = randomBytes(32);

const columns = `id, institution_id as institution, name, scopes, created_at as "createdAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

interface ApiKeyRow extends Pick<ApiKey, 'id' | 'institution' | 'name' | 'scopes'> {
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

interface FoundRow extends Pick<KeyHolder, 'tenant' | 'person' | 'institution' | 'scopes'> {
  digest: Buffer;
  revoked: boolean;
  expired: boolean;
  unseen: boolean;
}

const apiKeyOf = (row: ApiKeyRow): ApiKey => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
