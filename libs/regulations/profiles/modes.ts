/**
 * In which mode an application is assessed: the table of the criteria of 2023 (articles 15 to 17; reference 3.1), and on
 * which ground each mode stands. What a lane may relax is what this table knows on some ground, and nothing else.
 */
import type { Words } from '#process';
import { words } from '../office/memory.js';

/** Kinds of application, and the two routes. */
export const applicationKinds = ['first', 'extension', 'renewal', 'change', 'cancellation'] as const;
export type ApplicationKind = (typeof applicationKinds)[number];
export const applicationRoutes = ['general', 'commitment'] as const;

/** What a change changes (Measures 14); `premises` is a real move, which is assessed anew. */
export const changeKinds = [
  ...(['name', 'address', 'legalNature', 'legalRepresentative', 'topManager', 'technicalManager'] as const),
  ...(['signatory', 'cancelItems', 'standards', 'premises'] as const),
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Modes that take the place of a visit. */
export const relaxedModes = ['written', 'remote'] as const;
export type RelaxedMode = (typeof relaxedModes)[number];

/** Grounds on which a mode takes the place of a visit (criteria, article 17, for the first four). */
export const modeGrounds = {
  forceMajeure: words('不可抗力、安全或者出行受限', 'force majeure, safety, limits on travel'),
  severalSites: words('多场所同一体系、工作相同', 'several sites with the same work under one system'),
  fewParameters: words('能力范围内少量参数', 'few parameters within the capability that is accredited'),
  recheckNotFeasible: words('无法及时现场复核', 'a check on site after the visit is not feasible in time'),
  cleanCycle: words(
    '证书有效期内无违法、无实质变化',
    'a renewal after a cycle without violation or substantive change',
  ),
  conditionsUnaffected: words('不影响资质认定条件', 'a change that does not affect the conditions'),
} as const satisfies Record<string, Words>;
export type ModeGround = keyof typeof modeGrounds;

/** What the table tells apart: of a renewal whether something changed, of a change whether it touches the conditions. */
export interface Assessed {
  kind: ApplicationKind;
  change?: ChangeKind;
  /** Of a renewal: left out where both are meant. */
  substantiveChange?: boolean;
}

type Row = Record<RelaxedMode, readonly ModeGround[]>;

/** That a check after the visit is not feasible lets the check be remote, and never the assessment itself. */
const remotely = ['forceMajeure', 'severalSites', 'fewParameters'] as const;
const table = {
  first: { written: [], remote: ['forceMajeure', 'severalSites'] },
  extension: { written: ['fewParameters'], remote: remotely },
  changedRenewal: { written: [], remote: ['forceMajeure'] },
  cleanRenewal: { written: ['cleanCycle'], remote: [] },
  majorChange: { written: [], remote: remotely },
  minorChange: { written: ['conditionsUnaffected'], remote: [] },
  cancellation: { written: [], remote: [] },
} as const satisfies Record<string, Row>;

/** Whether a change of this kind affects the conditions of the approval: then it is assessed like an application. */
export const affectsConditions = (change: ChangeKind): boolean => change === 'premises';

/** Where the documents leave a doubt (annex 2, 3.5), on these grounds the assessment that is added may be remote. */
export const groundsAfterDocuments: readonly ModeGround[] = remotely;

/** Grounds on which such an application may be assessed in the mode; none where the table does not know it. */
export function groundsFor(mode: RelaxedMode, of: Assessed): readonly ModeGround[] {
  return [...new Set(rowsOf(of).flatMap((row): readonly ModeGround[] => table[row][mode]))];
}

function rowsOf({ kind, change, substantiveChange }: Assessed): (keyof typeof table)[] {
  if (kind === 'change')
    return [change !== undefined && !affectsConditions(change) ? 'minorChange' : 'majorChange'];
  if (kind !== 'renewal') return [kind];
  if (substantiveChange === undefined) return ['changedRenewal', 'cleanRenewal'];
  return [substantiveChange ? 'changedRenewal' : 'cleanRenewal'];
}
