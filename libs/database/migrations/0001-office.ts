import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The office itself: its time, the jurisdictions it serves, the people who act. */
export class Office1756684800001 implements MigrationInterface {
  name = 'Office1756684800001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      revoke all on schema public from public;
      grant usage on schema public to greenlane_service, greenlane_sealer;

      create table office_clock (
        one boolean primary key default true,
        demonstration boolean not null default false,
        shift interval not null default '0',
        constraint there_is_one_office_clock check (one),
        constraint only_a_demonstration_shifts_time check (demonstration or shift = '0')
      );
      comment on table office_clock is 'How far the office''s time is from the database''s clock. One row.';
      comment on column office_clock.one is 'Always true: the table has one row.';
      comment on column office_clock.demonstration is 'Whether this database is a demonstration. Fixed when it is created.';
      comment on column office_clock.shift is 'Added to the database''s clock; zero unless a demonstration.';
      insert into office_clock default values;
      grant select on office_clock to greenlane_service, greenlane_sealer;

      create function office_now() returns timestamptz language sql volatile as
        $$ select clock_timestamp() + shift from office_clock $$;
      comment on function office_now() is 'The office''s time: every legal day and every deadline is judged by it.';

      create function move_office_time(wanted timestamptz) returns timestamptz
        language plpgsql security definer set search_path = public as $$
        begin
          if not (select demonstration from office_clock) then
            raise exception 'only a demonstration moves its office time' using errcode = 'GL001';
          end if;
          if not isfinite(wanted) or wanted >= '2100-01-01' then
            raise exception 'office time ends with the year 2099' using errcode = 'GL003';
          end if;
          update office_clock set shift = wanted - clock_timestamp() where wanted > clock_timestamp() + shift;
          if not found then
            raise exception 'office time moves forward only' using errcode = 'GL002';
          end if;
          return office_now();
        end $$;
      comment on function move_office_time(timestamptz) is 'Moves a demonstration''s office time forward; refuses anything else.';

      create table jurisdictions (
        tenant smallint primary key,
        name_zh text not null,
        name_en text not null,
        zone text not null default 'Asia/Shanghai',
        provisional_years integer[] not null default '{}',
        constraint a_jurisdiction_has_a_two_digit_code check (tenant between 0 and 99)
      );
      comment on table jurisdictions is 'The approving authorities served here: the tenants. A small reference table without row security.';
      comment on column jurisdictions.tenant is 'Two-digit code of the approving authority, as in certificate numbers; 22 is Chongqing.';
      comment on column jurisdictions.name_zh is 'Name in Chinese.';
      comment on column jurisdictions.name_en is 'Name in English.';
      comment on column jurisdictions.zone is 'Zone in which legal days are counted.';
      comment on column jurisdictions.provisional_years is 'Years loaded as provisional before their notice is out.';
      grant select on jurisdictions to greenlane_service, greenlane_sealer;

      create table accounts (
        issuer text not null,
        subject text not null,
        tenant smallint not null references jurisdictions,
        person_id uuid not null,
        constraint an_account_is_one_person primary key (issuer, subject)
      );
      comment on table accounts is 'Who a token''s subject is. Global: it is read before the tenant is known.';
      comment on column accounts.issuer is 'Issuer of the token.';
      comment on column accounts.subject is 'Subject at that issuer.';
      comment on column accounts.tenant is 'The jurisdiction in which the person acts.';
      comment on column accounts.person_id is 'The person in that jurisdiction.';

      create table institutions (
        tenant smallint not null references jurisdictions,
        id uuid not null,
        credit_code text not null,
        name text not null,
        legal_form text not null,
        address text not null,
        base text,
        contacts jsonb not null default '[]',
        registered_at timestamptz not null,
        primary key (tenant, id),
        constraint a_credit_code_is_registered_once unique (tenant, credit_code),
        constraint a_credit_code_has_18_characters check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$')
      );
      comment on table institutions is 'The institutions of the register: applicants and holders of certificates.';
      comment on column institutions.tenant is 'Jurisdiction.';
      comment on column institutions.id is 'UUIDv7.';
      comment on column institutions.credit_code is 'Unified social credit code (GB 32100-2015), check character verified at the door.';
      comment on column institutions.name is 'Registered name.';
      comment on column institutions.legal_form is 'enterprise, publicInstitution, association, administrativeUnit or other.';
      comment on column institutions.address is 'Registered address.';
      comment on column institutions.base is 'The zone''s base in which it works, if any.';
      comment on column institutions.contacts is 'Contact persons: [{name, phone, email}].';
      comment on column institutions.registered_at is 'Office time at which it was entered.';

      create table people (
        tenant smallint not null references jurisdictions,
        id uuid not null,
        name text not null,
        employer_id uuid,
        primary key (tenant, id),
        constraint an_employer_is_registered foreign key (tenant, employer_id) references institutions (tenant, id)
      );
      comment on table people is 'Those who act: officers, assessors, applicants'' staff. Events name them by id only.';
      comment on column people.tenant is 'Jurisdiction.';
      comment on column people.id is 'Opaque id (UUIDv7).';
      comment on column people.name is 'Name as shown to colleagues; never in an event.';
      comment on column people.employer_id is 'The institution that employs the person, if it is registered here.';

      create table role_grants (
        tenant smallint not null,
        person_id uuid not null,
        role text not null,
        granted_at timestamptz not null,
        withdrawn_at timestamptz,
        primary key (tenant, person_id, role, granted_at),
        foreign key (tenant, person_id) references people (tenant, id)
      );
      create unique index a_role_is_held_once on role_grants (tenant, person_id, role) where withdrawn_at is null;
      comment on table role_grants is 'Roles given and withdrawn; looked up for each request.';
      comment on column role_grants.tenant is 'Jurisdiction.';
      comment on column role_grants.person_id is 'Who holds the role.';
      comment on column role_grants.role is 'A role of the catalogue in libs/regulations.';
      comment on column role_grants.granted_at is 'Office time of the grant.';
      comment on column role_grants.withdrawn_at is 'Office time of the withdrawal; empty while it is held.';

      create table acting_for (
        tenant smallint not null,
        person_id uuid not null,
        institution_id uuid not null,
        since timestamptz not null,
        withdrawn_at timestamptz,
        primary key (tenant, person_id, institution_id, since),
        foreign key (tenant, person_id) references people (tenant, id),
        foreign key (tenant, institution_id) references institutions (tenant, id)
      );
      create unique index a_person_acts_once_for_an_institution
        on acting_for (tenant, person_id, institution_id) where withdrawn_at is null;
      comment on table acting_for is 'Which institutions a person may act for.';
      comment on column acting_for.tenant is 'Jurisdiction.';
      comment on column acting_for.person_id is 'Who acts.';
      comment on column acting_for.institution_id is 'For whom.';
      comment on column acting_for.since is 'Office time from which.';
      comment on column acting_for.withdrawn_at is 'Office time of the withdrawal; empty while it holds.';

      grant select, insert on accounts, institutions, people to greenlane_service;
      grant select, insert, update (withdrawn_at) on role_grants, acting_for to greenlane_service;
      grant update (name, legal_form, address, base, contacts) on institutions to greenlane_service;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
