import { CaseFeeds } from '#casework';

/** Told which cases have new leaves; null where it may be any. */
export type Hearing = (cases: ReadonlySet<string> | null) => void;

/** Milliseconds between two looks after something new, and at most. */
const pauses = { busy: 250, idle: 1_000 };

/** Looks at the log for all who wait for something new in it: once for each jurisdiction, and only while somebody waits. */
export class LogWatch {
  private readonly watched = new Map<number, { hearing: Set<Hearing>; timer: NodeJS.Timeout | null }>();

  constructor(private readonly feeds: CaseFeeds) {}

  /** Hears of every leaf that is numbered from now on. Answers how to stop. */
  hear(tenant: number, hearing: Hearing): () => void {
    const known = this.watched.get(tenant);
    const watch = known ?? { hearing: new Set<Hearing>(), timer: null };
    watch.hearing.add(hearing);
    if (known === undefined) {
      this.watched.set(tenant, watch);
      void this.look(tenant, undefined, pauses.busy);
    }
    return () => {
      watch.hearing.delete(hearing);
      if (watch.hearing.size > 0 || this.watched.get(tenant) !== watch) return;
      clearTimeout(watch.timer ?? undefined);
      this.watched.delete(tenant);
    };
  }

  /** How many jurisdictions are looked at. */
  get size(): number {
    return this.watched.size;
  }

  private async look(tenant: number, after: number | undefined, pause: number): Promise<void> {
    const watch = this.watched.get(tenant);
    let next = after;
    let wait = Math.min(pauses.idle, pause * 2);
    try {
      if (after === undefined) {
        // Whoever began to wait before this look knows nothing of what came in between.
        next = await this.feeds.lastLeaf(tenant);
        watch?.hearing.forEach((hear) => hear(null));
      } else {
        const { leaf, cases } = await this.feeds.casesAfter(tenant, after);
        next = leaf;
        if (cases.size > 0) {
          wait = pauses.busy;
          watch?.hearing.forEach((hear) => hear(cases));
        }
      }
    } catch {
      // A database that is away is looked at again; those who wait look for themselves now and then, and learn of it.
      wait = pauses.idle;
    }
    if (watch === undefined || this.watched.get(tenant) !== watch) return;
    watch.timer = setTimeout(() => void this.look(tenant, next, wait), wait);
  }
}
