/**
 * The identity of an edition. The authored config is hashed and not XState's definition, which leaves out
 * automatic routes; order counts only where it decides behaviour.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AnySource, Machine, Names, RoutingSource, StateSource, StepSource } from './machine.js';
import type { Catalogue } from './types.js';

type State = StateSource<Names, string>;
type Branch = StepSource<Names, string> | RoutingSource<Names>;

/**
 * SHA-256 (hex) over the RFC 8785 form of structure, law and evidence fingerprints. Descriptions, labels and the
 * words of clocks do not count, nor does whether one branch was written as a list.
 */
export function fingerprint({ config }: Machine, { evidence }: Catalogue): string {
  const { context, meta } = config;
  const clocks = Object.fromEntries(
    Object.entries(meta.clocks).map(([name, { limit, from, under, effect, until, lengthAt }]) => [
      name,
      {
        ...{ limit, from, under, effect },
        ...(until === undefined ? {} : { until }),
        ...(lengthAt === undefined ? {} : { lengthAt }),
      },
    ]),
  );
  return digest({
    id: config.id,
    version: config.version,
    context: typeof context === 'function' ? null : context,
    meta: {
      opening: { draws: [], needs: null, ...meta.opening },
      clocks,
      ...(meta.promises === undefined ? {} : { promises: meta.promises }),
      ...(meta.succeeds === undefined ? {} : { succeeds: meta.succeeds }),
    },
    root: stateOf({ initial: config.initial, states: config.states, ...(config.on && { on: config.on }) }),
    evidence: Object.fromEntries(
      [...usedBy(config).evidence].map((name) => [name, fingerprintOf(evidence[name])] as const),
    ),
  });
}

/** SHA-256 (hex) over the sources of the guards and assigns in use and of the context's factory. */
export function sourcesOf({ config }: Machine, { guards, assigns }: Catalogue): string {
  const used = usedBy(config);
  const sources = (names: Set<string>, find: (name: string) => unknown) =>
    Object.fromEntries([...names].map((name) => [name, sourceOf(find(name))]));
  return digest({
    context: typeof config.context === 'function' ? sourceOf(config.context) : null,
    guards: sources(used.guards, (name) => guards[name]?.holds),
    parts: Object.fromEntries(
      [...used.guards].flatMap((guard) =>
        Object.entries(guards[guard]?.parts ?? {}).map(([part, { holds }]) => [
          `${guard}/${part}`,
          sourceOf(holds),
        ]),
      ),
    ),
    assigns: sources(used.assigns, (name) => assigns[name]),
  });
}

/** The names a process file uses, of those kinds that the compiler of a catalogue cannot see. */
export function usedBy(config: AnySource): {
  guards: Set<string>;
  assigns: Set<string>;
  evidence: Set<string>;
} {
  const used = { guards: new Set<string>(), assigns: new Set<string>(), evidence: new Set<string>() };
  if (config.meta.opening.needs !== undefined) used.evidence.add(config.meta.opening.needs);
  const visit = (state: Pick<State, 'on' | 'always' | 'states'>) => {
    const steps: Branch[] = Object.values(state.on ?? {}).flatMap(listed);
    for (const branch of steps.concat(listed(state.always))) {
      if (branch.guard !== undefined) used.guards.add(branch.guard);
      for (const name of listed(branch.actions)) used.assigns.add(name);
      const needs = (branch as StepSource<Names, string>).meta?.needs;
      if (needs !== undefined) used.evidence.add(needs);
    }
    Object.values(state.states ?? {}).forEach(visit);
  };
  visit(config);
  return used;
}

/** One or more, as a list. */
export function listed<T>(value: T | readonly T[] | undefined): T[] {
  return value === undefined ? [] : Array.isArray(value) ? [...(value as readonly T[])] : [value as T];
}

/** Child states as an ordered list: their order is the document order by which XState decides. */
function stateOf({ type, tags, meta, initial, states, on, always }: State): unknown {
  return {
    type: type ?? null,
    tags: [...(tags ?? [])].sort(),
    clocks: meta?.clocks ?? {},
    initial: initial ?? null,
    on: Object.fromEntries(
      Object.entries(on ?? {}).map(([step, branches]) => [step, listed(branches).map(branchOf)]),
    ),
    always: listed(always).map(branchOf),
    states: Object.entries(states ?? {}).map(([name, state]) => [name, stateOf(state)]),
  };
}

function branchOf({ meta, guard, target, actions }: Branch): unknown {
  return { meta: meta ?? null, guard: guard ?? null, target: target ?? null, actions: listed(actions) };
}

/** What a kind of evidence adds to the hash of an edition; null where it says nothing. */
export function fingerprintOf(evidence: unknown): string | null {
  const { fingerprint: own } = (evidence ?? {}) as { fingerprint?: unknown };
  return typeof own === 'string' ? own : null;
}

function sourceOf(code: unknown): string | null {
  return typeof code === 'function' ? Function.prototype.toString.call(code) : null;
}

function digest(value: unknown): string {
  const bytes = canonicalize(value);
  if (bytes === undefined) throw new TypeError('nothing to hash');
  return createHash('sha256').update(bytes, 'utf8').digest('hex');
}
