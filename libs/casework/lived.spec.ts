/** Clocks of a case whose office changes its calendar meanwhile: nobody is wronged by it, and nobody's look changes a date. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CalendarYearUnknown, dayOf, stateCouncilNotices } from '#calendar';
import type { ClockOrder } from '#process';
import { Refused } from '#refusals';
import { noticesShipped, OfficeCalendars, type ChangeRow } from './calendars.js';
import { amendment, change, hour, lasting, Lived, order } from './lived.fixture.js';

describe('a clock', () => {
  it('tells the third change alone as the reason where a worker saw that two had left it where it was', () => {
    const calendars = new OfficeCalendars(
      [2026],
      [
        hour('2025-10-10T01:00:00Z', 17),
        hour('2025-10-10T02:00:00Z', 24, 5),
        hour('2025-10-10T05:00:00Z', 18, 7),
      ],
    );
    const lived = new Lived(calendars).step('2025-10-09T02:00:00Z', [order('start', '2025-10-09')]);
    expect(lived.look('2025-10-10T03:00:00Z').look('2025-10-10T06:00:00Z').finding()).toBeNull();
  });

  it('counted from another anchor is drawn again from that one, though the wrong one ended in an unknown year', () => {
    const { daysOff, makeUpWorkingDays } = stateCouncilNotices.find(({ notice }) => notice === '2026-1')!;
    const off = { notice: '2026-2', year: 2026, amends: '2026-1', daysOff: [...daysOff, '2026-12-30'] };
    const calendars = new OfficeCalendars(
      [],
      [change('2026-12-28T01:00:00Z', { what: 'notice', notice: { ...off, makeUpWorkingDays } })],
    );
    const lived = new Lived(calendars)
      .step('2026-12-24T02:00:00Z', [order('start', '2026-12-24')])
      .step('2026-12-25T02:00:00Z', [order('supersede', '2026-12-25', { anchor: '2026-12-23' })])
      .look('2026-12-28T03:00:00Z');
    expect([lived.newest.due_on, lived.finding()]).toEqual(['2026-12-31', null]);
  });

  it('that had a day given back, because none was left, has it no more where a day is left after all', () => {
    const changes = (off: string, at: string) => [
      hour('2025-10-01T01:00:00Z', 12),
      change(at, amendment('2025-2', '2025-1', [off]), 5),
    ];
    const one = lasting(1);
    const short = new Lived(new OfficeCalendars([2026], changes('2025-10-14', '2025-10-15T07:00:00Z')))
      .step('2025-10-13T02:00:00Z', [order('start', '2025-10-13', one)])
      .step('2025-10-14T02:00:00Z', [order('suspend', '2025-10-14', one)])
      .step('2025-10-15T06:00:00Z', [order('resume', '2025-10-15', one)])
      .look('2025-10-15T08:00:00Z');
    expect(short.newest).toMatchObject({ consumed: 0, due_on: '2025-10-16' });
    const five = new Lived(new OfficeCalendars([2026], changes('2025-10-15', '2025-10-21T07:00:00Z')))
      .step('2025-10-13T02:00:00Z', [order('start', '2025-10-13')])
      .step('2025-10-20T02:00:00Z', [order('suspend', '2025-10-20')])
      .step('2025-10-21T06:00:00Z', [order('resume', '2025-10-21')])
      .look('2025-10-21T08:00:00Z');
    expect(five.newest).toMatchObject({ consumed: 4, due_on: '2025-10-22' });
  });

  it('that is counted from another anchor after a day was given back has not used up less than nothing', () => {
    const lived = new Lived(new OfficeCalendars([2026], [hour('2025-10-01T01:00:00Z', 12)]))
      .step('2025-10-13T02:00:00Z', [order('start', '2025-10-13')])
      .step('2025-10-20T02:00:00Z', [order('suspend', '2025-10-20')])
      .step('2025-10-21T06:00:00Z', [order('resume', '2025-10-21')])
      .step('2025-10-21T07:00:00Z', [order('supersede', '2025-10-21', { anchor: '2025-10-20' })]);
    expect(lived.newest).toMatchObject({ consumed: 0, due_on: '2025-10-28' });
  });

  it('does not end earlier by being extended, where an older calendar had put its end later', () => {
    const four = lasting(4, 'calendarDays');
    const rolls = change('2025-10-20T01:00:00Z', { what: 'rollOver', over: 'legalHolidaysOnly' });
    const extension = { length: 1, most: 5 };
    const rolled = new Lived(new OfficeCalendars([2026], [rolls]))
      .step('2025-10-14T02:00:00Z', [order('start', '2025-10-14', four)])
      .look('2025-10-20T02:00:00Z')
      .step('2025-10-20T03:00:00Z', [order('extend', '2025-10-20', { ...four, extension })]);
    expect([rolled.newest.due_on, rolled.finding()]).toEqual(['2025-10-20', null]);
    const weekend = change(
      '2025-10-20T01:00:00Z',
      amendment('2025-2', '2025-1', [], ['2025-10-18', '2025-10-19']),
    );
    const worked = new Lived(new OfficeCalendars([2026], [weekend]))
      .step('2025-10-13T02:00:00Z', [order('start', '2025-10-13')])
      .look('2025-10-20T02:00:00Z')
      .step('2025-10-20T03:00:00Z', [order('extend', '2025-10-20', { extension })]);
    expect([worked.newest.due_on, worked.finding()]).toEqual(['2025-10-20', null]);
  });

  it('counted from an earlier day does not end by hours that were set after that end', () => {
    // Typed on the 13th, arrived on the 9th: 10, 11 (worked), 13, 14 and 15 October.
    const lived = new Lived(new OfficeCalendars([2026], [hour('2025-10-16T02:00:00Z', 12)]))
      .step('2025-10-13T02:00:00Z', [order('start', '2025-10-13')])
      .step('2025-10-16T03:00:00Z', [order('supersede', '2025-10-16', { anchor: '2025-10-09' })]);
    expect(new Date(lived.newest.due_at!).toISOString()).toBe('2025-10-15T16:00:00.000Z');
    expect(lived.finding()).toBeNull();
  });

  it('begun by a lapse ends where it would had somebody looked in time', () => {
    const ends = (looked: string) => {
      const one = lasting(1);
      return new Lived(new OfficeCalendars([2026], [hour('2025-10-15T10:00:00Z', 12)]), (clock, today) =>
        clock === 'answer' ? [order('start', today, { ...one, clock: 'next' })] : [],
      )
        .step('2025-10-10T02:00:00Z', [order('start', '2025-10-10', { ...lasting(2), lapsesInto: 'lose' })])
        .look(looked)
        .look('2025-10-15T11:00:00Z')
        .rows.find(({ clock }) => clock === 'next')!.due_at!;
    };
    expect(Date.parse(ends('2025-10-15T10:30:00Z'))).toBe(Date.parse(ends('2025-10-13T16:00:01Z')));
  });
});

it('a notice brought before it is known does not take the place of the office’s own, loaded meanwhile', () => {
  const { knownFrom, daysOff, makeUpWorkingDays } = stateCouncilNotices.find(
    ({ notice }) => notice === '2026-1',
  )!;
  const of = (notice: string, more: string[] = []) => ({
    what: 'notice',
    notice: { notice, year: 2026, makeUpWorkingDays, daysOff: [...daysOff, ...more] },
  });
  const own = change('2025-11-15T02:00:00Z', of('2026-9', ['2026-07-01']));
  const brought = {
    ...change(`${knownFrom}T00:00:00+08:00`, of('2026-1')),
    ...{ case: null, seq: null },
  };
  const began = noticesShipped.filter((name) => name !== '2026-1');
  const calendars = new OfficeCalendars([], [own, brought], began);
  for (const at of ['2025-11-30T02:00:00Z', '2025-12-02T02:00:00Z'])
    expect(calendars.at(at).calendar.notices.filter(({ year }) => year === 2026)).toMatchObject([
      { notice: '2026-9' },
    ]);
});

describe('cases and changes of the calendar drawn at random', () => {
  const begun = Date.parse('2025-09-22T01:00:00Z');
  const instant = (most: number, more = 0) =>
    fc
      .integer({ min: 0, max: most * 24 })
      .map((hours) => new Date(begun + hours * 3_600_000 + more).toISOString());
  const deeds = fc.array(
    fc.record({
      at: instant(60),
      clock: fc.constantFrom('answer', 'fee'),
      what: fc.constantFrom(
        ...(['start', 'start', 'start', 'suspend', 'suspend', 'resume', 'resume', 'resume'] as const),
        ...(['extend', 'supersede', 'interrupt', 'stop'] as const),
      ),
      n: fc.nat(100),
    }),
    { maxLength: 14 },
  );
  const looks = fc.array(instant(60, 60_000), { maxLength: 8 });
  const changes = fc.array(
    fc.record({ at: instant(50, 1_000), kind: fc.constantFrom(0, 0, 1, 2, 2), n: fc.nat(100) }),
    { maxLength: 6 },
  );
  const limits = fc.record({
    unit: fc.constantFrom('workingDays', 'workingDays', 'calendarDays', 'months'),
    lengths: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 12 })),
  });

  /** Each as a change of what stood before it; what would change nothing is left out. */
  function rowsOf(drawn: { at: string; kind: number; n: number }[]): ChangeRow[] {
    const rows: ChangeRow[] = [];
    let [hours, rolls, last, newest] = [24, 'nonWorkingDays', 0, 1];
    const [off, madeUp] = [new Set<string>(), new Set<string>()];
    for (const { at, kind, n } of drawn.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
      last = Math.max(Date.parse(at), last + 1);
      const entered = (content: object) =>
        rows.push(change(new Date(last).toISOString(), content, 3 + 2 * rows.length));
      if (kind === 0) {
        const to = [12, 17, 24, 9][n % 4]!;
        if (to !== hours) entered({ what: 'cutOffHour', hour: (hours = to) });
      } else if (kind === 1) {
        rolls = rolls === 'nonWorkingDays' ? 'legalHolidaysOnly' : 'nonWorkingDays';
        entered({ what: 'rollOver', over: rolls });
      } else {
        const day = dayOf(new Date(begun + (n % 40) * 86_400_000));
        const statutory = ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06'].includes(day);
        if (statutory) continue;
        const list = [0, 6].includes(new Date(day).getUTCDay()) || day.startsWith('2025-10-0') ? madeUp : off;
        if (!list.delete(day)) list.add(day);
        const amends = newest === 1 ? '2025-1' : `2025-${newest}`;
        newest += 1;
        entered(amendment(`2025-${newest}`, amends, [...off], [...madeUp]));
      }
    }
    return rows;
  }

  type Drawn = { at: string; clock: string; what: ClockOrder['order']; n: number };
  type Limits = { unit: 'workingDays' | 'calendarDays' | 'months'; lengths: [number, number] };

  function live(
    rows: ChangeRow[],
    drawn: Drawn[],
    looked: string[],
    { unit, lengths }: Limits,
    follows = false,
  ): Lived {
    const rule = (clock: string) =>
      lasting(unit === 'months' ? 1 : lengths[clock === 'answer' ? 0 : 1], unit);
    const lapses = (clock: string) => ({
      clock,
      lapsesInto: clock === 'answer' ? 'lose' : null,
      ...rule(clock),
    });
    const lived = new Lived(new OfficeCalendars([2026], rows), (clock, today) =>
      follows && clock === 'answer' ? [order('start', today, { clock: 'after', ...rule('fee') })] : [],
    );
    const start = { at: new Date(begun).toISOString(), what: 'start', n: 1 } as const;
    const both = [
      { ...start, clock: 'answer' },
      { ...start, clock: 'fee' },
    ];
    const all = [...both, ...drawn, ...looked.map((at) => ({ at, what: 'look' as const, clock: '', n: 0 }))];
    for (const { at, clock, what, n } of all.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
      if (what === 'look') {
        lived.look(at);
        continue;
      }
      const on = dayOf(at);
      const back = (days: number) => dayOf(new Date(Date.parse(at) - days * 86_400_000));
      lived.visit(at);
      const newest = lived.rows
        .filter((row) => row.clock === clock)
        .toSorted((one, other) => other.generation - one.generation)[0];
      const status = newest?.status ?? 'none';
      const fits = { start: !['running', 'suspended'].includes(status), suspend: status === 'running' };
      const wanted = { ...fits, resume: status === 'suspended' }[what as keyof typeof fits];
      if (!(wanted ?? ['running', 'suspended'].includes(status))) continue;
      const asked = order(what, what === 'start' && n % 3 === 0 ? back(n % 5) : on, {
        ...lapses(clock),
        today: on,
        ...(what === 'extend' ? { extension: { length: 1 + (n % 3), most: 9 } } : {}),
        ...(what === 'supersede' ? { anchor: back(n % 15) } : {}),
        ...(status === 'suspended' && what === 'extend' ? { lapsesInto: null } : {}),
      });
      const before = newest?.due_at ?? null;
      try {
        lived.step(at, [asked]);
      } catch (error) {
        if (error instanceof Refused || error instanceof CalendarYearUnknown) continue;
        throw error;
      }
      const after = lived.rows.find((row) => row.clock === clock && row.generation === newest?.generation);
      if (what === 'extend' && before !== null && after?.due_at)
        expect(Date.parse(after.due_at)).toBeGreaterThanOrEqual(Date.parse(before));
      for (const { consumed } of lived.rows) expect(consumed).toBeGreaterThanOrEqual(0);
    }
    return lived.look('2025-12-20T01:00:00Z');
  }
  const runs = { numRuns: Number(process.env.CASES_A_PROPERTY ?? 60) };

  it.each([false, true])(
    'leave a history in which the replay finds nothing, a clock following: %s',
    (follows) => {
      fc.assert(
        fc.property(deeds, looks, changes, limits, (drawn, looked, entered, of) => {
          expect(live(rowsOf(entered), drawn, looked, of, follows).finding()).toBeNull();
        }),
        runs,
      );
    },
  );

  it('end on the same dates however often a worker looks', () => {
    const dates = ({ rows }: Lived) =>
      rows
        .map(({ clock, generation, anchor, budget, consumed, due_on, due_at, status, running_since }) => ({
          ...{ clock, generation, anchor, budget, consumed, due_on, status, running_since },
          due: due_at === null ? null : Date.parse(due_at),
        }))
        .toSorted((one, other) =>
          `${one.clock}${one.generation}` < `${other.clock}${other.generation}` ? -1 : 1,
        );
    fc.assert(
      fc.property(deeds, looks, changes, limits, fc.boolean(), (drawn, looked, entered, of, follows) => {
        const rows = rowsOf(entered);
        expect(dates(live(rows, drawn, looked, of, follows))).toEqual(
          dates(live(rows, drawn, [], of, follows)),
        );
      }),
      runs,
    );
  });
});
