/**
 * Over 300 lines: one pass through a process, whose parts share what it has found so far.
 *
 * Where the cases of a process can get to, found by taking every step with every sample in every case that differs. Time
 * is abstract: a clock that runs may expire at any moment, so its step is a way like any other.
 *
 * Cases are told apart by their state, their clocks and those facts on which anything can still depend: what a guard, a
 * sample, a role, the anchor of a clock or a claim reads, and what an assign reads in order to write such a fact. Which
 * they are is observed (`prove-relevance.ts`), and the exploration is repeated until nothing else is read; so that no case is
 * thought to be another's equal which is not, but for numbers above `numbersUpTo` and for what the samples forget.
 */
import { NoAnchor, NoLength, ordersOf } from './clock-orders.js';
import { frozenCopy } from './facts.js';
import { effectsIn } from './decide.js';
import { isOfTheCase, ruleIn } from './declared-clocks.js';
import { holds } from './machine.js';
import { readingOf } from './process.js';
import { nothingAsked, Relevance, type AskedOf, type FactsByState } from './prove-relevance.js';
import { fitting, givenOf, watching } from './prove-watching.js';
import type { ReadState, ReadStep, Reading } from './reading.js';
import type { Sample, Samples } from './prove-types.js';
import type { ClockOrder } from './answers.js';
import type { Day, Effect, Facts, Given, Json, Process } from './types.js';

/** A case in a state in which it rests, one for all that do not differ. */
export interface Node {
  state: ReadState;
  context: Facts;
  /** The clocks that stand, as the orders have left them. */
  clocks: Readonly<Record<string, 'runs' | 'paused'>>;
  /** The way by which it was found first; no other is shorter. */
  found: Way;
  /** Some of the memories of cases that do not differ from this one in anything that matters. */
  likewise: Facts[];
  /** Everything that was tried here, in the order of the steps. */
  asked: Asked[];
}

/** A step that was tried with a sample; `way` is null where it was refused. `from` is null for the opening. */
export interface Asked {
  from: Node | null;
  step: ReadStep | null;
  name: string;
  sample: Sample;
  given: Given;
  way: Way | null;
}

export interface Way {
  asked: Asked;
  /** Which branch was taken, and by which routes it went on from where. */
  branch: number;
  via: { state: ReadState; route: number; context: Facts }[];
  /** The memory after the step and all its routes, of this way and not of the node it led to; and which facts were written. */
  context: Facts;
  written: readonly string[];
  orders: ClockOrder[];
  effects: readonly Effect[];
  to: Node;
}

/** Something that cannot be carried out, on a way or at a step that was tried. */
export interface Trouble {
  code: 'noAnchor' | 'orderDoesNotFit' | 'clockLeftRunning' | 'throws';
  asked: Asked;
  clock: string | null;
  what: string;
}

export interface Exploration {
  process: Process;
  reading: Reading;
  /** The day on which everything happens, unless a sample has another. */
  today: Day;
  nodes: Node[];
  openings: Asked[];
  /** Everything that was tried, by the name of its step. */
  byStep: Map<string, Asked[]>;
  ways: Way[];
  troubles: Trouble[];
  /** States that were entered, and those of them through which every case went on at once. */
  entered: Set<string>;
  /** The facts that each assign was seen to write. */
  writes: Map<string, Set<string>>;
  /** By which facts cases were told apart in each state, and by which they need be. */
  matters: FactsByState;
  /** The exploration broke off: whatever follows from it is incomplete. */
  tooLarge: boolean;
}

/** Above this, numbers of the memory do not tell cases apart: counters would never end. */
const numbersUpTo = 3;

const usualMost = 20_000;

export interface Exploring {
  /** Facts of which somebody will ask. */
  askedOf?: AskedOf;
  /** How many of the cases that are not told apart are kept with each node. */
  likewiseKept?: number;
  /** Facts that matter in a process that is nearly the same: it saves rounds, and finds no less. */
  matters?: FactsByState | undefined;
}

/** Explores a process. Never throws on what a guard does. */
export function explore(
  process: Process,
  samples: Samples,
  { askedOf = nothingAsked, likewiseKept = 0, matters }: Exploring = {},
): Exploration {
  const reading = readingOf(process);
  const relevance = new Relevance(askedOf, matters);
  relevance.settle(reading.states);
  for (;;) {
    const found = pass(process, reading, samples, relevance, likewiseKept);
    if (!relevance.settle(reading.states) || found.tooLarge) return found;
    if (tellsNoMoreApart(found, relevance, samples)) return found;
  }
}

/** Whether another pass by the facts that are known to matter by now would be the very same, as no two cases differ in them that were one. */
function tellsNoMoreApart({ ways }: Exploration, relevance: Relevance, samples: Samples): boolean {
  const facts = factsTellingApart(relevance, samples);
  const texts = new Map<Node, string>();
  return ways.every(({ to, context }) => {
    const text = textOf(context, facts(to.state.rule.name));
    const known = texts.get(to) ?? text;
    texts.set(to, known);
    return known === text;
  });
}

/** By which facts cases in a state are told apart. */
function factsTellingApart(relevance: Relevance, { forgets = [] }: Samples): (state: string) => string[] {
  const known = new Map<string, string[]>();
  return (state) => {
    const facts = known.get(state) ?? relevance.factsAt(state).filter((fact) => !forgets.includes(fact));
    known.set(state, facts);
    return facts;
  };
}

/** One exploration by the facts that are known to matter; it notes what it sees read and written. */
function pass(
  process: Process,
  reading: Reading,
  samples: Samples,
  relevance: Relevance,
  likewiseKept: number,
): Exploration {
  const { guards, assigns, roles } = process.catalogue;
  const declared = Object.keys(process.clocks);
  const tellingApart = factsTellingApart(relevance, samples);
  const steps = samples.steps ?? {};
  const most = samples.most ?? usualMost;
  const nodes: Node[] = [];
  const known = new Map<string, Node>();
  const found: Exploration = {
    ...{ process, reading, today: samples.today, nodes, openings: [], byStep: new Map() },
    ...{ ways: [], troubles: [], matters: relevance.facts },
    ...{ entered: new Set(), writes: new Map(), tooLarge: false },
  };
  /** What is read and written while one step is tried. */
  let read = new Set<string>();
  let written = new Map<string, Set<string>>();
  const notedOfTheCase = new Map<Set<string>, Set<ReadState>>();

  for (const sample of samples.opening) {
    const asked = tried(null, null, 'open', sample);
    found.openings.push(asked);
    attempt(asked, () => opened(asked));
  }
  for (const node of nodes) {
    read = relevance.readIn(node.state.rule.name);
    for (const step of node.state.steps.values()) {
      // A clock that the case does not have never takes its step.
      if (step.rule.on !== null && node.clocks[step.rule.on] !== 'runs') continue;
      for (const role of step.rule.by) note(roles[role]?.namedAt);
      for (const sample of samplesOf(step, node)) {
        const asked = tried(node, step, step.rule.name, sample);
        node.asked.push(asked);
        attempt(asked, () => take(asked, node, step));
      }
      if (nodes.length > most) {
        found.tooLarge = true;
        return found;
      }
    }
  }
  return found;

  /** What says whether a case has the clocks of a state, noted once for each state that leads there. */
  function noteOfTheCase(state: ReadState): void {
    const noted = notedOfTheCase.get(read) ?? new Set<ReadState>();
    if (noted.has(state)) return;
    notedOfTheCase.set(read, noted.add(state));
    for (const clock of Object.keys(state.rule.clocks)) {
      const { promises, until, lengthAt } = process.clocks[clock]!;
      for (const fact of [promises?.at, until, lengthAt]) note(fact);
    }
  }

  function note(path: string | undefined): void {
    if (path !== undefined) read.add(path.split('.')[0]!);
  }

  function samplesOf({ rule }: ReadStep, { context, state }: Node): readonly Sample[] {
    const own = Object.hasOwn(steps, rule.name) ? steps[rule.name] : undefined;
    if (own === undefined || rule.on !== null) return nothing;
    return typeof own === 'function' ? own(watching(read, context), state.rule.name) : own;
  }

  function tried(from: Node | null, step: ReadStep | null, name: string, sample: Sample): Asked {
    const asked: Asked = { from, step, name, sample, given: givenOf(sample, samples.today), way: null };
    const others = found.byStep.get(name);
    if (others === undefined) found.byStep.set(name, [asked]);
    else others.push(asked);
    return asked;
  }

  function attempt(asked: Asked, act: () => void): void {
    try {
      act();
    } catch (error) {
      const [code, clock] =
        error instanceof NoAnchor || error instanceof NoLength
          ? (['noAnchor', error.clock] as const)
          : (['throws', null] as const);
      found.troubles.push({ code, asked, clock, what: (error as Error).message });
    }
  }

  function opened(asked: Asked): void {
    const { context } = reading.config;
    const { given } = asked;
    written = new Map();
    const memory = frozenCopy(typeof context === 'function' ? context({ input: { given } }) : context);
    arrive(asked, 0, reading.initial, memory, []);
  }

  function take(asked: Asked, node: Node, step: ReadStep): void {
    written = new Map();
    const seen = watching(read, node.context);
    const branch = step.rule.branches.findIndex((one) => allHold(one.guards, seen, asked.given));
    if (branch < 0) return;
    const { to, effects } = step.rule.branches[branch]!;
    arrive(asked, branch, to, changed(node.context, step.assigns[branch]!, asked.given), effects);
  }

  function allHold(names: readonly string[], context: Facts, given: Given): boolean {
    return names.every((name) => holds(guards[name]!, context, given));
  }

  function changed(context: Facts, names: readonly string[], given: Given): Facts {
    for (const name of names) {
      const sources = new Set<string>();
      const change = frozenCopy(assigns[name]!(watching(sources, context), given));
      // What was written on this very way is no longer the fact that stood there before.
      const before = new Set([...sources].flatMap((fact) => [...(written.get(fact) ?? [fact])]));
      const writes = found.writes.get(name) ?? new Set<string>();
      found.writes.set(name, writes);
      for (const fact of Object.keys(change)) {
        written.set(fact, before);
        writes.add(fact);
      }
      context = { ...context, ...change };
    }
    return context;
  }

  function arrive(
    asked: Asked,
    branch: number,
    target: string,
    memory: Facts,
    effects: readonly Effect[],
  ): void {
    const via: Way['via'] = [];
    let state = reading.states.get(target)!;
    let context = memory;
    for (;;) {
      found.entered.add(state.rule.name);
      const seen = watching(read, context);
      const route = state.rule.routes.findIndex((one) => allHold(one.guards, seen, asked.given));
      if (route < 0) break;
      if (via.length > 1000) throw new Error('its routes never come to rest');
      context = changed(context, state.routeAssigns[route]!, asked.given);
      via.push({ state, route, context });
      state = reading.states.get(state.rule.routes[route]!.to)!;
    }
    const { from, step, given } = asked;
    const under = step?.rule.under ?? process.opening.under;
    const orders = ordersOf(
      process.clocks,
      from?.state ?? null,
      state,
      step ?? undefined,
      under,
      context,
      given,
    );
    for (const { order, rule } of orders)
      if (order === 'start' || order === 'interrupt' || order === 'supersede') note(rule.from);
    noteOfTheCase(state);
    for (const { when } of effects) note(when);
    if (from !== null)
      relevance.passed(
        from.state.rule.name,
        asked.name,
        branch,
        via.map((one) => one.state.rule.name),
        state.rule.name,
        written,
      );
    const clocks = clocksAfter(asked, from?.clocks ?? {}, state, context, orders);
    const ordered = effectsIn(effects, context);
    const way: Way = {
      ...{ asked, branch, via, context, written: [...written.keys()], orders, effects: ordered },
      to: undefined as unknown as Node,
    };
    way.to = nodeFor(state, context, clocks, way);
    asked.way = way;
    found.ways.push(way);
  }

  function nodeFor(state: ReadState, context: Facts, clocks: Node['clocks'], found: Way): Node {
    const told = textOf(context, tellingApart(state.rule.name));
    const key = `${state.rule.name} ${declared.map((clock) => clocks[clock] ?? '').join()} ${told}`;
    const there = known.get(key);
    if (there !== undefined) {
      const { likewise } = there;
      const same = (one: Facts) => Object.keys(one).every((fact) => one[fact] === context[fact]);
      if (likewise.length < likewiseKept && ![there.context, ...likewise].some(same)) likewise.push(context);
      return there;
    }
    const node: Node = { state, context, clocks, found, likewise: [], asked: [] };
    known.set(key, node);
    nodes.push(node);
    return node;
  }

  /** Whether the case has no such clock: nobody promised it, or there is no day on which it would end. */
  function isNotThere(clock: string, context: Facts): boolean {
    const declaredClock = process.clocks[clock]!;
    return isOfTheCase(declaredClock) && ruleIn(declaredClock, context, () => samples.today) === null;
  }

  /** Carries the orders out as whoever keeps the clocks would, and holds what stands then to what the state says. */
  function clocksAfter(
    asked: Asked,
    before: Node['clocks'],
    { rule }: ReadState,
    context: Facts,
    orders: readonly ClockOrder[],
  ): Node['clocks'] {
    const stand = { ...before };
    const trouble = (code: Trouble['code'], clock: string, what: string) =>
      found.troubles.push({ code, asked, clock, what });
    for (const { clock, order } of orders) {
      const was = stand[clock];
      if (!fitting[order].includes(was)) trouble('orderDoesNotFit', clock, order);
      if (order === 'stop' || order === 'expire') delete stand[clock];
      else if (order === 'suspend') stand[clock] = 'paused';
      else if (order !== 'extend' && order !== 'supersede') stand[clock] = 'runs';
    }
    for (const clock of declared) {
      if (stand[clock] === rule.clocks[clock] || isNotThere(clock, context)) continue;
      trouble('orderDoesNotFit', clock, `${stand[clock] ?? 'stands still'}, ${rule.clocks[clock] ?? 'none'}`);
    }
    if (rule.final) for (const clock of Object.keys(stand)) trouble('clockLeftRunning', clock, 'goes on');
    return stand;
  }
}

const nothing: readonly Sample[] = [{}];

const capped = (_: string, value: Json): Json =>
  typeof value === 'number' && value > numbersUpTo ? numbersUpTo + 1 : value;

const textOf = (context: Facts, facts: readonly string[]): string =>
  facts.map((fact) => cappedText(context[fact] ?? null)).join(' ');

/** A fact as text, by which cases are told apart. Most objects pass from one memory to the next as they are. */
const texts = new WeakMap<object, string>();
function cappedText(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(capped('', value));
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value, capped);
  texts.set(value, text);
  return text;
}
