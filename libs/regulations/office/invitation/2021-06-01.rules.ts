/** What a case of an invitation remembers, and by which conditions it moves. */
import type { Assign, Day, Guard } from '#process';
import { condition, listOrNull, notPast, opened, openerOf, same, together, word, words } from '../memory.js';

/** The context. Null means: not yet, or never in this case. */
export type InvitationFile = {
  institution: string | null;
  /** Who invited; until then who opened the case. */
  inviter: string | null;
  /** The role `invitee` reaches the case by this. */
  invitee: string | null;
  capacity: 'agent';
  /** The only steps for which it holds; null for all. */
  steps: string[] | null;
  until: Day | null;
  acceptedOn: Day | null;
  endedOn: Day | null;
};

export const openedFile = opened((given): InvitationFile => ({
  institution: word(given.world.institution),
  inviter: openerOf(given),
  invitee: null,
  capacity: 'agent',
  steps: null,
  until: null,
  acceptedOn: null,
  endedOn: null,
}));

const theInstitutionsHeadDoesIt = condition(
  words(
    '只有经核验、权限不受限的法定代表人可以办理。',
    'Only the legal representative does it, whose authorisation is whole.',
  ),
  words(
    '请由法定代表人办理；代理人可凭授权委托书自行申请权限。',
    'The legal representative does it; an agent with a letter of authorisation claims to act instead.',
  ),
  (_, { evidence }) => evidence.inFull === true,
);

const thePersonDoesNotActForItYet = condition(
  words('被邀请人已为该机构办事。', 'The invited person acts for the institution already.'),
  words('请先终止原权限。', 'End what they have first.'),
  (_, { evidence }) => evidence.acts === false,
);

const thePersonAdministersNoRoles = condition(
  words('权限管理员不得为机构办事。', 'Whoever administers roles does not act for an institution.'),
  words('请邀请他人。', 'Invite somebody else.'),
  (_, { evidence }) => evidence.administers === false,
);

export const guards = {
  theInvitationMayBeMade: together(
    words(
      '邀请人为该机构的法定代表人，被邀请人为他人、尚未为该机构办事且不是权限管理员，截止日未过',
      'the legal representative invites somebody else who does not act for the institution yet and administers no roles, and the last day has not passed',
    ),
    {
      theInstitutionsHeadDoesIt,
      itIsSomebodyElse: condition(
        words('不能邀请本人。', 'Nobody invites themselves.'),
        words('请邀请他人。', 'Invite somebody else.'),
        (_, { evidence }) => word(evidence.by) !== null && !same(evidence.by, evidence.person),
      ),
      thePersonDoesNotActForItYet,
      thePersonAdministersNoRoles,
      theLastDayHasNotPassed: condition(
        words('权限的最后一日已过。', 'The last day of the authorisation has passed.'),
        words('请核对截止日。', 'Check the last day.'),
        (_, { evidence, today }) => notPast(evidence.until, today),
      ),
    },
  ),
  theInvitationStillStands: together(
    words(
      '邀请未过期，邀请人仍为法定代表人，被邀请人尚未为该机构办事且不是权限管理员',
      'it has not expired, whoever invited is still the legal representative, and the invited person does not act for the institution yet and administers no roles',
    ),
    {
      theInvitationHasNotExpired: condition(
        words('邀请的最后一日已过。', 'The last day of the invitation has passed.'),
        words('请法定代表人重新邀请。', 'The legal representative invites anew.'),
        (context, { today }) => notPast(context.until, today),
      ),
      theInviterIsStillTheHead: condition(
        words('邀请人已不是该机构的法定代表人。', 'Whoever invited is no longer the legal representative.'),
        words('请现任法定代表人重新邀请。', 'The legal representative of today invites anew.'),
        (_, { evidence }) => evidence.inviterInFull === true,
      ),
      thePersonDoesNotActForItYet,
      thePersonAdministersNoRoles,
    },
  ),
  theInstitutionTakesItBack: together(
    words('由该机构的法定代表人撤回', 'the legal representative takes it back'),
    {
      theInstitutionsHeadDoesIt,
    },
  ),
  theInviterWasRevoked: {
    says: words('邀请人的权限已被撤销', 'the authorisation of whoever invited was revoked'),
    otherwise: words(
      '只有邀请人的权限被撤销后，才以此步骤结束。',
      'It ends so only when the authorisation of whoever invited is revoked.',
    ),
    remedy: words('请写明理由撤销权限。', 'An officer revokes it, with a reason.'),
    reads: 'file',
    holds: (_, { world }) => world.revoked === true,
  },
  oneOfTheTwoEndsIt: {
    says: words('由法定代表人或者代理人本人终止', 'the legal representative or the agent ends it'),
    otherwise: words(
      '只能由法定代表人或者代理人本人终止。',
      'Only the legal representative or the agent themselves ends it.',
    ),
    remedy: words('请由其中一人办理。', 'One of the two does it.'),
    reads: 'evidence',
    holds: (context, { evidence }) => evidence.inFull === true || same(evidence.by, context.invitee),
  },
} as const satisfies Record<string, Guard>;

export const assigns = {
  recordInvitation: (_, { evidence }) => ({
    inviter: word(evidence.by),
    invitee: word(evidence.person),
    steps: listOrNull(evidence.steps),
    until: word(evidence.until),
  }),
  recordAcceptance: (_, { today }) => ({ acceptedOn: today }),
  recordEnd: (_, { today }) => ({ endedOn: today }),
} as const satisfies Record<string, Assign>;
