import { Body, Controller, Headers, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Caller } from '#casework';
import type { RefusalCode } from '#refusals';
import { text } from '#regulations';
import { addressLength, Deliveries, deliveryStatuses, Webhooks } from '#webhooks';
import { Asking } from './caller.js';
import { idKey, linkTo, pageOf, placeOf } from './list-page.js';
import { Route } from './operation.js';
import { cursor, limit, uuid } from './parameters.js';
import * as answers from './webhook-answers.js';

const path = '/api/v1/webhooks';
const of = { webhook: uuid() };

const name = text(100).describe('What you call it.');
const url = text(addressLength).describe(
  'Where events are sent: a public name over HTTPS, without credentials.',
);

const making = z
  .strictObject({
    institution: uuid()
      .optional()
      .describe(
        'Of whose cases it is told; you must act for it. Left out by those who supervise, oversee or administer: the cases they see as a whole.',
      ),
    name,
    url,
  })
  .meta({
    id: 'MakeWebhook',
    examples: [
      {
        institution: '01920000-0000-7000-8000-00000000a001',
        name: 'LIMS',
        url: 'https://hooks.laboratory.example/greenlane',
      },
    ],
  });

const changing = z
  .strictObject({
    name: name.optional(),
    url: url.optional(),
    enabled: z.boolean().optional().describe('Enabling it again has what waits tried at once.'),
  })
  .refine((given) => Object.keys(given).length > 0, {
    error: '至少更改一项。 At least one of them is given.',
  })
  .meta({ id: 'ChangeWebhook', minProperties: 1, examples: [{ name: 'LIMS', enabled: true }] });

const listing = z.strictObject({
  limit,
  cursor,
  'filter[status]': z
    .enum(deliveryStatuses)
    .optional()
    .describe('Only what waits, was delivered, or was given up.'),
});

const once: RefusalCode[] = ['idempotency-key-missing', 'idempotency-key-reused'];
const secretMade = {
  words: { 'zh-CN': 'Webhook 及其密钥，仅此一次', en: 'The webhook and its secret, this once' },
  schema: answers.webhookWithSecret,
  headers: ['Idempotent-Replayed' as const],
};
const sent = {
  words: { 'zh-CN': '将予发送', en: 'It will be sent' },
  schema: answers.delivery,
  headers: ['Idempotent-Replayed' as const],
};

/** Events told to whoever asked for them. They are sent by the worker. */
@Controller()
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly deliveries: Deliveries,
  ) {}

  @Route(`POST ${path}`, {
    tag: 'webhooks',
    summary: { 'zh-CN': '创建 webhook', en: 'Make a webhook' },
    description: {
      'zh-CN':
        '自此以后，所代理机构案件的每一事件均按 CloudEvents 1.0 发送至该网址，并按 Standard Webhooks 签名；不含个人信息与所提交材料。同一案件的事件依次送达，失败后三日内重试，至少送达一次，请按 webhook-id 去重。',
      en: 'From then on, each event of the institution’s cases is sent there as a CloudEvent 1.0, signed as Standard Webhooks say, without anything personal or brought. Events of one case come one after the other, at least once: tell repeats by `webhook-id`. What fails is tried again for three days.',
    },
    keys: 'cases:write',
    body: making,
    requestHeaders: ['Idempotency-Key'],
    answers: { 201: secretMade },
    refusals: [...once, 'not-found', 'role-needed', 'webhook-address-refused', 'too-many-webhooks'],
  })
  async make(
    @Asking() caller: Caller,
    @Body() { institution, ...given }: z.infer<typeof making>,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { institution: institution ?? null, ...given };
    const { replayed, ...answer } = await this.webhooks.make(caller, asked, key ?? '');
    return told(reply, replayed, answer);
  }

  @Route(`GET ${path}`, {
    tag: 'webhooks',
    summary: {
      'zh-CN': '所代理机构的 webhook；监督、审计与权限管理人员另见本局的',
      en: 'The webhooks of institutions you act for; those who supervise, oversee or administer see those of the office',
    },
    keys: 'cases:read',
    answers: { 200: { words: { 'zh-CN': 'Webhook', en: 'Webhooks' }, schema: answers.webhookList } },
  })
  async list(@Asking() caller: Caller): Promise<unknown> {
    return { items: await this.webhooks.list(caller) };
  }

  @Route(`GET ${path}/:webhook`, {
    tag: 'webhooks',
    summary: { 'zh-CN': '查看 webhook', en: 'Read a webhook' },
    keys: 'cases:read',
    params: of,
    answers: { 200: { words: { 'zh-CN': 'Webhook', en: 'The webhook' }, schema: answers.webhook } },
  })
  async read(@Asking() caller: Caller, @Param('webhook') id: string): Promise<unknown> {
    return this.webhooks.get(caller, id);
  }

  @Route(`PATCH ${path}/:webhook`, {
    tag: 'webhooks',
    summary: {
      'zh-CN': '更改名称或网址，停用或启用',
      en: 'Change its name or address, disable or enable it',
    },
    description: {
      'zh-CN': '更改网址或启用的人，即为此后发送所依据的人。',
      en: 'Whoever changes the address or enables it answers for it from then on.',
    },
    keys: 'cases:write',
    params: of,
    body: changing,
    answers: { 200: { words: { 'zh-CN': '已更改', en: 'It is changed' }, schema: answers.webhook } },
    refusals: ['webhook-address-refused'],
  })
  async change(
    @Asking() caller: Caller,
    @Param('webhook') id: string,
    @Body() change: z.infer<typeof changing>,
  ): Promise<unknown> {
    return this.webhooks.change(caller, id, change);
  }

  @Route(`DELETE ${path}/:webhook`, {
    tag: 'webhooks',
    summary: { 'zh-CN': '删除 webhook', en: 'End a webhook, at once and for good' },
    keys: 'cases:write',
    params: of,
    answers: { 204: { words: { 'zh-CN': '已删除', en: 'It has ended' } } },
  })
  async end(@Asking() caller: Caller, @Param('webhook') id: string): Promise<void> {
    await this.webhooks.end(caller, id);
  }

  @Route(`POST ${path}/:webhook/rotate`, {
    tag: 'webhooks',
    summary: {
      'zh-CN': '更换密钥；原密钥再签名 24 小时',
      en: 'Make a new secret; the one before signs beside it for 24 hours',
    },
    keys: 'cases:write',
    params: of,
    requestHeaders: ['Idempotency-Key'],
    answers: { 200: secretMade },
    refusals: once,
  })
  async rotate(
    @Asking() caller: Caller,
    @Param('webhook') id: string,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { replayed, ...answer } = await this.webhooks.rotate(caller, id, key ?? '');
    return told(reply, replayed, answer);
  }

  @Route(`POST ${path}/:webhook/test`, {
    tag: 'webhooks',
    summary: { 'zh-CN': '发送测试消息', en: 'Have a message sent that only tries the address' },
    keys: 'cases:write',
    params: of,
    requestHeaders: ['Idempotency-Key'],
    answers: { 202: sent },
    refusals: [...once, 'webhook-disabled'],
  })
  async test(
    @Asking() caller: Caller,
    @Param('webhook') id: string,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { answer, replayed } = await this.deliveries.test(caller, id, key ?? '');
    return told(reply, replayed, answer);
  }

  @Route(`GET ${path}/:webhook/deliveries`, {
    tag: 'webhooks',
    summary: {
      'zh-CN': '发送记录，新者在前；办结后保留 30 日',
      en: 'What it was told and is to be told, newest first; kept for 30 days after it was done',
    },
    keys: 'cases:read',
    params: of,
    query: listing,
    answers: {
      200: {
        words: { 'zh-CN': '一页发送记录', en: 'A page of deliveries' },
        schema: answers.deliveryPage,
        headers: ['Link'],
      },
    },
  })
  async log(
    @Asking() caller: Caller,
    @Param('webhook') id: string,
    @Query() { cursor, limit, ...filters }: z.infer<typeof listing>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'deliveries', webhook: id, ...filters };
    const found = await this.deliveries.list(caller, id, {
      limit: limit + 1,
      after: placeOf(cursor, asked, idKey),
      status: filters['filter[status]'],
    });
    const page = pageOf(found, limit, asked, (one) => one.id);
    if (page.next !== null)
      void reply.header('link', linkTo(`${path}/${id}/deliveries`, { limit, cursor: page.next, ...filters }));
    return page;
  }

  @Route(`POST ${path}/:webhook/deliveries/:delivery/resend`, {
    tag: 'webhooks',
    summary: { 'zh-CN': '以原编号再次发送', en: 'Have it sent again, under the id it has' },
    keys: 'cases:write',
    params: { ...of, delivery: uuid() },
    requestHeaders: ['Idempotency-Key'],
    answers: { 202: sent },
    refusals: [...once, 'webhook-disabled'],
  })
  async resend(
    @Asking() caller: Caller,
    @Param() { webhook, delivery }: { webhook: string; delivery: string },
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { answer, replayed } = await this.deliveries.resend(caller, webhook, delivery, key ?? '');
    return told(reply, replayed, answer);
  }
}

function told<T>(reply: FastifyReply, replayed: boolean, answer: T): T {
  if (replayed) void reply.header('idempotent-replayed', 'true');
  return answer;
}
