/** The words of a listing for an emergency. Wording is not part of an edition's hash. */
import type { Labels } from '#process';
import { words } from '../office/memory.js';

export const labels = {
  title: words('应急检验检测机构名单', 'The list of bodies for an emergency'),
  states: {
    'listed.toBeChecked': words('在名单内，待后续检查', 'listed, to be checked'),
    'listed.inDoubt': words('在名单内，检查不符合，待决定', 'listed, found wanting, awaiting the decision'),
    'listed.checked': words('在名单内，已检查', 'listed and checked'),
    ended: words('名单期满', 'the list has ended'),
    removed: words('已移出名单', 'taken off the list'),
  },
  steps: {
    check: words('后续检查', 'check'),
    stateItsView: words('陈述申辩', 'state its view'),
    keep: words('决定保留', 'keep on the list'),
    remove: words('决定移出名单', 'take off the list'),
    sunset: words('名单期满', 'end with the last day of the list'),
  },
  facts: {
    scope: words('应急检验检测项目', 'the items'),
    order: words('应急指令编号', 'the number of the order'),
    listedUntil: words('名单截止日', 'the last day of the list'),
    checkBy: words('后续检查期限', 'the last day for the check'),
    statedOn: words('机构陈述申辩之日', 'the day on which the body stated its view'),
    finding: words('检查结果', 'the finding of the check'),
  },
} as const satisfies Labels;
