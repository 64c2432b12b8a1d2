/** What zones promise, and what they make easier: beside the limits of the law, and never in their place. */
import {
  amendingTheCertificate,
  issuingACertificate,
  opening,
  owing,
  type Line,
  type Story,
} from './lines.js';
import { certifiedOn } from './past.js';
import {
  inTheCaseOf,
  itRemembers,
  itStands,
  on,
  story,
  the,
  theCertificate,
  theOfficePutsInForce,
} from './telling.js';

/** An application of the water laboratory in an office that has put a profile in force. */
const underShanghai: Line[] = [
  on('2025-09-01 09:00'),
  theOfficePutsInForce('shanghai-2023', { from: '2025-09-01' }),
  the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
  the.waterLaboratory.submits().leadsTo('received', { intake: '2025-09-08' }),
  the.intakeOfficer.acceptsWithGaps('calibration').isRefused('theProfileToleratesEveryGap'),
  the.intakeOfficer.acceptsWithGaps('businessScope').leadsTo('formingTheTeam', { assessment: '2025-10-17' }),
  the.coordinator
    .appointsATeam()
    .leadsTo('materialReview', { assessment: '2025-10-17', materialReview: '2025-09-08' }),
  the.leader.findsTheMaterialsInOrder().leadsTo('arrangingTheVisit', { assessment: '2025-10-17' }),
  the.coordinator.announcesTheVisit('2025-09-03').leadsTo('onSiteAssessment', { assessment: '2025-10-17' }),
  on('2025-09-03 17:00'),
  the.leader
    .concludes('conforming')
    .leadsTo('awaitingDecision', { decision: '2025-09-17', decisionPromised: '2025-09-10' }),
  the.decisionMaker.grants().isRefused('theWholeScopeWasFoundConforming'),
];

export const profileStories: Story[] = [
  story(
    'In Shanghai a file is accepted while the business scope is being amended, and granted once that is there',
    'Practice of tolerant acceptance (Shanghai, 2023); measures of 2021, article 11',
    [
      ...underShanghai,
      the.waterLaboratory.closesTheGaps([1, 2]).isRefused('everyGapIsClosed'),
      the.waterLaboratory
        .closesTheGaps()
        .leadsTo('awaitingDecision', { decision: '2025-09-17', decisionPromised: '2025-09-10' }),
      the.decisionMaker
        .grants()
        .leadsTo('awaitingCertificate', { certificate: '2025-09-12', certificatePromised: '2025-09-10' }),
    ],
  ),

  story(
    'A gap that is never closed holds up the grant, and in the end is a ground to refuse',
    'Practice of tolerant acceptance (Shanghai, 2023); Licensing Law, article 38',
    [
      ...underShanghai,
      on('2025-09-11 09:00').leadsTo('awaitingDecision', {
        decision: '2025-09-17',
        decisionPromised: '2025-09-10',
      }),
      the.decisionMaker.refuses().leadsTo('refused'),
      itRemembers({ gaps: 1, refusalGround: 'conditionsNotMet' }),
    ],
  ),

  story(
    'In the green channel of Liangjiang each limit of the law has a promised day beside it, and is missed or kept by itself',
    'Expedite of Liangjiang New Area (practice); measures of 2021, article 11',
    [
      on('2025-09-01 09:00'),
      theOfficePutsInForce('liangjiang-expedite', { from: '2025-09-01' }),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits()
        .leadsTo('received', { intake: '2025-09-08', intakePromised: '2025-09-04' }),
      on('2025-09-05 09:00').leadsTo('received', { intake: '2025-09-08', intakePromised: '2025-09-04' }),
      the.intakeOfficer
        .accepts()
        .leadsTo('formingTheTeam', { assessment: '2025-10-23', assessmentPromised: '2025-10-16' }),
      the.coordinator.appointsATeam().leadsTo('materialReview', {
        assessment: '2025-10-23',
        assessmentPromised: '2025-10-16',
        materialReview: '2025-09-12',
      }),
      the.leader
        .findsTheMaterialsInOrder()
        .leadsTo('arrangingTheVisit', { assessment: '2025-10-23', assessmentPromised: '2025-10-16' }),
      the.coordinator
        .announcesTheVisit('2025-09-10')
        .leadsTo('onSiteAssessment', { assessment: '2025-10-23', assessmentPromised: '2025-10-16' }),
      on('2025-09-10 17:00'),
      the.leader.concludes('basicallyConforming', { basically: [42] }).leadsTo('rectifying', {
        assessment: 'held',
        assessmentPromised: 'held',
        rectification: '2025-10-28',
      }),
      on('2025-09-15 09:00'),
      the.waterLaboratory.rectifies(1).leadsTo('verifying', {
        assessment: '2025-10-28',
        assessmentPromised: '2025-10-21',
        verification: '2025-09-22',
      }),
      the.leader
        .verifies([true])
        .leadsTo('awaitingDecision', { decision: '2025-09-28', decisionPromised: '2025-09-24' }),
      the.decisionMaker
        .grants()
        .leadsTo('awaitingCertificate', { certificate: '2025-09-24', certificatePromised: '2025-09-22' }),
      the.clerk
        .issuesTheCertificate()
        .leadsTo('certified')
        .thereby(issuingACertificate, opening('certificate')),
    ],
  ),

  story(
    'Guiyang promises the expert step in thirty working days and the decision in five, where the order of 2021 gives thirty and ten',
    'Guiyang High-tech Zone, 2021 (practice); measures of 2021, article 11',
    [
      on('2022-03-01 09:00'),
      theOfficePutsInForce('guiyang-2021', { from: '2022-03-01' }),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2022-03-08' }),
      itRemembers({ promised: { assessment: 30, decision: 5 } }),
      the.intakeOfficer
        .accepts()
        .leadsTo('formingTheTeam', { assessment: '2022-04-13', assessmentPromised: '2022-04-13' }),
      the.coordinator.appointsATeam().leadsTo('materialReview', {
        assessment: '2022-04-13',
        assessmentPromised: '2022-04-13',
        materialReview: '2022-03-08',
      }),
      the.leader
        .findsTheMaterialsInOrder()
        .leadsTo('arrangingTheVisit', { assessment: '2022-04-13', assessmentPromised: '2022-04-13' }),
      the.coordinator
        .announcesTheVisit('2022-03-02')
        .leadsTo('onSiteAssessment', { assessment: '2022-04-13', assessmentPromised: '2022-04-13' }),
      on('2022-03-02 17:00'),
      the.leader
        .concludes('conforming')
        .leadsTo('awaitingDecision', { decision: '2022-03-16', decisionPromised: '2022-03-09' }),
      on('2022-03-10 09:00').leadsTo('awaitingDecision', {
        decision: '2022-03-16',
        decisionPromised: '2022-03-09',
      }),
      the.decisionMaker.grants().leadsTo('awaitingCertificate', { certificate: '2022-03-21' }),
    ],
  ),

  story(
    'In Zhejiang a declared change of standards is approved at once, and checked on site within three months',
    'Matters by declaration in Zhejiang, 2017 (practice); measures of 2015, article 12',
    [
      ...certifiedOn('2017-03-01'),
      on('2018-05-14 09:00'),
      theOfficePutsInForce('zhejiang-2017', { from: '2017-10-08' }),
      the.waterLaboratory.opens('the change', { kind: 'change', changes: ['standards'] }).leadsTo('drafting'),
      the.waterLaboratory
        .declares(['standards'], { table: 'waterByNewStandards' })
        .leadsTo('received', { intake: '2018-05-21', intakePromised: '2018-05-15' }),
      the.intakeOfficer
        .accepts()
        .leadsTo('awaitingDecision', { decision: '2018-06-11', decisionPromised: '2018-05-15' }),
      the.decisionMaker.approvesTheChange().leadsTo('awaitingCertificate', { certificate: '2018-05-28' }),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(
          amendingTheCertificate('change'),
          opening('commitmentVerification'),
          owing('amend', 'valid'),
        ),
      theCertificate('the certificate', { as: 'valid', until: '2023-02-28', amendedOn: ['2018-05-14'] }),
      inTheCaseOf('the verification'),
      itStands('followUp.formingTheTeam', { followUp: '2018-08-14' }),
    ],
  ),
];
