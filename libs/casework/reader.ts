import type { Transaction } from '#database';
import type { Actor } from '#identity';
import type { Facts, Given, Process, StepRule } from '#process';
import type { RecusalGround } from '#regulations';
import { institutionMet, mayBeRecused, type Reachable } from './authority.js';
import type { Standing, StepUp } from './authority-rules.js';
import type { Caller } from './caller.js';
import { officeFacts, type CaseRow } from './load.js';
import { nested } from './nested.js';
import { extendsDecisions, selectProfiles, type ProfileRow } from './profiles.js';
import { loadRecusals, meetingKey, type Meeting } from './recusals.js';

/** Of a case that is read: what authority over its steps rests on beside the case itself. */
export interface ReadCase {
  id: string;
  matter: string;
  institution: string;
  process: Process;
  file: Reachable;
}

/** A row of `cases` as it is read. */
export function readCase(row: CaseRow, process: Process): ReadCase {
  const { id, root_id: matter, institution_id: institution, state } = row;
  return {
    ...{ id, matter, institution, process },
    file: { state, context: JSON.parse(row.context) as Facts, institution },
  };
}

/** What the writing side reads under its locks, read once for a list of cases and one reader. */
export class Reader {
  private constructor(
    private readonly actor: Actor,
    private readonly caller: Caller,
    private readonly stepUp: StepUp,
    private readonly dutiesApart: ReadonlySet<string>,
    private readonly duties: ReadonlyMap<string, ReadonlyMap<string, string>>,
    private readonly desks: ReadonlyMap<string, ReadonlyMap<string, string>>,
    private readonly recused: Awaited<ReturnType<typeof loadRecusals>>,
    private readonly now: number,
    /** What guards on the file may know before there is any evidence: the office's legal day, its settings, and who would bring it. */
    readonly given: Given,
  ) {}

  static async of(
    tx: Transaction,
    { caller, actor, stepUp }: { caller: Caller; actor: Actor; stepUp: StepUp },
    cases: readonly ReadCase[],
  ): Promise<Reader> {
    const [row] = await tx.named<{
      apart: string[];
      now: Date;
      today: string;
      extensions: boolean;
      profiles: ProfileRow[] | null;
      duties: { matter: string; person: string; duty: string }[];
      desks: { case: string; duty: string; person: string }[];
    }>(
      'reader',
      `select duties_apart as apart, clock_timestamp() as now, (office_now() at time zone zone)::date as today,
         extensions_allowed as extensions, (${selectProfiles}) as profiles,
         coalesce((select json_agg(json_build_object('matter', d.matter, 'person', d.person_id, 'duty', d.duty))
            from duties_held d where d.tenant = $1 and d.matter = any($2::uuid[])), '[]') as duties,
         coalesce((select json_agg(json_build_object('case', a.case_id, 'duty', a.duty, 'person', a.person_id))
            from assignments a where a.tenant = $1 and a.case_id = any($3::uuid[])), '[]') as desks
       from jurisdictions where tenant = $1`,
      [tx.tenant, cases.map(({ matter }) => matter), cases.map(({ id }) => id)],
    );
    const { apart, now, today, extensions, profiles, duties, desks } = row!;
    const extensionsAllowed = extendsDecisions(extensions, profiles, today);
    return new Reader(
      actor,
      caller,
      stepUp,
      new Set(apart),
      nested(duties.map(({ matter, person, duty }) => [matter, person, duty])),
      nested(desks.map(({ case: id, duty, person }) => [id, duty, person])),
      await loadRecusals(
        tx,
        cases.filter(({ process }) => mayBeRecused(process, actor)).map((one) => meeting(actor, one)),
      ),
      now.getTime(),
      { today, evidence: { by: actor.person }, world: officeFacts({ extensionsAllowed }) },
    );
  }

  /** On whose desk each duty of a case lies. */
  desksOf(id: string): ReadonlyMap<string, string> {
    return this.desks.get(id) ?? none;
  }

  /** Why the reader is recused from a case. */
  recusedFrom(of: ReadCase): readonly RecusalGround[] {
    return this.recused.get(meetingKey(meeting(this.actor, of))) ?? [];
  }

  dutiesOf({ matter }: ReadCase): ReadonlyMap<string, string> {
    return this.duties.get(matter) ?? none;
  }

  get apart(): ReadonlySet<string> {
    return this.dutiesApart;
  }

  /** What authority of the reader over a step is judged by: the same as when it will be taken. */
  standing(of: ReadCase, rule: Pick<StepRule, 'name' | 'by' | 'duty' | 'stepUp'>): Standing {
    const { acr = null, authTime = null } = this.caller;
    return {
      process: of.process,
      rule,
      file: of.file,
      actor: this.actor,
      signIn: { acr, authTime },
      now: this.now,
      stepUp: this.stepUp,
      duties: this.dutiesOf(of),
      dutiesApart: this.dutiesApart,
      recused: this.recusedFrom(of),
      desks: this.desksOf(of.id),
    };
  }
}

const none: ReadonlyMap<string, string> = new Map();
/** Reader and case as far as recusal goes. */
export const meeting = ({ person }: Actor, { process, institution, matter, file }: ReadCase): Meeting => ({
  person,
  institution: institutionMet(process, institution, file.context),
  matter,
});
