export { assessorDraws, Assessors, drawFacts, drawInput, type DrawView } from './assessors.js';
export {
  drawAlgorithm,
  drawLimits,
  drawTeam,
  isDrawn,
  type Candidate,
  type DrawAsked,
  type DrawnTeam,
  type NoTeam,
} from './assessor-draw.js';
export {
  digestOfDraw,
  drawAgain,
  drawGrounds,
  drawRecord,
  faultOfGrounds,
  readDraw,
  type Draw,
  type DrawGrounds,
  type DrawnAgain,
} from './draw-record.js';
export { creditCodeFault, withCheckCharacter } from './credit-code.js';
export type { CreditCodeFault } from './credit-code.js';
export { fieldOf, formatCertificateNumber, parseCertificateNumber } from './certificate-number.js';
export type {
  CertificateNumber,
  CertificateNumberFault,
  CertificateNumberTables,
  CodeTable,
  ReadCertificateNumber,
} from './certificate-number.js';
export { readScopeTable, scopeTableLimits } from './scope-table.js';
export type { ScopeTable, ScopeTableLimits } from './scope-table.js';
export { scopeColumns } from './scope-rules.js';
export type { ScopeCategory, ScopeColumn, ScopeRemark, ScopeRow } from './scope-rules.js';
export {
  certificateNumbers,
  Certificates,
  type CertificateState,
  type CertificateSummary,
  type CertificateView,
} from './certificates.js';
export {
  institutionInput,
  Institutions,
  insertInstitution,
  type Institution,
  type InstitutionInput,
} from './institutions.js';
export { RegisterModule, registerWith } from './register.module.js';
export { CaseScopes, type ScopeOfCase, type StageSeen } from './case-scopes.js';
export {
  becomes,
  type Becomes,
  type ItemBeside,
  type ScopeCounts,
  type SignatoryBeside,
} from './scope-beside.js';
export { ScopeTables, type ScopeImport } from './scope-tables.js';
