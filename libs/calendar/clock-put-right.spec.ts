import { describe, expect, it } from '@jest/globals';
import {
  dueDate,
  expireClock,
  extendClock,
  interruptClock,
  openCalendar,
  resumeClock,
  startClock,
  supersedeClock,
  suspendClock,
  workingDays,
} from './index.js';

const calendar = openCalendar();

describe('a clock', () => {
  it('extended is as if its period had been longer from the first, also where it had been held', () => {
    const held = (length: number) =>
      suspendClock(calendar, startClock(calendar, '2025-09-01', workingDays(length)), '2025-09-03');
    const resumed = resumeClock(calendar, held(10), '2025-09-15');
    expect(extendClock(calendar, resumed, workingDays(5), '2025-09-16')).toEqual(
      resumeClock(calendar, held(15), '2025-09-15'),
    );
  });

  it('received on the 3rd and recorded on the 9th counts from the 3rd, as a new generation', () => {
    const recorded = startClock(calendar, '2025-09-09', workingDays(5));
    expect(supersedeClock(calendar, recorded, '2025-09-03', '2025-09-12')).toEqual({
      ...startClock(calendar, '2025-09-03', workingDays(5)),
      generation: 2,
    });
  });

  it('that an earlier anchor finds already run out is due in the past, and can expire', () => {
    const recorded = startClock(calendar, '2025-09-09', workingDays(5));
    const right = supersedeClock(calendar, recorded, '2025-09-01', '2025-09-12');
    expect(right).toMatchObject({ due: '2025-09-08', dueAt: '2025-09-08T16:00:00Z', status: 'running' });
    expect(expireClock(calendar, right)).toMatchObject({ consumed: 5, status: 'expired', generation: 2 });
  });

  it('keeps an extension and what it used up after it was first held when its anchor is put right', () => {
    const clock = extendClock(
      calendar,
      startClock(calendar, '2025-09-01', workingDays(20)),
      workingDays(10),
      '2025-09-02',
    );
    const held = suspendClock(calendar, clock, '2025-09-08');
    const again = suspendClock(calendar, resumeClock(calendar, held, '2025-09-15'), '2025-09-17');
    expect([again.consumed, again.heldOn]).toEqual([7, '2025-09-08']);
    const later = supersedeClock(calendar, again, '2025-09-03', '2025-09-18');
    expect(later).toMatchObject({ consumed: 5, budget: workingDays(30), status: 'suspended', due: null });
    const earlier = supersedeClock(calendar, again, '2025-08-28', '2025-09-18');
    expect(earlier).toMatchObject({ consumed: 9, anchor: '2025-08-28', heldOn: '2025-09-08', generation: 2 });
    expect(resumeClock(calendar, earlier, '2025-10-20').due).toBe(
      dueDate(calendar, '2025-10-20', workingDays(21)).due,
    );
  });
});

describe('what a clock refuses', () => {
  const running = startClock(calendar, '2025-09-01', workingDays(20));
  const held = suspendClock(calendar, running, '2025-09-08');

  it('an extension beyond the longest its period may be, to the day', () => {
    const extended = extendClock(calendar, running, workingDays(6), '2025-09-10', 30);
    expect(extendClock(calendar, extended, workingDays(4), '2025-09-11', 30).budget).toEqual(workingDays(30));
    expect(() => extendClock(calendar, extended, workingDays(5), '2025-09-11', 30)).toThrow(
      expect.objectContaining({ because: 'pastItsBound' }),
    );
  });

  it('an extension of a clock that had run out when it was held', () => {
    const held = suspendClock(calendar, startClock(calendar, '2025-09-01', workingDays(5)), '2025-09-10');
    expect(() => extendClock(calendar, held, workingDays(5), '2025-09-10')).toThrow(
      expect.objectContaining({ because: 'ranOut' }),
    );
    const inTime = suspendClock(calendar, startClock(calendar, '2025-09-01', workingDays(5)), '2025-09-08');
    expect(extendClock(calendar, inTime, workingDays(5), '2025-09-10').budget).toEqual(workingDays(10));
  });

  it('an anchor that lies after the day of the order, wherever something counts from one', () => {
    const ahead = expect.objectContaining({ because: 'ahead' });
    expect(() => startClock(calendar, '2025-09-11', workingDays(5), '2025-09-10')).toThrow(ahead);
    expect(() => interruptClock(calendar, running, '2025-09-11', '2025-09-10')).toThrow(ahead);
    expect(() => supersedeClock(calendar, running, '2025-09-11', '2025-09-10')).toThrow(ahead);
    for (const anchor of ['2025-09-10', '2025-09-09']) {
      expect(startClock(calendar, anchor, workingDays(5), '2025-09-10').anchor).toBe(anchor);
      expect(interruptClock(calendar, running, anchor, '2025-09-10').anchor).toBe(anchor);
      expect(supersedeClock(calendar, running, anchor, '2025-09-10').anchor).toBe(anchor);
    }
  });

  it('an anchor after the day on which the clock was first held', () => {
    const again = resumeClock(calendar, held, '2025-09-15');
    for (const clock of [held, again]) {
      expect(() => supersedeClock(calendar, clock, '2025-09-09', '2025-09-20')).toThrow(
        expect.objectContaining({ because: 'heldBefore' }),
      );
      expect(supersedeClock(calendar, clock, '2025-09-08', '2025-09-20').consumed).toBe(0);
    }
  });
});
