import { misused } from '../failure.js';
import { print, say } from '../text.js';
import { messagePage, messageRead } from './answers.js';
import { instantsOf } from './instants.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface MessagesOptions extends ClientOptions {
  all?: boolean;
  read?: boolean;
  limit: string;
}

/** `greenlane messages`: what one was told, the oldest first. */
export async function messages({ all, read, limit, json, lang, ...of }: MessagesOptions): Promise<void> {
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 100)
    throw misused(phrases[lang].noLimit(limit));
  const { api } = await openSession({ ...of, json, lang });
  const query = new URLSearchParams({ limit, unread: String(all !== true) });
  const page = await api.get(`/api/v1/me/messages?${query.toString()}`, messagePage);
  if (json) printJson(page);
  else if (page.items.length === 0) say(phrases[lang].none);
  else {
    const instants = await instantsOf(api);
    for (const { subject, body, madeAt } of page.items.toReversed())
      print(`${instants(madeAt)}  ${subject}\n\n${body.replace(/^(?=.)/gm, '    ')}`);
    if (!read && !all) say(phrases[lang].again);
  }
  if (!read) return;
  for (const { id } of page.items.filter(({ readAt }) => readAt === null))
    await api.write('POST', `/api/v1/me/messages/${encodeURIComponent(id)}/read`, messageRead, {
      json: null,
    });
}

const phrases = {
  en: {
    again: 'These are shown until they are marked as read: greenlane messages --read',
    none: 'Nothing new. What was read before: greenlane messages --all',
    noLimit: (text: string) => `--limit takes a whole number from 1 to 100, not "${text}".`,
  },
  'zh-CN': {
    again: '以上消息在标为已读前会再次显示：greenlane messages --read',
    none: '没有新消息。查看已读的：greenlane messages --all',
    noLimit: (text: string) => `--limit 应为 1 至 100 的整数，而不是“${text}”。`,
  },
};
