/** The words of granting and withdrawing roles. The public sees nothing of it. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('角色的授予与撤销', 'Granting and withdrawing a role'),
  states: {
    drafting: words('填写提议', 'drafting'),
    grantProposed: words('已提议授予，待另一人复核', 'a grant is proposed, another is to confirm'),
    withdrawalProposed: words('已提议撤销，待另一人复核', 'a withdrawal is proposed, another is to confirm'),
    granted: words('已授予', 'granted'),
    withdrawn: words('已撤销', 'withdrawn'),
    declined: words('未予同意', 'declined'),
    takenBack: words('提议已撤回', 'taken back'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    proposeGrant: words('提议授予角色', 'propose a grant'),
    proposeWithdrawal: words('提议撤销角色', 'propose a withdrawal'),
    confirmGrant: words('复核授予', 'confirm the grant'),
    confirmWithdrawal: words('复核撤销', 'confirm the withdrawal'),
    decline: words('不予同意', 'decline'),
    takeBack: words('撤回提议', 'take the proposal back'),
    discard: words('放弃草稿', 'discard'),
  },
  facts: {
    change: words('所提议的', 'what is proposed'),
    person: words('人员', 'the person'),
    role: words('角色', 'the role'),
    fields: words('评审领域', 'the fields'),
    mayLead: words('可任组长', 'may lead'),
    qualifiedUntil: words('资格截止日', 'the last day of the qualification'),
  },
} as const satisfies Labels;
