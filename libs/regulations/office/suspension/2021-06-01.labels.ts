/** The words of suspending people and letting them in again. The public sees nothing of it. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('账户的停用与恢复', 'Suspending a person, or letting them in again'),
  states: {
    drafting: words('填写', 'drafting'),
    suspensionProposed: words('已提议停用，待另一人复核', 'a suspension is proposed, another is to confirm'),
    reinstatementProposed: words(
      '已提议恢复，待另一人复核',
      'reinstatement is proposed, another is to confirm',
    ),
    suspended: words('已停用', 'suspended'),
    reinstated: words('已恢复', 'reinstated'),
    declined: words('未予同意', 'declined'),
    takenBack: words('提议已撤回', 'taken back'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    suspend: words('停用账户', 'suspend the person'),
    proposeSuspension: words('提议停用权限管理员', 'propose to suspend an administrator of roles'),
    proposeReinstatement: words('提议恢复', 'propose to reinstate the person'),
    confirmSuspension: words('复核停用', 'confirm the suspension'),
    confirmReinstatement: words('复核恢复', 'confirm the reinstatement'),
    decline: words('不予同意', 'decline'),
    takeBack: words('撤回提议', 'take the proposal back'),
    discard: words('放弃草稿', 'discard'),
  },
  facts: { change: words('所提议的', 'what is proposed'), person: words('人员', 'the person') },
} as const satisfies Labels;
