/** The words of a verification on site, in every edition. Wording is not part of an edition's hash. */
import type { Labels } from '#process';
import { words } from '../office/memory.js';

export const labels = {
  title: words('告知承诺事后核查', 'Verification of a commitment'),
  states: {
    ordered: words('已启动', 'ordered'),
    'prompt.formingTheTeam': words('组建核查组（从速核查）', 'forming the team, promptly'),
    'prompt.onSite': words('现场核查（从速核查）', 'on site, promptly'),
    'usual.formingTheTeam': words('组建核查组', 'forming the team'),
    'usual.onSite': words('现场核查', 'on site'),
    'followUp.formingTheTeam': words(
      '组建核查组（绿色通道后续核查）',
      'forming the team for a visit that a lane owes',
    ),
    'followUp.onSite': words('现场核查（绿色通道后续核查）', 'on site, as a lane owes it'),
    rectifying: words('机构整改', 'the body rectifies'),
    verifying: words('整改验收', 'verifying the rectification'),
    awaitingDecision: words('建议撤销，待决定', 'annulment is proposed, awaiting the decision'),
    foundTrue: words('承诺属实', 'found true'),
    rectified: words('承诺基本属实，已整改', 'largely true, and rectified'),
    certificateAnnulled: words('已决定撤销资质认定', 'the approval is annulled'),
    itemsAnnulled: words('已决定撤销部分项目', 'items are annulled'),
    notAnnulled: words('已决定不予撤销', 'not annulled'),
    nothingToVerify: words('证书已不存在，核查办结', 'nothing was left to verify'),
  },
  steps: {
    appointTeam: words('组成核查组', 'appoint the team'),
    report: words('提交现场核查报告', 'report on the visit'),
    endAsNothingIsLeft: words('证书已不存在，办结', 'end it, as nothing is left to verify'),
    submitRectification: words('提交整改', 'submit the rectification'),
    lapseIntoFalsity: words('整改逾期，按承诺不实处理', 'deem it false, as nothing was rectified in time'),
    verify: words('验收整改', 'verify the rectification'),
    stateItsView: words('陈述申辩', 'state its view'),
    annulTheCertificate: words('决定撤销资质认定', 'annul the approval'),
    annulTheItems: words('决定撤销部分项目', 'annul items'),
    doNotAnnul: words('决定不予撤销', 'do not annul'),
  },
  facts: {
    grantedOn: words('作出准予决定之日', 'the day of the decision to grant'),
    certificateNumber: words('证书编号', 'the number of the certificate'),
    certificate: words('证书案件', 'a case of the certificate'),
    commitment: words('告知承诺', 'a commitment'),
    conclusion: words('核查结论', 'the conclusion of the verification'),
    itemsDigest: words('逐项核查结果的摘要', 'the digest of the findings'),
    rectificationOverdue: words('整改是否逾期', 'whether the rectification was overdue'),
    statedOn: words('机构陈述申辩之日', 'the day on which the body stated its view'),
    dueOn: words('后续核查期限', 'the last day of the follow-up'),
    banYears: words('不得再次申请的年数', 'a number of years without a new application'),
  },
} as const satisfies Labels;
