import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { evidence } from '../index.js';

/**
 * Who reads each kind of evidence, written by hand a second time: whoever changes a readership, or adds a kind, says so
 * here too. What the applicant brings, is served with or signs is for the parties.
 */
const reviewed: Record<string, string> = {
  opening: 'parties',
  applicationForm: 'parties; contactPerson: withoutAssessors',
  commitmentApplication: 'parties; contactPerson: withoutAssessors',
  changeDeclaration: 'parties',
  cancellationRequest: 'parties',
  supplementNotice: 'parties',
  supplement: 'parties',
  receiptCorrection: 'parties',
  acceptanceNotice: 'parties',
  tolerantAcceptance: 'parties',
  onTheSpotCorrection: 'parties',
  furtherSupplement: 'parties',
  filing: 'parties',
  nonAcceptance: 'parties',
  teamAppointment: 'parties',
  materialReview: 'parties; opinion: office',
  visitNotice: 'parties',
  onSiteReport: 'parties',
  remoteReport: 'parties',
  assessmentReport: 'parties',
  remoteAssessmentReport: 'parties',
  documentReport: 'parties',
  escalation: 'parties',
  terminationProposal: 'office',
  terminationAnswer: 'parties',
  rectificationReport: 'parties',
  verificationOpinion: 'office',
  grantDecision: 'parties',
  partialGrantDecision: 'parties',
  commitmentGrant: 'parties',
  changeApproval: 'parties',
  cancellationApproval: 'parties',
  emergencyList: 'parties',
  hearingOffer: 'parties',
  hearingRequest: 'parties',
  hearingNotice: 'parties',
  hearingRecord: 'parties',
  refusal: 'parties',
  decisionExtension: 'parties',
  certificateIssue: 'parties',
  withdrawal: 'parties',
  cancellationRecord: 'parties',
  annulmentDecision: 'parties',
  itemAnnulmentDecision: 'parties',
  commitmentReport: 'parties',
  commitmentFindings: 'parties',
  bodyStatement: 'parties',
  commitmentAnnulment: 'parties',
  commitmentItemAnnulment: 'parties',
  proposalNotFollowed: 'parties',
  nothingToVerify: 'parties',
  emergencyCheck: 'parties',
  emergencyRemoval: 'parties',
  emergencyKept: 'parties',
  statedReason: 'concerned',
  roleGrantProposal: 'concerned',
  roleGrantConfirmation: 'concerned',
  roleWithdrawalProposal: 'concerned',
  roleWithdrawalConfirmation: 'concerned',
  suspensionOrder: 'concerned',
  suspensionProposal: 'concerned',
  suspensionConfirmation: 'concerned',
  reinstatementProposal: 'concerned',
  reinstatementConfirmation: 'concerned',
  representationClaim: 'concerned',
  correctionRequest: 'parties',
  representationConfirmation: 'parties',
  representationRevocation: 'concerned',
  invitation: 'parties',
  invitationAcceptance: 'parties',
  absenceEntry: 'concerned',
  interestDeclaration: 'concerned',
  calendarChangeProposal: 'parties',
  calendarChangeConfirmation: 'parties',
  profileChangeProposal: 'parties',
  profileChangeConfirmation: 'parties',
};

const kinds = Object.entries(evidence);
const aboutOf = (schema: z.ZodType) => z.globalRegistry.get(schema) ?? {};
/** Fields at the top, those of each form of a union. */
const fieldsOf = (schema: z.ZodType): string[] => {
  const forms = schema instanceof z.ZodUnion ? (schema.options as z.ZodType[]) : [schema];
  return forms.flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : []));
};

describe('the readership of evidence', () => {
  it('is that which was reviewed, for every kind and no other', () => {
    const declared = kinds.map(([name, { readers }]) => {
      const but = readers.by === 'parties' ? Object.entries(readers.but ?? {}) : [];
      return [name, [readers.by, ...but.map(([field, { by }]) => `${field}: ${by}`)].join('; ')];
    });
    expect(Object.fromEntries(declared)).toEqual(reviewed);
  });

  it('says why where it is narrower than the parties, in the description that clients read', () => {
    for (const [name, { readers, schema }] of kinds) {
      const nearer = readers.by === 'parties' ? Object.values(readers.but ?? {}) : [readers];
      for (const { because } of nearer) {
        expect([name, because]).toEqual([name, expect.stringMatching(/^[A-Z].{20,}\.$/)]);
        expect(aboutOf(schema).description).toContain(because);
      }
      expect(aboutOf(schema).description).toMatch(/ Read by /);
    }
  });

  it('keeps fields that there are', () => {
    for (const [name, { readers, schema }] of kinds)
      for (const field of readers.by === 'parties' ? Object.keys(readers.but ?? {}) : [])
        expect([name, fieldsOf(schema)]).toEqual([name, expect.arrayContaining([field])]);
  });
});

describe('what is handed in beforehand', () => {
  it('is a scope table, with the evidence that brings one and no other', () => {
    const bringing = kinds.filter(([, { schema }]) => fieldsOf(schema).includes('scopeTable'));
    const handing = kinds.filter(([, { handsIn }]) => handsIn?.includes('scopeTable'));
    expect(handing.map(([name]) => name)).toEqual(bringing.map(([name]) => name));
    expect(handing.length).toBeGreaterThan(0);
  });
});
