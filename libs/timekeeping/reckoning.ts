/** By which calendar an office's time is told: that of now, for what is past. */
import { calendarNow, type Today } from '#casework';
import type { Transaction } from '#database';

/** Its calendar knows every year up to the next one in any case: nothing is decided by it. */
export type Reckoning = Pick<Today, 'today' | 'calendar' | 'at'>;

/** How to count the days of this jurisdiction. */
export const reckoningOf = (tx: Transaction): Promise<Reckoning> => calendarNow(tx, { toTell: true });
