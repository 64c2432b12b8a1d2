import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The register: scopes of capability and certificates. */
export class Register1756684800004 implements MigrationInterface {
  name = 'Register1756684800004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table scope_tables (
        tenant smallint not null,
        id uuid not null,
        institution_id uuid not null,
        digest bytea not null,
        rows integer not null,
        food boolean not null,
        medical boolean not null,
        imported_by uuid not null,
        imported_at timestamptz not null,
        primary key (tenant, id),
        foreign key (tenant, institution_id) references institutions (tenant, id),
        constraint a_scope_table_has_rows check (rows > 0),
        constraint what_an_item_may_say_of_its_table unique (tenant, id, rows),
        constraint what_a_certificate_may_say_of_its_scope unique (tenant, id, institution_id)
      );
      create index scope_tables_of_an_institution on scope_tables (tenant, institution_id, id);
      comment on table scope_tables is 'Scopes of capability as applied for: imported whole or not at all, never changed.';
      comment on column scope_tables.tenant is 'Jurisdiction.';
      comment on column scope_tables.id is 'UUIDv7.';
      comment on column scope_tables.institution_id is 'Whose capability it is.';
      comment on column scope_tables.digest is 'SHA-256 of the rows'' canonical JSON.';
      comment on column scope_tables.rows is 'Number of rows.';
      comment on column scope_tables.food is 'Whether it holds food items, which force field code 00.';
      comment on column scope_tables.medical is 'Whether it holds medical-device items.';
      comment on column scope_tables.imported_by is 'The person.';
      comment on column scope_tables.imported_at is 'Office time.';

      create table scope_items (
        tenant smallint not null,
        table_id uuid not null,
        line integer not null,
        rows integer not null,
        site text not null,
        category_no text not null,
        category text not null,
        item_no text not null,
        item text not null,
        standard text not null,
        standard_no text not null,
        clause text not null,
        restriction text not null,
        note text not null,
        primary key (tenant, table_id, line),
        foreign key (tenant, table_id, rows) references scope_tables (tenant, id, rows),
        constraint no_item_is_added_to_a_whole_table check (line between 1 and rows),
        constraint an_item_stands_once_per_site unique (tenant, table_id, site, item_no)
      );
      comment on table scope_items is 'The rows of scope tables.';
      comment on column scope_items.tenant is 'Jurisdiction.';
      comment on column scope_items.table_id is 'The table.';
      comment on column scope_items.line is 'Place in the table, from 1.';
      comment on column scope_items.rows is 'Rows of the whole table: a table whose lines are all there takes no more.';
      comment on column scope_items.site is 'Site.';
      comment on column scope_items.category_no is 'Number of the category.';
      comment on column scope_items.category is 'Category.';
      comment on column scope_items.item_no is 'Number of the item.';
      comment on column scope_items.item is 'Product, item or parameter.';
      comment on column scope_items.standard is 'Name of the standard or method.';
      comment on column scope_items.standard_no is 'Its number with the year.';
      comment on column scope_items.clause is 'Clause or method within it.';
      comment on column scope_items.restriction is 'Restriction.';
      comment on column scope_items.note is 'Note.';

      create table certificates (
        tenant smallint not null,
        number text not null,
        case_id uuid not null,
        seq integer not null,
        institution_id uuid not null,
        scope_table_id uuid not null,
        issued_on date not null,
        valid_until date not null,
        primary key (tenant, number),
        foreign key (tenant, case_id, seq) references events (tenant, case_id, seq),
        foreign key (tenant, institution_id) references institutions (tenant, id),
        constraint a_certificate_is_for_a_scope_of_its_holder foreign key (tenant, scope_table_id, institution_id)
          references scope_tables (tenant, id, institution_id),
        constraint a_certificate_runs_forward check (valid_until > issued_on),
        constraint a_case_has_one_certificate unique (tenant, case_id),
        constraint a_certificate_number_has_12_digits check (number ~ '^[0-9]{12}$'),
        constraint a_certificate_number_names_its_authority check (substr(number, 3, 2)::smallint = tenant)
      );
      create unique index a_serial_is_issued_once on certificates (tenant, substr(number, 1, 4), substr(number, 9, 4));
      comment on table certificates is 'Certificates of qualification approval, each issued by an event.';
      comment on column certificates.tenant is 'Jurisdiction.';
      comment on column certificates.number is 'Twelve digits: year, authority, field, department, serial.';
      comment on column certificates.case_id is 'The case.';
      comment on column certificates.seq is 'The event that issued it.';
      comment on column certificates.institution_id is 'The holder.';
      comment on column certificates.scope_table_id is 'The scope applied for; what was granted are its items.';
      comment on column certificates.issued_on is 'Day of issue.';
      comment on column certificates.valid_until is 'Last day: six years less a day, never rolled.';

      create table certificate_items (
        tenant smallint not null,
        number text not null,
        table_id uuid not null,
        line integer not null,
        primary key (tenant, number, table_id, line),
        foreign key (tenant, number) references certificates (tenant, number),
        foreign key (tenant, table_id, line) references scope_items (tenant, table_id, line)
      );
      comment on table certificate_items is 'The items granted by each certificate.';
      comment on column certificate_items.tenant is 'Jurisdiction.';
      comment on column certificate_items.number is 'The certificate.';
      comment on column certificate_items.table_id is 'The scope table.';
      comment on column certificate_items.line is 'The row.';

      create function a_certificate_is_issued_by_its_event() returns trigger language plpgsql set search_path = public as $$
        begin
          if not exists (
            select from events e join cases c on c.tenant = e.tenant and c.id = e.case_id
            where e.tenant = new.tenant and e.case_id = new.case_id and e.seq = new.seq
              and e.doc -> 'given' -> 'world' ->> 'certificateNumber' = new.number
              and e.doc -> 'given' ->> 'today' = new.issued_on::text and c.institution_id = new.institution_id) then
            raise exception 'no event issues certificate %', new.number using errcode = 'GL020';
          end if;
          return new;
        end $$;
      comment on function a_certificate_is_issued_by_its_event() is 'A certificate says what the event that issued it says.';
      create trigger a_certificate_is_issued_by_its_event before insert on certificates
        for each row execute function a_certificate_is_issued_by_its_event();
      alter table certificates enable always trigger a_certificate_is_issued_by_its_event;

      grant select, insert on scope_tables, scope_items, certificates, certificate_items to greenlane_service;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
