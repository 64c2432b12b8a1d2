/** Questions about legal dates, drawn at random, and the words in which they and their answers are written. */

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

export interface Rules {
  notices: readonly NoticeFile[];
  knownOn?: string;
  provisionalYears: readonly number[];
  rollOver: 'nonWorkingDays' | 'legalHolidaysOnly';
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
  generation: number;
  provisional: boolean;
}

const whats = ['suspend', 'resume', 'interrupt', 'supersede', 'extend', 'stop', 'expire'] as const;

export interface Happening {
  what: (typeof whats)[number];
  on: string;
  /** By how much it is extended. */
  by?: number;
  /** The right day, where it counts from a wrong one. */
  anchor?: string;
}

export type Question =
  | { kind: 'period'; anchor: string; period: Period }
  | { kind: 'story'; anchor: string; period: Period; happenings: Happening[] }
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
    };
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
      const more = {
        ...(what === 'extend' ? { by: 1 + this.upTo(20) } : {}),
        ...(what === 'supersede' ? { anchor: on(day, 2 - this.upTo(40)) } : {}),
      };
      happenings.push({ what, on: tooSoon ? on(anchor, -3) : day, ...more });
    }
    return { kind, anchor, period, happenings };
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
