import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, openCalendar, type Day } from '#calendar';
import type { StateRule } from '#process';
import { attribute, movesOf, type Holder, type Moving } from './attribution.js';

const calendar = openCalendar();
const state = (name: string, tag: string, final = false): StateRule => ({
  ...{ name, tags: [tag], final, words: { 'zh-CN': name, en: name } },
  ...{ clocks: {}, steps: [], routes: [] },
});
const process = {
  id: 'errand',
  states: [
    state('draft', 'awaiting-applicant'),
    state('desk', 'awaiting-authority'),
    state('visit', 'awaiting-assessors'),
    state('answer', 'awaiting-applicant'),
    state('laboratory', 'awaiting-third-party'),
    state('valid', 'in-force'),
    state('over', 'terminal', true),
  ],
};
const holders: Record<string, Holder> = {
  ...{ draft: 'applicant', desk: 'authority', visit: 'assessor', answer: 'applicant' },
  ...{ laboratory: 'thirdParty', valid: 'nobody' },
};
/** [state, legal day, whether a clock took the step] */
type Told = [to: string, today: Day, byClock?: boolean];
const eventsOf = (told: readonly Told[]): Moving[] =>
  told.map(([to, today, byClock = false], at) => ({
    ...{ seq: at + 1, kind: at === 0 ? 'opened' : 'stepTaken', to, given: { today } },
    cause: { kind: byClock ? 'clock' : 'command', of: null },
  }));
const whose = (told: readonly Told[], today: Day) => {
  const time = attribute(calendar, process, movesOf(eventsOf(told)), today);
  return { ...time, spells: time.spells.map(({ state, days }) => [state, days]) };
};

/** Walks through a case: opened on some day, then steps with some calendar days between, some of them a clock's. */
const walks = fc
  .tuple(
    fc.integer({ min: 0, max: 3_000 }),
    fc.array(
      fc.tuple(
        fc.constantFrom('desk', 'visit', 'answer', 'laboratory', 'valid', 'over'),
        fc.nat(40),
        fc.boolean(),
      ),
      { maxLength: 12 },
    ),
    fc.constantFrom('draft', 'desk'),
    fc.nat(40),
  )
  .map(([start, steps, first, rest]) => {
    let day = addDays('2016-01-04', start);
    const told: Told[] = [[first, day]];
    for (const [to, passed, byClock] of steps) {
      day = addDays(day, passed);
      told.push([to, day, byClock]);
      if (to === 'over') break;
    }
    return { told, today: addDays(day, rest) };
  });

describe('every working day of a case', () => {
  it('belongs to exactly one party: they sum up to the working days of the case', () => {
    fc.assert(
      fc.property(walks, ({ told, today }) => {
        const time = attribute(calendar, process, movesOf(eventsOf(told)), today);
        if (time.countedFrom === null) return time.total === 0;
        const end = time.endedOn ?? today;
        return time.total === Math.max(0, calendar.workingDaysBetween(time.countedFrom, end));
      }),
    );
  });

  it('belongs to whoever held the case when the day began, asked day by day of the events themselves', () => {
    fc.assert(
      fc.property(walks, ({ told, today }) => {
        const events = eventsOf(told);
        // When each step happened, in half days: a person's in the middle of its day, a clock's as its day begins.
        let latest = -Infinity;
        const happened = events.map(({ to, given, cause }) => {
          const { today: on } = given as { today: Day };
          const half = Date.parse(on) / 43_200_000 + (cause.kind === 'clock' ? 0 : 1);
          latest = Math.max(latest, half);
          return { to, half: latest };
        });
        const counted: Record<string, number> = {};
        const until = happened.at(-1)!.to === 'over' ? happened.at(-1)!.half : Infinity;
        const [first] = happened;
        // The stay in which a case was opened lasts until it first goes elsewhere.
        const received = happened.find(({ to }) => to !== 'draft');
        for (
          let day = addDays((events[0]!.given as { today: Day }).today, 1);
          day <= today;
          day = addDays(day, 1)
        ) {
          const begins = Date.parse(day) / 43_200_000;
          if (!calendar.isWorkingDay(day) || begins >= until) continue;
          const at = happened.filter(({ half }) => half <= begins).at(-1) ?? first!;
          const drafting = at.to === 'draft' && (received === undefined || received.half > begins);
          const whom = drafting ? 'beforehand' : holders[at.to]!;
          counted[whom] = (counted[whom] ?? 0) + 1;
        }
        const { byHolder, beforehand } = attribute(calendar, process, movesOf(events), today);
        const told_ = Object.fromEntries(
          Object.entries({ ...byHolder, beforehand }).filter(([, days]) => days > 0),
        );
        expect(told_).toEqual(counted);
      }),
    );
  });

  it('is the applicant’s own before the receipt, and then it is counted apart', () => {
    const time = whose(
      [
        ['draft', '2025-09-01'],
        ['desk', '2025-09-05'],
        ['over', '2025-09-10'],
      ],
      '2025-12-01',
    );
    expect(time).toMatchObject({ beforehand: 4, total: 3, countedFrom: '2025-09-05', endedOn: '2025-09-10' });
    expect(time.byHolder).toEqual({ authority: 3, applicant: 0, assessor: 0, thirdParty: 0, nobody: 0 });
    expect(
      whose(
        [
          ['draft', '2025-09-01'],
          ['over', '2025-09-05'],
        ],
        '2025-12-01',
      ),
    ).toMatchObject({
      ...{ beforehand: 4, total: 0, countedFrom: null, endedOn: '2025-09-05' },
    });
  });

  it('of a step is still of the one who takes it, and the next one is of whoever has the case then', () => {
    const { spells } = whose(
      [
        ['desk', '2025-09-01'],
        ['answer', '2025-09-03'],
        ['desk', '2025-09-04'],
      ],
      '2025-09-05',
    );
    expect(spells).toEqual([
      ['desk', 2],
      ['answer', 1],
      ['desk', 1],
    ]);
  });

  it('up to the last of a period that ran out is of the one who let it, however late a worker came', () => {
    // Five working days from 2025-09-26 are over on 2025-10-10; the lapse is dated on the day after, which was made up.
    const { spells } = whose(
      [
        ['answer', '2025-09-26'],
        ['desk', '2025-10-11', true],
      ],
      '2025-10-13',
    );
    expect(spells).toEqual([
      ['answer', 5],
      ['desk', 2],
    ]);
  });

  it('is of the one who let a period run out also where that ended with business hours, on the last day itself', () => {
    const events = eventsOf([
      ['answer', '2025-09-26'],
      ['desk', '2025-10-10', true],
    ]);
    events[1]!.given = { today: '2025-10-10', world: { dueOn: '2025-10-10' } };
    expect(movesOf(events)[1]).toMatchObject({ state: 'desk', on: '2025-10-10' });
  });

  it('is of nobody while what was decided is in force', () => {
    const { byHolder, total } = whose(
      [
        ['desk', '2025-09-01'],
        ['valid', '2025-09-02'],
      ],
      '2025-09-05',
    );
    expect([byHolder.authority, byHolder.nobody, total]).toEqual([1, 3, 4]);
  });

  it('is counted on in one stay, where a step or a note leaves the case in its state', () => {
    const events = eventsOf([
      ['desk', '2025-09-01'],
      ['desk', '2025-09-02'],
      ['desk', '2025-09-03'],
    ]);
    events[2]!.kind = 'assigned';
    expect(movesOf(events)).toEqual([{ seq: 1, state: 'desk', on: '2025-09-01' }]);
  });

  it('does not go backwards either where a lapse is dated before a step that left the case in its state', () => {
    const { spells } = whose(
      [
        ['desk', '2025-09-01'],
        ['desk', '2025-09-10'],
        ['answer', '2025-09-09', true],
      ],
      '2025-09-12',
    );
    expect(spells).toEqual([
      ['desk', 7],
      ['answer', 2],
    ]);
  });

  it('does not go backwards where a lapse is dated before the step that came before it', () => {
    const { spells, total } = whose(
      [
        ['desk', '2025-09-01'],
        ['answer', '2025-09-10'],
        ['desk', '2025-09-09', true],
      ],
      '2025-09-12',
    );
    expect(spells).toEqual([
      ['desk', 7],
      ['answer', 0],
      ['desk', 2],
    ]);
    expect(total).toBe(9);
  });
});
