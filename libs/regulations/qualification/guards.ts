/** The conditions of the process, in every edition: true sentences about the case and about what a step brings. */
import type { Guard } from '#process';
import { applicationGuards } from './application.guards.js';
import { assessmentGuards, recheckGuards } from './assessment.guards.js';
import { decisionGuards } from './decision.guards.js';
import { intakeGuards } from './intake.guards.js';
import { modeGuards, type KnownModes } from './modes.guards.js';
import { reportGuards, type KindOfReport } from './report.guards.js';
import { theDayOfReceiptMayBeCorrected, theDecisionMayBeExtended } from './periods.js';
import type { LawOfTeams } from './team.js';

/**
 * What differs between editions: the modes that its criteria know beside the visit, whether a report judges the items of the
 * checklist or tells findings, and the provisions on teams.
 */
export interface EditionOfGuards {
  modes: KnownModes;
  report: KindOfReport;
  teams: LawOfTeams;
}

/** The guards of an edition. */
export const guardsWhere = ({ modes, report, teams }: EditionOfGuards) =>
  ({
    ...applicationGuards,
    ...intakeGuards,
    ...modeGuards(modes, teams),
    ...assessmentGuards,
    ...recheckGuards(modes),
    ...reportGuards(report),
    ...decisionGuards,
    theDayOfReceiptMayBeCorrected,
    theDecisionMayBeExtended,
  }) as const satisfies Record<string, Guard>;
