/** What becomes of an application before anybody assesses it. */
import { barringUntil, type Story } from './lines.js';
import { itRemembers, on, silenceUntil, story, the } from './telling.js';

export const intakeStories: Story[] = [
  story(
    'An application that nobody answers within five working days is accepted as of the day on which it arrived',
    'Licensing Law, article 32(1)(4)',
    [
      on('2025-09-01 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2025-09-08' }),
      on('2025-09-08 23:00').leadsTo('received', { intake: '2025-09-08' }),
      silenceUntil('2025-09-09 09:00')
        .brings({ 'the application': 'lapseIntoAcceptance' })
        .leadsTo('formingTheTeam', { assessment: '2025-10-17' }),
      itRemembers({ acceptedOn: '2025-09-01', acceptedBySilence: true }),
      the.intakeOfficer.requestsASupplement().isNotPossible(),
    ],
  ),

  story(
    'An application with false material is not accepted, for a year no other is, and on the day after that year one is again',
    'Measures of 2021, article 33; Licensing Law, article 78',
    [
      on('2025-09-01 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2025-09-08' }),
      the.decisionMaker.doesNotAccept('falseMaterial').isNotTheirs('theRoleIsHeld'),
      the.intakeOfficer
        .doesNotAccept('falseMaterial')
        .leadsTo('notAccepted')
        .thereby(barringUntil('2026-09-01', 'falseMaterial')),
      on('2026-09-01 09:00'),
      the.waterLaboratory.opens('the next application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2026-09-08' }),
      the.intakeOfficer.accepts().isRefused('noBanStands'),
      the.intakeOfficer.doesNotAccept('underABan').leadsTo('notAccepted'),
      on('2026-09-02 09:00'),
      the.waterLaboratory.opens('the application after the ban', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2026-09-09' }),
      the.intakeOfficer.doesNotAccept('underABan').isRefused('theBanStands'),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2026-10-20' }),
    ],
  ),

  story(
    'An application to the wrong authority is not accepted, and is told which authority is right',
    'Licensing Law, article 32(1)(2)',
    [
      on('2022-03-01 10:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2022-03-08' }),
      the.intakeOfficer.doesNotAccept('incomplete').isRefused('incompletenessWasToldBefore'),
      the.intakeOfficer.doesNotAccept('underABan').isRefused('theBanStands'),
      the.intakeOfficer.doesNotAccept('wrongAuthority').leadsTo('notAccepted'),
      itRemembers({ nonAcceptanceGround: 'wrongAuthority', falseMaterial: false }),
      the.intakeOfficer.accepts().isNotPossible(),
    ],
  ),

  story(
    'An error that can be put right at the counter is put right there, and costs the applicant no supplement',
    'Licensing Law, article 32(1)(3)',
    [
      on('2022-03-01 10:00'),
      the.foodLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.foodLaboratory.submits({ table: 'food' }).leadsTo('received', { intake: '2022-03-08' }),
      the.intakeOfficer.correctsOnTheSpot().leadsTo('received', { intake: '2022-03-08' }),
      itRemembers({ correctedOnTheSpot: 1, supplementsRequested: 0 }),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2022-04-13' }),
    ],
  ),

  story(
    'Everything missing is told once: a second supplement is asked for only after a supervisor has said why',
    'Licensing Law, articles 32(1)(4) and 72',
    [
      on('2025-09-01 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2025-09-08' }),
      on('2025-09-03 09:00'),
      the.supervisor.saysWhyASecondIsNeeded().isRefused('theSupplementsAreUsedUp'),
      the.intakeOfficer.requestsASupplement(2).leadsTo('awaitingSupplement', { intake: 'held' }),
      on('2025-09-10 09:00').leadsTo('awaitingSupplement', { intake: 'held' }),
      the.waterLaboratory.supplements([1, 3]).isRefused('theAnswersAreToWhatWasAsked'),
      the.waterLaboratory.supplements([1]).leadsTo('received', { intake: '2025-09-17' }),
      the.intakeOfficer.accepts().isRefused('everythingRequestedWasSupplied'),
      the.intakeOfficer.requestsASupplement().isRefused('aSupplementMayBeRequested'),
      the.intakeOfficer.saysWhyASecondIsNeeded().isNotTheirs('theRoleIsHeld'),
      the.supervisor.saysWhyASecondIsNeeded().leadsTo('received', { intake: '2025-09-17' }),
      the.intakeOfficer.requestsASupplement().leadsTo('awaitingSupplement', { intake: 'held' }),
      on('2025-09-15 09:00'),
      the.waterLaboratory
        .supplements([1], 'waterWithoutSolids')
        .leadsTo('received', { intake: '2025-09-22' }),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2025-10-31' }),
      itRemembers({ supplementsRequested: 2, acceptedOn: '2025-09-15' }),
    ],
  ),

  story(
    'Paper that lay unrecorded counts from the day on which it really arrived, and is accepted at once where five days are over by then',
    'Licensing Law, article 32(1)(4)',
    [
      on('2025-09-11 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2025-09-18' }),
      the.intakeOfficer.correctsTheDayOfReceipt('2025-09-12').isRefused('itCameNoLaterThanItWasRecorded'),
      the.intakeOfficer.correctsTheDayOfReceipt('2025-08-01').isRefused('theDayIsOfTheMonthBefore'),
      the.intakeOfficer.correctsTheDayOfReceipt('2025-09-05').leadsTo('received', { intake: '2025-09-12' }),
      silenceUntil('2025-09-13 09:00')
        .brings({ 'the application': 'lapseIntoAcceptance' })
        .leadsTo('formingTheTeam', { assessment: '2025-10-23' }),
      itRemembers({ acceptedOn: '2025-09-05', acceptedBySilence: true }),
      on('2025-09-15 09:00'),
      the.foodLaboratory.opens('the other application', { kind: 'first' }).leadsTo('drafting'),
      the.foodLaboratory.submits({ table: 'food' }).leadsTo('received', { intake: '2025-09-22' }),
      the.intakeOfficer
        .correctsTheDayOfReceipt('2025-09-05')
        .leadsTo('formingTheTeam', { assessment: '2025-10-23' })
        .letsTake('lapseIntoAcceptance'),
    ],
  ),

  story(
    'A first application comes no sooner than its management system has run for three months, and may be taken back',
    'Measures of 2021, article 9; practice of withdrawal',
    [
      on('2025-09-01 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory
        .submits({ managementSystemSince: '2025-06-02' })
        .isRefused('theManagementSystemHasRunThreeMonths'),
      the.foodLaboratory.submits().isNotFound(),
      on('2025-09-02 09:00'),
      the.waterLaboratory
        .submits({ managementSystemSince: '2025-06-02' })
        .leadsTo('received', { intake: '2025-09-09' }),
      the.waterLaboratory.withdrawsTheCommitment().isRefused('itIsDecidedOnTheSpot'),
      the.waterLaboratory.withdraws().leadsTo('withdrawn'),
    ],
  ),
];
