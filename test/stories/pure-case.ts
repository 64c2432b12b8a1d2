import type { CaseFile, Process } from '#process';
import type { Clock } from '#calendar';

/** A clock of a case, by its name. */
export interface PureClock {
  name: string;
  clock: Clock;
}

/** A case in memory. */
export interface PureCase {
  id: string;
  /** The case with which the matter began. */
  root: string;
  institution: string;
  process: Process;
  file: CaseFile;
  clocks: PureClock[];
}
