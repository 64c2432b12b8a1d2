import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People kept out, sessions that can be named without their cookie, and who ended whose. */
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
        primary key (tenant, case_id),
        foreign key (tenant, case_id) references cases (tenant, id),
        foreign key (tenant, person_id) references people (tenant, id)
      );
      create unique index a_person_is_suspended_once on suspensions (tenant, person_id) where lifted_at is null;
      comment on table suspensions is 'Who is kept out of everything; looked up for each request.';
      comment on column suspensions.tenant is 'Jurisdiction.';
      comment on column suspensions.case_id is 'The case that suspended, and lets in again.';
      comment on column suspensions.person_id is 'Who is kept out.';
      comment on column suspensions.since is 'Office time from which on.';
      comment on column suspensions.lifted_at is 'Office time at which the person was let in again.';
      alter table suspensions enable row level security;
      alter table suspensions force row level security;
      create policy own_tenant on suspensions
        using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      create trigger an_end_is_not_taken_back before update on suspensions
        for each row execute function an_end_is_not_taken_back('lifted_at');
      alter table suspensions enable always trigger an_end_is_not_taken_back;
      grant select, insert, update (lifted_at) on suspensions to greenlane_service;

      alter table sessions
        add column id uuid not null default gen_random_uuid(),
        add constraint a_session_has_a_name_of_its_own unique (id);
      comment on column sessions.id is 'By which its owner names it; made at random, says nothing of the cookie.';
      comment on column sessions.ended_at is 'Real time of signing out, or of being ended by its owner or the office.';

      alter table access_entries
        drop constraint an_entry_has_a_known_kind,
        add constraint an_entry_has_a_known_kind
          check (kind in ('signedIn', 'signInFailed', 'signedOut', 'accountOpened', 'sessionsEnded', 'denied', 'read'));
      comment on column access_entries.kind is 'signedIn, signInFailed, signedOut, accountOpened, sessionsEnded, denied or read.';

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
