/** The words of invitations. The public sees nothing of them. */
import type { Labels } from '#process';
import { words } from '../memory.js';

export const labels = {
  title: words('邀请他人为机构办事', 'Inviting somebody to act for an institution'),
  states: {
    drafting: words('填写邀请', 'drafting'),
    invited: words('已邀请，待答复', 'invited'),
    inForce: words('权限有效', 'in force'),
    declined: words('已谢绝', 'declined'),
    takenBack: words('邀请已撤回', 'taken back'),
    ended: words('已终止', 'ended'),
    revoked: words('已撤销', 'revoked'),
    fallen: words('已随邀请人的权限撤销', 'fallen with the inviter’s authorisation'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    invite: words('邀请', 'invite'),
    discard: words('放弃草稿', 'discard'),
    accept: words('接受邀请', 'accept'),
    decline: words('谢绝邀请', 'decline'),
    takeBack: words('撤回邀请', 'take the invitation back'),
    end: words('终止权限', 'end it'),
    revoke: words('撤销权限', 'revoke it'),
    fallWithTheInviter: words('随邀请人的权限撤销', 'fall with the inviter’s authorisation'),
  },
  facts: {
    invitee: words('受邀人', 'the invited person'),
    institution: words('机构', 'the institution'),
  },
} as const satisfies Labels;
