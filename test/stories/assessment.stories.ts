/** From acceptance to the conclusion of the team. */
import { amendingTheCertificate, issuingACertificate, opening, owing, type Story } from './lines.js';
import { assessedOnSite, certifiedOn } from './past.js';
import {
  inTheCaseOf,
  itRemembers,
  itStands,
  on,
  story,
  the,
  theCertificate,
  theOfficeQualifies,
} from './telling.js';

export const assessmentStories: Story[] = [
  story(
    'A first application is supplemented, assessed, rectified and certified, and its certificate ends after six years less a day',
    'Measures of 2021, articles 11, 13 and 26; Licensing Law, article 32',
    [
      on('2025-09-01 09:00'),
      the.foodLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.foodLaboratory.submits({ table: 'food' }).leadsTo('received', { intake: '2025-09-08' }),
      on('2025-09-02 09:00'),
      the.intakeOfficer.requestsASupplement().leadsTo('awaitingSupplement', { intake: 'held' }),
      on('2025-09-08 09:00'),
      the.foodLaboratory.supplements([1]).leadsTo('received', { intake: '2025-09-15' }),
      on('2025-09-10 09:00'),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2025-10-28' }),
      the.intakeOfficer.appointsATeam().isNotTheirs('theRoleIsHeld', 'dutiesAreKeptApart'),
      the.coordinator
        .appointsATeam()
        .leadsTo('materialReview', { assessment: '2025-10-28', materialReview: '2025-09-17' }),
      the.assessor.findsTheMaterialsInOrder().isNotTheirs('theRoleIsHeld'),
      on('2025-09-12 09:00'),
      the.leader.holdsForMaterials().leadsTo('awaitingMaterials', { assessment: 'held' }),
      on('2025-09-17 09:00'),
      the.foodLaboratory
        .supplies([1])
        .leadsTo('materialReview', { assessment: '2025-10-31', materialReview: '2025-09-24' }),
      the.leader.findsTheMaterialsInOrder().leadsTo('arrangingTheVisit', { assessment: '2025-10-31' }),
      the.coordinator.announcesTheVisit('2025-09-16').isRefused('theAssessmentLiesAhead'),
      the.coordinator
        .announcesTheVisit('2025-09-22', '2025-09-23')
        .leadsTo('onSiteAssessment', { assessment: '2025-10-31' }),
      the.leader
        .concludes('conforming')
        .isRefused(
          ...[
            'theReportBearsOutConformity',
            'theReportBearsOutBasicConformity',
            'theReportBearsOutNonconformity',
          ],
        ),
      on('2025-09-23 17:00'),
      the.leader
        .concludes('basicallyConforming', { basically: [12, 42] })
        .leadsTo('rectifying', { assessment: 'held', rectification: '2025-11-10' }),
      on('2025-10-20 09:00'),
      the.foodLaboratory.rectifies(1).isRefused('everyNonconformityIsAnswered'),
      the.foodLaboratory
        .rectifies(2)
        .leadsTo('verifying', { assessment: '2025-11-21', verification: '2025-10-27' }),
      the.leader.verifies([true]).isRefused('everyNonconformityIsClosed', 'someNonconformityStaysOpen'),
      the.leader.verifies([true, true]).leadsTo('awaitingDecision', { decision: '2025-11-03' }),
      the.coordinator.grants().isNotTheirs('theRoleIsHeld', 'dutiesAreKeptApart'),
      the.decisionMaker.refuses().isRefused('theRefusalHasAGround'),
      on('2025-10-22 09:00'),
      the.decisionMaker.grants().leadsTo('awaitingCertificate', { certificate: '2025-10-31' }),
      the.decisionMaker.issuesTheCertificate().isNotTheirs('theRoleIsHeld', 'dutiesAreKeptApart'),
      the.clerk.amendsTheCertificate().isRefused('itIsAnExtension', 'itIsAChange', 'thePremisesHaveMoved'),
      the.clerk
        .issuesTheCertificate()
        .leadsTo('certified')
        .thereby(issuingACertificate, opening('certificate')),
      inTheCaseOf('the certificate'),
      itStands('valid', { validity: '2031-10-21' }),
      theCertificate('the certificate', {
        ...{ as: 'valid', until: '2031-10-21', number: '252200050001' },
        ...{ items: ['A/1.1', 'A/1.2', 'A/1.3'], annulled: [], amendedOn: [] },
      }),
    ],
  ),

  story(
    'What has to be seen again on site is not verified by papers, and remotely only by the criteria of 2023',
    'Criteria of 2023, article 17(4) and annex 1',
    [
      ...assessedOnSite,
      the.leader
        .concludes('basicallyConforming', { basically: [42], recheckOnSite: true })
        .leadsTo('rectifying', { assessment: 'held', rectification: '2025-11-03' }),
      on('2025-09-22 09:00'),
      the.waterLaboratory
        .rectifies(1)
        .leadsTo('verifying', { assessment: '2025-10-23', verification: '2025-09-28' }),
      the.leader.verifies([true]).isRefused('everyNonconformityIsClosed', 'someNonconformityStaysOpen'),
      the.leader.verifies([true], 'remoteRecheck').leadsTo('awaitingDecision', { decision: '2025-10-11' }),
      the.decisionMaker.grants().leadsTo('awaitingCertificate', { certificate: '2025-09-30' }),
    ],
  ),

  story(
    'Before 2023 what has to be seen again on site is seen on site, for no criteria knew a remote check',
    'Procedures of 2015; measures of 2021, article 26',
    [
      on('2022-03-01 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).goesTo('drafting'),
      the.waterLaboratory.submits().goesTo('received'),
      the.intakeOfficer.accepts().goesTo('formingTheTeam'),
      the.coordinator.appointsATeam().goesTo('materialReview'),
      the.leader.findsTheMaterialsInOrder().goesTo('arrangingTheVisit'),
      the.coordinator.announcesTheVisit('2022-03-10').goesTo('onSiteAssessment'),
      on('2022-03-10 17:00'),
      the.leader
        .concludes('basicallyConforming', { basically: [1], recheckOnSite: true })
        .leadsTo('rectifying', { assessment: 'held', rectification: '2022-04-22' }),
      on('2022-03-21 09:00'),
      the.waterLaboratory
        .rectifies(1)
        .leadsTo('verifying', { assessment: '2022-04-22', verification: '2022-03-28' }),
      the.leader
        .verifies([true], 'remoteRecheck')
        .isRefused('everyNonconformityIsClosed', 'someNonconformityStaysOpen'),
      the.leader.verifies([true], 'followUpVisit').leadsTo('awaitingDecision', { decision: '2022-04-02' }),
    ],
  ),

  story(
    'An assessment that is obstructed is broken off once the authority agrees, and goes on where it does not',
    'Criteria of 2023, annex 1',
    [
      ...assessedOnSite,
      the.leader.proposesToBreakOff('linkFailed').isRefused('theTerminationHasAListedGround'),
      the.leader
        .proposesToBreakOff('obstruction')
        .leadsTo('terminationProposed', { assessment: '2025-10-17' }),
      the.leader.agreesToBreakOff().isNotTheirs('theRoleIsHeld', 'dutiesAreKeptApart'),
      the.coordinator.declinesToBreakOff().leadsTo('onSiteAssessment', { assessment: '2025-10-17' }),
      the.leader
        .proposesToBreakOff('obstruction')
        .leadsTo('terminationProposed', { assessment: '2025-10-17' }),
      the.coordinator.agreesToBreakOff().leadsTo('awaitingDecision', { decision: '2025-09-29' }),
      itRemembers({ terminated: 'obstruction', conclusion: 'nonconforming' }),
      the.decisionMaker.grants().isRefused('theWholeScopeWasFoundConforming'),
      the.decisionMaker.refuses().leadsTo('refused'),
    ],
  ),

  story(
    'A team that cannot be staffed is not appointed: the application waits, and its days run, until assessors of the field are there',
    'Measures of 2021, articles 24 and 29; criteria of 2023, article 20',
    [
      on('2025-09-01 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ table: 'textiles', field: '11' })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2025-10-17' }),
      the.coordinator
        .appointsATeam({ members: ['leader'] })
        .isRefused('theTeamHasTwoOrMore', 'theLeaderMayLead', 'theTeamCoversTheFields'),
      the.coordinator.appointsATeam().isRefused('theLeaderMayLead', 'theTeamCoversTheFields'),
      the.coordinator
        .appointsATeam({ members: ['leader', 'assessorOfTheWaterLaboratory'] })
        .isRefused('theLeaderMayLead', 'theTeamCoversTheFields', 'nobodyIsRecused'),
      the.coordinator
        .appointsATeam({ members: ['leader', 'intakeOfficer'] })
        .isRefused(
          'theLeaderMayLead',
          'everyMemberMayAssess',
          'theTeamCoversTheFields',
          'nobodyHasAnotherDuty',
        ),
      on('2025-09-29 09:00').leadsTo('formingTheTeam', { assessment: '2025-10-17' }),
      theOfficeQualifies('leader', '11', '13'),
      the.coordinator
        .appointsATeam({ leader: 'secondLeader', members: ['secondLeader', 'leader'] })
        .isRefused('theLeaderMayLead'),
      the.coordinator
        .appointsATeam()
        .leadsTo('materialReview', { assessment: '2025-10-17', materialReview: '2025-10-13' }),
    ],
  ),

  story(
    'A review on documents that leaves a doubt becomes a visit, and nothing is concluded on documents any more',
    'Criteria of 2023, annex 2',
    [
      ...certifiedOn('2024-03-04'),
      on('2025-09-01 09:00'),
      the.waterLaboratory.opens('the extension', { kind: 'extension' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ table: 'heavyMetals', certificate: 'the certificate' })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2025-10-17' }),
      the.coordinator
        .appointsATeam({ mode: 'written', ground: 'cleanCycle' })
        .isRefused('theModeIsOpenToTheCase'),
      the.coordinator
        .appointsATeam({ mode: 'written', ground: 'fewParameters' })
        .leadsTo('documentAssessment', { assessment: '2025-10-17' }),
      on('2025-09-08 09:00'),
      the.coordinator.escalates('remote', 'cleanCycle').isRefused('theModeMayBeAdded'),
      the.leader.escalates('onSite').isNotTheirs('theRoleIsHeld', 'dutiesAreKeptApart'),
      the.coordinator.escalates('onSite').leadsTo('arrangingTheVisit', { assessment: '2025-10-17' }),
      the.leader.concludesOnDocuments('conforming').isNotPossible(),
      the.coordinator
        .announcesTheVisit('2025-09-09')
        .leadsTo('onSiteAssessment', { assessment: '2025-10-17' }),
      on('2025-09-09 17:00'),
      the.leader.concludes('conforming').leadsTo('awaitingDecision', { decision: '2025-09-23' }),
      the.decisionMaker.grants().leadsTo('awaitingCertificate', { certificate: '2025-09-18' }),
      the.clerk.issuesTheCertificate().isRefused('aNewCertificateIsDue'),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(amendingTheCertificate('extension'), owing('amend', 'valid')),
      theCertificate('the certificate', {
        ...{ as: 'valid', until: '2030-03-03', amendedOn: ['2025-09-09'] },
        items: ['A/1.1', 'A/1.2', 'A/1.3', 'A/1.4', 'A/2.1', 'A/2.2'],
      }),
    ],
  ),

  story(
    'A remote assessment under the criteria of 2023 keeps what it recorded; where the line failed the authority says whether it goes on',
    'Criteria of 2023, articles 17 and annex 3',
    [
      ...certifiedOn('2024-03-04'),
      on('2025-09-01 09:00'),
      the.waterLaboratory.opens('the extension', { kind: 'extension' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ table: 'heavyMetals', certificate: 'the certificate' })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2025-10-17' }),
      the.coordinator
        .appointsATeam({ mode: 'remote', ground: 'forceMajeure' })
        .leadsTo('materialReview', { assessment: '2025-10-17', materialReview: '2025-09-08' }),
      the.leader.findsTheMaterialsInOrder().leadsTo('arrangingTheVisit', { assessment: '2025-10-17' }),
      the.coordinator
        .announcesTheVisit('2025-09-03')
        .leadsTo('remoteAssessment', { assessment: '2025-10-17' }),
      on('2025-09-03 17:00'),
      the.leader
        .proposesToBreakOff('linkFailed')
        .leadsTo('terminationProposed', { assessment: '2025-10-17' }),
      the.coordinator.declinesToBreakOff().leadsTo('remoteAssessment', { assessment: '2025-10-17' }),
      the.leader.concludes('conforming').isNotPossible(),
      the.leader.concludesRemotely('conforming').leadsTo('awaitingDecision', { decision: '2025-09-17' }),
      itRemembers({ archived: 1, mode: 'remote', modeGround: 'forceMajeure' }),
      the.decisionMaker.grants().leadsTo('awaitingCertificate', { certificate: '2025-09-12' }),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(amendingTheCertificate('extension'), owing('amend', 'valid')),
    ],
  ),
];
