import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks: whom events are told to, what is told, and every attempt at it. */
export class Webhooks1764288000016 implements MigrationInterface {
  name = 'Webhooks1764288000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table webhooks (
        tenant smallint not null references jurisdictions,
        id uuid not null,
        institution_id uuid,
        slot smallint not null,
        person_id uuid not null,
        made_by uuid not null,
        name text not null,
        url text not null,
        secret_version integer not null default 1,
        previous_until timestamptz,
        since_leaf bigint not null,
        created_at timestamptz not null default clock_timestamp(),
        disabled_at timestamptz,
        disabled_reason text,
        deleted_at timestamptz,
        primary key (tenant, id),
        foreign key (tenant, institution_id) references institutions (tenant, id),
        foreign key (tenant, person_id) references people (tenant, id),
        foreign key (tenant, made_by) references people (tenant, id),
        constraint a_webhook_has_a_slot check (slot between 1 and 10),
        constraint a_webhook_is_disabled_for_a_reason check ((disabled_at is null) = (disabled_reason is null)),
        constraint a_webhook_is_disabled_for_a_known_reason
          check (disabled_reason in ('paused', 'failing', 'gone', 'authorityEnded'))
      );
      create unique index a_webhook_has_its_slot_alone on webhooks (tenant, institution_id, slot)
        nulls not distinct where deleted_at is null;
      comment on table webhooks is 'Addresses to which events are told; never erased, so that it can be seen who had them told.';
      comment on column webhooks.tenant is 'Jurisdiction.';
      comment on column webhooks.id is 'UUIDv7.';
      comment on column webhooks.institution_id is 'Of whose cases it is told; null for all of the jurisdiction.';
      comment on column webhooks.slot is 'Place among the living ones of the institution, so that there are not too many.';
      comment on column webhooks.person_id is 'On whose authority events are told: who made it, or last changed its address or enabled it.';
      comment on column webhooks.made_by is 'Who made it.';
      comment on column webhooks.name is 'What its owner calls it.';
      comment on column webhooks.url is 'Where events are sent.';
      comment on column webhooks.secret_version is 'From which the secret follows, with the key file of the office; the secret itself is kept nowhere.';
      comment on column webhooks.previous_until is 'Real time until which the secret of the version before signs as well.';
      comment on column webhooks.since_leaf is 'The first leaf that is told.';
      comment on column webhooks.created_at is 'Real time.';
      comment on column webhooks.disabled_at is 'Real time since when nothing is sent; null while it is enabled.';
      comment on column webhooks.disabled_reason is 'paused, failing, gone or authorityEnded.';
      comment on column webhooks.deleted_at is 'Real time at which its owner ended it, for good.';

      -- No key to cases: its check would lock the case, and wait for steps that lock it too.
      create table webhook_deliveries (
        tenant smallint not null,
        id uuid not null,
        webhook_id uuid not null,
        message text not null,
        type text not null,
        leaf bigint,
        case_id uuid,
        body text not null,
        status text not null default 'waiting',
        tries integer not null default 0,
        attempts integer not null default 0,
        next_at timestamptz not null,
        claimed_until timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        done_at timestamptz,
        primary key (tenant, id),
        foreign key (tenant, webhook_id) references webhooks (tenant, id),
        constraint an_event_is_told_once_to_a_webhook unique (tenant, webhook_id, message),
        constraint a_delivery_waits_or_is_done check (status in ('waiting', 'delivered', 'dead')),
        constraint what_is_done_has_an_instant check ((status = 'waiting') = (done_at is null)),
        constraint an_event_is_of_a_case check ((leaf is null) = (case_id is null))
      );
      create index deliveries_that_wait on webhook_deliveries (tenant, webhook_id, next_at) where status = 'waiting';
      create index deliveries_in_their_lanes on webhook_deliveries (tenant, webhook_id, case_id, leaf) where status = 'waiting';
      create index deliveries_of_a_webhook on webhook_deliveries (tenant, webhook_id, id);
      create index deliveries_that_are_done on webhook_deliveries (tenant, done_at) where status <> 'waiting';
      comment on table webhook_deliveries is 'What each webhook is told; erased 30 days after it was done.';
      comment on column webhook_deliveries.tenant is 'Jurisdiction.';
      comment on column webhook_deliveries.id is 'UUIDv7, in the order of the log.';
      comment on column webhook_deliveries.webhook_id is 'The webhook.';
      comment on column webhook_deliveries.message is 'The id of the event as receivers see it, the same at each attempt.';
      comment on column webhook_deliveries.type is 'The type of the event as receivers see it.';
      comment on column webhook_deliveries.leaf is 'The leaf; null for a message that only tries the address.';
      comment on column webhook_deliveries.case_id is 'The case: its events are told one after the other.';
      comment on column webhook_deliveries.body is 'The bytes that are signed and sent.';
      comment on column webhook_deliveries.status is 'waiting, delivered or dead.';
      comment on column webhook_deliveries.tries is 'Attempts since it last began to wait; from these the next pause follows.';
      comment on column webhook_deliveries.attempts is 'Attempts in all; also what tells a late worker that another has taken over.';
      comment on column webhook_deliveries.next_at is 'Real time from which it may be tried.';
      comment on column webhook_deliveries.claimed_until is 'Real time until which a worker is at it; one that died is not waited for longer.';
      comment on column webhook_deliveries.created_at is 'Real time.';
      comment on column webhook_deliveries.done_at is 'Real time at which it was delivered or given up.';

      create table webhook_attempts (
        tenant smallint not null,
        delivery_id uuid not null,
        number integer not null,
        at timestamptz not null,
        milliseconds integer not null,
        status smallint,
        fault text,
        answer text,
        primary key (tenant, delivery_id, number),
        foreign key (tenant, delivery_id) references webhook_deliveries (tenant, id) on delete cascade
      );
      comment on table webhook_attempts is 'What came of each attempt that ended; erased with the delivery.';
      comment on column webhook_attempts.tenant is 'Jurisdiction.';
      comment on column webhook_attempts.delivery_id is 'The delivery.';
      comment on column webhook_attempts.number is 'From 1.';
      comment on column webhook_attempts.at is 'Real time at which it began.';
      comment on column webhook_attempts.milliseconds is 'How long it took.';
      comment on column webhook_attempts.status is 'HTTP status; null where none came.';
      comment on column webhook_attempts.fault is 'Why it failed; null where it did not.';
      comment on column webhook_attempts.answer is 'The first bytes of the answer.';

      grant select, insert, update (person_id, name, url, secret_version, previous_until, disabled_at, disabled_reason, deleted_at)
        on webhooks to greenlane_service;
      grant select, insert, delete, update (status, tries, attempts, next_at, claimed_until, done_at) on webhook_deliveries
        to greenlane_service;
      grant select, insert on webhook_attempts to greenlane_service;
      create trigger an_end_is_not_taken_back before update on webhooks
        for each row execute function an_end_is_not_taken_back('deleted_at');
      alter table webhooks enable always trigger an_end_is_not_taken_back;
    `);
    for (const table of ['webhooks', 'webhook_deliveries', 'webhook_attempts'])
      await runner.query(/* sql */ `
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
