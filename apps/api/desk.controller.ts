import { Body, Controller, Headers, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  Casework,
  DecisionTexts,
  StaffingViews,
  taskKey,
  taskKeyShape,
  Tasks,
  type Answer,
  type Caller,
} from '#casework';
import * as answers from './answers.js';
import { Asking, CaseFinder } from './caller.js';
import { linkTo, pageOf, placeOf } from './list-page.js';
import { Route } from './operation.js';
import { caseReference, cursor, day, limit, name, queue, uuid, whole } from './parameters.js';

const queues = z.strictObject({
  queue,
  dueBy: day.optional().describe('最晚到期日。Only what is due on this legal day or before.'),
  limit,
  cursor,
});

/** Anybody can make a cursor, so its day must be one. */
const taskPlace = {
  test: (key: string) => taskKeyShape.test(key) && day.safeParse(key.slice(0, 10)).success,
};

const assigning = z.strictObject({ to: uuid().describe('Whose desk; one’s own to claim it.') }).meta({
  id: 'Assignment',
  examples: [{ to: '01920000-0000-7000-8000-00000000b004' }],
});

const noteRefusals = [
  ...(['idempotency-key-missing', 'idempotency-key-reused', 'not-found', 'role-needed'] as const),
  ...(['on-another-desk', 'nothing-to-assign', 'calendar-year-unknown', 'time-is-held'] as const),
];

/** Work on desks, the texts of decisions, and whether a case can be staffed. */
@Controller()
export class DeskController {
  constructor(
    private readonly casework: Casework,
    private readonly tasks: Tasks,
    private readonly texts: DecisionTexts,
    private readonly staffing: StaffingViews,
    private readonly finder: CaseFinder,
  ) {}

  @Route('GET /api/v1/tasks', {
    tag: 'cases',
    summary: { 'zh-CN': '待办，先到期者在前', en: 'What awaits you, what is due first before all else' },
    query: queues,
    answers: {
      200: {
        words: { 'zh-CN': '一页待办', en: 'A page of tasks' },
        schema: answers.taskPage,
        headers: ['Link'],
      },
    },
  })
  async list(
    @Asking() caller: Caller,
    @Query() { cursor, limit, ...of }: z.infer<typeof queues>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'tasks', ...of };
    const found = await this.tasks.list(caller, {
      ...of,
      limit: limit + 1,
      after: placeOf(cursor, asked, taskPlace),
    });
    const page = pageOf(found, limit, asked, taskKey);
    if (page.next !== null)
      void reply.header('link', linkTo('/api/v1/tasks', { limit, cursor: page.next, ...of }));
    return page;
  }

  @Route('PUT /api/v1/cases/:id/assignments/:duty', {
    tag: 'cases',
    summary: { 'zh-CN': '领办、分派或改派', en: 'Claim, assign or reassign a duty of a case' },
    params: { id: caseReference, duty: name('The duty, as tasks name it.') },
    body: assigning,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      200: {
        words: { 'zh-CN': '已记录', en: 'It is noted' },
        schema: answers.stepTaken,
        headers: ['Idempotent-Replayed'],
      },
    },
    refusals: [...noteRefusals, 'assignee-may-not'],
  })
  async assign(
    @Asking() caller: Caller,
    @Param() { id, duty }: { id: string; duty: string },
    @Body() { to }: z.infer<typeof assigning>,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const asked = { case: await this.finder.idOf(caller, id), duty, to };
    return sendNote(reply, await this.casework.assign(caller, asked, key ?? ''));
  }

  @Route('DELETE /api/v1/cases/:id/assignments/:duty', {
    tag: 'cases',
    summary: { 'zh-CN': '退回', en: 'Release a duty of a case' },
    params: { id: caseReference, duty: name('The duty, as tasks name it.') },
    requestHeaders: ['Idempotency-Key'],
    answers: {
      200: {
        words: { 'zh-CN': '已记录', en: 'It is noted' },
        schema: answers.stepTaken,
        headers: ['Idempotent-Replayed'],
      },
    },
    refusals: noteRefusals,
  })
  async release(
    @Asking() caller: Caller,
    @Param() { id, duty }: { id: string; duty: string },
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const asked = { case: await this.finder.idOf(caller, id), duty };
    return sendNote(reply, await this.casework.release(caller, asked, key ?? ''));
  }

  @Route('GET /api/v1/cases/:id/staffing', {
    tag: 'cases',
    summary: {
      'zh-CN': '余下步骤能否配齐人员、由谁办理（机关内部）',
      en: 'Whether the remaining steps can be staffed, and by whom; for people of the office',
    },
    params: { id: caseReference },
    answers: { 200: { words: { 'zh-CN': '人员', en: 'The staff' }, schema: answers.staffing } },
  })
  async staff(@Asking() caller: Caller, @Param('id') id: string): Promise<unknown> {
    return this.staffing.of(caller, await this.finder.idOf(caller, id));
  }

  @Route('POST /api/v1/cases/:id/steps/:step/text', {
    tag: 'cases',
    summary: { 'zh-CN': '拟作出的决定文本', en: 'The text of a decision, before it is taken' },
    params: { id: caseReference, step: name('Name of the step.') },
    body: 'evidence',
    answers: {
      200: {
        words: { 'zh-CN': '文本及其摘要', en: 'The text and its digest' },
        schema: answers.textToDecide,
      },
    },
    refusals: [
      ...(['unknown-step', 'step-not-possible', 'not-permitted', 'evidence-does-not-fit'] as const),
      'nothing-to-confirm',
    ],
  })
  async text(
    @Asking() caller: Caller,
    @Param() { id, step }: { id: string; step: string },
    @Req() { body }: FastifyRequest,
  ): Promise<unknown> {
    return this.texts.draw(caller, { case: await this.finder.idOf(caller, id), step, evidence: body });
  }

  @Route('GET /api/v1/cases/:id/history/:seq/text', {
    tag: 'cases',
    summary: { 'zh-CN': '已作出的决定文本', en: 'The text that an event decided' },
    params: { id: caseReference, seq: whole(1, 2_147_483_647, 'Number of the event.') },
    answers: {
      200: { words: { 'zh-CN': '文本及其摘要', en: 'The text and its digest' }, schema: answers.textDecided },
    },
  })
  async decided(
    @Asking() caller: Caller,
    @Param() { id, seq }: { id: string; seq: number },
  ): Promise<unknown> {
    return this.texts.kept(caller, await this.finder.idOf(caller, id), seq);
  }

  @Route('GET /.well-known/greenlane-decisions.json', {
    tag: 'public',
    summary: {
      'zh-CN': '核验决定签名的公钥（RFC 7517）',
      en: 'Public keys by which the signatures of decisions are checked (RFC 7517)',
    },
    access: 'public',
    answers: {
      200: {
        words: { 'zh-CN': '公钥', en: 'The keys' },
        schema: z.looseObject({ keys: z.array(z.looseObject({})) }),
      },
    },
  })
  keys(): unknown {
    return this.casework.publicKeys();
  }
}

function sendNote(reply: FastifyReply, { answer, replayed }: { answer: Answer; replayed: boolean }): Answer {
  if (replayed) void reply.header('idempotent-replayed', 'true');
  return answer;
}
