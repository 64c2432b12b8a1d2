import type { Process } from '#process';

/** Every edition of every process that this installation knows. */
export class ProcessShelf {
  /** The clocks of all processes, each name once. */
  readonly clockNames: readonly string[];

  constructor(private readonly processes: readonly Process[]) {
    this.clockNames = [...new Set(processes.flatMap(({ clocks }) => Object.keys(clocks)))];
  }

  get all(): readonly Process[] {
    return this.processes;
  }

  /** The edition in force on a day; undefined for a process nobody knows or that is not in force yet. */
  findInForce(id: string, day: string): Process | undefined {
    const [newest] = this.processes
      .filter((process) => process.id === id && process.edition <= day)
      .sort((one, other) => other.edition.localeCompare(one.edition));
    return newest;
  }

  /** The edition to which a case is pinned; its structure must be the one the case was opened under. */
  pinned(id: string, edition: string, hash: string): Process {
    const process = this.processes.find((candidate) => candidate.id === id && candidate.edition === edition);
    if (process === undefined) throw new Error(`edition ${edition} of "${id}" is not on the shelf`);
    if (process.hash !== hash)
      throw new Error(`edition ${edition} of "${id}" is not the one the case is pinned to`);
    return process;
  }
}
