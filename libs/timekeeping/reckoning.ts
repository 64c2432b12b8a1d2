/** By which calendar an office's time is told: that of now, for what is past. */
import { dayOf, type Calendar, type Day } from '#calendar';
import { calendarOf } from '#casework';
import type { Transaction } from '#database';

export interface Reckoning {
  /** The office's legal day now. */
  today: Day;
  /** Knows this year and the next in any case: provisionally, where no notice for them is known. Nothing is decided by it. */
  calendar: Calendar;
}

/** How to count the days of this jurisdiction. */
export async function reckoningOf(tx: Transaction): Promise<Reckoning> {
  const [office] = await tx.named<{ at: Date; zone: string }>(
    'office-day',
    'select office_now() as at, zone from jurisdictions where tenant = $1',
    [tx.tenant],
  );
  const today = dayOf(office!.at, office!.zone);
  const year = Number(today.slice(0, 4));
  return { today, calendar: await calendarOf(tx, [year, year + 1]) };
}
