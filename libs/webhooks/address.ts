import { isIP } from 'node:net';
import { isLoopback } from '#identity';
import { Refused } from '#refusals';

/** Why events are not sent to an address. Stable. */
export const addressReasons = {
  unreadable: { 'zh-CN': '不是有效的网址', en: 'it is no URL' },
  tooLong: { 'zh-CN': '网址过长', en: 'it is too long' },
  notHttps: { 'zh-CN': '须以 https:// 开头', en: 'it does not begin with https://' },
  credentials: {
    'zh-CN': '网址中不得含有用户名或密码',
    en: 'it has a user or a password in it',
  },
  fragment: { 'zh-CN': '网址中不得含有 #', en: 'it has a fragment' },
  noName: { 'zh-CN': '须使用域名，不接受 IP 地址', en: 'its host is an IP address and no name' },
  notPublic: { 'zh-CN': '主机名不是公共域名', en: 'its host is no public name' },
  port: { 'zh-CN': '端口须为 443 或 1024 以上', en: 'its port is neither 443 nor 1024 or above' },
} as const;
export type AddressReason = keyof typeof addressReasons;

/** Characters of an address at most. */
export const addressLength = 1_000;

/** Names that mean something inside a network alone (RFC 6761, 6762, 8375, and what offices call theirs). */
const innerNames =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid)$/;

/**
 * The address in its one form, where events may be sent to it; throws `webhook-address-refused` otherwise. A name says nothing of
 * where it will lead at the time: that is judged at each connection (`Sender`).
 */
export function webhookAddress(text: string, { allowLoopback = false } = {}): string {
  if (text.length > addressLength) throw refused('tooLong');
  if (!URL.canParse(text)) throw refused('unreadable');
  const url = new URL(text);
  const loopback = allowLoopback && isLoopback(url);
  if (url.protocol !== 'https:' && !(loopback && url.protocol === 'http:')) throw refused('notHttps');
  if (url.username !== '' || url.password !== '') throw refused('credentials');
  if (text.includes('#')) throw refused('fragment');
  if (loopback) return url.href;
  // A URL writes decimal, octal and hexadecimal forms of IPv4 as the four numbers they mean.
  const host = url.hostname.replace(/\.$/, '');
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) throw refused('noName');
  if (!host.includes('.') || innerNames.test(host)) throw refused('notPublic');
  if (url.port !== '' && Number(url.port) < 1_024) throw refused('port');
  if (url.href.length > addressLength) throw refused('tooLong');
  return url.href;
}

const refused = (reason: AddressReason): Refused =>
  new Refused('webhook-address-refused', {
    params: { why: addressReasons[reason].en, 'why:zh-CN': addressReasons[reason]['zh-CN'] },
    members: { reason },
  });
