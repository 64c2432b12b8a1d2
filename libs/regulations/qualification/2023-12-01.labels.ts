/** The words of the process and the public stage of each state. Wording is not part of an edition's hash. */
import type { Labels, Words } from '#process';
import type { StageName } from '../stages.js';

const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

export const labels = {
  title: words(
    '检验检测机构资质认定（首次申请，一般程序）',
    'Qualification approval (first application, general procedure)',
  ),
  states: {
    drafting: words('填报申请', 'drafting'),
    received: words('已收件，待受理审查', 'received'),
    awaitingSupplement: words('待申请人补正', 'awaiting the supplement'),
    formingTheTeam: words('已受理，组建评审组', 'forming the team'),
    materialReview: words('材料审查', 'material review'),
    awaitingMaterials: words('待申请人补充材料', 'awaiting materials'),
    arrangingTheVisit: words('安排现场评审', 'arranging the visit'),
    onSiteAssessment: words('现场评审', 'on-site assessment'),
    rectifying: words('申请人整改', 'rectifying'),
    verifying: words('整改验收', 'verifying the rectification'),
    awaitingDecision: words('待作出决定', 'awaiting the decision'),
    awaitingCertificate: words('准予许可，待制发证书', 'granted, awaiting the certificate'),
    certified: words('已发证', 'certified'),
    refused: words('不予许可', 'refused'),
    notAccepted: words('不予受理', 'not accepted'),
    withdrawn: words('申请人已撤回', 'withdrawn'),
    discarded: words('草稿已放弃', 'discarded'),
  },
  steps: {
    submit: words('提交申请', 'submit'),
    discard: words('放弃草稿', 'discard'),
    accept: words('受理', 'accept'),
    requestSupplement: words('一次告知补正', 'request a supplement'),
    supplement: words('提交补正', 'supplement'),
    refuseToAccept: words('不予受理', 'refuse to accept'),
    lapseIntoAcceptance: words('逾期未告知，视为受理', 'lapse into acceptance'),
    appointTeam: words('组成评审组', 'appoint the team'),
    reviewMaterials: words('作出材料审查结果', 'review the materials'),
    supplyMaterials: words('补充材料', 'supply materials'),
    sendVisitNotice: words('通知现场评审', 'send the notice of the visit'),
    conclude: words('作出评审结论', 'conclude the assessment'),
    submitRectification: words('提交整改', 'submit the rectification'),
    lapseIntoNonconformity: words('整改逾期，结论为不符合', 'lapse into nonconformity'),
    verify: words('验收整改', 'verify the rectification'),
    grant: words('准予许可', 'grant'),
    grantInPart: words('部分准予许可', 'grant in part'),
    refuse: words('不予许可', 'refuse'),
    issueCertificate: words('制发证书', 'issue the certificate'),
    withdraw: words('撤回申请', 'withdraw'),
  },
  anchors: {
    receivedOn: words('收到申请之日', 'the day of receipt'),
    acceptedOn: words('受理之日', 'the day of acceptance'),
    conclusionReceivedOn: words('收到评审结论之日', 'the day on which the conclusion is received'),
    grantedOn: words('作出准予决定之日', 'the day of the decision to grant'),
  },
} as const satisfies Labels;

/** The stage that the public sees while the case is in a state; null where there is none to see. */
export const stageOf = {
  drafting: null,
  received: 'receipt',
  awaitingSupplement: 'receipt',
  formingTheTeam: 'acceptance',
  materialReview: 'assessment',
  awaitingMaterials: 'assessment',
  arrangingTheVisit: 'assessment',
  onSiteAssessment: 'assessment',
  rectifying: 'assessment',
  verifying: 'assessment',
  awaitingDecision: 'decision',
  awaitingCertificate: 'certificate',
  certified: 'delivery',
  refused: 'decision',
  notAccepted: 'acceptance',
  withdrawn: null,
  discarded: null,
} as const satisfies Record<keyof typeof labels.states, StageName | null>;
