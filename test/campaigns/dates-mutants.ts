import { Checker, daysOn } from './dates-checker.js';
import type { Happening, Kind, NoticeFile, Period, Stand } from './dates-cases.js';

/** Something made wrong on purpose: in the checker, or in the notices that the calendar alone is given. */
export interface Mutant {
  Wrong?: typeof Checker;
  tampered?: (notices: readonly NoticeFile[]) => NoticeFile[];
}

/** Each must be noticed by the comparison of the two; else it would not notice the same fault in the calendar. */
export const mutants: Record<string, Mutant> = {
  'make-up days are forgotten': {
    Wrong: class extends Checker {
      protected override isWorked(day: string): boolean {
        return this.look(day)[0] === 'workingDay';
      }
    },
  },
  'adjusted rest days are worked': {
    Wrong: class extends Checker {
      protected override isWorked(day: string): boolean {
        return super.isWorked(day) || this.look(day)[0] === 'adjustedRest';
      }
    },
  },
  'the day it starts is counted': {
    Wrong: class extends Checker {
      protected override firstCounted(anchor: string): string {
        return anchor;
      }
    },
  },
  'nothing rolls over': {
    Wrong: class extends Checker {
      protected override mayEndOn(): boolean {
        return true;
      }
    },
  },
  'the setting of the roll-over is ignored': {
    Wrong: class extends Checker {
      protected override mayEndOn(day: string): boolean {
        return this.isWorked(day);
      }
    },
  },
  'a month runs over its end': {
    Wrong: class extends Checker {
      protected override monthsOn(anchor: string, n: number): string {
        const day = new Date(anchor);
        day.setUTCMonth(day.getUTCMonth() + n);
        return day.toISOString().slice(0, 10);
      }
    },
  },
  'an amendment is ignored': {
    Wrong: class extends Checker {
      protected override standing(known: readonly NoticeFile[]): readonly NoticeFile[] {
        return known.filter(({ amends }) => amends === undefined);
      }
    },
  },
  'the next year’s notice says nothing of this year': {
    Wrong: class extends Checker {
      protected override yearsNaming(year: number): number[] {
        return [year];
      }
    },
  },
  'notices are known before they are out': {
    Wrong: class extends Checker {
      constructor(rules: ConstructorParameters<typeof Checker>[0]) {
        super({ ...rules, knownOn: undefined });
      }
    },
  },
  'what is guessed does not say so': {
    Wrong: class extends Checker {
      protected override look(day: string): [kind: Kind, provisional: boolean] {
        return [super.look(day)[0], false];
      }
    },
  },
  'legal holidays are told as days swapped': {
    Wrong: class extends Checker {
      protected override look(day: string): [kind: Kind, provisional: boolean] {
        const [kind, provisional] = super.look(day);
        return [kind === 'legalHoliday' ? 'adjustedRest' : kind, provisional];
      }
    },
  },
  'a certificate is valid to the corresponding day': {
    Wrong: class extends Checker {
      override validUntil(issued: string, years: number): string {
        return daysOn(super.validUntil(issued, years), 1);
      }
    },
  },
  'the day on which a clock is held is not counted': {
    Wrong: class extends Checker {
      protected override used(clock: Stand, { on, at }: { on: string; at?: string }): number {
        const before = clock.since !== null && on > clock.since;
        return super.used(clock, before ? { on: daysOn(on, -1) } : { on, at });
      }
    },
  },
  'what was used up before a clock was held is forgotten': {
    Wrong: class extends Checker {
      protected override used(): number {
        return 0;
      }
    },
  },
  'a period that starts anew is what was left': {
    Wrong: class extends Checker {
      override start(anchor: string, budget: Period, generation = 1): Stand {
        return super.start(
          anchor,
          generation === 1 ? budget : { ...budget, length: budget.length >> 1 },
          generation,
        );
      }
    },
  },
  'an anchor put right forgets what was used up before': {
    Wrong: class extends Checker {
      protected override putRight(clock: Stand, right: string): Stand {
        return super.putRight({ ...clock, heldOn: null }, right);
      }
    },
  },
  'an extension counts from the day it is given': {
    Wrong: class extends Checker {
      override next(clock: Stand, happening: Happening): Stand {
        const after = super.next(clock, happening);
        if (happening.what !== 'extend' || after.due === null) return after;
        return { ...after, due: this.period(clock.due!, { ...clock.budget, length: happening.by! }).due };
      }
    },
  },
  'business hours are forgotten': {
    Wrong: class extends Checker {
      override ends(due: string): number {
        return Date.parse(`${daysOn(due, 1)}T00:00:00+08:00`);
      }
    },
  },
  'what is done after business hours is in time': {
    Wrong: class extends Checker {
      protected override inTime(clock: Stand, { on }: { on: string }): boolean {
        return super.inTime(clock, { on });
      }
    },
  },
  'what an office has changed itself is ignored': {
    Wrong: class extends Checker {
      constructor(rules: ConstructorParameters<typeof Checker>[0]) {
        super({ ...rules, changes: [] });
      }
    },
  },
  'the first change of an office stands': {
    Wrong: class extends Checker {
      constructor(rules: ConstructorParameters<typeof Checker>[0]) {
        super({ ...rules, changes: [...(rules.changes ?? [])].reverse() });
      }
    },
  },
  'an extension after the end is let': {
    Wrong: class extends Checker {
      override next(clock: Stand, happening: Happening): Stand {
        const { what, on } = happening;
        if (what !== 'extend' || clock.due === null) return super.next(clock, happening);
        return super.next(clock, { ...happening, at: undefined, on: on > clock.due ? clock.due : on });
      }
    },
  },
  'an extension past its bound is let': {
    Wrong: class extends Checker {
      override next(clock: Stand, happening: Happening): Stand {
        return super.next(clock, { ...happening, longest: undefined });
      }
    },
  },
  'a clock starts from a day that has not come': {
    Wrong: class extends Checker {
      override start(anchor: string, budget: Period, generation = 1): Stand {
        return super.start(anchor, budget, generation);
      }
    },
  },
  'an anchor is put right to a day that has not come': {
    Wrong: class extends Checker {
      override next(clock: Stand, happening: Happening): Stand {
        const { what, on, anchor = on } = happening;
        return super.next(
          clock,
          what === 'supersede' && anchor > on ? { ...happening, on: anchor } : happening,
        );
      }
    },
  },
  'a period starts anew from a day that has not come, or before its first': {
    Wrong: class extends Checker {
      override next(clock: Stand, happening: Happening): Stand {
        const { what, on, anchor = on } = happening;
        if (what !== 'interrupt' || (clock.status !== 'running' && clock.status !== 'suspended'))
          return super.next(clock, happening);
        return this.start(anchor, clock.budget, clock.generation + 1);
      }
    },
  },
  'an anchor is put right to a day after the clock was held': {
    Wrong: class extends Checker {
      protected override putRight(clock: Stand, right: string): Stand {
        const { heldOn } = clock;
        return super.putRight(heldOn !== null && right > heldOn ? { ...clock, heldOn: right } : clock, right);
      }
    },
  },
  'the calendar has lost its make-up days': {
    tampered: (notices) => notices.map((one) => ({ ...one, makeUpWorkingDays: [] })),
  },
  'the calendar has lost one make-up day of one year': {
    tampered: (notices) =>
      notices.map((one) =>
        one.year === 2024 ? { ...one, makeUpWorkingDays: one.makeUpWorkingDays.slice(1) } : one,
      ),
  },
  'the calendar has one day off too many': {
    tampered: (notices) =>
      notices.map((one) => (one.year === 2022 ? { ...one, daysOff: [...one.daysOff, '2022-07-06'] } : one)),
  },
};
