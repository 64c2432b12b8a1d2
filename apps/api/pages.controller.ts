import { Controller, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { findOpenHold } from '#casework';
import { Database } from '#database';
import { Refused, refusals, type RefusalCode } from '#refusals';
import * as answers from './answers.js';
import { docsPage } from './docs-page.js';
import { html, style } from './html.js';
import { readerLanguage } from './language.js';
import { Route } from './operation.js';
import { Pages } from './pages.js';
import { Portal } from './portal.js';
import { Specification } from './specification.js';
import { titleOf } from './problem.js';

const page = (chinese: string, en: string) => ({
  tag: 'public' as const,
  summary: { 'zh-CN': chinese, en },
  access: 'public' as const,
  answers: { 200: { words: { 'zh-CN': chinese, en }, media: ['text/html'] } },
});

/** What is read about the service itself: its description, its refusals, whether it is well. */
@Controller()
export class PagesController {
  constructor(
    private readonly database: Database,
    private readonly specification: Specification,
    private readonly pages: Pages,
    private readonly portal: Portal,
  ) {}

  @Route('GET /healthz', {
    tag: 'public',
    summary: { 'zh-CN': '程序在运行', en: 'The program runs' },
    access: 'public',
    answers: { 200: { words: { 'zh-CN': '是', en: 'It does' }, schema: answers.health } },
  })
  health(): unknown {
    return { status: 'ok' };
  }

  @Route('GET /readyz', {
    tag: 'public',
    summary: { 'zh-CN': '可以服务（数据库有应答）', en: 'The service can answer: the database does' },
    access: 'public',
    answers: { 200: { words: { 'zh-CN': '是', en: 'It can' }, schema: answers.readiness } },
  })
  async ready(): Promise<unknown> {
    const hold = await findOpenHold(this.database).catch(() => {
      throw new Refused('temporarily-unavailable');
    });
    return { status: 'ok', time: hold === null ? 'goes' : 'held' };
  }

  @Route('GET /openapi.json', {
    tag: 'public',
    summary: { 'zh-CN': '接口说明（OpenAPI 3.1）', en: 'This document' },
    access: 'public',
    answers: { 200: { words: { 'zh-CN': '接口说明', en: 'OpenAPI 3.1' }, schema: z.looseObject({}) } },
  })
  openApi(): unknown {
    return this.specification.document;
  }

  @Route('GET /docs', page('接口说明页', 'The same, as a page'))
  docs(
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const language = readerLanguage(acceptLanguage);
    return this.pages.send(reply, language, docsPage(this.specification.document, language, this.portal));
  }

  @Route('GET /docs/style.css', page('页面样式', 'The style of pages'))
  style(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply
      .header('content-type', 'text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=3600');
    return style;
  }

  @Route('GET /problems', page('各种拒绝', 'Every refusal'))
  problems(
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    const language = readerLanguage(acceptLanguage);
    const items = (Object.keys(refusals) as RefusalCode[]).map(explained);
    if (wantsJson(accept)) return { items };
    const title = { 'zh-CN': '各种拒绝及其含义', en: 'Refusals and what they mean' }[language];
    const rows = items.map(
      ({ code, status, sentence }) =>
        html`<tr>
          <th><a href="/problems/${code}">${code}</a></th>
          <td>${status}</td>
          <td>${sentence[language]}</td>
        </tr> `,
    );
    return this.pages.draw(
      reply,
      language,
      title,
      html`<h1>${title}</h1>
        <table>
          ${rows}
        </table>`,
    );
  }

  @Route('GET /problems/:code', {
    ...page('一种拒绝', 'One refusal'),
    params: { code: z.enum(Object.keys(refusals) as [RefusalCode, ...RefusalCode[]]) },
  })
  problem(
    @Param('code') code: RefusalCode,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    const told = explained(code);
    if (wantsJson(accept)) return told;
    const language = readerLanguage(acceptLanguage);
    const other = language === 'en' ? 'zh-CN' : 'en';
    const all = { 'zh-CN': '全部拒绝', en: 'All refusals' }[language];
    return this.pages.draw(
      reply,
      language,
      told.title,
      html`<h1>${told.title}</h1>
        <p><code>${code}</code> · HTTP ${told.status}</p>
        <p>${told.sentence[language]}</p>
        <p lang="${other}" class="quiet">${told.sentence[other]}</p>
        <p><a href="/problems">${all}</a> · <a href="/docs">API</a></p>`,
    );
  }
}

const explained = (code: RefusalCode) => {
  const { status, ...sentence } = refusals[code];
  return { code, title: titleOf(code), status, sentence, changed: 'nothing' };
};

const wantsJson = (accept: string | undefined): boolean =>
  accept !== undefined && /\bjson\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
