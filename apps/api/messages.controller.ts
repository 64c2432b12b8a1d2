import { Body, Controller, Headers, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Caller } from '#casework';
import {
  contact,
  Contacts,
  Deliveries,
  deliveryStates,
  Inbox,
  type Contact,
  type ContactEntered,
} from '#messages';
import { Asking } from './caller.js';
import { idKey, linkTo, pageOf, placeOf } from './list-page.js';
import * as answers from './messages-answers.js';
import { Route } from './operation.js';
import { cursor, limit, uuid } from './parameters.js';

const inboxPath = '/api/v1/me/messages';
const mailPath = '/api/v1/mail/deliveries';

const reading = z.strictObject({
  limit,
  cursor,
  unread: z.enum(['true', 'false']).default('false').describe('仅未读。Only those not yet read.'),
});

const listing = z.strictObject({
  limit,
  cursor,
  'filter[state]': z
    .enum(deliveryStates)
    .describe('Only in this state; those that were refused or given up where none is named.')
    .optional(),
  'filter[person]': uuid().describe('Only to this person.').optional(),
});

const entering = contact.meta({
  id: 'Contact',
  examples: [{ email: 'lab@laboratory.example', language: 'zh-CN', wantsMail: true }],
});

const confirming = z
  .strictObject({ code: z.string().regex(/^\d{8}$/) })
  .meta({ id: 'AddressCode', examples: [{ code: '01234567' }] });

const keyRefusals = ['idempotency-key-missing', 'idempotency-key-reused'] as const;

/** What one is told, where one is reached, and, for administrators, what became of the mail. */
@Controller()
export class MessagesController {
  constructor(
    private readonly contacts: Contacts,
    private readonly inbox: Inbox,
    private readonly deliveries: Deliveries,
  ) {}

  @Route('GET /api/v1/me/contact', {
    tag: 'identity',
    summary: { 'zh-CN': '本人的联系地址', en: 'Where you are reached' },
    answers: { 200: { words: { 'zh-CN': '联系地址', en: 'Your address' }, schema: answers.contact } },
  })
  async address(@Asking() caller: Caller): Promise<ContactEntered> {
    return this.contacts.get(caller);
  }

  @Route('PUT /api/v1/me/contact', {
    tag: 'identity',
    summary: { 'zh-CN': '登记或删除本人的联系地址', en: 'Enter where you are reached, or erase it' },
    description: {
      'zh-CN':
        '邮件只发往 wantsMail 为真且经验证码确认的地址；每次登记未确认的地址都会向其发送验证码；email 为 null 时删除。站内消息不受影响。',
      en: 'Mail goes out only where `wantsMail` is true and the address is confirmed: each time one that is not is entered, a code is sent there. `email: null` erases all of it. The inbox is there in any case.',
    },
    body: entering,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      200: {
        words: { 'zh-CN': '已登记', en: 'As it is now' },
        schema: answers.contact,
        headers: ['Idempotent-Replayed'],
      },
    },
    refusals: [...keyRefusals],
  })
  async enter(
    @Asking() caller: Caller,
    @Body() given: Contact,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContactEntered> {
    const { answer, replayed } = await this.contacts.put(caller, given, key ?? '');
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }

  @Route('POST /api/v1/me/contact/confirm', {
    tag: 'identity',
    summary: {
      'zh-CN': '以验证码确认本人的邮件地址；重复确认无妨',
      en: 'Confirm your address by the code that was sent there; a second time changes nothing',
    },
    body: confirming,
    answers: { 200: { words: { 'zh-CN': '已确认', en: 'It is confirmed' }, schema: answers.contact } },
    refusals: ['code-not-accepted'],
  })
  async confirm(
    @Asking() caller: Caller,
    @Body() { code }: z.infer<typeof confirming>,
  ): Promise<ContactEntered> {
    return this.contacts.confirm(caller, code);
  }

  @Route(`GET ${inboxPath}`, {
    tag: 'identity',
    summary: { 'zh-CN': '本人的消息，新者在前', en: 'Your messages, the newest first' },
    query: reading,
    answers: {
      200: {
        words: { 'zh-CN': '一页消息', en: 'A page of them' },
        schema: answers.messagePage,
        headers: ['Link'],
      },
    },
  })
  async messages(
    @Asking() caller: Caller,
    @Query() { cursor, limit, unread }: z.infer<typeof reading>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'messages', unread };
    const found = await this.inbox.list(caller, {
      limit: limit + 1,
      after: placeOf(cursor, asked, idKey),
      unread: unread === 'true',
    });
    const page = pageOf(found, limit, asked, ({ id }) => id);
    if (page.next !== null)
      void reply.header('link', linkTo(inboxPath, { limit, cursor: page.next, unread }));
    return page;
  }

  @Route(`POST ${inboxPath}/:message/read`, {
    tag: 'identity',
    summary: {
      'zh-CN': '标记为已读；重复标记无妨',
      en: 'Mark a message as read; a second time changes nothing',
    },
    params: { message: uuid() },
    answers: { 200: { words: { 'zh-CN': '已读', en: 'It is read' }, schema: answers.messageRead } },
  })
  async read(@Asking() caller: Caller, @Param('message') id: string): Promise<unknown> {
    return this.inbox.read(caller, id);
  }

  @Route(`GET ${mailPath}`, {
    tag: 'office',
    summary: {
      'zh-CN': '邮件投递情况：被拒收或放弃的，或某一状态的（权限管理员）',
      en: 'What became of mail: what was refused or given up, or is in one state; for administrators of roles',
    },
    description: {
      'zh-CN': '只列收件人与结果，不含内容与案件。',
      en: 'To whom and with what outcome; never what it says, nor of which case.',
    },
    query: listing,
    answers: {
      200: {
        words: { 'zh-CN': '一页投递', en: 'A page of them' },
        schema: answers.deliveryPage,
        headers: ['Link'],
      },
    },
    refusals: ['role-needed'],
  })
  async mail(
    @Asking() caller: Caller,
    @Query() { cursor, limit, ...filters }: z.infer<typeof listing>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'mail', ...filters };
    const state = filters['filter[state]'];
    const found = await this.deliveries.list(caller, {
      limit: limit + 1,
      after: placeOf(cursor, asked, idKey),
      states: state === undefined ? ['failed', 'dead'] : [state],
      person: filters['filter[person]'],
    });
    const page = pageOf(found, limit, asked, ({ message }) => message);
    if (page.next !== null)
      void reply.header('link', linkTo(mailPath, { limit, cursor: page.next, ...filters }));
    return page;
  }

  @Route(`POST ${mailPath}/:message/resend`, {
    tag: 'office',
    summary: {
      'zh-CN': '重发被拒收或放弃的邮件（权限管理员）',
      en: 'Send again what was refused or given up; for administrators of roles',
    },
    params: { message: uuid() },
    requestHeaders: ['Idempotency-Key'],
    answers: {
      200: {
        words: { 'zh-CN': '将再次投递', en: 'It is tried again' },
        schema: answers.resent,
        headers: ['Idempotent-Replayed'],
      },
    },
    refusals: [...keyRefusals, 'role-needed', 'nothing-to-resend'],
  })
  async resend(
    @Asking() caller: Caller,
    @Param('message') message: string,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { answer, replayed } = await this.deliveries.resend(caller, message, key ?? '');
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }
}
