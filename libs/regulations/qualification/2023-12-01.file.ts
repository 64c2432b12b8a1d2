/** What a case of a first application remembers, in the edition of 2023-12-01: codes, counts, days and digests. */
import type { Day, Facts, Given, Json } from '#process';
import type { Verdict } from '../conclusion.js';

/** Items of the scope left out: `site/item` in order, or null where there are too many to list. */
export type Exclusions = { count: number; digest: string; items: string[] | null };

/** The context. Null means: not yet, or never in this case. */
export type QualificationFile = {
  /** The applicant. */
  institution: string | null;
  kind: 'first';
  caseNumber: string | null;
  /** The day the application, or its supplement, arrived: from here the five days of the intake run. */
  receivedOn: Day | null;
  /** The day on which that was recorded; no correction moves it. */
  recordedOn: Day | null;
  /** The day of acceptance; the day of receipt where the authority was silent. */
  acceptedOn: Day | null;
  acceptedBySilence: boolean;
  nonAcceptanceGround: string | null;
  /** Supplements requested before acceptance; the law allows one. */
  supplementsRequested: number;
  supplementRequestedOn: Day | null;
  /** Points of the last request, and how many of them nobody has answered. */
  asked: number;
  unanswered: number;
  /** How often the leader held the material review for a supplement. */
  materialHolds: number;
  /** The scope table applied for. */
  scope: { table: string; digest: string; rows: number; food: boolean; medical: boolean } | null;
  /** The field as the applicant chose it, and as it will stand in the number: food makes it 00. */
  fieldApplied: string | null;
  fieldCode: string | null;
  departmentCode: string | null;
  managementSystemSince: Day | null;
  /** Opaque ids; the leader is among the members. */
  team: { leader: string | null; members: string[] };
  /** The days announced, then the days on site. */
  visit: { from: Day; to: Day } | null;
  /** Items by verdict; those not conforming by number. */
  findings: { conforming: number; basicallyConforming: number[]; nonconforming: number[] } | null;
  itemsDigest: string | null;
  /** Nonconformities in the report, and how many are not closed. They are numbered from 1. */
  nonconformities: number;
  openNonconformities: number;
  /** What the team does not propose. */
  proposedExclusions: Exclusions | null;
  signatories: number;
  rectificationOverdue: boolean;
  conclusion: Verdict | null;
  /** The day the conclusion reached the authority: from here the ten days of the decision run. */
  conclusionReceivedOn: Day | null;
  /** Working days by which that was extended. */
  decisionExtendedBy: number;
  decision: 'whole' | 'part' | 'refused' | null;
  refusalGround: string | null;
  /** What the decision left out. */
  excluded: Exclusions | null;
  grantedOn: Day | null;
  refusedOn: Day | null;
  certificateNumber: string | null;
  certificateForm: string | null;
  issuedOn: Day | null;
  withdrawnOn: Day | null;
};

/** The memory of a case that was just opened. */
export const openedFile = ({ input }: { input: { given: Given } }): Facts => {
  const { institution } = input.given.world;
  const file: QualificationFile = {
    institution: typeof institution === 'string' ? institution : null,
    kind: 'first',
    caseNumber: null,
    receivedOn: null,
    recordedOn: null,
    acceptedOn: null,
    acceptedBySilence: false,
    nonAcceptanceGround: null,
    supplementsRequested: 0,
    supplementRequestedOn: null,
    asked: 0,
    unanswered: 0,
    materialHolds: 0,
    scope: null,
    fieldApplied: null,
    fieldCode: null,
    departmentCode: null,
    managementSystemSince: null,
    team: { leader: null, members: [] },
    visit: null,
    findings: null,
    itemsDigest: null,
    nonconformities: 0,
    openNonconformities: 0,
    proposedExclusions: null,
    signatories: 0,
    rectificationOverdue: false,
    conclusion: null,
    conclusionReceivedOn: null,
    decisionExtendedBy: 0,
    decision: null,
    refusalGround: null,
    excluded: null,
    grantedOn: null,
    refusedOn: null,
    certificateNumber: null,
    certificateForm: null,
    issuedOn: null,
    withdrawnOn: null,
  };
  return file;
};

/** A memory as its author wrote it: only `openedFile` and the assigns of this edition make one. */
export const fileOf = (context: Facts) => context as unknown as QualificationFile;

/** A list of numbers among the facts; anything else is an empty one. */
export const numbers = (value: Json | undefined): number[] =>
  Array.isArray(value) ? value.filter((entry): entry is number => typeof entry === 'number') : [];

/** An object among the facts; anything else is an empty one. */
export const facts = (value: Json | undefined): Facts =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};

/** A number among the facts; anything else is nought. */
export const count = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);

/** A text among the facts; anything else is null. */
export const word = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
