import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may do what, as far as the database itself knows it: duties kept apart, acting for, recusal, assignment. Over 300
 * lines on purpose: half of it are the comments of tables and columns, which belong beside them.
 */
export class Authority1764000000006 implements MigrationInterface {
  name = 'Authority1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table institutions
        add column parent_id uuid,
        add constraint a_parent_is_registered foreign key (tenant, parent_id) references institutions (tenant, id),
        add constraint nobody_is_its_own_parent check (parent_id <> id);
      comment on column institutions.parent_id is 'The institution that owns or controls it, if that is registered here.';
      grant update (parent_id) on institutions to greenlane_service;

      alter table jurisdictions
        add column authority_id uuid,
        add column duties_apart text[] not null default
          '{applying,intake,coordination,assessment,decision,issuing,administration,confirmation}',
        add column rest_months integer not null default 0,
        add constraint the_authority_is_registered foreign key (tenant, authority_id) references institutions (tenant, id),
        add constraint nobody_rests_for_less_than_nothing check (rest_months >= 0);
      comment on column jurisdictions.authority_id is 'The authority itself as an institution: its own affairs are cases that concern it.';
      comment on column jurisdictions.duties_apart is 'Duties of which one person holds at most one in a matter.';
      comment on column jurisdictions.rest_months is 'Months after assessing a body in which a person does not assess it again; 0 where the office has no such rule.';
      grant update (authority_id) on jurisdictions to greenlane_service;

      create table duties_held (
        tenant smallint not null,
        matter uuid not null,
        person_id uuid not null,
        duty text not null,
        case_id uuid not null,
        at timestamptz not null,
        constraint duties_are_kept_apart primary key (tenant, matter, person_id),
        foreign key (tenant, case_id) references cases (tenant, id) deferrable initially deferred
      );
      create index duties_of_a_person on duties_held (tenant, person_id, duty, at);
      comment on table duties_held is 'Which of the duties kept apart a person holds in a matter: one, or none. Filled by triggers alone.';
      comment on column duties_held.tenant is 'Jurisdiction.';
      comment on column duties_held.matter is 'The root case, so that a linked case does not escape.';
      comment on column duties_held.person_id is 'Who acted, or was named.';
      comment on column duties_held.duty is 'The duty.';
      comment on column duties_held.case_id is 'The case in which it began.';
      comment on column duties_held.at is 'Office time at which it began.';

      create function hold_duties(tenants smallint[], case_ids uuid[], people uuid[], duties text[], ats timestamptz[])
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
          from unnest(tenants, case_ids, people, duties, ats) as t (tenant, case_id, person_id, duty, at)
          join jurisdictions j on j.tenant = t.tenant and t.duty = any (j.duties_apart)
          left join cases c on c.tenant = t.tenant and c.id = t.case_id
          join duties_held d on d.tenant = t.tenant and d.matter = coalesce(c.root_id, t.case_id) and d.person_id = t.person_id
          where d.duty <> t.duty and d.duty = any (j.duties_apart) limit 1;
          if found then
            raise exception 'person % of case % has the duty % and cannot take %', clash.person_id, clash.case_id,
              clash.held, clash.duty using errcode = 'GL022', constraint = 'duties_are_kept_apart';
          end if;
        end $$;
      comment on function hold_duties(smallint[], uuid[], uuid[], text[], timestamptz[])
        is 'Notes duties taken and refuses a second one that is kept apart from the first.';
      revoke all on function hold_duties(smallint[], uuid[], uuid[], text[], timestamptz[]) from public;

      create function note_duties_of_events() returns trigger language plpgsql security definer set search_path = public as $$
        begin
          perform hold_duties(array_agg(f.tenant order by f.id), array_agg(f.case_id order by f.id),
            array_agg((f.doc #>> '{actor,person}')::uuid order by f.id), array_agg(f.doc #>> '{actor,duty}' order by f.id),
            array_agg(f.at order by f.id))
          from fresh f where f.doc #>> '{actor,person}' is not null and f.doc #>> '{actor,duty}' is not null;
          return null;
        end $$;
      comment on function note_duties_of_events() is 'Whoever takes a step holds its duty in the matter from then on.';
      create trigger note_duties_of_events after insert on events referencing new table as fresh
        for each statement execute function note_duties_of_events();
      alter table events enable always trigger note_duties_of_events;
      -- Events from before this migration name no duty.
      alter table events add constraint whoever_acts_has_a_duty
        check (doc #>> '{actor,person}' is null or doc #>> '{actor,duty}' is not null) not valid;

      alter table case_people add column duty text;
      comment on column case_people.duty is 'The duty for which the case names the person.';
      create function note_duties_of_people() returns trigger language plpgsql security definer set search_path = public as $$
        begin
          perform hold_duties(array_agg(f.tenant), array_agg(f.case_id), array_agg(f.person_id), array_agg(f.duty),
            array_agg(office_now()))
          from fresh f where f.duty is not null;
          return null;
        end $$;
      comment on function note_duties_of_people() is 'Whoever a case names for a duty holds it in the matter from then on.';
      create trigger note_duties_of_people after insert on case_people referencing new table as fresh
        for each statement execute function note_duties_of_people();
      alter table case_people enable always trigger note_duties_of_people;

      alter table role_grants
        add column duty text,
        add column granted_case uuid,
        add column granted_seq integer,
        add column withdrawn_case uuid,
        add column withdrawn_seq integer,
        -- Grants from before this migration name none: none of them administers roles, and they can be withdrawn.
        add constraint a_grant_names_its_duty check (duty is not null or withdrawn_at is not null) not valid,
        add constraint a_grant_rests_on_an_event foreign key (tenant, granted_case, granted_seq)
          references events (tenant, case_id, seq),
        add constraint a_withdrawal_rests_on_an_event foreign key (tenant, withdrawn_case, withdrawn_seq)
          references events (tenant, case_id, seq);
      comment on column role_grants.duty is 'The duty of the role, as the catalogue has it.';
      comment on column role_grants.granted_case is 'The case that granted it; empty for those entered when the office was set up.';
      comment on column role_grants.granted_seq is 'That case''s event.';
      comment on column role_grants.withdrawn_case is 'The case that withdrew it.';
      comment on column role_grants.withdrawn_seq is 'That case''s event.';
      grant update (withdrawn_case, withdrawn_seq) on role_grants to greenlane_service;

      create function an_administrator_of_roles_decides_nothing() returns trigger language plpgsql
        security definer set search_path = public as $$
        begin
          -- Two grants to one person at once wait for each other here.
          perform from people where tenant = new.tenant and id = new.person_id for update;
          if new.withdrawn_at is null and exists (
            select from role_grants g where g.tenant = new.tenant and g.person_id = new.person_id and g.withdrawn_at is null
              and (g.duty is not distinct from 'administration') <> (new.duty = 'administration')) then
            raise exception 'person % cannot administer roles and hold another', new.person_id using errcode = 'GL021';
          end if;
          return null;
        end $$;
      comment on function an_administrator_of_roles_decides_nothing() is 'Whoever administers roles holds no other.';
      create trigger an_administrator_of_roles_decides_nothing after insert or update on role_grants
        for each row execute function an_administrator_of_roles_decides_nothing();
      alter table role_grants enable always trigger an_administrator_of_roles_decides_nothing;

      alter table acting_for
        add column capacity text not null default 'agent',
        add column steps text[],
        add column until date,
        add column case_id uuid,
        add constraint one_represents_or_is_an_agent check (capacity in ('legalRepresentative', 'agent')),
        add constraint acting_for_rests_on_a_case foreign key (tenant, case_id) references cases (tenant, id);
      create unique index an_institution_has_one_legal_representative
        on acting_for (tenant, institution_id) where capacity = 'legalRepresentative' and withdrawn_at is null;
      comment on column acting_for.capacity is 'legalRepresentative, or agent.';
      comment on column acting_for.steps is 'The only steps for which it holds; empty for all.';
      comment on column acting_for.until is 'Last legal day on which it holds; empty without end.';
      comment on column acting_for.case_id is 'The case in which it was checked; empty for a demonstration''s people.';

      create table assignments (
        tenant smallint not null,
        case_id uuid not null,
        duty text not null,
        person_id uuid not null,
        seq integer not null,
        constraint a_duty_of_a_case_is_assigned_once primary key (tenant, case_id, duty),
        foreign key (tenant, case_id, seq) references events (tenant, case_id, seq),
        foreign key (tenant, person_id) references people (tenant, id)
      );
      create index assignments_of_a_person on assignments (tenant, person_id, case_id);
      comment on table assignments is 'Who has a case on the desk, for each duty. Moves with an event, and says which.';
      comment on column assignments.tenant is 'Jurisdiction.';
      comment on column assignments.case_id is 'The case.';
      comment on column assignments.duty is 'The duty for which it is assigned.';
      comment on column assignments.person_id is 'To whom.';
      comment on column assignments.seq is 'The event that did it.';

      create table covers (
        tenant smallint not null,
        case_id uuid not null,
        absent_id uuid not null,
        cover_id uuid not null,
        from_day date not null,
        until_day date not null,
        ended_at timestamptz,
        primary key (tenant, case_id),
        foreign key (tenant, case_id) references cases (tenant, id),
        foreign key (tenant, absent_id) references people (tenant, id),
        foreign key (tenant, cover_id) references people (tenant, id),
        constraint nobody_covers_for_themselves check (absent_id <> cover_id),
        constraint an_absence_does_not_end_before_it_begins check (from_day <= until_day)
      );
      create index covers_by_cover on covers (tenant, cover_id) where ended_at is null;
      comment on table covers is 'Who stands in for whom while away: what is on the desk of one may be done by the other.';
      comment on column covers.tenant is 'Jurisdiction.';
      comment on column covers.case_id is 'The case that entered it.';
      comment on column covers.absent_id is 'Who is away.';
      comment on column covers.cover_id is 'Who stands in; needs the role as well.';
      comment on column covers.from_day is 'First legal day.';
      comment on column covers.until_day is 'Last legal day.';
      comment on column covers.ended_at is 'Office time at which it was ended early.';

      create table interests (
        tenant smallint not null,
        case_id uuid not null,
        person_id uuid not null,
        institution_id uuid not null,
        ground text not null,
        until_day date,
        lifted_at timestamptz,
        primary key (tenant, case_id),
        foreign key (tenant, case_id) references cases (tenant, id),
        foreign key (tenant, person_id) references people (tenant, id),
        foreign key (tenant, institution_id) references institutions (tenant, id),
        constraint an_interest_has_a_known_ground
          check (ground in ('employment', 'shareholding', 'kinship', 'advice', 'training', 'other'))
      );
      create index interests_of_a_person on interests (tenant, person_id) where lifted_at is null;
      comment on table interests is 'Declared interests of people in institutions: grounds of recusal.';
      comment on column interests.tenant is 'Jurisdiction.';
      comment on column interests.case_id is 'The case that declared it.';
      comment on column interests.person_id is 'Whose interest.';
      comment on column interests.institution_id is 'In which institution.';
      comment on column interests.ground is 'employment, shareholding, kinship, advice, training or other.';
      comment on column interests.until_day is 'Last legal day on which it counts; empty without end.';
      comment on column interests.lifted_at is 'Office time at which it was lifted.';

      create table assessor_fields (
        tenant smallint not null,
        person_id uuid not null,
        field text not null,
        may_lead boolean not null,
        until_day date,
        primary key (tenant, person_id, field),
        foreign key (tenant, person_id) references people (tenant, id)
      );
      comment on table assessor_fields is 'What each assessor may assess, by field of the certificate number, and whether as leader.';
      comment on column assessor_fields.tenant is 'Jurisdiction.';
      comment on column assessor_fields.person_id is 'The assessor.';
      comment on column assessor_fields.field is 'Two-digit field code.';
      comment on column assessor_fields.may_lead is 'Whether the person may lead a team in it.';
      comment on column assessor_fields.until_day is 'Last legal day of the qualification; empty without end.';

      create table assessor_draws (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        draw text not null,
        primary key (tenant, case_id, seq),
        foreign key (tenant, case_id, seq) references events (tenant, case_id, seq)
      );
      comment on table assessor_draws is 'Random selections of assessors, with all that is needed to draw again.';
      comment on column assessor_draws.tenant is 'Jurisdiction.';
      comment on column assessor_draws.case_id is 'The case.';
      comment on column assessor_draws.seq is 'The event that holds its digest.';
      comment on column assessor_draws.draw is 'Seed, pool, what was to be covered, and the outcome: canonical JSON.';

      create table decided_texts (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        text text not null,
        primary key (tenant, case_id, seq),
        foreign key (tenant, case_id, seq) references events (tenant, case_id, seq)
      );
      comment on table decided_texts is 'The text that was before the eyes of whoever decided; the event holds its digest and signature.';
      comment on column decided_texts.tenant is 'Jurisdiction.';
      comment on column decided_texts.case_id is 'The case.';
      comment on column decided_texts.seq is 'The event.';
      comment on column decided_texts.text is 'The text, UTF-8.';

      create function an_end_is_not_taken_back() returns trigger language plpgsql as $$
        begin
          if (to_jsonb(old) ->> tg_argv[0]) is not null
            and (to_jsonb(new) ->> tg_argv[0]) is distinct from (to_jsonb(old) ->> tg_argv[0]) then
            raise exception '% of % was ended and stays so', tg_argv[0], tg_table_name using errcode = 'GL023';
          end if;
          return new;
        end $$;
      comment on function an_end_is_not_taken_back() is 'What was withdrawn, lifted or ended stays so; a new row begins anew.';
      create trigger an_end_is_not_taken_back before update on role_grants
        for each row execute function an_end_is_not_taken_back('withdrawn_at');
      create trigger an_end_is_not_taken_back before update on acting_for
        for each row execute function an_end_is_not_taken_back('withdrawn_at');
      create trigger an_end_is_not_taken_back before update on interests
        for each row execute function an_end_is_not_taken_back('lifted_at');
      create trigger an_end_is_not_taken_back before update on covers
        for each row execute function an_end_is_not_taken_back('ended_at');
      alter table role_grants enable always trigger an_end_is_not_taken_back;
      alter table acting_for enable always trigger an_end_is_not_taken_back;
      alter table interests enable always trigger an_end_is_not_taken_back;
      alter table covers enable always trigger an_end_is_not_taken_back;

      -- Both are read before the tenant is known, and written in the tenant of the transaction alone.
      alter table accounts
        add constraint an_account_is_a_person_s foreign key (tenant, person_id) references people (tenant, id)
          deferrable initially deferred;
      alter table accounts enable row level security;
      alter table accounts force row level security;
      create policy read_before_the_tenant_is_known on accounts for select using (true);
      create policy written_in_its_tenant on accounts for insert
        with check (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      alter table jurisdictions enable row level security;
      alter table jurisdictions force row level security;
      create policy read_by_all on jurisdictions for select using (true);
      create policy written_in_its_tenant on jurisdictions for update
        using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      create policy entered_by_the_owner on jurisdictions to greenlane_owner using (true);

      grant select on duties_held to greenlane_service;
      grant select, insert, update, delete on assignments to greenlane_service;
      grant select, insert, update (until_day, ended_at) on covers to greenlane_service;
      grant select, insert, update (lifted_at) on interests to greenlane_service;
      grant select, insert, update (may_lead, until_day), delete on assessor_fields to greenlane_service;
      grant select, insert on assessor_draws, decided_texts to greenlane_service;
    `);
    for (const table of tenantTables) {
      await runner.query(/* sql */ `
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy own_tenant on ${table}
          using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      `);
    }
    for (const table of ['duties_held', 'assessor_draws', 'decided_texts']) {
      await runner.query(/* sql */ `
        create trigger history_is_not_rewritten before update or delete on ${table}
          for each row execute function history_is_not_rewritten();
        create trigger history_is_not_truncated before truncate on ${table}
          for each statement execute function history_is_not_rewritten();
        alter table ${table} enable always trigger history_is_not_rewritten;
        alter table ${table} enable always trigger history_is_not_truncated;
      `);
    }
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}

const tenantTables = [
  ...['duties_held', 'assignments', 'covers', 'interests'],
  ...['assessor_fields', 'assessor_draws', 'decided_texts'],
];
