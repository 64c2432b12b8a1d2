/** From where an application may be taken back: from everywhere until it is decided, in every edition. */
import type { Line, Story } from './lines.js';
import { on, story, the } from './telling.js';

/** The general procedure, step by step, each with the state to which it leads; in the edition of that year. */
const way = (year: string): Line[] => [
  the.waterLaboratory.submits().goesTo('received'),
  the.intakeOfficer.accepts().goesTo('formingTheTeam'),
  the.coordinator.appointsATeam().goesTo('materialReview'),
  the.leader.findsTheMaterialsInOrder().goesTo('arrangingTheVisit'),
  the.coordinator.announcesTheVisit(`${year}-03-01`).goesTo('onSiteAssessment'),
  the.leader.concludes('basicallyConforming', { basically: [42] }).goesTo('rectifying'),
  the.waterLaboratory.rectifies(1).goesTo('verifying'),
  the.leader.verifies([true]).goesTo('awaitingDecision'),
];

/** Sidings, by how far one has come before. */
const sidings = (): [number, Line[]][] => [
  [1, [the.intakeOfficer.requestsASupplement().goesTo('awaitingSupplement')]],
  [3, [the.leader.holdsForMaterials().goesTo('awaitingMaterials')]],
  [5, [the.leader.proposesToBreakOff('obstruction').goesTo('terminationProposed')]],
  [8, [the.decisionMaker.offersAHearing().goesTo('hearingOffered')]],
  [
    8,
    [
      the.decisionMaker.offersAHearing().goesTo('hearingOffered'),
      the.waterLaboratory.asksForTheHearing().goesTo('hearingAskedFor'),
    ],
  ],
];

const takenBack = (steps: Line[], index: number): Line[] => [
  the.waterLaboratory.opens(`application ${index + 1}`, { kind: 'first' }).goesTo('drafting'),
  the.waterLaboratory.withdraws().isNotPossible(),
  ...steps,
  the.clerk.withdraws().isNotTheirs('theRoleIsHeld'),
  the.waterLaboratory.withdraws().leadsTo('withdrawn'),
  the.waterLaboratory.withdraws().isNotPossible(),
];

const under = (year: string, edition: string): Story =>
  story(
    `Under the ${edition} an application may be taken back by its applicant alone, wherever it is, until it is decided`,
    'Practice of withdrawal; measures of 2021, article 12',
    [
      on(`${year}-03-01 09:00`),
      ...[
        ...way(year).map((_, length) => way(year).slice(0, length + 1)),
        ...sidings().map(([length, siding]) => [...way(year).slice(0, length), ...siding]),
      ].flatMap((steps, index) => takenBack(steps, index)),
    ],
  );

export const withdrawalStories: Story[] = [
  under('2017', 'order of 2015'),
  under('2022', 'order of 2021'),
  under('2024', 'criteria of 2023'),
];
