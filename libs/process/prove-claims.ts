/** What binding provisions say of routes, states and effects, held to every way that was explored. */
import { conditionInWords, meets, type Moment } from './prove-conditions.js';
import { both, listed, pathInWords, pathToAsked, pathWithout, stateWords, stepWords } from './prove-paths.js';
import type { Asked, Exploration, Way } from './prove-explore.js';
import type {
  Condition,
  Earlier,
  Lead,
  OrderedClaim,
  ProofFinding,
  RouteClaim,
  StateClaim,
} from './prove-types.js';
import type { Facts, Words } from './types.js';

/** What does not hold; the sentence is completed by whoever knows the provision. */
export type Broken = Pick<ProofFinding, 'code' | 'sentence' | 'path' | 'at'>;

/** Routes out of a state lead where the provision says, on the memory with which the state was entered. */
export function brokenByRoute(found: Exploration, { route, leads, remembers }: RouteClaim): Broken[] {
  const { process } = found;
  const passed = found.ways.flatMap((way) =>
    way.via.flatMap(({ state, context }, index) =>
      state.rule.name === route ? [{ way, context, next: way.via[index + 1]?.state ?? way.to.state }] : [],
    ),
  );
  const words = stateWords(process, route);
  const at = { state: route };
  if (passed.length === 0) {
    const sentence = both(`没有案件自动离开“${words['zh-CN']}”。`, `No case leaves “${words.en}” by itself.`);
    return [{ code: 'noSuchRoute', sentence, path: null, at }];
  }
  const broken: Broken[] = [];
  const wrong = firstWrongLead(passed, leads, ({ way, context, next }) => [
    next.rule.name,
    momentOf(way.asked, context),
    route,
  ]);
  if (wrong !== null) {
    const sentence = both(
      `离开“${words['zh-CN']}”的自动转入与规定不符。`,
      `From “${words.en}” a case goes on by itself to where it is not to go.`,
    );
    broken.push({ code: 'leadsElsewhere', sentence, path: pathToAsked(process, wrong[0].way.asked), at });
  }
  for (const condition of manyOf(remembers)) {
    const one = passed.find(({ way, context }) => !meets(condition, momentOf(way.asked, context)));
    if (one === undefined) continue;
    const said = conditionInWords(condition, process.labels);
    const sentence = both(`此后应有：${said['zh-CN']}。`, `Afterwards it is to be so that ${said.en}.`);
    broken.push({ code: 'remembersOtherwise', sentence, path: pathToAsked(process, one.way.asked), at });
  }
  return broken;
}

/** A state is an end or none, and is reached only after what must come before. */
export function brokenByState(found: Exploration, { state, final, after }: StateClaim): Broken[] {
  const { process } = found;
  const rule = found.reading.states.get(state)?.rule;
  const words = stateWords(process, state);
  const at = { state };
  if (rule === undefined) {
    const sentence = both(`没有状态“${words['zh-CN']}”。`, `There is no state “${words.en}”.`);
    return [{ code: 'noSuchState', sentence, path: null, at }];
  }
  const broken: Broken[] = [];
  if (final !== undefined && rule.final !== final) {
    const sentence = final
      ? both(`案件应在“${words['zh-CN']}”终结，而没有。`, `A case is to end in “${words.en}”, and does not.`)
      : both(`案件不应在“${words['zh-CN']}”终结。`, `A case is not to end in “${words.en}”.`);
    broken.push({ code: 'endsOtherwise', sentence, path: null, at });
  }
  const path =
    after === undefined ? null : pathWithout(found, after, (way) => way.to.state.rule.name === state, true);
  if (path !== null && after !== undefined) {
    const names = earlierInWords(found, after);
    const sentence = both(
      `“${words['zh-CN']}”只应在${names['zh-CN']}之后到达；而此处未经即到达。`,
      `“${words.en}” is to be reached only after ${names.en}; here it is reached without.`,
    );
    broken.push({ code: 'reachedBefore', sentence, path: pathInWords(process, path), at });
  }
  return broken;
}

/** An effect is ordered by exactly these steps, and only after what must come before. */
export function brokenByEffect(found: Exploration, { effect, by, after }: OrderedClaim): Broken[] {
  const { process } = found;
  const name = process.catalogue.effects[effect] ?? both(effect, effect);
  const orders = (way: Way) => way.effects.some((each) => each.do === effect);
  const ordering = found.ways.filter(orders);
  const steps = new Set(ordering.map(({ asked }) => asked.name));
  const broken: Broken[] = [];
  const wrong = ordering.find(({ asked }) => !by.includes(asked.name));
  if (wrong !== undefined) {
    const words = stepWords(process, wrong.asked.name);
    const sentence = both(
      `“${name['zh-CN']}”不应由“${words['zh-CN']}”引起。`,
      `It is not for “${words.en}” to ${name.en}.`,
    );
    broken.push({
      code: 'orderedByAnother',
      sentence,
      path: pathToAsked(process, wrong.asked),
      at: { step: wrong.asked.name },
    });
  }
  const missing = by.filter((step) => !steps.has(step));
  if (missing.length > 0) {
    const words = listed(missing, (step) => stepWords(process, step));
    const sentence = both(
      `${words['zh-CN']}应引起“${name['zh-CN']}”，而没有。`,
      `${words.en} is to ${name.en}, and does not.`,
    );
    broken.push({ code: 'notOrdered', sentence, path: null, at: { step: missing[0] } });
  }
  const path = after === undefined ? null : pathWithout(found, after, orders);
  if (path !== null && after !== undefined) {
    const names = earlierInWords(found, after);
    const sentence = both(
      `“${name['zh-CN']}”只应在${names['zh-CN']}之后；而此处未经即发生。`,
      `To ${name.en} is only for after ${names.en}; here it is done without.`,
    );
    broken.push({ code: 'orderedBefore', sentence, path: pathInWords(process, path), at: {} });
  }
  return broken;
}

/** The first of several ways that is not where the leads say, where it is, and where it is to be. */
export function firstWrongLead<T>(
  taken: readonly T[],
  leads: readonly Lead[],
  look: (one: T) => [to: string, moment: Moment, from: string],
): [one: T, to: string, wanted: string | null] | null {
  for (const one of taken) {
    const [to, moment, from] = look(one);
    const lead = leads.find((each) => each.if === undefined || meets(each.if, moment));
    const wanted = lead === undefined ? null : leadsTo(lead, from);
    if (to !== wanted) return [one, to, wanted];
  }
  return null;
}

/** The state to which a lead leads from another. */
export const leadsTo = (lead: Lead, from: string): string => ('stays' in lead ? from : lead.to);

/** What must have come before, as a sentence names it. */
export function earlierInWords({ process }: Exploration, after: Earlier): Words {
  const steps = 'any' in after ? after.any : after.all;
  const each = steps.map((step) => (typeof step === 'string' ? step : step.step));
  const names = listed([...new Set(each)], (step) => stepWords(process, step));
  return 'any' in after && steps.length > 1
    ? both(`${names['zh-CN']}之一`, `one of ${names.en}`)
    : both(names['zh-CN'], names.en);
}

/** The moment at which a step was tried; `after` is the memory it left, where it was taken. */
export const momentOf = ({ from, given }: Asked, after: Facts | null): Moment => ({
  before: from?.context ?? {},
  after,
  given,
});

/** One condition or several, as a list. */
export const manyOf = (conditions: Condition | readonly Condition[] | undefined): readonly Condition[] => {
  if (conditions === undefined) return [];
  return isMany(conditions) ? conditions : [conditions];
};

const isMany = (conditions: Condition | readonly Condition[]): conditions is readonly Condition[] =>
  Array.isArray(conditions);
