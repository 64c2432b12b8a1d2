/** What a case of acting for an institution remembers, and by which conditions it moves. */
import type { Assign, Day, Guard } from '#process';
import {
  condition,
  count,
  list,
  listOrNull,
  notPast,
  opened,
  openerOf,
  same,
  together,
  word,
  words,
} from '../memory.js';

/** The context. Null means: not yet, or never in this case. Names and addresses stay beside the events. */
export type RepresentationFile = {
  /** Whoever opened the case; the role `claimant` reaches it by this. */
  claimant: string | null;
  creditCode: string | null;
  capacity: 'legalRepresentative' | 'agent' | null;
  /** Digest of name, legal form and address as claimed. */
  entry: string | null;
  /** Corrections requested; one is enough, as everywhere. */
  corrections: number;
  /** The institution's id in the register, and whether it was there before. */
  represents: string | null;
  known: boolean;
  /** The only steps for which it holds; null for all. */
  steps: string[] | null;
  until: Day | null;
  /** The case by which somebody else was the legal representative until this one was confirmed. */
  predecessor: string | null;
  confirmedOn: Day | null;
  endedOn: Day | null;
  /** Cases of the invitations that fell with it, where it was revoked. */
  invited: string[];
};

export const openedFile = opened((given): RepresentationFile => ({
  claimant: openerOf(given),
  creditCode: null,
  capacity: null,
  entry: null,
  corrections: 0,
  represents: null,
  known: false,
  steps: null,
  until: null,
  predecessor: null,
  confirmedOn: null,
  endedOn: null,
  invited: [],
}));

/** What proves each capacity. */
const proofOf: Record<string, string> = {
  legalRepresentative: 'licence',
  agent: 'letterOfAuthorisation',
};

/** What every confirmation needs, whether or not somebody is succeeded. */
const borneOut = together(words('核验无误', 'the claim is borne out'), {
  theInstitutionIsTheOneClaimed: condition(
    words('所核验的机构不是申请所称的机构。', 'The institution is not the one claimed.'),
    words('请核对统一社会信用代码。', 'Check the credit code.'),
    (context, { evidence }) => same(evidence.creditCode, context.creditCode),
  ),
  nobodyActsForTheAuthority: condition(
    words('不能作为申请人代表本局。', 'Nobody acts for the authority itself as an applicant.'),
    words('请不予核验。', 'Refuse the claim.'),
    (_, { evidence }) => evidence.authority === false,
  ),
  theClaimantDoesNotActForItYet: condition(
    words('申请人已为该机构办事。', 'The claimant acts for the institution already.'),
    words('请申请人先放弃原权限，再另行申请。', 'The claimant gives that up first, then claims anew.'),
    (_, { evidence }) => evidence.claimantActs === false,
  ),
  theClaimantAdministersNoRoles: condition(
    words('权限管理员不得为机构办事。', 'Whoever administers roles does not act for an institution.'),
    words('请由他人申请。', 'Somebody else claims to act.'),
    (_, { evidence }) => evidence.claimantAdministers === false,
  ),
  theLastDayHasNotPassed: condition(
    words('权限的最后一日已过。', 'The last day of the authorisation has passed.'),
    words('请核对截止日。', 'Check the last day.'),
    (_, { evidence, today }) => notPast(evidence.until, today),
  ),
});

export const guards = {
  theClaimIsProven: together(
    words(
      '统一社会信用代码校验无误，法定代表人附证照，代理人附授权委托书',
      'the credit code’s check character fits, and the licence proves the legal representative, a letter of authorisation the agent',
    ),
    {
      theCreditCodeIsSound: condition(
        words('统一社会信用代码的校验码不符。', 'The check character of the credit code does not fit.'),
        words('请对照证照核对代码。', 'Compare the code with the licence.'),
        (_, { evidence }) => evidence.sound === true,
      ),
      theCapacityIsProven: condition(
        words(
          '法定代表人须附载明其姓名的证照，代理人须附授权委托书。',
          'The legal representative needs the licence that names them, an agent a letter of authorisation.',
        ),
        words('请上传后再提交。', 'Hand it in, then submit.'),
        (_, { evidence }) => {
          const proof = proofOf[word(evidence.capacity) ?? ''];
          return proof !== undefined && list(evidence.documentKinds).includes(proof);
        },
      ),
    },
  ),
  noCorrectionWasRequestedYet: {
    says: words('此前未要求过补正', 'no correction was requested before'),
    otherwise: words(
      '需要补正的全部内容应当一次告知：本案已告知过一次。',
      'Everything that is wrong is told at once, and in this case it was told already.',
    ),
    remedy: words('请核验或不予核验。', 'Confirm the claim or refuse it.'),
    reads: 'file',
    holds: (context) => count(context.corrections) === 0,
  },
  // Asked first. That nobody is succeeded is no reason to refuse: then the next branch is taken.
  theClaimantSucceeds: {
    ...borneOut,
    says: words(
      '核验无误，且申请人接任该机构的法定代表人',
      'the claim is borne out, and the claimant succeeds another as legal representative',
    ),
    holds: (context, given) => borneOut.holds(context, given) && word(given.evidence.predecessor) !== null,
  },
  theClaimIsBorneOut: borneOut,
  theSuccessionIsOwed: {
    says: words('接任案件已核验', 'the successor’s claim was confirmed'),
    otherwise: words(
      '只有接任的法定代表人经核验后，才以此步骤结束。',
      'It ends so only when the claim of a successor is confirmed.',
    ),
    remedy: words(
      '请由接任人提出申请，或者写明理由撤销权限。',
      'The successor claims to act, or an officer revokes with a reason.',
    ),
    reads: 'file',
    holds: (_, { world }) => world.succeeded === true,
  },
} as const satisfies Record<string, Guard>;

export const assigns = {
  recordClaim: (_, { evidence }) => ({
    creditCode: word(evidence.creditCode),
    capacity: word(evidence.capacity),
    entry: word(evidence.entry),
  }),
  countCorrection: (context) => ({ corrections: count(context.corrections) + 1 }),
  recordConfirmation: (_, { evidence, today }) => ({
    represents: word(evidence.institution),
    known: evidence.known === true,
    steps: listOrNull(evidence.steps),
    until: word(evidence.until),
    predecessor: word(evidence.predecessor),
    confirmedOn: today,
  }),
  recordEnd: (_, { today }) => ({ endedOn: today }),
  recordInvited: (_, { evidence }) => ({ invited: list(evidence.invited) }),
} as const satisfies Record<string, Assign>;
