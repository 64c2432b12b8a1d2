import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever hosts a hearing is not whoever reviewed the case (Licensing Law 48): a duty that is kept apart. */
export class Hearings1764374400025 implements MigrationInterface {
  name = 'Hearings1764374400025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table jurisdictions alter column duties_apart set default
        '{applying,intake,coordination,assessment,decision,issuing,administration,confirmation,hearing}';
      update jurisdictions set duties_apart = duties_apart || '{hearing}'
        where not 'hearing' = any (duties_apart) and 'decision' = any (duties_apart);
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
