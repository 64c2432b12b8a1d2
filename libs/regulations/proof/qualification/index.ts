/** With what the editions of the qualification are tried. */
import type { Samples } from '#process';
import { applyingIn, openings } from './applying.js';
import { assessingIn } from './assessing.js';
import { editionsTried, type Tried } from './days.js';
import { decidingIn } from './deciding.js';
import { handlingIn } from './handling.js';

const samplesOf = (tried: Tried): Samples => ({
  today: tried.today,
  opening: openings,
  steps: {
    ...applyingIn(tried),
    ...handlingIn(tried),
    ...assessingIn(tried),
    ...decidingIn(tried),
  },
  // Counters that only count themselves.
  forgets: ['correctedOnTheSpot', 'materialHolds'],
});

/** By `<process>-<edition>`. */
export const qualificationSamples: Readonly<Record<string, Samples>> = Object.fromEntries(
  editionsTried.map((tried) => [`qualification-${tried.edition}`, samplesOf(tried)]),
);
