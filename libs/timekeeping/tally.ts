/** Counts of lengths in working days: as many numbers as there are different lengths, however many cases. Pure. */

/** What may be told of many cases; all null where they are fewer than five. */
export interface Told {
  /** On how many cases the numbers stand. */
  cases: number | null;
  /** Working days that half, and nine in ten of them, took at most. */
  median: number | null;
  ninthDecile: number | null;
}

export class Tally {
  /** Of fewer cases nothing is told, so that none shows through. */
  static readonly fewest = 5;
  private readonly counts: number[] = [];
  private all = 0;
  private well = 0;
  private differentCases = 0;
  private lastCase: string | null = null;

  /** Adds a length. `of`, where a case may bring several: they come one after another. `well`: whether it was in time. */
  add(days: number, of: string | null = null, well = false): void {
    this.counts[days] = (this.counts[days] ?? 0) + 1;
    this.all += 1;
    if (well) this.well += 1;
    if (of === null || of !== this.lastCase) this.differentCases += 1;
    this.lastCase = of;
  }

  get cases(): number {
    return this.differentCases;
  }

  /** The length at which a part of all is reached (nearest rank); 0 of none. */
  reached(part: number): number {
    let sofar = 0;
    for (const [days, count] of this.counts.entries()) {
      sofar += count ?? 0;
      if (sofar >= part * this.all && sofar > 0) return days;
    }
    return 0;
  }

  /** Which part was in time; null of fewer than five cases. */
  partWell(): number | null {
    return this.cases < Tally.fewest ? null : Math.round((this.well / this.all) * 1000) / 1000;
  }
}

export const toldOf = (tally: Tally): Told =>
  tally.cases < Tally.fewest
    ? { cases: null, median: null, ninthDecile: null }
    : { cases: tally.cases, median: tally.reached(0.5), ninthDecile: tally.reached(0.9) };
