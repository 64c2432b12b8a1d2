import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far those who read the log in its order have come. */
export class Followers1764288000011 implements MigrationInterface {
  name = 'Followers1764288000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table followers (
        tenant smallint not null references jurisdictions,
        name text not null,
        next bigint not null,
        primary key (tenant, name),
        constraint a_follower_begins_with_the_first_leaf check (next >= 0)
      );
      comment on table followers is 'Who follows the audit log, and how far each has come; its row is the follower''s lock.';
      comment on column followers.tenant is 'Jurisdiction.';
      comment on column followers.name is 'The follower.';
      comment on column followers.next is 'The first leaf it has not seen.';
      grant select, insert, update (next) on followers to greenlane_service;
      alter table followers enable row level security;
      alter table followers force row level security;
      create policy own_tenant on followers
        using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
