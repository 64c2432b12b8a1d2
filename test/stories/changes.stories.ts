/** What changes about a laboratory that is certified, and how much of it is looked at. */
import { amendingTheCertificate, owing, type Line, type Story } from './lines.js';
import { certifiedOn } from './past.js';
import { inTheCaseOf, itRemembers, on, story, the, theCertificate } from './telling.js';

const later: Line[] = [...certifiedOn('2024-03-04'), on('2025-09-01 09:00')];
const amended = [amendingTheCertificate('change'), owing('amend', 'valid')];

export const changeStories: Story[] = [
  story(
    'Standards of another year are declared by the laboratory itself, and stand on the certificate in the place of the old',
    'Measures of 2021, article 14',
    [
      ...later,
      the.waterLaboratory.opens('the change', { kind: 'change', changes: ['standards'] }).leadsTo('drafting'),
      the.waterLaboratory.declares(['signatory']).isRefused('whatChangesIsWhatWasAskedFor'),
      the.waterLaboratory.submits({ certificate: 'the certificate' }).isRefused('itIsAppliedForWithTheForm'),
      the.waterLaboratory
        .declares(['standards'], { table: 'waterByNewStandards' })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.filesTheChange().isRefused('itIsFiledAlone'),
      on('2025-09-03 09:00'),
      the.intakeOfficer.accepts().leadsTo('awaitingDecision', { decision: '2025-09-17' }),
      the.decisionMaker.grants().isRefused('theWholeScopeWasFoundConforming'),
      the.decisionMaker.approvesTheChange().leadsTo('awaitingCertificate', { certificate: '2025-09-12' }),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(...amended),
      theCertificate('the certificate', {
        ...{ as: 'valid', until: '2030-03-03', amendedOn: ['2025-09-03'] },
        items: ['A/1.1', 'A/1.2', 'A/1.3', 'A/1.4'],
      }),
    ],
  ),

  story(
    'A change of standards that is put before experts is reviewed on documents, and stands or falls as a whole',
    'Measures of 2021, article 14; criteria of 2023, annex 2',
    [
      ...later,
      the.waterLaboratory.opens('the change', { kind: 'change', changes: ['standards'] }).leadsTo('drafting'),
      the.waterLaboratory
        .declares(['standards'], { table: 'waterByNewStandards', expertReview: true })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2025-10-17' }),
      the.coordinator.appointsATeam().isRefused('theModeIsOpenToTheCase'),
      the.coordinator
        .appointsATeam({ mode: 'written', ground: 'conditionsUnaffected' })
        .leadsTo('documentAssessment', { assessment: '2025-10-17' }),
      on('2025-09-10 09:00'),
      the.leader
        .concludesOnDocuments('conforming', { leavesOut: { of: 'waterByNewStandards', items: ['A/1.4'] } })
        .leadsTo('awaitingDecision', { decision: '2025-09-24' }),
      the.decisionMaker.grantsWithout('waterByNewStandards', 'A/1.4').isRefused('aPartWasFoundConforming'),
      the.decisionMaker.approvesTheChange().isRefused('theChangeMayBeApproved'),
      the.decisionMaker.refuses().leadsTo('refused'),
      theCertificate('the certificate', { as: 'valid', amendedOn: [] }),
    ],
  ),

  story(
    'A new top manager is filed and needs no approval, and the certificate takes note of it',
    'Measures of 2021, article 14',
    [
      ...later,
      the.waterLaboratory
        .opens('the change', { kind: 'change', changes: ['topManager'] })
        .leadsTo('drafting'),
      the.waterLaboratory.declares(['topManager']).leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().isRefused('aFilingIsFiled'),
      the.decisionMaker.filesTheChange().isNotTheirs('theRoleIsHeld'),
      the.intakeOfficer.filesTheChange().leadsTo('filed').thereby(owing('amend', 'valid')),
      inTheCaseOf('the certificate'),
      itRemembers({ amendments: 1, amendedOn: '2025-09-01' }),
    ],
  ),

  story(
    'A new signatory is declared and approved like any change that touches no condition',
    'Measures of 2021, article 14',
    [
      ...later,
      the.waterLaboratory.opens('the change', { kind: 'change', changes: ['signatory'] }).leadsTo('drafting'),
      the.waterLaboratory.declares(['signatory']).leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('awaitingDecision', { decision: '2025-09-15' }),
      the.decisionMaker.approvesTheCancellation().isRefused('itIsGivenUp'),
      the.decisionMaker.approvesTheChange().leadsTo('awaitingCertificate', { certificate: '2025-09-10' }),
      the.clerk.issuesTheCertificate().isRefused('aNewCertificateIsDue'),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(...amended),
    ],
  ),

  story(
    'A laboratory that moves is assessed on the new premises, and its certificate keeps number and last day without what was not found there',
    'Measures of 2021, article 14; criteria of 2023, article 15',
    [
      ...later,
      the.waterLaboratory.opens('the move', { kind: 'change', changes: ['premises'] }).leadsTo('drafting'),
      the.waterLaboratory.declares(['premises']).isRefused('itIsDeclared'),
      the.waterLaboratory
        .submits({ certificate: 'the certificate' })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('formingTheTeam', { assessment: '2025-10-17' }),
      the.coordinator
        .appointsATeam({ mode: 'written', ground: 'conditionsUnaffected' })
        .isRefused('theModeIsOpenToTheCase'),
      the.coordinator
        .appointsATeam()
        .leadsTo('materialReview', { assessment: '2025-10-17', materialReview: '2025-09-08' }),
      the.leader.findsTheMaterialsInOrder().leadsTo('arrangingTheVisit', { assessment: '2025-10-17' }),
      the.coordinator
        .announcesTheVisit('2025-09-04')
        .leadsTo('onSiteAssessment', { assessment: '2025-10-17' }),
      on('2025-09-04 17:00'),
      the.leader
        .concludes('conforming', { leavesOut: { of: 'water', items: ['A/1.2'] } })
        .leadsTo('awaitingDecision', { decision: '2025-09-18' }),
      the.decisionMaker
        .grantsWithout('water', 'A/1.2')
        .leadsTo('awaitingCertificate', { certificate: '2025-09-15' }),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(...amended),
      theCertificate('the certificate', {
        ...{ as: 'valid', until: '2030-03-03', number: '242213050001' },
        items: ['A/1.1', 'A/1.3', 'A/1.4'],
      }),
    ],
  ),

  story(
    'Items that the laboratory gives up leave the certificate, and what it keeps stays',
    'Measures of 2021, article 14',
    [
      ...later,
      the.waterLaboratory
        .opens('the change', { kind: 'change', changes: ['cancelItems'] })
        .leadsTo('drafting'),
      the.waterLaboratory
        .declares(['cancelItems'], { table: 'waterWithoutSolids' })
        .isRefused('whatIsGivenUpIsNamed'),
      the.waterLaboratory
        .declares(['cancelItems'], {
          ...{ table: 'waterWithoutSolids', gives: { of: 'water', items: ['A/1.4'] } },
        })
        .leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('awaitingDecision', { decision: '2025-09-15' }),
      the.decisionMaker.approvesTheChange().leadsTo('awaitingCertificate', { certificate: '2025-09-10' }),
      the.clerk
        .amendsTheCertificate()
        .leadsTo('amended')
        .thereby(...amended),
      theCertificate('the certificate', { as: 'valid', items: ['A/1.1', 'A/1.2', 'A/1.3'], annulled: [] }),
    ],
  ),

  story(
    'A laboratory gives its approval up: the certificate is cancelled, and no change of it can be applied for any more',
    'Measures of 2021, article 31',
    [
      ...later,
      the.waterLaboratory.opens('the cancellation', { kind: 'cancellation' }).leadsTo('drafting'),
      the.waterLaboratory.givesUp().leadsTo('received', { intake: '2025-09-08' }),
      the.intakeOfficer.accepts().leadsTo('awaitingDecision', { decision: '2025-09-15' }),
      the.decisionMaker.approvesTheChange().isRefused('theChangeMayBeApproved'),
      the.decisionMaker
        .approvesTheCancellation()
        .leadsTo('approvalCancelled')
        .thereby(owing('cancel', 'cancelled')),
      theCertificate('the certificate', { as: 'cancelled', until: '2030-03-03' }),
      the.waterLaboratory.opens('a change', { kind: 'change', changes: ['name'] }).leadsTo('drafting'),
      the.waterLaboratory.declares(['name']).isRefused('theCertificateIsInForce'),
    ],
  ),
];
