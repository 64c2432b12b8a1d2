/** How cases come to their states: by which steps, and of which kind of application where not every one gets there. */
import { stateOf } from './matrix-processes.js';

/** What is applied for by each kind of application that the cells are asked of, and with what. */
export interface Application {
  opens: { kind: string; route?: string; changes?: string[] };
  /** Whether it is for the environment, and so, unless it is an extension on a commitment, in the emergency lane. */
  environment?: true;
  /** Whether the team assesses otherwise than on site. */
  mode?: 'remote' | 'written';
  /** Whether it is about the certificate that is given up in the end. */
  doomed?: true;
}

const first = { kind: 'first' };
const extension = { kind: 'extension' };
const commitment = { route: 'commitment' };

export const applications: Record<string, Application> = {
  usual: { opens: first },
  /** Its file does not allow an assessment. */
  failing: { opens: first },
  /** Everything allowed was asked for, and supplied. */
  supplied: { opens: first },
  remote: { opens: first, mode: 'remote' },
  /** On a lane, and what is: accepted with something missing. */
  inLane: { opens: first, environment: true },
  gaps: { opens: first, environment: true },
  gapsAndRemote: { opens: first, environment: true, mode: 'remote' },
  gapsAndWritten: { opens: extension, environment: true, mode: 'written' },
  gapsAndCommitment: { opens: { ...first, ...commitment }, environment: true },
  extension: { opens: extension, mode: 'written' },
  commitment: { opens: { ...first, ...commitment } },
  /** Another kind of application than all others on a commitment: taken back, it closes the route for this kind alone. */
  committedExtension: { opens: { ...extension, ...commitment }, environment: true },
  committedInLane: { opens: { ...first, ...commitment }, environment: true },
  filing: { opens: { kind: 'change', changes: ['topManager'] } },
  change: { opens: { kind: 'change', changes: ['standards'] } },
  cancellation: { opens: { kind: 'cancellation' } },
  /** Of a verification: the body was heard; or its certificate has gone, by the kinds of grant that it verifies. */
  heard: { opens: { ...first, ...commitment }, environment: true },
  gone: { opens: { ...first, ...commitment } },
  goneExtension: { opens: { ...extension, ...commitment }, environment: true, doomed: true },
  goneInLane: { opens: { ...first, ...commitment }, environment: true },
};

/** Of which kind a case has to be where only some come to the state, or where only to some the step is open. */
const kinds: Record<string, Record<string, string>> = {
  qualification: {
    ...{ decidingOnTheSpot: 'commitment', remoteAssessment: 'remote', documentAssessment: 'extension' },
    ...{ hearingOffered: 'failing', hearingAskedFor: 'failing', hearingAnnounced: 'failing' },
    ...{ hearingDue: 'failing', refused: 'failing' },
    ...{ filed: 'filing', amended: 'change', approvalCancelled: 'cancellation' },
    ...{ '*/commit': 'commitment', '*/declareChange': 'change', '*/giveUp': 'cancellation' },
    ...{ '*/acceptWithGaps': 'inLane', '*/fileChange': 'filing', '*/allowFurtherSupplement': 'supplied' },
    ...{ '*/withdrawCommitment': 'committedExtension', '*/listForEmergency': 'inLane' },
    ...{
      '*/approveChange': 'change',
      '*/approveCancellation': 'cancellation',
      '*/amendCertificate': 'change',
    },
    ...{ 'awaitingDecision/refuse': 'failing', '*/supplyGaps': 'gaps' },
    ...{
      'decidingOnTheSpot/supplyGaps': 'gapsAndCommitment',
      'remoteAssessment/supplyGaps': 'gapsAndRemote',
    },
    'documentAssessment/supplyGaps': 'gapsAndWritten',
  },
  commitmentVerification: {
    // What is decided on what a lane owes bans nobody and closes no route: the others are asked of it.
    ...{ awaitingDecision: 'committedInLane', notAnnulled: 'committedInLane' },
    ...{ certificateAnnulled: 'heard', itemsAnnulled: 'heard' },
    ...{ '*/annulTheCertificate': 'heard', '*/annulTheItems': 'heard' },
    ...{ '*/endAsNothingIsLeft': 'gone', nothingToVerify: 'gone' },
    'usual.formingTheTeam/endAsNothingIsLeft': 'goneExtension',
    'usual.onSite/endAsNothingIsLeft': 'goneExtension',
    'followUp.formingTheTeam/endAsNothingIsLeft': 'goneInLane',
    'followUp.onSite/endAsNothingIsLeft': 'goneInLane',
    'awaitingDecision/endAsNothingIsLeft': 'goneInLane',
  },
};

/** The kind of the case in which a step is asked about. */
export function kindFor(process: string, state: string, step: string): string {
  const of = kinds[process] ?? {};
  const isPossible = stateOf(process, state).steps.some(({ name }) => name === step);
  if (!isPossible) return of[state] ?? 'usual';
  return of[`${state}/${step}`] ?? of[`*/${step}`] ?? of[state] ?? 'usual';
}

/** Steps that are open to some kinds of application alone, as is known before there is any evidence. */
const openTo: Record<string, readonly string[]> = {
  'received/allowFurtherSupplement': ['supplied'],
  'formingTheTeam/listForEmergency': ['inLane', 'gaps'],
};

export const isOpenTo = (kind: string, state: string, step: string): boolean =>
  openTo[`${state}/${step}`]?.includes(kind) ?? true;

/** The state before, the step that leads on, which of its ways, and of which kind the case comes from there. */
type Last = readonly [from: string, step: string, variant?: string, kind?: string];

const owed = 'owed';
/** A clock that runs out. */
const clock = 'clock';

/** The first state of each process is where it begins; one that another case opens begins in that. */
const wayTo: Record<string, Record<string, Last>> = {
  qualification: {
    discarded: ['drafting', 'discard'],
    received: ['drafting', 'submit'],
    withdrawn: ['received', 'withdraw'],
    notAccepted: ['received', 'refuseToAccept'],
    awaitingSupplement: ['received', 'requestSupplement'],
    filed: ['received', 'fileChange'],
    decidingOnTheSpot: ['received', 'accept'],
    formingTheTeam: ['received', 'accept'],
    materialReview: ['formingTheTeam', 'appointTeam'],
    awaitingMaterials: ['materialReview', 'reviewMaterials', 'hold'],
    arrangingTheVisit: ['materialReview', 'reviewMaterials'],
    onSiteAssessment: ['arrangingTheVisit', 'sendVisitNotice'],
    remoteAssessment: ['arrangingTheVisit', 'sendVisitNotice'],
    documentAssessment: ['formingTheTeam', 'appointTeam'],
    terminationProposed: ['onSiteAssessment', 'proposeTermination'],
    rectifying: ['onSiteAssessment', 'conclude', 'rectify'],
    verifying: ['rectifying', 'submitRectification'],
    awaitingDecision: ['onSiteAssessment', 'conclude'],
    hearingOffered: ['awaitingDecision', 'offerHearing'],
    hearingAskedFor: ['hearingOffered', 'askForHearing'],
    hearingAnnounced: ['hearingAskedFor', 'announceHearing'],
    hearingDue: ['hearingAnnounced', 'lapseIntoHearing', 'days'],
    awaitingCertificate: ['awaitingDecision', 'grant'],
    certified: ['awaitingCertificate', 'issueCertificate'],
    amended: ['awaitingCertificate', 'amendCertificate'],
    approvalCancelled: ['awaitingDecision', 'approveCancellation'],
    refused: ['awaitingDecision', 'refuse'],
  },
  certificate: {
    inRenewal: ['valid', 'beginRenewal', owed],
    renewedBySilence: ['inRenewal', 'stayInForce', clock],
    expired: ['valid', 'expire', clock],
    replaced: ['valid', 'beReplaced', owed],
    cancelled: ['valid', 'cancelOnAGround'],
    annulled: ['valid', 'decideToAnnul'],
  },
  commitmentVerification: {
    'prompt.onSite': ['prompt.formingTheTeam', 'appointTeam'],
    'usual.onSite': ['usual.formingTheTeam', 'appointTeam'],
    'followUp.onSite': ['followUp.formingTheTeam', 'appointTeam'],
    rectifying: ['prompt.onSite', 'report', 'largelyTrue'],
    verifying: ['rectifying', 'submitRectification'],
    awaitingDecision: ['followUp.onSite', 'report', 'false'],
    foundTrue: ['prompt.onSite', 'report'],
    rectified: ['verifying', 'verify'],
    certificateAnnulled: ['awaitingDecision', 'annulTheCertificate'],
    itemsAnnulled: ['awaitingDecision', 'annulTheItems'],
    notAnnulled: ['awaitingDecision', 'doNotAnnul'],
    nothingToVerify: ['prompt.formingTheTeam', 'endAsNothingIsLeft'],
  },
  emergencyListing: {
    'listed.inDoubt': ['listed.toBeChecked', 'check', 'notInOrder'],
    'listed.checked': ['listed.toBeChecked', 'check'],
    ended: ['listed.toBeChecked', 'sunset', clock],
    removed: ['listed.toBeChecked', 'remove'],
  },
  roleGrant: {
    discarded: ['drafting', 'discard'],
    grantProposed: ['drafting', 'proposeGrant'],
    withdrawalProposed: ['drafting', 'proposeWithdrawal'],
    granted: ['grantProposed', 'confirmGrant'],
    withdrawn: ['withdrawalProposed', 'confirmWithdrawal'],
    declined: ['grantProposed', 'decline'],
    takenBack: ['grantProposed', 'takeBack'],
  },
  representation: {
    discarded: ['drafting', 'discard'],
    submitted: ['drafting', 'submit'],
    awaitingCorrection: ['submitted', 'requestCorrection'],
    inForce: ['submitted', 'confirm'],
    refused: ['submitted', 'refuse'],
    withdrawn: ['submitted', 'withdraw'],
    givenUp: ['inForce', 'giveUp'],
    revoked: ['inForce', 'revoke'],
    succeeded: ['inForce', 'beSucceeded', owed],
  },
  invitation: {
    discarded: ['drafting', 'discard'],
    invited: ['drafting', 'invite'],
    inForce: ['invited', 'accept'],
    declined: ['invited', 'decline'],
    takenBack: ['invited', 'takeBack'],
    ended: ['inForce', 'end'],
    revoked: ['inForce', 'revoke'],
    fallen: ['inForce', 'fallWithTheInviter', owed],
  },
  absence: { discarded: ['drafting', 'discard'], entered: ['drafting', 'enter'], ended: ['entered', 'end'] },
  interest: {
    discarded: ['drafting', 'discard'],
    declared: ['drafting', 'declare'],
    liftingProposed: ['declared', 'proposeLifting'],
    lifted: ['liftingProposed', 'confirmLifting'],
  },
  suspension: {
    discarded: ['drafting', 'discard'],
    suspended: ['drafting', 'suspend'],
    suspensionProposed: ['drafting', 'proposeSuspension'],
    reinstatementProposed: ['drafting', 'proposeReinstatement'],
    reinstated: ['reinstatementProposed', 'confirmReinstatement'],
    declined: ['suspensionProposed', 'decline'],
    takenBack: ['suspensionProposed', 'takeBack'],
  },
  calendarChange: {
    discarded: ['drafting', 'discard'],
    proposed: ['drafting', 'propose'],
    inForce: ['proposed', 'confirmChange'],
    declined: ['proposed', 'decline'],
    takenBack: ['proposed', 'takeBack'],
  },
  profileChange: {
    discarded: ['drafting', 'discard'],
    proposed: ['drafting', 'propose'],
    inForce: ['proposed', 'confirmChange'],
    declined: ['proposed', 'decline'],
    takenBack: ['proposed', 'takeBack'],
  },
};

const committed: Record<string, Last> = {
  received: ['drafting', 'commit'],
  awaitingCertificate: ['decidingOnTheSpot', 'grantOnCommitment'],
};
const notGoingOn: Record<string, Last> = {
  awaitingDecision: ['materialReview', 'reviewMaterials', 'doNotGoOn'],
};
const withGaps: Record<string, Last> = { ...notGoingOn, formingTheTeam: ['received', 'acceptWithGaps'] };
const declared: Record<string, Last> = {
  received: ['drafting', 'declareChange'],
  awaitingDecision: ['received', 'accept'],
};

/** Where a kind of application goes another way. */
const otherwise: Record<string, Record<string, Last>> = {
  ...{ failing: notGoingOn, inLane: notGoingOn },
  supplied: { received: ['awaitingSupplement', 'supplement', undefined, 'usual'] },
  ...{ gaps: withGaps, gapsAndRemote: withGaps, gapsAndWritten: withGaps },
  gapsAndCommitment: { ...committed, decidingOnTheSpot: ['received', 'acceptWithGaps'] },
  ...{ commitment: committed, committedExtension: committed, committedInLane: committed, gone: committed },
  ...{ goneExtension: committed, goneInLane: committed },
  heard: {
    ...committed,
    awaitingDecision: ['awaitingDecision', 'stateItsView', undefined, 'committedInLane'],
  },
  filing: { received: ['drafting', 'declareChange'] },
  change: { ...declared, awaitingCertificate: ['awaitingDecision', 'approveChange'] },
  cancellation: { ...declared, received: ['drafting', 'giveUp'] },
};

/** By which step of an application, of which kind unless it is told, a case is opened in this state. */
const openedBy: Record<string, Record<string, Last>> = {
  certificate: { valid: ['awaitingCertificate', 'issueCertificate', undefined, 'commitment'] },
  commitmentVerification: {
    'prompt.formingTheTeam': ['awaitingCertificate', 'issueCertificate', undefined, 'commitment'],
    'usual.formingTheTeam': ['awaitingCertificate', 'amendCertificate', undefined, 'committedExtension'],
    'followUp.formingTheTeam': ['awaitingCertificate', 'issueCertificate', undefined, 'committedInLane'],
  },
  emergencyListing: { 'listed.toBeChecked': ['formingTheTeam', 'listForEmergency', undefined, 'inLane'] },
};

/** One step on the way of a case; `process` is of the case that takes it, and `kind` what is applied for there. */
export interface Leg {
  process: string;
  step: string;
  variant: string | undefined;
  kind: string;
  /** In which state it opens the case that goes on, where it opens one. */
  opens?: string;
}

/** The steps from the opening to a state. A state that this file does not know must be told how it is reached. */
export function wayOf({ process, state, kind }: { process: string; state: string; kind: string }): Leg[] {
  const opened = openedBy[process]?.[state];
  if (opened !== undefined) {
    const legs = legsTo('qualification', opened, kind === 'usual' ? opened[3]! : kind);
    return legs.map((leg, place) => (place === legs.length - 1 ? { ...leg, opens: state } : leg));
  }
  if (state === 'drafting') return [];
  const last = otherwise[kind]?.[state] ?? wayTo[process]?.[state];
  if (last === undefined) throw new Error(`nobody has said how a case of ${process} comes to ${state}`);
  return legsTo(process, last, last[3] ?? kind);
}

const legsTo = (process: string, [from, step, variant]: Last, kind: string): Leg[] => [
  ...wayOf({ process, state: from, kind }),
  { process, step, variant, kind },
];
