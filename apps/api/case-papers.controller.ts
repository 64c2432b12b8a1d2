import { Controller, Headers, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Documents, Drafts, type Caller } from '#casework';
import { Refused } from '#refusals';
import * as answers from './answers.js';
import { Asking, CaseFinder } from './caller.js';
import { documentLimit } from './limits.js';
import { Route } from './operation.js';
import { caseReference, name, uuid } from './parameters.js';
import { etagOf, isKnown, revisionIn } from './preconditions.js';
import { Uploads } from './uploads.js';

const ofCase = { id: caseReference };
const ofDraft = { id: caseReference, step: name('Name of the step the draft is for.') };
const nothingElse = z.strictObject({});

/** What belongs to a case and is no event: documents handed in, and drafts of evidence. */
@Controller()
export class CasePapersController {
  constructor(
    private readonly documents: Documents,
    private readonly drafts: Drafts,
    private readonly finder: CaseFinder,
    private readonly uploads: Uploads,
  ) {}

  @Route('POST /api/v1/cases/:id/documents', {
    tag: 'cases',
    summary: { 'zh-CN': '提交文件（至多 20 MiB）', en: 'Hand in a document (up to 20 MiB)' },
    description: {
      'zh-CN':
        '由可以办理须提交材料的步骤之一的人员提交。文件类型按内容判断；步骤中以返回的编号引用。引用之前只有提交人及为同一机构办事的人员可以读取，引用之后与所附材料同。',
      en: 'By whoever may take an open step that takes evidence. Its type is judged by its content; steps refer to it by the id that is answered. Until one does, it is read by whoever handed it in and those who act for the same institution; from then on by whoever reads the evidence that names it.',
    },
    params: ofCase,
    form: nothingElse,
    requestHeaders: ['Idempotency-Key'],
    answers: {
      201: {
        words: { 'zh-CN': '文件已收到', en: 'The document is received' },
        schema: answers.document,
        headers: ['Location', 'Idempotent-Replayed'],
      },
    },
    refusals: [
      'idempotency-key-missing',
      'idempotency-key-reused',
      'body-too-large',
      'document-type-refused',
      'nothing-to-hand-in',
      'not-permitted',
      'upload-quota-used-up',
    ],
  })
  async receive(
    @Asking() caller: Caller,
    @Param('id') reference: string,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const form = { schema: nothingElse, fileSize: documentLimit };
    const { id, answer, replayed } = await this.uploads.take(
      request,
      caller,
      form,
      async ({ name, bytes }) => {
        const id = await this.finder.idOf(caller, reference);
        const file = { case: id, name, bytes };
        return { id, ...(await this.documents.receive(caller, file, key ?? '')) };
      },
    );
    void reply.header('location', `/api/v1/cases/${id}/documents/${answer.id}`);
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }

  @Route('GET /api/v1/cases/:id/documents', {
    tag: 'cases',
    summary: { 'zh-CN': '您可以读取的案件文件', en: 'The documents of a case that you may read' },
    params: ofCase,
    answers: { 200: { words: { 'zh-CN': '文件', en: 'Its documents' }, schema: answers.documentList } },
  })
  async list(@Asking() caller: Caller, @Param('id') reference: string): Promise<unknown> {
    return { items: await this.documents.list(caller, await this.finder.idOf(caller, reference)) };
  }

  @Route('GET /api/v1/cases/:id/documents/:document', {
    tag: 'cases',
    summary: { 'zh-CN': '下载文件', en: 'Download a document' },
    params: { ...ofCase, document: uuid() },
    requestHeaders: ['If-None-Match'],
    answers: {
      200: {
        words: { 'zh-CN': '文件内容', en: 'Its bytes' },
        media: ['application/octet-stream'],
        headers: ['ETag', 'Content-Disposition'],
      },
      304: { words: { 'zh-CN': '没有变化', en: 'Nothing has changed' } },
    },
  })
  async download(
    @Asking() caller: Caller,
    @Param() { id, document }: { id: string; document: string },
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { view, bytes } = await this.documents.read(caller, await this.finder.idOf(caller, id), document);
    const etag = `"${view.sha256}"`;
    void reply.header('etag', etag).header('cache-control', 'no-store');
    if (isKnown(ifNoneMatch, etag)) {
      void reply.code(304);
      return undefined;
    }
    void reply
      .header('content-type', view.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : view.mediaType)
      .header('content-disposition', attachmentNamed(view.name));
    return bytes;
  }

  @Route('GET /api/v1/cases/:id/drafts/:step', {
    tag: 'cases',
    summary: { 'zh-CN': '读取本人的草稿', en: 'Read your draft for a step' },
    params: ofDraft,
    answers: {
      200: { words: { 'zh-CN': '草稿', en: 'The draft' }, schema: answers.draft, headers: ['ETag'] },
    },
  })
  async draft(
    @Asking() caller: Caller,
    @Param() { id, step }: { id: string; step: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const draft = await this.drafts.read(caller, await this.finder.idOf(caller, id), step);
    void reply.header('etag', etagOf(draft.revision));
    return draft;
  }

  @Route('PUT /api/v1/cases/:id/drafts/:step', {
    tag: 'cases',
    summary: { 'zh-CN': '保存草稿', en: 'Save your draft for a step' },
    description: {
      'zh-CN':
        '由可以办理该步骤的人员保存。内容为任意 JSON，不作审查。If-Match 为所读取的草稿版本；首次保存不带。',
      en: 'By whoever may take the step. Any JSON; it is not judged. If-Match names the revision that was read; a first save has none.',
    },
    params: ofDraft,
    body: 'any',
    requestHeaders: ['If-Match', 'Idempotency-Key'],
    answers: {
      200: {
        words: { 'zh-CN': '已保存', en: 'It is saved' },
        schema: answers.draft,
        headers: ['ETag', 'Idempotent-Replayed'],
      },
    },
    refusals: [
      ...(['idempotency-key-missing', 'idempotency-key-reused', 'unknown-step', 'not-permitted'] as const),
      'stale-draft',
    ],
  })
  async save(
    @Asking() caller: Caller,
    @Param() { id, step }: { id: string; step: string },
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const revision = revisionIn(ifMatch) ?? 0;
    if (body === undefined) throw new Refused('evidence-does-not-fit', { errors: [noDraft] });
    const of = { case: await this.finder.idOf(caller, id), step, revision, content: body };
    const { answer, replayed } = await this.drafts.save(caller, of, key ?? '');
    void reply.header('etag', etagOf(answer.revision));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return answer;
  }

  @Route('DELETE /api/v1/cases/:id/drafts/:step', {
    tag: 'cases',
    summary: { 'zh-CN': '删除本人的草稿', en: 'Erase your draft for a step' },
    params: ofDraft,
    answers: { 204: { words: { 'zh-CN': '已删除（或本无草稿）', en: 'It is gone, or there was none' } } },
  })
  async erase(@Asking() caller: Caller, @Param() { id, step }: { id: string; step: string }): Promise<void> {
    await this.drafts.erase(caller, await this.finder.idOf(caller, id), step);
  }
}

const noDraft = {
  pointer: '',
  message: { 'zh-CN': '草稿没有内容。', en: 'The draft has no content.' },
};

/** A file to be saved and not shown, its name in ASCII and in full (RFC 6266, RFC 8187). */
function attachmentNamed(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const full = encodeURIComponent(name.replace(/[\r\n\t]/g, ' ')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
