/** By which edition a clock of a case is told: cases come to later ones, and clocks stay behind that only the former had. */
import type { ClockRule, Process, Words } from '#process';

type Clocks = Pick<Process, 'clocks'>;

/**
 * The edition whose words a clock has: one that stands is told by that of the case, any other by that under which it was
 * changed last. Where that does not have it, because it was renamed since, by the other.
 */
export function editionOfClock<Edition extends Clocks>(
  of: Edition,
  changedUnder: Edition,
  { clock, status }: { clock: string; status: string },
): Edition {
  const stands = status === 'running' || status === 'suspended';
  const [first, second] = stands ? [of, changedUnder] : [changedUnder, of];
  return !Object.hasOwn(first.clocks, clock) && Object.hasOwn(second.clocks, clock) ? second : first;
}

/** The rule of a clock, by its name; undefined for one that the edition does not have. */
export const clockRule = ({ clocks }: Clocks, clock: string): ClockRule | undefined =>
  Object.hasOwn(clocks, clock) ? clocks[clock] : undefined;

/** What an edition calls a clock; one that it does not have by its name. */
export const clockWords = (process: Clocks, clock: string): Words =>
  clockRule(process, clock)?.words ?? { 'zh-CN': clock, en: clock };
