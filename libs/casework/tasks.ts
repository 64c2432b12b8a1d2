import { inTransaction, type Database, type Transaction } from '#database';
import { getActor, loadActors, type Actor } from '#identity';
import type { Process, StepRule, Words } from '#process';
import { awaitsDuty, dutyWords, takenByItself } from '#regulations';
import { maySee, reachOf, rolesFor, rolesHeld } from './authority.js';
import { obstacles, type StepUp } from './authority-rules.js';
import type { Caller } from './caller.js';
import { CaseReader } from './case-readers.js';
import { usualStepUp } from './authority-rules.js';
import { laneOf, type LaneView } from './lane-view.js';
import type { CaseRow } from './load.js';
import type { ProcessShelf } from './process-shelf.js';
import { readCase, Reader, type ReadCase } from './reader.js';
import { stepsShown, type StepShown } from './steps-shown.js';
import { stateWords } from './case-view.js';

/** A duty of a case that awaits somebody. */
export interface Task {
  case: string;
  number: string | null;
  process: string;
  title: Words;
  institution: { id: string; name: string };
  state: string;
  label: Words;
  duty: string;
  dutyWords: Words;
  /** Whether the case awaits whoever has the duty; else something could be done, and its clocks are another's. */
  awaited: boolean;
  /** The steps of that duty that the reader could take. */
  steps: { step: string; label: Words }[];
  /** The earliest day on which a clock of the case runs out, of the law or promised, and the first instant after its period. */
  dueOn: string | null;
  dueAt: string | null;
  overdue: boolean;
  /** Whether that is the day that was promised, before which the law would not have it. */
  promised: boolean;
  /** The lane that the case takes; null for none. */
  lane: LaneView | null;
  assignedTo: { person: string; name: string } | null;
  /** Whether it lies on the desk of somebody for whom the reader stands in. */
  covering: boolean;
}

/**
 * `mine`: what lies on the reader's desk or on that of somebody they stand in for, what names them, what they act for.
 * `team`: what lies on nobody's desk and the reader could take. `all`: everything the reader could take, or supervises.
 */
export type Queue = 'mine' | 'team' | 'all';

interface Candidate extends CaseRow {
  institution_name: string;
  due_on: string | null;
  due_at: Date | null;
  due_clock: string | null;
  overdue: boolean;
}

/** Rows read at a time, and how often at most for one page: a queue is a list to work from, not an archive. */
const usualChunk = 200;
const mostChunks = 25;

/** The queues of work, by due day, judged by the same rules as the steps themselves. */
export class Tasks {
  private readonly stepUp: StepUp;
  private readonly chunk: number;

  constructor(
    private readonly database: Database,
    private readonly shelf: ProcessShelf,
    { stepUp = usualStepUp, chunk = usualChunk }: { stepUp?: StepUp; chunk?: number } = {},
  ) {
    this.stepUp = stepUp;
    this.chunk = chunk;
  }

  /**
   * Tasks of one queue, those due first before all others, up to `limit`. `dueBy` is the last legal day of interest;
   * `after` names the last task of the page before.
   */
  async list(
    caller: Caller,
    of: { queue: Queue; limit: number; dueBy?: string | undefined; after?: string | undefined },
  ): Promise<Task[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await getActor(tx, caller.person, caller.method, caller.onlyFor);
      const waiting = this.statesAwaiting(actor);
      const tasks: Task[] = [];
      let place = placeOf(of.after);
      for (let read = 0; read < mostChunks && waiting.length > 0; read += 1) {
        const rows = await this.candidates(tx, { waiting, actor, place, ...of });
        tasks.push(
          ...(await this.tasksOf(tx, { caller, actor, queue: of.queue }, rows)).filter(afterTask(of.after)),
        );
        const last = rows.at(-1);
        if (tasks.length >= of.limit || rows.length < this.chunk || last === undefined) break;
        place = { due: last.due_on ?? never, id: last.id, inclusive: false };
      }
      return this.withNames(tx, tasks.slice(0, of.limit));
    });
  }

  /** States that editions of one process have in common are one. */
  private statesAwaiting(actor: Actor): { process: string; state: string }[] {
    const all = this.shelf.all.flatMap((process) => statesAwaiting(process, actor));
    return [...new Map(all.map((one) => [`${one.process}/${one.state}`, one])).values()];
  }

  /** Cases within the reader's reach; of their own queue only those that can be in it, however many others there are. */
  private async candidates(
    tx: Transaction,
    of: {
      waiting: readonly { process: string; state: string }[];
      actor: Actor;
      place: { due: string; id: string; inclusive: boolean };
      queue: Queue;
      dueBy?: string | undefined;
    },
  ): Promise<Candidate[]> {
    const { waiting, actor, place, queue, dueBy } = of;
    const { everything, own, named } = reachOf(this.shelf.all, actor);
    return tx.named<Candidate>(
      'tasks',
      `select * from (
         select c.*, i.name as institution_name, k.due_on, k.due_at, k.clock as due_clock, coalesce(k.due_at <= office_now(), false) as overdue
         from unnest($2::text[], $3::text[]) as w (process, state)
         join cases c on c.tenant = $1 and c.process = w.process and c.state = w.state
         join institutions i on i.tenant = c.tenant and i.id = c.institution_id
         left join lateral (select due_on, due_at, clock from clocks k where k.tenant = c.tenant and k.case_id = c.id
                            and k.status = 'running' order by due_at, legal_effect limit 1) as k on true
         where (not $10 and c.process = any($11::text[]))
            or (c.process = any($12::text[]) and c.institution_id = any($13::uuid[]))
            or (c.process = any($14::text[]) and exists (
                  select from case_people p where p.tenant = $1 and p.case_id = c.id and p.person_id = $15))
            or exists (select from assignments a
                       where a.tenant = $1 and a.case_id = c.id and a.person_id = any($16::uuid[]))) as t
       where ((coalesce(due_on, $4::date), id) > ($5::date, $6::uuid) or ($9 and coalesce(due_on, $4::date) = $5::date and id = $6::uuid))
         and ($7::date is null or due_on <= $7::date)
       order by coalesce(due_on, $4::date), id limit $8`,
      [
        ...[tx.tenant, waiting.map(({ process }) => process), waiting.map(({ state }) => state)],
        ...[never, place.due, place.id, dueBy ?? null, this.chunk, place.inclusive],
        ...[queue === 'mine', everything, own, actor.actsFor, named, actor.person],
        [actor.person, ...actor.covers],
      ],
    );
  }

  private async tasksOf(
    tx: Transaction,
    { caller, actor, queue }: { caller: Caller; actor: Actor; queue: Queue },
    rows: readonly Candidate[],
  ): Promise<Task[]> {
    const cases = rows.map((row) => {
      const process = this.shelf.pinned(row.process, row.edition, row.edition_hash);
      return { row, of: readCase(row, process) };
    });
    const seen = cases.filter(({ of }) => maySee(of.process, actor, of.file));
    if (seen.length === 0) return [];
    const reader = await Reader.of(
      tx,
      { caller, actor, stepUp: this.stepUp },
      seen.map(({ of }) => of),
    );
    return seen.flatMap(({ row, of }) => {
      const steps = stepsShown(this.shelf, of, reader.given).filter(({ choice }) => isSomebodys(choice));
      return tasksOfCase(row, of, steps, { reader, actor, queue });
    });
  }

  private async withNames(tx: Transaction, tasks: readonly Task[]): Promise<Task[]> {
    const people = await loadActors(tx, [
      ...new Set(tasks.flatMap(({ assignedTo }) => assignedTo?.person ?? [])),
    ]);
    return tasks.map((task) => ({
      ...task,
      assignedTo: task.assignedTo && {
        ...task.assignedTo,
        name: people.get(task.assignedTo.person)?.name ?? '',
      },
    }));
  }
}

/** Where no clock runs: after everything that has a day. */
const never = '9999-12-31';
const first = '00000000-0000-0000-0000-000000000000';

/** A place in the list, as a page's last task names it: due day, case, duty. */
export const taskKey = ({ dueOn, case: id, duty }: Task): string => `${dueOn ?? never}~${id}~${duty}`;
export const taskKeyShape = /^\d{4}-\d\d-\d\d~[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}~[A-Za-z]{1,40}$/;

/** The case that the page before ended with is read again: it may await another duty. */
function placeOf(after: string | undefined): { due: string; id: string; inclusive: boolean } {
  const [due = '0001-01-01', id = first] = after?.split('~') ?? [];
  return { due, id, inclusive: true };
}

const afterTask =
  (after: string | undefined) =>
  (task: Task): boolean =>
    after === undefined || taskKey(task) > after;

/** The states in which a process awaits a step of a role that the person holds, or that they supervise. */
function statesAwaiting(process: Process, actor: Actor): { process: string; state: string }[] {
  const awaiting = process.states.filter(({ steps }) =>
    steps.some(
      (rule) =>
        isSomebodys(rule) && (supervises(process, actor) || rolesHeld(process, rule.by, actor).length > 0),
    ),
  );
  return awaiting.map(({ name: state }) => ({ process: process.id, state }));
}

/** What a clock or another case brings about is nobody's to do, and no supervisor's to give out. */
const isSomebodys = ({ on, duty }: StepRule): boolean => on === null && !Object.hasOwn(takenByItself, duty);

const supervises = ({ catalogue }: Process, actor: Actor): boolean =>
  actor.roles.some((name) => catalogue.roles[name]?.duty === 'supervision');

function tasksOfCase(
  row: Candidate,
  of: ReadCase,
  shown: readonly StepShown[],
  { reader, actor, queue }: { reader: Reader; actor: Actor; queue: Queue },
): Task[] {
  const { process, file } = of;
  const duties = [...new Set(shown.map(({ choice: { duty } }) => duty))].sort();
  const desks = reader.desksOf(of.id);
  const { label, tags } = stateWords(process, file.state);
  // Whoever is recused reads the case as a party: who handles it is not for them.
  const told = CaseReader.from(actor, of, reader.recusedFrom(of)).part !== 'party';
  return duties.flatMap((duty) => {
    const holder = desks.get(duty);
    const ofDuty = shown.filter(({ choice }) => choice.duty === duty && choice.open);
    const mine = ofDuty.flatMap(({ choice, of }) => (mayTake(reader, of, choice, queue) ? [choice] : []));
    const supervised =
      queue === 'all' && supervises(process, actor) && !['applying', 'supervision'].includes(duty) && told;
    const belongs = {
      mine: mine.length > 0 && (holder === undefined ? namedOrOwn(of, mine, actor) : true),
      team: mine.length > 0 && holder === undefined && !namedOrOwn(of, mine, actor),
      all: mine.length > 0 || supervised,
    }[queue];
    if (!belongs) return [];
    return [
      {
        case: of.id,
        number: row.number,
        process: process.id,
        title: process.title,
        institution: { id: of.institution, name: row.institution_name },
        state: file.state,
        label,
        duty,
        dutyWords: dutyWords[duty] ?? { 'zh-CN': duty, en: duty },
        awaited: awaitsDuty(tags, duty),
        steps: mine.map(({ name, words }) => ({ step: name, label: words })),
        dueOn: row.due_on,
        dueAt: row.due_at?.toISOString() ?? null,
        overdue: row.overdue,
        promised: row.due_clock !== null && process.clocks[row.due_clock]?.promises !== undefined,
        lane: laneOf(file.context),
        assignedTo: holder === undefined || !told ? null : { person: holder, name: '' },
        covering: holder !== undefined && actor.covers.includes(holder),
      },
    ];
  });
}

/** How strongly one has signed in does not make a task another's; in the list of all, nor does another's desk. */
function mayTake(reader: Reader, of: ReadCase, rule: StepRule, queue: Queue): boolean {
  const later = new Set(['theSignInIsFreshAndStrong', ...(queue === 'all' ? ['itLiesOnYourDesk'] : [])]);
  return obstacles(reader.standing(of, rule)).every(({ code }) => later.has(code));
}

/** Whether the steps are open by a role that singles the person out: named in the case, or acting for its institution. */
const namedOrOwn = ({ process, file }: ReadCase, rules: readonly StepRule[], actor: Actor): boolean =>
  rules.some((rule) =>
    rolesFor(process, rule.by, actor, file).some((name) => {
      const { reach } = process.catalogue.roles[name]!;
      return reach === 'own' || reach === 'case';
    }),
  );
