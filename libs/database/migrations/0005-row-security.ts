import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every tenant table shows a transaction the rows of its own tenant and no others, the owner's transactions too. */
const tenantTables = [
  ...['institutions', 'people', 'role_grants', 'acting_for'],
  ...['cases', 'case_people', 'events', 'pending', 'leaves', 'log_heads'],
  ...[
    'clocks',
    'clock_operations',
    'evidence',
    'documents',
    'event_documents',
    'drafts',
    'counters',
    'answers',
  ],
  ...['owed_commands', 'scope_tables', 'scope_items', 'certificates', 'certificate_items'],
];

export class RowSecurity1756684800005 implements MigrationInterface {
  name = 'RowSecurity1756684800005';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tenantTables) {
      await runner.query(/* sql */ `
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy own_tenant on ${table}
          using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      `);
    }
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
