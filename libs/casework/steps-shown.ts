import { dayOf } from '#calendar';
import { stepsFrom, type Given, type Process, type StepChoice, type StepRule } from '#process';
import type { ClockRow } from './clock-rows.js';
import type { ProcessShelf } from './process-shelf.js';
import type { ReadCase } from './reader.js';

/** A step of a case's state as it would be judged now: by the edition to which it would move the case, where it would. */
export interface StepShown {
  choice: StepChoice;
  /** The case as it would be judged. */
  of: ReadCase;
  /** The edition to which it would move the case; null where it would stay under its own. */
  movesTo: string | null;
}

type Moves = Pick<ProcessShelf, 'movedBy'>;

/** The case as a step of this legal day would be judged on: moved, or as it is. */
export function asSettledBy(
  shelf: Moves,
  of: ReadCase,
  rule: Pick<StepRule, 'settlesEdition'>,
  day: string,
): { of: ReadCase; movesTo: string | null } {
  const move = shelf.movedBy(of.process, of.file, rule, day);
  if (move === null) return { of, movesTo: null };
  const file = { ...move.file, institution: of.file.institution };
  return { of: { ...of, process: move.process, file }, movesTo: move.process.edition };
}

/**
 * Every step of the case's state, in the order of the process file, as `stepsFrom` tells it. A step of a person is looked at
 * for today; one of a clock that runs, for the day to which it will be dated.
 */
export function stepsShown(
  shelf: Moves,
  of: ReadCase,
  given: Given,
  clocks: readonly Pick<ClockRow, 'clock' | 'status' | 'due_at'>[] = [],
  zone?: string,
): StepShown[] {
  const choices = new Map<Process, StepChoice[]>();
  const choicesOf = ({ process, file }: ReadCase): StepChoice[] => {
    const known = choices.get(process) ?? stepsFrom(process, file, given);
    choices.set(process, known);
    return known;
  };
  return choicesOf(of).map((choice) => {
    const runs = clocks.find(({ clock, status }) => clock === choice.on && status === 'running');
    const day = runs?.due_at == null ? given.today : dayOf(runs.due_at, zone);
    const settled = asSettledBy(shelf, of, choice, day);
    const there = choicesOf(settled.of).find(({ name }) => name === choice.name);
    return { choice: there ?? choice, ...settled };
  });
}
