/** The law: processes by edition, and the names they are written in. Pure; knows no storage and no framework. */
export { calendarProcess } from './office/editions.js';
export { findProcess, inForce, NoEditionInForce, processes, publicStage } from './editions.js';
export { comparedBy, type Comparable } from './comparable.js';
export { awaitsDuty, parties, partyAwaited, partyFaults, type Party } from './parties.js';
export { stages, type Stage, type StageName } from './stages.js';
export { roles, type RoleName } from './roles.js';
export { administersRoles, isGrantable, needsAField, officialDuties } from './role-kinds.js';
export {
  authorityWords,
  dutyWords,
  recusalGrounds,
  takenByTheClock,
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
export { authorityCodes, codes, departmentCodes, fieldCodes, FOOD_FIELD } from './codes.js';
export { checklist, clauses, starredItems, type ChecklistItem } from './checklist.js';
export { conclusionsAllowed, forcedConclusion, verdicts, type Findings, type Verdict } from './conclusion.js';
export { againstDelay, remedies, remediesUnder, type Remedy } from './remedies.js';
export type { Exclusions, QualificationFile } from './qualification/2023-12-01.file.js';
export { text } from './evidence/fields.js';
