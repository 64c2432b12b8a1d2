import { describe, expect, it } from '@jest/globals';
import { ClockWatch, type TimeReading } from './clock-watch.js';

/** Readings of a watch, by seconds of the process's own clock and of the database's. */
const at = (own: number, raw: number, hold: TimeReading['hold'] = null, took = 0): TimeReading => ({
  asked: own * 1_000,
  answered: (own + took) * 1_000,
  raw: raw * 1_000,
  hold,
});
const open = { id: 1, open: true };
const released = { id: 1, open: false };

describe('the watch over the database’s clock', () => {
  it('lets time go while both clocks go alike, and drift apart a little', () => {
    const watch = new ClockWatch();
    for (let second = 0; second < 1_000; second += 10)
      expect(watch.read(at(second, 5_000 + second * 1.2))).toEqual({ time: 'goes' });
  });

  it.each([60, -60, 5.01, -5.01])('notices a jump of %d s until somebody has noted it', (jump) => {
    const watch = new ClockWatch();
    watch.read(at(0, 5_000));
    const told = { time: 'jumped', by: expect.closeTo(jump * 1_000, 3) as unknown };
    expect(watch.read(at(1, 5_001 + jump))).toEqual(told);
    expect(watch.read(at(2, 5_002 + jump))).toEqual(told);
    expect(watch.read(at(3, 5_003 + jump, open))).toEqual({ time: 'held' });
  });

  it('takes 5 s for drift, and an answer that was slow for no jump', () => {
    const watch = new ClockWatch();
    watch.read(at(0, 5_000));
    expect(watch.read(at(1, 5_006))).toEqual({ time: 'goes' });
    expect(watch.read(at(2, 5_037, null, 30))).toEqual({ time: 'goes' });
    expect(watch.read(at(32, 5_037))).toEqual({ time: 'goes' });
  });

  it('takes for drift what clocks drift apart in days without a reading, and no more', () => {
    const day = 86_400;
    for (const [raw, time] of [
      [day + 40, 'goes'],
      [day - 40, 'goes'],
      [day + 60, 'jumped'],
      [day - 60, 'jumped'],
    ] as const) {
      const watch = new ClockWatch();
      watch.read(at(0, 0));
      expect(watch.read(at(day, raw)).time).toBe(time);
    }
  });

  it('says that the clock is back only where it saw it away', () => {
    const [saw, came] = [new ClockWatch(), new ClockWatch()];
    saw.read(at(0, 5_000));
    saw.read(at(1, 5_061, open));
    expect(came.read(at(1, 5_061, open))).toEqual({ time: 'held' });
    expect(came.read(at(2, 5_062, open))).toEqual({ time: 'held' });
    expect(saw.read(at(2, 5_002, open))).toEqual({ time: 'isBack' });
    expect(saw.read(at(3, 5_003, released))).toEqual({ time: 'goes' });
  });

  it('takes the clock for right once the jump is released, also where it slept through all of it', () => {
    const watch = new ClockWatch();
    watch.read(at(0, 5_000));
    expect(watch.read(at(100, 9_000, released))).toEqual({ time: 'goes' });
    expect(watch.read(at(101, 9_001, released))).toEqual({ time: 'goes' });
    expect(watch.read(at(102, 5_102, released))).toMatchObject({ time: 'jumped' });
  });
});
