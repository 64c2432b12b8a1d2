/** How a case got somewhere, and how that is told: by the words of its states and steps, the shortest way first. */
import { meets } from './prove-conditions.js';
import type { Asked, Exploration, Node, Way } from './prove-explore.js';
import type { Earlier, StepWhere } from './prove-types.js';
import type { Process, Words } from './types.js';

/** The same in both languages of the office. */
export const inBoth = (say: (language: keyof Words) => string): Words => ({
  'zh-CN': say('zh-CN'),
  en: say('en'),
});
export const both = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

/** The ways from the opening to a node, first to last; no other path to it is shorter. */
export function waysTo(node: Node): Way[] {
  const ways: Way[] = [];
  for (let at: Node | null = node; at !== null;) {
    ways.unshift(at.found);
    at = at.found.asked.from;
  }
  return ways;
}

/** A path as it is told: `opened (first) → drafting — submit → received`. */
export function pathInWords(process: Process, ways: readonly Way[]): Words {
  const legs = ways.map(({ asked }) => askedInWords(process, asked));
  const last = ways.at(-1)?.to.state.rule;
  const end = last === undefined ? [] : [stateWords(process, last.name)];
  return inBoth((language) => [...legs, ...end].map((words) => words[language]).join(' → '));
}

/** The path to something that was tried, and how it was tried there. */
export function pathToAsked(process: Process, asked: Asked): Words {
  const before = asked.from === null ? [] : waysTo(asked.from);
  const legs = [...before.map((way) => way.asked), asked].map((each) => askedInWords(process, each));
  const end = asked.way === null ? [] : [stateWords(process, asked.way.to.state.rule.name)];
  return inBoth((language) => [...legs, ...end].map((words) => words[language]).join(' → '));
}

function askedInWords(process: Process, { from, name, sample }: Asked): Words {
  return inBoth((language) => {
    const brought = sample.says === undefined ? '' : bracket(sample.says[language], language);
    const step = stepWords(process, name)[language] + brought;
    return from === null ? step : `${stateWords(process, from.state.rule.name)[language]} — ${step}`;
  });
}

const bracket = (text: string, language: keyof Words) => (language === 'en' ? ` (${text})` : `（${text}）`);

/** The words of a state, a step or a clock; its name where there are none. */
export const stateWords = ({ labels }: Process, name: string): Words => worded(labels.states, name);
export const stepWords = ({ labels }: Process, name: string): Words =>
  name === 'open' ? both('开立案件', 'open the case') : worded(labels.steps, name);
export const clockWords = ({ clocks }: Process, name: string): Words =>
  (Object.hasOwn(clocks, name) ? clocks[name]?.words : undefined) ?? both(name, name);

function worded(words: Record<string, Words>, name: string): Words {
  const found = Object.hasOwn(words, name) ? words[name] : undefined;
  return found ?? both(name, name);
}

/** Names in quotation marks, one after the other. */
export function listed(names: readonly string[], words: (name: string) => Words): Words {
  if (names.length === 0) return both('（无）', 'none');
  const quote = { 'zh-CN': (text: string) => `“${text}”`, en: (text: string) => `“${text}”` };
  return inBoth((language) =>
    names.map((name) => quote[language](words(name)[language])).join(language === 'en' ? ', ' : '、'),
  );
}

/** Whether a way is one of these: by its step, and where that is said by what held. */
export function isOneOf(way: Way, steps: readonly (string | StepWhere)[]): boolean {
  const { name, from, given } = way.asked;
  return steps.some((each) => {
    if (typeof each === 'string') return each === name;
    const moment = { before: from?.context ?? {}, after: way.context, given };
    return each.step === name && meets(each.where, moment);
  });
}

/**
 * A shortest path that ends in a way for which `ends` holds and on which what must have come earlier did not. Whether the
 * last way itself may be what had to come is for the asker to say. Null where there is no such path.
 */
export function pathWithout(
  { openings, nodes }: Exploration,
  earlier: Earlier,
  ends: (way: Way) => boolean,
  theLastCounts = false,
): Way[] | null {
  const sets = 'any' in earlier ? [earlier.any] : earlier.all.map((one) => [one]);
  for (const steps of sets) {
    const arrived = new Map<Node, Way>();
    const queue: Node[] = [];
    const go = (way: Way): Way | null => {
      if (ends(way) && !(theLastCounts && isOneOf(way, steps))) return way;
      if (!isOneOf(way, steps) && !arrived.has(way.to)) {
        arrived.set(way.to, way);
        queue.push(way.to);
      }
      return null;
    };
    for (const { way } of openings) {
      const last = way === null ? null : go(way);
      if (last !== null) return [last];
    }
    for (let index = 0; index < queue.length && index <= nodes.length; index += 1) {
      for (const { way } of queue[index]!.asked) {
        const last = way === null ? null : go(way);
        if (last !== null) return back(last, arrived);
      }
    }
  }
  return null;
}

function back(last: Way, arrived: Map<Node, Way>): Way[] {
  const ways = [last];
  for (let node = last.asked.from; node !== null;) {
    const way = arrived.get(node)!;
    ways.unshift(way);
    node = way.asked.from;
  }
  return ways;
}
