import type { Process, StateRule } from '#process';
import { isGrantable, roles, type RoleName } from '#regulations';
import {
  concernOf,
  everyStepRow,
  isHeldByAll,
  reachOf,
  relationNames,
  rightAnswer,
  stepRow,
  type Answer,
  type Question,
} from './matrix-answers.js';
import { processes } from './matrix-processes.js';
import { isNameable } from './matrix-ways.js';

/** A question, whether the step is one of the state, and the table's answer. */
export interface Cell extends Question {
  possible: boolean;
  /** Whether the step is a decision, whose text is confirmed. */
  decides: boolean;
  right: Answer;
}

/** Every role that a person can have, and none; only the clock's is nobody's. */
export const everyRole: readonly string[] = [
  'none',
  ...(Object.keys(roles) as RoleName[]).filter(
    (name) => isGrantable(name) || isHeldByAll(name) || reachOf(name) === 'own',
  ),
];

/** What is asked of those who could not take the step anyway: enough to see every rule speak beside another. */
const askedOfOthers = ['plain', 'foreign', 'otherTenant', 'employer', 'deskOther', 'administers', 'weak'];

/** What stands against nobody who applies for something, each of a kind: one of the kind is asked. */
const notAskedOfApplicants = [
  ...['employment', 'shareholding', 'kinship', 'training', 'other', 'employedInGroup', 'employedElsewhere'],
  ...['interestInGroup', 'interestOver', 'interestElsewhere', 'lastCycle', 'longAgo', 'coverEnded'],
  ...['coverPast', 'coverAhead', 'coverOfAnother', 'stale', 'unknownSignIn', 'aheadOfTime'],
];

/** What stands against nobody in the office's own affairs, likewise. */
const notAskedInOwnAffairs = [
  ...['employment', 'shareholding', 'kinship', 'training', 'other', 'employedElsewhere', 'interestInGroup'],
  ...['interestOver', 'interestLifted', 'interestElsewhere', 'actsInGroup', 'actsElsewhere', 'longAgo'],
];

/** Every cell, drawn from the process files: the opening, each state's steps, and three that are not possible there. */
export function everyCell(): Cell[] {
  return processes.flatMap((process) => [
    ...cellsOf(process, null, 'open', process.opening.by, true),
    ...process.states
      .filter(isRestedIn)
      .flatMap((state, place) => [
        ...state.steps.flatMap(({ name, by, on }) =>
          on === null ? cellsOf(process, state.name, name, by, true) : [],
        ),
        ...notPossibleIn(process, state.name, place).flatMap((step) =>
          cellsOf(process, state.name, step, [], false),
        ),
      ]),
  ]);
}

/** Where a route without a condition leads on, no case is ever found. */
const isRestedIn = ({ routes }: StateRule): boolean => routes.every(({ guards }) => guards.length > 0);

function cellsOf(
  process: Process,
  state: string | null,
  step: string,
  by: readonly string[],
  possible: boolean,
): Cell[] {
  const row = stepRow(process.id, state, step);
  if (possible && row === undefined)
    throw new Error(
      `nobody has said who may take the step ${step} of ${process.id} in ${state ?? 'no state'}`,
    );
  return everyRole.flatMap((role, place) =>
    relationNames.flatMap((relation) => {
      if (row?.duty === 'applying' && notAskedOfApplicants.includes(relation)) return [];
      if (concernOf(process.id) === 'authority' && notAskedInOwnAffairs.includes(relation)) return [];
      const asked = !(possible && isAskedHere(process, state, step, relation))
        ? near.includes(relation)
        : by.includes(role) || askedOfOthers.includes(relation) || relation === aDuty(place, step);
      const question = { process: process.id, state, step, role, relation };
      if (!asked || !canBe(question)) return [];
      const decides = row?.only === 'decision';
      return [{ ...question, possible, decides, right: rightAnswer(question) }];
    }),
  );
}

/** What is asked of everybody everywhere. */
const near = ['plain', 'foreign'];

/**
 * A step that several states know alike, to take an application back say, is asked of every relation all the same, and of each
 * but the nearest in one of these states: where the case stands makes no difference to the rules.
 */
function isAskedHere({ id, states }: Process, state: string | null, step: string, relation: string): boolean {
  const inWords = (name: string | null): string => {
    const { by, duty, only } = stepRow(id, name, step) ?? {};
    return [by, duty, only].join();
  };
  const alike = states.flatMap(({ name, steps }) =>
    steps.some((one) => one.name === step) && inWords(name) === inWords(state) ? [name] : [],
  );
  if (state === null || alike.length < fewStates) return true;
  return relationNames.indexOf(relation) % alike.length === alike.indexOf(state);
}
const fewStates = 3;

const duties = relationNames.filter((name) => name.startsWith('holds:'));
const aDuty = (place: number, step: string): string => duties[(place + step.length) % duties.length]!;

/** Whether it can be so of this role, in this state: nobody is named before there is a team. */
export function canBe(question: Question): boolean {
  const { process, state, step, role, relation } = question;
  const reach = reachOf(role);
  const nameable = reach === 'named' && isNameable(question, role);
  const { only } = stepRow(process, state, step) ?? {};
  const opens =
    (only === 'proposer' && role === 'administrator') || (only === 'head' && role === 'applicant');
  // Whoever opened the case, or is named in it, has a duty in it already.
  const named = nameable || opens;
  if (relation === 'otherTenant')
    return state !== null || (reach === 'own' && concernOf(process) === 'institution');
  if (reach === 'named' && !nameable) return relation === 'foreign';
  if (relation.startsWith('holds:') || relation.startsWith('heldElsewhere'))
    return state !== null && !named && role !== 'none';
  if (relation.startsWith('desk') || relation.startsWith('cover')) return state !== null;
  switch (relation) {
    case 'foreign':
      return reach === 'own' || (reach === 'named' && state !== null);
    case 'foreignAuditor':
      return (reach === 'own' || reach === 'named') && state !== null;
    case 'roleWithdrawn':
      return role !== 'none' && (!isHeldByAll(role) || role === 'declarant');
    case 'actingEnded':
    case 'actingExpired':
    case 'agent':
    case 'otherSteps':
    case 'thisStep':
      return role === 'applicant';
    case 'notTheProposer':
      return opens && role === 'administrator';
    case 'memberOnly':
      return role === 'teamLeader';
    case 'actsToo':
    case 'actsInGroup':
    case 'actsElsewhere':
      return isGrantable(role);
    case 'administers':
      return role !== 'administrator' && role !== 'none';
    case 'lastCycle':
    case 'longAgo':
      return state !== null && role !== 'none';
    default:
      return true;
  }
}

/** A few steps that the process knows and the state does not, others in each state. */
function notPossibleIn(process: Process, state: string, place: number): string[] {
  const here = process.states.find(({ name }) => name === state)!.steps.map(({ name }) => name);
  const elsewhere = [
    ...new Set(
      process.states.flatMap(({ steps }) => steps.flatMap(({ name, on }) => (on === null ? [name] : []))),
    ),
  ].filter((name) => !here.includes(name));
  return [0, 1, 2].map((turn) => elsewhere[(place * 3 + turn) % elsewhere.length]!);
}

/** Rows of the table about steps that no process has: a table that says more than there is was not read again. */
export const rowsOfNoProcess = (): string[] =>
  everyStepRow.flatMap(({ process, state, step }) => {
    const known = processes.find(({ id }) => id === process);
    const steps = known?.states.find(({ name }) => name === state)?.steps.map(({ name }) => name);
    const there = state === null ? known !== undefined && step === 'open' : steps?.includes(step);
    return there
      ? []
      : [`the table has a row for ${process}/${state ?? '-'}/${step}, and there is no such step`];
  });

/** A cell in a line. */
export const cellInWords = ({ process, state, step, role, relation }: Question): string =>
  `${process}/${state ?? '-'}/${step} by ${role}, ${relation}`;
