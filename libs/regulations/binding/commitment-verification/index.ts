/** Everything that binds a verification on site, said for each edition of the law. */
import type { BindingProvision } from '#process';
import { consequencesOf } from './consequences.js';
import { editions } from './editions.js';
import { visits } from './visit.js';

export const commitmentVerificationProvisions: readonly BindingProvision[] = editions.flatMap((edition) => [
  ...visits(edition),
  ...consequencesOf(edition),
]);
