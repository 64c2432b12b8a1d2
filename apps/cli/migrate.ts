import { migrate as migrateDatabase } from '#database';
import { misused } from './failure.js';
import { authorityCreditCode, prepareOffice } from './office.js';
import { print } from './text.js';

/** `greenlane migrate`: brings the database of DATABASE_OWNER_URL up to this release. Nothing else uses that login. */
export async function migrate({
  authority,
  creditCode,
}: {
  authority?: string;
  creditCode?: string;
}): Promise<void> {
  const url = process.env.DATABASE_OWNER_URL;
  if (!url)
    throw misused('Set DATABASE_OWNER_URL to the login of the owner role, which is used for this alone.');
  const code = authority === undefined ? undefined : authorityFrom(authority);
  if (creditCode && code === undefined)
    throw misused('--credit-code is that of an authority; say --authority as well.');
  const { applied, at } = await migrateDatabase(url);
  await prepareOffice(url, code, authorityCreditCode(creditCode));
  for (const name of applied) print(`applied ${name}`);
  print(applied.length === 0 ? `nothing to do, at ${at}` : `now at ${at}`);
}

/** The two digits of an approving authority, as in certificate numbers. */
export function authorityFrom(text: string): number {
  if (!/^\d{2}$/.test(text))
    throw misused(`An approving authority is named by its two digits, such as 22, not "${text}".`);
  return Number(text);
}
