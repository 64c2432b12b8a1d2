/** What a case of a declared interest remembers, and by which conditions it moves. */
import type { Assign, Day, Guard } from '#process';
import { condition, notPast, opened, openerOf, together, word, words } from '../memory.js';

/** The context. Null means: not yet, or never in this case. */
export type InterestFile = {
  /** Whose interest: whoever opened the case; the role `declarant` reaches it by this. */
  declarant: string | null;
  institution: string | null;
  ground: string | null;
  until: Day | null;
  liftedOn: Day | null;
};

export const openedFile = opened((given): InterestFile => ({
  declarant: openerOf(given),
  institution: null,
  ground: null,
  until: null,
  liftedOn: null,
}));

export const guards = {
  theInterestMayBeDeclared: together(
    words(
      '申报人具有本局的角色，最后一日未过',
      'the declarant holds a role of the authority, and the last day has not passed',
    ),
    {
      theDeclarantWorksForTheAuthority: condition(
        words('您不具有本局的任何角色。', 'You hold no role of the authority.'),
        words('不办理案件的人员无须申报。', 'Whoever takes no part in cases has nothing to declare.'),
        (_, { evidence }) => evidence.official === true,
      ),
      theLastDayHasNotPassed: condition(
        words('利害关系的最后一日已过。', 'The last day of the interest has passed.'),
        words('请核对截止日。', 'Check the last day.'),
        (_, { evidence, today }) => notPast(evidence.until, today),
      ),
    },
  ),
} as const satisfies Record<string, Guard>;

export const assigns = {
  recordInterest: (_, { evidence }) => ({
    institution: word(evidence.institution),
    ground: word(evidence.ground),
    until: word(evidence.until),
  }),
  recordLifting: (_, { today }) => ({ liftedOn: today }),
} as const satisfies Record<string, Assign>;
