import { setTimeout as sleep } from 'node:timers/promises';

/** An entry, and how many alike it stands for. */
export interface Grouped<Entry> {
  entry: Entry;
  times: number;
}

export interface GroupCommitOptions<Entry> {
  /** Writes entries together and is done when they are committed; an error fails all of them. */
  write: (together: Grouped<Entry>[]) => Promise<void>;
  /** Entries of one key that wait together are written as one; undefined for an entry that stands alone. */
  keyOf: (entry: Entry) => string | undefined;
  /** Rows written in a second at most, in the long run; so many at once before that counts. */
  rate: { perSecond: number; burst: number };
  /** An entry is not waited for longer than this, milliseconds. */
  patience: number;
}

/** Entries that wait, at most; and so many go in one statement. */
const most = { waiting: 5_000, together: 500 };

interface Waiting<Entry> extends Grouped<Entry> {
  settle: ((error?: Error) => void)[];
}

/**
 * Writes entries as they come; those that come while others are being written go together in the next statement. A flood
 * therefore costs one connection, few statements, and no more rows in a second than it was given.
 */
export class GroupCommit<Entry> {
  readonly #waiting = new Map<string | symbol, Waiting<Entry>>();
  #writing = false;
  /** Rows that may be written now; negative where more were. */
  #allowance: number;
  #counted = performance.now();

  constructor(private readonly options: GroupCommitOptions<Entry>) {
    this.#allowance = options.rate.burst;
  }

  /** Done when the entry is committed. Throws where it is not in time, or too many wait. */
  async add(entry: Entry): Promise<void> {
    const written = new Promise<void>((done, failed) => {
      const settle = (error?: Error): void => (error === undefined ? done() : failed(error));
      const key = this.options.keyOf(entry) ?? Symbol();
      const alike = this.#waiting.get(key);
      if (alike !== undefined) {
        alike.times += 1;
        alike.settle.push(settle);
      } else if (this.#waiting.size >= most.waiting) {
        settle(new Error('Too many entries wait to be written.'));
      } else {
        this.#waiting.set(key, { entry, times: 1, settle: [settle] });
      }
    });
    if (!this.#writing) void this.#writeAll();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, failed) => {
      const { patience } = this.options;
      timer = setTimeout(() => failed(new Error('The entry was not written in time.')), patience);
    });
    await Promise.race([written, late]).finally(() => clearTimeout(timer));
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.size > 0) {
      await this.#untilAllowed();
      const batch = [...this.#waiting].slice(0, most.together);
      for (const [key] of batch) this.#waiting.delete(key);
      const together = batch.map(([, waiting]) => waiting);
      this.#allowance -= together.length;
      const error = await this.options.write(together).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      );
      for (const { settle } of together) for (const each of settle) each(error);
    }
    this.#writing = false;
  }

  async #untilAllowed(): Promise<void> {
    const { perSecond, burst } = this.options.rate;
    for (;;) {
      const now = performance.now();
      this.#allowance = Math.min(burst, this.#allowance + ((now - this.#counted) / 1000) * perSecond);
      this.#counted = now;
      if (this.#allowance >= 1) return;
      await sleep(((1 - this.#allowance) / perSecond) * 1000, undefined, { ref: false });
    }
  }
}
