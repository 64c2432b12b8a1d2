/** How long cases take in an office, and how often what was foretold has held. */
import { consumptionOf, type Calendar, type Day } from '#calendar';
import { clockOf, clockRule, type Caller, type ClockRow, type ProcessShelf } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { getActor } from '#identity';
import type { Duty, Process, Words } from '#process';
import { Refused } from '#refusals';
import { roles } from '#regulations';
import { daysOf, type Holder } from './attribution.js';
import { onTimeOf } from './consumption.js';
import { calibrationOf, promised, type Calibration, type Outcome, type Until } from './forecast.js';
import { reckoningOf, type Reckoning } from './reckoning.js';
import { Tally, toldOf, type Told } from './tally.js';
import { holderWords } from './words.js';

export type FiguresBy = 'state' | 'party' | 'clock';

/** How long the cases of a process took that ended in a period of days. */
export interface TimeFigures extends Told {
  process: string;
  from: Day;
  to: Day;
  by: FiguresBy;
  today: Day;
  /** The part of all working days in which the office was to act (authority or assessors), and in which it waited. */
  working: number | null;
  waiting: number | null;
  /** Only those of five cases or more: of fewer, not even the name is told, but that there are some (`withheld`). */
  groups: (Told & { name: string; words: Words; onTime?: number | null })[];
  withheld: boolean;
  /** What is open now; null for fewer than five. */
  open: { cases: number | null; overdue: number | null };
}

export interface PredictionFigures {
  promised: number;
  overall: Record<Until, Calibration>;
  /** Only states in which at least five cases were foretold. */
  groups: (Calibration & { process: string; state: string; words: Words; until: Until })[];
}

/** Duties that read the figures of the office: none of them reads the name of anybody there. */
const readers: readonly Duty[] = ['supervision', 'oversight', 'administration'];
const pageOfRows = 5_000;

export class Figures {
  constructor(
    private readonly database: Database,
    private readonly shelf: ProcessShelf,
  ) {}

  /**
   * Working days of the cases of a process whose last day lies from `from` to `to`, for those who supervise, oversee or
   * administer; `role-needed` for others, `unknown-process` for a process nobody knows. Rows are read a page at a time and
   * counted at once, so that the number of cases costs no memory.
   */
  async time(
    caller: Caller,
    asked: { process: string; from: Day; to: Day; by: FiguresBy },
  ): Promise<TimeFigures> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await requireReader(tx, caller);
      const editions = editionsOf(this.shelf, asked.process);
      const [process] = editions;
      if (process === undefined) throw new Refused('unknown-process', { params: { process: asked.process } });
      const reckoning = await reckoningOf(tx);
      const { calendar, today } = reckoning;
      const whole = new Tally();
      const groups = new Map<string, Tally>();
      let [working, waiting] = [0, 0];
      await eachCase(tx, asked, calendar, (days, byState, byParty) => {
        whole.add(days);
        working += (byParty.get('authority') ?? 0) + (byParty.get('assessor') ?? 0);
        waiting += (byParty.get('applicant') ?? 0) + (byParty.get('thirdParty') ?? 0);
        if (asked.by === 'clock') return;
        for (const [name, spent] of asked.by === 'state' ? byState : byParty)
          tallyIn(groups, name).add(spent);
      });
      if (asked.by === 'clock') await eachClock(tx, asked, reckoning, groups);
      const told = toldOf(whole);
      const part = (days: number): number | null =>
        told.cases === null || working + waiting === 0
          ? null
          : Math.round((days / (working + waiting)) * 1000) / 1000;
      return {
        ...{ ...asked, today, ...told, working: part(working), waiting: part(waiting) },
        groups: [...groups]
          .filter(([, { cases }]) => cases >= Tally.fewest)
          .map(([name, tally]) => ({
            ...{ name, words: wordsOf(editions, asked.by, name), ...toldOf(tally) },
            ...(asked.by === 'clock' && { onTime: tally.partWell() }),
          })),
        withheld: [...groups.values()].some(({ cases }) => cases < Tally.fewest),
        open: await openNow(tx, asked.process, reckoning),
      };
    });
  }

  /** How often intervals held, by process, state and what was foretold, for everybody who may sign in. */
  async predictions(caller: Caller): Promise<PredictionFigures> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      await getActor(tx, caller.person, caller.method, caller.onlyFor);
      const reckoning = await reckoningOf(tx);
      const kinds = await tx.query<{ process: string; state: string; until: Until }>(foretoldStates, [
        tx.tenant,
      ]);
      const groups: PredictionFigures['groups'] = [];
      for (const kind of kinds) {
        const words = wordsOf(editionsOf(this.shelf, kind.process), 'state', kind.state);
        const outcomes = await latestOutcomes(tx, reckoning, kind.until, kind);
        if (new Set(outcomes.map((one) => one.case_id)).size >= Tally.fewest)
          groups.push({ ...kind, words, ...calibrationOf(outcomes) });
      }
      const overall = {
        state: await calibrationFor(tx, reckoning, 'state', null),
        case: await calibrationFor(tx, reckoning, 'case', null),
      };
      return { promised, overall, groups };
    });
  }
}

/** Only the newest predictions are judged, so that an office that has changed does not live on what it once was. */
const latest = 500;

/** How often the latest predictions held, of one state or of all. */
export const calibrationFor = async (...asked: Parameters<typeof latestOutcomes>): Promise<Calibration> =>
  calibrationOf(await latestOutcomes(...asked));

async function latestOutcomes(
  tx: Transaction,
  { calendar, today }: Reckoning,
  until: Until,
  of: { process: string; state: string } | null,
): Promise<(Outcome & { case_id: string })[]> {
  const rows = await tx.query<Omit<Outcome, 'soFar'> & { case_id: string; made_on: Day }>(
    `select case_id, low, high, took, made_on from predictions
     where tenant = $1 and until = $2 ${of === null ? '' : 'and process = $4 and state = $5'}
     order by leaf desc limit $3`,
    [tx.tenant, until, latest, ...(of === null ? [] : [of.process, of.state])],
  );
  return rows.map(({ made_on, ...row }) => ({ ...row, soFar: row.took ?? daysOf(calendar, made_on, today) }));
}

async function requireReader(tx: Transaction, caller: Caller): Promise<void> {
  const actor = await getActor(tx, caller.person, caller.method, caller.onlyFor);
  const wanted = Object.entries(roles).filter(([, { duty }]) => readers.includes(duty));
  if (wanted.some(([name]) => actor.roles.includes(name))) return;
  throw new Refused('role-needed', {
    params: {
      roles: wanted.map(([, { words }]) => words.en).join(', '),
      'roles:zh-CN': wanted.map(([, { words }]) => words['zh-CN']).join('、'),
    },
  });
}

type Asked = { process: string; from: Day; to: Day };

/** Hands over each case of the period with its working days, in all, by state and by party. */
async function eachCase(
  tx: Transaction,
  { process, from, to }: Asked,
  calendar: Calendar,
  take: (days: number, byState: Map<string, number>, byParty: Map<Holder, number>) => void,
): Promise<void> {
  let current: string | null = null;
  let byState = new Map<string, number>();
  let byParty = new Map<Holder, number>();
  const done = (): void => {
    if (current !== null)
      take(
        [...byParty.values()].reduce((sum, days) => sum + days, 0),
        byState,
        byParty,
      );
    byState = new Map();
    byParty = new Map();
  };
  const ended = pagesOf<{ case_id: string; state: string; party: Holder; entered_on: Day; left_on: Day }>(
    tx,
    `select s.case_id, s.state, s.party, s.entered_on, s.left_on
     from case_times c join spells s on s.tenant = c.tenant and s.case_id = c.case_id
     where c.tenant = $1 and c.process = $2 and c.ended_on between $3 and $4 and not s.beforehand
     order by s.case_id, s.seq`,
    [tx.tenant, process, from, to],
  );
  for await (const rows of ended)
    for (const { case_id, state, party, entered_on, left_on } of rows) {
      if (case_id !== current) done();
      current = case_id;
      const days = daysOf(calendar, entered_on, left_on);
      byState.set(state, (byState.get(state) ?? 0) + days);
      byParty.set(party, (byParty.get(party) ?? 0) + days);
    }
  done();
}

/** Counts the periods of the same cases, by clock. */
async function eachClock(
  tx: Transaction,
  { process, from, to }: Asked,
  { calendar, today, at }: Reckoning,
  groups: Map<string, Tally>,
): Promise<void> {
  const periods = pagesOf<ClockRow & { case_id: string }>(
    tx,
    `select k.case_id, k.clock, k.generation, k.anchor, k.budget, k.unit, k.consumed, k.running_since, k.due_on, k.due_at::text as due_at, k.status
     from case_times c join clocks k on k.tenant = c.tenant and k.case_id = c.case_id
     where c.tenant = $1 and c.process = $2 and c.ended_on between $3 and $4
     order by k.case_id, k.clock, k.generation`,
    [tx.tenant, process, from, to],
  );
  for await (const rows of periods)
    for (const row of rows) {
      const consumption = consumptionOf(calendar, clockOf(row), today, at.toISOString());
      const onTime = onTimeOf(row.status, consumption);
      if (onTime !== null) tallyIn(groups, row.clock).add(consumption.used, row.case_id, onTime);
    }
}

/** The rows of a query a page at a time, by a cursor of the database: one plan, and no more than a page in memory. */
async function* pagesOf<Row>(tx: Transaction, query: string, values: unknown[]): AsyncGenerator<Row[]> {
  await tx.query(`declare rows_to_count no scroll cursor for ${query}`, values);
  for (let rows: Row[] | null = null; rows === null || rows.length === pageOfRows;) {
    rows = await tx.query<Row>(`fetch ${pageOfRows} from rows_to_count`);
    yield rows;
  }
  await tx.query('close rows_to_count');
}

async function openNow(
  tx: Transaction,
  process: string,
  { today, at }: Reckoning,
): Promise<TimeFigures['open']> {
  const [row] = await tx.query<{ cases: number; overdue: number }>(openCases, [
    tx.tenant,
    process,
    today,
    at,
  ]);
  const shown = (count: number): number | null => (count < Tally.fewest ? null : count);
  return { cases: shown(row!.cases), overdue: shown(row!.overdue) };
}

/** How many are open, by what the follower has counted, and of how many a limit or a target has run out: the day is for the index. */
export const openCases = `
  select (select coalesce(sum(open), 0)::integer from queues where tenant = $1 and process = $2) as cases,
         (select count(distinct k.case_id)::integer from clocks k join cases c on c.tenant = k.tenant and c.id = k.case_id
          where k.tenant = $1 and c.process = $2 and k.status = 'running' and k.due_on <= $3 and k.due_at <= $4
            and k.legal_effect in ('statutory', 'target')) as overdue`;

/** Of which states anything was foretold: one look at the index for each, however many predictions there are. */
export const foretoldStates = `
  with recursive found as (
    (select process, state, until from predictions where tenant = $1 order by process, state, until limit 1)
    union all
    select next.* from found f cross join lateral (
      select process, state, until from predictions
      where tenant = $1 and (process, state, until) > (f.process, f.state, f.until)
      order by process, state, until limit 1) as next)
  select process, state, until from found order by process, state, until`;

/** All editions of a process, the newest first. */
const editionsOf = (shelf: ProcessShelf, process: string): Process[] =>
  shelf.all
    .filter(({ id }) => id === process)
    .toSorted((one, other) => (one.edition < other.edition ? 1 : -1));

function tallyIn(groups: Map<string, Tally>, name: string): Tally {
  const tally = groups.get(name) ?? new Tally();
  groups.set(name, tally);
  return tally;
}

const named = (name: string): Words => ({ 'zh-CN': name, en: name });

/** By the newest edition that knows the name: in figures the cases of all of them are counted. */
function wordsOf(editions: readonly Process[], by: FiguresBy, name: string): Words {
  if (by === 'party') return holderWords(name as Holder);
  const found = editions.flatMap((process) =>
    by === 'clock'
      ? (clockRule(process, name)?.words ?? [])
      : (process.states.find((state) => state.name === name)?.words ?? []),
  );
  return found[0] ?? named(name);
}
