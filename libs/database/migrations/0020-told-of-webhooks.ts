import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages that a webhook was disabled, which are of no case; and the log of a webhook by what became of each delivery. */
export class ToldOfWebhooks1764288000020 implements MigrationInterface {
  name = 'ToldOfWebhooks1764288000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table messages
        alter column case_id drop not null,
        add column webhook_id uuid,
        add foreign key (tenant, webhook_id) references webhooks (tenant, id),
        drop constraint a_message_has_one_cause,
        add constraint a_message_has_one_cause check (num_nonnulls(leaf, clock, webhook_id) = 1
          and (clock is null) = (generation is null) and (clock is null) = (due_on is null) and (clock is null) = (rung is null)),
        add constraint a_message_is_of_a_case_or_a_webhook check ((case_id is null) <> (webhook_id is null)),
        drop constraint a_message_has_a_known_kind,
        add constraint a_message_has_a_known_kind
          check (kind in ('changed', 'named', 'assigned', 'affair', 'warning', 'webhook'));
      comment on column messages.case_id is 'Of which case; empty where it is of a webhook.';
      comment on column messages.webhook_id is 'The webhook that was disabled by itself.';
      comment on column messages.kind is 'changed, named, assigned, affair, warning or webhook.';

      create index deliveries_of_a_webhook_by_status on webhook_deliveries (tenant, webhook_id, status, id);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
