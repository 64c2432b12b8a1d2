/** What a case of granting or withdrawing a role remembers, and by which conditions it moves. */
import type { Assign, Day, Given, Guard, Json } from '#process';
import { condition, count, list, notPast, opened, openerOf, same, together, word, words } from '../memory.js';

/** The context. Null means: not yet, or never in this case. */
export type RoleGrantFile = {
  /** Who proposed it; until then who opened the case. */
  proposer: string | null;
  /** Whose role it is about. */
  person: string | null;
  role: string | null;
  change: 'grant' | 'withdraw' | null;
  /** Fields of the certificate number, where the role assesses. */
  fields: string[];
  mayLead: boolean;
  qualifiedUntil: Day | null;
  /** Cases that a withdrawal would leave without anybody for a step, when it was last looked at; the first of them. */
  unstaffedCases: number;
  unstaffed: Json[];
};

export const openedFile = opened((given): RoleGrantFile => ({
  proposer: openerOf(given),
  person: null,
  role: null,
  change: null,
  fields: [],
  mayLead: false,
  qualifiedUntil: null,
  unstaffedCases: 0,
  unstaffed: [],
}));

/** Fewer than two cannot grant or withdraw anything any more. */
const administratorsNeeded = 2;

const itIsSomebodyElse = condition(
  words('不得为本人提议或者复核。', 'Nobody proposes or confirms for themselves.'),
  words('请由另一名权限管理员办理。', 'Another administrator of roles does it.'),
  (_, { evidence }) => word(evidence.by) !== null && !same(evidence.by, evidence.person),
);

const theRoleCanBeGranted = condition(
  words('没有可以授予的这一角色。', 'There is no such role to be granted.'),
  words(
    '请核对角色名称；申请人角色随代理权限取得，不由权限管理员授予。',
    'Check the role’s name. Applicants get theirs by acting for an institution, not from an administrator.',
  ),
  (_, { evidence }) => evidence.grantable === true,
);

/** An assessor's grant is renewed to change the fields. */
const theRoleIsNotHeld = condition(
  words('该人员已持有该角色。', 'The person holds the role already.'),
  words('无须再授予。', 'There is nothing left to grant.'),
  (_, { evidence }) => evidence.held === false || (evidence.held === true && evidence.needsAField === true),
);

const nobodyAdministersAndActs = condition(
  words(
    '权限管理员不得兼任其他角色，持有其他角色的人员也不得担任权限管理员。',
    'Whoever administers roles holds no other, and whoever holds another does not administer roles.',
  ),
  words(
    '请先撤销与之冲突的角色，或授予他人。',
    'The role that stands against it is withdrawn first, or somebody else gets this one.',
  ),
  (_, { evidence }) => evidence.clashes === false,
);

const theRoleIsOfTheOffice = condition(
  words(
    '该角色随代理权限取得和终止，不由权限管理员撤销。',
    'The role comes and goes with acting for an institution; administrators do not withdraw it.',
  ),
  words('请由受理人员撤销代理权限。', 'An intake officer revokes the authorisation to act.'),
  (_, { evidence }) => evidence.grantable === true,
);

/** One administrator suspends whoever is none: made one meanwhile, they would have been kept out by one alone. */
const whoAdministersIsNotSuspended = condition(
  words('被停用的人员不得担任权限管理员。', 'Nobody who is suspended is made an administrator of roles.'),
  words('请先恢复该人员的账户。', 'The person is let in again first.'),
  (_, { evidence }) =>
    evidence.administration === false || (evidence.administration === true && evidence.suspended === false),
);

const theRoleIsHeld = condition(
  words('该人员并未持有该角色。', 'The person does not hold the role.'),
  words('请核对人员与角色。', 'Check the person and the role.'),
  (_, { evidence }) => evidence.held === true,
);

const twoAdministratorsRemain = condition(
  words('撤销后权限管理员将少于两名。', 'Fewer than two administrators of roles would remain.'),
  words('请先授予他人权限管理员角色。', 'Somebody else is made one first.'),
  (_, { evidence }) =>
    evidence.administration === false ||
    (evidence.administration === true && count(evidence.administratorsBeside) >= administratorsNeeded),
);

const theSameWasProposed = condition(
  words('所复核的人员或者角色与提议不一致。', 'Person or role are not those proposed.'),
  words('请再次阅读提议后复核。', 'Read the proposal again, then confirm.'),
  (context, { evidence }) => same(evidence.person, context.person) && same(evidence.role, context.role),
);

export const guards = {
  theGrantMayBeProposed: together(
    words(
      '该角色可以授予且尚未持有，提议人不是本人，不致一人兼任权限管理员与其他角色，评审角色写明有效的领域',
      'the role can be granted and is not held, it is somebody else’s, nobody would administer roles and hold another, and a role that assesses has its fields',
    ),
    {
      itIsSomebodyElse,
      theRoleCanBeGranted,
      theRoleIsNotHeld,
      nobodyAdministersAndActs,
      whoAdministersIsNotSuspended,
      theFieldsSuitTheRole: condition(
        words(
          '评审角色须写明领域，其他角色不写领域。',
          'A role that assesses needs its fields; other roles have none.',
        ),
        words('请补充或者删去领域。', 'Name the fields, or leave them out.'),
        (_, { evidence }) =>
          typeof evidence.needsAField === 'boolean' &&
          list(evidence.fields).length > 0 === evidence.needsAField,
      ),
      theQualificationLasts: condition(
        words('评审资格的最后一日已过。', 'The last day of the qualification has passed.'),
        words('请核对资格的截止日。', 'Check the last day of the qualification.'),
        (_, { evidence, today }) => notPast(evidence.until, today),
      ),
    },
  ),
  theWithdrawalMayBeProposed: together(
    words(
      '该人员持有该角色，提议人不是本人，且权限管理员仍有两名以上',
      'the role is held, it is somebody else’s, and two administrators of roles remain',
    ),
    { itIsSomebodyElse, theRoleIsOfTheOffice, theRoleIsHeld, twoAdministratorsRemain },
  ),
  theGrantMayBeConfirmed: together(
    words(
      '所复核的正是所提议的，复核人不是本人，且该角色仍可授予',
      'what is confirmed is what was proposed, it is somebody else’s, and the role can still be granted',
    ),
    {
      itIsSomebodyElse,
      theSameWasProposed,
      theRoleCanBeGranted,
      theRoleIsStillNotHeld: condition(
        theRoleIsNotHeld.otherwise,
        words('请不予同意，或者由提议人撤回。', 'Decline it, or have the proposer take it back.'),
        (context, { evidence }) =>
          evidence.held === false || (evidence.held === true && list(context.fields).length > 0),
      ),
      nobodyAdministersAndActs,
      whoAdministersIsNotSuspended,
      theQualificationStillLasts: condition(
        words('评审资格的最后一日已过。', 'The last day of the qualification has passed.'),
        words(
          '请不予同意，或者由提议人撤回后重新提议。',
          'Decline it, or have it taken back and proposed anew.',
        ),
        (context, { today }) => notPast(context.qualifiedUntil, today),
      ),
    },
  ),
  theWithdrawalMayBeConfirmed: together(
    words(
      '所复核的正是所提议的，复核人不是本人，该角色仍被持有，权限管理员仍有两名以上，且没有案件因此无人办理，或者已写明仍然撤销',
      'what is confirmed is what was proposed, it is somebody else’s, the role is still held, two administrators remain, and no open case is left to nobody, or it is meant even so',
    ),
    {
      itIsSomebodyElse,
      theSameWasProposed,
      theRoleIsOfTheOffice,
      theRoleIsHeld,
      twoAdministratorsRemain,
      nothingIsLeftToNobody: condition(
        words('有未结案件将因此无人办理。', 'Open cases would be left to nobody.'),
        words(
          '请先将该角色授予他人；仍要撤销的，以 evenSo 写明。',
          'Grant the role to somebody else first, or say evenSo where it is meant even so.',
        ),
        (_, { evidence }) => evidence.unstaffedCases === 0 || evidence.evenSo === true,
      ),
    },
  ),
  theProposerTakesItBack: {
    says: words('由提议人本人撤回', 'it is the proposer who takes it back'),
    otherwise: words('提议只能由提议人本人撤回。', 'Only the proposer takes a proposal back.'),
    remedy: words('其他权限管理员可以不予同意。', 'Another administrator may decline it.'),
    reads: 'actor',
    holds: (context, { evidence }) => same(evidence.by, context.proposer),
  },
} as const satisfies Record<string, Guard>;

const proposal = ({ evidence }: Given) => ({
  proposer: word(evidence.by),
  person: word(evidence.person),
  role: word(evidence.role),
});

const staffing = ({ evidence }: Given) => ({
  unstaffedCases: count(evidence.unstaffedCases),
  unstaffed: Array.isArray(evidence.unstaffed) ? evidence.unstaffed : [],
});

export const assigns = {
  recordGrantProposal: (_, given) => ({
    ...proposal(given),
    change: 'grant',
    fields: list(given.evidence.fields),
    mayLead: given.evidence.mayLead === true,
    qualifiedUntil: word(given.evidence.until),
  }),
  recordWithdrawalProposal: (_, given) => ({ ...proposal(given), change: 'withdraw', ...staffing(given) }),
  recordStaffing: (_, given) => staffing(given),
} as const satisfies Record<string, Assign>;
