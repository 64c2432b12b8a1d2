/**
 * The conditions of the edition of 2023-12-01: true sentences about the case and about what a step brings. Somewhat
 * long, because each guard stands together with the sentences by which it refuses and helps.
 */
import { Temporal } from 'temporal-polyfill';
import type { Facts, Given, Guard, Words } from '#process';
import { conclusionsAllowed } from '../conclusion.js';
import { licensingLaw } from '../instruments.js';
import { count, facts, fileOf, numbers, word } from './2023-12-01.file.js';
import { theDayOfReceiptMayBeCorrected, theDecisionMayBeExtended } from './2023-12-01.periods.js';
import { theTeamIsSoundlyComposed } from './2023-12-01.team.js';

const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

type Holds = Guard['holds'];

/** Every condition, by a name of its own; a guard is one of them, or several that hold together. */
export const conditions = {
  theScopeIsNotEmpty: (_, { evidence }) => count(facts(evidence.scope).rows) > 0,

  // Three months by the corresponding day, else the month's end.
  theManagementSystemHasRunThreeMonths: (_, { evidence, today }) => {
    const since = word(evidence.managementSystemSince);
    return since !== null && since <= Temporal.PlainDate.from(today).subtract({ months: 3 }).toString();
  },

  theVisitIsOver: (context, { evidence, today }) => {
    const { from, to } = facts(evidence.visited);
    const [first, last, announced] = [word(from), word(to), word(facts(context.visit).from)];
    return first !== null && last !== null && last <= today && (announced === null || announced <= first);
  },
  theExcludedItemsAreInTheScope: (_, { evidence }) => {
    const left = facts(evidence.exclusions);
    return left.count === 0 || left.inTheScope === true;
  },
  theItemsAllowTheConclusion: (_, { evidence }) => {
    const { basicallyConforming, nonconforming } = facts(evidence.findings);
    return conclusionsAllowed({
      basicallyConforming: numbers(basicallyConforming),
      nonconforming: numbers(nonconforming),
    }).some((allowed) => allowed === evidence.conclusion);
  },

  everyNonconformityIsJudged: (context, { evidence }) =>
    isOneTo(fileOf(context).nonconformities, numbers(evidence.judged)),
  noneStaysOpen: (_, { evidence }) => numbers(evidence.notClosed).length === 0,
  someStayOpen: (_, { evidence }) => numbers(evidence.notClosed).length > 0,

  theAssessmentFoundConformity: (context) => fileOf(context).conclusion === 'conforming',
  theTeamLeftNothingOut: (context) => (fileOf(context).proposedExclusions?.count ?? 0) === 0,
  somethingRemainsToBeGranted: (_, { evidence }) => count(facts(evidence.exclusions).remaining) > 0,
  // A list too long to stand in the facts is known by its digest alone: then the decision leaves out exactly the team's list.
  whatTheTeamLeftOutStaysOut: (context, { evidence }) => {
    const proposed = fileOf(context).proposedExclusions;
    if (proposed === null || proposed.count === 0) return true;
    const { digest, items } = facts(evidence.exclusions);
    if (digest === proposed.digest) return true;
    return Array.isArray(items) && (proposed.items?.every((item) => items.includes(item)) ?? false);
  },
} as const satisfies Record<string, Holds>;

type Condition = keyof typeof conditions;

/** Whether the numbers are 1, 2, … n, in ascending order. */
function isOneTo(n: number, ascending: number[]): boolean {
  return ascending.length === n && ascending.every((number, index) => number === index + 1);
}

const together =
  (...names: Condition[]): Holds =>
  (context: Facts, given: Given) =>
    names.every((name) => conditions[name](context, given));

const concludes =
  (conclusion: string): Holds =>
  (context, given) =>
    given.evidence.conclusion === conclusion &&
    together('theItemsAllowTheConclusion', 'theVisitIsOver', 'theExcludedItemsAreInTheScope')(context, given);

const finds =
  (finding: string): Holds =>
  (_, { evidence }) =>
    evidence.finding === finding;

export const guards = {
  theApplicationIsRipe: {
    says: words(
      '管理体系已运行三个月以上，且申请的能力范围不为空',
      'the management system has run for three months and the scope is not empty',
    ),
    otherwise: words(
      '首次申请前管理体系须已运行三个月以上，且申请的能力范围至少有一项。',
      'Before a first application the management system must have run for three months, and the scope must have an item.',
    ),
    remedy: words(
      '待管理体系运行满三个月、且能力附表至少有一项后再提交。',
      'Submit once the management system has run for three months, with a scope table that has an item.',
    ),
    reads: 'evidence',
    holds: together('theScopeIsNotEmpty', 'theManagementSystemHasRunThreeMonths'),
  },
  everythingRequestedWasSupplied: {
    says: words('要求补正的内容均已答复', 'everything that was requested has been supplied'),
    otherwise: words('要求补正的内容尚未全部答复。', 'Something that was requested has not been supplied.'),
    remedy: words(
      '待申请人答复全部要求补正的内容；也可不予受理。',
      'The applicant answers what is still open; or the application is not accepted.',
    ),
    reads: 'file',
    holds: (context) => fileOf(context).unanswered === 0,
  },
  noSupplementWasRequestedYet: {
    says: words('此前未要求过补正', 'no supplement was requested before'),
    otherwise: words(
      '需要补正的全部内容应当一次告知：本案已告知过一次。',
      'Everything that is missing is told at once, and in this case it was told already.',
    ),
    remedy: words('按现有材料受理或不予受理。', 'Accept or do not accept on what is there.'),
    reads: 'file',
    holds: (context) => fileOf(context).supplementsRequested === 0,
  },
  // Incompleteness is told before it is held against anybody (Licensing Law 32(1)(4)).
  incompletenessWasToldBefore: {
    says: words(
      '以材料不齐为由的，此前已一次告知补正',
      'incompleteness, where it is the ground, was told before',
    ),
    otherwise: words(
      '材料不齐的，应当先一次告知补正，不得径行不予受理。',
      'What is missing must first be told; it is no ground for non-acceptance before that.',
    ),
    remedy: words(
      '先一次告知需要补正的全部内容，或以其他理由不予受理。',
      'Tell what is missing first, all at once; or name another ground.',
    ),
    under: licensingLaw('32.1.4'),
    reads: 'evidence',
    holds: (context, { evidence }) =>
      evidence.ground !== 'incomplete' || fileOf(context).supplementsRequested > 0,
  },
  theAnswersAreToWhatWasAsked: {
    says: words('所答复的均为要求补正的内容', 'every answer is to something that was asked'),
    otherwise: words('有答复不对应任何要求补正的内容。', 'An answer is to a point that was never asked.'),
    remedy: words('仅答复告知书中列明的各项。', 'Answer only points of the notice, by their numbers.'),
    reads: 'evidence',
    holds: (context, { evidence }) => {
      const answered = numbers(evidence.answered);
      return answered.length > 0 && answered.every((point) => point <= fileOf(context).asked);
    },
  },
  theDayOfReceiptMayBeCorrected,
  theDecisionMayBeExtended,
  theTeamIsSoundlyComposed,
  theMaterialsAllowTheVisit: {
    says: words('审查结果为可以进入现场评审', 'the finding is to go on'),
    otherwise: words('审查结果不是可以进入现场评审。', 'The finding is not to go on.'),
    remedy: words('填写“可以进入现场评审”的审查结果。', 'Bring the finding to go on.'),
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
  theMaterialsForbidTheVisit: {
    says: words('审查结果为不进入现场评审', 'the finding is not to go on'),
    otherwise: words('审查结果不是不进入现场评审。', 'The finding is not one that ends the assessment.'),
    remedy: words(
      '填写“不进入现场评审”的审查结果及理由。',
      'Bring the finding not to go on, with its ground.',
    ),
    reads: 'evidence',
    holds: finds('doNotGoOn'),
  },
  theVisitLiesAhead: {
    says: words('现场评审的日期不早于通知当日', 'the visit does not begin before the notice'),
    otherwise: words(
      '现场评审的日期不得早于通知当日。',
      'The visit cannot begin before the day of its notice.',
    ),
    remedy: words('改为当日或以后的日期。', 'Name days from today on.'),
    reads: 'evidence',
    holds: (_, { evidence, today }) => {
      const first = word(facts(evidence.visit).from);
      return first !== null && first >= today;
    },
  },
  theReportBearsOutConformity: {
    says: words(
      '结论为符合，且全部条款均为符合',
      'the conclusion is conforming and every item is conforming',
    ),
    otherwise: words(
      '全部条款均为符合、现场评审已经结束、拟排除项目均在申请范围内的，结论方可为“符合”。',
      '“Conforming” needs every item conforming, the visit over, and excluded items that are in the scope.',
    ),
    remedy: words(
      '按各条款的判定更改结论，或待现场评审结束、更正拟排除项目后再提交。',
      'Conclude what the items bear out; or wait for the end of the visit, or correct the excluded items.',
    ),
    reads: 'evidence',
    holds: concludes('conforming'),
  },
  theReportBearsOutBasicConformity: {
    says: words(
      '结论为基本符合，有条款待整改，且带星号条款无不符合',
      'the conclusion is basically conforming, something is to be rectified, and no starred item is nonconforming',
    ),
    otherwise: words(
      '有条款待整改、带星号条款无不符合、现场评审已经结束、拟排除项目均在申请范围内的，结论方可为“基本符合”。',
      '“Basically conforming” needs something to rectify, no starred item nonconforming, the visit over, and excluded items that are in the scope.',
    ),
    remedy: words(
      '按各条款的判定更改结论，或待现场评审结束、更正拟排除项目后再提交。',
      'Conclude what the items bear out; or wait for the end of the visit, or correct the excluded items.',
    ),
    reads: 'evidence',
    holds: concludes('basicallyConforming'),
  },
  theReportBearsOutNonconformity: {
    says: words(
      '结论为不符合，且有条款不符合',
      'the conclusion is nonconforming and some item is nonconforming',
    ),
    otherwise: words(
      '有条款不符合、现场评审已经结束、拟排除项目均在申请范围内的，结论方可为“不符合”；带星号条款不符合的，只能为“不符合”。',
      '“Nonconforming” needs a nonconforming item, the visit over, and excluded items that are in the scope; a starred item nonconforming allows nothing else.',
    ),
    remedy: words(
      '按各条款的判定更改结论，或待现场评审结束、更正拟排除项目后再提交。',
      'Conclude what the items bear out; or wait for the end of the visit, or correct the excluded items.',
    ),
    reads: 'evidence',
    holds: concludes('nonconforming'),
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
    holds: (context, { evidence }) => isOneTo(fileOf(context).nonconformities, numbers(evidence.answered)),
  },
  everyNonconformityIsClosed: {
    says: words('每一不符合项均已整改到位', 'every nonconformity is closed'),
    otherwise: words(
      '并非每一不符合项均已判定且整改到位。',
      'Not every nonconformity has been judged and found closed.',
    ),
    remedy: words(
      '逐项判定；有未到位的，结论为不符合。',
      'Judge each one; where one stays open, the conclusion is nonconforming.',
    ),
    reads: 'evidence',
    holds: together('everyNonconformityIsJudged', 'noneStaysOpen'),
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
    holds: together('everyNonconformityIsJudged', 'someStayOpen'),
  },
  theWholeScopeWasFoundConforming: {
    says: words(
      '评审结论为符合，且评审组未排除任何项目',
      'the assessment concluded conforming and the team left nothing out',
    ),
    otherwise: words(
      '评审结论为“符合”且评审组未排除任何项目的，方可全部准予许可。',
      'The whole may be granted only where the assessment concluded conforming and the team left nothing out.',
    ),
    remedy: words('部分准予许可，或者不予许可。', 'Grant in part, or refuse.'),
    reads: 'file',
    holds: together('theAssessmentFoundConformity', 'theTeamLeftNothingOut'),
  },
  aPartWasFoundConforming: {
    says: words(
      '评审结论为符合，排除的项目在申请范围内并包括评审组排除的项目，且仍有项目可准予',
      'the assessment concluded conforming, the items left out are in the scope and include the team’s, and something remains',
    ),
    otherwise: words(
      '部分准予许可须评审结论为“符合”，排除的项目在申请范围内并包括评审组排除的全部项目，且仍有项目可准予。',
      'A grant in part needs the conclusion conforming, excluded items that are in the scope and include all the team left out, and something that remains.',
    ),
    remedy: words(
      '更正排除的项目；结论为不符合的，不予许可。',
      'Correct the excluded items; where the conclusion is nonconforming, refuse.',
    ),
    reads: 'evidence',
    holds: together(
      'theAssessmentFoundConformity',
      'theExcludedItemsAreInTheScope',
      'whatTheTeamLeftOutStaysOut',
      'somethingRemainsToBeGranted',
    ),
  },
  theRefusalHasAGround: {
    says: words(
      '评审结论为不符合，或者申请材料虚假',
      'the assessment concluded nonconforming, or the material is false',
    ),
    otherwise: words(
      '以不具备条件为由的，评审结论须为“不符合”。',
      'Refusing because the conditions are not met needs the conclusion nonconforming.',
    ),
    remedy: words(
      '评审结论为符合的，准予或部分准予许可；材料虚假的，以此为由。',
      'Grant, or grant in part, what was found conforming; name false material where it is the ground.',
    ),
    reads: 'evidence',
    holds: (context, { evidence }) =>
      evidence.ground === 'falseMaterial' ||
      (evidence.ground === 'conditionsNotMet' && fileOf(context).conclusion === 'nonconforming'),
  },
} as const satisfies Record<string, Guard>;
