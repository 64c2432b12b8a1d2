import { Body, Controller, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { once, type Caller } from '#casework';
import { Database, inTransaction } from '#database';
import { ApiKeys, keyDays, scopes } from '#identity';
import { text } from '#regulations';
import { Asking } from './caller.js';
import * as answers from './identity-answers.js';
import { Route } from './operation.js';
import { uuid } from './parameters.js';

const making = z
  .strictObject({
    institution: uuid().describe('For which the key acts; you must act for it yourself.'),
    name: text(100).describe('What you call it, such as the system that will have it.'),
    scopes: z
      .array(z.enum(scopes))
      .min(1)
      .max(scopes.length)
      .describe('Reading cases, moving them, handing in documents and scope tables.'),
    days: z
      .int()
      .min(1)
      .max(keyDays.most)
      .default(keyDays.usual)
      .describe('Calendar days for which it holds.'),
  })
  .meta({
    id: 'MakeApiKey',
    examples: [
      {
        institution: '01920000-0000-7000-8000-00000000a001',
        name: 'LIMS',
        scopes: ['cases:read', 'documents:write'],
      },
    ],
  });

/** Keys for laboratories' systems. People manage them; a key never does. */
@Controller()
export class ApiKeysController {
  constructor(
    private readonly database: Database,
    private readonly keys: ApiKeys,
  ) {}

  @Route('POST /api/v1/api-keys', {
    tag: 'identity',
    summary: { 'zh-CN': '为所代理的机构创建 API 密钥', en: 'Make an API key for an institution you act for' },
    description: {
      'zh-CN':
        '密钥以您的身份、只为该机构办理，权限以使用时您本人的权限为限。密钥只显示一次；每人每机构至多两个有效密钥，以便轮换。',
      en: 'It acts as you, for that institution alone, as far as you may at the time. It is shown once. Two live at most, so that one can follow the other.',
    },
    body: making,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      201: {
        words: { 'zh-CN': '密钥，仅此一次', en: 'The key, this once' },
        schema: answers.apiKeyMade,
        headers: ['Idempotent-Replayed'],
      },
    },
    refusals: [
      ...(['idempotency-key-missing', 'idempotency-key-reused', 'not-found'] as const),
      'two-keys-already',
    ],
  })
  async make(
    @Asking() caller: Caller,
    @Body() asked: z.infer<typeof making>,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const drawn = this.keys.draw();
    // The answer that is kept for a repeat has no secret in it.
    const { answer, replayed } = await once(this.database, caller, key ?? '', { apiKey: asked }, (tx) =>
      this.keys.enter(tx, caller.person, drawn, asked),
    );
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return { ...answer, key: replayed ? null : drawn.text };
  }

  @Route('GET /api/v1/api-keys', {
    tag: 'identity',
    summary: { 'zh-CN': '本人的 API 密钥', en: 'Your API keys' },
    answers: { 200: { words: { 'zh-CN': '密钥', en: 'Your keys' }, schema: answers.apiKeyList } },
  })
  async list(@Asking() caller: Caller): Promise<unknown> {
    return {
      items: await inTransaction(this.database, caller.tenant, (tx) => this.keys.list(tx, caller.person)),
    };
  }

  @Route('DELETE /api/v1/api-keys/:key', {
    tag: 'identity',
    summary: { 'zh-CN': '撤销 API 密钥', en: 'Revoke an API key, at once and for good' },
    params: { key: z.string().regex(/^[0-9a-z]{8}$/) },
    answers: { 204: { words: { 'zh-CN': '已撤销', en: 'It is revoked' } } },
  })
  async revoke(@Asking() caller: Caller, @Param('key') id: string): Promise<void> {
    await inTransaction(this.database, caller.tenant, (tx) => this.keys.revoke(tx, caller.person, id));
  }
}
