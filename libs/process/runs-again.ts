import { changesOf } from './clock-orders.js';
import { readingOf } from './process.js';
import type { Process, Words } from './types.js';

/** How a clock that is held will run again: by which steps with what is left of it, and by which whole and anew. */
export interface RunsAgain {
  goesOn: Words[];
  anew: Words[];
}

/** Whether the whole limit begins anew, whatever lets the clock run again; not so of one that is not held. */
export const onlyAnew = (held: RunsAgain | null): held is RunsAgain =>
  held !== null && held.goesOn.length === 0 && held.anew.length > 0;

/** Of a clock that is held in a state, by the steps of that state; neither where none of them lets it run. */
export function runsAgain(process: Process, state: string, clock: string): RunsAgain {
  const { states } = readingOf(process);
  const before = states.get(state);
  const found: RunsAgain = { goesOn: [], anew: [] };
  for (const step of before?.steps.values() ?? []) {
    const orders = step.rule.branches.flatMap(({ to }) =>
      changesOf([clock], before!.rule.clocks, states.get(to)?.rule.clocks ?? {}, step).map(
        ({ order }) => order,
      ),
    );
    if (orders.includes('resume')) found.goesOn.push(step.rule.words);
    if (orders.includes('interrupt')) found.anew.push(step.rule.words);
  }
  return found;
}
