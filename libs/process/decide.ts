/** The one place where a case moves: pure, and the same on the day itself and in every replay after it. */
import { initialTransition, transition, type AnyMachineSnapshot, type StateValue } from 'xstate';
import { ordersOf } from './clock-orders.js';
import { factAt, frozenCopy } from './facts.js';
import { holds } from './machine.js';
import { readingOf } from './process.js';
import { leafPath, type ReadState, type Reading } from './reading.js';
import type { CaseFile, Decision, FailedGuard, NotTaken, Taken } from './answers.js';
import type { Effect, Facts, Given, Guard, GuardPart, Process } from './types.js';

/** The name of the step that opens a case, in every process. */
export const opening = 'open';

/** A file whose state this edition does not have: it belongs to another process or edition. */
export class ForeignFile extends Error {
  constructor(process: Process, state: string) {
    super(`${process.id} of ${process.edition} has no state ${JSON.stringify(state)}`);
    this.name = 'ForeignFile';
  }
}

/** A history that this edition does not take: the step at `index` was refused. */
export class NotReplayable extends Error {
  constructor(
    readonly index: number,
    readonly step: string,
    readonly decision: NotTaken | null,
  ) {
    super(
      `step ${index} (${step}) of the history is not taken: ${decision?.because ?? 'it does not begin with open'}`,
    );
    this.name = 'NotReplayable';
  }
}

/** Opens a case: the first entry of its history, its clocks started. Whether it may be opened was decided before. */
export function openFile(process: Process, given: Given): Taken {
  const reading = readingOf(process);
  const facts = plainGiven(given);
  const [snapshot] = initialTransition(reading.machine, { given: facts });
  const reached = reachedBy(reading, snapshot);
  const context = frozenCopy(snapshot.context as Facts);
  const { by, duty, under, needs, draws } = process.opening;
  return {
    taken: true,
    from: null,
    state: reached.rule.name,
    context,
    rule: { name: opening, by, duty, under, needs, draws },
    clocks: ordersOf(process.clocks, null, reached, undefined, under, context, facts),
    effects: [],
    final: reached.rule.final,
  };
}

/**
 * Decides one step. Answers with the refusal when the step is not possible; throws only on what no person can
 * cause: `ForeignFile`, `NotAFact` (facts that are not JSON), `NoAnchor` (an edition whose clock has no day) and
 * `NoLength` (an edition whose evidence does not say by how much it extends).
 * Neither `file` nor `given` is changed, and the memory that comes back is frozen.
 */
export function decide(process: Process, file: CaseFile, step: string, given: Given): Decision {
  const reading = readingOf(process);
  const here = stateOf(process, reading, file);
  const asked = here.steps.get(step);
  if (asked === undefined) {
    return refusal(here, reading.stepNames.has(step) ? 'notPossibleNow' : 'unknownStep');
  }
  const context = frozenCopy(file.context);
  const facts = plainGiven(given);
  const { guards } = process.catalogue;
  const failing: NotTaken['reasons'] = [];
  const branch = asked.rule.branches.find((candidate) => {
    const against = candidate.guards.filter((name) => !holds(guards[name]!, context, facts));
    for (const guard of against) {
      for (const failed of failedParts(guard, guards[guard]!, context, facts)) {
        if (!failing.some((reason) => reason.guard === failed.guard)) failing.push(failed);
      }
    }
    return against.length === 0;
  });
  if (branch === undefined) return refusal(here, 'guards', failing);

  const { machine } = reading;
  const before = machine.resolveState({ value: here.value, context });
  const [snapshot] = transition(machine, before, { type: step, given: facts });
  const reached = reachedBy(reading, snapshot);
  // XState took the step from the same tables; if it ever landed elsewhere, nothing must be committed.
  const target = reading.states.get(branch.to);
  if (reached !== target && target?.rule.routes.length === 0) {
    throw new Error(`${step} leads to ${branch.to} by the file and to ${reached.rule.name} by the machine`);
  }
  const after = frozenCopy(snapshot.context as Facts);
  const { name, by, duty, under, needs, draws } = asked.rule;
  return {
    taken: true,
    from: file.state,
    state: reached.rule.name,
    context: after,
    rule: { name, by, duty, under, needs, draws },
    clocks: ordersOf(process.clocks, here, reached, asked, under, after, facts),
    effects: effectsIn(branch.effects, after),
    final: reached.rule.final,
  };
}

/** Those effects that come about in a case: all but those that depend on something that its memory does not hold. */
export function effectsIn(effects: readonly Effect[], context: Facts): Effect[] {
  return effects.filter(({ when }) => {
    const fact = when === undefined ? true : factAt(context, when);
    return fact !== undefined && fact !== null && fact !== false;
  });
}

/** Replays a history from its opening. Throws `NotReplayable` at the first step that is not taken. */
export function fold(process: Process, history: readonly { step: string; given: Given }[]): CaseFile {
  const [first, ...rest] = history;
  if (first?.step !== opening) throw new NotReplayable(0, first?.step ?? 'nothing', null);
  let file: CaseFile = openFile(process, first.given);
  rest.forEach(({ step, given }, index) => {
    const decision = decide(process, file, step, given);
    if (!decision.taken) throw new NotReplayable(index + 1, step, decision);
    file = decision;
  });
  return { state: file.state, context: file.context };
}

/** The state a file is in. Throws `ForeignFile`. */
export function stateOf(process: Process, reading: Reading, file: CaseFile): ReadState {
  const state = reading.states.get(file.state);
  if (state === undefined) throw new ForeignFile(process, file.state);
  return state;
}

/** What guards may read, in the shape in which the event's body keeps it. */
export function plainGiven({ today, evidence, world }: Given): Given {
  return Object.freeze({ today, evidence: frozenCopy(evidence), world: frozenCopy(world) });
}

/** A guard that did not hold, as it is told: each of its parts that did not, or the whole where it has none. */
export function failedParts(name: string, guard: Guard, context: Facts, given: Given): FailedGuard[] {
  const told = (part: string, { otherwise, remedy, under }: Omit<GuardPart, 'reads'>): FailedGuard => ({
    guard: part,
    otherwise,
    remedy: remedy ?? guard.remedy ?? null,
    under: under ?? guard.under ?? null,
  });
  const failed = Object.entries(guard.parts ?? {}).flatMap(([part, condition]) =>
    holds({ ...guard, holds: condition.holds }, context, given) ? [] : [told(part, condition)],
  );
  return failed.length > 0 ? failed : [told(name, guard)];
}

function refusal(here: ReadState, because: NotTaken['because'], reasons: NotTaken['reasons'] = []): NotTaken {
  return { taken: false, because, reasons, possible: [...here.steps.keys()] };
}

/** XState answers a throwing guard or a state that is gone with a snapshot in error: never let one through. */
function reachedBy({ states }: Reading, snapshot: AnyMachineSnapshot): ReadState {
  if (snapshot.status === 'error') throw snapshot.error;
  const reached = states.get(leafPath(snapshot.value as StateValue));
  if (reached === undefined) throw new Error(`no such state: ${JSON.stringify(snapshot.value)}`);
  return reached;
}
