import { Injectable } from '@nestjs/common';
import { Refused } from '#refusals';

const allowed = 20;
const windowMilliseconds = 60_000;
const remembered = 10_000;

/**
 * Slows guessing at a public door: an address that has failed 20 times within a minute waits for that minute to end.
 * Whoever asks rightly is not counted. Kept in this process alone, so several instances allow as many times more.
 */
@Injectable()
export class FailedTries {
  private readonly of = new Map<string, { failed: number; until: number }>();

  /** Counts a try as failed until it is forgiven, so that tries sent at once count too. Throws `too-many-requests`. */
  admit(address: string, now = Date.now()): void {
    const known = this.of.get(address);
    if (known !== undefined && known.until > now && known.failed >= allowed) {
      throw new Refused('too-many-requests', {
        members: { retryAfter: Math.ceil((known.until - now) / 1000) },
      });
    }
    this.count(address, now);
  }

  /** The try was right after all. */
  forgive(address: string): void {
    const known = this.of.get(address);
    if (known !== undefined) known.failed -= 1;
  }

  private count(address: string, now: number): void {
    const known = this.of.get(address);
    if (known !== undefined && known.until > now) {
      known.failed += 1;
      return;
    }
    this.of.delete(address);
    if (this.of.size >= remembered) this.of.delete(this.of.keys().next().value!);
    this.of.set(address, { failed: 1, until: now + windowMilliseconds });
  }
}
