import { describe, expect, it } from '@jest/globals';
import { openCalendar, startClock, stopClock, workingDays, type Clock } from '#calendar';
import type { ClockRow } from '#casework';
import { clockTime } from './consumption.js';

describe('a period that ends with business hours', () => {
  const calendar = openCalendar({ cutOffHour: 17 });
  const started = startClock(calendar, '2025-09-01', workingDays(5));
  const today = '2025-09-08';
  const told = ({ budget, due, dueAt, runningSince, ...clock }: Clock, at: string) => {
    const row = { ...clock, unit: budget.unit, budget: budget.length, running_since: runningSince };
    const due_at = dueAt === null ? null : dueAt.replace('T', ' ').replace('Z', '+00');
    const { onTime, overdue, said } = clockTime(
      calendar,
      { clocks: {} },
      { ...row, clock: 'answer', due_on: due, due_at, legal_effect: 'statutory' } as unknown as ClockRow,
      { today, at: new Date(at) },
    );
    return { onTime, overdue, said: said.en };
  };
  const [before, after] = ['2025-09-08T08:59:00Z', '2025-09-08T09:00:00Z'];

  it('is overdue from that hour of its last day, and not before', () => {
    expect(told(started, before)).toMatchObject({ onTime: null, overdue: 0 });
    expect(told(started, after)).toMatchObject({ onTime: false, overdue: 1 });
    expect(told(started, after).said).toContain('overdue by 1');
  });

  it('was met in time by the instant at which it was met', () => {
    expect(told(stopClock(calendar, started, today, before), after).onTime).toBe(true);
    expect(told(stopClock(calendar, started, today, after), after).onTime).toBe(false);
  });
});
