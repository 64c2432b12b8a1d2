import { Body, Controller, Query } from '@nestjs/common';
import { z } from 'zod';
import { CalendarViews, mostDays, type Caller } from '#casework';
import { evidence } from '#regulations';
import * as answers from './calendar-answers.js';
import { Asking } from './caller.js';
import { Route } from './operation.js';
import { day, limit, uuid } from './parameters.js';

const path = '/api/v1/calendar';

const stretch = z.strictObject({
  from: day
    .refine((from) => from >= '1000' && from < '9000', {
      error: '应在公元 1000 年至 8999 年之间。 From the year 1000 to 8999.',
    })
    .optional()
    .describe('First day; today unless told.'),
  to: day.optional().describe(`Last day, counted too, of ${mostDays} at most; 30 days later unless told.`),
});

/** The calendar by which the office counts. It changes by cases of the process `calendarChange` alone. */
@Controller()
export class CalendarController {
  constructor(private readonly views: CalendarViews) {}

  @Route(`GET ${path}`, {
    tag: 'office',
    summary: {
      'zh-CN': '现行日历及其变更',
      en: 'The calendar in force, and what the authority has changed in it',
    },
    keys: 'none',
    answers: { 200: { words: { 'zh-CN': '现行日历', en: 'The calendar' }, schema: answers.calendar } },
  })
  async calendar(@Asking() caller: Caller): Promise<unknown> {
    return this.views.inForce(caller);
  }

  @Route(`GET ${path}/days`, {
    tag: 'office',
    summary: { 'zh-CN': '各日是否工作日', en: 'Which day is worked, and what each other day is' },
    keys: 'none',
    query: stretch,
    answers: { 200: { words: { 'zh-CN': '各日', en: 'The days' }, schema: answers.calendarDays } },
  })
  async days(@Asking() caller: Caller, @Query() asked: z.infer<typeof stretch>): Promise<unknown> {
    return { items: await this.views.days(caller, asked) };
  }

  @Route(`POST ${path}/preview`, {
    tag: 'office',
    summary: {
      'zh-CN': '试算：变更日历将使哪些案件的期限变动（权限管理员），不作任何更改',
      en: 'Whose dates a change of the calendar would move, for administrators of roles; nothing is changed',
    },
    keys: 'none',
    query: z.strictObject({ limit }),
    body: evidence.calendarChangeProposal.schema,
    answers: {
      200: { words: { 'zh-CN': '将变动的期限', en: 'What would move' }, schema: answers.calendarPreview },
    },
    refusals: ['role-needed', 'evidence-does-not-fit'],
  })
  async preview(
    @Asking() caller: Caller,
    @Body() change: unknown,
    @Query() { limit }: { limit: number },
  ): Promise<unknown> {
    return this.views.preview(caller, { evidence: change }, { limit });
  }

  @Route(`GET ${path}/preview`, {
    tag: 'office',
    summary: {
      'zh-CN': '试算：案件中所提议的日历变更将改变哪些日子、使哪些案件的期限变动（权限管理员）',
      en: 'Which days and whose dates a change proposed in a case would move, for administrators of roles',
    },
    keys: 'none',
    query: z.strictObject({ case: uuid().describe('The case in which it was proposed.'), limit }),
    answers: {
      200: {
        words: { 'zh-CN': '将变动的日子和期限', en: 'What would move' },
        schema: answers.calendarPreview,
      },
    },
    refusals: ['role-needed', 'not-found', 'evidence-does-not-fit'],
  })
  async previewProposed(
    @Asking() caller: Caller,
    @Query() { case: proposedIn, limit }: { case: string; limit: number },
  ): Promise<unknown> {
    return this.views.preview(caller, { case: proposedIn }, { limit });
  }
}
