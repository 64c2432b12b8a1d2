/** Which cases a worker takes on: it locks what it claims, passes over what somebody else has, and waits for nobody. */
import type { Transaction } from '#database';
import { loadCalendars } from './calendars.js';

/** Which cases are wanted. */
export interface Claim {
  most: number;
  except: readonly string[];
  /** This case and no other. */
  only: string | null;
}

/** Locks cases that no other worker has, as of an instant of office time. */
export type Claiming = (tx: Transaction, wanted: Claim, at: Date) => Promise<string[]>;

/**
 * Streams from the index of due clocks until enough cases are locked, so that its cost is that of what it claims. Cases
 * that somebody else has are passed over: whoever has them lets them lapse, and no claim ever waits.
 */
const claimDue = `
  select c.id from clocks k join cases c on c.tenant = k.tenant and c.id = k.case_id
  where k.tenant = $1 and k.status = 'running' and k.lapses_into is not null and k.due_at <= $2
    and not k.case_id = any($3::uuid[]) and ($4::uuid is null or k.case_id = $4)
  order by k.due_at limit $5 for update of c skip locked`;

/** The cases with a clock that has run out. */
export const claimDueCases: Claiming = async (tx, { most, except, only }, at) => {
  const rows = await tx.named<{ id: string }>('claim-due', claimDue, [tx.tenant, at, except, only, most]);
  // A case with two clocks that have run out comes up twice.
  return [...new Set(rows.map(({ id }) => id))];
};

/** The cases with a clock that was not looked at for the calendar in force. */
export const claimByAnotherCalendar: Claiming = async (tx, { most, except, only }, at) => {
  const { calendars } = await loadCalendars(tx);
  const { version } = calendars.at(at).calendar;
  const found = new Set<string>();
  // Each side of the version is a stretch of the index; mostly both are empty.
  for (const side of ['<', '>'] as const) {
    if (found.size >= most) break;
    const rows = await tx.named<{ id: string }>(
      `clocks-by-calendars ${side}`,
      `select c.id from clocks k join cases c on c.tenant = k.tenant and c.id = k.case_id
       where k.tenant = $1 and k.status in ('running', 'suspended') and k.looked ${side} $2
         and not k.case_id = any($4::uuid[]) and ($5::uuid is null or k.case_id = $5) and c.changed_at <= $6
       order by k.looked, k.case_id limit $3 for update of c skip locked`,
      [tx.tenant, version, most - found.size, [...except, ...found], only, at],
    );
    for (const { id } of rows) found.add(id);
  }
  return [...found];
};
