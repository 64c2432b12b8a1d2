/** The door of identity: who is it, and what may they do at this moment. */
export {
  AuthenticateGuard,
  CurrentActor,
  CurrentCaller,
  Public,
  RolesLater,
  tokenVerifierToken,
  type Caller,
  type SignedInRequest,
} from './authenticate.guard.js';
export {
  demonstrationInstitutions,
  demonstrationPeople,
  demonstrationTenant,
  requireDemonstration,
  seedDemonstration,
  type DemonstrationInstitution,
  type DemonstrationPerson,
} from './demonstration.js';
export {
  demonstrationKey,
  demonstrationTokens,
  demonstrationVerifier,
  type DemonstrationKey,
  type DemonstrationToken,
} from './demonstration-key.js';
export { IdentityModule } from './identity.module.js';
export {
  actFor,
  createPerson,
  findAccount,
  getActor,
  grant,
  loadActors,
  openAccount,
  stopActingFor,
  withdraw,
  type Account,
  type Actor,
} from './people.js';
export { tokenReasons, tokenRefused, type TokenReason } from './token-refused.js';
export {
  demonstrationIssuer,
  tokenVerifier,
  type SignatureAlgorithm,
  type TokenRules,
  type TokenVerifier,
  type VerifiedToken,
} from './tokens.js';
