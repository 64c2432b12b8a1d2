/** Guards of an edition of before 2019 rest on the Licensing Law as it was; the articles we cite, and their numbers, are the same. */
import type { Guard, GuardPart, Provision } from '#process';

const asItWas = (under: Provision | undefined): { under?: Provision } => {
  if (under === undefined) return {};
  return {
    under: under.instrument === 'licensing-law' ? { ...under, instrument: 'licensing-law-2003' } : under,
  };
};

/** The same guards, with that law in place of the present one, and in each of their parts. */
export function before2019<G extends Record<string, Guard>>(guards: G): G {
  const part = (of: GuardPart): GuardPart => ({ ...of, ...asItWas(of.under) });
  return Object.fromEntries(
    Object.entries<Guard>(guards).map(([name, guard]) => [
      name,
      {
        ...guard,
        ...asItWas(guard.under),
        ...(guard.parts === undefined
          ? {}
          : { parts: Object.fromEntries(Object.entries(guard.parts).map(([each, of]) => [each, part(of)])) }),
      },
    ]),
  ) as G;
}
