/**
 * Legal dates reckoned a second time, from the rules alone: the Civil Code (201 to 203), the Licensing Law (working days),
 * the holiday regulation and the notices as they stand in their files. Nothing of libs/calendar is read but those files.
 * It is as slow and plain as a citizen with a wall calendar, one day after another, and made of small parts, so that a
 * control can make each of them wrong on purpose.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Answer, Happening, Kind, NoticeFile, Period, Rules, Stand } from './dates-cases.js';

export const noticeFiles = (folder = 'libs/calendar/notices'): NoticeFile[] =>
  readdirSync(folder).map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as NoticeFile);

/** No notice is known for the year, which the message is; or the clock does not allow it. */
export class NoAnswer extends Error {}

const civil = (day: string): number[] => day.split('-').map(Number);
const written = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
/** So many calendar days on; the days next to each other are asked for all the time and kept. */
export function daysOn(day: string, n: number): string {
  if (n !== 1) return new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);
  if (!following.has(day))
    following.set(day, new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10));
  return following.get(day)!;
}
const following = new Map<string, string>();
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

const inNumbers = { month: 'numeric', day: 'numeric', timeZone: 'UTC' } as const;
const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', inNumbers);
const statutory = new Map<number, Set<string>>();
/** Holiday regulation, article 2, the texts of 2013 and 2024. ICU has two Spring Festivals a day wrong. */
export function statutoryDays(year: number): Set<string> {
  if (statutory.has(year)) return statutory.get(year)!;
  const inLunar = new Map<string, string>();
  for (let n = 0; n < 365; n++) {
    const day = daysOn(`${year}-01-01`, n);
    inLunar.set(lunar.format(new Date(day)), day);
  }
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
  private readonly judged = new Map<string, [kind: Kind, provisional: boolean]>();
  constructor(protected readonly rules: Rules) {
    const { notices, knownOn } = rules;
    this.inForce = this.standing(notices.filter((one) => knownOn === undefined || one.knownFrom <= knownOn));
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
    if (guessed && !this.rules.provisionalYears.includes(year)) throw new NoAnswer(String(year));
    const [legal, atWeekend] = [statutoryDays(year).has(day), isWeekend(day)];
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
    return this.rules.rollOver === 'nonWorkingDays'
      ? this.isWorked(day)
      : this.look(day)[0] !== 'legalHoliday';
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
  period(anchor: string, { unit, length }: Period): Answer {
    if (unit !== 'workingDays')
      return this.roll(this.unrolled(anchor, { unit, length }), (day) => this.mayEndOn(day));
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
    for (let day = from, left = by + 1; ; day = daysOn(day, -1))
      if (this.isWorked(day) && --left === 0)
        return { due: day, counted: [], leftOut: [], rolledFrom: null, provisional: this.look(day)[1] };
  }
  start(anchor: string, budget: Period, generation = 1): Stand {
    const { due, provisional } = this.period(anchor, budget);
    const anew = { anchor, budget, used: 0, since: anchor, heldOn: null };
    return { status: 'running', ...anew, due, generation, provisional };
  }
  /** The clock after a happening; `NoAnswer` for one that it does not allow. */
  next(clock: Stand, { what, on, by = 0, anchor: right = on }: Happening): Stand {
    const { status, anchor, budget, since, heldOn, due, generation } = clock;
    const must = { suspend: 'running', expire: 'running', resume: 'suspended' }[what as string] ?? status;
    if (must !== status || status === 'stopped' || status === 'expired')
      throw new NoAnswer(`it is ${status}`);
    const earliest = { suspend: since!, stop: since ?? anchor, supersede: right }[what as string] ?? anchor;
    const ranOut = due === null ? clock.used > this.whole(clock) : on > due;
    if (on < earliest || (what === 'extend' && ranOut)) throw new NoAnswer('not on that day');
    const held = (): Stand => ({ ...clock, used: this.used(clock, on), since: null });
    if (what === 'suspend')
      return { ...held(), status: 'suspended', due: null, heldOn: heldOn ?? on, provisional: false };
    if (what === 'stop') return { ...held(), status: 'stopped' };
    const all = Math.max(clock.used, this.whole(clock));
    if (what === 'expire') return { ...clock, status: 'expired', used: all, since: null };
    if (what === 'resume') return this.run({ ...clock, since: on });
    if (what === 'interrupt') return this.start(on, budget, generation + 1);
    if (what === 'supersede') return this.putRight(clock, right);
    const longer = { ...clock, budget: { ...budget, length: budget.length + by } };
    return since === null ? longer : this.run(longer);
  }
  /** From the right day, as if it had been the first: what came after the clock was first held stands. */
  protected putRight(clock: Stand, right: string): Stand {
    const { anchor, budget, heldOn, since, used, generation } = clock;
    if (heldOn === null) return this.start(right, budget, generation + 1);
    if (right > heldOn) throw new NoAnswer('held before');
    const [wrongly, rightly] = [anchor, right].map((day) => this.used(this.start(day, budget), heldOn));
    const anew = { ...clock, anchor: right, used: used - wrongly! + rightly!, generation: generation + 1 };
    return since === null ? { ...anew, provisional: false } : this.run(anew);
  }
  /** What is left runs on; of months and years it is days. Nothing used yet: the period as it is written. */
  private run(clock: Stand): Stand {
    const { anchor, budget, used, since } = clock;
    const unit = budget.unit === 'workingDays' ? budget.unit : 'calendarDays';
    const left =
      used === 0 && since === anchor ? budget : ({ unit, length: this.whole(clock) - used } as const);
    const { due, provisional } = this.period(since!, left);
    return { ...clock, status: 'running', due, provisional };
  }
  private whole({ anchor, budget }: Stand): number {
    if (budget.unit === 'workingDays') return budget.length;
    return (Date.parse(this.unrolled(anchor, budget)) - Date.parse(anchor)) / 86_400_000;
  }
  /** The day itself is still counted. Held in time, it has not used more than it had. */
  protected used(clock: Stand, on: string): number {
    let used = clock.used;
    for (let day = clock.since ?? on; day < on;) {
      day = daysOn(day, 1);
      if (clock.budget.unit !== 'workingDays' || this.isWorked(day)) used++;
    }
    return clock.due !== null && on <= clock.due ? Math.min(used, this.whole(clock)) : used;
  }
}
