import { join } from 'node:path';
import { Casework, ProcessShelf, publicKeysIn, replayCases, type ReplayFinding } from '#casework';
import { connect, requireSchema, withoutTenant } from '#database';
import { grantsWith } from '#grants';
import { registerWith } from '#register';
import { processes } from '#regulations';
import { folderAt, withEmbedded } from './embedded.js';
import { exits, Failure } from './failure.js';
import type { Language } from './client/language.js';
import { print, say } from './text.js';

export interface ReplayOptions {
  data?: string;
  lang: Language;
  json?: boolean;
}

interface Found {
  cases: number;
  events: number;
  /** Decisions whose signature was not checked, for want of a key. */
  unchecked: number;
  findings: (ReplayFinding & { tenant: number })[];
}

/** `greenlane replay`: folds every case again from its first event and compares. Changes nothing. */
export async function replay(options: ReplayOptions): Promise<void> {
  const says = phrases[options.lang];
  const url = options.data === undefined ? process.env.DATABASE_URL : undefined;
  const folder = folderAt(options.data);
  // Beside somebody else's database stands whatever folder it may: only the one that is named is believed.
  const found = url
    ? await replayAll(url, process.env.GREENLANE_DOCUMENTS)
    : await withEmbedded(folder, ({ serviceUrl }) => replayAll(serviceUrl, folder.documents));
  if (options.json) print(JSON.stringify({ whole: found.findings.length === 0, ...found }));
  else for (const finding of found.findings) print(sentenceOf(finding));
  if (found.unchecked > 0) say(says.unchecked(found.unchecked));
  if (found.findings.length > 0)
    throw new Failure(
      says.unlike(found.cases, found.events, found.findings.length),
      exits.verificationFailed,
    );
  say(says.whole(found.cases, found.events));
}

/** Folds every case of every jurisdiction that the database holds; signatures by the keys in the folder of documents. */
export async function replayAll(serviceUrl: string, documents: string | undefined): Promise<Found> {
  const keys = documents ? await publicKeysIn(join(documents, 'keys')) : [];
  const database = await connect(serviceUrl, { poolSize: 2, applicationName: 'greenlane replay' });
  try {
    await requireSchema(database);
    const tenants = await withoutTenant(database, (tx) =>
      tx.query<{ tenant: number }>('select tenant from jurisdictions order by tenant'),
    );
    const casework = new Casework(database, new ProcessShelf(processes));
    registerWith(casework);
    grantsWith(casework);
    const all: Found = { cases: 0, events: 0, unchecked: 0, findings: [] };
    for (const { tenant } of tenants) {
      const { cases, events, unchecked, findings } = await replayCases(database, casework, tenant, keys);
      all.cases += cases;
      all.events += events;
      all.unchecked += unchecked;
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

const phrases = {
  en: {
    unchecked: (count: number) =>
      `${amount(count, 'signature')} of decisions not checked, for there is no key: it lies in "keys" of the folder of documents (GREENLANE_DOCUMENTS).`,
    unlike: (cases: number, events: number, findings: number) =>
      `${amount(cases, 'case')}, ${amount(events, 'event')}: ${amount(findings, 'finding')} not as the law gives.`,
    whole: (cases: number, events: number) =>
      `${amount(cases, 'case')}, ${amount(events, 'event')}: every case is as its history gives.`,
  },
  'zh-CN': {
    unchecked: (count: number) =>
      `${count} 份决定的签名未核验：没有密钥。密钥在文件夹（GREENLANE_DOCUMENTS）的 keys 中。`,
    unlike: (cases: number, events: number, findings: number) =>
      `共 ${cases} 件案件、${events} 个事件：有 ${findings} 处与依法推算的结果不符。`,
    whole: (cases: number, events: number) =>
      `共 ${cases} 件案件、${events} 个事件：各案均与其历史记录一致。`,
  },
};
