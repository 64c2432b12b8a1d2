import { dayInWords } from '#calendar';
import { calendarNow } from '#casework';
import type { Transaction } from '#database';
import type { Language } from '#refusals';
import { oneLine } from './compose.js';
import { languagesOf, writeMessages } from './writing.js';

/** A webhook that was disabled by itself, why, and who hears of it. */
export interface DisabledWebhook {
  webhook: string;
  name: string;
  reason: 'failing' | 'gone' | 'authorityEnded';
  people: readonly string[];
}

/** Tells people in their language that a webhook of theirs was disabled, why, and what they can do. */
export async function tellOfWebhook(
  tx: Transaction,
  { webhook, name, reason, people }: DisabledWebhook,
  { mail, publicUrl = '' }: { mail: boolean; publicUrl: string | undefined },
): Promise<void> {
  const { today } = await calendarNow(tx);
  const languageOf = await languagesOf(tx, people);
  const messages = people.map((person) => {
    const language = languageOf(person);
    const says = phrases[language];
    const title = says.title(oneLine(name));
    const parts = [
      [title, says.id(webhook)],
      [says.happened(dayInWords(today, language), says.reason[reason]), says.meanwhile[reason]],
      [
        says.next,
        ...says.steps[reason](`${publicUrl}/api/v1/webhooks/${webhook}`).map((step) => `- ${step}`),
      ],
    ];
    return {
      ...{ person, case: null, cause: { webhook }, kind: 'webhook' as const, language },
      subject: oneLine(says.subject(title)),
      body: `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`,
    };
  });
  await writeMessages(tx, messages, { mail });
}

type Sentences = Record<DisabledWebhook['reason'], string>;
interface Phrases {
  title(name: string): string;
  id(webhook: string): string;
  subject(title: string): string;
  happened(day: string, why: string): string;
  reason: Sentences;
  meanwhile: Sentences;
  next: string;
  steps: Record<DisabledWebhook['reason'], (path: string) => string[]>;
}

const en = {
  log: (path: string) => `See what its address answered: GET ${path}/deliveries`,
  enable: (path: string) => `Set the receiver right, then enable it: PATCH ${path} with {"enabled": true}.`,
  again: (path: string) =>
    `What was given up is sent again where you ask for it: POST ${path}/deliveries/<delivery>/resend.`,
  end: (path: string) => `If it is not needed any more, end it: DELETE ${path}.`,
  noted: 'Events go on being noted for it for 30 days, and are sent once it is enabled.',
};
const zh = {
  log: (path: string) => `查看接收地址的应答：GET ${path}/deliveries`,
  enable: (path: string) => `修复接收端后重新启用：PATCH ${path}，正文 {"enabled": true}。`,
  again: (path: string) => `已放弃的消息可逐条重发：POST ${path}/deliveries/<delivery>/resend。`,
  end: (path: string) => `不再需要的，请终止：DELETE ${path}。`,
  noted: '此后30日内的事件仍予登记，重新启用后即行发送。',
};

const phrases: Record<Language, Phrases> = {
  en: {
    title: (name) => `Webhook "${name}"`,
    id: (webhook) => `Id: ${webhook}`,
    subject: (title) => `${title} was disabled`,
    happened: (day, why) =>
      `What happened: on ${day}, it was disabled; nothing is sent to it any more. ${why}`,
    reason: {
      failing: 'An event could not be delivered for three days.',
      gone: 'Its address answered 410: it asks not to be called again.',
      authorityEnded: 'The person on whose authority it told events may not have them told any more.',
    },
    meanwhile: {
      failing: en.noted,
      gone: en.noted,
      authorityEnded: 'Nothing is noted for it until somebody enables it.',
    },
    next: 'What you can do:',
    steps: {
      failing: (path) => [en.log(path), en.enable(path), en.again(path), en.end(path)],
      gone: (path) => [en.log(path), en.enable(path), en.again(path), en.end(path)],
      authorityEnded: (path) => [
        `Enable it, and it tells events on your authority: PATCH ${path} with {"enabled": true}.`,
        en.end(path),
      ],
    },
  },
  'zh-CN': {
    title: (name) => `Webhook“${name}”`,
    id: (webhook) => `标识：${webhook}`,
    subject: (title) => `${title}已停用`,
    happened: (day, why) => `已发生事项：${day}，该 Webhook 已停用，不再向其发送事件。${why}`,
    reason: {
      failing: '原因：有事件连续三日未能送达。',
      gone: '原因：接收地址应答 410，要求不再调用。',
      authorityEnded: '原因：负责该 Webhook 的人员已无权接收这些事件。',
    },
    meanwhile: { failing: zh.noted, gone: zh.noted, authorityEnded: '在有人重新启用之前，不再登记事件。' },
    next: '您可以：',
    steps: {
      failing: (path) => [zh.log(path), zh.enable(path), zh.again(path), zh.end(path)],
      gone: (path) => [zh.log(path), zh.enable(path), zh.again(path), zh.end(path)],
      authorityEnded: (path) => [
        `重新启用，此后由您负责：PATCH ${path}，正文 {"enabled": true}。`,
        zh.end(path),
      ],
    },
  },
};
