import { Controller, Headers, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CaseFeeds } from '#casework';
import { CurrentCaller, type Caller } from '#identity';
import type { RefusalCode } from '#refusals';
import { CaseFinder } from './caller.js';
import { EventStreams, streamLimits, type Source } from './event-streams.js';
import { Route, type Answered } from './operation.js';
import { caseReference } from './parameters.js';

const beginning = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional()
    .meta({
      type: 'integer',
      minimum: 0,
      description:
        '从日志的此位置之后开始；不填则自现在起。After this leaf of the log; from now on where it is left out.',
    }),
});
type Beginning = z.infer<typeof beginning>;

const streamed = {
  words: { 'zh-CN': '事件流（Server-Sent Events）', en: 'Server-Sent Events' },
  media: ['text/event-stream'],
} satisfies Answered;
const refusals: RefusalCode[] = ['too-many-streams'];
const how = {
  'zh-CN':
    '每条消息的 id 为日志位置（leaf）。断开后带 Last-Event-ID 重新连接，不缺不重。首条消息 position 告知起点；每 15 秒至少有一行；满 15 分钟即结束，请重新连接。失去权限时以 refused 结束。',
  en: 'The `id` of a message is its leaf in the log: who comes back with Last-Event-ID misses nothing and gets nothing twice. `position` says first where it begins. A line comes every 15 seconds at least; after 15 minutes it ends, so connect again. It ends with `refused` where you may read no further.',
} as const;

/** Reading on: what happens, as it happens. */
@Controller()
export class StreamsController {
  constructor(
    private readonly streams: EventStreams,
    private readonly feeds: CaseFeeds,
    private readonly finder: CaseFinder,
  ) {}

  @Route('GET /api/v1/cases/:id/stream', {
    tag: 'cases',
    summary: { 'zh-CN': '案件的新事件', en: 'The events of a case, as they happen' },
    description: {
      'zh-CN': `${how['zh-CN']} 消息 entry 与案件历史的条目相同；案件终结且读毕时以 end 结束，此后为 204。`,
      en: `${how.en} An \`entry\` is one of the history, with the same withheld. Where the case is final and was read to its end, \`end\` comes, and 204 from then on.`,
    },
    params: { id: caseReference },
    query: beginning,
    requestHeaders: ['Last-Event-ID'],
    answers: { 200: streamed, 204: { words: { 'zh-CN': '案件已终结', en: 'Nothing will follow' } } },
    refusals,
  })
  async ofCase(
    @CurrentCaller() caller: Caller,
    @Param('id') reference: string,
    @Query() { after }: Beginning,
    @Headers('last-event-id') header: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const id = await this.finder.idOf(caller, reference);
    const source: Source = {
      concerns: (cases) => cases.has(id),
      read: async (asker, from) => {
        const limit = 100;
        const { entries, isOver } = await this.feeds.ofCase(asker, id, { after: from, limit });
        return {
          messages: entries.map((entry) => ({ leaf: entry.leaf, event: 'entry', data: entry })),
          leaf: entries.at(-1)?.leaf ?? from,
          isMore: entries.length === limit,
          ...(isOver && { over: { case: id } }),
        };
      },
    };
    return this.answer(caller, source, { header, query: after }, reply);
  }

  @Route('GET /api/v1/tasks/stream', {
    tag: 'cases',
    summary: {
      'zh-CN': '待办所涉案件有变化',
      en: 'That cases you may see have changed, for lists of tasks to be read anew',
    },
    description: {
      'zh-CN': `${how['zh-CN']} 消息 changed 只说明哪一案件、现状与所涉职责，内容请另行读取。起点早于最近 ${streamLimits.back} 个日志位置的，以 reset 告知：请重新读取待办列表，事件流自现在起继续。`,
      en: `${how.en} \`changed\` says which case, its state and the duty of whoever acted, and nothing of what happened. Whoever asks to begin more than ${streamLimits.back} leaves back gets \`reset\`: read the list of tasks anew; the stream goes on from now.`,
    },
    query: beginning,
    requestHeaders: ['Last-Event-ID'],
    answers: { 200: streamed },
    refusals,
  })
  async ofTasks(
    @CurrentCaller() caller: Caller,
    @Query() { after }: Beginning,
    @Headers('last-event-id') header: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const source: Source = {
      concerns: () => true,
      window: streamLimits.back,
      read: async (asker, from) => {
        const { changes, leaf, isMore } = await this.feeds.changes(asker, { after: from, limit: 200 });
        return {
          messages: changes.map(({ leaf: at, ...change }) => ({ leaf: at, event: 'changed', data: change })),
          ...{ leaf, isMore },
        };
      },
    };
    return this.answer(caller, source, { header, query: after }, reply);
  }

  private async answer(
    caller: Caller,
    source: Source,
    position: { header: string | undefined; query: number | undefined },
    reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    // Who asks with HEAD reads nothing: a stream would stay open with nobody at its end.
    if (reply.request.method === 'HEAD') {
      void reply.type('text/event-stream; charset=utf-8');
      return undefined;
    }
    const stream = await this.streams.begin(caller, source, position, reply.raw);
    // Proxies pass on what they get at once.
    if (stream !== null) void reply.header('x-accel-buffering', 'no');
    else void reply.code(204);
    return stream ?? undefined;
  }
}
