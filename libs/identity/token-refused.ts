import { Refused } from '#refusals';

/** Why a token is not accepted. Stable, and nothing of the token's content is repeated. */
export const tokenReasons = {
  malformed: { 'zh-CN': '不是签名的令牌', en: 'it is not a signed token' },
  algorithm: { 'zh-CN': '签名算法不被接受', en: 'its algorithm is not accepted here' },
  type: { 'zh-CN': '不是访问令牌', en: 'it is not an access token' },
  key: { 'zh-CN': '签名密钥不为本系统所知', en: 'it is signed by a key that is not known here' },
  signature: { 'zh-CN': '签名不符', en: 'its signature does not fit' },
  issuer: { 'zh-CN': '由其他机构签发', en: 'it comes from another issuer' },
  audience: { 'zh-CN': '不是签发给本系统的', en: 'it is meant for another service' },
  expired: { 'zh-CN': '已过期', en: 'it has expired' },
  notYetValid: { 'zh-CN': '尚未生效', en: 'it is not valid yet' },
  claims: { 'zh-CN': '缺少必需的内容', en: 'it lacks what a token must say' },
  noAccount: { 'zh-CN': '在本系统没有账户', en: 'no account here' },
} as const;

export type TokenReason = keyof typeof tokenReasons;

/** The refusal, with the reason as the member `reason` and its sentence in the reader's language. */
export function tokenRefused(reason: TokenReason): Refused {
  const why = tokenReasons[reason];
  return new Refused('token-refused', {
    params: { why: why.en, 'why:zh-CN': why['zh-CN'] },
    members: { reason },
  });
}
