/** How a case's memory changes in the edition of 2023-12-01. Each returns only what changes. */
import type { Assign, Facts, Given, Json } from '#process';
import { FOOD_FIELD } from '../codes.js';
import { nothingExcluded } from '../evidence/facts.js';
import { count, facts, fileOf, numbers, word } from './2023-12-01.file.js';

/** The scope, and the field that follows from it: a body with any food capability takes field 00. */
function scopeAndField(scope: Json | undefined, applied: string | null): Facts {
  const { table = null, digest = null, rows = 0, food = false, medical = false } = facts(scope);
  return {
    scope: { table, digest, rows, food, medical },
    fieldApplied: applied,
    fieldCode: food === true ? FOOD_FIELD : applied,
  };
}

/** What a supplement brings: which points are answered, and a scope table that takes the place of the old one. */
function supplied(context: Facts, { evidence }: Given): Facts {
  const { asked, fieldApplied } = fileOf(context);
  return {
    unanswered: Math.max(0, asked - numbers(evidence.answered).length),
    ...(evidence.scope === undefined ? {} : scopeAndField(evidence.scope, fieldApplied)),
  };
}

/** Items left out, without what was only looked up for the guards. */
function exclusionsIn({ evidence }: Given): Facts {
  const { count: number = 0, digest = null, items = [] } = facts(evidence.exclusions);
  return { count: number, digest, items };
}

export const assigns = {
  recordApplication: (_, { evidence, world, today }) => ({
    caseNumber: word(world.caseNumber),
    receivedOn: today,
    recordedOn: today,
    departmentCode: word(evidence.departmentCode),
    managementSystemSince: word(evidence.managementSystemSince),
    ...scopeAndField(evidence.scope, word(evidence.fieldCode)),
  }),
  recordDayOfReceipt: (_, { evidence }) => ({ receivedOn: word(evidence.receivedOn) }),
  recordSupplementRequest: (context, { evidence, today }) => ({
    supplementsRequested: fileOf(context).supplementsRequested + 1,
    supplementRequestedOn: today,
    asked: count(evidence.asked),
    unanswered: count(evidence.asked),
  }),
  // What arrives now is answered within five working days of now.
  recordSupplement: (context, given) => ({
    ...supplied(context, given),
    ...{ receivedOn: given.today, recordedOn: given.today },
  }),
  recordAcceptance: (_, { today }) => ({ acceptedOn: today }),
  recordAcceptanceBySilence: (context) => ({
    acceptedOn: fileOf(context).receivedOn,
    acceptedBySilence: true,
  }),
  recordNonAcceptance: (_, { evidence }) => ({ nonAcceptanceGround: word(evidence.ground) }),
  recordTeam: (_, { evidence }) => ({
    team: {
      leader: word(evidence.leader),
      members: Array.isArray(evidence.members) ? evidence.members : [],
    },
  }),
  recordHold: (context, { evidence }) => ({
    materialHolds: fileOf(context).materialHolds + 1,
    asked: count(evidence.asked),
    unanswered: count(evidence.asked),
  }),
  recordMaterials: supplied,
  recordVisit: (_, { evidence }) => ({ visit: facts(evidence.visit) }),
  recordReport: (_, given) => {
    const { evidence } = given;
    const { conforming = 0, basicallyConforming, nonconforming } = facts(evidence.findings);
    return {
      visit: facts(evidence.visited),
      findings: {
        conforming,
        basicallyConforming: numbers(basicallyConforming),
        nonconforming: numbers(nonconforming),
      },
      itemsDigest: word(evidence.itemsDigest),
      nonconformities: count(evidence.nonconformities),
      openNonconformities: count(evidence.nonconformities),
      proposedExclusions: exclusionsIn(given),
      signatories: count(evidence.signatories),
      conclusion: word(evidence.conclusion),
    };
  },
  recordOverdueRectification: () => ({ rectificationOverdue: true }),
  recordVerification: (_, { evidence }) => ({ openNonconformities: numbers(evidence.notClosed).length }),
  recordConformity: () => ({ conclusion: 'conforming' }),
  recordNonconformity: () => ({ conclusion: 'nonconforming' }),
  recordReceiptOfTheConclusion: (_, { today }) => ({ conclusionReceivedOn: today }),
  recordExtension: (_, { evidence }) => ({ decisionExtendedBy: count(evidence.workingDays) }),
  recordGrant: (_, { today }) => ({
    decision: 'whole',
    grantedOn: today,
    excluded: nothingExcluded,
  }),
  recordGrantInPart: (_, given) => ({
    decision: 'part',
    grantedOn: given.today,
    excluded: exclusionsIn(given),
  }),
  recordRefusal: (_, { evidence, today }) => ({
    decision: 'refused',
    refusedOn: today,
    refusalGround: word(evidence.ground),
  }),
  recordCertificate: (_, { evidence, world, today }) => ({
    certificateNumber: word(world.certificateNumber),
    certificateForm: word(evidence.form),
    issuedOn: today,
  }),
  recordWithdrawal: (_, { today }) => ({ withdrawnOn: today }),
} as const satisfies Record<string, Assign>;
