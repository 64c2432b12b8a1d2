import type { Actor } from '#identity';
import type { EventKind } from '#ledger';
import type { Duty, Facts, StepRule } from '#process';
import { Refused, type Language } from '#refusals';
import { authorityWords, type AuthorityRuleName } from '#regulations';
import { maySee, rolesFor, rolesHeld, rolesOf } from './authority.js';
import { obstacles } from './authority-rules.js';
import { actorOf, obstaclesTo, refuseUnlessMay, standingOf, type Bench } from './bench.js';
import type { Answer, NoteCommand } from './command.js';
import { named, notPermitted, stateOf } from './step-rules.js';
import type { Noted } from './prepared-event.js';
import type { WorkingCase } from './working-case.js';

/** The notes by which a duty comes to lie on a desk, or off it. */
export const deskMoves: ReadonlySet<EventKind> = new Set<EventKind>(['assigned', 'released']);

/** Notes something in a case's history, where the person may. */
export function note(bench: Bench, working: WorkingCase, command: NoteCommand): Answer {
  const actor = actorOf(bench, command);
  if (!maySee(working.process, actor, working.reachable)) throw new Refused('not-found');
  switch (command.note.kind) {
    case 'assigned':
      return assign(bench, working, command, actor, command.note);
    case 'released':
      return release(bench, working, command, actor, command.note);
    default:
      return noteOfOthers(bench, working, command, actor);
  }
}

/**
 * Puts a duty of the case on a desk: on one's own where nobody has it (a claim), on anybody's who could take its
 * steps where one supervises.
 */
function assign(
  bench: Bench,
  working: WorkingCase,
  command: NoteCommand,
  actor: Actor,
  { duty, to }: { duty: string; to: string },
): Answer {
  const rules = stepsOf(working, duty);
  const { process } = working;
  const supervising = supervisingRoles(working, actor);
  const holder = working.desks.get(duty);
  if (supervising.length === 0) {
    if (to !== actor.person) throw supervisionNeeded(working);
    if (holder !== undefined && holder !== actor.person) throw new Refused('on-another-desk');
  } else refuseRecusedSupervisor(bench, working, command, actor, supervising);
  const assignee = to === actor.person ? actor : bench.actors.get(to);
  if (assignee === undefined) throw new Refused('not-found');
  // Whoever could not take the step is no help on whose desk it lies; how they will sign in is seen later.
  const inTheWay = rules.map((rule) =>
    obstaclesTo(bench, working, command, assignee, rule).filter(({ code }) => !laterOrGone.has(code)),
  );
  const able = inTheWay.findIndex((reasons) => reasons.length === 0);
  if (able < 0) {
    const words = (language: Language) => inTheWay[0]!.map(({ sentence }) => sentence[language]).join(' ');
    throw new Refused('assignee-may-not', {
      params: { ...named(process, null, rules[0]!.name), why: words('en'), 'why:zh-CN': words('zh-CN') },
      members: { person: to, reasons: inTheWay[0] },
    });
  }
  const roles =
    supervising.length > 0 ? supervising : rolesFor(process, rules[able]!.by, actor, working.reachable);
  const facts = { duty, to, before: holder ?? null };
  const answer = working.note(bench.tenant, noted(command, actor, roles, 'assigned', facts));
  working.moveDesk(duty, to);
  return answer;
}

/** What keeps nobody from having a case on the desk: that it lies on another, and how strongly one has signed in. */
const laterOrGone: ReadonlySet<string> = new Set<AuthorityRuleName>([
  'itLiesOnYourDesk',
  'theSignInIsFreshAndStrong',
]);

/** Takes a duty of the case off the desk it lies on: one's own, or anybody's where one supervises. */
function release(
  bench: Bench,
  working: WorkingCase,
  command: NoteCommand,
  actor: Actor,
  { duty }: { duty: string },
): Answer {
  const holder = working.desks.get(duty);
  if (holder === undefined) throw nothingToAssign(working);
  const supervising = supervisingRoles(working, actor);
  if (holder !== actor.person) {
    if (supervising.length === 0) throw new Refused('on-another-desk');
    refuseRecusedSupervisor(bench, working, command, actor, supervising);
  }
  const roles = supervising.length > 0 ? supervising : rolesHere(working, actor, duty);
  const facts = { duty, before: holder };
  const answer = working.note(bench.tenant, noted(command, actor, roles, 'released', facts));
  working.moveDesk(duty, null);
  return answer;
}

/** A note that a library above has made: whoever may take the step beside which it stands may make it. */
function noteOfOthers(bench: Bench, working: WorkingCase, command: NoteCommand, actor: Actor): Answer {
  const { beside, ready } = bench.notes.get(command) ?? {};
  const here = stateOf(working.process, working.current.state).steps.find(
    ({ needs }) => needs !== null && needs === beside,
  );
  if (ready === undefined || here === undefined) throw nothingToAssign(working);
  refuseUnlessMay(bench, working, command, actor, here);
  if (ready instanceof Refused) throw ready;
  const roles = rolesFor(working.process, here.by, actor, working.reachable);
  const { kind } = command.note;
  return working.note(bench.tenant, {
    ...noted(command, actor, roles, kind, ready.facts),
    actor: {
      ...actorBody(actor, roles, here.duty, command),
      covering: working.inWhoseStead(here.duty, actor.person),
    },
    under: here.under,
    store: (tx, seq) => ready.store(tx, seq),
  });
}

function noted(
  command: NoteCommand,
  actor: Actor,
  roles: string[],
  kind: NoteCommand['note']['kind'],
  facts: Facts,
): Noted {
  return {
    kind,
    facts,
    // Putting work on desks is supervision, on one's own too: it takes no part in the matter.
    actor: actorBody(actor, roles, 'supervision', command),
    under: authorityWords.itLiesOnYourDesk.under,
    idempotency: { caller: command.person, key: command.idempotency },
  };
}

const actorBody = (actor: Actor, roles: string[], duty: Duty, { method }: NoteCommand) => ({
  person: actor.person,
  roles,
  duty,
  for: null,
  covering: null,
  method,
});

/** Whoever is recused from a case does not choose who handles it either. */
function refuseRecusedSupervisor(
  bench: Bench,
  working: WorkingCase,
  command: NoteCommand,
  actor: Actor,
  supervising: string[],
): void {
  const rule = { name: command.note.kind, by: supervising, duty: 'supervision', stepUp: false } as const;
  const standing = standingOf(bench, working, command, actor, rule, working.reachable);
  const reasons = obstacles(standing, bench.rules).filter(({ code }) => code === 'nobodyIsRecused');
  if (reasons.length > 0) throw notPermitted(working.process, rule, reasons, reasons, bench.stepUp);
}

/** The steps of the state that belong to a duty and lie on desks: no step of the clock, none of an applicant. */
function stepsOf(working: WorkingCase, duty: string): StepRule[] {
  const rules = stateOf(working.process, working.current.state).steps.filter(
    (rule) => rule.duty === duty && rule.on === null && rule.duty !== 'applying',
  );
  if (rules.length === 0) throw nothingToAssign(working);
  return rules;
}

function supervisingRoles({ process }: WorkingCase, actor: Actor): string[] {
  const roles = Object.entries(process.catalogue.roles);
  const supervising = roles.flatMap(([name, { duty }]) => (duty === 'supervision' ? [name] : []));
  return rolesHeld(process, supervising, actor);
}

/** The roles of a duty that somebody holds; where it was withdrawn since, those by which they still see the case. */
function rolesHere({ process, reachable }: WorkingCase, actor: Actor, duty: string): string[] {
  const by = process.states.flatMap(({ steps }) =>
    steps.flatMap((rule) => (rule.duty === duty ? rule.by : [])),
  );
  const ofDuty = rolesHeld(process, [...new Set(by)], actor);
  return ofDuty.length > 0 ? ofDuty : rolesFor(process, rolesOf(process), actor, reachable);
}

function supervisionNeeded({ process }: WorkingCase): Refused {
  const supervising = Object.entries(process.catalogue.roles).filter(
    ([, { duty }]) => duty === 'supervision',
  );
  const words = (language: Language) => supervising.map(([, role]) => role.words[language]);
  return new Refused('role-needed', {
    params: { roles: words('en').join(', '), 'roles:zh-CN': words('zh-CN').join('、') },
  });
}

function nothingToAssign({ process, current }: WorkingCase): Refused {
  const { state, 'state:zh-CN': chinese } = named(process, current.state, '');
  return new Refused('nothing-to-assign', { params: { state: state ?? '', 'state:zh-CN': chinese ?? '' } });
}
