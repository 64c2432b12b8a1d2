import type { Transaction } from '#database';
import { peopleNamed } from './authority.js';
import type { WorkingCase } from './working-case.js';

/** A step that an event owes to another case. */
export interface Owed {
  cause: { case: string; seq: number; ordinal: number };
  case: string;
  step: string;
  world: string;
}

/**
 * Everything a batch changes, in one statement: one round trip, and no moment in which a case stands without its
 * event. A case is updated once however many events it gained; the row counts are checked, for a second update of the
 * same row by another part of the statement would be lost in silence.
 */
const writeBatch = `
  with opened as (
    insert into cases (tenant, id, root_id, process, edition, edition_hash, institution_id, number, state, revision, seq,
                       head, context, context_hash, opened_at, changed_at)
    select $1, id, root_id, process, edition, edition_hash, institution_id, number, state, revision, seq,
           decode(head, 'hex'), context, decode(context_hash, 'hex'), opened_at, changed_at
    from json_to_recordset($2) as c (id uuid, root_id uuid, process text, edition text, edition_hash text,
      institution_id uuid, number text, state text, revision integer, seq integer, head text, context text,
      context_hash text, opened_at timestamptz, changed_at timestamptz)
    returning 1),
  moved as (
    update cases set number = m.number, state = m.state, revision = m.revision, seq = m.seq, head = decode(m.head, 'hex'),
      context = m.context, context_hash = decode(m.context_hash, 'hex'), changed_at = m.changed_at,
      edition = m.edition, edition_hash = m.edition_hash
    from json_to_recordset($3) as m (id uuid, number text, state text, revision integer, seq integer, head text,
      context text, context_hash text, changed_at timestamptz, edition text, edition_hash text)
    where cases.tenant = $1 and cases.id = any($13::uuid[]) and cases.id = m.id
    returning 1),
  happened as (
    insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
    select $1, case_id, seq, kind, step, state, revision, decode(context_hash, 'hex'), decode(prev, 'hex'), prev_at,
           decode(hash, 'hex'), at, body
    from json_to_recordset($4) as e (case_id uuid, seq integer, kind text, step text, state text, revision integer,
      context_hash text, prev text, prev_at timestamptz, hash text, at timestamptz, body text)
    returning 1),
  brought as (
    insert into evidence (tenant, case_id, seq, name, disclosure)
    select $1, case_id, seq, name, disclosure
    from json_to_recordset($5) as e (case_id uuid, seq integer, name text, disclosure text)),
  tied as (
    insert into event_documents (tenant, case_id, seq, document_id)
    select $1, case_id, seq, document_id from json_to_recordset($6) as d (case_id uuid, seq integer, document_id uuid)),
  ticking as (
    insert into clocks as c (tenant, case_id, clock, generation, anchor, budget, unit, consumed, running_since, held_on, due_on,
      due_at, status, legal_effect, lapses_into, instrument, article, calendar_version, provisional, changed_seq)
    select $1, case_id, clock, generation, anchor, budget, unit, consumed, running_since, held_on, due_on, due_at, status,
      legal_effect, lapses_into, instrument, article, calendar_version, provisional, changed_seq
    from json_to_recordset($7) as t (case_id uuid, clock text, generation integer, anchor date, budget integer, unit text,
      consumed integer, running_since date, held_on date, due_on date, due_at timestamptz, status text, legal_effect text,
      lapses_into text, instrument text, article text, calendar_version text, provisional boolean, changed_seq integer)
    on conflict (tenant, case_id, clock, generation) do update set
      budget = excluded.budget, consumed = excluded.consumed, running_since = excluded.running_since,
      held_on = excluded.held_on, due_on = excluded.due_on,
      due_at = excluded.due_at, status = excluded.status, lapses_into = excluded.lapses_into,
      calendar_version = excluded.calendar_version, provisional = excluded.provisional,
      considered = null, changed_seq = excluded.changed_seq),
  operated as (
    insert into clock_operations (tenant, case_id, seq, clock, generation, operation, on_day, consumed, due_on,
      length, anchor, becomes, instrument, article)
    select $1, case_id, seq, clock, generation, operation, on_day, consumed, due_on, length, anchor, becomes, instrument, article
    from json_to_recordset($8) as o (case_id uuid, seq integer, clock text, generation integer, operation text,
      on_day date, consumed integer, due_on date, length integer, anchor date, becomes text, instrument text, article text)),
  answered as (
    insert into answers (tenant, caller, key_digest, request_digest, answer, answered_at)
    select $1, caller, decode(key, 'hex'), decode(request, 'hex'), answer, now()
    from json_to_recordset($9) as a (caller uuid, key text, request text, answer text)),
  named as (
    insert into case_people (tenant, person_id, case_id, duty)
    select $1, person_id, case_id, duty from json_to_recordset($10) as p (person_id uuid, case_id uuid, duty text)
    on conflict do nothing),
  owed as (
    insert into owed_commands (tenant, cause_case, cause_seq, ordinal, case_id, step, world)
    select $1, cause_case, cause_seq, ordinal, case_id, step, world
    from json_to_recordset($11) as o (cause_case uuid, cause_seq integer, ordinal integer, case_id uuid, step text, world text)),
  paid as (
    update owed_commands set done_seq = p.seq
    from json_to_recordset($12) as p (cause_case uuid, cause_seq integer, ordinal integer, seq integer)
    where tenant = $1 and owed_commands.cause_case = any($14::uuid[])
      and owed_commands.cause_case = p.cause_case and owed_commands.cause_seq = p.cause_seq and owed_commands.ordinal = p.ordinal)
  select (select count(*) from opened)::integer as opened, (select count(*) from moved)::integer as moved,
         (select count(*) from happened)::integer as happened`;

/** Writes all that the batch did to these cases. Throws where the database did not take exactly that. */
export async function write(
  tx: Transaction,
  cases: readonly WorkingCase[],
  owed: readonly Owed[],
): Promise<void> {
  const changed = cases.filter(({ events }) => events.length > 0);
  if (changed.length === 0) return;
  // Before their rows are written, which would else be new ones.
  for (const { id, renamed } of changed) {
    for (const [old, now] of Object.entries(renamed)) {
      if (old === now) continue;
      const values = [tx.tenant, id, old, now];
      await tx.query(
        'update clocks set clock = $4 where tenant = $1 and case_id = $2 and clock = $3',
        values,
      );
    }
  }
  const events = changed.flatMap((working) => working.events.map((event) => ({ working, ...event })));
  const opened = changed.filter(({ isNew }) => isNew);
  const moved = changed.filter(({ isNew }) => !isNew);
  const rows = [
    opened.map(caseRow),
    moved.map(caseRow),
    events.map(({ event, body, hash, prevAt }) => ({
      case_id: event.case,
      seq: event.seq,
      kind: event.kind,
      step: event.step,
      state: event.to,
      revision: event.revision,
      context_hash: event.context,
      prev: event.prev,
      prev_at: prevAt,
      hash: hash.toString('hex'),
      at: event.at,
      body,
    })),
    events.flatMap(({ event, evidence }) =>
      evidence === null ? [] : [{ case_id: event.case, seq: event.seq, ...evidence }],
    ),
    events.flatMap(({ event }) =>
      event.documents.map(({ id }) => ({ case_id: event.case, seq: event.seq, document_id: id })),
    ),
    changed.flatMap((working) =>
      working.clocks
        .filter(({ changed_seq }) => changed_seq > working.loadedSeq)
        .map((clock) => ({ case_id: working.id, ...clock })),
    ),
    events.flatMap(({ event, operations }) =>
      operations.map((operation) => ({ case_id: event.case, ...operation })),
    ),
    events.flatMap(({ answer }) =>
      answer === null
        ? []
        : [
            {
              caller: answer.caller,
              key: answer.idempotency.keyDigest.toString('hex'),
              request: answer.idempotency.requestDigest.toString('hex'),
              answer: answer.text,
            },
          ],
    ),
    changed.flatMap((working) =>
      [...peopleNamed(working.process, working.current.context)].map(([person_id, duty]) => ({
        person_id,
        case_id: working.id,
        duty,
      })),
    ),
    owed.map(({ cause, ...rest }) => ({
      cause_case: cause.case,
      cause_seq: cause.seq,
      ordinal: cause.ordinal,
      case_id: rest.case,
      step: rest.step,
      world: rest.world,
    })),
    events.flatMap(({ event, pays }) =>
      pays === null
        ? []
        : [{ cause_case: pays.case, cause_seq: pays.seq, ordinal: pays.ordinal, seq: event.seq }],
    ),
  ];
  const [counts] = await tx.named<{ opened: number; moved: number; happened: number }>(
    'write-batch',
    writeBatch,
    [
      tx.tenant,
      ...rows.map((list) => JSON.stringify(list)),
      // The ids once more as lists: without them a plan made while the tables were small would read the whole tenant.
      moved.map(({ id }) => id),
      events.flatMap(({ pays }) => (pays === null ? [] : [pays.case])),
    ],
  );
  if (
    counts?.opened !== opened.length ||
    counts.moved !== moved.length ||
    counts.happened !== events.length
  ) {
    throw new Error('the database did not take the whole batch');
  }
  const leftTheTeam = changed.filter((working) => working.namedFewer);
  for (const working of leftTheTeam) {
    await tx.query(
      'delete from case_people where tenant = $1 and case_id = $2 and person_id <> all($3::uuid[])',
      [tx.tenant, working.id, [...peopleNamed(working.process, working.current.context).keys()]],
    );
  }
  for (const working of changed) await writeBeside(tx, working);
}

/** What few events bring, each in a statement of its own. */
async function writeBeside(tx: Transaction, working: WorkingCase): Promise<void> {
  for (const { event, decidedText, store } of working.events) {
    if (decidedText !== null) {
      await tx.query('insert into decided_texts (tenant, case_id, seq, text) values ($1, $2, $3, $4)', [
        ...[tx.tenant, working.id, event.seq, decidedText],
      ]);
    }
    await store?.(tx, event.seq);
  }
  for (const [duty, { person, seq }] of working.deskChanges) {
    await (person === null
      ? tx.query('delete from assignments where tenant = $1 and case_id = $2 and duty = $3', [
          ...[tx.tenant, working.id, duty],
        ])
      : tx.query(
          `insert into assignments (tenant, case_id, duty, person_id, seq) values ($1, $2, $3, $4, $5)
           on conflict (tenant, case_id, duty) do update set person_id = excluded.person_id, seq = excluded.seq`,
          [tx.tenant, working.id, duty, person, seq],
        ));
  }
}

function caseRow(working: WorkingCase): Record<string, unknown> {
  const last = working.events.at(-1)!;
  return {
    id: working.id,
    root_id: working.root,
    process: working.process.id,
    edition: working.process.edition,
    edition_hash: working.process.hash,
    institution_id: working.institution,
    number: working.number,
    state: working.current.state,
    revision: working.currentRevision,
    seq: working.seq,
    head: working.headHash.toString('hex'),
    context: last.context,
    context_hash: last.event.context,
    opened_at: working.openedAt,
    changed_at: working.changedAt,
  };
}
