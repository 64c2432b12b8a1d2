import type { Mutant } from '#process';

/** Why a proof does not find a mutant, and need not. */
const reasons: { process?: string; operator?: string; site?: RegExp; what?: RegExp; because: string }[] = [
  {
    operator: 'addAction',
    what: /^recordAcceptance$/,
    because:
      'it notes the day of the step once more, and in a proof nearly everything happens on one day; the stories have days',
  },
];

/** The first reason that fits, or null. */
export function reasonFor(process: string, { operator, site, what }: Mutant): string | null {
  const reason = reasons.find(
    (one) =>
      (one.process ?? process) === process &&
      (one.operator ?? operator) === operator &&
      (one.site?.test(site) ?? true) &&
      (one.what?.test(what) ?? true),
  );
  return reason?.because ?? null;
}
