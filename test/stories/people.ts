/** Who acts in the stories: people of the demonstration, all of them invented, by what a lawyer would call them. */
import { demonstrationInstitutions, demonstrationPeople, type DemonstrationPerson } from '#identity';

/** By name: the subject of the person's tokens, and how a sentence calls them. */
export const people = {
  foodLaboratory: { subject: 'applicant-food', called: 'the food laboratory' },
  waterLaboratory: { subject: 'applicant-environment', called: 'the water laboratory' },
  maskLaboratory: { subject: 'applicant-protective', called: 'the laboratory for protective goods' },
  intakeOfficer: { subject: 'intake-1', called: 'the intake officer' },
  secondIntakeOfficer: { subject: 'intake-2', called: 'the second intake officer' },
  coordinator: { subject: 'coordinator', called: 'the coordinator' },
  leader: { subject: 'leader-1', called: 'the team leader' },
  secondLeader: { subject: 'leader-2', called: 'the second team leader' },
  assessor: { subject: 'assessor-1', called: 'the assessor' },
  secondAssessor: { subject: 'assessor-2', called: 'the second assessor' },
  assessorOfTheWaterLaboratory: {
    ...{ subject: 'assessor-employed', called: 'the assessor whom the water laboratory employs' },
  },
  decisionMaker: { subject: 'decision-maker', called: 'the decision maker' },
  secondDecisionMaker: { subject: 'decision-maker-2', called: 'the second decision maker' },
  clerk: { subject: 'certificate-clerk', called: 'the certificate clerk' },
  supervisor: { subject: 'supervisor', called: 'the supervisor' },
  hostOfTheHearing: { subject: 'newcomer', called: 'the host of the hearing' },
} as const;

export type PersonName = keyof typeof people;

export function personCalled(who: PersonName): DemonstrationPerson {
  const { subject } = people[who];
  const found = demonstrationPeople.find((one) => one.subject === subject);
  if (found === undefined) throw new Error(`nobody in the demonstration is ${subject}`);
  return found;
}

/** The laboratory that a person applies for; of anybody else there is none. */
export function laboratoryOf(who: PersonName): string {
  const [laboratory] = personCalled(who).actsFor;
  if (laboratory === undefined) throw new Error(`${people[who].called} applies for no laboratory`);
  return laboratory;
}

export const laboratoryIndex = (id: string): number =>
  demonstrationInstitutions.findIndex((one) => one.id === id);
