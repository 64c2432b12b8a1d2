import { openCalendar } from '#calendar';
import type { ClockOrder } from '#process';
import { carryOut, type ClockRow } from './clock-rows.js';

/** Orders to one invented clock of five working days, for the tests of this library. */
export const calendar = openCalendar({ knownOn: '2025-09-01' });
export const under = { instrument: 'rules', article: '3' };

export const order = (
  name: ClockOrder['order'],
  on: string,
  change: Partial<ClockOrder> = {},
): ClockOrder => ({
  clock: 'loan',
  order: name,
  on,
  today: on,
  anchor: null,
  extension: null,
  rule: {
    limit: { unit: 'workingDays', length: 5 },
    from: 'today',
    under: { instrument: 'rules', article: '1' },
    effect: 'statutory',
    words: { 'zh-CN': '借期', en: 'loan' },
  },
  lapsesInto: 'lose',
  under,
  ...change,
});

/** The rows after orders that were given one by one, an event each. */
export const after = (...orders: ClockOrder[]): ClockRow[] =>
  orders.reduce<ClockRow[]>((rows, one, index) => carryOut(calendar, rows, [one], index + 1).rows, []);
