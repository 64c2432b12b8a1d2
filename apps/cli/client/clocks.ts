import { misused } from '../failure.js';
import { columns, paint, print, wrap } from '../text.js';
import { caseView, clockStories, inLanguage } from './answers.js';
import { casePath } from './case-words.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface ClocksOptions extends ClientOptions {
  ics?: boolean;
}

/**
 * `greenlane clocks`: each clock of a case, as the server tells it: the limit and its law, from when it counts, all that
 * happened to it with day, reason and what was used and left, the day it is due and why, and what follows then.
 */
export async function clocks(reference: string, options: ClocksOptions): Promise<void> {
  const { lang, json, ics } = options;
  const says = phrases[lang];
  if (json && ics) throw misused(says.notBoth);
  const { api } = await openSession(options);
  const path = casePath(reference);
  if (ics) return print((await api.text(`${path}/deadlines.ics`, 'text/calendar')).replace(/\r\n$/, '\r'));
  const answer = await api.get(`${path}/clocks`, clockStories);
  if (json) return printJson(answer);
  const { number, id, title, institution } = await api.get(path, caseView);
  print(paint.bold(`${number ?? id}  ${inLanguage(title, lang)}`));
  print(institution.name);
  if (answer.items.length === 0) print(says.none);
  for (const { told } of answer.items) {
    const [headline = '', ...lines] = told[lang];
    print();
    print(paint.bold(wrap(headline, columns())));
    for (const line of lines)
      print(line.startsWith('  ') ? wrap(line.trim(), columns(), '      ') : wrapped(line));
  }
}

const wrapped = (line: string): string => wrap(line, columns(), '  – ', '    ');

const phrases = {
  en: {
    none: 'No clock has run in this case yet.',
    notBoth: 'Give --json or --ics, not both.',
  },
  'zh-CN': {
    none: '本案尚无期限。',
    notBoth: '--json 与 --ics 只能选一项。',
  },
};
