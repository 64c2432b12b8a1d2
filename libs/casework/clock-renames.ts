/** What clocks are called after their case was moved to another edition: rows, operations, and the way back to old names. */
import type { Provision } from '#process';
import { newestOf, type ClockOperation, type ClockRow } from './clock-rows.js';

/** Old name to new, of the clocks that stand. */
export type ClockNames = Readonly<Record<string, string>>;

/** The rows under their new names, every generation of each; none of their dates changes. */
export function renameRows<Row extends Pick<ClockRow, 'clock'>>(
  rows: readonly Row[],
  names: ClockNames,
): Row[] {
  return rows.map((row) => (Object.hasOwn(names, row.clock) ? { ...row, clock: names[row.clock]! } : row));
}

/**
 * What the event `seq` does to the clocks that are called otherwise by it; `rows` are those before it, under their old names.
 * The operation stands under the old name, so that the step may give the clock another order under the new one.
 */
export function renamings(
  rows: readonly ClockRow[],
  names: ClockNames,
  { seq, today, under }: { seq: number; today: string; under: Provision },
): ClockOperation[] {
  return Object.entries(names).flatMap(([clock, becomes]) => {
    const row = newestOf(rows, clock);
    if (clock === becomes || row === undefined) return [];
    const { generation, consumed, due_on } = row;
    return [
      {
        ...{ seq, clock, generation, operation: 'rename' as const, on_day: today, consumed, due_on, becomes },
        ...{ length: null, anchor: null, instrument: under.instrument, article: under.article },
      },
    ];
  });
}

/** The rows as renamings leave them: the newest generation of each was changed by them. */
export function afterRenamings(rows: readonly ClockRow[], done: readonly ClockOperation[]): ClockRow[] {
  const names = Object.fromEntries(done.map(({ clock, becomes }) => [clock, becomes!]));
  const changed = new Map(done.map(({ becomes, generation, seq }) => [`${becomes}/${generation}`, seq]));
  return renameRows(rows, names).map((row) => {
    const seq = changed.get(`${row.clock}/${row.generation}`);
    return seq === undefined ? row : { ...row, changed_seq: seq };
  });
}

/** Operations of one case under the names that its clocks have now; the renamings themselves are left out. */
export function underPresentNames(operations: readonly ClockOperation[]): ClockOperation[] {
  const renamed = operations.filter(({ becomes }) => becomes !== null);
  return operations
    .filter(({ becomes }) => becomes === null)
    .map((one) => {
      const later = renamed.find(({ clock, seq }) => clock === one.clock && seq > one.seq);
      return later === undefined ? one : { ...one, clock: later.becomes! };
    });
}

/** The name that the clock of a row of `clock_operations`, so called in a query, has now; of a renaming, that which it gave. */
export const presentName = (row: string): string => `coalesce(${row}.becomes,
  (select r.becomes from clock_operations r where r.tenant = ${row}.tenant and r.case_id = ${row}.case_id
     and r.clock = ${row}.clock and r.becomes is not null and r.seq > ${row}.seq), ${row}.clock)`;
