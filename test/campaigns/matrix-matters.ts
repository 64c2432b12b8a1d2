/** What has to be brought to the steps of an application, and of what it leads to, so that nothing but authority stands in the way. */
import * as bring from '../evidence.js';
import { applications } from './matrix-routes.js';
import type { Cast, StandingCase } from './matrix-ways.js';

/** What the cases of the matrix are about. */
export interface Things {
  /** Scope tables: of food, for which most applications are, and of the environment, which touches no mandatory standard. */
  food: string;
  environment: string;
  /** Numbers of the certificates that the institution holds from the beginning; the second is given up in the end. */
  held: string;
  doomed: string;
  /** The day on which whatever is assessed is visited. */
  today: string;
}

/** By whom, about what, and in which of its ways a step is taken. */
export interface Brought extends Things {
  person: string;
  cast: Cast;
  variant?: string | undefined;
}

const remediesTold = { administrativeReview: true, lawsuit: true };
const reasons = '理由如下。';
/** A day that no calendar puts within seven working days of today. */
const dayOfHearing = '2025-09-30';

/** Undefined where the process is another, or the step needs nothing. */
export function evidenceInMatters(standing: StandingCase, step: string, brought: Brought): unknown {
  switch (standing.process) {
    case 'qualification':
      return ofApplications(standing, step, brought) ?? ofDecisions(standing, step, brought);
    case 'certificate':
      return ofCertificates(step);
    case 'commitmentVerification':
      return ofVerifications(standing, step, brought);
    case 'emergencyListing':
      return ofListings(step, brought);
    default:
      return undefined;
  }
}

function ofApplications(standing: StandingCase, step: string, brought: Brought): unknown {
  const { document, kind } = standing;
  const { opens, environment, mode, doomed } = applications[kind]!;
  const number = doomed ? brought.doomed : brought.held;
  const form = bring.applicationForm(environment ? brought.environment : brought.food, document, {
    ...(opens.kind === 'first' ? {} : { certificateNumber: number }),
  });
  switch (step) {
    case 'submit':
      return form;
    case 'commit':
      return { ...form, ...bring.commitment };
    case 'declareChange':
      return bring.change(number, opens.changes!, document);
    case 'giveUp':
      return bring.cancellation(number);
    case 'accept':
      return bring.acceptance;
    case 'acceptWithGaps':
      return bring.acceptanceWithGaps;
    case 'fileChange':
      return { noted: true };
    case 'correctOnTheSpot':
      return { corrected: [{ where: '邮政编码', was: '40112', is: '401120' }], byTheApplicant: true };
    case 'requestSupplement':
      return bring.supplementNotice;
    case 'allowFurtherSupplement':
      return { reasons };
    case 'correctReceipt':
      return bring.receiptCorrection('2025-08-29');
    case 'refuseToAccept':
      return { ground: 'noPermitNeeded', reasons };
    case 'supplement':
    case 'supplyMaterials':
    case 'supplyGaps':
      return bring.supplement(document);
    case 'appointTeam':
      return { ...teamOf(standing, brought), ...inMode(mode) };
    case 'sendVisitNotice':
      return bring.visit(brought.today, brought.today);
    case 'escalate':
      return { to: 'onSite', risk: 'high', reasons };
    default:
      return undefined;
  }
}

const teamOf = ({ named, members }: StandingCase, { cast }: Brought) =>
  bring.team(
    named['teamLeader'] ?? cast.of('teamLeader'),
    ...new Set([named['assessor'] ?? cast.of('assessor'), ...members]),
  );

/** Not on site, on a ground that the criteria have for the application. */
const inMode = (mode: 'remote' | 'written' | undefined) =>
  mode && { mode, ground: mode === 'remote' ? 'forceMajeure' : 'fewParameters', modeReasons: reasons };

function ofDecisions(standing: StandingCase, step: string, { food, variant, today }: Brought): unknown {
  const visited = { from: today, to: today };
  switch (step) {
    case 'reviewMaterials':
      return { hold: bring.hold, doNotGoOn: bring.doNotGoOn }[variant ?? ''] ?? bring.goOn;
    case 'conclude':
      return variant === 'rectify'
        ? bring.report(visited, 'basicallyConforming', { basically: [10, 24] })
        : bring.report(visited, 'conforming');
    case 'concludeRemotely':
      return { ...bring.report(visited, 'conforming'), ...bring.recorded(standing.document) };
    case 'concludeOnDocuments':
      return bring.documentReport('conforming');
    case 'proposeTermination':
      return { ground: 'obstruction', facts: '被评审机构拒绝评审组进入实验室。' };
    case 'submitRectification':
      return bring.rectification(2, standing.document);
    case 'verify':
      return bring.verification(2);
    case 'grant':
      return bring.wholeGrant;
    case 'grantInPart':
      return {
        ...{ extent: 'part', reasons, remediesTold },
        exclusions: { scopeTable: food, items: [{ site: 'A', item: '1.1' }] },
      };
    case 'grantOnCommitment':
      return { extent: 'whole', twoOriginals: true };
    case 'approveChange':
      return {};
    case 'approveCancellation':
      return { returned: true, notUnderInvestigation: true };
    case 'refuse':
      return bring.refusal;
    case 'extendDecision':
      return bring.decisionExtension();
    case 'offerHearing':
      return { intends: 'refuse', reasons, rightTold: true };
    case 'askForHearing':
      return { statement: '申请听证。' };
    case 'announceHearing':
      // Where it is to be due, the day on which the cells are asked.
      return {
        on: standing.state === 'hearingDue' ? today : dayOfHearing,
        place: '三楼会议室',
        public: true,
      };
    case 'holdHearing':
      return { record: '听证情况如下。', signedByTheParticipants: true };
    case 'issueCertificate':
    case 'amendCertificate':
      return bring.certificateIssue;
    case 'listForEmergency':
    case 'agreeToTerminate':
    case 'declineToTerminate':
      return { reasons };
    default:
      return undefined;
  }
}

const statement = { statement: '设备已送检。', documents: [] };
const publicInterest = 'notHarmed';
const items = [{ site: 'A', item: '1.1' }];

export const certificateCancelled = { ground: 'bodyEnded', reason: '机构已办理注销登记。' };

function ofCertificates(step: string): unknown {
  // Of what another law says no ban follows, by which the applications of other cells would be barred.
  const annulled = { ground: 'otherLaw', reasons, bodyHeard: true, publicInterest, remediesTold };
  switch (step) {
    case 'cancelOnAGround':
      return certificateCancelled;
    case 'stateItsView':
      return statement;
    case 'decideToAnnul':
      return annulled;
    case 'decideToAnnulItems':
      return { ...annulled, items };
    default:
      return undefined;
  }
}

function ofVerifications(standing: StandingCase, step: string, brought: Brought): unknown {
  switch (step) {
    case 'appointTeam':
      return teamOf(standing, brought);
    case 'endAsNothingIsLeft':
      return { reason: '证书已注销。' };
    case 'report':
      return bring.commitmentReport({ from: brought.today, to: brought.today }, brought.variant ?? 'true');
    case 'submitRectification':
      return bring.rectification(1, standing.document);
    case 'verify':
      return bring.verification(1);
    case 'stateItsView':
      return statement;
    case 'annulTheCertificate':
      return { extent: 'whole', reasons, publicInterest, remediesTold };
    case 'annulTheItems':
      return { extent: 'items', items, reasons, publicInterest, remediesTold };
    case 'doNotAnnul':
      return { publicInterest, reasons };
    default:
      return undefined;
  }
}

function ofListings(step: string, { variant }: Brought): unknown {
  switch (step) {
    case 'stateItsView':
      return statement;
    case 'check':
      return { finding: variant ?? 'inOrder', report: '检查情况如下。' };
    case 'keep':
      return { reasons };
    case 'remove':
      return { reasons, remediesTold };
    default:
      return undefined;
  }
}
