/** Applications by commitment: granted on the spot, verified on site afterwards, and what a false one costs. */
import {
  amendingTheCertificate,
  barringUntil,
  closingTheWay,
  issuingACertificate,
  opening,
  owing,
  type Line,
  type Story,
} from './lines.js';
import { certifiedOnCommitmentOn } from './past.js';
import {
  inTheCaseOf,
  itRemembers,
  itStands,
  on,
  silenceUntil,
  story,
  the,
  theCertificate,
} from './telling.js';

/** Granted on a commitment on 1 September 2025; a team is there to verify it on the tenth. */
const toBeVerified: Line[] = [
  ...certifiedOnCommitmentOn('2025-09-01'),
  inTheCaseOf('the verification'),
  itStands('prompt.formingTheTeam', { verification: '2025-12-01', promptVerification: '2025-09-15' }),
  on('2025-09-10 09:00'),
  the.coordinator
    .appointsATeam()
    .leadsTo('prompt.onSite', { verification: '2025-12-01', promptVerification: '2025-09-15' }),
];

export const commitmentStories: Story[] = [
  story(
    'A commitment is granted on the spot, verified within three months, and found true',
    'Measures of 2021, article 12; criteria of 2023, annex 4',
    [
      on('2025-09-01 09:00'),
      the.waterLaboratory
        .opens('the application', { kind: 'first', route: 'commitment' })
        .leadsTo('drafting'),
      the.waterLaboratory.submits().isRefused('itIsAppliedForWithTheForm'),
      the.waterLaboratory.commits().leadsTo('received', { intake: '2025-09-08' }),
      the.waterLaboratory.withdraws().isRefused('itGoesByTheGeneralProcedure'),
      the.intakeOfficer.accepts().leadsTo('decidingOnTheSpot', { onTheSpot: '2025-09-02' }),
      the.coordinator.appointsATeam().isNotPossible(),
      the.decisionMaker.grantsOnTheCommitment().leadsTo('awaitingCertificate', { certificate: '2025-09-10' }),
      the.clerk
        .issuesTheCertificate()
        .leadsTo('certified')
        .thereby(issuingACertificate, opening('certificate'), opening('commitmentVerification')),
      inTheCaseOf('the verification'),
      itStands('prompt.formingTheTeam', { verification: '2025-12-01', promptVerification: '2025-09-15' }),
      on('2025-09-10 09:00'),
      the.coordinator
        .appointsATeam({ members: ['leader', 'decisionMaker'] })
        .isRefused('everyMemberMayAssess', 'nobodyHasAnotherDuty'),
      the.coordinator
        .appointsATeam()
        .leadsTo('prompt.onSite', { verification: '2025-12-01', promptVerification: '2025-09-15' }),
      the.leader
        .reports('true', { basically: [42] })
        .isRefused('theReportBearsOutTruth', 'theReportBearsOutMuch', 'theReportBearsOutFalsity'),
      the.leader.reports('true').leadsTo('foundTrue'),
      theCertificate('the certificate', { as: 'valid' }),
    ],
  ),

  story(
    'A commitment that is largely true is rectified within thirty working days and stands',
    'Measures of 2021, articles 12 and 26; criteria of 2023, annex 4',
    [
      ...toBeVerified,
      the.leader
        .reports('largelyTrue', { basically: [42] })
        .leadsTo('rectifying', { rectification: '2025-10-28' }),
      the.waterLaboratory.rectifies(2).isRefused('everyNonconformityIsAnswered'),
      on('2025-09-22 09:00'),
      the.waterLaboratory.rectifies(1).leadsTo('verifying', { verificationOfRectification: '2025-09-28' }),
      the.leader.verifies([true]).leadsTo('rectified'),
      theCertificate('the certificate', { as: 'valid' }),
    ],
  ),

  story(
    'What was to be rectified never comes: the commitment counts as false, and the authority need not annul all the same',
    'Measures of 2021, articles 12 and 26; Licensing Law, article 69',
    [
      ...toBeVerified,
      the.leader
        .reports('largelyTrue', { basically: [42] })
        .leadsTo('rectifying', { rectification: '2025-10-28' }),
      silenceUntil('2025-11-01 09:00')
        .brings({ 'the verification': 'lapseIntoFalsity' })
        .leadsTo('awaitingDecision'),
      itRemembers({ conclusion: 'false', rectificationOverdue: true }),
      the.decisionMaker
        .annulsTheCertificate('gravelyHarmed')
        .isRefused('theBodyWasHeard', 'thePublicInterestDoesNotBarIt'),
      the.decisionMaker.doesNotAnnul('gravelyHarmed').leadsTo('notAnnulled'),
      theCertificate('the certificate', { as: 'valid' }),
    ],
  ),

  story(
    'A false commitment costs the certificate, three years without an application, and the way by commitment for good',
    'Measures of 2021, articles 12 and 32; Guangdong’s first case, as reported',
    [
      ...toBeVerified,
      the.leader
        .reports('largelyTrue', { not: [1] })
        .isRefused('theReportBearsOutTruth', 'theReportBearsOutMuch', 'theReportBearsOutFalsity'),
      the.leader.reports('false', { not: [1] }).leadsTo('awaitingDecision'),
      on('2025-09-14 09:00'),
      the.decisionMaker.annulsTheCertificate().isRefused('theBodyWasHeard'),
      on('2025-09-15 09:00'),
      the.leader.annulsTheCertificate().isNotTheirs('theRoleIsHeld', 'dutiesAreKeptApart'),
      the.decisionMaker
        .annulsTheCertificate()
        .leadsTo('certificateAnnulled')
        .thereby(
          closingTheWay('all'),
          barringUntil('2028-09-15', 'falseCommitment'),
          owing('annul', 'annulled'),
        ),
      theCertificate('the certificate', { as: 'annulled' }),
      the.waterLaboratory
        .opens('the next commitment', { kind: 'first', route: 'commitment' })
        .leadsTo('drafting'),
      the.waterLaboratory.commits().isRefused('theRouteIsOpenToTheInstitution'),
      the.waterLaboratory.opens('the next application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2025-09-22' }),
      the.intakeOfficer.accepts().isRefused('noBanStands'),
      the.intakeOfficer.doesNotAccept('underABan').leadsTo('notAccepted'),
    ],
  ),

  story(
    'Where the commitment was false for some items alone these are annulled, and the others stay in force',
    'Measures of 2021, articles 12 and 32',
    [
      ...toBeVerified,
      the.leader.reports('false', { not: [1] }).leadsTo('awaitingDecision'),
      the.waterLaboratory.statesItsView().leadsTo('awaitingDecision'),
      the.decisionMaker.annulsItems('A/1.1', 'A/1.2', 'A/1.3', 'A/1.4').isRefused('somethingRemains'),
      the.decisionMaker
        .annulsItems('A/1.1', 'A/1.2')
        .leadsTo('itemsAnnulled')
        .thereby(
          closingTheWay('all'),
          barringUntil('2028-09-10', 'falseCommitment'),
          owing('annulItems', 'valid'),
        ),
      theCertificate('the certificate', {
        ...{ as: 'valid', items: ['A/1.3', 'A/1.4'], annulled: ['A/1.1', 'A/1.2'] },
      }),
    ],
  ),

  story(
    'Whoever takes a commitment back goes by the general procedure for this kind of application from then on',
    'Measures of 2021, article 12',
    [
      on('2025-09-01 09:00'),
      the.waterLaboratory
        .opens('the application', { kind: 'first', route: 'commitment' })
        .leadsTo('drafting'),
      the.waterLaboratory.commits().leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('decidingOnTheSpot', { onTheSpot: '2025-09-02' }),
      the.waterLaboratory.withdrawsTheCommitment().leadsTo('withdrawn').thereby(closingTheWay('first')),
      the.waterLaboratory
        .opens('the next commitment', { kind: 'first', route: 'commitment' })
        .leadsTo('drafting'),
      the.waterLaboratory.commits().isRefused('theRouteIsOpenToTheInstitution'),
      the.waterLaboratory.opens('the next application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2025-09-08' }),
    ],
  ),

  story(
    'Nobody commits himself to rows of medical devices or special food; without these rows he may',
    'Measures of 2021, articles 10 and 12 (reported of the trial measure)',
    [
      on('2025-09-01 09:00'),
      the.maskLaboratory.opens('the application', { kind: 'first', route: 'commitment' }).leadsTo('drafting'),
      the.maskLaboratory
        .commits({ table: 'masksWithMedicalRows', field: '11' })
        .isRefused('theScopeMayBeCommittedTo'),
      the.maskLaboratory
        .commits({ table: 'infantFormula', field: '11' })
        .isRefused('theScopeMayBeCommittedTo'),
      the.maskLaboratory
        .commits({ table: 'masks', field: '11' })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.requestsASupplement().leadsTo('awaitingSupplement', { intake: 'held' }),
      the.maskLaboratory
        .supplements([1], 'masksWithMedicalRows')
        .isRefused('theCorrectedScopeMayBeCommittedTo'),
      the.maskLaboratory.supplements([1]).leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('decidingOnTheSpot', { onTheSpot: '2025-09-02' }),
      the.maskLaboratory.opens('the general application', { kind: 'first' }).leadsTo('drafting'),
      the.maskLaboratory
        .submits({ table: 'masksWithMedicalRows', field: '11' })
        .leadsTo('received', { intake: '2025-09-08' }),
    ],
  ),

  story(
    'An extension by commitment that touches no mandatory standard is verified within the three months, and not sooner',
    'Measures of 2021, article 12 (reported of the trial measure)',
    [
      ...certifiedOnCommitmentOn('2025-09-01'),
      on('2025-09-29 09:00'),
      the.waterLaboratory
        .opens('the extension', { kind: 'extension', route: 'commitment' })
        .leadsTo('drafting'),
      the.waterLaboratory
        .commits({ table: 'heavyMetals', certificate: 'the certificate' })
        .leadsTo('received', { intake: '2025-10-13' }),
      the.intakeOfficer.accepts().leadsTo('decidingOnTheSpot', { onTheSpot: '2025-09-30' }),
      the.decisionMaker.grantsOnTheCommitment().leadsTo('awaitingCertificate', { certificate: '2025-10-15' }),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(
          amendingTheCertificate('extension'),
          opening('commitmentVerification'),
          owing('amend', 'valid'),
        ),
      inTheCaseOf('the second verification'),
      itStands('usual.formingTheTeam', { verification: '2025-12-29' }),
    ],
  ),
];
