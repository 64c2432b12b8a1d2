const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/**
 * Milliseconds to wait after the first, second, … failure: from 5 seconds to 24 hours, 72 hours in all. What fails after the last
 * of them is given up.
 */
export const pauses: readonly number[] = [
  ...[5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute],
  ...[2 * hour, 5 * hour, 10 * hour, 14 * hour, 17 * hour, 24 * hour],
];

/**
 * How long to wait after so many failures, a tenth more or less, so that what failed together does not come back together; null
 * where it is given up. `random` is from 0 to 1.
 */
export function pauseAfter(failures: number, random: number): number | null {
  const pause = pauses[failures - 1];
  return pause === undefined ? null : Math.round(pause * (0.9 + 0.2 * random));
}
