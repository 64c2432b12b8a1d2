import { narrowed, requireNotSuspended, tokenRefused, type Actor } from '#identity';
import { stepsFrom, type Duty, type StepRule, type Taken } from '#process';
import { Refused } from '#refusals';
import { dutyWords, type AuthorityRuleName, type RecusalGround } from '#regulations';
import { institutionMet, peopleNamed, type Reachable } from './authority.js';
import {
  dutyInTheWay,
  obstacles,
  type AuthorityRule,
  type Reason,
  type SignIn,
  type Standing,
  type StepUp,
} from './authority-rules.js';
import type { ClockOperation } from './clock-rows.js';
import type { Command, PersonsCommand } from './command.js';
import type { Parties } from './decided-text.js';
import type { Brought } from './evidence.js';
import { JudgedTooEarly } from './judged-too-early.js';
import { officeFacts, type World } from './load.js';
import type { NumberSource } from './numbers.js';
import type { NoteReady } from './ports.js';
import type { ProcessShelf } from './process-shelf.js';
import { meetingKey } from './recusals.js';
import { staffing, type Staff } from './staffing.js';
import { notPermitted, whyNot } from './step-rules.js';
import type { WorkingCase } from './working-case.js';

/** All that a batch's commands on one case are judged by. Judging is pure: it may be done again with other numbers. */
export interface Bench {
  tenant: number;
  /** The editions to which a step may move a case. */
  shelf: Pick<ProcessShelf, 'movedBy' | 'isSucceeded'>;
  world: World;
  /** By case: what was done to clocks that may have to be counted again. */
  operations: ReadonlyMap<string, readonly ClockOperation[]>;
  actors: ReadonlyMap<string, Actor>;
  brought: ReadonlyMap<Command, Brought>;
  /** Why people are recused (`loadRecusals`). */
  recused: ReadonlyMap<string, readonly RecusalGround[]>;
  /** Notes that libraries above have made ready, or refused, and the evidence beside whose step each belongs. */
  notes: ReadonlyMap<Command, { beside: string; ready: NoteReady | Refused }>;
  /** Signatures of texts that were confirmed, made before it is known whether the step will be taken. */
  signatures: ReadonlyMap<Command, string>;
  parties: ReadonlyMap<string, Parties>;
  /** Names of people and institutions that stand in texts of decisions, by id. */
  names: ReadonlyMap<string, string>;
  /** By case: everybody of the office, where a command names people. */
  staff: ReadonlyMap<string, Staff>;
  numbers: NumberSource;
  rules: Partial<Record<AuthorityRuleName, AuthorityRule>>;
  stepUp: StepUp;
}

/** Who gives a command, as far as they may act by what they showed. */
export function actorOf(bench: Bench, { person, onlyFor }: PersonsCommand): Actor {
  const actor = bench.actors.get(person);
  if (actor === undefined) throw tokenRefused('noAccount');
  requireNotSuspended(actor);
  return narrowed(actor, onlyFor);
}

/** What authority over a step of this case is judged by. */
export function standingOf(
  bench: Bench,
  working: WorkingCase,
  signIn: SignIn,
  actor: Actor,
  rule: Standing['rule'],
  file: Reachable,
): Standing {
  const { process, root: matter } = working;
  const institution = institutionMet(process, working.institution, file.context);
  // Who is recused was read for the institution that the case was about before this batch.
  if (institution !== working.metWhenRead) throw new JudgedTooEarly('which institution the case is about');
  return {
    process,
    rule,
    file,
    actor,
    signIn,
    now: bench.world.recordedAt.getTime(),
    stepUp: bench.stepUp,
    duties: working.duties,
    dutiesApart: bench.world.dutiesApart,
    recused: bench.recused.get(meetingKey({ person: actor.person, institution, matter })) ?? [],
    desks: working.desks,
  };
}

/** What keeps a person from a step of the case as it stands. */
export function obstaclesTo(
  bench: Bench,
  working: WorkingCase,
  signIn: SignIn,
  actor: Actor,
  rule: StepRule,
): Reason[] {
  return obstacles(standingOf(bench, working, signIn, actor, rule, working.reachable), bench.rules);
}

/** Throws the refusal of whoever may not take the step, with all that is known to stand in the way. */
export function refuseUnlessMay(
  bench: Bench,
  working: WorkingCase,
  signIn: SignIn,
  actor: Actor,
  rule: StepRule,
): void {
  const { process, current } = working;
  const inTheWay = obstaclesTo(bench, working, signIn, actor, rule);
  if (inTheWay.length === 0) return;
  const given = { today: working.today, evidence: { by: actor.person }, world: officeFacts(bench.world) };
  const choice = stepsFrom(process, current, given).find(({ name }) => name === rule.name);
  const reasons: Reason[] = choice === undefined ? inTheWay : whyNot(inTheWay, choice);
  throw notPermitted(process, rule, inTheWay, reasons, bench.stepUp);
}

/** Refuses to name somebody for a duty who holds another in the matter; the actor's own duty counts as held. */
export function nobodyNamedHoldsAnotherDuty(
  bench: Bench,
  { process, duties }: Pick<WorkingCase, 'process' | 'duties'>,
  taken: Taken,
  person: string,
  duty: string,
): void {
  const { dutiesApart } = bench.world;
  for (const [named, wanted] of peopleNamed(process, taken.context)) {
    const before = duties.get(named) ?? (named === person && dutiesApart.has(duty) ? duty : undefined);
    const held = dutyInTheWay(before, wanted, dutiesApart);
    if (held === null) continue;
    const words = dutyWords[held];
    throw new Refused('person-not-free', {
      params: { duty: words?.en ?? held, 'duty:zh-CN': words?.['zh-CN'] ?? held },
      members: { person: named, held, wanted },
    });
  }
}

/**
 * The duties for which nobody would be left after a step that names people: the engine says so at once, in the answer
 * and in the event. Null where the step names nobody.
 */
export function unstaffedAfter(
  bench: Bench,
  working: WorkingCase,
  taken: Taken,
  person: string,
  duty: Duty,
): Duty[] | null {
  const staff = bench.staff.get(working.id);
  if (staff === undefined) return null;
  const { process, duties } = working;
  const held = new Map<string, string>([...peopleNamed(process, taken.context), [person, duty], ...duties]);
  const { places } = staffing(process, taken, staff, held, bench.world.dutiesApart);
  return [...new Set(places.flatMap(({ duty, filledBy }) => (filledBy === null ? [duty] : [])))];
}
