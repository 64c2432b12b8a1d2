import { Controller, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { explain, type Process, type Words } from '#process';
import { Refused } from '#refusals';
import { processes } from '#regulations';
import { z } from 'zod';
import * as answers from './answers.js';
import { readerLanguage } from './language.js';
import { Route } from './operation.js';
import { name } from './parameters.js';

const id = name('Name of the process.');
const edition = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ format: 'date', description: 'Day from which the edition is the law.' });

interface Edition {
  edition: string;
  title: Words;
  hash: string;
  href: string;
}

/** The processes as they are decided by. Open to everybody: it is the law. */
@Controller()
export class LawController {
  @Route('GET /api/v1/processes', {
    tag: 'law',
    summary: { 'zh-CN': '程序目录', en: 'The processes and their editions' },
    access: 'public',
    answers: { 200: { words: { 'zh-CN': '程序', en: 'Processes' }, schema: answers.processList } },
  })
  list(): unknown {
    const items = [...new Set(processes.map((process) => process.id))].map((id) => ({
      id,
      href: `/api/v1/processes/${id}`,
      ...editionsOf(id),
    }));
    return { items };
  }

  @Route('GET /api/v1/processes/:process', {
    tag: 'law',
    summary: { 'zh-CN': '程序的各个版本', en: 'The editions of a process' },
    access: 'public',
    params: { process: id },
    answers: { 200: { words: { 'zh-CN': '版本', en: 'Its editions' }, schema: answers.processEditions } },
    refusals: ['unknown-process'],
  })
  editions(@Param('process') id: string): unknown {
    return { id, ...editionsOf(id) };
  }

  @Route('GET /api/v1/processes/:process/:edition', {
    tag: 'law',
    summary: {
      'zh-CN': '程序的一个版本：状态、步骤、法律依据、期限',
      en: 'One edition: states, steps, law, clocks',
    },
    description: {
      'zh-CN': 'Accept: text/markdown 时给出可供阅读的说明（语言按 Accept-Language）。',
      en: 'With Accept: text/markdown, the page that a regulator signs, in the language of Accept-Language.',
    },
    access: 'public',
    params: { process: id, edition },
    answers: {
      200: {
        words: { 'zh-CN': '该版本', en: 'The edition' },
        schema: answers.processView,
        media: ['text/markdown'],
      },
    },
    refusals: ['unknown-process'],
  })
  read(
    @Param() { process: id, edition }: { process: string; edition: string },
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    editionsOf(id);
    const process = processes.find((one) => one.id === id && one.edition === edition);
    if (process === undefined) throw new Refused('not-found');
    void reply.header('vary', 'accept, accept-language');
    if (!/\btext\/markdown\b/i.test(accept ?? '')) return viewOf(process);
    const language = readerLanguage(acceptLanguage);
    void reply.header('content-type', 'text/markdown; charset=utf-8').header('content-language', language);
    return explain(process, language);
  }
}

function editionsOf(id: string): { title: Words; editions: Edition[] } {
  const editions = processes
    .filter((process) => process.id === id)
    .map(({ edition, title, hash }) => ({
      edition,
      title,
      hash,
      href: `/api/v1/processes/${id}/${edition}`,
    }));
  const newest = editions.reduce<Edition | undefined>(
    (one, other) => (one === undefined || one.edition < other.edition ? other : one),
    undefined,
  );
  if (newest === undefined) throw new Refused('unknown-process', { params: { process: id } });
  return { title: newest.title, editions };
}

/** The data of an edition; what only machines hold stays behind. */
function viewOf({ catalogue, labels: _, ...process }: Process): unknown {
  return { ...process, roles: catalogue.roles, instruments: catalogue.instruments };
}
