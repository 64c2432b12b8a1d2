/** The door of identity: who is it, and what may they do at this moment. */
export { isLoopback } from './addresses.js';
export { AccessRecord, accessKinds, type AccessEntry, type AccessKind, type AccessView } from './access.js';
export { openOwnAccount, type OwnAccount } from './accounts.js';
export { ApiKeys, keyDays, revokeKeysOf, scopes, type ApiKey, type Scope } from './api-keys.js';
export {
  AuthenticateGuard,
  CurrentActor,
  CurrentCaller,
  CurrentStranger,
  Public,
  RolesLater,
  Strangers,
  TakesKeys,
  tokenVerifierToken,
  type Caller,
  type SignedInRequest,
} from './authenticate.guard.js';
export { requireDemonstration, seedDemonstration } from './demonstration.js';
export {
  demonstrationInstitutions,
  demonstrationOffices,
  demonstrationTenant,
  type DemonstrationInstitution,
  type DemonstrationOffice,
} from './demonstration-offices.js';
export {
  demonstrationPeople,
  demonstrationSystem,
  type DemonstrationPerson,
} from './demonstration-people.js';
export {
  demonstrationAcr,
  demonstrationKey,
  demonstrationTokens,
  demonstrationVerifier,
  type DemonstrationKey,
  type DemonstrationToken,
  type DemonstrationTokenOptions,
} from './demonstration-key.js';
export { hasDuty, requireDuty } from './duties.js';
export { IdentityModule, type Premises } from './identity.module.js';
export { keyFileIn, writeOnce } from './key-file.js';
export {
  actFor,
  createPerson,
  findAccount,
  getActor,
  grant,
  isSuspended,
  loadActors,
  loadGranted,
  narrowed,
  openAccount,
  requireNotSuspended,
  stopActingFor,
  withdraw,
  type Account,
  type ActingFor,
  type Actor,
} from './people.js';
export { endSessionsOf, requireAdministrator, Sessions, type Session } from './own-sessions.js';
export {
  endSession,
  findSession,
  forgetSessions,
  formTokenOf,
  isFormToken,
  openSession,
  sessionCookieOf,
  sessionLimits,
  setCookie,
  spentCookie,
  type Cookie,
} from './sessions.js';
export { isStillSignedIn } from './still-signed-in.js';
export { UploadQuotas, usualUploadQuota, type UploadQuota } from './quotas.js';
export { signInFailed, signInReasons, type SignInReason } from './sign-in-failed.js';
export { isOwnPath, signInMinutes, SignIns, type Completed, type SignInSettings } from './sign-ins.js';
export {
  keyReasons,
  keyRefused,
  tokenReasons,
  tokenRefused,
  type KeyReason,
  type TokenReason,
} from './token-refused.js';
export {
  demonstrationIssuer,
  tokenVerifier,
  type SignatureAlgorithm,
  type TokenRules,
  type TokenVerifier,
  type VerifiedToken,
} from './tokens.js';
export {
  doors,
  forgetTries,
  rateLimitHeaders,
  Tries,
  type Admission,
  type Door,
  type DoorRule,
} from './tries.js';
