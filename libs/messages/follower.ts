import { Audience, calendarNow, eventWords, type ProcessShelf } from '#casework';
import type { Database, Transaction } from '#database';
import { loadActors } from '#identity';
import { follow, type LogEntry } from '#ledger';
import { composeChange } from './compose.js';
import { recipientsOf, type Recipient } from './recipients.js';
import { languagesOf, writeMessages } from './writing.js';

/** How messages are made. */
export interface Telling {
  service: Database;
  tenant: number;
  shelf: ProcessShelf;
  /** Where the portal is, without a slash at the end; undefined where nobody said. */
  publicUrl: string | undefined;
  /** Whether mail goes out at all; where it does not, messages lie in the inbox alone. */
  mail: boolean;
}

/** Entries of the log told in one transaction at most. */
const most = 100;

/**
 * Tells those whom the next entries of the log concern, each once for each entry, whatever stops meanwhile and however many
 * do it, from the first entry on. Answers how many entries were seen.
 */
export const tellChanges = (telling: Telling): Promise<number> =>
  follow(telling.service, telling.tenant, 'messages', { most }, (tx, entries) =>
    tellOf(tx, telling, entries),
  );

async function tellOf(
  tx: Transaction,
  { shelf, publicUrl, mail }: Telling,
  entries: readonly LogEntry[],
): Promise<void> {
  const audiences = await Audience.of(tx, shelf, [...new Set(entries.map(({ event }) => event.case))]);
  const namedBefore = await namedBeforeIn(tx, [...audiences.keys()]);
  const told = entries.flatMap(({ leaf, event }) => {
    const audience = audiences.get(event.case)!;
    return recipientsOf(event, audience).map((recipient) => {
      const key = `${event.case}/${recipient.person}`;
      const again = recipient.kind === 'named' && namedBefore.has(key);
      if (recipient.kind === 'named') namedBefore.add(key);
      const to: Recipient = again ? { ...recipient, kind: 'changed', namedFor: null } : recipient;
      return { leaf, event, audience, to };
    });
  });
  if (told.length === 0) return;
  const { calendar, today, at, changes } = await calendarNow(tx, { toTell: true });
  const languageOf = await languagesOf(
    tx,
    told.map(({ to }) => to.person),
  );
  const mentioned = [...audiences.values()].flatMap((audience) => audience.mentioned);
  const names = new Map([...(await loadActors(tx, mentioned))].map(([id, { name }]) => [id, name]));
  await writeMessages(
    tx,
    told.map(({ leaf, event, audience, to }) => {
      const { person, kind, turn, namedFor } = to;
      const language = languageOf(person);
      const scene = { audience, calendar, today, at, changes, publicUrl, names };
      const label = eventWords(audience.editionOf(event), event);
      const composed = composeChange(scene, { event, label, kind, namedFor }, { language, turn });
      return { person, case: event.case, cause: { leaf }, kind, language, ...composed };
    }),
    { mail },
  );
}

/** Whom a case has named and who was told so: a step that mentions them again does not name them anew. */
async function namedBeforeIn(tx: Transaction, cases: readonly string[]): Promise<Set<string>> {
  const rows = await tx.named<{ key: string }>(
    'messages: named before',
    `select distinct case_id::text || '/' || person_id as key from messages m
     where tenant = $1 and kind = 'named' and case_id = any($2::uuid[])`,
    [tx.tenant, cases],
  );
  return new Set(rows.map(({ key }) => key));
}
