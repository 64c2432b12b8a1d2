/** What a case of qualification approval remembers, in every edition: codes, counts, days and digests. */
import type { Day, Facts, Given } from '#process';
import type { Verdict } from '../conclusion.js';
import { list, word } from '../office/memory.js';
import type { LaneFacts } from '../profiles/lanes.js';
import type { Handling } from './changes.js';

/** Items of the scope left out: `site/item` in order, or null where there are too many to list. */
export type Exclusions = { count: number; digest: string; items: string[] | null };

/** The certificate that an extension, a renewal, a change or a cancellation is about. */
export type Held = {
  case: string | null;
  number: string;
  issuedOn: Day;
  validUntil: Day;
  fieldCode: string;
  departmentCode: string;
};

/** The context. Null means: not yet, or never in this case. */
export type QualificationFile = {
  /** The applicant. */
  institution: string | null;
  kind: 'first' | 'extension' | 'renewal' | 'change' | 'cancellation';
  route: 'general' | 'commitment';
  /** What a change changes. */
  changes: string[];
  handling: Handling | null;
  /** Null in it: a certificate of before certificates had a case of their own. */
  certificate: Held | null;
  /** Of a renewal: applied for three months before the certificate ends; or taken as if it had been. */
  renewalInTime: boolean | null;
  /** The last day of a certificate whose renewal was accepted in time: the authority has to decide by then. */
  renewalUntil: Day | null;
  /** The case of that certificate, while the renewal is handled. */
  renews: string | null;
  /** Of a renewal: whether something changed that touches the conditions. */
  substantiveChange: boolean;
  lane: LaneFacts['lane'];
  promised: LaneFacts['promised'];
  allows: LaneFacts['allows'] | null;
  owes: LaneFacts['owes'];
  settings: LaneFacts['settings'] | null;
  /** What is still missing of a file that was accepted with gaps. */
  gaps: number;
  /** Before what the first of that has to be there, as the lane says. */
  gapsUntil: 'assessment' | 'decision' | null;
  /** The day on which the body was entered in the emergency list. */
  listedOn: Day | null;
  caseNumber: string | null;
  /** The day the application, or its supplement, arrived: from here the five days of the intake run. */
  receivedOn: Day | null;
  /** The day on which that was recorded; no correction moves it. */
  recordedOn: Day | null;
  /** The day of acceptance; the day of receipt where the authority was silent. */
  acceptedOn: Day | null;
  acceptedBySilence: boolean;
  nonAcceptanceGround: string | null;
  /** Whether material was found to be false: then the law bars another application for a year. */
  falseMaterial: boolean;
  /** Errors put right at the counter. */
  correctedOnTheSpot: number;
  /** Supplements requested before acceptance, and how many may be: one, unless a supervisor said why. */
  supplementsRequested: number;
  supplementsAllowed: number;
  supplementRequestedOn: Day | null;
  /** Points of the last request, and how many of them nobody has answered. */
  asked: number;
  unanswered: number;
  /** How often the leader held the material review for a supplement. */
  materialHolds: number;
  /** The scope table applied for. */
  scope: {
    table: string;
    digest: string;
    rows: number;
    food: boolean;
    medical: boolean;
    specialFood: boolean;
    mandatoryStandards: boolean;
  } | null;
  /** Of a change: the items that are given up. */
  cancels: Exclusions | null;
  /** The field as the applicant chose it, and as it will stand in the number: food makes it 00. */
  fieldApplied: string | null;
  fieldCode: string | null;
  departmentCode: string | null;
  managementSystemSince: Day | null;
  /** Opaque ids; the leader is among the members. */
  team: { leader: string | null; members: string[] };
  /** How it is assessed, and on which ground otherwise than on site. */
  mode: 'onSite' | 'written' | 'remote' | null;
  modeGround: string | null;
  /** Whether an assessment on documents was raised to a visit or a remote one. */
  escalated: boolean;
  /** On which ground the assessment was to be, and was, broken off. */
  terminationProposed: string | null;
  terminated: string | null;
  /** The days announced, then the days on site. */
  visit: { from: Day; to: Day } | null;
  /** Items by verdict; those not conforming by number. */
  findings: { conforming: number; basicallyConforming: number[]; nonconforming: number[] } | null;
  itemsDigest: string | null;
  /** Of a remote assessment: how many records were archived. */
  archived: number;
  /** Nonconformities in the report, and how many are not closed. They are numbered from 1. */
  nonconformities: number;
  openNonconformities: number;
  recheckOnSite: boolean;
  /** What the team does not propose. */
  proposedExclusions: Exclusions | null;
  signatories: number;
  rectificationOverdue: boolean;
  conclusion: Verdict | null;
  /** The day the conclusion reached the authority: from here the days of the decision run. */
  conclusionReceivedOn: Day | null;
  /** Working days by which that was extended. */
  decisionExtendedBy: number;
  hearing: 'offered' | 'askedFor' | 'announced' | 'held' | 'waived' | null;
  hearingOn: Day | null;
  decision: 'whole' | 'part' | 'refused' | null;
  /** Granted because the authority let the end of the certificate pass. */
  grantedBySilence: boolean;
  /** Granted on a commitment, which is verified on site afterwards. */
  onCommitment: boolean;
  refusalGround: string | null;
  /** What the decision left out. */
  excluded: Exclusions | null;
  grantedOn: Day | null;
  refusedOn: Day | null;
  certificateNumber: string | null;
  certificateForm: string | null;
  issuedOn: Day | null;
  validUntil: Day | null;
  withdrawnOn: Day | null;
};

/** The memory of a case that was just opened. */
export const openedFile = ({ input }: { input: { given: Given } }): Facts => {
  const { evidence, world } = input.given;
  const file: QualificationFile = {
    institution: word(world.institution),
    kind: (word(evidence.kind) ?? 'first') as QualificationFile['kind'],
    route: evidence.route === 'commitment' ? 'commitment' : 'general',
    changes: list(evidence.changes),
    handling: null,
    certificate: null,
    renewalInTime: null,
    renewalUntil: null,
    renews: null,
    substantiveChange: false,
    lane: null,
    promised: null,
    allows: null,
    owes: null,
    settings: null,
    gaps: 0,
    gapsUntil: null,
    listedOn: null,
    caseNumber: null,
    receivedOn: null,
    recordedOn: null,
    acceptedOn: null,
    acceptedBySilence: false,
    nonAcceptanceGround: null,
    falseMaterial: false,
    correctedOnTheSpot: 0,
    supplementsRequested: 0,
    supplementsAllowed: 1,
    supplementRequestedOn: null,
    asked: 0,
    unanswered: 0,
    materialHolds: 0,
    scope: null,
    cancels: null,
    fieldApplied: null,
    fieldCode: null,
    departmentCode: null,
    managementSystemSince: null,
    team: { leader: null, members: [] },
    mode: null,
    modeGround: null,
    escalated: false,
    terminationProposed: null,
    terminated: null,
    visit: null,
    findings: null,
    itemsDigest: null,
    archived: 0,
    nonconformities: 0,
    openNonconformities: 0,
    recheckOnSite: false,
    proposedExclusions: null,
    signatories: 0,
    rectificationOverdue: false,
    conclusion: null,
    conclusionReceivedOn: null,
    decisionExtendedBy: 0,
    hearing: null,
    hearingOn: null,
    decision: null,
    grantedBySilence: false,
    onCommitment: false,
    refusalGround: null,
    excluded: null,
    grantedOn: null,
    refusedOn: null,
    certificateNumber: null,
    certificateForm: null,
    issuedOn: null,
    validUntil: null,
    withdrawnOn: null,
  };
  return file;
};

/** A memory as its author wrote it: only `openedFile` and the assigns of this process make one. */
export const fileOf = (context: Facts) => context as unknown as QualificationFile;
