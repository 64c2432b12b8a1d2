import { dayOf, stateCouncilNotices } from '#calendar';
import type { EventBody, Finding } from '#ledger';
import type { ClockOrder } from '#process';
import { endOfPeriods } from '#regulations';
import type { ChangeRow, OfficeCalendars } from './calendars.js';
import { carryOut, type ClockOperation, type ClockRow } from './clock-rows.js';
import { clocksFinding, type Ordered } from './clocks-told.js';
import { carryMoves, isStale, movedBy, movedFacts } from './projection.js';

const rules = { instrument: 'rules', article: '1' };

/** An order to an invented clock of five working days. */
export const order = (name: ClockOrder['order'], on: string, more: Partial<ClockOrder> = {}): ClockOrder => ({
  ...{ clock: 'answer', order: name, on, today: on, lapsesInto: null, under: rules },
  ...{ anchor: null, extension: null, rule: lasting(5).rule },
  ...more,
});

/** The same with another limit. */
export const lasting = (
  length: number,
  unit: 'workingDays' | 'calendarDays' | 'months' = 'workingDays',
): Pick<ClockOrder, 'rule'> => ({
  rule: {
    ...{ limit: { unit, length }, from: 'today', effect: 'statutory', under: rules },
    words: { 'zh-CN': '答复', en: 'answer' },
  },
});

/** A change that an office's case made. */
export const change = (from: string, content: object, seq = 3): ChangeRow => ({
  ...{ from, content: JSON.stringify(content), case: 'a-change', seq },
});
export const hour = (from: string, at: number, seq = 3): ChangeRow =>
  change(from, { what: 'cutOffHour', hour: at }, seq);

/** An amendment of the notice of 2025: other days off, and others made up. */
export const amendment = (name: string, amends: string, off: string[], madeUp: string[] = []) => {
  const { daysOff, makeUpWorkingDays } = stateCouncilNotices.find(({ notice }) => notice === '2025-1')!;
  return {
    what: 'notice',
    notice: {
      ...{
        notice: name,
        year: 2025,
        amends,
        daysOff: [...daysOff.filter((day) => !madeUp.includes(day)), ...off],
      },
      makeUpWorkingDays: [...new Set([...makeUpWorkingDays, ...madeUp])].filter((day) => !off.includes(day)),
    },
  };
};

/**
 * The clocks of one case as the engine leads them, without a database: dates are drawn again before and after each step, and
 * whenever a worker looks; what has run out lapses. The history it leaves is lawful, so the replay must find nothing in it.
 */
export class Lived {
  rows: ClockRow[] = [];
  readonly operations: ClockOperation[] = [];
  readonly ordered: Ordered[] = [];

  constructor(
    readonly calendars: OfficeCalendars,
    /** What a clock that lapses has ordered with its expiry. */
    private readonly successor: ((clock: string, today: string) => ClockOrder[]) | null = null,
  ) {}

  /** Carries out what a step orders at an instant. */
  step(at: string, orders: ClockOrder[]): this {
    this.visit(at);
    this.push(at, orders, this.carried(at, orders));
    this.visit(at);
    return this;
  }

  /** A worker looks, and remembers for which calendar it did. */
  look(at: string): this {
    this.visit(at);
    const { version } = this.calendars.at(at).calendar;
    this.rows = this.rows.map((row) =>
      isStale(row, { version } as never) ? { ...row, considered: version } : row,
    );
    return this;
  }

  /** The newest generation of the clock. */
  get newest(): ClockRow {
    return this.rows.toSorted((one, other) => other.generation - one.generation)[0]!;
  }

  finding(): Finding | null {
    const clocks = this.rows.map(({ due_at: _, considered: __, ...row }) => ({ ...row, exact: true }));
    const stored = { clocks, operations: this.operations };
    return clocksFinding('c', this.ordered, stored, {
      zone: 'Asia/Shanghai',
      calendars: this.calendars,
      held: [],
    });
  }

  private carried(at: string, orders: ClockOrder[]) {
    const { calendar } = this.calendars.at(at);
    const seq = this.ordered.length + 1;
    return carryOut(calendar, this.rows, orders, seq, {
      at: new Date(at).toISOString(),
      onDay: this.calendars.onDay,
    });
  }

  /** Dates are drawn again and what has run out lapses, as before whoever acts. */
  visit(at: string): void {
    this.project(at);
    for (let due = this.due(at); due !== undefined; due = this.due(at)) {
      const today = dayOf(due.due_at!);
      const orders = [
        order('expire', today, { clock: due.clock }),
        ...(this.successor?.(due.clock, today) ?? []),
      ];
      this.push(at, orders, this.carried(at, orders), {
        cause: { kind: 'clock', of: `${due.clock}/${due.generation}` },
      });
      this.project(at);
    }
  }

  private due(at: string): ClockRow | undefined {
    return this.rows
      .filter((row) => row.status === 'running' && row.lapses_into !== null)
      .filter(({ due_at }) => Date.parse(due_at!) <= Date.parse(at))
      .sort((one, other) => Date.parse(one.due_at!) - Date.parse(other.due_at!))[0];
  }

  private project(at: string): void {
    const moved = movedBy(this.calendars, this.calendars.at(at), this.rows, this.operations);
    if (moved.length === 0) return;
    const today = dayOf(new Date(at));
    const done = carryMoves(this.rows, moved, { seq: this.ordered.length + 1, today, under: endOfPeriods });
    const given = { today, evidence: {}, world: movedFacts(moved) };
    this.push(at, [], done, { kind: 'clockProjected', given } as never);
  }

  private push(
    at: string,
    orders: ClockOrder[],
    done: { rows: ClockRow[]; operations: ClockOperation[] },
    more: Partial<EventBody> = {},
  ): void {
    const clocks = done.operations.map(({ clock, generation, operation, on_day, due_on, length, anchor }) => {
      const row = done.rows.find((one) => one.clock === clock && one.generation === generation)!;
      return {
        ...{ clock, generation, order: operation, on: on_day, due: due_on },
        ...(length === null ? {} : { length }),
        ...(anchor === null ? {} : { anchor }),
        ...{ calendar: row.calendar_version, provisional: row.provisional },
      };
    });
    const instant = new Date(at).toISOString();
    const event = {
      ...{ case: 'c', seq: this.ordered.length + 1, kind: 'stepTaken', at: instant, recordedAt: instant },
      ...{ cause: { kind: 'command', of: null }, clocks },
      ...more,
    } as unknown as EventBody;
    this.ordered.push({ event, clocks: orders });
    this.rows = done.rows;
    this.operations.push(...done.operations);
  }
}
