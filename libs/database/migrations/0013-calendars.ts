import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each authority changed in its calendar, and for which calendar each clock has been looked at. */
export class Calendars1764288000013 implements MigrationInterface {
  name = 'Calendars1764288000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table calendar_changes (
        tenant smallint not null references jurisdictions,
        from_at timestamptz not null,
        what text not null,
        content text not null,
        case_id uuid,
        seq integer,
        constraint changes_of_a_calendar_come_one_after_the_other primary key (tenant, from_at),
        constraint a_calendar_is_changed_by_an_event foreign key (tenant, case_id, seq)
          references events (tenant, case_id, seq),
        constraint an_event_changes_a_calendar_once unique (tenant, case_id, seq),
        constraint a_calendar_changes_in_a_known_way
          check (what in ('notice', 'provisionalYear', 'cutOffHour', 'rollOver')),
        constraint only_a_year_ahead_comes_without_an_event
          check ((case_id is null) = (seq is null) and (case_id is not null or what = 'provisionalYear'))
      );
      comment on table calendar_changes is
        'What an authority changed in its calendar beside the notices shipped, and from when on. Never updated.';
      comment on column calendar_changes.tenant is 'Jurisdiction.';
      comment on column calendar_changes.from_at is 'Office time from which on it counts: that of the event.';
      comment on column calendar_changes.what is 'notice, provisionalYear, cutOffHour or rollOver.';
      comment on column calendar_changes.content is 'The change, canonical JSON.';
      comment on column calendar_changes.case_id is
        'The case that changed it; empty for the year after the last notice shipped, which comes with a release.';
      comment on column calendar_changes.seq is 'The event of that case.';
      create trigger history_is_not_rewritten before update or delete on calendar_changes
        for each row execute function history_is_not_rewritten();
      create trigger history_is_not_truncated before truncate on calendar_changes
        for each statement execute function history_is_not_rewritten();
      alter table calendar_changes enable always trigger history_is_not_rewritten;
      alter table calendar_changes enable always trigger history_is_not_truncated;
      alter table calendar_changes enable row level security;
      alter table calendar_changes force row level security;
      create policy own_tenant on calendar_changes
        using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      create policy a_release_alone_changes_without_an_event on calendar_changes as restrictive for insert
        to greenlane_service with check (case_id is not null);
      grant select, insert on calendar_changes to greenlane_service;

      create function a_calendar_begins_as_it_began() returns trigger language plpgsql as $$
        begin
          if new.provisional_years is distinct from old.provisional_years then
            raise exception 'the years with which a calendar began are not changed afterwards' using errcode = 'GL027';
          end if;
          return new;
        end $$;
      comment on function a_calendar_begins_as_it_began() is
        'Dates drawn before rest on these years; what comes later is a change of its own.';
      create trigger a_calendar_begins_as_it_began before update on jurisdictions
        for each row execute function a_calendar_begins_as_it_began();
      alter table jurisdictions enable always trigger a_calendar_begins_as_it_began;
      comment on column jurisdictions.provisional_years is 'Years that were provisional when the authority was entered.';

      alter table clocks add column considered text;
      comment on column clocks.considered is
        'Version of the calendar for which it was looked at last, where its date stayed. Operational; no event says so.';
      alter table clocks add column looked text generated always as (coalesce(considered, calendar_version)) stored;
      comment on column clocks.looked is
        'The calendar it was looked at for last. A column of its own: row security keeps a COALESCE from the index.';
      create index clocks_by_calendar on clocks (tenant, looked, case_id) where status in ('running', 'suspended');

      alter table clock_operations
        drop constraint a_clock_knows_its_operations,
        add constraint a_clock_knows_its_operations check (operation in
          ('start', 'suspend', 'resume', 'interrupt', 'extend', 'supersede', 'stop', 'expire', 'project'));
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
