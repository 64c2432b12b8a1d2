import { misused } from '../failure.js';
import { paint, print, table } from '../text.js';
import { history as answer, caseView, inLanguage, me, type HistoryEntry, type Words } from './answers.js';
import { casePath, caseWords, type CaseWords } from './case-words.js';
import { instantsOf, type Instants } from './instants.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface HistoryOptions extends ClientOptions {
  compact?: boolean;
  after: string;
}

const pageLength = 100;

/** `greenlane history`: every event of a case: when, who in which role and for whom, the step, its provision, its hash. */
export async function history(reference: string, options: HistoryOptions): Promise<void> {
  const { lang, json, compact } = options;
  const after = numberFrom(options);
  const { api } = await openSession(options);
  const path = casePath(reference);
  const items: HistoryEntry[] = [];
  for (let from = after; ; from = items.at(-1)!.seq) {
    const page = await api.get(`${path}/history?after=${from}&limit=${pageLength}`, answer);
    items.push(...page.items);
    if (page.items.length < pageLength) break;
  }
  if (json) return printJson({ items });
  const view = await api.get(path, caseView);
  const reader = await api.get('/api/v1/me', me);
  const editions = items.flatMap(({ event }) => event.edition ?? []);
  const [words, instants] = await Promise.all([
    caseWords(api, view, editions),
    instantsOf(api, reader.jurisdiction),
  ]);
  const teller = new Teller(words, instants, lang, reader.person, view.institution);
  const lines = compact
    ? table(items.map((item) => teller.row(item)))
    : items.flatMap((item) => teller.lines(item));
  for (const line of lines) print(line);
}

type Actor = NonNullable<HistoryEntry['event']['actor']>;

class Teller {
  private readonly says;

  constructor(
    private readonly words: CaseWords,
    private readonly instants: Instants,
    private readonly language: Language,
    /** Id of whoever reads. */
    private readonly reader: string,
    private readonly institution: { id: string; name: string },
  ) {
    this.says = phrases[language];
  }

  /** Number, time, step, who, hash: what fits on a line. */
  row({ seq, hash, label, event }: HistoryEntry): string[] {
    return [
      String(seq),
      this.instants(event.at),
      this.what(label, event),
      this.roles(event),
      hash.slice(0, 12),
    ];
  }

  lines({ seq, hash, label, told, event, without }: HistoryEntry): string[] {
    const { at, actor, under, to } = event;
    const cited = under === undefined ? '' : this.words.cite(under);
    const now = to === undefined ? '' : this.says.to(this.words.state(to));
    const where = `${now}${cited === '' ? '' : this.says.under(cited)}  ${hash.slice(0, 12)}`;
    return [
      paint.bold(`${String(seq).padStart(3)}  ${this.what(label, event)}`),
      `     ${[this.instants(at), ...(actor === undefined ? [] : [this.who(actor)])].join('  ')}`,
      `     ${where.trim()}`,
      ...told.map((moved) => `     ${inLanguage(moved, this.language)}`),
      ...(without.length === 0 ? [] : [`     ${this.says.withheld(this.left(without))}`]),
    ];
  }

  /** What is not shown to the reader, by its place in the entry. */
  private left(without: readonly string[]): string {
    const names: Record<string, string> = { '/event': this.says.event, '/evidence': this.says.evidence };
    return without.map((pointer) => names[pointer] ?? pointer.split('/').at(-1)).join(this.says.and);
  }

  /** An event by its words; of what was noted about a desk, also which and whose. */
  private what(label: Words, { kind, given }: HistoryEntry['event']): string {
    const { duty, to } = kind === 'stepTaken' ? {} : (given?.world ?? {});
    return [inLanguage(label, this.language), duty, to === this.reader ? this.says.you : to]
      .filter((part) => typeof part === 'string')
      .join(' · ');
  }

  private who(actor: Actor): string {
    const { person, for: institution, covering } = actor;
    return [
      this.roles({ actor }),
      ...(person === null ? [] : [person === this.reader ? this.says.you : this.says.person(person)]),
      ...(institution === null
        ? []
        : [this.says.for(institution === this.institution.id ? this.institution.name : institution)]),
      ...(covering ? [this.says.covering(covering === this.reader ? this.says.you : covering)] : []),
    ].join(this.says.comma);
  }

  private roles({ actor }: Pick<HistoryEntry['event'], 'actor'>): string {
    if (actor === undefined) return this.says.withheld(this.says.event);
    if (actor.person === null) return this.says.clock;
    return actor.roles.map((role) => this.words.role(role)).join(this.says.and);
  }
}

function numberFrom({ after, lang }: HistoryOptions): number {
  if (!/^\d{1,9}$/.test(after)) throw misused(phrases[lang].after(after));
  return Number(after);
}

const phrases = {
  en: {
    clock: 'the clock',
    you: 'you',
    person: (id: string) => `person ${id}`,
    for: (institution: string) => `for ${institution}`,
    covering: (person: string) => `in place of ${person}`,
    to: (state: string) => `now: ${state}`,
    under: (cited: string) => ` (${cited})`,
    comma: ', ',
    and: ', ',
    withheld: (what: string) => `not shown to you: ${what}`,
    event: 'the office’s own affair',
    evidence: 'what was brought',
    after: (text: string) => `--after takes the number of an event, not "${text}".`,
  },
  'zh-CN': {
    clock: '系统时钟',
    you: '您本人',
    person: (id: string) => `人员 ${id}`,
    for: (institution: string) => `代表${institution}`,
    covering: (person: string) => `代 ${person} 办理`,
    to: (state: string) => `现状：${state}`,
    under: (cited: string) => `（${cited}）`,
    comma: '，',
    and: '、',
    withheld: (what: string) => `未向您提供：${what}`,
    event: '办案机关内部事项',
    evidence: '所附材料',
    after: (text: string) => `--after 应为事件的序号，而不是“${text}”。`,
  },
};
