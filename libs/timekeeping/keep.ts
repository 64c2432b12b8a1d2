/** The follower of the log that keeps where each case spends its time, and foretells when it comes into a state. */
import type { Day } from '#calendar';
import type { ProcessShelf } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { follow, isNoted, type EventBody, type LogEntry } from '#ledger';
import type { Facts, Process, StateRule } from '#process';
import { comparedBy } from '#regulations';
import { holderIn, isBeforehand, latestWith, moveOf, stateNamed, type Holder } from './attribution.js';
import { memoriesAfter, memoriesNow } from './memories.js';
import { isForetold, noteWhatCame, predict, type Begun } from './predictions.js';
import { reckoningOf } from './reckoning.js';

/** Its name among the followers of the log. */
export const timekeeper = 'timekeeping';

/** A row of `spells`. */
interface SpellRow {
  case_id: string;
  seq: number;
  process: string;
  edition: string;
  state: string;
  party: Holder;
  beforehand: boolean;
  visit: number;
  workload: number;
  entered_on: Day;
  /** The latest day to which a step has brought the case. */
  latest_on: Day;
  left_on: Day | null;
  left_leaf: number | null;
  ended_leaf: number | null;
}

/** A row of `case_times`. */
interface CaseRow {
  case_id: string;
  process: string;
  edition: string;
  opened_on: Day;
  counted_from: Day | null;
  ended_on: Day | null;
  ended_in: string | null;
  ended_leaf: number | null;
  kind: string | null;
  field: string | null;
}

/** Takes in the next entries of a jurisdiction's log, at most `most`. Answers how many; 0 when it has seen all there is. */
export function keepTime(
  service: Database,
  shelf: ProcessShelf,
  tenant: number,
  most = 500,
): Promise<number> {
  return follow(service, tenant, timekeeper, { most }, (tx, entries) => takeIn(tx, shelf, entries));
}

/** Forgets all spells, to be kept anew from the first entry on. What was foretold stays: it was said. */
export async function forgetTime(service: Database, tenant: number): Promise<void> {
  await inTransaction(service, tenant, async (tx) => {
    // Its row is the follower's lock.
    await tx.query('update followers set next = 0 where tenant = $1 and name = $2', [tenant, timekeeper]);
    await tx.query('delete from spells where tenant = $1', [tenant]);
    await tx.query('delete from case_times where tenant = $1', [tenant]);
    await tx.query('delete from queues where tenant = $1', [tenant]);
  });
}

async function takeIn(tx: Transaction, shelf: ProcessShelf, entries: readonly LogEntry[]): Promise<void> {
  const moving = entries.filter(({ event }) => !isNoted(event.kind));
  const ids = [...new Set(moving.map(({ event }) => event.case))];
  const memoriesOfNow = await memoriesNow(tx, ids);
  const book = await Book.open(tx, ids, memoriesOfNow);
  const begun = moving.flatMap(({ leaf, event }) => {
    const process = shelf.pinned(event.process, event.edition, event.editionHash);
    const spell = book.enter(leaf, event, process);
    return spell === null || !isForetold(spell) ? [] : [{ spell, event }];
  });
  await book.write(tx);
  const memories = await memoriesAfter(
    tx,
    shelf,
    begun.map(({ event }) => event),
    memoriesOfNow,
  );
  const entered = begun.map(({ spell }, at) => ({
    ...spell,
    ...comparedFacts(spell.process, memories[at]!),
  }));
  const reckoning = await reckoningOf(tx);
  await predict(tx, shelf, reckoning, entered);
  await noteWhatCame(tx, reckoning, ids);
}

/** What is kept of some cases, and how many of each process await whom, while entries are taken in. */
class Book {
  private readonly touched = new Set<SpellRow>();

  private constructor(
    private readonly cases: Map<string, CaseRow>,
    private readonly spells: Map<string, SpellRow[]>,
    private readonly waiting: Map<string, number>,
    private readonly memoriesOfNow: ReadonlyMap<string, string>,
  ) {}

  static async open(
    tx: Transaction,
    ids: readonly string[],
    memoriesOfNow: ReadonlyMap<string, string>,
  ): Promise<Book> {
    const cases = await tx.query<CaseRow>(
      'select * from case_times where tenant = $1 and case_id = any($2::uuid[])',
      [tx.tenant, ids],
    );
    const spells = await tx.query<SpellRow>(
      'select * from spells where tenant = $1 and case_id = any($2::uuid[]) order by case_id, seq',
      [tx.tenant, ids],
    );
    // Counted by us alone, so that the open spells of an office need not be counted for each part of the log.
    const waiting = await tx.query<{ process: string; party: Holder; open: number }>(
      'select process, party, open from queues where tenant = $1',
      [tx.tenant],
    );
    return new Book(
      new Map(cases.map((row) => [row.case_id, row])),
      new Map(ids.map((id) => [id, spells.filter(({ case_id }) => case_id === id)])),
      new Map(waiting.map(({ process, party, open }) => [queueOf(process, party), open])),
      memoriesOfNow,
    );
  }

  /** Takes an event in. Answers the spell that it begins; null where it begins none. */
  enter(leaf: number, event: EventBody, process: Process): Begun | null {
    const spells = this.spells.get(event.case)!;
    const open = spells.find(({ left_on }) => left_on === null) ?? null;
    const move = moveOf(event, open && { state: open.state, latest: open.latest_on });
    if (move === null) {
      this.touched.add(Object.assign(open!, { latest_on: latestWith(event, open!.latest_on) }));
      return null;
    }
    const state = stateNamed(process, move.state);
    const row = this.cases.get(event.case) ?? opened(event, move.on);
    this.cases.set(event.case, row);
    if (open !== null) {
      Object.assign(open, { left_on: move.on, left_leaf: leaf });
      this.touched.add(open);
      this.count(open, -1);
    }
    if (state.final) {
      // The memory of a case that has ended is that of its last event.
      const { kind, field } = comparedFacts(
        process.id,
        JSON.parse(this.memoriesOfNow.get(event.case)!) as Facts,
      );
      Object.assign(row, {
        ...{ ended_on: move.on, ended_in: state.name, ended_leaf: leaf, kind, field },
      });
      for (const spell of spells) this.touched.add(Object.assign(spell, { ended_leaf: leaf }));
      return null;
    }
    const spell = this.begun(event, state, move.on, spells);
    spells.push(spell);
    this.touched.add(spell);
    this.count(spell, 1);
    if (!spell.beforehand) row.counted_from ??= move.on;
    return { ...spell, leaf };
  }

  async write(tx: Transaction): Promise<void> {
    await tx.query(writeCases, [tx.tenant, JSON.stringify([...this.cases.values()])]);
    await tx.query(writeSpells, [tx.tenant, JSON.stringify([...this.touched])]);
    const queues = [...this.waiting].map(([queue, open]) => {
      const [process, party] = queue.split('/');
      return { process, party, open };
    });
    await tx.query(writeQueues, [tx.tenant, JSON.stringify(queues)]);
  }

  private begun(event: EventBody, state: StateRule, on: Day, earlier: readonly SpellRow[]): SpellRow {
    const party = holderIn(state);
    return {
      ...{ case_id: event.case, seq: event.seq, process: event.process, edition: event.edition },
      ...{ state: state.name, party, beforehand: isBeforehand(earlier.length, state) },
      visit: earlier.filter((spell) => spell.state === state.name).length + 1,
      workload: this.waiting.get(queueOf(event.process, party)) ?? 0,
      ...{ entered_on: on, latest_on: on, left_on: null, left_leaf: null, ended_leaf: null },
    };
  }

  private count({ process, party, beforehand }: SpellRow, by: 1 | -1): void {
    if (beforehand) return;
    const queue = queueOf(process, party);
    this.waiting.set(queue, (this.waiting.get(queue) ?? 0) + by);
  }
}

const queueOf = (process: string, party: Holder): string => `${process}/${party}`;

/** What makes a case comparable, in its memory. */
export function comparedFacts(
  process: string,
  context: Facts,
): { kind: string | null; field: string | null } {
  const by = comparedBy(process);
  const word = (fact: string | undefined): string | null => {
    const value = fact === undefined ? null : context[fact];
    return typeof value === 'string' ? value : null;
  };
  return { kind: word(by?.kind), field: word(by?.field) };
}

const opened = (event: EventBody, on: Day): CaseRow => ({
  ...{ case_id: event.case, process: event.process, edition: event.edition, opened_on: on },
  ...{ counted_from: null, ended_on: null, ended_in: null, ended_leaf: null, kind: null, field: null },
});

const writeCases = `
  insert into case_times as c (tenant, case_id, process, edition, opened_on, counted_from, ended_on, ended_in, ended_leaf,
    kind, field)
  select $1, case_id, process, edition, opened_on, counted_from, ended_on, ended_in, ended_leaf, kind, field
  from json_to_recordset($2) as r (case_id uuid, process text, edition text, opened_on date, counted_from date,
    ended_on date, ended_in text, ended_leaf bigint, kind text, field text)
  on conflict (tenant, case_id) do update set counted_from = excluded.counted_from, ended_on = excluded.ended_on,
    ended_in = excluded.ended_in, ended_leaf = excluded.ended_leaf, kind = excluded.kind, field = excluded.field`;

const writeSpells = `
  insert into spells as s (tenant, case_id, seq, process, edition, state, party, beforehand, visit, workload, entered_on,
    latest_on, left_on, left_leaf, ended_leaf)
  select $1, case_id, seq, process, edition, state, party, beforehand, visit, workload, entered_on, latest_on, left_on, left_leaf,
    ended_leaf
  from json_to_recordset($2) as r (case_id uuid, seq integer, process text, edition text, state text, party text,
    beforehand boolean, visit smallint, workload integer, entered_on date, latest_on date, left_on date, left_leaf bigint, ended_leaf bigint)
  -- The spell that is left goes first: a case is in one state at a time.
  order by case_id, seq
  on conflict (tenant, case_id, seq) do update set latest_on = excluded.latest_on, left_on = excluded.left_on, left_leaf = excluded.left_leaf,
    ended_leaf = excluded.ended_leaf`;

const writeQueues = `
  insert into queues (tenant, process, party, open)
  select $1, process, party, open from json_to_recordset($2) as r (process text, party text, open integer)
  order by process, party
  on conflict (tenant, process, party) do update set open = excluded.open where queues.open <> excluded.open`;
