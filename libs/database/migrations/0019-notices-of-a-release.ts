import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which notices a calendar began with, so that one that a later release brings counts from then on and not before. */
export class NoticesOfARelease1764288000019 implements MigrationInterface {
  name = 'NoticesOfARelease1764288000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table jurisdictions add column notices text[] not null default
        '{2015-1,2016-1,2017-1,2018-1,2019-1,2019-2,2020-1,2020-2,2021-1,2022-1,2023-1,2024-1,2025-1,2026-1}';
      comment on column jurisdictions.notices is
        'Notices that were shipped when the authority was entered; each counts from the day on which it was known.';

      create or replace function a_calendar_begins_as_it_began() returns trigger language plpgsql as $$
        begin
          if (new.provisional_years, new.notices) is distinct from (old.provisional_years, old.notices) then
            raise exception 'what a calendar began with is not changed afterwards' using errcode = 'GL027';
          end if;
          return new;
        end $$;
      comment on function a_calendar_begins_as_it_began() is
        'Dates drawn before rest on these notices and years; what comes later is a change of its own.';

      alter table calendar_changes
        drop constraint only_a_year_ahead_comes_without_an_event,
        add constraint notices_and_a_year_ahead_alone_come_without_an_event
          check ((case_id is null) = (seq is null) and (case_id is not null or what in ('provisionalYear', 'notice')));
      comment on column calendar_changes.case_id is
        'The case that changed it; empty for what a release brings: a later notice, and the year after the last one shipped.';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
