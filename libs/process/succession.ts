/** Whether every case of an edition can be moved to the next one in the steps that settle by which it goes on. */
import canonicalize from 'canonicalize';
import { fingerprintOf } from './hash.js';
import { moveThrough, originsOf, renamed } from './moves.js';
import { readingOf, UnsoundProcess } from './process.js';
import type { ReadState, ReadStep } from './reading.js';
import type { Fault, Process, Succession } from './types.js';
import { landings } from './verify-paths.js';
import { openedMemory } from './verify-steps.js';

/**
 * What is wrong among editions of processes: an edition that does not say how cases of the one before are moved to it, or says
 * so of one that is not there; and all that `moveFaults` finds. None for sound ones, and none where no step settles.
 */
export function successionFaults(editions: readonly Process[]): { process: Process; faults: Fault[] }[] {
  const byId = new Map<string, Process[]>();
  for (const process of editions) byId.set(process.id, [...(byId.get(process.id) ?? []), process]);
  return [...byId.values()].flatMap((some) => {
    const all = some.toSorted((one, other) => (one.edition < other.edition ? -1 : 1));
    const told = (faultsAt: (place: number) => Fault[]) =>
      all
        .map((process, place) => ({ process, faults: faultsAt(place) }))
        .filter(({ faults }) => faults.length > 0);
    const faults = told((place) => placeFaults(all, place));
    // Only sound maps can be put together.
    return faults.length > 0 ? faults : told((place) => takenNames(all.slice(0, place + 1)));
  });
}

/** Throws `UnsoundProcess` for the first edition to which cases of the one before cannot be moved. */
export function requireSuccession(editions: readonly Process[]): void {
  const [unsound] = successionFaults(editions);
  if (unsound === undefined) return;
  throw new UnsoundProcess(unsound.process.id, unsound.process.edition, unsound.faults);
}

function placeFaults(all: readonly Process[], place: number): Fault[] {
  const [older, newer] = [all[place - 1], all[place]!];
  const said = newer.succeeds?.edition;
  if (older === undefined || (said !== undefined && said !== older.edition)) {
    if (said === undefined) return [];
    return [
      {
        code: 'noPredecessor',
        sentence: `it succeeds the edition of ${said}, which is not the one before it`,
        at: {},
      },
    ];
  }
  if (said === undefined) {
    if (settlingOf(older).length === 0) return [];
    const sentence = `it does not say how cases of the edition of ${older.edition} are moved to it`;
    return [{ code: 'noSuccession', sentence, at: {} }];
  }
  return moveFaults(older, newer);
}

/**
 * All that keeps a case of `older` from going on under `newer` in a step that settles it: each such step must be the same in
 * the state to which its own maps, on the same clocks, and every fact of the memory must come from somewhere or go somewhere.
 * `newer` must be the edition right after `older`.
 */
export function moveFaults(older: Process, newer: Process): Fault[] {
  const { succeeds } = newer;
  const faults: Fault[] = [];
  const fault = (code: string, sentence: string, at: Fault['at'] = {}) => faults.push({ code, sentence, at });
  if (older.id !== newer.id || succeeds?.edition !== older.edition) {
    fault('noPredecessor', `it does not succeed ${older.id} of ${older.edition}`);
    return faults;
  }
  const { states = {}, clocks = {} } = succeeds;
  const there = readingOf(newer).states;
  unknownIn(states, new Set(readingOf(older).states.keys()), new Set(there.keys()), 'state');
  unknownIn(clocks, new Set(Object.keys(older.clocks)), new Set(Object.keys(newer.clocks)), 'clock');
  faults.push(...memoryFaults(older, newer, succeeds), ...registerFaults(older, newer));
  for (const here of settlingOf(older)) {
    const state = renamed(states, here.rule.name);
    const at = { state: here.rule.name };
    const reached = there.get(state);
    if (reached === undefined || !reached.rests || reached.rule.final) {
      fault(
        'stateMapsNowhere',
        `a case in ${here.rule.name} would go on in ${state}, where none is ever found`,
        at,
      );
      continue;
    }
    for (const step of here.steps.values()) {
      if (!step.rule.settlesEdition) continue;
      const other = reached.steps.get(step.rule.name);
      const place = { ...at, step: step.rule.name };
      const differs = other === undefined ? 'not there' : differenceOf(older, step, newer, other, clocks);
      if (differs !== null)
        fault('settledOtherwise', `the step ${step.rule.name} of ${state} is ${differs}`, place);
      else faults.push(...clockFaults(older, here, newer, reached, other!, clocks));
    }
  }
  return [...new Map(faults.map((each) => [`${each.code} ${each.sentence}`, each])).values()];

  function unknownIn(
    map: Readonly<Record<string, string>>,
    before: ReadonlySet<string>,
    after: ReadonlySet<string>,
    what: string,
  ): void {
    for (const [old, now] of Object.entries(map)) {
      if (!before.has(old))
        fault('mapsUnknown', `the ${what} ${old} is mapped, which the edition before does not have`);
      if (!after.has(now)) fault('mapsUnknown', `the ${what} ${old} is mapped to ${now}, which is not there`);
    }
  }
}

/** The states in which cases are found before their edition is settled, and in which a step may settle it. */
const settlingOf = (process: Process): ReadState[] =>
  [...readingOf(process).states.values()].filter(
    ({ rests, steps }) => rests && [...steps.values()].some(({ rule }) => rule.settlesEdition),
  );

/** In what a step of the later edition is another than that of the earlier; null where it is the same. */
function differenceOf(
  older: Process,
  { rule: before }: ReadStep,
  newer: Process,
  { rule: after }: ReadStep,
  clocks: Readonly<Record<string, string>>,
): string | null {
  const same = (one: unknown, other: unknown): boolean => canonicalize(one) === canonicalize(other);
  const roles = ({ catalogue }: Process, by: readonly string[]) =>
    by.toSorted().map((name) => {
      const { duty, reach, namedAt = null, heldByAll = false } = catalogue.roles[name]!;
      return { name, duty, reach, namedAt, heldByAll };
    });
  const form = ({ catalogue }: Process, needs: string | null) =>
    needs === null ? null : [needs, fingerprintOf(catalogue.evidence[needs])];
  const on = before.on === null ? null : renamed(clocks, before.on);
  if (!after.settlesEdition) return 'one that settles nothing there';
  if (!same(roles(older, before.by), roles(newer, after.by)) || before.duty !== after.duty)
    return 'taken by others';
  if (!same(form(older, before.needs), form(newer, after.needs))) return 'taken on other evidence';
  if (!same(before.draws.toSorted(), after.draws.toSorted())) return 'one that draws other numbers';
  if (on !== after.on) return 'taken by another clock';
  return before.stepUp === after.stepUp ? null : 'a decision in one of the editions alone';
}

/** The clocks that stand before the step must stand alike in the later edition; one that only that has must end with it. */
function clockFaults(
  older: Process,
  here: ReadState,
  newer: Process,
  reached: ReadState,
  step: ReadStep,
  clocks: Readonly<Record<string, string>>,
): Fault[] {
  const reading = readingOf(newer);
  const ends = step.rule.branches.flatMap(({ to }) => [...landings(reading, to)]);
  const goesOn = (clock: string) =>
    ends.some((end) => reading.states.get(end)?.rule.clocks[clock] !== undefined);
  const fault = (clock: string, sentence: string): Fault => ({
    ...{ code: 'clockMapsNowhere', sentence },
    at: { state: here.rule.name, step: step.rule.name, clock },
  });
  const standing = new Map(Object.keys(here.rule.clocks).map((clock) => [renamed(clocks, clock), clock]));
  const faults = Object.entries(here.rule.clocks).flatMap(([clock, what]): Fault[] => {
    const name = renamed(clocks, clock);
    const [before, after] = [older.clocks[clock]!, newer.clocks[name]];
    const where = `the clock ${clock}, which stands in ${here.rule.name},`;
    if (after === undefined || reached.rule.clocks[name] !== what)
      return [fault(clock, `${where} does not stand alike as ${name} in ${reached.rule.name}`)];
    if (standing.get(name) !== clock) return [fault(clock, `${where} is mapped to the same as another`)];
    if (before.limit.unit !== after.limit.unit)
      return [fault(clock, `${where} counts ${before.limit.unit}, and ${name} counts ${after.limit.unit}`)];
    const changes = before.effect !== after.effect || here.lapses.get(clock) !== reached.lapses.get(name);
    return changes && goesOn(name) ? [fault(clock, `${where} goes on as ${name} to another effect`)] : [];
  });
  const fresh = Object.keys(reached.rule.clocks).filter((clock) => !standing.has(clock) && goesOn(clock));
  return [
    ...faults,
    ...fresh.map((clock) =>
      fault(clock, `the clock ${clock} goes on from ${reached.rule.name}, and never started`),
    ),
  ];
}

/** Every fact of the earlier memory is kept, renamed or dropped, and every one of the later comes from somewhere. */
function memoryFaults(older: Process, newer: Process, { facts = {}, dropped = [] }: Succession): Fault[] {
  const [before, after] = [older, newer].map((process) => openedMemory(readingOf(process), process.edition));
  const fault = (sentence: string): Fault => ({ code: 'factLost', sentence, at: {} });
  if (before == null || after == null) return [fault('the memory of a new case cannot be made of nothing')];
  const origins = new Set(originsOf(facts));
  const kept = (fact: string) => Object.hasOwn(before, fact) && !dropped.includes(fact) && !origins.has(fact);
  const lost = Object.keys(before).filter(
    (fact) => kept(fact) && (!Object.hasOwn(after, fact) || Object.hasOwn(facts, fact)),
  );
  const unknown = [...origins, ...dropped].filter((fact) => !Object.hasOwn(before, fact));
  const strange = Object.keys(facts).filter((fact) => !Object.hasOwn(after, fact));
  const nowhere = Object.keys(after).filter((fact) => !Object.hasOwn(facts, fact) && !kept(fact));
  const about = newer.opening.about;
  const origin = about === null ? undefined : facts[about];
  const former = origin === undefined ? about : 'from' in origin ? origin.from : null;
  return [
    ...lost.map((fact) => fault(`the fact ${fact} is neither kept, nor the origin of another, nor dropped`)),
    ...unknown.map((fact) => fault(`the fact ${fact} is mapped, which the memory before does not hold`)),
    ...strange.map((fact) => fault(`the fact ${fact} is given, which the memory does not hold`)),
    ...nowhere.map((fact) => fault(`the fact ${fact} has neither an origin nor a value`)),
    ...(dropped.some((fact) => origins.has(fact))
      ? [fault('a fact is dropped and the origin of another')]
      : []),
    ...(older.opening.concerns !== newer.opening.concerns || older.opening.about !== former
      ? [fault('its cases concern others than those of the edition before')]
      : []),
  ];
}

/** Whoever reads a case finds in the register of its edition what was brought, cited and done under the one before. */
function registerFaults(older: Process, { catalogue }: Process): Fault[] {
  const rules = [older.opening, ...older.states.flatMap(({ steps }) => steps)];
  const clocks = Object.values(older.clocks);
  const used: [string, object, string[]][] = [
    ['evidence', catalogue.evidence, rules.flatMap(({ needs }) => needs ?? [])],
    ['role', catalogue.roles, rules.flatMap(({ by }) => by)],
    ['instrument', catalogue.instruments, [...rules, ...clocks].map(({ under }) => under.instrument)],
  ];
  return used.flatMap(([what, register, names]) =>
    [...new Set(names)]
      .filter((name) => !Object.hasOwn(register, name))
      .map((name) => ({
        code: 'registerLost',
        sentence: `it does not know the ${what} ${name}, on which cases of the edition before may rest`,
        at: {},
      })),
  );
}

/** Clocks that would take the name of another clock of the edition a case comes from, be it several editions ago. */
function takenNames(editions: readonly Process[]): Fault[] {
  return editions.slice(0, -1).flatMap((first, place) =>
    settlingOf(first).flatMap(({ rule: { name: state } }) => {
      const { clocks } = moveThrough(editions.slice(place), { state, context: {} });
      const taken = Object.entries(clocks).filter(
        ([old, now]) => old !== now && Object.hasOwn(first.clocks, now),
      );
      return taken.map(([old, now]) => ({
        code: 'clockNameTaken',
        sentence: `the clock ${old} of ${first.edition} would be called ${now}, as another clock there is`,
        at: { state, clock: old },
      }));
    }),
  );
}
