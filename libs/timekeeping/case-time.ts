/** Where the time of one case went, what it has used of its limits, and when it may be expected to end. */
import { CalendarYearUnknown, type Calendar, type Day } from '#calendar';
import { editionOfClock, presentName, type Caller, type CaseViews, type ProcessShelf } from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import type { EventBody } from '#ledger';
import { runsAgain, type Facts, type Process, type Words } from '#process';
import { attribute, movesOf, stateNamed, type Attribution, type Holder, type Spell } from './attribution.js';
import { clockTime, type ClockTime, type ClockUsed } from './consumption.js';
import { foretell, newest, untils, type Calibration, type Forecast, type Until } from './forecast.js';
import { calibrationFor } from './figures.js';
import { isForetold, loadStays, observedIn } from './predictions.js';
import { reckoningOf, type Reckoning } from './reckoning.js';
import { comparedFacts, timekeeper } from './keep.js';
import { basisOf, calibrationWords, holderWords, tooFewWords } from './words.js';

export interface CaseTime {
  case: string;
  number: string | null;
  process: string;
  edition: Day;
  /** The legal day up to which it is told, and the calendar by which days were counted. */
  today: Day;
  calendarVersion: string;
  openedOn: Day;
  countedFrom: Day | null;
  endedOn: Day | null;
  total: number;
  byParty: { party: Holder; words: Words; days: number }[];
  beforehand: number;
  spells: (Spell & { label: Words; holderWords: Words })[];
  clocks: ClockTime[];
  predictions: Prediction[];
}

/** When a case may be expected to leave its state, or to end. */
export interface Prediction {
  until: Until;
  /** Null where too few cases are comparable, or where the days lie in a year of which no day is known. */
  from: Day | null;
  to: Day | null;
  /** The same in working days after today; null where there are too few. */
  forecast: Forecast | null;
  /** Whether the days lie in a year whose holiday notice is not out. */
  provisional: boolean;
  /** From what it was drawn, or why there is none. */
  basis: Words;
  calibration: Calibration | null;
  calibrationWords: Words | null;
  /** Whatever had ended by this leaf of the log was seen: who draws it again from there gets the same. */
  asOfLeaf: number;
}

/** Reads the time of cases, from their events: what was acknowledged is counted at once. */
export class CaseTimes {
  constructor(
    private readonly database: Database,
    private readonly views: CaseViews,
    private readonly shelf: ProcessShelf,
  ) {}

  /** Throws `Refused('not-found')` for a case that the caller may not see. */
  async of(caller: Caller, id: string): Promise<CaseTime> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { row, process, of } = await this.views.visible(tx, caller, id);
      const reckoning = await reckoningOf(tx);
      const { calendar, today } = reckoning;
      const events = await tx.named<{ body: string }>(
        'steps-of-a-case',
        'select body from events where tenant = $1 and case_id = $2 order by seq',
        [tx.tenant, id],
      );
      const moves = movesOf(
        events.map(({ body }) => JSON.parse(body) as EventBody),
        (event) => this.shelf.pinned(event.process, event.edition, event.editionHash),
      );
      const editions = new Map(moves.map(({ seq, edition }) => [seq, edition]));
      const time = attribute(calendar, process, moves, today);
      const clocks = await tx.named<ClockUsed & { edition: string; edition_hash: string }>(
        'clocks-and-their-use',
        `select k.clock, k.generation, anchor, budget, unit, k.consumed, running_since, k.due_on, k.due_at::text as due_at,
                status, legal_effect, lapses_into, k.instrument, k.article, calendar_version, provisional, changed_seq,
                e.doc ->> 'edition' as edition, e.doc ->> 'editionHash' as edition_hash,
                exists (select from clock_operations o where o.tenant = k.tenant and o.case_id = k.case_id
                          and ${presentName('o')} = k.clock
                          and o.generation = k.generation + 1 and o.operation = 'interrupt') as broken_off
         from clocks k join events e on e.tenant = k.tenant and e.case_id = k.case_id and e.seq = k.changed_seq
         where k.tenant = $1 and k.case_id = $2
         order by (select min(seq) from clock_operations o where o.tenant = k.tenant and o.case_id = k.case_id
                     and ${presentName('o')} = k.clock and o.generation = k.generation), k.clock`,
        [tx.tenant, id],
      );
      return {
        ...{ case: id, number: row.number, process: process.id, edition: process.edition },
        ...{ today, calendarVersion: calendar.version, openedOn: moves[0]!.on },
        ...{ countedFrom: time.countedFrom, endedOn: time.endedOn, total: time.total },
        byParty: (Object.entries(time.byHolder) as [Holder, number][])
          .filter(([party, days]) => days > 0 || party !== 'nobody')
          .map(([party, days]) => ({ party, words: holderWords(party), days })),
        beforehand: time.beforehand,
        spells: time.spells.map((spell) => ({
          ...spell,
          label: stateNamed(editions.get(spell.seq) ?? process, spell.state).words,
          holderWords: holderWords(spell.holder),
        })),
        clocks: clocks.map(({ edition, edition_hash, ...clock }) => {
          const told = editionOfClock(process, this.shelf.pinned(process.id, edition, edition_hash), clock);
          return clockTime(calendar, told, clock, reckoning, (of) => runsAgain(process, row.state, of));
        }),
        predictions: await this.predictions(tx, id, reckoning, process, of.file.context, time),
      };
    });
  }

  private async predictions(
    tx: Transaction,
    id: string,
    reckoning: Reckoning,
    process: Process,
    context: Facts,
    { spells }: Attribution,
  ): Promise<Prediction[]> {
    const { calendar, today } = reckoning;
    const spell = spells.find(({ until }) => until === null);
    if (spell === undefined) return [];
    const { state, holder: party, beforehand, days: spent } = spell;
    if (!isForetold({ process: process.id, party, beforehand })) return [];
    const [now] = await tx.named<{ others: number; leaf: number }>('workload-now', workloadNow, [
      ...[tx.tenant, process.id, party, id, timekeeper],
    ]);
    const visit = spells.filter((one) => one.state === state).length;
    const { kind, field } = comparedFacts(process.id, context);
    const stays = await loadStays(
      tx,
      this.shelf,
      { process: process.id, edition: process.edition, state, visit },
      { kind, before: now!.leaf, most: newest },
    );
    const observed = observedIn(calendar, stays);
    const workload = now!.others;
    const asOfLeaf = now!.leaf - 1;
    const predictions: Prediction[] = [];
    for (const until of untils) {
      const found = foretell(observed, { until, spent, workload, field });
      if ('tooFew' in found) {
        predictions.push({ until, ...nothing, basis: tooFewWords(found.tooFew), asOfLeaf });
        continue;
      }
      const [from, to] = [found.low, found.high].map((days) => after(calendar, today, days));
      const calibration = await calibrationFor(tx, reckoning, until, { process: process.id, state });
      predictions.push({
        ...{ until, from: from?.due ?? null, to: to?.due ?? null, provisional: to?.provisional ?? true },
        ...{ forecast: found, basis: basisOf(found, { until, spent, holder: party }) },
        ...{ calibration, calibrationWords: calibrationWords(calibration), asOfLeaf },
      });
    }
    return predictions;
  }
}

const nothing = {
  from: null,
  to: null,
  provisional: false,
  forecast: null,
  calibration: null,
  calibrationWords: null,
};

const workloadNow = `
  select coalesce((select open from queues where tenant = $1 and process = $2 and party = $3), 0)
           - (select count(*)::integer from spells where tenant = $1 and case_id = $4 and left_on is null
                and process = $2 and party = $3 and not beforehand) as others,
         coalesce((select next from followers where tenant = $1 and name = $5), 0)::integer as leaf`;

/** The day so many working days after today; null where even its year cannot be counted in. */
function after(calendar: Calendar, today: Day, days: number): { due: Day; provisional: boolean } | null {
  try {
    const none = { due: today, provisional: calendar.isProvisional(today) };
    return days === 0 ? none : calendar.workingDaysAfter(today, days);
  } catch (error) {
    if (error instanceof CalendarYearUnknown) return null;
    throw error;
  }
}
