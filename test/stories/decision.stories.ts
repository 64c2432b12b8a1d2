/** What is decided on an assessment, and when the applicant is heard before. */
import { issuingACertificate, opening, type Story } from './lines.js';
import { assessedOnSite } from './past.js';
import { itRemembers, on, silenceUntil, story, the, theCertificate, theOfficeGrants } from './telling.js';

export const decisionStories: Story[] = [
  story(
    'Items in which the team found no capability are left out of the grant and of the certificate, and the others are granted',
    'Measures of 2021, article 26; Licensing Law, article 38',
    [
      ...assessedOnSite,
      the.leader
        .concludes('conforming', { leavesOut: { of: 'water', items: ['A/1.3'] } })
        .leadsTo('awaitingDecision', { decision: '2025-09-29' }),
      the.decisionMaker.grants().isRefused('theWholeScopeWasFoundConforming'),
      the.decisionMaker.grantsWithout('water', 'A/1.4').isRefused('aPartWasFoundConforming'),
      the.decisionMaker
        .grantsWithout('water', 'A/1.3', 'A/1.4')
        .leadsTo('awaitingCertificate', { certificate: '2025-09-25' }),
      the.clerk
        .issuesTheCertificate()
        .leadsTo('certified')
        .thereby(issuingACertificate, opening('certificate')),
      theCertificate('the certificate', { as: 'valid', items: ['A/1.1', 'A/1.2'] }),
    ],
  ),

  story(
    'Before a refusal the applicant asks for a hearing, which is held after seven working days by somebody who did not review the case',
    'Licensing Law, articles 38, 46 to 48',
    [
      ...assessedOnSite,
      the.leader
        .concludes('nonconforming', { not: [21] })
        .leadsTo('awaitingDecision', { decision: '2025-09-29' }),
      on('2025-09-17 09:00'),
      theOfficeGrants('hearingHost', 'hostOfTheHearing'),
      the.decisionMaker
        .offersAHearing()
        .leadsTo('hearingOffered', { decision: 'held', hearingRequest: '2025-09-24' }),
      on('2025-09-19 09:00'),
      the.waterLaboratory
        .asksForTheHearing()
        .leadsTo('hearingAskedFor', { decision: 'held', hearing: '2025-10-23' }),
      the.decisionMaker.announcesTheHearing('2025-10-10').isNotTheirs('theRoleIsHeld', 'dutiesAreKeptApart'),
      the.hostOfTheHearing.announcesTheHearing('2025-09-26').isRefused('theHearingLiesAhead'),
      the.hostOfTheHearing.announcesTheHearing('2025-10-10').leadsTo('hearingAnnounced', {
        decision: 'held',
        hearing: '2025-10-23',
        hearingNotice: '2025-09-29',
      }),
      the.hostOfTheHearing.holdsTheHearing().isNotPossible(),
      silenceUntil('2025-09-30 09:00')
        .brings({ 'the application': 'lapseIntoHearing' })
        .leadsTo('hearingDue', { decision: 'held', hearing: '2025-10-23' }),
      the.hostOfTheHearing.holdsTheHearing().isRefused('theDayOfTheHearingHasCome'),
      on('2025-10-10 15:00'),
      the.hostOfTheHearing.holdsTheHearing().leadsTo('awaitingDecision', { decision: '2025-10-22' }),
      the.decisionMaker.offersAHearing().isRefused('noHearingWasOffered'),
      the.decisionMaker.grants().isRefused('theWholeScopeWasFoundConforming'),
      the.decisionMaker.refuses().leadsTo('refused'),
      itRemembers({ hearing: 'held', refusalGround: 'conditionsNotMet', refusedOn: '2025-10-10' }),
    ],
  ),

  story(
    'A hearing that nobody asks for within five working days is not held, and the decision goes on',
    'Licensing Law, article 47',
    [
      ...assessedOnSite,
      the.leader
        .concludes('nonconforming', { not: [21] })
        .leadsTo('awaitingDecision', { decision: '2025-09-29' }),
      on('2025-09-17 09:00'),
      the.decisionMaker
        .offersAHearing()
        .leadsTo('hearingOffered', { decision: 'held', hearingRequest: '2025-09-24' }),
      silenceUntil('2025-09-25 09:00')
        .brings({ 'the application': 'lapseIntoNoHearing' })
        .leadsTo('awaitingDecision', { decision: '2025-10-14' }),
      itRemembers({ hearing: 'waived' }),
      the.decisionMaker
        .refuses('falseMaterial')
        .leadsTo('refused')
        .thereby('bars until 2026-09-25 (falseMaterial)'),
    ],
  ),

  story(
    'Nothing is rectified within thirty working days: the conclusion is nonconforming, and the approval is refused',
    'Measures of 2021, article 26',
    [
      ...assessedOnSite,
      the.leader
        .concludes('basicallyConforming', { basically: [42] })
        .leadsTo('rectifying', { assessment: 'held', rectification: '2025-11-03' }),
      on('2025-10-31 18:00').leadsTo('rectifying', { assessment: 'held', rectification: '2025-11-03' }),
      silenceUntil('2025-11-04 09:00')
        .brings({ 'the application': 'lapseIntoNonconformity' })
        .leadsTo('awaitingDecision', { decision: '2025-11-18' }),
      itRemembers({ rectificationOverdue: true, conclusion: 'nonconforming' }),
      the.decisionMaker.refuses().leadsTo('refused'),
    ],
  ),
];
