/** What becomes of a certificate towards its end. */
import { issuingACertificate, opening, owing, type Line, type Story } from './lines.js';
import { certifiedOn } from './past.js';
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

/** Valid until 9 January 2026: three months before is 9 October 2025. */
const since2020: Line[] = certifiedOn('2020-01-10');

export const renewalStories: Story[] = [
  story(
    'A renewal applied for three months before the end is granted, and its new certificate takes the place of the old',
    'Measures of 2021, article 13',
    [
      ...since2020,
      on('2025-09-29 09:00'),
      the.waterLaboratory.opens('the renewal', { kind: 'renewal' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ certificate: 'the certificate', substantiveChange: false })
        .leadsTo('received', { intake: '2025-10-13' }),
      the.intakeOfficer.accepts('asFirst').isRefused('aLateRenewalIsDecidedOn'),
      the.intakeOfficer
        .accepts()
        .leadsTo('formingTheTeam', { assessment: '2025-11-17', renewal: '2026-01-09' })
        .thereby(owing('beginRenewal', 'inRenewal')),
      the.coordinator
        .appointsATeam({ mode: 'written', ground: 'cleanCycle' })
        .leadsTo('documentAssessment', { assessment: '2025-11-17', renewal: '2026-01-09' }),
      on('2025-10-20 09:00'),
      the.leader
        .concludesOnDocuments('conforming')
        .leadsTo('awaitingDecision', { renewal: '2026-01-09', decision: '2025-11-03' }),
      the.decisionMaker.grants().leadsTo('awaitingCertificate', { certificate: '2025-10-29' }),
      the.clerk
        .issuesTheCertificate()
        .leadsTo('certified')
        .thereby(issuingACertificate, opening('certificate'), owing('beReplaced', 'replaced')),
      theCertificate('the certificate', { as: 'replaced', replacedBy: '252213050001' }),
      theCertificate('the second certificate', { as: 'valid', until: '2031-10-19', number: '252213050001' }),
    ],
  ),

  story(
    'A renewal that comes too late is a first application, and the certificate runs out meanwhile',
    'Measures of 2021, article 13 (the late renewal is our reading)',
    [
      ...since2020,
      on('2025-11-03 09:00'),
      the.waterLaboratory.opens('the renewal', { kind: 'renewal' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ certificate: 'the certificate' })
        .leadsTo('received', { intake: '2025-11-10' }),
      itRemembers({ renewalInTime: false }),
      the.intakeOfficer.accepts().isRefused('aLateRenewalIsDecidedOn'),
      the.intakeOfficer.accepts('asFirst').leadsTo('formingTheTeam', { assessment: '2025-12-15' }),
      itRemembers({ kind: 'first', renews: null }),
      the.coordinator
        .appointsATeam({ mode: 'written', ground: 'cleanCycle' })
        .isRefused('theModeIsOpenToTheCase'),
      the.coordinator
        .appointsATeam()
        .leadsTo('materialReview', { assessment: '2025-12-15', materialReview: '2025-11-10' }),
      silenceUntil('2026-01-12 09:00').brings({ 'the certificate': 'expire' }),
      inTheCaseOf('the certificate'),
      itStands('expired'),
      theCertificate('the certificate', { as: 'expired' }),
      the.clerk.strikesItOff().leadsTo('cancelled'),
    ],
  ),

  story(
    'A renewal that nobody decided before the certificate ended is deemed granted, and the certificate stays in force until it is replaced',
    'Licensing Law, article 50; measures of 2021, article 13',
    [
      ...certifiedOn('2021-07-05'),
      on('2027-03-01 09:00'),
      the.waterLaboratory.opens('the renewal', { kind: 'renewal' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ certificate: 'the certificate', substantiveChange: true })
        .leadsTo('received', { intake: '2027-03-08' }),
      the.intakeOfficer
        .accepts()
        .leadsTo('formingTheTeam', { assessment: '2027-04-13', renewal: '2027-07-04' })
        .thereby(owing('beginRenewal', 'inRenewal')),
      on('2027-07-04 23:00').leadsTo('formingTheTeam', { assessment: '2027-04-13', renewal: '2027-07-04' }),
      theCertificate('the certificate', { as: 'valid', until: '2027-07-04' }),
      silenceUntil('2027-07-05 00:30')
        .brings({ 'the renewal': 'deemGranted', 'the certificate': 'stayInForce' })
        .leadsTo('awaitingCertificate', { certificate: '2027-07-14' }),
      itRemembers({ grantedBySilence: true, grantedOn: '2027-07-05' }),
      theCertificate('the certificate', { as: 'valid', until: '2027-07-04' }),
      the.decisionMaker.refuses().isNotPossible(),
      on('2027-07-08 09:00'),
      the.clerk
        .issuesTheCertificate()
        .leadsTo('certified')
        .thereby(issuingACertificate, opening('certificate'), owing('beReplaced', 'replaced')),
      theCertificate('the certificate', { as: 'replaced', replacedBy: '272213050001' }),
      theCertificate('the second certificate', { as: 'valid', until: '2033-07-07' }),
    ],
  ),

  story(
    'A renewal that is refused before the end leaves the certificate to its last day',
    'Measures of 2021, article 13; Licensing Law, articles 38 and 50',
    [
      ...since2020,
      on('2025-09-29 09:00'),
      the.waterLaboratory.opens('the renewal', { kind: 'renewal' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ certificate: 'the certificate', substantiveChange: true })
        .leadsTo('received', { intake: '2025-10-13' }),
      the.intakeOfficer
        .accepts()
        .leadsTo('formingTheTeam', { assessment: '2025-11-17', renewal: '2026-01-09' })
        .thereby(owing('beginRenewal', 'inRenewal')),
      the.coordinator.appointsATeam().leadsTo('materialReview', {
        assessment: '2025-11-17',
        renewal: '2026-01-09',
        materialReview: '2025-10-13',
      }),
      the.leader
        .findsTheMaterialsInOrder()
        .leadsTo('arrangingTheVisit', { assessment: '2025-11-17', renewal: '2026-01-09' }),
      the.coordinator
        .announcesTheVisit('2025-10-13')
        .leadsTo('onSiteAssessment', { assessment: '2025-11-17', renewal: '2026-01-09' }),
      on('2025-10-13 17:00'),
      the.leader
        .concludes('nonconforming', { not: [1] })
        .leadsTo('awaitingDecision', { renewal: '2026-01-09', decision: '2025-10-27' }),
      the.decisionMaker.refuses().leadsTo('refused').thereby(owing('endRenewal', 'valid')),
      theCertificate('the certificate', { as: 'valid', until: '2026-01-09' }),
      silenceUntil('2026-01-10 09:00').brings({ 'the certificate': 'expire' }),
      theCertificate('the certificate', { as: 'expired' }),
    ],
  ),
];
