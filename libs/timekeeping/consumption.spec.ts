import { describe, expect, it } from '@jest/globals';
import { openCalendar, startClock, stopClock, suspendClock, workingDays, type Clock } from '#calendar';
import type { RunsAgain } from '#process';
import { clockTime, type ClockUsed } from './consumption.js';

describe('a period that ends with business hours', () => {
  const calendar = openCalendar({ cutOffHour: 17 });
  const started = startClock(calendar, '2025-09-01', workingDays(5));
  const today = '2025-09-08';
  const none: RunsAgain = { goesOn: [], anew: [] };
  const told = (
    { budget, due, dueAt, runningSince, ...clock }: Clock,
    at: string,
    { broken_off = false, again = none }: { broken_off?: boolean; again?: RunsAgain } = {},
  ) => {
    const row = { ...clock, unit: budget.unit, budget: budget.length, running_since: runningSince };
    const due_at = dueAt === null ? null : dueAt.replace('T', ' ').replace('Z', '+00');
    const { onTime, overdue, said } = clockTime(
      calendar,
      { clocks: {} },
      {
        ...row,
        clock: 'answer',
        due_on: due,
        due_at,
        legal_effect: 'statutory',
        broken_off,
      } as unknown as ClockUsed,
      { today, at: new Date(at) },
      () => again,
    );
    return { onTime, overdue, said: said.en, inChinese: said['zh-CN'] };
  };
  const [before, after] = ['2025-09-08T08:59:00Z', '2025-09-08T09:00:00Z'];

  it('is overdue from that hour of its last day, and not before', () => {
    expect(told(started, before)).toMatchObject({ onTime: null, overdue: 0 });
    expect(told(started, after)).toMatchObject({ onTime: false, overdue: 1 });
    expect(told(started, after).said).toContain('overdue by 1');
  });

  it('says until which hour it runs', () => {
    expect(told(started, before).said).toContain('0 left, until 17:00 on 8 September 2025.');
    expect(told(started, before).inChinese).toContain('尚余0个工作日，截至2025年9月8日17时。');
  });

  it('that is held says what is left, save where the whole limit begins anew', () => {
    const held = suspendClock(calendar, started, '2025-09-03');
    expect(told(held, after).said).toContain('held, 3 left');
    expect(told(held, after).inChinese).toContain('已中止，尚余3个工作日');
    const again = { goesOn: [], anew: [{ 'zh-CN': '提交补正', en: 'supplement' }] };
    expect(told(held, after, { again }).said).toContain('held; the whole limit begins anew by “supplement”.');
    expect(told(held, after, { again }).inChinese).toContain('已中止，办理“提交补正”后重新计算');
  });

  it('says whether it ended in time or was broken off', () => {
    const stopped = stopClock(calendar, started, '2025-09-03');
    expect(told(stopped, after).said).toContain('ended in time');
    expect(told(stopped, after, { broken_off: true }).said).toContain(
      'broken off, the whole limit began anew',
    );
    expect(told(stopClock(calendar, started, today, after), after).said).toContain('ended 1 too late');
  });

  it('was met in time by the instant at which it was met', () => {
    expect(told(stopClock(calendar, started, today, before), after).onTime).toBe(true);
    expect(told(stopClock(calendar, started, today, after), after).onTime).toBe(false);
  });
});
