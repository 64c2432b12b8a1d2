import { ProcessShelf, replayCases } from '#casework';
import { connect, requireSchema, withoutTenant } from '#database';
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
  findings: { tenant: number; case: string; seq: number; sentence: string }[];
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
      `${counted}: ${amount(found.findings.length, 'case')} not as the law gives.`,
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
    const shelf = new ProcessShelf(processes);
    const all: Found = { cases: 0, events: 0, findings: [] };
    for (const { tenant } of tenants) {
      const { cases, events, findings } = await replayCases(database, shelf, tenant);
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
  return `Case ${id} of jurisdiction ${String(tenant).padStart(2, '0')}, event ${seq}: ${sentence}.`;
}
