import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told, by mail where they want it, the warnings of clocks, and who hears of them. */
export class Messages1764288000015 implements MigrationInterface {
  name = 'Messages1764288000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table contact_addresses (
        tenant smallint not null,
        person_id uuid not null,
        email text not null,
        language text not null,
        wants_mail boolean not null,
        changed_at timestamptz not null,
        primary key (tenant, person_id),
        foreign key (tenant, person_id) references people (tenant, id),
        constraint an_address_is_of_a_bearable_length check (length(email) between 3 and 254),
        constraint an_address_is_one_line check (email !~ '[[:cntrl:][:space:],;<>"]'),
        constraint a_person_reads_a_language_of_the_office check (language in ('zh-CN', 'en'))
      );
      comment on table contact_addresses is 'Where people are reached by mail; entered by themselves, no history, so that it may be erased.';
      comment on column contact_addresses.tenant is 'Jurisdiction.';
      comment on column contact_addresses.person_id is 'Whose.';
      comment on column contact_addresses.email is 'The address.';
      comment on column contact_addresses.language is 'In which they are written to.';
      comment on column contact_addresses.wants_mail is 'Whether messages are sent; else they stay in the inbox.';
      comment on column contact_addresses.changed_at is 'Real time of the last change.';

      create table messages (
        tenant smallint not null,
        id uuid not null,
        person_id uuid not null,
        case_id uuid not null,
        leaf bigint,
        clock text,
        generation integer,
        due_on date,
        rung text,
        kind text not null,
        language text not null,
        subject text not null,
        body text not null,
        made_at timestamptz not null,
        read_at timestamptz,
        primary key (tenant, id),
        -- No key to cases: its lock would wait for whoever is writing the case, and they for it.
        foreign key (tenant, person_id) references people (tenant, id),
        constraint a_message_has_one_cause check ((leaf is null) <> (clock is null)
          and (clock is null) = (generation is null) and (clock is null) = (due_on is null) and (clock is null) = (rung is null)),
        constraint a_message_has_a_known_kind check (kind in ('changed', 'named', 'assigned', 'affair', 'warning')),
        constraint a_subject_is_one_line check (subject !~ '[[:cntrl:]]')
      );
      create unique index a_person_is_told_once_of_an_event on messages (tenant, leaf, person_id) where leaf is not null;
      create unique index a_person_is_warned_once_of_a_rung on messages (tenant, case_id, clock, generation, due_on, rung, person_id)
        where clock is not null;
      create index messages_that_named on messages (tenant, case_id, person_id) where kind = 'named';
      create index messages_of_a_person on messages (tenant, person_id, id);
      create index unread_messages_of_a_person on messages (tenant, person_id, id) where read_at is null;
      comment on table messages is 'What each person was told, in their language, as it was composed; no history, so that it may be erased.';
      comment on column messages.tenant is 'Jurisdiction.';
      comment on column messages.id is 'UUIDv7.';
      comment on column messages.person_id is 'To whom.';
      comment on column messages.case_id is 'Of which case.';
      comment on column messages.leaf is 'The entry of the log that caused it; empty where a clock did.';
      comment on column messages.clock is 'The clock that caused it.';
      comment on column messages.generation is 'Its generation.';
      comment on column messages.due_on is 'Its last day when it was told.';
      comment on column messages.rung is 'The rung of warning: 7, 3, 1 working days before, due, after.';
      comment on column messages.kind is 'changed, named, assigned, affair or warning.';
      comment on column messages.language is 'In which it is written.';
      comment on column messages.subject is 'One line.';
      comment on column messages.body is 'Plain text.';
      comment on column messages.made_at is 'Office time.';
      comment on column messages.read_at is 'Real time at which its reader said so.';

      create table mail_deliveries (
        tenant smallint not null,
        message_id uuid not null,
        person_id uuid not null,
        state text not null default 'waiting',
        attempts integer not null default 0,
        made_at timestamptz not null default clock_timestamp(),
        since timestamptz not null default clock_timestamp(),
        next_at timestamptz not null default clock_timestamp(),
        last_answer text,
        sent_at timestamptz,
        primary key (tenant, message_id),
        foreign key (tenant, message_id) references messages (tenant, id),
        constraint a_delivery_has_a_known_state check (state in ('waiting', 'sent', 'failed', 'dead', 'dropped')),
        constraint what_was_sent_has_its_instant check ((state = 'sent') = (sent_at is not null))
      );
      create index mail_that_waits on mail_deliveries (tenant, next_at) where state = 'waiting';
      create index mail_that_waits_for_a_person on mail_deliveries (tenant, person_id, made_at, message_id) where state = 'waiting';
      create index mail_that_did_not_go on mail_deliveries (tenant, message_id) where state in ('failed', 'dead');
      comment on table mail_deliveries is 'Messages that go out by mail, and what became of each.';
      comment on column mail_deliveries.tenant is 'Jurisdiction.';
      comment on column mail_deliveries.message_id is 'The message; its Message-ID is made of it, the same at every try.';
      comment on column mail_deliveries.person_id is 'To whom: those of one person go out one after the other.';
      comment on column mail_deliveries.state is
        'waiting, sent, failed (refused for good), dead (tried for three days), dropped (its reader is not to be written to).';
      comment on column mail_deliveries.attempts is 'How often it was tried; who marks it names the number of the try.';
      comment on column mail_deliveries.made_at is 'Real time at which it was made; those of one person go out in this order.';
      comment on column mail_deliveries.since is 'Real time from which the three days count: when it was made, or asked for again.';
      comment on column mail_deliveries.next_at is 'Real time before which it is left alone: while it is being tried, and after a try that failed.';
      comment on column mail_deliveries.last_answer is 'What the mail server, or the connection to it, said last.';
      comment on column mail_deliveries.sent_at is 'Real time at which the server took it.';

      create table clock_warnings (
        tenant smallint not null,
        case_id uuid not null,
        clock text not null,
        generation integer not null,
        due_on date not null,
        rung text not null,
        owed_on date not null,
        raised_at timestamptz not null,
        constraint a_rung_is_raised_once primary key (tenant, case_id, clock, generation, due_on, rung),
        foreign key (tenant, case_id, clock, generation) references clocks (tenant, case_id, clock, generation),
        constraint a_rung_is_known check (rung in ('7', '3', '1', 'due', 'after'))
      );
      comment on table clock_warnings is 'The warnings that were raised: whoever inserts the row raises it, in the same transaction.';
      comment on column clock_warnings.tenant is 'Jurisdiction.';
      comment on column clock_warnings.case_id is 'The case.';
      comment on column clock_warnings.clock is 'The clock.';
      comment on column clock_warnings.generation is 'Its generation.';
      comment on column clock_warnings.due_on is 'Its last day: where that moves, every rung can come again.';
      comment on column clock_warnings.rung is '7, 3 or 1 working days before, due for the last day, after for the first day after.';
      comment on column clock_warnings.owed_on is 'The legal day on which it was to be raised.';
      comment on column clock_warnings.raised_at is 'Office time at which it was.';

      create index clocks_that_warn on clocks (tenant, due_on) where status = 'running' and legal_effect in ('statutory', 'target');

      alter table jurisdictions
        add column escalation jsonb not null default '{"7": ["holder"], "3": ["holder"], "1": ["holder", "supervision"],
          "due": ["holder", "supervision"], "after": ["holder", "supervision"]}',
        add constraint every_rung_says_whom_it_tells check (
          case when jsonb_typeof(escalation) = 'object' then
            escalation ?& array['7', '3', '1', 'due', 'after'] and escalation - array['7', '3', '1', 'due', 'after'] = '{}'
            and not jsonb_path_exists(escalation, 'strict $.* ? (@.type() != "array")')
            and not jsonb_path_exists(escalation, 'strict $.*[*] ? (!(@ == "holder" || @ == "supervision" || @ == "coordination"
              || @ == "decision" || @ == "oversight" || @ == "administration"))')
            else false end),
        -- A rung tells whoever the rung before told: whoever was to act hears that it came to others.
        add constraint a_rung_forgets_nobody check (
          escalation -> '7' <@ (escalation -> '3') and escalation -> '3' <@ (escalation -> '1')
          and escalation -> '1' <@ (escalation -> 'due') and escalation -> 'due' <@ (escalation -> 'after'));
      comment on column jurisdictions.escalation is
        'Who is told at each rung of warning: holder (whose turn it is), or everybody of a duty.';

      grant select, insert, delete, update (email, language, wants_mail, changed_at) on contact_addresses to greenlane_service;
      grant select, insert, update (read_at) on messages to greenlane_service;
      grant select, insert, update (state, attempts, since, next_at, last_answer, sent_at) on mail_deliveries to greenlane_service;
      grant select, insert on clock_warnings to greenlane_service;
    `);
    for (const table of ['contact_addresses', 'messages', 'mail_deliveries', 'clock_warnings'])
      await runner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy own_tenant on ${table} using (tenant = nullif(current_setting('app.tenant', true), '')::smallint)`);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
