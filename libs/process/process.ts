import { clocksOf } from './declared-clocks.js';
import type { Machine } from './machine.js';
import { dutyOf, type Reading } from './reading.js';
import { fingerprint, sourcesOf } from './hash.js';
import { examine } from './verify.js';
import type { Catalogue, Fault, Labels, Process } from './types.js';

/** A process file that may not become law; `faults` lists everything that is wrong with it. */
export class UnsoundProcess extends Error {
  constructor(
    readonly id: string,
    readonly edition: string,
    readonly faults: Fault[],
  ) {
    const list = faults.map(({ code, sentence }) => `  ${code}: ${sentence}`).join('\n');
    super(`the process ${id} of ${edition} is not sound:\n${list}`);
    this.name = 'UnsoundProcess';
  }
}

/** The machines behind the processes; nobody outside this library holds one. */
const readings = new WeakMap<Process, Reading>();

/** Verifies a machine and draws the process from it. Throws `UnsoundProcess`. */
export function processOf(catalogue: Catalogue, machine: Machine, labels: Labels): Process {
  const { config } = machine;
  const { faults, reading } = examine(catalogue, machine, labels);
  if (faults.length > 0 || reading === null) throw new UnsoundProcess(config.id, config.version, faults);
  const { by, under, needs = null, draws = [], concerns = 'institution', about = null } = config.meta.opening;
  const duty = dutyOf({ by }, catalogue);
  const process: Process = {
    id: config.id,
    edition: config.version,
    title: labels.title,
    initial: reading.initial,
    opening: { by: [...by], duty, under, needs, draws: [...draws], concerns, about },
    succeeds: config.meta.succeeds ?? null,
    clocks: clocksOf(config),
    states: [...reading.states.values()].map(({ rule }) => rule),
    labels,
    catalogue,
    hash: fingerprint(machine, catalogue),
    sourcesHash: sourcesOf(machine, catalogue),
  };
  // What decisions hand out is this very data; only the catalogue holds things that are not ours to freeze.
  for (const part of [process.opening, process.succeeds, process.clocks, process.states, labels])
    freeze(part);
  Object.freeze(process);
  readings.set(process, reading);
  return process;
}

/** The machine behind a process. Throws a TypeError on an object that `law.process` did not make. */
export function readingOf(process: Process): Reading {
  const reading = readings.get(process);
  if (reading === undefined) throw new TypeError('this is not a process: make it with law.process');
  return reading;
}

function freeze(value: unknown): void {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}
