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
  auditor: {
    words: { 'zh-CN': '监督人员', en: 'auditor' },
    duty: 'oversight',
    reach: 'jurisdiction',
  },
  administrator: {
    words: { 'zh-CN': '系统管理员', en: 'administrator' },
    duty: 'oversight',
    reach: 'jurisdiction',
  },
  clock: {
    words: { 'zh-CN': '法定期限', en: 'the statutory clock' },
    duty: 'clock',
    reach: 'none',
  },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof roles;
