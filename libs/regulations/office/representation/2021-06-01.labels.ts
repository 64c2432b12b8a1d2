/** The words of acting for an institution. The public sees nothing of it. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('为机构办事的权限', 'Acting for an institution'),
  states: {
    drafting: words('填写申请', 'drafting'),
    submitted: words('已提交，待核验', 'submitted, to be checked'),
    awaitingCorrection: words('待申请人补正', 'awaiting a correction'),
    inForce: words('权限有效', 'in force'),
    refused: words('不予核验', 'refused'),
    withdrawn: words('申请已撤回', 'withdrawn'),
    givenUp: words('本人已放弃', 'given up'),
    revoked: words('已撤销', 'revoked'),
    succeeded: words('已由他人接任', 'succeeded by another'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    submit: words('提交申请', 'submit the claim'),
    discard: words('放弃草稿', 'discard'),
    confirm: words('核验通过', 'confirm the claim'),
    requestCorrection: words('一次告知补正', 'request a correction'),
    correct: words('提交补正', 'correct the claim'),
    refuse: words('不予核验', 'refuse the claim'),
    withdraw: words('撤回申请', 'withdraw the claim'),
    giveUp: words('放弃权限', 'give it up'),
    revoke: words('撤销权限', 'revoke it'),
    beSucceeded: words('由他人接任', 'be succeeded'),
  },
  facts: {
    claimant: words('申请人', 'the claimant'),
    capacity: words('身份', 'the capacity'),
    creditCode: words('所称机构的统一社会信用代码', 'the credit code of the institution claimed'),
    entry: words('所填登记事项的摘要', 'the digest of the particulars claimed'),
    represents: words('所代表的机构', 'the institution represented'),
  },
} as const satisfies Labels;
