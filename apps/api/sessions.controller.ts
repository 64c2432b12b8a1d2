import { Body, Controller, Headers, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Database, withoutTenant } from '#database';
import {
  CurrentCaller,
  findAccount,
  findSession,
  sessionCookieOf,
  Sessions,
  setCookie,
  spentCookie,
  type Caller,
} from '#identity';
import { Refused } from '#refusals';
import * as answers from './identity-answers.js';
import { Route } from './operation.js';
import { requireOwnForm } from './own-form.js';
import { uuid } from './parameters.js';

const ending = z.strictObject({
  token: z.string().max(100).describe('As it stood in the form of the page.'),
  session: z
    .union([z.literal('others'), uuid()])
    .describe('Id of the session to end, or `others`: all but this one.'),
});

/** Seeing the browsers in which one is signed in, and ending what is signed in there. */
@Controller()
export class SessionsController {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
  ) {}

  @Route('GET /api/v1/me/sessions', {
    tag: 'identity',
    summary: { 'zh-CN': '本人的会话', en: 'Your sessions: the browsers in which you are signed in' },
    answers: { 200: { words: { 'zh-CN': '会话', en: 'Your sessions' }, schema: answers.sessionList } },
  })
  async list(@CurrentCaller() caller: Caller): Promise<unknown> {
    return { items: await this.sessions.list(caller) };
  }

  @Route('DELETE /api/v1/me/sessions/:session', {
    tag: 'identity',
    summary: { 'zh-CN': '终止本人的一个会话', en: 'End one of your sessions, at once' },
    params: { session: uuid() },
    answers: { 204: { words: { 'zh-CN': '已终止', en: 'It has ended' } } },
  })
  async end(
    @CurrentCaller() caller: Caller,
    @Param('session') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(caller, id, aboutOf(request, `/api/v1/me/sessions/${id}`));
    if (id === caller.session) forget(request, reply);
  }

  @Route('DELETE /api/v1/me/sessions', {
    tag: 'identity',
    summary: {
      'zh-CN': '终止本人的其他会话（以令牌请求的，终止全部会话）',
      en: 'End all your other sessions; asked with a token, all of them',
    },
    answers: { 204: { words: { 'zh-CN': '已终止', en: 'They have ended' } } },
  })
  async endOthers(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<void> {
    await this.sessions.endOthers(caller, aboutOf(request, '/api/v1/me/sessions'));
  }

  @Route('DELETE /api/v1/people/:person/sessions', {
    tag: 'identity',
    summary: {
      'zh-CN': '终止某人的全部会话（权限管理员）',
      en: 'End all sessions of a person, for administrators of roles',
    },
    description: {
      'zh-CN': '其本人可以重新登录；要使其不能登录办理，须停用账户。何人终止何人的会话，记入访问记录。',
      en: 'They may sign in again; to keep somebody out, suspend them. The record of accesses says who did it to whom.',
    },
    params: { person: uuid() },
    answers: { 204: { words: { 'zh-CN': '已终止', en: 'They have ended' } } },
    refusals: ['role-needed'],
  })
  async endAllOf(
    @CurrentCaller() caller: Caller,
    @Param('person') person: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.sessions.endAllOf(caller, person, aboutOf(request, `/api/v1/people/${person}/sessions`));
  }

  @Route('DELETE /api/v1/sessions', {
    tag: 'identity',
    summary: {
      'zh-CN': '终止本局全部会话，当前会话除外（权限管理员）',
      en: 'End the sessions of everybody in the jurisdiction but this one, for administrators of roles',
    },
    answers: { 204: { words: { 'zh-CN': '已终止', en: 'They have ended' } } },
    refusals: ['role-needed'],
  })
  async endEverybodys(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<void> {
    await this.sessions.endEverybodys(caller, aboutOf(request, '/api/v1/sessions'));
  }

  @Route('POST /sessions/end', {
    tag: 'identity',
    summary: { 'zh-CN': '在页面上终止会话', en: 'End sessions from the page' },
    description: {
      'zh-CN': '无脚本的表单：token 为页面表单中的值。已终止的会话不再提示。',
      en: 'A form without script; `token` is that of the page. What has ended already is not told.',
    },
    access: 'public',
    plainForm: ending,
    answers: { 303: { words: { 'zh-CN': '返回首页', en: 'Back to the first page' }, headers: ['Location'] } },
    refusals: ['cross-site-request'],
  })
  async endFromPage(
    @Body() { token, session }: z.infer<typeof ending>,
    @Headers('sec-fetch-site') site: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('location', '/').header('cache-control', 'no-store');
    const cookie = sessionCookieOf(request);
    if (cookie === undefined) return;
    requireOwnForm(cookie, token, site);
    const says = await findSession(this.database, cookie);
    const account =
      says && (await withoutTenant(this.database, (tx) => findAccount(tx, says.issuer, says.subject)));
    if (account === undefined) return;
    const caller = { ...account, method: says!.method, session: says!.session };
    const about = aboutOf(request, '/sessions/end');
    if (session === 'others') return this.sessions.endOthers(caller, about);
    await this.sessions.end(caller, session, about).catch((error: unknown) => {
      if (!(error instanceof Refused && error.code === 'not-found')) throw error;
    });
  }
}

const aboutOf = ({ method: verb, ip: address, id: requestId }: FastifyRequest, path: string) => ({
  ...{ verb, path, address, requestId },
});

/** Nothing of what was seen stays in the browser whose own session ended. */
function forget(request: FastifyRequest, reply: FastifyReply): void {
  const cookie = sessionCookieOf(request);
  if (cookie !== undefined) void reply.header('set-cookie', setCookie(spentCookie(cookie)));
  void reply.header('clear-site-data', '"cache", "storage"');
}
