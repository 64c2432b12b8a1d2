/** What of each statutory limit, and of each target, a case has used up. Pure. */
import { consumptionOf, endInWords, endOf, type Calendar, type Consumption, type Day } from '#calendar';
import { clockOf, type ClockRow } from '#casework';
import { onlyAnew, type Process, type Provision, type RunsAgain, type Words } from '#process';

/** A period of a case, one for each generation of each of its clocks. */
export interface ClockTime extends Consumption {
  clock: string;
  generation: number;
  label: Words;
  legalEffect: ClockRow['legal_effect'];
  status: ClockRow['status'];
  unit: ClockRow['unit'];
  anchor: Day;
  dueOn: Day | null;
  /** Null while it is open and not overdue, and of a period that was superseded. */
  onTime: boolean | null;
  under: Provision;
  /** The same in words. */
  said: Words;
}

/** One that ran out was not met; nothing is said of one that may still be, or that was begun by mistake. */
export function onTimeOf(status: string, { overdue }: Pick<Consumption, 'overdue'>): boolean | null {
  if (status === 'expired') return false;
  if (status === 'stopped') return overdue === 0;
  return status === 'running' && overdue > 0 ? false : null;
}

/** A row of `clocks`, and whether the period was broken off, so that the next generation began anew. */
export type ClockUsed = ClockRow & { broken_off: boolean };

/**
 * How a clock stands at an instant of a day; by the instant, for its period may end with business hours. `again` says how
 * one that is held will run again.
 */
export function clockTime(
  calendar: Calendar,
  process: Pick<Process, 'clocks'>,
  row: ClockUsed,
  { today, at }: { today: Day; at: Date },
  again: (clock: string) => RunsAgain,
): ClockTime {
  const label = process.clocks[row.clock]?.words ?? { 'zh-CN': row.clock, en: row.clock };
  const consumption = consumptionOf(calendar, clockOf(row), today, at.toISOString());
  return {
    ...{ clock: row.clock, generation: row.generation, label, legalEffect: row.legal_effect },
    ...{ status: row.status, unit: row.unit, ...consumption, anchor: row.anchor, dueOn: row.due_on },
    onTime: onTimeOf(row.status, consumption),
    under: { instrument: row.instrument, article: row.article },
    said: sayOf(label, row, consumption, row.status === 'suspended' ? again(row.clock) : null),
  };
}

function sayOf(
  label: Words,
  row: ClockUsed,
  { limit, used, left, overdue }: Consumption,
  held: RunsAgain | null,
): Words {
  const days = row.unit === 'workingDays' ? { zh: '个工作日', en: 'working days' } : { zh: '日', en: 'days' };
  const which =
    row.generation > 1
      ? { zh: `（第${row.generation}次）`, en: ` (no. ${row.generation})` }
      : { zh: '', en: '' };
  const untilIn = (language: 'zh-CN' | 'en'): string =>
    endInWords(endOf(row.due_on!, row.due_at), language).until;
  const end = ((): { zh: string; en: string } => {
    switch (row.status) {
      case 'expired':
        return { zh: '期限已届满', en: 'it ran out' };
      case 'suspended':
        // What is left counts for nothing where the whole limit begins anew.
        return onlyAnew(held)
          ? {
              zh: `已中止，办理${held.anew.map((step) => `“${step['zh-CN']}”`).join('或者')}后重新计算`,
              en: `held; the whole limit begins anew by ${held.anew.map(({ en }) => `“${en}”`).join(' or ')}`,
            }
          : { zh: `已中止，尚余${left}${days.zh}`, en: `held, ${left} left` };
      case 'running':
        return overdue > 0
          ? { zh: `已超期${overdue}${days.zh}`, en: `overdue by ${overdue}` }
          : {
              zh: `尚余${left}${days.zh}，${untilIn('zh-CN')}`,
              en: `${left} left, ${untilIn('en')}`,
            };
      case 'stopped':
        if (row.broken_off)
          return { zh: '已中断，期限重新计算', en: 'broken off, the whole limit began anew' };
        return overdue > 0
          ? { zh: `结束时超期${overdue}${days.zh}`, en: `ended ${overdue} too late` }
          : { zh: '已结束，未超期', en: 'ended in time' };
      default:
        return { zh: '已由另一期限取代', en: 'another took its place' };
    }
  })();
  const kind = row.legal_effect === 'target' ? { zh: '（承诺时限）', en: ' (target)' } : { zh: '', en: '' };
  return {
    'zh-CN': `${label['zh-CN']}${kind.zh}${which.zh}：限${limit}${days.zh}，已用${used}${days.zh}；${end.zh}。`,
    en: `${label.en}${kind.en}${which.en}: ${used} of ${limit} ${days.en} used; ${end.en}.`,
  };
}
