/** How a case's memory changes. Each returns only what changes. */
import { validUntil } from '#calendar';
import type { Assign, Facts, Given, Json } from '#process';
import { validYears } from '../certificate/standing.js';
import { FOOD_FIELD } from '../codes.js';
import { nothingExcluded } from '../evidence/facts.js';
import { count, list, numbers, objectOf, word } from '../office/memory.js';
import { cameInTime } from './application.guards.js';
import { handlingOfAll } from './changes.js';
import { fileOf } from './file.js';

/** The scope, and the field that follows from it: a body with any food capability takes field 00. */
function scopeAndField(scope: Json | undefined, applied: string | null): Facts {
  const { table = null, digest = null, rows = 0, food = false, medical = false } = objectOf(scope);
  const { specialFood = false, mandatoryStandards = false } = objectOf(scope);
  return {
    scope: { table, digest, rows, food, medical, specialFood, mandatoryStandards },
    fieldApplied: applied,
    fieldCode: food === true ? FOOD_FIELD : applied,
  };
}

/** What every application brings: its number, its day, the certificate it is about, the lane it takes. */
function received({ evidence, world, today }: Given): Facts {
  const { lane, promised, allows, owes, settings } = objectOf(evidence.lane);
  return {
    caseNumber: word(world.caseNumber),
    receivedOn: today,
    recordedOn: today,
    certificate: heldIn(evidence),
    lane: lane ?? null,
    promised: promised ?? null,
    allows: allows ?? null,
    owes: owes ?? null,
    settings: settings ?? null,
  };
}

function heldIn(evidence: Facts): Facts | null {
  const {
    case: life,
    number,
    issuedOn,
    validUntil: last,
    fieldCode,
    departmentCode,
  } = objectOf(evidence.certificate);
  if (word(number) === null) return null;
  return {
    ...{ case: life ?? null, number: number ?? null, issuedOn: issuedOn ?? null, validUntil: last ?? null },
    ...{ fieldCode: fieldCode ?? null, departmentCode: departmentCode ?? null },
  };
}

/** An application with the form, by either route. */
function applied(context: Facts, given: Given): Facts {
  const { evidence, today } = given;
  const { kind, changes } = fileOf(context);
  const held = heldIn(evidence);
  const last = word(held?.validUntil);
  const atOnce = list(objectOf(objectOf(evidence.lane).allows).declarations);
  const byDeclaration =
    kind === 'renewal' && evidence.substantiveChange === false && atOnce.includes('renewal');
  return {
    ...received(given),
    handling: byDeclaration ? 'declaration' : handlingOfAll(changes, false),
    renewalInTime: kind === 'renewal' && last !== null ? cameInTime(today, last) : null,
    substantiveChange: evidence.substantiveChange === true,
    departmentCode: word(evidence.departmentCode),
    managementSystemSince: word(evidence.managementSystemSince),
    ...scopeAndField(evidence.scope, word(evidence.fieldCode)),
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
function exclusionsIn(left: Json | undefined): Facts {
  const { count: number = 0, digest = null, items = [] } = objectOf(left);
  return { count: number, digest, items };
}

/**
 * What acceptance settles, by an officer or by silence. A renewal is one only if it is accepted while its
 * certificate is in force (our reading of article 50 of the Licensing Law, by which the authority decides before the end): else
 * an applicant who kept a supplement back till then would be granted by silence, and a certificate that is over would be
 * renewed. What is taken as a first application is assessed like one, whatever a lane lets renewals declare.
 */
function accepted(context: Facts, today: string, on: string | null, late: string | null): Facts {
  const { kind, renewalInTime, certificate, settings } = fileOf(context);
  if (kind !== 'renewal') return { acceptedOn: on };
  const last = certificate?.validUntil ?? null;
  const treated = late ?? settings?.lateRenewal ?? 'asFirst';
  const isInForce = last !== null && today <= last;
  return (renewalInTime === true || treated === 'asRenewal') && isInForce
    ? { acceptedOn: on, renewalUntil: last, renews: certificate?.case ?? null }
    : { acceptedOn: on, kind: 'first', handling: 'assessment' };
}

export const assigns = {
  recordApplication: applied,
  recordChange: (context, given) => {
    const { evidence } = given;
    const { changes } = fileOf(context);
    const held = heldIn(evidence);
    const field = word(held?.fieldCode);
    return {
      ...received(given),
      handling: handlingOfAll(changes, evidence.expertReview === true),
      departmentCode: word(held?.departmentCode),
      cancels: exclusionsIn(evidence.cancels),
      ...(evidence.scope === null
        ? { fieldApplied: field, fieldCode: field }
        : scopeAndField(evidence.scope, field)),
    };
  },
  recordCancellation: (_, given) => received(given),
  // The day on which a renewal came says whether it came in time; the day of its supplement says nothing of that.
  recordDayOfReceipt: (context, { evidence }): Facts => {
    const { renewalInTime, supplementsRequested, certificate } = fileOf(context);
    const receivedOn = word(evidence.receivedOn);
    const ofTheApplication = renewalInTime !== null && supplementsRequested === 0;
    return ofTheApplication && receivedOn !== null && certificate !== null
      ? { receivedOn, renewalInTime: cameInTime(receivedOn, certificate.validUntil) }
      : { receivedOn };
  },
  recordCorrection: (context, { evidence }) => ({
    correctedOnTheSpot: fileOf(context).correctedOnTheSpot + count(evidence.corrected),
  }),
  recordSupplementRequest: (context, { evidence, today }) => ({
    supplementsRequested: fileOf(context).supplementsRequested + 1,
    supplementRequestedOn: today,
    asked: count(evidence.asked),
    unanswered: count(evidence.asked),
  }),
  recordFurtherSupplement: (context) => ({
    supplementsAllowed: fileOf(context).supplementsRequested + 1,
  }),
  // What arrives now is answered within five working days of now.
  recordSupplement: (context, given) => ({
    ...supplied(context, given),
    ...{ receivedOn: given.today, recordedOn: given.today },
  }),
  recordAcceptance: (context, { evidence, today }) =>
    accepted(context, today, today, word(evidence.lateRenewal)),
  recordGaps: (context, { evidence }) => {
    const until = objectOf(objectOf(context.allows).outstandingUntil);
    const soon = list(evidence.requirements).some((requirement) => until[requirement] === 'assessment');
    return { gaps: count(evidence.gaps), gapsUntil: soon ? 'assessment' : 'decision' };
  },
  recordClosedGaps: () => ({ gaps: 0, gapsUntil: null }),
  recordAcceptanceBySilence: (context, { today }) => ({
    ...accepted(context, today, fileOf(context).receivedOn, null),
    acceptedBySilence: true,
  }),
  recordNonAcceptance: (_, { evidence }) => ({
    nonAcceptanceGround: word(evidence.ground),
    falseMaterial: evidence.ground === 'falseMaterial',
  }),
  // Without an assessment the decision's days run from acceptance.
  recordReadiness: (context) => ({ conclusionReceivedOn: fileOf(context).acceptedOn }),
  recordListing: (_, { today }) => ({ listedOn: today }),
  recordTeam: (_, { evidence }) => ({
    team: {
      leader: word(evidence.leader),
      members: Array.isArray(evidence.members) ? evidence.members : [],
    },
    mode: word(evidence.mode),
    modeGround: word(evidence.ground),
  }),
  recordEscalation: (_, { evidence }) => ({
    mode: word(evidence.mode),
    modeGround: word(evidence.ground),
    escalated: true,
  }),
  recordHold: (context, { evidence }) => ({
    materialHolds: fileOf(context).materialHolds + 1,
    asked: count(evidence.asked),
    unanswered: count(evidence.asked),
  }),
  recordMaterials: supplied,
  recordVisit: (_, { evidence }) => ({ visit: objectOf(evidence.visit) }),
  recordReport: (_, { evidence }) => {
    const { conforming = 0, basicallyConforming, nonconforming } = objectOf(evidence.findings);
    return {
      visit: objectOf(evidence.visited),
      findings: {
        conforming,
        basicallyConforming: numbers(basicallyConforming),
        nonconforming: numbers(nonconforming),
      },
      itemsDigest: word(evidence.itemsDigest),
      archived: count(objectOf(evidence.archive).count),
      nonconformities: count(evidence.nonconformities),
      openNonconformities: count(evidence.nonconformities),
      recheckOnSite: evidence.recheckOnSite === true,
      proposedExclusions: exclusionsIn(evidence.exclusions),
      signatories: count(evidence.signatories),
      conclusion: word(evidence.conclusion),
    };
  },
  recordReview: (_, { evidence }) => ({
    proposedExclusions: exclusionsIn(evidence.exclusions),
    signatories: count(evidence.signatories),
    conclusion: word(evidence.conclusion),
  }),
  recordProposedTermination: (_, { evidence }) => ({ terminationProposed: word(evidence.ground) }),
  recordTermination: (context) => ({
    terminated: fileOf(context).terminationProposed,
    conclusion: 'nonconforming',
  }),
  recordContinuation: () => ({ terminationProposed: null }),
  recordOverdueRectification: () => ({ rectificationOverdue: true }),
  recordVerification: (_, { evidence }) => ({ openNonconformities: numbers(evidence.notClosed).length }),
  recordConformity: () => ({ conclusion: 'conforming' }),
  recordNonconformity: () => ({ conclusion: 'nonconforming' }),
  recordReceiptOfTheConclusion: (_, { today }) => ({ conclusionReceivedOn: today }),
  recordHearingOffered: () => ({ hearing: 'offered' }),
  recordHearingAskedFor: () => ({ hearing: 'askedFor' }),
  recordHearingAnnounced: (_, { evidence }) => ({ hearing: 'announced', hearingOn: word(evidence.on) }),
  recordHearingHeld: () => ({ hearing: 'held' }),
  recordHearingWaived: () => ({ hearing: 'waived' }),
  recordExtension: (_, { evidence }) => ({ decisionExtendedBy: count(evidence.workingDays) }),
  recordGrant: (_, { today }) => ({
    decision: 'whole',
    grantedOn: today,
    excluded: nothingExcluded,
  }),
  // What was committed to and granted by silence rests on the commitment all the same, and is verified.
  recordGrantBySilence: (context, { today }) => ({
    decision: 'whole',
    grantedBySilence: true,
    ...(fileOf(context).route === 'commitment' && { onCommitment: true }),
    grantedOn: today,
    excluded: nothingExcluded,
  }),
  recordGrantInPart: (_, { evidence, today }) => ({
    decision: 'part',
    grantedOn: today,
    excluded: exclusionsIn(evidence.exclusions),
  }),
  recordGrantOnCommitment: (_, { today }) => ({
    decision: 'whole',
    onCommitment: true,
    grantedOn: today,
    excluded: nothingExcluded,
  }),
  recordRefusal: (_, { evidence, today }) => ({
    decision: 'refused',
    refusedOn: today,
    refusalGround: word(evidence.ground),
    falseMaterial: evidence.ground === 'falseMaterial',
  }),
  recordCertificate: (_, { evidence, world, today }) => ({
    certificateNumber: word(world.certificateNumber),
    certificateForm: word(evidence.form),
    issuedOn: today,
    validUntil: validUntil(today, validYears),
  }),
  // An extension or a change keeps the number and the end of the certificate held.
  recordAmendment: (context, { evidence, today }) => {
    const { certificate } = fileOf(context);
    return {
      certificateNumber: certificate?.number ?? null,
      certificateForm: word(evidence.form),
      issuedOn: today,
      validUntil: certificate?.validUntil ?? null,
    };
  },
  recordWithdrawal: (_, { today }) => ({ withdrawnOn: today }),
} as const satisfies Record<string, Assign>;
