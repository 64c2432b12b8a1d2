/** What a case of a suspension remembers, and by which conditions it moves. */
import type { Assign, Day, Facts, Given, Guard } from '#process';
import { condition, count, opened, same, together, word, words } from '../memory.js';

/** The context. Null means: not yet, or never in this case. */
export type SuspensionFile = {
  /** Who is kept out. */
  person: string | null;
  suspendedOn: Day | null;
  reinstatedOn: Day | null;
};

export const openedFile = opened((): SuspensionFile => ({
  person: null,
  suspendedOn: null,
  reinstatedOn: null,
}));

/** Fewer than two cannot let anybody in again. */
const administratorsNeeded = 2;

/** Whether somebody is known to have brought it, and is not the one whom the case is about. */
const byAnother = (context: Facts, { evidence }: Given): boolean =>
  word(evidence.by) !== null && !same(evidence.by, context.person);

const nobodyActsForThemselves = condition(
  words('不得为本人办理。', 'Nobody does this for themselves.'),
  words('请由另一名权限管理员办理。', 'Another administrator of roles does it.'),
  byAnother,
);

export const guards = {
  thePersonMayBeSuspended: together(
    words(
      '停用的不是本人，该人员尚未被停用，且未停用的权限管理员仍有两名以上',
      'it is somebody else, who is not suspended, and two administrators of roles who are not suspended remain',
    ),
    {
      itIsSomebodyElse: condition(
        words('不得停用本人的账户。', 'Nobody suspends themselves.'),
        words('请由另一名权限管理员办理。', 'Another administrator of roles does it.'),
        (_, { evidence }) => word(evidence.by) !== null && !same(evidence.by, evidence.person),
      ),
      thePersonIsNotSuspended: condition(
        words('该人员已被停用。', 'The person is suspended already.'),
        words(
          '无须再停用；恢复在原案中办理。',
          'There is nothing left to do; the case that did it lets them in again.',
        ),
        (_, { evidence }) => evidence.suspended === false,
      ),
      twoAdministratorsRemain: condition(
        words(
          '停用后未停用的权限管理员将少于两名，无人能够恢复。',
          'Fewer than two administrators of roles would remain, and nobody could let the person in again.',
        ),
        words('请先授予他人权限管理员角色。', 'Somebody else is made one first.'),
        (_, { evidence }) =>
          evidence.administration === false ||
          (evidence.administration === true && count(evidence.administratorsBeside) >= administratorsNeeded),
      ),
    },
  ),
  nobodyActsForThemselves: {
    ...nobodyActsForThemselves,
    says: words('提议人不是本人', 'it is somebody else’s'),
    reads: 'evidence',
  },
  theReinstatementMayBeConfirmed: together(
    words(
      '复核的正是所停用的人员，且复核人不是本人',
      'it is the person who was suspended, and somebody else’s',
    ),
    {
      nobodyActsForThemselves,
      thePersonWasSuspended: condition(
        words('所复核的不是本案停用的人员。', 'It is not the person whom this case suspended.'),
        words('请再次阅读本案后复核。', 'Read the case again, then confirm.'),
        (context, { evidence }) => same(evidence.person, context.person),
      ),
    },
  ),
} as const satisfies Record<string, Guard>;

export const assigns = {
  recordSuspension: (_, { evidence, today }) => ({ person: word(evidence.person), suspendedOn: today }),
  recordReinstatement: (_, { today }) => ({ reinstatedOn: today }),
} as const satisfies Record<string, Assign>;
