import { hostname } from 'node:os';
import { withoutTenant, type Database, type TenantlessTransaction, type Transaction } from '#database';
import type { ClockWatch, TimeReading } from './clock-watch.js';

/** A jump of the database's clock, and whether the time of clocks is held because of it. */
export interface Hold {
  /** Counts the jumps. */
  id: number;
  /** Whether nothing lapses now; false once it was released. */
  open: boolean;
  /** How far the clock had moved, milliseconds; negative is backwards. */
  movedMs: number;
  /** Why it was released; null while it is open. */
  reason: string | null;
}

/** Both clocks, to the millisecond, and the newest jump: three columns of a statement that reads the time. */
export const timeColumns = `
  date_trunc('milliseconds', office_now()) as at, date_trunc('milliseconds', clock_timestamp()) as recorded_at,
  (select json_build_object('id', id, 'open', released_at is null, 'movedMs', moved_ms, 'reason', reason)
     from clock_holds order by id desc limit 1) as hold`;

export interface TimeRow {
  at: Date;
  recorded_at: Date;
  hold: Hold | null;
}

/**
 * Reads the time with a statement that has the columns above, and holds it where the clock has jumped by more than 5 s
 * since this process read it last. It goes on by itself when the clock is again what it should be.
 *
 * A demonstration goes on after the alarm: the machine on which it runs may sleep, and nobody there loses a right.
 */
export async function readTime<Row extends TimeRow>(
  tx: TenantlessTransaction,
  watch: ClockWatch,
  read: () => Promise<Row[]>,
): Promise<Row> {
  const asked = watch.monotonic();
  const [row] = await read();
  const reading: TimeReading = {
    asked,
    answered: watch.monotonic(),
    raw: row!.recorded_at.getTime(),
    hold: row!.hold,
  };
  const told = watch.read(reading);
  if (told.time === 'isBack') {
    const [hold] = await tx.query<Hold>(releaseHold, ['the clock is again what it should be']);
    return { ...row!, hold: hold ?? row!.hold };
  }
  if (told.time !== 'jumped') return row!;
  const [hold] = await tx.query<Hold>(noteJump, [
    ...[row!.recorded_at, `${hostname()}/${process.pid}`, Math.round(told.by)],
    'a demonstration goes on: its machine may have slept',
  ]);
  if (hold !== undefined && !hold.open) watch.goOnFrom({ ...reading, hold });
  // Whoever noted it at the same moment has it open.
  return { ...row!, hold: hold ?? { id: 0, open: true, movedMs: told.by, reason: null } };
}

const columns = `id, released_at is null as open, moved_ms as "movedMs", reason`;

const noteJump = `
  insert into clock_holds (noticed_at, noticed_by, moved_ms, released_at, reason)
  select $1, $2, $3, case when demonstration then $1::timestamptz end, case when demonstration then $4 end from office_clock
  on conflict do nothing returning ${columns}`;

const releaseHold = `
  update clock_holds set released_at = clock_timestamp(), reason = $1 where released_at is null returning ${columns}`;

/** Lets clocks lapse again; every process takes the clock for right from its next look on. Null where none was held. */
export async function releaseTime(database: Database, reason: string): Promise<Hold | null> {
  const [hold] = await withoutTenant(database, (tx) => tx.query<Hold>(releaseHold, [reason]));
  return hold ?? null;
}

/** The jump because of which nothing lapses now, if there is one. */
export async function findOpenHold(database: Database): Promise<Hold | null> {
  const [hold] = await withoutTenant(database, (tx) =>
    tx.query<Hold>(`select ${columns} from clock_holds where released_at is null`),
  );
  return hold ?? null;
}

/** From when to when time was held, every time; milliseconds since 1970, without end where it still is. */
export async function loadHolds(tx: Transaction): Promise<{ from: number; to: number }[]> {
  const holds = await tx.query<{ from: Date; to: Date | null }>(
    'select noticed_at as from, released_at as to from clock_holds order by id',
  );
  return holds.map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? Infinity }));
}
