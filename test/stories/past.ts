/** What happened before a story begins: a laboratory applied, was assessed and holds a certificate. Told without its dates. */
import { issuingACertificate, opening, type Line } from './lines.js';
import type { Asked } from './bodies.js';
import { on, the } from './telling.js';

type Laboratory = 'foodLaboratory' | 'waterLaboratory' | 'maskLaboratory';

/** Granted on site on one day; its case is called the certificate. */
export const certifiedOn = (
  day: string,
  laboratory: Laboratory = 'waterLaboratory',
  asked: Asked = {},
): Line[] => [
  on(`${day} 09:00`),
  the[laboratory].opens('the first application', { kind: 'first' }).goesTo('drafting'),
  the[laboratory].submits(asked).goesTo('received'),
  the.intakeOfficer.accepts().goesTo('formingTheTeam'),
  the.coordinator.appointsATeam().goesTo('materialReview'),
  the.leader.findsTheMaterialsInOrder().goesTo('arrangingTheVisit'),
  the.coordinator.announcesTheVisit(day).goesTo('onSiteAssessment'),
  the.leader.concludes('conforming').goesTo('awaitingDecision'),
  the.decisionMaker.grants().goesTo('awaitingCertificate'),
  the.clerk.issuesTheCertificate().goesTo('certified').thereby(issuingACertificate, opening('certificate')),
];

/** Granted on the spot; what was committed is still to be verified, and its case is called the verification. */
export const certifiedOnCommitmentOn = (
  day: string,
  laboratory: Laboratory = 'waterLaboratory',
  asked: Asked = {},
): Line[] => [
  on(`${day} 09:00`),
  the[laboratory].opens('the first application', { kind: 'first', route: 'commitment' }).goesTo('drafting'),
  the[laboratory].commits(asked).goesTo('received'),
  the.intakeOfficer.accepts().goesTo('decidingOnTheSpot'),
  the.decisionMaker.grantsOnTheCommitment().goesTo('awaitingCertificate'),
  the.clerk
    .issuesTheCertificate()
    .goesTo('certified')
    .thereby(issuingACertificate, opening('certificate'), opening('commitmentVerification')),
];

/** A first application of the water laboratory that was assessed on site by 16 September 2025, and not concluded on yet. */
export const assessedOnSite: Line[] = [
  on('2025-09-01 09:00'),
  the.waterLaboratory.opens('the application', { kind: 'first' }).goesTo('drafting'),
  the.waterLaboratory.submits().goesTo('received'),
  the.intakeOfficer.accepts().goesTo('formingTheTeam'),
  the.coordinator.appointsATeam().goesTo('materialReview'),
  the.leader.findsTheMaterialsInOrder().goesTo('arrangingTheVisit'),
  the.coordinator.announcesTheVisit('2025-09-15', '2025-09-16').goesTo('onSiteAssessment'),
  on('2025-09-16 17:00'),
];
