import { Body, Controller, Headers, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CaseViews, formatCaseNumber, once, parseCaseNumber, type Caller } from '#casework';
import { dayOf, isTabled } from '#calendar';
import { Database, withoutTenant } from '#database';
import { Refused } from '#refusals';
import * as answers from './answers.js';
import { Asking } from './caller.js';
import { Route } from './operation.js';
import { limit, whole } from './parameters.js';

const moving = z
  .strictObject({
    to: z.iso
      .datetime({ offset: true })
      .max(40)
      .refine((to) => hasACalendar(to), {
        error:
          '应在 2015 年至 2049 年之间，此后的法定节假日尚未列出。 From 2015 to 2049: later holidays are not tabled.',
      })
      .describe('RFC 3339; later than the office time.'),
  })
  .meta({ id: 'MoveOfficeTime', examples: [{ to: '2025-10-20T01:00:00Z' }] });

/** Dates run into the year after. Asked of whatever was sent, so it may be no date at all. */
function hasACalendar(text: string): boolean {
  const year = new Date(text).getUTCFullYear();
  return isTabled(year - 1) && isTabled(year + 1);
}

const leaves = z.strictObject({
  after: whole(0, 2_147_483_647, 'Number of the last leaf that is known; the first leaf is 0.').optional(),
  limit,
});

const inquiry = z.strictObject({
  code: z.string().max(20).describe('Last four characters of the unified social credit code.'),
});

/** The office itself: its time, its people, its log, and what it tells the public about a case. */
@Controller()
export class OfficeController {
  constructor(
    private readonly database: Database,
    private readonly views: CaseViews,
  ) {}

  @Route('GET /api/v1/office', {
    tag: 'public',
    summary: { 'zh-CN': '机关与办公时间', en: 'The office and its time' },
    access: 'public',
    answers: { 200: { words: { 'zh-CN': '机关', en: 'The office' }, schema: answers.office } },
  })
  async office(): Promise<unknown> {
    const rows = await withoutTenant(this.database, (tx) =>
      tx.named<{
        at: Date;
        demonstration: boolean;
        tenant: number | null;
        name_zh: string;
        name_en: string;
        zone: string;
      }>(
        'api: office',
        `select office_now() as at, c.demonstration, j.tenant, j.name_zh, j.name_en, j.zone
         from office_clock c left join jurisdictions j on true order by j.tenant`,
      ),
    );
    const at = rows[0]!.at;
    return {
      officeTime: at.toISOString(),
      demonstration: rows[0]!.demonstration,
      jurisdictions: rows.flatMap(({ tenant, name_zh, name_en, zone }) =>
        tenant === null
          ? []
          : { code: codeOf(tenant), name: { 'zh-CN': name_zh, en: name_en }, zone, today: dayOf(at, zone) },
      ),
    };
  }

  @Route('POST /api/v1/office/time', {
    tag: 'office',
    summary: {
      'zh-CN': '将办公时间向前调整（仅限演示）',
      en: 'Move office time forward, in a demonstration only',
    },
    body: moving,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      200: {
        words: { 'zh-CN': '新的办公时间', en: 'The office time now' },
        schema: answers.officeTime,
        headers: ['Idempotent-Replayed'],
      },
    },
    refusals: [
      ...(['idempotency-key-missing', 'idempotency-key-reused'] as const),
      ...(['not-a-demonstration', 'time-moves-forward'] as const),
    ],
  })
  async move(
    @Asking() caller: Caller,
    @Body() { to }: z.infer<typeof moving>,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { answer, replayed } = await once(
      this.database,
      caller,
      key ?? '',
      { officeTime: to },
      async (tx) => {
        const [row] = await tx.query<{ at: Date }>('select move_office_time($1) as at', [
          new Date(to).toISOString(),
        ]);
        return { officeTime: row!.at.toISOString() };
      },
    ).catch((error: unknown) => {
      throw refusalOfMove(error);
    });
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }

  @Route('GET /api/v1/ledger/entries', {
    tag: 'office',
    summary: { 'zh-CN': '审计日志条目（监督人员）', en: 'Entries of the log, for those who oversee' },
    query: leaves,
    answers: { 200: { words: { 'zh-CN': '条目', en: 'Entries' }, schema: answers.ledgerEntries } },
    refusals: ['role-needed'],
  })
  async ledger(@Asking() caller: Caller, @Query() query: z.infer<typeof leaves>): Promise<unknown> {
    return { items: await this.views.ledgerEntries(caller, query) };
  }

  @Route('GET /api/v1/status/:reference', {
    tag: 'public',
    summary: {
      'zh-CN': '按办件编号和查询码查询进度',
      en: 'The stage of a case, by its number and query code',
    },
    description: {
      'zh-CN': '查询码为统一社会信用代码的后四位。编号不存在与查询码不符的答复相同。',
      en: 'The code is the last four of the credit code. A wrong pair and no such case are answered alike.',
    },
    access: 'public',
    door: 'status',
    params: { reference: z.string().max(40).describe('Case number, such as CMA-22-2025-000001-2.') },
    query: inquiry,
    answers: { 200: { words: { 'zh-CN': '进度', en: 'The stage' }, schema: answers.publicStatus } },
  })
  async status(
    @Param('reference') reference: string,
    @Query() { code }: z.infer<typeof inquiry>,
  ): Promise<unknown> {
    // Whatever is asked goes the same way to the database and back, so that the time it takes says nothing: what cannot
    // be a number or a code is asked for as a number and a code that nobody has.
    const number =
      parseCaseNumber(reference.toUpperCase()) === null ? nobodysNumber : reference.toUpperCase();
    const status = await this.views.publicStatus(number, fitsCode.test(code) ? code : nobodysCode);
    if (status === null) throw new Refused('not-found');
    return status;
  }
}

const fitsCode = /^[0-9A-Za-z]{4}$/;
/** Serials begin with 1. */
const nobodysNumber = formatCaseNumber(0, 2000, 0);
/** No credit code has one of these letters. */
const nobodysCode = 'IOSV';

const codeOf = (tenant: number): string => String(tenant).padStart(2, '0');

function refusalOfMove(error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  if (code === 'GL001') return new Refused('not-a-demonstration');
  if (code === 'GL002' || code === 'GL003') return new Refused('time-moves-forward');
  return error;
}
