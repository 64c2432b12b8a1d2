import { Controller, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '#casework';
import { AccessRecord, accessKinds } from '#identity';
import { Asking } from './caller.js';
import * as answers from './identity-answers.js';
import { idKey, linkTo, pageOf, placeOf } from './list-page.js';
import { Route } from './operation.js';
import { cursor, limit, uuid } from './parameters.js';

const path = '/api/v1/access';

const listing = z.strictObject({
  limit,
  cursor,
  'filter[kind]': z.enum(accessKinds).optional(),
  'filter[person]': uuid().describe('Only what this person did or was refused.').optional(),
});

/** Who was let in and who was turned away, for those who oversee. */
@Controller()
export class AccessController {
  constructor(private readonly access: AccessRecord) {}

  @Route(`GET ${path}`, {
    tag: 'identity',
    summary: {
      'zh-CN': '登录与被拒请求的记录（监督人员），新者在前',
      en: 'Sign-ins and denied requests, for those who oversee, newest first',
    },
    description: {
      'zh-CN': '查看此记录本身也会被记录。',
      en: 'That it was read is recorded as well.',
    },
    query: listing,
    answers: {
      200: {
        words: { 'zh-CN': '一页记录', en: 'A page of entries' },
        schema: answers.accessPage,
        headers: ['Link'],
      },
    },
    refusals: ['role-needed'],
  })
  async read(
    @Asking() caller: Caller,
    @Query() { cursor, limit, ...filters }: z.infer<typeof listing>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'access', ...filters };
    const found = await this.access.read(
      caller,
      {
        limit: limit + 1,
        after: placeOf(cursor, asked, idKey),
        kind: filters['filter[kind]'],
        person: filters['filter[person]'],
      },
      { verb: request.method, path, address: request.ip, requestId: request.id },
    );
    const page = pageOf(found, limit, asked, ({ id }) => id);
    if (page.next !== null) void reply.header('link', linkTo(path, { limit, cursor: page.next, ...filters }));
    return page;
  }
}
