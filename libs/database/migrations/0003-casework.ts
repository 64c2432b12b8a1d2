import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands beside a case's events: clocks, evidence, documents, drafts, numbers, answers already given. */
export class Casework1756684800003 implements MigrationInterface {
  name = 'Casework1756684800003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table clocks (
        tenant smallint not null,
        case_id uuid not null,
        clock text not null,
        generation integer not null,
        anchor date not null,
        budget integer not null,
        unit text not null,
        consumed integer not null,
        running_since date,
        due_on date,
        due_at timestamptz,
        status text not null,
        legal_effect text not null,
        lapses_into text,
        instrument text not null,
        article text not null,
        calendar_version text not null,
        provisional boolean not null,
        changed_seq integer not null,
        primary key (tenant, case_id, clock, generation),
        constraint a_clock_is_changed_by_an_event foreign key (tenant, case_id, changed_seq)
          references events (tenant, case_id, seq),
        constraint only_a_running_clock_is_due check (
          (status = 'running') = (due_at is not null) and (due_at is null) = (due_on is null)
          and (due_at is null) = (running_since is null)),
        constraint a_clock_has_a_known_status check (status in ('running', 'suspended', 'stopped', 'expired')),
        constraint only_a_statutory_clock_moves_a_case check (lapses_into is null or legal_effect = 'statutory')
      );
      create index clocks_that_will_move_a_case on clocks (tenant, due_at)
        where status = 'running' and lapses_into is not null;
      comment on table clocks is 'The clocks of each case as they stand. A clock is a row, not a timer.';
      comment on column clocks.tenant is 'Jurisdiction.';
      comment on column clocks.case_id is 'The case.';
      comment on column clocks.clock is 'Name of the clock in its process.';
      comment on column clocks.generation is 'Counts from 1; an interrupted or newly started clock is the next generation.';
      comment on column clocks.anchor is 'Day from which it counts; that day itself is not counted.';
      comment on column clocks.budget is 'Length of the period, in its unit.';
      comment on column clocks.unit is 'workingDays, calendarDays, months or years.';
      comment on column clocks.consumed is 'Used up before the present run: working days for working-day budgets, else calendar days.';
      comment on column clocks.running_since is 'Day from which the present run counts; empty unless it runs.';
      comment on column clocks.due_on is 'Last day; empty unless it runs (indeterminate, not later).';
      comment on column clocks.due_at is 'First instant after the last day.';
      comment on column clocks.status is 'running, suspended, stopped or expired.';
      comment on column clocks.legal_effect is 'statutory, target or none.';
      comment on column clocks.lapses_into is 'The step the clock takes when it runs out; empty where the law gives none.';
      comment on column clocks.instrument is 'Instrument that sets the limit.';
      comment on column clocks.article is 'Its article.';
      comment on column clocks.calendar_version is 'Version of the calendar by which the date was drawn.';
      comment on column clocks.provisional is 'Whether the date leans on a year without its notice.';
      comment on column clocks.changed_seq is 'The event that changed it last.';

      create table clock_operations (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        clock text not null,
        generation integer not null,
        operation text not null,
        on_day date not null,
        consumed integer not null,
        due_on date,
        instrument text not null,
        article text not null,
        primary key (tenant, case_id, seq, clock, generation),
        constraint a_clock_operation_is_done_by_an_event foreign key (tenant, case_id, seq)
          references events (tenant, case_id, seq),
        constraint a_clock_knows_its_operations
          check (operation in ('start', 'suspend', 'resume', 'interrupt', 'stop', 'expire'))
      );
      create unique index a_clock_expires_once on clock_operations (tenant, case_id, clock, generation)
        where operation = 'expire';
      comment on table clock_operations is 'What happened to each clock, by which event, under which provision. Never updated.';
      comment on column clock_operations.tenant is 'Jurisdiction.';
      comment on column clock_operations.case_id is 'The case.';
      comment on column clock_operations.seq is 'The event that did it.';
      comment on column clock_operations.clock is 'The clock.';
      comment on column clock_operations.generation is 'Its generation.';
      comment on column clock_operations.operation is 'start, suspend, resume, interrupt, stop or expire.';
      comment on column clock_operations.on_day is 'Legal day from which it takes effect.';
      comment on column clock_operations.consumed is 'Used up after the operation, in the clock''s unit.';
      comment on column clock_operations.due_on is 'Last day after the operation, if it runs.';
      comment on column clock_operations.instrument is 'Instrument of the step that did it.';
      comment on column clock_operations.article is 'Its article.';

      create table evidence (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        name text not null,
        disclosure text not null,
        primary key (tenant, case_id, seq),
        constraint evidence_belongs_to_an_event foreign key (tenant, case_id, seq)
          references events (tenant, case_id, seq)
      );
      comment on table evidence is 'What was brought to a step, personal data included. The event holds its salted digest only.';
      comment on column evidence.tenant is 'Jurisdiction.';
      comment on column evidence.case_id is 'The case.';
      comment on column evidence.seq is 'The event.';
      comment on column evidence.name is 'Kind of evidence, as the process names it.';
      comment on column evidence.disclosure is 'RFC 9901 disclosure: base64url of [salt, name, value].';

      create table documents (
        tenant smallint not null,
        id uuid not null,
        case_id uuid not null,
        sha256 bytea not null,
        size bigint not null,
        media_type text not null,
        name text not null,
        status text not null,
        uploaded_by uuid not null,
        uploaded_at timestamptz not null,
        primary key (tenant, id),
        foreign key (tenant, case_id) references cases (tenant, id),
        constraint a_document_has_a_known_status
          check (status in ('received', 'scanning', 'clean', 'unscanned', 'rejected'))
      );
      create index documents_of_a_case on documents (tenant, case_id, id);
      comment on table documents is 'Files handed in for a case; the bytes lie on disk by tenant and SHA-256.';
      comment on column documents.tenant is 'Jurisdiction.';
      comment on column documents.id is 'UUIDv7.';
      comment on column documents.case_id is 'The case; a step takes only documents of its own case.';
      comment on column documents.sha256 is 'SHA-256 of the bytes.';
      comment on column documents.size is 'Bytes.';
      comment on column documents.media_type is 'Type found in the content, never taken from the name.';
      comment on column documents.name is 'Name as given; shown, never used as a path.';
      comment on column documents.status is 'unscanned where no scanner is set up, and it says so.';
      comment on column documents.uploaded_by is 'The person.';
      comment on column documents.uploaded_at is 'Office time.';

      create table event_documents (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        document_id uuid not null,
        primary key (tenant, case_id, seq, document_id),
        foreign key (tenant, case_id, seq) references events (tenant, case_id, seq),
        foreign key (tenant, document_id) references documents (tenant, id)
      );
      comment on table event_documents is 'Which documents a step leaned on.';
      comment on column event_documents.tenant is 'Jurisdiction.';
      comment on column event_documents.case_id is 'The case.';
      comment on column event_documents.seq is 'The event.';
      comment on column event_documents.document_id is 'The document.';

      create table drafts (
        tenant smallint not null,
        case_id uuid not null,
        step text not null,
        person_id uuid not null,
        revision integer not null,
        content text not null,
        saved_at timestamptz not null,
        expires_at timestamptz not null,
        primary key (tenant, case_id, step, person_id),
        foreign key (tenant, case_id) references cases (tenant, id)
      );
      comment on table drafts is 'Evidence in the making: one for each case, step and person. No event, may be erased.';
      comment on column drafts.tenant is 'Jurisdiction.';
      comment on column drafts.case_id is 'The case.';
      comment on column drafts.step is 'The step it is for.';
      comment on column drafts.person_id is 'Whose draft it is.';
      comment on column drafts.revision is 'Its own revision.';
      comment on column drafts.content is 'JSON, not judged yet.';
      comment on column drafts.saved_at is 'Office time of the last save.';
      comment on column drafts.expires_at is 'Office time after which it is erased.';

      create table counters (
        tenant smallint not null,
        series text not null,
        value bigint not null,
        primary key (tenant, series),
        constraint a_counter_counts_from_one check (value >= 1)
      );
      comment on table counters is 'Last number drawn in each series. Drawn inside the transaction that uses it: no gaps.';
      comment on column counters.tenant is 'Jurisdiction.';
      comment on column counters.series is 'Name of the series with its year.';
      comment on column counters.value is 'Last number drawn.';

      create table answers (
        tenant smallint not null,
        caller uuid not null,
        key_digest bytea not null,
        request_digest bytea not null,
        answer text not null,
        answered_at timestamptz not null,
        constraint a_key_is_answered_once primary key (tenant, caller, key_digest)
      );
      create index answers_by_age on answers using brin (answered_at);
      comment on table answers is 'Answers given under an Idempotency-Key, kept at least 24 hours.';
      comment on column answers.tenant is 'Jurisdiction.';
      comment on column answers.caller is 'The person; keys of different callers never meet.';
      comment on column answers.key_digest is 'SHA-256 of the key.';
      comment on column answers.request_digest is 'SHA-256 of method, target and body.';
      comment on column answers.answer is 'The first answer, JSON.';
      comment on column answers.answered_at is 'Real time, by which it is forgotten.';

      create table owed_commands (
        tenant smallint not null,
        cause_case uuid not null,
        cause_seq integer not null,
        ordinal integer not null,
        case_id uuid not null,
        step text not null,
        world text not null,
        done_seq integer,
        primary key (tenant, cause_case, cause_seq, ordinal),
        foreign key (tenant, cause_case, cause_seq) references events (tenant, case_id, seq),
        foreign key (tenant, case_id) references cases (tenant, id)
      );
      create index owed_commands_not_done on owed_commands (tenant, case_id) where done_seq is null;
      comment on table owed_commands is 'Steps that an event of one case owes to another; taken by the worker, once.';
      comment on column owed_commands.tenant is 'Jurisdiction.';
      comment on column owed_commands.cause_case is 'The case whose event owes it.';
      comment on column owed_commands.cause_seq is 'That event.';
      comment on column owed_commands.ordinal is 'Which of the event''s effects, from 0.';
      comment on column owed_commands.case_id is 'The case that must move.';
      comment on column owed_commands.step is 'The step it must take.';
      comment on column owed_commands.world is 'Facts handed to the step, canonical JSON.';
      comment on column owed_commands.done_seq is 'The event that paid it; empty until then.';

      grant select, insert, update, delete on drafts to greenlane_service;
      grant select, insert on clock_operations, evidence, event_documents to greenlane_service;
      grant select, insert, update on clocks, counters to greenlane_service;
      grant select, insert, update (status) on documents to greenlane_service;
      grant select, insert, delete on answers to greenlane_service;
      grant select, insert, update (done_seq) on owed_commands to greenlane_service;

      create trigger history_is_not_rewritten before update or delete on clock_operations
        for each row execute function history_is_not_rewritten();
      create trigger history_is_not_truncated before truncate on clock_operations
        for each statement execute function history_is_not_rewritten();
      alter table clock_operations enable always trigger history_is_not_rewritten;
      alter table clock_operations enable always trigger history_is_not_truncated;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}
