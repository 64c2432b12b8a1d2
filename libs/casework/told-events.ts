import type { Transaction } from '#database';
import type { LogEntry } from '#ledger';
import type { Words } from '#process';
import { eventWords, stateWords } from './case-view.js';
import { clockWords } from './clock-editions.js';
import type { ProcessShelf } from './process-shelf.js';

/** An event with what those need who are told of it from outside: codes, names of states and days, nothing else. */
export interface ToldEvent extends LogEntry {
  /** Of the case as it is now. */
  number: string | null;
  institution: string;
  /** What the event is called, and the state in which it left the case. */
  words: Words;
  label: Words;
  tags: string[];
  /** Clocks that ran after the event, with the last legal day of each. */
  clocks: { clock: string; label: Words; dueOn: string }[];
}

/** Entries of the log as they may be told outside: without what was brought, decided on and by whom. */
export async function tellEvents(
  tx: Transaction,
  shelf: ProcessShelf,
  entries: readonly LogEntry[],
): Promise<ToldEvent[]> {
  const cases = await tx.named<{ id: string; number: string | null; institution: string }>(
    'cases-told-of',
    `select id, number, institution_id as institution from cases where tenant = $1 and id = any($2::uuid[])`,
    [tx.tenant, [...new Set(entries.map(({ event }) => event.case))]],
  );
  // As the event left them: by the time it is told, the clocks of the case may have gone on.
  const running = await tx.named<{ case: string; seq: number; clock: string; dueOn: string }>(
    'clocks-told-of',
    `select n.case_id as "case", n.seq, o.clock, o.due_on as "dueOn"
     from unnest($2::uuid[], $3::integer[]) as n (case_id, seq), lateral (
       select distinct on (name) name as clock, due_on from (
         select coalesce(r.becomes, o.becomes, o.clock) as name, o.generation, o.seq, o.becomes, o.due_on
         from clock_operations o left join clock_operations r on r.tenant = o.tenant and r.case_id = o.case_id
           and r.clock = o.clock and r.becomes is not null and r.seq > o.seq and r.seq <= n.seq
         where o.tenant = $1 and o.case_id = n.case_id and o.seq <= n.seq) as o
       order by name, generation desc, seq desc, becomes nulls first) as o
     where o.due_on is not null order by o.due_on, o.clock`,
    [tx.tenant, entries.map(({ event }) => event.case), entries.map(({ event }) => event.seq)],
  );
  const byId = new Map(cases.map((one) => [one.id, one]));
  return entries.map((entry) => {
    const { event } = entry;
    const process = shelf.pinned(event.process, event.edition, event.editionHash);
    const { number, institution } = byId.get(event.case)!;
    return {
      ...entry,
      number,
      institution,
      words: eventWords(process, event),
      ...stateWords(process, event.to),
      clocks: running
        .filter((one) => one.case === event.case && one.seq === event.seq)
        .map(({ clock, dueOn }) => ({ clock, label: clockWords(process, clock), dueOn })),
    };
  });
}
