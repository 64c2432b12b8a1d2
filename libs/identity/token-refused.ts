import { Refused, type RefusalCode } from '#refusals';

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
  beforeReinstatement: {
    'zh-CN': '其登录早于账户的恢复，请重新登录',
    en: 'it is of a time before the account was let in again',
  },
} as const;

export type TokenReason = keyof typeof tokenReasons;

/** Why an API key is not accepted. Whoever does not have the secret learns only that it is unknown. */
export const keyReasons = {
  malformed: { 'zh-CN': '格式或校验码不符', en: 'it is not written as one, or its check does not fit' },
  unknown: { 'zh-CN': '不为本系统所知', en: 'it is not known here' },
  expired: { 'zh-CN': '已过期', en: 'it has expired' },
  revoked: { 'zh-CN': '已撤销', en: 'it was revoked' },
  notActing: {
    'zh-CN': '密钥所属人员现不能代表该机构办理',
    en: 'its owner does not act for that institution now',
  },
} as const;

export type KeyReason = keyof typeof keyReasons;

/** The refusal, with the reason as the member `reason` and its sentence in the reader's language. */
export const tokenRefused = (reason: TokenReason): Refused =>
  refusedFor('token-refused', reason, tokenReasons[reason]);

/** As `tokenRefused`, of an API key. */
export const keyRefused = (reason: KeyReason): Refused =>
  refusedFor('key-refused', reason, keyReasons[reason]);

function refusedFor(code: RefusalCode, reason: string, why: { 'zh-CN': string; en: string }): Refused {
  return new Refused(code, {
    params: { why: why.en, 'why:zh-CN': why['zh-CN'] },
    members: { reason },
  });
}

/**
 * Whether a refusal may be one guess of many. What was good once, or is good elsewhere, is not: a client whose token
 * has run out would keep its whole office out.
 */
export function isGuess({ code, details }: Refused): boolean {
  const reason = details.members?.['reason'];
  if (code === 'token-refused')
    return !(['expired', 'notYetValid', 'noAccount', 'beforeReinstatement'] as unknown[]).includes(reason);
  return code === 'key-refused' && (reason === 'malformed' || reason === 'unknown');
}
