/** The words of declared interests. The public sees nothing of them. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('利害关系申报与解除', 'Declaring and lifting an interest'),
  states: {
    drafting: words('填写申报', 'drafting'),
    declared: words('已申报，须回避', 'declared'),
    liftingProposed: words('已提议解除，待另一人复核', 'lifting is proposed, another is to confirm'),
    lifted: words('已解除', 'lifted'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    declare: words('申报利害关系', 'declare the interest'),
    discard: words('放弃草稿', 'discard'),
    proposeLifting: words('提议解除', 'propose to lift it'),
    confirmLifting: words('复核解除', 'confirm the lifting'),
    declineLifting: words('不同意解除', 'decline the lifting'),
  },
  facts: {
    declarant: words('申报人', 'the declarant'),
    institution: words('机构', 'the institution'),
    ground: words('事由', 'the ground'),
    until: words('截止日', 'the last day'),
  },
} as const satisfies Labels;
