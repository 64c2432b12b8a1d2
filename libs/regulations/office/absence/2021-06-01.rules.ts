/** What a case of an absence remembers, and by which conditions it moves. */
import type { Assign, Day, Guard } from '#process';
import { condition, list, opened, openerOf, same, together, word, words } from '../memory.js';

/** The context. Null means: not yet. */
export type AbsenceFile = {
  /** Who opened the case and, once that is known, who is away: the role `declarant` reaches it by this. */
  declarant: string[];
  absent: string | null;
  cover: string | null;
  from: Day | null;
  until: Day | null;
  /** The duties in which somebody stands in, and those in which nobody does. */
  duties: string[];
  uncovered: string[];
  endedOn: Day | null;
};

export const openedFile = opened((given): AbsenceFile => ({
  declarant: [openerOf(given)].filter((person) => person !== null),
  absent: null,
  cover: null,
  from: null,
  until: null,
  duties: [],
  uncovered: [],
  endedOn: null,
}));

export const guards = {
  theColleagueMayStandIn: together(
    words(
      '所登记的是本人的缺勤（科室负责人可代为登记），代班人为他人且具有相同职责，最后一日未过',
      'it is one’s own absence or a supervisor enters it, somebody else of the same duty stands in, and the last day has not passed',
    ),
    {
      theAbsenceIsOnesOwn: condition(
        words('只能登记本人的缺勤。', 'One enters one’s own absence.'),
        words('他人的缺勤请由科室负责人登记。', 'A supervisor enters that of others.'),
        (_, { evidence }) => same(evidence.by, evidence.absent) || evidence.supervises === true,
      ),
      somebodyElseStandsIn: condition(
        words('代班人不能是缺勤的本人。', 'Nobody stands in for themselves.'),
        words('请另选代班人。', 'Name somebody else.'),
        (_, { evidence }) => word(evidence.cover) !== null && !same(evidence.absent, evidence.cover),
      ),
      theCoverHasTheDuty: condition(
        words(
          '代班人没有与缺勤人员相同职责的角色。',
          'The cover holds no role of a duty of whoever is away.',
        ),
        words('请另选具有相同职责的同事。', 'Name a colleague of the same duty.'),
        (_, { evidence }) => list(evidence.duties).length > 0,
      ),
      theLastDayHasNotPassed: condition(
        words('缺勤的最后一日已过。', 'The last day of the absence has passed.'),
        words('请核对日期。', 'Check the days.'),
        (_, { evidence, today }) => (word(evidence.until) ?? '') >= today,
      ),
    },
  ),
} as const satisfies Record<string, Guard>;

export const assigns = {
  recordAbsence: (context, { evidence }) => ({
    declarant: [...new Set([...list(context.declarant), ...list([evidence.absent ?? null])])],
    absent: word(evidence.absent),
    cover: word(evidence.cover),
    from: word(evidence.from),
    until: word(evidence.until),
    duties: list(evidence.duties),
    uncovered: list(evidence.uncovered),
  }),
  recordEnd: (_, { today }) => ({ endedOn: today }),
} as const satisfies Record<string, Assign>;
