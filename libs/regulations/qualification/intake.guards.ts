/** What the authority may answer to an application, and when (Licensing Law, article 32). */
import type { Facts, Guard, GuardPart } from '#process';
import { FOOD_FIELD } from '../codes.js';
import { licensingLaw, practice } from '../instruments.js';
import { count, list, numbers, objectOf, together, word, words } from '../office/memory.js';

/**
 * Whether a ban bars it. It bars applications for the approval (Licensing Law 78); to give the approval up, or to tell a
 * change that touches none of its conditions, is no such application, and the latter is a duty (measures, article 14).
 */
const isBarred = ({ kind, handling }: Facts): boolean =>
  kind !== 'cancellation' && !(kind === 'change' && handling !== 'assessment');

/** Whether the register holds a ban against the institution; null where nobody looked. */
const isBanned = ({ record }: Facts): boolean | null => {
  const { banned } = objectOf(record);
  return banned === undefined ? null : banned !== null;
};

/** Of every acceptance. */
const ofAcceptance = {
  everythingRequestedWasSupplied: {
    otherwise: words('要求补正的内容尚未全部答复。', 'Something that was requested has not been supplied.'),
    remedy: words(
      '待申请人答复全部要求补正的内容；也可不予受理。',
      'The applicant answers what is still open; or the application is not accepted.',
    ),
    reads: 'file',
    holds: ({ unanswered }) => unanswered === 0,
  },
  noBanStands: {
    otherwise: words(
      '申请人尚在不得再次申请的期间内。',
      'The institution may not apply again yet: its ban has not ended.',
    ),
    remedy: words('以此为由不予受理。', 'Do not accept it, and name the ban.'),
    under: licensingLaw('78'),
    holds: (context, { evidence }) => !isBarred(context) || isBanned(evidence) === false,
  },
  aFilingIsFiled: {
    otherwise: words('该变更只须备案，不须审批。', 'The change is filed and needs no approval.'),
    remedy: words('予以备案。', 'File it.'),
    reads: 'file',
    holds: ({ handling }) => handling !== 'filing',
  },
  aLateRenewalIsDecidedOn: {
    otherwise: words(
      '延续申请逾期提出的，须注明按延续还是按首次申请办理并说明理由；其他申请不得注明。',
      'Of a renewal that came late it is said whether it is taken as one or as a first application, and why; of any other application nothing is said.',
    ),
    remedy: words(
      '逾期的，补充处理意见；其他申请，删去处理意见。',
      'Say how the late renewal is treated; of any other application leave that out.',
    ),
    under: practice('late-renewal'),
    holds: (context, { evidence }) =>
      (context.renewalInTime === false) === (word(evidence.lateRenewal) !== null),
  },
} as const satisfies Record<string, GuardPart>;

const ofGaps = {
  ...ofAcceptance,
  theLaneToleratesGaps: {
    otherwise: words('本案适用的制度不允许容缺受理。', 'The lane of this case tolerates no gaps.'),
    remedy: words('一次告知补正。', 'Request the supplement.'),
    under: practice('tolerant-acceptance'),
    reads: 'file',
    holds: (context) => list(objectOf(context.allows).tolerates).length > 0,
  },
  theProfileToleratesEveryGap: {
    otherwise: words('所缺材料不在可容缺之列。', 'The lane of this case tolerates no such gap.'),
    remedy: words('一次告知补正。', 'Request the supplement.'),
    under: practice('tolerant-acceptance'),
    holds: (context, { evidence }) => {
      const tolerated = list(objectOf(context.allows).tolerates);
      const missing = list(evidence.requirements);
      return missing.length > 0 && missing.every((requirement) => tolerated.includes(requirement));
    },
  },
} as const satisfies Record<string, GuardPart>;

/** What a corrected scope table may not bring about, for it takes the place of the one that was looked at before. */
const ofSupplements = {
  theAnswersAreToWhatWasAsked: {
    otherwise: words('有答复不对应任何要求补正的内容。', 'An answer is to a point that was never asked.'),
    remedy: words('仅答复告知书中列明的各项。', 'Answer only points of the notice, by their numbers.'),
    holds: (context, { evidence }) => {
      const answered = numbers(evidence.answered);
      return answered.length > 0 && answered.every((point) => point <= count(context.asked));
    },
  },
  theCorrectedScopeIsNotEmpty: {
    otherwise: words('更正后的能力附表须至少有一项。', 'The corrected scope table must have an item.'),
    remedy: words('提交至少有一项的附表。', 'Hand in a scope table that has an item.'),
    holds: (_, { evidence: { scope } }) => scope === undefined || count(objectOf(scope).rows) > 0,
  },
  theCorrectedScopeMayBeCommittedTo: {
    otherwise: words(
      '更正后的附表含特殊食品、医疗器械项目，不适用告知承诺。',
      'The corrected scope table holds special food or medical devices, which are not for the commitment route.',
    ),
    remedy: words(
      '从附表中去除相应项目，或撤回承诺后按一般程序申请。',
      'Leave these items out; or withdraw the commitment and apply by the general procedure.',
    ),
    holds: ({ route }, { evidence: { scope } }) => {
      const { medical, specialFood } = objectOf(scope);
      return scope === undefined || route !== 'commitment' || (medical === false && specialFood === false);
    },
  },
  theFieldIsThatOfTheTeam: {
    otherwise: words(
      '评审组组成后，更正的附表不得改变领域：评审组是按原领域组成的。',
      'Once the team is appointed, a corrected scope table cannot change the field: the team was chosen for the one before.',
    ),
    remedy: words(
      '保持原领域更正附表；增加其他领域的，另行申请扩项。',
      'Correct the table within the field; apply for an extension by what is of another.',
    ),
    holds: ({ team, fieldApplied, fieldCode }, { evidence: { scope } }) =>
      scope === undefined ||
      word(objectOf(team).leader) === null ||
      (objectOf(scope).food === true ? FOOD_FIELD : fieldApplied) === fieldCode,
  },
} as const satisfies Record<string, GuardPart>;

const ofClosedGaps = {
  everyGapIsClosed: {
    otherwise: words(
      '没有待补的缺项，或未逐项补齐。',
      'There is no gap to close, or not every one is closed.',
    ),
    remedy: words('按容缺受理通知书所列逐项补齐。', 'Close each gap of the notice, by its number.'),
    holds: (context, { evidence }) => {
      const gaps = count(context.gaps);
      const answered = numbers(evidence.answered);
      return gaps > 0 && answered.length === gaps && answered.every((point, index) => point === index + 1);
    },
  },
  noScopeTableIsBrought: {
    otherwise: words(
      '补齐容缺材料时不能更换能力附表。',
      'With what was missing no other scope table can be handed in.',
    ),
    remedy: words('不提交附表，仅补齐所缺材料。', 'Leave the table out, and bring what was missing.'),
    holds: (_, { evidence }) => evidence.scope === undefined,
  },
} as const satisfies Record<string, GuardPart>;

export const intakeGuards = {
  theApplicationIsToBeAccepted: together(
    words(
      '要求补正的内容均已答复，申请人不在禁止申请的期间内；逾期的延续已注明如何办理',
      'everything that was requested has been supplied, no ban stands, and of a late renewal it is said how it is treated',
    ),
    ofAcceptance,
  ),
  theGapsAreTolerated: together(
    words(
      '本区制度允许所缺材料容缺，其余同受理',
      'the profile of the zone tolerates every gap, and else as for any acceptance',
    ),
    ofGaps,
  ),
  aSupplementMayBeRequested: {
    says: words(
      '此前未要求过补正，或已说明再次补正的理由',
      'no supplement was requested before, or a supervisor said why again',
    ),
    otherwise: words(
      '需要补正的全部内容应当一次告知：本案已告知过一次。',
      'Everything that is missing is told at once, and in this case it was told already.',
    ),
    remedy: words(
      '按现有材料受理或不予受理；确需再次补正的，由科室负责人先说明理由。',
      'Accept or do not accept on what is there; where it must be asked again, a supervisor first says why.',
    ),
    under: licensingLaw('32.1.4'),
    reads: 'file',
    holds: ({ supplementsRequested, supplementsAllowed }) =>
      count(supplementsRequested) < count(supplementsAllowed),
  },
  theSupplementsAreUsedUp: {
    says: words('补正已要求过', 'the supplements allowed have been requested'),
    otherwise: words(
      '本案尚可告知补正，无须说明再次补正的理由。',
      'A supplement can still be requested; nobody has to say why it is asked for again.',
    ),
    remedy: words('一次告知补正。', 'Request the supplement.'),
    reads: 'file',
    holds: ({ supplementsRequested, supplementsAllowed }) =>
      count(supplementsRequested) > 0 && count(supplementsRequested) >= count(supplementsAllowed),
  },
  theGroundOfNonAcceptanceIsTrue: together(
    words(
      '以材料不齐为由的，此前已一次告知补正；以禁止申请为由的，确在禁止申请的期间内',
      'incompleteness, where it is the ground, was told before; a ban, where it is, does stand',
    ),
    {
      // Incompleteness is told before it is held against anybody.
      incompletenessWasToldBefore: {
        otherwise: words(
          '材料不齐的，应当先一次告知补正，不得径行不予受理。',
          'What is missing must first be told; it is no ground for non-acceptance before that.',
        ),
        remedy: words(
          '先一次告知需要补正的全部内容，或以其他理由不予受理。',
          'Tell what is missing first, all at once; or name another ground.',
        ),
        under: licensingLaw('32.1.4'),
        holds: (context, { evidence }) =>
          word(evidence.ground) !== null &&
          (evidence.ground !== 'incomplete' || count(context.supplementsRequested) > 0),
      },
      theBanStands: {
        otherwise: words(
          '没有登记申请人不得再次申请的期间，或者该期间不妨碍本案：注销和不影响资质认定条件的变更不受其限制。',
          'No ban is entered against the institution, or it does not bar this: an approval may be given up, and a change that touches no condition be told, under a ban too.',
        ),
        remedy: words('以其他理由不予受理，或予以受理。', 'Name another ground, or accept.'),
        under: licensingLaw('78'),
        holds: (context, { evidence }) =>
          word(evidence.ground) !== null &&
          (evidence.ground !== 'underABan' || (isBarred(context) && isBanned(evidence) === true)),
      },
    },
  ),
  itIsFiledAlone: {
    says: words('变更只须备案', 'the change needs no approval'),
    otherwise: words('该申请须经审批，不能只予备案。', 'It needs an approval, and is not filed alone.'),
    remedy: words('受理，或不予受理。', 'Accept it, or do not.'),
    reads: 'file',
    holds: ({ handling }) => handling === 'filing',
  },
  theSupplementIsInOrder: together(
    words(
      '所答复的均为要求补正的内容；更正的附表不为空，告知承诺的不含特殊食品、医疗器械，已组成评审组的不改变领域',
      'every answer is to something that was asked; a corrected scope table is not empty, of a commitment holds neither special food nor medical devices, and of a team that is appointed leaves the field as it is',
    ),
    ofSupplements,
  ),
  theGapsAreClosed: together(words('所缺材料逐项补齐', 'every gap is closed, each once'), ofClosedGaps),
} as const satisfies Record<string, Guard>;
