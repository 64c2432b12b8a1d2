import { Body, Controller, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Casework, CaseViews, type Caller } from '#casework';
import { Assessors, drawGrounds, drawInput, drawRecord, type DrawView } from '#register';
import { hash, instant, list } from './answer-parts.js';
import { Asking, CaseFinder } from './caller.js';
import { Route } from './operation.js';
import { caseReference } from './parameters.js';

const drawn = z
  .object({
    seq: z.int().describe('The event of the case; an appointment names the draw by it.'),
    at: instant,
    digest: hash.describe('SHA-256 of the draw’s canonical JSON (RFC 8785); it stands in the event.'),
    draw: drawRecord,
    groundsDigest: z
      .string()
      .describe('SHA-256 of the grounds’ disclosure (RFC 9901, base64url); it stands in the event.'),
    grounds: z
      .object({
        ...drawGrounds.shape,
        disclosure: z.string().describe('Salt, name and value, base64url: what the digest is of.'),
      })
      .nullable()
      .describe('Why people were left out, and why it was drawn again; null for all but the office.'),
    withheld: z.boolean().describe('Whether the grounds are for others. Drawing again needs none.'),
  })
  .meta({ id: 'Draw' });

const ofCase = { id: caseReference };

/** Random selections of assessors: made here, and told with all that anybody needs to draw again. */
@Controller()
export class AssessorsController {
  constructor(
    private readonly casework: Casework,
    private readonly views: CaseViews,
    private readonly assessors: Assessors,
    private readonly finder: CaseFinder,
  ) {}

  @Route('POST /api/v1/cases/:id/draws', {
    tag: 'cases',
    summary: { 'zh-CN': '随机抽取评审组', en: 'Draw a team at random' },
    description: {
      'zh-CN':
        '由服务器生成 32 字节种子，从具有所需领域资格且无须回避的评审人员中抽取；再次抽取须说明理由。每次抽取均为案件的一个事件。',
      en: 'The server makes 32 random bytes and draws from those who cover the fields and are not recused. To draw again, say why. Each draw is an event of the case.',
    },
    params: ofCase,
    body: drawInput,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      201: {
        words: { 'zh-CN': '已抽取', en: 'It is drawn' },
        schema: drawn,
        headers: ['Location', 'Idempotent-Replayed'],
      },
    },
    refusals: [
      ...(['idempotency-key-missing', 'idempotency-key-reused', 'not-permitted', 'not-found'] as const),
      ...([
        'nothing-to-assign',
        'calendar-year-unknown',
        'time-is-held',
        'drawn-before',
        'no-team-to-draw',
      ] as const),
    ],
  })
  async draw(
    @Asking() caller: Caller,
    @Param('id') reference: string,
    @Body() asked: z.infer<typeof drawInput>,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DrawView | undefined> {
    const id = await this.finder.idOf(caller, reference);
    const note = { kind: 'assessorsDrawn', asked } as const;
    const { answer, replayed } = await this.casework.note(caller, id, note, key ?? '');
    void reply.header('location', `/api/v1/cases/${id}/draws`);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    const draws = await this.drawsOf(caller, id);
    return draws.find(({ seq }) => seq === answer.seq);
  }

  @Route('GET /api/v1/cases/:id/draws', {
    tag: 'cases',
    summary: {
      'zh-CN': '本案的抽取记录，可据以重新抽取核验',
      en: 'The draws of a case, for anybody to draw again',
    },
    description: {
      'zh-CN': '将本回答交给 greenlane draw-again 即可核验：同一种子、同一人员名单必得同一结果。',
      en: 'Give this answer to `greenlane draw-again`: the same seed and pool give the same team.',
    },
    params: ofCase,
    answers: {
      200: {
        words: { 'zh-CN': '抽取记录', en: 'Its draws' },
        schema: list(drawn).meta({ id: 'DrawList' }),
      },
    },
    refusals: ['not-found'],
  })
  async list(@Asking() caller: Caller, @Param('id') reference: string): Promise<{ items: DrawView[] }> {
    return { items: await this.drawsOf(caller, await this.finder.idOf(caller, reference)) };
  }

  private async drawsOf(caller: Caller, reference: string): Promise<DrawView[]> {
    const { id, readAs } = await this.views.lookUp(caller, reference);
    return this.assessors.draws(caller.tenant, id, { grounds: readAs === 'office' });
  }
}
