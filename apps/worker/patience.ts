/**
 * Keeps one thing that fails from holding up the others: it is told once a try, left alone for a while that doubles
 * with each failure, and tried again. Real time; forgotten when it succeeds.
 */
export class Patience {
  private readonly troubles = new Map<string, Map<string, { failures: number; until: number }>>();
  private readonly lastAnswers = new Map<string, string>();

  constructor(
    private readonly say: (sentence: string) => void,
    private readonly first = 1_000,
    private readonly longest = 5 * 60_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** Keys of one kind that are to be left alone for now. */
  waitingFor(kind: string): string[] {
    const at = this.now();
    return [...(this.troubles.get(kind) ?? [])].flatMap(([key, { until }]) => (until > at ? [key] : []));
  }

  /**
   * Runs `work` and never throws. `work` answers what the thing looks like afterwards: one that comes up again and
   * looks as it did after the last try is stuck, and is left alone like one that failed. What is to come up again and
   * again answers nothing.
   */
  async attempt(kind: string, key: string, what: string, work: () => Promise<string | void>): Promise<void> {
    const name = `${kind}/${key}`;
    try {
      const answer = await work();
      if (typeof answer === 'string') {
        if (this.lastAnswers.get(name) === answer) throw new Error('the last try changed nothing');
        this.remember(name, answer);
      }
      this.troubles.get(kind)?.delete(key);
    } catch (error) {
      const ofKind = this.troubles.get(kind) ?? new Map<string, { failures: number; until: number }>();
      this.troubles.set(kind, ofKind);
      const failures = (ofKind.get(key)?.failures ?? 0) + 1;
      const pause = Math.min(this.longest, this.first * 2 ** (failures - 1));
      ofKind.set(key, { failures, until: this.now() + pause });
      this.say(
        `${what}: ${reasonOf(error)} Tried ${failures} time${failures === 1 ? '' : 's'}; again in ${pause / 1000} s.`,
      );
    }
  }

  /** The newest few thousand are enough: what is stuck comes up again soon. */
  private remember(name: string, answer: string): void {
    this.lastAnswers.delete(name);
    this.lastAnswers.set(name, answer);
    if (this.lastAnswers.size > 4_096) this.lastAnswers.delete(this.lastAnswers.keys().next().value!);
  }
}

/** What went wrong, as a sentence. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
