import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Duties held are looked up by their key, one person of one matter at a time. Compared with a COALESCE, which row security
 * takes for leaky, the matter could not be asked of the index: the table was read whole, which with a million cases took a
 * second for each batch. `offset 0` keeps the planner from putting the parts together again.
 */
export class DutiesByKey1764288000018 implements MigrationInterface {
  name = 'DutiesByKey1764288000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create or replace function hold_duties(tenants smallint[], case_ids uuid[], people uuid[], duties text[], ats timestamptz[])
        returns void language plpgsql security definer set search_path = public as $$
        declare clash record;
        begin
          insert into duties_held (tenant, matter, person_id, duty, case_id, at)
          select t.tenant, coalesce(c.root_id, t.case_id), t.person_id, t.duty, t.case_id, t.at
          from unnest(tenants, case_ids, people, duties, ats) as t (tenant, case_id, person_id, duty, at)
          join jurisdictions j on j.tenant = t.tenant and t.duty = any (j.duties_apart)
          left join cases c on c.tenant = t.tenant and c.id = t.case_id
          order by 1, 2, 3, t.at
          on conflict (tenant, matter, person_id) do nothing;
          select t.person_id, t.case_id, t.duty, d.duty as held into clash
          from (
            select t.tenant, coalesce(c.root_id, t.case_id) as matter, t.case_id, t.person_id, t.duty, j.duties_apart
            from unnest(tenants, case_ids, people, duties) as t (tenant, case_id, person_id, duty)
            join jurisdictions j on j.tenant = t.tenant and t.duty = any (j.duties_apart)
            left join cases c on c.tenant = t.tenant and c.id = t.case_id offset 0) as t
          cross join lateral (
            select duty from duties_held
            where tenant = t.tenant and matter = t.matter and person_id = t.person_id offset 0) as d
          where d.duty <> t.duty and d.duty = any (t.duties_apart) limit 1;
          if found then
            raise exception 'person % of case % has the duty % and cannot take %', clash.person_id, clash.case_id,
              clash.held, clash.duty using errcode = 'GL022', constraint = 'duties_are_kept_apart';
          end if;
        end $$;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
