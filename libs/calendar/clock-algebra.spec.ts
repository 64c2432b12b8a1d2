import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  calendarDays,
  derivationOf,
  expireClock,
  extendClock,
  interruptClock,
  months,
  openCalendar,
  resumeClock,
  startClock,
  stopClock,
  supersedeClock,
  suspendClock,
  workingDays,
  years,
  type Clock,
} from './index.js';
import { dayAt, numberOf } from './days.js';

const calendar = openCalendar();
const strict = openCalendar({ rollOver: 'legalHolidaysOnly' });
const anyDay = fc.integer({ min: numberOf('2015-01-01'), max: numberOf('2023-12-31') }).map(dayAt);
const anyBudget = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map(workingDays),
  fc.integer({ min: 0, max: 90 }).map(calendarDays),
  fc.integer({ min: 0, max: 6 }).map(months),
  fc.integer({ min: 0, max: 1 }).map(years),
);
/** Whose anchor may be put right to a day of the weeks before. */
const laterDay = anyDay.filter((day) => day >= '2015-03-01');
const started = fc.tuple(fc.constantFrom(calendar, strict), anyDay, anyBudget);
/** A day of the running clock's life: its first, its due day, or one between. */
const within = (clock: Clock, share: number) =>
  addDays(clock.runningSince!, Math.floor(share * (numberOf(clock.due!) - numberOf(clock.runningSince!))));
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the algebra of clocks', () => {
  it('suspending and resuming on the same day changes no due date', () => {
    fc.assert(
      fc.property(started, share, ([by, anchor, budget], at) => {
        const clock = startClock(by, anchor, budget);
        const on = within(clock, at);
        const again = resumeClock(by, suspendClock(by, clock, on), on);
        expect([again.due, again.dueAt, again.status, again.generation]).toEqual([
          clock.due,
          clock.dueAt,
          'running',
          1,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('any chain of same-day suspensions changes no due date', () => {
    fc.assert(
      fc.property(started, fc.array(share, { maxLength: 6 }), ([by, anchor, budget], shares) => {
        const clock = startClock(by, anchor, budget);
        const ended = shares.reduce((at, each) => {
          const on = within(at, each);
          return resumeClock(by, suspendClock(by, at, on), on);
        }, clock);
        expect(ended.due).toBe(clock.due);
      }),
    );
  });

  it('a suspension never brings the due date forward, and a later resumption never an earlier one', () => {
    const wait = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(started, share, wait, wait, ([by, anchor, budget], at, one, two) => {
        const clock = startClock(by, anchor, budget);
        const on = within(clock, at);
        const held = suspendClock(by, clock, on);
        const [short, long] = [Math.min(one, two), Math.max(one, two)];
        const sooner = resumeClock(by, held, addDays(on, short)).due!;
        const later = resumeClock(by, held, addDays(on, long)).due!;
        expect(sooner >= clock.due!).toBe(true);
        expect(later >= sooner).toBe(true);
        expect(sooner >= addDays(on, short)).toBe(true);
      }),
    );
  });

  it('of working days uses up exactly its budget, however often it is held', () => {
    const pause = fc.tuple(share, fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 1, max: 60 }),
        fc.array(pause, { maxLength: 5 }),
        (anchor, n, pauses) => {
          let clock = startClock(calendar, anchor, workingDays(n));
          for (const [at, wait] of pauses) {
            const on = within(clock, at);
            clock = resumeClock(calendar, suspendClock(calendar, clock, on), addDays(on, wait));
          }
          expect(suspendClock(calendar, clock, clock.due!).consumed).toBe(
            // With nothing left, the day that is granted to act on is beyond the budget and not counted against it.
            Math.min(n, clock.consumed + calendar.workingDaysBetween(clock.runningSince!, clock.due!)),
          );
          expect(expireClock(calendar, clock).consumed).toBe(n);
        },
      ),
    );
  });

  it('interrupting on a day is starting on that day, but for the generation', () => {
    fc.assert(
      fc.property(started, share, ([by, anchor, budget], at) => {
        const clock = startClock(by, anchor, budget);
        const on = within(clock, at);
        expect(interruptClock(by, clock, on)).toEqual({ ...startClock(by, on, budget), generation: 2 });
      }),
    );
  });

  it('putting an anchor right is having counted from it from the first, but for the generation', () => {
    const gap = fc.integer({ min: -30, max: 30 });
    const started = fc.tuple(fc.constantFrom(calendar, strict), laterDay, anyBudget);
    fc.assert(
      fc.property(started, share, gap, fc.boolean(), ([by, anchor, budget], at, days, again) => {
        const clock = startClock(by, anchor, budget);
        const heldOn = within(clock, at);
        const right = addDays(anchor, days);
        fc.pre(numberOf(right) <= numberOf(heldOn));
        const life = (from: string): Clock => {
          const held = suspendClock(by, startClock(by, from, budget), heldOn);
          return again ? resumeClock(by, held, addDays(heldOn, 7)) : held;
        };
        const on = addDays(heldOn, 9);
        expect(supersedeClock(by, life(anchor), right, on)).toEqual({ ...life(right), generation: 2 });
        expect(supersedeClock(by, clock, right, on)).toEqual({
          ...startClock(by, right, budget),
          generation: 2,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('putting an anchor right and wrong again changes nothing but the generation', () => {
    const started = fc.tuple(fc.constantFrom(calendar, strict), laterDay, anyBudget);
    fc.assert(
      fc.property(started, share, fc.integer({ min: 1, max: 30 }), ([by, anchor, budget], at, days) => {
        const clock = startClock(by, anchor, budget);
        const held = suspendClock(by, clock, within(clock, at));
        for (const one of [clock, held]) {
          const on = addDays(anchor, 400);
          const there = supersedeClock(by, one, addDays(anchor, -days), on);
          expect(supersedeClock(by, there, anchor, on)).toEqual({ ...one, generation: 3 });
        }
      }),
    );
  });

  it('extending by parts within the bound is extending by the whole, and never goes past it', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), parts, (anchor, length, each) => {
        const clock = startClock(calendar, anchor, workingDays(length));
        const most = 20;
        const sum = each.reduce((so, part) => so + part, 0);
        const inParts = () =>
          each.reduce(
            (at, part) => extendClock(calendar, at, workingDays(part), anchor, length + most),
            clock,
          );
        if (sum > most) expect(inParts).toThrow(/may be/);
        else expect(inParts()).toEqual(startClock(calendar, anchor, workingDays(length + sum)));
      }),
    );
  });

  it('every state is plain JSON, and no operation changes the clock it was given', () => {
    fc.assert(
      fc.property(started, share, ([by, anchor, budget], at) => {
        const clock = Object.freeze(startClock(by, anchor, budget));
        const on = within(clock, at);
        const held = Object.freeze(suspendClock(by, clock, on));
        const states = [
          clock,
          held,
          resumeClock(by, held, on),
          stopClock(by, clock, on),
          expireClock(by, clock),
        ];
        for (const state of states) expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        const derivation = derivationOf(by, clock);
        expect(JSON.parse(JSON.stringify(derivation))).toEqual(derivation);
      }),
    );
  });
});
