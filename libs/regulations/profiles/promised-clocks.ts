/** The clocks that may be promised to be held sooner: the four limits of the measures (article 11; 10 in 2015). */
export const promisedClocks = ['intake', 'assessment', 'decision', 'certificate'] as const;
export type PromisedClock = (typeof promisedClocks)[number];

/** Working days: the longest limit that any edition gives, which is that of 2015 (reference 1.1). No promise is longer. */
export const longestLimits: Record<PromisedClock, number> = {
  intake: 5,
  assessment: 45,
  decision: 20,
  certificate: 10,
};
