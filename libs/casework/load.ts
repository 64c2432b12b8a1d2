import { dayOf } from '#calendar';
import type { Transaction } from '#database';
import type { Facts } from '#process';
import type { Answer, Command, Idempotency } from './command.js';
import { readTime, timeColumns, type TimeRow } from './clock-holds.js';
import type { ClockWatch } from './clock-watch.js';
import type { ClockRow } from './clock-rows.js';
import { calendarsOf, selectChanges, type ChangeRow, type OfficeCalendars } from './calendars.js';
import { nested } from './nested.js';
import { extendsDecisions, selectProfiles, type ProfileRow } from './profiles.js';

/** A row of `cases`, locked. */
export interface CaseRow {
  id: string;
  root_id: string;
  process: string;
  edition: string;
  edition_hash: string;
  institution_id: string;
  number: string | null;
  state: string;
  revision: number;
  seq: number;
  head: Buffer;
  context: string;
  opened_at: Date;
  changed_at: Date;
}

export interface LoadedCase {
  row: CaseRow;
  context: Facts;
  clocks: ClockRow[];
}

/** What a batch is judged by: read after the locks, in one statement. */
export interface World {
  /** Office time and real time, to the millisecond. */
  at: Date;
  recordedAt: Date;
  /** Whether nothing may lapse, because the database's clock has jumped. */
  held: boolean;
  zone: string;
  /** Those that were and are in force. */
  calendars: OfficeCalendars;
  /** Those named by opening commands that the register knows. */
  institutions: Set<string>;
  cases: Map<string, LoadedCase>;
  answers: Map<string, { requestDigest: Buffer; answer: Answer }>;
  owed: Map<string, { case: string; step: string; world: Facts; done: boolean }>;
  /** The authority itself as an institution; null where none is entered. */
  authority: string | null;
  /** Whether the office extends the period of its decisions. */
  extensionsAllowed: boolean;
  dutiesApart: ReadonlySet<string>;
  /** By matter: which of the duties kept apart each person holds. */
  duties: Map<string, Map<string, string>>;
  /** By case: on whose desk each duty lies. */
  desks: Map<string, Map<string, string>>;
}

/** What guards of steps that extend a period may know of the office; it stands in the event of such a step, and of no other. */
export const officeFacts = ({ extensionsAllowed }: Pick<World, 'extensionsAllowed'>): Facts => ({
  extensionsAllowed,
});

/** Office time for a case whose last event is of this moment: never before it. */
export const timeOf = ({ at }: Pick<World, 'at'>, last: Date): Date => (last > at ? last : at);

export const keyOf = (caller: string, keyDigest: Buffer): string => `${caller}/${keyDigest.toString('hex')}`;
export const causeOf = (of: { case: string; seq: number; ordinal: number }): string =>
  `${of.case}/${of.seq}/${of.ordinal}`;

/** Locks the cases in the order of their ids, the same for every process, so that batches never wait in a circle. */
const lockCases = `
  select id, root_id, process, edition, edition_hash, institution_id, number, state, revision, seq, head, context,
         opened_at, changed_at
  from cases where tenant = $1 and id = any($2::uuid[]) order by id for update`;

/** Time is read after the lock, so that an event is never dated before its predecessor. */
const loadWorld = `
  select ${timeColumns},
    (select json_build_object('zone', zone, 'years', provisional_years, 'notices', notices, 'authority', authority_id, 'apart', duties_apart,
              'extensions', extensions_allowed)
       from jurisdictions where tenant = $1) as office,
    (${selectChanges}) as changes,
    (${selectProfiles}) as profiles,
    (select json_agg(c) from unnest($2::uuid[]) as of_case (id), unnest($7::text[]) as called (clock),
       lateral (select * from clocks c where c.tenant = $1 and c.case_id = of_case.id and c.clock = called.clock
                order by generation desc limit 1) as c) as clocks,
    (select json_agg(json_build_object('caller', a.caller, 'key', encode(a.key_digest, 'hex'),
              'request', encode(a.request_digest, 'hex'), 'answer', a.answer))
       from unnest($3::uuid[], $4::bytea[]) as k (caller, key_digest)
       join answers a on a.tenant = $1 and a.caller = k.caller and a.key_digest = k.key_digest) as answers,
    (select json_agg(o) from unnest($5::uuid[], $9::integer[], $10::integer[]) as k (cause_case, cause_seq, ordinal)
       join owed_commands o on o.tenant = $1 and o.cause_case = k.cause_case and o.cause_seq = k.cause_seq
                           and o.ordinal = k.ordinal) as owed,
    (select json_agg(id) from institutions where tenant = $1 and id = any($6::uuid[])) as institutions,
    (select json_agg(json_build_object('matter', d.matter, 'person', d.person_id, 'duty', d.duty))
       from duties_held d where d.tenant = $1 and d.matter = any($8::uuid[])) as duties,
    (select json_agg(json_build_object('case', a.case_id, 'duty', a.duty, 'person', a.person_id))
       from assignments a where a.tenant = $1 and a.case_id = any($2::uuid[])) as desks`;

interface WorldRow extends TimeRow {
  office: {
    zone: string;
    years: number[];
    notices: string[];
    authority: string | null;
    apart: string[];
    extensions: boolean;
  } | null;
  changes: ChangeRow[] | null;
  profiles: ProfileRow[] | null;
  clocks: (ClockRow & { case_id: string; tenant: number })[] | null;
  answers: { caller: string; key: string; request: string; answer: string }[] | null;
  owed:
    | {
        cause_case: string;
        cause_seq: number;
        ordinal: number;
        case_id: string;
        step: string;
        world: string;
        done_seq: number | null;
      }[]
    | null;
  institutions: string[] | null;
  duties: { matter: string; person: string; duty: string }[] | null;
  desks: { case: string; duty: string; person: string }[] | null;
}

/**
 * Locks the cases of a batch and reads what it is judged by. Of each clock the newest generation is enough: only that
 * one can run, and a case that goes to and fro for years has many. `clockNames` are those of every process there is.
 */
export async function load(
  tx: Transaction,
  watch: ClockWatch,
  commands: readonly Command[],
  clockNames: readonly string[],
): Promise<World> {
  const ids = [...new Set(commands.flatMap((command) => ('case' in command ? [command.case] : [])))];
  const rows = ids.length === 0 ? [] : await tx.named<CaseRow>('lock-cases', lockCases, [tx.tenant, ids]);
  const keys = commands.flatMap((command) =>
    'idempotency' in command ? [{ ...command.idempotency, person: command.person }] : [],
  );
  const owing = commands.flatMap((command) => (command.kind === 'owed' ? [command.cause] : []));
  const world = await readTime(tx, watch, () =>
    tx.named<WorldRow>('load-world', loadWorld, [
      tx.tenant,
      ids,
      keys.map((key) => key.person),
      keys.map((key: Idempotency) => key.keyDigest),
      owing.map((cause) => cause.case),
      commands.flatMap((command) => (command.kind === 'open' ? (command.institution ?? []) : [])),
      clockNames,
      rows.map((row) => row.root_id),
      owing.map((cause) => cause.seq),
      owing.map((cause) => cause.ordinal),
    ]),
  );
  if (!world.office) throw new Error(`jurisdiction ${tx.tenant} is not set up`);
  const clocks = new Map<string, ClockRow[]>();
  for (const { case_id, tenant: _, ...clock } of world.clocks ?? []) {
    const due_at = clock.due_at === null ? null : new Date(clock.due_at).toISOString();
    clocks.set(case_id, [...(clocks.get(case_id) ?? []), { ...clock, due_at }]);
  }
  return {
    at: world.at,
    recordedAt: world.recorded_at,
    held: world.hold?.open === true,
    zone: world.office.zone,
    calendars: calendarsOf(world.office.years, world.changes ?? [], world.office.notices),
    institutions: new Set(world.institutions ?? []),
    authority: world.office.authority,
    extensionsAllowed: extendsDecisions(
      world.office.extensions,
      world.profiles,
      dayOf(world.at, world.office.zone),
    ),
    dutiesApart: new Set(world.office.apart),
    duties: nested((world.duties ?? []).map(({ matter, person, duty }) => [matter, person, duty])),
    desks: nested((world.desks ?? []).map(({ case: id, duty, person }) => [id, duty, person])),
    cases: new Map(
      rows.map((row) => [
        row.id,
        { row, context: JSON.parse(row.context) as Facts, clocks: clocks.get(row.id) ?? [] },
      ]),
    ),
    answers: new Map(
      (world.answers ?? []).map(({ caller, key, request, answer }) => [
        `${caller}/${key}`,
        { requestDigest: Buffer.from(request, 'hex'), answer: JSON.parse(answer) as Answer },
      ]),
    ),
    owed: new Map(
      (world.owed ?? []).map((owed) => [
        causeOf({ case: owed.cause_case, seq: owed.cause_seq, ordinal: owed.ordinal }),
        {
          case: owed.case_id,
          step: owed.step,
          world: JSON.parse(owed.world) as Facts,
          done: owed.done_seq !== null,
        },
      ]),
    ),
  };
}
