import { writeFileSync } from 'node:fs';
import { explain } from '#process';
import { processes } from '#regulations';
import { exits, Failure } from './failure.js';
import { print, say } from './text.js';

export interface ExplainOptions {
  edition?: string;
  lang: 'zh-CN' | 'en';
  out?: string;
}

/** `greenlane explain`: the page of a process that a regulator signs, as Markdown. */
export function explainProcess(id: string, options: ExplainOptions): void {
  const editions = processes.filter((process) => process.id === id);
  if (editions.length === 0) {
    const known = [...new Set(processes.map((process) => process.id))].join(', ');
    throw new Failure(`There is no process "${id}". There are: ${known}.`, exits.notFound);
  }
  const newest = editions.reduce((one, other) => (other.edition > one.edition ? other : one));
  const process =
    options.edition === undefined ? newest : editions.find(({ edition }) => edition === options.edition);
  if (process === undefined) {
    const known = editions.map(({ edition }) => edition).join(', ');
    throw new Failure(`"${id}" has no edition ${options.edition}. There are: ${known}.`, exits.notFound);
  }
  const page = explain(process, options.lang);
  if (options.out === undefined) return print(page.trimEnd());
  writeFileSync(options.out, page);
  say(`${options.out}: "${id}", edition ${process.edition}, ${options.lang}.`);
}
