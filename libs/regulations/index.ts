/** The law: processes by edition, and the names they are written in. Pure; knows no storage and no framework. */
export { calendarProcess } from './office/editions.js';
export { findProcess, inForce, NoEditionInForce, processes, publicStage } from './editions.js';
export { getSamples, NotProved, proveAll, proveEdition, requireProof } from './proof/index.js';
export { bindingProvisions } from './binding/index.js';
export { comparedBy, type Comparable } from './comparable.js';
export { awaitsDuty, parties, partyAwaited, partyFaults, type Party } from './parties.js';
export {
  certificateConcerned,
  scopeStages,
  type CertificateConcerned,
  type ItemNamed,
  type ScopeStages,
  type StepRead,
  type Told,
} from './scope-stages.js';
export { stages, type Stage, type StageName } from './stages.js';
export { roles, type RoleName } from './roles.js';
export { administersRoles, isGrantable, needsAField, officialDuties } from './role-kinds.js';
export {
  authorityWords,
  dutyWords,
  recusalGrounds,
  takenByItself,
  type AuthorityRuleName,
  type AuthorityWords,
  type RecusalGround,
} from './authority.js';
export {
  articles,
  civilCode,
  cmaMeasures,
  criteria,
  endOfPeriods,
  instruments,
  licensingLaw,
  practice,
} from './instruments.js';
export { effects, series } from './vocabulary.js';
export { evidence, type EvidenceName } from './evidence/index.js';
export { calendarChangeIn } from './evidence/calendar-change.js';
export type { Nearer, Readers, Readership } from './evidence/readers.js';
export { assessingRoles, fieldsToCover, leadingRole, teamSize } from './evidence/team.js';
export {
  Unresolved,
  type EvidenceRule,
  type Look,
  type Reference,
  type Resolved,
  type ResolvedDocument,
  type ResolvedDraw,
  type ResolvedPerson,
  type ResolvedScopeTable,
} from './evidence/rule.js';
export {
  annulmentGrounds,
  cancellationGrounds,
  certificateProcess,
  certificateStanding,
  certificateStatuses,
  type CertificateStanding,
  type CertificateStatus,
  validYears,
} from './certificate/standing.js';
export { itemsNamed } from './certificate/memory.js';
export type { Exclusions as ItemsNamed } from './qualification/file.js';
export type { ResolvedCertificate, ResolvedItems, ResolvedRecord } from './evidence/register-facts.js';
export { authorityCodes, codes, departmentCodes, fieldCodes, FOOD_FIELD } from './codes.js';
export { checklist, clauses, starredItems, type ChecklistItem } from './checklist.js';
export { conclusionsAllowed, forcedConclusion, verdicts, type Findings, type Verdict } from './conclusion.js';
export { againstDelay, remedies, remediesUnder, type Remedy } from './remedies.js';
export type { Exclusions, QualificationFile } from './qualification/file.js';
export { text } from './evidence/fields.js';
export {
  profileChangeFaults,
  type ProfileChange,
  type ProfileChangeFault,
} from './evidence/profile-change.js';
export { laneFactsIn, profileHere } from './evidence/lane.js';
export type { ResolvedProfiles } from './evidence/office-facts.js';
export {
  profileFaults,
  profiledProcess,
  statutoryLimits,
  UnsoundProfile,
  type ProfileFault,
  type ProfileFaultName,
  type StatutoryLimits,
} from './profiles/faults.js';
export {
  laneFacts,
  laneFor,
  settingsOn,
  type Application,
  type LaneFacts,
  type LaneFound,
  type ProfileInForce,
} from './profiles/lanes.js';
export {
  profileHash,
  profileSchema,
  rulesOf,
  type Lane,
  type Profile,
  type ProfileRules,
} from './profiles/profile.js';
export { settingRemarks } from './profiles/remarks.js';
export { settingsCatalogue, usualSettings, type SettingName, type Settings } from './profiles/settings.js';
export { soundProfiles } from './profiles/sound.js';
export { profiles } from './editions.js';
