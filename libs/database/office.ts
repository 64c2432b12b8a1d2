import { connect } from './connection.js';

export interface OfficeSettings {
  /** Two-digit code of the approving authority, as a number. */
  tenant: number;
  name: { 'zh-CN': string; en: string };
  /** Years to be loaded as provisional until their notice is out. */
  provisionalYears: readonly number[];
  /** The instant at which a demonstration's time starts; absent for a real office, whose time is the database's. */
  demonstrationFrom?: string;
}

/**
 * Sets an office up in a migrated database, as the owner; a jurisdiction that is there already keeps its settings.
 * Whether the database is a demonstration is decided before the first event and never again.
 *
 * @returns whether the jurisdiction was new.
 */
export async function openOffice(ownerUrl: string, office: OfficeSettings): Promise<boolean> {
  const owner = await connect(ownerUrl, { poolSize: 1, applicationName: 'greenlane set-up' });
  try {
    return await owner.dataSource.transaction(async (manager) => {
      if (office.demonstrationFrom !== undefined) {
        await manager.query(
          `update office_clock set demonstration = true, shift = $1::timestamptz - clock_timestamp()
           where not demonstration and not exists (select from jurisdictions)`,
          [office.demonstrationFrom],
        );
      }
      const rows: unknown[] = await manager.query(
        `insert into jurisdictions (tenant, name_zh, name_en, provisional_years) values ($1, $2, $3, $4)
         on conflict do nothing returning tenant`,
        [office.tenant, office.name['zh-CN'], office.name.en, office.provisionalYears],
      );
      return rows.length > 0;
    });
  } finally {
    await owner.close();
  }
}
