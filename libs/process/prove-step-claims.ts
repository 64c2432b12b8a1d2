/** What binding provisions say of steps and of the opening, held to every time that they were tried. */
import { earlierInWords, firstWrongLead, leadsTo, manyOf, momentOf, type Broken } from './prove-claims.js';
import { conditionInWords, meets, readsMemoryAlone, type Moment } from './prove-conditions.js';
import { both, pathInWords, pathToAsked, pathWithout, stateWords, stepWords, waysTo } from './prove-paths.js';
import type { Exploration, Node, Way } from './prove-explore.js';
import type {
  Condition,
  Earlier,
  EffectClaim,
  FurtherClaim,
  Lead,
  OpeningClaim,
  StepClaim,
} from './prove-types.js';
import type { Effect, Json, Words } from './types.js';

/** A step as such: that it is there, and everything that happens whenever it is tried. */
export function brokenByStep(found: Exploration, claim: StepClaim | FurtherClaim | OpeningClaim): Broken[] {
  const { process, reading } = found;
  const step = 'opening' in claim ? 'open' : claim.step;
  const words = stepWords(process, step);
  const at = { step };
  const broken: Broken[] = [];
  const add = (code: string, zh: string, en: string, path: Words | null = null, more: object = {}) =>
    broken.push({ code, sentence: both(zh, en), path, at: { ...at, ...more } });
  const asked = found.byStep.get(step) ?? [];
  const ways = asked.flatMap(({ way }) => way ?? []);
  const known = [...reading.states.values()].filter(({ steps }) => steps.has(step));
  if (step !== 'open' && known.length === 0) {
    add('noSuchStep', `没有步骤“${words['zh-CN']}”。`, `There is no step “${words.en}”.`);
    return broken;
  }
  if (ways.length === 0)
    add('neverTaken', `步骤“${words['zh-CN']}”从未能够办理。`, `The step “${words.en}” can never be taken.`);
  conditions();
  if ('after' in claim && claim.after !== undefined) earlier(claim.after);
  if (claim.leads !== undefined) brokenLeads(ways, claim.leads);
  return broken;

  function conditions(): void {
    for (const condition of manyOf(claim.onlyIf)) {
      const said = conditionInWords(condition, process.labels);
      const wrong = ways.find((way) => !meets(condition, momentOf(way.asked, way.context)));
      if (wrong !== undefined)
        add(
          'takenThough',
          `“${words['zh-CN']}”只应在此条件下办理：${said['zh-CN']}；而此处不满足也能办理。`,
          `“${words.en}” is to be taken only if ${said.en}; here it is taken though that is not so.`,
          pathToAsked(process, wrong.asked),
        );
      else if (!asked.some((each) => !meets(condition, momentOf(each, each.way?.context ?? null))))
        add(
          'neverTried',
          `没有样例在不满足“${said['zh-CN']}”时尝试办理“${words['zh-CN']}”，该条件因此未经检验。`,
          `No sample tries “${words.en}” where it is not so that ${said.en}: whether that is needed was not tested.`,
        );
    }
    if (claim.whenever !== undefined) whenever(claim.whenever);
    if (claim.possible !== undefined) possible(claim.possible);
    for (const condition of manyOf(claim.remembers)) {
      const wrong = ways.find((way) => !meets(condition, momentOf(way.asked, way.context)));
      if (wrong === undefined) continue;
      const said = conditionInWords(condition, process.labels);
      add(
        'remembersOtherwise',
        `办理“${words['zh-CN']}”后应有：${said['zh-CN']}；而此处并非如此。`,
        `After “${words.en}” it is to be so that ${said.en}; here it is not.`,
        pathToAsked(process, wrong.asked),
      );
    }
  }

  function whenever(condition: Condition): void {
    const said = conditionInWords(condition, process.labels);
    const concerned = asked.filter((each) => meets(condition, momentOf(each, null)));
    const refused = concerned.find(({ way }) => way === null);
    if (refused !== undefined)
      add(
        'refusedThough',
        `凡${said['zh-CN']}的，应当能够办理“${words['zh-CN']}”；而此处不予办理。`,
        `Whenever ${said.en}, “${words.en}” is to be taken; here it is refused.`,
        pathToAsked(process, refused),
      );
    else if (concerned.length === 0)
      add(
        'neverTried',
        `没有样例在“${said['zh-CN']}”时尝试办理“${words['zh-CN']}”。`,
        `No sample tries “${words.en}” where ${said.en}.`,
      );
  }

  function possible(condition: true | Condition): void {
    const said = condition === true ? null : conditionInWords(condition, process.labels);
    if (condition !== true && !readsMemoryAlone(condition))
      throw new TypeError(`possible: ${step} asks of more than the memory before`);
    const nodes = new Map<Node, boolean>();
    for (const each of asked) {
      if (each.from === null) continue;
      if (condition !== true && !meets(condition, momentOf(each, null))) continue;
      nodes.set(each.from, each.way !== null || nodes.get(each.from) === true);
    }
    const without = [...nodes].find(([, taken]) => !taken)?.[0];
    if (without !== undefined)
      add(
        'notPossible',
        `案件处于此种情形${said === null ? '' : `（${said['zh-CN']}）`}，应当能够办理“${words['zh-CN']}”，而无论提交什么均不能办理。`,
        `In a case as this${said === null ? '' : `, where ${said.en},`} it must be possible to take “${words.en}”; whatever is brought, it is refused.`,
        pathInWords(process, waysTo(without)),
      );
    else if (nodes.size === 0 && step !== 'open')
      add(
        'neverTried',
        `没有案件到达应当能够办理“${words['zh-CN']}”的情形。`,
        `No case comes to where “${words.en}” must be possible.`,
      );
  }

  function earlier(after: Earlier): void {
    const path = pathWithout(found, after, (way) => way.asked.name === step);
    if (path === null) return;
    const names = earlierInWords(found, after);
    add(
      'takenBefore',
      `“${words['zh-CN']}”只应在${names['zh-CN']}之后办理；而此处未经即可办理。`,
      `“${words.en}” is to be taken only after ${names.en}; here it is taken without.`,
      pathInWords(process, path),
    );
  }

  function brokenLeads(taken: readonly Way[], leads: readonly Lead[]): void {
    const wrong = firstWrongLead(taken, leads, (way) => [
      first(way),
      momentOf(way.asked, way.context),
      before(way),
    ]);
    if (wrong !== null) {
      const [way, to, wanted] = wrong;
      const [is, ought] = [stateWords(process, to), wanted === null ? null : stateWords(process, wanted)];
      add(
        'leadsElsewhere',
        `“${words['zh-CN']}”在此应转入${ought === null ? '（无处）' : `“${ought['zh-CN']}”`}，而转入了“${is['zh-CN']}”。`,
        `“${words.en}” is to lead ${ought === null ? 'nowhere' : `to “${ought.en}”`} here, and leads to “${is.en}”.`,
        pathToAsked(process, way.asked),
      );
    }
    for (const lead of leads) {
      if (taken.some((way) => first(way) === leadsTo(lead, before(way)))) continue;
      const to = 'stays' in lead ? both('原状态', 'where it was') : stateWords(process, lead.to);
      add(
        'leadsNever',
        `“${words['zh-CN']}”从未转入“${to['zh-CN']}”。`,
        `“${words.en}” never leads to “${to.en}”.`,
      );
    }
  }
}

/** A step that rests on the provision is as it says, and no more than that. */
export function brokenBySaying(found: Exploration, claim: StepClaim | OpeningClaim): Broken[] {
  const { process, reading } = found;
  const step = 'opening' in claim ? 'open' : claim.step;
  const words = stepWords(process, step);
  const broken: Broken[] = [];
  const add = (code: string, zh: string, en: string, path: Words | null = null) =>
    broken.push({ code, sentence: both(zh, en), path, at: { step } });
  const differs = (what: Words, is: unknown, wanted: unknown) => {
    const [one, other] = [JSON.stringify(is ?? null), JSON.stringify(wanted ?? null)];
    if (one === other) return;
    const first = found.byStep.get(step)?.find(({ way }) => way !== null);
    add(
      'saidOtherwise',
      `“${words['zh-CN']}”的${what['zh-CN']}应为 ${other}，而是 ${one}。`,
      `Of “${words.en}” ${what.en} is to be ${other}, and is ${one}.`,
      first === undefined ? null : pathToAsked(process, first),
    );
  };
  const { roles } = process.catalogue;
  const duty = ('duty' in claim ? claim.duty : undefined) ?? roles[claim.by[0] ?? '']?.duty;
  const sorted = (names: readonly string[]) => [...names].sort();
  const by = both('办理人', 'whoever takes it');
  const needs = both('所需材料', 'what it needs');
  const draws = both('所取编号', 'what it draws');
  if ('opening' in claim) {
    const { opening } = process;
    differs(by, sorted(opening.by), sorted(claim.by));
    differs(needs, opening.needs, claim.needs);
    differs(draws, opening.draws, claim.draws ?? []);
    differs(both('所涉', 'whom it concerns'), opening.concerns, claim.concerns ?? 'institution');
    differs(both('所关机构', 'what it is about'), opening.about, claim.about);
    return broken;
  }
  const known = [...reading.states.values()].filter(({ steps }) => steps.has(step));
  differs(
    both('可办理的状态', 'where it is known'),
    sorted(known.map(({ rule }) => rule.name)),
    sorted(claim.in),
  );
  for (const { rule: state, steps } of known) {
    const { rule } = steps.get(step)!;
    differs(by, sorted(rule.by), sorted(claim.by));
    differs(both('职责', 'the duty'), rule.duty, duty);
    differs(needs, rule.needs, claim.needs);
    differs(draws, rule.draws, claim.draws ?? []);
    const decides = isByState(claim.decides) ? claim.decides[state.name] : claim.decides;
    differs(both('决定文本', 'what it decides'), rule.stepUp ? rule.decides : null, decides);
    differs(both('届满的期限', 'the clock that takes it'), rule.on, claim.on);
    if (broken.length > 0) return broken;
  }
  for (const { asked } of found.byStep.get(step)?.flatMap(({ way }) => way ?? []) ?? []) {
    const wanted = wantedEffects(claim.effects, momentOf(asked, asked.way!.context));
    const is = asked.way!.effects.map(plainEffect);
    if (JSON.stringify(is) === JSON.stringify(wanted)) continue;
    add(
      'ordersOtherwise',
      `办理“${words['zh-CN']}”应引起 ${JSON.stringify(wanted)}，而引起 ${JSON.stringify(is)}。`,
      `“${words.en}” is to order ${JSON.stringify(wanted)}, and orders ${JSON.stringify(is)}.`,
      pathToAsked(process, asked),
    );
    break;
  }
  return broken;
}

const isByState = (decides: StepClaim['decides']): decides is Readonly<Record<string, readonly string[]>> =>
  decides !== undefined && !Array.isArray(decides);

/** The state that a way reaches before any route leads on from there, and the one that it leaves. */
const first = ({ via, to }: Way): string => (via[0]?.state ?? to.state).rule.name;
const before = ({ asked }: Way): string => asked.from?.state.rule.name ?? '';

/**
 * A step changes no fact of which nothing is said of it, by this claim or by another: `spokenOf` are those that are named
 * of it after the step. What it is said to write it does write, in some case at least.
 */
export function brokenByWriting(
  found: Exploration,
  { step, writes = [] }: StepClaim,
  spokenOf: ReadonlySet<string>,
): Broken[] {
  const { process } = found;
  const words = stepWords(process, step);
  const changed = new Map<string, Way>();
  for (const { from, way } of found.byStep.get(step) ?? []) {
    if (from === null || way === null) continue;
    for (const fact of way.written)
      if (!changed.has(fact) && differ(way.context[fact], from.context[fact])) changed.set(fact, way);
  }
  const broken: Broken[] = [];
  for (const [fact, way] of changed) {
    if (spokenOf.has(fact) || writes.includes(fact)) continue;
    const sentence = both(
      `“${words['zh-CN']}”改变了所记的“${fact}”，而没有规定如此要求。`,
      `“${words.en}” changes “${fact}” in the memory, and nothing says so.`,
    );
    broken.push({ code: 'changesMore', sentence, path: pathToAsked(process, way.asked), at: { step } });
  }
  for (const fact of writes) {
    if (changed.has(fact)) continue;
    const sentence = both(
      `“${words['zh-CN']}”应记载“${fact}”，而从未记载。`,
      `“${words.en}” is to note “${fact}”, and never does.`,
    );
    broken.push({ code: 'writesNever', sentence, path: null, at: { step } });
  }
  return broken;
}

const differ = (one: Json | undefined, other: Json | undefined): boolean =>
  one !== other && JSON.stringify(one ?? null) !== JSON.stringify(other ?? null);

const wantedEffects = (effects: readonly EffectClaim[] | undefined, moment: Moment): Effect[] =>
  (effects ?? []).filter((each) => each.if === undefined || meets(each.if, moment)).map(plainEffect);

const plainEffect = (effect: Effect | EffectClaim): Effect => ({
  do: effect.do,
  ...(effect.with && { with: effect.with }),
});
