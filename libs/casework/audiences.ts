import type { Transaction } from '#database';
import { loadActors, type Actor } from '#identity';
import type { EventBody } from '#ledger';
import type { Duty, Facts, Process, Provision, StepChoice } from '#process';
import type { RecusalGround } from '#regulations';
import { dutiesNamedFor, institutionMet, maySee, peopleNamed, rolesFor, rolesOf } from './authority.js';
import { authorityRules, obstacles } from './authority-rules.js';
import { presentName } from './clock-renames.js';
import { dueAtColumn, type ClockRow } from './clock-rows.js';
import type { CaseRow } from './load.js';
import { nested } from './nested.js';
import type { ProcessShelf } from './process-shelf.js';
import { readCase, type ReadCase } from './reader.js';
import { dutiesIn, loadStaff, type Staff } from './staffing.js';
import { stepsShown } from './steps-shown.js';

/** A clock of a case that runs or is paused, as it stands now. */
export type StandingClock = Pick<
  ClockRow,
  | 'clock'
  | 'generation'
  | 'due_on'
  | 'due_at'
  | 'status'
  | 'legal_effect'
  | 'lapses_into'
  | 'instrument'
  | 'article'
> & {
  /** Since when it is paused, and by which provision; null unless it is. */
  paused: { on: string; under: Provision } | null;
};

/** The people of one duty who may do what a case awaits of it. */
export interface Turn {
  duty: Duty;
  people: string[];
  /** On whose desk it lies, of those who may: then `people` are the holder, or who stands in for the holder. */
  holder: string | null;
}

/**
 * A case and whom it concerns at this moment, by the rules by which steps are refused: whoever is suspended, recused or no
 * longer holds the role is nobody here, and for whoever is away today, who stands in for them.
 */
export class Audience {
  private constructor(
    readonly row: CaseRow & { institution_name: string },
    readonly of: ReadCase,
    readonly clocks: readonly StandingClock[],
    /** Who acts for its institution, claims, is invited or declares. */
    readonly parties: readonly string[],
    /** Everybody whose id its memory holds, whatever for, save who is suspended. */
    readonly mentioned: readonly string[],
    private readonly staff: Staff,
    private readonly desks: ReadonlyMap<string, string>,
    private readonly duties: ReadonlyMap<string, string>,
    private readonly dutiesApart: ReadonlySet<string>,
    private readonly shelf: ProcessShelf,
    /** The office's legal day on which it was read. */
    private readonly today: string,
  ) {}

  get process(): Process {
    return this.of.process;
  }

  /** The steps of its state, before there is any evidence, as they would be judged on a legal day. */
  stepsOn(today: string): StepChoice[] {
    return stepsShown(this.shelf, this.of, { today, evidence: {}, world: {} }).map(({ choice }) => choice);
  }

  /** By which edition an event of the case was decided. */
  editionOf({ process, edition, editionHash }: EventBody): Process {
    return this.shelf.pinned(process, edition, editionHash);
  }

  /** Those whom the case names for a duty of the authority, an assessor say, and who may take it; with that duty. */
  get named(): [string, Duty][] {
    const named = peopleNamed(this.process, this.of.file.context);
    return this.staff.actors.flatMap((actor) => {
      const duty = named.get(actor.person);
      const counts = duty !== undefined && duty !== 'applying' && !this.isRecused(actor, duty);
      return counts && dutiesNamedFor(this.process, actor).includes(duty) ? [[actor.person, duty]] : [];
    });
  }

  /** Whose turn it is as the case stands, duty by duty, by the steps that the file leaves open; applicants are `parties`. */
  get turns(): Turn[] {
    const awaited = this.stepsOn(this.today).filter(
      ({ on, duty, open }) => open && on === null && duty !== 'applying' && duty !== 'consequence',
    );
    return [...new Set(awaited.map(({ duty }) => duty))].map((duty) => {
      const able = this.staff.actors.filter((actor) =>
        awaited.some((rule) => rule.duty === duty && this.mayTake(actor, rule)),
      );
      const holder = able.find(({ person }) => person === this.desks.get(duty));
      return {
        duty,
        people: holder === undefined ? this.present(able) : this.standIns(holder),
        holder: holder?.person ?? null,
      };
    });
  }

  /** Everybody at work who holds a role of this duty that reaches the case, and may see it. */
  ofDuty(duty: string): string[] {
    const { catalogue } = this.process;
    const roles = Object.keys(catalogue.roles).filter((name) => catalogue.roles[name]!.duty === duty);
    const holders = this.staff.actors.filter(
      (actor) => rolesFor(this.process, roles, actor, this.of.file).length > 0 && this.mayHear(actor, duty),
    );
    return [...new Set(holders.flatMap((actor) => this.standIns(actor)))];
  }

  /** Whether this person may be told of the case as it stands: they see it, and are not recused from it. */
  reaches(person: string): boolean {
    return (
      this.parties.includes(person) ||
      this.staff.actors.some((actor) => actor.person === person && this.mayHear(actor, 'supervision'))
    );
  }

  private mayHear(actor: Actor, duty: string): boolean {
    return maySee(this.process, actor, this.of.file) && !this.isRecused(actor, duty);
  }

  /** What obstacles say, save the desk, of which the answer tells, and the sign-in, which comes later. */
  private mayTake(actor: Actor, rule: Parameters<typeof obstacles>[0]['rule']): boolean {
    const standing = {
      ...{ process: this.process, rule, file: this.of.file, actor, desks: this.desks },
      ...{ signIn: { acr: null, authTime: null }, stepUp: { acr: [], maxAge: 0 }, now: 0 },
      ...{ duties: this.duties, dutiesApart: this.dutiesApart, recused: this.groundsOf(actor) },
    };
    const { itLiesOnYourDesk: _, theSignInIsFreshAndStrong: __, ...rules } = authorityRules;
    return obstacles(standing, rules).length === 0;
  }

  /** Whoever is away today, by who stands in and may know of the case; where nobody may, they themselves. */
  private standIns(absent: Actor): string[] {
    const standing = this.staff.actors.filter(
      (actor) => actor.covers.includes(absent.person) && this.mayHear(actor, 'supervision'),
    );
    return standing.length === 0 ? [absent.person] : standing.map(({ person }) => person);
  }

  private present(able: readonly Actor[]): string[] {
    const away = new Set(this.staff.actors.flatMap(({ covers }) => covers));
    const here = able.filter(({ person }) => !away.has(person));
    return here.length > 0
      ? here.map(({ person }) => person)
      : [...new Set(able.flatMap((actor) => this.standIns(actor)))];
  }

  private groundsOf({ person }: Actor): readonly RecusalGround[] {
    return this.staff.recused.get(person) ?? [];
  }

  private isRecused(actor: Actor, duty: string): boolean {
    return this.groundsOf(actor).some((ground) => ground !== 'lastCycle' || duty === 'assessment');
  }

  /** The audiences of these cases as they stand now, by id. */
  static async of(
    tx: Transaction,
    shelf: ProcessShelf,
    ids: readonly string[],
  ): Promise<Map<string, Audience>> {
    const rows = await tx.named<CaseRow & { institution_name: string }>('audience: cases', cases, [
      tx.tenant,
      ids,
    ]);
    const read = rows.map((row) => readCase(row, shelf.pinned(row.process, row.edition, row.edition_hash)));
    const matters = read.map(({ matter, process, institution, file }) => ({
      matter,
      institution: institutionMet(process, institution, file.context),
    }));
    const staff = await loadStaff(tx, matters);
    const duties = await dutiesIn(tx, matters);
    const { parties, mentioned } = await peopleBeside(tx, read);
    const [beside] = await tx.named<{
      apart: string[];
      desks: { case: string; duty: string; person: string }[];
      today: string;
    }>('audience: desks', desksOfCases, [tx.tenant, ids]);
    const desks = nested(beside!.desks.map(({ case: id, duty, person }) => [id, duty, person]));
    const clocks = await tx.named<StandingClock & { case_id: string }>('audience: clocks', clocksOfCases, [
      tx.tenant,
      ids,
    ]);
    return new Map(
      rows.map((row, index) => [
        row.id,
        new Audience(
          row,
          read[index]!,
          clocks.filter(({ case_id }) => case_id === row.id),
          parties(read[index]!),
          mentioned(read[index]!),
          staff[index]!,
          desks.get(row.id) ?? new Map<string, string>(),
          duties.get(row.root_id) ?? new Map<string, string>(),
          new Set(beside!.apart),
          shelf,
          beside!.today,
        ),
      ]),
    );
  }
}

const cases = `
  select c.*, i.name as institution_name from cases c
  join institutions i on i.tenant = c.tenant and i.id = c.institution_id
  where c.tenant = $1 and c.id = any($2::uuid[]) order by c.id`;

const desksOfCases = `
  select duties_apart as apart, (office_now() at time zone zone)::date as today,
    coalesce((select json_agg(json_build_object('case', a.case_id, 'duty', a.duty, 'person', a.person_id))
      from assignments a where a.tenant = $1 and a.case_id = any($2::uuid[])), '[]') as desks
  from jurisdictions where tenant = $1`;

const clocksOfCases = `
  select k.case_id, k.clock, k.generation, k.due_on, k.status, k.legal_effect,
    ${dueAtColumn}, k.lapses_into, k.instrument, k.article,
    (select json_build_object('on', o.on_day, 'under', json_build_object('instrument', o.instrument, 'article', o.article))
     from clock_operations o
     where k.status = 'suspended' and o.tenant = k.tenant and o.case_id = k.case_id
       and ${presentName('o')} = k.clock
       and o.generation = k.generation and o.operation = 'suspend' order by o.seq desc limit 1) as paused
  from clocks k where k.tenant = $1 and k.case_id = any($2::uuid[]) and k.status in ('running', 'suspended')
  order by k.case_id, k.due_on nulls last, k.clock, k.generation`;

/** Of each case, those who see it as applicants do, and those whom its memory mentions. */
async function peopleBeside(
  tx: Transaction,
  read: readonly ReadCase[],
): Promise<Record<'parties' | 'mentioned', (of: ReadCase) => string[]>> {
  const acting = await tx.named<{ person: string }>(
    'audience: acting',
    `select distinct person_id as person from acting_for
     where tenant = $1 and institution_id = any($2::uuid[]) and withdrawn_at is null order by 1`,
    [tx.tenant, read.map(({ institution }) => institution)],
  );
  const ids = new Map(read.map(({ id, file }) => [id, idsIn(file.context)]));
  const known = [...acting.map(({ person }) => person), ...[...ids.values()].flatMap((of) => [...of])];
  const actors = [...(await loadActors(tx, [...new Set(known)])).values()].filter((one) => !one.suspended);
  return {
    parties: ({ process, file }) => {
      const roles = rolesOf(process).filter((name) => process.catalogue.roles[name]!.duty === 'applying');
      return actors
        .filter((actor) => rolesFor(process, roles, actor, file).length > 0)
        .map(({ person }) => person);
    },
    mentioned: ({ id }) => actors.map(({ person }) => person).filter((person) => ids.get(id)!.has(person)),
  };
}

/** Whatever looks like the id of somebody, anywhere in these facts. */
const idsIn = (facts: Facts): ReadonlySet<string> =>
  new Set(JSON.stringify(facts).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []);
