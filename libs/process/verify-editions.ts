/** What a process file says of its place among the editions: the map from the one before, and the steps that settle. */
import { frozenCopy } from './facts.js';
import type { AnySource } from './machine.js';
import type { Reading } from './reading.js';
import type { Facts, Fault } from './types.js';
import { reachable, waysOf } from './verify-paths.js';

/** Whether `succeeds` is written in the words of the language; whether the map fits is for `moveFaults`. */
export function successionShapeFaults(succeeds: unknown): Fault[] {
  if (succeeds === undefined) return [];
  const faults: Fault[] = [];
  const fault = (code: string, sentence: string) => faults.push({ code, sentence, at: {} });
  if (!isNode(succeeds)) {
    fault('badSuccession', 'what the process succeeds is not written as { edition, states, … }');
    return faults;
  }
  const { edition, states = {}, facts = {}, dropped = [], clocks = {}, ...others } = succeeds;
  for (const key of Object.keys(others))
    fault('unknownWord', `what the process succeeds says "${key}": it means nothing here`);
  if (typeof edition !== 'string')
    fault('badSuccession', 'the process does not say which edition it succeeds');
  for (const [what, map] of Object.entries({ states, clocks })) {
    if (!isNode(map) || Object.values(map).some((name) => typeof name !== 'string'))
      fault('badSuccession', `the ${what} of the edition before are not mapped to names`);
  }
  if (!Array.isArray(dropped) || dropped.some((name) => typeof name !== 'string'))
    fault('badSuccession', 'the facts that are dropped are not a list of names');
  for (const [fact, origin] of Object.entries(isNode(facts) ? facts : { facts })) {
    const said = isNode(origin) ? Object.keys(origin) : [];
    const [word] = said;
    const sound = said.length === 1 && (word === 'value' || (word === 'from' && isText(origin, word)));
    if (!sound) fault('badSuccession', `the fact ${fact} is neither { from } an old one nor { value }`);
    else if (word === 'value') noteUnlessData(fact, origin as Facts);
  }
  return faults;

  function noteUnlessData(fact: string, origin: Facts): void {
    try {
      frozenCopy(origin);
    } catch (error) {
      fault('notData', `the value of the fact ${fact}: ${(error as Error).message}`);
    }
  }
}

/** No step settles the edition of a case whose edition is settled, and no edition succeeds a later one. */
export function settlingFaults({ version, meta }: AnySource, reading: Reading): Fault[] {
  const faults: Fault[] = [];
  if (meta.succeeds !== undefined && meta.succeeds.edition >= version) {
    const sentence = `the edition of ${version} cannot succeed that of ${meta.succeeds.edition}`;
    faults.push({ code: 'badSuccession', sentence, at: {} });
  }
  const ways = waysOf(reading);
  const settling = ways.filter(({ step }) => step.rule.settlesEdition);
  const settled = reachable(
    ways,
    settling.map(({ to }) => to),
  );
  for (const { from, step } of settling) {
    if (!settled.has(from)) continue;
    const sentence = `${step.rule.name} of ${from} would settle the edition of a case once more: after one it stays`;
    faults.push({ code: 'settlesTwice', sentence, at: { state: from, step: step.rule.name } });
  }
  return [...new Map(faults.map((each) => [each.sentence, each])).values()];
}

const isNode = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (node: unknown, key: string): boolean =>
  typeof (node as Record<string, unknown>)[key] === 'string';
