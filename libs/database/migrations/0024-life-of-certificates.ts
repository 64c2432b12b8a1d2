import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The life of a certificate: the case it lives in, what it replaces, what was added to it and taken out; bans on applying
 * anew, and closures of the way by commitment. Each row rests on the event that ordered it.
 */
export class LifeOfCertificates1764374400024 implements MigrationInterface {
  name = 'LifeOfCertificates1764374400024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table certificates
        add column life_case uuid,
        add column replaces text,
        add foreign key (tenant, life_case) references cases (tenant, id),
        add foreign key (tenant, replaces) references certificates (tenant, number),
        add constraint a_certificate_has_a_life_of_its_own unique (tenant, life_case),
        add constraint a_certificate_is_replaced_once unique (tenant, replaces),
        add constraint a_certificate_replaces_another check (replaces <> number);
      comment on column certificates.life_case is 'The case in which it lives; empty for those issued before they had one.';
      comment on column certificates.replaces is 'The certificate in whose place a renewal put it.';
      comment on column certificates.valid_until is 'Last day, as the case that issued it remembers; never rolled.';

      alter table certificate_items
        add column added_case uuid,
        add column added_seq integer,
        add column removed_case uuid,
        add column removed_seq integer,
        add column removed_as text,
        add foreign key (tenant, added_case, added_seq) references events (tenant, case_id, seq),
        add foreign key (tenant, removed_case, removed_seq) references events (tenant, case_id, seq),
        add constraint an_item_is_added_by_an_event check ((added_case is null) = (added_seq is null)),
        add constraint an_item_is_removed_by_an_event
          check ((removed_case is null) = (removed_seq is null) and (removed_case is null) = (removed_as is null)),
        add constraint an_item_is_removed_in_a_known_way check (removed_as in ('cancelled', 'annulled', 'replaced'));
      comment on column certificate_items.added_case is 'The case that added it later; empty where the certificate was issued with it.';
      comment on column certificate_items.added_seq is 'The event of that case.';
      comment on column certificate_items.removed_case is 'The case that took it out; empty while it is in force.';
      comment on column certificate_items.removed_seq is 'The event of that case.';
      comment on column certificate_items.removed_as is
        'cancelled (the body gave it up), annulled (a decision), replaced (another row stands for the same item).';

      create table certificate_amendments (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        number text not null,
        extent text not null,
        amended_on date not null,
        primary key (tenant, case_id, seq),
        foreign key (tenant, case_id, seq) references events (tenant, case_id, seq),
        foreign key (tenant, number) references certificates (tenant, number),
        constraint a_certificate_is_amended_in_a_known_way check (extent in ('extension', 'change', 'annulment'))
      );
      create index amendments_of_a_certificate on certificate_amendments (tenant, number, amended_on);
      comment on table certificate_amendments is 'What changed the items of certificates; number and last day stay.';
      comment on column certificate_amendments.tenant is 'Jurisdiction.';
      comment on column certificate_amendments.case_id is 'The case: an extension, a change, or that of the certificate itself.';
      comment on column certificate_amendments.seq is 'The event that amended it.';
      comment on column certificate_amendments.number is 'The certificate.';
      comment on column certificate_amendments.extent is 'extension (items added), change (taken out or named anew) or annulment.';
      comment on column certificate_amendments.amended_on is 'The legal day of the event.';

      create table bans (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        institution_id uuid not null,
        ground text not null,
        instrument text not null,
        article text not null,
        years smallint not null,
        from_day date not null,
        until_day date not null,
        primary key (tenant, case_id, seq),
        foreign key (tenant, case_id, seq) references events (tenant, case_id, seq),
        foreign key (tenant, institution_id) references institutions (tenant, id),
        constraint a_ban_lasts_some_years check (years > 0 and until_day > from_day)
      );
      create index bans_of_an_institution on bans (tenant, institution_id, until_day);
      comment on table bans is 'Who may not apply anew, and until when.';
      comment on column bans.tenant is 'Jurisdiction.';
      comment on column bans.case_id is 'The case.';
      comment on column bans.seq is 'The event that entered it.';
      comment on column bans.institution_id is 'Who may not apply.';
      comment on column bans.ground is 'Why, by a name of the law.';
      comment on column bans.instrument is 'Where it stands: the instrument,';
      comment on column bans.article is 'and its article.';
      comment on column bans.years is 'For how many years.';
      comment on column bans.from_day is 'The legal day of the event.';
      comment on column bans.until_day is 'The last day on which they may not: the corresponding one, never rolled.';

      create table commitment_closures (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        institution_id uuid not null,
        kind text,
        since date not null,
        primary key (tenant, case_id, seq),
        foreign key (tenant, case_id, seq) references events (tenant, case_id, seq),
        foreign key (tenant, institution_id) references institutions (tenant, id)
      );
      create index closures_for_an_institution on commitment_closures (tenant, institution_id);
      comment on table commitment_closures is 'To whom the procedure of notification and commitment is closed.';
      comment on column commitment_closures.tenant is 'Jurisdiction.';
      comment on column commitment_closures.case_id is 'The case.';
      comment on column commitment_closures.seq is 'The event that closed it.';
      comment on column commitment_closures.institution_id is 'To whom.';
      comment on column commitment_closures.kind is 'For applications of this kind; empty for all.';
      comment on column commitment_closures.since is 'The legal day of the event.';

      create function an_event_orders_it(t smallint, c uuid, s integer, order_name text, day date) returns boolean
        language sql stable set search_path = public as $$
          select exists (select from events e where e.tenant = t and e.case_id = c and e.seq = s
            and e.doc -> 'effects' ? order_name and e.doc -> 'given' ->> 'today' = day::text)
        $$;
      comment on function an_event_orders_it(smallint, uuid, integer, text, date) is
        'Whether the event has this effect and is of this legal day.';

      create function a_ban_is_entered_by_its_event() returns trigger language plpgsql set search_path = public as $$
        begin
          if not an_event_orders_it(new.tenant, new.case_id, new.seq, 'enterBan', new.from_day) or not exists (
            select from events e join cases c on c.tenant = e.tenant and c.id = e.case_id
            where e.tenant = new.tenant and e.case_id = new.case_id and e.seq = new.seq
              and e.doc -> 'under' ->> 'instrument' = new.instrument and e.doc -> 'under' ->> 'article' = new.article
              and c.institution_id = new.institution_id) then
            raise exception 'no event bans %', new.institution_id using errcode = 'GL028';
          end if;
          return new;
        end $$;
      comment on function a_ban_is_entered_by_its_event() is 'A ban says what the event that entered it says.';
      create trigger a_ban_is_entered_by_its_event before insert on bans
        for each row execute function a_ban_is_entered_by_its_event();

      create function a_way_is_closed_by_its_event() returns trigger language plpgsql set search_path = public as $$
        begin
          if not an_event_orders_it(new.tenant, new.case_id, new.seq, 'closeCommitment', new.since) or not exists (
            select from cases c where c.tenant = new.tenant and c.id = new.case_id and c.institution_id = new.institution_id) then
            raise exception 'no event closes the way by commitment to %', new.institution_id using errcode = 'GL028';
          end if;
          return new;
        end $$;
      comment on function a_way_is_closed_by_its_event() is 'The way by commitment is closed by an event of the institution''s own case.';
      create trigger a_way_is_closed_by_its_event before insert on commitment_closures
        for each row execute function a_way_is_closed_by_its_event();

      create function a_certificate_is_amended_by_its_event() returns trigger language plpgsql set search_path = public as $$
        begin
          if not exists (
            select from cases c join certificates k on k.tenant = c.tenant and k.institution_id = c.institution_id
            where c.tenant = new.tenant and c.id = new.case_id and k.number = new.number)
            or not an_event_orders_it(new.tenant, new.case_id, new.seq,
              case new.extent when 'annulment' then 'annulCertificateItems' else 'amendCertificate' end, new.amended_on) then
            raise exception 'no event amends certificate %', new.number using errcode = 'GL028';
          end if;
          return new;
        end $$;
      comment on function a_certificate_is_amended_by_its_event() is
        'A certificate is amended by an event of a case of its holder that orders it.';
      create trigger a_certificate_is_amended_by_its_event before insert on certificate_amendments
        for each row execute function a_certificate_is_amended_by_its_event();

      create function an_item_comes_and_goes_by_an_amendment() returns trigger language plpgsql set search_path = public as $$
        begin
          if tg_op = 'INSERT' and new.added_case is not null and not exists (
            select from certificate_amendments a where a.tenant = new.tenant and a.number = new.number
              and a.case_id = new.added_case and a.seq = new.added_seq) then
            raise exception 'no event adds an item to certificate %', new.number using errcode = 'GL028';
          end if;
          if tg_op = 'INSERT' and new.added_case is null and not exists (
            select from certificates c join events e on e.tenant = c.tenant and e.case_id = c.case_id and e.seq = c.seq
            where c.tenant = new.tenant and c.number = new.number and c.scope_table_id = new.table_id) then
            raise exception 'certificate % was issued without this item', new.number using errcode = 'GL028';
          end if;
          if tg_op = 'UPDATE' and (old.removed_case is not null or new.removed_case is null) then
            raise exception 'an item that was taken out of certificate % stays so', new.number using errcode = 'GL023';
          end if;
          if new.removed_case is not null and not exists (
            select from certificate_amendments a where a.tenant = new.tenant and a.number = new.number
              and a.case_id = new.removed_case and a.seq = new.removed_seq) then
            raise exception 'no event takes an item out of certificate %', new.number using errcode = 'GL028';
          end if;
          return new;
        end $$;
      comment on function an_item_comes_and_goes_by_an_amendment() is
        'Items are those the certificate was issued with, and what amendments have added; taken out is taken out.';
      create trigger an_item_comes_and_goes_by_an_amendment before insert or update on certificate_items
        for each row execute function an_item_comes_and_goes_by_an_amendment();
      alter table certificate_items enable always trigger an_item_comes_and_goes_by_an_amendment;

      create or replace function a_certificate_is_issued_by_its_event() returns trigger
        language plpgsql set search_path = public as $$
        begin
          if not exists (
            select from events e join cases c on c.tenant = e.tenant and c.id = e.case_id
            where e.tenant = new.tenant and e.case_id = new.case_id and e.seq = new.seq
              and e.doc -> 'given' -> 'world' ->> 'certificateNumber' = new.number
              and e.doc -> 'given' ->> 'today' = new.issued_on::text and c.institution_id = new.institution_id
              and coalesce(c.context::json ->> 'validUntil', new.valid_until::text) = new.valid_until::text) then
            raise exception 'no event issues certificate %', new.number using errcode = 'GL020';
          end if;
          if new.life_case is not null and not exists (
            select from cases c where c.tenant = new.tenant and c.id = new.life_case
              and c.institution_id = new.institution_id and c.context::json ->> 'certificateNumber' = new.number) then
            raise exception 'that is no case of certificate %', new.number using errcode = 'GL020';
          end if;
          if new.replaces is not null and not exists (
            select from certificates o where o.tenant = new.tenant and o.number = new.replaces
              and o.institution_id = new.institution_id) then
            raise exception 'certificate % replaces one of another holder', new.number using errcode = 'GL020';
          end if;
          return new;
        end $$;

      grant update (removed_case, removed_seq, removed_as) on certificate_items to greenlane_service;
      grant select, insert on certificate_amendments, bans, commitment_closures to greenlane_service;
    `);
    for (const [table, trigger] of Object.entries(guarded))
      await runner.query(/* sql */ `
        alter table ${table} enable always trigger ${trigger};
        create trigger history_is_not_rewritten before update or delete on ${table}
          for each row execute function history_is_not_rewritten();
        create trigger history_is_not_truncated before truncate on ${table}
          for each statement execute function history_is_not_rewritten();
        alter table ${table} enable always trigger history_is_not_rewritten;
        alter table ${table} enable always trigger history_is_not_truncated;
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy own_tenant on ${table}
          using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}

/** New tables, with the trigger that ties each to its event. */
const guarded = {
  certificate_amendments: 'a_certificate_is_amended_by_its_event',
  bans: 'a_ban_is_entered_by_its_event',
  commitment_closures: 'a_way_is_closed_by_its_event',
};
