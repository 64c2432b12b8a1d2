/** Every edition of every process we can decide by. A new law is a new file here; a published one never changes. */
import type { Day, Process } from '#process';
import { officeProcesses } from './office/editions.js';
import { qualification20231201 } from './qualification/2023-12-01.process.js';
import { stageOf } from './qualification/2023-12-01.labels.js';
import { stageNamed, type Stage, type StageName } from './stages.js';

/** The process as it was on a day: there was none. */
export class NoEditionInForce extends Error {
  constructor(
    readonly process: string,
    readonly day: Day,
  ) {
    super(`no edition of the process "${process}" was in force on ${day}`);
    this.name = 'NoEditionInForce';
  }
}

const published: { process: Process; stageOf: Record<string, StageName | null> }[] = [
  { process: qualification20231201, stageOf },
  ...officeProcesses.map((process) => ({ process, stageOf: {} })),
];

/** All editions, in the order of their names and days. */
export const processes: readonly Process[] = published.map(({ process }) => process);

/** One edition, or undefined. */
export function findProcess(id: string, edition: Day): Process | undefined {
  return processes.find((process) => process.id === id && process.edition === edition);
}

/** The newest edition that was in force on `day`. Throws `NoEditionInForce`. */
export function inForce(id: string, day: Day): Process {
  const newest = processes
    .filter((process) => process.id === id && process.edition <= day)
    .sort((one, other) => (one.edition < other.edition ? 1 : -1))[0];
  if (newest === undefined) throw new NoEditionInForce(id, day);
  return newest;
}

/**
 * The stage that the public sees, or null where there is none: a draft, a case that was withdrawn, and a state the
 * edition does not know.
 */
export function publicStage({ id, edition }: Pick<Process, 'id' | 'edition'>, state: string): Stage | null {
  const stage = published.find(({ process }) => process.id === id && process.edition === edition)?.stageOf;
  const name = stage !== undefined && Object.hasOwn(stage, state) ? stage[state] : null;
  return name ? stageNamed(name) : null;
}
