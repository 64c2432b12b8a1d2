/** Everything that binds the qualification, said for each edition of the law. */
import type { BindingProvision } from '#process';
import { acceptances } from './acceptance.js';
import { applications } from './application.js';
import { assessments } from './assessment.js';
import { certificates } from './certificate.js';
import { commitments } from './commitment.js';
import { decisions } from './decision.js';
import { editions } from './editions.js';
import { hearings } from './hearing.js';
import { intake } from './intake.js';
import { modes } from './modes.js';
import { reports } from './reports.js';

const subjects = [
  ...[applications, commitments, intake, acceptances, assessments, modes, reports],
  ...[hearings, decisions, certificates],
];

export const qualificationProvisions: readonly BindingProvision[] = editions.flatMap((edition) =>
  subjects.flatMap((subject) => subject(edition)),
);
