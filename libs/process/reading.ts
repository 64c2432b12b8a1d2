/** Reads XState's resolved machine once, into the plain tables from which everything else is answered. */
import type { AnyStateMachine, AnyStateNode, StateValue } from 'xstate';
import { standing, withPromises } from './declared-clocks.js';
import { listed } from './hash.js';
import { build, type AnySource, type Machine, type StepMeta, type Names } from './machine.js';
import type { Catalogue, Duty, Effect, Labels, StateRule, StepRule, Words } from './types.js';

/** A step as it is taken: what a reader sees, and what only `decide` needs. */
export interface ReadStep {
  rule: StepRule;
  restarts: readonly string[];
  supersedes: readonly string[];
  /** Paths of the states, leaf first, that define this step; more than one is a fault. */
  definedAt: string[];
  /** The meta of each branch as its author wrote it. */
  metas: StepMeta<Names, string>[];
  /** The assigns of each branch, in their order. */
  assigns: string[][];
}

export interface ReadState {
  rule: StateRule;
  value: StateValue;
  steps: Map<string, ReadStep>;
  /** False when an automatic route is always open: no case is ever found here. */
  rests: boolean;
  /** The step each clock takes when it expires here. */
  lapses: Map<string, string>;
  /** The assigns of each route, in their order. */
  routeAssigns: string[][];
}

export interface Reading {
  machine: AnyStateMachine;
  /** The config as its author wrote it. */
  config: AnySource;
  initial: string;
  states: Map<string, ReadState>;
  /** Every step of the process, wherever it is possible. */
  stepNames: Set<string>;
}

/** Builds the machine and reads it. Throws XState's error on a target that does not exist. */
export function read(machine: Machine, catalogue: Catalogue, labels: Labels): Reading {
  const built = build(machine, catalogue);
  const states = new Map<string, ReadState>();
  for (const node of leavesOf(built.root)) {
    const state = readState(node, machine.config, labels, catalogue);
    states.set(state.rule.name, state);
  }
  const stepNames = new Set([...states.values()].flatMap(({ steps }) => [...steps.keys()]));
  const initial = pathOf(leafOf(built.root));
  return { machine: built, config: machine.config, initial, states, stepNames };
}

/** The dotted path of the one leaf in XState's state value. */
export function leafPath(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [child] = Object.entries(value);
  if (child === undefined) throw new Error('a state value without a state');
  const [name, inner] = child;
  const below = inner === undefined ? '' : leafPath(inner);
  return below === '' ? name : `${name}.${below}`;
}

function readState(leaf: AnyStateNode, config: AnySource, labels: Labels, catalogue: Catalogue): ReadState {
  const name = pathOf(leaf);
  const final = leaf.type === 'final';
  const upwards = [leaf, ...ancestorsOf(leaf)];
  const steps = new Map<string, ReadStep>();
  const routes = final ? [] : upwards.flatMap((node) => branchesOf(node.always, leaf));
  const clocks: StateRule['clocks'] = {};
  for (const node of upwards.slice(0, -1).reverse()) {
    Object.assign(clocks, (node.meta as { clocks?: StateRule['clocks'] } | undefined)?.clocks);
  }
  const rests = routes.every(({ guards }) => guards.length > 0);
  // Where no case is ever found, no step of a group is possible either; one of its own is a fault to be told.
  if (!final)
    for (const node of rests ? upwards : [leaf]) readSteps(node, leaf, { config, labels, catalogue }, steps);
  const rules = [...steps.values()].map(({ rule }) => rule);
  return {
    rule: {
      name,
      words: wordsOf(labels.states, name),
      tags: [...leaf.tags],
      final,
      clocks: standing(clocks, config),
      steps: rules,
      routes: routes.map(({ guards, to, meta }) => ({ guards, to, under: meta?.under ?? null })),
    },
    value: valueOf(leaf.path),
    steps,
    rests,
    lapses: new Map(rules.flatMap((rule) => (rule.on === null ? [] : [[rule.on, rule.name]]))),
    routeAssigns: routes.map(({ assigns }) => assigns),
  };
}

function readSteps(
  node: AnyStateNode,
  leaf: AnyStateNode,
  { config, labels, catalogue }: { config: AnySource; labels: Labels; catalogue: Catalogue },
  steps: Map<string, ReadStep>,
) {
  for (const [name, transitions] of node.transitions as Map<string, Transition[]>) {
    const known = steps.get(name);
    if (known !== undefined) {
      known.definedAt.push(pathOf(node));
      continue;
    }
    const branches = branchesOf(transitions, leaf);
    const meta = branches[0]?.meta;
    if (meta === undefined) continue;
    steps.set(name, {
      rule: {
        name,
        words: wordsOf(labels.steps, name),
        by: [...meta.by],
        duty: dutyOf(meta, catalogue),
        stepUp: meta.decides !== undefined,
        decides: [...(meta.decides ?? [])],
        on: meta.on ?? null,
        under: meta.under,
        needs: meta.needs ?? null,
        draws: [...(meta.draws ?? [])],
        extends: meta.extends ?? null,
        settlesEdition: meta.settlesEdition ?? false,
        branches: branches.map(({ guards, to, meta: { effects } }) => ({
          guards,
          to,
          effects: (effects ?? []).map((effect) => ({ ...effect }) as Effect),
        })),
      },
      restarts: withPromises(meta.restarts, config),
      supersedes: withPromises(meta.supersedes, config),
      definedAt: [pathOf(node)],
      metas: branches.map((branch) => branch.meta),
      assigns: branches.map(({ assigns }) => assigns),
    });
  }
}

interface Transition {
  target: readonly AnyStateNode[] | undefined;
  guard?: unknown;
  meta?: unknown;
  actions?: readonly unknown[];
}

function branchesOf(transitions: readonly Transition[] | undefined, leaf: AnyStateNode) {
  return (transitions ?? []).map(({ target, guard, meta, actions }) => ({
    assigns: listed(actions).filter((name): name is string => typeof name === 'string'),
    guards: typeof guard === 'string' ? [guard] : [],
    to: pathOf(target?.[0] === undefined ? leaf : leafOf(target[0])),
    meta: meta as StepMeta<Names, string>,
  }));
}

/** The leaf that is entered when `node` is. */
function leafOf(node: AnyStateNode): AnyStateNode {
  const next = node.initial?.target[0] as AnyStateNode | undefined;
  return next === undefined ? node : leafOf(next);
}

function leavesOf(node: AnyStateNode): AnyStateNode[] {
  const children = Object.values(node.states) as AnyStateNode[];
  return children.length === 0 ? [node] : children.flatMap(leavesOf);
}

function ancestorsOf(node: AnyStateNode): AnyStateNode[] {
  const parent = node.parent as AnyStateNode | undefined;
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent)];
}

const pathOf = (node: AnyStateNode): string => node.path.join('.');

function valueOf([first = '', ...rest]: readonly string[]): StateValue {
  return rest.length === 0 ? first : { [first]: valueOf(rest) };
}

/** The duty of whoever takes a step: its own, else that of its roles, which are all of one (`verify`). */
export function dutyOf(
  { duty, by }: Pick<StepMeta<Names, string>, 'duty' | 'by'>,
  { roles }: Catalogue,
): Duty {
  const first = by[0];
  const role = first !== undefined && Object.hasOwn(roles, first) ? roles[first] : undefined;
  return duty ?? role?.duty ?? 'clock';
}

const nameless: Words = { 'zh-CN': '', en: '' };
function wordsOf(words: Record<string, Words>, name: string): Words {
  return Object.hasOwn(words, name) ? (words[name] ?? nameless) : nameless;
}
