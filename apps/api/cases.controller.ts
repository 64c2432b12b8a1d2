import { Body, Controller, Headers, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CaseViews, Casework, type Answer, type Caller } from '#casework';
import { Refused } from '#refusals';
import * as answers from './answers.js';
import { Asking, CaseFinder } from './caller.js';
import { Route } from './operation.js';
import { idKey, linkTo, pageOf, placeOf } from './list-page.js';
import { after, caseReference, cursor, limit, name, uuid } from './parameters.js';
import { etagOf, revisionIn } from './preconditions.js';

const opening = z
  .strictObject({
    process: name('Name of the process.'),
    institution: uuid()
      .optional()
      .describe('The institution concerned; left out where the process concerns the authority itself.'),
    evidence: z.unknown().optional().describe('What the process needs for opening a case.'),
  })
  .meta({
    id: 'OpenCase',
    examples: [
      {
        process: 'qualification',
        institution: '01920000-0000-7000-8000-00000000a001',
        evidence: { kind: 'first' },
      },
    ],
  });

const listing = z.strictObject({
  limit,
  cursor,
  'filter[state]': name('Only cases in this state.').optional(),
  'filter[process]': name('Only cases of this process.').optional(),
});

const following = z.strictObject({ after, limit });

const taking = z.strictObject({
  dryRun: z.enum(['true', 'false']).default('false').describe('只判断、不办理。Judge it and change nothing.'),
});

const digest = /^[0-9a-f]{64}$/;

/** Opening, listing, reading and moving cases. Everything that is decided is decided by the engine. */
@Controller()
export class CasesController {
  constructor(
    private readonly casework: Casework,
    private readonly views: CaseViews,
    private readonly finder: CaseFinder,
  ) {}

  @Route('POST /api/v1/cases', {
    tag: 'cases',
    summary: { 'zh-CN': '开立案件', en: 'Open a case' },
    body: opening,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      201: {
        words: { 'zh-CN': '案件已开立', en: 'The case is open' },
        schema: answers.stepTaken,
        headers: ['Location', 'ETag', 'Idempotent-Replayed'],
      },
    },
    refusals: [
      ...(['idempotency-key-missing', 'idempotency-key-reused', 'unknown-process'] as const),
      ...(['not-permitted', 'not-found', 'calendar-year-unknown'] as const),
    ],
  })
  async open(
    @Asking() caller: Caller,
    @Body() { process, institution, evidence }: z.infer<typeof opening>,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { answer, replayed } = await this.casework
      .open(caller, { process, institution, evidence }, key ?? '')
      .catch((error: unknown) => {
        throw withinEvidence(error);
      });
    void reply.header('location', `/api/v1/cases/${answer.case}`);
    return sendStep(reply, answer, replayed);
  }

  @Route('GET /api/v1/cases', {
    tag: 'cases',
    summary: { 'zh-CN': '案件列表，新者在前', en: 'Cases you may see, newest first' },
    query: listing,
    answers: {
      200: {
        words: { 'zh-CN': '一页案件', en: 'A page of cases' },
        schema: answers.casePage,
        headers: ['Link'],
      },
    },
  })
  async list(
    @Asking() caller: Caller,
    @Query() { cursor, limit, ...filters }: z.infer<typeof listing>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'cases', ...filters };
    const found = await this.views.list(caller, {
      limit: limit + 1,
      after: placeOf(cursor, asked, idKey),
      state: filters['filter[state]'],
      process: filters['filter[process]'],
    });
    const page = pageOf(found, limit, asked, ({ id }) => id);
    if (page.next !== null)
      void reply.header('link', linkTo('/api/v1/cases', { limit, cursor: page.next, ...filters }));
    return page;
  }

  @Route('GET /api/v1/cases/:id', {
    tag: 'cases',
    summary: {
      'zh-CN': '查看案件：现状、可办步骤、期限',
      en: 'Read a case: where it stands, what can be done, its clocks',
    },
    params: { id: caseReference },
    answers: {
      200: { words: { 'zh-CN': '案件', en: 'The case' }, schema: answers.caseView, headers: ['ETag'] },
    },
  })
  async read(
    @Asking() caller: Caller,
    @Param('id') reference: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const view = await this.views.lookUp(caller, await this.finder.idOf(caller, reference));
    // For If-Match only, never 304: what this reader may do and what is overdue changes without a new revision.
    void reply.header('etag', etagOf(view.revision)).header('cache-control', 'no-store');
    return view;
  }

  @Route('POST /api/v1/cases/:id/steps/:step', {
    tag: 'cases',
    summary: { 'zh-CN': '办理步骤', en: 'Take a step' },
    description: {
      'zh-CN':
        '作出决定的步骤须带 Confirmed-Text：先用 POST …/text 取得决定文本并阅读，再带上其摘要；并须在数分钟内以强身份验证登录。',
      en: 'A decision needs Confirmed-Text: read its text first (POST …/text), then send its digest; and a strong sign-in that is minutes old.',
    },
    params: { id: caseReference, step: name('Name of the step.') },
    query: taking,
    body: 'evidence',
    requestHeaders: ['If-Match', 'Idempotency-Key', 'Confirmed-Text'],
    answers: {
      200: {
        words: { 'zh-CN': '步骤已办理', en: 'The step is taken' },
        schema: answers.stepTaken,
        headers: ['ETag', 'Idempotent-Replayed'],
      },
    },
    refusals: [
      ...(['idempotency-key-missing', 'idempotency-key-reused', 'not-permitted', 'unknown-step'] as const),
      ...(['step-not-possible', 'guard-refused', 'calendar-year-unknown', 'series-exhausted'] as const),
      ...(['period-ran-out', 'extension-past-bound', 'anchor-ahead', 'anchor-after-suspension'] as const),
      ...(['time-is-held'] as const),
      ...(['stale-revision', 'revision-required', 'evidence-does-not-fit', 'person-not-free'] as const),
      ...(['stronger-sign-in-needed', 'text-not-confirmed', 'text-changed'] as const),
    ],
  })
  async step(
    @Asking() caller: Caller,
    @Param() { id, step }: { id: string; step: string },
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Headers('confirmed-text') confirmed: string | undefined,
    @Query() { dryRun }: z.infer<typeof taking>,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const revision = revisionIn(ifMatch);
    // What is no digest confirms no text, and is answered as the wrong one.
    const confirmedText = confirmed === undefined || digest.test(confirmed) ? confirmed : 'none';
    const asked = { case: await this.finder.idOf(caller, id), step, revision, evidence: body };
    const { answer, replayed } = await this.casework.advance(
      caller,
      { ...asked, confirmedText, dryRun: dryRun === 'true' },
      key ?? '',
    );
    return sendStep(reply, answer, replayed);
  }

  @Route('GET /api/v1/cases/:id/history', {
    tag: 'cases',
    summary: { 'zh-CN': '案件历史', en: 'The history of a case, event by event' },
    description: {
      'zh-CN':
        '每一事件及所附材料；不属于您可读取的部分标明为未提供（withheld），材料的可读取人见各材料的说明。序号、哈希及前一哈希始终提供，可据以逐一核对。',
      en: 'Every event with what was brought to it. What is not yours to read is left out and marked (`withheld`); each kind of evidence says who reads it. Number, hash and predecessor are always there, so that the chain can be followed.',
    },
    params: { id: caseReference },
    query: following,
    answers: { 200: { words: { 'zh-CN': '事件', en: 'Its events' }, schema: answers.history } },
  })
  async history(
    @Asking() caller: Caller,
    @Param('id') reference: string,
    @Query() query: z.infer<typeof following>,
  ): Promise<unknown> {
    return { items: await this.views.history(caller, await this.finder.idOf(caller, reference), query) };
  }
}

/** What does not fit the evidence of an opening stands one level down in its body. */
function withinEvidence(error: unknown): unknown {
  if (!(error instanceof Refused) || error.details.errors === undefined) return error;
  const errors = error.details.errors.map((one) => ({ ...one, pointer: `/evidence${one.pointer}` }));
  return new Refused(error.code, { ...error.details, errors });
}

function sendStep(reply: FastifyReply, answer: Answer, replayed: boolean): Answer {
  void reply.header('etag', etagOf(answer.revision));
  if (replayed) void reply.header('idempotent-replayed', 'true');
  return answer;
}
