import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the service's own login could do to roles, authorisations and accounts without an event, it can no longer. */
export class NothingUnnoticed1764000000008 implements MigrationInterface {
  name = 'NothingUnnoticed1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create function it_rests_on_an_event() returns trigger language plpgsql set search_path = public as $$
        declare
          began timestamptz := (to_jsonb(new) ->> tg_argv[0])::timestamptz;
          beginning uuid := (to_jsonb(new) ->> tg_argv[1])::uuid;
          ended timestamptz := new.withdrawn_at;
          ending uuid := (to_jsonb(new) ->> tg_argv[2])::uuid;
          furnished boolean := current_user <> 'greenlane_service' or (select demonstration from office_clock);
        begin
          if tg_op = 'INSERT' and beginning is null and not furnished then
            raise exception '% begins with no event', tg_table_name using errcode = 'GL024';
          end if;
          if tg_op = 'INSERT' and beginning is not null
            and not exists (select from events where tenant = new.tenant and case_id = beginning and at = began) then
            raise exception '% is dated as no event of its case', tg_table_name using errcode = 'GL024';
          end if;
          if tg_argv[2] <> '' and ended is not null and (tg_op = 'INSERT' or old.withdrawn_at is null) then
            if ending is null and not furnished then
              raise exception '% ends with no event', tg_table_name using errcode = 'GL024';
            end if;
            if ending is not null
              and not exists (select from events where tenant = new.tenant and case_id = ending and at = ended) then
              raise exception 'the end of % is dated as no event of its case', tg_table_name using errcode = 'GL024';
            end if;
          end if;
          return new;
        end $$;
      comment on function it_rests_on_an_event()
        is 'What a case gave is dated as its event. Without a case the service enters nothing but a demonstration.';
      create trigger it_rests_on_an_event before insert or update on role_grants
        for each row execute function it_rests_on_an_event('granted_at', 'granted_case', 'withdrawn_case');
      create trigger it_rests_on_an_event before insert or update on acting_for
        for each row execute function it_rests_on_an_event('since', 'case_id', '');
      alter table role_grants enable always trigger it_rests_on_an_event;
      alter table acting_for enable always trigger it_rests_on_an_event;

      create function the_authority_is_named_once() returns trigger language plpgsql as $$
        begin
          if old.authority_id is not null and new.authority_id is distinct from old.authority_id
            and current_user = 'greenlane_service' then
            raise exception 'jurisdiction % has its authority', old.tenant using errcode = 'GL025';
          end if;
          return new;
        end $$;
      comment on function the_authority_is_named_once() is 'Nobody but the owner names another authority: its cases concern it.';
      create trigger the_authority_is_named_once before update on jurisdictions
        for each row execute function the_authority_is_named_once();
      alter table jurisdictions enable always trigger the_authority_is_named_once;

      alter table access_entries
        drop constraint an_entry_has_a_known_kind,
        add constraint an_entry_has_a_known_kind
          check (kind in ('signedIn', 'signInFailed', 'signedOut', 'accountOpened', 'denied', 'read'));
      create function an_account_is_never_opened_unnoticed() returns trigger language plpgsql
        security definer set search_path = public as $$
        declare
          moment text := lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0');
          random text := replace(gen_random_uuid()::text, '-', '');
        begin
          insert into access_entries (id, tenant, at, kind, person_id)
          values ((moment || '7' || substr(random, 14, 3) || substr(random, 17))::uuid, new.tenant, clock_timestamp(),
            'accountOpened', new.person_id);
          return null;
        end $$;
      comment on function an_account_is_never_opened_unnoticed() is 'Every account that somebody gets stands in the access record.';
      create trigger an_account_is_never_opened_unnoticed after insert on accounts
        for each row execute function an_account_is_never_opened_unnoticed();
      alter table accounts enable always trigger an_account_is_never_opened_unnoticed;

      revoke update (until_day) on covers from greenlane_service;
      -- Who is recused rests on it, and nothing in the program changes it.
      revoke update (parent_id) on institutions from greenlane_service;

      -- Not valid: what stands from before is not judged.
      alter table role_grants add constraint a_role_is_not_withdrawn_before_it_is_granted
        check (withdrawn_at >= granted_at) not valid;
      alter table acting_for add constraint nobody_ceases_to_act_before_they_begin
        check (withdrawn_at >= since) not valid;
      comment on column owed_commands.ordinal
        is 'Which of the event''s effects, from 0; of an effect on several cases, plus the number of effects for each before.';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
