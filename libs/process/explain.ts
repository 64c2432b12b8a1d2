/** The page a regulator signs: everything on it is drawn from the process, nothing is written twice. */
import { citeArticle, citeProvision, titleIn } from './cite.js';
import { changesOf } from './clock-orders.js';
import { diagram } from './diagram.js';
import { phrases, type Language } from './phrases.js';
import { readingOf } from './process.js';
import type { ReadState, ReadStep } from './reading.js';
import { landings } from './verify-paths.js';
import type { ClockOrder } from './answers.js';
import type { Effect, Period, Process, Provision, Words } from './types.js';

/** The process as Markdown: the opening, the table of steps, the clocks, the legal basis and a Mermaid diagram. */
export function explain(process: Process, language: Language): string {
  const say = phrases[language];
  const { catalogue, clocks } = process;
  const reading = readingOf(process);
  const words = (text: Words | undefined, name: string) => text?.[language] ?? name;
  const stateWords = (name: string) => words(reading.states.get(name)?.rule.words, name);
  const clockWords = (name: string) => words(clocks[name]?.words, name);
  const provision = (under: Provision) => citeProvision(under, catalogue.instruments, language, 'short');
  const needed = (name: string | null) => {
    const evidence = name === null ? undefined : (catalogue.evidence[name] as { words?: Words } | null);
    return name === null ? '–' : words(evidence?.words, name);
  };
  const by = (roles: readonly string[], on: string | null) =>
    on === null
      ? roles.map((role) => words(catalogue.roles[role]?.words, role)).join(say.or)
      : say.expiryOf(clockWords(on));

  const openingRow = [
    say.anyTime,
    say.open,
    by(process.opening.by, null),
    provision(process.opening.under),
    needed(process.opening.needs),
    ordersTo(null, process.initial),
    [stateWords(process.initial), ...drawn(process.opening.draws)].join(say.semicolon),
  ];
  const rows = [...reading.states.values()].flatMap((state) => [
    ...[...state.steps.values()].flatMap((step) => stepRows(state, step)),
    ...state.rule.routes.map(({ guards, to, under }, index) => [
      state.rule.words[language],
      `${say.automatically} ${condition(guards, index)}`.trim(),
      '–',
      under === null ? '–' : provision(under),
      '–',
      '–',
      stateWords(to),
    ]),
    ...(state.rule.final ? [[state.rule.words[language], say.end, '–', '–', '–', '–', '–']] : []),
  ]);

  return [
    `# ${process.title[language]}`,
    '',
    `${say.edition}${say.colon}${say.day(process.edition)} · \`${process.id}\`  `,
    `${say.hash}${say.colon}\`${process.hash}\``,
    '',
    `## ${say.opening}`,
    '',
    ...table(say.columns, [openingRow]),
    '',
    `## ${say.steps}`,
    '',
    ...table(say.columns, rows),
    '',
    ...(Object.keys(clocks).length === 0
      ? []
      : [`## ${say.clocks}`, '', ...table(say.clockColumns, clockRows()), '']),
    `## ${say.basis}`,
    '',
    ...basis(),
    '',
    ...(process.labels.remarks === undefined
      ? []
      : [`## ${say.remarks}`, '', ...process.labels.remarks.map((remark) => `- ${remark[language]}`), '']),
    `## ${say.diagram}`,
    '',
    '```mermaid',
    diagram(process, language),
    '```',
    '',
  ].join('\n');

  function stepRows(state: ReadState, step: ReadStep): string[][] {
    const { rule } = step;
    return rule.branches.map(({ guards, to, effects }, index) => [
      state.rule.words[language],
      `${rule.words[language]} ${condition(guards, index)}`.trim(),
      `${by(rule.by, rule.on)}${rule.stepUp ? say.decides : ''}`,
      provision(rule.under),
      needed(rule.needs),
      ordersTo(state, to, step),
      [
        to === state.rule.name ? say.staysHere : stateWords(to),
        ...effects.map(effectWords),
        ...drawn(rule.draws),
      ].join(say.semicolon),
    ]);
  }

  function effectWords({ do: effect, when }: Effect): string {
    const told = words(catalogue.effects[effect], effect);
    return when === undefined ? told : say.onlyWhere(told, words(process.labels.facts?.[when], when));
  }

  function condition(guards: readonly string[], index: number): string {
    const sentence = guards.map((name) => words(catalogue.guards[name]?.says, name)).join(say.and);
    if (index === 0) return sentence === '' ? '' : say.if(sentence);
    return sentence === '' ? say.otherwise : say.otherwiseIf(sentence);
  }

  /** Where routes lead on to several states, the orders are told for each. */
  function ordersTo(from: ReadState | null, to: string, step?: ReadStep): string {
    const ends = [...landings(reading, to)];
    const eachEnd = ends.map((end) => {
      const after = reading.states.get(end)?.rule.clocks ?? {};
      const orders = changesOf(Object.keys(clocks), from?.rule.clocks ?? {}, after, step)
        .map(({ clock, order }) => told(clockWords(clock), order, step?.rule.extends?.most))
        .join(say.semicolon);
      return ends.length === 1 || orders === '' ? orders : `→ ${stateWords(end)}${say.colon}${orders}`;
    });
    return eachEnd.filter(Boolean).join(' / ') || '–';
  }

  function told(clock: string, order: ClockOrder['order'], most: Period | undefined): string {
    if (order !== 'extend') return say.order[order](clock);
    return most === undefined ? clock : say.extend(clock, most);
  }

  function drawn(series: readonly string[]): string[] {
    return series.map((name) => say.draws(words(catalogue.series[name], name)));
  }

  function anchor(from: string): string {
    if (from === 'today') return say.today;
    return process.labels.facts?.[from]?.[language] ?? say.anchor(from);
  }

  function clockRows(): string[][] {
    return Object.entries(clocks).map(([clock, { limit, from, under, effect, words: name }]) => {
      const where = (what: 'runs' | 'paused') =>
        process.states
          .filter((state) => state.clocks[clock] === what)
          .map((state) => state.words[language])
          .join(say.comma);
      const lapses = process.states.flatMap(({ steps }) => steps.filter(({ on }) => on === clock));
      const lapse = [...new Set(lapses.map((step) => step.words[language]))].join(say.comma);
      return [
        name[language],
        say.period(limit),
        anchor(from),
        say.effect[effect],
        provision(under),
        where('runs') || '–',
        where('paused') || '–',
        lapse || '–',
      ];
    });
  }

  function basis(): string[] {
    const rules = process.states.flatMap(({ steps, routes }) => [
      ...steps.map(({ under }) => under),
      ...routes.flatMap(({ under }) => under ?? []),
    ]);
    const used = [process.opening.under, ...rules, ...Object.values(clocks).map(({ under }) => under)];
    return [...new Set(used.map(({ instrument }) => instrument))].map((name) => {
      const instrument = catalogue.instruments[name];
      if (instrument === undefined) return `- ${name}`;
      const title = titleIn(instrument, language, 'full');
      const link = instrument.source === undefined ? title : `[${title}](${instrument.source})`;
      if (instrument.practice) return `- ${link}`;
      const short = instrument.short ? say.short(titleIn(instrument, language, 'short')) : '';
      const articles = new Set(used.filter((each) => each.instrument === name).map(({ article }) => article));
      const sorted = [...articles].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
      const cited = sorted.map((article) => citeArticle(article, language)).join(say.comma);
      return `- ${link}${short}${say.inForce(say.day(instrument.inForceFrom))}${say.colon}${cited}`;
    });
  }
}

function table(columns: readonly string[], rows: readonly string[][]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(columns), `|${'---|'.repeat(columns.length)}`, ...rows.map(line)];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
