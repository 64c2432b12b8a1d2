import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which profiles each authority put in force and ended: lanes that hold limits sooner, and its settings. */
export class Profiles1764288000023 implements MigrationInterface {
  name = 'Profiles1764288000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table profile_changes (
        tenant smallint not null references jurisdictions,
        at timestamptz not null,
        what text not null,
        profile text not null,
        hash text,
        content text,
        from_day date,
        until_day date,
        case_id uuid not null,
        seq integer not null,
        constraint changes_of_profiles_come_one_after_the_other primary key (tenant, at),
        constraint a_profile_is_changed_by_an_event foreign key (tenant, case_id, seq)
          references events (tenant, case_id, seq),
        constraint an_event_changes_a_profile_once unique (tenant, case_id, seq),
        constraint a_profile_is_put_in_force_or_ended check (what in ('enter', 'end')),
        constraint what_is_put_in_force_is_there_and_what_is_ended_has_a_day check (
          (what = 'enter' and hash is not null and content is not null and from_day is not null)
          or (what = 'end' and hash is null and content is null and from_day is null and until_day is not null)),
        constraint a_hash_of_a_profile_is_a_sha256 check (hash ~ '^[0-9a-f]{64}$'),
        constraint a_profile_does_not_end_before_it_begins check (until_day is null or from_day is null or until_day >= from_day)
      );
      comment on table profile_changes is
        'What an authority put in force, or ended, of profiles: lanes and settings. Never updated; the last word on a profile counts.';
      comment on column profile_changes.tenant is 'Jurisdiction.';
      comment on column profile_changes.at is 'Office time of the event.';
      comment on column profile_changes.what is 'enter or end.';
      comment on column profile_changes.profile is 'Id of the profile.';
      comment on column profile_changes.hash is 'SHA-256 of the whole profile, its words included; empty for an end.';
      comment on column profile_changes.content is 'The profile without its words, canonical JSON; empty for an end.';
      comment on column profile_changes.from_day is 'First legal day on which it counts; empty for an end.';
      comment on column profile_changes.until_day is 'Last legal day; empty for none but its own.';
      comment on column profile_changes.case_id is 'The case that changed it.';
      comment on column profile_changes.seq is 'The event of that case.';
      create trigger history_is_not_rewritten before update or delete on profile_changes
        for each row execute function history_is_not_rewritten();
      create trigger history_is_not_truncated before truncate on profile_changes
        for each statement execute function history_is_not_rewritten();
      alter table profile_changes enable always trigger history_is_not_rewritten;
      alter table profile_changes enable always trigger history_is_not_truncated;
      alter table profile_changes enable row level security;
      alter table profile_changes force row level security;
      create policy own_tenant on profile_changes
        using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      grant select, insert on profile_changes to greenlane_service;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
