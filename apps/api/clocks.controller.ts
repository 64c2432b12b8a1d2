import { Controller, Headers, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ClockViews, type Caller, type ClocksOfCase } from '#casework';
import * as answers from './answers.js';
import { Asking, CaseFinder } from './caller.js';
import { deadlinesCalendar } from './deadlines-calendar.js';
import { readerLanguage } from './language.js';
import { Route } from './operation.js';
import { caseReference, queue } from './parameters.js';
import { Portal } from './portal.js';

const ofQueue = z.strictObject({ queue });

const calendarAnswer = {
  200: { words: { 'zh-CN': 'iCalendar 日历', en: 'An iCalendar' }, media: ['text/calendar'] },
};

/** The clocks of cases, told whole, and their last days as calendars. */
@Controller()
export class ClocksController {
  constructor(
    private readonly clocks: ClockViews,
    private readonly finder: CaseFinder,
    private readonly portal: Portal,
  ) {}

  @Route('GET /api/v1/cases/:id/clocks', {
    tag: 'cases',
    summary: {
      'zh-CN': '期限及其由来：每次起算、中止、恢复、延长及其理由',
      en: 'The clocks of a case: what happened to each, and how every date comes about',
    },
    params: { id: caseReference },
    answers: { 200: { words: { 'zh-CN': '期限', en: 'Its clocks' }, schema: answers.clockStories } },
  })
  async ofCase(@Asking() caller: Caller, @Param('id') reference: string): Promise<unknown> {
    const { clocks } = await this.clocks.ofCase(caller, await this.finder.idOf(caller, reference));
    return { items: clocks };
  }

  @Route('GET /api/v1/cases/:id/deadlines.ics', {
    tag: 'cases',
    summary: {
      'zh-CN': '案件的届满日，iCalendar 格式（RFC 5545）',
      en: 'The last days of a case as iCalendar (RFC 5545)',
    },
    description: {
      'zh-CN':
        '每个正在计算的期限为一个全天事件，以办公时间截止的为该时刻的事件；语言按 Accept-Language。暂定日期标为 TENTATIVE。',
      en: 'An all-day event for each clock that runs, or one at the hour where business hours end it, in the language of Accept-Language. A provisional date is TENTATIVE.',
    },
    params: { id: caseReference },
    answers: calendarAnswer,
  })
  async calendarOfCase(
    @Asking() caller: Caller,
    @Param('id') reference: string,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const found = await this.clocks.ofCase(caller, await this.finder.idOf(caller, reference));
    return this.sendCalendar([found], acceptLanguage, reply);
  }

  @Route('GET /api/v1/me/deadlines.ics', {
    tag: 'cases',
    summary: {
      'zh-CN': '待您办理的案件的届满日，iCalendar 格式',
      en: 'The last days of the cases in which you can act, as iCalendar',
    },
    description: {
      'zh-CN':
        '与任务列表相同的范围（queue），至多 500 个案件，先到期者在前。须登录或出示 API 密钥，不另设带密钥的地址。',
      en: 'The cases of a queue of tasks, up to 500 of them, those due first. It takes a sign-in or an API key like any route; there is no address with a secret in it.',
    },
    query: ofQueue,
    answers: calendarAnswer,
  })
  async calendarOfQueue(
    @Asking() caller: Caller,
    @Query() { queue }: z.infer<typeof ofQueue>,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.sendCalendar(await this.clocks.ofQueue(caller, queue), acceptLanguage, reply);
  }

  private sendCalendar(
    cases: readonly ClocksOfCase[],
    acceptLanguage: string | undefined,
    reply: FastifyReply,
  ): string {
    const language = readerLanguage(acceptLanguage);
    void reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="deadlines.ics"')
      .header('content-language', language)
      .header('vary', 'accept-language')
      .header('cache-control', 'no-store');
    return deadlinesCalendar(cases, { language, origin: this.portal.publicUrl });
  }
}
