/** Who may take a step. `duty` and `reach` are explained at `Role`; no step mixes duties that must be kept apart. */
import type { Role } from '#process';

export const roles = {
  applicant: {
    words: { 'zh-CN': '申请人', en: 'applicant' },
    duty: 'applying',
    reach: 'own',
  },
  intakeOfficer: {
    words: { 'zh-CN': '受理人员', en: 'intake officer' },
    duty: 'intake',
    reach: 'jurisdiction',
  },
  assessmentCoordinator: {
    words: { 'zh-CN': '评审组织人员', en: 'assessment coordinator' },
    duty: 'coordination',
    reach: 'jurisdiction',
  },
  teamLeader: {
    words: { 'zh-CN': '评审组长', en: 'team leader' },
    duty: 'assessment',
    reach: 'case',
    namedAt: 'team.leader',
  },
  assessor: {
    words: { 'zh-CN': '评审员', en: 'assessor' },
    duty: 'assessment',
    reach: 'case',
    namedAt: 'team.members',
  },
  decisionMaker: {
    words: { 'zh-CN': '审批人员', en: 'decision maker' },
    duty: 'decision',
    reach: 'jurisdiction',
  },
  certificateClerk: {
    words: { 'zh-CN': '制证人员', en: 'certificate clerk' },
    duty: 'issuing',
    reach: 'jurisdiction',
  },
  // Approves that a decision takes longer (Licensing Law 42). As the second person beside whoever decides: who gives a
  // matter more time is not who takes it, and the desk of the one is not the desk of the other.
  headOfAuthority: {
    words: { 'zh-CN': '行政机关负责人', en: 'head of the authority' },
    duty: 'confirmation',
    reach: 'jurisdiction',
  },
  // Is not whoever reviewed the case (Licensing Law 48): a duty of its own, kept apart from all others.
  hearingHost: {
    words: { 'zh-CN': '听证主持人', en: 'host of the hearing' },
    duty: 'hearing',
    reach: 'jurisdiction',
  },
  auditor: {
    words: { 'zh-CN': '监督人员', en: 'auditor' },
    duty: 'oversight',
    reach: 'jurisdiction',
  },
  // Puts work on desks; decides nothing.
  supervisor: {
    words: { 'zh-CN': '科室负责人', en: 'supervisor' },
    duty: 'supervision',
    reach: 'jurisdiction',
  },
  // Grants and withdraws roles, two of them together; holds no other role (a trigger of the database says so too).
  administrator: {
    words: { 'zh-CN': '权限管理员', en: 'administrator of roles' },
    duty: 'administration',
    reach: 'jurisdiction',
  },
  // Whoever says that they may act for an institution, until an officer has checked it.
  claimant: {
    words: { 'zh-CN': '申请代理权限的人', en: 'person who claims to act for an institution' },
    duty: 'applying',
    reach: 'case',
    namedAt: 'claimant',
    heldByAll: true,
  },
  // Whom an institution has invited to act for it.
  invitee: {
    words: { 'zh-CN': '受邀代理人', en: 'person invited to act for an institution' },
    duty: 'applying',
    reach: 'case',
    namedAt: 'invitee',
    heldByAll: true,
  },
  // Whoever enters an absence or declares an interest, until somebody else decides on it.
  declarant: {
    words: { 'zh-CN': '申报人', en: 'person who declares' },
    duty: 'applying',
    reach: 'case',
    namedAt: 'declarant',
    heldByAll: true,
  },
  // What another case brings about here: it opens the case, or owes it a step. Nobody holds it.
  anotherCase: {
    words: { 'zh-CN': '关联案件', en: 'a linked case' },
    duty: 'consequence',
    reach: 'none',
  },
  clock: {
    words: { 'zh-CN': '法定期限', en: 'the statutory clock' },
    duty: 'clock',
    reach: 'none',
  },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof roles;
