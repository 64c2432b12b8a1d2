/** What may be decided, and on what (Licensing Law, articles 37, 38 and 46 to 50). */
import type { Facts, Given, Guard } from '#process';
import { count, list, objectOf, word, words } from '../office/memory.js';
import { addDays } from '#calendar';
import { needsAssessment } from './application.guards.js';
import { excludedItemsAreInTheScope } from './assessment.guards.js';

type Holds = Guard['holds'];

/** What the team did not propose, as the case remembers it. */
const proposedBy = (context: Facts): Facts => objectOf(context.proposedExclusions);

/** A change that was put before experts stands or falls as a whole: its items stay on the certificate as they were. */
const isOfOnePiece = ({ handling }: Facts): boolean => handling === 'written';

/** Every condition, by a name of its own; a guard is one of them, or several that hold together. */
const conditions = {
  theAssessmentFoundConformity: ({ conclusion }) => conclusion === 'conforming',
  theTeamLeftNothingOut: (context) => count(proposedBy(context).count) === 0,
  noGapIsOpen: ({ gaps }) => gaps === 0,
  theExcludedItemsAreInTheScope: (_, { evidence }) => excludedItemsAreInTheScope(evidence),
  somethingRemainsToBeGranted: (_, { evidence }) => count(objectOf(evidence.exclusions).remaining) > 0,
  itMayBeDivided: (context) => !isOfOnePiece(context),
  // A list too long to stand in the facts is known by its digest alone: then the decision leaves out exactly the team's list.
  whatTheTeamLeftOutStaysOut: (context, { evidence }) => {
    const proposed = proposedBy(context);
    if (count(proposed.count) === 0) return true;
    const { digest, items } = objectOf(evidence.exclusions);
    if (digest === proposed.digest) return true;
    return (
      Array.isArray(items) &&
      Array.isArray(proposed.items) &&
      list(proposed.items).every((item) => items.includes(item))
    );
  },
} as const satisfies Record<string, Holds>;

/**
 * Why the conditions can be held not to be met: the assessment says so; or what was tolerated at acceptance never came; or
 * nobody assesses it, and the authority has looked itself (Licensing Law 34); or the team left out a part of what cannot
 * be granted in part. Else nothing stands against the grant.
 */
const conditionsMayBeUnmet = (context: Facts): boolean =>
  context.conclusion === 'nonconforming' ||
  count(context.gaps) > 0 ||
  context.route === 'commitment' ||
  !needsAssessment(context) ||
  (isOfOnePiece(context) && count(proposedBy(context).count) > 0);

const allOf =
  (...names: (keyof typeof conditions)[]): Holds =>
  (context: Facts, given: Given) =>
    names.every((name) => conditions[name](context, given));

export const decisionGuards = {
  theWholeScopeWasFoundConforming: {
    says: words(
      '评审结论为符合，评审组未排除任何项目，且容缺的材料均已补齐',
      'the assessment concluded conforming, the team left nothing out, and no gap is open',
    ),
    otherwise: words(
      '评审结论为“符合”、评审组未排除任何项目且容缺的材料均已补齐的，方可全部准予许可。',
      'The whole may be granted only where the assessment concluded conforming, the team left nothing out, and no gap is open.',
    ),
    remedy: words(
      '待申请人补齐，或者部分准予许可、不予许可。',
      'Let the applicant close the gap; or grant in part, or refuse.',
    ),
    reads: 'file',
    holds: allOf('theAssessmentFoundConformity', 'theTeamLeftNothingOut', 'noGapIsOpen'),
  },
  aPartWasFoundConforming: {
    says: words(
      '评审结论为符合，不属于提交专家审查的变更，排除的项目在申请范围内并包括评审组排除的项目，仍有项目可准予，且容缺的材料均已补齐',
      'the assessment concluded conforming, it is no change that was put before experts, the items left out are in the scope and include the team’s, something remains, and no gap is open',
    ),
    otherwise: words(
      '部分准予许可须评审结论为“符合”，不属于提交专家审查的变更，排除的项目在申请范围内并包括评审组排除的全部项目，仍有项目可准予，且容缺的材料均已补齐。',
      'A grant in part needs the conclusion conforming, excluded items that are in the scope and include all the team left out, something that remains, and no open gap; a change put before experts is not divided.',
    ),
    remedy: words(
      '更正排除的项目；结论为不符合的，不予许可。',
      'Correct the excluded items; where the conclusion is nonconforming, refuse.',
    ),
    reads: 'evidence',
    holds: allOf(
      'noGapIsOpen',
      'itMayBeDivided',
      'theAssessmentFoundConformity',
      'theExcludedItemsAreInTheScope',
      'whatTheTeamLeftOutStaysOut',
      'somethingRemainsToBeGranted',
    ),
  },
  theRefusalHasAGround: {
    says: words(
      '评审结论为不符合或者评审已终止，或者容缺的材料未补齐，或者本案不经评审，或者申请材料虚假',
      'the assessment concluded nonconforming or was broken off, or a gap was not closed, or nobody assesses the case, or the material is false',
    ),
    otherwise: words(
      '经评审的，以不具备条件为由不予许可须评审结论为“不符合”、容缺的材料未补齐，或者提交专家审查的变更有项目未获推荐。',
      'What was assessed is refused for unmet conditions only where the conclusion is nonconforming, a gap was not closed, or of a change put before experts an item is not proposed.',
    ),
    remedy: words(
      '评审结论为符合的，准予或部分准予许可；材料虚假的，以此为由。',
      'Grant, or grant in part, what was found conforming; name false material where it is the ground.',
    ),
    reads: 'evidence',
    holds: (context, { evidence }) =>
      evidence.ground === 'falseMaterial' ||
      (evidence.ground === 'conditionsNotMet' && conditionsMayBeUnmet(context)),
  },
  theChangeMayBeApproved: {
    says: words(
      '变更（或者本区允许凭声明办理的延续）以申报办理，且容缺的材料均已补齐',
      'it is a change, or a renewal where the lane lets it be, by declaration, and no gap is open',
    ),
    otherwise: words(
      '不是以申报办理的变更，或者容缺的材料尚未补齐。',
      'It is no change by declaration, or a gap is still open.',
    ),
    remedy: words(
      '经评审的，按评审结论作出决定；有缺项的，待申请人补齐。',
      'Decide on the conclusion where it was assessed; where a gap is open, the applicant closes it first.',
    ),
    reads: 'file',
    holds: (context) => context.kind !== 'cancellation' && !needsAssessment(context) && context.gaps === 0,
  },
  itIsGivenUp: {
    says: words('属于注销申请', 'it is an application to cancel'),
    otherwise: words('本案不是注销申请。', 'This is no application to cancel.'),
    remedy: words('按申请的事项作出决定。', 'Decide on what was applied for.'),
    reads: 'file',
    holds: ({ kind }) => kind === 'cancellation',
  },
  aNewCertificateIsDue: {
    says: words('首次申请或延续', 'it is a first application or a renewal'),
    otherwise: words(
      '不制发新证书，而是变更所持证书。',
      'No new certificate is due: the one that is held is amended.',
    ),
    remedy: words('办理证书变更。', 'Amend the certificate.'),
    reads: 'file',
    holds: ({ kind }) => kind === 'first' || kind === 'renewal',
  },
  itIsAnExtension: {
    says: words('属于扩项', 'it is an extension'),
    otherwise: words('不是扩项。', 'It is no extension.'),
    remedy: words(
      '首次申请、延续的，制发证书。',
      'Of a first application and a renewal a certificate is issued.',
    ),
    reads: 'file',
    holds: ({ kind }) => kind === 'extension',
  },
  itIsAChange: {
    says: words('属于不改变场所的变更', 'it is a change that leaves the premises where they are'),
    otherwise: words('不是变更，或者场所已搬迁。', 'It is no change, or the premises have moved.'),
    remedy: words(
      '首次申请、延续的，制发证书。',
      'Of a first application and a renewal a certificate is issued.',
    ),
    reads: 'file',
    holds: (context) => context.kind === 'change' && context.handling !== 'assessment',
  },
  thePremisesHaveMoved: {
    says: words('场所搬迁', 'the premises have moved'),
    otherwise: words('场所未搬迁。', 'The premises have not moved.'),
    remedy: words(
      '首次申请、延续的，制发证书。',
      'Of a first application and a renewal a certificate is issued.',
    ),
    reads: 'file',
    holds: (context) => context.kind === 'change' && context.handling === 'assessment',
  },
  noGapStandsAgainstTheGrant: {
    says: words('容缺的材料均已补齐', 'no gap is open'),
    otherwise: words('容缺的材料尚未补齐。', 'A gap of the file is still open.'),
    remedy: words('待申请人补齐；未补齐的，不予许可。', 'The applicant closes it first; or refuse.'),
    reads: 'file',
    holds: ({ gaps }) => gaps === 0,
  },
  noHearingWasOffered: {
    says: words('尚未告知听证权利', 'the right to a hearing was not told before'),
    otherwise: words('本案已告知过听证权利。', 'In this case the right to a hearing was told already.'),
    remedy: words('作出决定。', 'Decide.'),
    reads: 'file',
    holds: ({ hearing }) => hearing === null,
  },
  // The clock holds the seven working days; a day that cannot be beyond them by any calendar is not announced at all.
  theHearingLiesAhead: {
    says: words(
      '听证日期与通知之日之间隔有七日以上',
      'between the notice and the hearing there are seven days or more',
    ),
    otherwise: words(
      '听证应当提前七个工作日通知，所定日期过早。',
      'A hearing is announced seven working days before it; that day is too soon.',
    ),
    remedy: words(
      '另定日期，与通知之日至少隔七个工作日。',
      'Name a later day, with seven working days or more between.',
    ),
    reads: 'evidence',
    holds: (_, { evidence, today }) => (word(evidence.on) ?? '') > addDays(today, 7),
  },
  theDayOfTheHearingHasCome: {
    says: words('已到听证日期', 'the day of the hearing has come'),
    otherwise: words('尚未到听证日期。', 'The day of the hearing has not come.'),
    remedy: words('于听证当日或者以后记录。', 'Record it on that day or later.'),
    reads: 'file',
    holds: ({ hearingOn }, { today }) => (word(hearingOn) ?? '9999-12-31') <= today,
  },
  theLaneIsAnEmergencyInForce: {
    says: words(
      '本案走应急通道，应急期限未过，且尚未列入名录',
      'the case is on an emergency lane that has not ended, and the body is not listed yet',
    ),
    otherwise: words(
      '本案未走应急通道，或应急期限已过，或已列入名录。',
      'The case is on no emergency lane, or that has ended, or the body is listed already.',
    ),
    remedy: words('按通常程序办理。', 'Go on as usual.'),
    reads: 'file',
    holds: ({ lane, listedOn }, { today }) => {
      const { order, until } = objectOf(lane);
      return word(order) !== null && today <= (word(until) ?? '') && listedOn === null;
    },
  },
} as const satisfies Record<string, Guard>;
