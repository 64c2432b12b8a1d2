/** The processes that are in force on the day of the matrix, as their files have them. */
import type { Process, StateRule, StepRule } from '#process';
import { processes as everyEdition } from '#regulations';
import { today } from './matrix-days.js';

/** Of each process the edition by which cases are opened. */
export const processes: readonly Process[] = everyEdition.filter(
  ({ id, edition }) =>
    edition <= today &&
    !everyEdition.some((other) => other.id === id && other.edition > edition && other.edition <= today),
);

export const processOf = (id: string): Process => processes.find((process) => process.id === id)!;

export const stateOf = (process: string, state: string): StateRule =>
  processOf(process).states.find(({ name }) => name === state)!;

export const ruleOf = (process: string, step: string): StepRule =>
  processOf(process)
    .states.flatMap(({ steps }) => steps)
    .find(({ name }) => name === step)!;
