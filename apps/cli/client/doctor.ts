import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { z } from 'zod';
import { Failure } from '../failure.js';
import { paint, print, say } from '../text.js';
import { inLanguage, me, office } from './answers.js';
import { instantsOf, type Instants } from './instants.js';
import type { Language } from './language.js';
import { isLoopback } from './server-address.js';
import {
  openAsNobody,
  printJson,
  secretOfEnvironment,
  tokenFor,
  type ClientOptions,
  type Session,
} from './session.js';

/** One thing that was looked at, and how it stands. */
interface Finding {
  check: keyof (typeof phrases)['en']['checks'];
  well: boolean;
  sentence: string;
}

const clockTolerance = 30;
const certificateSpare = 14;
const daysFrom = (from: number, to: number): number => Math.floor((to - from) / 86_400_000);

/** `greenlane doctor`: whether everything a command needs is there, a line each; ends with 1 where something is not. */
export async function doctor(options: ClientOptions): Promise<void> {
  const { lang, json } = options;
  const findings: Finding[] = [];
  const session = openAsNobody(options);
  findings.push(...(await reach(session, lang)));
  const reached = findings.every(({ well }) => well);
  if (reached) findings.push(await tls(session, lang));
  findings.push(filed(session, lang));
  if (reached) findings.push(...(await signedIn(session, lang)));
  const well = findings.every((finding) => finding.well);
  if (json) printJson({ well, server: session.server, findings });
  else for (const finding of findings) print(lineOf(finding, lang));
  if (!well) throw new Failure(phrases[lang].unwell);
  if (!json) say(phrases[lang].well);
}

function lineOf({ check, well, sentence }: Finding, language: Language): string {
  const { marks, checks } = phrases[language];
  const mark = well ? paint.green(`✓ ${marks.well}`) : paint.red(`✗ ${marks.unwell}`);
  return `${mark}  ${checks[check]}: ${sentence}`;
}

/** Whether a Greenlane answers, which, and how far its clock is from ours. */
async function reach({ api, server }: Session, language: Language): Promise<Finding[]> {
  const says = phrases[language];
  try {
    const begun = Date.now();
    const { body, headers } = await api.look('/api/v1/office', office);
    const took = Date.now() - begun;
    const { info } = await api.get('/openapi.json', description);
    const names = body.jurisdictions.map(({ name }) => inLanguage(name, language)).join(', ');
    const apart = Math.abs(new Date(headers.get('date') ?? NaN).getTime() - begun - took / 2) / 1000;
    const clock: Finding = Number.isNaN(apart)
      ? { check: 'clock', well: false, sentence: says.noDate }
      : { check: 'clock', well: apart <= clockTolerance, sentence: says.apart(Math.round(apart)) };
    return [
      { check: 'server', well: true, sentence: says.reached(server, took, names, body.demonstration) },
      { check: 'version', well: true, sentence: info.version },
      clock,
    ];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ check: 'server', well: false, sentence: error.message }];
  }
}

const description = z.looseObject({ info: z.looseObject({ version: z.string() }) });

/** How the connection is protected, and for how long the certificate is still good. */
async function tls({ server, api }: Session, language: Language): Promise<Finding> {
  const says = phrases[language];
  const url = new URL(server);
  if (url.protocol === 'http:') {
    return { check: 'tls', well: isLoopback(url), sentence: says.loopback };
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = await new Promise<{ protocol: string; until: number } | string>((resolve) => {
    const socket = connect(
      { host, port: Number(url.port || 443), servername: isIP(host) === 0 ? host : undefined },
      () => {
        const { valid_to } = socket.getPeerCertificate();
        resolve({ protocol: socket.getProtocol() ?? '?', until: new Date(valid_to).getTime() });
        socket.end();
      },
    );
    socket.setTimeout(api.of.timeoutMs, () => socket.destroy(new Error(says.late)));
    socket.once('error', (error: Error) => resolve(error.message));
  });
  if (typeof found === 'string') return { check: 'tls', well: false, sentence: found };
  const days = daysFrom(Date.now(), found.until);
  return { check: 'tls', well: days >= certificateSpare, sentence: says.certificate(found.protocol, days) };
}

/** Whether the credentials can be read by us and by nobody else. */
function filed({ credentials }: Session, language: Language): Finding {
  const says = phrases[language];
  try {
    const servers = credentials.servers();
    const { path } = credentials;
    return {
      check: 'file',
      well: true,
      sentence: servers.length === 0 ? says.noFile(path) : says.file(path),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { check: 'file', well: false, sentence: error.message };
  }
}

/** Whether the server knows us, until when, and in which roles. */
async function signedIn(session: Session, language: Language): Promise<Finding[]> {
  const says = phrases[language];
  try {
    const token = await tokenFor(session);
    if (token === undefined) return [{ check: 'login', well: false, sentence: says.nobody }];
    const person = await session.api.as(token).get('/api/v1/me', me);
    const roles = person.roles.map(({ words }) => inLanguage(words, language)).join(says.comma);
    return [
      {
        check: 'login',
        well: true,
        sentence: says.login(
          person.name,
          person.method,
          untilWhen(session, await instantsOf(session.api, person.jurisdiction), language),
        ),
      },
      { check: 'roles', well: roles !== '', sentence: roles === '' ? says.noRole : roles },
    ];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ check: 'login', well: false, sentence: error.message }];
  }
}

function untilWhen({ credentials, server }: Session, instants: Instants, language: Language): string {
  const says = phrases[language];
  if (secretOfEnvironment() !== undefined) return says.fromEnvironment;
  const { expiresAt, refreshToken, apiKey } = credentials.find(server) ?? {};
  if (apiKey !== undefined) return says.byKey;
  if (refreshToken !== undefined) return says.renewable;
  return expiresAt === undefined ? says.endUnknown : says.until(instants(new Date(expiresAt).toISOString()));
}

const phrases = {
  en: {
    marks: { well: 'well ', unwell: 'wrong' },
    checks: {
      server: 'Server',
      version: 'API version',
      clock: 'Clock',
      tls: 'Connection',
      file: 'Credentials file',
      login: 'Sign-in',
      roles: 'Roles',
    },
    reached: (server: string, took: number, names: string, demonstration: boolean) =>
      `${server} answers in ${took} ms for ${names === '' ? 'no authority yet' : names}${demonstration ? ' (a demonstration)' : ''}`,
    noDate: 'the server does not say its time',
    apart: (seconds: number) => `${seconds} s between the server's clock and this machine's`,
    loopback: 'http:// on this machine; nothing leaves it',
    late: 'no answer in time',
    certificate: (protocol: string, days: number) =>
      `${protocol}, certificate good for ${days} more day${days === 1 ? '' : 's'}`,
    noFile: (path: string) => `${path} is not there; nobody has signed in`,
    file: (path: string) => `${path} is readable by you alone`,
    nobody: 'nobody is signed in; sign in with: greenlane login',
    login: (name: string, method: string, until: string) => `${name}, by ${method}, ${until}`,
    noRole: 'none, so nothing can be done beyond reading what is public',
    fromEnvironment: 'secret from the environment',
    byKey: 'by a key',
    renewable: 'renews itself',
    endUnknown: 'end not told',
    until: (at: string) => `until ${at}`,
    comma: ', ',
    well: 'Everything is well.',
    unwell: 'Something is wrong; see above.',
  },
  'zh-CN': {
    marks: { well: '正常', unwell: '异常' },
    checks: {
      server: '服务器',
      version: '接口版本',
      clock: '时钟',
      tls: '连接',
      file: '凭据文件',
      login: '登录',
      roles: '角色',
    },
    reached: (server: string, took: number, names: string, demonstration: boolean) =>
      `${server} 在 ${took} 毫秒内应答，机关：${names === '' ? '尚无' : names}${demonstration ? '（演示）' : ''}`,
    noDate: '服务器没有给出时间',
    apart: (seconds: number) => `服务器与本机时钟相差 ${seconds} 秒`,
    loopback: '本机 http://，内容不离开本机',
    late: '未在规定时间内应答',
    certificate: (protocol: string, days: number) => `${protocol}，证书尚有 ${days} 天有效`,
    noFile: (path: string) => `${path} 不存在，无人登录`,
    file: (path: string) => `${path} 仅您本人可读`,
    nobody: '无人登录，请执行：greenlane login',
    login: (name: string, method: string, until: string) => `${name}，方式 ${method}，${until}`,
    noRole: '没有角色，只能查看公开内容',
    fromEnvironment: '凭据来自环境变量',
    byKey: '使用密钥',
    renewable: '自动续期',
    endUnknown: '未说明期限',
    until: (at: string) => `有效至 ${at}`,
    comma: '、',
    well: '一切正常。',
    unwell: '存在异常，见上。',
  },
};
