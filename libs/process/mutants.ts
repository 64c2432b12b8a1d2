/**
 * Processes made wrong on purpose, each in one thing, from every transition and clock of a sound one: a proof that cannot
 * find them proves nothing. The same seed makes the same mutants. Somewhat long, because the operators stand together in one
 * file: what is not among them is not tried.
 */
import { listed } from './hash.js';
import { Machine, type AnySource, type Names, type StateSource, type StepSource } from './machine.js';
import { processOf, readingOf, UnsoundProcess } from './process.js';
import { explore } from './prove-explore.js';
import type { Samples } from './prove-types.js';
import type { Assign, Catalogue, Duty, Guard, Process, Provision } from './types.js';

type State = StateSource<Names, string>;
type Loose<T> = { -readonly [K in keyof T]: T[K] };
type Step = Loose<StepSource<Names, string>>;

export interface Mutant {
  /** What was done: `dropGuard`. */
  operator: string;
  /** Where: `awaitingDecision grant`. */
  site: string;
  /** What stands there now. */
  what: string;
  /** The process, or null where it does not even load; made once. */
  process: () => Process | null;
}

/** A place in a process file, and how one thing there is made wrong. */
interface Change {
  operator: string;
  site: string;
  what: string;
  config?: (config: Loose<AnySource>) => void;
  catalogue?: (catalogue: Catalogue) => Catalogue;
}

/** How many of several choices are tried at one place. */
export interface MutantOptions {
  /** From 0 to 1, 1 excluded; the same numbers make the same mutants. */
  random: () => number;
  choices: number;
}

/** Every mutant of a process, one after the other, in the order of the file. */
export function* mutantsOf(process: Process, samples: Samples, options: MutantOptions): Generator<Mutant> {
  const { config } = readingOf(process);
  const { writes } = explore(process, samples);
  for (const change of changesTo(process, config, writes, options)) {
    const { operator, site, what } = change;
    let built: Process | null | undefined;
    // Made when it is asked for: whoever looks at every tenth does not pay for all.
    yield { operator, site, what, process: () => (built === undefined ? (built = made(change)) : built) };
  }

  function made(change: Change): Process | null {
    const changed = copied(config);
    change.config?.(changed);
    const catalogue = change.catalogue?.(process.catalogue) ?? process.catalogue;
    return loaded(catalogue, changed, process);
  }
}

/** A process file made wrong by hand, in a copy that shares nothing with it. Null where that does not even load. */
export function spoilt(process: Process, spoil: (config: object) => void): Process | null {
  const config = copied(readingOf(process).config);
  spoil(config);
  return loaded(process.catalogue, config, process);
}

function loaded(catalogue: Catalogue, config: AnySource, { labels }: Process): Process | null {
  try {
    return processOf(catalogue, new Machine(config), labels);
  } catch (error) {
    // What is outside the language may be refused in any words; what no verifier foresaw is refused as well.
    if (error instanceof UnsoundProcess || error instanceof TypeError) return null;
    throw error;
  }
}

/** Nothing of it is shared: a step that stands in many states is changed in one of them. */
function copied(config: AnySource): Loose<AnySource> {
  const { context, ...rest } = config;
  const copy = JSON.parse(JSON.stringify(rest)) as Omit<AnySource, 'context'>;
  return { ...copy, context };
}

function* changesTo(
  process: Process,
  config: AnySource,
  writes: ReadonlyMap<string, ReadonlySet<string>>,
  options: MutantOptions,
): Generator<Change> {
  const { catalogue } = process;
  const some = <T>(of: readonly T[]): T[] => chosen(of, options);
  const states = process.states.map(({ name }) => name);
  const provisions = provisionsIn(process);
  const guardNames = [
    ...new Set(process.states.flatMap(({ steps }) => steps.flatMap(({ branches }) => branches))),
  ]
    .flatMap(({ guards }) => guards)
    .filter((name, index, names) => names.indexOf(name) === index);
  const assignNames = [...writes.keys()];
  /** Targets that mean the same from another state. */
  const absolute = (steps: readonly Step[]): Step[] =>
    steps.map((step) => ({
      ...step,
      ...(step.target !== undefined &&
        /^[a-z]/.test(step.target) && { target: `#${config.id}.${step.target}` }),
    }));
  const otherThan = ({ instrument, article }: Provision): Provision[] =>
    provisions.filter((one) => one.instrument !== instrument || one.article !== article);

  for (const { path, state } of statesOf(config)) {
    const at = (changed: AnySource) => stateAt(changed, path);
    for (const [name, branches] of Object.entries(state.on ?? {}))
      yield* ofStep(path, name, listed(branches));
    for (const index of listed(state.always).keys()) yield* ofRoute(path, index);
    for (const [clock, stands] of Object.entries(state.meta?.clocks ?? {})) {
      const site = `${path.join('.')} ${clock}`;
      const clocksOf = (changed: AnySource) => at(changed).meta!.clocks as Record<string, 'runs' | 'paused'>;
      if (stands === 'paused')
        yield {
          operator: 'removePause',
          site,
          what: 'runs',
          config: (c) => void (clocksOf(c)[clock] = 'runs'),
        };
      yield { operator: 'dropClock', site, what: 'none', config: (c) => void delete clocksOf(c)[clock] };
    }
  }
  yield* stops();
  yield* ofClocks();
  yield* ofGuards();
  yield* ofAssigns();
  yield* ofOpening();

  function* ofStep(path: string[], name: string, branches: readonly Step[]): Generator<Change> {
    const place = path.length === 0 ? 'everywhere' : path.join('.');
    const site = `${place} ${name}`;
    const all = (changed: AnySource) => listed(stateAt(changed, path).on![name]) as Step[];
    const put = (changed: AnySource, change: (meta: Loose<Step['meta']>) => void) =>
      all(changed).forEach((step) => change(step.meta));
    const meta = (operator: string, what: string, change: (meta: Loose<Step['meta']>) => void): Change => ({
      ...{ operator, site, what },
      config: (changed) => put(changed, change),
    });
    const {
      by,
      under,
      duty,
      needs,
      draws,
      decides,
      restarts,
      supersedes,
      extends: extension,
    } = branches[0]!.meta;

    for (const [index, branch] of branches.entries()) {
      const one = (changed: AnySource) => all(changed)[index]!;
      const here = branches.length === 1 ? site : `${site} (${index + 1})`;
      const { guard, target, actions } = branch;
      if (guard !== undefined)
        yield { operator: 'dropGuard', site: here, what: guard, config: (c) => void delete one(c).guard };
      for (const to of some(states.filter((state) => !landsIn(target, state, config.id))))
        yield {
          ...{ operator: 'retarget', site: here, what: to },
          config: (c) => void (one(c).target = `#${config.id}.${to}`),
        };
      for (const other of some(guardNames.filter((one) => one !== guard)))
        yield { operator: 'otherGuard', site: here, what: other, config: (c) => void (one(c).guard = other) };
      for (const other of some(assignNames.filter((one) => !listed(actions).includes(one))))
        yield {
          ...{ operator: 'addAction', site: here, what: other },
          config: (c) => void (one(c).actions = [...listed(one(c).actions), other]),
        };
      for (const other of some(Object.keys(catalogue.effects)))
        yield {
          ...{ operator: 'addEffect', site: here, what: other },
          config: (c) => {
            const own = one(c).meta as Loose<Step['meta']>;
            own.effects = [...(own.effects ?? []), { do: other }];
          },
        };
      for (const action of listed(actions))
        yield {
          ...{ operator: 'dropAction', site: here, what: action },
          config: (c) => void (one(c).actions = listed(one(c).actions).filter((other) => other !== action)),
        };
      for (const [at, effect] of (branch.meta.effects ?? []).entries())
        yield {
          ...{ operator: 'dropEffect', site: here, what: effect.do },
          config: (c) =>
            void ((one(c).meta as Loose<Step['meta']>).effects = branch.meta.effects!.filter(
              (_, n) => n !== at,
            )),
        };
    }
    if (branches.length > 1)
      yield {
        ...{ operator: 'swapBranches', site, what: 'in another order' },
        config: (c) =>
          void ((stateAt(c, path).on as Loose<NonNullable<State['on']>>)[name] = all(c).reverse()),
      };
    for (const other of some(states.filter((one) => one !== place)))
      yield {
        ...{ operator: 'copyStep', site, what: other },
        config: (c) => {
          const target = stateAt(c, other.split('.')) as Loose<State>;
          target.on = { ...target.on, [name]: JSON.parse(JSON.stringify(absolute(all(c)))) as Step[] };
        },
      };
    const duties = new Set(by.map((role) => catalogue.roles[role]?.duty));
    const others = Object.keys(catalogue.roles).filter((role) => !duties.has(catalogue.roles[role]!.duty));
    for (const role of some(others)) yield meta('widenRole', role, (m) => void (m.by = [...by, role]));
    for (const role of some(others)) yield meta('replaceRole', role, (m) => void (m.by = [role]));
    const own = duty ?? catalogue.roles[by[0]!]?.duty;
    for (const another of some(keptApart.filter((one) => one !== own)))
      yield meta('mergeDuties', another, (m) => void (m.duty = another));
    if (duty !== undefined) yield meta('mergeDuties', 'that of its roles', (m) => void delete m.duty);
    yield meta('deleteBasis', 'none', (m) => void delete (m as { under?: Provision }).under);
    for (const another of some(otherThan(under)))
      yield meta('anotherBasis', `${another.instrument} ${another.article}`, (m) => void (m.under = another));
    if (needs !== undefined) yield meta('dropEvidence', needs, (m) => void delete m.needs);
    if (draws !== undefined) yield meta('dropNumber', draws.join(), (m) => void delete m.draws);
    if (decides !== undefined) yield meta('dropDecision', decides.join(), (m) => void delete m.decides);
    for (const fact of some(decides ?? []))
      yield meta(
        'dropDecidedFact',
        fact,
        (m) => void (m.decides = decides!.filter((other) => other !== fact)),
      );
    if (restarts !== undefined) yield meta('dropRestart', restarts.join(), (m) => void delete m.restarts);
    if (supersedes !== undefined)
      yield meta('dropAnchor', supersedes.join(), (m) => void delete m.supersedes);
    if (extension !== undefined) {
      yield meta('dropExtension', extension.clock, (m) => void delete m.extends);
      const most = { ...extension.most, length: extension.most.length * 2 };
      yield meta('extendFurther', String(most.length), (m) => void (m.extends = { ...extension, most }));
    }
    yield {
      ...{ operator: 'dropStep', site, what: name },
      config: (c) => void delete stateAt(c, path).on![name],
    };
  }

  function* ofRoute(path: string[], index: number): Generator<Change> {
    const site = `${path.join('.')} (route ${index + 1})`;
    const one = (changed: AnySource) => listed(stateAt(changed, path).always)[index] as Step;
    const { guard, target, actions } = one(config);
    if (guard !== undefined)
      yield { operator: 'dropGuard', site, what: guard, config: (c) => void delete one(c).guard };
    for (const to of some(states.filter((state) => !landsIn(target, state, config.id))))
      yield {
        operator: 'retarget',
        site,
        what: to,
        config: (c) => void (one(c).target = `#${config.id}.${to}`),
      };
    for (const action of listed(actions))
      yield {
        ...{ operator: 'dropAction', site, what: action },
        config: (c) => void (one(c).actions = listed(one(c).actions).filter((other) => other !== action)),
      };
  }

  /** A clock that goes on in a state on whose entry it is to stop, whatever the state says of other clocks. */
  function* stops(): Generator<Change> {
    const seen = new Set<string>();
    for (const from of process.states)
      for (const { branches } of from.steps)
        for (const { to } of branches)
          for (const clock of Object.keys(from.clocks)) {
            const state = process.states.find(({ name }) => name === to);
            if (state === undefined || state.clocks[clock] !== undefined || seen.has(`${to} ${clock}`))
              continue;
            seen.add(`${to} ${clock}`);
            yield {
              ...{ operator: 'dropStop', site: `${to} ${clock}`, what: 'runs' },
              config: (c) => {
                const target = stateAt(c, to.split('.')) as Loose<State>;
                target.meta = { clocks: { ...target.meta?.clocks, [clock]: 'runs' } };
              },
            };
          }
  }

  function* ofClocks(): Generator<Change> {
    const clocks = Object.entries(config.meta.clocks);
    for (const [clock, rule] of clocks) {
      const change = (operator: string, what: string, more: object): Change => ({
        ...{ operator, site: clock, what },
        config: (c) => void Object.assign(c.meta.clocks[clock]!, more),
      });
      const { limit, from, effect, under } = rule;
      for (const length of [limit.length + 1, limit.length - 1])
        yield change('changeLimit', `${length} ${limit.unit}`, { limit: { ...limit, length } });
      const unit = limit.unit === 'workingDays' ? 'calendarDays' : 'workingDays';
      yield change('changeLimit', `${limit.length} ${unit}`, { limit: { ...limit, unit } });
      const anchors = new Set(['today', ...clocks.map(([, other]) => other.from)]);
      for (const anchor of some([...anchors].filter((one) => one !== from)))
        yield change('changeAnchor', anchor, { from: anchor });
      for (const other of (['statutory', 'target', 'none'] as const).filter((one) => one !== effect))
        yield change('changeEffect', other, { effect: other });
      for (const another of some(otherThan(under)))
        yield change('anotherBasis', `${another.instrument} ${another.article}`, { under: another });
    }
  }

  /** Conditions of a guard that is several, one left out; and every guard made to hold whatever it is asked. */
  function* ofGuards(): Generator<Change> {
    const used = new Set(
      process.states.flatMap(({ steps, routes }) =>
        [...steps.flatMap(({ branches }) => branches), ...routes].flatMap(({ guards }) => guards),
      ),
    );
    for (const name of used) {
      const guard = catalogue.guards[name]!;
      const put = (holds: Guard['holds']) => (known: Catalogue) => ({
        ...known,
        guards: { ...known.guards, [name]: { ...guard, holds } },
      });
      yield { operator: 'hollowGuard', site: name, what: 'holds always', catalogue: put(() => true) };
      for (const part of Object.keys(guard.parts ?? {})) {
        const left = Object.entries(guard.parts!).filter(([other]) => other !== part);
        const holds: Guard['holds'] = (context, given) => left.every(([, one]) => one.holds(context, given));
        yield { operator: 'dropCondition', site: name, what: part, catalogue: put(holds) };
      }
    }
  }

  /** One fact that an assign no longer writes, wherever it is used. */
  function* ofAssigns(): Generator<Change> {
    for (const [name, facts] of writes) {
      const whole = catalogue.assigns[name]!;
      for (const fact of facts) {
        const without: Assign = (context, given) => {
          const { [fact]: _, ...rest } = whole(context, given);
          return rest;
        };
        yield {
          ...{ operator: 'dropFact', site: name, what: fact },
          catalogue: (known) => ({ ...known, assigns: { ...known.assigns, [name]: without } }),
        };
      }
    }
  }

  function* ofOpening(): Generator<Change> {
    const { by, under } = config.meta.opening;
    const put = (operator: string, what: string, more: object): Change => ({
      ...{ operator, site: 'open', what },
      config: (c) => void Object.assign(c.meta.opening, more),
    });
    const duties = new Set(by.map((role) => catalogue.roles[role]?.duty));
    const others = Object.keys(catalogue.roles).filter((role) => !duties.has(catalogue.roles[role]!.duty));
    for (const role of some(others)) yield put('widenRole', role, { by: [...by, role] });
    for (const another of some(otherThan(under)))
      yield put('anotherBasis', `${another.instrument} ${another.article}`, { under: another });
  }
}

/** The duties that an office keeps apart by steps. */
const keptApart: readonly Duty[] = [
  ...(['applying', 'intake', 'coordination', 'assessment', 'decision', 'issuing', 'confirmation'] as const),
];

function provisionsIn({ opening, clocks, states }: Process): Provision[] {
  const all = [
    opening.under,
    ...Object.values(clocks).map(({ under }) => under),
    ...states.flatMap(({ steps }) => steps.map(({ under }) => under)),
  ];
  return [...new Map(all.map((one) => [`${one.instrument} ${one.article}`, one])).values()];
}

function* statesOf(config: AnySource): Generator<{ path: string[]; state: State }> {
  yield { path: [], state: { on: config.on } };
  yield* below(config.states, []);
}

function* below(states: AnySource['states'], path: string[]): Generator<{ path: string[]; state: State }> {
  for (const [name, state] of Object.entries(states)) {
    yield { path: [...path, name], state };
    if (state.states !== undefined) yield* below(state.states, [...path, name]);
  }
}

function stateAt(config: AnySource, path: readonly string[]): State {
  return path.reduce<State>((state, name) => state.states![name]!, config as unknown as State);
}

/** Whether a target, as an author writes it, is the state itself. */
const landsIn = (target: string | undefined, state: string, id: string): boolean =>
  target !== undefined && [state, `.${state}`, `#${id}.${state}`].includes(target);

/** Some of several, each equally likely, in their order. */
function chosen<T>(of: readonly T[], { random, choices }: MutantOptions): T[] {
  const left = of.map((one, index) => ({ one, index, key: random() }));
  left.sort((a, b) => a.key - b.key);
  return left
    .slice(0, choices)
    .sort((a, b) => a.index - b.index)
    .map(({ one }) => one);
}
