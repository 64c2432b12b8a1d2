import type { StepView } from '#casework';
import { Refused } from '#refusals';
import { laboratories, type TestOffice } from '../office.js';
import { cellInWords } from './matrix-cells.js';
import { inParallel } from './matrix-cases.js';
import { reachOf, rightAnswer, sees, stepRow, type Question } from './matrix-answers.js';
import { isOpenTo } from './matrix-routes.js';
import { processOf } from './matrix-processes.js';
import type { StandingCase } from './matrix-ways.js';
import type { Asked, World } from './matrix-world.js';

/** What was read, and where it was not what the table says. */
export interface Reading {
  cells: number;
  allowed: number;
  differences: string[];
}

export const pageKey = ({ standing, person, relation }: Asked): string =>
  `${standing?.id} ${person.id} ${relation}`;

/** A case's page for everybody who asks about it: their list of steps, or the code of the refusal. */
export async function readPages(
  office: TestOffice,
  world: World,
  cells: readonly Asked[],
): Promise<Reading & { pages: Map<string, StepView[] | string> }> {
  const readers = new Map(
    cells.filter(({ standing }) => standing !== null).map((cell) => [pageKey(cell), cell]),
  );
  const pages = new Map<string, StepView[] | string>();
  const differences: string[] = [];
  let allowed = 0;
  let place = 0;
  await inParallel([...readers], async ([key, cell]) => {
    const caller = world.callerOf(cell);
    const { id } = cell.standing!;
    const page = await office.views
      .lookUp(caller, id)
      .then(({ steps }) => steps)
      .catch(codeOf);
    // The history stands behind the same door; every fourth shows that it does.
    const history =
      (place += 1) % 4 === 0 ? await office.views.history(caller, id, { limit: 1 }).catch(codeOf) : page;
    pages.set(key, page);
    const seen = sees(cell);
    if (seen) allowed += 1;
    const right = seen ? 'read' : rightAnswer(cell).code;
    for (const [what, found] of Object.entries({ page, history })) {
      const told = typeof found === 'string' ? found : 'read';
      if (told !== right)
        differences.push(`${cellInWords(cell)}: the ${what} is ${told}; the table says ${right}`);
    }
  });
  return { cells: pages.size, allowed, differences, pages };
}

const codeOf = (error: unknown): string => (error instanceof Refused ? error.code : String(error));

/** Relations of readers whose lists and queues are compared with the table, case by case. */
const readersOfLists = [
  'plain',
  'foreign',
  'roleWithdrawn',
  'memberOnly',
  'keyHere',
  'keyElsewhere',
  'otherTenant',
];

/** Lists and queues of work: exactly the cases and duties that the table gives each reader, and no other. */
export async function readLists(office: TestOffice, world: World): Promise<Reading> {
  const readers = new Map(
    world.cells
      .filter(
        ({ relation, person, state }) =>
          state !== null && readersOfLists.includes(relation) && person.concern === 'institution',
      )
      // Whoever accepted an invitation acts for the institution, and has its lists; here no head was revoked who would have
      // taken them along.
      .filter(({ role, state }) => role !== 'invitee' || !['inForce', 'fallen'].includes(state!))
      .map((cell) => [cell.person.id, cell]),
  );
  const still = world.cases.filter(({ key }) => !key.includes('#'));
  const keys = new Map(still.map(({ id, key }) => [id, key]));
  const differences: string[] = [];
  let cells = 0;
  let allowed = 0;
  await inParallel([...readers.values()], async (reader) => {
    const caller = world.callerOf(reader);
    const of = `${reader.role}, ${reader.relation}`;
    const compare = (what: string, found: readonly string[], right: readonly string[]): void => {
      cells += 1;
      if (right.length > 0) allowed += 1;
      const [there, due] = [new Set(found), new Set(right)];
      const tell = (how: string, some: readonly string[]): void => {
        if (some.length > 0) differences.push(`the ${what} of ${of} ${how} ${some.length}, first ${some[0]}`);
      };
      tell(
        'lacks',
        right.filter((one) => !there.has(one)),
      );
      tell(
        'has too many by',
        found.filter((one) => !due.has(one)),
      );
    };
    const seen = still.filter((one) => sees(questionOf(reader, one)));
    const list = await office.views.list(caller, { limit: 1_000_000 });
    compare(
      'list',
      list.filter(({ id }) => keys.has(id)).map(({ id }) => keys.get(id)!),
      seen.map(({ key }) => key),
    );
    for (const queue of reader.relation === 'plain' ? (['all', 'team', 'mine'] as const) : []) {
      const tasks = await office.tasks.list(caller, { queue, limit: 1_000_000 });
      compare(
        `queue ${queue}`,
        tasks.filter((task) => keys.has(task.case)).map((task) => `${keys.get(task.case)} ${task.duty}`),
        seen.flatMap((one) => dutiesOf(reader, one, queue).map((duty) => `${one.key} ${duty}`)),
      );
    }
  });
  return { cells, allowed, differences };
}

/** What is so of a reader towards any case: that it names them is so of few. */
function questionOf({ role, relation, person }: Asked, one: StandingCase): Question {
  const { process, state, named, members, institution } = one;
  const isNamed = Object.values(named).includes(person.id) || members.includes(person.id);
  const isTheirs = institution === (person.heads ?? laboratories[0].id) && relation !== 'foreign';
  const near = { named: isNamed, own: isTheirs, office: true, nothing: true }[reachOf(role)];
  return { process, state, step: '-', role, relation: near ? relation : 'foreign' };
}

/** The duties of a case in which a reader finds it in a queue; how one signed in makes no task another's. */
function dutiesOf(reader: Asked, one: StandingCase, queue: 'all' | 'team' | 'mine'): string[] {
  const question = questionOf(reader, one);
  const steps = processOf(one.process).states.find(({ name }) => name === one.state)!.steps;
  const rows = steps.flatMap(({ name }) => {
    const row = stepRow(one.process, one.state, name);
    return row === undefined || row.duty === 'consequence' ? [] : [row];
  });
  return [...new Set(rows.map(({ duty }) => duty!))].filter((duty) => {
    const possible = rows.filter((row) => row.duty === duty);
    // Of their own duty they find what they could do, as everybody does.
    const supervised = reader.role === 'supervisor' && !['applying', 'supervision'].includes(duty);
    // That only its proposer takes a proposal back is known before there is any evidence.
    const takes = possible.filter(
      ({ step, only }) =>
        isOpenTo(one.kind, one.state, step!) &&
        (only !== 'proposer' || one.named['proposer'] === reader.person.id) &&
        rightAnswer({ ...question, step: step! }).codes.every((code) => code === 'theSignInIsFreshAndStrong'),
    );
    const lies = one.desk !== null && duty !== 'applying';
    if (queue === 'all') return takes.length > 0 || supervised;
    // What names somebody or is their institution's is theirs; the rest is the team's.
    const personal = takes.some(({ by }) =>
      by!.split(', ').some((role) => role === reader.role && ['own', 'named'].includes(reachOf(role))),
    );
    if (takes.length === 0 || (lies && one.desk !== reader.person.id)) return false;
    return (queue === 'mine') === (personal || lies);
  });
}
