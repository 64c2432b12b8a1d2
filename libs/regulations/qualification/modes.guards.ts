/** In which mode a case may be assessed: by the table of the criteria, or because its lane allows another. */
import type { Facts, Given, Guard, GuardPart } from '#process';
import { practice } from '../instruments.js';
import { list, objectOf, together, word, words } from '../office/memory.js';
import {
  applicationKinds,
  changeKinds,
  groundsAfterDocuments,
  groundsFor,
  relaxedModes,
  type ModeGround,
  type RelaxedMode,
} from '../profiles/modes.js';
import { ofTheTeam, type LawOfTeams } from './team.js';

/** The modes beside that on site that an edition of the criteria knows; all others are open by a lane alone. */
export type KnownModes = readonly RelaxedMode[];

/** Whether the mode, on that ground, is open to the case. A visit is open to all but what is put before experts. */
export function modeIsOpen(known: KnownModes, context: Facts, mode: string, ground: string | null): boolean {
  if (mode === 'onSite')
    return ground === null && word(context.handling) !== 'written' && context.kind !== 'cancellation';
  const relaxed = relaxedModes.find((one) => one === mode);
  if (relaxed === undefined || ground === null) return false;
  return (
    tableOf(relaxed, context).some((one) => one === ground) && mayBeUsed(known, context, relaxed, ground)
  );
}

/** Whether that mode may be added where the documents left a doubt: a visit always, for that is what it is for. */
export function escalationIsOpen(
  known: KnownModes,
  context: Facts,
  mode: string,
  ground: string | null,
): boolean {
  if (mode === 'onSite') return ground === null;
  if (mode !== 'remote' || ground === null) return false;
  return groundsAfterDocuments.some((one) => one === ground) && mayBeUsed(known, context, 'remote', ground);
}

/** A mode that the criteria of the edition do not know is used where the lane of the case says so, on its grounds. */
function mayBeUsed(known: KnownModes, { allows }: Facts, mode: RelaxedMode, ground: string): boolean {
  return known.includes(mode) || list(objectOf(objectOf(allows).grounds)[mode]).includes(ground);
}

/** Whether a check of what was rectified may be remote. */
export const recheckMayBeRemote = (known: KnownModes, { allows }: Facts): boolean =>
  known.includes('remote') || list(objectOf(allows).modes).includes('remote');

/** Grounds on which all that is asked for may be assessed in the mode: of several changes, those that each has. */
function tableOf(mode: RelaxedMode, context: Facts): readonly ModeGround[] {
  const kind = applicationKinds.find((one) => one === context.kind);
  if (kind === undefined) return [];
  if (kind !== 'change')
    return groundsFor(mode, { kind, substantiveChange: context.substantiveChange === true });
  const changes = list(context.changes);
  const each = changeKinds
    .filter((change) => changes.includes(change))
    .map((change) => groundsFor(mode, { kind, change }));
  return each.length === 0
    ? []
    : each.reduce((both, grounds) => both.filter((ground) => grounds.includes(ground)));
}

const brought = ({ evidence }: Given): [mode: string, ground: string | null] => [
  word(evidence.mode) ?? '',
  word(evidence.ground),
];

/** The guards of an edition that depend on the modes its criteria know. */
export function modeGuards(known: KnownModes, law: LawOfTeams) {
  const ofTheMode = {
    theModeIsOpenToTheCase: {
      otherwise: words(
        '该评审方式不适用于本案：首次申请、能力有实际变化的延续和影响条件的变更须现场评审，提交专家审查的变更须书面审查；采用书面或者远程方式的，须属于准则所列情形，或者由本区制度允许。',
        'The mode is not open to this case: a first application, a renewal with a real change and a change that touches the conditions are assessed on site, a change put before experts on documents; documents and remote assessment otherwise need a ground that the criteria have for such an application, or a lane that allows them.',
      ),
      remedy: words(
        '改为适用于本案的评审方式，或注明适用的情形。',
        'Choose the mode that is open to this case, or name the ground that applies.',
      ),
      holds: (context, given) => modeIsOpen(known, context, ...brought(given)),
    },
    theGapsOfTheAssessmentAreClosed: {
      otherwise: words(
        '容缺受理时约定在评审前补齐的材料尚未补齐。',
        'What was to be there before the assessment, when the file was accepted with gaps, is still missing.',
      ),
      remedy: words('待申请人补齐后再组成评审组。', 'The applicant closes the gaps first.'),
      under: practice('tolerant-acceptance'),
      holds: ({ gapsUntil }) => gapsUntil !== 'assessment',
    },
  } as const satisfies Record<string, GuardPart>;
  const ofTheEscalation = {
    theModeMayBeAdded: {
      otherwise: words(
        '书面审查有疑问的，只能增加现场评审，或者有不可抗力、多场所、少量参数情形的远程评审；准则未规定远程评审的，须由本区制度允许。',
        'Where the documents leave a doubt, a visit may be added, or a remote assessment for force majeure, several sites or few parameters; where the criteria do not know remote assessment, a lane has to allow it.',
      ),
      remedy: words('改为现场评审，或注明适用的情形。', 'Add a visit, or name the ground that applies.'),
      holds: (context, given) => escalationIsOpen(known, context, ...brought(given)),
    },
  } as const satisfies Record<string, GuardPart>;
  return {
    theTeamAndTheModeAreSound: together(
      words(
        '评审组的组成符合要求，评审方式适用于本案，且评审前应补齐的容缺材料均已补齐',
        'the team is soundly composed, the mode is open to the case, and no gap is open that was to be closed before the assessment',
      ),
      { ...ofTheTeam(law), ...ofTheMode },
    ),
    theEscalationIsOpen: together(
      words(
        '增加的是现场评审，或者属于所列情形的远程评审',
        'what is added is a visit, or a remote assessment on a listed ground',
      ),
      ofTheEscalation,
    ),
    theAssessmentIsOnDocuments: {
      says: words('采用书面审查', 'the assessment is on documents'),
      otherwise: words('未采用书面审查。', 'The assessment is not on documents.'),
      remedy: words('按已确定的评审方式办理。', 'Go on in the mode that was chosen.'),
      reads: 'file',
      holds: ({ mode }) => mode === 'written',
    },
    theAssessmentIsRemote: {
      says: words('采用远程评审', 'the assessment is remote'),
      otherwise: words('未采用远程评审。', 'The assessment is not remote.'),
      remedy: words('按已确定的评审方式办理。', 'Go on in the mode that was chosen.'),
      reads: 'file',
      holds: ({ mode }) => mode === 'remote',
    },
  } as const satisfies Record<string, Guard>;
}
