import { Body, Controller, Headers, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Database, withoutTenant } from '#database';
import {
  AccessRecord,
  endSession,
  findAccount,
  isOwnPath,
  sessionCookieOf,
  setCookie,
  spentCookie,
  type AccessEntry,
  type AccessKind,
  type VerifiedToken,
} from '#identity';
import { Refused } from '#refusals';
import { html } from './html.js';
import { readerLanguage } from './language.js';
import { Route } from './operation.js';
import { requireOwnForm } from './own-form.js';
import { Pages } from './pages.js';
import { Portal } from './portal.js';
import { refusalOf } from './problem.js';

const beginning = z.strictObject({
  returnTo: z
    .string()
    .refine(isOwnPath, { error: '应为本系统内的路径。 A path of this installation.' })
    .default('/')
    .meta({ type: 'string', description: '登录后返回的路径。Path to return to.' }),
  stepUp: z
    .literal('1')
    .optional()
    .meta({ description: '`1`：要求重新进行强身份验证。`1`: a fresh and strong sign-in (RFC 9470).' }),
});

/** What a provider may add to its answer is its own affair; we read what we know. */
const returning = z
  .looseObject({
    state: z.string().max(200).optional(),
    code: z.string().max(4000).optional(),
    error: z.string().max(200).optional(),
    iss: z.string().max(500).optional(),
  })
  .meta({ description: 'OpenID Connect Core 1.0, 3.1.2.5.' });

const leaving = z.strictObject({
  token: z.string().max(100).describe('As it stood in the form of the page.'),
});

/** Signing in and out of the pages (the backend-for-frontend pattern): the browser gets a cookie and never a token. */
@Controller()
export class SignInController {
  constructor(
    private readonly database: Database,
    private readonly portal: Portal,
    private readonly pages: Pages,
    private readonly access: AccessRecord,
  ) {}

  @Route('GET /sign-in', {
    tag: 'identity',
    summary: { 'zh-CN': '登录（转往身份提供方）', en: 'Sign in: leads to the provider of identities' },
    access: 'public',
    door: 'signIn',
    query: beginning,
    answers: {
      302: {
        words: { 'zh-CN': '转往身份提供方', en: 'To the provider' },
        headers: ['Location', 'Set-Cookie'],
      },
    },
    refusals: ['no-sign-in-here'],
  })
  async begin(
    @Query() { returnTo, stepUp }: z.infer<typeof beginning>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.orPage(request, reply, async () => {
      const signIns = this.portal.signIns();
      const elsewhere = this.portal.elsewhere(request.host, request.url);
      if (elsewhere !== undefined) return go(reply, 302, elsewhere);
      const { location, cookie } = await signIns.begin({ returnTo, stepUp: stepUp === '1' });
      void reply.header('set-cookie', setCookie(cookie));
      return go(reply, 302, location);
    });
  }

  @Route('GET /sign-in/callback', {
    tag: 'identity',
    summary: { 'zh-CN': '自身份提供方返回', en: 'Back from the provider of identities' },
    access: 'public',
    door: 'signIn',
    query: returning,
    answers: {
      303: { words: { 'zh-CN': '已登录', en: 'Signed in' }, headers: ['Location', 'Set-Cookie'] },
    },
    refusals: ['no-sign-in-here', 'sign-in-failed'],
  })
  async complete(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    return this.orPage(request, reply, async () => {
      try {
        const search = new URL(request.url, 'http://ours.invalid').search;
        const done = await this.portal.signIns().complete(search, request.headers.cookie);
        // First the record, then the session: nobody is let in whom the record does not know.
        await this.record('signedIn', request, done.who);
        const { session, spent } = await done.open();
        const left = sessionCookieOf(request);
        if (left !== undefined) await endSession(this.database, left);
        void reply.header('set-cookie', [setCookie(session), setCookie(spent)]);
        return go(reply, 303, done.returnTo);
      } catch (error) {
        if (error instanceof Refused && error.code === 'sign-in-failed') {
          if (error.cause !== undefined) request.log.warn({ err: error.cause }, 'a sign-in did not hold');
          await this.record('signInFailed', request, undefined, error.code);
        }
        throw error;
      }
    });
  }

  @Route('POST /sign-out', {
    tag: 'identity',
    summary: { 'zh-CN': '退出登录', en: 'Sign out' },
    description: {
      'zh-CN': '无脚本的表单：token 为页面表单中的值。会话立即结束，随后转往身份提供方。',
      en: 'A form without script; `token` is that of the page. The session ends at once; then to the provider.',
    },
    access: 'public',
    plainForm: leaving,
    answers: { 303: { words: { 'zh-CN': '已退出', en: 'Signed out' }, headers: ['Location', 'Set-Cookie'] } },
    refusals: ['cross-site-request'],
  })
  async leave(
    @Body() { token }: z.infer<typeof leaving>,
    @Headers('sec-fetch-site') site: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const cookie = sessionCookieOf(request);
    if (cookie === undefined) return go(reply, 303, '/');
    requireOwnForm(cookie, token, site);
    const who = await endSession(this.database, cookie);
    // Nothing of what was seen stays in the browser. Not "cookies": that is said to all hosts of the office's domain.
    void reply
      .header('set-cookie', setCookie(spentCookie(cookie)))
      .header('clear-site-data', '"cache", "storage"');
    if (who === undefined) return go(reply, 303, '/');
    await this.record('signedOut', request, who);
    // A provider that is away keeps nobody signed in here.
    const farewell = this.portal.signsIn ? this.portal.signIns().farewell() : Promise.resolve('/');
    return go(reply, 303, await farewell.catch(() => '/'));
  }

  @Route('GET /.well-known/oauth-protected-resource', {
    tag: 'identity',
    summary: {
      'zh-CN': '哪个身份提供方为本接口签发令牌（RFC 9728）',
      en: 'Which provider gives tokens for this API (RFC 9728)',
    },
    access: 'public',
    answers: {
      200: {
        words: { 'zh-CN': '资源元数据', en: 'Protected resource metadata' },
        schema: z.looseObject({
          resource: z.string(),
          authorization_servers: z.array(z.string()),
          bearer_methods_supported: z.array(z.string()),
          acr_values_supported: z.array(z.string()),
        }),
      },
    },
    refusals: ['no-sign-in-here'],
  })
  metadata(): object {
    return this.portal.metadata();
  }

  /** A refusal is a page for whoever looks at it in a browser, and a problem document for everybody else. */
  private async orPage(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<undefined>,
  ): Promise<string | undefined> {
    try {
      return await work();
    } catch (error) {
      const wantsPage = /\btext\/html\b/i.test(request.headers.accept ?? '');
      const refused = refusalOf(error, { bodyLimit: 0 });
      if (!wantsPage || refused.code === 'internal-error') throw error;
      return this.pages.refusal(reply, readerLanguage(request.headers['accept-language']), refused, {
        'zh-CN': html`<p><a class="button main" href="/sign-in">重新登录</a> <a href="/">返回首页</a></p>`,
        en: html`<p><a class="button main" href="/sign-in">Sign in</a> <a href="/">To the first page</a></p>`,
      });
    }
  }

  /** Throws where it cannot be recorded; then it does not happen. */
  private async record(
    kind: AccessKind,
    request: FastifyRequest,
    who?: VerifiedToken,
    code?: AccessEntry['code'],
  ): Promise<void> {
    const account =
      who && (await withoutTenant(this.database, (tx) => findAccount(tx, who.issuer, who.subject)));
    await this.access.write({
      kind,
      code,
      ...account,
      method: who?.method,
      verb: request.method,
      path: request.routeOptions.url,
      address: request.ip,
      requestId: request.id,
    });
  }
}

function go(reply: FastifyReply, status: 302 | 303, location: string): undefined {
  void reply.code(status).header('location', location).header('cache-control', 'no-store');
}
