/** The sentences in which the story of a clock is told, in both languages of the office. */
import { againstDelay } from '#regulations';

export const phrases = {
  en: {
    colon: ': ',
    between: '; ',
    join: (sentences: string[]) => `${sentences.join('. ')}.`,
    starts: (limit: string) => `the limit of ${limit} begins to run; this day itself is not counted`,
    held: (used: string, left: string | null) =>
      `the clock is held; ${used} used up, this day included${left === null ? '' : `, and ${left}`}`,
    noDate: 'while it is held there is no due date',
    goesOn: (left: string) => `the clock goes on from the day after, with ${left}`,
    anew: (limit: string) => `the whole limit of ${limit} begins anew; this day itself is not counted`,
    brokenOff: 'the clock is broken off and begins anew; what was used up no longer counts',
    extended: (by: string, whole: string) =>
      `the limit is extended by ${by} to ${whole}, counted from its beginning`,
    fromTheRightDay: (limit: string, anchor: string) =>
      `the limit of ${limit} is counted again, from the right day, ${anchor}`,
    superseded: 'the clock is replaced, for it was counted from a wrong day; it stays on record',
    renamed: (former: string) =>
      `the case goes on under a later edition; the clock, called “${former}” until now, keeps what was used up`,
    calendarChanged: (because: string | null) =>
      `the calendar has changed${because === null ? '' : ` (${because})`}, and the date was counted again`,
    inTime: (due: string) => `the clock stops, in time: it was due ${due}`,
    late: (due: string) => `the clock stops, too late: it was due ${due}`,
    stopsHeld: 'the clock stops while it is held',
    ranOut: (due: string) => `the limit has run out; it was due ${due}`,
    due: (due: string) => `Due ${due}`,
    moves: (before: string, due: string) => `The due date moves from ${before} to ${due}`,
    stays: (due: string) => `The due date stays ${due}`,
    by: (label: string, cited: string) => `Cause: “${label}”, under ${cited}`,
    recorded: (on: string | null, at: string, seq: number) =>
      `Recorded ${on === null ? '' : `on ${on} `}at ${at}, Beijing time, as event ${seq}`,
    left: (amount: string) => `${amount} left`,
    overdueBy: (amount: string) => `overdue by ${amount}`,
    limit: (limit: string, cited: string, effect: string) =>
      `The limit is ${limit}, under ${cited}. ${effect}`,
    effect: {
      statutory: 'It is a limit of the law.',
      target: 'It is a target of the office, not a limit of the law.',
      none: 'It is watched, and has no effect in law.',
    },
    lapses: (step: string, hour: string | null) =>
      `If it runs out, the law itself takes the step “${step}” ${hour === null ? 'on the day after' : `at ${hour} on its last day`}.`,
    noOutcome: `The limit has run out, and the law gives no outcome: the case waits on, overdue. ${againstDelay.en}`,
    noLapse: {
      statutory:
        'If it runs out, the law gives no outcome: the case waits on, overdue, and the applicant may complain or apply for administrative review.',
      target: 'If it runs out, the case waits on; no step is taken by itself.',
      none: 'If it runs out, nothing follows.',
    },
    now: (today: string, used: string, left: string | null) =>
      `Today, ${today}: ${used} used up${left === null ? '' : `, ${left}`}.`,
    beginsAnew: (steps: string, whole: string) =>
      `By ${steps} the whole limit of ${whole} begins anew; what was used up then no longer counts.`,
    goesOnBy: (steps: string) => `By ${steps} it goes on with what is left.`,
    list: (steps: readonly string[]) => steps.map((step) => `“${step}”`).join(' or '),
    nth: (generation: number) => ` (no. ${generation})`,
    isDue: (due: string) => `due ${due}`,
    promised: (due: string) => `; promised: due ${due}`,
    promiseBroken: ', NOT KEPT',
    provisional: ' (provisional)',
    overdue: ', OVERDUE',
    wasDue: (due: string) => `; it was due ${due}`,
    endedInTime: (on: string, by: string) => `ended in time, on ${on}, by “${by}”`,
    endedLate: (on: string, by: string) => `ended too late, on ${on}, by “${by}”`,
    endedHeld: (on: string, by: string) => `ended while it was held, on ${on}, by “${by}”`,
    brokenOffBy: (on: string, by: string) => `broken off on ${on}, by “${by}”; the whole limit began anew`,
    status: {
      running: 'running',
      suspended: 'held, with no due date until it goes on',
      stopped: 'stopped',
      expired: 'run out',
      superseded: 'replaced by one from the right day',
    },
  },
  'zh-CN': {
    colon: '：',
    between: '；',
    join: (sentences: string[]) => `${sentences.join('。')}。`,
    starts: (limit: string) => `期限开始计算，共${limit}，当日不计入`,
    held: (used: string, left: string | null) =>
      `期限中止，已用${used}（含当日）${left === null ? '' : `，${left}`}`,
    noDate: '中止期间没有届满日',
    goesOn: (left: string) => `期限自次日起继续计算，${left}`,
    anew: (limit: string) => `期限重新计算，共${limit}，当日不计入`,
    brokenOff: '期限中断并重新计算，此前已用的时间不再计入',
    extended: (by: string, whole: string) => `期限延长${by}，共${whole}，自起算之日起连续计算`,
    fromTheRightDay: (limit: string, anchor: string) => `期限自正确的起算日${anchor}重新计算，共${limit}`,
    superseded: '起算日有误，本期限由更正后的期限取代，记录予以保留',
    renamed: (former: string) => `本案自此按新版本办理；本期限原称“${former}”，已用天数不变`,
    calendarChanged: (because: string | null) =>
      `日历有变更${because === null ? '' : `（${because}）`}，届满日已重新推算`,
    inTime: (due: string) => `期限停止计算，未超期，届满日为${due}`,
    late: (due: string) => `期限停止计算，已超期，届满日为${due}`,
    stopsHeld: '期限在中止期间停止计算',
    ranOut: (due: string) => `期限已届满，届满日为${due}`,
    due: (due: string) => `届满日为${due}`,
    moves: (before: string, due: string) => `届满日由${before}变更为${due}`,
    stays: (due: string) => `届满日仍为${due}`,
    by: (label: string, cited: string) => `事由：${label}，依据${cited}`,
    recorded: (on: string | null, at: string, seq: number) =>
      `${on === null ? '当日' : on}${at}（北京时间）记录，为第${seq}号事件`,
    left: (amount: string) => `剩余${amount}`,
    overdueBy: (amount: string) => `已超期${amount}`,
    limit: (limit: string, cited: string, effect: string) => `期限为${limit}，依据${cited}。${effect}`,
    effect: {
      statutory: '这是法定期限。',
      target: '这是本机关的工作目标，不是法定期限。',
      none: '仅供掌握进度，不产生法律效果。',
    },
    lapses: (step: string, hour: string | null) =>
      `期限届满仍未办理的，于${hour === null ? '次日' : `届满日${hour}`}依法产生“${step}”的结果。`,
    noOutcome: `期限已届满，法律未规定自动产生的结果：案件继续等待办理，属于超期。${againstDelay['zh-CN']}`,
    noLapse: {
      statutory:
        '期限届满仍未办理的，法律未规定自动产生的结果：案件继续等待办理，属于超期，申请人可以投诉或者申请行政复议。',
      target: '期限届满仍未办理的，案件继续等待办理，不自动产生任何结果。',
      none: '期限届满不产生任何结果。',
    },
    now: (today: string, used: string, left: string | null) =>
      `截至${today}：已用${used}${left === null ? '' : `，${left}`}。`,
    beginsAnew: (steps: string, whole: string) =>
      `办理${steps}后，期限重新计算，共${whole}，此前已用的时间不再计入。`,
    goesOnBy: (steps: string) => `办理${steps}后，按剩余时间继续计算。`,
    list: (steps: readonly string[]) => steps.map((step) => `“${step}”`).join('或者'),
    nth: (generation: number) => `（第${generation}次）`,
    isDue: (due: string) => `${due}届满`,
    promised: (due: string) => `；承诺${due}届满`,
    promiseBroken: '，未能兑现',
    provisional: '（暂定）',
    overdue: '，已超期',
    wasDue: (due: string) => `，届满日为${due}`,
    endedInTime: (on: string, by: string) => `已于${on}因“${by}”结束，未超期`,
    endedLate: (on: string, by: string) => `已于${on}因“${by}”结束，超期`,
    endedHeld: (on: string, by: string) => `已于${on}在中止期间因“${by}”结束`,
    brokenOffBy: (on: string, by: string) => `已于${on}因“${by}”中断，期限重新计算`,
    status: {
      running: '正在计算',
      suspended: '已中止，恢复计算前没有届满日',
      stopped: '已停止',
      expired: '已届满',
      superseded: '已由更正起算日后的期限取代',
    },
  },
};
