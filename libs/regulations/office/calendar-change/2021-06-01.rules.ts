/** What a case of a change of the calendar remembers, and by which conditions it moves. */
import type { CalendarFaultName } from '#calendar';
import type { Assign, Facts, Guard, Words } from '#process';
import { condition, list, opened, openerOf, same, together, word, words } from '../memory.js';

/** The context. Null means: not yet, or not in a change of this kind. */
export type CalendarChangeFile = {
  /** Who proposed it; until then who opened the case. */
  proposer: string | null;
  what: 'notice' | 'provisionalYear' | 'cutOffHour' | 'rollOver' | null;
  /** What dates will rest on. */
  change: Facts | null;
  digest: string | null;
  year: number | null;
  notice: string | null;
  amends: string | null;
  daysOff: number | null;
  madeUp: number | null;
  hour: number | null;
  over: string | null;
};

export const openedFile = opened((given): CalendarChangeFile => ({
  ...{ proposer: openerOf(given), what: null, change: null, digest: null, year: null, notice: null },
  ...{ amends: null, daysOff: null, madeUp: null, hour: null, over: null },
}));

/** One condition for some of the faults that a change can have. Where they were not looked for it does not hold. */
const without = (faults: CalendarFaultName[], otherwise: Words, remedy: Words) =>
  condition(otherwise, remedy, (_, { evidence }) => {
    const found: readonly string[] = list(evidence.faults);
    return Array.isArray(evidence.faults) && !faults.some((fault) => found.includes(fault));
  });

const fitting = {
  theNoticeDoesNotContradictItself: without(
    ['notADay', 'offAndMadeUp', 'namedTwice', 'outsideItsYears'],
    words('通知自相矛盾。', 'The notice contradicts itself.'),
    words('请对照原文核对所列日期。', 'Check its days against the notice as it was published.'),
  ),
  everyStatutoryDayIsOff: without(
    ['statutoryDayMissing'],
    words('法定节假日未全部列为放假。', 'A statutory holiday of the year is not among the days off.'),
    words('请对照原文补齐。', 'Complete the days off from the notice as it was published.'),
  ),
  theYearIsTabled: without(
    ['yearNotTabled'],
    words('法定节假日只列有 2014 年至 2050 年。', 'Statutory holidays are tabled for 2014 to 2050 alone.'),
    words('请核对年份。', 'Check the year.'),
  ),
  theNoticeHasANameOfItsOwn: without(
    ['notNamedForItsYear', 'nameTaken'],
    words('通知名称已被使用，或者不属于该年份。', 'The name of the notice is taken, or not one of its year.'),
    words('请以年份和序号命名，例如 2027-2。', 'Name it for its year and place, such as 2027-2.'),
  ),
  aSecondNoticeSaysWhichItAmends: without(
    ['yearHasItsNotice'],
    words('该年份已有放假通知。', 'The year has its notice already.'),
    words('请写明所修改的通知（amends）。', 'Say which notice it amends, as amends.'),
  ),
  whatItAmendsIsInForceForTheYear: without(
    ['amendsNothingKnown', 'amendsAnotherYear'],
    words(
      '所修改的通知不存在、已被替代，或者属于另一年份。',
      'The notice that it amends is not known, no longer in force, or of another year.',
    ),
    words(
      '请核对所修改的通知；该年份尚无通知的，不写明。',
      'Check it; leave it out where the year has no notice yet.',
    ),
  ),
  itChangesSomething: without(
    ['yearIsKnown', 'alreadySo', 'noSuchHour'],
    words(
      '日历已经如此设定，或者该年份的放假通知已经公布。',
      'The calendar is set so already, or the notice for the year is known.',
    ),
    words('无须变更。', 'Nothing has to be changed.'),
  ),
};

export const guards = {
  theChangeMayBeProposed: together(
    words(
      '所提议的变更自身一致，且与现行日历相合',
      'the change agrees with itself and with the calendar in force',
    ),
    fitting,
  ),
  theChangeMayBeConfirmed: together(
    words(
      '所复核的正是所提议的，复核人不是提议人，且变更仍与现行日历相合',
      'what is confirmed is what was proposed, by somebody else, and it still fits the calendar in force',
    ),
    {
      itIsSomebodyElse: condition(
        words('提议人不得复核自己的提议。', 'Nobody confirms what they proposed.'),
        words('请由另一名权限管理员办理。', 'Another administrator of roles does it.'),
        (context, { evidence }) => word(evidence.by) !== null && !same(evidence.by, context.proposer),
      ),
      theSameWasProposed: condition(
        words('所复核的内容与提议不一致。', 'It is not what was proposed.'),
        words('请再次阅读提议后复核。', 'Read the proposal again, then confirm.'),
        (context, { evidence }) => same(evidence.digest, context.digest),
      ),
      ...fitting,
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

const whole = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export const assigns = {
  recordProposal: (_, { evidence }) => {
    const change = (evidence.change ?? {}) as Facts;
    const notice = (change.notice ?? {}) as Facts;
    return {
      proposer: word(evidence.by),
      what: word(change.what),
      change,
      digest: word(evidence.digest),
      year: whole(change.year) ?? whole(notice.year),
      notice: word(notice.notice),
      amends: word(notice.amends),
      daysOff: whole(evidence.daysOff),
      madeUp: whole(evidence.madeUp),
      hour: whole(change.hour),
      over: word(change.over),
    };
  },
} as const satisfies Record<string, Assign>;
