import { inTransaction, type Database, type Transaction } from '#database';
import { getActor } from '#identity';
import type { EventKind } from '#ledger';
import type { Caller } from './caller.js';
import { historyOf } from './case-history.js';
import { CaseReader } from './case-readers.js';
import { stateWords, type HistoryEntry } from './case-view.js';
import { casesSeen, isToldOf } from './cases-seen.js';
import type { CaseRow } from './load.js';
import type { ProcessShelf } from './process-shelf.js';
import type { CaseViews } from './views.js';

/** That something happened to a case: nothing of what. */
export interface CaseChange {
  /** Leaf number of the event. */
  leaf: number;
  case: string;
  number: string | null;
  /** As it is now. */
  state: string;
  /** Of whoever caused the event. */
  duty: string;
}

/**
 * What happened since a leaf of the log, for readers who go on reading. Authority is looked up at each reading, so whoever
 * lost it reads no further.
 */
export class CaseFeeds {
  constructor(
    private readonly database: Database,
    private readonly shelf: ProcessShelf,
    private readonly views: CaseViews,
  ) {}

  /** The last leaf of the jurisdiction's log, -1 where there is none. */
  async lastLeaf(tenant: number): Promise<number> {
    return inTransaction(this.database, tenant, async (tx) => {
      const [head] = await tx.named<{ size: number }>(
        'size-of-the-log',
        `select size from log_heads where tenant = $1 and log = 'audit'`,
        [tenant],
      );
      return (head?.size ?? 0) - 1;
    });
  }

  /** The cases to which the leaves after one belong, and the last of these leaves; 1,000 leaves at most. */
  async casesAfter(tenant: number, leaf: number): Promise<{ leaf: number; cases: Set<string> }> {
    return inTransaction(this.database, tenant, async (tx) => {
      const rows = await tx.named<{ leaf: number; case: string }>(
        'cases-after-a-leaf',
        `select l.leaf, e.case_id as "case" from leaves l join events e on e.tenant = l.tenant and e.id = l.event_id
         where l.tenant = $1 and l.log = 'audit' and l.leaf > $2 order by l.leaf limit 1000`,
        [tenant, leaf],
      );
      return { leaf: rows.at(-1)?.leaf ?? leaf, cases: new Set(rows.map((row) => row.case)) };
    });
  }

  /**
   * The events of a case after a leaf, as its history shows them, and whether the case is final and was read to its end.
   * Throws `not-found` for a foreign case as for none.
   */
  async ofCase(
    caller: Caller,
    id: string,
    { after, limit }: { after: number; limit: number },
  ): Promise<{ entries: (HistoryEntry & { leaf: number })[]; isOver: boolean }> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { row, process, actor, of } = await this.views.visible(tx, caller, id);
      const reader = await CaseReader.of(tx, actor, of);
      const found = await historyOf(tx, { reader, shelf: this.shelf, id }, { afterLeaf: after, limit });
      const entries = found.map((entry) => ({ ...entry, leaf: entry.leaf! }));
      const isFinal = stateWords(process, row.state).tags.includes('terminal');
      const read = entries.at(-1)?.leaf ?? after;
      return { entries, isOver: isFinal && (await isRead(tx, row, read)) };
    });
  }

  /** Which of the cases that the caller may see changed after a leaf, and up to which leaf that was looked at. */
  async changes(
    caller: Caller,
    { after, limit }: { after: number; limit: number },
  ): Promise<{ changes: CaseChange[]; leaf: number; isMore: boolean }> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await getActor(tx, caller.person, caller.method, caller.onlyFor);
      const events = await tx.named<{ leaf: number; case: string; kind: EventKind; duty: string }>(
        'events-after-a-leaf',
        `select l.leaf, e.case_id as "case", e.kind, e.doc #>> '{actor,duty}' as duty
         from leaves l join events e on e.tenant = l.tenant and e.id = l.event_id
         where l.tenant = $1 and l.log = 'audit' and l.leaf > $2 order by l.leaf limit $3`,
        [tx.tenant, after, limit],
      );
      const seen = await casesSeen(
        tx,
        this.shelf,
        actor,
        events.map((event) => event.case),
      );
      const changes = events.flatMap(({ leaf, kind, duty, ...event }): CaseChange[] => {
        const one = seen.get(event.case);
        if (one === undefined || !isToldOf(one.part, kind)) return [];
        const { number, state } = one.row;
        return [{ leaf, case: event.case, number, state, duty }];
      });
      return { changes, leaf: events.at(-1)?.leaf ?? after, isMore: events.length === limit };
    });
  }
}

/** Whether the last event of a case has a leaf, and not one after this one. */
async function isRead(tx: Transaction, { id, seq }: CaseRow, leaf: number): Promise<boolean> {
  const rows = await tx.named(
    'last-event-read',
    `select from events e join leaves l on l.tenant = e.tenant and l.log = 'audit' and l.event_id = e.id
     where e.tenant = $1 and e.case_id = $2 and e.seq = $3 and l.leaf <= $4`,
    [tx.tenant, id, seq, leaf],
  );
  return rows.length === 1;
}
