import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Receipts, why a letter does not go and how many go a day, where the follower that makes messages begins, and what the
 * figures of time are asked of.
 */
export class Told1764288000021 implements MigrationInterface {
  name = 'Told1764288000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table messages
        drop constraint a_message_has_a_known_kind,
        add constraint a_message_has_a_known_kind
          check (kind in ('received', 'changed', 'named', 'assigned', 'affair', 'warning', 'webhook'));
      comment on column messages.kind is 'received (what its reader did themselves), changed, named, assigned, affair, warning or webhook.';

      alter table mail_deliveries
        add column because text,
        add column gathered_in uuid,
        add constraint only_a_letter_that_does_not_go_says_why check (
          because is null or (state = 'dropped' and because in ('noMailWanted', 'addressNotConfirmed', 'accountSuspended', 'caseNoLongerSeen'))
            or (state = 'waiting' and because = 'enoughToday')),
        add constraint only_what_was_sent_went_with_another check (gathered_in is null or state = 'sent');
      comment on column mail_deliveries.because is
        'Why it was dropped (noMailWanted, addressNotConfirmed, accountSuspended, caseNoLongerSeen), or waits until the next day (enoughToday).';
      comment on column mail_deliveries.gathered_in is
        'The letter of the same person with which it went, where more were owed on a day than may go.';
      create index mail_that_went_to_a_person on mail_deliveries (tenant, person_id, sent_at)
        where state = 'sent' and gathered_in is null;
      grant update (because, gathered_in) on mail_deliveries to greenlane_service;

      create index addresses_of_people on contact_addresses (tenant, email);
      alter table contact_addresses add column confirmed_at timestamptz;
      comment on column contact_addresses.confirmed_at is
        'Real time at which its owner named the code that was sent there; until then nothing else is.';
      grant update (confirmed_at) on contact_addresses to greenlane_service;

      create table address_codes (
        tenant smallint not null,
        person_id uuid not null,
        owed boolean not null,
        digest text,
        until timestamptz,
        tries smallint not null default 0,
        day date,
        sent smallint not null default 0,
        next_at timestamptz not null default clock_timestamp(),
        primary key (tenant, person_id),
        foreign key (tenant, person_id) references people (tenant, id),
        constraint a_code_ends check ((digest is null) or until is not null)
      );
      create index codes_that_are_owed on address_codes (tenant, next_at) where owed;
      comment on table address_codes is
        'Codes that confirm an address. Kept when the address is erased, so that nobody has many sent by entering others; holds none.';
      comment on column address_codes.tenant is 'Jurisdiction.';
      comment on column address_codes.person_id is 'Whose.';
      comment on column address_codes.owed is 'Whether a letter with a code is to be sent.';
      comment on column address_codes.digest is 'SHA-256 of the address and the code that was sent there last, hex; empty once it is used.';
      comment on column address_codes.until is 'Real time until which the code counts.';
      comment on column address_codes.tries is 'How often a code was named since.';
      comment on column address_codes.day is 'The day of the last letter, UTC.';
      comment on column address_codes.sent is 'Letters on that day.';
      comment on column address_codes.next_at is 'Real time before which none is sent.';
      grant select, insert, update on address_codes to greenlane_service;
      alter table address_codes enable row level security;
      alter table address_codes force row level security;
      create policy own_tenant on address_codes using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);

      alter table jurisdictions
        add column mail_a_day smallint not null default 20,
        add constraint some_mail_may_go check (mail_a_day > 0);
      comment on column jurisdictions.mail_a_day is
        'Letters that may go to one address on one day; the last one gathers all that wait.';

      create table queues (
        tenant smallint not null references jurisdictions,
        process text not null,
        party text not null,
        open integer not null,
        primary key (tenant, process, party),
        constraint a_queue_is_not_shorter_than_nothing check (open >= 0)
      );
      comment on table queues is 'How many cases await whom, kept with the spells by the same follower of the log.';
      comment on column queues.tenant is 'Jurisdiction.';
      comment on column queues.process is 'The process.';
      comment on column queues.party is 'Whom they await.';
      comment on column queues.open is 'How many open spells await them, preparations left out.';
      grant select, insert, update, delete on queues to greenlane_service;
      alter table queues enable row level security;
      alter table queues force row level security;
      create policy own_tenant on queues using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);

      -- Asked of queues from now on.
      drop index who_is_awaited;

      do $$
      declare office record;
      begin
        for office in select tenant from jurisdictions loop
          perform set_config('app.tenant', lpad(office.tenant::text, 2, '0'), true);
          -- An office that has worked before is told of what happens from now on; one that is opened later, of everything.
          insert into followers (tenant, name, next)
          select office.tenant, 'messages',
            coalesce((select size from log_heads where tenant = office.tenant and log = 'audit'), 0)
          on conflict do nothing;
          -- Mail has gone to these.
          update contact_addresses set confirmed_at = changed_at where tenant = office.tenant;
          insert into queues (tenant, process, party, open)
          select tenant, process, party, count(*) from spells
          where tenant = office.tenant and left_on is null and not beforehand group by 1, 2, 3;
        end loop;
        perform set_config('app.tenant', '', true);
      end $$;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
