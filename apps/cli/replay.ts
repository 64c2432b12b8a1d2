import { Casework, ProcessShelf, replayCases, type ReplayFinding } from '#casework';
import { connect, requireSchema, withoutTenant } from '#database';
import { grantsWith } from '#grants';
import { registerWith } from '#register';
import { processes } from '#regulations';
import { folderAt, withEmbedded } from './embedded.js';
import { exits, Failure } from './failure.js';
import { print, say } from './text.js';

export interface ReplayOptions {
  data?: string;
  json?: boolean;
}

interface Found {
  cases: number;
  events: number;
  findings: (ReplayFinding & { tenant: number })[];
}

/** `greenlane replay`: folds every case again from its first event and compares. Changes nothing. */
export async function replay(options: ReplayOptions): Promise<void> {
  const url = options.data === undefined ? process.env.DATABASE_URL : undefined;
  const found = url
    ? await replayAll(url)
    : await withEmbedded(folderAt(options.data), ({ serviceUrl }) => replayAll(serviceUrl));
  if (options.json) print(JSON.stringify({ whole: found.findings.length === 0, ...found }));
  else for (const finding of found.findings) print(sentenceOf(finding));
  const counted = `${amount(found.cases, 'case')}, ${amount(found.events, 'event')}`;
  if (found.findings.length > 0)
    throw new Failure(
      `${counted}: ${amount(found.findings.length, 'finding')} not as the law gives.`,
      exits.verificationFailed,
    );
  say(`${counted}: every case is as its history gives.`);
}

/** Folds every case of every jurisdiction that the database holds. */
export async function replayAll(serviceUrl: string): Promise<Found> {
  const database = await connect(serviceUrl, { poolSize: 2, applicationName: 'greenlane replay' });
  try {
    await requireSchema(database);
    const tenants = await withoutTenant(database, (tx) =>
      tx.query<{ tenant: number }>('select tenant from jurisdictions order by tenant'),
    );
    const casework = new Casework(database, new ProcessShelf(processes));
    registerWith(casework);
    grantsWith(casework);
    const all: Found = { cases: 0, events: 0, findings: [] };
    for (const { tenant } of tenants) {
      const { cases, events, findings } = await replayCases(database, casework, tenant);
      all.cases += cases;
      all.events += events;
      all.findings.push(...findings.map((finding) => ({ tenant, ...finding })));
    }
    return all;
  } finally {
    await database.close();
  }
}

const amount = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

function sentenceOf({ tenant, case: id, seq, sentence }: Found['findings'][number]): string {
  const where = `jurisdiction ${String(tenant).padStart(2, '0')}`;
  return id === null ? `In ${where}: ${sentence}.` : `Case ${id} of ${where}, event ${seq}: ${sentence}.`;
}
