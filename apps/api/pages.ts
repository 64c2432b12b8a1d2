import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { refusals, sentence, type Language, type Refused } from '#refusals';
import { html, htmlPage, type Html } from './html.js';
import { Portal } from './portal.js';
import { titleOf } from './problem.js';

/** Draws pages for readers; in a demonstration each of them says that it is one. */
@Injectable()
export class Pages {
  constructor(private readonly portal: Portal) {}

  /** A page under its title. The answer's headers are set on the reply. */
  draw(reply: FastifyReply, language: Language, title: string, body: Html): string {
    return this.send(reply, language, htmlPage(title, language, body, this.portal));
  }

  /** A page that was drawn elsewhere, by what is true of this installation. */
  send(reply: FastifyReply, language: Language, page: string): string {
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-language', language)
      .header('vary', 'accept, accept-language');
    return page;
  }

  /** A refusal as a page, with its status and its code, and what to do now. */
  refusal(
    reply: FastifyReply,
    language: Language,
    { code, details }: Refused,
    next: Record<Language, Html>,
  ): string {
    reply.refusedWith = code;
    void reply.code(refusals[code].status).header('cache-control', 'no-store');
    return this.draw(
      reply,
      language,
      titleOf(code),
      html`<h1>${sentence(code, language, details.params)}</h1>
        <p class="quiet">
          <a href="/problems/${code}"><code>${code}</code></a> · ${reply.request.id}
        </p>
        ${next[language]}`,
    );
  }
}
