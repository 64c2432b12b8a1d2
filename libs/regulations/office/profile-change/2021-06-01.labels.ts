/** The words of changing the profiles in force. The public sees nothing of the case; profiles themselves are public. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('通道方案的变更', 'Changing the profiles in force'),
  states: {
    drafting: words('填写提议', 'drafting'),
    proposed: words('已提议，待另一人复核', 'proposed, another is to confirm'),
    inForce: words('已生效', 'in force'),
    declined: words('未予同意', 'declined'),
    takenBack: words('提议已撤回', 'taken back'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    propose: words('提议变更通道方案', 'propose a change'),
    confirmChange: words('复核通道方案变更', 'confirm the change'),
    decline: words('不予同意', 'decline'),
    takeBack: words('撤回提议', 'take the proposal back'),
    discard: words('放弃草稿', 'discard'),
  },
  facts: {
    what: words('变更事项', 'what is changed'),
    profile: words('方案', 'the profile'),
    hash: words('方案的 SHA-256', 'SHA-256 of the profile'),
    from: words('起始日', 'its first day here'),
    until: words('截止日', 'its last day here'),
    lanes: words('通道数', 'how many lanes'),
    settings: words('设定数', 'how many settings'),
    change: words('变更内容', 'the change'),
    digest: words('变更内容的 SHA-256', 'SHA-256 of the change'),
  },
} as const satisfies Labels;
