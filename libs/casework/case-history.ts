import type { Transaction } from '#database';
import { openDisclosure, type EventBody } from '#ledger';
import { movedIn, movesInWords } from './calendar-words.js';
import { loadCalendars } from './calendars.js';
import type { CaseReader } from './case-readers.js';
import { eventWords, type HistoryEntry } from './case-view.js';
import type { ProcessShelf } from './process-shelf.js';

/**
 * The events of a case in their order, as its reader is shown them: after the event numbered `after`, and, where `afterLeaf` is
 * given, only those that the log has numbered, and after that leaf.
 */
export async function historyOf(
  tx: Transaction,
  { reader, shelf, id }: { reader: CaseReader; shelf: ProcessShelf; id: string },
  { after = 0, afterLeaf = null, limit }: { after?: number; afterLeaf?: number | null; limit: number },
): Promise<HistoryEntry[]> {
  const rows = await tx.named<{
    seq: number;
    hash: string;
    leaf: number | null;
    body: string;
    disclosure: string | null;
  }>(
    'history-of-a-case',
    `select e.seq, encode(e.hash, 'hex') as hash, l.leaf, e.body, v.disclosure
     from events e
     left join leaves l on l.tenant = e.tenant and l.log = 'audit' and l.event_id = e.id
     left join evidence v on v.tenant = e.tenant and v.case_id = e.case_id and v.seq = e.seq
     where e.tenant = $1 and e.case_id = $2 and e.seq > $3 and ($5::bigint is null or l.leaf > $5)
     order by e.seq limit $4`,
    [tx.tenant, id, after, limit, afterLeaf],
  );
  const events = rows.map(({ body }) => JSON.parse(body) as EventBody);
  const moves = events.some(({ kind }) => kind === 'clockProjected');
  const changes = moves ? (await loadCalendars(tx)).calendars.changes : [];
  return rows.map(({ seq, hash, leaf, disclosure }, place) => {
    const event = events[place]!;
    const brought = disclosure === null ? null : (openDisclosure(disclosure).value as object);
    // Each in the words of the edition by which it was decided.
    const process = shelf.pinned(event.process, event.edition, event.editionHash);
    const shown = reader.shown(event, brought);
    return {
      seq,
      hash,
      leaf,
      label: eventWords(process, event),
      told: movesInWords(process, movedIn(event), changes),
      ...shown,
      withheld: shown.without.length > 0,
    };
  });
}
