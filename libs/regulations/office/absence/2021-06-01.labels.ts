/** The words of absences. The public sees nothing of them. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('缺勤与代班', 'Absence and its cover'),
  states: {
    drafting: words('填写登记', 'drafting'),
    entered: words('已登记', 'entered'),
    ended: words('已结束', 'ended'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    enter: words('登记代班', 'enter the cover'),
    discard: words('放弃草稿', 'discard'),
    end: words('结束代班', 'end the cover'),
  },
} as const satisfies Labels;
