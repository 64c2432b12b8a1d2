import { Body, Controller, Headers, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '#casework';
import { Refused } from '#refusals';
import {
  CaseScopes,
  Certificates,
  institutionInput,
  Institutions,
  ScopeTables,
  type ScopeImport,
} from '#register';
import * as answers from './answers.js';
import { Asking, CaseFinder } from './caller.js';
import { scopeTableLimit } from './limits.js';
import { Route } from './operation.js';
import { certificateKey, idKey, itemKey, linkTo, pageAfter, pageOf, placeOf } from './list-page.js';
import { after, caseReference, cursor, limit, uuid } from './parameters.js';
import { Uploads } from './uploads.js';

const paging = z.strictObject({ limit, cursor });
const rows = z.strictObject({ after, limit });
const scopeItems = paging.extend({
  'filter[differs]': z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true` 只列各阶段不一致的项目。`true` shows only items on which stages differ.'),
});
const importing = z.strictObject({
  institution: uuid().describe('Whose capability it is.'),
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true` reads and judges the table and keeps nothing.'),
});

const mebibytes = scopeTableLimit / 1024 ** 2;

/** The register: institutions, scope tables, certificates. */
@Controller()
export class RegisterController {
  constructor(
    private readonly institutions: Institutions,
    private readonly scopeTables: ScopeTables,
    private readonly certificates: Certificates,
    private readonly scopes: CaseScopes,
    private readonly finder: CaseFinder,
    private readonly uploads: Uploads,
  ) {}

  @Route('POST /api/v1/institutions', {
    tag: 'register',
    summary: { 'zh-CN': '登记检验检测机构', en: 'Enter an institution' },
    body: institutionInput,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      201: {
        words: { 'zh-CN': '已登记', en: 'It is entered' },
        schema: answers.institution,
        headers: ['Location', 'Idempotent-Replayed'],
      },
    },
    refusals: ['idempotency-key-missing', 'idempotency-key-reused', 'role-needed', 'already-registered'],
  })
  async enter(
    @Asking() caller: Caller,
    @Body() input: z.infer<typeof institutionInput>,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { answer, replayed } = await this.institutions.register(caller, input, key ?? '');
    void reply.header('location', `/api/v1/institutions/${answer.id}`);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }

  @Route('GET /api/v1/institutions', {
    tag: 'register',
    summary: { 'zh-CN': '机构列表', en: 'Institutions you may see' },
    query: paging,
    answers: {
      200: {
        words: { 'zh-CN': '一页机构', en: 'A page of them' },
        schema: answers.institutionPage,
        headers: ['Link'],
      },
    },
  })
  async list(
    @Asking() caller: Caller,
    @Query() { limit, cursor }: z.infer<typeof paging>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'institutions' };
    const after = placeOf(cursor, asked, idKey);
    const found = await this.institutions.list(caller, { limit: limit + 1, after });
    const page = pageOf(found, limit, asked, ({ id }) => id);
    if (page.next !== null)
      void reply.header('link', linkTo('/api/v1/institutions', { limit, cursor: page.next }));
    return page;
  }

  @Route('GET /api/v1/institutions/:institution', {
    tag: 'register',
    summary: { 'zh-CN': '查看机构', en: 'Read an institution' },
    params: { institution: uuid() },
    answers: { 200: { words: { 'zh-CN': '机构', en: 'The institution' }, schema: answers.institution } },
  })
  institution(@Asking() caller: Caller, @Param('institution') id: string): Promise<unknown> {
    return this.institutions.get(caller, id);
  }

  @Route('POST /api/v1/imports', {
    tag: 'register',
    summary: {
      'zh-CN': `导入检验检测能力附表（CSV 或 XLSX，至多 ${mebibytes} MiB）`,
      en: `Import a scope table (CSV or XLSX, up to ${mebibytes} MiB)`,
    },
    description: {
      'zh-CN': '整表导入或完全不导入。试运行（dryRun=true）给出逐行报告，不保存任何内容。',
      en: 'Imported whole or not at all. A dry run (dryRun=true) reports line by line and keeps nothing.',
    },
    form: importing,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      201: {
        words: { 'zh-CN': '已导入', en: 'It is imported' },
        schema: answers.scopeImport,
        headers: ['Location', 'Idempotent-Replayed'],
      },
      200: { words: { 'zh-CN': '试运行报告', en: 'The report of a dry run' }, schema: answers.scopeImport },
    },
    refusals: [
      ...(['idempotency-key-missing', 'idempotency-key-reused', 'evidence-does-not-fit'] as const),
      ...(['body-too-large', 'document-type-refused', 'not-found', 'not-permitted'] as const),
      'upload-quota-used-up',
    ],
  })
  async import(
    @Asking() caller: Caller,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScopeImport> {
    const form = { schema: importing, fileSize: scopeTableLimit };
    const { answer, replayed, dryRun } = await this.uploads.take(
      request,
      caller,
      form,
      async ({ fields, bytes }) => {
        const dryRun = fields.dryRun === 'true';
        const asked = { institution: fields.institution, bytes, kind: kindOf(bytes), dryRun };
        return { dryRun, ...(await this.scopeTables.import(caller, asked, key ?? '')) };
      },
    );
    if (dryRun) {
      void reply.code(200);
      return answer;
    }
    if (answer.id === null) throw faulty(answer);
    void reply.code(201).header('location', `/api/v1/imports/${answer.id}`);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }

  @Route('GET /api/v1/imports/:import', {
    tag: 'register',
    summary: { 'zh-CN': '查看导入的附表', en: 'The rows of an imported scope table' },
    params: { import: uuid() },
    query: rows,
    answers: { 200: { words: { 'zh-CN': '附表', en: 'The table' }, schema: answers.scopeTable } },
  })
  imported(
    @Asking() caller: Caller,
    @Param('import') id: string,
    @Query() query: z.infer<typeof rows>,
  ): Promise<unknown> {
    return this.scopeTables.get(caller, id, query);
  }

  @Route('GET /api/v1/cases/:id/scope', {
    tag: 'cases',
    summary: {
      'zh-CN': '案件的能力范围：逐项列出申请、评审建议、决定及对证书的影响',
      en: 'The scope of a case item by item: applied for, proposed, decided, and what becomes of the certificate',
    },
    description: {
      'zh-CN':
        '各阶段注明所据事件的序号。无人表明意见的为 null；所据材料不属于您可读取的，该阶段标明为未提供（withheld），由其得出的内容亦为 null。counts 与 signatories 为全案的，每页相同。',
      en: 'Each stage names the event it comes from. What nobody has said yet is null; where what a stage rests on is not yours to read, the stage is marked (`withheld`), and what follows from it is null as well. `counts` and `signatories` are of the whole case, on every page.',
    },
    params: { id: caseReference },
    query: scopeItems,
    answers: {
      200: {
        words: { 'zh-CN': '一页项目', en: 'A page of its items' },
        schema: answers.scopeOfCase,
        headers: ['Link'],
      },
    },
  })
  async scope(
    @Asking() caller: Caller,
    @Param('id') reference: string,
    @Query() { limit, cursor, ...filters }: z.infer<typeof scopeItems>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const id = await this.finder.idOf(caller, reference);
    const asked = { list: 'scope', case: id, ...filters };
    const after = placeOf(cursor, asked, itemKey);
    const { items, ...whole } = await this.scopes.ofCase(caller, id);
    const listed = items.filter(({ differs }) => differs || filters['filter[differs]'] === 'false');
    const { items: shown, next } = pageAfter(listed, after, limit, asked, ({ key }) => key);
    if (next !== null)
      void reply.header('link', linkTo(`/api/v1/cases/${id}/scope`, { limit, cursor: next, ...filters }));
    return {
      case: id,
      ...whole,
      items: shown.map(({ key: _, row, ...item }) => ({ ...row, ...item })),
      next,
    };
  }

  @Route('GET /api/v1/certificates', {
    tag: 'register',
    summary: { 'zh-CN': '证书列表', en: 'Certificates you may see' },
    query: paging,
    answers: {
      200: {
        words: { 'zh-CN': '一页证书', en: 'A page of them' },
        schema: answers.certificatePage,
        headers: ['Link'],
      },
    },
  })
  async issued(
    @Asking() caller: Caller,
    @Query() { limit, cursor }: z.infer<typeof paging>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = { list: 'certificates' };
    const after = placeOf(cursor, asked, certificateKey);
    const found = await this.certificates.list(caller, { limit: limit + 1, after });
    const page = pageOf(found, limit, asked, ({ number }) => number);
    if (page.next !== null)
      void reply.header('link', linkTo('/api/v1/certificates', { limit, cursor: page.next }));
    return page;
  }

  @Route('GET /api/v1/certificates/:number', {
    tag: 'public',
    summary: { 'zh-CN': '按编号查验证书', en: 'Verify a certificate by its number' },
    access: 'public',
    door: 'certificate',
    params: {
      number: z
        .string()
        .regex(/^\d{12}$/)
        .describe('Twelve digits.'),
    },
    answers: { 200: { words: { 'zh-CN': '证书', en: 'The certificate' }, schema: answers.certificate } },
  })
  async certificate(@Param('number') number: string): Promise<unknown> {
    const certificate = await this.certificates.read(number);
    if (certificate === null) throw new Refused('not-found');
    return certificate;
  }
}

/** An XLSX is a ZIP archive; anything else is read as text. The reader judges the content itself. */
const kindOf = (bytes: Buffer): 'csv' | 'xlsx' =>
  bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' ? 'xlsx' : 'csv';

/** The report of a table with faults, as a refusal: each fault at its cell, the whole report as a member. */
function faulty(report: ScopeImport): Refused {
  const errors = report.faults.slice(0, 100).map(({ line, column, message }) => ({
    pointer: `/file/${line}${column === '' ? '' : `/${column}`}`,
    message,
  }));
  return new Refused('evidence-does-not-fit', { errors, members: { report } });
}
