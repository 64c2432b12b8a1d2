import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sessions, keys, limits, and the record of who was let in and who was not. All times here are real time. They are read
 * before anybody knows the tenant, so they belong to none; only the record shows each tenant its own rows.
 */
export class SignIn1764000000007 implements MigrationInterface {
  name = 'SignIn1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table sign_ins (
        state_digest bytea primary key,
        nonce text not null,
        verifier text not null,
        browser_digest bytea not null,
        return_to text not null,
        step_up boolean not null,
        expires_at timestamptz not null
      );
      comment on table sign_ins is 'Sign-ins under way at the provider; each is used once.';
      comment on column sign_ins.state_digest is 'SHA-256 of the state parameter.';
      comment on column sign_ins.nonce is 'Nonce that the ID token must bring.';
      comment on column sign_ins.verifier is 'PKCE code verifier (RFC 7636).';
      comment on column sign_ins.browser_digest is 'SHA-256 of the cookie of the browser that began it.';
      comment on column sign_ins.return_to is 'Path of ours to go back to.';
      comment on column sign_ins.step_up is 'Whether a fresh and strong sign-in was asked for.';
      comment on column sign_ins.expires_at is 'Real time after which it is void.';

      create table sessions (
        digest bytea primary key,
        issuer text not null,
        subject text not null,
        method text not null,
        acr text,
        auth_time bigint,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz
      );
      create index sessions_of_a_subject on sessions (issuer, subject);
      comment on table sessions is 'Browsers that are signed in. No token of the provider is kept.';
      comment on column sessions.digest is 'SHA-256 of the cookie; the cookie itself is nowhere.';
      comment on column sessions.issuer is 'Issuer of the ID token.';
      comment on column sessions.subject is 'Subject at that issuer.';
      comment on column sessions.method is 'How the person signed in, as it will stand in events.';
      comment on column sessions.acr is 'Authentication context of the sign-in.';
      comment on column sessions.auth_time is 'When the person signed in, seconds since 1970.';
      comment on column sessions.created_at is 'Real time of the sign-in.';
      comment on column sessions.seen_at is 'Real time of the last request, to the minute.';
      comment on column sessions.expires_at is 'Real time after which it is void whatever happens.';
      comment on column sessions.ended_at is 'Real time of signing out.';

      create table api_keys (
        id text primary key,
        digest bytea not null,
        tenant smallint not null,
        person_id uuid not null,
        institution_id uuid not null,
        slot smallint not null,
        name text not null,
        scopes text[] not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        foreign key (tenant, person_id) references people (tenant, id),
        foreign key (tenant, institution_id) references institutions (tenant, id),
        constraint a_key_has_a_slot check (slot in (1, 2))
      );
      create unique index two_keys_live_at_most on api_keys (tenant, person_id, institution_id, slot) where revoked_at is null;
      comment on table api_keys is 'Keys of laboratories'' systems: each acts as one person for one institution.';
      comment on column api_keys.id is 'The part of the key that may be shown.';
      comment on column api_keys.digest is 'SHA-256 of the secret part (256 random bits need no slow hash).';
      comment on column api_keys.tenant is 'Jurisdiction.';
      comment on column api_keys.person_id is 'As whom it acts.';
      comment on column api_keys.institution_id is 'For whom it acts, and for nobody else.';
      comment on column api_keys.slot is 'First or second living key, so that one can follow the other.';
      comment on column api_keys.name is 'What its owner calls it.';
      comment on column api_keys.scopes is 'What it may be used for.';
      comment on column api_keys.created_at is 'Real time.';
      comment on column api_keys.expires_at is 'Real time after which it is void.';
      comment on column api_keys.last_used_at is 'Real time of the last use, to the minute.';
      comment on column api_keys.revoked_at is 'Real time of revocation.';

      alter table api_keys enable row level security;
      alter table api_keys force row level security;
      create policy read_before_the_tenant_is_known on api_keys for select using (true);
      create policy entered_in_its_tenant on api_keys for insert
        with check (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      create policy written_in_its_tenant on api_keys for update
        using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);

      create table rate_limits (
        key text primary key,
        points integer not null default 0,
        expire bigint
      );
      comment on table rate_limits is 'Tries at public doors, shared by all instances; the layout is that of rate-limiter-flexible.';
      comment on column rate_limits.key is 'Door and address.';
      comment on column rate_limits.points is 'Tries in the window.';
      comment on column rate_limits.expire is 'End of the window, milliseconds since 1970.';
      create index rate_limits_by_end on rate_limits (expire);

      create table access_entries (
        id uuid primary key,
        tenant smallint,
        at timestamptz not null,
        kind text not null,
        times integer not null default 1,
        code text,
        person_id uuid,
        method text,
        verb text,
        path text,
        address_digest bytea,
        request_id text,
        constraint an_entry_has_a_known_kind check (kind in ('signedIn', 'signInFailed', 'signedOut', 'denied', 'read')),
        constraint an_entry_stands_for_at_least_one check (times > 0)
      );
      create index access_in_order on access_entries (tenant, id);
      comment on table access_entries is 'Who was let in and who was turned away. Never updated, never deleted by the service.';
      comment on column access_entries.id is 'UUIDv7.';
      comment on column access_entries.tenant is 'Jurisdiction, where it was known.';
      comment on column access_entries.at is 'Real time.';
      comment on column access_entries.kind is 'signedIn, signInFailed, signedOut, denied or read.';
      comment on column access_entries.times is 'How many alike it stands for: more than one only of those turned away without a name, or for coming too often.';
      comment on column access_entries.code is 'Code of the refusal.';
      comment on column access_entries.person_id is 'Who, where it was known.';
      comment on column access_entries.method is 'How the person had signed in.';
      comment on column access_entries.verb is 'HTTP method.';
      comment on column access_entries.path is 'Route as declared, and the ids in it; never the query.';
      comment on column access_entries.address_digest is 'HMAC-SHA-256 of the address under a key of the installation.';
      comment on column access_entries.request_id is 'Request id, as the caller was told.';
      alter table access_entries enable row level security;
      alter table access_entries force row level security;
      create policy own_rows on access_entries
        using (tenant is not distinct from nullif(current_setting('app.tenant', true), '')::smallint);

      grant select, insert, delete on sign_ins to greenlane_service;
      grant select, insert, update (seen_at, ended_at), delete on sessions to greenlane_service;
      grant select, insert, update (last_used_at, revoked_at) on api_keys to greenlane_service;
      grant select, insert, update, delete on rate_limits to greenlane_service;
      grant select, insert on access_entries to greenlane_service;

      create trigger history_is_not_rewritten before update or delete on access_entries
        for each row execute function history_is_not_rewritten();
      create trigger history_is_not_truncated before truncate on access_entries
        for each statement execute function history_is_not_rewritten();
      alter table access_entries enable always trigger history_is_not_rewritten;
      alter table access_entries enable always trigger history_is_not_truncated;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
