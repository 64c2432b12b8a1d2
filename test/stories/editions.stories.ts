/** By which edition of the law a case goes, and what that changes. */
import { issuingACertificate, opening, type Story } from './lines.js';
import {
  inTheCaseOf,
  itGoesByTheEditionOf,
  itRemembers,
  itStands,
  on,
  silenceUntil,
  story,
  the,
} from './telling.js';

/**
 * One file, on the same days of March in a year of the order of 2015 and in one of that of 2021. By when each is due, beside
 * each other; neither March has a day off but its weekends, and the Qingming festival follows.
 */
const dueBy = {
  '2015-08-01': {
    ...{ year: '2017', intake: '2017-03-08', supplemented: '2017-03-15', assessment: '2017-05-16' },
    ...{ rectification: '2017-05-02', decision: '2017-04-26', certificate: '2017-04-13' },
  },
  '2021-06-01': {
    ...{ year: '2022', intake: '2022-03-08', supplemented: '2022-03-15', assessment: '2022-04-22' },
    ...{ rectification: '2022-04-28', decision: '2022-04-12', certificate: '2022-04-08' },
  },
} as const;

const sameFile = Object.entries(dueBy).map(([edition, due]) =>
  story(
    `The same file on the same days, under the order of ${edition.slice(0, 4)}`,
    'Measures of 2015, article 10; measures of 2021, article 11',
    [
      on(`${due.year}-03-01 09:00`),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: due.intake }),
      on(`${due.year}-03-02 09:00`),
      the.intakeOfficer.requestsASupplement().leadsTo('awaitingSupplement', { intake: 'held' }),
      on(`${due.year}-03-08 09:00`),
      the.waterLaboratory.supplements([1]).leadsTo('received', { intake: due.supplemented }),
      on(`${due.year}-03-10 09:00`),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: due.assessment }),
      itGoesByTheEditionOf(edition),
      the.coordinator.appointsATeam().goesTo('materialReview'),
      the.leader.findsTheMaterialsInOrder().leadsTo('arrangingTheVisit', { assessment: due.assessment }),
      the.coordinator
        .announcesTheVisit(`${due.year}-03-17`)
        .leadsTo('onSiteAssessment', { assessment: due.assessment }),
      on(`${due.year}-03-17 17:00`),
      the.leader
        .concludes('basicallyConforming', { basically: [1] })
        .leadsTo('rectifying', { assessment: 'held', rectification: due.rectification }),
      on(`${due.year}-03-28 09:00`),
      the.waterLaboratory.rectifies(1).goesTo('verifying'),
      the.leader.verifies([true]).leadsTo('awaitingDecision', { decision: due.decision }),
      on(`${due.year}-03-29 09:00`),
      the.decisionMaker.grants().leadsTo('awaitingCertificate', { certificate: due.certificate }),
    ],
  ),
);

export const editionStories: Story[] = [
  story(
    'A case opened under the order of 2015 and accepted under that of 2021 is assessed within thirty working days, not forty-five',
    'Measures of 2015, article 10; measures of 2021, article 11',
    [
      on('2021-05-27 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2021-06-03' }),
      on('2021-06-01 09:00'),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2021-07-14' }),
      itRemembers({ acceptedOn: '2021-06-01' }),
      itGoesByTheEditionOf('2021-06-01'),
    ],
  ),
  story(
    'A case opened and accepted under the order of 2015 is assessed within forty-five working days, whatever comes into force meanwhile',
    'Measures of 2015, article 10',
    [
      on('2021-05-27 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2021-06-03' }),
      on('2021-05-31 09:00'),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2021-08-03' }),
      on('2021-06-02 09:00'),
      the.coordinator
        .appointsATeam()
        .leadsTo('materialReview', { assessment: '2021-08-03', materialReview: '2021-06-09' }),
      the.leader.findsTheMaterialsInOrder().leadsTo('arrangingTheVisit', { assessment: '2021-08-03' }),
      the.coordinator
        .announcesTheVisit('2021-06-03')
        .leadsTo('onSiteAssessment', { assessment: '2021-08-03' }),
      on('2021-06-03 17:00'),
      the.leader.concludes('conforming').leadsTo('awaitingDecision', { decision: '2021-07-02' }),
      the.decisionMaker.grants().leadsTo('awaitingCertificate', { certificate: '2021-06-18' }),
      the.clerk
        .issuesTheCertificate()
        .leadsTo('certified')
        .thereby(issuingACertificate, opening('certificate')),
      itGoesByTheEditionOf('2015-08-01'),
    ],
  ),
  story(
    'Silence moves a case to the edition in force on the day after the five days, however late it is noticed',
    'Licensing Law, article 32(1)(4); measures of 2021, article 11',
    [
      on('2021-05-21 09:00'),
      the.foodLaboratory.opens('the earlier application', { kind: 'first' }).leadsTo('drafting'),
      the.foodLaboratory.submits({ table: 'food' }).leadsTo('received', { intake: '2021-05-28' }),
      on('2021-05-25 09:00'),
      the.waterLaboratory.opens('the later application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2021-06-01' }),
      silenceUntil('2021-06-04 09:00')
        .brings({
          'the earlier application': 'lapseIntoAcceptance',
          'the later application': 'lapseIntoAcceptance',
        })
        .leadsTo('formingTheTeam', { assessment: '2021-07-07' }),
      itGoesByTheEditionOf('2021-06-01'),
      inTheCaseOf('the earlier application'),
      itStands('formingTheTeam', { assessment: '2021-07-26' }),
      itGoesByTheEditionOf('2015-08-01'),
    ],
  ),
  story(
    'A case opened under the order of 2021 and accepted under the criteria of 2023 is assessed by their items',
    'Criteria of 2023; measures of 2021, article 11',
    [
      on('2023-11-29 09:00'),
      the.waterLaboratory.opens('the application', { kind: 'first' }).leadsTo('drafting'),
      the.waterLaboratory.submits().leadsTo('received', { intake: '2023-12-06' }),
      on('2023-12-01 09:00'),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2024-01-15' }),
      the.coordinator
        .appointsATeam()
        .leadsTo('materialReview', { assessment: '2024-01-15', materialReview: '2023-12-08' }),
      the.leader.findsTheMaterialsInOrder().leadsTo('arrangingTheVisit', { assessment: '2024-01-15' }),
      the.coordinator
        .announcesTheVisit('2023-12-05')
        .leadsTo('onSiteAssessment', { assessment: '2024-01-15' }),
      on('2023-12-05 17:00'),
      the.leader
        .concludes('basicallyConforming', { basically: [42] })
        .leadsTo('rectifying', { assessment: 'held', rectification: '2024-01-17' }),
      itGoesByTheEditionOf('2023-12-01'),
      itRemembers({ findings: { basicallyConforming: [42], conforming: 49, nonconforming: [] } }),
    ],
  ),
  ...sameFile,
];
