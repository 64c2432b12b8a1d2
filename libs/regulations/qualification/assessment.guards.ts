/**
 * How an assessment is made, and what its findings bear out (criteria of 2023, articles 15 to 18 and annexes 1 to 3). Somewhat
 * long, because each guard stands together with the sentences by which it refuses and helps.
 */
import type { Facts, Given, Guard, Json } from '#process';
import { terminationGrounds } from '../evidence/termination.js';
import { count, numbers, objectOf, word, words } from '../office/memory.js';
import { recheckMayBeRemote, type KnownModes } from './modes.guards.js';

type Holds = Guard['holds'];

/** Every condition, by a name of its own; a guard is one of them, or several that hold together. */
const conditions = {
  everyNonconformityIsJudged: (context, { evidence }) =>
    isOneTo(context.nonconformities, numbers(evidence.judged)),
  noneStaysOpen: (_, { evidence }) => numbers(evidence.notClosed).length === 0,
  someStayOpen: (_, { evidence }) => numbers(evidence.notClosed).length > 0,
} as const satisfies Record<string, Holds>;

/** Whether the items that evidence leaves out are of the case's own scope table; none are. */
export function excludedItemsAreInTheScope(evidence: Facts): boolean {
  const left = objectOf(evidence.exclusions);
  return left.count === 0 || left.inTheScope === true;
}

/** Whether the numbers are 1, 2, … n, in ascending order; of no number there are none. */
function isOneTo(n: Json | undefined, ascending: number[]): boolean {
  return count(n) > 0 && ascending.length === n && ascending.every((number, index) => number === index + 1);
}

const allOf =
  (...names: (keyof typeof conditions)[]): Holds =>
  (context: Facts, given: Given) =>
    names.every((name) => conditions[name](context, given));

/** On documents there is no checklist to bear a conclusion out. */
const concludesOnDocuments =
  (conclusion: string): Holds =>
  (_, { evidence }) =>
    evidence.conclusion === conclusion && excludedItemsAreInTheScope(evidence);

const finds =
  (finding: string): Holds =>
  (_, { evidence }) =>
    evidence.finding === finding;

export const assessmentGuards = {
  theMaterialsAllowTheAssessment: {
    says: words('审查结果为可以进入评审', 'the finding is to go on'),
    otherwise: words('审查结果不是可以进入评审。', 'The finding is not to go on.'),
    remedy: words('填写“可以进入评审”的审查结果。', 'Bring the finding to go on.'),
    reads: 'evidence',
    holds: finds('goOn'),
  },
  theMaterialsNeedASupplement: {
    says: words('审查结果为暂缓、需补充材料', 'the finding is to hold for a supplement'),
    otherwise: words('审查结果不是暂缓补充材料。', 'The finding is not to hold.'),
    remedy: words('填写“暂缓、需补充材料”的审查结果。', 'Bring the finding to hold.'),
    reads: 'evidence',
    holds: finds('hold'),
  },
  theMaterialsForbidTheAssessment: {
    says: words('审查结果为不进入评审', 'the finding is not to go on'),
    otherwise: words('审查结果不是不进入评审。', 'The finding is not one that ends the assessment.'),
    remedy: words('填写“不进入评审”的审查结果及理由。', 'Bring the finding not to go on, with its ground.'),
    reads: 'evidence',
    holds: finds('doNotGoOn'),
  },
  theAssessmentLiesAhead: {
    says: words('评审的日期不早于通知当日', 'the assessment does not begin before its notice'),
    otherwise: words(
      '评审的日期不得早于通知当日。',
      'The assessment cannot begin before the day of its notice.',
    ),
    remedy: words('改为当日或以后的日期。', 'Name days from today on.'),
    reads: 'evidence',
    holds: (_, { evidence, today }) => {
      const first = word(objectOf(evidence.visit).from);
      return first !== null && first >= today;
    },
  },
  everyNonconformityIsAnswered: {
    says: words('每一不符合项均有整改', 'every nonconformity is answered'),
    otherwise: words(
      '须对每一不符合项逐项说明整改。',
      'Every nonconformity must be answered, and nothing else.',
    ),
    remedy: words(
      '对报告所列每一不符合项各答复一次。',
      'Answer each nonconformity of the report once, by its number.',
    ),
    reads: 'evidence',
    holds: (context, { evidence }) => isOneTo(context.nonconformities, numbers(evidence.answered)),
  },
  someNonconformityStaysOpen: {
    says: words('逐项判定后仍有不符合项未整改到位', 'every nonconformity is judged and some are not closed'),
    otherwise: words(
      '尚未逐项判定，或者不存在未整改到位的不符合项。',
      'Not every nonconformity has been judged, or none stays open.',
    ),
    remedy: words(
      '逐项判定；全部到位的，结论为符合。',
      'Judge each one; where all are closed, the conclusion is conforming.',
    ),
    reads: 'evidence',
    holds: allOf('everyNonconformityIsJudged', 'someStayOpen'),
  },
  theDocumentsBearOutConformity: {
    says: words(
      '书面审查结论为符合，拟排除项目均在申请范围内',
      'the conclusion on the documents is conforming, and excluded items are in the scope',
    ),
    otherwise: words(
      '书面审查结论不是“符合”，或拟排除项目不在申请范围内。',
      'The conclusion is not “conforming”, or an excluded item is not in the scope.',
    ),
    remedy: words(
      '更正拟排除项目；有疑问的，由机关增加现场或远程评审。',
      'Correct the excluded items; where there is a doubt, the authority adds an assessment on site or a remote one.',
    ),
    reads: 'evidence',
    holds: concludesOnDocuments('conforming'),
  },
  theDocumentsBearOutNonconformity: {
    says: words('书面审查结论为不符合', 'the conclusion on the documents is nonconforming'),
    otherwise: words('书面审查结论不是“不符合”。', 'The conclusion is not “nonconforming”.'),
    remedy: words('填写“不符合”的结论。', 'Bring the conclusion nonconforming.'),
    reads: 'evidence',
    holds: concludesOnDocuments('nonconforming'),
  },
  theTerminationHasAListedGround: {
    says: words('属于该评审方式可以终止的情形', 'the ground is one of those listed for the mode'),
    otherwise: words(
      '该情形只适用于远程评审，现场评审不得据此终止。',
      'On this ground a remote assessment may be broken off, and one on site may not.',
    ),
    remedy: words('注明规定的终止情形。', 'Name a ground that is listed for an assessment on site.'),
    reads: 'evidence',
    holds: (context, { evidence }) => {
      const grounds: readonly string[] =
        context.mode === 'remote'
          ? [...terminationGrounds.anyMode, ...terminationGrounds.remoteAlone]
          : terminationGrounds.anyMode;
      return grounds.includes(word(evidence.ground) ?? '');
    },
  },
} as const satisfies Record<string, Guard>;

/** What depends on whether the criteria of the edition know remote assessment (criteria of 2023, article 17(4)). */
export function recheckGuards(known: KnownModes) {
  const theRecheckWasMade: Holds = (context, { evidence }) =>
    context.recheckOnSite !== true ||
    evidence.seenOnSite === true ||
    (evidence.seenAgain === true && recheckMayBeRemote(known, context));
  return {
    everyNonconformityIsClosed: {
      says: words(
        '每一不符合项均已整改到位；须现场复核的，已经现场复核',
        'every nonconformity is closed, and where that had to be seen on site it was',
      ),
      otherwise: words(
        '尚有不符合项未判定或者未整改到位，或者须现场复核的尚未复核（准则或者本区制度允许的，可以远程复核）。',
        'A nonconformity was not judged or not found closed; or what had to be seen on site was not (a remote check does only where the criteria or the lane know one).',
      ),
      remedy: words(
        '逐项判定并复核；有未到位的，结论为不符合。',
        'Judge and check each one; where one stays open, the conclusion is nonconforming.',
      ),
      reads: 'evidence',
      holds: (context, given) =>
        allOf('everyNonconformityIsJudged', 'noneStaysOpen')(context, given) &&
        theRecheckWasMade(context, given),
    },
  } as const satisfies Record<string, Guard>;
}
