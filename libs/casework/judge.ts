import { CalendarYearUnknown, dayOf, type Calendar } from '#calendar';
import { tokenRefused, type Actor } from '#identity';
import { decide, openFile, type Facts, type Given, type StepRule, type Taken } from '#process';
import { Refused } from '#refusals';
import { actsFor, maySee, rolesFor } from './authority.js';
import { carryOut } from './clock-rows.js';
import type { Answer, Command, OpenCommand, Outcome, OwedCommand, StepCommand } from './command.js';
import type { Brought } from './evidence.js';
import { causeOf, keyOf, type World } from './load.js';
import type { NumberSource } from './numbers.js';
import { absent, notPermitted, refusalOf, ruleFor, stateOf } from './step-rules.js';
import type { WorkingCase } from './working-case.js';

/** All that a batch's commands on one case are judged by. Judging is pure: it may be done again with other numbers. */
export interface Bench {
  tenant: number;
  world: World;
  calendar: Calendar;
  actors: ReadonlyMap<string, Actor>;
  brought: ReadonlyMap<Command, Brought>;
  numbers: NumberSource;
}

/**
 * Judges the commands on one case in their order, clocks first: what has run out lapses before anybody is heard, so
 * that the law does not wait for a worker. Each command is judged alone; a refused one leaves no trace.
 */
export function judgeCase(
  bench: Bench,
  working: WorkingCase | null,
  commands: readonly Command[],
): Outcome[] {
  let lapseFault: Error | null = null;
  if (working !== null && !working.isNew) {
    try {
      lapse(bench, working);
    } catch (error) {
      lapseFault = error as Error;
    }
  }
  const answered = new Map<string, { requestDigest: Buffer; answer: Answer }>();
  return commands.map((command): Outcome => {
    try {
      if ('idempotency' in command) {
        const key = keyOf(command.person, command.idempotency.keyDigest);
        const known = bench.world.answers.get(key) ?? answered.get(key);
        if (known !== undefined) return repeat(known, command.idempotency.requestDigest);
      }
      if (lapseFault !== null) throw lapseFault;
      if (working === null) throw absent(command);
      const answer = judge(bench, working, command);
      if ('idempotency' in command) {
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
    case 'owed':
      return payOwed(bench, working, command);
    case 'lapse':
      return standing(working);
  }
}

/** More than any case can owe to time; a clock that starts again from the same day would lapse for ever. */
const mostLapses = 1_000;

/**
 * Lets each clock that has run out take its step, the earliest first, until none is due. Where two ran out at the same
 * instant, the order of the process file decides.
 */
function lapse(bench: Bench, working: WorkingCase): void {
  for (let lapses = 0; ; lapses += 1) {
    const { steps } = stateOf(working.process, working.current.state);
    const due = steps
      .flatMap((step) => {
        const clock = working.clocks.find(({ clock, status }) => clock === step.on && status === 'running');
        const dueAt = clock?.due_at ?? null;
        return clock && dueAt !== null && new Date(dueAt) <= bench.world.at ? [{ clock, step, dueAt }] : [];
      })
      .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))[0];
    if (due === undefined) return;
    if (lapses === mostLapses) throw new Error(`clock "${due.clock.clock}" runs out without end`);
    // The legal day of the lapse is the first after the period, however late it is noticed.
    const given: Given = { today: dayOf(due.dueAt, bench.world.zone), evidence: {}, world: {} };
    const taken = decide(working.process, working.current, due.step.name, given);
    if (!taken.taken)
      throw new Error(`clock "${due.clock.clock}" ran out, but "${due.step.name}" cannot be taken`);
    working.record(bench.tenant, bench.calendar, {
      kind: 'stepTaken',
      taken,
      given,
      actor: { person: null, roles: due.step.by, for: null, method: 'clock' },
      cause: { kind: 'clock', of: `${due.clock.clock}/${due.clock.generation}` },
      evidence: null,
      documents: [],
      idempotency: null,
    });
  }
}

function open(bench: Bench, working: WorkingCase, command: OpenCommand): Answer {
  const { process } = working;
  const actor = actorOf(bench, command.person);
  const file = { state: process.initial, context: {}, institution: command.institution };
  const roles = rolesFor(process, process.opening.by, actor, file);
  if (!process.opening.by.some((role) => actor.roles.includes(role))) {
    throw notPermitted(process, 'open', process.opening.by);
  }
  // An institution one does not act for is answered like one that does not exist.
  const known = bench.world.institutions.has(command.institution);
  if (!known || roles.length === 0) throw new Refused('not-found');
  const brought = bench.brought.get(command);
  const given: Given = {
    today: today(bench),
    evidence: factsOf(brought, {}),
    world: { institution: command.institution },
  };
  return working.record(bench.tenant, bench.calendar, {
    kind: 'opened',
    taken: openFile(process, given),
    given,
    actor: {
      person: actor.person,
      roles,
      for: actsFor(process, roles, command.institution),
      method: command.method,
    },
    cause: { kind: 'command', of: null },
    ...evidenceOf(brought),
    idempotency: { caller: command.person, key: command.idempotency },
  });
}

/** Judges a step in the documented order, so that each refusal says the first thing that stands in the way. */
function step(bench: Bench, working: WorkingCase, command: StepCommand): Answer {
  const { process } = working;
  const actor = actorOf(bench, command.person);
  const file = { ...working.current, institution: working.institution };
  if (!maySee(process, actor, file)) throw new Refused('not-found');
  if (command.revision === undefined) {
    throw new Refused('revision-required', { members: { revision: working.currentRevision } });
  }
  if (command.revision !== working.currentRevision) throw staleRevision(working);
  const rule = ruleFor(process, working.current.state, command.step);
  const roles = rolesFor(process, rule.by, actor, file);
  if (roles.length === 0) throw notPermitted(process, command.step, rule.by);
  const brought = bench.brought.get(command);
  // It was read as the state before the batch needs it; whoever guessed a later revision has not seen what it needs.
  if (brought !== undefined && brought.name !== rule.needs) throw staleRevision(working);
  const { context } = working.current;
  const facts = factsOf(brought, context);
  const given: Given = { today: today(bench), evidence: facts, world: {} };
  const { taken, given: drawn } = decideAndDraw(bench, working, rule, given);
  return working.record(bench.tenant, bench.calendar, {
    kind: 'stepTaken',
    taken,
    given: drawn,
    actor: {
      person: actor.person,
      roles,
      for: actsFor(process, roles, working.institution),
      method: command.method,
    },
    cause: { kind: 'command', of: null },
    ...evidenceOf(brought),
    idempotency: { caller: command.person, key: command.idempotency },
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
  const rule = ruleFor(working.process, working.current.state, owed.step);
  if (rule.needs !== null) throw new Error(`"${rule.name}" needs evidence, and who owes it brings none`);
  if (rule.on !== null) throw new Error(`"${rule.name}" is a step of the clock, and nobody can owe it`);
  const { taken, given } = decideAndDraw(bench, working, rule, {
    today: today(bench),
    evidence: {},
    world: owed.world,
  });
  return working.record(bench.tenant, bench.calendar, {
    kind: 'stepTaken',
    taken,
    given,
    actor: { person: null, roles: rule.by, for: null, method: 'owed' },
    cause: { kind: 'event', of: cause },
    evidence: null,
    documents: [],
    idempotency: null,
    pays: command.cause,
  });
}

/** Decides with numbers drawn where the step draws some. A refused step draws none: no number is ever lost. */
function decideAndDraw(
  bench: Bench,
  working: WorkingCase,
  rule: StepRule,
  given: Given,
): { taken: Taken; given: Given } {
  const { process, current } = working;
  const draft = rule.draws.length === 0 ? given : withNumbers(bench, rule, given, current.context, 'preview');
  const decision = decide(process, current, rule.name, draft);
  if (!decision.taken) throw refusalOf(process, current.state, rule.name, decision);
  if (rule.draws.length === 0) return { taken: decision, given };
  // Its dates must be had before its numbers: a step refused for want of a holiday notice must not have drawn one.
  carryOut(bench.calendar, working.clocks, decision.clocks, working.seq + 1);
  const drawn = withNumbers(bench, rule, given, current.context, 'draw');
  const taken = decide(process, current, rule.name, drawn);
  if (!taken.taken) throw new Error(`"${rule.name}" depends on the number it draws`);
  return { taken, given: drawn };
}

function withNumbers(
  bench: Bench,
  rule: StepRule,
  given: Given,
  context: Facts,
  mode: 'preview' | 'draw',
): Given {
  const of = { tenant: bench.tenant, today: given.today, context, evidence: given.evidence };
  const numbers = rule.draws.map((series) => [series, bench.numbers.number(series, of, mode)] as const);
  return { ...given, world: { ...given.world, ...Object.fromEntries(numbers) } };
}

function actorOf(bench: Bench, person: string): Actor {
  const actor = bench.actors.get(person);
  if (actor === undefined) throw tokenRefused('noAccount');
  return actor;
}

function factsOf(brought: Brought | undefined, context: Facts): Facts {
  if (brought === undefined) return {};
  if (brought.refused !== null) throw brought.refused;
  return brought.facts(context);
}

function evidenceOf(
  brought: Brought | undefined,
): Pick<Parameters<WorkingCase['record']>[2], 'evidence' | 'documents'> {
  if (brought === undefined || brought.name === null) return { evidence: null, documents: [] };
  return { evidence: { name: brought.name, value: brought.value }, documents: brought.documents };
}

const today = (bench: Bench): string => dayOf(bench.world.at, bench.world.zone);

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
