/**
 * The editions of the law on qualification approval: their limits, the articles that stand where another edition has others,
 * and what each knows that another does not. From reference 0.2, 1.1 and 3.
 */
import type { Day, EffectClaim, Provision, ProvisionSource } from '#process';
import {
  cmaMeasures,
  cmaMeasures2015,
  criteria,
  licensingLaw,
  licensingLaw2003,
  practice,
  procedures2015,
} from '../../instruments.js';
import { bindingOf } from '../provision.js';

/** An edition, with whatever differs from one to another. */
export interface Edition {
  from: Day;
  until?: Day;
  /** Working days. */
  limits: { assessment: number; decision: number; certificate: number };
  licensing: typeof licensingLaw;
  /** The limits of the procedure, and whatever rests on them. */
  procedure: Provision;
  change: Provision;
  validity: Provision;
  cancellation: Provision;
  team: Provision;
  /** What rectification is, and that items which fail in it may be left out of a grant. */
  rectification: Provision;
  /** The procedure on site, from the review of the file to the conclusion. */
  onSite: Provision;
  visit: Provision;
  onDocuments: Provision;
  /** That an assessment may be remote, and how it is done then. */
  remotely: Provision;
  remote: Provision;
  /** Before 2021 nobody commits themselves, and no list is kept. */
  commitment: Provision | null;
  list: Provision | null;
  evidence: { onSite: string; remote: string };
  /** Whether the criteria know an assessment on documents or a remote one, beside what a lane allows. */
  knows: readonly ('written' | 'remote')[];
  /** The criteria of 2023 have a checklist of starred items; before, a finding is grave or is not. */
  report: 'items' | 'findings';
}

const of2015: Edition = {
  ...{ from: '2015-08-01', until: '2021-06-01' },
  limits: { assessment: 45, decision: 20, certificate: 10 },
  licensing: licensingLaw2003,
  procedure: cmaMeasures2015('10'),
  change: cmaMeasures2015('12'),
  validity: cmaMeasures2015('11'),
  cancellation: cmaMeasures2015('40'),
  team: procedures2015,
  rectification: cmaMeasures2015('10'),
  onSite: procedures2015,
  visit: procedures2015,
  onDocuments: practice('document-review'),
  remotely: practice('expedited'),
  remote: practice('expedited'),
  commitment: null,
  list: null,
  evidence: { onSite: 'assessmentReport', remote: 'remoteAssessmentReport' },
  knows: ['written'],
  report: 'findings',
};
const of2021: Edition = {
  ...of2015,
  ...{ from: '2021-06-01', until: '2023-12-01' },
  limits: { assessment: 30, decision: 10, certificate: 7 },
  licensing: licensingLaw,
  procedure: cmaMeasures('11'),
  change: cmaMeasures('14'),
  validity: cmaMeasures('13'),
  cancellation: cmaMeasures('31'),
  team: cmaMeasures('24'),
  rectification: cmaMeasures('26'),
  commitment: cmaMeasures('12'),
  list: cmaMeasures('23'),
};
const { until: _, ...lasting } = of2021;
const of2023: Edition = {
  ...lasting,
  from: '2023-12-01',
  onSite: criteria('annex-1'),
  visit: criteria('15'),
  onDocuments: criteria('annex-2'),
  remotely: criteria('17'),
  remote: criteria('annex-3'),
  evidence: { onSite: 'onSiteReport', remote: 'remoteReport' },
  knows: ['written', 'remote'],
  report: 'items',
};

/** In the order of their days. */
export const editions: readonly Edition[] = [of2015, of2021, of2023];

/** Writes provisions that bind the qualification in one edition. */
export const bindsIn = ({ from, until }: Edition) => bindingOf('qualification', from, until);

/** What rests on practice is said to be practice; the procedures of 2015 are known from reports of them. */
export function sourceOf({ instrument }: Provision, otherwise: ProvisionSource = 'law'): ProvisionSource {
  if (instrument === 'practice') return 'practice';
  return instrument === 'assessment-procedures-2015' ? 'reported' : otherwise;
}

/** States in which a case is assessed, from its acceptance on; in which a hearing is offered and held. */
export const assessing = [
  ...['formingTheTeam', 'materialReview', 'awaitingMaterials', 'arrangingTheVisit', 'onSiteAssessment'],
  ...['remoteAssessment', 'documentAssessment', 'terminationProposed', 'rectifying', 'verifying'],
];
export const hearing = ['hearingOffered', 'hearingAskedFor', 'hearingAnnounced', 'hearingDue'];

/** Where a case may be from its acceptance until the authority has decided. */
export const untilTheDecision = ({ commitment }: Edition): string[] => [
  ...(commitment === null ? [] : ['decidingOnTheSpot']),
  ...assessing,
  'awaitingDecision',
  ...hearing,
];

/** By an officer, with gaps that are tolerated, or by silence: what has been accepted. */
export const accepted = { any: ['accept', 'acceptWithGaps', 'lapseIntoAcceptance'] } as const;

/** Orders on the certificate that a renewal is to take the place of, and to end as it would have. */
export const beginRenewal: EffectClaim = {
  do: 'oweStep',
  with: { caseAt: 'renews', step: 'beginRenewal', carries: ['acceptedOn'] },
};
export const endRenewal = (outcome: 'refused' | 'withdrawn'): EffectClaim => ({
  do: 'oweStep',
  with: { caseAt: 'renews', step: 'endRenewal', outcome },
});
