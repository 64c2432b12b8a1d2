import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clocks that are extended, or counted from another anchor; and whether an office extends its decisions at all. */
export class ClockOrders1764288000012 implements MigrationInterface {
  name = 'ClockOrders1764288000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table clocks add column held_on date;
      -- The owner, too, is held to one tenant; here are all of them.
      alter table clocks no force row level security;
      alter table clock_operations no force row level security;
      update clocks k set held_on = o.first
        from (select tenant, case_id, clock, generation, min(on_day) as first from clock_operations
              where operation = 'suspend' group by 1, 2, 3, 4) o
        where (o.tenant, o.case_id, o.clock, o.generation) = (k.tenant, k.case_id, k.clock, k.generation);
      alter table clocks force row level security;
      alter table clock_operations force row level security;
      alter table clocks
        drop constraint a_clock_has_a_known_status,
        add constraint a_clock_has_a_known_status
          check (status in ('running', 'suspended', 'stopped', 'expired', 'superseded'));
      comment on column clocks.held_on is 'First day on which it was held; empty while it never was.';
      comment on column clocks.status is 'running, suspended, stopped, expired or superseded (its anchor was wrong).';
      comment on column clocks.generation is
        'Counts from 1; an interrupted, newly started or superseded clock is followed by the next generation.';

      alter table clock_operations
        add column length integer,
        add column anchor date,
        drop constraint a_clock_knows_its_operations,
        add constraint a_clock_knows_its_operations check (operation in
          ('start', 'suspend', 'resume', 'interrupt', 'extend', 'supersede', 'project', 'stop', 'expire')),
        add constraint an_extension_says_by_how_much check ((operation = 'extend') = (length is not null)),
        add constraint an_extension_is_not_empty check (length >= 1),
        add constraint another_anchor_is_told check ((operation = 'supersede') = (anchor is not null)),
        add constraint no_anchor_lies_ahead check (anchor <= on_day);
      comment on column clock_operations.operation is
        'start, suspend, resume, interrupt, extend, supersede, project, stop or expire.';
      comment on column clock_operations.length is 'By how much an extension lengthens the budget, in its unit; else empty.';
      comment on column clock_operations.anchor is 'The right anchor, where it takes the place of a wrong one; else empty.';

      alter table jurisdictions add column extensions_allowed boolean not null default false;
      comment on column jurisdictions.extensions_allowed is
        'Whether the office extends the period of its decisions (Licensing Law 42); the measures are silent.';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
