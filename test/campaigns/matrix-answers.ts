/** Reads the table in matrix-policy.ts: the one right answer to each question. */
import * as policy from './matrix-policy.js';
import * as ofSteps from './matrix-policy-steps.js';

type Row = Partial<Record<string, string>>;

const list = (cell: string | undefined): string[] => (cell ?? '').split(',').map((part) => part.trim());

function find(table: readonly Row[], by: Row): Row {
  const [[column, value]] = Object.entries(by) as [[string, string]];
  const row = table.find((candidate) => candidate[column] === value);
  if (row === undefined) throw new Error(`the policy has no row for ${column} ${value}`);
  return row;
}

/** Reads a table as it is written: a line of headings, then a line for each row. */
function rows(text: string): Row[] {
  const [head, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return lines.map((cells) => {
    if (cells.length !== head!.length)
      throw new Error(`a row of the policy is not whole: ${cells.join(' | ')}`);
    return Object.fromEntries(head!.map((name, index) => [name, cells[index]!]));
  });
}

const reaches = rows(policy.reaches);
const sight = rows(policy.sight);
const steps = rows(ofSteps.steps);
const relations = rows(policy.relations);

/** One question: whether somebody of whom this is so may take this step of such a case. `state` is null at the opening. */
export interface Question {
  process: string;
  state: string | null;
  step: string;
  role: string;
  relation: string;
}

/** The one right answer. `codes` are the rules that refuse, where rules do. */
export interface Answer {
  code: string;
  codes: string[];
  /** Where allowed: the duty it is taken for, and whether for an institution. */
  duty: string | null;
  forInstitution: boolean;
  /** Where allowed: whether for a colleague who is away. */
  covering: boolean;
}

export const relationNames = relations.map(({ relation }) => relation!);
export function reachOf(role: string): string {
  const row = reaches.find((one) => one.role === role);
  if (row === undefined && role !== 'none')
    throw new Error(`nobody has said which cases the role ${role} reaches`);
  return row?.reaches ?? 'nothing';
}
export const isHeldByAll = (role: string): boolean =>
  reaches.find((row) => row.role === role)?.held === 'by everybody';
export const concernOf = (process: string): string => find(sight, { process }).concerns!;
export const isSeenBy = (process: string, role: string): boolean =>
  list(find(sight, { process })['seen by']).includes(role);
export const stepRow = (process: string, state: string | null, step: string) =>
  steps.find((row) => row.process === process && row.state === (state ?? '-') && row.step === step);
/** What the rows of steps are about. */
export const everyStepRow = steps.map(({ process, state, step }) => ({
  process: process!,
  state: state === '-' ? null : state!,
  step: step!,
}));
/** The rules that the table knows. */
export const ruleNames = [
  ...['theRoleIsHeld', 'theCaseIsWithinReach', 'rolesAreNotAdministered'],
  ...new Set(relations.map((row) => row['refuses by']!).filter((code) => code !== '')),
];

/** The roles of whoever asks, and whether each reaches the case. Whoever opens a case is the one whom it will name. */
function rolesOf({ process, state, role, relation }: Question): Map<string, boolean> {
  const { 'takes away': takes, gives } = find(relations, { relation });
  const held = new Map<string, boolean>();
  const keyOnly = takes === 'roles of the office' || takes === 'roles and case';
  if (takes === 'the account' || takes === 'everything' || (takes === 'every role' && state !== null))
    return held;
  for (const { role: name } of keyOnly ? [] : reaches.filter((row) => row.held === 'by everybody'))
    held.set(name!, state === null);
  const reaching = !['this case', 'the lead', 'roles and case', 'every role'].includes(takes!);
  const lost = (takes === 'the role' && !isHeldByAll(role)) || (keyOnly && role !== 'applicant');
  if (role !== 'none' && !lost) held.set(role, reaching);
  // Whoever accepted an invitation acts for the institution from then on.
  if (process === 'invitation' && state === 'inForce' && role === 'invitee' && reaching)
    held.set('applicant', true);
  if (gives !== '') held.set(gives!.replace(' elsewhere', ''), !gives!.endsWith(' elsewhere'));
  return held;
}

/** The duty that whoever asks has in the matter, by an earlier step or by being named. */
function dutyTaken({ role, relation }: Question): string | null {
  if (relation.startsWith('holds:')) return relation.slice('holds:'.length);
  const named = !['this case', 'every role'].includes(find(relations, { relation })['takes away']!);
  return named ? reaches.find((row) => row.role === role)?.['named for'] || null : null;
}

/** Whether somebody of whom this is so sees such a case at all. */
export function sees(question: Question): boolean {
  if (find(relations, { relation: question.relation })['takes away'] === 'the lead') return true;
  return [...rolesOf(question)].some(([role, reaching]) => reaching && isSeenBy(question.process, role));
}

/** The table's answer. */
export function rightAnswer(question: Question): Answer {
  const { process, state, step, role, relation } = question;
  const row = stepRow(process, state, step);
  const of = find(relations, { relation });
  const refused = (code: string, codes: string[] = []): Answer => ({
    ...{ code, codes: codes.sort() },
    ...{ duty: null, forInstitution: false, covering: false },
  });
  if (of['takes away'] === 'the account') return refused('token-refused');
  if (of['takes away'] === 'everything') return refused('account-suspended');
  const held = rolesOf(question);
  if (state !== null && !sees(question)) return refused('not-found');
  if (row === undefined) return refused('step-not-possible');
  const by = list(row.by);
  const able = by.filter((name) => held.has(name));
  const reaching = able.filter((name) => held.get(name));
  // Another's institution is answered like one that there is not.
  if (state === null && able.length > 0 && reaching.length === 0) return refused('not-found');
  const codes = new Set<string>();
  if (able.length === 0) codes.add('theRoleIsHeld');
  else if (reaching.length === 0) codes.add('theCaseIsWithinReach');
  if (held.has('administrator') && !policy.administratorsDuties.includes(row.duty!))
    codes.add('rolesAreNotAdministered');
  const taken = state === null ? null : dutyTaken(question);
  if (taken !== null && taken !== row.duty && policy.dutiesApart.includes(row.duty!))
    codes.add('dutiesAreKeptApart');
  const liesOnNoDesk = of['refuses by'] === 'itLiesOnYourDesk' && row.duty === 'consequence';
  if (of['refuses by'] !== '' && isConcerned(of.duties!, row, reaching) && !liesOnNoDesk)
    codes.add(of['refuses by']!);
  if (held.get('applicant') === true && row.duty !== 'applying') codes.add('nobodyIsRecused');
  if (concernOf(process) === 'authority' || ![...held.keys()].some(isOfTheOffice))
    codes.delete('nobodyIsRecused');
  if (row.duty !== 'applying' && isTiedByTheCase(question, held)) codes.add('nobodyIsRecused');
  if (codes.size > 0) {
    const only = [...codes].join() === 'theSignInIsFreshAndStrong';
    return refused(only ? 'stronger-sign-in-needed' : 'not-permitted', [...codes]);
  }
  const fails = {
    head: role === 'applicant' && ['agent', 'thisStep', 'keyHere'].includes(relation),
    proposer: relation === 'notTheProposer' || role !== 'administrator',
    official: relation === 'roleWithdrawn',
    noAdministrator: relation === 'administers',
    owed: true,
  }[row.only!];
  if (fails) return refused('guard-refused');
  return {
    ...{ code: 'allowed', codes: [], duty: row.duty! },
    forInstitution: reaching.includes('applicant'),
    covering: relation === 'deskCovered' && row.duty !== 'applying',
  };
}

/** Whoever declared an interest has it from then on, and whose claim was confirmed acts for the institution. */
function isTiedByTheCase({ process, state, role, relation }: Question, held: Map<string, boolean>): boolean {
  if (held.get(role) !== true) return false;
  if (process === 'interest')
    return role === 'declarant' && state !== 'drafting' && relation !== 'roleWithdrawn';
  return (
    process === 'representation' &&
    role === 'claimant' &&
    state === 'inForce' &&
    [...held.keys()].some(isOfTheOffice)
  );
}

function isConcerned(duties: string, row: Row, reaching: readonly string[]): boolean {
  if (duties === 'done for an institution')
    return reaching.length > 0 && reaching.every((name) => reachOf(name) === 'own');
  if (duties === 'decisions') return row.only === 'decision';
  const [which, but] = duties.split('but ');
  // One duty beside another is kept from those alone that are kept apart.
  if (but !== undefined) return row.duty !== but && (which !== '' || policy.dutiesApart.includes(row.duty!));
  return row.duty === duties;
}

const isOfTheOffice = (role: string): boolean => reachOf(role) !== 'own' && !isHeldByAll(role);
