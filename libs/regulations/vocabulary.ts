/** The words in which every edition is written; guards and assigns are each edition's own. */
import { vocabulary, type Assign, type Guard, type Words } from '#process';
import { evidence } from './evidence/index.js';
import { instruments } from './instruments.js';
import { roles } from './roles.js';

/** What a step may do beyond its case; the libraries above register how. */
export const effects = {
  issueCertificate: {
    'zh-CN': '颁发资质认定证书及检验检测能力附表，并予公布',
    en: 'issue and publish the certificate and its scope table',
  },
  grantRole: { 'zh-CN': '授予角色，自下一请求起生效', en: 'grant the role, from the next request on' },
  withdrawRole: { 'zh-CN': '撤销角色，自下一请求起生效', en: 'withdraw the role, from the next request on' },
  actForInstitution: {
    'zh-CN': '登记机构（未登记的）及其代理权限',
    en: 'enter the institution if it is unknown, and the authorisation to act for it',
  },
  endActing: { 'zh-CN': '终止代理权限', en: 'end the authorisation to act' },
  enterCover: { 'zh-CN': '登记代班', en: 'enter the cover' },
  endCover: { 'zh-CN': '终止代班', en: 'end the cover' },
  enterInterest: { 'zh-CN': '登记利害关系', en: 'enter the interest' },
  liftInterest: { 'zh-CN': '解除利害关系', en: 'lift the interest' },
  suspendPerson: {
    'zh-CN': '停用账户，终止其全部会话并撤销其接口密钥，自下一请求起生效',
    en: 'suspend the person, end their sessions and revoke their API keys, from the next request on',
  },
  reinstatePerson: { 'zh-CN': '恢复账户，须重新登录', en: 'let the person in again, by a new sign-in' },
  changeCalendar: {
    'zh-CN': '变更日历，各案期限据此重新推算',
    en: 'change the calendar, by which the dates of all cases are drawn again',
  },
  amendCertificate: {
    'zh-CN': '变更证书附表，证书编号和有效期不变',
    en: 'amend the scope of the certificate, its number and last day kept',
  },
  annulCertificateItems: {
    'zh-CN': '从证书附表中撤销相应项目',
    en: 'take the annulled items out of the certificate',
  },
  enterBan: {
    'zh-CN': '登记不得再次申请的期限，并予公布',
    en: 'enter and publish the time in which there may be no new application',
  },
  closeCommitment: {
    'zh-CN': '不再适用告知承诺程序',
    en: 'close the procedure of notification and commitment',
  },
  openCase: { 'zh-CN': '启动关联案件', en: 'open a linked case' },
  changeProfile: {
    'zh-CN': '使通道方案生效或者终止，此后提交的申请依此办理',
    en: 'put a profile in force or end it, by which applications go that are submitted from then on',
  },
  oweStep: { 'zh-CN': '使另一案件办理相应步骤', en: 'owe a step to another case' },
} as const satisfies Record<string, Words>;

/** Numbers that a step may draw; `given.world` brings them under these names. */
export const series = {
  caseNumber: { 'zh-CN': '案件编号', en: 'case number' },
  certificateNumber: { 'zh-CN': '证书编号', en: 'certificate number' },
} as const satisfies Record<string, Words>;

/** The law in the words of one edition. */
export const lawWith = <const G extends Record<string, Guard>, const A extends Record<string, Assign>>(
  guards: G,
  assigns: A,
) => vocabulary({ roles, instruments, evidence, guards, assigns, effects, series });
