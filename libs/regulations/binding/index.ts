/**
 * The provisions that bind our processes, made from the law and from what was reported of it, and reviewed: first what is
 * required, and only then whether a process does it.
 */
import type { BindingProvision } from '#process';
import { certificateProvisions } from './certificate/index.js';
import { commitmentVerificationProvisions } from './commitment-verification/index.js';
import { emergencyListingProvisions } from './emergency-listing.js';
import { claimsToAct, invitations } from './office-acting-for.js';
import { absences, calendarChanges, interests } from './office-declarations.js';
import { profileChanges } from './office-profiles.js';
import { roleGrants, suspensions } from './office-roles.js';
import { qualificationProvisions } from './qualification/index.js';

/** All of them; each says which process it binds, and in which editions. */
export const bindingProvisions: readonly BindingProvision[] = [
  ...qualificationProvisions,
  ...certificateProvisions,
  ...commitmentVerificationProvisions,
  ...emergencyListingProvisions,
  ...roleGrants,
  ...claimsToAct,
  ...invitations,
  ...absences,
  ...interests,
  ...suspensions,
  ...calendarChanges,
  ...profileChanges,
];
