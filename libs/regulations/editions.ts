/** Every edition of every process we can decide by. A new law is a new file here; a published one never changes. */
import { requireSuccession, type Day, type Process } from '#process';
import { certificate20150801 } from './certificate/2015-08-01.process.js';
import { certificate20210601 } from './certificate/2021-06-01.process.js';
import { commitmentVerification20150801 } from './commitment-verification/2015-08-01.process.js';
import { commitmentVerification20210601 } from './commitment-verification/2021-06-01.process.js';
import { commitmentVerification20231201 } from './commitment-verification/2023-12-01.process.js';
import { emergencyListing20210601 } from './emergency-listing/2021-06-01.process.js';
import { officeProcesses } from './office/editions.js';
import type { Profile } from './profiles/profile.js';
import { shippedProfiles } from './profiles/shipped/index.js';
import { soundProfiles } from './profiles/sound.js';
import { qualification20150801 } from './qualification/2015-08-01.process.js';
import { qualification20210601 } from './qualification/2021-06-01.process.js';
import { qualification20231201 } from './qualification/2023-12-01.process.js';
import { stageOf } from './qualification/labels.js';
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

/** The public follows applications; what becomes of what was granted it reads at the certificate. */
const afterTheGrant: readonly Process[] = [
  ...[certificate20150801, certificate20210601],
  ...[commitmentVerification20150801, commitmentVerification20210601, commitmentVerification20231201],
  emergencyListing20210601,
];

const published: { process: Process; stageOf: Record<string, StageName | null> }[] = [
  ...[qualification20150801, qualification20210601, qualification20231201].map((process) => ({
    process,
    stageOf,
  })),
  ...afterTheGrant.map((process) => ({ process, stageOf: {} })),
  ...officeProcesses.map((process) => ({ process, stageOf: {} })),
];

/** All editions, in the order of their names and days. */
export const processes: readonly Process[] = published.map(({ process }) => process);

/** The profiles that come with this release; one that would lengthen a limit of these editions stops the start. */
export const profiles: readonly Profile[] = soundProfiles(shippedProfiles, processes);
// No edition is law here to which a case of the one before could not be moved.
requireSuccession(processes);

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
