import { dayOf } from '#calendar';
import { inTransaction, type Database, type Transaction } from '#database';
import { runsAgain, type Process, type Words } from '#process';
import type { Caller } from './caller.js';
import { loadCalendars } from './calendars.js';
import { storiesOf } from './clock-story.js';
import type { ClockStory } from './clock-words.js';
import type { CaseRow } from './load.js';
import type { ProcessShelf } from './process-shelf.js';
import { clocksOf, operationsOf } from './stored-clocks.js';
import type { Queue, Tasks } from './tasks.js';
import type { CaseViews } from './views.js';

/** Cases in one list of deadlines: those due first. */
const mostCases = 500;

/** A case with its clocks told whole. */
export interface ClocksOfCase {
  case: string;
  number: string | null;
  title: Words;
  institution: { id: string; name: string };
  clocks: ClockStory[];
}

type Row = Pick<CaseRow, 'id' | 'number' | 'institution_id' | 'state'> & { institution_name: string };

/** The clocks of cases: each generation, what happened to it, and how its dates came about. */
export class ClockViews {
  constructor(
    private readonly database: Database,
    private readonly shelf: ProcessShelf,
    private readonly views: CaseViews,
    private readonly tasks: Tasks,
  ) {}

  /** Of a case that this caller may see. Throws `Refused('not-found')` for a foreign case as for none. */
  async ofCase(caller: Caller, id: string): Promise<ClocksOfCase> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { row, process } = await this.views.visible(tx, caller, id);
      return (await told(tx, this.shelf, [{ row, process }]))[0]!;
    });
  }

  /** Of the cases in a queue of the caller in which something is due, up to 500 of them, those due first. */
  async ofQueue(caller: Caller, queue: Queue): Promise<ClocksOfCase[]> {
    const tasks = await this.tasks.list(caller, { queue, limit: mostCases });
    const ids = [...new Set(tasks.flatMap((task) => (task.dueOn === null ? [] : task.case)))];
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const rows = await tx.named<CaseRow & { institution_name: string }>(
        'cases-with-deadlines',
        `select c.id, c.process, c.edition, c.edition_hash, c.number, c.institution_id, c.state, i.name as institution_name
         from unnest($2::uuid[]) with ordinality as w (id, place)
         join cases c on c.tenant = $1 and c.id = w.id
         join institutions i on i.tenant = c.tenant and i.id = c.institution_id order by w.place`,
        [tx.tenant, ids],
      );
      return told(
        tx,
        this.shelf,
        rows.map((row) => ({ row, process: this.shelf.pinned(row.process, row.edition, row.edition_hash) })),
      );
    });
  }
}

async function told(
  tx: Transaction,
  shelf: ProcessShelf,
  cases: readonly { row: Row; process: Process }[],
): Promise<ClocksOfCase[]> {
  const ids = cases.map(({ row }) => row.id);
  const office = await loadCalendars(tx);
  const [clocks, operations] = [await clocksOf(tx, ids), await operationsOf(tx, ids)];
  const by = {
    office,
    today: dayOf(office.at, office.zone),
    calendarOf: (at: Date) => office.calendars.at(at).calendar,
  };
  return cases.map(({ row, process }) => {
    const own = <T extends { case_id: string }>(rows: readonly T[]): T[] =>
      rows.filter(({ case_id }) => case_id === row.id);
    return {
      case: row.id,
      number: row.number,
      title: process.title,
      institution: { id: row.institution_id, name: row.institution_name },
      clocks: storiesOf(process, own(clocks), own(operations), {
        ...by,
        again: (clock) => runsAgain(process, row.state, clock),
        editionOf: ({ edition = process.edition, edition_hash = process.hash }) =>
          shelf.pinned(process.id, edition, edition_hash),
      }),
    };
  });
}
