import { CalendarYearUnknown } from '#calendar';
import { openFile, type Facts, type Given, type StepRule } from '#process';
import type { Actor } from '#identity';
import { Refused } from '#refusals';
import { actsFor, maySee, rolesFor } from './authority.js';
import { obstacles } from './authority-rules.js';
import {
  actorOf,
  nobodyNamedHoldsAnotherDuty,
  refuseUnlessMay,
  standingOf,
  unstaffedAfter,
  type Bench,
} from './bench.js';
import type { Answer, Command, OpenCommand, Outcome, OwedCommand, StepCommand } from './command.js';
import { confirmed } from './confirmed-text.js';
import type { Brought } from './evidence.js';
import { drawNumbers, foresee } from './foreseen.js';
import { causeOf, keyOf, officeFacts } from './load.js';
import { lapse, nobody } from './lapse.js';
import { note } from './notes.js';
import { project, refuseWhileHeld } from './project.js';
import { absent, notPermitted, ruleFor } from './step-rules.js';
import type { Deed } from './prepared-event.js';
import type { WorkingCase } from './working-case.js';

/**
 * Judges the commands on one case in their order, clocks first: dates are drawn by the calendar in force, and what has
 * run out lapses before anybody is heard, so that the law does not wait for a worker. Each command is judged alone; a refused one leaves no trace.
 */
export function judgeCase(
  bench: Bench,
  working: WorkingCase | null,
  commands: readonly Command[],
): Outcome[] {
  let lapseFault: unknown = null;
  const lapseWhatRanOut = (of: WorkingCase): void => {
    try {
      project(bench, of);
      lapse(bench, of);
    } catch (error) {
      lapseFault = error;
    }
  };
  if (working !== null && !working.isNew) lapseWhatRanOut(working);
  const answered = new Map<string, { requestDigest: Buffer; answer: Answer }>();
  return commands.map((command): Outcome => {
    try {
      if ('idempotency' in command) {
        const key = keyOf(command.person, command.idempotency.keyDigest);
        const known = bench.world.answers.get(key) ?? answered.get(key);
        if (known !== undefined) return repeat(known, command.idempotency.requestDigest);
      }
      if (lapseFault !== null) throw lapseFault as Error;
      if (working === null) throw absent(command);
      const before = working.seq;
      const answer = judge(bench, working, command);
      // A clock that a step lets count from an earlier day may have run out by that step. What cannot be dated is told to
      // whoever comes next; any other fault is one of the whole.
      if (working.seq > before) lapseWhatRanOut(working);
      const fault = lapseFault as Error | null;
      if (fault !== null && !isRefusal(fault)) throw fault;
      if ('idempotency' in command && !(command.kind === 'step' && command.dryRun)) {
        const { keyDigest, requestDigest } = command.idempotency;
        answered.set(keyOf(command.person, keyDigest), { requestDigest, answer });
      }
      return { done: answer, replayed: false };
    } catch (error) {
      if (error instanceof Refused) return { refused: error };
      if (error instanceof CalendarYearUnknown) {
        return { refused: new Refused('calendar-year-unknown', { params: { year: error.year } }) };
      }
      throw error;
    }
  });
}

const isRefusal = (error: Error): boolean => error instanceof Refused || error instanceof CalendarYearUnknown;

function repeat(known: { requestDigest: Buffer; answer: Answer }, requestDigest: Buffer): Outcome {
  if (!known.requestDigest.equals(requestDigest)) return { refused: new Refused('idempotency-key-reused') };
  return { done: known.answer, replayed: true };
}

function judge(bench: Bench, working: WorkingCase, command: Command): Answer {
  switch (command.kind) {
    case 'open':
      return open(bench, working, command);
    case 'step':
      return step(bench, working, command);
    case 'note':
      return note(bench, working, command);
    case 'owed':
      return payOwed(bench, working, command);
    case 'lapse':
      return standing(working);
  }
}

function open(bench: Bench, working: WorkingCase, command: OpenCommand): Answer {
  const { process } = working;
  const { opening } = process;
  const actor = actorOf(bench, command);
  const named = opening.concerns === 'institution' ? command.institution : undefined;
  if (opening.concerns === 'institution' && named === undefined) throw new Refused('not-found');
  const { institution } = working;
  // Whoever opens will be the one whom the case names, where a role reaches the cases that name its holder.
  const opener: Given = { today: working.today, evidence: {}, world: { institution, person: actor.person } };
  const naming = opening.by.some((name) => process.catalogue.roles[name]?.reach === 'case');
  const context = naming ? openFile(process, opener).context : {};
  const reached = { state: process.initial, context, institution };
  const roles = rolesFor(process, opening.by, actor, reached);
  const rule = { name: 'open', by: opening.by, duty: opening.duty, stepUp: false };
  const inTheWay = obstacles(standingOf(bench, working, command, actor, rule, reached), bench.rules);
  const beyondReach = inTheWay.some(({ code }) => code === 'theCaseIsWithinReach');
  if (inTheWay.length > 0 && !beyondReach) {
    throw notPermitted(process, rule, inTheWay, inTheWay, bench.stepUp);
  }
  // An institution one does not act for is answered like one that does not exist.
  const known = named === undefined ? bench.world.authority !== null : bench.world.institutions.has(named);
  if (!known || beyondReach || (command.institution ?? institution) !== institution) {
    throw new Refused('not-found');
  }
  const brought = bench.brought.get(command);
  const given: Given = {
    today: working.today,
    evidence: factsOf(brought, {}),
    world: { institution, person: actor.person },
  };
  const taken = openFile(process, given);
  nobodyNamedHoldsAnotherDuty(bench, working, taken, actor.person, opening.duty);
  return working.record(bench.tenant, {
    kind: 'opened',
    taken,
    given,
    actor: {
      person: actor.person,
      roles,
      duty: opening.duty,
      for: actsFor(process, roles, institution),
      covering: null,
      method: command.method,
    },
    cause: { kind: 'command', of: null },
    ...evidenceOf(brought),
    idempotency: { caller: command.person, key: command.idempotency },
  });
}

/** Judges a step in the documented order, so that each refusal says the first thing that stands in the way. */
function step(bench: Bench, working: WorkingCase, command: StepCommand): Answer {
  const actor = actorOf(bench, command);
  if (!maySee(working.process, actor, working.reachable)) throw new Refused('not-found');
  if (command.revision === undefined) {
    throw new Refused('revision-required', { members: { revision: working.currentRevision } });
  }
  if (command.revision !== working.currentRevision) throw staleRevision(working);
  const asked = ruleFor(working.process, working.current.state, command.step);
  const move = bench.shelf.movedBy(working.process, working.current, asked, working.today);
  const isUnsure = settlesWhileHeld(bench, working, asked);
  return working.movedTo(move, () => stepHere(bench, working, command, actor, isUnsure));
}

/** By the edition that counts for it; `isUnsure` where nobody knows which that is. */
function stepHere(
  bench: Bench,
  working: WorkingCase,
  command: StepCommand,
  actor: Actor,
  isUnsure: boolean,
): Answer {
  const { process } = working;
  const rule = ruleFor(process, working.current.state, command.step);
  refuseUnlessMay(bench, working, command, actor, rule);
  const roles = rolesFor(process, rule.by, actor, working.reachable);
  const brought = bench.brought.get(command);
  // It was read as the state before the batch needs it; whoever guessed a later revision has not seen what it needs.
  if (brought !== undefined && brought.name !== rule.needs) throw staleRevision(working);
  const { context } = working.current;
  const facts = factsOf(brought, context);
  const world: Facts = rule.extends === null ? {} : officeFacts(bench.world);
  const given: Given = { today: working.today, evidence: facts, world };
  const foreseen = foresee(bench, working, rule, given);
  if (isUnsure) throw new Refused('time-is-held');
  if (bench.world.held) refuseWhileHeld(bench, working, foreseen);
  nobodyNamedHoldsAnotherDuty(bench, working, foreseen, actor.person, rule.duty);
  const decided = confirmed(bench, working, command, rule, { evidence: brought?.value, facts });
  if (command.dryRun) return { ...standing(working), step: rule.name, state: foreseen.state };
  const { taken, given: drawn } = drawNumbers(bench, working, rule, given, foreseen);
  const unstaffed = unstaffedAfter(bench, working, taken, actor.person, rule.duty);
  return working.record(bench.tenant, {
    kind: 'stepTaken',
    taken,
    given: unstaffed === null ? drawn : { ...drawn, world: { ...drawn.world, unstaffed } },
    actor: {
      person: actor.person,
      roles,
      duty: rule.duty,
      for: actsFor(process, roles, working.institution),
      covering: working.inWhoseStead(rule.duty, actor.person),
      method: command.method,
    },
    cause: { kind: 'command', of: null },
    ...evidenceOf(brought),
    idempotency: { caller: command.person, key: command.idempotency },
    ...(decided === null ? {} : { decided }),
  });
}

function staleRevision(working: WorkingCase): Refused {
  const { currentRevision: revision, current } = working;
  return new Refused('stale-revision', {
    params: { current: revision },
    members: { revision, state: current.state },
  });
}

function payOwed(bench: Bench, working: WorkingCase, command: OwedCommand): Answer {
  const cause = causeOf(command.cause);
  const owed = bench.world.owed.get(cause);
  if (owed === undefined || owed.case !== working.id) throw new Refused('not-found');
  // Paid before, or by a neighbour in this batch.
  const paid = working.events.some(({ pays }) => pays !== null && causeOf(pays) === cause);
  if (owed.done || paid) return standing(working);
  const step = ruleFor(working.process, working.current.state, owed.step);
  if (settlesWhileHeld(bench, working, step)) throw new Refused('time-is-held');
  const move = bench.shelf.movedBy(working.process, working.current, step, working.today);
  return working.movedTo(move, () => payHere(bench, working, command, owed));
}

/** While nobody knows what day it is, nobody knows the edition in force either: a step that goes by it waits. */
const settlesWhileHeld = (bench: Bench, { process }: WorkingCase, step: StepRule): boolean =>
  bench.world.held && step.settlesEdition && bench.shelf.isSucceeded(process);

function payHere(
  bench: Bench,
  working: WorkingCase,
  command: OwedCommand,
  owed: { step: string; world: Facts },
): Answer {
  const rule = ruleFor(working.process, working.current.state, owed.step);
  if (rule.needs !== null) throw new Error(`"${rule.name}" needs evidence, and who owes it brings none`);
  if (rule.on !== null) throw new Error(`"${rule.name}" is a step of the clock, and nobody can owe it`);
  if (rule.stepUp) throw new Error(`"${rule.name}" is a decision, and nobody can owe it`);
  const asked: Given = { today: working.today, evidence: {}, world: owed.world };
  const { taken, given } = drawNumbers(bench, working, rule, asked, foresee(bench, working, rule, asked));
  return working.record(bench.tenant, {
    kind: 'stepTaken',
    taken,
    given,
    actor: nobody(rule, 'owed'),
    cause: { kind: 'event', of: causeOf(command.cause) },
    evidence: null,
    documents: [],
    idempotency: null,
    pays: command.cause,
  });
}

function factsOf(brought: Brought | undefined, context: Facts): Facts {
  if (brought === undefined) return {};
  if (brought.refused !== null) throw brought.refused;
  return brought.facts(context);
}

function evidenceOf(brought: Brought | undefined): Pick<Deed, 'evidence' | 'documents'> {
  if (brought === undefined || brought.name === null) return { evidence: null, documents: [] };
  return { evidence: { name: brought.name, value: brought.value }, documents: brought.documents };
}

function standing(working: WorkingCase): Answer {
  return {
    case: working.id,
    number: working.number,
    process: working.process.id,
    edition: working.process.edition,
    step: '',
    state: working.current.state,
    revision: working.currentRevision,
    seq: working.seq,
    event: working.headHash.toString('hex'),
    at: working.changedAt,
  };
}
