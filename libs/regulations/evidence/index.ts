/** Every kind of evidence by name: the request bodies of all steps of all editions. */
import { applicationForm, commitmentApplication, opening, supplement, withdrawal } from './application.js';
import { assessmentReport, onSiteReport, remoteAssessmentReport, remoteReport } from './assessment.js';
import { documentReport, escalation, materialReview } from './document-review.js';
import { cancellationRequest, changeDeclaration } from './change.js';
import {
  cancellationApproval,
  certificateIssue,
  changeApproval,
  commitmentGrant,
  decisionExtension,
  emergencyList,
  grantDecision,
  partialGrantDecision,
  refusal,
} from './decision.js';
import { annulmentDecision, cancellationRecord, itemAnnulmentDecision } from './certificate-life.js';
import { absenceEntry } from './absence.js';
import { hearingNotice, hearingOffer, hearingRecord, hearingRequest } from './hearing.js';
import {
  acceptanceNotice,
  filing,
  furtherSupplement,
  nonAcceptance,
  onTheSpotCorrection,
  receiptCorrection,
  supplementNotice,
  tolerantAcceptance,
} from './intake.js';
import { calendarChangeConfirmation, calendarChangeProposal } from './calendar-change.js';
import {
  bodyStatement,
  commitmentAnnulment,
  commitmentFindings,
  commitmentItemAnnulment,
  commitmentReport,
  nothingToVerify,
  proposalNotFollowed,
} from './commitment-verification.js';
import { emergencyCheck, emergencyKept, emergencyRemoval } from './emergency-listing.js';
import { profileChangeConfirmation, profileChangeProposal } from './profile-change.js';
import { interestDeclaration } from './interest.js';
import { rectificationReport, verificationOpinion } from './rectification.js';
import {
  correctionRequest,
  invitation,
  invitationAcceptance,
  representationClaim,
  representationConfirmation,
  representationRevocation,
} from './representation.js';
import {
  roleGrantConfirmation,
  roleGrantProposal,
  roleWithdrawalConfirmation,
  roleWithdrawalProposal,
} from './role-proposal.js';
import type { EvidenceRule } from './rule.js';
import { statedReason } from './stated-reason.js';
import {
  reinstatementConfirmation,
  reinstatementProposal,
  suspensionConfirmation,
  suspensionOrder,
  suspensionProposal,
} from './suspension.js';
import { teamAppointment, visitNotice } from './team.js';
import { terminationAnswer, terminationProposal } from './termination.js';

const byName = {
  opening,
  applicationForm,
  commitmentApplication,
  changeDeclaration,
  cancellationRequest,
  supplementNotice,
  supplement,
  onTheSpotCorrection,
  furtherSupplement,
  receiptCorrection,
  acceptanceNotice,
  tolerantAcceptance,
  nonAcceptance,
  filing,
  teamAppointment,
  materialReview,
  visitNotice,
  onSiteReport,
  remoteReport,
  assessmentReport,
  remoteAssessmentReport,
  documentReport,
  escalation,
  terminationProposal,
  terminationAnswer,
  rectificationReport,
  verificationOpinion,
  emergencyList,
  hearingOffer,
  hearingRequest,
  hearingNotice,
  hearingRecord,
  grantDecision,
  partialGrantDecision,
  commitmentGrant,
  changeApproval,
  cancellationApproval,
  refusal,
  decisionExtension,
  certificateIssue,
  withdrawal,
  cancellationRecord,
  annulmentDecision,
  itemAnnulmentDecision,
  commitmentReport,
  commitmentFindings,
  bodyStatement,
  commitmentAnnulment,
  commitmentItemAnnulment,
  proposalNotFollowed,
  nothingToVerify,
  emergencyCheck,
  emergencyRemoval,
  emergencyKept,
  statedReason,
  roleGrantProposal,
  roleGrantConfirmation,
  roleWithdrawalProposal,
  roleWithdrawalConfirmation,
  representationClaim,
  correctionRequest,
  representationConfirmation,
  representationRevocation,
  invitation,
  invitationAcceptance,
  absenceEntry,
  interestDeclaration,
  suspensionOrder,
  suspensionProposal,
  suspensionConfirmation,
  reinstatementProposal,
  reinstatementConfirmation,
  calendarChangeProposal,
  calendarChangeConfirmation,
  profileChangeProposal,
  profileChangeConfirmation,
} as const;

export type EvidenceName = keyof typeof byName;

export const evidence: Record<EvidenceName, EvidenceRule> = byName;
