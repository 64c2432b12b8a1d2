import { inTransaction, type Database, type Transaction } from '#database';
import { getActor, loadActors, type Actor } from '#identity';
import type { Facts, Process } from '#process';
import { Refused } from '#refusals';
import { publicStage } from '#regulations';
import { dutiesNamedFor, maySee, reachOf } from './authority.js';
import { obstacles, type StepUp } from './authority-rules.js';
import {
  clockView,
  promiseOf,
  stateWords,
  stepView,
  type CaseSummary,
  type CaseView,
  type HistoryEntry,
  type Deadline,
  type PublicStatus,
} from './case-view.js';
import { formatCaseNumber, parseCaseNumber } from './case-number.js';
import { loadCalendars } from './calendars.js';
import { editionOfClock } from './clock-editions.js';
import { historyOf } from './case-history.js';
import { CaseReader } from './case-readers.js';
import type { Caller } from './caller.js';
import { usualStepUp } from './authority-rules.js';
import type { ClockRow } from './clock-rows.js';
import type { CaseRow } from './load.js';
import type { ProcessShelf } from './process-shelf.js';
import { laneOf } from './lane-view.js';
import { readCase, Reader, type ReadCase } from './reader.js';
import { stepsShown } from './steps-shown.js';
import { clocksOf } from './stored-clocks.js';

const selectCase = `
  select c.id, c.root_id, c.process, c.edition, c.edition_hash, c.institution_id, c.number, c.state, c.revision, c.seq,
         c.head, c.context, c.opened_at, c.changed_at, i.name as institution_name, i.credit_code
  from cases c join institutions i on i.tenant = c.tenant and i.id = c.institution_id`;

type CaseWithInstitution = CaseRow & { institution_name: string; credit_code: string };

/** Reading cases: the same tables as the writes, in the same commit, so what was acknowledged is visible at once. */
export class CaseViews {
  private readonly stepUp: StepUp;

  constructor(
    private readonly database: Database,
    readonly shelf: ProcessShelf,
    { stepUp = usualStepUp }: { stepUp?: StepUp } = {},
  ) {
    this.stepUp = stepUp;
  }

  /** A case as this caller may see it. Throws `Refused('not-found')` for a foreign case as for none. */
  async lookUp(caller: Caller, id: string): Promise<CaseView> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { row, process, actor, of } = await this.visible(tx, caller, id);
      const reader = await Reader.of(tx, { caller, actor, stepUp: this.stepUp }, [of]);
      const office = await loadCalendars(tx);
      const clocks = await clocksOf(tx, [id]);
      const context = JSON.parse(row.context) as Facts;
      const { part } = CaseReader.from(actor, of, reader.recusedFrom(of));
      // Applicants are not told on whose desk their case lies.
      const desks = part === 'office' ? await namesOf(tx, reader.desksOf(id)) : [];
      return {
        id,
        number: row.number,
        process: process.id,
        edition: process.edition,
        title: process.title,
        institution: { id: row.institution_id, name: row.institution_name, creditCode: row.credit_code },
        state: row.state,
        ...stateWords(process, row.state),
        revision: row.revision,
        seq: row.seq,
        head: row.head.toString('hex'),
        openedAt: row.opened_at.toISOString(),
        changedAt: row.changed_at.toISOString(),
        facts: context,
        steps: stepsShown(this.shelf, of, reader.given, clocks, office.zone).map((shown) =>
          stepView(shown, obstacles(reader.standing(shown.of, shown.choice))),
        ),
        clocks: clocks.map((clock) => {
          const changedUnder = this.shelf.pinned(process.id, clock.edition, clock.edition_hash);
          return clockView(editionOfClock(process, changedUnder, clock), clock, office, clocks);
        }),
        lane: laneOf(context),
        desks,
        readAs: part,
      };
    });
  }

  /** Cases this caller may see, newest first, up to `limit`; `after` is the id of the last one of the page before. */
  async list(
    caller: Caller,
    {
      limit = 20,
      after,
      state,
      process,
    }: { limit?: number; after?: string; state?: string; process?: string },
  ): Promise<CaseSummary[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await this.actor(tx, caller);
      const reach = reachOf(this.shelf.all, actor);
      const rows = await tx.query<CaseWithInstitution & { due_on: string | null }>(
        `${selectCase.replace(
          'i.credit_code',
          `i.credit_code,
           (select min(due_on) from clocks k where k.tenant = c.tenant and k.case_id = c.id and k.status = 'running') as due_on`,
        )}
         where c.tenant = $1 and ($2::uuid is null or c.id < $2) and ($3::text is null or c.state = $3)
           and ($4::text is null or c.process = $4)
           and (c.process = any($5::text[])
                or (c.process = any($6::text[]) and c.institution_id = any($7::uuid[]))
                or (c.process = any($8::text[]) and exists (
                  select from case_people p where p.tenant = c.tenant and p.case_id = c.id and p.person_id = $9
                    and p.duty = any($11::text[]))))
         order by c.id desc limit $10`,
        [
          tx.tenant,
          after ?? null,
          state ?? null,
          process ?? null,
          reach.everything,
          reach.own,
          actor.actsFor,
          reach.named,
          actor.person,
          limit,
          [...new Set(this.shelf.all.flatMap((one) => dutiesNamedFor(one, actor)))],
        ],
      );
      return rows.map((row) => {
        const pinned = this.shelf.pinned(row.process, row.edition, row.edition_hash);
        return {
          id: row.id,
          number: row.number,
          process: row.process,
          edition: row.edition,
          institution: { id: row.institution_id, name: row.institution_name },
          state: row.state,
          ...stateWords(pinned, row.state),
          revision: row.revision,
          changedAt: row.changed_at.toISOString(),
          dueOn: row.due_on,
        };
      });
    });
  }

  /**
   * The events of a case in their order, from `after` on, up to `limit`, with what was brought to them, as far as it is
   * the reader's: what is not is left out and said to be withheld. Number, hash and predecessor of every event are there.
   */
  async history(
    caller: Caller,
    id: string,
    { after = 0, limit = 100 }: { after?: number; limit?: number },
  ): Promise<HistoryEntry[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { actor, of } = await this.visible(tx, caller, id);
      const reader = await CaseReader.of(tx, actor, of);
      return historyOf(tx, { reader, shelf: this.shelf, id }, { after, limit });
    });
  }

  /** The id of the case with this number, if it is one the caller may see. */
  async findByNumber(caller: Caller, number: string): Promise<string | null> {
    const parts = parseCaseNumber(number);
    if (parts?.tenant !== caller.tenant) return null;
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await this.actor(tx, caller);
      const [row] = await tx.named<CaseWithInstitution>(
        'case-by-number',
        `${selectCase} where c.tenant = $1 and c.number = $2`,
        [tx.tenant, formatCaseNumber(parts.tenant, parts.year, parts.serial)],
      );
      return row !== undefined && this.processSeenBy(actor, row) !== null ? row.id : null;
    });
  }

  /**
   * What anybody may know who has the number and the last four characters of the credit code: the stage, by when the law
   * wants the authority to have acted and by when that is promised, and nothing else. A wrong pair and a number that does not exist are the same null.
   */
  async publicStatus(number: string, code: string): Promise<PublicStatus | null> {
    const parts = parseCaseNumber(number);
    if (parts === null) return null;
    return inTransaction(this.database, parts.tenant, async (tx) => {
      // In one question, so that a wrong pair takes no other way than a right one.
      const [row] = await tx.named<CaseRow & { at: Date; clocks: ClockRow[] | null }>(
        'public-status',
        `${selectCase.replace('i.credit_code', `i.credit_code, ${clocksThatRun}`)} where c.tenant = $1 and c.number = $2 and right(i.credit_code, 4) = upper($3)`,
        [tx.tenant, formatCaseNumber(parts.tenant, parts.year, parts.serial), code],
      );
      if (row === undefined) return null;
      const process = this.shelf.pinned(row.process, row.edition, row.edition_hash);
      return {
        number: row.number!,
        title: process.title,
        stage: publicStage(process, row.state),
        ended: stateWords(process, row.state).tags.includes('terminal'),
        changedAt: row.changed_at.toISOString(),
        deadlines: deadlinesOf(process, row.clocks ?? [], row.at),
      };
    });
  }

  /** The log of the jurisdiction in its order, for those whose duty is oversight. Throws `role-needed` for others. */
  async ledgerEntries(
    caller: Caller,
    { after = -1, limit = 100 }: { after?: number; limit?: number },
  ): Promise<{ leaf: number; hash: string; body: string }[]> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const actor = await this.actor(tx, caller);
      const overseeing = this.shelf.all.flatMap(({ catalogue }) =>
        Object.entries(catalogue.roles).filter(([, role]) => role.duty === 'oversight'),
      );
      if (!overseeing.some(([name]) => actor.roles.includes(name))) {
        const words = (language: 'zh-CN' | 'en') => [
          ...new Set(overseeing.map(([, role]) => role.words[language])),
        ];
        throw new Refused('role-needed', {
          params: { roles: words('en').join(', '), 'roles:zh-CN': words('zh-CN').join('、') },
        });
      }
      return tx.named(
        'ledger-entries',
        `select l.leaf, encode(l.hash, 'hex') as hash, e.body
         from leaves l join events e on e.tenant = l.tenant and e.id = l.event_id
         where l.tenant = $1 and l.log = 'audit' and l.leaf > $2 order by l.leaf limit $3`,
        [tx.tenant, after, limit],
      );
    });
  }

  /** The case's row and who asks; refuses what the caller may not see. Used by drafts and documents too. */
  async visible(
    tx: Transaction,
    caller: Caller,
    id: string,
  ): Promise<{ row: CaseWithInstitution; process: Process; actor: Actor; of: ReadCase }> {
    const actor = await this.actor(tx, caller);
    const [row] = await tx.named<CaseWithInstitution>(
      'case',
      `${selectCase} where c.tenant = $1 and c.id = $2`,
      [tx.tenant, id],
    );
    const process = row === undefined ? null : this.processSeenBy(actor, row);
    if (row === undefined || process === null) throw new Refused('not-found');
    return { row, process, actor, of: readCase(row, process) };
  }

  /** The reader with the roles of this moment, as far as what they showed lets them act. */
  private async actor(tx: Transaction, caller: Caller): Promise<Actor> {
    return getActor(tx, caller.person, caller.method, caller.onlyFor);
  }

  /** The process of a case that this person may see; null where they may not know of it. */
  private processSeenBy(actor: Actor, row: CaseRow): Process | null {
    const process = this.shelf.pinned(row.process, row.edition, row.edition_hash);
    return maySee(process, actor, readCase(row, process).file) ? process : null;
  }
}

const clocksThatRun = `
  office_now() as at,
  (select json_agg(json_build_object('clock', k.clock, 'generation', k.generation, 'status', k.status, 'budget', k.budget,
            'legal_effect', k.legal_effect, 'due_on', k.due_on, 'due_at', k.due_at) order by k.due_at, k.clock)
     from clocks k where k.tenant = c.tenant and k.case_id = c.id and k.status = 'running') as clocks`;

function deadlinesOf(process: Process, clocks: readonly ClockRow[], at: Date): Deadline[] {
  const instant = (due: string | null) => due && new Date(due).toISOString();
  return clocks
    .filter(({ legal_effect }) => legal_effect === 'statutory')
    .map((row) => {
      const promised = promiseOf(process, row, at, clocks);
      return {
        label: process.clocks[row.clock]!.words,
        ...{ dueOn: row.due_on!, dueAt: instant(row.due_at)! },
        promised: promised && { dueOn: promised.dueOn, dueAt: instant(promised.dueAt) },
      };
    });
}

async function namesOf(tx: Transaction, desks: ReadonlyMap<string, string>): Promise<CaseView['desks']> {
  if (desks.size === 0) return [];
  const people = await loadActors(tx, [...desks.values()]);
  return [...desks].map(([duty, person]) => ({ duty, person, name: people.get(person)?.name ?? '' }));
}
