import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Injectable, StreamableFile, type OnModuleDestroy } from '@nestjs/common';
import { CaseFeeds, type Caller as Asker } from '#casework';
import { Database } from '#database';
import { isStillSignedIn, type Caller } from '#identity';
import { Refused, sentence } from '#refusals';
import { LogWatch } from './log-watch.js';
import { malformedRequest } from './problem.js';

/** How streams are bounded. */
export const streamLimits = {
  /** Open at once: of one person, and of all in this process. */
  person: 8,
  all: 500,
  /** Milliseconds after which authority is looked up again though nothing happened; after which a comment shows life. */
  look: 5_000,
  silence: 15_000,
  /** Milliseconds between two readings at least, however much happens, unless there was more than one brings. */
  apart: 1_000,
  /** Leaves that the stream of tasks goes back at most: whoever was away for longer reads the list anew, which costs less. */
  back: 2_000,
  /** Milliseconds after which a stream ends, so that whoever reads it shows anew who they are. */
  life: 15 * 60_000,
  /** Milliseconds that a reader has to take what was written when a stream ends; then the connection is cut. */
  grace: 2_000,
};

/** One message: its leaf, what it is, and what it says. */
export interface Message {
  leaf: number;
  event: string;
  data: unknown;
}

/** What is read after a leaf. Throws what it is refused with. */
export interface News {
  messages: Message[];
  /** The last leaf that was looked at. */
  leaf: number;
  isMore: boolean;
  /** Where nothing will ever follow: what is said at the end. */
  over?: unknown;
}

export interface Source {
  read(caller: Asker, after: number): Promise<News>;
  /** Whether new leaves of these cases may be news here. */
  concerns(cases: ReadonlySet<string>): boolean;
  /** How many leaves back it may begin at most; whoever asks for more is told to begin anew, and goes on from now. */
  window?: number;
}

/**
 * Server-Sent Events (the HTML standard, 9.2) whose ids are numbers of leaves: a reader that comes back with the last one it saw
 * gets exactly what follows it, for every reading begins at a leaf and asks the database.
 */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly open = new Map<symbol, { person: string; end: () => void }>();
  private readonly watch: LogWatch;
  private isClosing = false;

  constructor(
    private readonly database: Database,
    private readonly feeds: CaseFeeds,
  ) {
    this.watch = new LogWatch(feeds);
  }

  /** How many streams are open, and how many jurisdictions are looked at for them. */
  get sizes(): { open: number; watched: number } {
    return { open: this.open.size, watched: this.watch.size };
  }

  /** Ends every stream, in order, and opens no more: the server waits for what is open. */
  onModuleDestroy(): void {
    this.isClosing = true;
    for (const { end } of this.open.values()) end();
  }

  /**
   * Opens a stream after the position that is asked for (the header goes before the query), or from now on. Null where nothing
   * will ever come. Throws what the first reading is refused with, `malformed-request` for a position that the log does not
   * have, and `too-many-streams`. `response` is where it will be written: it is cut where its reader takes nothing any more when
   * the stream ends, for what is written then waits for the reader and would never end.
   */
  async begin(
    caller: Caller,
    source: Source,
    { header, query }: { header: string | undefined; query: number | undefined },
    response: ServerResponse,
  ): Promise<StreamableFile | null> {
    if (this.isClosing) throw new Refused('temporarily-unavailable');
    const mine = [...this.open.values()].filter(({ person }) => person === caller.person);
    if (mine.length >= streamLimits.person || this.open.size >= streamLimits.all)
      throw new Refused('too-many-streams');
    const id = Symbol('stream');
    const ending = new AbortController();
    let cutting: NodeJS.Timeout | undefined;
    const free = (): void => {
      clearTimeout(living);
      clearTimeout(cutting);
      this.open.delete(id);
    };
    const end = (): void => {
      ending.abort();
      clearTimeout(living);
      // Where the response has closed already, there is nothing to cut.
      if (this.open.has(id))
        cutting ??= setTimeout(() => {
          response.destroy();
          free();
        }, streamLimits.grace);
    };
    const living = setTimeout(end, streamLimits.life);
    // Held before anything is waited for, so that many at once are counted.
    this.open.set(id, { person: caller.person, end });
    response.once('close', free);
    try {
      const asked = positionIn(header) ?? query;
      const last = await this.feeds.lastLeaf(caller.tenant);
      const isTooFar = asked !== undefined && source.window !== undefined && last - asked > source.window;
      const from = isTooFar ? last : (asked ?? last);
      const first = await source.read(caller, from);
      if (asked !== undefined && asked > last) throw noPosition();
      if (first.over !== undefined && first.messages.length === 0) {
        free();
        return null;
      }
      const messages = this.run(caller, source, { from, isTooFar }, ending.signal);
      // Not `Readable.from`: that waits for the generator before it tells that its reader has gone.
      const stream = new Readable({
        read() {
          messages.next().then(
            ({ value, done }) => this.push(done === true ? null : value),
            (error: Error) => this.destroy(error),
          );
        },
        destroy(error, done) {
          end();
          void messages.return(undefined).catch(() => {});
          done(error);
        },
      });
      return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
    } catch (error) {
      free();
      throw error;
    }
  }

  private async *run(
    caller: Caller,
    source: Source,
    { from, isTooFar }: { from: number; isTooFar: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    let isNews = true;
    let wake = (): void => {};
    const deaf = this.watch.hear(caller.tenant, (cases) => {
      if (cases !== null && !source.concerns(cases)) return;
      isNews = true;
      wake();
    });
    const onAbort = (): void => wake();
    signal.addEventListener('abort', onAbort);
    let after = from;
    let spoken = performance.now();
    try {
      yield written(
        { leaf: after, event: 'position', data: { leaf: after < 0 ? null : after } },
        'retry: 2000\n',
      );
      if (isTooFar) yield written({ leaf: after, event: 'reset', data: { leaf: after } });
      while (!signal.aborted) {
        isNews = false;
        if (!(await isStillSignedIn(this.database, caller))) throw new Refused('not-signed-in');
        const news = await source.read(caller, after);
        for (const message of news.messages) {
          yield written(message);
          spoken = performance.now();
        }
        after = news.leaf;
        if (news.over !== undefined) {
          yield written({ leaf: after, event: 'end', data: news.over });
          return;
        }
        if (performance.now() - spoken >= streamLimits.silence) {
          // The id moves the reader on, past what was not theirs to see; without data nothing is told.
          yield `: still here\n${after < 0 ? '' : `id: ${after}\n`}\n`;
          spoken = performance.now();
        }
        if (news.isMore) continue;
        const soonest = performance.now() + Math.min(streamLimits.apart, streamLimits.look);
        await new Promise<void>((resolve) => {
          let timer = setTimeout(resolve, streamLimits.look);
          wake = () => {
            clearTimeout(timer);
            const at = signal.aborted ? 0 : soonest;
            timer = setTimeout(resolve, Math.max(0, at - performance.now()));
          };
          if (isNews || signal.aborted) wake();
        });
        wake = () => {};
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, details } = error;
      const told = {
        'zh-CN': sentence(code, 'zh-CN', details.params),
        en: sentence(code, 'en', details.params),
      };
      yield written({ leaf: after, event: 'refused', data: { code, sentence: told } });
    } finally {
      deaf();
      signal.removeEventListener('abort', onAbort);
    }
  }
}

const written = ({ leaf, event, data }: Message, before = ''): string =>
  `${before}${leaf < 0 ? '' : `id: ${leaf}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function positionIn(header: string | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  if (!/^\d{1,15}$/.test(header)) throw noPosition();
  return Number(header);
}

const noPosition = (): Refused =>
  malformedRequest('没有这一日志位置', 'the position is none that this log has');
