/** What a case of a change of profiles remembers, and by which conditions it moves. */
import type { Assign, Facts, Guard, Words } from '#process';
import type { ProfileChangeFault } from '../../evidence/profile-change.js';
import { condition, list, opened, openerOf, same, together, word, words } from '../memory.js';

/** The context. Null means: not yet, or not in a change of this kind. */
export type ProfileChangeFile = {
  /** Who proposed it; until then who opened the case. */
  proposer: string | null;
  what: 'enter' | 'end' | null;
  /** Its id. */
  profile: string | null;
  /** SHA-256 of the profile that is put in force. */
  hash: string | null;
  from: string | null;
  /** Its last day here: of one that is put in force, and of one that is ended. */
  until: string | null;
  lanes: number | null;
  settings: number | null;
  /** The change, its profile without words. */
  change: Facts | null;
  digest: string | null;
};

export const openedFile = opened((given): ProfileChangeFile => ({
  ...{ proposer: openerOf(given), what: null, profile: null, hash: null, from: null, until: null },
  ...{ lanes: null, settings: null, change: null, digest: null },
}));

/** One condition for some of the faults that a change can have. Where they were not looked for it does not hold. */
const without = (faults: ProfileChangeFault[], otherwise: Words, remedy: Words) =>
  condition(otherwise, remedy, (_, { evidence }) => {
    const found: readonly string[] = list(evidence.faults);
    return Array.isArray(evidence.faults) && !faults.some((fault) => found.includes(fault));
  });

const fitting = {
  theProfileIsKnown: without(
    ['notShipped'],
    words('没有随本版本提供的该名方案。', 'No profile of this name comes with this release.'),
    words('请核对名称，或者提交方案全文。', 'Check its name, or bring a profile of your own, whole.'),
  ),
  noLimitIsLengthened: without(
    ['targetTooLong', 'clockUnknown'],
    words(
      '方案所承诺的期限长于法定期限，或者所指期限不存在。',
      'It promises longer than the law gives, or a limit that there is not.',
    ),
    words('方案只能缩短期限，请更正。', 'A profile only shortens: correct its targets.'),
  ),
  nothingIsLoosened: without(
    ['modeNotAllowed', 'declarationOfConditions', 'settingOutOfBounds'],
    words(
      '方案放宽了法律未予放宽的要求，或者设定超出范围。',
      'It loosens what the law does not, or a setting is outside its bounds.',
    ),
    words('请核对评审方式、声明事项和各项设定。', 'Check its modes, its declarations and its settings.'),
  ),
  whatIsMadeEasierIsFollowedUp: without(
    ['followUpMissing', 'followUpTooLate', 'orderWithoutEnd'],
    words(
      '应急或者简化的通道没有后续核查，或者没有截止日。',
      'A lane that makes something easier owes no follow-up, or has no end.',
    ),
    words('请写明后续核查、期限和截止日。', 'Say what it owes, by when, and its last day.'),
  ),
  theProfileAgreesWithItself: without(
    ['malformed', 'laneNamedTwice', 'laneOutlastsTheProfile', 'endsBeforeItBegins'],
    words('方案自相矛盾，或者结束早于开始。', 'It contradicts itself, or ends before it begins.'),
    words('请核对通道名称和各起止日。', 'Check the names of its lanes, and its days.'),
  ),
  itIsNotInForceYet: without(
    ['alreadyInForce'],
    words('该方案已经生效。', 'This profile is in force already.'),
    words('请先终止现行的，再提出新的。', 'End the one in force first.'),
  ),
  theOneThatEndsIsInForce: without(
    ['notInForce'],
    words(
      '该方案没有生效，或者在该日之前已经终止。',
      'This profile is not in force, or ends before that day.',
    ),
    words('请核对现行方案及其截止日。', 'Look at the profiles in force, and their last days.'),
  ),
  noDayHasPassed: without(
    ['beginsInThePast', 'endsInThePast'],
    words('所定日期已经过去。', 'The day from or until which it counts has passed.'),
    words('请撤回后另提一个不早于今日的日期。', 'Take it back, and propose a day that is not before today.'),
  ),
};

export const guards = {
  theChangeMayBeProposed: together(
    words(
      '所提议的方案只缩短期限，且与现行方案相合',
      'the profile only shortens, and fits the profiles in force',
    ),
    fitting,
  ),
  theChangeMayBeConfirmed: together(
    words(
      '所复核的正是所提议的，复核人不是提议人，且变更仍与现行方案相合',
      'what is confirmed is what was proposed, by somebody else, and it still fits the profiles in force',
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
    const entered = (change.what === 'enter' ? change.profile : {}) as Facts;
    return {
      proposer: word(evidence.by),
      what: word(change.what),
      profile: word(entered.id) ?? word(change.profile),
      hash: word(change.hash),
      from: word(change.from),
      until: word(change.until) ?? word(change.on),
      lanes: whole(evidence.lanes),
      settings: whole(evidence.settings),
      change,
      digest: word(evidence.digest),
    };
  },
} as const satisfies Record<string, Assign>;
