import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why somebody could not be drawn, beside the draw that everybody who sees the case may read. */
export class Readers1764000000010 implements MigrationInterface {
  name = 'Readers1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table draw_grounds (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        disclosure text not null,
        primary key (tenant, case_id, seq),
        foreign key (tenant, case_id, seq) references assessor_draws (tenant, case_id, seq)
      );
      comment on table draw_grounds is
        'Why people were excluded from a draw and why it was made again, for the office alone; no history, so that it may be erased.';
      comment on column draw_grounds.tenant is 'Jurisdiction.';
      comment on column draw_grounds.case_id is 'The case.';
      comment on column draw_grounds.seq is 'The event of the draw, which holds the digest.';
      comment on column draw_grounds.disclosure is 'Salt, name and value (RFC 9901), base64url.';
      grant select, insert on draw_grounds to greenlane_service;
      alter table draw_grounds enable row level security;
      alter table draw_grounds force row level security;
      create policy own_tenant on draw_grounds
        using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      comment on column assessor_draws.draw is
        'Seed, pool, who of it was excluded, what was to be covered, and the outcome: canonical JSON.';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
