/** What a case of a suspension remembers, and by which conditions it moves. */
import type { Assign, Day, Given, Guard } from '#process';
import { condition, count, opened, openerOf, same, together, word, words } from '../memory.js';

/** The context. Null means: not yet, or never in this case. */
export type SuspensionFile = {
  /** Who proposed it; until then who opened the case. */
  proposer: string | null;
  change: 'suspend' | 'reinstate' | null;
  /** Who is kept out, or let in again. */
  person: string | null;
  /** Whether a second administrator was asked to confirm the suspension. */
  byTwo: boolean;
  suspendedOn: Day | null;
  reinstatedOn: Day | null;
};

export const openedFile = opened((given): SuspensionFile => ({
  proposer: openerOf(given),
  change: null,
  person: null,
  byTwo: false,
  suspendedOn: null,
  reinstatedOn: null,
}));

/** Fewer than two cannot let anybody in again. */
const administratorsNeeded = 2;

const itIsSomebodyElse = condition(
  words('不得为本人办理。', 'Nobody does this to or for themselves.'),
  words('请由另一名权限管理员办理。', 'Another administrator of roles does it.'),
  (_, { evidence }) => word(evidence.by) !== null && !same(evidence.by, evidence.person),
);

const thePersonIsNotSuspended = condition(
  words('该人员已被停用。', 'The person is suspended already.'),
  words('无须再停用。', 'There is nothing left to do.'),
  (_, { evidence }) => evidence.suspended === false,
);

const thePersonIsSuspended = condition(
  words('该人员并未被停用。', 'The person is not suspended.'),
  words('请核对人员；已恢复的无须再恢复。', 'Check the person; whoever was let in again needs nothing more.'),
  (_, { evidence }) => evidence.suspended === true,
);

const twoAdministratorsRemain = condition(
  words(
    '停用后未停用的权限管理员将少于两名，无人能够恢复。',
    'Fewer than two administrators of roles would remain, and nobody could let the person in again.',
  ),
  words('请先授予他人权限管理员角色。', 'Somebody else is made one first.'),
  (_, { evidence }) =>
    evidence.administration === false ||
    (evidence.administration === true && count(evidence.administratorsBeside) >= administratorsNeeded),
);

const theSameWasProposed = condition(
  words('所复核的不是所提议的人员。', 'It is not the person who was proposed.'),
  words('请再次阅读提议后复核。', 'Read the proposal again, then confirm.'),
  (context, { evidence }) => same(evidence.person, context.person),
);

export const guards = {
  thePersonMayBeSuspended: together(
    words(
      '停用的不是本人，该人员尚未被停用，且不是权限管理员',
      'it is somebody else, who is not suspended and does not administer roles',
    ),
    {
      itIsSomebodyElse,
      thePersonIsNotSuspended,
      thePersonAdministersNothing: condition(
        words('停用权限管理员须经另一名权限管理员复核。', 'Whoever administers roles is suspended by two.'),
        words('请提议停用，由另一名权限管理员复核。', 'Propose it; another administrator of roles confirms.'),
        (_, { evidence }) => evidence.administration === false,
      ),
    },
  ),
  theSuspensionMayBeProposed: together(
    words(
      '停用的不是本人，是尚未被停用的权限管理员，且未停用的权限管理员仍有两名以上',
      'it is somebody else, who administers roles and is not suspended, and two administrators of roles who are not suspended remain',
    ),
    {
      itIsSomebodyElse,
      thePersonIsNotSuspended,
      thePersonAdministers: condition(
        words('该人员不是权限管理员。', 'The person does not administer roles.'),
        words('请直接停用，无须复核。', 'Suspend them at once; nobody needs to confirm it.'),
        (_, { evidence }) => evidence.administration === true,
      ),
      twoAdministratorsRemain,
    },
  ),
  theSuspensionMayBeConfirmed: together(
    words(
      '所复核的正是所提议的人员，复核人不是本人，该人员尚未被停用，且未停用的权限管理员仍有两名以上',
      'it is the person who was proposed, somebody else, and not suspended yet, and two administrators of roles who are not suspended remain',
    ),
    { itIsSomebodyElse, theSameWasProposed, thePersonIsNotSuspended, twoAdministratorsRemain },
  ),
  theReinstatementMayBeProposed: together(
    words('恢复的不是本人，且该人员已被停用', 'it is somebody else, who is suspended'),
    { itIsSomebodyElse, thePersonIsSuspended },
  ),
  theReinstatementMayBeConfirmed: together(
    words(
      '所复核的正是所提议的人员，复核人不是本人，且该人员仍被停用',
      'it is the person who was proposed, somebody else, and still suspended',
    ),
    { itIsSomebodyElse, theSameWasProposed, thePersonIsSuspended },
  ),
  nobodyActsForThemselves: {
    says: words('所涉的不是本人', 'it is about somebody else'),
    otherwise: words('不得办理涉及本人的提议。', 'Nobody decides on a proposal that is about themselves.'),
    remedy: words('请由另一名权限管理员办理。', 'Another administrator of roles does it.'),
    reads: 'actor',
    holds: (context, { evidence }) => word(evidence.by) !== null && !same(evidence.by, context.person),
  },
  theProposerTakesItBack: {
    says: words('由提议人本人撤回', 'it is the proposer who takes it back'),
    otherwise: words('提议只能由提议人本人撤回。', 'Only the proposer takes a proposal back.'),
    remedy: words('其他权限管理员可以不予同意。', 'Another administrator may decline it.'),
    reads: 'actor',
    holds: (context, { evidence }) => same(evidence.by, context.proposer),
  },
} as const satisfies Record<string, Guard>;

const proposal = ({ evidence }: Given, change: SuspensionFile['change']) => ({
  ...{ proposer: word(evidence.by), person: word(evidence.person), change },
});

export const assigns = {
  recordSuspension: (_, given) => ({ ...proposal(given, 'suspend'), suspendedOn: given.today }),
  recordProposedSuspension: (_, given) => ({ ...proposal(given, 'suspend'), byTwo: true }),
  recordConfirmedSuspension: (_, { today }) => ({ suspendedOn: today }),
  recordProposedReinstatement: (_, given) => proposal(given, 'reinstate'),
  recordReinstatement: (_, { today }) => ({ reinstatedOn: today }),
} as const satisfies Record<string, Assign>;
