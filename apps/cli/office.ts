import { v7 as newId } from 'uuid';
import { stateCouncilNotices } from '#calendar';
import { bringNotices, noticesShipped } from '#casework';
import {
  connect,
  inTransaction,
  withoutTenant,
  type Database,
  type TenantlessTransaction,
  type Transaction,
} from '#database';
import {
  demonstrationOffices,
  demonstrationPeople,
  seedDemonstration,
  type DemonstrationInstitution,
} from '#identity';
import { enterDemonstrationAddresses } from '#messages';
import { creditCodeFault, insertInstitution } from '#register';
import { authorityCodes } from '#regulations';
import { exits, Failure, misused } from './failure.js';

/** The instant at which every demonstration begins: nine in the morning of 1 September 2025 in Chongqing. */
export const demonstrationBegins = '2025-09-01T01:00:00Z';

/** Years for which no notice can be known on the day a demonstration begins: enough to play the life of a certificate. */
const provisionalInADemonstration = Array.from({ length: 10 }, (_, n) => 2026 + n);

export interface Office {
  /** A demonstration has invented people, a key of its own, and a time that can be moved forward. */
  kind: 'demonstration' | 'office';
  /** Two-digit code of the approving authority, as a number. A demonstration has its neighbour's as well. */
  authority: number;
  /**
   * Unified social credit code of the authority itself, of a real office. Without it the authority is no institution
   * of the register yet, and its own affairs (roles, absences, interests) cannot be cases; it can be given later.
   */
  creditCode?: string;
}

/**
 * Opens the office in a database in which there is none yet: says whether it is a demonstration, which can never be
 * changed afterwards, and enters the authority. Where there is one, checks that it is what is asked for.
 *
 * A database without a jurisdiction holds no case, because each case belongs to one: so no event is older than this.
 */
export async function openOffice(ownerUrl: string, office: Office): Promise<'opened' | 'found'> {
  const owner = await connect(ownerUrl, { poolSize: 1, applicationName: 'greenlane office' });
  try {
    const found = await withoutTenant(owner, async (tx) => {
      const [standing] = await tx.query<{ demonstration: boolean; tenants: number[] }>(
        `select demonstration, array(select tenant::integer from jurisdictions) as tenants
         from office_clock for update`,
      );
      const isDemonstration = office.kind === 'demonstration';
      const { demonstration, tenants } = standing!;
      if (tenants.length === 0) {
        if (isDemonstration)
          await tx.query(
            `update office_clock set demonstration = true,
               shift = make_interval(secs => extract(epoch from $1::timestamptz - clock_timestamp())::double precision)`,
            [demonstrationBegins],
          );
        await enterAuthority(tx, office);
        return 'opened' as const;
      }
      if (demonstration !== isDemonstration)
        throw new Failure(
          demonstration
            ? 'This data is a demonstration and stays one. Choose another folder with --data for a real office.'
            : 'This data is that of a real office and never becomes a demonstration. Start it with --office.',
          exits.conflict,
        );
      if (!tenants.includes(office.authority))
        throw new Failure(
          `This office is that of the authority ${tenants.map(twoDigits).join(', ')}, not ${twoDigits(office.authority)}.`,
          exits.conflict,
        );
      // A demonstration of an older release may lack a neighbour.
      if (isDemonstration) await enterAuthority(tx, office);
      await bringNoticesToAll(tx);
      return 'found' as const;
    });
    if (office.kind === 'office') await enterAuthorityItself(owner, office.authority, office.creditCode);
    return found;
  } finally {
    await owner.close();
  }
}

/** For an office whose schema was just migrated: the authority, if one is named, and later notices. */
export async function prepareOffice(
  ownerUrl: string,
  authority: number | undefined,
  creditCode?: string,
): Promise<void> {
  const owner = await connect(ownerUrl, { poolSize: 1, applicationName: 'greenlane office' });
  try {
    const isOffice = await withoutTenant(owner, async (tx) => {
      const [clock] = await tx.query<{ demonstration: boolean }>(
        'select demonstration from office_clock for update',
      );
      const isReal = !clock!.demonstration;
      if (isReal && authority !== undefined) await enterAuthority(tx, { kind: 'office', authority });
      await bringNoticesToAll(tx);
      return isReal;
    });
    if (isOffice && authority !== undefined) await enterAuthorityItself(owner, authority, creditCode);
  } finally {
    await owner.close();
  }
}

/** An office that works before the next notice is out counts in that year provisionally, and says so. */
const yearAhead = (): number => Math.max(...stateCouncilNotices.map(({ year }) => year)) + 1;

/** Brings every authority what this release knows of holidays and its calendar does not. */
async function bringNoticesToAll(tx: TenantlessTransaction): Promise<void> {
  const offices = await tx.query<{ tenant: number }>('select tenant from jurisdictions order by tenant');
  for (const { tenant } of offices) {
    await tx.query(`select set_config('app.tenant', $1, true)`, [String(tenant)]);
    await bringNotices({ ...tx, tenant });
  }
  await tx.query(`select set_config('app.tenant', '', true)`);
}

async function enterAuthority(
  tx: { query<Row>(text: string, values?: unknown[]): Promise<Row[]> },
  { kind, authority }: Office,
): Promise<void> {
  const isDemonstration = kind === 'demonstration';
  const tenants = isDemonstration ? demonstrationOffices.map(({ tenant }) => tenant) : [authority];
  for (const tenant of tenants) {
    const name = authorityName(tenant);
    await tx.query(
      `insert into jurisdictions (tenant, name_zh, name_en, provisional_years, notices) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [
        ...[tenant, name['zh-CN'], name.en],
        ...[isDemonstration ? provisionalInADemonstration : [yearAhead()], noticesShipped],
      ],
    );
  }
}

/** Enters a real authority as an institution of its own register, once its credit code is known. */
async function enterAuthorityItself(
  owner: Database,
  authority: number,
  creditCode: string | undefined,
): Promise<void> {
  if (creditCode === undefined) return;
  const name = authorityName(authority)['zh-CN'];
  await inTransaction(owner, authority, (tx) =>
    nameAuthority(tx, {
      id: newId(),
      creditCode,
      name,
      legalForm: 'administrativeUnit',
      address: name,
      base: null,
      contacts: [],
    }),
  );
}

/** Points the jurisdiction at its authority, registered before or now; where one is named already, it stays. */
async function nameAuthority(tx: Transaction, institution: DemonstrationInstitution): Promise<void> {
  const [named] = await tx.query<{ id: string | null }>(
    'select authority_id as id from jurisdictions where tenant = $1 for update',
    [tx.tenant],
  );
  if (named!.id !== null) return;
  const [known] = await tx.query<{ id: string }>(
    'select id from institutions where tenant = $1 and credit_code = $2',
    [tx.tenant, institution.creditCode],
  );
  const { id } = known ?? (await insertInstitution(tx, institution));
  await tx.query('update jurisdictions set authority_id = $2 where tenant = $1', [tx.tenant, id]);
}

/** A credit code as it was given for an authority: right in itself, and that of a public body. */
export function authorityCreditCode(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (creditCodeFault(text) !== null)
    throw misused(
      `"${text}" is not a unified social credit code: its length or its check character is wrong.`,
    );
  if (!text.startsWith('1'))
    throw misused(
      `"${text}" is the credit code of a company or a society; that of an authority begins with 1.`,
    );
  return text;
}

/** The authority's name, from the table of the certificate number: cities, regions, else provinces. */
function authorityName(authority: number): { 'zh-CN': string; en: string } {
  const code = twoDigits(authority);
  const known = (authorityCodes as Partial<Record<string, { 'zh-CN': string; en: string }>>)[code];
  if (known === undefined) throw misused(`No approving authority has the code ${code}.`);
  if (code === '00') return known;
  const kind = ['01', '02', '09', '22'].includes(code) ? '市' : (regions[code] ?? '省');
  return {
    'zh-CN': `${known['zh-CN']}${kind}市场监督管理局`,
    en: `${known.en} Administration for Market Regulation`,
  };
}

const regions: Record<string, string> = {
  '05': '自治区',
  '20': '壮族自治区',
  '26': '自治区',
  '30': '回族自治区',
  '31': '维吾尔自治区',
};

const twoDigits = (authority: number): string => String(authority).padStart(2, '0');

/** Enters the demonstration's authorities, laboratories and people; whatever is there already stays as it is. */
export async function furnishDemonstration(service: Database): Promise<void> {
  for (const { tenant, authority, laboratories } of demonstrationOffices)
    await inTransaction(service, tenant, async (tx) => {
      const there = await tx.query<{ id: string }>('select id from institutions where tenant = $1', [tenant]);
      for (const institution of laboratories)
        if (!there.some(({ id }) => id === institution.id)) await insertInstitution(tx, institution);
      await nameAuthority(tx, authority);
      await seedDemonstration(tx);
      await enterDemonstrationAddresses(tx, demonstrationPeople);
    });
}
