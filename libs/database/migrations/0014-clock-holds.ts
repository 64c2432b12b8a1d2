import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the database's clock jumped, and until when nothing lapsed because of it. */
export class ClockHolds1764288000014 implements MigrationInterface {
  name = 'ClockHolds1764288000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table clock_holds (
        id bigint generated always as identity primary key,
        noticed_at timestamptz not null,
        noticed_by text not null,
        moved_ms bigint not null,
        released_at timestamptz,
        reason text,
        constraint a_hold_is_released_for_a_reason check ((released_at is null) = (reason is null)),
        constraint a_reason_says_something check (reason <> '')
      );
      create unique index there_is_one_open_hold on clock_holds ((true)) where released_at is null;
      comment on table clock_holds is 'Jumps of the database''s clock. While one is not released, no clock lapses anywhere in this database.';
      comment on column clock_holds.id is 'Counts the jumps.';
      comment on column clock_holds.noticed_at is 'The database''s clock when it was noticed, after the jump.';
      comment on column clock_holds.noticed_by is 'Host and process that noticed it first.';
      comment on column clock_holds.moved_ms is 'How far the clock had moved against that process''s own, milliseconds; negative is backwards.';
      comment on column clock_holds.released_at is 'The database''s clock when time went on; empty while it is held.';
      comment on column clock_holds.reason is 'Why it was released, by whoever did it.';
      grant select, insert (noticed_at, noticed_by, moved_ms, released_at, reason), update (released_at, reason)
        on clock_holds to greenlane_service;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
