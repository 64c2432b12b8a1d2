import { authorityRules } from '#casework';
import type { TestOffice } from '../office.js';
import { pureSequences } from './duties-pure.js';
import { atOnce, enterCrowd, peopleWithTwoDuties, storedSequences } from './duties-stored.js';

/** How much is run; the seed makes the same run again. */
export interface DutiesLoad {
  /** Sequences on the rules alone. */
  pure: number;
  throughTheDatabase: number;
  seed: number;
}

export interface DutiesResult {
  sequences: number;
  steps: number;
  refused: number;
  /** People with two duties that exclude each other, on the rules alone: each in a sentence. */
  twofold: string[];
  stored: number;
  /** Steps taken through the database. */
  storedSteps: number;
  /** People who came to hold two such duties there, by what its history says. */
  storedTwofold: number;
  /** What no client may cause: errors that are no refusal. */
  faults: string[];
  /** What each control caught. */
  controls: Record<string, number>;
}

/**
 * Nobody ever holds two duties that exclude each other on one matter: random steps and role changes on the rules alone,
 * a sample of them through the database, and one person at two linked cases at once. Each control takes away what keeps
 * duties apart, and must be caught: on the rules by the count, in the database by its triggers.
 */
export async function duties(office: TestOffice, load: DutiesLoad): Promise<DutiesResult> {
  const { pure, throughTheDatabase, seed } = load;
  const { dutiesAreKeptApart: _, ...rules } = authorityRules;
  const result = pureSequences(pure, seed);
  const few = Math.min(pure, 2_000);
  const crowd = await enterCrowd(office);
  const stored = await storedSequences(office, crowd, throughTheDatabase, seed);
  const races = await atOnce(office, crowd, Math.max(10, Math.floor(throughTheDatabase / 50)));
  const unruly = await storedSequences(office, crowd, Math.min(throughTheDatabase, 60), seed, { rules });
  return {
    ...result,
    stored: throughTheDatabase,
    storedSteps: stored.answers.get('taken') ?? 0,
    storedTwofold: await peopleWithTwoDuties(office),
    faults: [...stored.faults, ...races, ...unruly.faults],
    controls: {
      'without the rule': pureSequences(few, seed, { rules }).twofold.length,
      'naming anybody': pureSequences(few, seed, { naming: true }).twofold.length,
      'by case and not by matter': pureSequences(few, seed, { matters: true }).twofold.length,
      'without the rule, through the database': unruly.stopped,
    },
  };
}
