/** Questions about legal dates, drawn at random, and the words in which they and their answers are written. */

import { readdirSync, readFileSync } from 'node:fs';

export type Kind = 'workingDay' | 'weekend' | 'legalHoliday' | 'adjustedRest' | 'makeUpWorkingDay';

export interface Period {
  unit: 'workingDays' | 'calendarDays' | 'months' | 'years';
  length: number;
}

/** What the checks read of a file in libs/calendar/notices. */
export interface NoticeFile {
  notice: string;
  year: number;
  knownFrom: string;
  daysOff: string[];
  makeUpWorkingDays: string[];
  amends?: string;
}

export const noticeFiles = (folder = 'libs/calendar/notices'): NoticeFile[] =>
  readdirSync(folder).map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as NoticeFile);

/** What an office has changed itself; of each kind the last stands, of notices the last for its year. */
export type OfficeChange =
  | { what: 'notice'; notice: NoticeFile }
  | { what: 'provisionalYear'; year: number }
  | { what: 'cutOffHour'; hour: number }
  | { what: 'rollOver'; over: Rules['rollOver'] };

export interface Rules {
  notices: readonly NoticeFile[];
  knownOn?: string;
  provisionalYears: readonly number[];
  rollOver: 'nonWorkingDays' | 'legalHolidaysOnly';
  changes?: readonly OfficeChange[];
}

export interface Answer {
  due: string;
  counted: string[];
  leftOut: { day: string; why: Kind }[];
  rolledFrom: string | null;
  provisional: boolean;
}

/** A clock: `used` before the present run, `since` only while it runs, `due` the date that stands or stood. */
export interface Stand {
  status: 'running' | 'suspended' | 'stopped' | 'expired' | 'superseded';
  anchor: string;
  budget: Period;
  used: number;
  since: string | null;
  /** The first day on which it was held. */
  heldOn: string | null;
  due: string | null;
  /** The instant at which it ends or ended, milliseconds since 1970. */
  dueAt: number | null;
  generation: number;
  provisional: boolean;
}

const whats = ['suspend', 'resume', 'interrupt', 'supersede', 'extend', 'stop', 'expire'] as const;

export interface Happening {
  what: (typeof whats)[number];
  on: string;
  /** The instant, RFC 3339, where it is known. */
  at?: string;
  /** By how much it is extended, and how long it may be with that. */
  by?: number;
  longest?: number;
  /** The day from which it counts then, where that is not the day itself. */
  anchor?: string;
}

export type When = Pick<Happening, 'on' | 'at'>;

export type Question =
  | { kind: 'period'; anchor: string; period: Period }
  | { kind: 'story'; anchor: string; asked: string; period: Period; happenings: Happening[] }
  | { kind: 'certificate'; anchor: string; years: number };

/** Draws from one seed; the same seed, the same questions. */
export class Questions {
  /** Days about which notices say something. */
  private readonly special: readonly string[];

  constructor(
    private readonly random: () => number,
    private readonly notices: readonly NoticeFile[],
  ) {
    this.special = notices.flatMap((one) => [...one.daysOff, ...one.makeUpWorkingDays]);
  }

  /** What an office may go by: what is known, guessed, missing, and where a period may end. */
  rules(): Rules {
    const { notices } = this;
    const gone = this.chance(0.15) ? this.one(notices) : null;
    const provisionalYears = Array.from({ length: this.upTo(3) }, () => 2015 + this.upTo(13));
    return {
      notices: notices.filter((one) => one !== gone),
      ...(this.chance(0.5) ? { knownOn: on(this.one(notices).knownFrom, this.upTo(3) - 1) } : {}),
      provisionalYears: [...new Set(this.chance(0.5) ? [...provisionalYears, 2027] : provisionalYears)],
      rollOver: this.one(['nonWorkingDays', 'legalHolidaysOnly']),
      changes: Array.from({ length: this.chance(0.5) ? 0 : 1 + this.upTo(6) }, () => this.change()),
    };
  }

  private change(): OfficeChange {
    const what = this.one(['notice', 'provisionalYear', 'cutOffHour', 'rollOver'] as const);
    if (what === 'provisionalYear') return { what, year: 2015 + this.upTo(14) };
    if (what === 'cutOffHour') return { what, hour: 1 + this.upTo(24) };
    if (what === 'rollOver') return { what, over: this.one(['nonWorkingDays', 'legalHolidaysOnly']) };
    // Another day off, and one day fewer to be made up.
    const { year, daysOff, makeUpWorkingDays } = this.one(this.notices);
    const named = new Set([...daysOff, ...makeUpWorkingDays]);
    const free = [0, 1, 2].map(() => on(`${year}-01-01`, this.upTo(365))).filter((day) => !named.has(day));
    const notice = { notice: `${year}-9`, year, knownFrom: `${year - 1}-12-01` };
    const lists = {
      daysOff: [...new Set([...daysOff, ...free])],
      makeUpWorkingDays: makeUpWorkingDays.slice(1),
    };
    return { what, notice: { ...notice, ...lists } };
  }

  question(): Question {
    const kind = this.one(['period', 'period', 'story', 'story', 'certificate'] as const);
    const anchor = this.day();
    if (kind === 'certificate') return { kind, anchor, years: 1 + this.upTo(6) };
    const period = this.period();
    if (kind === 'period') return { kind, anchor, period };
    const happenings: Happening[] = [];
    for (let day = anchor, left = 1 + this.upTo(6); left > 0; left--) {
      day = on(day, this.chance(0.2) ? 0 : this.upTo(20));
      const what = this.one(whats);
      // That it ran out, and when it was extended, is for whoever keeps the clock to know; the rest may not come too soon.
      const tooSoon = ['suspend', 'resume', 'interrupt'].includes(what) && this.chance(0.03);
      const when = tooSoon ? on(anchor, -3) : day;
      const hour = two(this.upTo(24));
      happenings.push({
        ...{ what, on: when },
        ...(this.chance(0.7) ? { at: `${when}T${hour}:${this.one(['00', '30'])}:00+08:00` } : {}),
        ...(what === 'extend' ? { by: 1 + this.upTo(20) } : {}),
        ...(what === 'extend' && this.chance(0.5) ? { longest: period.length + this.upTo(40) } : {}),
        ...(what === 'supersede' ? { anchor: on(day, 2 - this.upTo(40)) } : {}),
        ...(what === 'interrupt' && this.chance(0.5) ? { anchor: on(day, 2 - this.upTo(6)) } : {}),
      });
    }
    const asked = this.chance(0.03) ? on(anchor, -1) : on(anchor, this.upTo(9));
    return { kind, anchor, asked, period, happenings };
  }

  private period(): Period {
    const unit = this.one(['workingDays', 'workingDays', 'calendarDays', 'months', 'years'] as const);
    const most = { workingDays: 60, calendarDays: 400, months: 14, years: 7 }[unit];
    return { unit, length: this.upTo(this.chance(0.5) ? most : Math.min(most, 10)) };
  }

  /** Often near days off and worked weekends, or at a month's end. */
  private day(): string {
    if (this.chance(0.4)) return on(this.one(this.special), 6 - this.upTo(20));
    if (this.chance(0.2)) return on(`${2015 + this.upTo(13)}-${two(1 + this.upTo(12))}-01`, -1);
    return on('2014-12-31', this.upTo(4_750));
  }

  private upTo(n: number): number {
    return Math.floor(this.random() * n);
  }

  private chance(of: number): boolean {
    return this.random() < of;
  }

  private one<T>(of: readonly T[]): T {
    return of[this.upTo(of.length)]!;
  }
}

const on = (day: string, n: number): string =>
  new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);

const two = (n: number): string => String(n).padStart(2, '0');
