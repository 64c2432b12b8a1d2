/** Everything that binds the life of a certificate, said for each edition of the law. */
import type { BindingProvision } from '#process';
import { editions } from './editions.js';
import { ending } from './ending.js';
import { lasting } from './lasting.js';

export const certificateProvisions: readonly BindingProvision[] = editions.flatMap((edition) => [
  ...lasting(edition),
  ...ending(edition),
]);
