/** More than this between two readings is no drift and no slow answer: somebody set a clock. Milliseconds. */
const mostDrift = 5_000;
/**
 * How much faster one clock may go than the other: what NTP slews by at most (RFC 5905, 500 ppm). A process that had
 * nothing to do for days has not seen a jump.
 */
const mostSlew = 500e-6;
/** A reading that took longer says too little of what the clock shows to measure the next one by. Milliseconds. */
const slowReading = 1_000;

/** The database's clock as it was read: between two instants of this process's own clock. */
export interface TimeReading {
  /** This process's own clock, milliseconds that only ever grow, before and after the question. */
  asked: number;
  answered: number;
  /** The database's raw clock, milliseconds since 1970. */
  raw: number;
  /** The newest jump that the database knows of. */
  hold: { id: number; open: boolean } | null;
}

/**
 * What a reading tells. `held`: somebody noticed a jump, and it is not released. `jumped`: by so many milliseconds, and
 * nobody has noted it yet. `isBack`: the clock shows again what it would show had it not jumped.
 */
export type Told = { time: 'goes' | 'held' | 'isBack' } | { time: 'jumped'; by: number };

/**
 * Compares the database's clock with this process's own, reading by reading. A process that begins after a jump
 * cannot know of it but from the database; it never calls a clock right that it has not seen wrong.
 */
export class ClockWatch {
  private last: TimeReading | null = null;
  private knownHold = 0;
  private sawTheJump = false;

  constructor(readonly monotonic: () => number = () => performance.now()) {}

  read(reading: TimeReading): Told {
    const { hold } = reading;
    const released = hold !== null && !hold.open && hold.id > this.knownHold;
    if (this.last === null || released) {
      this.goOnFrom(reading);
      return { time: hold?.open === true ? 'held' : 'goes' };
    }
    const by = movedBetween(this.last, reading);
    const between = reading.answered - this.last.asked;
    if (Math.abs(by) > mostDrift + mostSlew * between) {
      this.sawTheJump = true;
      return hold?.open === true ? { time: 'held' } : { time: 'jumped', by };
    }
    if (hold?.open === true) return { time: this.sawTheJump ? 'isBack' : 'held' };
    this.sawTheJump = false;
    if (reading.answered - reading.asked < slowReading) this.last = reading;
    return { time: 'goes' };
  }

  /** Takes the clock for right as it was read here. */
  goOnFrom(reading: TimeReading): void {
    this.last = reading;
    this.sawTheJump = false;
    if (reading.hold?.open === false) this.knownHold = reading.hold.id;
  }
}

/** How far the clock has moved at least, whenever within a reading it was looked at. */
function movedBetween(before: TimeReading, after: TimeReading): number {
  const least = after.raw - after.answered - (before.raw - before.asked);
  const most = after.raw - after.asked - (before.raw - before.answered);
  return least > 0 ? least : most < 0 ? most : 0;
}
