/** Where a case can get to: nothing may be out of reach, and from everywhere there is a way to an end. */
import type { Reading, ReadStep } from './reading.js';
import type { Fault } from './types.js';

/** One way a case may go: taking `step` in `from`, it is next found in `to`, every automatic route taken. */
export interface Way {
  from: string;
  step: ReadStep;
  to: string;
}

/** The states in which a case may be found after entering `state`: itself, or where its routes lead. */
export function landings({ states }: Reading, state: string, seen: Set<string> = new Set()): Set<string> {
  const found = new Set<string>();
  const here = states.get(state);
  if (here === undefined || seen.has(state)) return found;
  seen.add(state);
  if (here.rests) found.add(state);
  for (const { to } of here.rule.routes)
    for (const end of landings({ states } as Reading, to, seen)) found.add(end);
  return found;
}

/** All ways between the states in which a case may be found. */
export function waysOf(reading: Reading): Way[] {
  return [...reading.states.values()]
    .filter(({ rests }) => rests)
    .flatMap(({ rule, steps }) =>
      [...steps.values()].flatMap((step) =>
        [...new Set(step.rule.branches.flatMap(({ to }) => [...landings(reading, to)]))].map((to) => ({
          from: rule.name,
          step,
          to,
        })),
      ),
    );
}

/** The states that can be reached from `starts`, themselves included. */
export function reachable(ways: readonly Way[], starts: Iterable<string>): Set<string> {
  const reached = new Set(starts);
  for (const state of reached) for (const way of ways) if (way.from === state) reached.add(way.to);
  return reached;
}

export function pathFaults(reading: Reading): Fault[] {
  const loops = [...reading.states.keys()].filter((state) => routesBackTo(reading, state));
  if (loops.length > 0) {
    // Nothing can be said about the paths of a process that does not come to rest.
    return loops.map((state) => ({
      code: 'routingLoop',
      sentence: `the routes out of ${state} may lead back to it without a step`,
      at: { state },
    }));
  }
  const faults: Fault[] = [];
  const ways = waysOf(reading);
  const reached = reachable(ways, landings(reading, reading.initial));
  const entered = new Set([reading.initial]);
  for (const { step } of ways.filter(({ from }) => reached.has(from))) {
    for (const { to } of step.rule.branches) entered.add(to);
  }
  for (const state of entered)
    for (const { to } of reading.states.get(state)?.rule.routes ?? []) entered.add(to);

  const ends = [...reading.states.values()].filter(({ rule }) => rule.final).map(({ rule }) => rule.name);
  if (ends.length === 0) faults.push({ code: 'noEnd', sentence: 'the process has no final state', at: {} });
  for (const [name, { rule, rests, steps }] of reading.states) {
    const at = { state: name };
    const own = [...steps.values()].find(({ definedAt }) => definedAt.includes(name));
    if (!entered.has(name)) {
      faults.push({ code: 'outOfReach', sentence: `no case can reach the state ${name}`, at });
    } else if (!rests) {
      if (own === undefined) continue;
      const step = own.rule.name;
      const sentence = `the step ${step} of ${name} is never possible: an open route always leads on`;
      faults.push({ code: 'stepNeverPossible', sentence, at: { ...at, step } });
    } else if (!rule.final && !ways.some(({ from, to }) => from === name && to !== name)) {
      faults.push({
        code: 'noWayOn',
        sentence: `no step leads out of the state ${name}, which is not final`,
        at,
      });
    } else if (ends.length > 0 && !ends.some((end) => reachable(ways, [name]).has(end))) {
      faults.push({ code: 'trap', sentence: `from the state ${name} no final state can be reached`, at });
    }
  }
  return faults;
}

function routesBackTo({ states }: Reading, state: string): boolean {
  const next = (name: string) => states.get(name)?.rule.routes.map(({ to }) => to) ?? [];
  const seen = new Set(next(state));
  for (const name of seen) for (const to of next(name)) seen.add(to);
  return seen.has(state);
}
