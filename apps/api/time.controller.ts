import { Controller, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '#casework';
import { CaseTimes, Figures } from '#timekeeping';
import * as answers from './time-answers.js';
import { Asking, CaseFinder } from './caller.js';
import { Route } from './operation.js';
import { caseReference, day, name } from './parameters.js';

/** Ten years and their leap days. */
const longest = 3_653;

const period = z
  .strictObject({
    process: name('Name of the process.'),
    from: day.describe('Cases whose last day lies on or after it.'),
    to: day.describe('And on or before it.'),
    by: z.enum(['state', 'party', 'clock']).default('party'),
  })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= longest * 86_400_000, {
    path: ['to'],
    error: '不早于起始日，且至多十年。 Not before `from`, and ten years at most.',
  });

/** Where the time of cases went, and when they may be expected to end. */
@Controller()
export class TimeController {
  constructor(
    private readonly times: CaseTimes,
    private readonly figures: Figures,
    private readonly finder: CaseFinder,
  ) {}

  @Route('GET /api/v1/cases/:id/time', {
    tag: 'cases',
    summary: {
      'zh-CN': '时间去向：各方所用工作日、期限使用情况、预计日期',
      en: 'Where the time went: working days by party, limits used up, and the days to expect',
    },
    params: { id: caseReference },
    answers: {
      200: { words: { 'zh-CN': '案件用时', en: 'The time of the case' }, schema: answers.caseTime },
    },
  })
  async time(@Asking() caller: Caller, @Param('id') reference: string): Promise<unknown> {
    return this.times.of(caller, await this.finder.idOf(caller, reference));
  }

  @Route('GET /api/v1/figures/time', {
    tag: 'office',
    summary: {
      'zh-CN': '办结案件用时统计（督办、监督、权限管理人员）',
      en: 'How long cases took, for those who supervise, oversee or administer',
    },
    keys: 'none',
    query: period,
    answers: { 200: { words: { 'zh-CN': '用时统计', en: 'The figures' }, schema: answers.timeFigures } },
    refusals: ['role-needed', 'unknown-process'],
  })
  async ofOffice(@Asking() caller: Caller, @Query() asked: z.infer<typeof period>): Promise<unknown> {
    return this.figures.time(caller, asked);
  }

  @Route('GET /api/v1/figures/predictions', {
    tag: 'office',
    summary: {
      'zh-CN': '以往预计的准确程度',
      en: 'How often earlier predictions held, against what is promised',
    },
    keys: 'any',
    answers: {
      200: { words: { 'zh-CN': '准确程度', en: 'How often they held' }, schema: answers.predictionFigures },
    },
  })
  async predictions(@Asking() caller: Caller): Promise<unknown> {
    return this.figures.predictions(caller);
  }
}
