import { Controller, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Caller } from '#casework';
import { grantKey, Grants } from '#grants';
import { Asking } from './caller.js';
import * as answers from './grants-answers.js';
import { linkTo, pageOf, placeOf } from './list-page.js';
import { Route } from './operation.js';
import { cursor, limit, name, uuid } from './parameters.js';

const path = '/api/v1/roles';

const listing = z.strictObject({
  limit,
  cursor,
  'filter[person]': uuid()
    .describe('Only those of this person, and then those withdrawn as well.')
    .optional(),
  'filter[role]': name('Only holders of this role.').optional(),
});

/** Who holds which role and who acts for whom, since when and by which case. They change by steps of cases alone. */
@Controller()
export class GrantsController {
  constructor(private readonly grants: Grants) {}

  @Route(`GET ${path}`, {
    tag: 'office',
    summary: {
      'zh-CN': '各角色由何人持有、自何时、依何案（权限管理员、监督人员）',
      en: 'Who holds which role, since when and by which case, for administrators of roles and those who oversee',
    },
    keys: 'none',
    query: listing,
    answers: {
      200: {
        words: { 'zh-CN': '一页角色', en: 'A page of them' },
        schema: answers.rolePage,
        headers: ['Link'],
      },
    },
    refusals: ['role-needed'],
  })
  async roles(
    @Asking() caller: Caller,
    @Query() { cursor, limit, ...filters }: z.infer<typeof listing>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'roles', ...filters };
    const found = await this.grants.held(caller, {
      limit: limit + 1,
      after: placeOf(cursor, asked, grantKey),
      person: filters['filter[person]'],
      role: filters['filter[role]'],
    });
    const page = pageOf(found, limit, asked, ({ key }) => key);
    if (page.next !== null) void reply.header('link', linkTo(path, { limit, cursor: page.next, ...filters }));
    return { ...page, items: page.items.map(({ key: _, ...held }) => held) };
  }

  @Route('GET /api/v1/institutions/:institution/representatives', {
    tag: 'register',
    summary: {
      'zh-CN': '何人为机构办事、权限范围与期限（本机构、受理人员、监督人员）',
      en: 'Who acts and acted for an institution, how far and until when, for itself, those who check it and those who oversee',
    },
    keys: 'none',
    params: { institution: uuid() },
    answers: {
      200: { words: { 'zh-CN': '办事人员', en: 'Its representatives' }, schema: answers.representatives },
    },
  })
  async representatives(
    @Asking() caller: Caller,
    @Param('institution') institution: string,
  ): Promise<unknown> {
    return { items: await this.grants.actingFor(caller, institution) };
  }
}
