/** The algebra of clocks, operation by operation. Over 300 lines, because each has its refusals beside it. */
import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  calendarDays,
  ClockNotPossible,
  consumptionOf,
  derivationOf,
  dueDate,
  expireClock,
  extendClock,
  interruptClock,
  months,
  openCalendar,
  projectClock,
  resumeClock,
  startClock,
  stateCouncilNotices,
  stopClock,
  supersedeClock,
  suspendClock,
  workingDays,
  type Clock,
} from './index.js';

const calendar = openCalendar();

describe('a clock', () => {
  it('starts as the first generation, running, due as its period is', () => {
    expect(startClock(calendar, '2025-09-26', workingDays(5))).toEqual({
      anchor: '2025-09-26',
      budget: { unit: 'workingDays', length: 5 },
      consumed: 0,
      runningSince: '2025-09-26',
      due: '2025-10-10',
      dueAt: '2025-10-10T16:00:00Z',
      status: 'running',
      generation: 1,
      heldOn: null,
      calendarVersion: calendar.version,
      provisional: false,
    });
  });

  it('held for a technical review keeps the remainder and has no due date until it resumes', () => {
    const clock = startClock(calendar, '2025-09-01', workingDays(20));
    const held = suspendClock(calendar, clock, '2025-09-08');
    expect(held).toMatchObject({
      consumed: 5,
      runningSince: null,
      due: null,
      dueAt: null,
      status: 'suspended',
    });
    expect(derivationOf(calendar, held)).toBeNull();
    const again = resumeClock(calendar, held, '2025-10-20');
    expect(again).toMatchObject({
      consumed: 5,
      runningSince: '2025-10-20',
      due: '2025-11-10',
      status: 'running',
    });
    expect(derivationOf(calendar, again)).toEqual(dueDate(calendar, '2025-10-20', workingDays(15)));
  });

  it('in months keeps calendar days to its own end, not to the day that end rolled to', () => {
    // Three months from 2025-07-01 end on 2025-10-01, 92 days on, rolled to 2025-10-09.
    const clock = startClock(calendar, '2025-07-01', months(3));
    expect(clock.due).toBe('2025-10-09');
    const held = suspendClock(calendar, clock, '2025-07-31');
    expect(held.consumed).toBe(30);
    const again = resumeClock(calendar, held, '2025-08-31');
    expect(again.due).toBe('2025-11-03');
    expect(derivationOf(calendar, again)).toMatchObject({
      period: calendarDays(62),
      rolledFrom: '2025-11-01',
    });
  });

  it('held on its last day and resumed on a Saturday still leaves the authority its next working day', () => {
    const clock = startClock(calendar, '2025-08-29', workingDays(5));
    const held = suspendClock(calendar, clock, '2025-09-05');
    expect(held.consumed).toBe(5);
    expect(resumeClock(calendar, held, '2025-09-20').due).toBe('2025-09-22');
    expect(resumeClock(calendar, held, '2025-09-18').due).toBe('2025-09-18');
  });

  it('held within a roll-over has nothing overdue', () => {
    const clock = startClock(calendar, '2025-07-01', months(3));
    const held = suspendClock(calendar, clock, '2025-10-05');
    expect(held.consumed).toBe(92);
    expect(resumeClock(calendar, held, '2025-11-04').due).toBe('2025-11-04');
  });

  it('held when overdue is overdue by as much when it resumes', () => {
    const clock = startClock(calendar, '2025-09-01', workingDays(5));
    const held = suspendClock(calendar, clock, '2025-09-10');
    expect(held.consumed).toBe(7);
    const again = resumeClock(calendar, held, '2025-09-19');
    expect(again.due).toBe('2025-09-17');
    expect(expireClock(calendar, again).consumed).toBe(7);
    const gap = openCalendar({ notices: stateCouncilNotices.filter((each) => each.year !== 2023) });
    expect(() => resumeClock(gap, { ...held, anchor: '2022-12-01' }, '2024-01-01')).toThrow(/2023/);
    expect(derivationOf(calendar, again)).toMatchObject({ counted: [], period: workingDays(-2) });
  });

  it('interrupted by a supplement starts anew, whole, as the next generation', () => {
    const clock = startClock(calendar, '2025-09-01', workingDays(5));
    const anew = interruptClock(calendar, clock, '2025-09-26');
    expect(anew).toEqual({ ...startClock(calendar, '2025-09-26', workingDays(5)), generation: 2 });
    const held = suspendClock(calendar, anew, '2025-09-28');
    expect(interruptClock(calendar, held, '2025-10-09')).toMatchObject({
      generation: 3,
      consumed: 0,
      due: '2025-10-15',
    });
  });

  it('extended is counted from its anchor, never from a rolled date', () => {
    const clock = startClock(calendar, '2025-07-01', months(3));
    expect(extendClock(calendar, clock, months(1), '2025-09-30').due).toBe('2025-11-03');
    const held = suspendClock(calendar, startClock(calendar, '2025-09-01', workingDays(20)), '2025-09-08');
    const extended = extendClock(calendar, held, workingDays(10), '2025-09-15');
    expect(extended).toMatchObject({ status: 'suspended', due: null, budget: workingDays(30) });
    expect(resumeClock(calendar, extended, '2025-10-20')).toMatchObject({
      due: dueDate(calendar, '2025-10-20', workingDays(25)).due,
    });
  });

  it('stopped or expired keeps the date that stood and what was used up', () => {
    const clock = startClock(calendar, '2025-09-26', workingDays(5));
    expect(stopClock(calendar, clock, '2025-09-30')).toEqual({
      ...clock,
      consumed: 3,
      runningSince: null,
      status: 'stopped',
    });
    expect(expireClock(calendar, clock)).toEqual({
      ...clock,
      consumed: 5,
      runningSince: null,
      status: 'expired',
    });
    const held = suspendClock(calendar, clock, '2025-09-30');
    expect(stopClock(calendar, held, '2025-10-20')).toMatchObject({
      consumed: 3,
      due: null,
      status: 'stopped',
    });
  });

  it('is projected again when the calendar changes', () => {
    const first = openCalendar({ knownOn: '2020-01-20' });
    const amended = openCalendar({ knownOn: '2020-01-27' });
    const clock = startClock(first, '2020-01-20', workingDays(5));
    expect(clock.due).toBe('2020-02-01');
    const projected = projectClock(amended, clock);
    expect(projected).toEqual({
      ...clock,
      due: '2020-02-04',
      dueAt: '2020-02-04T16:00:00Z',
      calendarVersion: amended.version,
    });
    const stopped = stopClock(first, clock, '2020-01-21');
    expect(projectClock(amended, stopped)).toBe(stopped);
  });

  it('that rests on a provisional year says so until the notice is known', () => {
    const early = openCalendar({ knownOn: '2025-11-30', provisionalYears: [2026] });
    const clock = startClock(early, '2025-12-25', workingDays(10));
    expect(clock).toMatchObject({ due: '2026-01-09', provisional: true });
    expect(projectClock(calendar, clock)).toMatchObject({ due: '2026-01-09', provisional: false });
    expect(suspendClock(early, clock, '2025-12-26').provisional).toBe(false);
  });
});

describe('what a clock refuses', () => {
  const running = startClock(calendar, '2025-09-01', workingDays(20));
  const states: Record<Clock['status'], Clock> = {
    running,
    suspended: suspendClock(calendar, running, '2025-09-08'),
    stopped: stopClock(calendar, running, '2025-09-08'),
    expired: expireClock(calendar, running),
    superseded: { ...stopClock(calendar, running, '2025-09-08'), status: 'superseded' },
  };
  const operations: Record<string, { take: (clock: Clock) => Clock; from: Clock['status'][] }> = {
    suspend: { take: (clock) => suspendClock(calendar, clock, '2025-09-10'), from: ['running'] },
    resume: { take: (clock) => resumeClock(calendar, clock, '2025-09-10'), from: ['suspended'] },
    interrupt: {
      take: (clock) => interruptClock(calendar, clock, '2025-09-10'),
      from: ['running', 'suspended'],
    },
    extend: {
      take: (clock) => extendClock(calendar, clock, workingDays(10), '2025-09-10'),
      from: ['running', 'suspended'],
    },
    supersede: {
      take: (clock) => supersedeClock(calendar, clock, '2025-08-28', '2025-09-10'),
      from: ['running', 'suspended'],
    },
    stop: { take: (clock) => stopClock(calendar, clock, '2025-09-10'), from: ['running', 'suspended'] },
    expire: { take: (clock) => expireClock(calendar, clock), from: ['running'] },
  };
  const pairs = Object.entries(operations).flatMap(([operation, { take, from }]) =>
    Object.values(states).map((clock) => ({
      operation,
      take,
      clock,
      status: clock.status,
      may: from.includes(clock.status),
    })),
  );

  it.each(pairs.filter((each) => !each.may))(
    'a clock that is $status cannot be told to $operation',
    (each) => {
      expect(() => each.take(each.clock)).toThrow(ClockNotPossible);
      expect(() => each.take(each.clock)).toThrow(`Cannot ${each.operation} a clock that is ${each.status}`);
    },
  );

  it.each(pairs.filter((each) => each.may))('a clock that is $status can be told to $operation', (each) => {
    expect(() => each.take(each.clock)).not.toThrow();
  });

  it('nothing happens to a clock before the day it runs from', () => {
    expect(() => suspendClock(calendar, running, '2025-08-31')).toThrow(/earlier day 2025-08-31/);
    expect(() => stopClock(calendar, running, '2025-08-31')).toThrow(ClockNotPossible);
    expect(() => interruptClock(calendar, running, '2025-08-31')).toThrow(ClockNotPossible);
    expect(() => resumeClock(calendar, states.suspended, '2025-08-31')).toThrow(ClockNotPossible);
  });

  it('an extension after the period ran out, of another unit, or of nothing', () => {
    expect(() => extendClock(calendar, running, workingDays(10), addDays(running.due!, 1))).toThrow(
      /ran out/,
    );
    expect(() => extendClock(calendar, running, workingDays(10), running.due!)).not.toThrow();
    expect(() => extendClock(calendar, running, months(1), '2025-09-10')).toThrow(RangeError);
    expect(() => extendClock(calendar, running, workingDays(0), '2025-09-10')).toThrow(RangeError);
  });

  it('a day that is no day', () => {
    expect(() => suspendClock(calendar, running, '2025-09-31')).toThrow(RangeError);
    expect(() => startClock(calendar, 'today', workingDays(5))).toThrow(RangeError);
  });
});

describe('a period that ends with business hours', () => {
  const office = openCalendar({ cutOffHour: 17 });
  // Due on Monday 8 September 2025 at 17:00; the other on Thursday 9 October, having rolled from the 1st.
  const clock = startClock(office, '2025-09-01', workingDays(5));
  const rolled = startClock(office, '2025-07-01', months(3));
  const [before, after] = ['2025-09-08T08:59:59.999Z', '2025-09-08T09:00:00.000Z'];

  it('is extended on its last day until they end, and not after', () => {
    expect(extendClock(office, clock, workingDays(5), '2025-09-08', 10, before).due).toBe('2025-09-15');
    for (const at of [after, '2025-09-08T12:00:00.000Z'])
      expect(() => extendClock(office, clock, workingDays(5), '2025-09-08', 10, at)).toThrow(
        expect.objectContaining({ because: 'ranOut' }),
      );
    // Where only the day is known, all of it is in time.
    expect(extendClock(office, clock, workingDays(5), '2025-09-08').due).toBe('2025-09-15');
  });

  it('is overdue by a day that has begun where it is held, met or asked after them, and by none before', () => {
    const overdue = (at: string) => [
      suspendClock(office, clock, '2025-09-08', at).consumed - 5,
      stopClock(office, clock, '2025-09-08', at).consumed - 5,
      consumptionOf(office, clock, '2025-09-08', at).overdue,
    ];
    expect(overdue(before)).toEqual([0, 0, 0]);
    expect(overdue(after)).toEqual([1, 1, 1]);
    const held = suspendClock(office, clock, '2025-09-08', after);
    expect(() => extendClock(office, held, workingDays(5), '2025-09-09')).toThrow(
      'had run out when it was held',
    );
    expect(suspendClock(office, rolled, '2025-10-09', '2025-10-09T08:00:00Z').consumed).toBe(92);
    expect(suspendClock(office, rolled, '2025-10-09', '2025-10-09T09:00:00Z').consumed).toBe(100);
  });

  it('is overdue from then on where nothing was left when it went on', () => {
    const again = resumeClock(office, suspendClock(office, clock, '2025-09-08', before), '2025-09-10');
    expect(again.dueAt).toBe('2025-09-10T09:00:00Z');
    expect(consumptionOf(office, again, '2025-09-10', '2025-09-10T08:00:00Z').overdue).toBe(0);
    expect(consumptionOf(office, again, '2025-09-10', '2025-09-10T10:00:00Z').overdue).toBe(1);
  });

  it('has its last day again where nothing was left and it goes on after them: it never ends before it goes on', () => {
    const held = suspendClock(office, clock, '2025-09-08', before);
    expect(resumeClock(office, held, '2025-09-10', '2025-09-10T08:59:00Z').dueAt).toBe(
      '2025-09-10T09:00:00Z',
    );
    const late = resumeClock(office, held, '2025-09-10', '2025-09-10T09:00:00Z');
    expect(late).toMatchObject({ consumed: 4, due: '2025-09-11', runningSince: '2025-09-10' });
    // On a Saturday the next working day is its last in any case.
    expect(resumeClock(office, held, '2025-09-13', '2025-09-13T12:00:00Z')).toMatchObject({
      ...{ consumed: 5, due: '2025-09-15' },
    });
    const overdue = resumeClock(office, { ...held, consumed: 6 }, '2025-09-10', '2025-09-10T12:00:00Z');
    expect(overdue).toMatchObject({ consumed: 6, due: '2025-09-09' });
  });
});
