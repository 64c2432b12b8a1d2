/** Everything that keeps a process file from becoming law. What the compiler can see, it has already refused. */
import { clocksOf } from './declared-clocks.js';
import { read, type Reading } from './reading.js';
import type { Machine } from './machine.js';
import type { Catalogue, Fault, Labels } from './types.js';
import { clockFaults } from './verify-clocks.js';
import { promiseFaults } from './verify-promises.js';
import { settlingFaults } from './verify-editions.js';
import { languageFaults } from './verify-language.js';
import { pathFaults } from './verify-paths.js';
import { stepFaults } from './verify-steps.js';
import { wordFaults } from './verify-words.js';

/** All faults of a machine; none for a sound one. Never throws. */
export function verify(catalogue: Catalogue, machine: Machine, labels: Labels): Fault[] {
  return examine(catalogue, machine, labels).faults;
}

/**
 * The faults, and the reading of a machine that could be read. A machine outside the language is not read at all:
 * what it would mean is not for us to say.
 */
export function examine(
  catalogue: Catalogue,
  machine: Machine,
  labels: Labels,
): { faults: Fault[]; reading: Reading | null } {
  const language = languageFaults(machine.config);
  if (language.length > 0) return { faults: language, reading: null };
  let reading: Reading;
  try {
    reading = read(machine, catalogue, labels);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { faults: [{ code: 'wrongTarget', sentence: why.replaceAll('\n', ' '), at: {} }], reading: null };
  }
  const faults = [
    ...stepFaults(machine.config, reading, catalogue),
    ...pathFaults(reading),
    ...clockFaults(clocksOf(machine.config), reading),
    ...promiseFaults(machine.config),
    ...settlingFaults(machine.config, reading),
    ...wordFaults(machine.config, reading, catalogue, labels),
  ];
  return { faults, reading };
}
