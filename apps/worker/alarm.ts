import type { Hold } from '#casework';

/** Says once of each jump of the database's clock that it was noticed, and once that time goes on. */
export class Alarm {
  private last: Hold | null | undefined;

  constructor(private readonly say: (sentence: string) => void) {}

  /** Told the newest jump at each look at the clock. What was over before this worker began is not told. */
  hear(hold: Hold | null): void {
    const before = this.last;
    this.last = hold;
    if (hold === null || (before === undefined && !hold.open)) return;
    const isNew = hold.id !== before?.id;
    if (isNew)
      this.say(
        `ALARM: the database’s clock moved by ${(hold.movedMs / 1_000).toFixed(1)} s. ` +
          (hold.open
            ? 'No clock lapses until it is right again, or somebody releases it: greenlane release-time --reason …'
            : `Time goes on: ${hold.reason}.`),
      );
    else if (before.open && !hold.open) this.say(`time goes on: ${hold.reason}.`);
  }
}
