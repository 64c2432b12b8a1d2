/** The sentences that messages are made of. What is a process's own comes from its labels. */
import type { EndInWords } from '#calendar';

const days = (count: number): string => `${count} working day${count === 1 ? '' : 's'}`;

export const phrases = {
  en: {
    quoted: (text: string) => `"${text}"`,
    list: (items: readonly string[]) => items.join('; '),
    noNumber: 'not numbered yet',
    number: (number: string) => `Number: ${number}`,
    happened: (day: string, step: string) => `What happened: on ${day}, the step ${step} was taken.`,
    received: (day: string, step: string) => `We have received what you handed in on ${day}: ${step}.`,
    byLaw: 'The law took this step itself, because a limit had run out.',
    moved: (day: string) =>
      `What happened: on ${day}, the calendar had changed, and dates were counted again.`,
    move: (move: string) => `- ${move}.`,
    stands: (state: string) => `The case then stood at: ${state}.`,
    since: (day: string, state: string) => `The case has moved on since: on ${day} it stands at: ${state}.`,
    assigned: (duty: string, day: string) =>
      `What happened: on ${day}, this case was put on your desk (${duty}).`,
    named: (duty: string) => `The case now names you (${duty}).`,
    affair: 'This concerns you:',
    next: 'What happens next: ',
    yourTurn: (steps: string) => `it is your turn. You can: ${steps}.`,
    awaits: {
      applicant: 'the applicant is to act.',
      authority: 'the authority is to act.',
      assessor: 'the assessors are to act.',
      thirdParty: 'a third party is to act.',
    },
    over: 'nothing more; the case is over.',
    byWhen: (day: string) => `By when (as of ${day}):`,
    running: (clock: string, basis: string, { until }: EndInWords, left: number) =>
      `- ${clock} (${basis}): ${until}, ${days(left)} left.`,
    dueToday: (clock: string, basis: string, { until }: EndInWords) =>
      `- ${clock} (${basis}): today is the last day, ${until}.`,
    overdue: (clock: string, basis: string, { due }: EndInWords, over: number) =>
      `- ${clock} (${basis}): was due ${due}, overdue by ${days(over)}.`,
    target: 'This date is a target; nothing happens by law when it passes.',
    held: (clock: string, basis: string, on: string, state: string) =>
      `- ${clock}: held since ${on} (${basis}), because the case stands at: ${state}. It has no last day until it runs again.`,
    beginsAnew: (steps: string, whole: string) => `By ${steps} the whole limit of ${whole} begins anew.`,
    ifNobody: (step: string) => `If nobody acts by then: ${step}.`,
    look: 'Where to look: ',
    command: (reference: string) => `greenlane show ${reference}`,
    changedSubject: (number: string, state: string) => `${number}: ${state}`,
    receivedSubject: (number: string, state: string) => `${number}: we have received it (${state})`,
    movedSubject: (number: string, state: string) => `${number}: dates have moved (${state})`,
    assignedSubject: (number: string, duty: string) => `${number}: on your desk (${duty})`,
    affairSubject: (title: string, state: string) => `${title}: ${state}`,
    codeSubject: 'Confirm your address',
    code: (code: string) =>
      `The code is ${code}. It counts for 24 hours.\n\nThis address was entered as yours at an authority for qualification approval. If it is, name the code there (greenlane contact --confirm ${code}), and messages of your cases come here. If it is not, do nothing: nothing else will come.`,
    gatheredSubject: (count: number) => `${count} messages in one letter`,
    gathered:
      'More was to be told today than is sent to one address on a day, so this letter stands for several. Each is in full in your inbox (greenlane messages):',
    warningSubject: {
      before: (number: string, clock: string, { due }: EndInWords, left: number) =>
        `${number}: ${clock} is due ${due}, ${days(left)} left`,
      due: (number: string, clock: string, { due }: EndInWords) => `${number}: ${clock} is due today, ${due}`,
      after: (number: string, clock: string, { due }: EndInWords) => `${number}: ${clock} was due ${due}`,
    },
    warning: {
      before: (clock: string, { due }: EndInWords, left: number) =>
        `${clock} is due ${due}: ${days(left)} left.`,
      due: (clock: string, { due }: EndInWords) => `${clock} is due today, ${due}.`,
      after: (clock: string, { due }: EndInWords, over: number) =>
        `${clock} was due ${due} and is overdue by ${days(over)}.`,
    },
    rung: {
      '7': '7 working days before',
      '3': '3 working days before',
      '1': '1 working day before',
      due: 'the last day',
      after: 'the day after',
    },
    late: (rungs: string) => `This comes late. It was to be told on: ${rungs}.`,
    lateRung: (rung: string, day: string) => `${day} (${rung})`,
    escalated: 'You are told because you supervise, or oversee, what has come near to its date or past it.',
    noOutcome: 'The law gives no outcome for this: the case waits on until the authority acts.',
    yes: 'yes',
    no: 'no',
  },
  'zh-CN': {
    quoted: (text: string) => `“${text}”`,
    list: (items: readonly string[]) => items.join('；'),
    noNumber: '尚无编号',
    number: (number: string) => `案件编号：${number}`,
    happened: (day: string, step: string) => `已办事项：${day}，${step}。`,
    received: (day: string, step: string) => `我机关已于${day}收到您提交的：${step}。`,
    byLaw: '因期限届满，此步骤依法自动发生。',
    moved: (day: string) => `已办事项：${day}，因日历有变更，届满日已重新推算。`,
    move: (move: string) => `- ${move}。`,
    stands: (state: string) => `此后案件状态：${state}。`,
    since: (day: string, state: string) => `此后案件又有进展：截至${day}，案件状态：${state}。`,
    assigned: (duty: string, day: string) => `已办事项：${day}，本案已分派给您承办（${duty}）。`,
    named: (duty: string) => `本案已指定您（${duty}）。`,
    affair: '此事与您有关：',
    next: '下一步：',
    yourTurn: (steps: string) => `由您办理。您可以：${steps}。`,
    awaits: {
      applicant: '由申请机构办理。',
      authority: '由资质认定部门办理。',
      assessor: '由评审人员办理。',
      thirdParty: '由第三方办理。',
    },
    over: '无。本案已办结。',
    byWhen: (day: string) => `期限（截至${day}）：`,
    running: (clock: string, basis: string, { until }: EndInWords, left: number) =>
      `- ${clock}（${basis}）：${until}，还剩${left}个工作日。`,
    dueToday: (clock: string, basis: string, { until }: EndInWords) =>
      `- ${clock}（${basis}）：今天是最后一日，${until}。`,
    overdue: (clock: string, basis: string, { end }: EndInWords, over: number) =>
      `- ${clock}（${basis}）：已于${end}届满，超期${over}个工作日。`,
    target: '此日期为承诺目标，届满不产生法律后果。',
    held: (clock: string, basis: string, on: string, state: string) =>
      `- ${clock}：自${on}起中止（${basis}），因案件状态为：${state}。重新开始计算前没有届满日。`,
    beginsAnew: (steps: string, whole: string) => `办理${steps}后，期限重新计算，共${whole}。`,
    ifNobody: (step: string) => `届时无人办理的：${step}。`,
    look: '查看：',
    command: (reference: string) => `greenlane show ${reference}`,
    changedSubject: (number: string, state: string) => `${number}：${state}`,
    receivedSubject: (number: string, state: string) => `${number}：已收到您的提交（${state}）`,
    movedSubject: (number: string, state: string) => `${number}：届满日有变更（${state}）`,
    assignedSubject: (number: string, duty: string) => `${number}：已分派给您（${duty}）`,
    affairSubject: (title: string, state: string) => `${title}：${state}`,
    codeSubject: '请确认您的邮件地址',
    code: (code: string) =>
      `验证码：${code}，24小时内有效。\n\n有人在资质认定部门将此地址登记为其联系地址。如系您本人，请在该处输入验证码（greenlane contact --confirm ${code}），此后案件消息将发至此处；如非本人，请勿理会，不会再有其他邮件。`,
    gatheredSubject: (count: number) => `${count}条消息合为一封`,
    gathered:
      '今日应告知的事项多于每日发往一个地址的邮件数，故合为此封。全文均在站内消息（greenlane messages）：',
    warningSubject: {
      before: (number: string, clock: string, { end }: EndInWords, left: number) =>
        `${number}：${clock}将于${end}届满，还剩${left}个工作日`,
      due: (number: string, clock: string, { end }: EndInWords) => `${number}：${clock}今天（${end}）届满`,
      after: (number: string, clock: string, { end }: EndInWords) => `${number}：${clock}已于${end}届满`,
    },
    warning: {
      before: (clock: string, { end }: EndInWords, left: number) =>
        `${clock}将于${end}届满，还剩${left}个工作日。`,
      due: (clock: string, { end }: EndInWords) => `${clock}今天（${end}）届满。`,
      after: (clock: string, { end }: EndInWords, over: number) =>
        `${clock}已于${end}届满，超期${over}个工作日。`,
    },
    rung: {
      '7': '届满前7个工作日',
      '3': '届满前3个工作日',
      '1': '届满前1个工作日',
      due: '届满之日',
      after: '届满次日',
    },
    late: (rungs: string) => `此提醒发出已迟，本应发出的日期：${rungs}。`,
    lateRung: (rung: string, day: string) => `${day}（${rung}）`,
    escalated: '因期限临近或已过，特向负责督办的您一并提醒。',
    noOutcome: '法律对此未规定自动产生的结果：案件继续等待本机关办理。',
    yes: '是',
    no: '否',
  },
} as const;
