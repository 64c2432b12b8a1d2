/** Every operation and its sentences, told whole. Long, because a story is read whole. */
import { describe, expect, it } from '@jest/globals';
import type { Day } from '#calendar';
import type { ClockOrder, Process, RunsAgain } from '#process';
import { calendarsOf } from './calendars.js';
import { carryOut, type ClockRow } from './clock-rows.js';
import { storiesOf, type OperationRow } from './clock-story.js';
import type { ClockStory } from './clock-words.js';

const process = {
  clocks: { loan: { words: { 'zh-CN': '借期', en: 'loan' }, limit: { unit: 'workingDays', length: 5 } } },
  labels: {
    steps: {
      ...{ lend: { 'zh-CN': '出借', en: 'lend' }, repair: { 'zh-CN': '送修', en: 'send to repair' } },
      ...{ shelve: { 'zh-CN': '修复', en: 'bring back' }, lose: { 'zh-CN': '视为遗失', en: 'deem lost' } },
    },
  },
  catalogue: { instruments: { rules: { title: { 'zh-CN': '借阅规则', en: 'Lending Rules' } } } },
} as unknown as Process;

const under = { instrument: 'rules', article: '3' };
const calendars = calendarsOf([], []);
const noWay: RunsAgain = { goesOn: [], anew: [] };

interface Done {
  order: ClockOrder['order'];
  on: Day;
  step?: string;
  /** By how much it is extended; the right anchor of a superseding clock. */
  by?: number;
  anchor?: Day;
  /** When it was recorded, where that is another day. */
  at?: string;
}

const order = ({ order: name, on, by, anchor }: Done, limit: ClockOrder['rule']['limit']): ClockOrder => ({
  clock: 'loan',
  order: name,
  on,
  rule: {
    limit,
    from: 'today',
    under: { instrument: 'rules', article: '1' },
    effect: 'statutory',
    words: process.clocks.loan!.words,
  },
  today: on,
  anchor: anchor ?? null,
  extension: by === undefined ? null : { length: by, most: 20 },
  lapsesInto: name === 'stop' || name === 'expire' ? null : 'lose',
  under,
});

/** The clocks of a case to which these things were done, an event each, told on a day. */
function told(
  done: Done[],
  today: Day,
  limit: ClockOrder['rule']['limit'] = { unit: 'workingDays', length: 5 },
  by = calendars,
  again: RunsAgain = noWay,
) {
  let rows: ClockRow[] = [];
  const operations: OperationRow[] = [];
  const times = new Map<number, Date>();
  for (const [place, one] of done.entries()) {
    const at = new Date(one.at ?? `${one.on}T02:12:00.000Z`);
    const { calendar } = by.at(at);
    const next = carryOut(calendar, rows, [order(one, limit)], place + 1, { at: at.toISOString() });
    rows = next.rows;
    times.set(place + 1, at);
    const of = { kind: 'stepTaken', step: one.step ?? 'lend', at } as const;
    operations.push(...next.operations.map((each) => ({ ...each, ...of })));
  }
  return story(rows, operations, today, times, by, again);
}

function story(
  rows: ClockRow[],
  operations: OperationRow[],
  today: Day,
  times: Map<number, Date>,
  by = calendars,
  again: RunsAgain = noWay,
): ClockStory[] {
  const office = { at: new Date(`${today}T02:00:00.000Z`), zone: 'Asia/Shanghai', calendars: by };
  const drawn = rows.map((row) => ({ ...row, drawn_at: times.get(row.changed_seq)! }));
  const calendarOf = (at: Date) => by.at(at).calendar;
  return storiesOf(process, drawn, operations, { office, today, calendarOf, again: () => again });
}

const started: Done = { order: 'start', on: '2025-09-26' };
const held: Done = { order: 'suspend', on: '2025-09-29', step: 'repair' };
const resumed: Done = { order: 'resume', on: '2025-10-13', step: 'shelve' };

describe('a clock that runs', () => {
  it('is told with its limit, where it counts from, why its day is that day, what is left and what would follow', () => {
    const [clock] = told([started], '2025-09-28');
    expect(clock).toMatchObject({ used: 1, left: 4, stood: { dueOn: '2025-10-10' } });
    const version = clock!.calendarVersion;
    expect(clock!.told.en).toEqual([
      'loan: due on Friday 10 October 2025',
      'The limit is 5 working days, under Lending Rules, article 1. It is a limit of the law.',
      'Friday 26 September 2025: the limit of 5 working days begins to run; this day itself is not counted. Due on ' +
        'Friday 10 October 2025. Cause: “lend”, under Lending Rules, article 3. Recorded at 10:12, Beijing time, as event 1.',
      '  The period is 5 working days from Friday 26 September 2025; that day itself is not counted.',
      '  Counted, 5 days: 28 to 30 September 2025, 9 to 10 October 2025.',
      '  Of these, weekend days that the holiday notice orders to be worked: 28 September 2025.',
      '  Left out, 9 days: 27 September 2025 (weekend), 1 to 3 October 2025 (public holiday), 4 to 5 October 2025 ' +
        '(weekend), 6 October 2025 (public holiday), 7 to 8 October 2025 (weekday off by the holiday notice).',
      '  It is due on Friday 10 October 2025, until midnight at the end of that day in China.',
      `  Calendar version: ${version}.`,
      'Today, Sunday 28 September 2025: 1 working day used up, 4 working days left.',
      'If it runs out, the law itself takes the step “deem lost” on the day after.',
    ]);
    expect(clock!.told['zh-CN']).toMatchObject({
      0: '借期：2025年10月10日（星期五）届满',
      2:
        '2025年9月26日（星期五）：期限开始计算，共5个工作日，当日不计入。届满日为2025年10月10日（星期五）。' +
        '事由：出借，依据《借阅规则》第3条。当日10:12（北京时间）记录，为第1号事件。',
      9: '截至2025年9月28日（星期日）：已用1个工作日，剩余4个工作日。',
      10: '期限届满仍未办理的，于次日依法产生“视为遗失”的结果。',
    });
  });

  it('that was recorded days later says on which day, by the time of Beijing', () => {
    const [clock] = told([{ ...started, at: '2025-09-29T16:30:00.000Z' }], '2025-09-30');
    expect(clock!.operations[0]!.told.en).toContain(
      'Recorded on Tuesday 30 September 2025 at 00:30, Beijing time, as event 1.',
    );
  });

  it('past its day says by how much', () => {
    const [clock] = told([started], '2025-10-14');
    expect(clock).toMatchObject({ used: 8, left: -3, overdue: true });
    expect(clock!.told.en.at(-2)).toBe(
      'Today, Tuesday 14 October 2025: 8 working days used up, overdue by 3 working days.',
    );
    expect(clock!.told['zh-CN'].at(-2)).toContain('已超期3个工作日');
  });

  it('by months is told in calendar days, of the whole to its own last day', () => {
    const [clock] = told([{ order: 'start', on: '2025-07-01' }], '2025-07-31', { unit: 'months', length: 3 });
    expect(clock).toMatchObject({ used: 30, left: 62, dueOn: '2025-10-09' });
    expect(clock!.told.en.at(-2)).toContain('30 calendar days used up, 62 calendar days left');
  });
});

describe('a clock that was held and went on', () => {
  it('tells what was used up and left, that there was no date, and the new one with its reasons', () => {
    const [clock] = told([started, held, resumed], '2025-10-13');
    expect(clock!.operations).toMatchObject([
      { operation: 'start', dueBefore: null, dueOn: '2025-10-10', used: 0, left: 5 },
      {
        operation: 'suspend',
        dueBefore: '2025-10-10',
        dueOn: null,
        used: 2,
        left: 3,
        derivation: null,
        step: 'repair',
      },
      { operation: 'resume', dueBefore: null, dueOn: '2025-10-16', used: 2, left: 3 },
    ]);
    expect(clock!.operations[2]!.derivation).toMatchObject({ anchor: '2025-10-13', due: '2025-10-16' });
    expect(clock!.operations[1]!.told.en).toContain(
      '2 working days used up, this day included, and 3 working days left; while it is held there is no due date.',
    );
    expect(clock!.operations[2]!.told['zh-CN']).toContain(
      '期限自次日起继续计算，剩余3个工作日。届满日为2025年10月16日',
    );
  });

  it('and stands still keeps the date that stood, with how it came about', () => {
    const [clock] = told([started, held], '2025-12-01');
    expect(clock).toMatchObject({ status: 'suspended', dueOn: null, used: 2, left: 3 });
    expect(clock!.stood).toMatchObject({ dueOn: '2025-10-10', derivation: { counted: { length: 5 } } });
    expect(clock!.told.en[0]).toBe('loan: held, with no due date until it goes on');
  });
});

describe('a clock that is held and will begin anew', () => {
  const words = process.labels.steps.shelve!;

  it('says so beforehand, and promises nothing of what is left', () => {
    const [clock] = told([started, held], '2025-12-01', undefined, undefined, { goesOn: [], anew: [words] });
    expect(clock!.operations[1]!.told.en).toContain(
      '2 working days used up, this day included; while it is held',
    );
    expect(clock!.told.en.join()).not.toContain('left');
    expect(clock!.told['zh-CN'].join()).not.toContain('剩余');
    expect(clock!.told.en.at(-1)).toBe(
      'By “bring back” the whole limit of 5 working days begins anew; what was used up then no longer counts.',
    );
    expect(clock!.told['zh-CN'].at(-1)).toBe(
      '办理“修复”后，期限重新计算，共5个工作日，此前已用的时间不再计入。',
    );
  });

  it('by one way and goes on by another, says both', () => {
    const ways = { goesOn: [process.labels.steps.lend!], anew: [words] };
    const [clock] = told([started, held], '2025-12-01', undefined, undefined, ways);
    expect(clock!.told.en.slice(-3).join(' ')).toMatch(
      /3 working days left\. By “bring back” .*anew.* By “lend” it goes on with what is left\./,
    );
  });

  it('tells of the time it was held nothing of what was left, once it has begun anew', () => {
    const again: Done = { order: 'interrupt', on: '2025-10-13', step: 'shelve' };
    const [clock] = told([started, held, again], '2025-10-13');
    expect(clock!.operations[1]!.told.en).not.toContain('3 working days left');
  });
});

describe('a clock that is over', () => {
  it('tells whether it stopped in time, and keeps the date that stood', () => {
    const [inTime] = told([started, { order: 'stop', on: '2025-10-10' }], '2025-12-01');
    expect(inTime).toMatchObject({ status: 'stopped', used: 5, left: 0, stood: { dueOn: '2025-10-10' } });
    expect(inTime!.told.en[0]).toBe(
      'loan: ended in time, on Friday 10 October 2025, by “lend”; it was due on Friday 10 October 2025',
    );
    expect(inTime!.told['zh-CN'][0]).toContain('已于2025年10月10日（星期五）因“出借”结束，未超期，届满日为');
    expect(inTime!.operations[1]!.told.en).toContain('in time: it was due on Friday 10 October 2025');
    const [late] = told([started, { order: 'stop', on: '2025-10-11' }], '2025-12-01');
    expect(late!.told.en[0]).toContain('ended too late, on Saturday 11 October 2025, by “lend”');
    expect(late!.operations[1]!.told.en).toContain('too late: it was due on Friday 10 October 2025');
    const [whileHeld] = told([started, held, { order: 'stop', on: '2025-10-11' }], '2025-12-01');
    expect(whileHeld!.told.en[0]).toBe(
      'loan: ended while it was held, on Saturday 11 October 2025, by “lend”',
    );
    expect(whileHeld!.operations[2]!.told.en).toContain('the clock stops while it is held');
  });

  it('where business hours end its last day tells what follows at that hour, and that it stopped too late after it', () => {
    const hours = calendarsOf(
      [],
      [{ from: '2025-09-01T00:00:00Z', content: '{"hour":9,"what":"cutOffHour"}', case: null, seq: null }],
    );
    const [running] = told([started], '2025-09-28', undefined, hours);
    expect(running!.told.en.at(-1)).toBe(
      'If it runs out, the law itself takes the step “deem lost” at 09:00 on its last day.',
    );
    expect(running!.told['zh-CN'].at(-1)).toBe('期限届满仍未办理的，于届满日09:00依法产生“视为遗失”的结果。');
    expect(running!.told.en[0]).toBe('loan: due by 09:00 on Friday 10 October 2025');
    expect(running!.told['zh-CN'][0]).toBe('借期：2025年10月10日（星期五）9时届满');
    expect(running!.operations[0]!.told.en).toContain('Due by 09:00 on Friday 10 October 2025.');
    const [after] = told([started], '2025-10-10', undefined, hours);
    expect(after).toMatchObject({ used: 6, left: -1, overdue: true });
    const stopped = (at: string) =>
      told([started, { order: 'stop', on: '2025-10-10', at }], '2025-12-01', undefined, hours)[0]!
        .operations[1]!;
    expect(stopped('2025-10-10T00:59:00Z').told.en).toContain('in time: it was due by 09:00 on Friday');
    expect(stopped('2025-10-10T01:00:00Z').told.en).toContain('too late: it was due by 09:00 on Friday');
  });

  it('tells that it ran out, on which day, and nothing of today', () => {
    const [clock] = told([started, { order: 'expire', on: '2025-10-11', step: 'lose' }], '2025-12-01');
    expect(clock).toMatchObject({ status: 'expired', used: 5, left: 0 });
    expect(clock!.told.en[0]).toBe('loan: run out; it was due on Friday 10 October 2025');
    expect(clock!.operations[1]!.told.en).toContain(
      'the limit has run out; it was due on Friday 10 October 2025',
    );
    expect(clock!.told.en.join()).not.toContain('Today');
  });

  it('and was started again later tells nothing of its next life', () => {
    const stopped: Done = { order: 'stop', on: '2025-09-28' };
    const [first, second] = told(
      [started, stopped, { order: 'start', on: '2025-09-29' }, { order: 'stop', on: '2025-09-30' }],
      '2025-09-30',
    );
    for (const one of [first, second])
      expect(one!.operations.map(({ operation }) => operation)).toEqual(['start', 'stop']);
  });

  it('that begins anew is told in both of its generations', () => {
    const [first, second] = told(
      [started, { order: 'interrupt', on: '2025-09-30', step: 'repair' }],
      '2025-10-09',
    );
    expect(first!.operations.map(({ operation }) => operation)).toEqual(['start', 'interrupt']);
    expect(first).toMatchObject({ status: 'stopped', used: 3, stood: { dueOn: '2025-10-10' } });
    // The date that it would have had is no longer its last day.
    expect(first!.told.en[0]).toBe(
      'loan: broken off on Tuesday 30 September 2025, by “send to repair”; the whole limit began anew',
    );
    expect(second!.told.en[0]).toBe('loan (no. 2): due on Tuesday 14 October 2025');
    expect(second!.told['zh-CN'][0]).toContain('借期（第2次）：');
    expect(first!.operations[1]!.told.en).toContain(
      'broken off and begins anew; what was used up no longer counts',
    );
    expect(second).toMatchObject({ generation: 2, dueOn: '2025-10-14', used: 1, left: 4 });
    expect(second!.operations[0]!.told.en).toContain('the whole limit of 5 working days begins anew');
  });
});

describe('a clock that is extended', () => {
  const extended: Done = { order: 'extend', on: '2025-09-29', by: 3 };

  it('tells by how much and from its beginning, and from which day to which the date moves', () => {
    const [clock] = told([started, extended], '2025-09-29');
    expect(clock!.operations).toMatchObject([
      { dueOn: '2025-10-10', left: 5, limit: { length: 5 }, derivation: { period: { length: 5 } } },
      {
        ...{ dueBefore: '2025-10-10', dueOn: '2025-10-14', extendedBy: 3, used: 2, left: 6 },
        derivation: { period: { length: 8 }, anchor: '2025-09-26' },
      },
    ]);
    expect(clock!.told.en[2]).toContain('the limit of 5 working days begins to run');
    expect(clock!.operations[1]!.told.en).toContain(
      'the limit is extended by 3 working days to 8 working days, counted from its beginning. The due date moves from ' +
        'Friday 10 October 2025 to Tuesday 14 October 2025.',
    );
  });

  it('while it is held has more left, and no date', () => {
    const [clock] = told([started, held, { ...extended, on: '2025-10-09' }, resumed], '2025-10-13');
    expect(clock!.operations.slice(2)).toMatchObject([
      { operation: 'extend', dueOn: null, used: 2, left: 6, limit: { length: 8 } },
      { operation: 'resume', dueOn: '2025-10-21', derivation: { period: { length: 6 } } },
    ]);
  });
});

describe('a clock that counted from a wrong day', () => {
  it('is told as it was and as the one that takes its place, each with its dates', () => {
    const right: Done = { order: 'supersede', on: '2025-09-29', anchor: '2025-09-25' };
    const [first, second] = told([started, right], '2025-09-29');
    expect(first).toMatchObject({ status: 'superseded', stood: { dueOn: '2025-10-10' }, used: 2 });
    expect(first!.told.en[0]).toBe('loan: replaced by one from the right day');
    expect(first!.operations[1]!.told.en).toContain('counted from a wrong day; it stays on record');
    expect(second!.operations).toMatchObject([
      {
        operation: 'supersede',
        anchor: '2025-09-25',
        on: '2025-09-29',
        dueOn: '2025-10-09',
        used: 3,
        left: 2,
      },
    ]);
    expect(second!.operations[0]!.derivation).toMatchObject({ anchor: '2025-09-25', counted: { length: 5 } });
    expect(second!.operations[0]!.told['zh-CN']).toContain(
      '期限自正确的起算日2025年9月25日（星期四）重新计算',
    );
  });

  it('and had been held and gone on runs on from the day it went on', () => {
    const right: Done = { order: 'supersede', on: '2025-10-14', anchor: '2025-09-25' };
    const [, second] = told([started, held, resumed, right], '2025-10-14');
    expect(second!.operations).toMatchObject([{ dueOn: '2025-10-15', used: 4, left: 1 }]);
    expect(second!.operations[0]!.derivation).toMatchObject({ anchor: '2025-10-13', period: { length: 2 } });
    const [, still] = told([started, held, { ...right, on: '2025-10-09' }, resumed], '2025-10-14');
    expect(still!.operations).toMatchObject([
      { operation: 'supersede', dueOn: null, used: 3, left: 2 },
      { operation: 'resume', dueOn: '2025-10-15', used: 3, left: 2 },
    ]);
  });
});

describe('what no step does', () => {
  const base = carryOut(
    calendars.at('2025-12-01T00:00:00Z').calendar,
    [],
    [order(started, { unit: 'workingDays', length: 5 })],
    1,
  );
  const of = { kind: 'stepTaken', step: 'lend', at: new Date('2025-09-26T02:00:00Z') } as const;
  const begun: OperationRow = { ...base.operations[0]!, ...of };
  const later = { ...begun, seq: 2, on_day: '2025-09-29', at: new Date('2025-09-29T02:00:00Z') };
  const times = new Map([1, 2].map((seq) => [seq, later.at]));

  it('a changed calendar tells both dates; one that the calendar no longer gives has no derivation', () => {
    const rows = [{ ...base.rows[0]!, due_on: '2025-10-09', changed_seq: 2 }];
    const projected = { ...later, operation: 'project', due_on: '2025-10-09' };
    const [clock] = story(rows, [begun, projected], '2025-09-29', times);
    expect(clock!.operations[1]).toMatchObject({
      dueBefore: '2025-10-10',
      dueOn: '2025-10-09',
      derivation: null,
    });
    expect(clock!.operations[1]!.told['zh-CN']).toContain(
      '日历有变更，届满日已重新推算。届满日由2025年10月10日（星期五）变更为2025年10月9日（星期四）',
    );
  });

  it('a changed hour is told as one, with its reason, though the day is the same', () => {
    const changes = [
      { from: '2025-09-29T00:00:00Z', content: '{"hour":17,"what":"cutOffHour"}', case: 'c', seq: 3 },
    ];
    const dueAt = '2025-10-10T09:00:00.000Z';
    const rows = [{ ...base.rows[0]!, due_at: dueAt, changed_seq: 2 }];
    const stood = { dueOn: '2025-10-10', consumed: 0 };
    const moved = [
      {
        ...{ clock: 'loan', generation: 1, because: [{ what: 'cutOffHour', case: 'c', seq: 3 }] },
        ...{ before: { ...stood, dueAt: '2025-10-10T16:00:00.000Z' }, after: { ...stood, dueAt } },
      },
    ];
    const projected = { ...later, operation: 'project', moved };
    const [clock] = story(rows, [begun, projected], '2025-09-29', times, calendarsOf([], changes));
    expect(clock!.operations[1]!.told.en).toContain(
      'the calendar has changed (periods now end at 17:00 on their last day), and the date was counted again. ' +
        'The due date moves from 24:00 on Friday 10 October 2025 to 17:00 on Friday 10 October 2025.',
    );
    expect(clock!.operations[1]!.told['zh-CN']).toContain(
      '日历有变更（期限改为于最后一日17时截止），届满日已重新推算。届满日由2025年10月10日（星期五）24时变更为2025年10月10日（星期五）17时',
    );
    expect(clock!.operations[1]).toMatchObject({ dueAtBefore: '2025-10-10T16:00:00.000Z', dueAt });
  });

  it('clocks are told in the order in which they began, whatever was done to them last', () => {
    const other = { ...process, clocks: { ...process.clocks, sale: process.clocks.loan! } };
    const sale = { ...base.rows[0]!, clock: 'sale', changed_seq: 2 };
    const operations = [begun, { ...later, clock: 'sale' }];
    const office = { at: later.at, zone: 'Asia/Shanghai', calendars };
    const by = { office, today: '2025-09-29', calendarOf: () => calendars.at(later.at).calendar };
    const rows = [sale, base.rows[0]!].map((row) => ({ ...row, drawn_at: later.at }));
    const told = storiesOf(other, rows, operations, { ...by, again: () => noWay });
    expect(told.map(({ clock }) => clock)).toEqual(['loan', 'sale']);
  });

  it('a limit of the law without an outcome says once it is overdue what the applicant can do', () => {
    const rows = [{ ...base.rows[0]!, lapses_into: null }];
    const ends = (today: Day, language: 'zh-CN' | 'en') =>
      story(rows, [begun], today, times)[0]!.told[language].at(-1);
    expect(ends('2025-10-10', 'en')).toMatch(/^If it runs out, the law gives no outcome/);
    expect(ends('2025-10-13', 'en')).toMatch(
      /^The limit has run out, and .* administrative review within 60 days/,
    );
    expect(ends('2025-10-13', 'zh-CN')).toMatch(/^期限已届满，.*自期限届满之日起六十日内申请行政复议/);
  });

  it('a last day that is a worked weekend day is said to be one', () => {
    const begins: Done = { order: 'start', on: '2025-08-31', at: '2025-12-01T02:00:00.000Z' };
    const [clock] = told([begins], '2026-02-01', { unit: 'months', length: 6 });
    expect(clock!.told.en[0]).toBe('loan: due on Saturday 28 February 2026 (worked weekend day)');
    expect(clock!.told['zh-CN'][0]).toBe('借期：2026年2月28日（星期六，调休上班日）届满');
  });

  it('an operation of a release to come is told by its name', () => {
    const [clock] = story(base.rows, [begun, { ...later, operation: 'forgive' }], '2025-09-29', times);
    expect(clock!.operations[1]!.told.en).toContain('Monday 29 September 2025: forgive. The due date stays');
  });

  it('in a year that is not known, what is used up is not told', () => {
    const [clock] = told([started], '2027-02-01');
    expect(clock).toMatchObject({ used: null, left: null, dueOn: '2025-10-10' });
    expect(clock!.told.en.join()).not.toContain('Today');
  });
});
