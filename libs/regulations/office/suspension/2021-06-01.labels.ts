/** The words of suspending people and letting them in again. The public sees nothing of it. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('账户的停用与恢复', 'Suspending a person and letting them in again'),
  states: {
    drafting: words('填写停用', 'drafting'),
    suspended: words('已停用', 'suspended'),
    reinstatementProposed: words(
      '已提议恢复，待另一人复核',
      'reinstatement is proposed, another is to confirm',
    ),
    reinstated: words('已恢复', 'reinstated'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    suspend: words('停用账户', 'suspend the person'),
    discard: words('放弃草稿', 'discard'),
    proposeReinstatement: words('提议恢复', 'propose to reinstate the person'),
    confirmReinstatement: words('复核恢复', 'confirm the reinstatement'),
    declineReinstatement: words('不同意恢复', 'decline the reinstatement'),
  },
  facts: { person: words('人员', 'the person') },
} as const satisfies Labels;
