/** The words of a certificate's life, in every edition. Wording is not part of an edition's hash. */
import type { Labels } from '#process';
import { words } from '../office/memory.js';

export const labels = {
  title: words('资质认定证书的存续', 'The life of a certificate of qualification approval'),
  states: {
    valid: words('有效', 'valid'),
    inRenewal: words('有效，延续办理中', 'valid, in renewal'),
    renewedBySilence: words('视为准予延续，待换发证书', 'deemed renewed, awaiting the new certificate'),
    expired: words('已过期，待注销', 'expired, to be cancelled'),
    replaced: words('已换发新证书', 'replaced'),
    cancelled: words('已注销', 'cancelled'),
    annulled: words('已撤销', 'annulled'),
  },
  steps: {
    beginRenewal: words('受理延续申请', 'take note that a renewal is being handled'),
    endRenewal: words(
      '不予延续或者申请人撤回延续申请',
      'take note that the renewal was refused or withdrawn',
    ),
    stayInForce: words(
      '期满未作延续决定，视为准予延续',
      'stay in force, as nobody decided on the renewal in time',
    ),
    expire: words('有效期届满', 'expire'),
    beReplaced: words('换发新证书', 'be replaced by the new certificate'),
    amend: words('变更附表', 'be amended'),
    cancel: words('依机构申请注销', 'cancel on the body’s application'),
    cancelOnAGround: words('依法注销', 'cancel on a ground of the law'),
    cancelAfterExpiry: words('期满注销', 'cancel after expiry'),
    annul: words('依核查决定撤销', 'annul, as a verification has decided'),
    annulItems: words('依核查决定撤销部分项目', 'annul items, as a verification has decided'),
    stateItsView: words('陈述申辩', 'state its view'),
    decideToAnnul: words('决定撤销资质认定', 'decide to annul the approval'),
    decideToAnnulItems: words('决定撤销部分项目', 'decide to annul items'),
  },
  facts: {
    certificateNumber: words('证书编号', 'the number of the certificate'),
    scope: words('检验检测能力附表', 'the scope table'),
    itemsAnnulledInAll: words('此前撤销的项目数', 'how many items were annulled before'),
    statedOn: words('机构陈述申辩之日', 'the day on which the body stated its view'),
    validUntil: words('有效期截止日', 'its last day'),
    banYears: words('不得再次申请的年数', 'a number of years without a new application'),
  },
} as const satisfies Labels;
