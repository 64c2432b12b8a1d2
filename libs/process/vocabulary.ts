import { Machine, type MachineSource } from './machine.js';
import { processOf } from './process.js';
import type { Catalogue, Labels, Process } from './types.js';

type NamesOf<C extends Catalogue> = {
  role: keyof C['roles'] & string;
  evidence: keyof C['evidence'] & string;
  guard: keyof C['guards'] & string;
  assign: keyof C['assigns'] & string;
  effect: keyof C['effects'] & string;
  series: keyof C['series'] & string;
};

/** A body of law: its registered names, and the two calls with which a process file is written. */
export interface Law<C extends Catalogue> {
  catalogue: C;
  /**
   * XState's `createMachine`, in the words of this law: an unknown role, evidence, guard, assign, effect, series or
   * clock does not compile. Never throws; `process` does.
   */
  createMachine<const Clock extends string = never>(config: MachineSource<NamesOf<C>, Clock>): Machine;
  /** Verifies the machine and draws the process from it. Throws `UnsoundProcess` with every fault found. */
  process(machine: Machine, words: { labels: Labels }): Process;
}

/** Registers the names in which processes of this law are written. */
export function vocabulary<const C extends Catalogue>(catalogue: C): Law<C> {
  return {
    catalogue,
    createMachine: (config) => new Machine(config),
    process: (machine, { labels }) => processOf(catalogue, machine, labels),
  };
}
