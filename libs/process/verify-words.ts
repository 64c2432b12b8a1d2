/** Every state, step and name is said in both languages of the office, and nothing is said of what is not there. */
import { clocksOf } from './declared-clocks.js';
import { usedBy } from './hash.js';
import type { AnySource } from './machine.js';
import type { Reading } from './reading.js';
import type { Catalogue, Fault, Labels, Words } from './types.js';

export function wordFaults(
  config: AnySource,
  reading: Reading,
  catalogue: Catalogue,
  labels: Labels,
): Fault[] {
  const faults: Fault[] = [];
  need('the title', labels.title, {});
  compare(labels.states, reading.states.keys(), (state) => ({ state }), 'state');
  compare(labels.steps, reading.stepNames, (step) => ({ step }), 'step');

  const clocks = Object.entries(clocksOf(config));
  for (const [clock, { words }] of clocks) need(`the clock ${clock}`, words, { clock });
  const { opening } = config.meta;
  const states = [...reading.states.values()].map(({ rule }) => rule);
  const rules = states.flatMap(({ steps }) => steps);
  const { facts = {} } = labels;
  const conditional = rules.flatMap(({ branches }) =>
    branches.flatMap(({ effects }) => effects.flatMap(({ when }) => when ?? [])),
  );
  for (const fact of new Set([...rules.flatMap(({ decides }) => decides), ...conditional]))
    need(`the fact ${fact}`, Object.hasOwn(facts, fact) ? facts[fact] : undefined, {});
  const routes = states.flatMap((state) => state.routes.flatMap(({ under }) => under ?? []));
  const roles = new Set([...opening.by, ...rules.flatMap(({ by }) => by)]);
  const series = new Set([...(opening.draws ?? []), ...rules.flatMap(({ draws }) => draws)]);
  const effects = new Set(
    rules.flatMap(({ branches }) => branches.flatMap((to) => to.effects.map((each) => each.do))),
  );
  const instruments = new Set(
    [
      opening.under,
      ...rules.map(({ under }) => under),
      ...routes,
      ...clocks.map(([, { under }]) => under),
    ].map(({ instrument }) => instrument),
  );
  for (const name of roles) registered('the role', name, catalogue.roles, ({ words }) => [words]);
  for (const name of instruments)
    registered('the instrument', name, catalogue.instruments, ({ title }) => [title]);
  for (const name of effects) registered('the effect', name, catalogue.effects, (words) => [words]);
  for (const name of series) registered('the series', name, catalogue.series, (words) => [words]);
  for (const name of usedBy(config).guards) {
    registered('the guard', name, catalogue.guards, ({ says, otherwise, remedy, parts = {} }) => [
      ...[says, otherwise, ...(remedy === undefined ? [] : [remedy])],
      ...Object.values(parts).flatMap((part) => [
        part.otherwise,
        ...(part.remedy === undefined ? [] : [part.remedy]),
      ]),
    ]);
  }
  return faults;

  /** What is not registered at all is a fault of another kind. */
  function registered<T>(
    kind: string,
    name: string,
    register: Record<string, T>,
    words: (of: T) => Words[],
  ): void {
    const found = Object.hasOwn(register, name) ? register[name] : undefined;
    if (found !== undefined) for (const each of words(found)) need(`${kind} ${name}`, each, {});
  }

  function compare(
    said: Record<string, Words>,
    there: Iterable<string>,
    at: (name: string) => Fault['at'],
    kind: string,
  ): void {
    const names = new Set(there);
    for (const name of names)
      need(`the ${kind} ${name}`, Object.hasOwn(said, name) ? said[name] : undefined, at(name));
    for (const name of Object.keys(said)) {
      if (names.has(name)) continue;
      faults.push({
        code: 'staleWords',
        sentence: `there are words for the ${kind} ${name}, which is not there`,
        at: at(name),
      });
    }
  }

  function need(what: string, words: Words | undefined, at: Fault['at']): void {
    for (const language of ['zh-CN', 'en'] as const) {
      if (words?.[language]?.trim()) continue;
      faults.push({ code: 'missingWords', sentence: `${what} has no words in ${language}`, at });
    }
  }
}
