import {
  moveThrough,
  requireSuccession,
  type CaseFile,
  type MovedFile,
  type Process,
  type StepRule,
} from '#process';

/** Every edition of every process that this installation knows. */
export class ProcessShelf {
  /** The clocks of all processes, each name once. */
  readonly clockNames: readonly string[];

  /** Throws `UnsoundProcess` where cases of one edition could not be moved to the next. */
  constructor(private readonly processes: readonly Process[]) {
    requireSuccession(processes);
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

  /** All editions of a process from one to another, both included, in their order. */
  chain = (id: string, from: string, to: string): Process[] =>
    this.processes
      .filter((process) => process.id === id && process.edition >= from && process.edition <= to)
      .sort((one, other) => one.edition.localeCompare(other.edition));

  /** Whether a later edition of the process is known, in force or not. */
  isSucceeded = ({ id, edition }: Pick<Process, 'id' | 'edition'>): boolean =>
    this.processes.some((process) => process.id === id && process.edition > edition);

  /**
   * How a case goes on where a step of this legal day moves it to the edition then in force; null where it stays: the step
   * does not settle by which edition it goes on, or no later one than its own is in force.
   */
  movedBy(
    pinned: Process,
    { state, context }: CaseFile,
    { settlesEdition }: Pick<StepRule, 'settlesEdition'>,
    day: string,
  ): MovedFile | null {
    const inForce = settlesEdition ? this.findInForce(pinned.id, day) : undefined;
    if (inForce === undefined || inForce.edition <= pinned.edition) return null;
    return moveThrough(this.chain(pinned.id, pinned.edition, inForce.edition), { state, context });
  }
}
