/**
 * Why somebody may not take a step, beside what the step itself asks of the case: each rule with the sentence it
 * refuses by, what would change the answer, and where it is written. The engine knows how each is judged.
 */
import type { Provision, Words } from '#process';
import { cmaMeasures, practice } from './instruments.js';

export interface AuthorityWords {
  /** Why not; `{roles}`, `{duty}`, `{person}` and `{ground}` are filled in. */
  otherwise: Words;
  /** What would change the answer. */
  remedy: Words;
  under: Provision;
}

const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

export const authorityWords = {
  theRoleIsHeld: {
    otherwise: words('该步骤由{roles}办理。', 'Only these take it: {roles}.'),
    remedy: words(
      '由具有该角色的人员办理；机关的角色由两名权限管理员授予，机构一方的角色随代理权限取得。',
      'Somebody who holds the role takes it. Two administrators grant roles of the office; those of an institution come with acting for it.',
    ),
    under: practice('roles'),
  },
  theCaseIsWithinReach: {
    otherwise: words(
      '您虽有{roles}角色，但本案不在您的办理范围内。',
      'You hold the role of {roles}, but this case is not one of yours.',
    ),
    remedy: words(
      '由本案指定的人员办理，或先取得为该机构办事的授权。',
      'Somebody whom the case names takes it, or you are first authorised to act for the institution.',
    ),
    under: practice('roles'),
  },
  theAuthorisationCoversTheStep: {
    otherwise: words(
      '您为该机构办事的授权不包括此步骤。',
      'Your authorisation to act for the institution leaves this step out.',
    ),
    remedy: words(
      '由法定代表人办理，或请其扩大授权范围。',
      'The legal representative takes it, or widens the authorisation.',
    ),
    under: practice('acting-for'),
  },
  rolesAreNotAdministered: {
    otherwise: words('管理角色的人员不能办理案件。', 'Whoever administers roles takes no part in cases.'),
    remedy: words('由其他人员办理。', 'Somebody else takes it.'),
    under: practice('roles'),
  },
  dutiesAreKeptApart: {
    otherwise: words(
      '您在本案已承担“{duty}”职责，同一人不得再承担另一项须分离的职责。',
      'You have the duty of {duty} in this matter; one person does not hold two that are kept apart.',
    ),
    remedy: words(
      '由未参与本案其他环节的人员办理。',
      'Somebody who has had no other part in this matter takes it.',
    ),
    under: practice('duties-apart'),
  },
  nobodyIsRecused: {
    otherwise: words('您须回避：{ground}。', 'You are recused: {ground}.'),
    remedy: words(
      '由与该机构没有利害关系的人员办理。',
      'Somebody without an interest in the institution takes it.',
    ),
    under: cmaMeasures('29'),
  },
  itLiesOnYourDesk: {
    otherwise: words(
      '本案的这一环节已分派给他人办理。',
      'This part of the case lies on somebody else’s desk.',
    ),
    remedy: words(
      '请承办人退回、由科室负责人改派，或在其缺勤期间由登记的代班人员办理。',
      'Its holder releases it, a supervisor reassigns it, or whoever is entered as cover takes it while they are away.',
    ),
    under: practice('assignment'),
  },
  theSignInIsFreshAndStrong: {
    otherwise: words('作出决定前须重新进行强身份验证。', 'A decision needs a fresh and strong sign-in.'),
    remedy: words('请重新登录后再办理。', 'Sign in again, then take the step.'),
    under: practice('step-up'),
  },
} as const satisfies Record<string, AuthorityWords>;

/** In place of the words of `theRoleIsHeld` where a step comes of itself: there is nobody to turn to. */
export const takenByItself = {
  clock: {
    otherwise: words(
      '该步骤于期限届满时自动办理，任何人不得办理。',
      'It comes by itself when the limit runs out; nobody takes it.',
    ),
    remedy: null,
  },
  consequence: {
    otherwise: words(
      '该步骤由关联案件的办理结果自动带来，任何人不得办理。',
      'It follows by itself from what is done in a linked case; nobody takes it.',
    ),
    remedy: null,
  },
};

export type AuthorityRuleName = keyof typeof authorityWords;

/** The duties by the words in which a refusal names them. */
export const dutyWords: Record<string, Words> = {
  applying: words('申请', 'applying'),
  intake: words('受理', 'intake'),
  coordination: words('评审组织', 'coordinating the assessment'),
  assessment: words('技术评审', 'assessing'),
  decision: words('审批决定', 'deciding'),
  issuing: words('制证发证', 'issuing'),
  hearing: words('主持听证', 'hosting the hearing'),
  confirmation: words('复核确认', 'confirming as the second person'),
  supervision: words('分派督办', 'supervising'),
  administration: words('权限管理', 'administering roles'),
  oversight: words('监督', 'overseeing'),
};

/** Grounds of recusal by the words in which they are told. */
export const recusalGrounds = {
  employer: words('您受雇于该机构', 'the institution employs you'),
  group: words('您受雇于与该机构同属一个集团的机构', 'an institution of the same group employs you'),
  acting: words(
    '您为该机构或与其同属一个集团的机构办事',
    'you act for the institution or for one of its group',
  ),
  employment: words('您申报了与该机构的任职关系', 'you declared an employment with the institution'),
  shareholding: words('您申报了对该机构的持股', 'you declared a share in the institution'),
  kinship: words('您申报了与该机构人员的近亲属关系', 'you declared a kinship with people of the institution'),
  advice: words('您曾为该机构提供咨询', 'you advised the institution'),
  training: words('您曾为该机构提供培训', 'you trained the institution’s people'),
  other: words('您申报了与该机构的其他利害关系', 'you declared another interest in the institution'),
  lastCycle: words('您在规定期限内评审过该机构', 'you assessed the institution within the time of rest'),
} as const satisfies Record<string, Words>;

export type RecusalGround = keyof typeof recusalGrounds;
