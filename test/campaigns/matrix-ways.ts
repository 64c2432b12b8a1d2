import type { Caller } from '#casework';
import { demonstrationOffices } from '#identity';
import type { Process, StepRule } from '#process';
import { processes } from '#regulations';

/** A case that some cells ask about: how it is to stand, whom it is to name, on whose desk it is to lie. */
export interface WantedCase {
  key: string;
  process: string;
  state: string;
  /** The institution that it concerns, unless it concerns the authority. */
  institution: string;
  /** By the role in which the case is to name them: ids of people; `proposer` and `head` are who opens it. */
  named: Partial<Record<string, string>>;
  /** Further members of the team. */
  members: readonly string[];
  /** On whose desk each duty of the office is to lie. */
  desk: string | null;
}

/** The case as it stands, and who was there for it. */
export interface StandingCase extends WantedCase {
  id: string;
  revision: number;
  document: string;
  /** Of a grant, an invitation: whom it is about. */
  target: string;
}

/** Those who take the steps that lead to a state, where the case names nobody else. */
export interface Cast {
  /** Id of the cast's member in a role; the second where two people are needed. */
  of(role: string, second?: boolean): string;
  callerOf(person: string): Caller;
}

/** The state before, the step that leads on, and which of its ways. The first state of each process is where it begins. */
const wayTo: Record<string, Record<string, [from: string, step: string, variant?: string]>> = {
  qualification: {
    discarded: ['drafting', 'discard'],
    received: ['drafting', 'submit'],
    withdrawn: ['received', 'withdraw'],
    notAccepted: ['received', 'refuseToAccept'],
    awaitingSupplement: ['received', 'requestSupplement'],
    formingTheTeam: ['received', 'accept'],
    materialReview: ['formingTheTeam', 'appointTeam'],
    awaitingMaterials: ['materialReview', 'reviewMaterials', 'hold'],
    arrangingTheVisit: ['materialReview', 'reviewMaterials'],
    onSiteAssessment: ['arrangingTheVisit', 'sendVisitNotice'],
    rectifying: ['onSiteAssessment', 'conclude', 'rectify'],
    verifying: ['rectifying', 'submitRectification'],
    awaitingDecision: ['onSiteAssessment', 'conclude'],
    awaitingCertificate: ['awaitingDecision', 'grant'],
    certified: ['awaitingCertificate', 'issueCertificate'],
    refused: ['awaitingDecision', 'refuse'],
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
    succeeded: ['inForce', 'beSucceeded', 'owed'],
  },
  invitation: {
    discarded: ['drafting', 'discard'],
    invited: ['drafting', 'invite'],
    inForce: ['invited', 'accept'],
    declined: ['invited', 'decline'],
    takenBack: ['invited', 'takeBack'],
    ended: ['inForce', 'end'],
    revoked: ['inForce', 'revoke'],
    fallen: ['inForce', 'fallWithTheInviter', 'owed'],
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
};

/** Where each role in which cases name people is named: by the opening, or by a step. */
const namedBy: Record<string, Record<string, string>> = {
  qualification: { teamLeader: 'appointTeam', assessor: 'appointTeam' },
  representation: { claimant: 'open' },
  invitation: { invitee: 'invite' },
  absence: { declarant: 'open' },
  interest: { declarant: 'open' },
};

/** Whether a case in this state names somebody in the role. */
export function isNameable(process: string, state: string | null, role: string): boolean {
  const by = namedBy[process]?.[role];
  if (by === undefined || state === null) return by === 'open';
  return by === 'open' || wayOf(process, state).some(({ step }) => step === by);
}

/** The steps from the opening to a state. A state that this file does not know must be told how it is reached. */
export function wayOf(process: string, state: string): { step: string; variant: string | undefined }[] {
  if (processOf(process).initial === state) return [];
  const last = wayTo[process]?.[state];
  if (last === undefined) throw new Error(`nobody has said how a case of ${process} comes to ${state}`);
  const [from, step, variant] = last;
  return [...wayOf(process, from), { step, variant }];
}

export const processOf = (id: string): Process => processes.find((process) => process.id === id)!;

export const ruleOf = (process: string, step: string): StepRule =>
  processOf(process)
    .states.flatMap(({ steps }) => steps)
    .find(({ name }) => name === step)!;

/** The authority itself, whom the office's own affairs concern. */
export const authorityOf = (tenant: number): string =>
  demonstrationOffices.find((office) => office.tenant === tenant)!.authority.id;

/** The duties of the office that a state awaits; only these lie on desks. */
export const dutiesAwaited = ({ process, state }: Pick<WantedCase, 'process' | 'state'>): string[] => {
  const { steps } = processOf(process).states.find(({ name }) => name === state)!;
  return [...new Set(steps.flatMap(({ duty, on }) => (on === null && duty !== 'applying' ? [duty] : [])))];
};
