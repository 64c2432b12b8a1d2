import { randomUUID } from 'node:crypto';
import { misused } from '../failure.js';
import { print } from '../text.js';
import { contact as answer } from './answers.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface ContactOptions extends ClientOptions {
  email?: string;
  mail?: string;
  writtenIn?: string;
  erase?: boolean;
  confirm?: string;
}

const path = '/api/v1/me/contact';

/** `greenlane contact`: shows where one is reached, or changes what is named; what is not named stays. */
export async function contact(options: ContactOptions): Promise<void> {
  const { email, mail, writtenIn, erase, confirm, json, lang } = options;
  const says = phrases[lang];
  const changes = [email, mail, writtenIn].some((one) => one !== undefined);
  if (erase && changes) throw misused(says.eraseAlone);
  if (confirm !== undefined && (erase || changes)) throw misused(says.confirmAlone);
  if (mail !== undefined && mail !== 'yes' && mail !== 'no') throw misused(says.yesOrNo(mail));
  const { api } = await openSession(options);
  let now = await api.get(path, answer);
  if (erase || changes) {
    const wanted = {
      email: erase ? null : (email ?? now.email),
      language: writtenIn ?? now.language,
      wantsMail:
        mail === undefined ? now.wantsMail || (email !== undefined && now.email === null) : mail === 'yes',
    };
    if (wanted.email === null && !erase) throw misused(says.noAddress);
    now = (await api.write('PUT', path, answer, { key: randomUUID(), json: JSON.stringify(wanted) })).body;
  }
  if (confirm !== undefined)
    now = (
      await api.write('POST', `${path}/confirm`, answer, {
        ...{ key: randomUUID(), json: JSON.stringify({ code: confirm }) },
      })
    ).body;
  if (json) return printJson(now);
  print(now.email === null ? says.none : says.told(now.email, now.wantsMail, now.language));
  if (now.email !== null && !now.confirmed) print(says.unconfirmed);
}

const phrases = {
  en: {
    told: (email: string, mail: boolean, language: string) =>
      `${email}: ${mail ? 'messages go there by mail, as far as the office sends any' : 'no mail goes there; messages are in the inbox'}, written in ${language}.`,
    none: 'No address is entered; messages are in the inbox: greenlane messages',
    noAddress: 'There is no address yet; enter one with --email.',
    eraseAlone: '--erase erases all of it, so nothing else is said with it.',
    confirmAlone: '--confirm confirms the address as it is, so nothing else is said with it.',
    unconfirmed:
      'A code is sent there; until it is named, nothing else is: greenlane contact --confirm <code>',
    yesOrNo: (text: string) => `--mail takes yes or no, not "${text}".`,
  },
  'zh-CN': {
    told: (email: string, mail: boolean, language: string) =>
      `${email}：${mail ? '消息另以邮件发送（以该机关发送邮件为限）' : '不发邮件，消息只在站内'}，语言 ${language}。`,
    none: '未登记地址；消息在站内：greenlane messages',
    noAddress: '尚无地址，请用 --email 登记。',
    eraseAlone: '--erase 将全部删除，不能与其他选项同用。',
    confirmAlone: '--confirm 只确认现有地址，不能与其他选项同用。',
    unconfirmed: '验证码将发至该地址；确认前不发其他邮件：greenlane contact --confirm <验证码>',
    yesOrNo: (text: string) => `--mail 应为 yes 或 no，而不是“${text}”。`,
  },
};
