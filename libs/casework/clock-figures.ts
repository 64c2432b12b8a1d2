import { numberOf } from '#calendar';
import type { Transaction } from '#database';
import { calendarNow } from './calendars.js';

/** How clocks stand that will move a case, and steps that cases owe each other, in one jurisdiction. */
export interface ClockFigures {
  /** Have run out and have not taken their step. */
  due: number;
  /** Of these, for longer than 5 s. */
  late: number;
  /** Seconds since the longest overdue ran out; 0 where none is. */
  longestLateness: number;
  /** Statutory limits and targets that have run out, and move no case. */
  overdue: number;
  /** Owed commands not paid yet. */
  owed: number;
  /** Calendar days from today to the end of the last year in which days can be counted. */
  daysKnown: number;
}

/** Reads nothing but what is due from the indexes of clocks, however many are armed. */
export async function clockFigures(tx: Transaction): Promise<ClockFigures> {
  const { at, today, calendar } = await calendarNow(tx);
  const [row] = await tx.query<Omit<ClockFigures, 'daysKnown'>>(
    `select count(*)::integer as due, count(*) filter (where due_at < $2::timestamptz - interval '5 seconds')::integer as late,
            coalesce(extract(epoch from $2::timestamptz - min(due_at)), 0)::double precision as "longestLateness",
            (select count(*) from owed_commands where tenant = $1 and done_seq is null)::integer as owed,
            (select count(*) from clocks where tenant = $1 and status = 'running' and legal_effect in ('statutory', 'target')
               and due_on <= $3 and due_at <= $2 and lapses_into is null)::integer as overdue
     from clocks where tenant = $1 and status = 'running' and lapses_into is not null and due_at <= $2`,
    [tx.tenant, at, today],
  );
  let last = Number(today.slice(0, 4)) - 1;
  while (calendar.years.includes(last + 1)) last += 1;
  return { ...row!, daysKnown: Math.max(0, numberOf(`${last}-12-31`) - numberOf(today)) };
}

/** Clocks that run and will move a case: reads that whole index, so not to be asked often where there are a million. */
export async function armedClocks(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ armed: number }>(
    `select count(*)::integer as armed from clocks where tenant = $1 and status = 'running' and lapses_into is not null`,
    [tx.tenant],
  );
  return row!.armed;
}
