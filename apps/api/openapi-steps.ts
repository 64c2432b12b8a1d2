import type { EvidenceName } from '#regulations';
import { evidence, processes } from '#regulations';
import { citeProvision, type Process, type Provision, type StepRule, type Words } from '#process';
import type { JsonObject } from './specification.js';
import type { RoutedOperation } from './operation.js';

interface KnownStep {
  process: Process;
  /** States in which it can be taken. */
  states: { name: string; words: Words }[];
  rule: StepRule;
}

/**
 * A route about steps, told once for each step that people can take: who takes it, in which state, under which provision,
 * with which evidence. Steps of the clock are nobody's to ask for. The route of texts is told of decisions alone.
 */
export function stepOperations(
  route: RoutedOperation,
): (RoutedOperation & { id: string; extra: JsonObject; takes: JsonObject | null })[] {
  const ofTexts = route.path.endsWith('/text');
  return [...knownSteps()].flatMap(([name, everywhere]) => {
    const known = everywhere.filter(({ rule }) => !ofTexts || rule.stepUp);
    if (known.length === 0) return [];
    const needed = [...new Set(known.flatMap(({ rule }) => rule.needs ?? []))];
    const { step: _, ...params } = route.params ?? {};
    return {
      ...route,
      id: `${ofTexts ? 'textOf' : 'step'}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      path: route.path.replace(':step', name),
      params,
      summary: known.at(-1)!.rule.words,
      description: {
        'zh-CN': known.map((each) => described(each, 'zh-CN')).join('\n'),
        en: known.map((each) => described(each, 'en')).join('\n'),
      },
      extra: { 'x-steps': known.map(dataOf) },
      takes: needed.length === 0 ? null : bodyOf(needed),
    };
  });
}

function knownSteps(): Map<string, KnownStep[]> {
  const steps = new Map<string, KnownStep[]>();
  for (const process of processes) {
    const ofProcess = new Map<string, KnownStep>();
    for (const { name, words, steps: rules } of process.states) {
      for (const rule of rules.filter(({ on }) => on === null)) {
        const known = ofProcess.get(rule.name) ?? { process, states: [], rule };
        known.states.push({ name, words });
        ofProcess.set(rule.name, known);
      }
    }
    for (const [name, known] of ofProcess) steps.set(name, [...(steps.get(name) ?? []), known]);
  }
  return steps;
}

const bodyOf = (needed: readonly string[]): JsonObject => {
  const refs = needed.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return refs.length === 1 ? refs[0]! : { oneOf: refs };
};

const dataOf = ({ process, states, rule }: KnownStep): JsonObject => ({
  process: process.id,
  edition: process.edition,
  states: states.map(({ name }) => name),
  roles: rule.by,
  under: { ...rule.under },
  evidence: rule.needs,
});

function described({ process, states, rule }: KnownStep, language: keyof Words): string {
  const { roles } = process.catalogue;
  const by = rule.by.map((role) => roles[role]?.words[language] ?? role);
  const from = states.map(({ words }) => words[language]);
  const needs = rule.needs === null ? null : evidence[rule.needs as EvidenceName].words[language];
  const law = provisionIn(process, rule.under, language);
  return language === 'zh-CN'
    ? `${process.title[language]}（${process.edition}）：由${by.join('、')}在“${from.join('”“')}”时办理；依据：${law}；材料：${needs ?? '无'}。`
    : `${process.title[language]} (${process.edition}): taken by the ${by.join(', ')} in ${from.map((state) => `"${state}"`).join(', ')}; under ${law}; evidence: ${needs ?? 'none'}.`;
}

const provisionIn = ({ catalogue }: Process, under: Provision, language: keyof Words): string =>
  citeProvision(under, catalogue.instruments, language, 'full');
