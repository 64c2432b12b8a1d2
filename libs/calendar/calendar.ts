/**
 * Which day is what, and how days are counted. Over 300 lines: opening a calendar, laying its years out and counting in them
 * are one thing over the same arrays.
 */
import { createHash } from 'node:crypto';
import {
  isHour,
  noticeFaults,
  type CalendarBasis,
  type CalendarChange,
  type NoticeInForce,
  type RollOver,
} from './changes.js';
import { dayAt, isWeekend, numberOf, yearOf, type Day } from './days.js';
import { stateCouncilNotices, type Notice } from './notices.js';
import { statutoryDays } from './regulation.js';

export type KindOfDay = 'workingDay' | 'weekend' | 'legalHoliday' | 'adjustedRest' | 'makeUpWorkingDay';

/** Asked about a day of a year for which no notice is known and no provisional year was loaded. */
export class CalendarYearUnknown extends Error {
  constructor(readonly year: number) {
    super(`No holiday notice is known for ${year}, and it was not opened as a provisional year`);
    this.name = 'CalendarYearUnknown';
  }
}

export interface CalendarOptions {
  /** By default the shipped ones. */
  notices?: readonly Notice[];
  /** Years to be taken as weekends and statutory days alone while no notice for them is known. */
  provisionalYears?: readonly number[];
  /** Only notices with `knownFrom` on or before this day count; by default all. */
  knownOn?: Day;
  /** Over which days the last day of a period in days, months or years rolls; by default over all not worked. */
  rollOver?: RollOver;
  /** The hour, 1 to 24, at which a period ends on its last day; by default 24 (Civil Code 203, paragraph 2). */
  cutOffHour?: number;
  /**
   * What an authority has changed, the oldest first. Its own notice for a year takes the place of any other for that
   * year; of settings the last one stands.
   */
  changes?: readonly CalendarChange[];
}

/**
 * Opens a calendar; costs some milliseconds, so keep it. An amendment replaces the notice it amends once known.
 * A `RangeError` for notices that contradict each other or themselves.
 */
export function openCalendar(options: CalendarOptions = {}): Calendar {
  const { notices = stateCouncilNotices, provisionalYears = [], knownOn, changes = [] } = options;
  if (knownOn !== undefined) numberOf(knownOn);
  const known = notices.filter((each) => knownOn === undefined || each.knownFrom <= knownOn);
  const own = new Map<number, NoticeInForce>();
  const years = [...provisionalYears];
  let { rollOver = 'nonWorkingDays', cutOffHour = 24 } = options;
  const settings = [`${rollOver}/${cutOffHour}`];
  for (const change of changes) {
    if (change.what === 'notice') own.set(change.notice.year, change.notice);
    else if (change.what === 'provisionalYear') years.push(change.year);
    else if (change.what === 'cutOffHour') cutOffHour = change.hour;
    else rollOver = change.over;
    const now = `${rollOver}/${cutOffHour}`;
    if (now !== settings.at(-1)) settings.push(now);
  }
  const times = settings.filter((one) => one === settings.at(-1)).length;
  if (!isHour(cutOffHour))
    throw new RangeError(`A period ends at a whole hour from 1 to 24, not ${cutOffHour}`);
  const amended = new Set(known.map((each) => each.amends));
  const inForce = [
    ...known.filter((each) => !amended.has(each.notice) && !own.has(each.year)),
    ...own.values(),
  ];
  inForce.sort((a, b) => a.year - b.year);
  inForce.forEach((notice, at) => {
    if (notice.year === inForce[at - 1]?.year) {
      throw new RangeError(`Two notices for ${notice.year}, neither amending the other: ${notice.notice}`);
    }
    const [fault] = noticeFaults(notice);
    if (fault !== undefined) throw new RangeError(`Notice ${notice.notice}: ${fault.en}`);
  });
  const ruled = new Set(inForce.map((each) => each.year));
  const provisional = [...new Set(years)].filter((year) => !ruled.has(year)).sort((a, b) => a - b);
  const loaded = changes.flatMap((change) => (change.what === 'notice' ? change.notice.notice : []));
  const names = [...known.map((each) => each.notice), ...loaded];
  return new Calendar(inForce, names, provisional, rollOver, cutOffHour, times);
}

const kinds = ['workingDay', 'weekend', 'legalHoliday', 'adjustedRest', 'makeUpWorkingDay'] as const;
const [workingDay, weekend, legalHoliday, adjustedRest, makeUpWorkingDay, unknown] = [0, 1, 2, 3, 4, 5];

/** What a calendar answers about a stretch of days; `counted` and `leftOut` are in order. */
export interface Stretch {
  due: Day;
  counted: Day[];
  leftOut: { day: Day; why: KindOfDay }[];
  provisional: boolean;
}

/**
 * Which day is what. Days are looked up in arrays over the years known, with running totals, so that counting a
 * period costs the same for five days as for sixty. Immutable.
 */
export class Calendar {
  readonly zone = 'Asia/Shanghai';
  /**
   * The latest notice in force and the first 16 hex digits of SHA-256 over everything an answer rests on: notices in
   * force, provisional years in use, statutory days, settings. Same answers on every day, same version; but where an
   * authority has come back to settings that it had before, `~` and how many times it has had them now: what was counted
   * before those between is told from what is counted after.
   */
  readonly version: string;
  /** The years a question may be asked about, in order. */
  readonly years: readonly number[];
  /** The notices in force, by year. */
  readonly notices: CalendarBasis['notices'];

  /** Day number of element 0 of the arrays below. */
  private readonly first: number;
  private readonly kind: Uint8Array;
  private readonly provisional: Uint8Array;
  /** How many days up to and including this one are worked, are unknown, are provisional. */
  private readonly workedUpTo: Int32Array;
  private readonly unknownUpTo: Int32Array;
  private readonly provisionalUpTo: Int32Array;
  private readonly days: Day[] = [];
  private readonly workedDays: Day[] = [];
  private readonly workedPlaces: number[] = [];
  private readonly unworkedDays: { readonly day: Day; readonly why: KindOfDay }[] = [];

  /** Use `openCalendar`. */
  constructor(
    notices: readonly NoticeInForce[],
    /** Names of all notices known, those that others have replaced included. */
    readonly names: readonly string[],
    /** Years taken as weekends and statutory days alone. */
    readonly provisionalYears: readonly number[],
    readonly rollOver: RollOver,
    /** The hour at which a period ends on its last day; 24 is midnight. */
    readonly cutOffHour: number,
    /** How many times an authority has had these settings, this time included. */
    times: number,
  ) {
    this.years = [...notices.map((each) => each.year), ...provisionalYears].sort((a, b) => a - b);
    this.notices = notices.map(({ notice, year }) => ({ notice, year }));
    this.version = `${versionOf(notices, this)}${times > 1 ? `~${times}` : ''}`;

    this.first = this.years.length === 0 ? 0 : numberOf(`${this.years[0]}-01-01`);
    const length = this.years.length === 0 ? 0 : numberOf(`${this.years.at(-1)}-12-31`) - this.first + 1;
    this.kind = new Uint8Array(length).fill(unknown);
    this.provisional = new Uint8Array(length);
    for (const year of this.years) this.layOut(year, provisionalYears.includes(year));
    for (const notice of notices) this.apply(notice);

    this.workedUpTo = new Int32Array(length);
    this.unknownUpTo = new Int32Array(length);
    this.provisionalUpTo = new Int32Array(length);
    this.runTotals(length);
  }

  /** What `day` is; `CalendarYearUnknown` where its own year is not known, whatever the next year's notice says. */
  kindOf(day: Day): KindOfDay {
    return kinds[this.kind[this.known(day)]!]!;
  }

  isWorkingDay(day: Day): boolean {
    return isWorked(this.kind[this.known(day)]!);
  }

  /** Whether what is said of `day` rests on a provisional year. A day a real notice names is not provisional. */
  isProvisional(day: Day): boolean {
    return this.provisional[this.known(day)] === 1;
  }

  /** How many days after `after`, up to and including `upTo`, are worked; negative where `upTo` comes first. */
  workingDaysBetween(after: Day, upTo: Day): number {
    const [from, to] = [this.place(after), this.place(upTo)];
    this.requireKnown(Math.min(from, to), Math.max(from, to));
    return this.worked(to) - this.worked(from);
  }

  /**
   * The `n`th working day after `anchor`; for `n` = 0 the first working day on or after it; for a negative `n` the
   * working day at which a period overdue by `-n` days ended.
   */
  workingDaysAfter(anchor: Day, n: number): Stretch {
    if (n === 0) return this.roll(anchor, isWorked);
    const from = this.place(anchor);
    const before = this.worked(from);
    const due = this.workedDays[before + n - 1];
    if (due === undefined) {
      if (n > 0) this.requireKnown(from, this.kind.length - 1);
      throw new CalendarYearUnknown(yearOf(n > 0 ? this.first + this.kind.length : this.first - 1));
    }
    const to = this.workedPlaces[before + n - 1]!;
    if (n < 0) {
      this.requireKnown(to - 1, from);
      return { due, counted: [], leftOut: [], provisional: this.isProvisional(due) };
    }
    this.requireKnown(from, to);
    return {
      due,
      counted: this.workedDays.slice(before, before + n),
      leftOut: this.unworkedDays.slice(this.unworked(from), this.unworked(to)),
      provisional: this.provisionalUpTo[to]! > (from < 0 ? 0 : this.provisionalUpTo[from]!),
    };
  }

  /** The first day on or after `last` on which a period may end, by the calendar's `rollOver`. */
  rollForward(last: Day): Stretch {
    return this.roll(last, this.rollOver === 'nonWorkingDays' ? isWorked : (kind) => kind !== legalHoliday);
  }

  private roll(last: Day, mayEndOn: (kind: number) => boolean): Stretch {
    const leftOut: Stretch['leftOut'] = [];
    let provisional = false;
    for (let at = this.known(last); ; at++) {
      if (this.isUnknown(at)) throw new CalendarYearUnknown(yearOf(this.first + at));
      provisional ||= this.provisional[at] === 1;
      const day = this.days[at]!;
      if (mayEndOn(this.kind[at]!)) return { due: day, counted: [], leftOut, provisional };
      leftOut.push({ day, why: kinds[this.kind[at]!]! });
    }
  }

  private layOut(year: number, isProvisional: boolean): void {
    const start = numberOf(`${year}-01-01`);
    const end = numberOf(`${year}-12-31`);
    for (let day = start; day <= end; day++)
      this.kind[day - this.first] = isWeekend(day) ? weekend : workingDay;
    if (!isProvisional) return;
    this.provisional.fill(1, start - this.first, end - this.first + 1);
    // The eve of a Spring Festival never falls in the year before, so each day lies in its own year.
    for (const day of statutoryDays(year)) this.kind[day - this.first] = legalHoliday;
  }

  private apply(notice: NoticeInForce): void {
    const statutory = new Set(statutoryDays(notice.year));
    const name = (day: Day, kindOf: (number: number) => number) => {
      const number = numberOf(day);
      const at = number - this.first;
      // A day of the year before, where that year is not known itself, stays unknown.
      if (this.isUnknown(at)) return;
      this.kind[at] = kindOf(number);
      this.provisional[at] = 0;
    };
    for (const day of notice.daysOff) {
      name(day, (n) => (statutory.has(n) ? legalHoliday : isWeekend(n) ? weekend : adjustedRest));
    }
    for (const day of notice.makeUpWorkingDays)
      name(day, (n) => (isWeekend(n) ? makeUpWorkingDay : workingDay));
  }

  private runTotals(length: number): void {
    let [worked, unknowns, provisionals] = [0, 0, 0];
    for (let at = 0; at < length; at++) {
      const kind = this.kind[at]!;
      const day = (this.days[at] = dayAt(this.first + at));
      if (kind === unknown) unknowns++;
      if (isWorked(kind)) {
        this.workedDays[worked] = day;
        this.workedPlaces[worked++] = at;
      }
      // An unknown day stands here only to keep the places; whoever would read it is refused before.
      else this.unworkedDays.push(Object.freeze({ day, why: kinds[kind] ?? 'weekend' }));
      provisionals += this.provisional[at]!;
      this.workedUpTo[at] = worked;
      this.unknownUpTo[at] = unknowns;
      this.provisionalUpTo[at] = provisionals;
    }
  }

  private worked(at: number): number {
    return at < 0 ? 0 : this.workedUpTo[at]!;
  }

  private unworked(at: number): number {
    return at + 1 - this.worked(at);
  }

  private isUnknown(at: number): boolean {
    return at < 0 || at >= this.kind.length || this.kind[at] === unknown;
  }

  private known(day: Day): number {
    const at = numberOf(day) - this.first;
    if (this.isUnknown(at)) throw new CalendarYearUnknown(yearOf(this.first + at));
    return at;
  }

  /** Where an anchor stands. It is not counted itself, so it may be the day before the first day known. */
  private place(anchor: Day): number {
    const number = numberOf(anchor);
    const at = number - this.first;
    if (at < -1 || at >= this.kind.length) throw new CalendarYearUnknown(yearOf(number));
    return at;
  }

  private requireKnown(after: number, upTo: number): void {
    if (upTo < 0 || this.unknownUpTo[upTo] === (after < 0 ? 0 : this.unknownUpTo[after])) return;
    for (let at = after + 1; ; at++)
      if (this.isUnknown(at)) throw new CalendarYearUnknown(yearOf(this.first + at));
  }
}

const isWorked = (kind: number): boolean => kind === workingDay || kind === makeUpWorkingDay;

/** Settings that are as everywhere are left out, so that they change no version. */
function versionOf(
  notices: readonly NoticeInForce[],
  { years, provisionalYears, rollOver, cutOffHour }: Calendar,
): string {
  const basis = {
    zone: 'Asia/Shanghai',
    rollOver,
    provisionalYears,
    statutory: years.map((year) => statutoryDays(year)),
    notices: notices.map((each) => [each.notice, each.daysOff.toSorted(), each.makeUpWorkingDays.toSorted()]),
    ...(cutOffHour === 24 ? {} : { cutOffHour }),
  };
  const digest = createHash('sha256').update(JSON.stringify(basis)).digest('hex');
  return `${notices.at(-1)?.notice ?? 'no-notice'}.${digest.slice(0, 16)}`;
}
