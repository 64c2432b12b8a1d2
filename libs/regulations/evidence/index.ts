/** Every kind of evidence by name: the request bodies of all steps of all editions. */
import { applicationForm, opening, supplement, withdrawal } from './application.js';
import { materialReview, onSiteReport } from './assessment.js';
import {
  certificateIssue,
  decisionExtension,
  grantDecision,
  partialGrantDecision,
  refusal,
} from './decision.js';
import { absenceEntry } from './absence.js';
import { acceptanceNotice, nonAcceptance, receiptCorrection, supplementNotice } from './intake.js';
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

const byName = {
  opening,
  applicationForm,
  supplementNotice,
  supplement,
  receiptCorrection,
  acceptanceNotice,
  nonAcceptance,
  teamAppointment,
  materialReview,
  visitNotice,
  onSiteReport,
  rectificationReport,
  verificationOpinion,
  grantDecision,
  partialGrantDecision,
  refusal,
  decisionExtension,
  certificateIssue,
  withdrawal,
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
} as const;

export type EvidenceName = keyof typeof byName;

export const evidence: Record<EvidenceName, EvidenceRule> = byName;
