/**
 * Legal dates reckoned a second time, from the rules and the files of notices alone: Civil Code 201 to 203, Licensing Law 82,
 * the holiday regulation. Plain as a wall calendar, and in small parts that a control can make wrong on purpose.
 */
import type { Answer, Happening, Kind, NoticeFile, Period, Rules, Stand, When } from './dates-cases.js';

/** No notice is known for the year, which the message is; or the clock does not allow it. */
export class NoAnswer extends Error {}

const civil = (day: string): number[] => day.split('-').map(Number);
const written = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
/** So many calendar days on. */
export const daysOn = (day: string, n: number): string =>
  new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);

const inNumbers = { month: 'numeric', day: 'numeric', timeZone: 'UTC' } as const;
const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', inNumbers);
const statutory = new Map<number, Set<string>>();
/** Holiday regulation, article 2, the texts of 2013 and 2024. ICU has two Spring Festivals a day wrong. */
export function statutoryDays(year: number): Set<string> {
  if (statutory.has(year)) return statutory.get(year)!;
  const all = Array.from({ length: 365 }, (_, n) => daysOn(`${year}-01-01`, n));
  const inLunar = new Map(all.map((day) => [lunar.format(new Date(day)), day]));
  const spring = { 2027: '2027-02-06', 2030: '2030-02-03' }[year] ?? inLunar.get('1/1')!;
  // The sun at 15 degrees, by the usual formula for this century.
  const clear = Math.floor((year - 2000) * 0.2422 + 4.81) - Math.floor((year - 2000) / 4);
  const fixed = ['01-01', '05-01', '10-01', '10-02', '10-03'].map((date) => `${year}-${date}`);
  const moving = [written(year, 4, clear), inLunar.get('5/5')!, inLunar.get('8/15')!];
  const days = new Set([...fixed, ...moving, spring, daysOn(spring, 1), daysOn(spring, 2)]);
  if (year >= 2025) days.add(daysOn(spring, -1)).add(`${year}-05-02`);
  statutory.set(year, days);
  return days;
}

export class Checker {
  private readonly inForce: readonly NoticeFile[];
  private readonly guessed: readonly number[];
  private readonly set: { hour: number; over: Rules['rollOver'] };
  private readonly judged = new Map<string, [kind: Kind, provisional: boolean]>();
  constructor({ notices, knownOn, provisionalYears, rollOver, changes = [] }: Rules) {
    const known = notices.filter((one) => knownOn === undefined || one.knownFrom <= knownOn);
    const own = changes.flatMap((one) => ('notice' in one ? one.notice : []));
    this.inForce = [...own.reverse(), ...this.standing(known)];
    this.guessed = [...provisionalYears, ...changes.flatMap((one) => ('year' in one ? one.year : []))];
    this.set = Object.assign({ hour: 24, over: rollOver }, ...changes) as typeof this.set;
  }
  /** What is amended is replaced as a whole. */
  protected standing(known: readonly NoticeFile[]): readonly NoticeFile[] {
    return known.filter(({ notice }) => !known.some(({ amends }) => amends === notice));
  }
  /** Of which years the notices name days of this one: the next year's is the newer. */
  protected yearsNaming(year: number): number[] {
    return [year + 1, year];
  }
  protected look(day: string): [kind: Kind, provisional: boolean] {
    if (!this.judged.has(day)) this.judged.set(day, this.judge(day));
    return this.judged.get(day)!;
  }
  private judge(day: string): [kind: Kind, provisional: boolean] {
    const year = Number(day.slice(0, 4));
    const of = (one: number) => this.inForce.find((notice) => notice.year === one);
    const guessed = of(year) === undefined;
    if (guessed && !this.guessed.includes(year)) throw new NoAnswer(String(year));
    const [legal, atWeekend] = [statutoryDays(year).has(day), [0, 6].includes(new Date(day).getUTCDay())];
    for (const notice of this.yearsNaming(year).map(of)) {
      if (notice?.makeUpWorkingDays.includes(day))
        return [atWeekend ? 'makeUpWorkingDay' : 'workingDay', false];
      if (notice?.daysOff.includes(day))
        return [legal ? 'legalHoliday' : atWeekend ? 'weekend' : 'adjustedRest', false];
    }
    return [guessed && legal ? 'legalHoliday' : atWeekend ? 'weekend' : 'workingDay', guessed];
  }
  protected isWorked(day: string): boolean {
    return ['workingDay', 'makeUpWorkingDay'].includes(this.look(day)[0]);
  }
  /** Civil Code 203: whether a period in days, months or years may end on that day. */
  protected mayEndOn(day: string): boolean {
    return this.set.over === 'nonWorkingDays' ? this.isWorked(day) : this.look(day)[0] !== 'legalHoliday';
  }
  /** Civil Code 201: the day something happened is not counted. */
  protected firstCounted(anchor: string): string {
    return daysOn(anchor, 1);
  }
  /** Civil Code 202: the corresponding day, else the month's last. */
  protected monthsOn(anchor: string, n: number): string {
    const [year, month, date] = civil(anchor) as [number, number, number];
    return [written(year, month + n, date), written(year, month + n + 1, 0)].sort()[0]!;
  }
  /** A certificate is valid to the day before the corresponding day; that is not a period, and never rolls. */
  validUntil(issued: string, years: number): string {
    const [year, month, date] = civil(issued) as [number, number, number];
    return written(year + years, month, date - 1);
  }
  period(anchor: string, budget: Period): Answer {
    const { unit, length } = budget;
    if (unit !== 'workingDays') return this.roll(this.unrolled(anchor, budget), (day) => this.mayEndOn(day));
    if (length === 0) return this.roll(anchor, (day) => this.isWorked(day));
    return length > 0 ? this.count(anchor, length) : this.longAgo(anchor, -length);
  }
  private unrolled(anchor: string, { unit, length }: Period): string {
    if (unit === 'calendarDays') return daysOn(anchor, length);
    return this.monthsOn(anchor, unit === 'years' ? length * 12 : length);
  }
  private count(anchor: string, n: number): Answer {
    const to: Answer = { due: anchor, counted: [], leftOut: [], rolledFrom: null, provisional: false };
    for (let day = this.firstCounted(anchor); ; day = daysOn(day, 1)) {
      to.provisional ||= this.look(day)[1];
      if (!this.isWorked(day)) to.leftOut.push({ day, why: this.look(day)[0] });
      else if (to.counted.push(day) === n) return { ...to, due: day };
    }
  }
  private roll(last: string, mayEnd: (day: string) => boolean): Answer {
    const to: Answer = { due: last, counted: [], leftOut: [], rolledFrom: null, provisional: false };
    for (let day = last; ; day = daysOn(day, 1)) {
      to.provisional ||= this.look(day)[1];
      if (mayEnd(day)) return { ...to, due: day, rolledFrom: day === last ? null : last };
      to.leftOut.push({ day, why: this.look(day)[0] });
    }
  }
  /** What was overdue by so many working days when it was held: it ended as many before the day it goes on. */
  private longAgo(from: string, by: number): Answer {
    for (let day = from, left = by; ; day = daysOn(day, -1))
      if (this.isWorked(day) && left-- === 0) return this.roll(day, () => true);
  }
  /** Civil Code 203: the last day ends at midnight, or with business hours. Milliseconds since 1970. */
  ends(due: string): number {
    return Date.parse(`${due}T00:00:00+08:00`) + this.set.hour * 3_600_000;
  }
  protected inTime({ due, dueAt }: Stand, { on, at }: When): boolean {
    return due === null || on < due || (on === due && (at === undefined || Date.parse(at) < dueAt!));
  }
  start(anchor: string, budget: Period, generation = 1, asked = anchor): Stand {
    if (anchor > asked) throw new NoAnswer('it has not come');
    const { due, provisional } = this.period(anchor, budget);
    const anew = { anchor, budget, used: 0, since: anchor, heldOn: null, due, dueAt: this.ends(due) };
    return { status: 'running', ...anew, generation, provisional };
  }
  /** The clock after a happening; `NoAnswer` for one that it does not allow. */
  next(clock: Stand, happening: Happening): Stand {
    const { what, on, by = 0, longest = Infinity, anchor: right = on } = happening;
    const { status, anchor, budget, since, heldOn, due, generation } = clock;
    const must = { suspend: 'running', expire: 'running', resume: 'suspended' }[what as string] ?? status;
    if (must !== status || ['stopped', 'expired'].includes(status)) throw new NoAnswer(status);
    const earliest = { suspend: since!, stop: since ?? anchor, supersede: right }[what as string] ?? anchor;
    const ranOut = due === null ? clock.used > this.whole(clock) : !this.inTime(clock, happening);
    if (on < earliest) throw new NoAnswer('it did not run yet');
    if (what === 'extend' && (ranOut || budget.length + by > longest)) throw new NoAnswer('too late or long');
    if (what === 'interrupt' && (right > on || right < anchor)) throw new NoAnswer('not from that day');
    const held = { ...clock, since: null, heldOn: heldOn ?? on, due: null, dueAt: null, provisional: false };
    if (what === 'suspend') return { ...held, status: 'suspended', used: this.used(clock, happening) };
    if (what === 'stop')
      return { ...clock, status: 'stopped', used: this.used(clock, happening), since: null };
    const all = Math.max(clock.used, this.whole(clock));
    if (what === 'expire') return { ...clock, status: 'expired', used: all, since: null };
    if (what === 'resume') {
      const again = this.run({ ...clock, since: on });
      const over = clock.used === this.whole(clock) && !this.inTime(again, happening);
      return over ? this.run({ ...again, used: clock.used - 1 }) : again;
    }
    if (what === 'interrupt') return this.start(right, budget, generation + 1);
    if (what === 'supersede') return this.putRight(clock, right);
    const longer = { ...clock, budget: { ...budget, length: budget.length + by } };
    return since === null ? longer : this.run(longer);
  }
  /** From the right day, as if it had been the first: what came after the clock was first held stands. */
  protected putRight(clock: Stand, right: string): Stand {
    const { anchor, budget, heldOn, since, generation } = clock;
    if (heldOn === null) return this.start(right, budget, generation + 1);
    if (right > heldOn) throw new NoAnswer('held before');
    const usedFrom = (day: string) => this.used(this.start(day, budget), { on: heldOn });
    const used = clock.used - usedFrom(anchor) + usedFrom(right);
    const anew = { ...clock, anchor: right, used, generation: generation + 1 };
    return since === null ? { ...anew, provisional: false } : this.run(anew);
  }
  /** What is left runs on; of months and years it is days. Nothing used yet: the period as it is written. */
  private run(clock: Stand): Stand {
    const { anchor, budget, used, since } = clock;
    const unit = budget.unit === 'workingDays' ? budget.unit : 'calendarDays';
    const left = { unit, length: this.whole(clock) - used } as const;
    const { due, provisional } = this.period(since!, used === 0 && since === anchor ? budget : left);
    return { ...clock, status: 'running', due, dueAt: this.ends(due), provisional };
  }
  private whole({ anchor, budget }: Stand): number {
    if (budget.unit === 'workingDays') return budget.length;
    return (Date.parse(this.unrolled(anchor, budget)) - Date.parse(anchor)) / 86_400_000;
  }
  /** The day itself is still counted. Held in time, it has not used more than it had; after hours it has. */
  protected used(clock: Stand, { on, at }: When): number {
    let used = clock.used;
    for (let day = clock.since ?? on; day < on;) {
      day = daysOn(day, 1);
      if (clock.budget.unit !== 'workingDays' || this.isWorked(day)) used++;
    }
    if (clock.due !== null && this.inTime(clock, { on, at })) return Math.min(used, this.whole(clock));
    return on === clock.due ? Math.max(used, this.whole(clock) + 1) : used;
  }
}
