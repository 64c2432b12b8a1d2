/** How a case goes on under a later edition: by the maps that the editions declare, each from the one before it. Pure. */
import { decide, ForeignFile, NotReplayable, opening, openFile } from './decide.js';
import { frozenCopy } from './facts.js';
import { readingOf } from './process.js';
import type { CaseFile, Decision } from './answers.js';
import type { Day, Facts, Given, Process } from './types.js';

/** A file was to be moved to an edition that does not succeed its own. */
export class NoSuccession extends Error {
  constructor(older: Process, newer: Process) {
    super(`${newer.id} of ${newer.edition} does not succeed ${older.id} of ${older.edition}`);
    this.name = 'NoSuccession';
  }
}

/** A case as it goes on under a later edition, before any step of that was taken. */
export interface MovedFile {
  process: Process;
  file: CaseFile;
  /** The state in which it was, by the name of the edition it came from. */
  from: string;
  /** The clocks that stand, each by its old name with its new one. */
  clocks: Readonly<Record<string, string>>;
  /** Decides a step by the later edition: the answer says that the case left the state in which it was (`from`). */
  decide(step: string, given: Given): Decision;
}

/**
 * The file under the edition after its own: state and memory, nothing else changed. The memory that comes back is frozen.
 * Throws `NoSuccession` where `newer` does not succeed `older`, `ForeignFile` where the state maps to none.
 */
export function moveFile(older: Process, newer: Process, file: CaseFile): CaseFile {
  const { succeeds } = newer;
  if (older.id !== newer.id || succeeds?.edition !== older.edition) throw new NoSuccession(older, newer);
  const { states = {}, facts = {}, dropped = [] } = succeeds;
  if (!readingOf(older).states.has(file.state)) throw new ForeignFile(older, file.state);
  const state = renamed(states, file.state);
  if (!readingOf(newer).states.has(state)) throw new ForeignFile(newer, state);
  const left = new Set([...dropped, ...originsOf(facts)]);
  const context: Facts = Object.fromEntries(Object.entries(file.context).filter(([fact]) => !left.has(fact)));
  for (const [fact, origin] of Object.entries(facts)) {
    if ('value' in origin) context[fact] = origin.value;
    else if (Object.hasOwn(file.context, origin.from)) context[fact] = file.context[origin.from]!;
  }
  return { state, context: frozenCopy(context) };
}

/**
 * Moves a file through editions, each by its own map; the first is that of the file, the last the one by which the case goes
 * on. Throws as `moveFile`.
 */
export function moveThrough(editions: readonly Process[], file: CaseFile): MovedFile {
  const [first, ...later] = editions;
  if (first === undefined || later.length === 0)
    throw new TypeError('a case is moved from one edition to another');
  let older = first;
  let moved = file;
  let clocks = Object.keys(readingOf(first).states.get(file.state)?.rule.clocks ?? {}).map((clock) => [
    clock,
    clock,
  ]);
  for (const newer of later) {
    moved = moveFile(older, newer, moved);
    clocks = clocks.map(([old, now]) => [old!, renamed(newer.succeeds?.clocks ?? {}, now!)]);
    older = newer;
  }
  const standing = Object.fromEntries(clocks) as Record<string, string>;
  return {
    process: older,
    file: moved,
    from: file.state,
    clocks: standing,
    decide: (step, given) => decideMoved(older, moved, { from: file.state, standing }, step, given),
  };
}

/** A clock that only the later edition has in such a state never started: there is none to stop. */
function decideMoved(
  process: Process,
  file: CaseFile,
  { from, standing }: { from: string; standing: Readonly<Record<string, string>> },
  step: string,
  given: Given,
): Decision {
  const decision = decide(process, file, step, given);
  if (!decision.taken) return decision;
  const stands = new Set(Object.values(standing));
  const clocks = decision.clocks.filter(({ clock, order }) => order !== 'stop' || stands.has(clock));
  return { ...decision, from, clocks };
}

/**
 * Replays a history through the editions by which its steps were taken; `chain` gives all those from one to another, both
 * included, in their order. Throws `NotReplayable` at the first step that is not taken.
 */
export function foldThrough(
  history: readonly { process: Process; step: string; given: Given }[],
  chain: (id: string, from: Day, to: Day) => readonly Process[],
): CaseFile {
  const [first, ...rest] = history;
  if (first?.step !== opening) throw new NotReplayable(0, first?.step ?? 'nothing', null);
  let file: CaseFile = openFile(first.process, first.given);
  let pinned = first.process;
  rest.forEach(({ process, step, given }, index) => {
    const decision =
      process === pinned
        ? decide(process, file, step, given)
        : moveThrough(chain(process.id, pinned.edition, process.edition), file).decide(step, given);
    if (!decision.taken) throw new NotReplayable(index + 1, step, decision);
    file = decision;
    pinned = process;
  });
  return { state: file.state, context: file.context };
}

/** The facts of the old memory that go on under another name. */
export const originsOf = (facts: NonNullable<NonNullable<Process['succeeds']>['facts']>): string[] =>
  Object.values(facts).flatMap((origin) => ('from' in origin ? [origin.from] : []));

/** What something is called by a map in which what keeps its name need not stand. */
export const renamed = (map: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(map, name) ? map[name]! : name;
