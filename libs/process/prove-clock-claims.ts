/** What a binding provision says of a clock, held to how it stands in every case that was explored. */
import {
  both,
  clockWords,
  listed,
  pathInWords,
  pathToAsked,
  stateWords,
  stepWords,
  waysTo,
} from './prove-paths.js';
import type { Broken } from './prove-claims.js';
import { conditionInWords, meets, readsMemoryAlone, type Moment } from './prove-conditions.js';
import type { Exploration, Node, Way } from './prove-explore.js';
import type { ClockClaim, Condition } from './prove-types.js';
import type { ClockOrder } from './answers.js';
import type { Day, Words } from './types.js';

/** A clock is as the provision says, in all that it says and leaves out. */
export function brokenByClock(found: Exploration, claim: ClockClaim): Broken[] {
  const { process, nodes } = found;
  const { clock } = claim;
  const rule = Object.hasOwn(process.clocks, clock) ? process.clocks[clock] : undefined;
  const words = clockWords(process, clock);
  const broken: Broken[] = [];
  const add = (code: string, zh: string, en: string, path: Words | null = null, at: object = {}) =>
    broken.push({ code, sentence: both(zh, en), path, at: { clock, ...at } });
  if (rule === undefined) {
    add('noSuchClock', `没有期限“${words['zh-CN']}”。`, `There is no clock “${words.en}”.`);
    return broken;
  }
  const said = ['limit', 'from', 'effect', 'until', 'lengthAt', 'promises'] as const;
  const names = {
    limit: both('长度', 'limit'),
    from: both('起算日', 'anchor'),
    effect: both('效力', 'effect'),
    until: both('届满之日', 'last day'),
    lengthAt: both('自设长度', 'length that the office sets'),
    promises: both('所承诺的期限', 'promise'),
  };
  for (const what of said) {
    const [is, wanted] = [sorted(rule[what]), sorted(claim[what])];
    if (is === wanted) continue;
    add(
      'clockSaidOtherwise',
      `期限“${words['zh-CN']}”的${names[what]['zh-CN']}应为 ${wanted}，而是 ${is}。`,
      `The ${names[what].en} of the clock “${words.en}” is to be ${wanted}, and is ${is}.`,
    );
  }
  stands('runs', claim.runs, both('计算', 'run'));
  stands('paused', claim.pauses ?? [], both('中止', 'pause'));
  if (claim.where !== undefined) standsWhere(claim.where);
  lapses();
  ordered('interrupt', claim.restartedBy ?? [], both('重新计算', 'begin anew'));
  ordered('supersede', claim.supersededBy ?? [], both('改自另一日起算', 'count from another day'));
  const { extendedBy } = claim;
  ordered('extend', extendedBy === undefined ? [] : [extendedBy.step], both('延长', 'be extended'));
  const extension = firstBy(found, clock, 'extend').get(extendedBy?.step ?? '')?.asked.step?.rule.extends;
  if (extendedBy !== undefined && extension && sorted(extension.most) !== sorted(extendedBy.most))
    add(
      'extendedBeyond',
      `期限“${words['zh-CN']}”的延长至多应为 ${sorted(extendedBy.most)}，而是 ${sorted(extension.most)}。`,
      `The clock “${words.en}” is to be extended by ${sorted(extendedBy.most)} at most, and may be by ${sorted(extension.most)}.`,
    );
  return broken;

  function stands(how: 'runs' | 'paused', wanted: readonly string[], verb: Words): void {
    const states = new Map<string, Node>();
    for (const node of nodes) {
      const { name } = node.state.rule;
      if (node.clocks[clock] === how && !states.has(name)) states.set(name, node);
    }
    for (const [name, node] of states) {
      if (wanted.includes(name)) continue;
      const state = stateWords(process, name);
      add(
        'clockStandsOtherwise',
        `案件处于“${state['zh-CN']}”时，期限“${words['zh-CN']}”不应${verb['zh-CN']}。`,
        `While the case is “${state.en}” the clock “${words.en}” is not to ${verb.en}.`,
        pathInWords(process, waysTo(node)),
        { state: name },
      );
    }
    for (const name of wanted) {
      if (states.has(name)) continue;
      const state = stateWords(process, name);
      add(
        'clockStandsOtherwise',
        `案件处于“${state['zh-CN']}”时，期限“${words['zh-CN']}”应${verb['zh-CN']}，而没有。`,
        `While the case is “${state.en}” the clock “${words.en}” is to ${verb.en}, and does not.`,
        null,
        { state: name },
      );
    }
  }

  function standsWhere(condition: Condition): void {
    if (!readsMemoryAlone(condition)) throw new TypeError(`where: ${clock} stands by more than the memory`);
    const said = conditionInWords(condition, process.labels);
    const here = nodes.filter(({ state }) => Object.hasOwn(state.rule.clocks, clock));
    const holds = (node: Node) => meets(condition, memoryOf(node, found.today));
    const wrong = here.find((node) => (node.clocks[clock] !== undefined) !== holds(node));
    if (wrong !== undefined)
      add(
        'clockStandsThough',
        `${said['zh-CN']}的案件才有、也都应有期限“${words['zh-CN']}”；而此处并非如此。`,
        `The clock “${words.en}” is there in those cases in which ${said.en}, in all of them and no others; here that is not so.`,
        pathInWords(process, waysTo(wrong)),
        { state: wrong.state.rule.name },
      );
    else if (!here.some(holds) || here.every(holds))
      add(
        'neverTried',
        `没有样例使有期限“${words['zh-CN']}”与没有该期限的案件均得以出现。`,
        `No samples lead to cases with the clock “${words.en}” and to cases without.`,
      );
  }

  function lapses(): void {
    const { lapsesInto } = claim;
    for (const name of claim.runs) {
      const wanted = (typeof lapsesInto === 'object' ? lapsesInto[name] : lapsesInto) ?? null;
      const is = found.reading.states.get(name)?.lapses.get(clock) ?? null;
      if (is === wanted) continue;
      const [state, one, other] = [stateWords(process, name), stepOrNothing(is), stepOrNothing(wanted)];
      add(
        'lapsesOtherwise',
        `案件处于“${state['zh-CN']}”而期限“${words['zh-CN']}”届满时，应有${other['zh-CN']}，而有${one['zh-CN']}。`,
        `When the clock “${words.en}” runs out while the case is “${state.en}”, there is to be ${other.en}, and there is ${one.en}.`,
        null,
        { state: name },
      );
    }
  }

  function ordered(order: ClockOrder['order'], wanted: readonly string[], verb: Words): void {
    const steps = firstBy(found, clock, order);
    for (const [name, way] of steps) {
      if (wanted.includes(name)) continue;
      const step = stepWords(process, name);
      add(
        'clockOrderedOtherwise',
        `期限“${words['zh-CN']}”不应因“${step['zh-CN']}”${verb['zh-CN']}。`,
        `The clock “${words.en}” is not to ${verb.en} by “${step.en}”.`,
        pathToAsked(process, way.asked),
        { step: name },
      );
    }
    for (const name of wanted) {
      if (steps.has(name)) continue;
      const step = stepWords(process, name);
      add(
        'clockOrderedOtherwise',
        `期限“${words['zh-CN']}”应因“${step['zh-CN']}”${verb['zh-CN']}，而没有。`,
        `The clock “${words.en}” is to ${verb.en} by “${step.en}”, and does not.`,
        null,
        { step: name },
      );
    }
  }

  function stepOrNothing(name: string | null): Words {
    return name === null ? both('（无步骤）', 'no step') : listed([name], (step) => stepWords(process, step));
  }
}

/** The memory of a case as a moment at which nothing was brought. */
const memoryOf = ({ context }: Node, today: Day): Moment => ({
  before: context,
  after: null,
  given: { today, evidence: {}, world: {} },
});

/** The first way by which each step gave an order to a clock. */
const known = new WeakMap<Exploration, Map<string, Map<string, Way>>>();
function firstBy(found: Exploration, clock: string, order: ClockOrder['order']): Map<string, Way> {
  let table = known.get(found);
  if (table === undefined) {
    table = new Map();
    for (const way of found.ways) {
      for (const each of way.orders) {
        const key = `${each.clock} ${each.order}`;
        const steps = table.get(key) ?? new Map<string, Way>();
        if (!steps.has(way.asked.name)) steps.set(way.asked.name, way);
        table.set(key, steps);
      }
    }
    known.set(found, table);
  }
  return table.get(`${clock} ${order}`) ?? new Map<string, Way>();
}

const sorted = (value: unknown): string | undefined =>
  value !== null && typeof value === 'object'
    ? JSON.stringify(Object.fromEntries(Object.entries(value).sort()))
    : JSON.stringify(value);
