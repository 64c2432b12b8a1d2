import { misused } from '../failure.js';
import type { Language } from './language.js';

/** Where `greenlane start` listens unless told. */
export const usualServer = 'http://127.0.0.1:3000';

/** The machine itself: only there may a token travel in the clear. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/** Whether a secret may be sent there. */
export const isSafe = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));

/**
 * The address of a server as it is kept and compared: scheme, host, port and, behind a proxy, a path; no slash at the
 * end. Refuses what is no such address, and http to another machine.
 */
export function serverFrom(text: string, language: Language): string {
  const says = phrases[language];
  if (!URL.canParse(text)) throw misused(says.noAddress(text));
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw misused(says.noAddress(text));
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw misused(says.tooMuch);
  if (!isSafe(url)) throw misused(says.inTheClear(url.host));
  return url.origin + url.pathname.replace(/\/+$/, '');
}

const phrases = {
  en: {
    noAddress: (text: string) => `"${text}" is no address of a server, such as https://greenlane.example.`,
    tooMuch: 'The address of a server has no user, password, query or fragment.',
    inTheClear: (host: string) =>
      `http:// is for this machine alone: what is sent to ${host} could be read on the way. Use https://.`,
  },
  'zh-CN': {
    noAddress: (text: string) => `“${text}”不是服务器地址，应如 https://greenlane.example。`,
    tooMuch: '服务器地址不得含有用户名、密码、查询串或片段。',
    inTheClear: (host: string) =>
      `http:// 仅限本机使用：发往 ${host} 的内容会在途中被读取，请改用 https://。`,
  },
};
