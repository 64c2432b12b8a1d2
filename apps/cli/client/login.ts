import { Failure, misused } from '../failure.js';
import { say } from '../text.js';
import { inLanguage, me, type Me } from './answers.js';
import type { Api } from './api.js';
import type { Credential } from './credentials.js';
import { usualClient, type Invitation } from './provider.js';
import { openAsNobody, printJson, secretOfEnvironment, type ClientOptions } from './session.js';
import { textOfInput } from './input.js';

export interface LoginOptions extends ClientOptions {
  strong?: boolean;
  apiKeyStdin?: boolean;
  clientId?: string;
}

/**
 * `greenlane login`: a person signs in at the provider of identities with a browser, a machine brings its key on standard
 * input. Nothing is kept that the server did not take.
 */
export async function login(options: LoginOptions): Promise<void> {
  const { lang: language } = options;
  const says = phrases[language];
  if (options.strong && options.apiKeyStdin) throw misused(says.keyIsNotStrong);
  const ending = new AbortController();
  const end = (): void => ending.abort();
  process.once('SIGINT', end);
  try {
    const { server, api, credentials } = openAsNobody(options, ending.signal);
    await credentials.requireReady();
    const known = options.apiKeyStdin
      ? { apiKey: await keyOfInput(options) }
      : await (
          await import('./provider.js')
        ).signInByDevice(api, {
          clientId: options.clientId ?? (process.env.GREENLANE_CLIENT_ID || usualClient),
          strong: options.strong ?? false,
          invite: (invitation) => tellInvitation(invitation, options),
          signal: ending.signal,
        });
    const person = await whoIs(api, known);
    await credentials.keep(server, { ...known, name: person.name });
    if (options.json) printJson({ server, ...person, expiresAt: isoOf(known) });
    else say(says.welcome(person.name, rolesOf(person, options), server));
    if (secretOfEnvironment() !== undefined) say(says.shadowed);
  } catch (error) {
    throw ending.signal.aborted ? new Failure(says.brokenOff) : error;
  } finally {
    process.off('SIGINT', end);
  }
}

/** `greenlane logout`: forgets what is kept for a server, and has the provider withdraw it where it can. */
export async function logout(options: ClientOptions & { all?: boolean }): Promise<void> {
  const says = phrases[options.lang];
  const { server, api, credentials } = openAsNobody(options);
  const servers = options.all ? credentials.servers() : [server];
  const { withdrawn } = await import('./provider.js');
  for (const each of servers) {
    const known = await credentials.forget(each);
    if (known !== undefined && known.refreshToken !== undefined) await withdrawn(api, known);
    say(known === undefined ? says.nobody(each) : says.goodbye(each));
  }
  if (servers.length === 0) say(says.nobodyAnywhere);
  if (secretOfEnvironment() !== undefined) say(says.stillInEnvironment);
}

/** Whom the server takes this secret for. */
async function whoIs(api: Api, known: Credential): Promise<Me> {
  return api.as(known.apiKey ?? known.token ?? null).get('/api/v1/me', me);
}

async function keyOfInput({ lang }: LoginOptions): Promise<string> {
  const key = (await textOfInput(16 * 1024, lang)).trim();
  if (!/^[\x21-\x7e]{8,8192}$/.test(key)) throw misused(phrases[lang].noKey);
  return key;
}

function tellInvitation({ code, at, complete, minutes }: Invitation, { lang, json }: LoginOptions): void {
  const says = phrases[lang];
  say(says.open(at));
  say(says.enter(code));
  if (complete !== undefined) say(says.complete(complete));
  say(says.wait(minutes));
  // A program that signs somebody in shows it in its own way; the line comes before the answer.
  if (json) printJson({ userCode: code, verificationUri: at, verificationUriComplete: complete ?? null });
}

const rolesOf = ({ roles }: Me, { lang }: LoginOptions): string =>
  roles.map(({ words }) => inLanguage(words, lang)).join(lang === 'en' ? ', ' : '、');

const isoOf = ({ expiresAt }: Credential): string | null =>
  expiresAt === undefined ? null : new Date(expiresAt).toISOString();

const phrases = {
  en: {
    keyIsNotStrong: 'A key is no strong sign-in: --strong is for people.',
    noKey: 'Standard input holds no key: one line of visible characters is expected.',
    open: (at: string) => `Open ${at} in a browser, on any device,`,
    enter: (code: string) => `enter the code ${code} and sign in.`,
    complete: (at: string) => `With the code in it: ${at}`,
    wait: (minutes: number) =>
      `Waiting, at most ${minutes} minute${minutes === 1 ? '' : 's'}; Ctrl-C breaks off.`,
    brokenOff: 'Broken off; nobody is signed in.',
    welcome: (name: string, roles: string, server: string) =>
      `Signed in at ${server} as ${name}${roles === '' ? '' : ` (${roles})`}.`,
    shadowed: 'But GREENLANE_TOKEN or GREENLANE_API_KEY is set, and goes before it.',
    nobody: (server: string) => `Nobody was signed in at ${server}.`,
    nobodyAnywhere: 'Nobody was signed in anywhere.',
    goodbye: (server: string) => `Signed out at ${server}.`,
    stillInEnvironment: 'GREENLANE_TOKEN or GREENLANE_API_KEY is still set.',
  },
  'zh-CN': {
    keyIsNotStrong: '密钥不属于强身份验证：--strong 供人员使用。',
    noKey: '标准输入中没有密钥：应为一行可见字符。',
    open: (at: string) => `请在任一设备的浏览器中打开 ${at}，`,
    enter: (code: string) => `输入代码 ${code} 并登录。`,
    complete: (at: string) => `已含代码的地址：${at}`,
    wait: (minutes: number) => `正在等待，至多 ${minutes} 分钟；按 Ctrl-C 中断。`,
    brokenOff: '已中断，无人登录。',
    welcome: (name: string, roles: string, server: string) =>
      `已在 ${server} 以${name}的身份登录${roles === '' ? '' : `（${roles}）`}。`,
    shadowed: '但已设置 GREENLANE_TOKEN 或 GREENLANE_API_KEY，将优先使用。',
    nobody: (server: string) => `${server} 上无人登录。`,
    nobodyAnywhere: '没有任何登录。',
    goodbye: (server: string) => `已从 ${server} 退出登录。`,
    stillInEnvironment: 'GREENLANE_TOKEN 或 GREENLANE_API_KEY 仍在环境中。',
  },
};
