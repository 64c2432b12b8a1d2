/** How long comparable cases took from here on, and in how far that may be said. Pure. */
import type { Day } from '#calendar';

/** The stay of a case that has ended in the state that is asked about; lengths in working days. */
export interface Observed {
  /** In the state. */
  lasted: number;
  /** From entering the state to the end of the case. */
  toTheEnd: number;
  /** How many other cases then awaited the same party. */
  workload: number;
  field: string | null;
  endedOn: Day;
}

/** What is foretold: when the case leaves its state, or when it ends. */
export type Until = 'state' | 'case';
export const untils: readonly Until[] = ['state', 'case'];

export interface Asked {
  until: Until;
  /** Working days that the case has been in the state. */
  spent: number;
  /** How many other cases await the same party now. */
  workload: number;
  field: string | null;
}

/** Further working days of a case: what one in ten, half and nine in ten of the comparable ones needed at most. */
export interface Forecast {
  low: number;
  half: number;
  high: number;
  /** How many cases it rests on, and the months in which the first and the last ended: a day would be that of one case. */
  cases: number;
  since: string;
  to: string;
  /** The workload at which they were in the state; null where there were too few at that of now. */
  workload: { from: number; to: number } | null;
  /** Whether only cases of the same field were taken. */
  byField: boolean;
}

/** Which part of predictions is to hold: between the first and the ninth decile. */
export const promised = 0.8;
/** Fewer cases than this say nothing. */
export const fewest = 20;
/** The newest cases alone are asked, so that an office that has changed is seen to. */
export const newest = 500;

/** Workloads that count as the same: 0, 1, 2 to 3, 4 to 7, 8 to 15 and so on. */
export function bandOf(workload: number): { from: number; to: number } {
  if (workload === 0) return { from: 0, to: 0 };
  const from = 2 ** Math.floor(Math.log2(workload));
  return { from, to: 2 * from - 1 };
}

/**
 * The interval for a case, from those that were in the state for at least as long. Compared are those at the workload of
 * now and of the same field; where fewer than 20, those at the workload of now; where fewer still, all.
 *
 * The bounds are the observed times of rank ⌊(n + 1)/10⌋ and ⌈9(n + 1)/10⌉: where the case at hand is one like the others, it
 * falls between them with a chance of at least 80 % (order statistics; Vovk et al., conformal prediction).
 *
 * @returns `tooFew`, how many there are, where even all of them are fewer than 20.
 */
export function foretell(observed: readonly Observed[], asked: Asked): Forecast | { tooFew: number } {
  const alike = observed.filter(({ lasted }) => lasted >= asked.spent);
  const band = bandOf(asked.workload);
  const asBusy = alike.filter(({ workload }) => workload >= band.from && workload <= band.to);
  const inField = asBusy.filter(({ field }) => field !== null && field === asked.field);
  const choices = [
    { some: inField, workload: band, byField: true },
    { some: asBusy, workload: band, byField: false },
    { some: alike, workload: null, byField: false },
  ];
  const chosen = choices.find(({ some }) => some.length >= fewest);
  if (chosen === undefined) return { tooFew: alike.length };
  const { some, workload, byField } = chosen;
  const left = some
    .map(({ lasted, toTheEnd }) => (asked.until === 'state' ? lasted : toTheEnd) - asked.spent)
    .sort((one, other) => one - other);
  const ended = some.map(({ endedOn }) => endedOn.slice(0, 'YYYY-MM'.length)).sort();
  const all = left.length;
  return {
    low: left[Math.floor((all + 1) / 10) - 1]!,
    half: rank(left, 0.5),
    high: left[Math.ceil(((all + 1) * 9) / 10) - 1]!,
    ...{ cases: all, since: ended[0]!, to: ended.at(-1)!, workload, byField },
  };
}

/** The value at which a part of a sorted, non-empty list is reached (nearest rank). */
export const rank = (sorted: readonly number[], part: number): number =>
  sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;

/** A prediction that was made, and what came of it. */
export interface Outcome {
  low: number;
  high: number;
  /** How long it took; null while that is open. */
  took: number | null;
  /** While it is open, how long it has taken so far. */
  soFar: number;
}

/** How often predictions held: of those of which it is known, and what part that is. All null where fewer than 20 are known. */
export interface Calibration {
  known: number | null;
  held: number | null;
  share: number | null;
  /** Between which shares the true one lies with 95 % (Wilson's interval). */
  between: { from: number; to: number } | null;
  /** What was promised lies between them, or above: predictions are too sure; or below: they are wider than need be. */
  verdict: 'asPromised' | 'tooSure' | 'tooCautious' | null;
  /** Why nothing is told: of a few, each would show through, and no share could be told of them. */
  because: 'fewerThan20Known' | null;
}

/**
 * Counts how often intervals held. One that is open and has already taken longer than foretold counts as not held: else the
 * slow cases, which end last, would always be missing.
 */
export function calibrationOf(outcomes: Iterable<Outcome>): Calibration {
  let [known, held] = [0, 0];
  for (const { low, high, took, soFar } of outcomes) {
    if (took === null && soFar <= high) continue;
    known += 1;
    if (took !== null && took >= low && took <= high) held += 1;
  }
  return calibrated(known, held);
}

export function calibrated(known: number, held: number): Calibration {
  if (known < fewest)
    return {
      ...{ known: null, held: null, share: null, between: null, verdict: null },
      because: 'fewerThan20Known',
    };
  const share = held / known;
  const z = 1.96;
  const middle = (share + z ** 2 / (2 * known)) / (1 + z ** 2 / known);
  const half =
    (z * Math.sqrt((share * (1 - share)) / known + z ** 2 / (4 * known ** 2))) / (1 + z ** 2 / known);
  const between = { from: toThree(middle - half), to: toThree(middle + half) };
  const verdict =
    middle + half < promised ? 'tooSure' : middle - half > promised ? 'tooCautious' : 'asPromised';
  return { known, held, share: toThree(share), between, verdict, because: null };
}

const toThree = (share: number): number => Math.round(share * 1000) / 1000;
