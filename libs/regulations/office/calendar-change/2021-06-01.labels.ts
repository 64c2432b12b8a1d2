/** The words of changing the calendar. The public sees nothing of it. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('日历的变更', 'Changing the calendar'),
  states: {
    drafting: words('填写提议', 'drafting'),
    proposed: words('已提议，待另一人复核', 'proposed, another is to confirm'),
    inForce: words('已生效', 'in force'),
    declined: words('未予同意', 'declined'),
    takenBack: words('提议已撤回', 'taken back'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    propose: words('提议变更日历', 'propose a change'),
    confirmChange: words('复核日历变更', 'confirm the change'),
    decline: words('不予同意', 'decline'),
    takeBack: words('撤回提议', 'take the proposal back'),
    discard: words('放弃草稿', 'discard'),
  },
  facts: {
    what: words('变更事项', 'what is changed'),
    year: words('所涉年份', 'the year'),
    notice: words('通知', 'the notice'),
    amends: words('所修改的通知', 'the notice it amends'),
    daysOff: words('放假天数', 'how many days off'),
    madeUp: words('调休上班天数', 'how many make-up working days'),
    hour: words('截止时间（时）', 'the cut-off hour'),
    over: words('顺延所及之日', 'the days rolled over'),
    change: words('变更内容', 'the change'),
    digest: words('变更内容的 SHA-256', 'SHA-256 of the change'),
  },
} as const satisfies Labels;
