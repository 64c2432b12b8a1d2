import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People kept out, sessions that can be named without their cookie, who ended whose, and none that is made unnoticed. */
export class Suspensions1764000000009 implements MigrationInterface {
  name = 'Suspensions1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table suspensions (
        tenant smallint not null,
        case_id uuid not null,
        person_id uuid not null,
        since timestamptz not null,
        lifted_at timestamptz,
        lifted_case uuid,
        let_in_at timestamptz,
        primary key (tenant, case_id),
        foreign key (tenant, case_id) references cases (tenant, id),
        foreign key (tenant, person_id) references people (tenant, id),
        foreign key (tenant, lifted_case) references cases (tenant, id),
        constraint whoever_is_let_in_again_is_so_by_a_case check ((lifted_at is null) = (lifted_case is null))
      );
      create unique index a_person_is_suspended_once on suspensions (tenant, person_id) where lifted_at is null;
      create index suspensions_of_a_person on suspensions (tenant, person_id);
      comment on table suspensions is 'Who is kept out of everything; looked up for each request.';
      comment on column suspensions.tenant is 'Jurisdiction.';
      comment on column suspensions.case_id is 'The case that suspended.';
      comment on column suspensions.person_id is 'Who is kept out.';
      comment on column suspensions.since is 'Office time from which on.';
      comment on column suspensions.lifted_at is 'Office time at which the person was let in again.';
      comment on column suspensions.lifted_case is 'The case that let the person in again.';
      comment on column suspensions.let_in_at is 'Real time of the same, by the database alone: tokens of before are refused.';
      alter table suspensions enable row level security;
      alter table suspensions force row level security;
      create policy own_tenant on suspensions
        using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      create trigger an_end_is_not_taken_back before update on suspensions
        for each row execute function an_end_is_not_taken_back('lifted_at');
      alter table suspensions enable always trigger an_end_is_not_taken_back;
      create function the_instant_of_letting_in_is_now() returns trigger language plpgsql as $$
        begin
          new.let_in_at := case
            when new.lifted_at is null then null
            when tg_op = 'UPDATE' and old.lifted_at is not null then old.let_in_at
            else clock_timestamp() end;
          return new;
        end $$;
      comment on function the_instant_of_letting_in_is_now() is 'Nobody dates it back, so that no token of before is taken.';
      create trigger the_instant_of_letting_in_is_now before insert or update on suspensions
        for each row execute function the_instant_of_letting_in_is_now();
      alter table suspensions enable always trigger the_instant_of_letting_in_is_now;
      grant select, insert, update (lifted_at, lifted_case) on suspensions to greenlane_service;

      alter table sessions
        add column id uuid not null default gen_random_uuid(),
        add constraint a_session_has_a_name_of_its_own unique (id);
      comment on column sessions.id is 'By which its owner names it; made at random, says nothing of the cookie.';
      comment on column sessions.ended_at is 'Real time of signing out, or of being ended by its owner or the office.';

      update sessions set expires_at = created_at + interval '8 hours' where expires_at > created_at + interval '8 hours';
      alter table sessions
        add constraint a_session_lasts_no_longer_than_a_working_day check (expires_at <= created_at + interval '8 hours');
      create trigger an_end_is_not_taken_back before update on sessions
        for each row execute function an_end_is_not_taken_back('ended_at');
      alter table sessions enable always trigger an_end_is_not_taken_back;
      create trigger an_end_is_not_taken_back before update on api_keys
        for each row execute function an_end_is_not_taken_back('revoked_at');
      alter table api_keys enable always trigger an_end_is_not_taken_back;
      create function a_session_begins_now() returns trigger language plpgsql as $$
        begin
          if new.created_at > clock_timestamp() or new.seen_at > clock_timestamp() + interval '1 minute' then
            raise exception 'a session begins when it is opened' using errcode = 'GL026';
          end if;
          return new;
        end $$;
      comment on function a_session_begins_now() is 'One of tomorrow would outlast its eight hours, one seen tomorrow its thirty minutes.';
      create trigger a_session_begins_now before insert or update on sessions
        for each row execute function a_session_begins_now();
      alter table sessions enable always trigger a_session_begins_now;

      alter table access_entries
        drop constraint an_entry_has_a_known_kind,
        add constraint an_entry_has_a_known_kind
          check (kind in ('signedIn', 'signInFailed', 'signedOut', 'accountOpened', 'sessionOpened', 'sessionsEnded', 'keyMade',
            'denied', 'read'));
      comment on column access_entries.kind is 'signedIn, signInFailed, signedOut, accountOpened, sessionOpened, sessionsEnded, keyMade, denied or read.';

      create function it_is_never_made_unnoticed() returns trigger language plpgsql
        security definer set search_path = public as $$
        declare
          moment text := lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0');
          random text := replace(gen_random_uuid()::text, '-', '');
          made jsonb := to_jsonb(new);
          before text := current_setting('app.tenant', true);
          whose record;
        begin
          if tg_argv[0] = 'sessionOpened' then
            select tenant, person_id into whose from accounts
            where issuer = made ->> 'issuer' and subject = made ->> 'subject';
          else
            select (made ->> 'tenant')::smallint as tenant, (made ->> 'person_id')::uuid as person_id into whose;
          end if;
          -- The entry is one of whoever it is about, also where a session is opened before anybody's jurisdiction is known.
          perform set_config('app.tenant', coalesce(whose.tenant::text, ''), true);
          insert into access_entries (id, tenant, at, kind, person_id, method)
          values ((moment || '7' || substr(random, 14, 3) || substr(random, 17))::uuid, whose.tenant, clock_timestamp(),
            tg_argv[0], whose.person_id, made ->> 'method');
          perform set_config('app.tenant', coalesce(before, ''), true);
          return null;
        end $$;
      comment on function it_is_never_made_unnoticed() is 'Every session and every API key that is made stands in the access record.';
      create trigger it_is_never_made_unnoticed after insert on sessions
        for each row execute function it_is_never_made_unnoticed('sessionOpened');
      alter table sessions enable always trigger it_is_never_made_unnoticed;
      create trigger it_is_never_made_unnoticed after insert on api_keys
        for each row execute function it_is_never_made_unnoticed('keyMade');
      alter table api_keys enable always trigger it_is_never_made_unnoticed;

      comment on table rate_limits is
        'Tries at public doors and what people uploaded, shared by all instances; the layout is that of rate-limiter-flexible.';
      comment on column rate_limits.key is 'Door and address, or quota and person.';
      comment on column rate_limits.points is 'Tries in the window, or uploads or KiB.';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
