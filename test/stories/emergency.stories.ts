/** What an emergency makes easier, what follows later for it, and how it ends by itself. */
import { amendingTheCertificate, opening, owing, type Line, type Story } from './lines.js';
import { certifiedOn } from './past.js';
import { flood2025 } from './profiles.js';
import {
  hoursBetween,
  inTheCaseOf,
  itRemembers,
  itStands,
  on,
  silenceUntil,
  story,
  the,
  theCertificate,
  theOfficePutsInForce,
  theOfficeQualifies,
} from './telling.js';

/** The laboratory holds a certificate for textiles since 2018; the office has assessors of textiles. */
const textilesSince2018: Line[] = [
  on('2018-03-12 08:00'),
  theOfficeQualifies('leader', '00', '11', '13'),
  theOfficeQualifies('assessor', '11'),
  ...certifiedOn('2018-03-12', 'maskLaboratory', { table: 'textiles', field: '11' }),
];

export const emergencyStories: Story[] = [
  story(
    'A laboratory that tests textiles adds masks in the epidemic: assessed remotely by its lane, granted fifty hours after acceptance, and visited later',
    'Measures of 2015, articles 10 and 12; emergency lane of February 2020 (practice)',
    [
      ...textilesSince2018,
      on('2020-02-17 09:00'),
      theOfficePutsInForce('emergency-2020', { from: '2020-02-15', until: '2020-12-31' }),
      the.maskLaboratory.opens('the extension to masks', { kind: 'extension' }).leadsTo('drafting'),
      the.maskLaboratory
        .submits({ table: 'masks', field: '11', certificate: 'the certificate' })
        .leadsTo('received', { intake: '2020-02-24', intakePromised: '2020-02-18' }),
      itRemembers({ promised: { intake: 1, assessment: 2, decision: 1, certificate: 1 } }),
      the.intakeOfficer
        .accepts()
        .leadsTo('formingTheTeam', { assessment: '2020-04-21', assessmentPromised: '2020-02-19' }),
      the.coordinator
        .appointsATeam({ mode: 'remote', ground: 'severalSites' })
        .isRefused('theModeIsOpenToTheCase'),
      the.coordinator.appointsATeam({ mode: 'remote', ground: 'forceMajeure' }).leadsTo('materialReview', {
        assessment: '2020-04-21',
        assessmentPromised: '2020-02-19',
        materialReview: '2020-02-24',
      }),
      the.leader
        .findsTheMaterialsInOrder()
        .leadsTo('arrangingTheVisit', { assessment: '2020-04-21', assessmentPromised: '2020-02-19' }),
      the.coordinator
        .announcesTheVisit('2020-02-18')
        .leadsTo('remoteAssessment', { assessment: '2020-04-21', assessmentPromised: '2020-02-19' }),
      on('2020-02-18 18:00'),
      the.leader
        .concludesRemotely('conforming')
        .leadsTo('awaitingDecision', { decision: '2020-03-17', decisionPromised: '2020-02-19' }),
      itRemembers({ archived: 1, mode: 'remote', modeGround: 'forceMajeure' }),
      the.leader.grants().isNotTheirs('theRoleIsHeld', 'dutiesAreKeptApart'),
      on('2020-02-19 11:00'),
      the.decisionMaker
        .grants()
        .leadsTo('awaitingCertificate', { certificate: '2020-03-04', certificatePromised: '2020-02-20' }),
      hoursBetween('accept', 'grant', 50),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(
          amendingTheCertificate('extension'),
          opening('commitmentVerification'),
          owing('amend', 'valid'),
        ),
      theCertificate('the certificate', {
        ...{ as: 'valid', until: '2024-03-11', amendedOn: ['2020-02-19'] },
        items: ['A/1.1', 'A/1.2', 'A/2.1', 'A/2.2'],
      }),
      inTheCaseOf('the verification'),
      itStands('followUp.formingTheTeam', { followUp: '2020-05-19' }),
      on('2020-05-11 09:00'),
      the.coordinator.appointsATeam().leadsTo('followUp.onSite', { followUp: '2020-05-19' }),
      the.leader.reports('true').leadsTo('foundTrue'),
    ],
  ),

  story(
    'What the lane deferred turns out otherwise: the items fall, and nobody is barred, for nothing was committed',
    'Measures of 2015, article 45; practice of the follow-up',
    [
      ...textilesSince2018,
      on('2020-02-17 09:00'),
      theOfficePutsInForce('emergency-2020', { from: '2020-02-15', until: '2020-12-31' }),
      the.maskLaboratory.opens('the extension to masks', { kind: 'extension' }).goesTo('drafting'),
      the.maskLaboratory
        .submits({ table: 'masks', field: '11', certificate: 'the certificate' })
        .goesTo('received'),
      the.intakeOfficer.accepts().goesTo('formingTheTeam'),
      the.coordinator
        .appointsATeam({ mode: 'written', ground: 'fewParameters' })
        .leadsTo('documentAssessment', { assessment: '2020-04-21', assessmentPromised: '2020-02-19' }),
      the.leader
        .concludesOnDocuments('conforming')
        .leadsTo('awaitingDecision', { decision: '2020-03-16', decisionPromised: '2020-02-18' }),
      the.decisionMaker
        .grants()
        .leadsTo('awaitingCertificate', { certificate: '2020-03-02', certificatePromised: '2020-02-18' }),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(
          amendingTheCertificate('extension'),
          opening('commitmentVerification'),
          owing('amend', 'valid'),
        ),
      inTheCaseOf('the verification'),
      on('2020-05-11 09:00'),
      the.coordinator.appointsATeam().leadsTo('followUp.onSite', { followUp: '2020-05-17' }),
      the.leader.reports('false', { not: [1] }).leadsTo('awaitingDecision'),
      the.decisionMaker.annulsItems('A/2.1').isRefused('theBodyWasHeard'),
      the.maskLaboratory.statesItsView().leadsTo('awaitingDecision'),
      the.decisionMaker.annulsItems('A/2.9').isRefused('theItemsAreInForce'),
      the.decisionMaker.annulsItems('A/2.1').leadsTo('itemsAnnulled').thereby(owing('annulItems', 'valid')),
      theCertificate('the certificate', {
        as: 'valid',
        items: ['A/1.1', 'A/1.2', 'A/2.2'],
        annulled: ['A/2.1'],
      }),
    ],
  ),

  story(
    'A body on the list for an emergency is checked, and leaves the list by itself when the order ends',
    'Measures of 2021, article 23',
    [
      ...certifiedOn('2024-03-04'),
      on('2025-09-01 09:00'),
      theOfficePutsInForce(flood2025, { from: '2025-09-01', until: '2025-10-31' }),
      the.waterLaboratory.opens('the extension', { kind: 'extension' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ table: 'heavyMetals', certificate: 'the certificate' })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer
        .accepts()
        .leadsTo('formingTheTeam', { assessment: '2025-10-17', assessmentPromised: '2025-09-08' }),
      the.coordinator.listsForTheEmergency().isNotTheirs('theRoleIsHeld'),
      the.decisionMaker
        .listsForTheEmergency()
        .leadsTo('formingTheTeam', { assessment: '2025-10-17', assessmentPromised: '2025-09-08' })
        .thereby(opening('emergencyListing')),
      the.decisionMaker.listsForTheEmergency().isRefused('theLaneIsAnEmergencyInForce'),
      theCertificate('the certificate', { items: ['A/1.1', 'A/1.2', 'A/1.3', 'A/1.4'] }),
      inTheCaseOf('the listing'),
      itStands('listed.toBeChecked', { listing: '2025-10-31', followUp: '2025-10-31' }),
      on('2025-09-30 09:00'),
      the.coordinator.checks('notInOrder').leadsTo('listed.inDoubt', { listing: '2025-10-31' }),
      the.waterLaboratory.statesItsView().leadsTo('listed.inDoubt', { listing: '2025-10-31' }),
      the.decisionMaker.keepsItOnTheList().leadsTo('listed.checked', { listing: '2025-10-31' }),
      silenceUntil('2025-11-01 09:00').brings({ 'the listing': 'sunset' }).leadsTo('ended'),
    ],
  ),
];
