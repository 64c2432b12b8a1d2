import { Refused } from '#refusals';

/** Why a sign-in did not come about. Stable; the provider's own words are kept out of it. */
export const signInReasons = {
  unknown: { 'zh-CN': '该次登录不存在或已经用过', en: 'it was never begun here, or was used already' },
  otherBrowser: { 'zh-CN': '它是在另一个浏览器中开始的', en: 'it was begun in another browser' },
  expired: { 'zh-CN': '已超过十分钟', en: 'it took longer than ten minutes' },
  declined: { 'zh-CN': '身份提供方未完成登录', en: 'the identity provider did not let it through' },
  notVerified: { 'zh-CN': '身份提供方的答复不可信', en: 'the answer of the identity provider does not hold' },
  notStrong: {
    'zh-CN': '身份提供方未进行强身份验证',
    en: 'the identity provider made no fresh and strong sign-in',
  },
} as const;

export type SignInReason = keyof typeof signInReasons;

/** The refusal, with the reason as the member `reason` and its sentence in the reader's language. */
export function signInFailed(reason: SignInReason, cause?: unknown): Refused {
  const why = signInReasons[reason];
  const refused = new Refused('sign-in-failed', {
    params: { why: why.en, 'why:zh-CN': why['zh-CN'] },
    members: { reason },
  });
  refused.cause = cause;
  return refused;
}
