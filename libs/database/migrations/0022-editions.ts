import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A case is moved to a later edition by an event that says so, and by nothing else; the clocks that stand then may be called
 * otherwise.
 */
export class Editions1764288000022 implements MigrationInterface {
  name = 'Editions1764288000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create or replace function no_event_beside_its_case() returns trigger language plpgsql set search_path = public as $$
        declare own record;
        begin
          select seq, process, edition, edition_hash into own from cases where tenant = new.tenant and id = new.case_id;
          if not found or own.seq < new.seq then
            raise exception 'event % of case % did not move its case', new.seq, new.case_id using errcode = 'GL010';
          end if;
          if own.seq = new.seq and (new.doc ->> 'process', new.doc ->> 'edition', new.doc ->> 'editionHash')
              is distinct from (own.process, own.edition, own.edition_hash) then
            raise exception 'event % of case % is under another edition than its case', new.seq, new.case_id
              using errcode = 'GL013';
          end if;
          return null;
        end $$;
      comment on function no_event_beside_its_case() is
        'At commit, each new event has been counted by its case, and the last one says under which edition the case is.';

      create or replace function a_case_only_goes_forward() returns trigger language plpgsql as $$
        begin
          if new.seq <= old.seq then
            raise exception 'case % cannot go from event % to %', old.id, old.seq, new.seq using errcode = 'GL012';
          end if;
          if new.process <> old.process or new.edition < old.edition
              or (new.edition = old.edition and new.edition_hash <> old.edition_hash) then
            raise exception 'case % cannot go from % of % to % of %', old.id, old.process, old.edition, new.process, new.edition
              using errcode = 'GL014';
          end if;
          return new;
        end $$;
      comment on function a_case_only_goes_forward() is
        'A case is never set back to an event it has passed, nor to an earlier edition or another text of its own.';

      alter table clock_operations
        add column becomes text,
        drop constraint a_clock_knows_its_operations,
        add constraint a_clock_knows_its_operations check (operation in
          ('start', 'suspend', 'resume', 'interrupt', 'extend', 'supersede', 'project', 'rename', 'stop', 'expire')),
        add constraint a_renaming_says_the_name check ((operation = 'rename') = (becomes is not null)),
        add constraint a_renaming_is_to_another_name check (becomes <> clock);
      comment on column case_times.edition is 'The edition under which it was opened.';
      comment on column spells.edition is 'The edition under which the case came into the state.';
      create unique index a_clock_is_renamed_once on clock_operations (tenant, case_id, clock) where becomes is not null;
      comment on column clock_operations.clock is 'The clock, by the name it had then.';
      comment on column clock_operations.operation is
        'start, suspend, resume, interrupt, extend, supersede, project, rename, stop or expire.';
      comment on column clock_operations.becomes is
        'What the clock is called from then on, where the case was moved to an edition with another name for it; else empty.';
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
