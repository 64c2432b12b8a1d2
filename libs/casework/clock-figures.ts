import type { Transaction } from '#database';

/** How clocks stand that will move a case, and steps that cases owe each other, in one jurisdiction. */
export interface ClockFigures {
  /** Have run out and have not taken their step. */
  due: number;
  /** Of these, for longer than 5 s. */
  late: number;
  /** Seconds since the longest overdue ran out; 0 where none is. */
  longestLateness: number;
  /** Owed commands not paid yet. */
  owed: number;
}

/** Reads nothing but what is due from the index of due clocks, however many are armed. */
export async function clockFigures(tx: Transaction): Promise<ClockFigures> {
  const [now] = await tx.query<{ now: Date }>('select office_now() as now');
  const [row] = await tx.query<ClockFigures>(
    `select count(*)::integer as due, count(*) filter (where due_at < $2::timestamptz - interval '5 seconds')::integer as late,
            coalesce(extract(epoch from $2::timestamptz - min(due_at)), 0)::double precision as "longestLateness",
            (select count(*) from owed_commands where tenant = $1 and done_seq is null)::integer as owed
     from clocks where tenant = $1 and status = 'running' and lapses_into is not null and due_at <= $2`,
    [tx.tenant, now!.now],
  );
  return row!;
}

/** Clocks that run and will move a case: reads that whole index, so not to be asked often where there are a million. */
export async function armedClocks(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ armed: number }>(
    `select count(*)::integer as armed from clocks where tenant = $1 and status = 'running' and lapses_into is not null`,
    [tx.tenant],
  );
  return row!.armed;
}
